"""What belongs to choosing: terms, price quotes, the log of states, and explanations of differences."""

from decimal import Decimal

from django import forms
from django.contrib import admin
from django.utils.html import format_html_join

from catalogus import opmaak
from catalogus.beheer import kolommen
from catalogus.beheer.acties import actie
from catalogus.beheer.basis import Bewerkscherm, Scherm
from catalogus.beheer.formulieren import Datumveld, Getalveld
from catalogus.beheer.kolommen import JaarFilter
from catalogus.models import (
    Prijsopgave,
    Statuswissel,
    Termijn,
    Verschiltoelichting,
)
from catalogus.regels import prijsopgaven


@admin.register(Termijn)
class TermijnScherm(Bewerkscherm):
    werk = "Keuzes"
    list_display = [
        kolommen.tekst("gemeente", "gemeente"),
        kolommen.jaar("editie__jaar", "editie"),
        kolommen.datum("open_tot", "kiezen tot en met"),
        "reden",
    ]
    list_filter = ["editie", "gemeente"]
    list_select_related = ["gemeente", "editie"]
    search_fields = ["gemeente__naam", "reden"]


class Prijsformulier(forms.Form):
    vast = forms.DecimalField(label="Vast deel in euro", decimal_places=2, max_digits=12, localize=True, widget=Getalveld)
    per_eenheid = forms.DecimalField(
        label="Prijs per eenheid in euro", decimal_places=2, max_digits=12, localize=True, widget=Getalveld
    )
    geldig_tot = forms.DateField(label="Geldig tot en met", widget=Datumveld)
    toelichting = forms.CharField(label="Toelichting", required=False, widget=forms.Textarea(attrs={"rows": 3}))


@admin.register(Prijsopgave)
class PrijsopgaveScherm(Bewerkscherm):
    werk = "Keuzes"
    list_display = [
        kolommen.tekst("activiteit", "activiteit"),
        kolommen.tekst("gemeente", "gemeente"),
        kolommen.euro("vast", "vast deel"),
        kolommen.euro("per_eenheid", "per eenheid"),
        kolommen.datum("gevraagd_op", "gevraagd op"),
        kolommen.datum("datum", "gegeven op"),
        kolommen.datum("geldig_tot", "geldig tot en met"),
    ]
    list_filter = ["gemeente", "activiteit__editie", ("datum", admin.EmptyFieldListFilter)]
    list_select_related = ["gemeente", "activiteit"]
    search_fields = ["activiteit__titel", "activiteit__code", "gemeente__naam", "vraag"]
    autocomplete_fields = ["activiteit", "gevraagd_door"]
    date_hierarchy = "datum"
    VRAAG = ["activiteit", "gemeente", "vraag", "gevraagd_door", "gevraagd_op"]
    readonly_fields = ["vast", "per_eenheid", "toelichting", "datum", "geldig_tot"]
    actions = [
        actie(
            "geef_prijs",
            "Geef de prijs",
            lambda opgave, door, g: prijsopgaven.geef(opgave=opgave, door=door, **g),
            uitleg="De prijs geldt meteen voor de concepten van deze gemeente. Daarna verandert hij niet meer.",
            formulier=lambda objecten: Prijsformulier,
        )
    ]

    def knoppen(self, request, obj):
        return [] if obj.datum else ["geef_prijs"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("activiteit", "gemeente")

    def get_fieldsets(self, request, obj=None):
        vraag = (None, {"fields": self.VRAAG})
        return [vraag, ("Opgave", {"fields": self.readonly_fields})] if obj else [vraag]

    def has_change_permission(self, request, obj=None):
        """A price that was given does not change any more."""
        return (obj is None or obj.datum is None) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        return (obj is None or obj.datum is None) and super().has_delete_permission(request, obj)


@admin.register(Statuswissel)
class StatuswisselScherm(Scherm):
    werk = "Keuzes"
    alleen_lezen = True
    list_display = [
        kolommen.datum("op", "op"),
        kolommen.tekst("afname__gemeente", "gemeente"),
        kolommen.jaar("afname__editie__jaar", "editie"),
        kolommen.tekst("afname__naam", "afname"),
        kolommen.keuze("van", "van"),
        kolommen.keuze("naar", "naar"),
        kolommen.tekst("door", "door"),
    ]
    list_filter = ["naar", "afname__editie", "afname__gemeente"]
    list_select_related = ["afname__gemeente", "afname__editie", "door"]
    search_fields = ["afname__naam", "afname__gemeente__naam", "reden"]
    date_hierarchy = "op"
    fields = ["afname", "van", "naar", "door", "namens", "op", "reden", "opmerkingen", "verschillen"]
    readonly_fields = ["namens", "opmerkingen", "verschillen"]

    @admin.display(description="namens de gemeente")
    def namens(self, obj):
        return "ja" if obj.namens_gemeente else "nee"

    @admin.display(description="opmerkingen bij regels")
    def opmerkingen(self, obj):
        rijen = [(o.activiteit, o.tekst) for o in obj.regelopmerkingen.select_related("activiteit")]
        return format_html_join("", "<p><strong>{}</strong>: {}</p>", rijen) or "–"

    @admin.display(description="prijsverschillen")
    def verschillen(self, obj):
        rijen = [
            (
                rij["titel"],
                opmaak.euro(Decimal(rij["was"])),
                opmaak.euro(Decimal(rij["wordt"])) if rij["wordt"] else "nog geen prijs",
            )
            for rij in obj.prijsverschillen
        ]
        return format_html_join("", "<p>{}: was {}, wordt {}</p>", rijen) or "–"


@admin.register(Verschiltoelichting)
class VerschiltoelichtingScherm(Bewerkscherm):
    werk = "Keuzes"
    list_display = [
        kolommen.tekst("gemeente", "gemeente"),
        kolommen.jaar(),
        "activiteitcode",
        "tekst",
    ]
    list_filter = [("jaar", JaarFilter), "gemeente"]
    list_select_related = ["gemeente"]
    search_fields = ["activiteitcode", "tekst", "gemeente__naam"]
