"""What reading a file in did, or would do: the same for the trial run, the screen and the command."""

import hashlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

MEESTE = 1000  # changes and errors that are kept in words; all are counted
NIEUW, GEWIJZIGD, VERWIJDERD, DUBBEL = "nieuw", "gewijzigd", "verwijderd", "dubbel"


@dataclass(frozen=True)
class Wijziging:
    """One row that changes something. `velden`: heading, before, after."""

    blad: str
    rij: int
    soort: str
    wat: str
    velden: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True)
class Fout:
    """One thing wrong. `rij` is 0 for a whole sheet; `kolom` is the heading; `gevonden` what the cell holds."""

    blad: str
    rij: int
    kolom: str
    nodig: str
    gevonden: str = ""

    def __str__(self) -> str:
        plek = ", ".join(
            deel for deel in (self.blad, f"rij {self.rij}" if self.rij else "", self.kolom and f"kolom {self.kolom}") if deel
        )
        gevonden = f" Gevonden: ‘{self.gevonden}’." if self.gevonden else ""
        return f"{plek}: {self.nodig}{gevonden}" if plek else f"{self.nodig}{gevonden}"


@dataclass(frozen=True)
class Bladtelling:
    naam: str
    nieuw: int = 0
    gewijzigd: int = 0
    verwijderd: int = 0
    ongewijzigd: int = 0
    dubbel: int = 0


@dataclass(frozen=True)
class Uitkomst:
    """Changes and errors in words (the first `MEESTE` of each), how many there are in all, and a fingerprint of all changes.

    `verwerkt`: the changes were saved; else nothing was.
    """

    bladen: tuple[Bladtelling, ...]
    wijzigingen: tuple[Wijziging, ...]
    fouten: tuple[Fout, ...]
    aantal_fouten: int
    afdruk: str
    verwerkt: bool
    anders: bool = False  # not what was shown before, and therefore taken back

    @property
    def totaal(self) -> Bladtelling:
        """All sheets together."""
        soorten = (NIEUW, GEWIJZIGD, VERWIJDERD, "ongewijzigd", DUBBEL)
        return Bladtelling("", **{soort: sum(getattr(blad, soort) for blad in self.bladen) for soort in soorten})

    @property
    def aantal(self) -> int:
        """Rows that change something."""
        return self.totaal.nieuw + self.totaal.gewijzigd + self.totaal.verwijderd

    def als_gegevens(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def uit_gegevens(cls, gegevens: dict[str, Any]) -> "Uitkomst":
        return cls(
            bladen=tuple(Bladtelling(**blad) for blad in gegevens["bladen"]),
            wijzigingen=tuple(
                Wijziging(**{**w, "velden": tuple(tuple(v) for v in w["velden"])}) for w in gegevens["wijzigingen"]
            ),
            fouten=tuple(Fout(**fout) for fout in gegevens["fouten"]),
            aantal_fouten=gegevens["aantal_fouten"],
            afdruk=gegevens["afdruk"],
            verwerkt=gegevens["verwerkt"],
            anders=gegevens["anders"],
        )


@dataclass
class Verslag:
    """Gathers an outcome while a file is read; memory does not grow with the number of rows."""

    tellingen: dict[str, dict[str, int]] = field(default_factory=dict)
    wijzigingen: list[Wijziging] = field(default_factory=list)
    fouten: list[Fout] = field(default_factory=list)
    aantal_fouten: int = 0
    afdruk: Any = field(default_factory=hashlib.sha256)

    def blad(self, naam: str) -> None:
        self.tellingen.setdefault(naam, dict.fromkeys((NIEUW, GEWIJZIGD, VERWIJDERD, DUBBEL, "ongewijzigd"), 0))

    def tel(self, naam: str, soort: str) -> None:
        self.tellingen[naam][soort] += 1

    def wijziging(self, wijziging: Wijziging) -> None:
        self.tel(wijziging.blad, wijziging.soort)
        self.afdruk.update(repr(wijziging).encode())
        if len(self.wijzigingen) < MEESTE:
            self.wijzigingen.append(wijziging)

    def fout(self, fout: Fout) -> None:
        self.aantal_fouten += 1
        if len(self.fouten) < MEESTE:
            self.fouten.append(fout)

    def uitkomst(self, *, verwerkt: bool) -> Uitkomst:
        return Uitkomst(
            bladen=tuple(Bladtelling(naam, **aantallen) for naam, aantallen in self.tellingen.items()),
            wijzigingen=tuple(self.wijzigingen),
            fouten=tuple(sorted(self.fouten, key=_volgorde(self.tellingen))),
            aantal_fouten=self.aantal_fouten,
            afdruk=self.afdruk.hexdigest(),
            verwerkt=verwerkt,
        )


def _volgorde(tellingen: dict[str, dict[str, int]]):
    bladen = {naam: plaats for plaats, naam in enumerate(tellingen)}
    return lambda fout: (bladen.get(fout.blad, len(bladen)), fout.rij)


def regels(uitkomst: Uitkomst) -> Iterator[str]:
    """The outcome in sentences, for a terminal."""
    for fout in uitkomst.fouten:
        yield f"Fout: {fout}"
    for w in uitkomst.wijzigingen if not uitkomst.fouten else ():
        anders = "; ".join(f"{kop}: {voor or 'leeg'} → {na or 'leeg'}" for kop, voor, na in w.velden)
        yield f"{w.blad}, rij {w.rij}: {w.soort}, {w.wat}{f' ({anders})' if anders else ''}"
    if uitkomst.aantal_fouten > len(uitkomst.fouten):
        yield f"En nog {uitkomst.aantal_fouten - len(uitkomst.fouten)} fouten."
    elif not uitkomst.fouten and uitkomst.aantal > len(uitkomst.wijzigingen):
        yield f"En nog {uitkomst.aantal - len(uitkomst.wijzigingen)} rijen."
