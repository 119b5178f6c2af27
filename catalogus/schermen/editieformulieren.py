"""Forms of the screens of editions. Numbers are typed with a comma, dates in a date field."""

from decimal import Decimal
from typing import Any

from django import forms

from catalogus.beheer.formulieren import Datumveld, Getalveld
from catalogus.fouten import RegelFout
from catalogus.models import Editie, Financieringsbron, Functiegroep
from catalogus.regels.bronnen import Bronrij
from catalogus.regels.tarieven import SOORTEN, Wijziging, met_percentages


def voeg_fout_toe(form: forms.BaseForm, fout: RegelFout) -> None:
    """Puts what a rule refused at its field, else above the form."""
    form.add_error(fout.veld if fout.veld in form.fields else None, fout.tekst)


def getalveld(label: str, *, decimalen: int = 2, hulp: str = "", **opties) -> forms.DecimalField:
    """A Dutch number: 1.250,50 or 3,5."""
    return forms.DecimalField(
        label=label, decimal_places=decimalen, localize=True, widget=Getalveld, help_text=hulp, **{"max_digits": 12} | opties
    )


class Kopie(forms.Form):
    """A new edition out of an earlier one."""

    bron = forms.ChoiceField(label="Neem over uit")
    jaar = forms.IntegerField(label="Jaar van de nieuwe editie", min_value=2000, max_value=2100)
    indexering = getalveld(
        "Verhoog alle bedragen met een percentage",
        initial=Decimal(0),
        min_value=-50,
        max_value=100,
        max_digits=5,
        hulp="Bijvoorbeeld 3,5. Vul 0 in om niets te verhogen. Per soort verhogen kan daarna nog, met een voorbeeld vooraf.",
    )

    def __init__(self, *args, edities: list[Editie], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["bron"] = forms.ChoiceField(label="Neem over uit", choices=[(e.jaar, str(e)) for e in edities])
        self.initial.setdefault("bron", edities[0].jaar)
        self.initial.setdefault("jaar", edities[0].jaar + 1)


class Instellingen(forms.Form):
    kiezen_tot = forms.DateField(
        label="Kiezen tot en met",
        required=False,
        widget=Datumveld,
        help_text="De laatste dag waarop een gemeente kan indienen.",
    )
    kostenopbouw = forms.ChoiceField(
        label="Wat gemeenten zien van de kostenopbouw",
        choices=Editie.Kostenopbouw.choices,
        help_text="Geen, de hoofdregels, of alle kostenregels.",
    )
    gezien = forms.IntegerField(widget=forms.HiddenInput)


PROCENT: dict[str, Any] = {"required": False, "max_digits": 5, "min_value": -50, "max_value": 100}


class Tarieven(forms.Form):
    """The grid of tariffs with percentages to index by, and the opslag. A field per functiegroep: `tarief-<pk>` and so on."""

    alle = getalveld("Alle uurtarieven", hulp="Geldt waar je hieronder geen eigen percentage invult.", **PROCENT)
    opslagmethode = forms.ChoiceField(label="Opslag", choices=Editie.Opslagmethode.choices)
    opslagpercentage = getalveld("Opslagpercentage", max_digits=5, min_value=0, hulp="Over de directe kosten.")
    organisatiekosten = getalveld("Organisatiekosten", min_value=0, hulp="In euro per jaar, om naar uren te verdelen.")

    def __init__(self, *args, functiegroepen: list[Functiegroep], huidig: Wijziging, **kwargs):
        super().__init__(*args, **kwargs)
        self.functiegroepen = functiegroepen
        for naam in ("opslagmethode", "opslagpercentage", "organisatiekosten"):
            self.initial.setdefault(naam, getattr(huidig, naam))
        for groep in functiegroepen:
            velden = {
                "tarief": getalveld(f"Uurtarief {groep}", required=False, min_value=0, max_digits=8),
                "capaciteit": getalveld(f"Capaciteit {groep} in uren", required=False, min_value=0, max_digits=9),
                "procent": getalveld(f"Percentage {groep}", **PROCENT),
            }
            self.fields |= {f"{naam}-{groep.pk}": veld for naam, veld in velden.items()}
            self.initial.setdefault(f"tarief-{groep.pk}", huidig.uurtarieven.get(groep.pk))
            self.initial.setdefault(f"capaciteit-{groep.pk}", huidig.capaciteit.get(groep.pk))
        for soort, woord in SOORTEN.items():
            self.fields[f"soort-{soort}"] = getalveld(woord.capitalize(), **PROCENT)

    def wijziging(self) -> Wijziging:
        """What the rules want."""
        gegevens = self.cleaned_data
        tarieven = {g.pk: gegevens[f"tarief-{g.pk}"] for g in self.functiegroepen}
        wijziging = Wijziging(
            uurtarieven={pk: bedrag for pk, bedrag in tarieven.items() if bedrag is not None},
            capaciteit={g.pk: gegevens[f"capaciteit-{g.pk}"] for g in self.functiegroepen},
            opslagmethode=gegevens["opslagmethode"],
            opslagpercentage=gegevens["opslagpercentage"],
            organisatiekosten=gegevens["organisatiekosten"],
            soorten={soort: gegevens[f"soort-{soort}"] for soort in SOORTEN if gegevens[f"soort-{soort}"]},
        )
        eigen = {g.pk: gegevens[f"procent-{g.pk}"] for g in self.functiegroepen}
        return met_percentages(wijziging=wijziging, alle=gegevens["alle"] or Decimal(0), eigen=eigen)

    def rijen(self) -> list[tuple[Functiegroep, forms.BoundField, forms.BoundField, forms.BoundField]]:
        return [(g, self[f"tarief-{g.pk}"], self[f"capaciteit-{g.pk}"], self[f"procent-{g.pk}"]) for g in self.functiegroepen]

    def soorten(self) -> list[forms.BoundField]:
        return [self[f"soort-{soort}"] for soort in SOORTEN]


class Bronbedragen(forms.Form):
    """An amount per source, with the lock number that was seen."""

    def __init__(self, *args, rijen: list[Bronrij], **kwargs):
        super().__init__(*args, **kwargs)
        self.bronnen = [rij.bron for rij in rijen]
        for rij in rijen:
            self.fields[f"bedrag-{rij.bron.pk}"] = getalveld(f"Bedrag {rij.bron}", required=False, min_value=0)
            self.fields[f"slot-{rij.bron.pk}"] = forms.IntegerField(required=False, widget=forms.HiddenInput)
            self.initial.setdefault(f"bedrag-{rij.bron.pk}", rij.bedrag)
            self.initial.setdefault(f"slot-{rij.bron.pk}", rij.slot)

    def bedragen(self) -> dict[Financieringsbron, Decimal | None]:
        return {bron: self.cleaned_data[f"bedrag-{bron.pk}"] for bron in self.bronnen}

    def gezien(self) -> dict[int, int | None]:
        return {bron.pk: self.cleaned_data[f"slot-{bron.pk}"] for bron in self.bronnen}


class Verlenging(forms.Form):
    open_tot = forms.DateField(label="Kiezen tot en met", widget=Datumveld)
    reden = forms.CharField(label="Reden", max_length=200, help_text="De gemeente leest dit in de mail.")
    gezien = forms.IntegerField(required=False, widget=forms.HiddenInput)
