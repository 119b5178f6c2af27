"""A gemeente with a chapter to put things in."""

import pytest

from catalogus.models import Gemeente
from jaarbericht.models import Hoofdstuk
from tests.factories import GemeenteFactory, ProgrammalijnFactory
from tests.jaarbericht.fabrieken import HoofdstukFactory


@pytest.fixture
def westerveld() -> Gemeente:
    return GemeenteFactory(naam="Westerveld", cbs_code="GM1701")


@pytest.fixture
def leren() -> Hoofdstuk:
    return HoofdstukFactory(sleutel="leren", titel="Leren", programmalijn=ProgrammalijnFactory(nummer=2))
