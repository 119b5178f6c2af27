"""Rich text as people type it in a plain field: an empty line between paragraphs, `- ` for a list, `## ` for a heading,
**vet**, *schuin* and [woorden](adres). Kept as HTML; both ways give back the same text."""

import html
import re
from collections.abc import Iterable
from html.parser import HTMLParser

from catalogus.regels.tekst import schoon

UITLEG = (
    "Een lege regel begint een nieuwe alinea. Een regel die begint met ‘- ’ wordt een opsomming, met ‘## ’ een tussenkop. "
    "Zet **sterretjes** om woorden die vet moeten."
)
KOPPEN = {"h3": "## ", "h4": "### "}
BLOKKEN = {"p", "ul", "ol", *KOPPEN}
TEKENS = {"strong": "**", "b": "**", "em": "*", "i": "*"}


class _Lezer(HTMLParser):
    """Collects blocks of typed text out of HTML."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blokken: list[str] = []
        self.lijst = ""
        self.nummer = 0
        self.adressen: list[str] = []

    def _bij(self, tekst: str) -> None:
        if not self.blokken:
            self.blokken.append("")
        self.blokken[-1] += tekst

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in BLOKKEN:
            self.lijst, self.nummer = (tag, 0) if tag in {"ul", "ol"} else (self.lijst, 0)
            self.blokken.append(KOPPEN.get(tag, ""))
        elif tag == "li":
            self.nummer += 1
            begin = f"{self.nummer}. " if self.lijst == "ol" else "- "
            self._bij(("\n" if self.nummer > 1 else "") + begin)
        elif tag == "br":
            self._bij("\n")
        elif tag == "a":
            self.adressen.append(dict(attrs).get("href") or "")
            self._bij("[")
        else:
            self._bij(TEKENS.get(tag, ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self.adressen:
            self._bij(f"]({self.adressen.pop()})")
        elif tag in BLOKKEN:
            self.blokken.append("")
        else:
            self._bij(TEKENS.get(tag, ""))

    def handle_data(self, data: str) -> None:
        if data.strip() or (self.blokken and self.blokken[-1]):
            self._bij(re.sub(r"\s+", " ", data))


def als_schrijftekst(*, tekst: str) -> str:
    """HTML of the catalogue as it is typed."""
    lezer = _Lezer()
    lezer.feed(schoon(tekst=tekst))
    return "\n\n".join(blok.strip() for blok in lezer.blokken if blok.strip())


def als_html(*, schrijftekst: str) -> str:
    """What was typed as clean HTML; what looks like HTML in it stays text."""
    blokken = re.split(r"\n\s*\n", schrijftekst.replace("\r\n", "\n").strip())
    return schoon(tekst="".join(_blok(blok.strip()) for blok in blokken if blok.strip()))


def _blok(blok: str) -> str:
    regels = [regel.strip() for regel in blok.split("\n")]
    for tag, begin in reversed(KOPPEN.items()):
        if blok.startswith(begin):
            return f"<{tag}>{_regel(' '.join(regels)[len(begin) :])}</{tag}>"
    if all(regel.startswith("- ") for regel in regels):
        return f"<ul>{_punten(regel[2:] for regel in regels)}</ul>"
    if all(re.match(r"\d+\. ", regel) for regel in regels):
        return f"<ol>{_punten(regel.split('. ', 1)[1] for regel in regels)}</ol>"
    return f"<p>{'<br>'.join(_regel(regel) for regel in regels)}</p>"


def _punten(regels: Iterable[str]) -> str:
    return "".join(f"<li>{_regel(regel)}</li>" for regel in regels)


def _regel(regel: str) -> str:
    veilig = html.escape(regel, quote=False)
    veilig = re.sub(r"\[([^\]\[]+)\]\(((?:https?:|mailto:)[^\s()]+)\)", _link, veilig)
    veilig = re.sub(r"\*\*(.+?)\*\*", r"<strong>\1</strong>", veilig)
    return re.sub(r"(?<!\*)\*([^*\s][^*]*)\*", r"<em>\1</em>", veilig)


def _link(vondst: re.Match[str]) -> str:
    return f'<a href="{html.escape(html.unescape(vondst[2]))}">{vondst[1]}</a>'
