"""Reading the data files of the demo: TOML with amounts as Decimal, and placeholders as they are stored."""

import functools
import re
import tomllib
from decimal import Decimal
from pathlib import Path

MAP = Path(__file__).parent / "gegevens"
VELD = re.compile(r"\{([a-z]+:[^}\s]+)\}")
HOOFDSTUKLIJN = {"robuust": 1, "leert": 2, "leest": 3, "geletterd": 4, "meedoen": 5}


@functools.cache
def lees(naam: str) -> dict:
    """The contents of `gegevens/<naam>.toml`; numbers with a decimal point become Decimal. Do not change what comes back."""
    with (MAP / f"{naam}.toml").open("rb") as bestand:
        return tomllib.load(bestand, parse_float=Decimal)


def gemeentebestanden() -> list[dict]:
    """Local texts, stories, quotes, facts and partners: one file per gemeente, Westerveld first."""
    namen = ["westerveld", *sorted(pad.stem for pad in MAP.glob("gemeente-GM*.toml"))]
    return [lees(naam) for naam in namen]


def html(tekst: str) -> str:
    """`{kind:key}` as the inert element that texts keep; a story's `{deelnames}` is a field of that story."""
    tekst = tekst.strip().replace("{deelnames}", "{verhaal:deelnames}")
    return VELD.sub(r'<span data-veld="\1"></span>', tekst)
