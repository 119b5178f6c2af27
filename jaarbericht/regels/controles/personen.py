"""Checks on people and pictures: consent, and a description for who cannot see."""

import datetime
from collections.abc import Iterator

from django.utils import timezone

from catalogus.opmaak import datum
from jaarbericht.models import Blok, Citaat, Foto, Toestemming, Verhaal
from jaarbericht.regels.controles.bevinding import Bevinding, Ernst
from jaarbericht.regels.controles.stof import Stof, bewerkadres
from jaarbericht.samenstellen.rapport import getoonde_blokken, waar_staat


def _tekort(toestemming: Toestemming | None, vandaag: datetime.date) -> str:
    """Why a consent does not do for a report in print and on the web; '' when it does."""
    if toestemming is None:
        return "er is geen toestemming"
    if toestemming.ingetrokken_op:
        return f"de toestemming is ingetrokken op {datum(toestemming.ingetrokken_op)}"
    if toestemming.geldig_tot and toestemming.geldig_tot < vandaag:
        return f"de toestemming gold tot en met {datum(toestemming.geldig_tot)}"
    if not (toestemming.druk and toestemming.web):
        return "de toestemming is niet voor druk en web samen"
    return ""


def _fotos(stof: Stof) -> dict[Foto, str]:
    """The photos of the report, with the story that shows them."""
    return {v.foto: f"Foto bij verhaal ‘{v.titel}’" for v in stof.bron.verhalen if v.foto}


def toestemming(stof: Stof) -> Iterator[Bevinding]:
    """A person who is named or shown without a consent that holds today."""
    vandaag = timezone.localdate()
    wie: list[tuple[str, str, Verhaal | Citaat | Foto, Toestemming | None]] = []
    wie += [
        (f"Verhaal ‘{v.titel}’", "Er wordt iemand genoemd", v, v.toestemming) for v in stof.bron.verhalen if v.noemt_persoon
    ]
    wie += [(f"Citaat van {c.wie}", "Er wordt iemand genoemd", c, c.toestemming) for c in stof.bron.citaten if c.noemt_persoon]
    wie += [(waar, "Er is iemand te zien", f, f.toestemming) for f, waar in _fotos(stof).items() if f.toont_persoon]
    for waar, wat, ding, bewijs in wie:
        if reden := _tekort(bewijs, vandaag):
            yield Bevinding(
                "toestemming",
                Ernst.FOUT,
                waar,
                f"{wat}, maar {reden}.",
                "Leg een geldige toestemming vast, of haal de persoon eruit.",
                bewerkadres(ding),
                reden,
            )


def beschrijving(stof: Stof) -> Iterator[Bevinding]:
    """A picture without a description."""
    zonder = [(waar, bewerkadres(foto)) for foto, waar in _fotos(stof).items() if not foto.alt.strip()]
    for hoofdstuk in stof.bron.hoofdstukken:
        for blok, _ in getoonde_blokken(stof.bron, hoofdstuk):
            wat = blok.instelling
            if blok.soort == Blok.Soort.BRIEF and wat.get("portret") and not wat.get("portret_alt", "").strip():
                zonder.append((waar_staat(hoofdstuk, blok), bewerkadres(blok)))
    for waar, adres in zonder:
        yield Bevinding(
            "beschrijving",
            Ernst.FOUT,
            waar,
            "De foto heeft geen beschrijving voor wie haar niet ziet.",
            "Schrijf in een zin wat er te zien is.",
            adres,
        )
