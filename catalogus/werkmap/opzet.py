"""How a sheet is declared: once, for both directions. The sheets themselves are in `bladen`."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any

from django.db import models
from django.db.models import QuerySet
from django.utils.crypto import constant_time_compare, salted_hmac

from catalogus import toegang
from catalogus.fouten import RegelFout
from catalogus.models import Activiteit, Bijeenkomst, Indicator

KENMERK, VERSIE, VERWIJDEREN = "Kenmerk", "Versie", "Verwijderen"  # headings that every sheet may have
GEEN_GEGEVENS = object()  # the value of a dash, in a column that knows it


@dataclass(frozen=True)
class Veld:
    """A column. `veld` reads a cell (see `cellen`); without it the column is computed: locked, and ignored on reading.

    `waarde` gets the value from a record, by default the attribute `naam`. `sleutel`: part of what tells rows apart.
    `vast`: cannot change once the record exists. `verplicht`: needed in a new row, never empty. `leeg`: what ‘wissen’ gives.
    `streep`: a dash stands for geen gegevens.
    """

    kop: str
    naam: str
    veld: Any = None
    uitleg: str = ""
    waarde: Callable[[Any], Any] | None = None
    sleutel: bool = False
    vast: bool = False
    verplicht: bool = False
    streep: bool = False
    leeg: Any = None
    vorm: str = ""
    breed: int = 16

    def van(self, object: Any) -> Any:
        return (self.waarde or attrgetter(self.naam))(object)

    @property
    def blijft(self) -> bool:
        return self.sleutel or self.vast


@dataclass(frozen=True)
class Keuze:
    """Which rows to export; what is None does not narrow. The last three hold what a screen shows after its filter."""

    jaar: int | None = None
    programmalijn: int | None = None
    gemeente: Any = None
    activiteiten: Collection[Activiteit] | None = None
    indicatoren: Collection[Indicator] | None = None
    bijeenkomsten: QuerySet[Bijeenkomst] | None = None


@dataclass
class Rij:
    """A row that was read: what it says (by name of column), which record it is, and which values differ.

    `mis`: columns whose cell was refused. The rest of the row is looked at all the same, so that all errors are named at once.
    """

    nummer: int
    waarden: dict[str, Any]
    kenmerk: str = ""
    gezien: str = ""
    weg: bool = False
    object: Any = None
    anders: dict[str, Any] = field(default_factory=dict)
    mis: set[str] = field(default_factory=set)
    dubbel: bool = False  # what it says is there already, so that it was left out
    noot: str = ""  # what the user should know about it

    @property
    def slot(self) -> int | None:
        """The lock number the user saw; None in a row that was typed."""
        return int(self.gezien) if self.gezien.isdigit() else None

    @property
    def tegen(self) -> int:
        """The lock number to save an existing record against: as the user saw it, else as it was read just now."""
        return self.object.slot if self.slot is None else self.slot


class Rijfout(Exception):
    """Something wrong in a row: `nodig` says what was expected or what to do, `kolom` is the heading, empty for the row."""

    def __init__(self, nodig: str, *, kolom: str = ""):
        super().__init__(nodig)
        self.nodig, self.kolom = nodig, kolom


@dataclass(frozen=True)
class Invoer:
    """Who reads in (None: the command, without a name) and the reason that goes into the history.

    `klad`: what a sheet is told beside its rows, and what it keeps for itself while they come in.
    """

    door: Any
    reden: str = ""
    klad: dict[str, Any] = field(default_factory=dict)


Weiger = Callable[[Rij, RegelFout | Rijfout], None]
Schrijf = Callable[["Werkblad", list[Rij], Invoer, Weiger], None]


@dataclass(frozen=True)
class Werkblad:
    """A sheet. `lijst` gives the records that a user may export; `schrijf` saves rows, and gives refusals to a `Weiger`.

    A row is a record when its columns with `sleutel` say so, `zoek` being the path in `lijst` of each; without `zoek` the row
    carries an opaque signed id. `slot` is the lock number of a record as text, `noem` its name in an outcome.
    `filters`: the names in `Keuze` that narrow the sheet. `kern`: columns that name a new row, when it has no key.
    `later`: rows that are saved together after the last one was read. `op_naam`: only somebody with a name may save them.
    """

    naam: str
    model: type[models.Model]
    uitleg: str
    velden: Sequence[Veld]
    lijst: Callable[[Any, Keuze], models.QuerySet]
    schrijf: Schrijf
    zoek: Sequence[str] = ()
    slot: Callable[[Any], str] = lambda object: str(object.slot)
    noem: Callable[[Any], str] = str
    filters: Sequence[str] = ()
    kern: Sequence[str] = ()
    later: Callable[[Rij], bool] = lambda rij: False
    op_naam: bool = False

    @property
    def sleutels(self) -> list[Veld]:
        return [veld for veld in self.velden if veld.sleutel]

    @property
    def modelnaam(self) -> str:
        return str(self.model._meta.model_name)

    def mag_lezen(self, user) -> bool:
        return toegang.mag_in_beheer(user, self.modelnaam, wijzigen=False)

    def mag_wijzigen(self, user) -> bool:
        return user is None or toegang.mag_in_beheer(user, self.modelnaam, wijzigen=True)

    def kenmerk(self, object: Any) -> str:
        return teken(self.naam, object.pk)


def teken(soort: str, pk: int) -> str:
    """An opaque id for in a file: the number with a signature, so that it cannot be made up or moved to another sheet."""
    return f"{pk}-{salted_hmac(f'werkmap.{soort}', str(pk)).hexdigest()[:12]}"


def pk_uit(soort: str, kenmerk: str) -> int | None:
    """The number in an opaque id of this kind; None when it is not one."""
    pk = kenmerk.partition("-")[0]
    return int(pk) if pk.isdigit() and len(pk) < 19 and constant_time_compare(teken(soort, int(pk)), kenmerk) else None
