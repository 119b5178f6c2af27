"""What the views of the API share: fewer fields on request, unknown parameters refused, ETag and If-Match."""

import datetime
import hashlib
import re
from typing import Any

from django.db import models
from django.utils.decorators import method_decorator
from django.views.decorators.http import conditional_page
from rest_framework import mixins, serializers, viewsets
from rest_framework.exceptions import ValidationError
from rest_framework.permissions import SAFE_METHODS
from rest_framework.response import Response
from rest_framework.views import APIView

from catalogus.api.fouten import Conflict
from catalogus.api.lijsten import Bladzijden
from catalogus.api.vorm import camel, slang

VELDEN = "velden"
LIJST: dict[str, Any] = {"get": "list"}
EEN: dict[str, Any] = {"get": "retrieve"}


class Tijdstip(serializers.DateTimeField):
    """A moment, always in UTC."""

    def __init__(self, **opties):
        super().__init__(default_timezone=datetime.UTC, **opties)


class Weergave(serializers.ModelSerializer):
    serializer_field_mapping = {**serializers.ModelSerializer.serializer_field_mapping, models.DateTimeField: Tijdstip}


def sleutel(veld: str, **opties) -> Any:
    """A related record, known by this field of it."""
    return serializers.SlugRelatedField(slug_field=veld, read_only=True, **opties)


def nummer(**opties) -> Any:
    """A related record, known by its number."""
    return serializers.PrimaryKeyRelatedField(read_only=True, **opties)


def in_woorden(**opties) -> Any:
    """A related record by what it is called."""
    return serializers.StringRelatedField(**opties)


class Omgang(APIView):
    """Refuses parameters that a view does not know: a typing error in a filter must not give everything."""

    def initial(self, request, *args, **kwargs):
        super().initial(request, *args, **kwargs)
        bekend = self.parameters()
        if vreemd := sorted(set(request.query_params) - bekend):
            mogelijk = f"Wel: {', '.join(sorted(bekend))}." if bekend else "Dit adres heeft geen parameters."
            raise ValidationError(dict.fromkeys(vreemd, f"Deze parameter is hier niet bekend. {mogelijk}"), code="onbekend")

    def parameters(self) -> set[str]:
        return set()


class Kader(Omgang, viewsets.GenericViewSet):
    """A view of one kind of record."""

    filterset_class: Any = None
    search_fields: list[str] = []

    def parameters(self) -> set[str]:
        if self.request.method not in SAFE_METHODS:
            return set()
        bekend = {VELDEN}
        if self.action == "list":
            bekend |= {Bladzijden.page_query_param, Bladzijden.page_size_query_param}
            bekend |= {"zoek"} if self.search_fields else set()
            bekend |= set(self.filterset_class.base_filters) if self.filterset_class else set()
        return bekend

    def get_serializer(self, *args, **kwargs):
        serializer = super().get_serializer(*args, **kwargs)
        if self.request.method in SAFE_METHODS and VELDEN in self.request.query_params:
            rij: Any = getattr(serializer, "child", serializer)
            gevraagd = {slang(naam.strip()) for naam in self.request.query_params[VELDEN].split(",")}
            if vreemd := sorted(gevraagd - set(rij.fields)):
                mogelijk = ", ".join(camel(naam) for naam in rij.fields)
                raise ValidationError({VELDEN: f"{camel(vreemd[0])[:60]} is hier geen veld. Wel: {mogelijk}."}, code="onbekend")
            for naam in set(rij.fields) - gevraagd:
                rij.fields.pop(naam)
        return serializer


@method_decorator(conditional_page, name="dispatch")
class Lijst(mixins.ListModelMixin, Kader):
    """A list. It has an ETag: who asks again with If-None-Match gets 304 while nothing changed."""


@method_decorator(conditional_page, name="dispatch")
class Lezen(mixins.ListModelMixin, mixins.RetrieveModelMixin, Kader):
    """A list and each of its records."""

    def retrieve(self, request, *args, **kwargs) -> Response:
        rij = self.get_object()
        return met_etag(Response(self.get_serializer(rij).data), rij)


def met_etag(antwoord: Response, rij: Any) -> Response:
    """The ETag holds the lock number, for If-Match, and a mark of all that is shown, for If-None-Match."""
    slot = getattr(rij, "slot", 0)

    def zet(klaar):
        klaar["ETag"] = f'"{slot}-{hashlib.sha256(klaar.content).hexdigest()[:20]}"'

    antwoord.add_post_render_callback(zet)
    return antwoord


def gezien(request) -> int:
    """The lock number in If-Match; 428 without it, 412 for one that was never given out."""
    kop = request.headers.get("If-Match")
    if kop is None:
        raise Conflict(428, "Stuur in de kop If-Match de ETag mee van de versie die je hebt gelezen.", "if-match")
    deel = re.fullmatch(r'"(\d{1,9})-[0-9a-f]{20}"', kop.strip())
    if deel is None:
        raise Conflict(412, "De waarde van If-Match is geen ETag van deze API. Lees de gegevens opnieuw.", "verouderd")
    return int(deel[1])
