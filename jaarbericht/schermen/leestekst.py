"""The text of a chapter of a frozen draft, from the same templates as the web page and the PDF."""

import re
from dataclasses import dataclass
from itertools import groupby

from django.urls import reverse

from jaarbericht import web
from jaarbericht.models import Uitgave
from jaarbericht.rapport import Rapport, van_json

_ANKER = re.compile(r'href="#([^"]+)"')


@dataclass(frozen=True)
class Leestekst:
    """html: of one chapter. stijl: address of the style sheet of this very report."""

    html: str
    stijl: str


def leestekst(*, uitgave: Uitgave, hoofdstuk: str) -> Leestekst:
    bericht = uitgave.jaarbericht
    plek = [bericht.jaar, bericht.gemeente.cbs_code]
    adres = reverse("jaarbericht_uitgave", args=[*plek, uitgave.nummer])
    rapport = van_json(uitgave.inhoud)
    delen = zip(_sleutels(rapport), web.lees(rapport, adres=adres).hoofdstukken, strict=True)
    html = "".join(deel.html for sleutel, deel in delen if sleutel == hoofdstuk)
    hoort_bij = {sectie.sleutel: sectie.hoofdstuk for sectie in rapport.secties}

    def naar(treffer: re.Match) -> str:
        """A reference to another chapter leads to the page of that chapter."""
        ander = hoort_bij.get(treffer[1], hoofdstuk)
        if ander == hoofdstuk:
            return treffer[0]
        pagina = reverse("jaarbericht_hoofdstuk", args=[plek[1], plek[0], ander])
        return f'href="{pagina}#{treffer[1]}"'

    return Leestekst(_ANKER.sub(naar, html), f"{adres}stijl.css")


def _sleutels(rapport: Rapport) -> list[str]:
    """The chapter of each part that the web page is in: secties in a row of one chapter are one part."""
    return [sleutel for sleutel, _ in groupby(rapport.secties, key=lambda sectie: sectie.hoofdstuk)]
