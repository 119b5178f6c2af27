"""Definitions of figures, their values, and surveys."""

from django import forms
from django.contrib import admin

from catalogus import opmaak
from catalogus.beheer import kolommen
from catalogus.beheer.basis import Bewerkscherm, Onderdeel
from catalogus.beheer.formulieren import Formulier
from catalogus.beheer.kolommen import JaarFilter
from catalogus.models import Indicator, Meting, Onderzoek, Onderzoeksresultaat, Scope
from catalogus.regels.metingen import zet_meting


class Indicatorformulier(Formulier):
    scopes = forms.MultipleChoiceField(
        label="Bereik", choices=Scope, widget=forms.CheckboxSelectMultiple, help_text="Voor wie dit cijfer bestaat."
    )

    class Meta:
        help_texts = {"selectie": 'Welke activiteiten tellen: {"codes": ["IDO"]} of {"programmalijnen": [2]}.'}


@admin.register(Indicator)
class IndicatorScherm(Bewerkscherm):
    werk = "Cijfers"
    form = Indicatorformulier
    list_display = [
        "naam",
        "code",
        "rubriek",
        kolommen.keuze("soort", "soort"),
        "eenheid",
        kolommen.getal("volgorde", "volgorde"),
    ]
    list_filter = ["soort", "rubriek", "stichting"]
    search_fields = ["naam", "code", "rubriek"]
    autocomplete_fields = ["onderdelen", "teller", "noemer"]
    fieldsets = [
        (None, {"fields": ["code", "naam", "rubriek", "eenheid", "decimalen", "volgorde", "scopes", "stichting"]}),
        ("Waar het cijfer vandaan komt", {"fields": ["soort", "onderdelen", "teller", "noemer", "selectie", "functie"]}),
        ("Controle en uitleg", {"fields": ["plausibel_van", "plausibel_tot", "voetnoot", "wsob"]}),
    ]


@admin.register(Meting)
class MetingScherm(Bewerkscherm):
    werk = "Cijfers"
    list_display = [
        kolommen.tekst("indicator", "indicator"),
        kolommen.jaar(),
        kolommen.keuze("scope", "bereik"),
        kolommen.tekst("gemeente", "gemeente"),
        "gemeten",
        kolommen.keuze("stand", "stand"),
        "bron",
    ]
    list_filter = [("jaar", JaarFilter), "scope", "gemeente", "stand", "geen_gegevens", "indicator__rubriek"]
    list_select_related = ["indicator", "gemeente"]
    search_fields = ["indicator__naam", "indicator__code", "gemeente__naam", "bron"]
    autocomplete_fields = ["indicator"]
    readonly_fields = ["telling"]
    fieldsets = [
        (None, {"fields": ["indicator", "jaar", "scope", "gemeente"]}),
        ("Waarde", {"fields": ["waarde", "geen_gegevens", "stand", "peildatum", "bron"]}),
        ("Afwijking van een telling, of wijziging in een afgesloten jaar", {"fields": ["reden", "telling"]}),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("indicator", "gemeente")

    def get_readonly_fields(self, request, obj=None):
        return [*self.readonly_fields, "indicator", "jaar_tekst", "scope", "gemeente"] if obj else self.readonly_fields

    def get_fieldsets(self, request, obj=None):
        if obj is None:
            return self.fieldsets
        return [(None, {"fields": ["indicator", "jaar_tekst", "scope", "gemeente"]}), *self.fieldsets[1:]]

    def save_model(self, request, obj, form, change):
        meting = zet_meting(
            indicator=obj.indicator, jaar=obj.jaar, scope=obj.scope, gemeente=obj.gemeente, door=request.user,
            waarde=obj.waarde, geen_gegevens=obj.geen_gegevens, reden=obj.reden, bron=obj.bron, stand=obj.stand,
            peildatum=obj.peildatum, gezien=form.cleaned_data["slot"] if change else None,
        )  # fmt: skip
        obj.pk = meting.pk

    @admin.display(description="jaar")
    def jaar_tekst(self, obj):
        return str(obj.jaar)

    @admin.display(description="waarde", ordering="waarde")
    def gemeten(self, obj):
        if obj.geen_gegevens:
            return "geen gegevens"
        return f"{opmaak.getal(obj.waarde, obj.indicator.decimalen)} {obj.indicator.eenheid}".strip()

    @admin.display(description="telling bij het invoeren")
    def telling(self, obj):
        return opmaak.hoeveelheid(obj.geteld)


class ResultaatBij(Onderdeel):
    model = Onderzoeksresultaat
    fields = ["lijst", "label", "percentage", "volgorde"]


@admin.register(Onderzoek)
class OnderzoekScherm(Bewerkscherm):
    werk = "Cijfers"
    list_display = ["naam", kolommen.jaar()]
    list_filter = [("jaar", JaarFilter)]
    search_fields = ["naam", "toelichting"]
    inlines = [ResultaatBij]
