"""Scenarios side by side, and what changed between rounds of signing: differences worked out by hand."""

import pytest

from catalogus.models import Afname
from catalogus.regels import keuzebeeld
from catalogus.regels.afname import wissel
from catalogus.regels.afnameregels import verwijder_regel, zet_regel
from catalogus.regels.vergelijken import naast_elkaar, sinds_vorige_ronde
from tests.factories import (
    AfnameFactory,
    AfnameregelFactory,
    AfnameregellocatieFactory,
    D,
    LocatieFactory,
    maak_wereld,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def wereld():
    return maak_wereld()


def scenario(wereld, **regels):
    """A concept with a quantity per code."""
    afname = AfnameFactory(gemeente=wereld.gemeente, editie=wereld.editie)
    activiteiten = {"cursus": wereld.cursus, "collectie": wereld.collectie, "inwoners": wereld.inwoners}
    for naam, aantal in regels.items():
        AfnameregelFactory(afname=afname, activiteit=activiteiten[naam], hoeveelheid=D(aantal))
    return afname


def vergelijk(*afnames: Afname):
    return naast_elkaar(beelden=[keuzebeeld.maak(afname=afname) for afname in afnames])


def cellen(vergelijking):
    return {rij.code: [(c.soort, c.bedrag, c.verschil) for c in rij.cellen] for rij in vergelijking.rijen}


def test_drie_naast_elkaar(wereld):
    """A cursus costs 100 + 45 each, the collectie 250, the basis 0,1234 per inwoner (1.000: 123,40)."""
    uitgangspunt = scenario(wereld, cursus=2, inwoners=1000)
    sober = scenario(wereld, inwoners=1000)
    meer = scenario(wereld, cursus=4, collectie=1, inwoners=1000)
    vergelijking = vergelijk(uitgangspunt, sober, meer)
    assert cellen(vergelijking) == {
        "BASIS": [("", D("123.40"), D(0)), ("", D("123.40"), D(0)), ("", D("123.40"), D(0))],
        "CURSUS": [("", D(190), D(0)), ("eruit", None, D(-190)), ("anders", D(280), D(90))],
        "COLLECTIE": [("niet", None, None), ("niet", None, None), ("erbij", D(250), D(250))],
    }
    assert [rij.code for rij in vergelijking.anders] == ["CURSUS", "COLLECTIE"]
    assert vergelijking.gelijk_bedragen == [D("123.40")] * 3
    assert vergelijking.verschillen == [D(0), D(-190), D(340)]


def test_volgorde_is_die_van_de_catalogus(wereld):
    vergelijking = vergelijk(scenario(wereld, collectie=1, cursus=1, inwoners=1), scenario(wereld, cursus=1))
    assert [rij.titel for rij in vergelijking.rijen] == ["Basisbibliotheek", "Cursus Klik en Tik", "Wisselcollectie"]


def test_andere_verdeling_bij_hetzelfde_bedrag(wereld):
    een, twee = scenario(wereld, cursus=2), scenario(wereld, cursus=2)
    AfnameregellocatieFactory(regel=twee.regels.get(), locatie=LocatieFactory(gemeente=wereld.gemeente), hoeveelheid=D(2))
    assert cellen(vergelijk(een, twee)) == {"CURSUS": [("", D(190), D(0)), ("anders", D(190), D(0))]}


def test_zonder_prijs_is_er_geen_verschil_in_geld(wereld):
    wereld.cursus.prijzen.all().delete()
    assert cellen(vergelijk(scenario(wereld, cursus=1), scenario(wereld, cursus=2), scenario(wereld))) == {
        "CURSUS": [("", None, None), ("anders", None, None), ("eruit", None, None)]
    }


def test_gelijke_keuzes(wereld):
    vergelijking = vergelijk(scenario(wereld, cursus=2), scenario(wereld, cursus=2))
    assert (vergelijking.anders, [rij.code for rij in vergelijking.gelijk]) == ([], ["CURSUS"])


def test_sinds_vorige_ronde(wereld):
    afname = wereld.afname()
    AfnameregelFactory(afname=afname, activiteit=wereld.collectie)
    assert sinds_vorige_ronde(afname=afname) is None
    afname = wissel(afname=afname, overgang="voorleggen", door=wereld.opsteller)
    assert sinds_vorige_ronde(afname=afname) is None  # the first round has none before it
    afname = wissel(afname=afname, overgang="terug", door=wereld.opsteller, reden="Te veel")
    assert sinds_vorige_ronde(afname=afname) == []
    zet_regel(afname=afname, activiteit=wereld.cursus, hoeveelheid=D(3), door=wereld.opsteller)
    verwijder_regel(regel=afname.regels.get(activiteit=wereld.collectie), door=wereld.opsteller)
    zet_regel(afname=afname, activiteit=wereld.inwoners, hoeveelheid=D(1000), door=wereld.opsteller)
    verwacht = [
        ("Basisbibliotheek", "", None, "1.000 inwoners", D("123.40")),
        ("Cursus Klik en Tik", "2 keer", D(190), "3 keer", D(235)),
        ("Wisselcollectie", "vast bedrag", D(250), "", None),
    ]
    assert rondes(afname) == verwacht
    afname = wissel(afname=afname, overgang="voorleggen", door=wereld.opsteller)
    assert rondes(afname) == verwacht


def rondes(afname):
    return [(v.titel, v.was, v.was_bedrag, v.wordt, v.wordt_bedrag) for v in sinds_vorige_ronde(afname=afname)]
