"""The fields of a consent within another form: who, a parent for a child, for what, until when, and the proof."""

from django import forms
from django.utils import timezone

from catalogus.beheer.formulieren import Datumveld
from catalogus.opmaak import datum
from jaarbericht.models import Toestemming
from jaarbericht.regels.toestemmingen import Akkoord

AKKOORD = ("persoon", "is_kind", "ouder", "druk", "web", "hergebruik", "bewijs", "gegeven_op", "geldig_tot")


def _tekst(label: str, hulp: str = "") -> forms.CharField:
    return forms.CharField(
        label=label, required=False, max_length=120, help_text=hulp, widget=forms.TextInput({"autocomplete": "off"})
    )


class Akkoordformulier(forms.Form):
    """`akkoord` gives None while no person is filled in."""

    use_required_attribute = False
    persoon = _tekst("Wie gaf toestemming?", "Noem iedereen die herkenbaar is. Deze namen ziet alleen de bibliotheek.")
    is_kind = forms.BooleanField(label="Het is een kind (jonger dan 16 jaar)", required=False)
    ouder = _tekst("Ouder of verzorger", "Bij een kind geeft die de toestemming.")
    druk = forms.BooleanField(label="In het gedrukte jaarbericht", required=False, initial=True)
    web = forms.BooleanField(label="Op de website", required=False, initial=True)
    hergebruik = forms.BooleanField(label="Ook door anderen, zoals de krant", required=False)
    gegeven_op = forms.DateField(label="Gegeven op", required=False, widget=Datumveld)
    geldig_tot = forms.DateField(
        label="Geldig tot en met", required=False, widget=Datumveld, help_text="Leeg: zolang zij niet wordt ingetrokken."
    )
    bewijs = forms.FileField(
        label="Bewijs",
        required=False,
        help_text="Een foto of pdf van het formulier of de mail. Mag later ook.",
        widget=forms.FileInput({"accept": "application/pdf,image/jpeg,image/png"}),
    )

    def __init__(self, *args, bestaand: Toestemming | None = None, **kwargs):
        """`bestaand`: a consent for the story or the photo beside it, that may be of the same person."""
        super().__init__(*args, **kwargs)
        self.bestaand = bestaand
        if bestaand:
            woorden = f"Dezelfde toestemming als van {bestaand.persoon}, gegeven op {datum(bestaand.gegeven_op)}"
            self.fields["zelfde"] = forms.BooleanField(label=woorden, required=False)
        self.initial.setdefault("gegeven_op", timezone.localdate())

    def akkoord(self) -> Akkoord | Toestemming | None:
        gegevens = self.cleaned_data
        if gegevens.get("zelfde"):
            return self.bestaand
        if not gegevens["persoon"].strip():
            return None
        velden = {naam: gegevens[naam] for naam in AKKOORD}
        return Akkoord(**velden | {"gegeven_op": gegevens["gegeven_op"] or timezone.localdate()})
