"""Rich text in a cell: paragraphs with an empty line between them, and a few signs that people know from mail.

`### kop`, `- punt`, `1. stap`, `> citaat`, **vet**, *schuin*, [woorden](adres) and {soort:sleutel} for a placeholder. What
the library's texts hold goes to a cell and back without loss.
"""

import re
from html import escape
from html.parser import HTMLParser

from django.core.exceptions import ValidationError

from catalogus.fouten import RegelFout
from catalogus.werkmap.cellen import Tekst
from jaarbericht.regels.teksten import controleer, schoon
from jaarbericht.velden import bestaande_soort

VELD = re.compile(r"\{([a-z]+:[A-Za-z0-9@_-]+)\}")
NADRUK = ((re.compile(r"\*\*(.+?)\*\*"), r"<strong>\1</strong>"), (re.compile(r"\*(.+?)\*"), r"<em>\1</em>"))
KOPPELING = re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)")
REGELTEKENS = {"h3": "### ", "blockquote": "> "}


class _NaarCel(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.blokken: list[str] = []
        self.nu = ""
        self.lijsten: list[int | None] = []  # None for dots, else the last number
        self.adres = ""
        self.veld = 0

    def handle_starttag(self, tag, attrs):
        velden = dict(attrs)
        if tag in {"ul", "ol"}:
            self.lijsten.append(None if tag == "ul" else 0)
        elif tag == "li":
            laatste = self.lijsten[-1] if self.lijsten else None
            if laatste is not None:
                self.lijsten[-1] = laatste + 1
            self.nu += ("\n" if self.nu else "") + ("- " if laatste is None else f"{laatste + 1}. ")
        elif tag in REGELTEKENS:
            self.nu = REGELTEKENS[tag]
        elif tag in {"strong", "em"}:
            self.nu += "**" if tag == "strong" else "*"
        elif tag == "a":
            self.nu, self.adres = f"{self.nu}[", velden.get("href") or ""
        elif tag == "br":
            self.nu += "\n"
        elif tag == "span" and "data-veld" in velden:
            self.nu += f"{{{velden['data-veld']}}}"
            self.veld = 1

    def handle_endtag(self, tag):
        if tag == "span":
            self.veld = 0
        elif tag in {"strong", "em"}:
            self.nu += "**" if tag == "strong" else "*"
        elif tag == "a":
            self.nu += f"]({self.adres})"
        elif tag in {"ul", "ol"}:
            self.lijsten.pop()
            self._sluit()
        elif tag in {"p", *REGELTEKENS} and not self.lijsten:
            self._sluit()

    def handle_data(self, data):
        if not self.veld:
            self.nu += re.sub(r"\s+", " ", data) if self.nu.strip() else data.lstrip()

    def _sluit(self) -> None:
        if self.nu.strip():
            self.blokken.append(self.nu.strip())
        self.nu = ""


def naar_cel(html: str) -> str:
    """Saved html as a person writes it."""
    lezer = _NaarCel()
    lezer.feed(schoon(html))
    lezer.close()
    lezer._sluit()
    return "\n\n".join(lezer.blokken)


def _regel(tekst: str) -> str:
    uit = escape(tekst, quote=False)
    for patroon, vervanging in NADRUK:
        uit = patroon.sub(vervanging, uit)
    uit = KOPPELING.sub(lambda m: f'<a href="{escape(m[2])}">{m[1]}</a>', uit)
    return VELD.sub(r'<span data-veld="\1"></span>', uit)


def _lijst(regels: list[str], soort: str, teken: re.Pattern[str]) -> str:
    return f"<{soort}>" + "".join(f"<li>{_regel(teken.sub('', regel))}</li>" for regel in regels) + f"</{soort}>"


def naar_html(tekst: str) -> str:
    """What a person wrote as html; nothing of it is trusted, see `teksten.schoon`."""
    uit = []
    for blok in re.split(r"\n\s*\n", tekst.strip()):
        regels = [regel.strip() for regel in blok.splitlines() if regel.strip()]
        if not regels:
            continue
        if all(regel.startswith("- ") for regel in regels):
            uit.append(_lijst(regels, "ul", re.compile(r"^- ")))
        elif all(re.match(r"\d+\. ", regel) for regel in regels):
            uit.append(_lijst(regels, "ol", re.compile(r"^\d+\. ")))
        elif len(regels) == 1 and regels[0].startswith("### "):
            uit.append(f"<h3>{_regel(regels[0][4:])}</h3>")
        elif regels[0].startswith("> "):
            uit.append(f"<blockquote><p>{_regel(' '.join(regel.lstrip('> ') for regel in regels))}</p></blockquote>")
        else:
            uit.append(f"<p>{'<br>'.join(_regel(regel) for regel in regels)}</p>")
    return schoon("".join(uit))


class Rijk(Tekst):
    """A cell with rich text. The value stays as it was written, so that unchanged text is unchanged; saving makes it html."""


def als_html(tekst: str) -> str:
    """Sanitised html to save; ValidationError that names an unknown placeholder with its place."""
    try:
        return controleer(html=naar_html(tekst), bekend=bestaande_soort, waar="Deze tekst")
    except RegelFout as fout:
        raise ValidationError(fout.tekst) from fout
