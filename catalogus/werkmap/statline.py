"""Inwoners as CBS StatLine gives them, in the csv layouts of its tables, turned into rows of the sheet Inwonertallen.

Recognised by the headings: regions, periods and a population. Rows of other regions, and of other days than 1 January, are
left out. Tables: 37230ned (Bevolkingsontwikkeling; regio per maand) and 70072ned (Regionale kerncijfers Nederland).
"""

import datetime
import itertools
import re
from collections.abc import Iterator

from catalogus.models import Gemeente

from .lezen import Regel, Tabel

KOP = ["Gemeente", "Peildatum", "Inwoners", "Bron"]
BRON = "CBS StatLine"
KOPREGELS = 12  # lines that a table may have above its first row
BEVOLKING = re.compile(r"(bevolkingaanhetbeginvandeperiode|totalebevolking|bevolkingop1januari)(aantal)?\d*$")
EERSTE_JANUARI = re.compile(r"^(\d{4})\s*(?:januari|MM01|JJ00)?\*{0,2}$")
ONBEKEND = {"", ".", "-", "x"}


def omgezet(tabel: Tabel) -> Tabel | None:
    """The table as a sheet Inwonertallen; None when it is not from StatLine, and then `tabel` is as it was."""
    begin = list(itertools.islice(tabel.rijen, KOPREGELS))
    rijen = itertools.chain(begin, tabel.rijen)
    koppen = [[_kaal(cel) for cel in rij] for _, rij in begin]
    for lees in (_lang, _breed):
        if waarden := lees(koppen, begin):
            return Tabel("Inwonertallen", _als_blad(rijen, *waarden))
    tabel.rijen = rijen
    return None


def _kaal(cel) -> str:
    return re.sub(r"[^a-z0-9]", "", str(cel).casefold())


def _lang(koppen: list[list[str]], begin: list[Regel]):
    """One row per region and period: (column of the region, column of the period, columns of the population)."""
    for kop in koppen:
        regio = next((plaats for plaats, woord in enumerate(kop) if woord.startswith("regio")), None)
        periode = next((plaats for plaats, woord in enumerate(kop) if woord.startswith("perioden")), None)
        aantal = next((plaats for plaats, woord in enumerate(kop) if BEVOLKING.search(woord)), None)
        if regio is not None and periode is not None and aantal is not None:
            return regio, periode, {aantal: None}
    return None


def _breed(koppen: list[list[str]], begin: list[Regel]):
    """One row per region, the periods beside each other under their subject."""
    onderwerpen = next((kop for kop in koppen if any(BEVOLKING.search(woord) for woord in kop)), None)
    perioden = next((rij for _, rij in begin if any(_dag(cel) for cel in rij[1:])), None)
    if onderwerpen is None or perioden is None:
        return None
    kolommen, onderwerp = {}, ""
    for plaats, cel in enumerate(perioden):
        onderwerp = (onderwerpen[plaats] if plaats < len(onderwerpen) else "") or onderwerp
        if plaats and BEVOLKING.search(onderwerp) and (dag := _dag(cel)):
            kolommen[plaats] = dag
    return (0, None, kolommen) if kolommen else None


def _dag(periode) -> datetime.date | None:
    treffer = EERSTE_JANUARI.match(str(periode).strip())
    return datetime.date(int(treffer[1]), 1, 1) if treffer else None


def _als_blad(rijen: Iterator[Regel], regio: int, periode: int | None, kolommen: dict) -> Iterator[Regel]:
    bekend = {naam: gemeente.naam for gemeente in Gemeente.objects.all() for naam in (gemeente.naam, gemeente.cbs_code)}
    yield 1, list(KOP)
    for nummer, rij in rijen:
        gemeente = bekend.get(re.sub(r"\s*\(gemeente\)$", "", str(rij[regio]).strip())) if regio < len(rij) else None
        if gemeente is None:
            continue
        for plaats, vaste_dag in kolommen.items():
            dag = vaste_dag or (_dag(rij[periode]) if periode is not None and periode < len(rij) else None)
            if dag and plaats < len(rij) and str(rij[plaats]).strip() not in ONBEKEND:
                yield nummer, [gemeente, dag, rij[plaats], BRON]
