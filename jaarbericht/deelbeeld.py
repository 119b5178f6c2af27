"""The picture that shows when someone shares a report: its name above a shelf of books in the colours of the report."""

import random
from functools import lru_cache
from io import BytesIO

from django.contrib.staticfiles import finders
from PIL import Image, ImageDraw, ImageFont

from catalogus.tekeningen.kleur import INKT

from .huisstijl import huisstijl
from .rapport import Rapport

BREED, HOOG, RAND = 1200, 630, 64  # pixels
GRONDHOOG = 74
ROOM = "#fff6e3"


@lru_cache(maxsize=32)
def deelbeeld(rapport: Rapport) -> bytes:
    """A PNG of 1200 by 630 pixels, as social media ask for; the same for equal reports."""
    stijl = huisstijl(rapport)
    geel = stijl.palet.lijn(2)
    beeld = Image.new("RGB", (BREED, HOOG), geel.vlak)
    tekenaar = ImageDraw.Draw(beeld)
    tekenaar.ellipse((BREED - 470, 130, BREED - 50, 550), fill=geel.licht)
    tekenaar.rectangle((0, HOOG - GRONDHOOG, BREED, HOOG), fill=stijl.palet.lijn(4).diep)
    _plank(tekenaar, rapport, stijl)
    tekenaar.text((RAND, 52), rapport.titel, font=_letter(500, 44), fill=geel.op)
    tekenaar.text((RAND - 4, 108), rapport.gemeente, font=_passend(rapport.gemeente), fill=geel.op)
    tekenaar.text((RAND, HOOG - 54), rapport.organisatie, font=_letter(700, 30), fill="#ffffff")
    uit = BytesIO()
    beeld.save(uit, "PNG", optimize=True)
    return uit.getvalue()


def _plank(tekenaar: ImageDraw.ImageDraw, rapport: Rapport, stijl) -> None:
    """Spines of the seed of the gemeente, from edge to edge."""
    toeval = random.Random(rapport.gemeente_code)
    kleuren = [tonen.vlak for tonen in stijl.palet.lijnen] + [tonen.fel for tonen in stijl.palet.lijnen] + [ROOM, INKT]
    kleuren = [kleur for kleur in kleuren if kleur != stijl.palet.lijn(2).vlak]
    x, vorige = RAND, ""
    while x < BREED - RAND - 60:
        breed, hoog = toeval.randrange(26, 58, 4), toeval.randrange(120, 250, 6)
        kleur = toeval.choice([andere for andere in kleuren if andere != vorige])
        boven = HOOG - GRONDHOOG - hoog
        tekenaar.rounded_rectangle((x, boven, x + breed, HOOG - GRONDHOOG), 4, fill=kleur)
        tekenaar.rectangle((x, boven + 24, x + breed, boven + 32), fill=ROOM if kleur != ROOM else INKT)
        x, vorige = x + breed + (3 if toeval.random() < 0.9 else 60), kleur


def _passend(naam: str) -> ImageFont.FreeTypeFont:
    """The largest type in which the name fits."""
    return next(
        (_letter(800, maat) for maat in range(128, 40, -8) if _letter(800, maat).getlength(naam) <= BREED - 2 * RAND),
        _letter(800, 40),
    )


@lru_cache(maxsize=32)
def _letter(gewicht: int, maat: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(finders.find(f"pakketten/letters/besley-latin-{gewicht}-normal.ttf")), maat)
