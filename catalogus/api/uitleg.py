"""The documentation of the API as a page to read: made from the OpenAPI document, without anything from elsewhere."""

import functools
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe
from drf_spectacular.generators import SchemaGenerator

SOORTEN = {"string": "tekst", "integer": "geheel getal", "number": "getal", "boolean": "waar of onwaar", "object": "object"}
VORMEN = {"date": "datum", "date-time": "tijdstip", "uuid": "UUID", "uri": "adres", "decimal": "getal als tekst"}


@dataclass(frozen=True)
class Veld:
    naam: str
    soort: str
    verplicht: bool
    uitleg: str
    keuzes: tuple[str, ...]


@dataclass(frozen=True)
class Operatie:
    sleutel: str
    methode: str
    pad: str
    titel: str
    uitleg: str
    token: bool  # cannot do without
    parameters: tuple[Veld, ...]
    invoer: tuple[Veld, ...]
    uitvoer: tuple[Veld, ...]


@functools.cache
def operaties() -> dict[str, list[Operatie]]:
    """All operations per group of the document."""
    document: dict[str, Any] = SchemaGenerator().get_schema(request=None, public=True)
    per_groep: dict[str, list[Operatie]] = {}
    for pad, item in document["paths"].items():
        for methode, wat in item.items():
            per_groep.setdefault(wat["tags"][0], []).append(_operatie(document, pad, methode, wat))
    return per_groep


def _operatie(document: dict, pad: str, methode: str, wat: dict) -> Operatie:
    json = "application/json"
    antwoord: dict = next((a for status, a in wat["responses"].items() if status.startswith("2")), {})
    invoer = wat.get("requestBody", {}).get("content", {}).get(json, {}).get("schema", {})
    uitvoer = _los_op(document, antwoord.get("content", {}).get(json, {}).get("schema", {}))
    uitvoer = uitvoer.get("properties", {}).get("resultaten", {}).get("items", uitvoer)  # of a list: one of its rows
    namen = [p for p in wat.get("parameters", []) if p["in"] != "header"]
    return Operatie(
        sleutel=wat["operationId"].replace("_", "-"),
        methode=methode.upper(),
        pad=pad,
        titel=wat["summary"],
        uitleg=wat["description"],
        token={} not in wat.get("security", []),
        parameters=tuple(
            _veld(document, p["name"], {"description": p.get("description", ""), **p["schema"]}, p.get("required", False))
            for p in namen
        ),
        invoer=_velden(document, invoer),
        uitvoer=_velden(document, uitvoer),
    )


def _los_op(document: dict, schema: dict) -> dict:
    """A schema with what it refers to filled in."""
    if "$ref" in schema:
        return dict(document["components"]["schemas"][schema["$ref"].rpartition("/")[2]])
    delen = [_los_op(document, deel) for soort in ("allOf", "oneOf") for deel in schema.get(soort, [])]
    uit: dict = {}
    for deel in [*delen, schema]:
        uit |= deel
    uit["enum"] = [keuze for deel in [*delen, schema] for keuze in deel.get("enum", [])]
    return uit


def _velden(document: dict, schema: dict) -> tuple[Veld, ...]:
    opgelost = _los_op(document, schema)
    verplicht = opgelost.get("required", [])
    return tuple(_veld(document, naam, deel, naam in verplicht) for naam, deel in opgelost.get("properties", {}).items())


def _veld(document: dict, naam: str, schema: dict, verplicht: bool) -> Veld:
    deel = _los_op(document, schema)
    lijst = deel.get("type") == "array"
    lid = _los_op(document, deel["items"]) if lijst else deel
    soort = VORMEN.get(lid.get("format", ""), SOORTEN.get(lid.get("type", ""), "waarde"))
    keuzes = tuple(str(keuze) for keuze in lid.get("enum", []) if keuze not in {None, ""})
    return Veld(naam, f"lijst van {soort}" if lijst else soort, verplicht, schema.get("description", ""), keuzes)


@require_safe
def uitleg(request: HttpRequest) -> HttpResponse:
    return render(request, "catalogus/apiuitleg.html", {"groepen": operaties(), "adres": request.build_absolute_uri("/api/v1")})


urlpatterns = [path("api/uitleg/", uitleg, name="apiuitleg")]
