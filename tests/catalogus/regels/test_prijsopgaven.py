"""Quotations for maatwerk: asked from a line, answered by an accountmanager."""

from functools import partial

import pytest

from catalogus.fouten import RegelFout
from catalogus.models import Afnameregel, Pakket, Prijsopgave, Prijsvorm, Status
from catalogus.regels.afnameprijzen import totaal
from catalogus.regels.prijsopgaven import geef, geldende, vraag
from tests.factories import ActiviteitFactory, AfnameregelFactory, D, PrijsopgaveFactory, dag, maak_wereld

pytestmark = pytest.mark.django_db
VANDAAG = dag("2025-06-10")


def geweigerd(regel, /, *waarden, **velden) -> RegelFout:
    """Calls what must be refused; the error of the rule."""
    with pytest.raises(RegelFout) as fout:
        regel(*waarden, **velden)
    return fout.value


@pytest.fixture
def wereld():
    return maak_wereld()


@pytest.fixture
def regel(wereld):
    maatwerk = ActiviteitFactory(code="MAAT", titel="Maat", pakket=Pakket.MAATWERK, prijsvorm=Prijsvorm.OP_AANVRAAG)
    return AfnameregelFactory(afname=wereld.afname(), activiteit=maatwerk, hoeveelheid=D(2), herkomst="bekend")


def test_vragen_en_geven(wereld, regel):
    opgave = vraag(regel=regel, tekst=" Wat kost dit? ", door=wereld.opsteller, vandaag=VANDAAG)
    assert (opgave.vraag, opgave.gevraagd_door, opgave.gevraagd_op) == ("Wat kost dit?", wereld.opsteller, VANDAAG)
    regel.refresh_from_db()
    assert (regel.prijsopgave, regel.hoeveelheid, regel.herkomst, regel.slot) == (opgave, D(2), "bekend", 1)
    assert totaal(afname=regel.afname) == D(190)
    gegeven = geef(
        opgave=opgave,
        vast=D(100),
        per_eenheid=D("12.50"),
        geldig_tot=dag("2025-12-31"),
        toelichting="Inclusief reis",
        door=wereld.accountmanager,
        vandaag=dag("2025-06-24"),
    )
    assert (gegeven.datum, gegeven.toelichting) == (dag("2025-06-24"), "Inclusief reis")
    assert totaal(afname=regel.afname) == D(315)  # 190 + 100 + 2 × 12,50


def test_geven_helpt_elk_concept_zonder_prijs(wereld, regel):
    ander = AfnameregelFactory(afname=wereld.afname(naam="Sober"), activiteit=regel.activiteit)
    vervallen = AfnameregelFactory(afname=wereld.afname(status=Status.VERVALLEN), activiteit=regel.activiteit)
    opgave = vraag(regel=regel, tekst="Wat kost dit?", door=wereld.opsteller)
    geef(opgave=opgave, vast=D(1), per_eenheid=D(0), geldig_tot=dag("2999-01-01"), door=wereld.accountmanager)
    assert {r.pk: r.prijsopgave for r in Afnameregel.objects.filter(activiteit=regel.activiteit)} == {
        regel.pk: opgave,
        ander.pk: opgave,
        vervallen.pk: None,
    }


def test_vragen_wordt_geweigerd(wereld, regel):
    fout = geweigerd(vraag, regel=regel, tekst=" ", door=wereld.opsteller)
    assert (fout.code, fout.veld) == ("vraag", "vraag")
    assert geweigerd(vraag, regel=regel, tekst="Wat?", door=wereld.raadpleger).code == "niet-bevoegd"
    cursus = regel.afname.regels.get(activiteit=wereld.cursus)
    assert geweigerd(vraag, regel=cursus, tekst="Wat?", door=wereld.opsteller).code == "prijs"
    assert Prijsopgave.objects.count() == 0
    vraag(regel=regel, tekst="Wat?", door=wereld.opsteller, vandaag=VANDAAG)
    assert geweigerd(vraag, regel=regel, tekst="Nog eens", door=wereld.opsteller).tekst == (
        "De prijs van Maat is al gevraagd op 10 juni 2025. Wacht op het antwoord."
    )


def test_geven_wordt_geweigerd(wereld, regel):
    opgave = vraag(regel=regel, tekst="Wat?", door=wereld.opsteller, vandaag=VANDAAG)
    weigering = partial(geweigerd, geef, opgave=opgave, vandaag=VANDAAG)
    goed = {"vast": D(1), "per_eenheid": D(1), "geldig_tot": VANDAAG, "door": wereld.accountmanager}
    assert weigering(**goed | {"door": wereld.fiatteur}).code == "niet-bevoegd"
    assert weigering(**goed | {"door": wereld.redactie}).code == "niet-bevoegd"
    fout = weigering(**goed | {"per_eenheid": D(-1)})
    assert (fout.code, fout.veld) == ("bedrag", "per_eenheid")
    fout = weigering(**goed | {"geldig_tot": dag("2025-06-09")})
    assert (fout.veld, fout.tekst) == ("geldig_tot", "Kies een dag vanaf 10 juni 2025.")
    geef(opgave=opgave, vandaag=VANDAAG, **goed)
    assert weigering(**goed).tekst == "Deze prijs is al gegeven op 10 juni 2025."


def test_geldende(wereld, regel):
    def opgave(van, tot):
        return PrijsopgaveFactory(
            activiteit=regel.activiteit,
            gemeente=wereld.gemeente,
            vast=D(1),
            per_eenheid=D(1),
            datum=dag(van),
            geldig_tot=dag(tot),
        )

    def nu():
        return geldende(activiteit=regel.activiteit, gemeente=wereld.gemeente, vandaag=VANDAAG)

    assert nu() is None
    opgave("2025-01-01", "2025-06-09")
    assert nu() is None
    vraag = PrijsopgaveFactory(activiteit=regel.activiteit, gemeente=wereld.gemeente)
    assert nu() == vraag
    opgave("2025-02-01", "2025-06-10")
    nieuwste = opgave("2025-03-01", "2025-06-10")
    assert nu() == nieuwste
