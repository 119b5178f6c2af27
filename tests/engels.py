"""English words in what users read: of the packages, and of lazy writing."""

import re
from html.parser import HTMLParser

# Not "log in", "enter" (a key), "items", "start", "filter", "open", "status", "of", "is" and "was": those are Dutch too.
ENGELS = re.compile(
    r"\b(add|all|and|another|are|back|by|cancel|change|changed|choose|clear|click|close|continue|date|delete|edit|ensure"
    r"|error|field|for|forgot|found|from|go|has|have|hello|hide|history|home|invalid|loading|log out|logout|must|name"
    r"|next|no|none|not|or|password|permission|please|previous|regards|remove|required|reset|results?|save|search|select"
    r"|selected|show|sign in|skip|submit|success|successfully|the|this|today|true|false|unknown|update|updated|user|valid|value"
    r"|view|welcome|with|yes|you|your)\b",
    re.IGNORECASE,
)
NAMEN = ("aria-label", "placeholder", "title", "alt")  # attributes that only a screen reader or a pointer meets
STIL = {"script", "style", "noscript"}


class _Lezer(HTMLParser):
    """Collects the text of a page, and the texts of its attributes and buttons."""

    def __init__(self):
        super().__init__()
        self.teksten: list[str] = []
        self.stil = 0

    def handle_starttag(self, tag, attrs):
        self.stil += tag in STIL
        velden = dict(attrs)
        self.teksten += [velden[naam] for naam in NAMEN if velden.get(naam)]
        if tag == "input" and velden.get("type") in {"submit", "button"}:
            self.teksten.append(velden.get("value") or "")

    def handle_endtag(self, tag):
        self.stil -= tag in STIL

    def handle_data(self, data):
        if not self.stil:
            self.teksten.append(data)


def engels_in(tekst: str) -> list[str]:
    """The English words of a text, each with the line it stands in."""
    gevonden = [(vondst[0], regel.strip()) for regel in tekst.splitlines() for vondst in ENGELS.finditer(regel)]
    return [f"{woord}: {regel}" for woord, regel in gevonden if woord != "DELETE"]  # in capitals: the method of the API


def engels_op(html: str) -> list[str]:
    """The English words of a page, what is folded away included."""
    lezer = _Lezer()
    lezer.feed(html)
    return engels_in("\n".join(lezer.teksten))
