"""Whose turn it is, per state of the selections and per role."""

import datetime

import pytest

from catalogus.models import Editie, Rol, Status
from catalogus.regels.beurt import Soort, bepaal
from catalogus.regels.keuzelijst import keuzerijen
from tests import factories as f
from tests.factories import dag

pytestmark = pytest.mark.django_db
NU, LAATSTE = dag("2025-10-20"), dag("2025-11-01")


@pytest.fixture
def w():
    return f.maak_wereld()


def beurt(w, *rollen: str, door=None, vandaag=NU, editie=None, laatste_dag: datetime.date | None = LAATSTE):
    editie = editie or w.editie
    afnames = w.gemeente.afnames.filter(editie=editie).order_by("pk")
    return bepaal(
        gemeente=w.gemeente, editie=editie, rijen=keuzerijen(afnames=afnames), rollen=frozenset(rollen),
        door=door or w.opsteller, laatste_dag=laatste_dag, vandaag=vandaag,
    )  # fmt: skip


def kort(gevonden) -> tuple:
    return gevonden.soort, gevonden.aan_zet, gevonden.rij.afname.naam if gevonden.rij else None


def test_nog_niets(w):
    w.afname(status=Status.VERVALLEN)
    assert kort(beurt(w, Rol.OPSTELLER)) == (Soort.BEGIN, True, None)
    assert kort(beurt(w, Rol.RAADPLEGER)) == (Soort.BEGIN, False, None)
    assert kort(beurt(w)) == (Soort.BEGIN, False, None)


@pytest.mark.parametrize(
    ("status", "opsteller", "fiatteur", "raadpleger"),
    [
        (Status.CONCEPT, (Soort.MAAK_AF, True), (Soort.MAAK_AF, True), (Soort.MAAK_AF, False)),
        (Status.TER_FIATTERING, (Soort.WACHT_FIAT, False), (Soort.FIATTEER, True), (Soort.WACHT_FIAT, False)),
        (Status.INGEDIEND, *[(Soort.WACHT_BIBLIOTHEEK, False)] * 3),
        (Status.BEVESTIGD, *[(Soort.BEVESTIGD, False)] * 3),
    ],
)
def test_per_stand_en_rol(w, status, opsteller, fiatteur, raadpleger):
    w.afname(naam="Onze keuze", status=status)
    for rol, (soort, aan_zet) in ((Rol.OPSTELLER, opsteller), (Rol.FIATTEUR, fiatteur), (Rol.RAADPLEGER, raadpleger)):
        assert kort(beurt(w, rol)) == (soort, aan_zet, "Onze keuze")


def test_wie_zelf_bewerkte_fiatteert_niet_met_vier_ogen(w):
    w.afname(naam="X", status=Status.TER_FIATTERING).bewerkers.add(w.fiatteur)
    assert kort(beurt(w, Rol.FIATTEUR, door=w.fiatteur)) == (Soort.WACHT_FIAT, False, "X")
    w.gemeente.vier_ogen = False
    assert kort(beurt(w, Rol.FIATTEUR, door=w.fiatteur)) == (Soort.FIATTEER, True, "X")


def test_teruggegeven_gaat_voor(w):
    f.StatuswisselFactory(afname=w.afname(naam="Terug"), overgang="teruggeven")
    w.afname(naam="Voorgelegd", status=Status.TER_FIATTERING)
    w.afname(naam="Ander")
    assert kort(beurt(w, Rol.FIATTEUR)) == (Soort.VERWERK, True, "Terug")


def test_een_scenario_ernaast_is_niet_aan_de_beurt(w):
    w.afname(naam="Scenario")
    w.afname(naam="Ingediend", status=Status.INGEDIEND)
    assert kort(beurt(w, Rol.OPSTELLER)) == (Soort.WACHT_BIBLIOTHEEK, False, "Ingediend")


def test_een_nieuwe_versie_van_wat_bevestigd_is(w):
    vorige = w.afname(naam="Eerste", status=Status.BEVESTIGD)
    w.afname(naam="Los scenario")
    assert kort(beurt(w, Rol.OPSTELLER)) == (Soort.BEVESTIGD, False, "Eerste")
    w.afname(naam="Tweede", voorganger=vorige, versienummer=2)
    assert kort(beurt(w, Rol.OPSTELLER)) == (Soort.MAAK_AF, True, "Tweede")


def test_van_meer_concepten_dat_waaraan_het_laatst_iets_gebeurde(w):
    eerste = w.afname(naam="Eerste")
    w.afname(naam="Tweede")
    assert beurt(w, Rol.OPSTELLER).rij.afname.naam == "Tweede"
    f.StatuswisselFactory(afname=eerste)
    assert beurt(w, Rol.OPSTELLER).rij.afname.naam == "Eerste"


def test_na_de_laatste_dag(w):
    w.afname(naam="X")
    gevonden = [beurt(w, Rol.OPSTELLER, vandaag=LAATSTE + datetime.timedelta(days=n)) for n in (-1, 0, 1)]
    assert [(b.soort, b.aan_zet, b.over) for b in gevonden] == [
        (Soort.MAAK_AF, True, 1),
        (Soort.MAAK_AF, True, 0),
        (Soort.VOORBIJ, False, -1),
    ]
    assert beurt(w, Rol.OPSTELLER, vandaag=dag("2030-01-01"), laatste_dag=None).soort == Soort.MAAK_AF
    w.afname(status=Status.INGEDIEND)
    later = beurt(w, Rol.OPSTELLER, vandaag=dag("2030-01-01"))
    assert (later.soort, later.over) == (Soort.WACHT_BIBLIOTHEEK, None)


def test_een_lopende_editie_alleen_met_een_nieuwe_versie(w):
    w.editie.status = Editie.Status.LOPEND
    vorige = w.afname(naam="Eerste", status=Status.BEVESTIGD)
    w.afname(naam="Los")
    assert beurt(w, Rol.OPSTELLER) is None
    w.afname(naam="Tweede", voorganger=vorige)
    gevonden = beurt(w, Rol.OPSTELLER, vandaag=dag("2026-06-01"))
    assert (kort(gevonden), gevonden.over) == ((Soort.MAAK_AF, True, "Tweede"), None)


@pytest.mark.parametrize("status", ["concept", "afgesloten"])
def test_een_editie_die_niet_open_is(w, status):
    w.editie.status = status
    w.afname()
    assert beurt(w, Rol.OPSTELLER) is None
