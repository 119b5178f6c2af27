"""Remarks on a screen: reading a posted one, and what went wrong at which of the forms of a page."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest

from catalogus.fouten import RegelFout
from catalogus.schermen.keuzepagina import statuscode
from jaarbericht.models import Jaarbericht, Opmerking, Uitgave
from jaarbericht.regels import opmerkingen

GEDAAN = {
    "plaats": "Je opmerking staat erbij.",
    "antwoord": "Je antwoord staat erbij.",
    "oplossen": "De opmerking is opgelost.",
    "openen": "De opmerking staat weer open.",
}


@dataclass(frozen=True)
class Mis:
    """A refused post: at which form (`nieuw`, or the pk of a remark), what was typed, why, and the status of the answer."""

    bij: str
    tekst: str
    fout: str
    status: int


def verwerk(request: HttpRequest, *, jaarbericht: Jaarbericht, uitgave: Uitgave | None) -> Mis | Opmerking:
    """Does what was posted; gives the remark it ended at, or what went wrong. 404 for a remark of another report."""
    doe, tekst = request.POST.get("doe", ""), request.POST.get("tekst", "").replace("\r\n", "\n")
    bij = "nieuw" if doe == "plaats" else request.POST.get("opmerking", "")
    try:
        if doe == "plaats" and uitgave:
            gekozen = request.POST.get("hoofdstuk", "")
            gevonden = opmerkingen.plaats(uitgave=uitgave, hoofdstuk=gekozen, tekst=tekst, door=request.user)
        else:
            gevonden = _opmerking_of_404(request, jaarbericht, bij)
            _antwoord_of_los_op(request, doe, gevonden, tekst)
    except RegelFout as fout:
        return Mis(bij, tekst, fout.tekst, statuscode(fout))
    messages.success(request, GEDAAN[doe])
    return gevonden


def _opmerking_of_404(request: HttpRequest, jaarbericht: Jaarbericht, pk: str) -> Opmerking:
    eigen = opmerkingen.gesprekken(user=request.user, jaarbericht=jaarbericht)
    gevonden = eigen.filter(pk=int(pk)).first() if pk.isdecimal() and len(pk) < 10 else None
    if gevonden is None:
        raise Http404
    return gevonden


def _antwoord_of_los_op(request: HttpRequest, doe: str, opmerking: Opmerking, tekst: str) -> None:
    gezien = request.POST.get("slot", "")
    if doe == "antwoord":
        opmerkingen.antwoord(opmerking=opmerking, tekst=tekst, door=request.user)
    elif doe in {"oplossen", "openen"} and gezien.isdecimal():
        opmerkingen.los_op(opmerking=opmerking, opgelost=doe == "oplossen", gezien=int(gezien), door=request.user)
    else:
        raise Http404


def context(request: HttpRequest, jaarbericht: Jaarbericht, mis: Mis | None) -> dict:
    """What templates/opmerkingen/ need, besides the conversations themselves."""
    return {
        "mag_plaatsen": opmerkingen.mag_plaatsen(user=request.user, jaarbericht=jaarbericht),
        "mag_antwoorden": opmerkingen.mag_antwoorden(user=request.user, jaarbericht=jaarbericht),
        "langst": opmerkingen.LANGST,
        "mis": mis,
    }
