"""Tariffs, groups of staff, sources of money, and published prices."""

from django.contrib import admin
from django.utils.html import format_html, format_html_join

from catalogus import opmaak
from catalogus.beheer import kolommen
from catalogus.beheer.activiteiten import opbouwtabel
from catalogus.beheer.basis import Bewerkscherm, Onderdeel, Scherm
from catalogus.beheer.edities import in_concept
from catalogus.models import Bronbedrag, Editie, Financieringsbron, Functiegroep, Prijs, Tarief


@admin.register(Tarief)
class TariefScherm(Bewerkscherm):
    werk = "Kosten"
    list_display = [
        kolommen.tekst("functiegroep", "functiegroep"),
        kolommen.jaar("editie__jaar", "editie"),
        kolommen.euro("uurtarief", "uurtarief"),
        kolommen.getal("capaciteit", "capaciteit in uren"),
    ]
    list_filter = ["editie", "functiegroep"]
    list_select_related = ["editie", "functiegroep"]
    search_fields = ["functiegroep__naam"]
    fields = ["editie", "functiegroep", "uurtarief", "capaciteit"]

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "editie":
            kwargs["queryset"] = Editie.objects.filter(status=Editie.Status.CONCEPT)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def keuzetekst(self, obj):
        return f"{obj.functiegroep} {obj.editie.jaar}"

    def get_readonly_fields(self, request, obj=None):
        return ["editie", "functiegroep"] if obj else []

    def has_change_permission(self, request, obj=None):
        """The tariffs of an edition that was opened are fixed."""
        return (obj is None or in_concept(obj.editie)) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        return (obj is None or in_concept(obj.editie)) and super().has_delete_permission(request, obj)


@admin.register(Functiegroep)
class FunctiegroepScherm(Bewerkscherm):
    werk = "Kosten"
    list_display = ["naam"]
    search_fields = ["naam"]


class BronbedragBij(Onderdeel):
    model = Bronbedrag
    fields = ["jaar", "bedrag"]


@admin.register(Financieringsbron)
class FinancieringsbronScherm(Bewerkscherm):
    werk = "Kosten"
    list_display = [
        "naam",
        kolommen.keuze("ontvanger", "ontvanger"),
        kolommen.datum("begin", "looptijd van"),
        kolommen.datum("eind", "tot en met"),
    ]
    list_filter = ["ontvanger"]
    search_fields = ["naam"]
    inlines = [BronbedragBij]


@admin.register(Prijs)
class PrijsScherm(Scherm):
    werk = "Kosten"
    alleen_lezen = True
    list_display = [
        kolommen.tekst("activiteit", "activiteit"),
        kolommen.jaar("activiteit__editie__jaar", "editie"),
        kolommen.getal("versie", "versie"),
        kolommen.euro("vast", "vast deel"),
        kolommen.euro("per_eenheid", "per eenheid", 4),
        kolommen.tekst("reden", "reden"),
        kolommen.datum("gemaakt_op", "gemaakt op"),
    ]
    list_filter = ["activiteit__editie"]
    list_select_related = ["activiteit__editie"]
    search_fields = ["activiteit__titel", "activiteit__code", "reden"]
    fields = ["activiteit", "versie", "bedragen", "opbouw_tabel", "grondslag", "klassen", "reden", "gemaakt_op", "gemaakt_door"]
    readonly_fields = ["bedragen", "opbouw_tabel", "klassen"]

    @admin.display(description="prijs")
    def bedragen(self, obj):
        return f"{opmaak.euro(obj.vast)} vast, {opmaak.euro(obj.per_eenheid, obj.activiteit.prijsdecimalen)} per eenheid"

    @admin.display(description="opbouw")
    def opbouw_tabel(self, obj):
        return opbouwtabel(obj.opbouw, obj.activiteit.prijsdecimalen)

    @admin.display(description="staffel")
    def klassen(self, obj):
        if not obj.staffel:
            return "–"
        rijen = [
            (f"tot en met {opmaak.hoeveelheid(tot)}" if tot is not None else "meer", opmaak.euro(prijs))
            for tot, prijs in obj.staffel
        ]
        cellen = format_html_join("", '<tr><td>{}</td><td class="n">{}</td></tr>', rijen)
        return format_html('<table class="ac-tabel bh-klein"><tbody>{}</tbody></table>', cellen)
