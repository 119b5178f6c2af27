"""Forms of a selection, and what a line offers to fill in."""

import re
from dataclasses import dataclass
from decimal import Decimal

from django import forms
from django.db.models import QuerySet

from catalogus.models import Afname, Afnameregel, Eenheid, Locatie
from catalogus.regels.jaren import jaar_van
from catalogus.regels.keuzebeeld import Keuzebeeld, Rij, heeft_vaste_hoeveelheid
from catalogus.regels.locaties import Locatiebeeld, beelden
from catalogus.regels.prefill import passend

LOCATIEVELD = re.compile(r"^locatie-(\d+)$")
# How a line is filled in: not at all, by number, by ticking locations, by a number per location, or either of the last two.
VAST, AANTAL, VINKEN, PER_LOCATIE, VERDEELD = "vast", "aantal", "vinken", "per_locatie", "verdeeld"
TEKSTVAK = {"class": "utrecht-textarea utrecht-textarea--html-textarea ac-vol", "rows": 3}
REGELVAK = {"class": "utrecht-textbox utrecht-textbox--html-input ac-vol"}


def getalveld(label: str) -> forms.DecimalField:
    """A quantity the Dutch way: 1.171 is a thousand and more, 2,5 is two and a half."""
    return forms.DecimalField(
        label=label,
        required=False,
        localize=True,
        min_value=0,
        max_digits=12,
        decimal_places=2,
        error_messages={
            "invalid": "Vul een getal in, bijvoorbeeld 12.",
            "min_value": "Vul 0 of meer in.",
            "max_decimal_places": "Gebruik hoogstens twee cijfers achter de komma.",
            "max_digits": "Dit getal is te groot.",
            "max_whole_digits": "Dit getal is te groot.",
        },
    )


class Regelformulier(forms.Form):
    """What may be posted for one line; a field that is not there stays as it is.

    `locaties` says that the numbers per location (`locatie-<pk>`) were on the form. `stap` is added to the quantity.
    `slot` is the lock number that the user saw, empty when there was no line.
    """

    hoeveelheid = getalveld("Hoeveelheid")
    stap = forms.IntegerField(required=False, min_value=-1, max_value=1)
    resultaat = forms.CharField(label="Afgesproken resultaat", required=False, max_length=200)
    toelichting = forms.CharField(label="Toelichting", required=False, max_length=4000)
    slot = forms.IntegerField(required=False, min_value=0)

    def __init__(self, data):
        super().__init__(data)
        for naam in data:
            if LOCATIEVELD.match(naam):
                self.fields[naam] = getalveld("Aantal per locatie")

    def tekst(self, naam: str) -> str | None:
        return self.cleaned_data[naam].strip() if naam in self.data else None

    @property
    def per_locatie(self) -> dict[int, Decimal] | None:
        if "locaties" not in self.data:
            return None
        velden = {int(m.group(1)): self.cleaned_data[naam] for naam in self.fields if (m := LOCATIEVELD.match(naam))}
        return {pk: aantal for pk, aantal in velden.items() if aantal}

    def aantal(self, *, regel: Afnameregel | None, minimum: Decimal | None, per_locatie_nodig: bool) -> Decimal | None:
        """The quantity that is asked for; None when nothing was filled in and there is no line yet."""
        hoeveelheid = self.cleaned_data["hoeveelheid"]
        if hoeveelheid is None:
            if self.per_locatie == {} and per_locatie_nodig:
                return Decimal(0)
            return regel.hoeveelheid if regel else None
        stap = self.cleaned_data["stap"] or 0
        nieuw = max(hoeveelheid + stap, Decimal(0))
        return minimum if stap > 0 and minimum and nieuw < minimum else nieuw


@dataclass(frozen=True)
class Locatieveld:
    """One location of a line: `aantal` as it is now, `leerlingen` as known on the reference date."""

    locatie: Locatie
    aantal: Decimal | None
    leerlingen: int | None


@dataclass(frozen=True)
class Regelinvoer:
    """A line as it is filled in: how, and the locations it offers."""

    rij: Rij
    wijze: str
    locaties: tuple[Locatieveld, ...]

    @property
    def samen(self) -> str:
        """The locations with their numbers, as they are now."""
        return ", ".join(str(deel.locatie) for deel in self.rij.per_locatie)


def per_locatie_nodig(rij: Rij) -> bool:
    """Whether the quantity of this line always follows from its locations."""
    return rij.eenheid in {Eenheid.LOCATIE, Eenheid.LEERLING} or bool(rij.prijs and rij.prijs.grondslag == "locatie")


def regelinvoer(*, beeld: Keuzebeeld) -> dict[int, Regelinvoer]:
    """Per pk of line how it is filled in; the locations are read once, in four queries."""
    gemeente, jaar = beeld.afname.gemeente, beeld.afname.editie.jaar
    plaatsen = beelden(locaties=Locatie.objects.filter(gemeente=gemeente), datum=jaar_van(jaar=jaar).peildatum_locaties)
    return {rij.regel.pk: _invoer(rij, plaatsen) for rij in beeld.rijen}


def _invoer(rij: Rij, plaatsen: list[Locatiebeeld]) -> Regelinvoer:
    gekozen = {deel.locatie_id: deel.hoeveelheid for deel in rij.per_locatie}
    mogelijk = {p.locatie.pk for p in passend(activiteit=rij.activiteit, beelden=plaatsen)} | set(gekozen)
    velden = tuple(
        Locatieveld(p.locatie, gekozen.get(p.locatie.pk), p.leerlingen) for p in plaatsen if p.locatie.pk in mogelijk
    )
    if heeft_vaste_hoeveelheid(rij):
        return Regelinvoer(rij, VAST, ())
    if per_locatie_nodig(rij) and velden:
        return Regelinvoer(rij, VINKEN if rij.eenheid == Eenheid.LOCATIE else PER_LOCATIE, velden)
    return Regelinvoer(rij, VERDEELD if gekozen else AANTAL, velden)


class Wisselformulier(forms.Form):
    """A step: a reason or note, and for some steps a date and remarks per line (`opmerking-<pk>`).

    `gezien` is the total that the user saw, so that nobody signs for another.
    """

    reden = forms.CharField(label="Toelichting", required=False, max_length=4000, widget=forms.Textarea(TEKSTVAK))
    ingangsdatum = forms.DateField(
        label="Ingangsdatum",
        required=False,
        widget=forms.DateInput({**REGELVAK, "inputmode": "numeric", "autocomplete": "off"}),
        help_text="Vanaf wanneer de wijziging geldt, bijvoorbeeld 1-7-2027.",
        error_messages={"invalid": "Vul een datum in als dag-maand-jaar, bijvoorbeeld 1-7-2027."},
    )
    gezien = forms.CharField(required=False, widget=forms.HiddenInput)

    def opmerkingen(self) -> dict[int, str]:
        voorvoegsel = "opmerking-"
        return {
            int(naam.removeprefix(voorvoegsel)): tekst[:2000]
            for naam, tekst in self.data.items()
            if naam.startswith(voorvoegsel) and naam.removeprefix(voorvoegsel).isdecimal() and tekst.strip()
        }


class Kopformulier(forms.Form):
    naam = forms.CharField(label="Naam van de keuze", max_length=80, widget=forms.TextInput(REGELVAK))
    kenmerk = forms.CharField(
        label="Kenmerk",
        required=False,
        max_length=80,
        widget=forms.TextInput(REGELVAK),
        help_text="Het nummer van jullie eigen zaak, als dat er is.",
    )
    toelichting = forms.CharField(
        label="Toelichting bij de hele keuze", required=False, max_length=4000, widget=forms.Textarea(TEKSTVAK)
    )
    slot = forms.IntegerField(widget=forms.HiddenInput)


class Nieuwformulier(forms.Form):
    """A new selection: empty, from last year's, or from another; `bron` is empty or the pk of an afname that may be used."""

    naam = forms.CharField(
        label="Naam van de keuze",
        max_length=80,
        widget=forms.TextInput(REGELVAK),
        help_text="Bijvoorbeeld ‘Uitgangspunt’ of ‘Meer lezen’.",
    )

    def __init__(self, *args, bronnen: QuerySet[Afname], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["bron"] = forms.ModelChoiceField(label="Waarmee beginnen jullie?", queryset=bronnen, required=False)


class Vraagformulier(forms.Form):
    vraag = forms.CharField(
        label="Wat willen jullie precies?",
        required=False,
        max_length=4000,
        widget=forms.Textarea(TEKSTVAK),
        help_text="Schrijf voor wie het is, hoe vaak, waar en wanneer.",
    )
