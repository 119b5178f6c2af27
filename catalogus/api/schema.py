"""The OpenAPI document: names in camelCase, the errors of every address, and what all answers have in their head."""

from typing import Any

from django.http import Http404
from drf_spectacular.renderers import OpenApiJsonRenderer
from drf_spectacular.views import SpectacularAPIView
from rest_framework.permissions import AllowAny
from rest_framework.views import APIView

from catalogus.api.fouten import SOORT, TITELS
from catalogus.api.vorm import camel

UITLEG = """De API leest en schrijft wat ook op de schermen staat, met dezelfde regels en rechten.

**Beginnen.** Maak in je account bij ‘Tokens’ een token en stuur het mee: `Authorization: Bearer …`. Gemeenten,
programmalijnen, de open catalogus (zonder prijzen) en gepubliceerde jaarberichten zijn ook zonder token te lezen.

**Lijsten** komen in bladzijden: `pagina` en `paginaGrootte` (hoogstens 200). `sorteer=-jaar,naam` zet op volgorde, `zoek` zoekt
in de tekst, `velden=naam,status` geeft alleen die velden. Een parameter die niet bestaat, wordt geweigerd.

**Bedragen en hoeveelheden** zijn tekst met een punt, zoals `"1250.50"`, zodat er niets afrondt. Tijden zijn in UTC.

**Wijzigen.** Elk antwoord heeft een `ETag`. Stuur die bij wijzigen mee als `If-Match`; heeft een ander intussen iets veranderd,
dan krijg je 412 en is er niets gebeurd. Stuur bij maken een eigen `Idempotency-Key` mee: hetzelfde verzoek telt dan één keer,
ook als je het door een storing nog eens stuurt. Een sleutel geldt een dag.

**Fouten** zijn `application/problem+json`. Bij 400 staat in `errors` elke fout met veld en reden.

**Grenzen.** 600 verzoeken per minuut met een token, 120 zonder. Daarboven krijg je 429; in `Retry-After` staat hoeveel seconden
je wacht.

**Versies.** Het adres noemt de hoofdversie, de kop `API-Version` de volledige. Wat verdwijnt, kondigen we aan in de koppen
`Deprecation` en `Sunset`; een oude hoofdversie blijft daarna minstens een jaar werken. Wat er per versie is veranderd, staat in
docs/api.md.
"""
PROBLEEM = {
    "type": "object",
    "required": ["type", "title", "status", "detail", "code"],
    "properties": {
        "type": {"type": "string", "format": "uri-reference"},
        "title": {"type": "string", "description": "Wat voor fout het is."},
        "status": {"type": "integer", "description": "De HTTP-status."},
        "detail": {"type": "string", "description": "Wat er is en hoe je het oplost."},
        "code": {"type": "string", "description": "Vaste naam van de fout, voor programma’s."},
        "errors": {"type": "array", "items": {"$ref": "#/components/schemas/Fout"}},
    },
}
FOUT = {
    "type": "object",
    "required": ["in", "location", "code", "detail"],
    "properties": {
        "in": {"type": "string", "enum": ["body", "query"]},
        "location": {"type": "string", "description": "JSON Pointer in de inhoud, of de naam van de parameter."},
        "code": {"type": "string"},
        "detail": {"type": "string"},
    },
}
ALTIJD = [400, 401, 404, 405, 406, 429, 500]
BIJ_SCHRIJVEN = [403, 409, 412, 413, 415, 422, 428]
VELDEN = {
    "name": "velden",
    "in": "query",
    "schema": {"type": "string"},
    "description": "Alleen deze velden, met komma’s ertussen.",
}
IF_NONE_MATCH = {
    "name": "If-None-Match",
    "in": "header",
    "schema": {"type": "string"},
    "description": "De ETag die je al hebt; is er niets veranderd, dan is het antwoord 304.",
}
IF_MATCH = {
    "name": "If-Match",
    "in": "header",
    "schema": {"type": "string"},
    "description": "De ETag van de versie die je hebt gelezen.",
}
SLEUTEL = {
    "name": "Idempotency-Key",
    "in": "header",
    "schema": {"type": "string", "maxLength": 100},
    "description": "Een eigen sleutel van dit verzoek; nog eens sturen verandert dan niets.",
}
ETAG = {"description": "Kenmerk van deze versie, voor If-Match en If-None-Match.", "schema": {"type": "string"}}
VERSIE = {"description": "De volledige versie van de API.", "schema": {"type": "string"}}


def maak_af(result: dict, generator, request, public) -> dict:
    """The last step of drf-spectacular."""
    result["info"]["description"] = UITLEG
    result["paths"] = _zonder_achtervoegsel(result["paths"])
    schemas = result["components"]["schemas"] = _zonder_achtervoegsel(result["components"]["schemas"])
    for schema in schemas.values():
        _camel(schema)
    schemas |= {"Probleem": PROBLEEM, "Fout": FOUT}
    koppen = {"API-Version": VERSIE, "ETag": ETAG}
    result["components"]["headers"] = koppen
    result["components"]["responses"] = {
        f"Fout{status}": {
            "description": titel,
            "headers": _koppen("API-Version"),
            "content": {SOORT: {"schema": {"$ref": "#/components/schemas/Probleem"}}},
        }
        for status, titel in TITELS.items()
    }
    for pad in result["paths"].values():
        for methode, operatie in pad.items():
            _maak_operatie_af(methode, operatie)
    return result


def _zonder_achtervoegsel(deel: Any) -> Any:
    """Schemas named after the noun: 'Afname', not 'Afnameweergave'."""
    if isinstance(deel, dict):
        return {naam.replace("weergave", ""): _zonder_achtervoegsel(waarde) for naam, waarde in deel.items()}
    if isinstance(deel, list):
        return [_zonder_achtervoegsel(waarde) for waarde in deel]
    return deel.replace("weergave", "") if isinstance(deel, str) and deel.startswith("#/components/") else deel


def _koppen(*namen: str) -> dict:
    return {naam: {"$ref": f"#/components/headers/{naam}"} for naam in namen}


def _maak_operatie_af(methode: str, operatie: dict) -> None:
    leest = methode == "get"
    antwoorden = operatie["responses"]
    for antwoord in antwoorden.values():
        antwoord["headers"] = {**_koppen("API-Version", "ETag"), **antwoord.get("headers", {})}
        antwoord["description"] = antwoord.get("description") or "Gelukt."
    is_json = any("application/json" in antwoord.get("content", {}) for antwoord in antwoorden.values())
    if leest and is_json:
        operatie.setdefault("parameters", []).extend([VELDEN, IF_NONE_MATCH])
        antwoorden["304"] = {"description": "Niets veranderd.", "headers": _koppen("API-Version", "ETag")}
    elif not leest:
        operatie.setdefault("parameters", []).append(SLEUTEL if methode == "post" else IF_MATCH)
    for status in ALTIJD + ([] if leest else BIJ_SCHRIJVEN):
        antwoorden.setdefault(str(status), {"$ref": f"#/components/responses/Fout{status}"})
    operatie["responses"] = dict(sorted(antwoorden.items()))


def _camel(schema: Any) -> None:
    """Names of members in camelCase, in place."""
    if isinstance(schema, list):
        for deel in schema:
            _camel(deel)
    elif isinstance(schema, dict):
        for deel in schema.values():
            _camel(deel)
        if isinstance(schema.get("properties"), dict):
            schema["properties"] = {camel(naam): deel for naam, deel in schema["properties"].items()}
            if "required" in schema:
                schema["required"] = [camel(naam) for naam in schema["required"]]


class Openapi(SpectacularAPIView):
    """Dit document."""

    renderer_classes = [OpenApiJsonRenderer]
    authentication_classes: list = []
    permission_classes = [AllowAny]


class Onbekend(APIView):
    """Any other address under the API."""

    schema = None
    permission_classes = [AllowAny]

    def initial(self, request, *args, **kwargs):
        raise Http404
