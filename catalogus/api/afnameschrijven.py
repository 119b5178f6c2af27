"""Making afnames, changing their heading and lines, and their transitions."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import path
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from catalogus import toegang
from catalogus.api.afnames import (
    Afnamedetail,
    Afnames,
    Regels,
    Regelweergave,
    Statuswissels,
    Wisselweergave,
    afname_van,
)
from catalogus.api.idempotentie import telt_eenmaal
from catalogus.api.invoer import Eigen, Invoer
from catalogus.api.kader import gezien, met_etag
from catalogus.fouten import RegelFout
from catalogus.models import Activiteit, Afname, Afnameregel, Editie, Gemeente, Locatie
from catalogus.regels import afnamekop, afnameregels
from catalogus.regels.afname import TABEL, wissel

TAGS = ["Afnames"]


# ------------------------------------------------------------------ afname
class Afnameinvoer(Invoer):
    gemeente: Any = Eigen(slug_field="cbs_code", queryset=Gemeente.objects.all(), help_text="CBS-code van je gemeente.")
    editie: Any = Eigen(slug_field="jaar", queryset=Editie.objects.all(), help_text="Het jaar van een open editie.")
    naam = serializers.CharField(max_length=80, required=False)


class Kopinvoer(Invoer):
    naam = serializers.CharField(max_length=80, required=False)
    kenmerk = serializers.CharField(max_length=80, required=False, allow_blank=True)
    toelichting = serializers.CharField(max_length=5000, required=False, allow_blank=True)


class Afnamewerk(Afnames):
    __doc__ = Afnames.__doc__

    @extend_schema(summary="Maak een afname", tags=TAGS, request=Afnameinvoer, responses={201: Afnamedetail})
    @telt_eenmaal
    def create(self, request) -> Response:
        """Begint een concept met de basis van een deelnemende gemeente, vooraf ingevuld met wat bekend is."""
        afname = afnameregels.maak_afname(door=request.user, **gelezen(Afnameinvoer, self))
        return gemaakt(Afnamedetail(afname, context=self.get_serializer_context()), f"afnames/{afname.pk}", afname)

    @extend_schema(summary="Verander de kop van een afname", tags=TAGS, request=Kopinvoer, responses={200: Afnamedetail})
    def partial_update(self, request, pk: int) -> Response:
        """Naam, kenmerk en toelichting van een concept."""
        afname = self.get_object()
        velden = {naam: getattr(afname, naam) for naam in ("naam", "kenmerk", "toelichting")} | gelezen(Kopinvoer, self)
        afname = afnamekop.zet_kop(afname=afname, door=request.user, gezien=gezien(request), **velden)
        return met_etag(Response(Afnamedetail(afname, context=self.get_serializer_context()).data), afname)


def gelezen(invoer: type[Invoer], view) -> dict:
    """What was sent, checked."""
    serializer = invoer(data=view.request.data, context=view.get_serializer_context())
    serializer.is_valid(raise_exception=True)
    return serializer.validated_data


def gemaakt(serializer: serializers.BaseSerializer, adres: str, rij: Any) -> Response:
    return met_etag(Response(serializer.data, status=201, headers={"Location": f"/api/v1/{adres}"}), rij)


# ------------------------------------------------------------------ lines
class Regellocatieinvoer(Invoer):
    locatie: Any = Eigen(slug_field="id", queryset=Locatie.objects.all(), help_text="Nummer van een locatie van de gemeente.")
    hoeveelheid = serializers.DecimalField(max_digits=12, decimal_places=2, min_value=0)


class Regelinvoer(Invoer):
    hoeveelheid = serializers.DecimalField(
        max_digits=12, decimal_places=2, min_value=0, help_text="Met `locaties` telt de som daarvan."
    )
    locaties = Regellocatieinvoer(many=True, required=False, help_text="Een lege lijst haalt de verdeling weg.")
    resultaat = serializers.CharField(max_length=200, required=False, allow_blank=True)
    toelichting = serializers.CharField(max_length=5000, required=False, allow_blank=True)


class Regelwerk(Regels):
    __doc__ = Regels.__doc__

    @extend_schema(
        summary="Zet een regel in een afname",
        tags=TAGS,
        request=Regelinvoer,
        responses={200: Regelweergave, 201: Regelweergave},
    )
    def update(self, request, pk: int, code: str) -> Response:
        """Kiest een activiteit of verandert haar regel. Voor een regel die er al is, is If-Match nodig."""
        afname = afname_van(request, pk)
        activiteiten = toegang.zichtbaar_voor(request.user, Activiteit.objects.filter(editie=afname.editie_id))
        activiteit = get_object_or_404(activiteiten.select_related("editie"), code=code)
        bestaat = afname.regels.filter(activiteit=activiteit).exists()
        slot = gezien(request) if bestaat or "If-Match" in request.headers else afnameregels.NIEUW
        velden = gelezen(Regelinvoer, self)
        if "locaties" in velden:
            velden["per_locatie"] = _verdeling(velden.pop("locaties"))
        regel = afnameregels.zet_regel(afname=afname, activiteit=activiteit, door=request.user, gezien=slot, **velden)
        uit = Regelweergave(self.get_queryset().get(pk=regel.pk), context=self.get_serializer_context())
        return met_etag(Response(uit.data), regel) if bestaat else gemaakt(uit, f"afnames/{pk}/regels/{code}", regel)

    @extend_schema(summary="Haal een regel uit een afname", tags=TAGS, responses={204: None})
    def destroy(self, request, pk: int, code: str) -> Response:
        """De regels van de basis van een deelnemende gemeente blijven staan."""
        regel: Afnameregel = self.get_object()
        afnameregels.verwijder_regel(regel=regel, door=request.user, gezien=gezien(request))
        return Response(status=204)


def _verdeling(locaties: list[dict]) -> dict:
    verdeling = {deel["locatie"].pk: deel["hoeveelheid"] for deel in locaties}
    if len(verdeling) < len(locaties):
        raise RegelFout("Een locatie staat er twee keer in. Tel die hoeveelheden op.", code="dubbel", veld="locaties")
    return verdeling


# ------------------------------------------------------------------ transitions
class Opmerkinginvoer(Invoer):
    activiteit = serializers.CharField(max_length=40, help_text="Code van de activiteit van de regel.")
    tekst = serializers.CharField(max_length=2000)


class Wisselinvoer(Invoer):
    overgang = serializers.ChoiceField([(stap.naam, stap.omschrijving) for stap in TABEL.values()])
    reden = serializers.CharField(max_length=2000, required=False, allow_blank=True)
    ingangsdatum = serializers.DateField(required=False, help_text="Bij een nieuwe versie van een editie die al loopt.")
    opmerkingen = Opmerkinginvoer(many=True, required=False, help_text="Bij teruggeven: wat er per regel moet veranderen.")


class Wisselwerk(Statuswissels):
    __doc__ = Statuswissels.__doc__

    @extend_schema(summary="Zet een stap met een afname", tags=TAGS, request=Wisselinvoer, responses={201: Wisselweergave})
    @telt_eenmaal
    def create(self, request, pk: int) -> Response:
        """Voorleggen, indienen, intrekken en de andere stappen. Bij een nieuwe versie is `afname` het nummer daarvan."""
        afname = afname_van(request, pk)
        velden = gelezen(Wisselinvoer, self)
        opmerkingen = _per_regel(afname, velden.pop("opmerkingen", []))
        nieuw = wissel(afname=afname, door=request.user, regelopmerkingen=opmerkingen, **velden)
        stap = nieuw.statuswissels.select_related("door").last()
        uit = Wisselweergave(stap, context=self.get_serializer_context())
        return gemaakt(uit, f"afnames/{nieuw.pk}/statuswissels", stap)


def _per_regel(afname: Afname, opmerkingen: list[dict]) -> dict[int, str]:
    regels = dict(afname.regels.order_by().values_list("activiteit__code", "pk"))
    if vreemd := [rij["activiteit"] for rij in opmerkingen if rij["activiteit"] not in regels]:
        raise RegelFout(f"{vreemd[0]} staat niet in deze keuze.", code="regel", veld="opmerkingen")
    return {regels[rij["activiteit"]]: rij["tekst"] for rij in opmerkingen}


urlpatterns = [
    path("afnames", Afnamewerk.as_view({"get": "list", "post": "create"})),
    path("afnames/<int:pk>", Afnamewerk.as_view({"get": "retrieve", "patch": "partial_update"})),
    path("afnames/<int:pk>/regels", Regels.as_view({"get": "list"})),
    path("afnames/<int:pk>/regels/<slug:code>", Regelwerk.as_view({"get": "retrieve", "put": "update", "delete": "destroy"})),
    path("afnames/<int:pk>/statuswissels", Wisselwerk.as_view({"get": "list", "post": "create"})),
]
