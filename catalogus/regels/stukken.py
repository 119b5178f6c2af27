"""What the documents of an afname say: frozen records with their sums, to and from JSON. No database here.

One record holds enough for all three documents, so that an amount is the same in each. Amounts in euro.
"""

import dataclasses
import datetime
from dataclasses import dataclass
from decimal import Decimal
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from catalogus.models import Pakket
from catalogus.opmaak import afronden

SCHEMA = 1
NUL = Decimal(0)


@dataclass(frozen=True)
class Plek:
    """A location with what is taken there, or with its housing costs."""

    naam: str
    aantal: Decimal
    vorig: Decimal | None = None


@dataclass(frozen=True)
class Regel:
    """One activity. bedrag: None without a price yet; vorig: None when it was not taken last year."""

    code: str
    titel: str
    pakket: str
    eenheid: str
    hoeveelheid: Decimal
    hoeveel: str  # the quantity with its unit, in words
    plekken: tuple[Plek, ...]
    resultaat: str
    toelichting: str
    opbrengst: str  # what residents get
    effect: str
    prijs: str  # in words
    btw: str
    bedrag: Decimal | None
    vorig: Decimal | None


@dataclass(frozen=True)
class Lijn:
    """A programmalijn. vorig: None without an afname last year; budget: None without one of its own."""

    nummer: int
    naam: str
    kleur: str
    regels: tuple[Regel, ...]
    vorig: Decimal | None
    budget: Decimal | None

    def van_pakket(self, pakket: str) -> tuple[Regel, ...]:
        return tuple(regel for regel in self.regels if regel.pakket == pakket)

    @property
    def pakketten(self) -> list[tuple[str, tuple[Regel, ...], Decimal]]:
        """(name, lines, sum) of each pakket from which something is taken."""
        delen = ((Pakket(p).label, self.van_pakket(p)) for p in (Pakket.BASIS, Pakket.PLUS, Pakket.MAATWERK))
        return [(str(naam), regels, som(regels)) for naam, regels in delen if regels]

    @property
    def bedrag(self) -> Decimal:
        return som(self.regels)

    @property
    def basis(self) -> Decimal:
        return som(self.van_pakket(Pakket.BASIS))

    @property
    def plus(self) -> Decimal:
        return som(self.van_pakket(Pakket.PLUS))

    @property
    def maatwerk(self) -> Decimal:
        return som(self.van_pakket(Pakket.MAATWERK))

    @property
    def verschil(self) -> Decimal | None:
        return None if self.vorig is None else self.bedrag - self.vorig


@dataclass(frozen=True)
class Inwoners:
    aantal: int
    peildatum: datetime.date
    bron: str


@dataclass(frozen=True)
class Budget:
    bedrag: Decimal
    met_huisvesting: bool
    bron: str


@dataclass(frozen=True)
class Doel:
    """A goal of the gemeente, with the numbers of the programmalijnen that work on it."""

    tekst: str
    bron: str
    lijnen: tuple[int, ...]


@dataclass(frozen=True)
class Ondertekenaar:
    """Who signed here, and when; the name of who is expected to when the day is not there yet."""

    naam: str
    dag: datetime.date | None


@dataclass(frozen=True)
class Stuk:
    gemeente: str
    cbs_code: str
    jaar: int
    naam: str
    versie: int
    status: str  # in words
    concept: bool  # nobody signed it
    datum: datetime.date
    ingangsdatum: datetime.date | None
    kenmerk: str
    toelichting: str
    organisatie: str
    voorbeeld: bool
    lijnen: tuple[Lijn, ...]
    huisvesting: tuple[Plek, ...]
    vorig_jaar: bool  # whether there is a confirmed afname to compare with
    inwoners: Inwoners | None
    budget: Budget | None
    doelen: tuple[Doel, ...]
    van_gemeente: Ondertekenaar
    van_bibliotheek: Ondertekenaar
    schema: int = SCHEMA

    @property
    def regels(self) -> list[Regel]:
        return [regel for lijn in self.lijnen for regel in lijn.regels]

    @property
    def gekozen_lijnen(self) -> list[Lijn]:
        return [lijn for lijn in self.lijnen if lijn.regels]

    @property
    def totaal(self) -> Decimal:
        return som(self.regels)

    @property
    def basis(self) -> Decimal:
        return sum((lijn.basis for lijn in self.lijnen), NUL)

    @property
    def plus(self) -> Decimal:
        return sum((lijn.plus for lijn in self.lijnen), NUL)

    @property
    def maatwerk(self) -> Decimal:
        return sum((lijn.maatwerk for lijn in self.lijnen), NUL)

    @property
    def onvolledig(self) -> bool:
        return any(regel.bedrag is None for regel in self.regels)

    @property
    def huisvestingstotaal(self) -> Decimal:
        return sum((plek.aantal for plek in self.huisvesting), NUL)

    @property
    def aanvraag(self) -> Decimal:
        """What is asked for: activities and housing."""
        return self.totaal + self.huisvestingstotaal

    @property
    def vorig_totaal(self) -> Decimal | None:
        return sum((lijn.vorig for lijn in self.lijnen if lijn.vorig), NUL) if self.vorig_jaar else None

    @property
    def vorig_huisvesting(self) -> Decimal:
        return sum((plek.vorig for plek in self.huisvesting if plek.vorig), NUL)

    @property
    def vorig_aanvraag(self) -> Decimal | None:
        return None if self.vorig_totaal is None else self.vorig_totaal + self.vorig_huisvesting

    def per_inwoner(self, bedrag: Decimal) -> Decimal | None:
        return afronden(bedrag / self.inwoners.aantal, 2) if self.inwoners and self.inwoners.aantal else None

    @property
    def activiteiten_per_inwoner(self) -> Decimal | None:
        return self.per_inwoner(self.totaal)

    @property
    def aanvraag_per_inwoner(self) -> Decimal | None:
        return self.per_inwoner(self.aanvraag)

    @property
    def tegen_budget(self) -> Decimal:
        """What the budget is held against: with housing where the budget includes it."""
        return self.aanvraag if self.budget and self.budget.met_huisvesting else self.totaal

    @property
    def vrij(self) -> Decimal | None:
        """What is left of the budget, below zero when it is exceeded."""
        return None if self.budget is None else self.budget.bedrag - self.tegen_budget


def som(regels) -> Decimal:
    return sum((regel.bedrag for regel in regels if regel.bedrag is not None), NUL)


# ------------------------------------------------------------------ JSON
def naar_json(deel) -> Any:
    """Records to plain JSON data: amounts and days as text."""
    if dataclasses.is_dataclass(deel):
        return {veld.name: naar_json(getattr(deel, veld.name)) for veld in dataclasses.fields(deel)}
    if isinstance(deel, tuple):
        return [naar_json(x) for x in deel]
    if isinstance(deel, Decimal | datetime.date):
        return str(deel)
    return deel


def van_json(soort: Any, data: Any) -> Any:
    """The reverse of `naar_json` for a record of class `soort`; TypeError on an unknown or missing field."""
    if get_origin(soort) is UnionType:
        (echt,) = (deel for deel in get_args(soort) if deel is not NoneType)
        return None if data is None else van_json(echt, data)
    if get_origin(soort) is tuple:
        return tuple(van_json(get_args(soort)[0], x) for x in data)
    if dataclasses.is_dataclass(soort):
        soorten = get_type_hints(soort)
        return soort(**{naam: van_json(soorten.get(naam, str), waarde) for naam, waarde in data.items()})  # type: ignore[operator]
    if soort is Decimal:
        return Decimal(data)
    return datetime.date.fromisoformat(data) if soort is datetime.date else data
