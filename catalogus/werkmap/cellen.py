"""What a cell holds: form fields that read a cell (or refuse it) and know how their value is written.

Each has `verwacht`, what it asks for in words, and `toon`, the value as it goes into a cell. Numbers may be real ones or
Dutch text (1.250,50), dates real ones or 31-12-2024.
"""

import datetime
import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from catalogus.opmaak import MAANDEN, datum_kort, hoeveelheid

from .schrijven import DATUM, GETAL, TEKST

WIS, STREPEN = "wissen", {"–", "-", "—", "−", "geen gegevens"}
AANTAL_BIJ = re.compile(r"\s*(.+?)\s*:\s*([-\d.,]+)\s*(?:;|\n|$)")
CELFOUT = re.compile(r"^(#(N/A|N/B|REF!|VERW!|DIV/0!|DEEL/0!|NAME\?|NAAM\?|VALUE!|WAARDE!|NUM!|GETAL!|NULL!|LEEG!)|Err:\d{3})$")
NEDERLANDS = re.compile(r"^-?(\d{1,3}(\.\d{3})+|\d+)(,\d+)?$")
PUNT = re.compile(r"^-?\d+\.\d+$")
DAG = re.compile(r"^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})$")
DAG_VOLUIT = re.compile(r"^(?:[a-z]+dag\s+)?(\d{1,2})\s+([a-z]{3,9})\.?\s+(\d{4})$")
VROEGST, LAATST = datetime.date(1900, 1, 1), datetime.date(2100, 12, 31)


def als_tekst(cel: Any) -> str:
    """A cell in words, for a text column and for what was found in an error."""
    if isinstance(cel, bool):
        return "ja" if cel else "nee"
    if isinstance(cel, float | int | Decimal):
        return hoeveelheid(Decimal(str(cel))) if -1e15 < cel < 1e15 else str(cel)
    if isinstance(cel, datetime.datetime):
        return f"{cel:%d-%m-%Y %H:%M}" if cel.time() != datetime.time() else datum_kort(cel)
    return datum_kort(cel) if isinstance(cel, datetime.date) else str(cel)


def gewoon(tekst: str) -> str:
    """Text without the differences that a spreadsheet makes: line ends, and white space around it."""
    return tekst.replace("\r\n", "\n").replace("\r", "\n").strip()


def is_leeg(cel: Any) -> bool:
    return cel is None or (isinstance(cel, str) and not cel.strip())


def _weiger() -> ValidationError:
    """The column says what it expects; the reader adds that and what was found."""
    return ValidationError("", code="verwacht")


class Tekst(forms.CharField):
    vorm = TEKST

    def __init__(self, *, verwacht: str = "", **opties):
        super().__init__(required=False, **opties)
        self.verwacht = verwacht or (f"hoogstens {self.max_length} tekens" if self.max_length else "tekst")

    def to_python(self, value):
        if isinstance(value, float | int) and not isinstance(value, bool):
            return f"{value:.0f}" if value == int(value) else hoeveelheid(Decimal(str(value)))
        return gewoon(als_tekst(value))

    def clean(self, value):
        tekst = self.to_python(value)
        if self.max_length and len(tekst) > self.max_length:
            raise ValidationError(f"{self.verwacht}; dit zijn er {len(tekst)}")
        return super().clean(tekst)

    def toon(self, waarde):
        return waarde.replace("\r\n", "\n") if waarde else None


class Patroon(Tekst):
    """Text of a fixed shape, such as a code."""

    def __init__(self, patroon: str, *, verwacht: str, **opties):
        super().__init__(verwacht=verwacht, **opties)
        self.patroon = re.compile(patroon)

    def clean(self, value):
        tekst = super().clean(value)
        if not self.patroon.fullmatch(tekst):
            raise _weiger()
        return tekst


class Getal(forms.Field):
    """A number; `decimalen` at most, from `van` to `tot`."""

    def __init__(
        self, *, decimalen: int = 2, van: Decimal | int | None = 0, tot: Decimal | int = 10**9, vorm: str = GETAL, **opties
    ):
        super().__init__(required=False, **opties)
        self.decimalen, self.van, self.tot, self.vorm = decimalen, van, tot, vorm
        grens = "" if van is None else f" van {hoeveelheid(Decimal(van))} of meer"
        if tot < 10**8:
            grens = f" van {hoeveelheid(Decimal(van or 0))} tot en met {hoeveelheid(Decimal(tot))}"
        deel = "een heel getal" if decimalen == 0 else "een getal"
        voorbeeld = "12,5" if tot <= 1000 else "1.250,50"
        meest = "" if decimalen == 0 else f", met hoogstens {decimalen} decimalen, zoals {voorbeeld}"
        self.verwacht = f"{deel}{grens}{meest}"

    def to_python(self, value):
        if isinstance(value, bool | datetime.date | datetime.time):
            raise _weiger()
        try:
            waarde = Decimal(str(value)) if isinstance(value, float | int | Decimal) else self._uit_tekst(str(value))
            rond = waarde.quantize(Decimal(1).scaleb(-self.decimalen))
        except InvalidOperation:
            raise _weiger() from None
        if abs(waarde - rond) > Decimal("1e-9"):  # nearer than that is how a spreadsheet stores it
            raise _weiger()
        return rond

    @staticmethod
    def _uit_tekst(tekst: str) -> Decimal:
        tekst = re.sub(r"[\s €%]", "", tekst).replace("−", "-").replace("–", "-")
        if NEDERLANDS.match(tekst):
            return Decimal(tekst.replace(".", "").replace(",", "."))
        if PUNT.match(tekst):
            return Decimal(tekst)
        raise _weiger()

    def validate(self, value):
        if (self.van is not None and value < self.van) or value > self.tot:
            raise _weiger()

    def toon(self, waarde):
        return waarde


class Heel(Getal):
    def __init__(self, **opties):
        super().__init__(decimalen=0, **opties)

    def to_python(self, value):
        return int(super().to_python(value))


class Jaar(Heel):
    def __init__(self):
        super().__init__(van=2000, tot=2100)
        self.verwacht = "een jaar, zoals 2027"


class Datum(forms.Field):
    vorm = DATUM
    verwacht = "een datum, zoals 31-12-2024"

    def __init__(self):
        super().__init__(required=False)

    def to_python(self, value):
        dag = self._dag(value)
        if not VROEGST <= dag <= LAATST:
            raise _weiger()
        return dag

    @staticmethod
    def _dag(value) -> datetime.date:
        if isinstance(value, datetime.datetime):
            return value.date()
        if isinstance(value, datetime.date):
            return value
        tekst = str(value).strip().lower()
        try:
            if delen := DAG.match(tekst):
                return datetime.date(int(delen[3]), int(delen[2]), int(delen[1]))
            if delen := DAG_VOLUIT.match(tekst):
                maand = [naam[:3] for naam in MAANDEN].index(delen[2][:3].replace("mrt", "maa"))
                if delen[2] in {"mrt", MAANDEN[maand], MAANDEN[maand][:3], "sept"}:
                    return datetime.date(int(delen[3]), maand + 1, int(delen[1]))
            return datetime.date.fromisoformat(tekst.split(" ")[0].split("t")[0])
        except ValueError:
            raise _weiger() from None

    def toon(self, waarde):
        return waarde


class JaNee(forms.Field):
    vorm, verwacht = TEKST, "ja of nee"
    keuzes = ("ja", "nee")

    def __init__(self):
        super().__init__(required=False)

    def to_python(self, value):
        antwoord = {
            "ja": True,
            "j": True,
            "x": True,
            "waar": True,
            "1": True,
            "nee": False,
            "n": False,
            "onwaar": False,
            "0": False,
        }
        try:
            return antwoord[als_tekst(value).strip().casefold()]
        except KeyError:
            raise _weiger() from None

    def toon(self, waarde):
        return None if waarde is None else ("ja" if waarde else "nee")


class Keuze(forms.Field):
    """One of a few words: the label, or the value that is stored."""

    vorm = TEKST

    def __init__(self, choices: Iterable[tuple[str, str]]):
        super().__init__(required=False)
        self.woorden: dict[str, str] = {waarde: str(woord) for waarde, woord in choices if waarde}
        self.keuzes = tuple(self.woorden.values())
        self.verwacht = f"een van: {', '.join(self.keuzes)}"
        self._waarden = {w.casefold(): w for w in self.woorden} | {woord.casefold(): w for w, woord in self.woorden.items()}

    def to_python(self, value):
        try:
            return self._waarden[als_tekst(value).strip().casefold()]
        except KeyError:
            raise _weiger() from None

    def toon(self, waarde):
        return self.woorden.get(waarde) or None


class Keuzes(Keuze):
    """Several of a few words, with a semicolon between them; the value is a list in the order of the words."""

    def __init__(self, choices: Iterable[tuple[str, str]]):
        super().__init__(choices)
        self.verwacht = f"een of meer van: {', '.join(self.keuzes)}, met een puntkomma ertussen"
        self.keuzes = ()

    def to_python(self, value):
        gevonden = {super(Keuzes, self).to_python(deel) for deel in als_tekst(value).split(";") if deel.strip()}
        return [waarde for waarde in self.woorden if waarde in gevonden]

    def toon(self, waarde):
        return "; ".join(woord for w, woord in self.woorden.items() if w in waarde) or None


class Verwijzing(forms.Field):
    """Another record by its name or code. `bron` gives all records with the names each is known by, the first one is written.

    `maak_klaar` is called once before the rows of a sheet: then it asks the database, not for each row.
    """

    vorm = TEKST

    def __init__(self, bron: Callable[[], Iterable[tuple[Any, tuple[str, ...]]]], *, wat: str):
        super().__init__(required=False)
        self.bron, self.wat = bron, wat
        self.verwacht = f"{wat}, zoals hier bekend"
        self._bekend: dict[str, Any] = {}
        self._namen: dict[Any, str] = {}

    def __deepcopy__(self, memo):
        return type(self)(self.bron, wat=self.wat)

    def maak_klaar(self) -> None:
        rijen = list(self.bron())
        self._bekend = {naam.casefold(): ding for ding, namen in reversed(rijen) for naam in reversed(namen)}
        self._namen = {ding.pk: namen[0] for ding, namen in rijen}

    @property
    def keuzes(self) -> tuple[str, ...]:
        return tuple(self._namen.values())

    def to_python(self, value):
        try:
            return self._bekend[" ".join(als_tekst(value).split()).casefold()]
        except KeyError:
            raise _weiger() from None

    def toon(self, waarde):
        return None if waarde is None else self._namen.get(waarde.pk, str(waarde))


class Verwijzingen(Verwijzing):
    """Several records, with a semicolon between them; the value is a frozenset. A name may hold a semicolon itself."""

    keuzes = ()  # a drop-down gives one

    def to_python(self, value):
        gevonden, naam = set(), ""
        for deel in re.split(r"[;\n]", als_tekst(value)):
            naam = f"{naam};{deel}" if naam else deel
            if ding := self._bekend.get(" ".join(naam.split()).casefold()):
                gevonden.add(ding)
                naam = ""
        if naam.strip():
            raise _weiger()
        return frozenset(gevonden)

    def toon(self, waarde):
        return "; ".join(sorted(super(Verwijzingen, self).toon(ding) for ding in waarde)) or None


class Aantallen(Verwijzing):
    """A number for each of several records, as in ‘Diever: 3; Havelte: 2’; the value is a dict."""

    keuzes = ()

    def __init__(self, bron, *, wat: str, getal: Getal | None = None):
        super().__init__(bron, wat=wat)
        self.getal = getal or Heel(tot=10**7)
        self.verwacht = f"per {wat} een getal, zoals ‘Diever: 3; Havelte: 2’"

    def __deepcopy__(self, memo):
        return type(self)(self.bron, wat=self.wat, getal=self.getal)

    def to_python(self, value):
        uit, rest = {}, als_tekst(value).strip().strip(";")
        for naam, aantal in AANTAL_BIJ.findall(rest):
            ding = super().to_python(naam)
            if ding in uit:
                raise _weiger()
            uit[ding] = self.getal.clean(aantal)
        if AANTAL_BIJ.sub("", rest).strip():
            raise _weiger()
        return uit

    def toon(self, waarde: Mapping[Any, Any]):
        delen = sorted((super(Aantallen, self).toon(ding), aantal) for ding, aantal in waarde.items())
        return "; ".join(f"{naam}: {hoeveelheid(Decimal(aantal)).replace('.', '')}" for naam, aantal in delen) or None
