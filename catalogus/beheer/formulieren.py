"""Fields and forms of the back office: Dutch numbers, native date fields, readable JSON, lock number and reason."""

import json
from decimal import Decimal
from typing import Any

from django import forms
from django.db import models

from catalogus.fouten import RegelFout
from catalogus.regels.slot import verouderd


class Getalveld(forms.TextInput):
    """A number with a comma, without separators of thousands; 41.8000 is shown as 41,80."""

    def __init__(self, attrs=None):
        super().__init__({"inputmode": "decimal", "class": "bh-getalveld", "autocomplete": "off"} | (attrs or {}))

    def format_value(self, value):
        if not isinstance(value, Decimal):
            return value
        tekst = f"{value:f}"
        heel, _, deel = tekst.partition(".")
        deel = deel.rstrip("0").ljust(min(len(deel), 2), "0")
        return f"{heel},{deel}" if deel else heel


class Datumveld(forms.DateInput):
    input_type = "date"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%d")


class JsonVeld(forms.JSONField):
    """JSON as indented text in a fixed-width letter."""

    def __init__(self, **kwargs):
        super().__init__(**kwargs | {"widget": forms.Textarea(attrs={"class": "bh-code", "rows": 6, "spellcheck": "false"})})

    def prepare_value(self, value):
        if isinstance(value, forms.fields.InvalidJSONInput):
            return value
        return json.dumps(value, ensure_ascii=False, indent=2)


VELDEN: dict[type[models.Field[Any, Any]], dict[str, Any]] = {
    models.TextField: {"widget": forms.Textarea(attrs={"rows": 4})},
    models.DecimalField: {"widget": Getalveld, "localize": True},
    models.DateField: {"widget": Datumveld},
    models.JSONField: {"form_class": JsonVeld},
}


class Slotformulier(forms.ModelForm):
    """Carries the lock number the user saw; `clean` refuses when somebody else saved in between.

    The template writes the current number in the page, so that saving a second time is a choice. `regelfout` is set by the
    screen when a rule refused while saving, so that the page comes back with what was typed.
    """

    slot = forms.IntegerField(widget=forms.HiddenInput)
    regelfout: RegelFout | None = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["slot"] = self.instance.slot

    def clean(self):
        super().clean()
        if self.instance.pk and self.cleaned_data.get("slot", self.instance.slot) != self.instance.slot:
            raise forms.ValidationError(verouderd(object=self.instance).tekst)
        if self.regelfout:
            veld = self.regelfout.veld if self.regelfout.veld in self.fields else None
            self.add_error(veld, self.regelfout.tekst)
        return self.cleaned_data


class Formulier(Slotformulier):
    """The form of a whole screen: with a reason that goes into the history."""

    wijzigingsreden = forms.CharField(
        label="Reden van de wijziging",
        required=False,
        max_length=500,
        help_text="Staat later in de geschiedenis.",
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )


EXTRA = {"slot", "wijzigingsreden"}  # drawn by the template, not part of the fieldsets


class Redenformulier(forms.Form):
    """What a confirmation page asks when the rule wants to know why."""

    reden = forms.CharField(label="Reden", widget=forms.Textarea(attrs={"rows": 3}), max_length=1000)


class RedenMagFormulier(Redenformulier):
    reden = forms.CharField(
        label="Reden (mag leeg blijven)", widget=forms.Textarea(attrs={"rows": 3}), max_length=1000, required=False
    )
