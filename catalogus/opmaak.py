"""The one place where money, numbers, percentages and dates become Dutch text."""

import datetime
from decimal import ROUND_HALF_UP, Decimal

NBSP = "\u00a0"
MIN = "\u2212"
STREEP = "\u2013"
MAANDEN = [
    "januari", "februari", "maart", "april", "mei", "juni",
    "juli", "augustus", "september", "oktober", "november", "december",
]  # fmt: skip
WEEKDAGEN = ["maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"]


def afronden(waarde: Decimal, decimalen: int) -> Decimal:
    """Half-up, the way people do it by hand."""
    return Decimal(waarde).quantize(Decimal(1).scaleb(-decimalen), rounding=ROUND_HALF_UP)


def getal(waarde: Decimal | int | None, decimalen: int = 0) -> str:
    """1250.5 → '1.250,50' with two decimals; None → '–'; a real minus sign."""
    if waarde is None:
        return STREEP
    rond = afronden(Decimal(waarde), decimalen)
    tekst = f"{abs(rond):,.{decimalen}f}".translate(str.maketrans(",.", ".,"))
    return (MIN if rond < 0 else "") + tekst


def hoeveelheid(waarde: Decimal | int | None) -> str:
    """A quantity with no more decimals than it has: 120 → '120', 2.50 → '2,5'."""
    if waarde is None:
        return STREEP
    genormaliseerd = Decimal(waarde).normalize()
    return getal(waarde, max(0, -int(genormaliseerd.as_tuple().exponent)))


def euro(waarde: Decimal | int | None, decimalen: int = 2) -> str:
    """1250.5 → '€ 1.250,50' with a no-break space; None → '–'."""
    if waarde is None:
        return STREEP
    tekst = getal(waarde, decimalen)
    return f"{MIN}€{NBSP}{tekst[1:]}" if tekst.startswith(MIN) else f"€{NBSP}{tekst}"


def procent(waarde: Decimal | int | None, decimalen: int = 1) -> str:
    """20.56 (per cent) → '20,6%'."""
    return STREEP if waarde is None else f"{getal(waarde, decimalen)}%"


def met_teken(tekst: str, waarde: Decimal | int) -> str:
    """Puts a plus before a formatted positive number; zero has none."""
    return f"+{tekst}" if waarde > 0 else tekst


def datum(dag: datetime.date | None) -> str:
    """8 september 2026."""
    return STREEP if dag is None else f"{dag.day} {MAANDEN[dag.month - 1]} {dag.year}"


def datum_kort(dag: datetime.date | None) -> str:
    """31-12-2024, for tables."""
    return STREEP if dag is None else f"{dag:%d-%m-%Y}"


def periode(van: datetime.date, tot: datetime.date) -> str:
    """2 tot en met 13 oktober 2024; names the month and the year once when they are the same; a whole month is its name."""
    volgende_dag = tot + datetime.timedelta(days=1)
    if van.day == 1 and volgende_dag.day == 1 and (van.year, van.month) == (tot.year, tot.month):
        return f"{MAANDEN[van.month - 1]} {van.year}"
    if van == tot:
        return datum(van)
    if van.year != tot.year:
        return f"{datum(van)} tot en met {datum(tot)}"
    if van.month != tot.month:
        return f"{van.day} {MAANDEN[van.month - 1]} tot en met {datum(tot)}"
    return f"{van.day} tot en met {datum(tot)}"


def opsomming(delen: list[str]) -> str:
    """Diever, Dwingeloo en Havelte."""
    delen = [str(deel) for deel in delen]
    if len(delen) < 2:
        return "".join(delen)
    return f"{', '.join(delen[:-1])} en {delen[-1]}"
