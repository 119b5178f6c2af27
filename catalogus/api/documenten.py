"""Documents of afnames as they were signed: what they say as data, and the PDF."""

import django_filters as filters
from django.db.models import QuerySet
from django.http import FileResponse
from django.urls import path
from drf_spectacular.utils import OpenApiTypes, extend_schema, extend_schema_view
from rest_framework import serializers

from catalogus import toegang
from catalogus.api.kader import EEN, LIJST, Kader, Lezen, Tijdstip, Weergave
from catalogus.api.vorm import Json, Pdf
from catalogus.models import Document
from catalogus.regels import documenten


class Documentweergave(Weergave):
    gemeente = serializers.CharField(source="afname.gemeente.cbs_code", read_only=True)
    editie = serializers.IntegerField(source="afname.editie.jaar", read_only=True)
    gemaakt_op = Tijdstip(read_only=True)

    class Meta:
        model = Document
        fields = ["id", "afname", "gemeente", "editie", "soort", "sha256", "gemaakt_op"]


class Documentdetail(Documentweergave):
    inhoud = serializers.DictField(read_only=True, help_text="Alles wat het document zegt, zoals het is getekend.")

    class Meta(Documentweergave.Meta):
        fields = [*Documentweergave.Meta.fields, "schema", "inhoud"]


class Documentfilter(filters.FilterSet):
    gemeente = filters.CharFilter("afname__gemeente__cbs_code", label="CBS-code van de gemeente.")
    editie = filters.NumberFilter("afname__editie__jaar", decimal_places=0, label="Het jaar van de editie.")
    afname = filters.NumberFilter("afname_id", decimal_places=0, label="Van deze afname.")
    sorteer = filters.OrderingFilter(
        fields=[("gemaakt_op", "gemaaktOp"), ("soort", "soort")], label="Volgorde; met - ervoor andersom."
    )

    class Meta:
        model = Document
        fields = ["soort"]


@extend_schema_view(
    list=extend_schema(summary="Documenten van je gemeenten", tags=["Documenten"]),
    retrieve=extend_schema(summary="Eén document als gegevens", tags=["Documenten"]),
)
class Documenten(Lezen):
    """Afnamelijst, begrotingsaanvraag en raadsbijlage, zoals zij bij indienen en bevestigen zijn vastgelegd."""

    queryset = Document.objects.select_related("afname__gemeente", "afname__editie")
    filterset_class = Documentfilter

    def get_queryset(self) -> QuerySet:
        return toegang.zichtbaar_voor(self.request.user, super().get_queryset())

    def get_serializer_class(self):
        return Documentweergave if self.action == "list" else Documentdetail


class Documentpdf(Kader):
    """Een document als pdf."""

    queryset = Documenten.queryset
    renderer_classes = [Json, Pdf]

    def parameters(self) -> set[str]:
        return set()

    def get_queryset(self) -> QuerySet:
        return toegang.zichtbaar_voor(self.request.user, super().get_queryset())

    @extend_schema(
        summary="Eén document als pdf", tags=["Documenten"], responses={(200, "application/pdf"): OpenApiTypes.BINARY}
    )
    def retrieve(self, request, *args, **kwargs) -> FileResponse:
        document = documenten.met_pdf(document=self.get_object())
        return FileResponse(document.pdf.open("rb"), content_type="application/pdf", filename=f"{document.soort}.pdf")


urlpatterns = [
    path("documenten", Documenten.as_view(LIJST)),
    path("documenten/<int:pk>", Documenten.as_view(EEN)),
    path("documenten/<int:pk>/pdf", Documentpdf.as_view(EEN)),
]
