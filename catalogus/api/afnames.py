"""Reading afnames; `afnameschrijven` makes and changes them. A line is known by the code of its activity."""

from decimal import Decimal

import django_filters as filters
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema, extend_schema_field, extend_schema_view
from rest_framework import serializers

from catalogus import toegang
from catalogus.api.kader import Lezen, Lijst, Tijdstip, Weergave, in_woorden, nummer, sleutel
from catalogus.fouten import RegelFout
from catalogus.models import Afname, Afnameregel, Afnameregellocatie, Statuswissel
from catalogus.regels import afnameprijzen
from catalogus.regels.afname import mogelijke_overgangen


# ------------------------------------------------------------------ afname
class Afnameweergave(Weergave):
    gemeente = sleutel("cbs_code")
    editie = sleutel("jaar")
    voorganger = nummer(allow_null=True, help_text="De vorige versie.")

    class Meta:
        model = Afname
        fields = [
            "id", "gemeente", "editie", "naam", "status", "versienummer", "voorganger", "ingangsdatum", "kenmerk",
            "toelichting",
        ]  # fmt: skip


class Afnamedetail(Afnameweergave):
    totaal = serializers.SerializerMethodField(help_text="Som van de regels die een prijs hebben, in euro.")
    mogelijke_overgangen = serializers.SerializerMethodField(help_text="Wat jij er nu mee kunt doen.")

    class Meta(Afnameweergave.Meta):
        fields = [*Afnameweergave.Meta.fields, "totaal", "mogelijke_overgangen"]

    @extend_schema_field(serializers.DecimalField(max_digits=14, decimal_places=2))
    def get_totaal(self, afname: Afname) -> str:
        som = (regelbedrag(regel) for regel in afnameprijzen.met_alles(afname=afname))
        return str(sum((sum(bedrag) for bedrag in som if bedrag), Decimal("0.00")))

    def get_mogelijke_overgangen(self, afname: Afname) -> list[str]:
        return [o.naam for o in mogelijke_overgangen(afname=afname, door=self.context["request"].user)]


def regelbedrag(regel: Afnameregel) -> tuple[Decimal, Decimal] | None:
    """Euro (fixed, units) of a line; None without a price, or when the quantity does not fit it."""
    try:
        return afnameprijzen.bedragen_van(regel=regel)
    except RegelFout:
        return None


class Afnamefilter(filters.FilterSet):
    gemeente = filters.CharFilter("gemeente__cbs_code", label="CBS-code van de gemeente.")
    editie = filters.NumberFilter("editie__jaar", decimal_places=0, label="Het jaar van de editie.")
    sorteer = filters.OrderingFilter(
        fields=[("editie__jaar", "editie"), ("gemeente__naam", "gemeente"), ("status", "status"), ("pk", "id")],
        label="Volgorde; met - ervoor andersom.",
    )

    class Meta:
        model = Afname
        fields = ["status", "kenmerk"]


@extend_schema_view(
    list=extend_schema(summary="Afnames van je gemeenten", tags=["Afnames"]),
    retrieve=extend_schema(summary="Eén afname", tags=["Afnames"]),
)
class Afnames(Lezen):
    """Wat een gemeente kiest in een editie: een concept of scenario, en wat ervan is ingediend en bevestigd."""

    queryset = Afname.objects.select_related("gemeente", "editie")
    filterset_class = Afnamefilter
    search_fields = ["naam", "kenmerk"]

    def get_queryset(self) -> QuerySet:
        return toegang.zichtbaar_voor(self.request.user, super().get_queryset())

    def get_serializer_class(self):
        return Afnameweergave if self.action == "list" else Afnamedetail


# ------------------------------------------------------------------ lines
class Regellocatieweergave(serializers.ModelSerializer):
    class Meta:
        model = Afnameregellocatie
        fields = ["locatie", "hoeveelheid"]


class Regelweergave(Weergave):
    activiteit = sleutel("code", help_text="Code van de activiteit.")
    titel = serializers.CharField(source="activiteit.titel", read_only=True)
    eenheid = serializers.CharField(source="activiteit.eenheid", read_only=True)
    locaties = Regellocatieweergave(many=True, read_only=True)
    bedrag_vast = serializers.SerializerMethodField(help_text="In euro; leeg als er nog geen prijs is.")
    bedrag_eenheid = serializers.SerializerMethodField(help_text="In euro, hoeveelheid maal prijs.")

    class Meta:
        model = Afnameregel
        fields = [
            "activiteit", "titel", "eenheid", "hoeveelheid", "herkomst", "locaties", "resultaat", "toelichting", "bedrag_vast",
            "bedrag_eenheid",
        ]  # fmt: skip

    def get_bedrag_vast(self, regel: Afnameregel) -> str | None:
        bedrag = regelbedrag(regel)
        return str(bedrag[0]) if bedrag else None

    def get_bedrag_eenheid(self, regel: Afnameregel) -> str | None:
        bedrag = regelbedrag(regel)
        return str(bedrag[1]) if bedrag else None


def afname_van(request, pk: int) -> Afname:
    """The afname of an address, when the user may see it; else 404."""
    rijen = Afname.objects.select_related("gemeente", "editie")
    afname: Afname = get_object_or_404(toegang.zichtbaar_voor(request.user, rijen), pk=pk)
    return afname


@extend_schema_view(
    list=extend_schema(summary="De regels van een afname", tags=["Afnames"]),
    retrieve=extend_schema(summary="Eén regel van een afname", tags=["Afnames"]),
)
class Regels(Lezen):
    """Een activiteit in een afname, met hoeveelheid en bedrag."""

    queryset = afnameprijzen.met_prijs(regels=Afnameregel.objects.select_related("prijs"))
    serializer_class = Regelweergave
    lookup_field = "activiteit__code"
    lookup_url_kwarg = "code"

    def get_queryset(self) -> QuerySet:
        rijen = toegang.zichtbaar_voor(self.request.user, super().get_queryset())
        if getattr(self, "swagger_fake_view", False):
            return rijen
        return rijen.filter(afname=afname_van(self.request, self.kwargs["pk"]))


# ------------------------------------------------------------------ log
class Wisselweergave(Weergave):
    namens_gemeente = serializers.BooleanField(read_only=True)
    door = in_woorden(allow_null=True, help_text="Naam van wie de stap zette.")
    op = Tijdstip(read_only=True)

    class Meta:
        model = Statuswissel
        fields = ["id", "afname", "overgang", "van", "naar", "door", "namens_gemeente", "op", "reden"]


@extend_schema_view(list=extend_schema(summary="Het logboek van een afname", tags=["Afnames"]))
class Statuswissels(Lijst):
    """Elke stap van een afname: wie, wanneer en waarom."""

    queryset = Statuswissel.objects.select_related("door")
    serializer_class = Wisselweergave

    def get_queryset(self) -> QuerySet:
        rijen = toegang.zichtbaar_voor(self.request.user, super().get_queryset())
        if getattr(self, "swagger_fake_view", False):
            return rijen
        return rijen.filter(afname=afname_van(self.request, self.kwargs["pk"]))
