"""The overview of the controller: every part, its downloads, and what it refuses."""

from decimal import Decimal as D
from io import BytesIO

import pytest
from openpyxl import load_workbook

from catalogus.models import Editie, Groep, Rol, Status
from tests.factories import (
    ActiviteitFactory,
    AfnameFactory,
    AfnameregelFactory,
    BronbedragFactory,
    DekkingFactory,
    EditieFactory,
    FunctiegroepFactory,
    GemeenteFactory,
    PrijsFactory,
    TariefFactory,
    UrenregelFactory,
    ambtenaar,
    medewerker,
)

pytestmark = pytest.mark.django_db
ADRES = "/edities/2026/overzicht/"
DELEN = ["opbrengst", "dekking", "uren", "gevoeligheid", "diensten"]


def genomen(editie, activiteit, aantal, bedrag):
    afname = AfnameFactory(gemeente=GemeenteFactory(), editie=editie, status=Status.BEVESTIGD)
    AfnameregelFactory(afname=afname, activiteit=activiteit, hoeveelheid=D(aantal), bedrag_vast=D(0), bedrag_eenheid=D(bedrag))


@pytest.fixture
def editie():
    """€ 60 an hour, € 400 organisation costs over 40 hours. CURSUS is 2 hours less € 15 from schools, confirmed 10 times."""
    editie = EditieFactory(opslagmethode="spreiding", organisatiekosten=D(400), opslagtarief=D(10))
    TariefFactory(editie=editie, capaciteit=D(30))
    cursus = ActiviteitFactory(editie=editie, code="CURSUS", titel="=Cursus", verwachte_hoeveelheid=D(20))
    UrenregelFactory(activiteit=cursus, hoeveelheid=D(2))
    DekkingFactory(activiteit=cursus, bron=BronbedragFactory(bedrag=D(200)).bron, bedrag=D(15))
    PrijsFactory(activiteit=cursus, per_eenheid=D(125))
    genomen(editie, cursus, 10, 1250)
    return editie


@pytest.fixture
def controller(client):
    client.force_login(medewerker(Groep.CONTROLLER))
    return client


def bladen(client, **vraag):
    antwoord = client.get(ADRES, vraag | {"uitvoer": "xlsx"})
    return {
        blad.title: [[cel.value for cel in rij] for rij in blad.iter_rows()]
        for blad in load_workbook(BytesIO(antwoord.content))
    }


def test_een_gemeente_vindt_hier_niets(client, editie):
    client.force_login(ambtenaar(GemeenteFactory(), Rol.FIATTEUR))
    assert client.get(ADRES).status_code == 404


def test_andere_medewerkers_lezen(client, editie):
    client.force_login(medewerker(Groep.VESTIGING))
    assert [client.get(ADRES, {"deel": deel}).status_code for deel in DELEN] == [200] * 5


def test_een_onbekend_deel_is_het_eerste(controller, editie):
    assert controller.get(ADRES, {"deel": "geheim"}).context["deel"] == "opbrengst"
    assert controller.get("/edities/1999/overzicht/").status_code == 404


def test_opbrengst(controller, editie):
    """Costs 10 × (120 + 20) = 1.400, cover 150, yield 1.250: nothing is over."""
    totaal = controller.get(ADRES).context["totaal"]
    assert (totaal.kosten, totaal.dekking, totaal.opbrengst, totaal.saldo) == (D(1400), D(150), D(1250), D(0))
    uit = bladen(controller)
    assert uit["Per programmalijn"][1:] == [
        [2, "Lijn 2", 1200, 200, 1400, 150, 1250, 0, 1],
        [None, "Totaal", 1200, 200, 1400, 150, 1250, 0, 1],
    ]
    assert uit["Per activiteit"][1] == [2, "CURSUS", "=Cursus", 1, 10, 1200, 200, 1400, 150, 1250, 0, 1]
    assert list(bladen(controller, tabel="activiteit")) == ["Per activiteit"]


def test_de_balken_van_de_opbrengst(controller, editie):
    ((_, balken),) = controller.get(ADRES).context["lijnen"]
    assert [(b.x, b.breedte) for b in balken.values()] == [("0.00", "100.00"), ("0.00", "89.29"), ("89.29", "10.71")]


def test_dekking(controller, editie):
    """Expected 20 × 15 = 300 of € 200; confirmed 150."""
    assert bladen(controller, deel="dekking")["Dekking per bron"][1:] == [["School", "2026", 200, 300, -100, 150, 50]]


def test_uren(controller, editie):
    """Confirmed 20 hours, expected 40 of 30."""
    (beeld,) = controller.get(ADRES, {"deel": "uren"}).context["uren"]
    assert (beeld.te_veel, beeld.verwacht_balk.breedte, beeld.bevestigd_balk.breedte) == (True, "100.00", "53.33")
    assert bladen(controller, deel="uren")["Uren per functiegroep"][1][:5] == ["Educatie", 20, 0, 40, 30]


def test_gevoeligheid(controller, editie):
    """5% of 1.200 direct costs is 60."""
    uit = bladen(controller, deel="gevoeligheid", procent="5")
    assert uit["Kosten"][-1] == ["Totaal", 1400, 1340, 1460, 1340, 1460]
    assert uit["Over of tekort"][-1] == ["Totaal", 0, 60, -60, -10, 10]


@pytest.mark.parametrize(("procent", "gerekend"), [("", "10"), ("veel", "10"), ("101", "10"), ("2,5", "2.5")])
def test_gevoeligheid_met_een_ander_percentage(controller, editie, procent, gerekend):
    assert controller.get(ADRES, {"deel": "gevoeligheid", "procent": procent}).context["procent"] == D(gerekend)


def test_gevoeligheid_zonder_bevestigde_keuzes_gaat_over_wat_we_verwachten(controller, editie):
    """20 × (120 + 20) = 2.800; in a concept the price follows the costs."""
    editie.afnames.all().delete()
    Editie.objects.update(status=Editie.Status.CONCEPT)
    context = controller.get(ADRES, {"deel": "gevoeligheid"}).context
    assert (context["totaal"].nu.kosten, context["totaal"].nu.saldo, context["bevestigd"]) == (D(2800), D(0), False)


def test_diensten(controller, editie):
    """A new service of 40 hours beside the 40 there are: € 10 becomes € 5 an hour."""
    groep = FunctiegroepFactory()
    vraag = {
        "deel": "diensten",
        "naam": "Robots",
        "functiegroep": groep.pk,
        "uren_eenheid": "4",
        "gemeenten": "2",
        "aantal": "10",
    }
    context = controller.get(ADRES, vraag).context
    assert (context["wissel"].per_uur, context["wissel"].verdeeld, context["bevroren"]) == (
        (D(10), D(5)),
        (D(400), D(400)),
        True,
    )
    assert bladen(controller, **vraag)["Alle prijzen"][1:] == [
        ["CURSUS", "=Cursus", 0, 0, 125, 115, -0.08, 400, 200],
        ["NIEUW", "Robots", None, 0, None, 260, None, None, 200],
        [None, "Totaal", None, None, None, None, None, 400, 400],
    ]


def test_diensten_zonder_uren_of_zonder_wie(controller, editie):
    cursus = editie.activiteiten.get()
    context = controller.get(ADRES, {"deel": "diensten", "weg": cursus.pk}).context
    assert (context["wissel"], context["wisselfout"][:25]) == (None, "Er zijn geen uren om de o")
    context = controller.get(ADRES, {"deel": "diensten", "uren_vast": "5"}).context
    assert context["formulier"].errors == {"functiegroep": ["Kies wie eraan werkt. Je vulde wel uren in."]}


@pytest.mark.parametrize("deel", DELEN)
def test_een_lege_editie(controller, deel):
    EditieFactory()
    assert controller.get(ADRES, {"deel": deel}).status_code == 200


@pytest.mark.parametrize("soort", ["ods", "csv", "exe"])
def test_andere_soorten_bestanden(controller, editie, soort):
    antwoord = controller.get(ADRES, {"uitvoer": soort, "tabel": "lijn"})
    bestand = f'attachment; filename="overzicht-opbrengst-2026.{soort}"'
    assert antwoord.get("Content-Disposition") == (None if soort == "exe" else bestand)


@pytest.mark.parametrize(
    ("deel", "aantal"), [("opbrengst", 14), ("dekking", 25), ("uren", 16), ("gevoeligheid", 14), ("diensten", 15)]
)
def test_het_aantal_vragen_groeit_niet_mee(controller, editie, django_assert_num_queries, deel, aantal):
    vorig, bron = EditieFactory(jaar=2025), BronbedragFactory(jaar=2025).bron

    def vul(editie, nummer):
        activiteit = ActiviteitFactory(editie=editie, verwachte_hoeveelheid=D(1))
        groep = FunctiegroepFactory(naam=f"Groep {nummer}")
        UrenregelFactory(activiteit=activiteit, hoeveelheid=D(1), functiegroep=groep)
        TariefFactory(editie=editie, functiegroep=groep)
        DekkingFactory(activiteit=activiteit, bron=bron)
        genomen(editie, activiteit, nummer, 100)

    vul(vorig, 0)
    controller.get(ADRES, {"deel": deel})
    with django_assert_num_queries(aantal):
        controller.get(ADRES, {"deel": deel})
    for nummer in range(1, 8):
        vul(editie, nummer)
        vul(vorig, nummer)
    with django_assert_num_queries(aantal):
        controller.get(ADRES, {"deel": deel})
