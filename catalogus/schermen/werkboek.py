"""A spreadsheet as the answer to a request."""

from collections.abc import Iterable

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from catalogus.werkmap import schrijven


def antwoord(*, bladen: Iterable[schrijven.Blad], naam: str, soort: str = "xlsx") -> HttpResponse:
    """The sheets as a download named `naam`.`soort`; `soort` is one of `schrijven.SOORTEN`, csv for one sheet only."""
    return HttpResponse(
        schrijven.inhoud(bladen=bladen, soort=soort),
        content_type=schrijven.SOORTEN[soort],
        headers={
            "Content-Disposition": content_disposition_header(True, f"{naam}.{soort}") or "",
            "X-Content-Type-Options": "nosniff",
        },
    )
