"""Forms of stories, their photos, and the quotes, facts, partners and words of a gemeente."""

from django import forms

from catalogus.models import Campagne, Programmalijn
from catalogus.regels.schrijftekst import UITLEG, als_html, als_schrijftekst
from jaarbericht.beheer.tekstveld import ALS_ACCOLADE, ALS_SPAN
from jaarbericht.regels.verhalen import Inhoud
from jaarbericht.schermen.akkoordformulier import Akkoordformulier
from jaarbericht.velden import BEGRIPPEN


def _lijn(*, verplicht: bool, leeg: str = "Kies een programmalijn", hulp: str = "") -> forms.ModelChoiceField:
    return forms.ModelChoiceField(
        Programmalijn.objects.all(), label="Programmalijn", required=verplicht, empty_label=leeg, help_text=hulp
    )


def leesbaar(html: str) -> str:
    """A text as it is typed, with its fields in braces."""
    return als_schrijftekst(tekst=ALS_SPAN.sub(r"{\1}", html))


class Schrijfveld(forms.CharField):
    """Text as people type it, with fields in braces, as HTML; which fields there are is up to the rule.

    With `inline` one line without paragraphs.
    """

    def __init__(self, *, regels: int = 8, inline: bool = False, **kwargs):
        self.inline = inline
        widget = forms.TextInput() if inline else forms.Textarea(attrs={"rows": regels})
        super().__init__(widget=widget, **kwargs)

    def prepare_value(self, value):
        return leesbaar(value) if isinstance(value, str) and "<" in value else value

    def clean(self, value):
        getypt = super().clean(value)
        html = als_html(schrijftekst=getypt)
        if self.inline:
            html = html.removeprefix("<p>").removesuffix("</p>")
        return ALS_ACCOLADE.sub(r'<span data-veld="\1"></span>', html)


class Verhaalformulier(Akkoordformulier):
    titel = forms.CharField(label="Titel", max_length=120)
    tekst = Schrijfveld(
        label="Verhaal",
        regels=12,
        help_text=f"{UITLEG} Het aantal deelnames komt uit het register: schrijf {{verhaal:deelnames}}, geen getal.",
    )
    programmalijn = _lijn(verplicht=True)
    campagne = forms.ModelChoiceField(
        Campagne.objects.none(),
        label="Campagne",
        required=False,
        empty_label="Geen",
        help_text="Dan staat het verhaal bij die campagne.",
    )
    plaats = forms.CharField(label="Plaats", max_length=80, required=False)
    deelnemers_woord = forms.CharField(
        label="Hoe heten de deelnemers?", max_length=40, required=False, help_text="Bijvoorbeeld: kinderen, of bezoekers."
    )
    noemt_persoon = forms.BooleanField(label="Het verhaal noemt iemand", required=False)
    gezien = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, jaar: int, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["campagne"].queryset = Campagne.objects.filter(jaar=jaar)  # type: ignore[attr-defined]

    def inhoud(self, bijschrift: str = "") -> Inhoud:
        namen = ("titel", "tekst", "programmalijn", "campagne", "plaats", "deelnemers_woord", "noemt_persoon")
        return Inhoud(**{naam: self.cleaned_data[naam] for naam in namen}, bijschrift=bijschrift)

    def eigen(self) -> list[forms.BoundField]:
        namen = ("titel", "tekst", "programmalijn", "campagne", "plaats", "deelnemers_woord")
        return [self[naam] for naam in namen]


class Upload(Akkoordformulier):
    bestand = forms.FileField(
        label="Foto",
        allow_empty_file=True,
        widget=forms.FileInput({"accept": "image/jpeg,image/png,image/webp"}),
        help_text="We maken haar kleiner en halen weg wat de telefoon erbij zette, zoals de plaats.",
        error_messages={"required": "Kies een foto."},
    )
    alt = forms.CharField(label="Wat is er te zien?", max_length=240, help_text="Eén zin, voor wie de foto niet ziet.")
    maker = forms.CharField(label="Wie maakte de foto?", max_length=120, required=False, help_text="Staat onder de foto.")
    toont_persoon = forms.BooleanField(label="Er zijn mensen herkenbaar", required=False)


class Beeld(Upload):
    """A photo that is there already: everything but its file, and the point that stays in sight."""

    bestand = None  # type: ignore[assignment]
    focus_x = forms.IntegerField(label="Van links (%)", min_value=0, max_value=100)
    focus_y = forms.IntegerField(label="Van boven (%)", min_value=0, max_value=100)
    bijschrift = forms.CharField(label="Bijschrift", max_length=200, required=False, help_text="Mag leeg blijven.")
    gezien = forms.IntegerField(widget=forms.HiddenInput, required=False)


class Citaatformulier(Akkoordformulier):
    tekst = forms.CharField(label="Citaat", widget=forms.Textarea({"rows": 4}), help_text="Zonder aanhalingstekens.")
    wie = forms.CharField(label="Wie zei het?", max_length=120, help_text="Bijvoorbeeld: Anneke, deelnemer Samenlezen.")
    programmalijn = _lijn(verplicht=True)
    noemt_persoon = forms.BooleanField(label="Het citaat noemt iemand", required=False, initial=True)


class Feitformulier(forms.Form):
    use_required_attribute = False
    getal = Schrijfveld(
        label="Getal", inline=True, max_length=120, help_text="Een veld, zoals {cijfer:leden-totaal} of {aantal:verhalen}."
    )
    tekst = Schrijfveld(label="Wat het getal zegt", regels=3)
    programmalijn = _lijn(verplicht=True)


class Partnerformulier(forms.Form):
    use_required_attribute = False
    naam = forms.CharField(label="Naam", max_length=120)
    rol = forms.CharField(label="Wat doen jullie samen?", max_length=160, required=False)
    programmalijn = _lijn(verplicht=False, leeg="Alle programmalijnen")
    gezamenlijk = forms.BooleanField(label="Ook partner van andere gemeenten", required=False)


class Termformulier(forms.Form):
    use_required_attribute = False
    begrip = forms.ChoiceField(label="Begrip", choices=list(BEGRIPPEN.items()))
    woord = forms.CharField(label="Zo heet het in deze gemeente", max_length=60)
