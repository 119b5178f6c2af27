"""Checks on figures: each on a report that holds the mistake and on one that does not."""

import pytest

from tests.factories import JAAR, BijeenkomstFactory, GemeenteFactory, IndicatorFactory, MetingFactory, UitvoeringFactory
from tests.jaarbericht.fabrieken import BlokFactory
from tests.jaarbericht.regels.controles.hulp import vindt

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("leren")]
WAAR = "Cijfers, Leden, ‘Leden’ over 2026"


def leden(gemeente, toen=None, nu=None, **velden):
    """An indicator with what was entered for last year and this year."""
    indicator = IndicatorFactory(**{"code": "leden", **velden})
    for jaar, waarde in [(JAAR - 1, toen), (JAAR, nu)]:
        if waarde is not None:
            MetingFactory(indicator=indicator, jaar=jaar, gemeente=gemeente, waarde=waarde)
    return indicator


@pytest.mark.parametrize(("totaal", "mis"), [(31, True), (30, False)])
def test_totaal_dat_niet_bij_de_onderdelen_past(westerveld, totaal, mis):
    som = leden(westerveld, nu=totaal, soort="som")
    som.onderdelen.set([leden(westerveld, nu=10, code="jeugd"), leden(westerveld, nu=20, code="volwassen")])
    doe = "Verbeter een onderdeel, of haal het ingevoerde totaal weg. Dan telt het systeem de onderdelen op."
    fout = ("fout", WAAR, "Het totaal is 31, maar de onderdelen zijn samen 30.", doe)
    assert vindt(westerveld, "onderdelen") == [fout] * mis


@pytest.mark.parametrize(("geheel", "mis"), [(109, True), (110, False)])
def test_gemeenten_samen_meer_dan_de_stichting(westerveld, geheel, mis):
    indicator = leden(westerveld, nu=60, stichting="opgegeven")
    MetingFactory(indicator=indicator, gemeente=GemeenteFactory(), waarde=50)
    MetingFactory(indicator=indicator, waarde=geheel)
    wat = "De gemeenten zijn samen 110. Dat is meer dan de 109 van de hele stichting."
    fout = ("fout", WAAR, wat, "Verbeter het cijfer van de stichting of dat van een gemeente.")
    assert vindt(westerveld, "meer-dan-stichting") == [fout] * mis


def test_wat_gemeenten_samen_deden_telt_een_keer(westerveld):
    """Counted: each has 1, the stichting 1. With an entered 2 they are 2 + 1 - 1 double = 2, more than 1."""
    indicator = leden(westerveld, soort="uitvoeringen")
    BijeenkomstFactory(uitvoering=UitvoeringFactory(gemeenten=[westerveld, GemeenteFactory()]))
    assert vindt(westerveld, "meer-dan-stichting") == []
    MetingFactory(indicator=indicator, gemeente=westerveld, waarde=2, reden="Er was er nog een")
    wat = "De gemeenten zijn samen 2. Dat is meer dan de 1 van de hele stichting."
    doe = "Verbeter het cijfer van de stichting of dat van een gemeente."
    assert vindt(westerveld, "meer-dan-stichting") == [("fout", WAAR, wat, doe)]


@pytest.mark.parametrize(("scopes", "mis"), [(["stichting"], True), (["gemeente", "stichting"], False)])
def test_stichtingscijfer_zonder_voetnoot(westerveld, leren, scopes, mis):
    indicator = leden(None, nu=70, scopes=scopes)
    MetingFactory(indicator=indicator, gemeente=westerveld, waarde=7)
    tabel = {"titel": "Leden", "regels": ["leden"]}
    BlokFactory(hoofdstuk=leren, soort="cijfertabel", titel="Kop", instelling={"tabellen": [tabel]})
    assert vindt(westerveld, "voetnoot") == []
    BlokFactory(hoofdstuk=leren, soort="cijfertabel", titel="Groot", instelling={"helden": ["leden"]})
    wat = "‘Leden’ is niet van Westerveld alleen, en er staat geen voetnoot bij."
    doe = "Zet dit cijfer in een tabel. Daar komt de voetnoot er vanzelf bij."
    assert vindt(westerveld, "voetnoot") == [("fout", "Hoofdstuk ‘Leren’, blok ‘Groot’", wat, doe)] * mis


@pytest.mark.parametrize(("ander", "mis"), [((209, 34), True), ((209, 35), False), ((19, 19), False)])
def test_zelfde_paar_bij_twee_indicatoren(westerveld, ander, mis):
    leden(westerveld, 209 if ander[0] > 19 else 19, 34 if ander[0] > 19 else 19, code="cursisten")
    leden(westerveld, *ander)
    wat = "Bij ‘Cursisten’ staan dezelfde twee getallen: 34 over 2026 en 209 over 2025."
    rij = ("waarschuwing", WAAR, wat, "Kijk na of de getallen bij het goede cijfer staan.")
    assert vindt(westerveld, "zelfde-paar") == [rij] * mis


@pytest.mark.parametrize(("toen", "nu", "mis"), [(20, 20, True), (19, 19, False), (21, 20, False)])
def test_zelfde_als_vorig_jaar(westerveld, toen, nu, mis):
    leden(westerveld, toen, nu)
    rij = ("waarschuwing", WAAR, "Het cijfer is 20, precies als over 2025.", "Kijk na of het cijfer van dit jaar is.")
    assert vindt(westerveld, "zelfde-als-vorig") == [rij] * mis


@pytest.mark.parametrize(
    ("toen", "nu", "mis"), [(100, 126, "26,0% meer"), (100, 74, "26,0% minder"), (100, 125, ""), (4, 8, "")]
)
def test_ver_van_vorig_jaar(westerveld, toen, nu, mis):
    leden(westerveld, toen, nu)
    wat = f"Het cijfer is {nu} en over 2025 was het 100: {mis}."
    rij = ("waarschuwing", WAAR, wat, "Kijk na of allebei de cijfers kloppen.")
    assert vindt(westerveld, "sprong") == [rij] * bool(mis)


@pytest.mark.parametrize(
    ("nu", "wat"),
    [
        (9, "Het cijfer is 9. Dat is minder dan 10, het minste dat we verwachten."),
        (10, ""),
        (30, ""),
        (31, "Het cijfer is 31. Dat is meer dan 30, het meeste dat we verwachten."),
    ],
)
def test_niet_plausibel(westerveld, nu, wat):
    leden(westerveld, nu=nu, plausibel_van=10, plausibel_tot=30)
    assert vindt(westerveld, "plausibel") == [("waarschuwing", WAAR, wat, "Kijk na of het cijfer klopt.")] * bool(wat)


@pytest.mark.parametrize(("deelnames", "mis"), [(1, True), (2, False)])
def test_minder_deelnames_dan_bijeenkomsten(westerveld, deelnames, mis):
    leden(westerveld, code="keren", soort="bijeenkomsten")
    leden(westerveld, soort="deelnames")
    uitvoering = UitvoeringFactory(gemeenten=[westerveld])
    BijeenkomstFactory(uitvoering=uitvoering, deelnames=deelnames)
    BijeenkomstFactory(uitvoering=uitvoering, deelnames=0)
    wat = "Er zijn 1 deelnames en 2 bijeenkomsten (‘Keren’)."
    assert vindt(westerveld, "minder-deelnames") == [("waarschuwing", WAAR, wat, "Vul in het register de deelnames aan.")] * mis
