"""Which sheet of a file is which: by its name, and a csv by its headings."""

import itertools
from collections.abc import Iterator, Sequence

from catalogus.fouten import RegelFout
from catalogus.opmaak import opsomming

from . import cellen, lezen, statline
from .opzet import KENMERK, VERSIE, VERWIJDEREN, Werkblad
from .uitkomst import Fout, Verslag

OVERSLAAN = {"uitleg", "keuzes"}  # sheets of ours that hold no rows


def herken(
    tabellen: Iterator[lezen.Tabel], bladen: Sequence[Werkblad], verslag: Verslag
) -> Iterator[tuple[lezen.Tabel, Werkblad]]:
    """Each sheet of the file with its declaration: by its name, and the one sheet of a csv by its headings."""
    op_naam = {blad.naam.casefold(): blad for blad in bladen}
    herkend = False
    for tabel in tabellen:
        if tabel.naam.strip().casefold() in OVERSLAAN:
            continue
        if not tabel.naam and (inwoners := statline.omgezet(tabel)):
            tabel = inwoners
        kop = next(tabel.rijen, None)
        if kop is None:
            continue
        herkend = True
        blad = op_naam.get(tabel.naam.strip().casefold()) if tabel.naam else op_koppen(kop[1], bladen)
        if blad is None:
            verslag.fout(_onbekend(tabel.naam, kop[1], bladen))
            continue
        yield lezen.Tabel(blad.naam, itertools.chain([kop], tabel.rijen), tabel.gaten), blad
    if not herkend:
        raise RegelFout("Dit bestand is leeg.", code="bestand")


def op_koppen(koppen: list, bladen: Sequence[Werkblad]) -> Werkblad | None:
    """The sheet that most of these headings belong to, if they have what tells its rows apart."""
    gevonden = {cellen.als_tekst(kop).strip().casefold() for kop in koppen} - {""}

    def past(blad: Werkblad) -> tuple[bool, int]:
        eigen = {veld.kop.casefold() for veld in blad.velden} | {KENMERK.casefold(), VERSIE.casefold(), VERWIJDEREN.casefold()}
        nodig = {veld.kop.casefold() for veld in blad.velden if veld.sleutel or (veld.verplicht and not blad.zoek)}
        return nodig <= gevonden or (not blad.zoek and KENMERK.casefold() in gevonden), len(gevonden & eigen) * 2 - len(eigen)

    beste = max(bladen, key=past)
    return beste if past(beste)[0] and len(gevonden & {veld.kop.casefold() for veld in beste.velden}) > 1 else None


def _onbekend(naam: str, koppen: list, bladen: Sequence[Werkblad]) -> Fout:
    if naam:
        nodig = f"Dit blad ken ik niet. Bladen heten {opsomming([blad.naam for blad in bladen])}."
        return Fout(naam, 0, "", nodig)
    gevonden = ", ".join(cellen.als_tekst(kop) for kop in koppen if not cellen.is_leeg(kop))
    return Fout("", 0, "", "Ik herken dit bestand niet aan de koppen in de eerste rij.", gevonden[:200])


def kolomletter(plaats: int) -> str:
    """1 → A, 28 → AB."""
    letters = ""
    while plaats:
        plaats, rest = divmod(plaats - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
