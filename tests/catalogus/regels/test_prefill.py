"""The quantity that is proposed for a line, and where it comes from."""

from decimal import Decimal as D

import pytest

from catalogus.models import Functie
from catalogus.regels.prefill import Voorstel, stel_voor
from tests.factories import (
    ActiviteitFactory,
    GemeenteFactory,
    InwonertalFactory,
    JaarFactory,
    LocatiefunctieFactory,
    dag,
    vestiging,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def gemeente():
    return GemeenteFactory()


def voorstel(gemeente, **velden):
    return stel_voor(activiteit=ActiviteitFactory(**velden), gemeente=gemeente)


def test_inwoners_op_de_peildatum_van_het_jaar(gemeente):
    for peildatum, aantal in (("2025-01-01", 19983), ("2026-01-01", 20055), ("2026-07-01", 20100)):
        InwonertalFactory(gemeente=gemeente, peildatum=dag(peildatum), aantal=aantal)
    InwonertalFactory(peildatum=dag("2026-01-01"), aantal=1)  # of another gemeente
    assert voorstel(gemeente, eenheid="inwoner") == Voorstel(D(20055), "20.055 inwoners op 1 januari 2026")
    JaarFactory(peildatum_inwoners=dag("2025-07-01"))
    assert voorstel(gemeente, eenheid="inwoner") == Voorstel(D(19983), "19.983 inwoners op 1 januari 2025")


def test_locaties_zijn_de_vestigingen_van_de_gemeente(gemeente):
    """A library and a servicepunt; not the school, nor what has too few hours, nor the branch of another gemeente."""
    a = vestiging(gemeente, uren=D(20))
    b = vestiging(gemeente, functie=Functie.SERVICEPUNT, uren=D(8))
    vestiging(gemeente, uren=D(2))
    vestiging(gemeente, functie=Functie.DBOS_PO)
    vestiging(GemeenteFactory(), uren=D(20))
    assert voorstel(gemeente, eenheid="locatie") == Voorstel(D(2), "2 locaties op 31 december 2026", {a.pk: D(1), b.pk: D(1)})


def test_locaties_met_de_functie_van_de_activiteit(gemeente):
    vestiging(gemeente, uren=D(20))
    ido = vestiging(gemeente, functie=Functie.IDO)
    gestopt = vestiging(gemeente, functie=Functie.IDO)
    gestopt.functies.update(tot=dag("2026-12-30"))
    assert voorstel(gemeente, eenheid="locatie", realisatiefunctie="ido") == Voorstel(
        D(1), "1 locatie op 31 december 2026", {ido.pk: D(1)}
    )


def test_leerlingen_van_de_basisscholen_als_de_activiteit_niets_anders_zegt(gemeente):
    a = vestiging(gemeente, functie=Functie.DBOS_PO, leerlingen=1111)
    b = vestiging(gemeente, functie=Functie.DBOS_PO, leerlingen=60)
    vestiging(gemeente, functie=Functie.DBOS_PO)  # number not known
    vo = vestiging(gemeente, functie=Functie.DBOS_VO, leerlingen=900)
    assert voorstel(gemeente, eenheid="leerling") == Voorstel(
        D(1171), "1.171 leerlingen op 2 scholen", {a.pk: D(1111), b.pk: D(60)}
    )
    assert voorstel(gemeente, eenheid="leerling", realisatiefunctie="dbos_vo") == Voorstel(
        D(900), "900 leerlingen op 1 school", {vo.pk: D(900)}
    )


@pytest.mark.parametrize(
    "eenheid", ["vast", "keer", "uur", "deelnemer", "groep", "collectie", "inwoner", "locatie", "leerling"]
)
def test_wat_niet_bekend_is_begint_met_een_of_het_minimum(gemeente, eenheid):
    zonder, met = voorstel(gemeente, eenheid=eenheid), voorstel(gemeente, eenheid=eenheid, minimum=D(4))
    assert (zonder, met) == (Voorstel(D(1)), Voorstel(D(4)))


def test_scholen_zonder_aantal_geven_geen_voorstel(gemeente):
    school = vestiging(gemeente, functie=Functie.DBOS_PO)
    LocatiefunctieFactory(locatie=school, functie=Functie.IDO)
    assert voorstel(gemeente, eenheid="leerling") == Voorstel(D(1))
