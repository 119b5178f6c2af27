"""A text sectie as sheets: what stands in the margin, which blocks follow each other, and where a page begins.

Heights are worked out beforehand (meten, verdelen); what turns out a little higher still flows on to a next page.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby

from catalogus.drukwerk import meten

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
    BREED,
    FOTO,
    FOTO_LAAG,
    KOLOM,
    ONDER,
    Kolommen,
    Stuk,
    bandhoogte,
    breedhoogte,
    campagnehoogte,
    citaathoogte,
    feithoogte,
    groep,
    helften,
    partnerhoogte,
    smalhoogte,
    stuk,
    tabelhoogte,
    teksthoogte,
    verdeel,
    verhaalhoogte,
)

HOOG = 172.0  # height of the text area, mm
VEILIG = 169.0  # what is planned on it: text may turn out a little higher than measured
MAGER = 45.0  # a last sheet with less than this on it is nearly empty
KANT = 51.0  # width of the margin, mm
WIT, KOPWIT = 7.0, 5.0  # between blocks; below a heading of stories
PLANK, MARGE = 48.3, 8.0  # height of the shelf of books, and what text may turn out higher than planned
LANG = 75.0  # a story higher than this in one column gets two columns of its own


@dataclass
class Blok:
    """One part over the full width; `soort` names its template."""

    soort: str
    deel: object = None
    erbij: object = None  # the fact beside a quote
    kolommen: Kolommen | None = None
    hoogte: float = 0  # as planned, mm
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
    stroomt: bool = False  # runs on over pages: where it ends is a guess
    plank: float = 0  # white above the shelf of books that fills a thin last or only sheet, mm


def koppunten(titel: str, breedte: float, maten: Sequence[float]) -> float:
    """The largest of these sizes at which every word of a title fits in `breedte` mm; else the smallest."""
    langste = max(titel.replace("-", "- ").split() or [""], key=len)
    return next((maat for maat in maten if meten.breed(langste, maat, meten.KOP, meten.KOP_700) <= breedte), maten[-1])


def vellen(sectie: Sectie) -> list[Vel]:
    """The sheets of a text sectie: at least one, with its heading in the margin.

    Tried with quotes in the margin and with lower photos too: the fewest sheets win, then the one that ends on a full sheet.
    """
    pogingen = [
        _Zetter(sectie, citaten_in_kant=in_kant, foto=foto) for foto in (FOTO, FOTO_LAAG + 2) for in_kant in (False, True)
    ]
    beste = min(pogingen, key=lambda poging: (len(poging.vellen), poging.mager))
    if not beste.vel.stroomt and beste.y < beste.hoog - PLANK - 2 * WIT - MARGE:
        beste.vel.plank = beste.hoog - PLANK - MARGE - beste.y
    return beste.vellen


def _notenhoogte(sectie: Sectie) -> float:
    """Room for notes on whichever sheet is the last."""
    noten = " ".join([*(f"{noot.letter} {noot.tekst}" for noot in sectie.noten), sectie.mededeling]).strip()
    return 4 + meten.regels(noten, BREED, 7.5) * 3.6 if noten else 0


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

    def __init__(self, sectie: Sectie, *, citaten_in_kant: bool = False, foto: float = FOTO):
        self.rest = list(sectie.onderdelen)
        self.hoog = VEILIG - _notenhoogte(sectie)
        self.y = 0.0
        self.foto = foto
        self.vellen = [Vel(self._eerste_kant(sectie))]
        citaten = [deel for deel in self.rest if isinstance(deel, Citaat)]
        # Quotes that sheets get in their margin; the last one is mostly kept for a band of its own.
        self.spaar = citaten if citaten_in_kant else citaten[:-1]
        self.rest = [deel for deel in self.rest if not any(deel is ander for ander in self.spaar)]
        if citaten_in_kant and self.spaar and self._in_kant(self.spaar[0]):
            self.spaar.pop(0)
        groepen = [(soort, list(delen)) for soort, delen in groupby(self.rest, key=_samen)]
        for nummer, (soort, delen) in enumerate(groepen):
            self.laatste = nummer + 1 == len(groepen)
            getattr(self, f"_zet_{soort}")(delen)
        for citaat in self.spaar:
            self._band(citaat, None)

    @property
    def mager(self) -> bool:
        """Whether the last of several sheets is nearly empty."""
        return len(self.vellen) > 1 and self.y < MAGER

    def _pak(self, soort: type):
        for nummer, deel in enumerate(self.rest):
            if isinstance(deel, soort):
                return self.rest.pop(nummer)
        return None

    def _eerste_kant(self, sectie: Sectie) -> list[Stuk]:
        kantlijn = self._pak(Kantlijn) or Kantlijn(titel=sectie.titel)
        punten = koppunten(kantlijn.titel, KANT, (24, 21, 18, 15.5, 13.5, 12))
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
        return self.hoog - self.y - self._wit

    @property
    def _wit(self) -> float:
        """White above the next block: none on top of a sheet, less below a heading."""
        if not self.vel.blokken or not self.y:
            return 0
        return KOPWIT if self.vel.blokken[-1].soort in ("campagne", "tussenkop") else WIT

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
        blok.eerst, blok.hoogte = self.y == 0, hoogte
        self.y += self._wit + hoogte
        self.vel.blokken.append(blok)

    def _stroom(self) -> bool:
        """Moves to the page on which the last block ends; whether that is another than where it began."""
        over = self.y > HOOG
        self.vel.stroomt = self.vel.stroomt or over
        while self.y > HOOG:
            self.y -= HOOG
        return over

    # ------------------------------------------------------------------ blocks
    def _zet_tekst(self, delen: list[Tekst]) -> None:
        """Running text in two columns; it may flow on over pages."""
        kolom = sum(teksthoogte(deel) for deel in delen)
        if len(delen) == 1 and delen[0].stijl == "lead" and kolom < 30:
            self._leg(Blok("lead", delen[0]), kolom * KOLOM / 150)
            return
        hoog = kolom / 2 + 3
        half = helften(delen)
        if half and half[2] <= self.ruimte:
            self._leg(Blok("helften", half[:2]), half[2])
            return
        if hoog <= self.ruimte:
            self._leg(Blok("tekst", delen), hoog)
            return
        if self.y and self.ruimte < 45:
            self.nieuw_vel()
        over = hoog - self.ruimte
        if over > 0 and hoog * 0.89 <= self.ruimte:
            self._leg(Blok("tekst", delen, stijl="krap"), hoog * 0.89)
            return
        lang = hoog > 2 * HOOG
        self._leg(Blok("tekst", delen, stijl="lang" if lang else ""), hoog)
        if self._stroom() and lang:
            self.y = min(2 * self.y, HOOG)  # its columns are not balanced: the first fills up before the second begins

    def _zet_verhalen(self, delen: list[Verhalen]) -> None:
        for deel in delen:
            if deel.titel:
                groepen = [groep(verhaal, nummer, self.foto) for nummer, verhaal in enumerate(deel.verhalen)]
                if self.ruimte < 30 or self._breekt(groepen, 14):
                    self.nieuw_vel()
                self._leg(Blok("tussenkop", deel.titel), 9)
            self._zet_reeks(deel.verhalen, "h4" if deel.titel else "h3")

    def _zet_campagne(self, delen: list[Campagne]) -> None:
        for deel in delen:
            if len(deel.verhalen) == 1 and not deel.verhalen[0].beeld and verhaalhoogte(deel.verhalen[0]) <= LANG:
                hoog = smalhoogte(deel)
                if self.ruimte < hoog:
                    self.nieuw_vel()
                self._leg(Blok("smal", deel, kop="h4"), hoog)
                continue
            hoog = campagnehoogte(deel)
            groepen = [groep(verhaal, nummer, self.foto) for nummer, verhaal in enumerate(deel.verhalen)]
            if self.ruimte < hoog or self._breekt(groepen, hoog + KOPWIT):
                self.nieuw_vel()
            self._leg(Blok("campagne", deel), hoog)
            self._zet_reeks(deel.verhalen, "h4")

    def _breekt(self, groepen: list[tuple[Stuk, ...]], erboven: float) -> bool:
        """Whether these stories, below a heading of `erboven` mm, can better begin on a new sheet."""
        if not groepen:
            return False
        if groepen[0][-1].hoogte > LANG or (len(groepen) == 1 and len(groepen[0]) == 1):
            verhaal = groepen[0][-1].deel
            assert isinstance(verhaal, Verhaal)  # a group ends with its story
            return not self._past_breed(erboven + breedhoogte(verhaal), erboven)
        hier = verdeel(groepen, self.ruimte - erboven, self.hoog)
        if len(hier) == 1:
            return False
        nieuw = verdeel(groepen, self.hoog - erboven, self.hoog)
        return hier[0] is None or (len(nieuw) < len(hier) and self.y > HOOG / 2)

    def _zet_reeks(self, verhalen: Sequence[Verhaal], kop: str) -> None:
        """Stories in two columns; a long one, or one without a counterpart, over both."""
        for breed, reeks in groupby(verhalen, key=lambda v: verhaalhoogte(v) > LANG):
            rij = list(reeks)
            los = len(rij) if breed else len(rij) % 2 * (not any(v.beeld for v in rij))
            for verhaal in rij[:los]:
                self._zet_breed(verhaal, kop)
            self._zet_kolommen([groep(v, nummer, self.foto) for nummer, v in enumerate(rij[los:])], kop)

    def _past_breed(self, hoog: float, erboven: float = 0) -> bool:
        """Whether a long story can begin here: it fits, or breaks with a good part on either side."""
        over = hoog - self.ruimte
        return over <= 0 or (self.ruimte - erboven >= LANG and over >= 30)

    def _zet_breed(self, verhaal: Verhaal, kop: str) -> None:
        hoog = breedhoogte(verhaal)
        if not self._past_breed(hoog):
            self.nieuw_vel()
        self._leg(Blok("breed", verhaal, kop=kop), hoog)
        self._stroom()

    def _zet_kolommen(self, groepen: list[tuple[Stuk, ...]], kop: str = "h3") -> None:
        """Groups in two columns; one that stays alone goes over both, and what follows is divided anew below it."""
        rest = list(groepen)
        while rest:
            verdeling = verdeel(rest, self.ruimte, self.hoog)
            deel = verdeling[0]
            if deel is None and self.y:
                self.nieuw_vel()
                continue
            deel = deel or verdeling[1]
            assert deel is not None  # only the first sheet may be too full
            enige = deel.links[0].deel if len(deel.links) == 1 and not deel.rechts else None
            if isinstance(enige, Verhaal):
                self._zet_breed(enige, kop)
            else:
                self._leg(Blok("kolommen", kolommen=deel, kop=kop), deel.hoogte)
            gelegd = len(deel.links) + len(deel.rechts)
            while gelegd > 0:
                gelegd -= len(rest.pop(0))
            if rest and not isinstance(enige, Verhaal):
                self.nieuw_vel()

    def _zet_tabel(self, delen: list[Tabel | Lijst]) -> None:
        if len(delen) == 1 and isinstance(delen[0], Tabel):
            hoog = tabelhoogte(delen[0], BREED) - ONDER
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
            hoog = partnerhoogte(deel)
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
        """A band; when it does not fit and nothing follows it, its parts hang in the margin rather than on a new sheet."""
        over = [deel for deel in (citaat, feit) if deel]
        if bandhoogte(citaat, feit) > self.ruimte and self.laatste:
            over = [deel for deel in over if not self._in_kant(deel)]
        if not over:
            return
        paar = (citaat if citaat in over else None, feit if feit in over else None)
        if bandhoogte(*paar) > self.ruimte:
            self.nieuw_vel()
        self._leg(Blok("band", *paar), bandhoogte(*paar))
