"""A workbook out: the declared sheets with what is there now, ready to change and read in again."""

import copy
from collections.abc import Iterator, Sequence
from typing import Any

from .cellen import JaNee
from .opzet import GEEN_GEGEVENS, KENMERK, VERSIE, VERWIJDEREN, Keuze, Veld, Werkblad
from .schrijven import TEKST, Blad, Kolom

NALOPEN = 500  # rows that are fetched together


def bladen(*, opzet: Sequence[Werkblad], user: Any, keuze: Keuze, met_uitleg: bool = True) -> Iterator[Blad]:
    """The sheets for `schrijven.inhoud`, each with the rows that this user may see and that fit the choice."""
    if met_uitleg:
        yield uitleg(opzet)
    for blad in opzet:
        yield Uitvoer(blad).blad(user, keuze)


class Uitvoer:
    """One sheet on its way out. The fields are copies: they hold names of records while rows are written."""

    def __init__(self, werkblad: Werkblad):
        self.werkblad = werkblad
        self.velden: dict[str, Any] = {veld.naam: copy.deepcopy(veld.veld) for veld in werkblad.velden}
        for veld in self.velden.values():
            if hasattr(veld, "maak_klaar"):
                veld.maak_klaar()

    def blad(self, user: Any, keuze: Keuze) -> Blad:
        return Blad(self.werkblad.naam, list(self._kolommen()), self._rijen(user, keuze), invulbaar=True)

    def _kolommen(self) -> Iterator[Kolom]:
        if not self.werkblad.zoek:
            yield Kolom(KENMERK, breed=20, vast=True, uitleg="Hoort bij de rij. Laat zo staan; leeg in een nieuwe rij.")
        for veld in self.werkblad.velden:
            eigen = self.velden[veld.naam]
            yield Kolom(
                veld.kop,
                veld.vorm or (eigen.vorm if eigen else TEKST),
                veld.breed,
                vast=eigen is None,
                keuzes=tuple(getattr(eigen, "keuzes", ())),
                uitleg=help_bij(veld),
            )
        yield Kolom(VERWIJDEREN, breed=12, keuzes=JaNee.keuzes, uitleg="Vul ja in om deze rij weg te halen.")
        yield Kolom(
            VERSIE, breed=8, vast=True, verborgen=True, uitleg="Hoort bij de rij. Laat zo staan; leeg in een nieuwe rij."
        )

    def _rijen(self, user: Any, keuze: Keuze) -> Iterator[list]:
        for ding in self.werkblad.lijst(user, keuze).iterator(chunk_size=NALOPEN):
            yield [
                *([] if self.werkblad.zoek else [self.werkblad.kenmerk(ding)]),
                *(self._cel(veld, ding) for veld in self.werkblad.velden),
                None,
                self.werkblad.slot(ding),
            ]

    def _cel(self, veld: Veld, ding: Any) -> Any:
        waarde = veld.van(ding)
        if waarde is GEEN_GEGEVENS:
            return "–"
        return waarde if veld.veld is None else self.velden[veld.naam].toon(waarde)


def help_bij(veld: Veld) -> str:
    """The help of a column: what it is for, whether it is needed, and what goes in."""
    if veld.veld is None:
        return f"{veld.uitleg} Wordt niet ingelezen.".strip()
    delen = [veld.uitleg, f"Vul in: {veld.veld.verwacht}."]
    if veld.blijft:
        delen.append("Verandert niet meer als de rij er eenmaal is.")
    elif veld.verplicht:
        delen.append("Nodig in een nieuwe rij.")
    return " ".join(deel for deel in delen if deel)


def uitleg(opzet: Sequence[Werkblad]) -> Blad:
    """The first sheet: how it works, and what each column wants."""
    algemeen = [
        "Verander wat je wilt veranderen en lees deze werkmap weer in. Je ziet eerst wat er zou veranderen.",
        "Een lege cel laat alles zoals het is. Vul ‘wissen’ in om een cel leeg te maken.",
        "Een rij die je weglaat, blijft bestaan. Vul ja in bij ‘Verwijderen’ om haar weg te halen.",
        "Een nieuwe rij zet je onderaan. Laat daar ‘Kenmerk’ en ‘Versie’ leeg.",
        "Grijze cellen worden berekend of horen bij de rij. Ze worden niet ingelezen.",
        "Is een rij intussen door iemand anders veranderd, dan wordt je wijziging niet overgenomen.",
    ]
    rijen = [["Zo werkt het", "", regel] for regel in algemeen]
    for blad in opzet:
        rijen.append([blad.naam, "", blad.uitleg])
        rijen += [[blad.naam, veld.kop, help_bij(veld)] for veld in blad.velden]
    return Blad("Uitleg", [Kolom("Blad", breed=20), Kolom("Kolom", breed=26), Kolom("Uitleg", breed=100)], rijen)
