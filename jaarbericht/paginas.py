"""What the template of each soort sectie needs besides the sectie: sizes that fit, classes, drawings."""

from functools import lru_cache

from catalogus import tekeningen
from catalogus.drukwerk import boek, meten
from catalogus.drukwerk.huisstijl import Huisstijl
from catalogus.tekeningen.kleur import WIT

from . import kaart
from .cijfervellen import cijfervellen
from .rapport import (
    Brief,
    Colofondeel,
    Gepland,
    Geplandtabel,
    Inhoud,
    Kaart,
    Kaartgemeente,
    Lijst,
    Middelen,
    Omslag,
    Opener,
    Rapport,
    Sectie,
    Tekst,
    Vormthema,
)
from .vellen import vellen

PANELEN = {  # number of lists: how wide each is, and which are on colour
    1: ["breed heel"],
    2: ["breed heel", "breed min heel"],
    3: ["breed", "breed min", "breed heel"],
    4: ["breed", "breed min", "breed min", "breed"],
    5: ["breed", "breed min", "", "", ""],
}
GEWOON = Vormthema("besley", "landschap")  # the looks without a theme
LOGOBREED, LOGOHOOG = 46.0, 14.0  # room for a logo on the cover, mm
MAGER = 60.0  # a last page with less on it (mm) is nearly empty
# Class and sizes (pt) of heading, first paragraph and text, height of a line of text (mm).
BRIEFMATEN = (("", 34, 14.5, 10, 5.0), ("krap", 28, 12, 9.2, 4.5), ("krapst", 24, 11, 8.5, 4.1))


def omslag(sectie: Sectie, rapport: Rapport, huisstijl: Huisstijl) -> dict:
    """The name as large as fits on one line, or two when it is very long."""
    deel = _eerste(sectie, Omslag)
    regels = naamregels(deel.gemeente)
    breed = max(meten.breed(regel, 1, meten.KOP, 0.985) for regel in regels)
    vorm = rapport.thema or GEWOON
    klassen = ["met-foto"] if deel.beeld else [f"omslag-{vorm.omslag}"] if vorm.omslag != GEWOON.omslag else []
    if vorm.logo:
        klassen.append("met-logo")
    return {
        "organisatie": rapport.organisatie,
        "onderschrift": rapport.onderschrift,
        "regels": regels,
        "punten": max(20, min(82 if len(regels) == 1 else 56, int(255 / breed))),
        "stijl": _merkstijl(vorm, huisstijl, klassen) + _omslagstijl(sectie, rapport, vorm, huisstijl),
        "klassen": klassen,
    }


def _merkstijl(vorm: Vormthema, huisstijl: Huisstijl, klassen: list[str]) -> str:
    """The mark of the library at the foot of the cover: a logo on white, ours on what is dark, on a light plane none."""
    if vorm.logo:
        breed = min(LOGOBREED, LOGOHOOG * vorm.logo_verhouding)
        return f".merk{{background-image:url('media:{vorm.logo}');--logo:{breed:.1f}mm}}"
    if "omslag-plank" in klassen or ("omslag-vlak" in klassen and huisstijl.palet.lijn(1).op != WIT):
        return ".merk{padding-left:0}"
    return f".merk{{background-image:url('{huisstijl.tekening('merk')}')}}"


def _omslagstijl(sectie: Sectie, rapport: Rapport, vorm: Vormthema, huisstijl: Huisstijl) -> str:
    if _eerste(sectie, Omslag).beeld:
        tonen = huisstijl.palet.lijn(2)
        return f".met-foto::before{{background:{tonen.vlak}}}.met-foto h1{{color:{tonen.op}}}"
    if vorm.omslag == GEWOON.omslag:
        return huisstijl.achtergrond(sectie.sleutel, "omslag", zaad=rapport.gemeente_code)
    tonen = huisstijl.palet.lijn(1 if vorm.omslag == "vlak" else 2)
    stijl = f"#{sectie.sleutel}{{background-color:{tonen.vlak};color:{tonen.op}}}"
    if vorm.omslag == "plank":
        stijl += huisstijl.achtergrond(sectie.sleutel, "plank", zaad=rapport.gemeente_code)
    return stijl


def naamregels(naam: str) -> list[str]:
    """The name of a gemeente on the cover: on one line, or on two of about the same length when it is very long."""
    if len(naam) <= 18 or " " not in naam:
        return [naam]
    knip = min((i for i, teken in enumerate(naam) if teken == " "), key=lambda i: abs(i - len(naam) / 2))
    return [naam[:knip], naam[knip + 1 :]]


def inhoud(sectie: Sectie, rapport: Rapport, huisstijl: Huisstijl) -> dict:
    regels = _eerste(sectie, Inhoud).regels
    return boek.stapel(regels=regels, sleutel=sectie.sleutel, zaad=rapport.gemeente_code, huisstijl=huisstijl)


def brief(sectie: Sectie, rapport: Rapport, huisstijl: Huisstijl) -> dict:
    """The largest type with which the letter and its signature stay on one page."""
    deel = _eerste(sectie, Brief)
    if len(meten.kale_tekst(deel.html).split()) < 110:
        return {"klassen": ["kort"]}
    passend = (klasse for klasse, *maten in BRIEFMATEN if _briefhoogte(deel, *maten) <= 170)
    klasse = next(passend, BRIEFMATEN[-1][0])
    return {"klassen": [klasse] if klasse else []}


def _briefhoogte(deel: Brief, titel: float, aanhef: float, punten: float, regel: float) -> float:
    hoog = 12 + meten.regels(deel.titel, 155, titel, kop=True) * titel * 1.05 * meten.PUNT
    hoog += meten.regels(deel.aanhef, 147, aanhef) * aanhef * 0.465 + 6 if deel.aanhef else 0
    return hoog + meten.hoogte(deel.html, 73, punten=punten, regel=regel) / 2 + regel + 19


def opener(sectie: Sectie, rapport: Rapport, huisstijl: Huisstijl) -> dict:
    """The drawing is the same for all gemeenten."""
    deel = _eerste(sectie, Opener)
    return boek.opener(
        nummer=deel.nummer,
        titel=deel.titel,
        html=deel.html,
        sleutel=sectie.sleutel,
        lijn=sectie.lijn,
        zaad=rapport.jaar,
        huisstijl=huisstijl,
    )


def loop(sectie: Sectie, rapport: Rapport, huisstijl: Huisstijl) -> dict:
    bladen = vellen(sectie)
    met_plank = any(vel.plank for vel in bladen)
    beeld = huisstijl.tekening("plank", zaad=f"{rapport.jaar}-{sectie.sleutel}") if met_plank else ""
    return {"vellen": bladen, "stijl": f".plank{{background-image:url('{beeld}')}}" if met_plank else ""}


def cijfers(sectie: Sectie, rapport: Rapport, huisstijl: Huisstijl) -> dict:
    plan = cijfervellen(sectie)
    return {"sjabloon": "cijfers", "vellen": plan.vellen, "klassen": [plan.stijl] if plan.stijl else []}


def panel(sectie: Sectie, rapport: Rapport, huisstijl: Huisstijl) -> dict:
    lijsten = [deel for deel in sectie.onderdelen if isinstance(deel, Lijst)]
    klassen = PANELEN.get(len(lijsten), [""] * len(lijsten))
    return {
        "inleiding": _inleiding(sectie),
        "lijsten": [{"deel": deel, "klasse": klasse} for deel, klasse in zip(lijsten, klassen, strict=True)],
    }


def gepland(sectie: Sectie, rapport: Rapport, huisstijl: Huisstijl) -> dict:
    """Tables flow over pages; narrower rows or an earlier break when the last page would stay nearly empty."""
    deel = _eerste(sectie, Gepland)
    regels = [regel for tabel in deel.tabellen for regel in tabel.regels]
    gewijzigd = any(regel.gewijzigd for regel in regels)
    breed = 74 if gewijzigd else 84
    boven = 26 + (meten.hoogte(_inleiding(sectie), 194) + 5 if _inleiding(sectie) else 0)
    onder = 9 if deel.zonder_maat else 0
    bladen, rest = _geplandbladen(deel.tabellen, breed, boven, onder, 1)
    dichte_bladen, dichte_rest = _geplandbladen(deel.tabellen, breed, boven, onder, 0.9)
    dicht = dichte_bladen < bladen
    mager = (dichte_bladen > 1 and dichte_rest < MAGER) if dicht else (bladen > 1 and rest < MAGER)
    return {
        "deel": deel,
        "punten": next((p for p in (34, 30, 26, 22) if meten.breed(sectie.titel, p, meten.KOP, 0.98) <= 172), 18),
        "inleiding": _inleiding(sectie),
        "gewijzigd": gewijzigd,
        "tabellen": [
            {
                "deel": tabel,
                "kort": meten.breed(tabel.titel, 10.2, meten.KOP, meten.KOP_700) < breed - 8,
                "nieuw": mager and len(deel.tabellen) > 1 and tabel is deel.tabellen[-1],
            }
            for tabel in deel.tabellen
        ],
        "met_balk": any(regel.deel is not None for regel in regels),
        "klassen": ["dicht"] if dicht else [],
    }


def _geplandbladen(
    tabellen: tuple[Geplandtabel, ...], breed: float, boven: float, onder: float, schaal: float
) -> tuple[int, float]:
    """How many pages these tables take, and how far down the last one they come (mm)."""
    bladen, y = 1, boven
    for tabel in tabellen:
        rijen = []
        for regel in tabel.regels:
            naam = meten.regels(f"{regel.titel} {regel.maat}", breed, 9)
            rijen.append((max(naam, meten.regels(regel.toelichting, 76, 9)) * 4.2 + 1.95) * schaal)
        if y + 7 + sum(rijen[:2]) > 171:
            bladen, y = bladen + 1, 0
        y += 7
        for nummer, rij in enumerate(rijen):
            if y + sum(rijen[nummer:][: 2 if nummer == len(rijen) - 2 else 1]) > 171:
                bladen, y = bladen + 1, 6
            y += rij
        y += 4.5 * schaal
    return (bladen, y + onder) if y + onder <= 171 else (bladen + 1, onder + 20)


def middelen(sectie: Sectie, rapport: Rapport, huisstijl: Huisstijl) -> dict:
    deel = _eerste(sectie, Middelen)
    return {"deel": deel, "totaal": next((regel for regel in deel.regels if regel.totaal), None)}


def kaartblad(sectie: Sectie, rapport: Rapport, huisstijl: Huisstijl) -> dict:
    deel = _eerste(sectie, Kaart)
    getekend = _teken_kaart(deel.gekozen, deel.gemeenten, huisstijl.van_lijn(sectie.lijn))
    gekozen = next(g for g in deel.gemeenten if g.code == deel.gekozen)
    schets = "Schematische kaart, getekend uit de ligging van de plaatsen."
    bron = schets if getekend.schematisch else f"Grenzen: {deel.bron}."
    if any(not g.deelnemer and g.code != deel.gekozen for g in deel.gemeenten):
        bron += " Licht: gemeenten die niet deelnemen."
    return {
        "deel": deel,
        "kaart": getekend,
        "gekozen": gekozen,
        "onderschrift": bron,
        "plaatsen": [p.naam for p in gekozen.plaatsen],
        "deelnemers": [g.naam for g in deel.gemeenten if g.deelnemer],
        "klassen": ["lijn-4"] if not sectie.lijn else [],
    }


@lru_cache(maxsize=32)
def _teken_kaart(gekozen: str, gemeenten: tuple[Kaartgemeente, ...], tonen: tekeningen.Tonen) -> kaart.Kaart:
    """Finding room for the names takes longer than all templates together, and the map seldom changes."""
    plekken = [
        kaart.GemeentePlek(g.code, g.naam, g.deelnemer, tuple((p.naam, p.lengtegraad, p.breedtegraad) for p in g.plaatsen))
        for g in gemeenten
    ]
    grenzen = {g.code: g.vlakken for g in gemeenten if g.vlakken}
    return kaart.kaart(plekken, gekozen=gekozen, grenzen=grenzen, tonen=tonen)


def colofon(sectie: Sectie, rapport: Rapport, huisstijl: Huisstijl) -> dict:
    """Four columns above the shelf; smaller type when there is much of it, and without the shelf when there is too much."""
    delen = [deel for deel in sectie.onderdelen if isinstance(deel, Colofondeel)]
    hoog = sum(10 + meten.hoogte(deel.html, 57, punten=9, regel=4.5) for deel in delen) / 4
    if hoog >= 104:
        return {"maat": "veel"}
    stijl = huisstijl.achtergrond(sectie.sleutel, "plank", zaad=rapport.gemeente_code)
    return {"maat": "klein" if hoog >= 74 else "", "stijl": stijl}


def _eerste(sectie: Sectie, soort: type):
    return next(deel for deel in sectie.onderdelen if isinstance(deel, soort))


def _inleiding(sectie: Sectie) -> str:
    return "".join(deel.html for deel in sectie.onderdelen if isinstance(deel, Tekst))


SOORTEN = {
    "omslag": omslag,
    "inhoud": inhoud,
    "brief": brief,
    "opener": opener,
    "loop": loop,
    "cijfers": cijfers,
    "tabellen": cijfers,
    "panel": panel,
    "gepland": gepland,
    "middelen": middelen,
    "kaart": kaartblad,
    "colofon": colofon,
}
