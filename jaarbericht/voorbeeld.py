"""One page of a report as a picture, with a text that is not saved yet."""

from base64 import b64encode
from dataclasses import dataclass
from io import BytesIO
from threading import Lock

from catalogus.models import Gemeente
from jaarbericht import pdf
from jaarbericht.models import Blok, Tekstvariant
from jaarbericht.rapport import Rapport
from jaarbericht.regels.controles.stof import plat
from jaarbericht.regels.redactie import opgemaakt
from jaarbericht.regels.teksten import schoon, vul_in
from jaarbericht.samenstellen.blokken import getoonde_blokken, waar_staat
from jaarbericht.samenstellen.bron import Bron, laad
from jaarbericht.samenstellen.rapport import stel_op
from jaarbericht.velden import los_op

BREED = 1040  # pixels of a page
EIGEN_PAGINA = {Blok.Soort.CIJFERTABEL, Blok.Soort.INFOGRAPHIC, Blok.Soort.GEPLAND, Blok.Soort.MIDDELEN}
ZOEKTERM = 40  # characters of the text by which its page is found
_slot = Lock()  # PDFium is not safe for threads


@dataclass(frozen=True)
class Proef:
    """A text to look at before it is saved: the shared one, or with `wijze` what the gemeente does with it ('' for nothing)."""

    blok: int
    tekst: str
    titel: str | None = None
    wijze: str | None = None


@dataclass(frozen=True)
class Voorbeeld:
    """`beeld` is a JPEG of page `blad` (from 1) of `bladen`; without one `reden` says why. `gebreken` are of this block."""

    beeld: bytes = b""
    blad: int = 0
    bladen: int = 0
    reden: str = ""
    gebreken: tuple[str, ...] = ()

    @property
    def adres(self) -> str:
        """The picture as a data: address."""
        return f"data:image/jpeg;base64,{b64encode(self.beeld).decode()}"


@dataclass(frozen=True)
class Plaats:
    """Where the block stands: the part `sleutel` of a report, on the page with the words `begin`; else `reden`."""

    rapport: Rapport | None = None
    sleutel: str = ""
    begin: str = ""
    reden: str = ""
    gebreken: tuple[str, ...] = ()


def maak(*, gemeente: Gemeente, jaar: int, proef: Proef, blad: int | None = None) -> Voorbeeld:
    """The page of the report on which the block stands, or page `blad` of the same part. Stores nothing."""
    plaats = zoek(gemeente=gemeente, jaar=jaar, proef=proef)
    if plaats.rapport is None:
        return Voorbeeld(reden=plaats.reden, gebreken=plaats.gebreken)
    beeld, blad, bladen = _teken(pdf.sectie(plaats.rapport, plaats.sleutel), blad, plaats.begin)
    return Voorbeeld(beeld, blad, bladen, gebreken=plaats.gebreken)


def zoek(*, gemeente: Gemeente, jaar: int, proef: Proef) -> Plaats:
    """The report with the text in it, and where the block stands."""
    bron = laad(gemeente=gemeente, jaar=jaar)
    gevonden = next(((h, b) for h in bron.hoofdstukken for b in h.blokken.all() if b.pk == proef.blok), None)
    if gevonden is None:
        return Plaats(reden="Dit blok is er niet meer.")
    hoofdstuk, blok = gevonden
    html = _zet_in(bron, blok, proef)
    samenstelling = stel_op(bron=bron)
    waar = waar_staat(hoofdstuk, blok)
    gebreken = tuple(g.removeprefix(f"{waar}, ") for g in samenstelling.gebreken if g.startswith(f"{waar},"))
    if all(b.pk != blok.pk for b, _ in getoonde_blokken(bron, hoofdstuk)):
        return Plaats(reden=f"Dit blok staat niet in het jaarbericht van {gemeente}.", gebreken=gebreken)
    er_zijn = {sectie.sleutel for sectie in samenstelling.rapport.secties if sectie.hoofdstuk == hoofdstuk.sleutel}
    sleutel = deel_van(blok=blok, volgorde=[b.sleutel for b in hoofdstuk.blokken.all()], er_zijn=er_zijn)
    if not sleutel:
        return Plaats(reden=f"Dit hoofdstuk heeft nog geen pagina voor {gemeente}.", gebreken=gebreken)
    return Plaats(samenstelling.rapport, sleutel, _begin(bron, html), gebreken=gebreken)


def _zet_in(bron: Bron, blok: Blok, proef: Proef) -> str:
    """Puts the text in what was loaded; gives the text by which the page is found."""
    tekst = schoon(opgemaakt(proef.tekst))
    if proef.wijze is None:
        blok.tekst = tekst
        blok.titel = blok.titel if proef.titel is None else proef.titel
    else:
        variant = Tekstvariant(blok=blok, gemeente=bron.gemeente, wijze=proef.wijze, tekst=tekst)
        blok.eigen = [variant] if proef.wijze else []
    return tekst or blok.tekst


def deel_van(*, blok: Blok, volgorde: list[str], er_zijn: set[str]) -> str:
    """Which of the parts of its chapter holds the block, '' when none. Tables share the page of a table before them."""
    hoofdstuk = blok.hoofdstuk.sleutel
    eigen = blok.soort in EIGEN_PAGINA and blok.instelling.get("plek") != "stroom"
    kandidaten = [hoofdstuk]
    if eigen:
        kandidaten = [*reversed(volgorde[: volgorde.index(blok.sleutel) + 1]), hoofdstuk]
    elif blok.soort != Blok.Soort.INTRO:
        kandidaten = [f"{hoofdstuk}-tekst", hoofdstuk]
    return next((sleutel for sleutel in kandidaten if sleutel in er_zijn), "")


def _begin(bron: Bron, html: str) -> str:
    """The first words of the first line of a text as they are printed."""
    klaar, _ = vul_in(html=html, vervang=lambda veld: los_op(bron.kader, veld))
    eerste = plat(klaar).strip().split("\n")[0]
    return eerste[:ZOEKTERM].rsplit(" ", 1)[0] if len(eerste) > ZOEKTERM else eerste


def _teken(inhoud: bytes, blad: int | None, begin: str) -> tuple[bytes, int, int]:
    """(JPEG, page, number of pages)."""
    from pypdfium2 import PdfDocument

    with _slot:
        document = PdfDocument(inhoud)
        try:
            bladen = len(document)
            gekozen = min(max(blad, 1), bladen) if blad else _zoek(document, begin)
            vel = document[gekozen - 1]
            beeld = vel.render(scale=BREED / vel.get_width()).to_pil().convert("RGB")
        finally:
            document.close()
    uit = BytesIO()
    beeld.save(uit, "JPEG", quality=82)
    return uit.getvalue(), gekozen, bladen


def _zoek(document, begin: str) -> int:
    """The page (from 1) that holds these words; the first when none does."""
    for nummer in range(len(document) if begin else 0):
        tekst = document[nummer].get_textpage()
        if tekst.search(begin).get_next():
            return nummer + 1
    return 1
