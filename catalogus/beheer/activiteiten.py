"""Activities with their cost build-up, and the programmalijnen and characteristics they are filed under."""

from decimal import Decimal

from django import forms
from django.contrib import admin
from django.shortcuts import redirect
from django.utils.html import format_html, format_html_join

from catalogus import opmaak
from catalogus.beheer import kolommen
from catalogus.beheer.acties import actie
from catalogus.beheer.basis import Bewerkscherm, LeesOnderdeel, Onderdeel
from catalogus.beheer.edities import in_concept
from catalogus.beheer.formulieren import Redenformulier
from catalogus.fouten import RegelFout
from catalogus.models import (
    Activiteit,
    Dekking,
    Editie,
    Kenmerk,
    Kostenregel,
    Prijs,
    Prijsvorm,
    Programmalijn,
    Staffel,
)
from catalogus.regels import correcties, editiebeeld, kostprijs


def kosten_mogen(request, activiteit: Activiteit | None) -> bool:
    """Costs change in a concept, or after that as a correction: the page with ?correctie, which publishes a new price."""
    return activiteit is None or in_concept(activiteit.editie) or "correctie" in request.GET


class KostenOnderdeel(Onderdeel):
    def has_add_permission(self, request, obj=None):
        return kosten_mogen(request, obj) and super().has_add_permission(request, obj)

    def has_change_permission(self, request, obj=None):
        return kosten_mogen(request, obj) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        return kosten_mogen(request, obj) and super().has_delete_permission(request, obj)


class KostenregelBij(KostenOnderdeel):
    model = Kostenregel
    fields = ["omschrijving", "soort", "functiegroep", "hoeveelheid", "prijs", "deel", "fase", "volgorde"]


class DekkingBij(KostenOnderdeel):
    model = Dekking
    fields = ["bron", "bedrag", "percentage", "deel"]


class StaffelBij(KostenOnderdeel):
    model = Staffel
    fields = ["tot_en_met", "prijs"]


class PrijsBij(LeesOnderdeel):
    model = Prijs
    fields = readonly_fields = ("versie", "vast_deel", "eenheidsdeel", "reden", "gemaakt_op", "gemaakt_door")
    relaties = ("gemaakt_door", "activiteit")
    show_change_link = True

    @admin.display(description="vast deel")
    def vast_deel(self, obj):
        return opmaak.euro(obj.vast)

    @admin.display(description="per eenheid")
    def eenheidsdeel(self, obj):
        return opmaak.euro(obj.per_eenheid, obj.activiteit.prijsdecimalen)


PRIJSBEPALEND = [
    "pakket", "eenheid", "prijsvorm", "bedrag_vast", "bedrag_eenheid", "grondslag", "btw_regime",
    "verwachte_afnemers", "verwachte_hoeveelheid",
]  # fmt: skip


@admin.register(Activiteit)
class ActiviteitScherm(Bewerkscherm):
    werk = "Catalogus"
    list_display = [
        "titel",
        "code",
        kolommen.jaar("editie__jaar", "editie"),
        kolommen.programmalijn(),
        kolommen.keuze("pakket", "pakket"),
        kolommen.keuze("eenheid", "eenheid"),
        kolommen.keuze("prijsvorm", "prijsvorm"),
    ]
    list_filter = ["editie", "programmalijn", "pakket", "prijsvorm", "eenheid"]
    list_select_related = ["editie", "programmalijn"]
    search_fields = ["titel", "code", "samenvatting", "omschrijving"]
    search_help_text = "Zoek in titel, code en omschrijving."
    autocomplete_fields = ["ouder", "voorganger", "realisatieindicator"]
    readonly_fields = ["prijs_nu"]
    inlines = [KostenregelBij, DekkingBij, StaffelBij, PrijsBij]
    fieldsets = [
        (None, {"fields": ["editie", "code", "titel", "programmalijn", "samenvatting", "omschrijving"]}),
        ("Doel en resultaat", {"fields": ["doel", "beoogd_effect", "resultaat"]}),
        ("Prijs", {"fields": ["prijs_nu", *PRIJSBEPALEND]}),
        ("Hoeveel", {"fields": ["minimum", "maximum"]}),
        ("Meten", {"fields": ["realisatiemaat", "realisatiefunctie", "realisatieindicator"]}),
        ("Vindbaar", {"fields": ["kenmerken", "ouder", "voorganger", "foto", "foto_alt"]}),
    ]
    actions = [
        actie(
            "corrigeer_prijs",
            "Bereken de prijs opnieuw",
            lambda activiteit, door, g: correcties.corrigeer_prijs(activiteit=activiteit, door=door, **g),
            uitleg="Er komt een nieuwe prijs uit de kosten zoals ze nu zijn. Wat al is vastgelegd, houdt zijn prijs.",
            formulier=lambda objecten: Redenformulier,
        )
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("editie", "programmalijn")

    def keuzetekst(self, obj):
        """With code and year: an activity has the same title in every edition."""
        return f"{obj.titel} ({obj.code}, {obj.editie.jaar})"

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name == "kenmerken":
            kwargs["widget"] = forms.CheckboxSelectMultiple
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "editie":
            kwargs["queryset"] = Editie.objects.filter(status=Editie.Status.CONCEPT)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_readonly_fields(self, request, obj=None):
        if obj is None:
            return self.readonly_fields
        vast = ["editie"] if in_concept(obj.editie) else ["editie", "code", "ouder", "minimum", "maximum"]
        return [*self.readonly_fields, *vast, *([] if kosten_mogen(request, obj) else PRIJSBEPALEND)]

    def get_fieldsets(self, request, obj=None):
        groepen = [(naam, dict(opties)) for naam, opties in self.fieldsets]
        prijs = groepen[2][1]
        if obj is None:
            prijs["fields"] = PRIJSBEPALEND
        elif not in_concept(obj.editie):
            prijs["description"] = (
                "Je corrigeert de prijs. Bij het bewaren komt er een nieuwe versie; wat al is vastgelegd, houdt zijn prijs."
                if kosten_mogen(request, obj)
                else "Deze editie is geopend: de prijs ligt vast. Iets mis? Kies bovenaan ‘Corrigeer de prijs’."
            )
        return groepen

    def _corrigeert(self, request, obj) -> bool:
        return obj is not None and not in_concept(obj.editie) and "correctie" in request.GET

    def reden_verplicht(self, request, obj):
        return self._corrigeert(request, obj)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        geopend = obj is not None and not in_concept(obj.editie) and obj.editie.status != Editie.Status.AFGESLOTEN
        context["corrigeerbaar"] = geopend and "correctie" not in request.GET and self.has_change_permission(request, obj)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if change and self._corrigeert(request, form.instance):
            correcties.corrigeer_prijs(activiteit=form.instance, reden=form.cleaned_data["wijzigingsreden"], door=request.user)

    def response_change(self, request, obj):
        """After a correction the page is closed again."""
        antwoord = super().response_change(request, obj)
        return redirect(request.path) if self._corrigeert(request, obj) else antwoord

    def has_delete_permission(self, request, obj=None):
        return (obj is None or in_concept(obj.editie)) and super().has_delete_permission(request, obj)

    @admin.display(description="prijs nu")
    def prijs_nu(self, obj):
        """The published price, or in a concept the price as the costs stand now."""
        eenheid = kostprijs.eenheidsprijs_tekst(activiteit=obj)
        if obj.prijsvorm == Prijsvorm.OP_AANVRAAG:
            return "op aanvraag, met een prijsopgave per gemeente"
        try:
            prijs = obj.prijzen.order_by("-versie").first() if not in_concept(obj.editie) else _berekend(obj)
        except RegelFout as fout:
            return format_html('<span class="ac-foutkleur">Nog geen prijs. {}</span>', fout.tekst)
        if prijs is None:
            return "Nog geen prijs."
        if obj.prijsvorm == Prijsvorm.STAFFEL:
            return "volgens de staffel"
        return f"{opmaak.euro(prijs.vast)} vast, {opmaak.euro(prijs.per_eenheid, obj.prijsdecimalen)} {eenheid}"


def _berekend(activiteit: Activiteit) -> kostprijs.Prijsgegevens:
    activiteiten = editiebeeld.activiteiten_van(editie=activiteit.editie)
    actueel = next(a for a in activiteiten if a.pk == activiteit.pk)
    kosten = kostprijs.bereken(
        activiteit=actueel,
        tarieven=editiebeeld.tarieven_van(editie=activiteit.editie),
        opslag=kostprijs.opslag_van(editie=activiteit.editie, activiteiten=activiteiten),
    )
    return kostprijs.prijsgegevens(activiteit=actueel, kostprijs=kosten)


def opbouwtabel(opbouw: dict, decimalen: int = 2):
    """The build-up of a published price as a small table."""
    kop = {"vast": "Vast deel", "eenheid": "Per eenheid"}
    rijen = [
        (kop.get(deel, deel), rij["post"], opmaak.euro(Decimal(rij["bedrag"]), decimalen if deel == "eenheid" else 2))
        for deel, delen in opbouw.items()
        for rij in delen
    ]
    if not rijen:
        return "–"
    cellen = format_html_join("", '<tr><td>{}</td><td>{}</td><td class="n">{}</td></tr>', rijen)
    return format_html('<table class="ac-tabel bh-klein"><tbody>{}</tbody></table>', cellen)


# ------------------------------------------------------------------ what activities are filed under
@admin.register(Programmalijn)
class ProgrammalijnScherm(Bewerkscherm):
    werk = "Catalogus"
    list_display = [kolommen.getal("nummer", "nummer"), "naam", "kleur"]
    list_display_links = ["naam"]
    search_fields = ["naam"]


@admin.register(Kenmerk)
class KenmerkScherm(Bewerkscherm):
    werk = "Catalogus"
    list_display = ["naam", kolommen.keuze("soort", "soort"), kolommen.getal("leeftijd_van", "leeftijd van"),
                    kolommen.getal("leeftijd_tot", "tot en met")]  # fmt: skip
    list_filter = ["soort"]
    search_fields = ["naam"]
