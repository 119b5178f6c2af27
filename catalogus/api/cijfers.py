"""Definitions of figures, and the figures that were entered."""

import django_filters as filters
from django.db.models import QuerySet
from django.urls import path
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers

from catalogus import toegang
from catalogus.api.kader import EEN, LIJST, Lezen, Weergave, sleutel
from catalogus.models import Indicator, Meting, Scope


class Indicatorweergave(Weergave):
    scopes = serializers.ListField(child=serializers.ChoiceField(Scope.choices), help_text="Waarover het cijfer kan gaan.")

    class Meta:
        model = Indicator
        fields = ["code", "naam", "rubriek", "eenheid", "decimalen", "scopes", "soort", "voetnoot", "wsob"]


class Indicatorfilter(filters.FilterSet):
    sorteer = filters.OrderingFilter(
        fields=[("volgorde", "volgorde"), ("naam", "naam"), ("code", "code")], label="Volgorde; met - ervoor andersom."
    )

    class Meta:
        model = Indicator
        fields = ["rubriek", "soort"]


@extend_schema_view(
    list=extend_schema(summary="De indicatoren", tags=["Cijfers"]),
    retrieve=extend_schema(summary="Eén indicator", tags=["Cijfers"]),
)
class Indicatoren(Lezen):
    """Wat er gemeten wordt, en hoe."""

    queryset = Indicator.objects.all()
    serializer_class = Indicatorweergave
    filterset_class = Indicatorfilter
    search_fields = ["naam", "code"]
    lookup_field = lookup_url_kwarg = "code"

    def get_queryset(self) -> QuerySet:
        return toegang.zichtbaar_voor(self.request.user, super().get_queryset())


class Metingweergave(Weergave):
    indicator = sleutel("code")
    gemeente = sleutel("cbs_code", allow_null=True)

    class Meta:
        model = Meting
        fields = [
            "id", "indicator", "jaar", "scope", "gemeente", "waarde", "geen_gegevens", "peildatum", "bron", "stand",
            "voorbeeld",
        ]  # fmt: skip


class Metingfilter(filters.FilterSet):
    indicator = filters.CharFilter("indicator__code", label="Code van de indicator.")
    rubriek = filters.CharFilter("indicator__rubriek", label="Rubriek van de indicator.")
    gemeente = filters.CharFilter("gemeente__cbs_code", label="CBS-code van de gemeente.")
    vanJaar = filters.NumberFilter("jaar", "gte", decimal_places=0, label="Vanaf dit jaar.")
    totJaar = filters.NumberFilter("jaar", "lte", decimal_places=0, label="Tot en met dit jaar.")
    sorteer = filters.OrderingFilter(
        fields=[("jaar", "jaar"), ("indicator__code", "indicator"), ("gemeente__naam", "gemeente")],
        label="Volgorde; met - ervoor andersom.",
    )

    class Meta:
        model = Meting
        fields = ["jaar", "scope", "stand"]


@extend_schema_view(
    list=extend_schema(summary="Ingevoerde cijfers", tags=["Cijfers"]),
    retrieve=extend_schema(summary="Eén ingevoerd cijfer", tags=["Cijfers"]),
)
class Metingen(Lezen):
    """Cijfers van je gemeenten zoals zij zijn ingevoerd. Berekende cijfers staan in het jaarbericht."""

    queryset = Meting.objects.select_related("indicator", "gemeente")
    serializer_class = Metingweergave
    filterset_class = Metingfilter

    def get_queryset(self) -> QuerySet:
        return toegang.zichtbaar_voor(self.request.user, super().get_queryset())


urlpatterns = [
    path("indicatoren", Indicatoren.as_view(LIJST)),
    path("indicatoren/<slug:code>", Indicatoren.as_view(EEN)),
    path("metingen", Metingen.as_view(LIJST)),
    path("metingen/<int:pk>", Metingen.as_view(EEN)),
]
