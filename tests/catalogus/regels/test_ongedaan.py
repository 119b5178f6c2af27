"""Taking back a change of one line, and the heading of an afname."""

from functools import partial

import pytest

from catalogus.fouten import RegelFout
from catalogus.regels.afname import wissel
from catalogus.regels.afnamekop import zet_kop
from catalogus.regels.afnameprijzen import bedragen_per_regel
from catalogus.regels.afnameregels import NIEUW, verwijder_regel, zet_regel
from catalogus.regels.ongedaan import herstel, toestand
from tests.factories import D, PrijsFactory, maak_wereld, vestiging

pytestmark = pytest.mark.django_db


def geweigerd(regel, /, *waarden, **velden) -> RegelFout:
    """Calls what must be refused; the error of the rule."""
    with pytest.raises(RegelFout) as fout:
        regel(*waarden, **velden)
    return fout.value


@pytest.fixture
def wereld():
    return maak_wereld()


@pytest.fixture
def afname(wereld):
    return wereld.afname()


def zet(wereld, afname, aantal, **anders):
    return zet_regel(afname=afname, activiteit=wereld.cursus, hoeveelheid=D(aantal), door=wereld.opsteller, **anders)


def terug(wereld, afname, **wat):
    return herstel(afname=afname, activiteit=wereld.cursus, door=wereld.opsteller, **wat)


def test_een_wijziging_terug(wereld, afname):
    regel = afname.regels.get()
    regel.herkomst, regel.resultaat = "bekend", "Iedereen digitaal"
    regel.save()
    voor = toestand(regel=regel)
    na = zet(wereld, afname, 5, resultaat="", toelichting="Anders", per_locatie={vestiging(wereld.gemeente).pk: D(5)})
    weer = terug(wereld, afname, toestand=voor, gezien=na.slot)
    assert toestand(regel=weer) == voor
    assert (weer.hoeveelheid, weer.herkomst, weer.slot) == (D(2), "bekend", 2)


def test_een_verwijdering_terug(wereld, afname):
    locatie = vestiging(wereld.gemeente)
    regel = zet(wereld, afname, 0, per_locatie={locatie.pk: D(4)})
    voor = toestand(regel=regel)
    verwijder_regel(regel=regel, door=wereld.opsteller)
    weer = terug(wereld, afname, toestand=voor, gezien=None)
    assert toestand(regel=weer) == voor
    assert [(d.locatie, d.hoeveelheid) for d in weer.locaties.all()] == [(locatie, D(4))]


def test_een_toevoeging_terug(wereld, afname):
    regel = afname.regels.get()
    assert terug(wereld, afname, toestand=None, gezien=regel.slot) is None
    assert afname.regels.count() == 0


def test_wie_na_jou_kwam_gaat_voor(wereld, afname):
    voor = toestand(regel=afname.regels.get())
    na = zet(wereld, afname, 5)
    zet_regel(afname=afname, activiteit=wereld.cursus, hoeveelheid=D(7), door=wereld.fiatteur)
    weigering = partial(geweigerd, terug, wereld, afname)
    assert weigering(toestand=voor, gezien=na.slot).code == "verouderd"
    assert weigering(toestand=None, gezien=na.slot).code == "verouderd"
    assert weigering(toestand=voor, gezien=None).code == "verouderd"  # it was removed, and somebody put it back
    assert afname.regels.get().hoeveelheid == D(7)
    verwijder_regel(regel=afname.regels.get(), door=wereld.fiatteur)
    assert weigering(toestand=voor, gezien=na.slot).tekst == "Intussen is Cursus Klik en Tik uit de keuze gehaald."
    assert weigering(toestand=None, gezien=na.slot).tekst == "Cursus Klik en Tik is al uit de keuze."


def test_terugzetten_in_een_nieuwe_versie_houdt_de_oude_prijs(wereld, afname):
    for overgang, door in (
        ("voorleggen", wereld.opsteller),
        ("indienen", wereld.fiatteur),
        ("bevestigen", wereld.accountmanager),
    ):
        afname = wissel(afname=afname, overgang=overgang, door=door)
    PrijsFactory(activiteit=wereld.cursus, versie=2, vast=D(100), per_eenheid=D(60))
    nieuw = wissel(afname=afname, overgang="nieuwe_versie", door=wereld.opsteller, reden="Anders")
    voor = toestand(regel=nieuw.regels.get())
    verwijder_regel(regel=nieuw.regels.get(), door=wereld.opsteller)
    weer = terug(wereld, nieuw, toestand=voor, gezien=None)
    assert bedragen_per_regel(afname=nieuw) == {weer.pk: (D(100), D(90))}
    anders = zet(wereld, nieuw, 3)
    assert bedragen_per_regel(afname=nieuw) == {anders.pk: (D(100), D(180))}


def test_een_regel_die_er_al_is_overschrijft_niemand(wereld, afname):
    fout = geweigerd(zet, wereld, afname, 9, gezien=NIEUW)
    assert fout.code == "verouderd"
    assert afname.regels.get().hoeveelheid == D(2)


def test_herkomst_blijft_zolang_de_hoeveelheid_blijft(wereld, afname):
    assert zet(wereld, afname, 3, herkomst="3 scholen").herkomst == "3 scholen"
    assert zet(wereld, afname, 3, toelichting="Erbij").herkomst == "3 scholen"
    assert zet(wereld, afname, 4).herkomst == ""


def test_de_kop(wereld, afname):
    kop = zet_kop(afname=afname, naam=" Sober ", kenmerk="Z-1", toelichting="Voor de raad", door=wereld.opsteller, gezien=0)
    assert (kop.naam, kop.kenmerk, kop.toelichting, kop.slot) == ("Sober", "Z-1", "Voor de raad", 1)
    weigering = partial(geweigerd, zet_kop, afname=afname, kenmerk="", toelichting="")
    assert weigering(naam=" ", door=wereld.opsteller, gezien=1).veld == "naam"
    assert weigering(naam="Ander", door=wereld.raadpleger, gezien=1).code == "niet-bevoegd"
    assert weigering(naam="Ander", door=wereld.opsteller, gezien=0).code == "verouderd"
