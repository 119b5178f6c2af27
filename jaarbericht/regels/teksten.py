"""Rich text: what may be in it, and placeholders in it.

A placeholder is `<span data-veld="soort:sleutel">…</span>`; what stands inside is only what the editor showed last and is
dropped. Text is sanitised when it is saved and again when it is used, so that nothing rests on one of the two.
"""

from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from html.parser import HTMLParser

import nh3

from catalogus.fouten import RegelFout

TOEGESTAAN = {"p", "h3", "ul", "ol", "li", "strong", "em", "a", "br", "blockquote", "span"}


@dataclass(frozen=True)
class Plek:
    """A placeholder that could not be resolved: where (line and column from 1, in the saved html) and why."""

    veld: str
    regel: int
    kolom: int
    reden: str

    def __str__(self):
        return f"veld ‘{self.veld}’ op regel {self.regel}, teken {self.kolom}: {self.reden}"


class Onbekend(Exception):
    """Raised by a resolver; the text (Dutch) says why."""


def schoon(html: str) -> str:
    """Sanitised html: headings within a block, paragraphs, lists, bold, italic, links and placeholders; nothing else."""
    return nh3.clean(
        html,
        tags=TOEGESTAAN,
        attributes={"a": {"href"}, "span": {"data-veld"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer",
    )


class _Invuller(HTMLParser):
    def __init__(self, vervang: Callable[[str], str]):
        super().__init__(convert_charrefs=False)
        self.vervang = vervang
        self.uit: list[str] = []
        self.plekken: list[Plek] = []
        self.diepte = 0  # depth of spans within a placeholder

    def handle_starttag(self, tag, attrs):
        if self.diepte:
            self.diepte += tag == "span"
            return
        velden = dict(attrs)
        if tag == "span":
            if "data-veld" in velden:
                self._veld(velden["data-veld"] or "")
                self.diepte = 1
            return
        self.uit.append(self.get_starttag_text() or "")

    def _veld(self, veld: str):
        try:
            self.uit.append(self.vervang(veld))
        except Onbekend as fout:
            regel, kolom = self.getpos()
            self.plekken.append(Plek(veld, regel, kolom + 1, str(fout)))

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag == "span":
            self.handle_endtag(tag)

    def handle_endtag(self, tag):
        if self.diepte:
            self.diepte -= tag == "span"
        elif tag != "span":
            self.uit.append(f"</{tag}>")

    def handle_data(self, data):
        if not self.diepte:
            self.uit.append(data)

    def handle_entityref(self, name):
        self.handle_data(f"&{name};")

    def handle_charref(self, name):
        self.handle_data(f"&#{name};")


def vul_in(*, html: str, vervang: Callable[[str], str]) -> tuple[str, list[Plek]]:
    """Sanitises and resolves. `vervang` maps 'soort:sleutel' to ready html or raises Onbekend; unresolved ones are left out."""
    invuller = _Invuller(vervang)
    invuller.feed(schoon(html))
    invuller.close()
    return "".join(invuller.uit).strip(), invuller.plekken


def velden_in(*, html: str) -> list[str]:
    """All placeholders in a text, in order."""
    gevonden: list[str] = []

    def noteer(veld: str) -> str:
        gevonden.append(veld)
        return ""

    vul_in(html=html, vervang=noteer)
    return gevonden


def controleer(*, html: str, bekend: Callable[[str], None], waar: str) -> str:
    """What to save: the sanitised html. RegelFout naming every placeholder that `bekend` refuses, with its place."""

    def proef(veld: str) -> str:
        bekend(veld)
        return ""

    netjes = schoon(html)
    _, plekken = vul_in(html=netjes, vervang=proef)
    if plekken:
        raise RegelFout(f"{waar}: {'; '.join(str(plek) for plek in plekken)}.", code="veld", veld="tekst")
    return netjes


def als_tekst(waarde: str) -> str:
    """Plain text made safe for html."""
    return escape(waarde, quote=False)
