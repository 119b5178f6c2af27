"""What a report shows of people: nothing of which the consent was withdrawn or has expired."""

import datetime

import pytest
from django.utils import timezone

from jaarbericht.models import Blok
from jaarbericht.rapport import naar_json
from jaarbericht.samenstellen import samenstel
from tests.factories import JAAR, GemeenteFactory, ProgrammalijnFactory
from tests.jaarbericht.fabrieken import (
    BlokFactory,
    CitaatFactory,
    FotoFactory,
    HoofdstukFactory,
    ToestemmingFactory,
    VerhaalFactory,
)

pytestmark = pytest.mark.django_db
DAG = datetime.timedelta(days=1)
GETOOND = {"Het verhaal", "Met foto", "Op de foto", "Het citaat"}


def toestemming(stand: str):
    vandaag = timezone.localdate()
    velden = {
        "onbeperkt": {},
        "laatste dag": {"geldig_tot": vandaag},
        "verlopen": {"geldig_tot": vandaag - DAG},
        "ingetrokken": {"ingetrokken_op": vandaag},
    }
    return ToestemmingFactory(**velden[stand])


@pytest.mark.parametrize(
    ("stand", "zichtbaar"),
    [
        ("onbeperkt", GETOOND),
        ("laatste dag", GETOOND),
        ("verlopen", {"Met foto"}),
        ("ingetrokken", {"Met foto"}),
    ],
)
def test_zonder_toestemming_niet_in_het_jaarbericht(stand, zichtbaar):
    """The story and the quote of the person go; of a story about something else only the photo does."""
    gemeente, lijn, akkoord = GemeenteFactory(), ProgrammalijnFactory(), toestemming(stand)
    hoofdstuk = HoofdstukFactory(programmalijn=lijn)
    BlokFactory(hoofdstuk=hoofdstuk, soort=Blok.Soort.VERHALEN)
    BlokFactory(hoofdstuk=hoofdstuk, soort=Blok.Soort.CITAAT)
    eigen = {"gemeente": gemeente, "jaar": JAAR, "programmalijn": lijn}
    VerhaalFactory(titel="Het verhaal", toestemming=akkoord, **eigen)
    VerhaalFactory(titel="Met foto", foto=FotoFactory(alt="Op de foto", toestemming=akkoord), **eigen)
    CitaatFactory(tekst="Het citaat", toestemming=akkoord, **eigen)
    inhoud = str(naar_json(samenstel(gemeente=gemeente, jaar=JAAR).rapport))
    assert {tekst for tekst in GETOOND if tekst in inhoud} == zichtbaar
