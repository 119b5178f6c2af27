"""Gemeenten (public) and their locations."""

import django_filters as filters
from django.db.models import Q, QuerySet
from django.urls import path
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers

from catalogus import toegang
from catalogus.api.kader import EEN, LIJST, Lezen, Weergave, sleutel
from catalogus.api.toegang import OpenbaarOfMetToken
from catalogus.models import Functie, Gemeente, Locatie, Locatiefunctie, Locatiestand
from catalogus.models.gemeenten import GemeenteQuerySet


# ------------------------------------------------------------------ gemeenten
class Gemeenteweergave(Weergave):
    class Meta:
        model = Gemeente
        fields = ["cbs_code", "naam", "provincie", "regio", "deelnemer_van", "deelnemer_tot"]


class Gemeentefilter(filters.FilterSet):
    deelnemerIn = filters.NumberFilter(
        method="deelnemers", decimal_places=0, min_value=1990, max_value=2100, label="Deelnemer op 31 december van dit jaar."
    )
    sorteer = filters.OrderingFilter(
        fields=[("naam", "naam"), ("cbs_code", "cbsCode")], label="Volgorde; met - ervoor andersom."
    )

    class Meta:
        model = Gemeente
        fields = ["provincie", "regio"]

    def deelnemers(self, rijen: GemeenteQuerySet, naam: str, waarde) -> QuerySet:
        return rijen.deelnemers(int(waarde))


@extend_schema_view(
    list=extend_schema(summary="Alle gemeenten", tags=["Gemeenten"]),
    retrieve=extend_schema(summary="Eén gemeente", tags=["Gemeenten"]),
)
class Gemeenten(Lezen):
    """Gemeenten in het werkgebied en daarbuiten. Openbaar."""

    queryset = Gemeente.objects.all()
    serializer_class = Gemeenteweergave
    permission_classes = [OpenbaarOfMetToken]
    filterset_class = Gemeentefilter
    search_fields = ["naam"]
    lookup_field = "cbs_code"
    lookup_url_kwarg = "cbs"

    def get_queryset(self) -> QuerySet:
        return toegang.leesbaar_voor(self.request.user, super().get_queryset())


# ------------------------------------------------------------------ locations
class Functieweergave(serializers.ModelSerializer):
    class Meta:
        model = Locatiefunctie
        fields = ["functie", "van", "tot"]


class Standweergave(serializers.ModelSerializer):
    class Meta:
        model = Locatiestand
        fields = ["vanaf", "bemande_uren", "leerlingen", "teldatum"]


class Locatieweergave(Weergave):
    gemeente = sleutel("cbs_code")
    functies = Functieweergave(many=True, read_only=True)
    standen = Standweergave(many=True, read_only=True)

    class Meta:
        model = Locatie
        fields = ["id", "gemeente", "naam", "plaats", "lengtegraad", "breedtegraad", "functies", "standen"]


class Locatiefilter(filters.FilterSet):
    gemeente = filters.CharFilter("gemeente__cbs_code", label="CBS-code van de gemeente.")
    functie = filters.ChoiceFilter(method="met_functie", choices=Functie.choices, label="Wat er is; met `op` op die dag.")
    op = filters.DateFilter(method="niets", label="De dag waarop de functie er is.")
    sorteer = filters.OrderingFilter(
        fields=[("gemeente__naam", "gemeente"), ("naam", "naam"), ("plaats", "plaats")],
        label="Volgorde; met - ervoor andersom.",
    )

    class Meta:
        model = Locatie
        fields = ["plaats"]

    def met_functie(self, rijen: QuerySet, naam: str, waarde: str) -> QuerySet:
        functies = Locatiefunctie.objects.filter(functie=waarde)
        if op := self.form.cleaned_data.get("op"):
            functies = functies.filter(Q(tot__isnull=True) | Q(tot__gte=op), van__lte=op)
        return rijen.filter(pk__in=functies.values("locatie"))

    def niets(self, rijen: QuerySet, naam: str, waarde) -> QuerySet:
        return rijen  # belongs to `functie`


@extend_schema_view(
    list=extend_schema(summary="Locaties van je gemeenten", tags=["Gemeenten"]),
    retrieve=extend_schema(summary="Eén locatie", tags=["Gemeenten"]),
)
class Locaties(Lezen):
    """Bibliotheken, servicepunten, scholen en andere plekken, met hun functies en hun stand door de jaren."""

    queryset = Locatie.objects.select_related("gemeente").prefetch_related("functies", "standen")
    serializer_class = Locatieweergave
    filterset_class = Locatiefilter
    search_fields = ["naam", "plaats"]

    def get_queryset(self) -> QuerySet:
        return toegang.zichtbaar_voor(self.request.user, super().get_queryset())


urlpatterns = [
    path("gemeenten", Gemeenten.as_view(LIJST)),
    path("gemeenten/<slug:cbs>", Gemeenten.as_view(EEN)),
    path("locaties", Locaties.as_view(LIJST)),
    path("locaties/<int:pk>", Locaties.as_view(EEN)),
]
