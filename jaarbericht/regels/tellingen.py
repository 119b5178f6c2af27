"""How many findings of the checks are open per report: counted once for as long as nothing changes, for the board.

Checking nine reports takes seconds. So a count is kept under the state of the database: the last line of every history. Any
edit of anything gives another key, and rows are counted again one by one, when somebody looks.
"""

import hashlib
import re
from collections import Counter
from dataclasses import dataclass, field

from django.apps import apps
from django.core.cache import cache
from django.db import connection
from django.utils import timezone

from catalogus.fouten import RegelFout
from catalogus.models import Gemeente
from jaarbericht.regels.controles import Ernst, controleer

BEWAAR = 6 * 60 * 60  # seconds
APPS = ("catalogus", "jaarbericht")
HOOFDSTUK = re.compile(r"Hoofdstuk ‘(.+?)’(?:,|$)")  # how a finding says where it stands


@dataclass(frozen=True)
class Telling:
    """Open findings of one report. `per_hoofdstuk` by the title of the chapter; the rest stands in no chapter."""

    fouten: int = 0
    waarschuwingen: int = 0
    per_hoofdstuk: dict[str, int] = field(default_factory=dict)
    reden: str = ""  # why there was nothing to check

    @property
    def open(self) -> int:
        return self.fouten + self.waarschuwingen


def stand() -> str:
    """Changes with every edit, and with the day: consents and terms end on one."""
    tabellen = [
        connection.ops.quote_name(model.history.model._meta.db_table)
        for app in APPS
        for model in apps.get_app_config(app).get_models()
        if hasattr(model, "history")
    ]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(f'(SELECT MAX(history_id) FROM {tabel})' for tabel in tabellen)}")
        laatste = cursor.fetchone()
    return hashlib.sha256(f"{timezone.localdate()} {laatste}".encode()).hexdigest()


def bekend(*, gemeenten: list[Gemeente], jaar: int) -> dict[Gemeente, Telling]:
    """The counts that are still true; two lookups, whatever the number of gemeenten."""
    nu = stand()
    gevonden = cache.get_many([_sleutel(gemeente, jaar, nu) for gemeente in gemeenten])
    return {g: gevonden[_sleutel(g, jaar, nu)] for g in gemeenten if _sleutel(g, jaar, nu) in gevonden}


def telling(*, gemeente: Gemeente, jaar: int) -> Telling:
    """Counts what is open for one report, unless that is known."""
    sleutel = _sleutel(gemeente, jaar, stand())
    if (bewaard := cache.get(sleutel)) is not None:
        return bewaard
    try:
        nieuw = _tel(gemeente, jaar)
    except RegelFout as fout:
        nieuw = Telling(reden=fout.tekst)
    cache.set(sleutel, nieuw, BEWAAR)
    return nieuw


def _tel(gemeente: Gemeente, jaar: int) -> Telling:
    open_ = [bevinding for bevinding in controleer(gemeente, jaar) if bevinding.blokkeert]
    fouten = sum(bevinding.ernst == Ernst.FOUT for bevinding in open_)
    titels = [gevonden[1] for bevinding in open_ if (gevonden := HOOFDSTUK.match(bevinding.waar))]
    return Telling(fouten, len(open_) - fouten, dict(Counter(titels)))


def _sleutel(gemeente: Gemeente, jaar: int, nu: str) -> str:
    return f"telling:{jaar}:{gemeente.pk}:{nu}"
