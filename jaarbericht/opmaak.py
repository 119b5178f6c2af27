"""Dataclasses to HTML: one complete document per sectie, from templates/jaarbericht/rapport."""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from html import escape
from urllib.parse import urlencode

from django.template.loader import render_to_string

from . import grafieken, kaart, meten, tekeningen
from .cijfervellen import cijfervellen
from .rapport import (
    Beeld,
    Brief,
    Gepland,
    Grafiek,
    Inhoud,
    Kaart,
    Lijst,
    Middelen,
    Omslag,
    Opener,
    Rapport,
    Sectie,
    Tekst,
)
from .vellen import koppunten, vellen

_TITEL = re.compile("<title>.*?</title>", re.DOTALL)
VOL = {"omslag", "inhoud", "opener", "kaart", "colofon"}  # pages without margins


@dataclass(frozen=True)
class Pagina:
    """One sectie as a complete HTML document. Equal content gives equal HTML: its hash is the key of the layout."""

    sleutel: str
    html: str


@dataclass(frozen=True)
class Duim:
    """One entry of the thumb index."""

    sleutel: str
    tekst: str
    klasse: str


def secties(rapport: Rapport) -> list[Pagina]:
    """Every sectie of the report, in order. Page references and page numbers are still empty."""
    werk = _Opmaak(rapport)
    return [Pagina(sectie.sleutel, werk.html(sectie)) for sectie in rapport.secties]


def voettekst(rapport: Rapport) -> str:
    """The line at the foot of the pages. It is not in the HTML, so that gemeenten share the layout of equal text."""
    return f"{rapport.titel} · gemeente {rapport.gemeente}"


def palet(kleuren: tuple[str, ...]) -> tekeningen.Palet:
    """The palette of the drawings: the colours of line 1 to 5, the standard ones where a line is missing."""
    vast = {tonen.vlak: tonen for tonen in tekeningen.STANDAARD.lijnen}
    eigen = [vast.get(kleur.lower()) or tekeningen.tonen(kleur.lower()) for kleur in kleuren[:5]]
    return tekeningen.Palet(lijnen=(*eigen, *tekeningen.STANDAARD.lijnen[len(eigen) :]))


class _Opmaak:
    """What all secties of one report share: colours, thumb index, addresses of pictures."""

    def __init__(self, rapport: Rapport):
        self.rapport = rapport
        self.kleuren = tuple(lijn.kleur for lijn in sorted(rapport.lijnen, key=lambda lijn: lijn.nummer))
        self.palet = palet(self.kleuren)
        self.openers = {
            sectie.hoofdstuk: (sectie, deel)
            for sectie in rapport.secties
            for deel in sectie.onderdelen[:1]
            if isinstance(deel, Opener)
        }
        vast = {tonen.vlak: tonen for tonen in tekeningen.STANDAARD.lijnen}
        self.tonen = {
            lijn.nummer: vast.get(lijn.kleur.lower()) or tekeningen.tonen(lijn.kleur.lower()) for lijn in rapport.lijnen
        }
        self.tonenstijl = "".join(
            f".lijn-{nummer}{{--vlak:{t.vlak};--op:{t.op};--fel:{t.fel};--licht:{t.licht};--diep:{t.diep};--nummer:{t.nummer}}}"
            for nummer, t in sorted(self.tonen.items())
        )

    # ------------------------------------------------------------------ shared by all kinds
    def html(self, sectie: Sectie) -> str:
        """Raises KeyError for an unknown soort: that is a fault of whoever made the Rapport."""
        maker = {
            "omslag": self._omslag,
            "inhoud": self._inhoud,
            "brief": self._brief,
            "opener": self._opener,
            "loop": self._loop,
            "cijfers": self._cijfers,
            "tabellen": self._cijfers,
            "panel": self._panel,
            "gepland": self._gepland,
            "middelen": self._middelen,
            "kaart": self._kaart,
            "colofon": self._colofon,
        }[sectie.soort]
        context = {"klassen": [], "stijl": "", "sjabloon": sectie.soort} | maker(sectie)
        opener = self.openers.get(sectie.hoofdstuk)
        context |= {
            "sectie": sectie,
            "adres": self.adres,
            "teken": partial(self._teken, lijn=sectie.lijn),
            "duim": self._duim(sectie) if sectie.soort not in ("omslag", "inhoud") else [],
            "kopregel": opener[1].titel if opener else sectie.titel,
            "stijl": self.tonenstijl + context["stijl"],
            "klassen": " ".join(self._klassen(sectie) + context["klassen"]),
        }
        return render_to_string(f"jaarbericht/rapport/{context['sjabloon']}.html", context)

    def _klassen(self, sectie: Sectie) -> list[str]:
        klassen = (["vol"] if sectie.soort in VOL else []) + [f"s-{sectie.soort}"]
        if sectie.lijn:
            klassen.append(f"lijn-{sectie.lijn}")
        if sectie.hoofdstuk in self.openers and sectie.soort != "opener":
            klassen.append("onder")
        return klassen

    def _duim(self, sectie: Sectie) -> list[Duim]:
        uit = [Duim(s.sleutel, "Inhoud", "naar") for s in self.rapport.secties if s.soort == "inhoud"]
        for ander, deel in self._genummerd():
            hier = " hier" if ander.hoofdstuk == sectie.hoofdstuk else ""
            uit.append(Duim(ander.sleutel, str(deel.nummer), f"lijn-{ander.lijn or 0}{hier}"))
        return uit + [Duim(s.sleutel, "Kaart", "naar") for s in self.rapport.secties if s.soort == "kaart"]

    def _genummerd(self) -> list[tuple[Sectie, Opener]]:
        return [(sectie, deel) for sectie, deel in self.openers.values() if deel.nummer is not None]

    def adres(self, beeld: Beeld) -> str:
        if beeld.bestand:
            return f"media:{beeld.bestand}"
        if beeld.tekening == "portret":
            return self._tekening("portret", zaad=beeld.zaad)
        return self._tekening("tafereel", soort=beeld.tekening, zaad=beeld.zaad)

    def _tekening(self, naam: str, **gegevens) -> str:
        """Address of one of our drawings, for the fetcher of `pdf`."""
        kleuren = ".".join(kleur.lstrip("#") for kleur in self.kleuren)
        return f"tekening:{naam}?{urlencode({**gegevens, 'kleuren': kleuren})}"

    def _achtergrond(self, naam: str, **gegevens) -> str:
        return f"section{{background-image:url('{self._tekening(naam, **gegevens)}')}}"

    def _teken(self, deel: Grafiek, lijn: int | None) -> str:
        """The chart as SVG, with its text alternative as title."""
        punten = [(punt.label, None if punt.waarde is None else Decimal(punt.waarde)) for punt in deel.punten]
        woorden = {Decimal(punt.waarde): punt.tekst for punt in deel.punten if punt.waarde is not None}
        soort = deel.soort if len(punten) > 1 else "balken"
        svg = {"gestapeld": grafieken.gestapeld, "kolommen": grafieken.kolommen, "balken": grafieken.balken}[soort](
            punten, titel=deel.titel, tonen=self.tonen.get(lijn, self.palet.lijn(4)), formatteer=woorden.__getitem__
        )
        return _TITEL.sub(f"<title>{escape(deel.omschrijving or deel.titel)}</title>", svg, count=1)

    # ------------------------------------------------------------------ one per soort
    def _omslag(self, sectie: Sectie) -> dict:
        deel = _eerste(sectie, Omslag)
        breed = meten.breed(deel.gemeente, 1, meten.KOP, 0.985)
        punten = max(34, min(82, int(255 / breed)))
        stijl = f".merk{{background-image:url('{self._tekening('merk')}')}}"
        if not deel.beeld:
            stijl += self._achtergrond("omslag", zaad=self.rapport.gemeente_code)
        return {
            "organisatie": self.rapport.organisatie,
            "onderschrift": self.rapport.onderschrift,
            "punten": punten,
            "stijl": stijl,
            "klassen": ["met-foto"] if deel.beeld else [],
        }

    def _inhoud(self, sectie: Sectie) -> dict:
        regels = _eerste(sectie, Inhoud).regels
        genummerd = sum(regel.nummer is not None for regel in regels)
        maat = tekeningen.stapelmaat(len(regels), genummerd)
        stijl = (
            f".stapel{{top:{maat.boven:.2f}mm}}.stapel .dik{{height:{maat.dik:.2f}mm;line-height:{maat.dik:.2f}mm}}"
            f".stapel .dun{{height:{maat.dun:.2f}mm;line-height:{maat.dun:.2f}mm}}"
            f".stapel .dik .blz{{line-height:{maat.dik - 2.6:.2f}mm}}.stapel .dun .blz{{line-height:{maat.dun - 2.6:.2f}mm}}"
        )
        if maat.dik < 12:
            stijl += f".stapel .dik{{font-size:{maat.dik * 0.9:.1f}pt}}"
        stijl += self._achtergrond("inhoud", zaad=self.rapport.gemeente_code, aantal=len(regels), genummerd=genummerd)
        return {"stijl": stijl}

    def _brief(self, sectie: Sectie) -> dict:
        deel = _eerste(sectie, Brief)
        hoog = 26 + meten.regels(deel.aanhef, 150, 14.5) * 6.7 + 7 + meten.hoogte(deel.html, 76) / 2 + 3 + 16
        return {"klassen": ["krap"] if hoog > 168 else []}

    def _opener(self, sectie: Sectie) -> dict:
        deel = _eerste(sectie, Opener)
        punten = 42 if meten.regels(deel.titel, 186, 42, kop=True) <= 2 else 34
        woorden = len(meten.kale_tekst(deel.html).split())
        stijl = self._achtergrond("opener", nummer=sectie.lijn or 0, zaad=self.rapport.jaar)
        return {"punten": punten, "stijl": stijl, "klassen": ["lang"] if woorden > 75 else []}

    def _loop(self, sectie: Sectie) -> dict:
        opener = self.openers.get(sectie.hoofdstuk)
        nummer = opener[1].nummer if opener else None
        if nummer is None or nummer > 9 or sectie.lijn is None:
            return {"vellen": vellen(sectie), "klassen": ["h-0"]}
        plek = [deel.nummer for _, deel in self._genummerd()].index(nummer)
        boven = (7.8 if any(s.soort == "inhoud" for s in self.rapport.secties) else 0) + plek * 11.8
        t = self.tonen[sectie.lijn]
        stijl = (
            f'@page loop{nummer}{{@right-top{{content:"{nummer}";background:{t.vlak};color:{t.op};'
            f"margin:{boven:.1f}mm 0 auto auto}}}}"
        )
        return {"vellen": vellen(sectie), "klassen": [f"h-{nummer}"], "stijl": stijl}

    def _cijfers(self, sectie: Sectie) -> dict:
        plan = cijfervellen(sectie)
        return {"sjabloon": "cijfers", "vellen": plan.vellen, "klassen": [plan.stijl] if plan.stijl else []}

    def _panel(self, sectie: Sectie) -> dict:
        lijsten = [deel for deel in sectie.onderdelen if isinstance(deel, Lijst)]
        groot = {1: 1, 2: 2, 4: 4, 5: 2}.get(len(lijsten), 0)
        klassen = ["breed", "breed min"] * 2
        return {
            "inleiding": _inleiding(sectie),
            "lijsten": [
                {"deel": deel, "klasse": klassen[nummer] if nummer < groot else ""} for nummer, deel in enumerate(lijsten)
            ],
        }

    def _gepland(self, sectie: Sectie) -> dict:
        deel = _eerste(sectie, Gepland)
        regels = [regel for tabel in deel.tabellen for regel in tabel.regels]
        return {
            "deel": deel,
            "inleiding": _inleiding(sectie),
            "gewijzigd": any(regel.gewijzigd for regel in regels),
            "met_balk": any(regel.deel is not None for regel in regels),
        }

    def _middelen(self, sectie: Sectie) -> dict:
        return {"deel": _eerste(sectie, Middelen)}

    def _kaart(self, sectie: Sectie) -> dict:
        deel = _eerste(sectie, Kaart)
        plekken = [
            kaart.GemeentePlek(g.code, g.naam, g.deelnemer, tuple((p.naam, p.lengtegraad, p.breedtegraad) for p in g.plaatsen))
            for g in deel.gemeenten
        ]
        tonen = self.palet.lijn(4)
        grenzen = {g.code: g.vlakken for g in deel.gemeenten if g.vlakken}
        getekend = kaart.kaart(plekken, gekozen=deel.gekozen, grenzen=grenzen, tonen=tonen)
        gekozen = next(g for g in deel.gemeenten if g.code == deel.gekozen)
        bron = "Schematische kaart, getekend uit de ligging van de plaatsen." if getekend.schematisch else deel.bron
        return {
            "deel": deel,
            "kaart": getekend,
            "gekozen": gekozen,
            "onderschrift": f"{bron} Licht: gemeenten die niet deelnemen."
            if any(not g.deelnemer for g in deel.gemeenten)
            else bron,
            "plaatsen": [p.naam for p in gekozen.plaatsen],
            "deelnemers": [g.naam for g in deel.gemeenten if g.deelnemer],
            "klassen": ["lijn-4"] if not sectie.lijn else [],
        }

    def _colofon(self, sectie: Sectie) -> dict:
        hoog = sum(10 + meten.hoogte(deel.html, 57, punten=9, regel=4.5) for deel in sectie.onderdelen) / 4
        maat = "" if hoog < 74 else "klein" if hoog < 104 else "vol"
        if maat == "vol":
            return {"maat": maat}
        return {"maat": maat, "stijl": self._achtergrond("plank", zaad=self.rapport.gemeente_code)}


def _eerste(sectie: Sectie, soort: type):
    return next(deel for deel in sectie.onderdelen if isinstance(deel, soort))


def _inleiding(sectie: Sectie) -> str:
    return "".join(deel.html for deel in sectie.onderdelen if isinstance(deel, Tekst))
