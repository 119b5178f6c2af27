"""Which placeholders a year knows, and what the list to pick from says about each."""

import pytest

from catalogus.regels.cijfers import Cijfers
from jaarbericht.regels.teksten import Onbekend
from jaarbericht.regels.veldkeuze import Veld, bekend, keuzes, namen
from jaarbericht.samenstellen.bron import laad
from jaarbericht.velden import AANTALLEN, LIJSTEN, Kader
from tests.factories import JAAR, D, IndicatorFactory, MetingFactory, TermFactory
from tests.jaarbericht.fabrieken import GemeenteFactory, HoofdstukFactory, OpzetFactory

pytestmark = pytest.mark.django_db


def reden(veld: str, **opties) -> str:
    try:
        bekend(jaar=JAAR, **opties)(veld)
    except Onbekend as fout:
        return str(fout)
    return ""


@pytest.mark.parametrize(
    ("veld", "waarom"),
    [
        ("cijfer:leden", ""),
        ("groei:leden", ""),
        ("vorig:leden@gemeente", ""),
        ("gemeente:naam", ""),
        ("jaar:volgend", ""),
        ("term:taalhuis", ""),
        ("term:eigenwoord", ""),
        ("pagina:slot", ""),
        ("lijst:plaatsen", ""),
        ("cijfer:lezers", "er is geen indicator ‘lezers’"),
        ("vorig:leden@provincie", "‘leden’ kent geen cijfer per provincie"),
        ("cijfer:leden@", "‘leden’ kent geen cijfer per niets"),
        ("pagina:elders", "‘elders’ bestaat niet; kies een van slot"),
        ("aantal:mensen", "‘mensen’ bestaat niet; kies een van campagnes, citaten, partners, plaatsen, verhalen"),
        ("verhaal:deelnames", "dit kan alleen in een verhaal"),
        ("weer:zon", "de soort ‘weer’ bestaat niet; kies een van aantal, cijfer, gemeente, groei, jaar, lijst, pagina, term, "
         "verhaal, vorig"),
    ],
)  # fmt: skip
def test_wat_een_jaar_kent(veld, waarom):
    IndicatorFactory(code="leden", scopes=["gemeente"])
    TermFactory(begrip="eigenwoord")
    HoofdstukFactory(sleutel="slot")
    HoofdstukFactory(sleutel="elders", opzet=OpzetFactory(jaar=JAAR + 1))
    assert reden(veld) == waarom


def test_in_een_verhaal_kan_het_aantal_deelnames():
    assert (reden("verhaal:deelnames", in_verhaal=True), reden("verhaal:x", in_verhaal=True)) == (
        "",
        "‘x’ bestaat niet; kies een van deelnames",
    )


def test_de_lijst_toont_wat_een_veld_wordt():
    """4.110 now and 4.000 then is 2,75% more, half-up 2,8%."""
    gemeente = GemeenteFactory(naam="Westerveld")
    leden = IndicatorFactory(code="leden", naam="Leden", scopes=["gemeente", "stichting"])
    IndicatorFactory(code="leeg")
    for jaar, waarde in ((JAAR, 4110), (JAAR - 1, 4000)):
        MetingFactory(indicator=leden, gemeente=gemeente, jaar=jaar, waarde=D(waarde))
    kader = Kader(gemeente, JAAR, Cijfers(jaren=[JAAR - 1, JAAR]), paginas=frozenset({"slot"}))
    lijst = {veld.veld: veld for veld in keuzes(kader=kader)}
    assert lijst["cijfer:leden"] == Veld("cijfer:leden", "Cijfer van dit jaar", "Leden", "4.110", "")
    assert [lijst[v].waarde for v in ("vorig:leden", "groei:leden", "gemeente:naam", "jaar:vorig", "pagina:slot")] == [
        "4.000",
        "2,8%",
        "Westerveld",
        str(JAAR - 1),
        "paginanummer",
    ]
    leeg = lijst["cijfer:leeg@stichting"]
    assert (leeg.naam, leeg.waarde, leeg.reden) == ("Leeg, stichting", "", f"Leeg over {JAAR} is niet ingevuld")
    assert [reden(veld) for veld in lijst if veld != "pagina:slot"] == [""] * (len(lijst) - 1)


@pytest.mark.parametrize(
    ("veld", "naam"),
    [
        ("cijfer:leden", "Totaal leden"),
        ("vorig:leden@stichting", "vorig jaar: Totaal leden, stichting"),
        ("groei:leden", "groei: Totaal leden"),
        ("gemeente:naam", "naam van de gemeente"),
        ("jaar:vorig", "vorig jaar"),
        ("aantal:verhalen", "aantal verhalen"),
        ("term:ido", "Informatiepunt Digitale Overheid"),
        ("term:eigenwoord", "eigenwoord"),
        ("pagina:slot", "pagina:slot"),
        ("cijfer:weg", "cijfer:weg"),
    ],
)
def test_hoe_een_veld_heet(veld, naam):
    IndicatorFactory(code="leden", naam="Totaal leden")
    assert namen()(veld) == naam


def test_wat_er_te_tellen_is_staat_op_een_plek():
    OpzetFactory()
    kader = laad(gemeente=GemeenteFactory(), jaar=JAAR).kader
    assert (set(kader.aantallen), set(kader.lijsten)) == (set(AANTALLEN), set(LIJSTEN))
