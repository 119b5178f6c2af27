"""JSON as the API speaks it: names in camelCase outside, in snake_case inside."""

import re
from collections.abc import Callable
from typing import Any

from rest_framework.exceptions import APIException, ParseError
from rest_framework.parsers import JSONParser
from rest_framework.renderers import JSONRenderer

MEEST = 2 * 1024 * 1024  # bytes of one request


class TeGroot(APIException):
    status_code = 413
    default_detail = "Het verzoek is groter dan 2 MB. Stuur het in delen."
    default_code = "te-groot"


def camel(naam: str) -> str:
    """'cbs_code' → 'cbsCode'."""
    return re.sub(r"(?<=[a-z0-9])_([a-z0-9])", lambda deel: deel[1].upper(), naam)


def slang(naam: str) -> str:
    """'cbsCode' → 'cbs_code'."""
    return re.sub(r"[A-Z]", lambda deel: f"_{deel[0].lower()}", naam)


def hernoem(data: Any, vorm: Callable[[str], str]) -> Any:
    """The same data with the names of all members in another form."""
    if isinstance(data, dict):
        return {vorm(str(naam)): hernoem(waarde, vorm) for naam, waarde in data.items()}
    if isinstance(data, (list, tuple)):
        return [hernoem(waarde, vorm) for waarde in data]
    return data


class Json(JSONRenderer):
    charset = None

    def render(self, data, accepted_media_type=None, renderer_context=None):
        return super().render(hernoem(data, camel), accepted_media_type, renderer_context)


class Pdf(Json):
    """Lets a program ask for a file: its bytes come from a FileResponse, what went wrong instead is problem+json."""

    media_type, format, render_style = "application/pdf", "pdf", "binary"


class Zip(Json):
    """As `Pdf`."""

    media_type, format, render_style = "application/zip", "zip", "binary"


class JsonLezer(JSONParser):
    def parse(self, stream, media_type=None, parser_context=None):
        kop = (parser_context or {})["request"].META
        if int(kop.get("CONTENT_LENGTH") or 0) > MEEST:
            raise TeGroot
        try:
            return hernoem(super().parse(stream, media_type, parser_context), slang)
        except RecursionError:
            raise ParseError("Deze JSON is te diep genest.") from None
