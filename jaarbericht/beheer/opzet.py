"""The plan of a year's reports: chapters, blocks with shared text, and variants per gemeente."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html

from catalogus.beheer import kolommen
from catalogus.beheer.basis import Bewerkscherm, LeesOnderdeel, Onderdeel
from catalogus.beheer.kolommen import JaarFilter
from jaarbericht.beheer.elders import Elders
from jaarbericht.beheer.tekstveld import Tekstveld
from jaarbericht.models import Blok, Hoofdstuk, Opzet, Tekstvariant
from jaarbericht.regels import redactie


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


class VariantBij(Onderdeel):
    model = Tekstvariant
    fields = ["gemeente", "wijze"]
    show_change_link = True


def met_tekstveld(db_field, formfield, **kwargs):
    """The form field of a text with placeholders, else what the screen makes of it."""
    if db_field.name in {"tekst", "getal"}:
        regels = 12 if db_field.name == "tekst" else 1
        return Tekstveld(label=db_field.verbose_name.capitalize(), required=not db_field.blank, regels=regels)
    return formfield(db_field, **kwargs)


@admin.register(Blok)
class BlokScherm(Bewerkscherm):
    """Its text; where it stands and how it looks is changed in the plan."""

    werk = "Jaarberichten"
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
    readonly_fields = [
        "plaats", "hoofdstuk", "sleutel", "soort", "titel", "gemeente", "campagne", "voorwaarde", "volgorde", "instelling",
    ]  # fmt: skip
    inlines = [VariantBij]
    fieldsets = [
        (None, {"fields": ["plaats", "hoofdstuk", "sleutel", "soort", "titel", "tekst"]}),
        ("Wanneer en voor wie", {"fields": ["gemeente", "campagne", "voorwaarde", "volgorde"]}),
        ("Instelling", {"fields": ["instelling"]}),
    ]

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        return met_tekstveld(db_field, super().formfield_for_dbfield, request=request, **kwargs)

    def has_add_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description="plaats en instelling")
    def plaats(self, obj):
        adres = reverse("redactie_blok", args=[obj.hoofdstuk.opzet.jaar, obj.pk])
        return format_html('<a href="{}">Open in de opzet</a>', adres)

    def save_model(self, request, obj, form, change):
        if "tekst" in form.changed_data:
            obj.tekst = redactie.netjes_gemaakt(tekst=obj.tekst, jaar=obj.hoofdstuk.opzet.jaar)
        if change and "tekst" in form.changed_data:
            redactie.nieuwe_tekstversie(blok=obj)
        super().save_model(request, obj, form, change)


@admin.register(Tekstvariant)
class TekstvariantScherm(Bewerkscherm):
    werk = "Jaarberichten"
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
    autocomplete_fields = ["blok"]
    fields = ["blok", "gemeente", "wijze", "tekst", "gedeeld"]
    readonly_fields = ["gedeeld"]

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        return met_tekstveld(db_field, super().formfield_for_dbfield, request=request, **kwargs)

    def save_model(self, request, obj, form, change):
        obj.tekst = redactie.netjes_gemaakt(tekst=obj.tekst, jaar=obj.blok.hoofdstuk.opzet.jaar)
        redactie.gebaseerd_op_nu(variant=obj)
        super().save_model(request, obj, form, change)

    @admin.display(description="bij de gedeelde tekst")
    def actueel(self, obj):
        return "ouder dan de gedeelde tekst" if redactie.is_ouder(variant=obj, blok=obj.blok) else "bij"

    @admin.display(description="gedeelde tekst van nu")
    def gedeeld(self, obj):
        return Tekstveld().prepare_value(obj.blok.tekst) if obj.pk else "zichtbaar na bewaren"
