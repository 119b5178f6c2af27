"""Dataclasses to HTML: one complete document per sectie, from templates/jaarbericht/rapport."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.template.loader import render_to_string

from catalogus.drukwerk import Pagina
from catalogus.drukwerk.boek import Duim, vervolgduim

from . import huisstijl, paginas
from .rapport import Beeld, Grafiek, Opener, Rapport, Sectie

VOL = {"omslag", "inhoud", "opener", "kaart", "colofon"}  # pages without margins


def secties(rapport: Rapport) -> list[Pagina]:
    """Every sectie of the report, in order. Page references and page numbers are still empty."""
    werk = _Opmaak(rapport)
    return [Pagina(sectie.sleutel, werk.html(sectie)) for sectie in rapport.secties]


def voor_web(rapport: Rapport, *, adres: Callable[[str], str]) -> list[Pagina]:
    """The same secties from the same templates, as parts of one web page.

    adres: turns the address of a picture (media:…, tekening:…) into one that a browser can open.
    """
    werk = _Opmaak(rapport, web=adres)
    return [Pagina(sectie.sleutel, werk.html(sectie)) for sectie in rapport.secties]


def voettekst(rapport: Rapport) -> str:
    """The line at the foot of the pages. It is not in the HTML, so that gemeenten share the layout of equal text."""
    return f"{rapport.titel} · gemeente {rapport.gemeente}"


class _Opmaak:
    def __init__(self, rapport: Rapport, web: Callable[[str], str] | None = None):
        self.rapport = rapport
        self.web = web
        self.huisstijl = huisstijl.huisstijl(rapport)
        self.stijl = self.huisstijl.stijl + huisstijl.themastijl(rapport, self.huisstijl)
        self.openers = {
            sectie.hoofdstuk: (sectie, deel)
            for sectie in rapport.secties
            for deel in sectie.onderdelen[:1]
            if isinstance(deel, Opener)
        }

    def html(self, sectie: Sectie) -> str:
        """Raises KeyError for an unknown soort: that is a fault of whoever made the Rapport."""
        context: dict[str, Any] = {"klassen": [], "stijl": "", "sjabloon": sectie.soort}
        context |= paginas.SOORTEN[sectie.soort](sectie, self.rapport, self.huisstijl)
        opener = self.openers.get(sectie.hoofdstuk)
        context |= {
            "sectie": sectie,
            "basis": "jaarbericht/web/sectie.html" if self.web else "drukwerk/sectie.html",
            "adres": self._adres,
            "teken": partial(self._teken, lijn=sectie.lijn),
            "duim": self._duim(sectie) if sectie.soort not in ("omslag", "inhoud") else [],
            "kopregel": opener[1].titel if opener else sectie.titel,
            "stijl": self.stijl + context["stijl"],
            "klassen": " ".join(self._klassen(sectie) + context["klassen"]),
        }
        if sectie.soort == "loop":
            context["klassen"] += f" h-{self._hoofdstuknummer(sectie)}"
            context["stijl"] += self._vervolgduim(sectie)
        sjabloon = context["sjabloon"]  # the report's own, or one that every book has
        mappen = ["jaarbericht/web", "jaarbericht/rapport", "drukwerk"][not self.web :]
        return render_to_string([f"{map_}/{sjabloon}.html" for map_ in mappen], context)

    def _adres(self, beeld: Beeld) -> str:
        adres = huisstijl.adres(beeld, stijl=self.huisstijl)
        return self.web(adres) if self.web else adres

    def _teken(self, deel: Grafiek, lijn: int | None) -> str:
        """The chart; on the web with all its values as a table below it."""
        svg = huisstijl.grafiek(deel, stijl=self.huisstijl, lijn=lijn)
        return render_to_string("jaarbericht/web/grafiek.html", {"deel": deel, "svg": svg}) if self.web else svg

    def _klassen(self, sectie: Sectie) -> list[str]:
        klassen = (["vol"] if sectie.soort in VOL else []) + [f"s-{sectie.soort}"]
        if sectie.lijn:
            klassen.append(f"lijn-{sectie.lijn}")
        if sectie.hoofdstuk in self.openers and sectie.soort != "opener":
            klassen.append("onder")
        return klassen

    # ------------------------------------------------------------------ thumb index
    def _duim(self, sectie: Sectie) -> list[Duim]:
        """Links to the contents, every numbered chapter and the map; this chapter stands out."""
        uit = [Duim(ander.sleutel, "Inhoud", "naar") for ander in self.rapport.secties if ander.soort == "inhoud"]
        for ander, deel in self._genummerd():
            hier = " hier" if ander.hoofdstuk == sectie.hoofdstuk else ""
            uit.append(Duim(ander.sleutel, str(deel.nummer), f"lijn-{ander.lijn or 0}{hier}"))
        return uit + [Duim(ander.sleutel, "Kaart", "naar") for ander in self.rapport.secties if ander.soort == "kaart"]

    def _genummerd(self) -> list[tuple[Sectie, Opener]]:
        return [(sectie, deel) for sectie, deel in self.openers.values() if deel.nummer is not None]

    def _hoofdstuknummer(self, sectie: Sectie) -> int:
        """Names the kind of page: 1 to 9, or 0 for pages without the thumb of a chapter."""
        opener = self.openers.get(sectie.hoofdstuk)
        nummer = (opener[1].nummer if opener else None) or 0
        return nummer if nummer in range(1, 10) and sectie.lijn else 0

    def _vervolgduim(self, sectie: Sectie) -> str:
        """The thumb on the later pages of a text: no link, in the colour and at the height of the one on the first page."""
        nummer = self._hoofdstuknummer(sectie)
        if not nummer:
            return ""
        plek = [deel.nummer for _, deel in self._genummerd()].index(nummer)
        return vervolgduim(
            pagina=f"loop{nummer}",
            nummer=nummer,
            plek=plek,
            met_inhoud=any(ander.soort == "inhoud" for ander in self.rapport.secties),
            tonen=self.huisstijl.van_lijn(sectie.lijn),
        )
