"""The grid of the cost screen as forms: from typed cells to lines that can be computed or written, and back."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.http import QueryDict

from catalogus.beheer.formulieren import Getalveld
from catalogus.models import (
    Activiteit,
    Deel,
    Dekking,
    Financieringsbron,
    Functiegroep,
    Grondslag,
    Kostenregel,
    Prijsvorm,
    Staffel,
)
from catalogus.regels import kostenstand
from catalogus.regels.kostenregels import Grid, Rij
from catalogus.regels.kostprijs import eenheidsprijs_tekst
from catalogus.schermen.kostenvelden import TEKSTVAK, Aantalveld, Dekkingsveld, Getal, kort

MEEST = 100  # lines of one kind


# ------------------------------------------------------------------ one line of each kind
class Rijformulier(forms.Form):
    """What every line has: which record it is and the lock number that was seen."""

    pk = forms.IntegerField(required=False, widget=forms.HiddenInput)
    slot = forms.IntegerField(required=False, widget=forms.HiddenInput)
    naam = "regel"

    def noem_cellen(self) -> None:
        """Every cell says which line it is in, for who does not see the columns."""
        nummer = (self.prefix or "").rsplit("-", 1)[-1]
        waar = f"{self.naam} {int(nummer) + 1}" if nummer.isdecimal() else f"nieuwe {self.naam}"
        for veld in self.fields.values():
            if not veld.widget.is_hidden:
                veld.widget.attrs["aria-label"] = f"{veld.label}, {waar}"

    def rij(self, **waarden) -> Rij:
        """The line for `regels.kostenregels`; only for a valid form."""
        gegevens = self.cleaned_data
        return Rij(waarden, gegevens.get("pk"), gegevens.get("slot") or 0, bool(gegevens.get("DELETE")))


def kies(formulier: forms.Form, **keuzes: list) -> None:
    """Gives fields their choices."""
    for naam, opties in keuzes.items():
        veld = formulier.fields[naam]
        assert isinstance(veld, forms.ChoiceField)
        veld.choices = opties


class Regelformulier(Rijformulier):
    # A text area, so that a long description is read in full; a line break in it is a space.
    omschrijving = forms.CharField(
        label="Omschrijving",
        required=False,
        max_length=120,
        widget=forms.Textarea({"rows": 1, "cols": None, "class": "t", "autocomplete": "off"}),
    )
    soort = forms.ChoiceField(label="Soort", error_messages={"required": "Soort: kies een soort."})
    deel = forms.ChoiceField(label="Telt", initial=Deel.EENHEID, required=False)
    hoeveelheid = Getal(label="Hoeveel", widget=Aantalveld)
    prijs = Getal(label="Tarief of prijs")

    def __init__(self, *args, soorten: list, delen: list, functiegroepen: dict[int, Functiegroep], **kwargs):
        super().__init__(*args, **kwargs)
        kies(self, soort=soorten, deel=delen)
        self.functiegroepen = functiegroepen
        self.noem_cellen()

    @property
    def is_uren(self) -> bool:
        return str(self["soort"].value() or "").startswith("uren-")

    def clean_omschrijving(self) -> str:
        return " ".join(self.cleaned_data["omschrijving"].split())

    def waarden(self) -> dict[str, Any]:
        """Fields of a Kostenregel out of the cells that could be read; at hours the tariff counts, so a price is left out."""
        gegevens = self.cleaned_data
        soort, _, pk = gegevens.get("soort", "").partition("-")
        in_uren = soort == Kostenregel.Soort.UREN
        return {
            "omschrijving": gegevens.get("omschrijving", ""),
            "soort": soort,
            "functiegroep": self.functiegroepen.get(int(pk)) if in_uren else None,
            "deel": gegevens.get("deel") or Deel.EENHEID,
            "hoeveelheid": gegevens.get("hoeveelheid"),
            "prijs": None if in_uren else gegevens.get("prijs"),
        }


class Dekkingformulier(Rijformulier):
    naam = "dekking"
    bron = forms.ChoiceField(label="Bron", error_messages={"required": "Bron: kies een bron."})
    deel = forms.ChoiceField(label="Telt", initial=Deel.EENHEID, required=False)
    waarde = Dekkingsveld(label="Bedrag of percentage")

    def __init__(self, *args, bronnen: dict[int, Financieringsbron], delen: list, **kwargs):
        super().__init__(*args, **kwargs)
        kies(self, bron=[("", "Kies een bron"), *((pk, bron.naam) for pk, bron in bronnen.items())], deel=delen)
        self.bronnen = bronnen
        self.noem_cellen()

    def waarden(self) -> dict[str, Any]:
        gegevens = self.cleaned_data
        bedrag, percentage = gegevens.get("waarde", (None, None))
        return {
            "bron": self.bronnen.get(int(gegevens.get("bron") or 0)),
            "deel": gegevens.get("deel") or Deel.EENHEID,
            "bedrag": bedrag,
            "percentage": percentage,
        }


class Staffelformulier(Rijformulier):
    tot_en_met = Getal(label="Tot en met", decimalen=2, cijfers=10, widget=Aantalveld)
    prijs = Getal(label="Prijs van de klasse", decimalen=2, required=True)
    naam = "klasse"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.noem_cellen()

    def waarden(self) -> dict[str, Any]:
        return {naam: self.cleaned_data.get(naam) for naam in ("tot_en_met", "prijs")}


class Kopformulier(forms.Form):
    """Fields of the activity itself that its price and the spread depend on; which ones depends on the price form."""

    slot = forms.IntegerField(widget=forms.HiddenInput)
    bedrag_vast = Getal(label="Vast deel per jaar", decimalen=2)
    bedrag_eenheid = Getal(label="Bedrag per eenheid")
    grondslag = forms.ChoiceField(label="De klasse geldt", choices=Grondslag.choices)
    verwachte_afnemers = forms.IntegerField(
        label="Verwachte gemeenten",
        min_value=0,
        max_value=1000,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={
            "required": "Verwachte gemeenten: vul een getal in.",
            "invalid": "Verwachte gemeenten: vul een heel getal in.",
            "min_value": "Verwachte gemeenten: vul 0 of meer in.",
            "max_value": "Verwachte gemeenten: vul 1.000 of minder in.",
        },
    )
    verwachte_hoeveelheid = Getal(label="Verwachte hoeveelheid", decimalen=2, required=True, widget=Aantalveld)

    def __init__(self, *args, activiteit: Activiteit, **kwargs):
        super().__init__(*args, **kwargs)
        if activiteit.prijsvorm != Prijsvorm.VAST_BEDRAG:
            del self.fields["bedrag_vast"], self.fields["bedrag_eenheid"]
        else:
            self.fields["bedrag_eenheid"].label = f"Bedrag {eenheidsprijs_tekst(activiteit=activiteit)}"
        if activiteit.prijsvorm != Prijsvorm.STAFFEL:
            del self.fields["grondslag"]
        for naam, veld in self.fields.items():
            if naam != "slot":
                veld.widget.attrs["class"] = "utrecht-select" if naam == "grondslag" else TEKSTVAK

    def waarden(self) -> dict[str, Any]:
        return {naam: waarde for naam, waarde in self.cleaned_data.items() if naam != "slot"}


# ------------------------------------------------------------------ the whole grid
def _formset(formulier: type[Rijformulier], extra: int) -> type[BaseFormSet]:
    return formset_factory(formulier, extra=extra, can_delete=True, max_num=MEEST, absolute_max=MEEST)


@dataclass
class Gridformulier:
    """The three formsets and the head of one activity."""

    activiteit: Activiteit
    kop: Kopformulier
    regels: BaseFormSet
    dekkingen: BaseFormSet
    staffels: BaseFormSet | None  # only with a price by classes

    @property
    def sets(self) -> list[BaseFormSet]:
        return [reeks for reeks in (self.regels, self.dekkingen, self.staffels) if reeks is not None]

    def is_valid(self) -> bool:
        return all([self.kop.is_valid(), *(reeks.is_valid() for reeks in self.sets)])

    def rijen(self, reeks: BaseFormSet | None) -> Iterator[Any]:
        """The forms that are lines: existing ones, and new ones in which something was filled in."""
        for formulier in reeks.forms if reeks is not None else ():
            if not formulier.is_bound or formulier.has_changed() or formulier["pk"].value():
                yield formulier

    def fouten(self) -> list[tuple[str, str]]:
        """(id of the cell, what is wrong with it) over the whole grid, in reading order."""
        uit = [(self.kop[naam].auto_id, str(tekst)) for naam, teksten in self.kop.errors.items() for tekst in teksten]
        uit += [("", str(tekst)) for reeks in self.sets for tekst in reeks.non_form_errors()]
        for reeks, wat in ((self.regels, "Regel"), (self.dekkingen, "Dekking"), (self.staffels, "Klasse")):
            for nummer, formulier in enumerate(self.rijen(reeks), start=1):
                if formulier.is_bound and not formulier.cleaned_data.get("DELETE"):
                    for naam, teksten in formulier.errors.items():
                        uit += [
                            (formulier[naam].auto_id, f"{wat} {nummer}, {tekst[0].lower()}{tekst[1:]}") for tekst in teksten
                        ]
        return uit

    def grid(self) -> Grid:
        """What is to be written; only when everything is valid."""
        return Grid(
            regels=[f.rij(**f.waarden()) for f in self.rijen(self.regels)],
            dekkingen=[f.rij(**f.waarden()) for f in self.rijen(self.dekkingen)],
            staffels=None if self.staffels is None else [f.rij(**f.waarden()) for f in self.rijen(self.staffels)],
            velden=self.kop.waarden(),
        )

    def als_activiteit(self) -> Activiteit:
        """The activity with what was typed, for computing; each line knows its form as `formulier`."""
        return kostenstand.met_regels(
            activiteit=self.activiteit,
            kostenregels=[r for r in self._lijnen(Kostenregel, self.regels) if r.soort],
            dekkingen=[
                d for d in self._lijnen(Dekking, self.dekkingen) if d.bron_id and (d.bedrag is None) != (d.percentage is None)
            ],
            staffels=[s for s in self._lijnen(Staffel, self.staffels) if s.prijs is not None] if self.staffels else None,
            **self.kop.waarden(),
        )

    def _lijnen(self, model: Any, reeks: BaseFormSet | None) -> Iterator[Any]:
        for formulier in self.rijen(reeks):
            if not formulier.cleaned_data.get("DELETE"):
                lijn = model(activiteit=self.activiteit, **formulier.waarden())
                lijn.formulier = formulier
                yield lijn


def maak(*, activiteit: Activiteit, data: QueryDict | dict | None = None) -> Gridformulier:
    """The grid with what was typed, else with what is stored. `activiteit` has its lines prefetched."""
    functiegroepen = {groep.pk: groep for groep in Functiegroep.objects.all()}
    bronnen = {bron.pk: bron for bron in Financieringsbron.objects.all()}
    delen = [(Deel.EENHEID, eenheidsprijs_tekst(activiteit=activiteit)), (Deel.VAST, "vast")]
    anders = [(soort, naam.capitalize()) for soort, naam in Kostenregel.Soort.choices if soort != Kostenregel.Soort.UREN]
    uren = [(f"uren-{pk}", groep.naam) for pk, groep in functiegroepen.items()]
    soorten = [("", "Kies"), ("Uren", uren), ("Andere kosten", anders)]

    def reeks(naam: str, formulier: type[Rijformulier], rijen: list[dict], **kwargs) -> BaseFormSet:
        # What was typed is not held against what is stored: somebody else may have changed that meanwhile.
        return _formset(formulier, 1)(data, initial=None if data else rijen, prefix=naam, form_kwargs=kwargs)

    beginwaarden = beginrijen(activiteit=activiteit)
    staffel = activiteit.prijsvorm == Prijsvorm.STAFFEL
    return Gridformulier(
        activiteit,
        Kopformulier(data, initial=beginwaarden["kop"], prefix="kop", activiteit=activiteit),
        reeks("regel", Regelformulier, beginwaarden["regel"], soorten=soorten, delen=delen, functiegroepen=functiegroepen),
        reeks("dekking", Dekkingformulier, beginwaarden["dekking"], bronnen=bronnen, delen=delen),
        reeks("staffel", Staffelformulier, beginwaarden["staffel"]) if staffel else None,
    )


def beginrijen(*, activiteit: Activiteit) -> dict[str, Any]:
    """What the cells hold of what is stored, by prefix of the forms."""
    velden = ("slot", "bedrag_vast", "bedrag_eenheid", "grondslag", "verwachte_afnemers", "verwachte_hoeveelheid")
    return {
        "kop": {naam: getattr(activiteit, naam) for naam in velden},
        "regel": [
            {
                "pk": r.pk, "slot": r.slot, "omschrijving": r.omschrijving, "deel": r.deel,
                "soort": f"uren-{r.functiegroep_id}" if r.soort == Kostenregel.Soort.UREN else r.soort,
                "hoeveelheid": r.hoeveelheid, "prijs": r.prijs,
            }
            for r in activiteit.kostenregels.all()
        ],
        "dekking": [
            {"pk": d.pk, "slot": d.slot, "bron": d.bron_id, "deel": d.deel, "waarde": dekkingstekst(dekking=d)}
            for d in activiteit.dekkingen.all()
        ],
        "staffel": [
            {"pk": s.pk, "slot": s.slot, "tot_en_met": s.tot_en_met, "prijs": s.prijs} for s in activiteit.staffels.all()
        ],
    }  # fmt: skip


def dekkingstekst(*, dekking: Dekking) -> str:
    """An amount or a percentage as it is typed: '12,00', '40%'."""
    widget = Getalveld()
    if dekking.percentage is not None:
        return f"{kort(dekking.percentage)}%"
    return str(widget.format_value(dekking.bedrag))
