"""Making a report: from gemeente and year to PDF bytes, and safely to a file."""

import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from catalogus.fouten import RegelFout
from catalogus.models import Gemeente
from jaarbericht import pdf
from jaarbericht.rapport import Rapport
from jaarbericht.samenstellen import samenstel
from jaarbericht.vingerafdruk import van_bestand, vingerafdruk

HOOGSTENS = 12  # gebreken named in one message
TIJDELIJK = ".jaarbericht-"  # how the name of a file begins that is being written
VERGETEN = 60 * 60  # seconds after which such a file was left behind by a process that was killed


def zoek_gemeente(code: str) -> Gemeente:
    """The gemeente with a CBS code; RegelFout when there is none."""
    gemeente = Gemeente.objects.filter(cbs_code__iexact=code.strip()).first()
    if gemeente is None:
        raise RegelFout(
            f"Er is geen gemeente met code ‘{code}’. Een CBS-code is GM met vier cijfers, bijvoorbeeld GM1701.", code="gemeente"
        )
    return gemeente


def eis_jaar(jaar: int) -> None:
    """RegelFout for a typing error such as 20244, that no calendar knows."""
    if not 1900 <= jaar <= 2999:
        raise RegelFout(f"Het jaar {jaar} bestaat niet. Geef een jaar als 2024.", code="jaar")


def gebrekenlijst(gemeente: Gemeente, jaar: int, gebreken: tuple[str, ...]) -> str:
    """One text that says what a report lacks."""
    regels = [f"- {gebrek}" for gebrek in gebreken[:HOOGSTENS]]
    if rest := len(gebreken[HOOGSTENS:]):
        regels.append(f"- en nog {rest} {'ander punt' if rest == 1 else 'andere punten'}")
    return f"Het jaarbericht {jaar} van {gemeente} is niet compleet:\n" + "\n".join(regels)


def stel_samen(*, gemeente: Gemeente, jaar: int) -> Rapport:
    """The report as it is now. RegelFout with everything it lacks when it is not complete."""
    samenstelling = samenstel(gemeente=gemeente, jaar=jaar)
    if samenstelling.gebreken:
        raise RegelFout(gebrekenlijst(gemeente, jaar, samenstelling.gebreken), code="niet-compleet")
    return samenstelling.rapport


def maak_pdf(*, gemeente: Gemeente, jaar: int) -> bytes:
    return pdf.maak(stel_samen(gemeente=gemeente, jaar=jaar))


def werk_bij(*, pad: Path, gemeente: Gemeente, jaar: int) -> bool:
    """Writes the report to `pad` when the file there is not whole or no longer current; says whether it was made."""
    eis_map(pad.parent)
    rapport = stel_samen(gemeente=gemeente, jaar=jaar)
    if pad.is_file():
        with pad.open("rb") as bestand:
            if van_bestand(bestand) == vingerafdruk(rapport):
                return False
    schrijf(pad=pad, maak=lambda: pdf.maak(rapport))
    return True


def eis_map(map_: Path) -> None:
    if not os.path.isdir(map_):
        raise RegelFout(f"De map {map_} bestaat niet. Maak haar eerst.", code="map")


def schrijf(*, pad: Path, maak: Callable[[], bytes]) -> None:
    """Writes the bytes that `maak` gives to `pad`, all or nothing: on any error there is no new file, an old one stays."""
    eis_map(pad.parent)
    inhoud = maak()
    try:
        greep, naam = tempfile.mkstemp(dir=pad.parent, prefix=TIJDELIJK)
        tijdelijk = Path(naam)
        try:
            with os.fdopen(greep, "wb") as bestand:
                bestand.write(inhoud)
            tijdelijk.chmod(0o644)
            tijdelijk.replace(pad)
        finally:
            tijdelijk.unlink(missing_ok=True)
    except OSError as fout:
        raise RegelFout(
            f"Het bestand {pad} is niet te schrijven. Kijk of het geen map is, of je daar mag schrijven en of de schijf "
            "niet vol is.",
            code="schrijven",
        ) from fout


def ruim_op(*, map_: Path) -> None:
    """Takes away half-written files that nobody works on any more."""
    for pad in map_.glob(f"{TIJDELIJK}*"):
        if time.time() - pad.stat().st_mtime > VERGETEN:
            pad.unlink(missing_ok=True)


def bestandsnaam(gemeente: Gemeente, jaar: int) -> str:
    """jaarbericht-2024-GM1701.pdf: no name in it that could clash or need escaping."""
    return f"jaarbericht-{jaar}-{gemeente.cbs_code}.pdf"
