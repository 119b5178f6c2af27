"""Checks on texts: each on a report that holds the mistake and on one that does not."""

import pytest

from tests.factories import (
    JAAR,
    BijeenkomstFactory,
    GemeenteFactory,
    IndicatorFactory,
    MetingFactory,
    TermFactory,
    UitvoeringFactory,
)
from tests.jaarbericht.fabrieken import BlokFactory, TekstvariantFactory, VerhaalFactory
from tests.jaarbericht.regels.controles.hulp import vindt

pytestmark = pytest.mark.django_db
WAAR = "Hoofdstuk ‘Leren’, blok ‘Kop’"
VERHAAL = "Verhaal ‘Samen’"


def ziet(controle, gemeente, leren, tekst, alleen=None):
    """What a check says of a block with this text."""
    BlokFactory(hoofdstuk=leren, titel="Kop", tekst=f"<p>{tekst}</p>", gemeente=alleen)
    return vindt(gemeente, controle)


@pytest.mark.parametrize(
    ("tekst", "wat"),
    [
        ("Het aantal leden is met 14% gegroeid.", "Er is 14% getypt. Uit de cijfers volgt 12,4% (‘Leden’)."),
        ("We zijn gegroeid met 14 procent.", "Er is 14% getypt. Geen enkel cijfer groeide of daalde zo."),
        ("Het aantal leden is met 12,4% gegroeid.", ""),
        ("Het aantal leden steeg 12 procent.", ""),
        ("Van de leden is 14% jonger dan vier. Dat is gegroeid.", ""),
        ('Leden: <span data-veld="groei:leden">14%</span> gegroeid.', ""),
    ],
)
def test_getypte_groei(westerveld, leren, tekst, wat):
    """1000 to 1124 is 12,4%."""
    indicator = IndicatorFactory(code="leden")
    for jaar, waarde in [(JAAR - 1, 1000), (JAAR, 1124)]:
        MetingFactory(indicator=indicator, jaar=jaar, gemeente=westerveld, waarde=waarde)
    rij = ("waarschuwing", WAAR, wat, "Zet er het veld ‘groei’ van het cijfer neer; dan klopt het vanzelf.")
    assert ziet("groei", westerveld, leren, tekst) == [rij] * bool(wat)


@pytest.mark.parametrize(
    ("tekst", "wat"),
    [
        ("Op donderdag 13 september 2024 was", "‘donderdag 13 september 2024’: 13 september 2024 was een vrijdag."),
        ("Op vrijdag 13 september 2024 was", ""),
        ("Op maandag 3 maart was", "‘maandag 3 maart’: 3 maart 2026 was een dinsdag."),
        ("Op dinsdag 3 maart was", ""),
        ("Op dinsdag 31 juni was", "31 juni 2026 bestaat niet."),
    ],
)
def test_weekdag_bij_de_datum(westerveld, leren, tekst, wat):
    rij = ("waarschuwing", WAAR, wat, "Verbeter de dag of de datum.")
    assert ziet("weekdag", westerveld, leren, tekst) == [rij] * bool(wat)


def test_naam_van_een_andere_gemeente(westerveld, leren):
    meppel = GemeenteFactory(naam="Meppel")
    assert ziet("andere-gemeente", westerveld, leren, "Gedeeld met Meppel.") == []
    wat = "In deze tekst van Westerveld staat de naam van Meppel."
    rij = ("waarschuwing", WAAR, wat, "Kijk na of de tekst over de goede gemeente gaat.")
    assert ziet("andere-gemeente", westerveld, leren, "In Meppel.", alleen=westerveld) == [rij]
    BijeenkomstFactory(uitvoering=UitvoeringFactory(gemeenten=[westerveld, meppel]))
    assert vindt(westerveld, "andere-gemeente") == []


@pytest.mark.parametrize(
    ("tekst", "mis"),
    [("Op het Leerplein", True), ("Op het Oefenplein", False), ('<span data-veld="term:leerplein">x</span>', False)],
)
def test_term_van_een_andere_gemeente(westerveld, leren, tekst, mis):
    TermFactory(gemeente=westerveld, begrip="leerplein", woord="Oefenplein")
    wat = "Er staat ‘Leerplein’. In Westerveld heet dit Oefenplein."
    rij = ("waarschuwing", WAAR, wat, "Zet er het veld ‘term’ neer, of typ Oefenplein.")
    assert ziet("term", westerveld, leren, tekst) == [rij] * mis


@pytest.mark.parametrize(
    ("tekst", "staat", "geteld"),
    [
        ("Er waren 21 kinderen.", "21 kinderen", "20 deelnames"),
        ("Er waren 20 kinderen.", "", ""),
        ("Per keer waren er 10 kinderen.", "", ""),
        ("Drie kinderen lazen voor.", "", ""),
        ("Het waren drie bijeenkomsten.", "drie bijeenkomsten", "2 bijeenkomsten"),
        ("Het waren twee bijeenkomsten.", "", ""),
    ],
)
def test_getal_dat_het_register_tegenspreekt(westerveld, leren, tekst, staat, geteld):
    """Two meetings with 12 and 8: 20 deelnames, 10 a time."""
    uitvoering = UitvoeringFactory(gemeenten=[westerveld])
    for deelnames in [12, 8]:
        BijeenkomstFactory(uitvoering=uitvoering, deelnames=deelnames)
    VerhaalFactory(
        gemeente=westerveld, titel="Samen", tekst=f"<p>{tekst}</p>", uitvoering=uitvoering, deelnemers_woord="kinderen"
    )
    wat = f"Er staat ‘{staat}’. Het register heeft {geteld}."
    doe = "Verbeter het getal in de tekst of in het register. Met het veld ‘verhaal:deelnames’ klopt het vanzelf."
    assert vindt(westerveld, "register") == [("waarschuwing", VERHAAL, wat, doe)] * bool(staat)


@pytest.mark.parametrize(("aantal", "mis"), [(2, True), (3, False)])
def test_drie_voorbeelden_boven_een_lijst(westerveld, leren, aantal, mis):
    wat, doe = "Er staat ‘drie voorbeelden’, maar er volgen er 2.", "Pas het getal aan, of het aantal dat volgt."
    tekst = f"Hier zijn drie voorbeelden.</p><ul>{'<li>een</li>' * aantal}</ul><p>Zo."
    assert ziet("belofte", westerveld, leren, tekst) == [("waarschuwing", WAAR, wat, doe)] * mis


@pytest.mark.parametrize(("aantal", "mis"), [(2, True), (3, False)])
def test_drie_voorbeelden_boven_verhalen(westerveld, leren, aantal, mis):
    BlokFactory(hoofdstuk=leren, tekst="<p>We geven drie voorbeelden.</p>")
    BlokFactory(hoofdstuk=leren, soort="verhalen")
    VerhaalFactory.create_batch(aantal, gemeente=westerveld, programmalijn=leren.programmalijn)
    wat, doe = "Er staat ‘drie voorbeelden’, maar er volgen er 2.", "Pas het getal aan, of het aantal dat volgt."
    assert vindt(westerveld, "belofte") == [("waarschuwing", "Hoofdstuk ‘Leren’", wat, doe)] * mis


@pytest.mark.parametrize(("versie", "mis"), [(2, True), (3, False)])
def test_eigen_tekst_ouder_dan_de_gedeelde(westerveld, leren, versie, mis):
    blok = BlokFactory(hoofdstuk=leren, titel="Kop", tekst="<p>samen</p>", tekstversie=3)
    TekstvariantFactory(blok=blok, gemeente=westerveld, tekst="<p>eigen</p>", gebaseerd_op=versie)
    wat = "De eigen tekst hoort bij versie 2 van de gedeelde tekst. Die is nu bij versie 3."
    doe = "Lees de gedeelde tekst en pas de eigen tekst aan waar dat nodig is."
    assert vindt(westerveld, "achtergebleven") == [("waarschuwing", WAAR, wat, doe)] * mis


@pytest.mark.parametrize(("woorden", "mis"), [(31, True), (30, False)])
def test_lange_zin(westerveld, leren, woorden, mis):
    wat = "De zin die begint met ‘a a a a a a’ heeft 31 woorden."
    assert (
        ziet("lange-zin", westerveld, leren, f"{'a ' * (woorden - 1)}b. Kort.")
        == [("hint", WAAR, wat, "Maak er twee zinnen van.")] * mis
    )


@pytest.mark.parametrize(
    ("tekst", "mis"), [("Zo.</p><h3>Leeg</h3><h3>Vol</h3><p>Ja", True), ("Zo.</p><h3>Leeg</h3><p>Ja", False)]
)
def test_kop_zonder_tekst(westerveld, leren, tekst, mis):
    wat = "Onder de kop ‘Leeg’ staat geen tekst."
    rij = ("hint", WAAR, wat, "Schrijf er tekst onder, of haal de kop weg.")
    assert ziet("kop-zonder-tekst", westerveld, leren, tekst) == [rij] * mis
