"""Rich text of the catalogue: cleaned for the screen, or stripped to plain text."""

import html

import nh3

TAGS = {"p", "br", "strong", "b", "em", "i", "ul", "ol", "li", "h3", "h4", "a", "span"}
_ALINEA = "</p>", "</li>", "</h3>", "</h4>", "<br>", "<br/>", "<br />"


def schoon(*, tekst: str) -> str:
    """HTML with only the tags of running text; links are https or mailto. Safe to show as it is."""
    return nh3.clean(tekst, tags=TAGS, attributes={"a": {"href"}}, url_schemes={"https", "http", "mailto"}, link_rel=None)


def plat(*, tekst: str) -> str:
    """The words of a rich text on one line."""
    for eind in _ALINEA:
        tekst = tekst.replace(eind, " ")
    return " ".join(html.unescape(nh3.clean(tekst, tags=set())).split())
