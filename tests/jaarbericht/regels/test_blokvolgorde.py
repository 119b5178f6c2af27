"""Blocks in another order."""

import pytest

from catalogus.models import Groep
from jaarbericht.models import Blok
from jaarbericht.regels.opzet import verplaats_blok
from tests.factories import medewerker, weigering
from tests.jaarbericht.fabrieken import BlokFactory, HoofdstukFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def hoofdstuk():
    """a, b and c, of which b and c share a place: then the first made comes first."""
    hoofdstuk = HoofdstukFactory(slot=4)
    for sleutel, volgorde in (("a", 1), ("b", 5), ("c", 5)):
        BlokFactory(hoofdstuk=hoofdstuk, sleutel=sleutel, volgorde=volgorde)
    return hoofdstuk


def volgorde(hoofdstuk):
    return "".join(hoofdstuk.blokken.values_list("sleutel", flat=True))


@pytest.mark.parametrize(("sleutel", "naar", "wordt"), [("a", 1, "bac"), ("a", 2, "bca"), ("c", 0, "cab"), ("c", 1, "acb")])
def test_naar_een_andere_plaats(hoofdstuk, sleutel, naar, wordt):
    redacteur = medewerker(Groep.REDACTIE)
    verplaats_blok(blok=Blok.objects.get(sleutel=sleutel), naar=naar, gezien=4, door=redacteur)
    hoofdstuk.refresh_from_db()
    assert (volgorde(hoofdstuk), hoofdstuk.slot, hoofdstuk.history.first().history_user) == (wordt, 5, redacteur)
    assert set(Blok.objects.values_list("slot", flat=True)) == {0}  # who writes in a block is not disturbed


def test_dezelfde_plaats_is_geen_wijziging(hoofdstuk):
    verplaats_blok(blok=Blok.objects.get(sleutel="b"), naar=1, gezien=0, door=None)
    hoofdstuk.refresh_from_db()
    assert (volgorde(hoofdstuk), hoofdstuk.slot) == ("abc", 4)


@pytest.mark.parametrize(("naar", "gezien", "code"), [(3, 4, "ongeldig"), (-1, 4, "ongeldig"), (0, 3, "verouderd")])
def test_wat_niet_kan(hoofdstuk, naar, gezien, code):
    blok = Blok.objects.get(sleutel="c")
    assert weigering(verplaats_blok, blok=blok, naar=naar, gezien=gezien, door=None)[0] == code
    assert volgorde(hoofdstuk) == "abc"


def test_alleen_redactie_en_directie(hoofdstuk):
    blok = Blok.objects.get(sleutel="c")
    code, _ = weigering(verplaats_blok, blok=blok, naar=0, gezien=4, door=medewerker(Groep.VESTIGING))
    assert (code, volgorde(hoofdstuk)) == ("niet-bevoegd", "abc")
