"""What the tests of the checks share."""

from catalogus.models import Gemeente
from jaarbericht.regels.controles import controleer
from tests.factories import JAAR


def vindt(gemeente: Gemeente, controle: str) -> list[tuple[str, str, str, str]]:
    """The findings of one check: how serious, where, what, and what to do."""
    return [(b.ernst.value, b.waar, b.wat, b.doe) for b in controleer(gemeente, JAAR) if b.controle == controle]
