"""A report as that of 2023 was: highlights first, then ‘Activiteiten in …’, the figures last. Made with the rules alone."""

import subprocess

import pytest

from catalogus.models import Groep
from jaarbericht.maken import maak_pdf
from jaarbericht.models import Blok, Citaat, Hoofdstuk
from jaarbericht.regels import blokken, hoofdstukken, lokaal, opzetten, verhalen
from jaarbericht.samenstellen import samenstel
from tests.factories import GemeenteFactory, IndicatorFactory, MetingFactory, ProgrammalijnFactory, medewerker

pytestmark = pytest.mark.django_db
JAAR, Soort = 2023, Blok.Soort


@pytest.fixture
def westerveld():
    return GemeenteFactory(naam="Westerveld", cbs_code="GM1701")


@pytest.fixture
def opzet(westerveld):
    """A first frame without its chapter per programmalijn, with three chapters of its own in the order of 2023."""
    door, lijn = medewerker(Groep.REDACTIE), ProgrammalijnFactory(nummer=3)
    indicator = IndicatorFactory(code="leden", naam="Leden", eenheid="leden")
    for jaar, waarde in ((JAAR - 1, 4200), (JAAR, 4321)):
        MetingFactory(indicator=indicator, gemeente=westerveld, jaar=jaar, waarde=waarde)
    opzet = opzetten.maak_opzet(jaar=JAAR, organisatie="Biblionet", door=door).opzet
    lijnhoofdstuk = opzet.hoofdstukken.get(soort=Hoofdstuk.Soort.PROGRAMMALIJN)
    hoofdstukken.verwijder_hoofdstuk(hoofdstuk=lijnhoofdstuk, gezien=0, door=door)
    for plek, (titel, soort, instelling) in enumerate(
        [
            ("Hoogtepunten", Soort.KERNCIJFERS, {"regels": ["leden"]}),
            ("Activiteiten in {gemeente:naam}", Soort.VERHALEN, {}),
            ("De cijfers van {jaar:dit}", Soort.CIJFERTABEL, {"tabellen": [{"titel": "Leden", "regels": ["leden"]}]}),
        ],
        start=1,
    ):
        rij = hoofdstukken.voeg_hoofdstuk_toe(opzet=opzet, soort=Hoofdstuk.Soort.PAGINAS, titel=titel, door=door)
        blokken.voeg_blok_toe(hoofdstuk=rij, soort=soort, instelling=instelling, titel=titel, door=door)
        opzet.refresh_from_db()
        hoofdstukken.verplaats_hoofdstuk(hoofdstuk=rij, naar=plek, gezien=opzet.slot, door=door)
    activiteiten = opzet.hoofdstukken.get(titel__startswith="Activiteiten")
    blokken.voeg_blok_toe(hoofdstuk=activiteiten, soort=Soort.CITAAT, instelling={"nummer": 1, "plek": "band"}, door=door)
    inhoud = verhalen.Inhoud(titel="Samen lezen", tekst="<p>Het was vol in Diever.</p>", programmalijn=lijn)
    verhalen.maak_verhaal(gemeente=westerveld, jaar=JAAR, inhoud=inhoud, door=door)
    citaat = lokaal.nieuw(soort=Citaat, gemeente=westerveld, jaar=JAAR)
    vast = {"wie": "Een lezer", "programmalijn": lijn, "noemt_persoon": False, "door": door}
    lokaal.zet_citaat(citaat=citaat, tekst="Ik kom elke week", **vast)
    return opzet


def test_de_hoofdstukken_staan_in_die_volgorde(westerveld, opzet):
    """A chapter without a programmalijn tells of all: the story and the quote of line 3 are in it."""
    gemaakt = samenstel(gemeente=westerveld, jaar=JAAR)
    assert gemaakt.gebreken == ()
    assert [(sectie.soort, sectie.titel) for sectie in gemaakt.rapport.secties] == [
        ("omslag", "Omslag"),
        ("cijfers", "Hoogtepunten"),
        ("loop", "Activiteiten in Westerveld"),
        ("tabellen", "De cijfers van 2023"),
        ("inhoud", "Inhoud"),
        ("colofon", "Colofon"),
    ]
    (hoogtepunt,) = gemaakt.rapport.secties[1].onderdelen
    verhalen_, citaat = gemaakt.rapport.secties[2].onderdelen
    (cijfers,) = gemaakt.rapport.secties[3].onderdelen
    assert [(held.getal, held.html) for held in hoogtepunt.helden] == [("4.321", "leden")]
    assert ([v.titel for v in verhalen_.verhalen], citaat.tekst) == (["Samen lezen"], "Ik kom elke week")
    assert [(rij.nu.tekst, rij.vorig.tekst) for rij in cijfers.tabellen[0].regels] == [("4.321", "4.200")]


@pytest.mark.pdf
def test_en_zo_staat_het_ook_in_de_pdf(westerveld, opzet):
    pdf = maak_pdf(gemeente=westerveld, jaar=JAAR)
    tekst = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    plekken = [tekst.index(woord) for woord in ("Hoogtepunten", "4.321", "Samen lezen", "4.200")]
    assert plekken == sorted(plekken)
    assert "Activiteiten in Westerveld" in " ".join(tekst.split())
