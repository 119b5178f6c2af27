"""Checks on people and pictures: consent, and a description for who cannot see."""

import datetime
from collections.abc import Iterator

from django.utils import timezone

from catalogus.opmaak import datum
from jaarbericht.models import Blok, Citaat, Foto, Toestemming, Verhaal
from jaarbericht.regels.controles.bevinding import Bevinding, Ernst, Plek
from jaarbericht.regels.controles.plekken import van_blok, van_foto
from jaarbericht.regels.controles.stof import Stof
from jaarbericht.samenstellen.blokken import getoonde_blokken


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


def _fotos(stof: Stof) -> dict[Foto, Plek]:
    """The photos of the report, with the story that shows them."""
    return {v.foto: van_foto(v, hoofdstuk=stof.hoofdstuk_van(v.programmalijn_id)) for v in stof.bron.verhalen if v.foto}


def toestemming(stof: Stof) -> Iterator[Bevinding]:
    """A person who is named or shown without a consent that holds today."""
    vandaag = timezone.localdate()
    genoemd: list[Verhaal | Citaat] = [*stof.bron.verhalen, *stof.bron.citaten]
    wie: list[tuple[Plek, str, Toestemming | None]] = [
        (stof.plek_van(ding), "Er wordt iemand genoemd", ding.toestemming) for ding in genoemd if ding.noemt_persoon
    ]
    wie += [(plek, "Er is iemand te zien", f.toestemming) for f, plek in _fotos(stof).items() if f.toont_persoon]
    for plek, wat, bewijs in wie:
        if reden := _tekort(bewijs, vandaag):
            yield Bevinding(
                "toestemming",
                Ernst.FOUT,
                plek,
                f"{wat}, maar {reden}.",
                "Leg een geldige toestemming vast, of haal de persoon eruit.",
                reden,
            )


def beschrijving(stof: Stof) -> Iterator[Bevinding]:
    """A picture without a description."""
    zonder = [plek for foto, plek in _fotos(stof).items() if not foto.alt.strip()]
    for hoofdstuk in stof.bron.hoofdstukken:
        for blok, variant in getoonde_blokken(stof.bron, hoofdstuk):
            wat = blok.instelling
            if blok.soort == Blok.Soort.BRIEF and wat.get("portret") and not wat.get("portret_alt", "").strip():
                zonder.append(van_blok(hoofdstuk, blok, variant, stof.bron.gemeente))
    for plek in zonder:
        yield Bevinding(
            "beschrijving",
            Ernst.FOUT,
            plek,
            "De foto heeft geen beschrijving voor wie haar niet ziet.",
            "Schrijf in een zin wat er te zien is.",
        )
