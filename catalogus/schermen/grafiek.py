"""Coordinates of small charts on screen, as text for SVG attributes; templates draw them."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

VAK, BALK = 68, 58  # width of a column with and without the space beside it
MINST = 5  # columns that there is room for, so that few are not drawn larger
HOOG, TOP = 84, 22  # of the highest column, and the room above it for its number


@dataclass(frozen=True)
class Kolom:
    label: str
    tekst: str
    x: str
    midden: str
    y: str
    hoog: str
    laatste: bool


@dataclass(frozen=True)
class Kolommen:
    """`omschrijving` names every value, for who does not see the picture."""

    breed: int
    grond: int
    voet: int
    kolommen: tuple[Kolom, ...]
    omschrijving: str


def kolommen(*, titel: str, punten: Sequence[tuple[str, Decimal | None, str]]) -> Kolommen:
    """Columns of (label, value, value as text); None has no column, its text stands at the foot."""
    hoogste = max((waarde for _, waarde, _ in punten if waarde is not None), default=Decimal(0)) or Decimal(1)
    grond = TOP + HOOG
    uit = []
    for plaats, (label, waarde, tekst) in enumerate(punten):
        hoog = max(Decimal(HOOG) * (waarde or 0) / hoogste, Decimal(1 if waarde else 0))
        x = 4 + plaats * VAK
        uit.append(
            Kolom(label, tekst, str(x), str(x + BALK // 2), f"{grond - hoog:.1f}", f"{hoog:.1f}", plaats == len(punten) - 1)
        )
    woorden = ", ".join(f"{label} {tekst}" for label, _, tekst in punten)
    return Kolommen(4 + max(len(punten), MINST) * VAK, grond, grond + 19, tuple(uit), f"{titel}: {woorden}")


# ------------------------------------------------------------------ lines over the years
BREED, HOOGTE = 640, 260
LINKS, RECHTS, ONDER, BOVEN = 84, 616, 222, 14
MEEST_STREPEN = 5


@dataclass(frozen=True)
class Lijn:
    """`stukken`: points of a line, broken where a year is not known; `punten`: (x, y) of every known year."""

    naam: str
    soort: str
    stukken: tuple[str, ...]
    punten: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Lijnen:
    lijnen: tuple[Lijn, ...]
    jaren: tuple[tuple[str, str], ...]  # x, label
    strepen: tuple[tuple[str, Decimal], ...]  # y, value
    omschrijving: str


def lijnen(*, titel: str, jaren: Sequence[int], reeksen: Sequence[tuple[str, str, dict[int, Decimal | None]]]) -> Lijnen | None:
    """A chart of (name, kind, value per year) from zero up; None when nothing has two years."""
    waarden = [waarde for _, _, per in reeksen for waarde in per.values() if waarde is not None]
    if not any(sum(w is not None for w in per.values()) > 1 for _, _, per in reeksen):
        return None
    stap = _stap(max(waarden) or Decimal(1))
    top = stap * ((max(waarden) or Decimal(1)) / stap).to_integral_value(ROUND_CEILING)
    afstand = Decimal(RECHTS - LINKS) / max(len(jaren) - 1, 1)
    x = {jaar: f"{LINKS + plaats * afstand:.1f}" for plaats, jaar in enumerate(jaren)}

    def y(waarde: Decimal) -> str:
        return f"{ONDER - waarde / top * (ONDER - BOVEN):.1f}"

    uit = []
    for naam, soort, per in reeksen:
        stukken: list[list[str]] = [[]]
        for jaar in jaren:
            waarde = per.get(jaar)
            if waarde is None:
                stukken.append([])
            else:
                stukken[-1].append(f"{x[jaar]},{y(waarde)}")
        punten = tuple((x[jaar], y(waarde)) for jaar in jaren if (waarde := per.get(jaar)) is not None)
        uit.append(Lijn(naam, soort, tuple(" ".join(stuk) for stuk in stukken if len(stuk) > 1), punten))
    strepen = tuple((y(stap * n), stap * n) for n in range(int(top / stap) + 1))
    namen = ", ".join(naam for naam, _, _ in reeksen)
    omschrijving = f"{titel}, {jaren[0]} tot en met {jaren[-1]}: {namen}. Alle waarden staan in de tabel."
    return Lijnen(tuple(uit), tuple((x[jaar], str(jaar)) for jaar in jaren), strepen, omschrijving)


def _stap(hoogste: Decimal) -> Decimal:
    """A round step that divides the height into at most five: 1, 2 or 5 times a power of ten."""
    macht = Decimal(1).scaleb(hoogste.adjusted() - 1)
    for keer in (1, 2, 5, 10, 20, 50):
        if hoogste / (macht * keer) <= MEEST_STREPEN:
            return macht * keer
    return macht * 100
