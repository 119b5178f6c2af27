"""Stories, quotes, facts, partners, photos and the consent behind them."""

from django.contrib import admin
from django.urls import reverse

from catalogus.beheer import kolommen
from catalogus.beheer.basis import Bewerkscherm
from catalogus.beheer.kolommen import JaarFilter
from jaarbericht.beheer.elders import Elders
from jaarbericht.models import Citaat, Feit, Foto, Partner, Toestemming, Verhaal


def _lokaal(deel: str, obj: Citaat | Feit | Partner) -> str:
    return reverse("redactie_lokaal", args=[obj.jaar, obj.gemeente.cbs_code, deel, obj.pk])


@admin.register(Verhaal)
class VerhaalScherm(Elders):
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
    fieldsets = [
        (None, {"fields": ["gemeente", "jaar", "programmalijn", "titel", "tekst", "plaats"]}),
        ("Waar het over gaat", {"fields": ["uitvoering", "campagne", "deelnemers_woord", "volgorde"]}),
        ("Beeld", {"fields": ["foto", "bijschrift"]}),
        ("Toestemming", {"fields": ["noemt_persoon", "toestemming"]}),
    ]

    def adres(self, obj):
        return reverse("redactie_verhaal", args=[obj.jaar, obj.pk])


@admin.register(Citaat)
class CitaatScherm(Elders):
    list_display = ["__str__", "wie", kolommen.tekst("gemeente", "gemeente"), kolommen.jaar(), kolommen.programmalijn()]
    list_filter = [("jaar", JaarFilter), "gemeente", "programmalijn"]
    list_select_related = ["gemeente", "programmalijn"]
    search_fields = ["tekst", "wie"]

    def adres(self, obj):
        return _lokaal("citaten", obj)


@admin.register(Feit)
class FeitScherm(Elders):
    list_display = ["__str__", kolommen.tekst("gemeente", "gemeente"), kolommen.jaar(), kolommen.programmalijn()]
    list_filter = [("jaar", JaarFilter), "gemeente", "programmalijn"]
    list_select_related = ["gemeente", "programmalijn"]
    search_fields = ["tekst", "getal"]

    def adres(self, obj):
        return _lokaal("feiten", obj)


@admin.register(Partner)
class PartnerScherm(Elders):
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

    def adres(self, obj):
        return _lokaal("partners", obj)


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
    readonly_fields = ["ingetrokken_op"]  # withdrawing takes reports down too: schermen/toestemmingen
