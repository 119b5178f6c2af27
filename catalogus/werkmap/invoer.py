"""Reading a workbook in: every row checked, every change and every error named, and then all of it or nothing."""

import copy
import itertools
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import IO, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from rapidfuzz import process

from catalogus.fouten import RegelFout
from catalogus.opmaak import opsomming
from catalogus.regels.slot import verouderd

from . import cellen, lezen
from .herkennen import herken, kolomletter
from .opzet import GEEN_GEGEVENS, KENMERK, VERSIE, VERWIJDEREN, Invoer, Keuze, Rij, Rijfout, Veld, Werkblad, pk_uit
from .uitkomst import DUBBEL, GEWIJZIGD, NIEUW, VERWIJDERD, Fout, Uitkomst, Verslag, Wijziging

STUK = 500  # rows that are looked up together


def verwerk(
    *, bestand: IO[bytes], naam: str, bladen: Sequence[Werkblad], door: Any, reden: str = "", proef: bool = True
) -> Uitkomst:
    """Reads a workbook or a csv in, all or nothing; with `proef` nothing stays, and the outcome says what would change.

    RegelFout when the file cannot be read; what is wrong in its rows is in the outcome.
    """
    verslag = Verslag()
    paren = herken(lezen.tabellen(bestand=bestand, naam=naam), bladen, verslag)
    return verwerk_bladen(paren=paren, invoer=Invoer(door, reden), verslag=verslag, proef=proef)


def verwerk_bladen(*, paren: Iterable[tuple[lezen.Tabel, Werkblad]], invoer: Invoer, verslag: Verslag, proef: bool) -> Uitkomst:
    """Reads sheets in, each with its declaration. The trial does exactly what the import does and then takes it back."""
    with transaction.atomic():
        for tabel, blad in paren:
            Bladlezer(blad, replace(invoer, klad=dict(invoer.klad)), verslag).lees(tabel)
        goed = not proef and not verslag.aantal_fouten
        if not goed:
            transaction.set_rollback(True)
    return verslag.uitkomst(verwerkt=goed)


# ------------------------------------------------------------------ one sheet
class Bladlezer:
    """Reads the rows of one sheet, in pieces. The fields are copies: they hold names of records while the sheet is read."""

    def __init__(self, blad: Werkblad, invoer: Invoer, verslag: Verslag):
        self.blad, self.invoer, self.verslag = blad, invoer, verslag
        self.velden = {veld.naam: copy.deepcopy(veld.veld) for veld in blad.velden}
        self.kolommen: list[Veld | str | None] = []
        self.gezien: dict[Any, int] = {}
        self.geweigerd: set[int] = set()
        self.later: list[tuple[Rij, Wijziging]] = []

    def lees(self, tabel: lezen.Tabel) -> None:
        self.verslag.blad(self.blad.naam)
        _, koppen = next(tabel.rijen)
        if not self._lees_koppen(koppen):
            return
        for veld in self.velden.values():
            if hasattr(veld, "maak_klaar"):
                veld.maak_klaar()
        while stuk := list(itertools.islice(tabel.rijen, STUK)):
            self._verwerk(self._vind([self._lees_rij(nummer, regel, tabel.gaten) for nummer, regel in stuk]))
        self._schrijf(self.later)

    def _fout(self, rij: int, kolom: str, nodig: str, cel: Any = None) -> None:
        gevonden = "" if cellen.is_leeg(cel) else cellen.als_tekst(cel).strip()
        self.verslag.fout(Fout(self.blad.naam, rij, kolom, nodig, gevonden[:120]))

    # -------------------------------------------------------------- headings
    def _lees_koppen(self, koppen: list) -> bool:
        op_kop: dict[str, Veld | str] = {veld.kop.casefold(): veld for veld in self.blad.velden}
        op_kop |= {kop.casefold(): kop for kop in (KENMERK, VERSIE, VERWIJDEREN)}
        woorden = [veld.kop for veld in self.blad.velden]
        voor = self.verslag.aantal_fouten
        for plaats, cel in enumerate(koppen, start=1):
            kop = " ".join(cellen.als_tekst(cel).split())
            kolom = op_kop.get(kop.casefold()) if kop else None
            if kop and kolom is None:
                lijkt = process.extractOne(kop, woorden, score_cutoff=70)
                raad = f"Bedoel je ‘{lijkt[0]}’?" if lijkt else f"Kolommen heten {opsomming(woorden)}."
                self._fout(1, kolomletter(plaats), f"Deze kolom ken ik niet. {raad}", kop)
            elif kolom is not None and kolom in self.kolommen:
                self._fout(1, kop, "Deze kolom staat er twee keer. Haal er een weg.")
            self.kolommen.append(kolom)
        aanwezig = {kolom.naam for kolom in self.kolommen if isinstance(kolom, Veld)}
        for veld in self.blad.sleutels:
            if veld.naam not in aanwezig:
                self._fout(1, veld.kop, "Deze kolom ontbreekt. Zonder haar weet ik niet welke rij wat is.")
        return self.verslag.aantal_fouten == voor

    # -------------------------------------------------------------- cells
    def _lees_rij(self, nummer: int, regel: list, gaten: dict[tuple[int, int], str]) -> Rij:
        rij = Rij(nummer, {})
        for plaats, (kolom, cel) in enumerate(itertools.zip_longest(self.kolommen, regel, fillvalue=None), start=1):
            if gat := gaten.get((nummer, plaats)):
                self._gat(rij, kolom, plaats, gat)
            elif cellen.is_leeg(cel):
                if isinstance(kolom, Veld) and kolom.sleutel and kolom.verplicht:
                    self._mis(rij, kolom, f"Vul dit in: {self.velden[kolom.naam].verwacht}.")
            elif kolom is None:
                self._fout(nummer, kolomletter(plaats), "Deze kolom heeft geen kop. Geef haar een kop of maak haar leeg.", cel)
            elif isinstance(kolom, str):
                self._lees_eigen(rij, kolom, cel)
            elif kolom.veld is not None:
                self._lees_cel(rij, kolom, cel)
        return rij

    def _mis(self, rij: Rij, kolom: Veld, nodig: str, cel: Any = None) -> None:
        rij.mis.add(kolom.naam)
        self._fout(rij.nummer, kolom.kop, nodig, cel)

    def _gat(self, rij: Rij, kolom: Veld | str | None, plaats: int, gat: str) -> None:
        """A formula without result or an error in a cell; of no importance where a computed column stands."""
        wat = "een formule zonder uitkomst" if gat == "formule" else "een foutmelding van het rekenblad"
        if isinstance(kolom, Veld):
            if kolom.veld is not None:
                self._mis(rij, kolom, f"Hier staat {wat}. Vul de waarde zelf in.")
        else:
            self._fout(rij.nummer, kolom or kolomletter(plaats), f"Hier staat {wat}. Vul de waarde zelf in.")

    def _lees_eigen(self, rij: Rij, kolom: str, cel: Any) -> None:
        tekst = cellen.Tekst().clean(cel)
        if kolom == KENMERK:
            rij.kenmerk = tekst
        elif kolom == VERSIE:
            rij.gezien = tekst
        else:
            try:
                rij.weg = cellen.JaNee().clean(cel)
            except ValidationError:
                self._fout(rij.nummer, VERWIJDEREN, "Verwacht ja, nee of niets.", cel)

    def _lees_cel(self, rij: Rij, kolom: Veld, cel: Any) -> None:
        veld = self.velden[kolom.naam]
        tekst = cel.strip().casefold() if isinstance(cel, str) else ""
        if tekst == cellen.WIS:
            if kolom.verplicht or kolom.blijft:
                return self._mis(rij, kolom, f"Dit kan niet leeg. Verwacht {veld.verwacht}.", cel)
            rij.waarden[kolom.naam] = kolom.leeg
        elif kolom.streep and tekst in cellen.STREPEN:
            rij.waarden[kolom.naam] = GEEN_GEGEVENS
        elif tekst and cellen.CELFOUT.match(cel.strip()):
            self._mis(rij, kolom, "Hier staat een foutmelding van het rekenblad. Vul de waarde zelf in.", cel)
        else:
            try:
                rij.waarden[kolom.naam] = veld.clean(cel)
            except ValidationError as fout:
                nodig = veld.verwacht if fout.code == "verwacht" or not fout.messages[0] else fout.messages[0]
                self._mis(rij, kolom, f"Verwacht {nodig}.", cel)
        return None

    # -------------------------------------------------------------- records
    def _vind(self, rijen: list[Rij]) -> list[Rij]:
        """The rows with their records; those that point nowhere or twice to the same are refused."""
        uit = []
        namen = {veld.naam for veld in self.blad.sleutels}
        rijen = [rij for rij in rijen if not rij.mis & namen]
        bekend = self._bekend(rijen)
        for rij in rijen:
            sleutel = self._sleutel(rij)
            if sleutel is None:
                uit.append(rij)
                continue
            rij.object = bekend.get(sleutel)
            if eerder := self.gezien.get(sleutel):
                self._fout(rij.nummer, "", f"Dit is dezelfde als rij {eerder}. Haal een van de twee weg.")
            elif rij.object is None and rij.kenmerk:
                self._fout(
                    rij.nummer,
                    KENMERK,
                    "Dit kenmerk bestaat niet of niet meer. Maak de cel leeg voor een nieuwe rij.",
                    rij.kenmerk,
                )
            else:
                self.gezien[sleutel] = rij.nummer
                uit.append(rij)
        return uit

    def _sleutel(self, rij: Rij) -> Any:
        if not self.blad.zoek:
            return (pk_uit(self.blad.naam, rij.kenmerk) or rij.kenmerk) if rij.kenmerk else None
        return tuple(rij.waarden.get(veld.naam) for veld in self.blad.sleutels)

    def _bekend(self, rijen: list[Rij]) -> dict[Any, Any]:
        alle = self.blad.lijst(self.invoer.door, Keuze())
        sleutels = {sleutel for rij in rijen if (sleutel := self._sleutel(rij)) is not None}
        if not self.blad.zoek:
            return {ding.pk: ding for ding in alle.filter(pk__in=[pk for pk in sleutels if isinstance(pk, int)])}
        for plaats, pad in enumerate(self.blad.zoek):
            waarden = {sleutel[plaats] for sleutel in sleutels}
            if None not in waarden:
                alle = alle.filter(**{f"{pad}__in": waarden})
        return {tuple(veld.van(ding) for veld in self.blad.sleutels): ding for ding in alle}

    # -------------------------------------------------------------- changes
    def _verwerk(self, rijen: list[Rij]) -> None:
        nu: list[tuple[Rij, Wijziging]] = []
        for rij in rijen:
            try:
                wijziging = self._vergelijk(rij)
                if wijziging is not None:
                    self._eis_bevoegd()
            except Rijfout as fout:
                self._weiger(rij, fout)
                continue
            if wijziging is None:
                self.verslag.tel(self.blad.naam, "ongewijzigd")
            elif rij.object is not None or not rij.mis:  # what follows from a refused cell in a new row is no error of its own
                (self.later if self.blad.later(rij) else nu).append((rij, wijziging))
        self._schrijf(nu)

    def _eis_bevoegd(self) -> None:
        """A sheet that somebody may only read does no harm as long as nothing in it is different."""
        if not self.blad.mag_wijzigen(self.invoer.door):
            raise Rijfout("Je mag deze tabel niet veranderen. Zet terug wat er stond, of vraag een collega.")
        if self.blad.op_naam and self.invoer.door is None:
            raise Rijfout("Zeg erbij wie dit inleest: --door met een e-mailadres.")

    def _schrijf(self, samen: list[tuple[Rij, Wijziging]]) -> None:
        if samen:
            self.blad.schrijf(self.blad, [rij for rij, _ in samen], self.invoer, self._weiger)
        for rij, wijziging in samen:
            if rij.nummer not in self.geweigerd:
                wat = f"{wijziging.wat} ({rij.noot})" if rij.noot else wijziging.wat
                self.verslag.wijziging(replace(wijziging, wat=wat, soort=DUBBEL if rij.dubbel else wijziging.soort))

    def _weiger(self, rij: Rij, fout: RegelFout | Rijfout) -> None:
        self.geweigerd.add(rij.nummer)
        if isinstance(fout, Rijfout):
            return self._fout(rij.nummer, fout.kolom, fout.nodig)
        veld = next((veld for veld in self.blad.velden if fout.veld and veld.naam == fout.veld), None)
        if veld is None:
            return self._fout(rij.nummer, "", fout.tekst)
        gevonden = self._woord(veld, rij.anders[veld.naam]) if veld.naam in rij.anders else ""
        return self._fout(rij.nummer, veld.kop, fout.tekst, gevonden)

    def _vergelijk(self, rij: Rij) -> Wijziging | None:
        """What the row changes; None for nothing."""
        if rij.object is None:
            if rij.weg:
                raise Rijfout("Deze rij bestaat niet en kan dus niet weg.", kolom=VERWIJDEREN)
            ontbreekt = [
                veld.kop
                for veld in self.blad.velden
                if veld.verplicht and veld.naam not in rij.mis and rij.waarden.get(veld.naam) is None
            ]
            if ontbreekt:
                raise Rijfout(f"Een nieuwe rij heeft ook nodig: {opsomming(ontbreekt)}.")
            rij.anders = dict(rij.waarden)
            velden = self._in_woorden(rij)
            return Wijziging(self.blad.naam, rij.nummer, NIEUW, self._noem_nieuw(rij), velden)
        rij.anders = {} if rij.weg else self._verschil(rij)
        if not rij.anders and not rij.weg:
            return None
        if rij.gezien and rij.gezien != self.blad.slot(rij.object):
            raise Rijfout(verouderd(object=rij.object).tekst.replace("sla daarna opnieuw op", "haal een nieuwe werkmap op"))
        soort = VERWIJDERD if rij.weg else GEWIJZIGD
        return Wijziging(self.blad.naam, rij.nummer, soort, self.blad.noem(rij.object), self._in_woorden(rij))

    def _verschil(self, rij: Rij) -> dict[str, Any]:
        anders = {}
        for kolom in self.blad.velden:
            if kolom.naam not in rij.waarden:
                continue
            oud, nieuw = kolom.van(rij.object), rij.waarden[kolom.naam]
            if (cellen.gewoon(oud) if isinstance(oud, str) else oud) == nieuw:
                continue
            if kolom.blijft:
                raise Rijfout(
                    f"Dit kan niet veranderen; het was ‘{self._woord(kolom, oud)}’. Maak een nieuwe rij.", kolom=kolom.kop
                )
            anders[kolom.naam] = nieuw
        return anders

    def _woord(self, kolom: Veld, waarde: Any) -> str:
        if waarde is GEEN_GEGEVENS:
            return "–"
        veld = self.velden[kolom.naam]
        cel = waarde if veld is None else getattr(veld, "zeg", veld.toon)(waarde)
        return "" if cel is None else cellen.als_tekst(cel)

    def _in_woorden(self, rij: Rij) -> tuple[tuple[str, str, str], ...]:
        return tuple(
            (
                kolom.kop,
                "" if rij.object is None else self._woord(kolom, kolom.van(rij.object)),
                self._woord(kolom, rij.anders[kolom.naam]),
            )
            for kolom in self.blad.velden
            if kolom.naam in rij.anders and not (rij.object is None and kolom.sleutel)
        )

    def _noem_nieuw(self, rij: Rij) -> str:
        kern = [veld for veld in self.blad.velden if veld.naam in self.blad.kern]
        sleutels = self.blad.sleutels or kern or [veld for veld in self.blad.velden if veld.verplicht]
        return ", ".join(woord for veld in sleutels if (woord := self._woord(veld, rij.waarden.get(veld.naam))))
