"""Editions with their tariffs and what moves them on."""

from decimal import Decimal

from django import forms
from django.contrib import admin

from catalogus.beheer import kolommen
from catalogus.beheer.acties import actie
from catalogus.beheer.basis import Bewerkscherm, Onderdeel
from catalogus.beheer.formulieren import Getalveld
from catalogus.models import (
    Editie,
    Tarief,
)
from catalogus.regels import edities


class Kopieerformulier(forms.Form):
    jaar = forms.IntegerField(label="Jaar van de nieuwe editie", min_value=2000, max_value=2100, localize=False)
    indexering = forms.DecimalField(
        label="Indexering in procenten",
        initial=Decimal(0),
        min_value=-50,
        max_value=100,
        decimal_places=2,
        localize=True,
        widget=Getalveld,
        help_text="Verhoogt tarieven, prijzen, staffels en dekking, bijvoorbeeld 3,5. Vul 0 in om niets te verhogen.",
    )


def in_concept(editie: Editie | None) -> bool:
    return editie is None or editie.status == Editie.Status.CONCEPT


class TariefBijEditie(Onderdeel):
    model = Tarief
    fields = ["functiegroep", "uurtarief", "capaciteit"]

    def has_add_permission(self, request, obj=None):
        return in_concept(obj) and super().has_add_permission(request, obj)

    def has_change_permission(self, request, obj=None):
        return in_concept(obj) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        return in_concept(obj) and super().has_delete_permission(request, obj)


@admin.register(Editie)
class EditieScherm(Bewerkscherm):
    werk = "Catalogus"
    list_display = [
        kolommen.jaar(),
        kolommen.label(),
        kolommen.keuze("opslagmethode", "opslag"),
        kolommen.keuze("kostenopbouw", "kostenopbouw voor gemeenten"),
        kolommen.datum("kiezen_tot", "kiezen tot en met"),
    ]
    list_filter = ["status"]
    search_fields = ["jaar"]
    readonly_fields = ["staat"]
    fieldsets = [
        (None, {"fields": ["jaar", "staat", "kiezen_tot", "kostenopbouw"]}),
        ("Opslag", {"fields": ["opslagmethode", "opslagpercentage", "organisatiekosten"]}),
    ]
    inlines = [TariefBijEditie]
    actions = [
        actie(
            "kopieer_editie",
            "Kopieer naar een nieuw jaar",
            lambda editie, door, g: edities.kopieer_editie(bron=editie, door=door, **g)[0],
            uitleg="Alle activiteiten, kosten en tarieven gaan mee. De nieuwe editie begint als concept.",
            formulier=lambda objecten: Kopieerformulier,
        ),
        actie(
            "open_editie",
            "Open de editie",
            lambda editie, door, g: edities.open_editie(editie=editie, door=door),
            uitleg="Gemeenten kunnen daarna kiezen. De prijzen worden vastgelegd: kosten en tarieven veranderen niet meer.",
        ),
        actie(
            "start_editie",
            "Start het jaar",
            lambda editie, door, g: edities.start_editie(editie=editie, door=door),
            uitleg="Kiezen is daarna voorbij. Keuzes die niet zijn ingediend, vervallen.",
        ),
        actie(
            "sluit_editie",
            "Sluit de editie af",
            lambda editie, door, g: edities.sluit_editie(editie=editie, door=door),
            uitleg="Daarna verandert er niets meer. Nieuwe versies die nog niet klaar zijn, vervallen.",
        ),
    ]
    VOLGENDE = {Editie.Status.CONCEPT: "open_editie", Editie.Status.OPEN: "start_editie", Editie.Status.LOPEND: "sluit_editie"}

    def knoppen(self, request, obj):
        volgende = self.VOLGENDE.get(obj.status)
        return [*([volgende] if volgende else []), "kopieer_editie"]

    def get_readonly_fields(self, request, obj=None):
        vast = [] if in_concept(obj) else ["jaar_tekst", "opslagmethode", "opslagpercentage", "organisatiekosten"]
        return [*self.readonly_fields, *vast]

    def get_fieldsets(self, request, obj=None):
        opslag = self.fieldsets[1]
        if obj is None:
            return [(None, {"fields": ["jaar", "kiezen_tot", "kostenopbouw"]}), opslag]
        if in_concept(obj):
            return self.fieldsets
        uitleg = "Deze editie is geopend. De opslag en de tarieven liggen vast."
        return [
            (None, {"fields": ["jaar_tekst", "staat", "kiezen_tot", "kostenopbouw"]}),
            ("Opslag", {**opslag[1], "description": uitleg}),
        ]

    def has_delete_permission(self, request, obj=None):
        return in_concept(obj) and super().has_delete_permission(request, obj)

    @admin.display(description="status")
    def staat(self, obj):
        return kolommen.label()(obj)

    @admin.display(description="jaar")
    def jaar_tekst(self, obj):
        return str(obj.jaar)
