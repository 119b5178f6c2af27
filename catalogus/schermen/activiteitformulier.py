"""The form of an activity: what may change now, grouped, with the description as people type it."""

from itertools import groupby
from typing import Any

from django import forms
from django.core.exceptions import ObjectDoesNotExist

from catalogus.models import Activiteit, Editie, Functie, Indicator, Kenmerk
from catalogus.opmaak import hoeveelheid
from catalogus.regels.activiteiten import GEEN_FOTO, TEKST, VAST, veld
from catalogus.regels.schrijftekst import UITLEG, als_html, als_schrijftekst
from catalogus.schermen.editieformulieren import getalveld

SECTIES = (
    ("Wat het is", ("code", "titel", "programmalijn", "ouder", "samenvatting", "omschrijving")),
    ("Doel en resultaat", ("doel", "beoogd_effect", "resultaat")),
    ("Uitvoering meten", ("realisatiemaat", "realisatiefunctie", "realisatieindicator")),
    ("Foto", ("foto", "foto_weg", "foto_alt")),
    ("Pakket en prijsvorm", ("pakket", "eenheid", "prijsvorm", "bedrag_vast", "bedrag_eenheid", "grondslag", "btw_regime")),
    ("Aantallen", ("minimum", "maximum", "verwachte_afnemers", "verwachte_hoeveelheid")),
)
LANG = {"samenvatting": 2, "doel": 3, "beoogd_effect": 3, "resultaat": 3}
HULP = {
    "samenvatting": "Eén zin van hooguit 240 tekens. Die staat op de kaart in de catalogus.",
    "ouder": "Alleen als gemeenten dit als deel van een grotere activiteit kiezen.",
    "realisatiefunctie": "Alleen als je in locaties meet.",
    "realisatieindicator": "Alleen als je met een indicator meet.",
    "foto_alt": "Wat is er te zien? Voor wie de foto niet kan zien.",
    "resultaat": "Waaraan zie je dat het gelukt is?",
    "beoogd_effect": "Wat levert het inwoners op?",
}
GETALLEN = {"bedrag_vast": 2, "bedrag_eenheid": 4, "minimum": 2, "maximum": 2, "verwachte_hoeveelheid": 2}


class Activiteitformulier(forms.ModelForm):
    gezien = forms.IntegerField(widget=forms.HiddenInput, required=False)
    foto_weg = forms.BooleanField(label="Haal de foto weg", required=False)
    kenmerken = forms.ModelMultipleChoiceField(
        queryset=Kenmerk.objects.all(), required=False, widget=forms.CheckboxSelectMultiple
    )
    reden = forms.CharField(
        label="Reden van de wijziging", required=False, max_length=200, help_text="Mag leeg. Staat later in de geschiedenis."
    )

    class Meta:
        model = Activiteit
        fields = [*TEKST, *(naam for naam in VAST if naam != "voorganger")]

    def __init__(self, *args, editie: Editie, **kwargs):
        super().__init__(*args, **kwargs)
        self.editie, self.nieuw = editie, self.instance.pk is None
        self.oud_foto = self.instance.foto if not self.nieuw else None
        self.instance.editie = editie
        self.initial["gezien"] = self.instance.slot
        self._maak_velden()
        if not self.nieuw:
            self.initial["kenmerken"] = list(self.instance.kenmerken.values_list("pk", flat=True))
            if editie.status != Editie.Status.CONCEPT:
                for naam in VAST:
                    self.fields.pop(naam, None)

    def _maak_velden(self) -> None:
        for naam, regels in LANG.items():
            self.fields[naam].widget = forms.Textarea({"rows": regels})
        if self.instance.omschrijving:
            self.initial["omschrijving"] = als_schrijftekst(tekst=self.instance.omschrijving)
        self.fields["omschrijving"].widget = forms.Textarea({"rows": 10})
        self.fields["omschrijving"].help_text = UITLEG
        for naam, hulp in HULP.items():
            self.fields[naam].help_text = hulp
        for naam, decimalen in GETALLEN.items():
            model = veld(naam)
            hulp = str(model.help_text)
            self.fields[naam] = getalveld(
                str(model.verbose_name).capitalize(), decimalen=decimalen, hulp=hulp, required=False, min_value=0
            )
        ouders = Activiteit.objects.filter(editie=self.editie, ouder=None).exclude(pk=self.instance.pk).order_by("titel")
        self.fields["ouder"] = forms.ModelChoiceField(
            ouders, label="Onderdeel van", required=False, empty_label="Geen onderdeel", help_text=HULP["ouder"]
        )
        self.fields["realisatieindicator"] = forms.ModelChoiceField(
            Indicator.objects.order_by("naam"),
            label="Welke indicator",
            required=False,
            empty_label="Geen indicator",
            help_text=HULP["realisatieindicator"],
        )
        self.fields["foto"] = forms.FileField(
            label="Nieuwe foto",
            required=False,
            widget=forms.FileInput({"accept": "image/jpeg,image/png,image/webp"}),
            help_text="Een jpg, png of webp van hooguit 20 MB. Waar en wanneer de foto is gemaakt, halen we eruit.",
        )
        self.fields["realisatiefunctie"].widget.choices = [("", "Niet in locaties"), *Functie.choices]
        if not self.oud_foto:
            del self.fields["foto_weg"]

    def clean_omschrijving(self) -> str:
        return als_html(schrijftekst=self.cleaned_data["omschrijving"])

    def clean_verwachte_hoeveelheid(self):
        return self.cleaned_data["verwachte_hoeveelheid"] or 0

    def _post_clean(self) -> None:
        """The rule checks and writes; the record in hand stays as it was read."""

    def invoer(self) -> dict[str, Any]:
        """What the rule wants: fields, characteristics and picture."""
        gegevens = self.cleaned_data
        foto = gegevens.get("foto") or (GEEN_FOTO if gegevens.get("foto_weg") else None)
        velden = {naam: gegevens[naam] for naam in (*TEKST, *VAST) if naam in gegevens}
        return {"velden": velden, "kenmerken": list(gegevens["kenmerken"]), "foto": foto}

    def getypt(self) -> Activiteit:
        """The activity with the texts as they are typed, unsaved; what is not valid stays as it was."""
        beeld = Activiteit(editie=self.editie, foto=self.oud_foto or "")
        for naam in TEKST:
            waarde = getattr(self, "cleaned_data", {}).get(naam)
            try:
                setattr(beeld, naam, getattr(self.instance, naam) if waarde is None else waarde)
            except ObjectDoesNotExist:  # a new activity without programmalijn
                continue
        return beeld

    def gekozen_kenmerken(self) -> list[Kenmerk]:
        if self.is_bound:
            return list(getattr(self, "cleaned_data", {}).get("kenmerken", []))
        return list(self.instance.kenmerken.all()) if not self.nieuw else []

    # -------------------------------------------------------------- for the template
    def secties(self) -> list[tuple[str, list[forms.BoundField]]]:
        """Heading and fields; a section without fields falls away."""
        alle = [(kop, [self[naam] for naam in namen if naam in self.fields]) for kop, namen in SECTIES]
        return [(kop, velden) for kop, velden in alle if velden]

    def kenmerkgroepen(self) -> list[tuple[str, list]]:
        """Check boxes per kind of characteristic."""
        soorten = {kenmerk.pk: kenmerk.get_soort_display() for kenmerk in Kenmerk.objects.all()}
        vakken = list(self["kenmerken"].subwidgets)
        return [(soort, list(groep)) for soort, groep in groupby(vakken, key=lambda vak: soorten[vak.data["value"].value])]

    def vast(self) -> list[tuple[str, str]]:
        """What does not change any more, as words."""
        if self.nieuw or self.editie.status == Editie.Status.CONCEPT:
            return []
        uit = []
        for naam in VAST:
            if naam in {"voorganger", "bedrag_vast", "bedrag_eenheid", "grondslag"}:
                continue
            label, waarde = str(veld(naam).verbose_name), getattr(self.instance, naam)
            toon = getattr(self.instance, f"get_{naam}_display", None)
            woord = toon() if toon else hoeveelheid(waarde) if naam in {*GETALLEN, "verwachte_afnemers"} else waarde or "geen"
            uit.append((label.capitalize(), str(woord)))
        return uit
