"""Two people at once, on a database with row locks.

`tijdens` starts the second while the transaction of the first is not yet committed; the first commits only when the second
waits for it. So the order is fixed, and what is tested is what the second finds afterwards.
"""

import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal as D

import pytest
from django.db import connection, transaction

from catalogus.models import Afname, Groep, Indicator, Meting, Prijs, Status, Uitvoering
from catalogus.regels import afnameprijzen, afnameregels, correcties, edities
from catalogus.regels.afname import wissel
from catalogus.regels.metingen import zet_meting
from catalogus.regels.uitvoering import registreer
from tests.factories import (
    AfnameFactory,
    IndicatorFactory,
    KostenregelFactory,
    ambtenaar,
    dag,
    maak_groepen,
    maak_wereld,
    medewerker,
    weigering,
)

pytestmark = pytest.mark.django_db(transaction=True)

WACHTENDEN = """
    SELECT EXISTS (SELECT 1 FROM pg_locks WHERE NOT granted AND pid IN (
        SELECT l.pid FROM pg_locks l JOIN pg_database d ON d.oid = l.database WHERE d.datname = current_database()))
"""


@pytest.fixture(scope="module", autouse=True)
def groepen_terug(django_db_setup, django_db_blocker):
    """These tests empty every table, also of what a migration put there; other tests count on the groups."""
    yield
    with django_db_blocker.unblock():
        maak_groepen()


def tijdens(eerste, tweede):
    """Result of both; an error of the second is raised here."""

    def in_eigen_verbinding():
        try:
            return tweede()
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=1) as draden:
        with transaction.atomic():
            resultaat = eerste()
            ander = draden.submit(in_eigen_verbinding)
            einde = time.monotonic() + 5
            with connection.cursor() as cursor:
                while not ander.done():
                    assert time.monotonic() < einde, "de tweede wacht niet en is ook niet klaar"
                    cursor.execute(WACHTENDEN)
                    if cursor.fetchone()[0]:
                        break
                    time.sleep(0.01)
        return resultaat, ander.result(timeout=10)


def klaar_om_te_fiatteren(wereld):
    return wissel(afname=wereld.afname(), overgang="voorleggen", door=wereld.opsteller)


def test_twee_fiatteurs_dienen_tegelijk_in():
    """One wins, the other reads that it has happened and by whom; one row in the log."""
    wereld = maak_wereld()
    afname = klaar_om_te_fiatteren(wereld)
    tweede = ambtenaar(wereld.gemeente, "fiatteur")

    def dien_in(door):
        return wissel(afname=afname, overgang="indienen", door=door)

    gewonnen, geweigerd = tijdens(lambda: dien_in(wereld.fiatteur), lambda: weigering(dien_in, door=tweede))
    assert gewonnen.status == "ingediend"
    assert geweigerd == (
        "status",
        "Deze keuze is intussen ingediend door Frank. ‘Fiatteer en dien in’ kan alleen als zij ter fiattering is.",
    )
    log = Afname.objects.get().statuswissels.filter(overgang="indienen")
    assert [regel.door for regel in log] == [wereld.fiatteur]


def test_bevestigen_en_intrekken_tegelijk():
    wereld = maak_wereld()
    afname = wissel(afname=klaar_om_te_fiatteren(wereld), overgang="indienen", door=wereld.fiatteur)
    velden = {"afname": afname, "overgang": "intrekken", "door": wereld.fiatteur, "reden": "Toch niet"}
    _, (code, _) = tijdens(
        lambda: wissel(afname=afname, overgang="bevestigen", door=wereld.accountmanager), lambda: weigering(wissel, **velden)
    )
    assert (code, Afname.objects.get().status) == ("status", "bevestigd")


@pytest.mark.parametrize("eerdere", [False, True], ids=["zonder-eerdere", "met-eerdere"])
def test_twee_scenarios_tegelijk_bevestigd(eerdere):
    """The second replaces the first, or hears in Dutch that it was too late; never two, never a crash."""
    wereld = maak_wereld()
    if eerdere:
        AfnameFactory(gemeente=wereld.gemeente, status=Status.BEVESTIGD, naam="Eerder")
    a, b = (AfnameFactory(gemeente=wereld.gemeente, status=Status.INGEDIEND, naam=naam) for naam in "AB")
    door = [wereld.accountmanager, medewerker(Groep.ACCOUNTMANAGER)]
    tijdens(
        lambda: wissel(afname=a, overgang="bevestigen", door=door[0]),
        lambda: wissel(afname=b, overgang="bevestigen", door=door[1]),
    )
    statussen = dict(Afname.objects.values_list("naam", "status"))
    assert statussen == {"A": "vervangen", "B": "bevestigd"} | ({"Eerder": "vervangen"} if eerdere else {})


def test_twee_nieuwe_versies_tegelijk():
    wereld = maak_wereld()
    afname = wereld.afname()
    afnameprijzen.leg_vast(afname=afname)
    Afname.objects.update(status=Status.BEVESTIGD)

    def nieuw(door):
        return wissel(afname=afname, overgang="nieuwe_versie", door=door, reden="Meer")

    versie, geweigerd = tijdens(lambda: nieuw(wereld.opsteller), lambda: weigering(nieuw, door=wereld.fiatteur))
    assert geweigerd == ("bestaat", "Er is al een versie 2. Werk daarin verder.")
    assert list(Afname.objects.filter(versienummer=2)) == [versie]


def test_voorleggen_terwijl_een_ander_nog_een_regel_verandert():
    """What is signed is what was there: the change came first, so it is in the snapshot."""
    wereld = maak_wereld()
    afname = wereld.afname()
    tijdens(
        lambda: afnameregels.zet_regel(afname=afname, activiteit=wereld.cursus, hoeveelheid=D(5), door=wereld.opsteller),
        lambda: wissel(afname=afname, overgang="voorleggen", door=wereld.fiatteur),
    )
    regel = afname.regels.get()
    assert (regel.snapshot["hoeveelheid"], regel.bedrag_eenheid) == ("5.00", D(225))


def test_een_regel_veranderen_terwijl_een_ander_voorlegt():
    wereld = maak_wereld()
    afname = wereld.afname()
    velden = {"afname": afname, "activiteit": wereld.cursus, "hoeveelheid": D(5), "door": wereld.opsteller}
    _, (code, _) = tijdens(
        lambda: wissel(afname=afname, overgang="voorleggen", door=wereld.fiatteur),
        lambda: weigering(afnameregels.zet_regel, **velden),
    )
    regel = afname.regels.get()
    assert (code, regel.hoeveelheid, regel.snapshot["hoeveelheid"]) == ("status", D(2), "2.00")


def test_twee_correcties_van_een_prijs_worden_versie_twee_en_drie():
    wereld = maak_wereld()
    KostenregelFactory(activiteit=wereld.cursus, prijs=D(48))

    def corrigeer(reden):
        return correcties.corrigeer_prijs(activiteit=wereld.cursus, reden=reden)

    versies = [prijs.versie for prijs in tijdens(lambda: corrigeer("Materiaal"), lambda: corrigeer("Reiskosten"))]
    assert versies == [2, 3]
    assert list(
        Prijs.objects.filter(activiteit=wereld.cursus, versie__gt=1).order_by("versie").values_list("reden", flat=True)
    ) == [
        "Materiaal",
        "Reiskosten",
    ]


def test_een_editie_wordt_een_keer_geopend():
    editie = maak_wereld().editie
    Prijs.objects.all().delete()
    editie.activiteiten.update(prijsvorm="inbegrepen")
    type(editie).objects.update(status="concept")
    _, (code, _) = tijdens(lambda: edities.open_editie(editie=editie), lambda: weigering(edities.open_editie, editie=editie))
    assert (code, Prijs.objects.count()) == ("status", 3)


def test_dezelfde_registratie_tegelijk_wordt_er_een():
    """A phone that sends again before the first answer came."""
    wereld = maak_wereld()
    velden = {
        "door": medewerker(Groep.VESTIGING),
        "gemeenten": [wereld.gemeente],
        "activiteit": wereld.cursus,
        "datums": [(dag("2026-03-02"), 12)],
        "client_id": uuid.UUID(int=7),
        "vandaag": dag("2026-12-31"),
    }
    een, ander = tijdens(lambda: registreer(**velden), lambda: registreer(**velden))
    assert (een, een.bijeenkomsten.count()) == (ander, 1)
    assert list(Uitvoering.objects.all()) == [een]


def test_twee_mensen_voeren_hetzelfde_cijfer_in():
    """The second overwrites the first when it saw no lock number, as when it comes a minute later; never a crash."""
    indicator = IndicatorFactory(code="bezoekers", stichting="opgegeven")
    redactie = [medewerker(Groep.REDACTIE) for _ in range(2)]

    def voer_in(waarde, door):
        return zet_meting(indicator=indicator, jaar=2026, scope="stichting", waarde=D(waarde), door=door)

    tijdens(lambda: voer_in(100, redactie[0]), lambda: voer_in(120, redactie[1]))
    meting = Meting.objects.get(indicator=Indicator.objects.get())
    assert (meting.waarde, [h.history_user for h in meting.history.all()]) == (D(120), redactie[::-1])
