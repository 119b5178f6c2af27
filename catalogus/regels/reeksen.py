"""The dates of a series: every first Monday except August, every other week, with the Dutch public holidays beside them."""

import calendar
import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from catalogus.fouten import RegelFout
from catalogus.opmaak import MAANDEN, WEEKDAGEN
from catalogus.opmaak import datum as datumtekst

MEEST = 110  # meetings of one series: two a week for a year
MAANDELIJKS = 0
LAATSTE = -1
DAG = datetime.timedelta(days=1)


@dataclass(frozen=True)
class Ritme:
    """`elke` is a number of weeks, or MAANDELIJKS; then `welke` is the first (1) to fourth (4) or LAATSTE of the month."""

    weekdag: int  # Monday is 0
    elke: int
    welke: int
    van: datetime.date
    tot: datetime.date
    zonder: frozenset[int] = frozenset()  # months, January is 1


def dagen(*, ritme: Ritme) -> list[datetime.date]:
    """The dates of a series, holidays included. A month that is left out does not shift the weeks after it."""
    if ritme.tot < ritme.van:
        raise RegelFout(
            f"De reeks eindigt op {datumtekst(ritme.tot)}, voordat zij op {datumtekst(ritme.van)} begint.",
            code="periode",
            veld="tot",
        )
    if (ritme.tot - ritme.van).days > 2 * 366:
        raise RegelFout("Een reeks duurt hooguit twee jaar. Kies een eerdere einddatum.", code="periode", veld="tot")
    kandidaten = _per_maand(ritme) if ritme.elke == MAANDELIJKS else _per_week(ritme)
    uit = [dag for dag in kandidaten if ritme.van <= dag <= ritme.tot and dag.month not in ritme.zonder]
    if not uit:
        raise RegelFout(
            f"In deze periode valt geen {WEEKDAGEN[ritme.weekdag]} die past. Kies een langere periode of meer maanden.",
            code="leeg",
            veld="tot",
        )
    if len(uit) > MEEST:
        raise RegelFout(
            f"Dat zijn {len(uit)} bijeenkomsten; een reeks heeft er hooguit {MEEST}. Kies een kortere periode.",
            code="te-veel",
            veld="tot",
        )
    return uit


def _per_week(ritme: Ritme) -> Iterator[datetime.date]:
    dag = ritme.van + (ritme.weekdag - ritme.van.weekday()) % 7 * DAG
    while dag <= ritme.tot:
        yield dag
        dag += 7 * ritme.elke * DAG


def _per_maand(ritme: Ritme) -> Iterator[datetime.date]:
    for maand in range(ritme.van.year * 12 + ritme.van.month - 1, ritme.tot.year * 12 + ritme.tot.month):
        jaar, nummer = divmod(maand, 12)
        eerste = datetime.date(jaar, nummer + 1, 1)
        if ritme.welke == LAATSTE:
            laatste = eerste.replace(day=calendar.monthrange(jaar, nummer + 1)[1])
            yield laatste - (laatste.weekday() - ritme.weekdag) % 7 * DAG
        else:
            yield eerste + ((ritme.weekdag - eerste.weekday()) % 7 + 7 * (ritme.welke - 1)) * DAG


def in_woorden(*, ritme: Ritme) -> str:
    """'elke eerste maandag van de maand, niet in augustus'."""
    dag = WEEKDAGEN[ritme.weekdag]
    if ritme.elke == MAANDELIJKS:
        welke = {1: "eerste", 2: "tweede", 3: "derde", 4: "vierde", LAATSTE: "laatste"}[ritme.welke]
        tekst = f"elke {welke} {dag} van de maand"
    else:
        tekst = f"elke {dag}" if ritme.elke == 1 else f"elke {ritme.elke} weken op {dag}"
    maanden = [MAANDEN[nummer - 1] for nummer in sorted(ritme.zonder)]
    return f"{tekst}, niet in {', '.join(maanden)}" if maanden else tekst


# ------------------------------------------------------------------ public holidays
def pasen(*, jaar: int) -> datetime.date:
    """Easter Sunday of the Gregorian calendar (Meeus, Jones and Butcher)."""
    a, b, c = jaar % 19, jaar // 100, jaar % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    maand, dag = divmod(h + m - 7 * n + 114, 31)
    return datetime.date(jaar, maand, dag + 1)


def feestdagen(*, jaar: int) -> dict[datetime.date, str]:
    """Days on which the library is closed for a public holiday. Bevrijdingsdag is a day off once in five years."""
    paas = pasen(jaar=jaar)
    koning = datetime.date(jaar, 4, 27)
    uit = {
        datetime.date(jaar, 1, 1): "Nieuwjaarsdag",
        paas: "Eerste Paasdag",
        paas + DAG: "Tweede Paasdag",
        koning - DAG if koning.weekday() == 6 else koning: "Koningsdag",
        paas + 39 * DAG: "Hemelvaartsdag",
        paas + 49 * DAG: "Eerste Pinksterdag",
        paas + 50 * DAG: "Tweede Pinksterdag",
        datetime.date(jaar, 12, 25): "Eerste Kerstdag",
        datetime.date(jaar, 12, 26): "Tweede Kerstdag",
    }
    if jaar % 5 == 0:
        uit.setdefault(datetime.date(jaar, 5, 5), "Bevrijdingsdag")
    return uit
