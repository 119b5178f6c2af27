"""The form that corrects a registration: what it is about, and its meetings, each on a line."""

import datetime
from dataclasses import dataclass

from django import forms
from django.http import HttpRequest

from catalogus.fouten import RegelFout
from catalogus.models import Activiteit, Bijeenkomst, Campagne, Gemeente, Kenmerk, Uitvoering
from catalogus.opmaak import datum as datumtekst
from catalogus.regels.uitvoering_bewerken import Keer
from catalogus.schermen import wie
from catalogus.schermen.registratieformulier import TEKSTVAK, Aantalveld, Datumveld, keuzelijst, lees_plek
from catalogus.schermen.registratieformulier import Registratie as _Registratie

NIEUW = 2  # empty lines for meetings to add


class Correctie(forms.Form):
    plek = forms.CharField(max_length=20, error_messages={"required": "Kies waar het was."})
    activiteit = forms.ChoiceField(label="Activiteit", required=False, widget=keuzelijst())
    titel = forms.CharField(
        label="Eigen titel",
        required=False,
        max_length=160,
        widget=forms.TextInput(TEKSTVAK),
        help_text="Mag leeg blijven, behalve bij een activiteit van anderen.",
    )
    gemeenten = forms.TypedMultipleChoiceField(
        label="Gemeenten",
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Kies minstens één gemeente."},
    )
    doelgroep = forms.ModelChoiceField(
        Kenmerk.objects.filter(soort=Kenmerk.Soort.DOELGROEP), required=False, empty_label="Niet gekozen", widget=keuzelijst()
    )
    campagne = forms.ModelChoiceField(Campagne.objects.none(), required=False, empty_label="Geen campagne", widget=keuzelijst())
    aanbieder = _Registratie.base_fields["aanbieder"]
    vrijwilligersuren = _Registratie.base_fields["vrijwilligersuren"]
    verslag = _Registratie.base_fields["verslag"]
    reden = forms.CharField(
        label="Reden van de wijziging",
        required=False,
        max_length=500,
        widget=forms.TextInput(TEKSTVAK),
        help_text="Staat later in de geschiedenis. Nodig bij een afgesloten jaar.",
    )
    gezien = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, request: HttpRequest, uitvoering: Uitvoering, jaren: set[int], **kwargs):
        super().__init__(*args, **{"auto_id": "%s"} | kwargs)
        self.request, self.uitvoering = request, uitvoering
        self.alle_gemeenten = wie.gemeenten_van(request)
        self._kies("gemeenten", [(g.pk, g.naam) for g in self.alle_gemeenten])
        activiteiten = Activiteit.objects.filter(editie__jaar__in=jaren, kinderen=None).select_related("editie")
        per_jaar: dict[str, list] = {}
        for a in activiteiten.order_by("-editie__jaar", "titel"):
            per_jaar.setdefault(str(a.editie.jaar), []).append((str(a.pk), a.titel))
        self._kies("activiteit", [("", "Van anderen (platformactiviteit)"), *per_jaar.items()])
        campagne = self.fields["campagne"]
        assert isinstance(campagne, forms.ModelChoiceField)
        campagne.queryset = Campagne.objects.filter(jaar__in=jaren).order_by("-van")

    def _kies(self, naam: str, keuzes: list) -> None:
        veld = self.fields[naam]
        assert isinstance(veld, forms.ChoiceField)
        veld.choices = keuzes

    @classmethod
    def begin(cls, uitvoering: Uitvoering) -> dict:
        """What is there now."""
        velden = ("titel", "doelgroep", "campagne", "aanbieder", "vrijwilligersuren", "verslag")
        return {naam: getattr(uitvoering, naam) for naam in velden} | {
            "activiteit": str(uitvoering.activiteit_id or ""),
            "gemeenten": [g.pk for g in uitvoering.gemeenten.all()],
            "gezien": uitvoering.slot,
        }

    def gegevens(self) -> dict:
        """Arguments of `corrigeer`, without the meetings."""
        schoon = self.cleaned_data
        _, locatie = lees_plek(request=self.request, waarde=schoon["plek"])
        activiteit = Activiteit.objects.select_related("editie").filter(pk=int(schoon["activiteit"] or 0)).first()
        namen = ("titel", "doelgroep", "campagne", "aanbieder", "vrijwilligersuren", "verslag", "reden", "gezien")
        return {naam: schoon[naam] for naam in namen} | {
            "activiteit": activiteit,
            "platform": activiteit is None,
            "locatie": locatie,
            "gemeenten": [g for g in self.alle_gemeenten if g.pk in schoon["gemeenten"]],
        }


@dataclass(frozen=True)
class Regel:
    """A meeting on the page: its number (0 and below for a new one) and what is typed."""

    nummer: int
    datum: str
    aantal: str
    status: str
    weg: bool
    van: list[tuple[Gemeente, str]]  # deelnames per gemeente

    @property
    def naam(self) -> str:
        return f"k{self.nummer}"


def regels_van(uitvoering: Uitvoering) -> list[Regel]:
    """The meetings as they are, oldest first, and empty lines."""
    samen = list(uitvoering.gemeenten.all())
    samen = samen if len(samen) > 1 else []
    rijen = []
    for keer in uitvoering.bijeenkomsten.prefetch_related("deelnames_per_gemeente").order_by("datum", "pk"):
        eigen = {d.gemeente_id: str(d.aantal) for d in keer.deelnames_per_gemeente.all()}
        aantal = "" if keer.deelnames is None else str(keer.deelnames)
        rijen.append(Regel(keer.pk, str(keer.datum), aantal, keer.status, False, [(g, eigen.get(g.pk, "")) for g in samen]))
    return rijen + [Regel(-n, "", "", Bijeenkomst.Status.GEHOUDEN, False, []) for n in range(NIEUW)]


def getypt(request: HttpRequest, uitvoering: Uitvoering) -> list[Regel]:
    """The lines as they were sent."""
    post = request.POST
    return [
        Regel(
            rij.nummer,
            post.get(f"{rij.naam}-datum", "").strip(),
            post.get(f"{rij.naam}-aantal", "").strip(),
            post.get(f"{rij.naam}-status", Bijeenkomst.Status.GEHOUDEN),
            f"{rij.naam}-weg" in post,
            [(g, post.get(f"{rij.naam}-van-{g.pk}", "").strip()) for g, _ in rij.van],
        )
        for rij in regels_van(uitvoering)
    ]


def keren(regels: list[Regel]) -> list[Keer]:
    """The meetings that should be; RegelFout that names the line that cannot be read."""
    uit = []
    for plaats, rij in enumerate(regels, start=1):
        if rij.weg or (rij.nummer <= 0 and not rij.datum):
            continue
        dag = _lees(Datumveld(), rij.datum, f"Regel {plaats}", f"{rij.naam}-datum")
        assert isinstance(dag, datetime.date)
        if rij.status not in Bijeenkomst.Status.values:
            raise RegelFout(
                f"{datumtekst(dag)}: kies gehouden, gepland of vervallen.", code="status", veld=f"{rij.naam}-status"
            )
        aantal = _lees(Aantalveld(required=False), rij.aantal, datumtekst(dag), f"{rij.naam}-aantal")
        per_gemeente = {
            g: _lees(Aantalveld(required=False), waarde, f"{datumtekst(dag)}, {g}", f"{rij.naam}-van-{g.pk}")
            for g, waarde in rij.van
            if waarde
        }
        uit.append(Keer(dag, aantal, rij.status, rij.nummer if rij.nummer > 0 else None, per_gemeente))
    return uit


def _lees(veld: forms.Field, waarde: str, waar: str, naam: str):
    try:
        return veld.clean(waarde)
    except forms.ValidationError as fout:
        raise RegelFout(f"{waar}: {fout.messages[0]}", code="regel", veld=naam) from fout
