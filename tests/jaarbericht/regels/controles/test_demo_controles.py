"""The demo: eight reports that may be published as they are, and one that begins with nothing."""

import pytest

from jaarbericht.regels.controles import controleer
from jaarbericht.samenstellen.bron import cijfers_van

pytestmark = pytest.mark.django_db
JAAR = 2024


def test_acht_jaarberichten_zonder_fout_of_open_waarschuwing(demo):
    cijfers = cijfers_van(JAAR)
    tegen: dict[str, list] = {}
    for gemeente in cijfers.deelnemers(JAAR):
        bevindingen = controleer(gemeente, JAAR, cijfers=cijfers, hints=False)
        tegen[str(gemeente)] = [(b.waar, b.wat) for b in bevindingen if b.blokkeert]
    assert len(tegen) == 9
    assert tegen.pop("Borger-Odoorn") != []
    assert {naam: lijst for naam, lijst in tegen.items() if lijst} == {}
