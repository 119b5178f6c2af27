"""The plan of a year's reports: chapters, blocks with shared text, and variants per gemeente."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html

from catalogus.beheer import kolommen
from catalogus.beheer.basis import LeesOnderdeel
from catalogus.beheer.kolommen import JaarFilter
from jaarbericht.beheer.elders import Elders
from jaarbericht.models import Blok, Hoofdstuk, Opzet, Tekstvariant
from jaarbericht.regels.redactie import is_ouder


class HoofdstukBij(LeesOnderdeel):
    model = Hoofdstuk
    fields = ["volgorde", "nummer", "titel", "sleutel", "soort", "programmalijn", "voorwaarde"]
    show_change_link = True


@admin.register(Opzet)
class OpzetScherm(Elders):
    list_display = ["__str__", "titel", "organisatie"]
    search_fields = ["titel", "organisatie"]
    inlines = [HoofdstukBij]

    def adres(self, obj):
        return reverse("redactie_opzet", args=[obj.jaar])


class BlokBij(LeesOnderdeel):
    model = Blok
    fields = ["volgorde", "sleutel", "soort", "titel", "gemeente", "campagne", "voorwaarde"]
    relaties = ("gemeente", "campagne")
    show_change_link = True


@admin.register(Hoofdstuk)
class HoofdstukScherm(Elders):
    list_display = [
        "titel",
        kolommen.jaar("opzet__jaar", "opzet"),
        kolommen.getal("nummer", "nummer"),
        kolommen.keuze("soort", "soort"),
        kolommen.programmalijn(),
        "voorwaarde",
    ]
    list_filter = [("opzet__jaar", JaarFilter), "soort", "programmalijn"]
    list_select_related = ["opzet", "programmalijn"]
    search_fields = ["titel", "sleutel"]
    inlines = [BlokBij]

    def adres(self, obj):
        return reverse("redactie_hoofdstuk", args=[obj.opzet.jaar, obj.pk])


class VariantBij(LeesOnderdeel):
    model = Tekstvariant
    fields = ["gemeente", "wijze"]
    relaties = ("gemeente",)
    show_change_link = True


@admin.register(Blok)
class BlokScherm(Elders):
    list_display = [
        "__str__",
        kolommen.tekst("hoofdstuk", "hoofdstuk"),
        kolommen.jaar("hoofdstuk__opzet__jaar", "opzet"),
        kolommen.keuze("soort", "soort"),
        kolommen.tekst("gemeente", "alleen voor"),
        "voorwaarde",
    ]
    list_filter = [("hoofdstuk__opzet__jaar", JaarFilter), "soort", "hoofdstuk__programmalijn", "gemeente"]
    list_select_related = ["hoofdstuk__opzet", "gemeente"]
    search_fields = ["titel", "sleutel", "tekst", "hoofdstuk__titel"]
    readonly_fields = ["verbeteren", "plaats"]
    inlines = [VariantBij]
    fieldsets = [
        (None, {"fields": ["plaats", "hoofdstuk", "sleutel", "soort", "titel", "tekst"]}),
        ("Wanneer en voor wie", {"fields": ["gemeente", "campagne", "voorwaarde", "volgorde"]}),
        ("Instelling", {"fields": ["instelling"]}),
    ]

    def adres(self, obj):
        return reverse("redactie_tekst", args=[obj.hoofdstuk.opzet.jaar, obj.pk])

    @admin.display(description="plaats en instelling")
    def plaats(self, obj):
        adres = reverse("redactie_blok", args=[obj.hoofdstuk.opzet.jaar, obj.pk])
        return format_html('<a href="{}">Open in de opzet</a>', adres)


@admin.register(Tekstvariant)
class TekstvariantScherm(Elders):
    list_display = [
        kolommen.tekst("blok", "blok"),
        kolommen.jaar("blok__hoofdstuk__opzet__jaar", "opzet"),
        kolommen.tekst("gemeente", "gemeente"),
        kolommen.keuze("wijze", "wijze"),
        "actueel",
    ]
    list_filter = [("blok__hoofdstuk__opzet__jaar", JaarFilter), "gemeente", "wijze"]
    list_select_related = ["blok__hoofdstuk__opzet", "gemeente"]
    search_fields = ["tekst", "blok__titel", "blok__sleutel", "gemeente__naam"]
    fields = ["blok", "gemeente", "wijze", "tekst"]

    def adres(self, obj):
        pagina = reverse("redactie_tekst", args=[obj.blok.hoofdstuk.opzet.jaar, obj.blok_id])
        return f"{pagina}?gemeente={obj.gemeente.cbs_code}&deel=eigen"

    @admin.display(description="bij de gedeelde tekst")
    def actueel(self, obj):
        return "ouder dan de gedeelde tekst" if is_ouder(variant=obj, blok=obj.blok) else "bij"
