"""A catalogue of five services worked out by hand, the same to the cent wherever it is shown.

€ 12.000 organisation costs over 600 hours is € 20 an hour. An hour of Educatie is € 60, of Balie € 45.

| code      | hours                                  | costs                                                | price         |
|-----------|----------------------------------------|------------------------------------------------------|---------------|
| CURSUS    | 5 × 4 gemeenten + 3 × 40 keer = 140    | fixed 5 × 80; per keer 3 × 80 + 2 × 7,50             | 400 and 255   |
| SPREEKUUR | 1,5 × 100 uur = 150                    | 1,5 × 65 = 97,50, of which IDO pays 20%              | 78            |
| COLLECTIE | 4 × 10 = 40                            | 4 × 65 + 310,25 = 570,25, of which € 50 by provincie | 520,25 a year |
| BASIS     | 0,002 × 100.000 inwoners = 200         | 0,002 × 65 + 0,3117                                  | 0,4417        |
| SCHOOL    | 0,1 × 700 leerlingen = 70              | classes by leerlingen, per locatie                   | 106 … 437     |
"""

from decimal import Decimal as D
from io import BytesIO

import pytest
from openpyxl import load_workbook

from catalogus.models import Activiteit, Editie, Eenheid, Financieringsbron, Groep, Pakket, Prijs, Prijsvorm
from catalogus.regels import afnameprijzen, afnameregels, edities, kostenstand, kostprijs
from tests.factories import (
    ActiviteitFactory,
    BronbedragFactory,
    DekkingFactory,
    EditieFactory,
    FinancieringsbronFactory,
    FunctiegroepFactory,
    GemeenteFactory,
    KostenregelFactory,
    LocatieFactory,
    StaffelFactory,
    TariefFactory,
    UrenregelFactory,
    medewerker,
)

pytestmark = pytest.mark.django_db
KLASSEN = [(50, 106), (100, 189), (150, 272), (200, 348), (None, 437)]
# code: (fixed, per unit)
PRIJZEN = {
    "CURSUS": (D("400.00"), D("255.00")),
    "SPREEKUUR": (D("0.00"), D("78.00")),
    "COLLECTIE": (D("0.00"), D("520.25")),
    "BASIS": (D("0.00"), D("0.4417")),
}
WOORDEN = {
    "CURSUS": "€\u00a0255,00 per keer + €\u00a0400,00 per jaar",
    "SPREEKUUR": "€\u00a078,00 per uur",
    "COLLECTIE": "€\u00a0520,25 per jaar",
    "BASIS": "€\u00a00,4417 per inwoner",
    "SCHOOL": "volgens staffel vanaf €\u00a0106,00 per locatie",
}
AANDELEN = {"CURSUS": 2800, "SPREEKUUR": 3000, "COLLECTIE": 800, "BASIS": 4000, "SCHOOL": 1400}


def dienst(editie, code, eenheid, afnemers, hoeveelheid, **velden):
    return ActiviteitFactory(
        editie=editie,
        code=code,
        titel=code.title(),
        eenheid=eenheid,
        verwachte_afnemers=afnemers,
        verwachte_hoeveelheid=D(hoeveelheid),
        **velden,
    )


def bron(naam, bedrag):
    return BronbedragFactory(bron=FinancieringsbronFactory(naam=naam), bedrag=D(bedrag)).bron


@pytest.fixture
def editie():
    editie = EditieFactory(status=Editie.Status.CONCEPT, opslagmethode="spreiding", organisatiekosten=D(12000))
    educatie, balie = FunctiegroepFactory(naam="Educatie"), FunctiegroepFactory(naam="Balie")
    TariefFactory(editie=editie, functiegroep=educatie, uurtarief=D(60))
    TariefFactory(editie=editie, functiegroep=balie, uurtarief=D(45))
    cursus = dienst(editie, "CURSUS", Eenheid.KEER, 4, 40)
    UrenregelFactory(activiteit=cursus, functiegroep=educatie, hoeveelheid=D(5), deel="vast")
    UrenregelFactory(activiteit=cursus, functiegroep=educatie, hoeveelheid=D(3))
    KostenregelFactory(activiteit=cursus, hoeveelheid=D(2), prijs=D("7.50"))
    spreekuur = dienst(editie, "SPREEKUUR", Eenheid.UUR, 5, 100)
    UrenregelFactory(activiteit=spreekuur, functiegroep=balie, hoeveelheid=D("1.5"))
    DekkingFactory(activiteit=spreekuur, bron=bron("IDO", 1950), percentage=D(20))
    collectie = dienst(editie, "COLLECTIE", Eenheid.VAST, 10, 10)
    UrenregelFactory(activiteit=collectie, functiegroep=balie, hoeveelheid=D(4))
    KostenregelFactory(activiteit=collectie, soort="inkoop", prijs=D("310.25"))
    DekkingFactory(activiteit=collectie, bron=bron("Provincie", 500), bedrag=D(50))
    basis = dienst(editie, "BASIS", Eenheid.INWONER, 9, 100000, pakket=Pakket.BASIS)
    UrenregelFactory(activiteit=basis, functiegroep=balie, hoeveelheid=D("0.002"))
    KostenregelFactory(activiteit=basis, soort="overig", prijs=D("0.3117"))
    school = dienst(editie, "SCHOOL", Eenheid.LEERLING, 6, 700, prijsvorm=Prijsvorm.STAFFEL, grondslag="locatie")
    UrenregelFactory(activiteit=school, functiegroep=educatie, hoeveelheid=D("0.1"))
    for tot, prijs in KLASSEN:
        StaffelFactory(activiteit=school, tot_en_met=tot, prijs=D(prijs))
    return editie


@pytest.fixture
def bibliothecaris(client):
    client.force_login(medewerker(Groep.CONTROLLER))
    return client


def aandelen(editie):
    activiteiten = edities.activiteiten_van(editie=editie)
    delen = kostprijs.spreiding(organisatiekosten=editie.organisatiekosten, activiteiten=activiteiten)
    return {a.code: delen[a.pk] for a in activiteiten}


# ------------------------------------------------------------------ on screen and in the export
@pytest.mark.parametrize("status", ["concept", "open"])
def test_op_het_kostenscherm(bibliothecaris, editie, status):
    """As a concept the prices follow the costs, and after opening they are what was published: the same."""
    if status == "open":
        edities.open_editie(editie=editie)
    context = bibliothecaris.get("/edities/2026/kosten/").context
    assert {rij.activiteit.code: str(rij.woorden) for rij in context["rijen"]} == WOORDEN
    for code, woorden in WOORDEN.items():
        antwoord = bibliothecaris.get(f"/edities/2026/kosten/{code}/")
        assert str(antwoord.context["rij"].woorden) == woorden
        assert antwoord.context["rij"].waarschuwingen == ()
        assert antwoord.context["rij"].woorden.bedrag in antwoord.content.decode()


def test_in_de_uitvoer(bibliothecaris, editie):
    antwoord = bibliothecaris.get("/edities/2026/kosten/", {"uitvoer": "xlsx"})
    (blad,) = load_workbook(BytesIO(antwoord.content))
    rijen = {rij[1].value: rij for rij in blad.iter_rows(min_row=2)}
    assert {code: (D(str(rij[6].value)), D(str(rij[7].value))) for code, rij in rijen.items() if code != "SCHOOL"} == PRIJZEN
    assert {code: rij[8].value for code, rij in rijen.items()} == WOORDEN


def test_als_gepubliceerde_prijs(editie):
    edities.open_editie(editie=editie)
    gevonden = {prijs.activiteit.code: prijs for prijs in Prijs.objects.select_related("activiteit")}
    assert {code: (p.vast, p.per_eenheid) for code, p in gevonden.items() if code != "SCHOOL"} == PRIJZEN
    assert [(tot and D(tot), D(prijs)) for tot, prijs in gevonden["SCHOOL"].staffel] == KLASSEN


# ------------------------------------------------------------------ in an afname
@pytest.fixture
def gemeente(editie):
    """Of an open edition: a gemeente with three schools."""
    edities.open_editie(editie=editie)
    gemeente = GemeenteFactory(deelnemer_van=None)
    gemeente.scholen = [LocatieFactory(gemeente=gemeente) for _ in range(3)]
    return gemeente


def regel(gemeente, code, aantal, scholen=None):
    """Euro of a line of a fresh selection."""
    wie = medewerker(Groep.ACCOUNTMANAGER)
    afname = afnameregels.maak_afname(gemeente=gemeente, editie=Editie.objects.get(), door=wie)
    gezet = afnameregels.zet_regel(
        afname=afname,
        activiteit=Activiteit.objects.get(code=code),
        hoeveelheid=D(aantal),
        per_locatie={plek.pk: D(aantal) for plek in scholen} if scholen else None,
        door=wie,
    )
    return afnameprijzen.bedragen_van(regel=gezet)


@pytest.mark.parametrize(
    ("code", "aantal", "bedragen"),
    [
        ("CURSUS", "3", ("400.00", "765.00")),
        ("SPREEKUUR", "12.5", ("0.00", "975.00")),
        ("COLLECTIE", "1", ("0.00", "520.25")),
        ("BASIS", "19983", ("0.00", "8826.49")),  # 0,4417 × 19.983 = 8.826,4911
    ],
)
def test_in_een_afname(gemeente, code, aantal, bedragen):
    assert regel(gemeente, code, aantal) == tuple(D(bedrag) for bedrag in bedragen)


@pytest.mark.parametrize(("leerlingen", "bedrag"), [(1, 106), (50, 106), (51, 189), (200, 348), (201, 437), (1000, 437)])
def test_een_school_betaalt_de_klasse_van_haar_leerlingen(gemeente, leerlingen, bedrag):
    assert regel(gemeente, "SCHOOL", leerlingen, gemeente.scholen[:1]) == (D(0), D(bedrag))


def test_drie_scholen_van_zestig_betalen_driemaal_189(gemeente):
    """567, not the 348 of 180 leerlingen."""
    assert regel(gemeente, "SCHOOL", 60, gemeente.scholen) == (D(0), D(567))


# ------------------------------------------------------------------ the spread
def test_de_spreiding_over_vijf_diensten(editie):
    assert aandelen(editie) == AANDELEN
    assert sum(AANDELEN.values()) == 12000


def test_een_zesde_dienst_verdeelt_precies_hetzelfde_bedrag(bibliothecaris, editie):
    """101 hours more is 701. Down: 2.396,57 2.567,76 684,73 3.423,68 1.198,28 1.728,95 is 11.999,97; the largest remainders
    are those of ZESDE, SCHOOL and CURSUS. CURSUS: 5 × (60 + 17,1184) = 385,59 and 3 × 77,1184 + 15 = 246,36.
    """
    zesde = dienst(editie, "ZESDE", Eenheid.KEER, 1, 0)
    UrenregelFactory(activiteit=zesde, functiegroep=FunctiegroepFactory(naam="Balie"), hoeveelheid=D(101), deel="vast")
    gevonden = aandelen(editie)
    assert gevonden == {
        "CURSUS": D("2396.58"),
        "SPREEKUUR": D("2567.76"),
        "COLLECTIE": D("684.73"),
        "BASIS": D("3423.68"),
        "SCHOOL": D("1198.29"),
        "ZESDE": D("1728.96"),
    }
    assert sum(gevonden.values()) == 12000
    rijen = {rij.activiteit.code: rij for rij in bibliothecaris.get("/edities/2026/kosten/").context["rijen"]}
    assert (rijen["CURSUS"].prijs.vast, rijen["CURSUS"].prijs.per_eenheid) == (D("385.59"), D("246.36"))


def test_wat_bronnen_uitgeven_past_precies(editie):
    """20% of 97,50 × 100 uur = 1.950, and 10 × 50 = 500."""
    stand = kostenstand.stand_van(editie=editie)
    bronnen = kostenstand.bronstanden(stand=stand, uitkomsten=kostenstand.uitkomsten(stand=stand))
    namen = {bron.pk: bron.naam for bron in Financieringsbron.objects.all()}
    assert {namen[pk]: (b.uitgegeven, b.over) for pk, b in bronnen.items()} == {
        "IDO": (D(1950), D(0)),
        "Provincie": (D(500), D(0)),
    }
