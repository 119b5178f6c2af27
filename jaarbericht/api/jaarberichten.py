"""Annual reports with the content of the newest version that the reader may see, as data and as PDF."""

import django_filters as filters
from django.db.models import Prefetch, QuerySet
from django.http import FileResponse, Http404
from django.urls import path
from drf_spectacular.utils import OpenApiTypes, extend_schema, extend_schema_field, extend_schema_view
from rest_framework import serializers

from catalogus import toegang
from catalogus.api.kader import EEN, LIJST, Kader, Lezen, Tijdstip, Weergave, sleutel
from catalogus.api.toegang import OpenbaarOfMetToken
from catalogus.api.vorm import Json, Pdf
from jaarbericht.models import Jaarbericht, Uitgave


class Uitgaveweergave(Weergave):
    gemaakt_op = Tijdstip(read_only=True)

    class Meta:
        model = Uitgave
        fields = ["nummer", "soort", "reden", "sha256", "gemaakt_op", "openbaar_vanaf"]


class Jaarberichtweergave(Weergave):
    gemeente = sleutel("cbs_code")
    uitgave = serializers.SerializerMethodField(help_text="De nieuwste uitgave die je mag lezen.")

    class Meta:
        model = Jaarbericht
        fields = ["id", "gemeente", "jaar", "status", "uitgave"]

    @extend_schema_field(Uitgaveweergave(allow_null=True))
    def get_uitgave(self, bericht: Jaarbericht) -> dict | None:
        uitgaven = bericht.uitgaven.all()  # as prefetched: newest first, as far as the reader may see them
        return Uitgaveweergave(uitgaven[0], context=self.context).data if uitgaven else None


class Jaarberichtdetail(Jaarberichtweergave):
    inhoud = serializers.SerializerMethodField(help_text="De hele inhoud; bij elk onderdeel zegt ‘_’ wat het is.")

    class Meta(Jaarberichtweergave.Meta):
        fields = [*Jaarberichtweergave.Meta.fields, "inhoud"]

    @extend_schema_field(serializers.DictField(allow_null=True))
    def get_inhoud(self, bericht: Jaarbericht) -> dict | None:
        uitgaven = bericht.uitgaven.all()
        return uitgaven[0].inhoud if uitgaven else None


class Jaarberichtfilter(filters.FilterSet):
    gemeente = filters.CharFilter("gemeente__cbs_code", label="CBS-code van de gemeente.")
    sorteer = filters.OrderingFilter(
        fields=[("jaar", "jaar"), ("gemeente__naam", "gemeente")], label="Volgorde; met - ervoor andersom."
    )

    class Meta:
        model = Jaarbericht
        fields = ["jaar", "status"]


def leesbare_uitgaven(user) -> QuerySet[Uitgave]:
    """Versions that `user` may read, newest first: the public ones, and those of the own gemeenten. Never one taken down."""
    uitgaven = Uitgave.objects.filter(ingetrokken_op__isnull=True)
    openbaar = toegang.openbare_uitgaven(uitgaven)
    eigen = openbaar | toegang.zichtbaar_voor(user, uitgaven) if user.is_authenticated else openbaar
    return eigen.order_by("-nummer")


@extend_schema_view(
    list=extend_schema(summary="De jaarberichten", tags=["Jaarberichten"]),
    retrieve=extend_schema(summary="Eén jaarbericht met zijn inhoud", tags=["Jaarberichten"]),
)
class Jaarberichten(Lezen):
    """Het jaarbericht van een gemeente. Openbaar na publicatie; ligt het ter inzage, dan leest alleen de gemeente het."""

    queryset = Jaarbericht.objects.select_related("gemeente")
    permission_classes = [OpenbaarOfMetToken]
    filterset_class = Jaarberichtfilter

    def get_queryset(self) -> QuerySet:
        uitgaven = leesbare_uitgaven(self.request.user)
        uitgaven = uitgaven.defer("inhoud") if self.action == "list" else uitgaven
        rijen = super().get_queryset().prefetch_related(Prefetch("uitgaven", uitgaven))
        return toegang.leesbaar_voor(self.request.user, rijen)

    def get_serializer_class(self):
        return Jaarberichtweergave if self.action == "list" else Jaarberichtdetail


class Jaarberichtpdf(Kader):
    """Een jaarbericht als pdf."""

    queryset = Jaarbericht.objects.all()
    permission_classes = [OpenbaarOfMetToken]
    renderer_classes = [Json, Pdf]

    def parameters(self) -> set[str]:
        return set()

    def get_queryset(self) -> QuerySet:
        return toegang.leesbaar_voor(self.request.user, super().get_queryset())

    @extend_schema(
        summary="Eén jaarbericht als pdf", tags=["Jaarberichten"], responses={(200, "application/pdf"): OpenApiTypes.BINARY}
    )
    def retrieve(self, request, *args, **kwargs) -> FileResponse:
        bericht = self.get_object()
        uitgave = leesbare_uitgaven(request.user).filter(jaarbericht=bericht).first()
        if uitgave is None:
            raise Http404
        naam = str(uitgave.pdf.name).rpartition("/")[2]
        return FileResponse(uitgave.pdf.open("rb"), content_type="application/pdf", filename=naam)


urlpatterns = [
    path("jaarberichten", Jaarberichten.as_view(LIJST)),
    path("jaarberichten/<int:pk>", Jaarberichten.as_view(EEN)),
    path("jaarberichten/<int:pk>/pdf", Jaarberichtpdf.as_view(EEN)),
]
