"""Every error as problem+json (RFC 9457): what, where and how to mend it, in Dutch."""

import logging
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import set_rollback

from catalogus.api.vorm import camel
from catalogus.fouten import RegelFout

log = logging.getLogger(__name__)
SOORT = "application/problem+json"
TITELS = {
    400: "Er klopt iets niet in het verzoek",
    401: "Geen geldig token",
    403: "Dit mag je niet",
    404: "Niet gevonden",
    405: "Dit kan niet op dit adres",
    406: "Deze vorm is er niet",
    409: "Dit past niet bij de stand van nu",
    412: "Intussen veranderd",
    413: "Te groot",
    415: "Dit soort inhoud kan de API niet lezen",
    422: "De sleutel hoort bij een ander verzoek",
    428: "Zeg welke versie je zag",
    429: "Te veel verzoeken",
    500: "Er ging iets mis bij ons",
}
# What a rule refuses because of who asks, what others did or how things stand; the rest is wrong input.
REGELSTATUS = {
    "niet-bevoegd": 403,
    "vier-ogen": 403,
    "afgesloten": 409,
    "bestaat": 409,
    "editie": 409,
    "status": 409,
    "termijn": 409,
    "verwijderd": 409,
    "verouderd": 412,
}


class Conflict(exceptions.APIException):
    """An answer of 409, 412, 422 or 428 with its own text."""

    def __init__(self, status: int, tekst: str, code: str):
        self.status_code = status
        super().__init__(tekst, code)


def behandel(fout: Exception, context: dict) -> Response:
    """The exception handler of the API."""
    if isinstance(fout, Http404):
        fout = exceptions.NotFound("Dit bestaat niet, of je mag het niet zien.")
    elif isinstance(fout, PermissionDenied):
        fout = exceptions.PermissionDenied()
    set_rollback()
    if isinstance(fout, RegelFout):
        return antwoord(probleem_van_regel(fout))
    if not isinstance(fout, exceptions.APIException):
        log.error("fout in de API", exc_info=fout)
        return antwoord(probleem(500, "Probeer het later nog eens. Blijft het misgaan, meld het dan bij de beheerder.", "fout"))
    if isinstance(fout, exceptions.ValidationError):
        waar = "query" if context["request"].method in {"GET", "HEAD"} else "body"
        return antwoord(probleem_van_invoer(fout, waar))
    uit = antwoord(probleem(fout.status_code, str(fout.detail), str(fout.get_codes())))
    if getattr(fout, "auth_header", None):
        uit["WWW-Authenticate"] = fout.auth_header  # type: ignore[attr-defined]
    if getattr(fout, "wait", None):
        uit["Retry-After"] = str(int(fout.wait) + 1)  # type: ignore[attr-defined]
    return uit


def antwoord(inhoud: dict) -> Response:
    return Response(inhoud, status=inhoud["status"], content_type=SOORT)


def probleem(status: int, tekst: str, code: str, fouten: list[dict] | None = None) -> dict:
    uit = {
        "type": "about:blank",
        "title": TITELS.get(status, HTTPStatus(status).phrase),
        "status": status,
        "detail": tekst,
        "code": code.replace("_", "-"),
    }
    return uit | {"errors": fouten} if fouten else uit


def probleem_van_regel(fout: RegelFout) -> dict:
    """What a rule refuses, with the field when it names one."""
    status = REGELSTATUS.get(fout.code, 400)
    plek = [{"in": "body", "location": f"#/{camel(fout.veld)}", "code": fout.code, "detail": fout.tekst}] if fout.veld else None
    return probleem(status, fout.tekst, fout.code, plek)


def probleem_van_invoer(fout: exceptions.ValidationError, waar: str) -> dict:
    """All that is wrong with the input at once, each with its place."""
    fouten = list(_plekken(fout.detail, fout.get_codes(), ""))
    for rij in fouten:
        rij["location"] = f"#{rij['location']}" if waar == "body" else rij["location"].removeprefix("/")
        rij["in"] = waar
    tekst = "Eén ding klopt niet." if len(fouten) == 1 else f"{len(fouten)} dingen kloppen niet."
    return probleem(400, f"{tekst} Bij ‘errors’ staat wat en waar.", "invoer", fouten)


def _plekken(teksten: Any, codes: Any, pad: str):
    if isinstance(teksten, dict):
        for naam, deel in teksten.items():
            verder = pad if naam in {"non_field_errors", "__all__"} else f"{pad}/{camel(str(naam))}"
            yield from _plekken(deel, codes[naam], verder)
    elif isinstance(teksten, list):
        for n, (deel, code) in enumerate(zip(teksten, codes, strict=True)):
            verder = f"{pad}/{n}" if isinstance(deel, (dict, list)) else pad
            yield from _plekken(deel, code, verder)
    else:
        yield {"in": "", "location": pad, "code": str(codes).replace("_", "-"), "detail": str(teksten)}
