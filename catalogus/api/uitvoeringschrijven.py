"""Registering executions, one at a time or many at once with an answer per item."""

from typing import Any

from django.db import transaction
from django.urls import path
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from catalogus import toegang
from catalogus.api.afnameschrijven import gelezen, gemaakt
from catalogus.api.fouten import probleem_van_invoer, probleem_van_regel
from catalogus.api.idempotentie import telt_eenmaal
from catalogus.api.invoer import Eigen, Invoer
from catalogus.api.kader import EEN, Kader
from catalogus.api.uitvoeringen import Uitvoeringen, Uitvoeringweergave
from catalogus.fouten import RegelFout
from catalogus.models import Activiteit, Campagne, Gemeente, Kenmerk, Locatie, Uitvoering
from catalogus.regels.uitvoering import registreer

TAGS = ["Uitvoeringen"]
MEEST = 200  # executions in one call


class Deelnameinvoer(Invoer):
    gemeente: Any = Eigen(slug_field="cbs_code", queryset=Gemeente.objects.all())
    aantal = serializers.IntegerField(min_value=0, max_value=20_000)


class Bijeenkomstinvoer(Invoer):
    datum = serializers.DateField()
    deelnames = serializers.IntegerField(min_value=0, required=False, allow_null=True, help_text="Leeg: niet bekend.")


class Uitvoeringinvoer(Invoer):
    kenmerk = serializers.UUIDField(required=False, help_text="Je eigen kenmerk; hetzelfde kenmerk telt één keer.")
    activiteit = serializers.CharField(max_length=40, required=False, help_text="Code, uit de editie van de eerste datum.")
    platform = serializers.BooleanField(required=False, help_text="Van anderen, in de bibliotheek.")
    titel = serializers.CharField(max_length=160, required=False, allow_blank=True)
    gemeenten: Any = Eigen(slug_field="cbs_code", queryset=Gemeente.objects.all(), many=True)
    locatie: Any = Eigen(slug_field="id", queryset=Locatie.objects.all(), required=False)
    doelgroep: Any = Eigen(slug_field="naam", queryset=Kenmerk.objects.filter(soort=Kenmerk.Soort.DOELGROEP), required=False)
    campagne: Any = Eigen(slug_field="id", queryset=Campagne.objects.all(), required=False)
    aanbieder = serializers.CharField(max_length=120, required=False, allow_blank=True)
    vrijwilligersuren = serializers.DecimalField(max_digits=7, decimal_places=2, min_value=0, required=False)
    verslag = serializers.CharField(max_length=5000, required=False, allow_blank=True)
    bijeenkomsten = Bijeenkomstinvoer(many=True, allow_empty=False)
    deelnames_per_gemeente = Deelnameinvoer(many=True, required=False, help_text="Bij één gezamenlijke bijeenkomst.")
    reden = serializers.CharField(max_length=500, required=False, help_text="Nodig in een jaar dat is afgesloten.")

    def validate(self, attrs: dict) -> dict:
        """The activity belongs to the edition of the first date."""
        keren = attrs.pop("bijeenkomsten")
        attrs["datums"] = [(keer["datum"], keer.get("deelnames")) for keer in keren]
        if code := attrs.get("activiteit"):
            jaar = min(dag for dag, _ in attrs["datums"]).year
            rijen = Activiteit.objects.filter(editie__jaar=jaar, code=code).select_related("editie")
            attrs["activiteit"] = toegang.zichtbaar_voor(self.context["request"].user, rijen).first()
            if attrs["activiteit"] is None:
                raise serializers.ValidationError(
                    {"activiteit": f"In {jaar} is er geen activiteit {code}."}, code="does_not_exist"
                )
        attrs["client_id"] = attrs.pop("kenmerk", None)
        attrs["per_gemeente"] = {deel["gemeente"]: deel["aantal"] for deel in attrs.pop("deelnames_per_gemeente", [])}
        return attrs


class Uitvoeringwerk(Uitvoeringen):
    __doc__ = Uitvoeringen.__doc__

    @extend_schema(
        summary="Registreer een uitvoering", tags=TAGS, request=Uitvoeringinvoer, responses={201: Uitvoeringweergave}
    )
    @telt_eenmaal
    def create(self, request) -> Response:
        """Voor medewerkers van een vestiging en de redactie. Bijeenkomsten na vandaag zijn gepland."""
        uitvoering = registreer(door=request.user, **gelezen(Uitvoeringinvoer, self))
        rij = self.get_queryset().get(pk=uitvoering.pk)
        uit = Uitvoeringweergave(rij, context=self.get_serializer_context())
        return gemaakt(uit, f"uitvoeringen/{uitvoering.pk}", uitvoering)


# ------------------------------------------------------------------ many at once
class Inzendinginvoer(Invoer):
    uitvoeringen = serializers.ListField(
        child=serializers.JSONField(), min_length=1, max_length=MEEST, help_text="Elk zoals bij registreren van één uitvoering."
    )


class Inzendingrij(serializers.Serializer):
    plaats = serializers.IntegerField(help_text="Plaats in de lijst; de eerste is 0.")
    status = serializers.IntegerField(help_text="201: geregistreerd. Anders de status van de fout.")
    uitvoering = serializers.IntegerField(allow_null=True, help_text="Nummer van de uitvoering.")
    probleem = serializers.DictField(allow_null=True, help_text="Wat er niet klopt, als bij elke fout.")


class Inzendinguitkomst(serializers.Serializer):
    gelukt = serializers.IntegerField()
    mislukt = serializers.IntegerField()
    resultaten = Inzendingrij(many=True)


class Inzendingen(Kader):
    """Veel uitvoeringen in één keer."""

    queryset = Uitvoering.objects.none()
    serializer_class = Inzendinginvoer

    @extend_schema(
        summary="Registreer veel uitvoeringen", tags=TAGS, request=Inzendinginvoer, responses={200: Inzendinguitkomst}
    )
    @telt_eenmaal
    def create(self, request) -> Response:
        """Hoogstens 200. Elke uitvoering slaagt of mislukt apart; bij elke staat wat ervan werd."""
        rijen = gelezen(Inzendinginvoer, self)["uitvoeringen"]
        resultaten = [{"plaats": plaats, **self._registreer(rij)} for plaats, rij in enumerate(rijen)]
        gelukt = sum(rij["status"] == 201 for rij in resultaten)
        return Response({"gelukt": gelukt, "mislukt": len(rijen) - gelukt, "resultaten": resultaten})

    def _registreer(self, rij: Any) -> dict:
        invoer = Uitvoeringinvoer(data=rij, context=self.get_serializer_context())
        try:
            invoer.is_valid(raise_exception=True)
            with transaction.atomic():
                uitvoering = registreer(door=self.request.user, **invoer.validated_data)
        except serializers.ValidationError as fout:
            probleem = probleem_van_invoer(fout, "body")
        except RegelFout as fout:
            probleem = probleem_van_regel(fout)
        else:
            return {"status": 201, "uitvoering": uitvoering.pk, "probleem": None}
        return {"status": probleem["status"], "uitvoering": None, "probleem": probleem}


urlpatterns = [
    path("uitvoeringen", Uitvoeringwerk.as_view({"get": "list", "post": "create"})),
    path("uitvoeringen/<int:pk>", Uitvoeringwerk.as_view(EEN)),
    path("inzendingen", Inzendingen.as_view({"post": "create"})),
]
