"""Whose turn it is: the one next thing that a gemeente, and this person in it, has to do with its selections."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from catalogus.models import Afname, Editie, Gemeente, Rol, Status
from catalogus.regels.keuzelijst import Keuzerij

LEVEND = (Status.CONCEPT, Status.TER_FIATTERING, Status.INGEDIEND, Status.BEVESTIGD)


class Soort(StrEnum):
    BEGIN = "begin"  # nothing yet
    MAAK_AF = "maak_af"
    VERWERK = "verwerk"  # returned by the library with remarks
    FIATTEER = "fiatteer"
    WACHT_FIAT = "wacht_fiat"
    WACHT_BIBLIOTHEEK = "wacht_bibliotheek"
    BEVESTIGD = "bevestigd"
    VOORBIJ = "voorbij"  # the last day has passed and nothing was submitted


@dataclass(frozen=True)
class Beurt:
    """What comes next in an edition. `aan_zet`: this person can do it."""

    soort: Soort
    editie: Editie
    aan_zet: bool = False
    rij: Keuzerij | None = None
    laatste_dag: datetime.date | None = None
    vandaag: datetime.date = datetime.date.min

    @property
    def over(self) -> int | None:
        """Days until the last day, 0 on that day; None without one, or when it no longer matters."""
        if self.laatste_dag is None or self.soort in {Soort.BEVESTIGD, Soort.WACHT_BIBLIOTHEEK}:
            return None
        return (self.laatste_dag - self.vandaag).days


def bepaal(
    *,
    gemeente: Gemeente,
    editie: Editie,
    rijen: Iterable[Keuzerij],
    rollen: frozenset[str],
    door,
    laatste_dag: datetime.date | None,
    vandaag: datetime.date,
) -> Beurt | None:
    """The next thing in an open edition, or in a running one of which a new version is being made; else None.

    `rijen` are the selections of the gemeente in this edition, with `afname.bewerkers` at hand. `rollen` are of `door` there.
    """
    levend = [rij for rij in rijen if rij.afname.status in LEVEND]
    if editie.status == Editie.Status.LOPEND:
        levend = [rij for rij in levend if rij.afname.voorganger_id and rij.afname.status != Status.BEVESTIGD]
        if not levend:
            return None
        laatste_dag = None
    elif editie.status != Editie.Status.OPEN:
        return None
    schrijft = bool(rollen & {Rol.OPSTELLER, Rol.FIATTEUR})
    soort, rij, aan_zet = _volgende(gemeente, levend, rollen, door)
    if laatste_dag and vandaag > laatste_dag and soort not in {Soort.WACHT_BIBLIOTHEEK, Soort.BEVESTIGD}:
        soort, aan_zet = Soort.VOORBIJ, False
    return Beurt(soort, editie, aan_zet and schrijft, rij, laatste_dag, vandaag)


def _volgende(gemeente: Gemeente, levend: list[Keuzerij], rollen: frozenset[str], door) -> tuple[Soort, Keuzerij | None, bool]:
    op: dict[str, list[Keuzerij]] = {status: [r for r in levend if r.afname.status == status] for status in LEVEND}
    concept, bij_fiatteur = _nieuwste(op[Status.CONCEPT]), _nieuwste(op[Status.TER_FIATTERING])
    terug = _nieuwste([r for r in op[Status.CONCEPT] if r.laatste and r.laatste.overgang == "teruggeven"])
    versie = _nieuwste([r for r in op[Status.CONCEPT] if r.afname.voorganger_id])
    if terug:
        return Soort.VERWERK, terug, True
    if bij_fiatteur:
        mag = Rol.FIATTEUR in rollen and not (gemeente.vier_ogen and _bewerkte(bij_fiatteur.afname, door))
        return (Soort.FIATTEER if mag else Soort.WACHT_FIAT), bij_fiatteur, mag
    if op[Status.INGEDIEND]:
        return Soort.WACHT_BIBLIOTHEEK, _nieuwste(op[Status.INGEDIEND]), False
    if versie:
        return Soort.MAAK_AF, versie, True
    if op[Status.BEVESTIGD]:
        return Soort.BEVESTIGD, _nieuwste(op[Status.BEVESTIGD]), False
    return (Soort.MAAK_AF, concept, True) if concept else (Soort.BEGIN, None, True)


def _nieuwste(rijen: list[Keuzerij]) -> Keuzerij | None:
    """The one to which something happened last."""
    return max(rijen, key=lambda r: (r.laatste.op.timestamp() if r.laatste else 0, r.afname.pk), default=None)


def _bewerkte(afname: Afname, door) -> bool:
    return any(bewerker.pk == door.pk for bewerker in afname.bewerkers.all())
