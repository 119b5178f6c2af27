"""Indexation: what all prices become before anything is saved, and writing exactly that."""

from dataclasses import replace
from decimal import Decimal as D

import pytest

from catalogus.models import Activiteit, Editie, Groep, Kostenregel, Prijsvorm, Tarief
from catalogus.regels import tarieven
from catalogus.regels.kostprijs import Prijsgegevens
from tests.factories import (
    ActiviteitFactory,
    DekkingFactory,
    EditieFactory,
    FunctiegroepFactory,
    KostenregelFactory,
    ProgrammalijnFactory,
    StaffelFactory,
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
def groep():
    return FunctiegroepFactory(naam="Educatie")


@pytest.fixture
def editie(groep):
    """€ 60 an hour, 10% opslag. CURSUS: 2 hours fixed, 1 hour and € 5 per keer, less € 3 cover; 4 gemeenten, 10 keer.

    Fixed 120 × 1,1 = 132; per keer 65 × 1,1 − 3 = 68,50; expected 132 × 4 + 68,50 × 10 = 1.213.
    BOEK (lijn 1): € 20 × 1,1 = 22, × 50 = 1.100.
    """
    editie = EditieFactory(status=Editie.Status.CONCEPT, opslagpercentage=D(10))
    TariefFactory(editie=editie, functiegroep=groep, capaciteit=D(1000))
    cursus = ActiviteitFactory(editie=editie, code="CURSUS", verwachte_afnemers=4, verwachte_hoeveelheid=D(10))
    UrenregelFactory(activiteit=cursus, functiegroep=groep, hoeveelheid=D(2), deel="vast")
    UrenregelFactory(activiteit=cursus, functiegroep=groep, hoeveelheid=D(1))
    KostenregelFactory(activiteit=cursus, prijs=D(5))
    DekkingFactory(activiteit=cursus, bedrag=D(3))
    boek = ActiviteitFactory(
        editie=editie, code="BOEK", programmalijn=ProgrammalijnFactory(nummer=1), verwachte_hoeveelheid=D(50)
    )
    KostenregelFactory(activiteit=boek, soort="inkoop", prijs=D(20))
    return editie


def wijziging(editie, **anders):
    return replace(tarieven.huidig(editie=editie), **anders)


def beeld(editie, **anders):
    """(code, old and new price, percentage to two decimals) per row of the preview."""
    gevonden = tarieven.voorbeeld(editie=editie, wijziging=wijziging(editie, **anders))
    return [
        (
            rij.activiteit.code,
            *((prijs.vast, prijs.per_eenheid) if prijs else None for prijs in (rij.oud, rij.nieuw)),
            rij.procent and round(rij.procent, 2),
        )
        for rij in gevonden.rijen
    ]


def test_zonder_wijziging_verandert_er_niets(editie):
    gevonden = tarieven.voorbeeld(editie=editie, wijziging=tarieven.huidig(editie=editie))
    assert (gevonden.rijen, gevonden.gelijk, gevonden.van, gevonden.naar, gevonden.procent) == ((), 2, D(2313), D(2313), 0)


def test_uurtarieven_verhogen(editie, groep):
    """5%: € 63. Fixed 126 × 1,1 = 138,60; per keer 68 × 1,1 − 3 = 71,80; 138,60 × 4 + 718 = 1.272,40, is 4,90% more."""
    assert beeld(editie, percentages={groep.pk: D(5)}) == [
        ("CURSUS", (D("132.00"), D("68.50")), (D("138.60"), D("71.80")), D("4.90"))
    ]


def test_een_nieuw_bedrag_en_daarop_een_percentage(editie, groep):
    """€ 70 and 1% more: € 70,70, to the cent."""
    nieuw = wijziging(editie, uurtarieven={groep.pk: D(70)}, percentages={groep.pk: D(1)})
    assert nieuw.tarieven() == {groep.pk: D("70.70")}


def test_de_grootste_stijging_staat_vooraan_met_sommen_per_programmalijn(editie, groep):
    """Inkoop 10%: 22 × 1,1 = 24,20 is 10% more, 24,20 × 50 = 1.210. With 5% on hours besides, CURSUS is second."""
    gevonden = tarieven.voorbeeld(
        editie=editie, wijziging=wijziging(editie, percentages={groep.pk: D(5)}, soorten={"inkoop": D(10)})
    )
    assert [(rij.activiteit.code, round(rij.procent, 2)) for rij in gevonden.rijen] == [
        ("BOEK", D("10.00")),
        ("CURSUS", D("4.90")),
    ]
    assert [(som.programmalijn.nummer, som.van, som.naar) for som in gevonden.lijnen] == [
        (1, D("1100.00"), D("1210.00")),
        (2, D("1213.00"), D("1272.40")),
    ]
    assert (gevonden.van, gevonden.naar, gevonden.gelijk) == (D("2313.00"), D("2482.40"), 0)


@pytest.mark.parametrize(
    ("soort", "verwacht"),
    [
        # material € 5,50: (60 + 5,50) × 1,1 − 3 = 69,05; cover € 3,30: 71,50 − 3,30 = 68,20
        ("materiaal", [("CURSUS", (D("132.00"), D("68.50")), (D("132.00"), D("69.05")), D("0.45"))]),
        ("dekkingen", [("CURSUS", (D("132.00"), D("68.50")), (D("132.00"), D("68.20")), D("-0.25"))]),
        ("reis", []),
    ],
)
def test_andere_kosten_per_soort(editie, soort, verwacht):
    assert beeld(editie, soorten={soort: D(10)}) == verwacht


def test_vaste_bedragen_en_staffels(editie):
    """10%: € 250 → 275; 0,1234 per inwoner keeps four decimals → 0,1357; classes 106 → 116,60 and 437 → 480,70."""
    vast = ActiviteitFactory(editie=editie, code="VAST", prijsvorm=Prijsvorm.VAST_BEDRAG, bedrag_vast=D(250))
    inwoner = ActiviteitFactory(
        editie=editie, code="INW", prijsvorm=Prijsvorm.VAST_BEDRAG, eenheid="inwoner", bedrag_eenheid=D("0.1234")
    )
    school = ActiviteitFactory(editie=editie, code="SCHOOL", prijsvorm=Prijsvorm.STAFFEL)
    StaffelFactory(activiteit=school)
    StaffelFactory(activiteit=school, tot_en_met=None, prijs=D(437))
    gevonden = tarieven.voorbeeld(editie=editie, wijziging=wijziging(editie, soorten={"bedragen": D(10), "staffels": D(10)}))
    nieuw = {rij.activiteit: rij.nieuw for rij in gevonden.rijen}
    assert nieuw == {
        vast: Prijsgegevens(vast=D("275.00"), per_eenheid=D("0.00")),
        inwoner: Prijsgegevens(vast=D("0.00"), per_eenheid=D("0.1357")),
        school: Prijsgegevens(grondslag="locatie", staffel=((D(50), D("116.60")), (None, D("480.70")))),
    }
    assert {rij.activiteit.code: round(rij.procent, 2) for rij in gevonden.rijen} == {
        "VAST": D("10.00"),
        "INW": D("9.97"),
        "SCHOOL": D("10.00"),
    }


def test_van_percentage_naar_verdelen(editie):
    """18 hours (2 × 4 + 1 × 10) bear € 1.800: € 100 an hour. Fixed 120 + 200; per keer 65 + 100 − 3. BOEK loses its 10%."""
    assert beeld(editie, opslagmethode="spreiding", organisatiekosten=D(1800)) == [
        ("CURSUS", (D("132.00"), D("68.50")), (D("320.00"), D("162.00")), D("139.08")),
        ("BOEK", (D("0.00"), D("22.00")), (D("0.00"), D("20.00")), D("-9.09")),
    ]


def test_verdelen_zonder_uren_zegt_wat_er_mist(editie):
    Activiteit.objects.update(verwachte_afnemers=0, verwachte_hoeveelheid=0)
    code, _ = weigering(
        tarieven.voorbeeld, editie=editie, wijziging=wijziging(editie, opslagmethode="spreiding", organisatiekosten=D(1))
    )
    assert code == "geen-uren"


def test_een_tarief_leegmaken_kan_niet(editie, groep):
    assert weigering(tarieven.voorbeeld, editie=editie, wijziging=wijziging(editie, uurtarieven={})) == (
        "tarief",
        "Het tarief van Educatie is leeg. Vul een uurtarief in.",
    )


def test_een_eigen_percentage_gaat_voor_dat_van_alle(editie, groep):
    balie = FunctiegroepFactory(naam="Balie")
    TariefFactory(editie=editie, functiegroep=balie, uurtarief=D(50))
    nieuw = tarieven.met_percentages(wijziging=wijziging(editie), alle=D(3), eigen={groep.pk: None, balie.pk: D(0)})
    assert nieuw.tarieven() == {groep.pk: D("61.80"), balie.pk: D("50")}


# ------------------------------------------------------------------ writing
def test_een_voorbeeld_schrijft_niets(editie, groep):
    tarieven.voorbeeld(editie=editie, wijziging=wijziging(editie, percentages={groep.pk: D(5)}, soorten={"materiaal": D(5)}))
    editie.refresh_from_db()
    assert (editie.slot, Tarief.objects.get().uurtarief) == (0, D("60.00"))
    assert Kostenregel.objects.get(soort="materiaal").prijs == D(5)
    assert Tarief.history.count() == 1


def test_toepassen_schrijft_wat_het_voorbeeld_toonde(editie, groep, controller):
    plan = wijziging(editie, percentages={groep.pk: D(5)}, soorten={"materiaal": D(10)}, opslagpercentage=D(20))
    getoond = tarieven.voorbeeld(editie=editie, wijziging=plan)
    tarieven.pas_toe(editie=editie, wijziging=plan, gezien=getoond.stand, door=controller)
    editie.refresh_from_db()
    tarief, regel = Tarief.objects.get(), Kostenregel.objects.get(soort="materiaal")
    assert (editie.slot, editie.opslagpercentage, tarief.uurtarief, tarief.slot) == (1, D(20), D("63.00"), 1)
    assert (regel.prijs, regel.slot) == (D("5.5000"), 1)
    assert [h.history_user for h in (editie.history.first(), tarief.history.first(), regel.history.first())] == [controller] * 3
    assert (regel.history.count(), regel.history.first().history_change_reason) == (2, "Indexering")
    assert Kostenregel.objects.get(soort="inkoop").history.count() == 1
    nu = tarieven.voorbeeld(editie=editie, wijziging=tarieven.huidig(editie=editie))
    assert (nu.rijen, nu.van) == ((), getoond.naar)


def test_een_nieuwe_functiegroep_krijgt_een_tarief(editie, groep, controller):
    balie = FunctiegroepFactory(naam="Balie")
    plan = wijziging(editie, uurtarieven={groep.pk: D(60), balie.pk: D(45)}, capaciteit={groep.pk: D(1000), balie.pk: None})
    tarieven.pas_toe(
        editie=editie, wijziging=plan, gezien=tarieven.voorbeeld(editie=editie, wijziging=plan).stand, door=controller
    )
    assert [(t.functiegroep, t.uurtarief, t.slot) for t in Tarief.objects.order_by("pk")] == [
        (groep, D(60), 0),
        (balie, D(45), 0),
    ]


@pytest.mark.parametrize("wat", ["tarief", "regel", "editie"])
def test_wie_iets_anders_zag_past_niets_toe(editie, groep, controller, wat):
    plan = wijziging(editie, percentages={groep.pk: D(5)})
    gezien = tarieven.voorbeeld(editie=editie, wijziging=plan).stand
    {
        "tarief": lambda: Tarief.objects.update(uurtarief=D(61)),
        "regel": lambda: Kostenregel.objects.filter(soort="inkoop").update(prijs=D(21)),
        "editie": lambda: Editie.objects.update(slot=7),
    }[wat]()
    code, tekst = weigering(tarieven.pas_toe, editie=editie, wijziging=plan, gezien=gezien, door=controller)
    assert (code, tekst) == (
        "verouderd",
        "Intussen is er iets aan de kosten of tarieven veranderd. Bekijk het voorbeeld opnieuw en pas het daarna toe.",
    )
    assert Tarief.history.count() == 1


@pytest.mark.parametrize("status", ["open", "lopend", "afgesloten"])
def test_na_het_openen_liggen_tarieven_vast(editie, status, controller):
    plan, gezien = tarieven.huidig(editie=editie), ""
    Editie.objects.update(status=status)
    assert weigering(tarieven.pas_toe, editie=editie, wijziging=plan, gezien=gezien, door=controller) == (
        "status",
        f"Editie 2026 is {status}. Tarieven veranderen kan alleen als zij concept is.",
    )


def test_een_accountmanager_past_geen_tarieven_toe(editie):
    plan = tarieven.huidig(editie=editie)
    code, _ = weigering(tarieven.pas_toe, editie=editie, wijziging=plan, gezien="", door=medewerker(Groep.ACCOUNTMANAGER))
    assert code == "niet-bevoegd"


def test_het_voorbeeld_vraagt_altijd_even_veel_aan_de_database(editie, groep, django_assert_num_queries):
    for nummer in range(8):
        KostenregelFactory(activiteit=ActiviteitFactory(editie=editie, code=f"X{nummer}"))
    plan = wijziging(editie, percentages={groep.pk: D(5)}, soorten={"materiaal": D(5)})
    with django_assert_num_queries(13):
        tarieven.voorbeeld(editie=editie, wijziging=plan)
