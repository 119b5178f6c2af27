"""What a PDF is made of, as one number: the content of the report, and all code, templates and styles that lay it out.

The number stands in the PDF as its file identifier, so a file says itself whether it is still what would be made now.
"""

import hashlib
import json
import re
from functools import lru_cache
from importlib.metadata import version
from typing import BinaryIO

from django.conf import settings
from django.core.files import File

from jaarbericht.rapport import Rapport, naar_json

BRONNEN = (
    "jaarbericht/*.py",
    "catalogus/drukwerk/*.py",
    "catalogus/tekeningen/**/*.py",
    "templates/jaarbericht/rapport/**/*.html",
    "templates/drukwerk/*.html",
    "static/jaarbericht/*",
    "static/drukwerk/*",
    "var/pakketten/letters/*.ttf",
)
STAART = 64  # bytes at the end of a PDF that say where its table of objects begins; the identifier stands in that table
_TABEL = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*$")
_KENMERK = re.compile(rb"/ID\s*\[\s*\(([0-9a-f]{64})\)")


@lru_cache(maxsize=1)
def opmaakversie() -> str:
    """Changes with everything that lays a report out; worked out once per process."""
    som = hashlib.sha256(version("weasyprint").encode())
    for patroon in BRONNEN:
        for pad in sorted(settings.BASE_DIR.glob(patroon)):
            if pad.is_file():
                som.update(f"{pad.relative_to(settings.BASE_DIR)}\n".encode() + pad.read_bytes())
    return som.hexdigest()


def vingerafdruk(rapport: Rapport) -> str:
    inhoud = json.dumps(naar_json(rapport), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(f"{opmaakversie()}\n{inhoud}".encode()).hexdigest()


def van_bestand(bestand: BinaryIO | File) -> str:
    """The number that a PDF carries; '' for a file that was cut off or made by something else."""
    lengte = bestand.seek(0, 2)
    bestand.seek(max(0, lengte - STAART))
    tabel = _TABEL.search(bestand.read())
    if tabel is None:
        return ""
    bestand.seek(int(tabel[1]))
    gevonden = _KENMERK.search(bestand.read())
    return gevonden[1].decode() if gevonden else ""
