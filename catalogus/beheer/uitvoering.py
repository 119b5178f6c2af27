"""What was carried out: executions, meetings, campaigns and remembered titles."""

from django import forms
from django.contrib import admin

from catalogus.beheer import kolommen
from catalogus.beheer.basis import Bewerkscherm, Onderdeel
from catalogus.beheer.kolommen import JaarFilter
from catalogus.models import Bijeenkomst, Campagne, Deelname, Titelkoppeling, Uitvoering
from catalogus.regels.uitvoering import verdeel_deelnames


class BijeenkomstBij(Onderdeel):
    model = Bijeenkomst
    fields = ["datum", "deelnames", "status"]
    show_change_link = True


@admin.register(Uitvoering)
class UitvoeringScherm(Bewerkscherm):
    werk = "Uitvoering"
    list_display = [
        "__str__",
        kolommen.tekst("activiteit__code", "activiteit"),
        kolommen.tekst("locatie", "locatie"),
        kolommen.tekst("campagne", "campagne"),
        "aanbieder",
    ]
    list_filter = ["platform", "gemeenten", "activiteit__programmalijn", "campagne"]
    list_select_related = ["activiteit", "locatie", "campagne"]
    search_fields = ["titel", "activiteit__titel", "activiteit__code", "aanbieder", "locatie__naam"]
    autocomplete_fields = ["activiteit", "locatie", "campagne"]
    inlines = [BijeenkomstBij]
    fieldsets = [
        (None, {"fields": ["activiteit", "platform", "titel", "gemeenten", "locatie", "doelgroep", "campagne"]}),
        ("Wie", {"fields": ["aanbieder", "vrijwilligersuren"]}),
        ("Voor het jaarbericht", {"fields": ["verslag", "bron", "voorbeeld"]}),
    ]

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name == "gemeenten":
            kwargs["widget"] = forms.CheckboxSelectMultiple
        return super().formfield_for_manytomany(db_field, request, **kwargs)


class DeelnameBij(Onderdeel):
    model = Deelname
    fields = ["gemeente", "aantal"]


@admin.register(Bijeenkomst)
class BijeenkomstScherm(Bewerkscherm):
    werk = "Uitvoering"
    list_display = [
        kolommen.datum("datum", "datum"),
        kolommen.tekst("uitvoering", "uitvoering"),
        kolommen.tekst("uitvoering__locatie", "locatie"),
        kolommen.getal("deelnames", "deelnames"),
        kolommen.label(),
    ]
    list_filter = ["status", "uitvoering__gemeenten", "uitvoering__activiteit__programmalijn", "uitvoering__platform"]
    list_select_related = ["uitvoering__activiteit", "uitvoering__locatie"]
    search_fields = ["uitvoering__titel", "uitvoering__activiteit__titel", "uitvoering__locatie__naam"]
    autocomplete_fields = ["uitvoering"]
    date_hierarchy = "datum"
    inlines = [DeelnameBij]

    def save_formset(self, request, form, formset, change):
        """The numbers per gemeente are checked together against the whole."""
        formset.save(commit=False)
        per_gemeente = {
            rij.cleaned_data["gemeente"]: rij.cleaned_data["aantal"]
            for rij in formset.forms
            if rij.cleaned_data.get("gemeente") and not rij.cleaned_data.get("DELETE")
        }
        if formset.has_changed():
            form.instance.deelnames_per_gemeente.exclude(gemeente__in=per_gemeente).delete()
            verdeel_deelnames(bijeenkomst=form.instance, per_gemeente=per_gemeente, door=request.user)


@admin.register(Campagne)
class CampagneScherm(Bewerkscherm):
    werk = "Uitvoering"
    list_display = ["naam", kolommen.jaar(), "thema", kolommen.datum("van", "van"), kolommen.datum("tot", "tot en met")]
    list_filter = [("jaar", JaarFilter)]
    search_fields = ["naam", "sleutel", "thema"]


@admin.register(Titelkoppeling)
class TitelkoppelingScherm(Bewerkscherm):
    werk = "Uitvoering"
    list_display = ["titel", "activiteitcode"]
    search_fields = ["titel", "activiteitcode"]
