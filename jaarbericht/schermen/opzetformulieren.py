"""Forms of the plan of a year: the year itself, chapters, and blocks."""

from django import forms

from catalogus.models import Campagne, Gemeente, Indicator, Programmalijn
from jaarbericht.models import Blok, Hoofdstuk, Opzet
from jaarbericht.regels.bloksoorten import PAST_IN, UITLEG
from jaarbericht.regels.opzetten import NIEUWST, OUDST
from jaarbericht.regels.voorwaarden import keuzes

TITELHULP = "Met {gemeente:naam} komt de naam van de gemeente in de titel."


class Nieuw(forms.Form):
    """A new year, out of an earlier one when there is one."""

    use_required_attribute = False
    jaar = forms.IntegerField(label="Jaar waarover het jaarbericht gaat", min_value=OUDST, max_value=NIEUWST)

    def __init__(self, *args, opzetten: list[Opzet], gemeenten: list[Gemeente], **kwargs):
        super().__init__(*args, **kwargs)
        if not opzetten:
            self.fields["organisatie"] = forms.CharField(label="Naam van de organisatie", max_length=120)
            return
        self.fields["bron"] = forms.ChoiceField(label="Neem over uit", choices=[(o.jaar, str(o)) for o in opzetten])
        self.fields["gemeenten"] = forms.MultipleChoiceField(
            label="Eigen teksten van gemeenten",
            choices=[(g.cbs_code, g.naam) for g in gemeenten],
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )


class Omslag(forms.Form):
    use_required_attribute = False
    titel = forms.CharField(label="Titel", max_length=80, help_text="Het jaar komt er vanzelf achter.")
    organisatie = forms.CharField(label="Organisatie", max_length=120)
    onderschrift = forms.CharField(label="Regel onder de naam", max_length=120, required=False)
    gezien = forms.IntegerField(widget=forms.HiddenInput)


class Hoofdstukformulier(forms.Form):
    use_required_attribute = False
    titel = forms.CharField(label="Titel", max_length=120, help_text=TITELHULP)
    soort = forms.ChoiceField(label="Soort hoofdstuk", choices=Hoofdstuk.Soort.choices, initial=Hoofdstuk.Soort.PAGINAS)
    nummer = forms.IntegerField(label="Nummer", required=False, min_value=1, max_value=99, help_text="Mag leeg blijven.")
    programmalijn = forms.ModelChoiceField(
        Programmalijn.objects.all(),
        label="Programmalijn",
        required=False,
        empty_label="Geen",
        help_text="Bepaalt de kleur en welke verhalen, citaten en feiten erin komen.",
    )
    voorwaarde = forms.ChoiceField(label="Wanneer het erin komt", required=False)
    gezien = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, indicatoren: list[Indicator], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["voorwaarde"].choices = keuzes(indicatoren=indicatoren)  # type: ignore[attr-defined]


class Bloksoort(forms.Form):
    """Which kind of block to add: only those that fit in the chapter."""

    use_required_attribute = False
    soort = forms.ChoiceField(label="Wat komt erbij?", widget=forms.RadioSelect)

    def __init__(self, *args, hoofdstuk: Hoofdstuk, **kwargs):
        super().__init__(*args, **kwargs)
        passend = [(s.value, f"{s.label.capitalize()}. {UITLEG[s]}") for s in PAST_IN[hoofdstuk.soort]]
        self.fields["soort"].choices = passend  # type: ignore[attr-defined]


class Blokformulier(forms.Form):
    use_required_attribute = False
    titel = forms.CharField(label="Kop", max_length=120, required=False, help_text=f"Mag leeg blijven. {TITELHULP}")
    hoofdstuk = forms.ChoiceField(label="Hoofdstuk")
    gemeente = forms.ModelChoiceField(
        Gemeente.objects.none(), label="Voor wie", required=False, empty_label="Alle gemeenten", to_field_name="cbs_code"
    )
    campagne = forms.ModelChoiceField(Campagne.objects.none(), label="Campagne", required=False, empty_label="Kies er een")
    voorwaarde = forms.ChoiceField(label="Wanneer het erin komt", required=False)
    gezien = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, soort: str, jaar: int, hoofdstukken: list[Hoofdstuk], indicatoren: list[Indicator], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["voorwaarde"].choices = keuzes(indicatoren=indicatoren)  # type: ignore[attr-defined]
        self.fields["gemeente"].queryset = Gemeente.objects.deelnemers(jaar)  # type: ignore[attr-defined]
        passend = [(h.pk, h.titel) for h in hoofdstukken if soort in PAST_IN[h.soort]]
        self.fields["hoofdstuk"].choices = passend  # type: ignore[attr-defined]
        if soort == Blok.Soort.CAMPAGNE:
            self.fields["campagne"].queryset = Campagne.objects.filter(jaar=jaar)  # type: ignore[attr-defined]
        else:
            del self.fields["campagne"]
