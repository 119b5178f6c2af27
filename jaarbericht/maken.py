"""Making a report: from gemeente and year to PDF bytes, and safely to a file."""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from catalogus.fouten import RegelFout
from catalogus.models import Gemeente
from jaarbericht import pdf
from jaarbericht.samenstellen import samenstel

HOOGSTENS = 12  # gebreken named in one message


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


def maak_pdf(*, gemeente: Gemeente, jaar: int) -> bytes:
    """The report as it is now. RegelFout with everything it lacks when it is not complete."""
    samenstelling = samenstel(gemeente=gemeente, jaar=jaar)
    if samenstelling.gebreken:
        raise RegelFout(gebrekenlijst(gemeente, jaar, samenstelling.gebreken), code="niet-compleet")
    return pdf.maak(samenstelling.rapport)


def schrijf(*, pad: Path, maak: Callable[[], bytes]) -> None:
    """Writes the bytes that `maak` gives to `pad`, all or nothing: on any error there is no new file, an old one stays."""
    if not os.path.isdir(pad.parent):
        raise RegelFout(f"De map {pad.parent} bestaat niet. Maak haar eerst.", code="map")
    inhoud = maak()
    try:
        greep, naam = tempfile.mkstemp(dir=pad.parent, prefix=".jaarbericht-")
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


def bestandsnaam(gemeente: Gemeente, jaar: int) -> str:
    """jaarbericht-2024-GM1701.pdf: no name in it that could clash or need escaping."""
    return f"jaarbericht-{jaar}-{gemeente.cbs_code}.pdf"
