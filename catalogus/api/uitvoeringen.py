"""Reading what was carried out, with its meetings; `uitvoeringschrijven` registers it."""

import django_filters as filters
from django.db.models import Prefetch, QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers

from catalogus import toegang
from catalogus.api.kader import Lezen, Weergave, in_woorden, sleutel
from catalogus.models import Bijeenkomst, Deelname, Uitvoering


class Deelnameweergave(serializers.ModelSerializer):
    gemeente = sleutel("cbs_code")

    class Meta:
        model = Deelname
        fields = ["gemeente", "aantal"]


class Bijeenkomstweergave(serializers.ModelSerializer):
    deelnames_per_gemeente = Deelnameweergave(many=True, read_only=True)

    class Meta:
        model = Bijeenkomst
        fields = ["datum", "status", "deelnames", "deelnames_per_gemeente"]


class Uitvoeringweergave(Weergave):
    activiteit = sleutel("code", allow_null=True, help_text="Code van de activiteit.")
    gemeenten = sleutel("cbs_code", many=True)
    doelgroep = in_woorden(allow_null=True)
    campagne = in_woorden(allow_null=True)
    bijeenkomsten = Bijeenkomstweergave(many=True, read_only=True)
    kenmerk = serializers.UUIDField(
        source="client_id", read_only=True, allow_null=True, help_text="Wat de inzender als kenmerk meegaf."
    )

    class Meta:
        model = Uitvoering
        fields = [
            "id", "kenmerk", "activiteit", "platform", "titel", "gemeenten", "locatie", "doelgroep", "campagne", "aanbieder",
            "vrijwilligersuren", "bijeenkomsten", "bron", "voorbeeld",
        ]  # fmt: skip


class Uitvoeringfilter(filters.FilterSet):
    gemeente = filters.CharFilter(method="in_gemeente", label="CBS-code van de gemeente.")
    activiteit = filters.CharFilter("activiteit__code", label="Code van de activiteit.")
    programmalijn = filters.NumberFilter("activiteit__programmalijn__nummer", decimal_places=0, label="Nummer van de lijn.")
    vanDatum = filters.DateFilter(method="vanaf", label="Met een bijeenkomst op of na deze dag.")
    totDatum = filters.DateFilter(method="tot", label="Met een bijeenkomst op of voor deze dag.")
    sorteer = filters.OrderingFilter(
        fields=[("pk", "id"), ("activiteit__code", "activiteit")], label="Volgorde; met - ervoor andersom."
    )

    class Meta:
        model = Uitvoering
        fields = ["platform", "locatie"]

    def in_gemeente(self, rijen: QuerySet, naam: str, waarde: str) -> QuerySet:
        koppeling = Uitvoering.gemeenten.through.objects.filter(gemeente__cbs_code=waarde)
        return rijen.filter(pk__in=koppeling.values("uitvoering"))

    def vanaf(self, rijen: QuerySet, naam: str, waarde) -> QuerySet:
        return rijen.filter(pk__in=Bijeenkomst.objects.filter(datum__gte=waarde).values("uitvoering"))

    def tot(self, rijen: QuerySet, naam: str, waarde) -> QuerySet:
        return rijen.filter(pk__in=Bijeenkomst.objects.filter(datum__lte=waarde).values("uitvoering"))


def met_bijeenkomsten(user, rijen: QuerySet) -> QuerySet:
    """With meetings, and of joint ones the numbers of the gemeenten that the user may see."""
    eigen = Deelname.objects.filter(gemeente__in=toegang.gemeenten_van(user)).select_related("gemeente")
    keren = Bijeenkomst.objects.order_by("datum", "pk").prefetch_related(Prefetch("deelnames_per_gemeente", eigen))
    return rijen.prefetch_related("gemeenten", Prefetch("bijeenkomsten", keren))


@extend_schema_view(
    list=extend_schema(summary="Uitvoeringen in je gemeenten", tags=["Uitvoeringen"]),
    retrieve=extend_schema(summary="Eén uitvoering", tags=["Uitvoeringen"]),
)
class Uitvoeringen(Lezen):
    """Wat er is gedaan: een keer of een reeks, met de bijeenkomsten en het aantal deelnames. Nooit met namen."""

    queryset = Uitvoering.objects.select_related("activiteit", "doelgroep", "campagne")
    serializer_class = Uitvoeringweergave
    filterset_class = Uitvoeringfilter
    search_fields = ["titel", "activiteit__titel"]

    def get_queryset(self) -> QuerySet:
        rijen = met_bijeenkomsten(self.request.user, super().get_queryset())
        return toegang.zichtbaar_voor(self.request.user, rijen)
