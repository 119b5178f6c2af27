"""Stories, quotes, facts, partners, photos and the consent behind them."""

from django.contrib import admin

from catalogus.beheer import kolommen
from catalogus.beheer.basis import Bewerkscherm
from catalogus.beheer.kolommen import JaarFilter
from jaarbericht.beheer.opzet import met_tekstveld
from jaarbericht.models import Citaat, Feit, Foto, Partner, Toestemming, Verhaal


@admin.register(Verhaal)
class VerhaalScherm(Bewerkscherm):
    werk = "Jaarberichten"
    list_display = [
        "titel",
        kolommen.tekst("gemeente", "gemeente"),
        kolommen.jaar(),
        kolommen.programmalijn(),
        kolommen.tekst("campagne", "campagne"),
        "plaats",
    ]
    list_filter = [("jaar", JaarFilter), "gemeente", "programmalijn", "noemt_persoon"]
    list_select_related = ["gemeente", "programmalijn", "campagne"]
    search_fields = ["titel", "tekst", "plaats"]
    autocomplete_fields = ["campagne", "uitvoering", "foto", "toestemming"]
    erbij = ("foto", "toestemming")
    fieldsets = [
        (None, {"fields": ["gemeente", "jaar", "programmalijn", "titel", "tekst", "plaats"]}),
        ("Waar het over gaat", {"fields": ["uitvoering", "campagne", "deelnemers_woord", "volgorde"]}),
        ("Beeld", {"fields": ["foto", "bijschrift"]}),
        ("Toestemming", {"fields": ["noemt_persoon", "toestemming"]}),
    ]

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        return met_tekstveld(db_field, super().formfield_for_dbfield, request=request, **kwargs)


@admin.register(Citaat)
class CitaatScherm(Bewerkscherm):
    werk = "Jaarberichten"
    list_display = ["__str__", "wie", kolommen.tekst("gemeente", "gemeente"), kolommen.jaar(), kolommen.programmalijn()]
    list_filter = [("jaar", JaarFilter), "gemeente", "programmalijn"]
    list_select_related = ["gemeente", "programmalijn"]
    search_fields = ["tekst", "wie"]
    autocomplete_fields = ["toestemming"]
    erbij = ("toestemming",)


@admin.register(Feit)
class FeitScherm(Bewerkscherm):
    werk = "Jaarberichten"
    list_display = ["__str__", kolommen.tekst("gemeente", "gemeente"), kolommen.jaar(), kolommen.programmalijn()]
    list_filter = [("jaar", JaarFilter), "gemeente", "programmalijn"]
    list_select_related = ["gemeente", "programmalijn"]
    search_fields = ["tekst", "getal"]

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        return met_tekstveld(db_field, super().formfield_for_dbfield, request=request, **kwargs)


@admin.register(Partner)
class PartnerScherm(Bewerkscherm):
    werk = "Jaarberichten"
    list_display = [
        "naam",
        "rol",
        kolommen.tekst("gemeente", "gemeente"),
        kolommen.jaar(),
        kolommen.programmalijn(),
        kolommen.ja_nee("gezamenlijk", "gezamenlijk"),
    ]
    list_filter = [("jaar", JaarFilter), "gemeente", "programmalijn", "gezamenlijk"]
    list_select_related = ["gemeente", "programmalijn"]
    search_fields = ["naam", "rol"]


@admin.register(Foto)
class FotoScherm(Bewerkscherm):
    werk = "Jaarberichten"
    list_display = ["alt", "tekening", "maker", kolommen.ja_nee("toont_persoon", "toont personen"), "met_toestemming"]
    list_filter = ["toont_persoon"]
    search_fields = ["alt", "maker", "tekening"]
    autocomplete_fields = ["toestemming", "uitvoering"]
    erbij = ("toestemming",)

    @admin.display(description="toestemming", ordering="toestemming")
    def met_toestemming(self, obj):
        return "ja" if obj.toestemming_id else "nee"


@admin.register(Toestemming)
class ToestemmingScherm(Bewerkscherm):
    werk = "Jaarberichten"
    list_display = [
        "persoon",
        kolommen.datum("gegeven_op", "gegeven op"),
        kolommen.datum("geldig_tot", "geldig tot en met"),
        kolommen.datum("ingetrokken_op", "ingetrokken op"),
        kolommen.ja_nee("druk", "druk"),
        kolommen.ja_nee("web", "web"),
        kolommen.ja_nee("hergebruik", "hergebruik"),
    ]
    list_filter = ["is_kind", "druk", "web", "hergebruik", ("ingetrokken_op", admin.EmptyFieldListFilter)]
    search_fields = ["persoon", "ouder"]
    date_hierarchy = "gegeven_op"
    fieldsets = [
        (None, {"fields": ["persoon", "is_kind", "ouder"]}),
        ("Waarvoor", {"fields": ["druk", "web", "hergebruik"]}),
        ("Bewijs en duur", {"fields": ["bewijs", "gegeven_op", "geldig_tot", "ingetrokken_op"]}),
    ]
