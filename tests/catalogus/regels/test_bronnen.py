"""Money from elsewhere per year, and what the opslag does per service."""

from decimal import Decimal as D

import pytest

from catalogus.models import Bronbedrag, Editie, Groep
from catalogus.regels import bronnen, verdeling
from tests.factories import (
    ActiviteitFactory,
    BronbedragFactory,
    DekkingFactory,
    EditieFactory,
    FinancieringsbronFactory,
    FunctiegroepFactory,
    KostenregelFactory,
    TariefFactory,
    UrenregelFactory,
    medewerker,
    weigering,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def controller():
    return medewerker(Groep.CONTROLLER)


@pytest.fixture
def editie():
    editie = EditieFactory(status=Editie.Status.CONCEPT, opslagpercentage=D(0))
    TariefFactory(editie=editie)
    return editie


# ------------------------------------------------------------------ sources
def test_elke_bron_met_wat_er_is_en_wat_eruit_gaat(editie):
    """€ 4 × 10 keer = € 40 from schools; money of the gemeente itself is not the library's."""
    school, leeg = FinancieringsbronFactory(naam="School"), FinancieringsbronFactory(naam="Fonds")
    FinancieringsbronFactory(naam="Rijk", ontvanger="gemeente")
    BronbedragFactory(bron=school, jaar=2026, bedrag=D(30))
    BronbedragFactory(bron=school, jaar=2025, bedrag=D(25))
    cursus = KostenregelFactory(activiteit=ActiviteitFactory(editie=editie, verwachte_hoeveelheid=D(10))).activiteit
    DekkingFactory(activiteit=cursus, bron=school, bedrag=D(4))
    assert [(r.bron, r.bedrag, r.vorig, r.uitgegeven, r.over, r.slot) for r in bronnen.bronrijen(editie=editie)] == [
        (leeg, None, None, D(0), D(0), None),
        (school, D(30), D(25), D(40), D(-10), 0),
    ]


def test_zonder_volledige_kosten_is_niet_bekend_wat_eruit_gaat(editie):
    FinancieringsbronFactory()
    KostenregelFactory(activiteit=ActiviteitFactory(editie=editie), prijs=None)
    assert [(r.uitgegeven, r.over) for r in bronnen.bronrijen(editie=editie)] == [(None, None)]


def test_bedragen_zetten_veranderen_en_weghalen(editie, controller):
    nieuw, anders, weg, zelfde = (FinancieringsbronFactory(naam=naam) for naam in "ABCD")
    for bron in (anders, weg, zelfde):
        BronbedragFactory(bron=bron, bedrag=D(10))
    aantal = bronnen.zet_bronbedragen(
        editie=editie,
        bedragen={nieuw: D(5), anders: D(12), weg: None, zelfde: D(10)},
        gezien={nieuw.pk: None, anders.pk: 0, weg.pk: 0, zelfde.pk: 99},
        door=controller,
    )
    assert aantal == 3
    assert [(b.bron, b.jaar, b.bedrag, b.slot) for b in Bronbedrag.objects.order_by("bron__naam")] == [
        (nieuw, 2026, D(5), 0),
        (anders, 2026, D(12), 1),
        (zelfde, 2026, D(10), 0),
    ]
    assert set(Bronbedrag.history.filter(history_user=controller).values_list("history_type", flat=True)) == {"+", "~", "-"}


def test_een_bedrag_dat_intussen_veranderde(editie, controller):
    bedrag = BronbedragFactory(slot=2)
    andere = FinancieringsbronFactory(naam="A")
    code, _ = weigering(
        bronnen.zet_bronbedragen,
        editie=editie,
        bedragen={andere: D(1), bedrag.bron: D(9)},
        gezien={bedrag.bron_id: 1},
        door=controller,
    )
    assert (code, Bronbedrag.objects.count(), Bronbedrag.objects.get().bedrag) == ("verouderd", 1, D(1000))


def test_een_afgesloten_jaar_en_een_ander(editie, controller):
    bron = FinancieringsbronFactory()
    invoer = {"editie": editie, "bedragen": {bron: D(1)}, "gezien": {}}
    assert weigering(bronnen.zet_bronbedragen, **invoer, door=medewerker(Groep.REDACTIE))[0] == "niet-bevoegd"
    editie.status = Editie.Status.AFGESLOTEN
    assert weigering(bronnen.zet_bronbedragen, **invoer, door=controller)[0] == "status"


# ------------------------------------------------------------------ the spread
@pytest.fixture
def drie(editie):
    """€ 1.000 over 3 × 2 + 1 × 20 = 26 hours, 10 hours and 4 hours: 40 in all, so € 25 an hour.

    CURSUS gets € 650, BOEK 250, LES 100. Maatwerk, a parent and what is included bear nothing.
    """
    Editie.objects.update(opslagmethode="spreiding", organisatiekosten=D(1000))
    editie.refresh_from_db()
    groep = FunctiegroepFactory()
    velden = {"editie": editie, "verwachte_afnemers": 2}
    cursus = ActiviteitFactory(code="CURSUS", titel="Cursus", verwachte_hoeveelheid=D(20), **velden)
    UrenregelFactory(activiteit=cursus, functiegroep=groep, hoeveelheid=D(3), deel="vast")
    UrenregelFactory(activiteit=cursus, functiegroep=groep, hoeveelheid=D(1))
    boek = ActiviteitFactory(code="BOEK", titel="Boek", verwachte_hoeveelheid=D(5), **velden)
    UrenregelFactory(activiteit=boek, functiegroep=groep, hoeveelheid=D(2))
    les = ActiviteitFactory(code="LES", titel="Les", verwachte_hoeveelheid=D(0), **velden)
    UrenregelFactory(activiteit=les, functiegroep=groep, hoeveelheid=D(2), deel="vast")
    for vrij in ({"pakket": "maatwerk"}, {"prijsvorm": "inbegrepen"}):
        activiteit = ActiviteitFactory(verwachte_hoeveelheid=D(100), **velden, **vrij)
        UrenregelFactory(activiteit=activiteit, functiegroep=groep, hoeveelheid=D(9))
    return editie


def rijen(editie):
    return [(r.activiteit.code, r.uren, r.deel, r.vast, r.per_eenheid) for r in verdeling.verdeling(editie=editie).rijen]


def test_de_verdeling_per_activiteit(drie):
    beeld = verdeling.verdeling(editie=drie)
    assert (beeld.uren, beeld.bedrag, beeld.per_uur) == (D(40), D(1000), D(25))
    assert rijen(drie) == [
        ("CURSUS", D(26), D("650.00"), D(75), D(25)),
        ("BOEK", D(10), D("250.00"), D(0), D(50)),
        ("LES", D(4), D("100.00"), D(50), D(0)),
    ]


def test_een_activiteit_erbij_verdeelt_hetzelfde_bedrag(drie):
    """Ten hours more: 50 in all, € 20 an hour; the parts still add up to € 1.000."""
    extra = ActiviteitFactory(editie=drie, code="EXTRA", titel="Extra", verwachte_hoeveelheid=D(10))
    UrenregelFactory(activiteit=extra, functiegroep=FunctiegroepFactory(), hoeveelheid=D(1))
    assert [(code, deel) for code, _, deel, _, _ in rijen(drie)] == [
        ("CURSUS", D("520.00")),
        ("BOEK", D("200.00")),
        ("EXTRA", D("200.00")),
        ("LES", D("80.00")),
    ]


def test_de_verdeling_komt_op_de_cent_uit(drie):
    """€ 100 over 26, 10 and 4 of 40: 65,00, 25,00 and 10,00; over € 100,01 the odd cent goes to the largest remainder."""
    Editie.objects.update(organisatiekosten=D("100.01"))
    drie.refresh_from_db()
    assert [deel for _, _, deel, _, _ in rijen(drie)] == [D("65.01"), D("25.00"), D("10.00")]


def test_bij_een_percentage_telt_wat_het_opbrengt(drie):
    """10% of € 60 an hour: per hour € 6; 26, 10 and 4 hours bring € 156, 60 and 24."""
    Editie.objects.update(opslagmethode="percentage", opslagpercentage=D(10))
    drie.refresh_from_db()
    beeld = verdeling.verdeling(editie=drie)
    assert ([r.deel for r in beeld.rijen], beeld.bedrag, beeld.per_uur) == ([D(156), D(60), D(24)], D(240), None)


def test_zonder_uren_is_er_niets_te_verdelen(editie):
    Editie.objects.update(opslagmethode="spreiding", organisatiekosten=D(1))
    editie.refresh_from_db()
    assert weigering(verdeling.verdeling, editie=editie)[0] == "geen-uren"
