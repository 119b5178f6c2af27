"""Placeholders: what each kind becomes, and what is said when it cannot become anything."""

from decimal import Decimal as D

import pytest

from catalogus.models import Indicator
from catalogus.regels.cijfers import Cijfer, Cijfers, cijfertekst, verschiltekst
from jaarbericht.regels.teksten import Onbekend
from jaarbericht.velden import BEGRIPPEN, REGISTER, Kader, los_op
from tests.factories import GemeenteFactory, IndicatorFactory, MetingFactory


@pytest.fixture
def kader(db) -> Kader:
    """Westerveld in 2024 with figures of 2023 and 2024; the stichting lends 54.525 and then 61.267."""
    gemeente = GemeenteFactory(naam="Westerveld", cbs_code="GM1701")
    leden = IndicatorFactory(code="leden", naam="Leden")
    deel = IndicatorFactory(code="deelname", naam="Deelname", eenheid="%", decimalen=1)
    online = IndicatorFactory(code="online", naam="Online uitleningen", scopes=["stichting"])
    lezers = IndicatorFactory(code="lezers", naam="Lezers")
    IndicatorFactory(code="niets", naam="Niets")
    for indicator, jaar, waarde in [(leden, 2024, 4110), (leden, 2023, 3994), (deel, 2024, D("20.56")), (lezers, 2024, 7)]:
        MetingFactory(indicator=indicator, jaar=jaar, gemeente=gemeente, waarde=waarde)
    MetingFactory(indicator=lezers, jaar=2023, gemeente=gemeente, waarde=0)
    MetingFactory(indicator=online, jaar=2023, waarde=54525)
    MetingFactory(indicator=online, jaar=2024, waarde=61267)
    MetingFactory(indicator=deel, jaar=2023, gemeente=gemeente, geen_gegevens=True)
    return Kader(
        gemeente=gemeente,
        jaar=2024,
        cijfers=Cijfers(jaren=[2023, 2024]),
        termen={"leerplein": "Oefenplein", "eigen": "<i>Eigen</i>"},
        aantallen={"verhalen": 1234, "partners": 0},
        lijsten={
            "leeg": [],
            "een": ["Diever"],
            "twee": ["Diever", "Havelte"],
            "vier": ["Diever", "Dwingeloo", "Havelte", "Vledder"],
        },
        paginas=frozenset({"leden"}),
        deelnames=1250,
    )


@pytest.mark.parametrize(
    ("veld", "tekst"),
    [
        ("gemeente:naam", "Westerveld"),
        ("jaar:dit", "2024"),
        ("jaar:vorig", "2023"),
        ("jaar:volgend", "2025"),
        ("cijfer:leden", "4.110"),
        ("cijfer:deelname", "20,6%"),
        ("cijfer:online", "61.267"),
        ("cijfer:online@stichting", "61.267"),
        ("cijfer:leden@gemeente", "4.110"),
        ("vorig:leden", "3.994"),
        ("vorig:online", "54.525"),
        ("groei:online", "12,4%"),  # 6.742 / 54.525 = 12,365%
        ("groei:leden", "2,9%"),  # 116 / 3.994 = 2,904%
        ("aantal:verhalen", "1.234"),
        ("aantal:partners", "0"),
        ("lijst:een", "Diever"),
        ("lijst:twee", "Diever en Havelte"),
        ("lijst:vier", "Diever, Dwingeloo, Havelte en Vledder"),
        ("term:leerplein", "Oefenplein"),
        ("term:ido", "Informatiepunt Digitale Overheid"),
        ("term:eigen", "&lt;i&gt;Eigen&lt;/i&gt;"),
        ("verhaal:deelnames", "1.250"),
        ("pagina:leden", '<a href="#leden" data-pagina="leden"></a>'),
    ],
)
def test_elke_soort(kader, veld, tekst):
    assert los_op(kader, veld) == tekst


@pytest.mark.parametrize(
    ("veld", "reden"),
    [
        ("", "de soort ‘’ bestaat niet"),
        ("naam", "de soort ‘naam’ bestaat niet"),
        ("Gemeente:naam", "de soort ‘Gemeente’ bestaat niet"),
        ("gemeente:", "kies gemeente:naam"),
        ("gemeente:inwoners", "kies gemeente:naam"),
        ("jaar:2024", "kies jaar:dit, jaar:vorig of jaar:volgend"),
        ("cijfer:onzin", "er is geen indicator ‘onzin’"),
        ("vorig:onzin", "er is geen indicator ‘onzin’"),
        ("groei:onzin", "er is geen indicator ‘onzin’"),
        ("cijfer:", "er is geen indicator ‘’"),
        ("cijfer:online@gemeente", "‘Online uitleningen’ kent geen cijfer per gemeente"),
        ("cijfer:leden@onzin", "‘Leden’ kent geen cijfer per onzin"),
        ("cijfer:niets", "Niets over 2024 is niet ingevuld"),
        ("cijfer:leden@stichting", "Leden over 2024 is niet ingevuld"),
        ("vorig:niets", "Niets over 2023 is niet ingevuld"),
        ("groei:niets", "de groei van ‘niets’ is niet te berekenen; vul beide jaren in"),
        ("groei:deelname", "de groei van ‘deelname’ is niet te berekenen; vul beide jaren in"),
        ("aantal:onzin", "kies een van partners, verhalen"),
        ("lijst:onzin", "kies een van een, leeg, twee, vier"),
        ("lijst:leeg", "de lijst ‘leeg’ is leeg"),
        ("term:onzin", "er is geen term ‘onzin’"),
        ("verhaal:titel", "kies verhaal:deelnames"),
        ("pagina:onzin", "er is geen hoofdstuk ‘onzin’"),
    ],
)
def test_wat_niet_kan(kader, veld, reden):
    """The stichting sums its gemeenten: with a gemeente that entered nothing there is no sum. Growth needs two years."""
    GemeenteFactory(naam="Meppel")
    with pytest.raises(Onbekend) as fout:
        los_op(Kader(**{**vars(kader), "cijfers": Cijfers(jaren=[2023, 2024])}), veld)
    assert str(fout.value) == reden


def test_stichting_telt_op_als_iedereen_heeft_ingevuld(kader):
    assert los_op(kader, "cijfer:leden@stichting") == "4.110"


def test_groei_vanaf_nul_bestaat_niet(kader):
    with pytest.raises(Onbekend):
        los_op(kader, "groei:lezers")


def test_geen_gegevens_is_geen_getal_voor_in_een_zin(kader):
    with pytest.raises(Onbekend) as fout:
        los_op(kader, "vorig:deelname")
    assert str(fout.value) == "van Deelname over 2023 zijn er geen gegevens"


def test_daling_staat_zonder_min_in_de_zin(kader):
    """From 4.110 back to 3.994 would be −116 / 4.110 = −2,8%; the sentence says ‘gedaald met’."""
    leden = Indicator.objects.get(code="leden")
    leden.metingen.filter(jaar=2024).update(waarde=3994)
    leden.metingen.filter(jaar=2023).update(waarde=4110)
    assert los_op(Kader(kader.gemeente, 2024, Cijfers(jaren=[2023, 2024])), "groei:leden") == "2,8%"


def test_verhaal_zonder_uitvoering(kader):
    with pytest.raises(Onbekend) as fout:
        los_op(Kader(kader.gemeente, 2024, kader.cijfers), "verhaal:deelnames")
    assert str(fout.value) == "dit verhaal hoort niet bij een uitvoering met deelnames"


def test_naam_van_een_gemeente_wordt_tekst(kader):
    kader.gemeente.naam = "<b>Wester & veld</b>"
    assert los_op(kader, "gemeente:naam") == "&lt;b&gt;Wester &amp; veld&lt;/b&gt;"


def test_alle_soorten_en_begrippen_komen_in_deze_tests_voor():
    assert sorted(REGISTER) == ["aantal", "cijfer", "gemeente", "groei", "jaar", "lijst", "term", "verhaal", "vorig"]
    assert sorted(BEGRIPPEN) == ["biebfabriek", "ido", "kleintje-bieb", "leerplein", "servicepunt", "taalhuis"]


# ------------------------------------------------------------------ the text of a figure and of a difference
def cijfer(waarde, eenheid="", decimalen=0) -> Cijfer:
    indicator = Indicator(code="x", naam="X", eenheid=eenheid, decimalen=decimalen)
    return Cijfer(indicator, 2024, "gemeente", waarde=None if waarde is None else D(waarde))


@pytest.mark.parametrize(
    ("waarde", "eenheid", "decimalen", "tekst"),
    [
        ("4110", "leden", 0, "4.110"),
        ("4110.5", "", 0, "4.111"),
        ("7.25", "uur", 1, "7,3"),
        ("20.56", "%", 1, "20,6%"),
        ("20.56", "%", 0, "21%"),
        ("0", "", 0, "0"),
        (None, "", 0, "–"),
        (None, "%", 1, "–"),
    ],
)
def test_tekst_van_een_cijfer(waarde, eenheid, decimalen, tekst):
    getoond = cijfer(waarde, eenheid, decimalen)
    assert cijfertekst(getoond.indicator, getoond.waarde) == tekst


@pytest.mark.parametrize(
    ("toen", "nu", "eenheid", "decimalen", "tekst"),
    [
        ("34", "38", "", 0, "+4"),
        ("12", "9", "", 0, "−3"),
        ("12", "12", "", 0, "0"),
        ("99", "250", "", 0, "+151"),  # one of the two below a hundred: the number itself
        ("250", "99", "", 0, "−151"),
        ("7.5", "8", "uur", 1, "+0,5"),
        ("0", "5", "", 0, "+5"),
        ("100", "103", "", 0, "+3,0%"),
        ("3994", "4110", "", 0, "+2,9%"),  # 116 / 3.994
        ("4110", "3994", "", 0, "−2,8%"),  # −116 / 4.110
        ("54525", "61267", "", 0, "+12,4%"),
        ("4110", "4110", "", 0, "0,0%"),
        ("10000", "10003", "", 0, "0,0%"),  # 0,03%: what rounds to nothing has no sign
        ("10000", "9997", "", 0, "0,0%"),
        ("20.3", "20.6", "%", 1, "+0,3 punt"),
        ("20.6", "20.3", "%", 1, "−0,3 punt"),
        ("20.6", "20.6", "%", 1, "0,0 punt"),
        ("20.60", "20.62", "%", 1, "0,0 punt"),
        ("150", "180", "%", 0, "+30 punt"),
        (None, "5", "", 0, ""),
        ("5", None, "", 0, ""),
        (None, None, "%", 1, ""),
    ],
)
def test_tekst_van_een_verschil(toen, nu, eenheid, decimalen, tekst):
    assert verschiltekst(nu=cijfer(nu, eenheid, decimalen), toen=cijfer(toen, eenheid, decimalen)) == tekst
