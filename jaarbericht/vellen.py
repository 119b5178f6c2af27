"""A text sectie as sheets: what stands in the margin, which blocks follow each other, and where a page begins.

Heights are worked out beforehand (meten, verdelen); what turns out a little higher still flows on to a next page.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby

from . import meten
from .rapport import (
    Campagne,
    Cijferblok,
    Citaat,
    Feit,
    Kantlijn,
    Lijst,
    Partners,
    Sectie,
    Tabel,
    Tekst,
    Verhaal,
    Verhalen,
    Verwijzing,
)
from .verdelen import (
    KOLOM,
    Kolommen,
    Stuk,
    citaathoogte,
    feithoogte,
    groep,
    kolommen,
    stuk,
    tabelhoogte,
    verdeel,
    verhaalhoogte,
)

HOOG = 172.0  # height of the text area, mm
VEILIG = 167.0  # what is planned on it: a line of text may turn out higher than measured
BREED, KANT = 194.0, 51.0
WIT = 7.0  # between blocks
LANG = 75.0  # a story higher than this in one column gets two columns of its own


@dataclass
class Blok:
    """One part over the full width; `soort` names its template."""

    soort: str
    deel: object = None
    erbij: object = None  # the fact beside a quote
    kolommen: Kolommen | None = None
    eerst: bool = False  # on top of its sheet: no white above it
    stijl: str = ""
    kop: str = "h3"  # the level of the headings of its stories

    @property
    def sjabloon(self) -> str:
        return f"jaarbericht/rapport/onderdeel/{'los_tabel' if self.soort == 'tabel' else self.soort}.html"


@dataclass
class Vel:
    kant: list[Stuk] = field(default_factory=list)
    blokken: list[Blok] = field(default_factory=list)


def koppunten(titel: str, breedte: float, maten: Sequence[float]) -> float:
    """The largest of these sizes at which every word of a title fits in `breedte` mm; else the smallest."""
    langste = max(titel.replace("-", "- ").split() or [""], key=len)
    return next((maat for maat in maten if meten.breed(langste, maat, meten.KOP) <= breedte), maten[-1])


def vellen(sectie: Sectie) -> list[Vel]:
    """The sheets of a text sectie: at least one, with its heading in the margin."""
    zetter = _Zetter(sectie)
    for soort, delen in groupby(zetter.rest, key=_samen):
        zetter.zet(soort, list(delen))
    zetter.maak_af()
    return zetter.vellen


def _samen(deel) -> str:
    """Neighbours with the same name are set together."""
    if isinstance(deel, Tekst):
        return "tekst"
    if isinstance(deel, (Citaat, Feit)):
        return "band"
    if isinstance(deel, (Tabel, Lijst)):
        return "tabel"
    return type(deel).__name__.lower()


class _Zetter:
    """Keeps where the next block goes: sheet, and how far that is filled."""

    def __init__(self, sectie: Sectie):
        self.rest = list(sectie.onderdelen)
        self.y = 0.0
        kant = self._eerste_kant(sectie)
        self.vellen = [Vel(kant)]
        citaten = [deel for deel in self.rest if isinstance(deel, Citaat)]
        # Quotes that later sheets get in their margin; the last one stays, as a band of its own.
        self.spaar = citaten[:-1]
        self.rest = [deel for deel in self.rest if not any(deel is ander for ander in self.spaar)]

    def _pak(self, soort: type):
        for nummer, deel in enumerate(self.rest):
            if isinstance(deel, soort):
                return self.rest.pop(nummer)
        return None

    def _eerste_kant(self, sectie: Sectie) -> list[Stuk]:
        kantlijn = self._pak(Kantlijn) or Kantlijn(titel=sectie.titel)
        punten = koppunten(kantlijn.titel, KANT, (24, 21, 18, 15.5, 13.5))
        hoog = meten.regels(kantlijn.titel, KANT, punten, kop=True, factor=meten.KOP_700) * punten * 1.08 * meten.PUNT
        hoog += 5 + meten.hoogte(kantlijn.html, KANT, punten=8.5, regel=4.2)
        kant = [Stuk("kantlijn", kantlijn, hoog, maat=punten)]
        verwijzing = self._pak(Verwijzing)
        over = VEILIG - hoog - (30 if verwijzing else 0)
        feit = next((deel for deel in self.rest if isinstance(deel, Feit)), None)
        if feit and feithoogte(feit, KANT) <= over:
            self._pak(Feit)
            kant.append(Stuk("feit", feit, feithoogte(feit, KANT)))
        if verwijzing:
            kant.append(Stuk("verwijzing", verwijzing, 30))
        return kant

    # ------------------------------------------------------------------ sheets
    @property
    def vel(self) -> Vel:
        return self.vellen[-1]

    @property
    def ruimte(self) -> float:
        return VEILIG - self.y - (WIT if self.y else 0)

    def nieuw_vel(self) -> None:
        if self.y == 0:
            return
        self.vellen.append(Vel())
        self.y = 0.0
        if self.spaar and self._in_kant(self.spaar[0]):
            self.spaar.pop(0)

    def _in_kant(self, deel) -> bool:
        """Hangs a quote or fact in the margin of this sheet, when there is room below the running head."""
        eerste = self.vel is self.vellen[0]
        gevuld = sum(ander.hoogte for ander in self.vel.kant)
        hoog = citaathoogte(deel, KANT, 13) if isinstance(deel, Citaat) else feithoogte(deel, KANT)
        if (gevuld and not eerste) or gevuld + hoog + 10 > VEILIG - (0 if eerste else 18):
            return False
        self.vel.kant.append(Stuk("citaat" if isinstance(deel, Citaat) else "feit", deel, hoog))
        return True

    def _leg(self, blok: Blok, hoogte: float) -> None:
        blok.eerst = self.y == 0
        self.vel.blokken.append(blok)
        self.y += hoogte + (0 if blok.eerst else WIT)

    # ------------------------------------------------------------------ blocks
    def zet(self, soort: str, delen: list) -> None:
        getattr(self, f"_zet_{soort}")(delen)

    def maak_af(self) -> None:
        for citaat in self.spaar:
            self._band(citaat, None)

    def _zet_tekst(self, delen: list[Tekst]) -> None:
        """Running text in two columns; it may flow on over pages."""
        kolom = sum(_teksthoogte(deel) for deel in delen)
        if len(delen) == 1 and delen[0].stijl == "lead" and kolom < 30:
            self._leg(Blok("lead", delen[0]), kolom * KOLOM / 150)
            return
        hoog = kolom / 2 + 3
        if hoog <= self.ruimte:
            self._leg(Blok("tekst", delen), hoog)
            return
        if self.y and self.ruimte < 45:
            self.nieuw_vel()
        over = hoog - self.ruimte
        if 0 < over and hoog * 0.89 <= self.ruimte:
            self._leg(Blok("tekst", delen, stijl="krap"), hoog * 0.89)
            return
        self._leg(Blok("tekst", delen, stijl="lang" if hoog > 2 * HOOG else ""), hoog)
        while self.y > HOOG:
            self.y -= HOOG

    def _zet_verhalen(self, delen: list[Verhalen]) -> None:
        for deel in delen:
            if deel.titel:
                eerste = min((verhaalhoogte(v) for v in deel.verhalen), default=0)
                if self.ruimte < 12 + min(eerste, LANG):
                    self.nieuw_vel()
                self._leg(Blok("tussenkop", deel.titel), 9)
            self._zet_reeks(deel.verhalen, "h4" if deel.titel else "h3")

    def _zet_campagne(self, delen: list[Campagne]) -> None:
        for deel in delen:
            hoog = campagnehoogte(deel)
            nodig = min((verhaalhoogte(v) for v in deel.verhalen[:2]), default=0)
            if self.ruimte < hoog + WIT + min(nodig, LANG):
                self.nieuw_vel()
            self._leg(Blok("campagne", deel), hoog)
            self._zet_reeks(deel.verhalen, "h4")

    def _zet_reeks(self, verhalen: Sequence[Verhaal], kop: str) -> None:
        """Stories in two columns; a long one, or one alone without a picture, over both."""
        for breed, reeks in groupby(verhalen, key=lambda v: verhaalhoogte(v) > LANG):
            rij = list(reeks)
            if breed or (len(verhalen) == 1 and not rij[0].beeld):
                for verhaal in rij:
                    self._zet_breed(verhaal, kop)
            else:
                self._zet_kolommen([groep(verhaal, nummer) for nummer, verhaal in enumerate(rij)], kop)

    def _zet_breed(self, verhaal: Verhaal, kop: str) -> None:
        hoog = 17 + (verhaalhoogte(verhaal) + (70 if verhaal.beeld else 0)) / 2
        if self.ruimte < min(hoog, 70):
            self.nieuw_vel()
        self._leg(Blok("breed", verhaal, kop=kop), hoog)
        while self.y > HOOG:
            self.y -= HOOG

    def _zet_kolommen(self, groepen: list[tuple[Stuk, ...]], kop: str = "h3") -> None:
        stukken = verdeel(groepen, self.ruimte, VEILIG)
        for nummer, deel in enumerate(stukken):
            if nummer:
                self.nieuw_vel()
            if deel:
                self._leg(Blok("kolommen", kolommen=deel, kop=kop), deel.hoogte)

    def _zet_tabel(self, delen: list[Tabel | Lijst]) -> None:
        if len(delen) == 1 and isinstance(delen[0], Tabel):
            hoog = tabelhoogte(delen[0], BREED)
            if self.ruimte < hoog:
                self.nieuw_vel()
            self._leg(Blok("tabel", delen[0]), hoog)
            return
        self._zet_kolommen([(stuk(deel),) for deel in delen])

    def _zet_cijferblok(self, delen: list[Cijferblok]) -> None:
        for deel in delen:
            for held in deel.helden:
                self._band(None, Feit(held.getal, held.html))
            stukken = [*deel.tabellen, *([deel.grafiek] if deel.grafiek else [])]
            if deel.titel or deel.html:
                self._zet_tekst([Tekst(deel.html, deel.titel)])
            self._zet_kolommen([(stuk(ander),) for ander in stukken])

    def _zet_partners(self, delen: list[Partners]) -> None:
        for deel in delen:
            rijen = [8.5 + (meten.regels(partner.rol, KOLOM, 8.5) * 4.1 if partner.rol else 0) for partner in deel.partners]
            hoog = 12 + sum(rijen) / 2 + 3
            if self.ruimte < hoog:
                self.nieuw_vel()
            self._leg(Blok("partners", deel), hoog)

    def _zet_band(self, delen: list[Citaat | Feit]) -> None:
        """Quotes and facts side by side over the full width: each quote with the next fact."""
        citaten = [deel for deel in delen if isinstance(deel, Citaat)]
        feiten = [deel for deel in delen if isinstance(deel, Feit)]
        for nummer in range(max(len(citaten), len(feiten))):
            self._band(citaten[nummer] if nummer < len(citaten) else None, feiten[nummer] if nummer < len(feiten) else None)

    def _band(self, citaat: Citaat | None, feit: Feit | None) -> None:
        if bandhoogte(citaat, feit) <= self.ruimte:
            self._leg(Blok("band", citaat, feit), bandhoogte(citaat, feit))
            return
        over = [deel for deel in (citaat, feit) if deel and not self._in_kant(deel)]
        for deel in over:
            paar = (deel, None) if isinstance(deel, Citaat) else (None, deel)
            if bandhoogte(*paar) > self.ruimte:
                self.nieuw_vel()
            self._leg(Blok("band", *paar), bandhoogte(*paar))


def _teksthoogte(deel: Tekst) -> float:
    if deel.stijl == "lead":
        return meten.hoogte(deel.html, KOLOM, punten=13.6, regel=6.2) + 4
    return meten.hoogte(deel.html, KOLOM) + (12.6 if deel.titel else 2.5)


def campagnehoogte(deel: Campagne) -> float:
    links = 5 + meten.regels(deel.naam, 86, 20, kop=True, factor=meten.KOP_700) * 7.5
    links += meten.regels(deel.thema, 86, 10) * 5 if deel.thema else 0
    return 9.5 + max(links, meten.hoogte(deel.html, 86) + 1)


def bandhoogte(citaat: Citaat | None, feit: Feit | None) -> float:
    if citaat is None:
        return 24.0
    breed = BREED - 22 - (67 if feit else 0)
    regels = meten.regels(f"‘{citaat.tekst}’", breed, 18, kop=True, factor=meten.CURSIEF)
    hoog = 16 + regels * 8.2 + 7.2
    return max(hoog, feithoogte(feit, 58)) if feit else hoog
