"""The result beside the grid: break-even, split, last year and warnings. Amounts are worked out by hand."""

from decimal import Decimal as D

import pytest

from catalogus.models import Editie, Eenheid, Financieringsbron, Functiegroep, Prijsvorm
from catalogus.regels import kostenbeeld as beeld
from catalogus.regels import kostenstand
from catalogus.regels.kostenbeeld import Dekpunt, Jaar, Waarschuwing
from catalogus.regels.kostenstand import Bronstand, Kostenstand
from catalogus.regels.kostprijs import Opslag, Prijsgegevens
from tests.factories import los

EDUCATIE = Functiegroep(pk=1, naam="Educatie")
SCHOOL = Financieringsbron(pk=7, naam="School", ontvanger="bibliotheek")


def uren(aantal, **velden):
    return {"soort": "uren", "functiegroep": EDUCATIE, "hoeveelheid": D(aantal), **velden}


def kosten(bedrag, **velden):
    return {"soort": "materiaal", "hoeveelheid": D(1), "prijs": None if bedrag is None else D(bedrag), **velden}


def uitkomst(*, opslag=Opslag(per_uur=D(20)), **velden):  # noqa: B008
    """At € 60 an hour and € 20 organisation costs an hour."""
    activiteit = los(**velden)
    stand = Kostenstand(Editie(jaar=2026), (activiteit,), {1: D(60)}, opslag)
    return kostenstand.uitkomst(stand=stand, activiteit=activiteit)


# fixed 10 × (60 + 20) = 800 a gemeente; per keer 2 × (60 + 20) + 15 = 175
CURSUS = {
    "regels": [uren(10, deel="vast"), uren(2), kosten(15)],
    "verwachte_afnemers": 3,
    "verwachte_hoeveelheid": D(50),
}


def test_een_kostprijs_is_uit_de_kosten_bij_wat_wordt_verwacht():
    """Fixed: 3 × 800 + 50 × 40 = 4.400, of which 3 × 800 is paid. Each keer leaves 175 − 135 = 40: 2.000 / 40 = 50."""
    assert beeld.dekpunt(uitkomst=uitkomst(**CURSUS)) == Dekpunt(D(4400), D(2400), D(40), D(50))


def test_een_vast_bedrag_kan_meer_nodig_hebben():
    """Fixed: 4.400, paid 3 × 500 = 1.500. Each keer leaves 185 − 135 = 50: 2.900 / 50 = 58."""
    velden = CURSUS | {"prijsvorm": Prijsvorm.VAST_BEDRAG, "bedrag_vast": D(500), "bedrag_eenheid": D(185)}
    assert beeld.dekpunt(uitkomst=uitkomst(**velden)) == Dekpunt(D(4400), D(1500), D(50), D(58))


def test_dekking_telt_als_opbrengst():
    """€ 35 cover: the price is 140, and 140 + 35 − 135 leaves 40 as before."""
    velden = CURSUS | {"dekkingen": [{"bron": SCHOOL, "bedrag": D(35)}]}
    assert beeld.dekpunt(uitkomst=uitkomst(**velden)) == Dekpunt(D(4400), D(2400), D(40), D(50))


def test_een_deel_van_een_eenheid_is_een_hele():
    velden = CURSUS | {"prijsvorm": Prijsvorm.VAST_BEDRAG, "bedrag_vast": D(800), "bedrag_eenheid": D(194)}
    assert beeld.dekpunt(uitkomst=uitkomst(**velden)).aantal == D(34)  # 2.000 / 59 = 33,9


@pytest.mark.parametrize(
    ("vast", "eenheid", "aantal"),
    [
        ("500", "135", None),  # nothing is left of a keer
        ("1500", "135", D(0)),  # 3 × 1.500 is more than 4.400
    ],
)
def test_geen_enkel_aantal_en_vanaf_het_begin(vast, eenheid, aantal):
    velden = CURSUS | {"prijsvorm": Prijsvorm.VAST_BEDRAG, "bedrag_vast": D(vast), "bedrag_eenheid": D(eenheid)}
    assert beeld.dekpunt(uitkomst=uitkomst(**velden)).aantal == aantal


@pytest.mark.parametrize(
    "velden",
    [
        {"regels": [uren(2)]},  # nothing expected
        CURSUS | {"regels": [kosten(None)]},  # no price yet
        CURSUS | {"prijsvorm": Prijsvorm.INBEGREPEN},
        CURSUS | {"prijsvorm": Prijsvorm.STAFFEL, "staffels": [{"tot_en_met": None, "prijs": D(5)}]},
    ],
)
def test_zonder_prijs_per_eenheid_of_verwachting_geen_punt(velden):
    assert beeld.dekpunt(uitkomst=uitkomst(**velden)) is None


def test_klassen_naast_de_kosten_bij_hun_bovengrens():
    """0,1 × 80 = 8 per leerling: 50 cost 400 and 100 cost 800; fixed 10 × 80 = 800 for all."""
    gevonden = beeld.klassen(
        uitkomst=uitkomst(
            eenheid=Eenheid.LEERLING,
            prijsvorm=Prijsvorm.STAFFEL,
            regels=[uren("0.1"), uren(10, deel="vast")],
            staffels=[{"tot_en_met": tot, "prijs": D(prijs)} for tot, prijs in ((D(50), 1100), (D(100), 1650), (None, 2000))],
        )
    )
    assert [(k.woorden, k.prijs, k.kosten, k.verschil) for k in gevonden] == [
        ("1 tot en met 50 leerlingen", D(1100), D(1200), D(-100)),
        ("51 tot en met 100 leerlingen", D(1650), D(1600), D(50)),
        ("101 leerlingen of meer", D(2000), None, None),
    ]


def test_een_jaar():
    """3 × 800 + 50 × 175 = 11.150, and the price is the cost."""
    u = uitkomst(**CURSUS)
    jaar = beeld.jaar(kosten=u.kosten, prijs=u.prijs, gemeenten=D(3), aantal=D(50))
    assert (jaar, jaar.saldo) == (Jaar(D(11150), D(0), D(11150)), D(0))
    klassen = Prijsgegevens(grondslag="locatie", staffel=((None, D(5)),))
    assert beeld.jaar(kosten=u.kosten, prijs=klassen, gemeenten=D(3), aantal=D(50)).saldo is None


# ------------------------------------------------------------------ split and last year
def test_splitsing_naast_vorig_jaar():
    nu = uitkomst(**CURSUS | {"dekkingen": [{"bron": SCHOOL, "bedrag": D(35)}]})
    toen = uitkomst(regels=[uren(1), {"soort": "inkoop", "hoeveelheid": D(1), "prijs": D(9)}])
    vast, eenheid = beeld.splitsing(activiteit=nu.activiteit, nu=nu.als_kostprijs, toen=toen.als_kostprijs)
    assert (vast.naam, vast.som, vast.som_toen) == ("Vast deel per jaar", D(800), D(0))
    assert [(p.naam, p.nu, p.toen) for p in eenheid.posten] == [
        ("Personeel", D(120), D(60)),
        ("Materiaal", D(15), D(0)),
        ("Organisatiekosten", D(40), D(20)),
        ("Betaald door anderen", D(-35), D(0)),
        ("Inkoop", D(0), D(9)),
    ]
    assert (eenheid.naam, eenheid.som, eenheid.som_toen) == ("Per keer", D(140), D(89))


def test_splitsing_zonder_vorig_jaar():
    nu = uitkomst(**CURSUS)
    delen = beeld.splitsing(activiteit=nu.activiteit, nu=nu.als_kostprijs, toen=None)
    assert [(d.som_toen, {p.toen for p in d.posten}) for d in delen] == [(None, {None}), (None, {None})]


@pytest.mark.parametrize(
    ("nu", "toen", "verwacht"),
    [
        (Prijsgegevens(vast=D(110), per_eenheid=D(55)), Prijsgegevens(vast=D(100), per_eenheid=D(50)), [(D(10), False)] * 2),
        (Prijsgegevens(per_eenheid=D("55.01")), Prijsgegevens(per_eenheid=D(50)), [(D("10.02"), True)]),
        (Prijsgegevens(per_eenheid=D("44.99")), Prijsgegevens(per_eenheid=D(50)), [(D("-10.02"), True)]),
        (Prijsgegevens(vast=D(5)), Prijsgegevens(), [(None, False)]),
        (Prijsgegevens(per_eenheid=D(5)), None, []),
        (None, Prijsgegevens(per_eenheid=D(5)), []),
        # Of the classes only the one with the same limit can be compared.
        (
            Prijsgegevens(staffel=((D(50), D(120)), (None, D(9)))),
            Prijsgegevens(staffel=((D(50), D(100)), (D(60), D(9)))),
            [(D(20), True)],
        ),
    ],
)
def test_verschil_met_vorig_jaar(nu, toen, verwacht):
    rijen = beeld.verschillen(activiteit=los(), nu=nu, toen=toen)
    assert [(rij.procent, rij.ver) for rij in rijen] == verwacht


# ------------------------------------------------------------------ what to mind
def waarschuwingen(*, toen=None, bronnen=None, **velden):
    u = uitkomst(**velden)
    verschil = beeld.verschillen(activiteit=u.activiteit, nu=u.prijs, toen=toen)
    return beeld.waarschuwingen(uitkomst=u, verschil=verschil, jaar_toen=2025, bronnen=bronnen or {})


def test_niets_om_op_te_letten():
    assert waarschuwingen(**CURSUS, toen=Prijsgegevens(vast=D(800), per_eenheid=D(175))) == []


def test_zonder_uren():
    assert waarschuwingen(regels=[kosten(5)]) == [Waarschuwing("geen-uren", "Er staan geen uren in de kostenregels.")]


def test_meer_dan_tien_procent_anders():
    """175 was 150: 16,7% more; 800 was 900: 11,1% less."""
    assert waarschuwingen(**CURSUS, toen=Prijsgegevens(vast=D(900), per_eenheid=D(150))) == [
        Waarschuwing("verschil", "Vast deel per jaar: 11,1% minder dan in 2025."),
        Waarschuwing("verschil", "Per keer: 16,7% meer dan in 2025."),
    ]


def test_dekking_groter_dan_de_kosten():
    """€ 200 of cover against € 175: 25 is left."""
    bronnen = {7: Bronstand(SCHOOL, D(9000), D(8750))}
    velden = CURSUS | {"dekkingen": [{"bron": SCHOOL, "bedrag": D(200)}]}
    assert waarschuwingen(**velden, bronnen=bronnen) == [
        Waarschuwing("dekking", "De dekking is groter dan de kosten: €\u00a025,00 over bij per keer.")
    ]


@pytest.mark.parametrize(("beschikbaar", "aantal"), [("8749.99", 1), ("8750", 0)])
def test_een_bron_die_op_is(beschikbaar, aantal):
    bronnen = {7: Bronstand(SCHOOL, D(beschikbaar), D(8750))}
    gevonden = waarschuwingen(**CURSUS | {"dekkingen": [{"bron": SCHOOL, "bedrag": D(10)}]}, bronnen=bronnen)
    tekst = "School is op: €\u00a08.750,00 uitgegeven in de hele editie, €\u00a08.749,99 beschikbaar."
    assert gevonden == [Waarschuwing("bron", tekst)] * aantal


def test_waarom_er_geen_prijs_is():
    u = uitkomst(regels=[uren(2), kosten(None, omschrijving="Boek")])
    tekst = "Bij kostenregel ‘Boek’ van LOS ontbreekt de prijs. Vul die in."
    assert (u.prijs, u.kosten.eenheid.prijs, u.fouten) == (None, D(160), (tekst,))
    assert uitkomst().fouten == ("LOS heeft geen kosten. Vul kostenregels in of kies een andere prijsvorm.",)


def test_een_vast_bedrag_heeft_een_prijs_ook_als_een_regel_niet_af_is():
    u = uitkomst(prijsvorm=Prijsvorm.VAST_BEDRAG, bedrag_eenheid=D(30), regels=[kosten(None)])
    assert (u.prijs, len(u.fouten)) == (Prijsgegevens(per_eenheid=D("30.00"), vast=D("0.00")), 1)


def test_regels_van_vorig_jaar_naast_die_van_nu():
    """The same description; else the only line of that kind and part."""
    nu = los(regels=[uren(2, omschrijving="Les"), uren(1, omschrijving="Nazorg"), kosten(5, omschrijving="Map")])
    toen = los(regels=[uren(3, omschrijving="Nazorg"), uren(4, omschrijving="Oud"), kosten(4, omschrijving="Boek")])
    vorige = kostenstand.regelbedragen(activiteit=toen, tarieven={1: D(50)})
    assert beeld.bedragen_toen(regels=nu.kostenregels.all(), vorige=vorige) == [None, D(150), D(4)]
