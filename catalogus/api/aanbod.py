"""The catalogue: programmalijnen, editions, and activities with price and build-up as far as the reader may see them."""

import django_filters as filters
from django.db.models import Prefetch, QuerySet
from django.urls import path
from drf_spectacular.utils import extend_schema, extend_schema_field, extend_schema_view
from rest_framework import serializers

from catalogus import toegang
from catalogus.api.kader import EEN, LIJST, Lezen, Weergave, nummer, sleutel
from catalogus.api.toegang import OpenbaarOfMetToken
from catalogus.models import Activiteit, Editie, Kenmerk, Prijs, Programmalijn
from catalogus.regels.tekst import schoon

VOLGORDE = "Volgorde; met - ervoor andersom."


class Programmalijnweergave(Weergave):
    class Meta:
        model = Programmalijn
        fields = ["nummer", "naam", "kleur", "inleiding", "doel"]


@extend_schema_view(
    list=extend_schema(summary="De programmalijnen", tags=["Catalogus"]),
    retrieve=extend_schema(summary="Eén programmalijn", tags=["Catalogus"]),
)
class Programmalijnen(Lezen):
    """De hoofdstukken van catalogus en jaarbericht. Openbaar."""

    queryset = Programmalijn.objects.all()
    serializer_class = Programmalijnweergave
    permission_classes = [OpenbaarOfMetToken]
    lookup_field = lookup_url_kwarg = "nummer"
    search_fields = ["naam"]

    def get_queryset(self) -> QuerySet:
        return toegang.leesbaar_voor(self.request.user, super().get_queryset())


# ------------------------------------------------------------------ editions
class Editieweergave(Weergave):
    class Meta:
        model = Editie
        fields = ["jaar", "status", "kiezen_tot", "kostenopbouw"]


class Editiefilter(filters.FilterSet):
    sorteer = filters.OrderingFilter(fields=[("jaar", "jaar")], label=VOLGORDE)

    class Meta:
        model = Editie
        fields = ["status"]


@extend_schema_view(
    list=extend_schema(summary="De edities van de catalogus", tags=["Catalogus"]),
    retrieve=extend_schema(summary="Eén editie", tags=["Catalogus"]),
)
class Edities(Lezen):
    """De catalogus van een jaar. Openbaar zodra zij open is."""

    queryset = Editie.objects.all()
    serializer_class = Editieweergave
    permission_classes = [OpenbaarOfMetToken]
    filterset_class = Editiefilter
    lookup_field = lookup_url_kwarg = "jaar"

    def get_queryset(self) -> QuerySet:
        return toegang.leesbaar_voor(self.request.user, super().get_queryset())


# ------------------------------------------------------------------ activities
class Kenmerkweergave(serializers.ModelSerializer):
    class Meta:
        model = Kenmerk
        fields = ["soort", "naam", "leeftijd_van", "leeftijd_tot"]


class Postweergave(serializers.Serializer):
    post = serializers.CharField()
    bedrag = serializers.CharField(help_text="In euro.")


class Opbouwweergave(serializers.Serializer):
    vast = Postweergave(many=True)
    eenheid = Postweergave(many=True)


class Klasseweergave(serializers.Serializer):
    tot_en_met = serializers.CharField(allow_null=True, help_text="Leeg: de laatste klasse.")
    prijs = serializers.CharField(help_text="In euro.")


class Prijsweergave(Weergave):
    opbouw = serializers.SerializerMethodField(help_text="Waar de prijs uit bestaat, als de editie dat laat zien.")
    staffel = serializers.SerializerMethodField(help_text="De klassen, bij een prijs volgens staffel.")

    class Meta:
        model = Prijs
        fields = ["versie", "vast", "per_eenheid", "grondslag", "staffel", "opbouw", "gemaakt_op"]

    @extend_schema_field(Klasseweergave(many=True))
    def get_staffel(self, prijs: Prijs) -> list[dict]:
        return [{"tot_en_met": tot, "prijs": bedrag} for tot, bedrag in prijs.staffel]

    @extend_schema_field(Opbouwweergave(allow_null=True))
    def get_opbouw(self, prijs: Prijs) -> dict | None:
        if toegang.kostenopbouw_voor(self.context["request"].user, prijs.activiteit.editie) == Editie.Kostenopbouw.GEEN:
            return None
        return {deel: prijs.opbouw.get(deel, []) for deel in ("vast", "eenheid")}


class Activiteitweergave(Weergave):
    editie = sleutel("jaar")
    programmalijn = sleutel("nummer")
    ouder = nummer(allow_null=True, help_text="De activiteit waar dit een onderdeel van is.")
    omschrijving = serializers.SerializerMethodField(help_text="HTML met alleen alinea’s, lijsten, koppen en links.")
    kenmerken = Kenmerkweergave(many=True, read_only=True)
    prijs = serializers.SerializerMethodField(help_text="De nieuwste prijs; leeg zonder token, en als er nog geen prijs is.")

    class Meta:
        model = Activiteit
        fields = [
            "id", "editie", "code", "titel", "programmalijn", "ouder", "samenvatting", "omschrijving", "doel", "beoogd_effect",
            "resultaat", "realisatiemaat", "pakket", "eenheid", "prijsvorm", "btw_regime", "minimum", "maximum", "kenmerken",
            "prijs",
        ]  # fmt: skip

    def get_omschrijving(self, activiteit: Activiteit) -> str:
        return schoon(tekst=activiteit.omschrijving)

    @extend_schema_field(Prijsweergave(allow_null=True))
    def get_prijs(self, activiteit: Activiteit) -> dict | None:
        prijzen = activiteit.prijzen.all()  # as prefetched: newest first, as far as the reader may see them
        return Prijsweergave(prijzen[0], context=self.context).data if prijzen else None


class Activiteitfilter(filters.FilterSet):
    editie = filters.NumberFilter("editie__jaar", decimal_places=0, label="Het jaar van de editie.")
    programmalijn = filters.NumberFilter("programmalijn__nummer", decimal_places=0, label="Nummer van de programmalijn.")
    ouder = filters.NumberFilter("ouder_id", decimal_places=0, label="Alleen onderdelen van deze activiteit.")
    kenmerk = filters.CharFilter(method="met_kenmerk", label="Naam van een doelgroep of ander kenmerk.")
    sorteer = filters.OrderingFilter(
        fields=[("editie__jaar", "editie"), ("programmalijn__nummer", "programmalijn"), ("titel", "titel"), ("code", "code")],
        label=VOLGORDE,
    )

    class Meta:
        model = Activiteit
        fields = ["code", "pakket", "eenheid", "prijsvorm"]

    def met_kenmerk(self, rijen: QuerySet, naam: str, waarde: str) -> QuerySet:
        return rijen.filter(pk__in=Activiteit.kenmerken.through.objects.filter(kenmerk__naam=waarde).values("activiteit"))


@extend_schema_view(
    list=extend_schema(summary="De activiteiten van de catalogus", tags=["Catalogus"]),
    retrieve=extend_schema(summary="Eén activiteit", tags=["Catalogus"]),
)
class Activiteiten(Lezen):
    """Wat gemeenten kunnen kiezen. Openbaar zodra de editie open is; de prijs staat erbij voor wie een token heeft."""

    queryset = Activiteit.objects.select_related("editie", "programmalijn").prefetch_related("kenmerken")
    serializer_class = Activiteitweergave
    permission_classes = [OpenbaarOfMetToken]
    filterset_class = Activiteitfilter
    search_fields = ["titel", "code", "samenvatting"]

    def get_queryset(self) -> QuerySet:
        prijzen = toegang.zichtbaar_voor(self.request.user, Prijs.objects.order_by("-versie"))
        rijen = super().get_queryset().prefetch_related(Prefetch("prijzen", prijzen))
        return toegang.leesbaar_voor(self.request.user, rijen)


urlpatterns = [
    path("programmalijnen", Programmalijnen.as_view(LIJST)),
    path("programmalijnen/<int:nummer>", Programmalijnen.as_view(EEN)),
    path("edities", Edities.as_view(LIJST)),
    path("edities/<int:jaar>", Edities.as_view(EEN)),
    path("activiteiten", Activiteiten.as_view(LIJST)),
    path("activiteiten/<int:pk>", Activiteiten.as_view(EEN)),
]
