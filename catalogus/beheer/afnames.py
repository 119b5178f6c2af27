"""Afnames and their lines. Everything that changes one goes through `regels.afname` and `regels.afnameregels`."""

from collections.abc import Callable
from decimal import Decimal

from django import forms
from django.contrib import admin
from django.utils.html import format_html

from catalogus import opmaak, toegang
from catalogus.beheer import kolommen
from catalogus.beheer.acties import actie
from catalogus.beheer.activiteiten import opbouwtabel
from catalogus.beheer.basis import Bewerkscherm, LeesOnderdeel, Onderdeel, kleine_tekst
from catalogus.beheer.formulieren import Datumveld, Redenformulier, RedenMagFormulier
from catalogus.models import (
    Afname,
    Afnameregel,
    Afnameregellocatie,
    Editie,
    Groep,
    Lidmaatschap,
    Locatie,
    Status,
    Statuswissel,
)
from catalogus.regels import afname as overgangen
from catalogus.regels import afnameprijzen, afnameregels


# ------------------------------------------------------------------ actions: one per transition
class NieuweVersieFormulier(Redenformulier):
    ingangsdatum = forms.DateField(
        label="Ingangsdatum", required=False, widget=Datumveld, help_text="Verplicht als de editie al loopt."
    )


def _met_opmerkingen(objecten: list) -> type[forms.Form]:
    """Returning one afname asks a reason and, if wanted, a remark per line; several only the reason."""
    if len(objecten) != 1:
        return Redenformulier
    velden = {
        f"regel_{regel.pk}": forms.CharField(
            label=f"Opmerking bij {regel.activiteit}", required=False, widget=forms.Textarea(attrs={"rows": 2})
        )
        for regel in objecten[0].regels.select_related("activiteit")
    }
    return type("Teruggeefformulier", (Redenformulier,), velden)


FORMULIEREN: dict[str, Callable[[list], type[forms.Form]]] = {
    "indienen": lambda objecten: RedenMagFormulier,
    "teruggeven": _met_opmerkingen,
    "nieuwe_versie": lambda objecten: NieuweVersieFormulier,
}
UITLEG = {
    "voorleggen": "De prijzen worden vastgelegd. De fiatteur krijgt bericht.",
    "indienen": "De keuze gaat naar de bibliotheek. Is zij hoger dan het budget, geef dan een reden.",
    "teruggeven": "De keuze wordt weer concept, met de prijzen van nu. De gemeente krijgt bericht met je reden.",
    "bevestigen": "Dit is de afspraak voor het jaar. Een eerdere bevestigde versie wordt vervangen.",
    "nieuwe_versie": "Er komt een concept naast de bevestigde versie. Die blijft gelden tot de nieuwe bevestigd is.",
}


def _voer_uit(overgang: str):
    def doe(afname, door, gegevens):
        opmerkingen = {int(n.removeprefix("regel_")): t for n, t in gegevens.items() if n.startswith("regel_")}
        extra = {"ingangsdatum": gegevens["ingangsdatum"]} if "ingangsdatum" in gegevens else {}
        return overgangen.wissel(
            afname=afname, overgang=overgang, door=door, reden=gegevens.get("reden", ""),
            regelopmerkingen=opmerkingen, **extra,
        )  # fmt: skip

    return doe


def _actie(overgang: overgangen.Overgang):
    gewoon = Redenformulier if overgang.reden_verplicht else forms.Form
    return actie(
        overgang.naam,
        overgang.omschrijving.capitalize(),
        _voer_uit(overgang.naam),
        uitleg=UITLEG.get(overgang.naam, ""),
        formulier=FORMULIEREN.get(overgang.naam, lambda objecten: gewoon),
    )


# ------------------------------------------------------------------ afnames
class RegelBij(Onderdeel):
    model = Afnameregel
    fields = ["activiteit", "hoeveelheid", "resultaat", "toelichting", "bedrag"]
    readonly_fields = ["bedrag"]
    autocomplete_fields = ["activiteit"]
    formfield_overrides = kleine_tekst(1)
    relaties = ("activiteit", "afname__editie", "afname__gemeente")
    show_change_link = True

    def has_add_permission(self, request, obj=None):
        return obj is not None and obj.status == Status.CONCEPT and super().has_add_permission(request, obj)

    def has_change_permission(self, request, obj=None):
        return obj is not None and obj.status == Status.CONCEPT and super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        return obj is not None and obj.status == Status.CONCEPT and super().has_delete_permission(request, obj)

    @admin.display(description="bedrag")
    def bedrag(self, obj):
        if obj.bedrag_vast is None:
            return "volgt bij voorleggen"
        return opmaak.euro(obj.bedrag_vast + obj.bedrag_eenheid)


class WisselBij(LeesOnderdeel):
    model = Statuswissel
    fields = readonly_fields = ("op", "van", "naar", "door", "reden")
    relaties = ("door",)


@admin.register(Afname)
class AfnameScherm(Bewerkscherm):
    werk = "Keuzes"
    list_display = [
        kolommen.tekst("gemeente", "gemeente"),
        kolommen.jaar("editie__jaar", "editie"),
        "naam",
        kolommen.getal("versienummer", "versie"),
        kolommen.label(),
        "kenmerk",
        kolommen.datum("ingangsdatum", "ingangsdatum"),
    ]
    list_filter = ["status", "editie", "gemeente"]
    list_select_related = ["gemeente", "editie"]
    search_fields = ["naam", "kenmerk", "gemeente__naam"]
    inlines = [RegelBij, WisselBij]
    actions = [_actie(overgang) for overgang in overgangen.TABEL.values()]
    EIGEN = ["naam", "kenmerk", "toelichting"]
    readonly_fields = ["staat", "bedrag", "voorganger", "ingangsdatum"]
    fieldsets = [(None, {"fields": ["staat", "bedrag", *EIGEN, "ingangsdatum", "voorganger"]})]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("gemeente", "editie")

    def get_fieldsets(self, request, obj=None):
        return self.fieldsets if obj else [(None, {"fields": ["gemeente", "editie", "naam"]})]

    def get_inlines(self, request, obj):
        return self.inlines if obj else []

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "editie":
            kwargs["queryset"] = Editie.objects.filter(status=Editie.Status.OPEN)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def has_change_permission(self, request, obj=None):
        """Only a concept changes by hand; the actions need the right for the list, not for the record."""
        return (obj is None or obj.status == Status.CONCEPT) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        """An afname lapses, it is never deleted."""
        return False

    def get_actions(self, request):
        """The transitions of the roles this user has somewhere."""
        rollen = set(Lidmaatschap.objects.filter(gebruiker=request.user).values_list("rol", flat=True))
        if toegang.is_lid(request.user, Groep.ACCOUNTMANAGER):
            rollen.add(overgangen.ACCOUNTMANAGER)
        mag = {naam for naam, overgang in overgangen.TABEL.items() if overgang.rollen & rollen}
        return {naam: a for naam, a in super().get_actions(request).items() if naam in mag}

    def knoppen(self, request, obj):
        return [overgang.naam for overgang in overgangen.mogelijke_overgangen(afname=obj, door=request.user)]

    def save_model(self, request, obj, form, change):
        if change:
            super().save_model(request, obj, form, change)
            return
        nieuw = afnameregels.maak_afname(gemeente=obj.gemeente, editie=obj.editie, naam=obj.naam, door=request.user)
        obj.pk = nieuw.pk
        obj.refresh_from_db()

    def save_formset(self, request, form, formset, change):
        formset.save(commit=False)
        for regel in formset.deleted_objects:
            afnameregels.verwijder_regel(regel=regel, door=request.user)
        gewijzigd = [regel for regel, _ in formset.changed_objects] + formset.new_objects
        slotten = {rij.instance.pk: rij.cleaned_data["slot"] for rij in formset.initial_forms if rij.has_changed()}
        for regel in gewijzigd:
            regel._change_reason = form.cleaned_data["wijzigingsreden"] or None
            afnameregels.zet_regel(
                afname=form.instance, activiteit=regel.activiteit, hoeveelheid=regel.hoeveelheid,
                resultaat=regel.resultaat, toelichting=regel.toelichting, door=request.user, gezien=slotten.get(regel.pk),
            )  # fmt: skip

    def response_add(self, request, obj, post_url_continue=None):
        """After starting an afname its lines are there: on to its own page."""
        request.POST = request.POST | {"_continue": "1"}
        return super().response_add(request, obj, post_url_continue)

    @admin.display(description="status")
    def staat(self, obj):
        return kolommen.label()(obj)

    @admin.display(description="totaal")
    def bedrag(self, obj):
        bedragen = afnameprijzen.bedragen_per_regel(afname=obj)
        tekst = opmaak.euro(sum((sum(bedrag) for bedrag in bedragen.values() if bedrag), Decimal(0)))
        zonder = sum(1 for bedrag in bedragen.values() if bedrag is None)
        return f"{tekst}, zonder {zonder} regels die nog geen prijs hebben" if zonder else tekst


# ------------------------------------------------------------------ one line, with its locations
class LocatieBijRegel(Onderdeel):
    model = Afnameregellocatie
    fields = ["locatie", "hoeveelheid"]

    def _concept(self, obj) -> bool:
        return obj is not None and obj.afname.status == Status.CONCEPT

    def has_add_permission(self, request, obj=None):
        return self._concept(obj) and super().has_add_permission(request, obj)

    def has_change_permission(self, request, obj=None):
        return self._concept(obj) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        return self._concept(obj) and super().has_delete_permission(request, obj)

    def get_formset(self, request, obj=None, **kwargs):
        self.locaties = Locatie.objects.filter(gemeente=obj.afname.gemeente) if obj else Locatie.objects.none()
        return super().get_formset(request, obj, **kwargs)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "locatie":
            kwargs["queryset"] = self.locaties
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


@admin.register(Afnameregel)
class AfnameregelScherm(Bewerkscherm):
    werk = "Keuzes"
    list_display = [
        kolommen.tekst("activiteit", "activiteit"),
        kolommen.tekst("afname__gemeente", "gemeente"),
        kolommen.jaar("afname__editie__jaar", "editie"),
        kolommen.getal("hoeveelheid", "hoeveelheid"),
        kolommen.euro("bedrag_vast", "vast deel"),
        kolommen.euro("bedrag_eenheid", "deel per eenheid"),
    ]
    list_filter = ["afname__status", "afname__editie", "afname__gemeente", "activiteit__programmalijn"]
    list_select_related = ["activiteit", "afname__gemeente", "afname__editie"]
    search_fields = ["activiteit__titel", "activiteit__code", "afname__gemeente__naam"]
    autocomplete_fields = ["prijsopgave"]
    readonly_fields = ["afname", "activiteit", "herkomst", "vastgelegd"]
    fields = ["afname", "activiteit", "hoeveelheid", "herkomst", "resultaat", "toelichting", "prijsopgave", "vastgelegd"]
    inlines = [LocatieBijRegel]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related(*self.list_select_related)

    def keuzetekst(self, obj):
        return f"{obj.activiteit} bij {obj.afname.gemeente} {obj.afname.editie.jaar}"

    def has_add_permission(self, request, obj=None):
        """A line is added on the page of its afname."""
        return False

    def has_change_permission(self, request, obj=None):
        return (obj is None or obj.afname.status == Status.CONCEPT) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        return False

    def save_model(self, request, obj, form, change):
        """Saved in one go with its locations, see `save_formset`."""

    def save_formset(self, request, form, formset, change):
        regel = form.instance
        per_locatie = {
            rij.cleaned_data["locatie"].pk: rij.cleaned_data["hoeveelheid"]
            for rij in formset.forms
            if rij.cleaned_data.get("locatie") and not rij.cleaned_data.get("DELETE")
        }
        formset.new_objects, formset.changed_objects, formset.deleted_objects = [], [], []
        had_locaties = bool(formset.initial_forms)
        afnameregels.zet_regel(
            afname=regel.afname, activiteit=regel.activiteit, hoeveelheid=regel.hoeveelheid, resultaat=regel.resultaat,
            toelichting=regel.toelichting, prijsopgave=regel.prijsopgave, door=request.user,
            per_locatie=per_locatie if per_locatie or had_locaties else None, gezien=form.cleaned_data["slot"],
        )  # fmt: skip

    @admin.display(description="vastgelegd")
    def vastgelegd(self, obj):
        """What was frozen at *ter fiattering*: the amounts and the build-up of the price."""
        if not obj.snapshot:
            return "nog niet; dat gebeurt bij voorleggen aan de fiatteur"
        bedragen = f"{opmaak.euro(obj.bedrag_vast)} vast en {opmaak.euro(obj.bedrag_eenheid)} voor de hoeveelheid"
        return format_html("{}{}", bedragen, opbouwtabel(obj.snapshot["opbouw"]))
