"""Two versions of a rich text: what differs, in words; and two people's changes put together."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from difflib import SequenceMatcher
from html.parser import HTMLParser

ALINEA = "\n"
BLOKKEN = {"p", "h3", "li", "blockquote"}
LEEG = {"br"}


@dataclass(frozen=True)
class Stuk:
    """A run of words of a comparison: `gelijk`, `erbij` or `weg`."""

    soort: str
    tekst: str


# ------------------------------------------------------------------ words
class _Lezer(HTMLParser):
    """The words of a text, with a sign for each new paragraph; a placeholder is one word."""

    def __init__(self, noem: Callable[[str], str]):
        super().__init__(convert_charrefs=True)
        self.noem = noem
        self.woorden: list[str] = []
        self.in_veld = False

    def handle_starttag(self, tag, attrs):
        if tag in BLOKKEN and self.woorden and self.woorden[-1] != ALINEA:
            self.woorden.append(ALINEA)
        if tag == "li":
            self.woorden.append("• ")
        if tag == "span" and (veld := dict(attrs).get("data-veld")):
            self.woorden.append(f"[{self.noem(veld)}]")
            self.in_veld = True

    def handle_endtag(self, tag):
        if tag == "span":
            self.in_veld = False
        if tag in BLOKKEN and self.woorden and self.woorden[-1] != ALINEA:
            self.woorden.append(ALINEA)

    def handle_data(self, data):
        if not self.in_veld:
            self.woorden += re.findall(r"[^\s]+|[^\S\n]+", data)


def woorden(html: str, noem: Callable[[str], str] = str) -> list[str]:
    """Words, spaces and paragraph signs; `noem` gives a placeholder a name that people know."""
    lezer = _Lezer(noem)
    lezer.feed(html)
    lezer.close()
    while lezer.woorden and lezer.woorden[-1] in {ALINEA, " "}:
        lezer.woorden.pop()
    return lezer.woorden


def alineas_van(*, html: str, noem: Callable[[str], str] = str) -> list[str]:
    """The paragraphs of a text as plain words."""
    return [regel for regel in "".join(woorden(html, noem)).split(ALINEA) if regel.strip()]


def verschil(*, oud: str, nieuw: str, noem: Callable[[str], str] = str) -> list[list[Stuk]]:
    """Paragraphs of both texts together, each as runs of equal, added and removed words."""
    links, rechts = woorden(oud, noem), woorden(nieuw, noem)
    alineas: list[list[Stuk]] = [[]]
    for gelijk, weg, erbij in _gangen(links, rechts):
        _voeg_toe(alineas, "gelijk", gelijk)
        _voeg_toe(alineas, "weg", weg)
        _voeg_toe(alineas, "erbij", erbij)
    return [alinea for alinea in alineas if alinea]


def _gangen(links: list[str], rechts: list[str]) -> list[tuple[list[str], list[str], list[str]]]:
    """Runs of (equal, removed, added). One or two equal words between changes belong to the change: that reads easier."""
    uit: list[tuple[list[str], list[str], list[str]]] = []
    codes = SequenceMatcher(None, links, rechts, autojunk=False).get_opcodes()
    for nummer, (soort, i1, i2, j1, j2) in enumerate(codes):
        if soort != "equal":
            uit.append(([], links[i1:i2], rechts[j1:j2]))
        elif 0 < nummer < len(codes) - 1 and _is_kort(links[i1:i2]):
            uit.append(([], links[i1:i2], links[i1:i2]))
        else:
            uit.append((links[i1:i2], [], []))
        if len(uit) > 1 and not uit[-1][0] and (uit[-2][1] or uit[-2][2]):
            nu, eerder = uit.pop(), uit.pop()
            uit.append((eerder[0], eerder[1] + nu[1], eerder[2] + nu[2]))
    return uit


def _is_kort(rij: list[str]) -> bool:
    return ALINEA not in rij and sum(bool(woord.strip()) for woord in rij) < 3


def _voeg_toe(alineas: list[list[Stuk]], soort: str, rij: list[str]) -> None:
    tekst = ""
    for woord in [*rij, None]:
        if woord is None or woord == ALINEA:
            if tekst.strip():
                alineas[-1].append(Stuk(soort, tekst))
            elif tekst and alineas[-1]:
                alineas[-1].append(Stuk("gelijk", tekst))
            tekst = ""
            if woord is not None and alineas[-1]:
                alineas.append([])
        else:
            tekst += woord


# ------------------------------------------------------------------ putting together
class _Snijder(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=False)
        self.blokken: list[str] = []
        self.nu = ""
        self.diepte = 0

    def handle_starttag(self, tag, attrs):
        self.nu += self.get_starttag_text() or ""
        self.diepte += tag not in LEEG

    def handle_startendtag(self, tag, attrs):
        self.nu += self.get_starttag_text() or ""

    def handle_endtag(self, tag):
        self.nu += f"</{tag}>"
        self.diepte -= 1
        if self.diepte <= 0:
            self.rond_af()

    def handle_data(self, data):
        self.nu += data

    def handle_entityref(self, name):
        self.nu += f"&{name};"

    def handle_charref(self, name):
        self.nu += f"&#{name};"

    def rond_af(self) -> None:
        if self.nu.strip():
            self.blokken.append(self.nu.strip())
        self.nu, self.diepte = "", 0


def blokken(html: str) -> list[str]:
    """The outermost elements of a sanitised text: paragraphs, headings, lists, quotes."""
    snijder = _Snijder()
    snijder.feed(html)
    snijder.close()
    snijder.rond_af()
    return snijder.blokken


def voeg_samen(*, basis: str, mijn: str, hun: str) -> str:
    """Both people's changes to `basis`, per paragraph. A paragraph that both changed is there twice: theirs, then mine."""
    oud = blokken(basis)
    kanten = [_ingrepen(oud, blokken(hun)), _ingrepen(oud, blokken(mijn))]
    uit: list[str] = []
    plek = 0
    while plek <= len(oud):
        stuk = _gebied(kanten, plek)
        if stuk is None:
            uit += oud[plek : plek + 1]
            plek += 1
            continue
        begin, eind = stuk
        versies = [_binnen(oud, ingrepen, begin, eind) for ingrepen in kanten]
        for ingrepen in kanten:
            ingrepen[:] = [i for i in ingrepen if not begin <= i[0] <= i[1] <= eind]
        uit += _kies(oud[begin:eind], *versies)
        plek = eind
    return "\n".join(uit)


Ingreep = tuple[int, int, list[str]]


def _ingrepen(oud: list[str], nieuw: list[str]) -> list[Ingreep]:
    codes = SequenceMatcher(None, oud, nieuw, autojunk=False).get_opcodes()
    return [(i1, i2, nieuw[j1:j2]) for soort, i1, i2, j1, j2 in codes if soort != "equal"]


def _gebied(kanten: list[list[Ingreep]], plek: int) -> tuple[int, int] | None:
    """The stretch from `plek` that one of both changed, with all changes that touch it; None when nothing begins here."""
    if not any(begin == plek for ingrepen in kanten for begin, _, _ in ingrepen):
        return None
    eind = plek
    while True:
        verder = [e for ingrepen in kanten for b, e, _ in ingrepen if b == plek or b < eind]
        if max(verder) <= eind:
            return plek, eind
        eind = max(verder)


def _binnen(oud: list[str], ingrepen: list[Ingreep], begin: int, eind: int) -> list[str]:
    """What one side made of the stretch."""
    uit: list[str] = []
    plek = begin
    for van, tot, nieuw in ingrepen:
        if begin <= van <= tot <= eind:
            uit += [*oud[plek:van], *nieuw]
            plek = tot
    return uit + oud[plek:eind]


def _kies(basis: list[str], hun: list[str], mijn: list[str]) -> list[str]:
    if mijn == basis:
        return hun
    if hun == basis:
        return mijn
    return hun + [blok for blok in mijn if blok not in hun and blok not in basis]
