"""Correcting a price of an edition that was opened: the costs, what follows from them, and publishing with a reason."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_http_methods

from catalogus.fouten import RegelFout
from catalogus.models import Activiteit, Deel, Editie, Functiegroep, Kostenregel, Prijsvorm
from catalogus.opmaak import hoeveelheid
from catalogus.regels import correcties as regels
from catalogus.regels.correcties import Correctie, Regelinvoer
from catalogus.regels.editiebeeld import tarieven_van
from catalogus.regels.kostprijs import GEPRIJSD
from catalogus.schermen.editieactiviteiten import activiteit_of_404
from catalogus.schermen.editieformulieren import getalveld, voeg_fout_toe
from catalogus.schermen.editiekader import editiekader, van_editie, wie_wijzigt
from catalogus.schermen.keuzepagina import statuscode

VOORBEELD, PUBLICEREN = "voorbeeld", "publiceren"


class Correctieformulier(forms.Form):
    """A field per cost line, cover and class of one activity, room for one more line, and the reason."""

    reden = forms.CharField(
        label="Reden", max_length=200, help_text="Staat bij de prijs. Gemeenten met een concept lezen dit in de mail."
    )
    gezien = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, activiteit: Activiteit, tarieven: dict, **kwargs):
        super().__init__(*args, **kwargs)
        self.activiteit, self.tarieven = activiteit, tarieven
        self.initial["gezien"] = activiteit.slot
        self.regels = list(activiteit.kostenregels.select_related("functiegroep"))
        self.dekkingen = list(activiteit.dekkingen.select_related("bron"))
        self.staffels = list(activiteit.staffels.all()) if activiteit.prijsvorm == Prijsvorm.STAFFEL else []
        if activiteit.prijsvorm == Prijsvorm.KOSTPRIJS:
            self._kostenvelden()
        for klasse in self.staffels:
            self._veld(f"staffel-{klasse.pk}", f"Prijs {klasse_naam(klasse)}", klasse.prijs)
        if activiteit.prijsvorm == Prijsvorm.VAST_BEDRAG:
            self._veld("bedrag_vast", "Vast deel", activiteit.bedrag_vast, required=False)
            decimalen = activiteit.prijsdecimalen
            self._veld("bedrag_eenheid", "Per eenheid", activiteit.bedrag_eenheid, decimalen=decimalen, required=False)

    def _veld(self, naam: str, label: str, begin, **opties) -> None:
        self.fields[naam] = getalveld(label, min_value=0, **opties)
        self.initial[naam] = begin

    def _kostenvelden(self) -> None:
        for regel in self.regels:
            self._veld(f"hoeveel-{regel.pk}", f"Hoeveel {regel}", regel.hoeveelheid, decimalen=4)
            if regel.soort != Kostenregel.Soort.UREN:
                self._veld(f"prijs-{regel.pk}", f"Prijs {regel}", regel.prijs, decimalen=4)
        for dekking in self.dekkingen:
            waarde = dekking.percentage if dekking.bedrag is None else dekking.bedrag
            self._veld(f"dekking-{dekking.pk}", f"Dekking {dekking.bron}", waarde, decimalen=4)
        self.fields["nieuw-soort"] = forms.ChoiceField(
            label="Soort", required=False, choices=[("", "Geen regel erbij"), *Kostenregel.Soort.choices]
        )
        self.fields["nieuw-omschrijving"] = forms.CharField(label="Omschrijving", required=False, max_length=120)
        self.fields["nieuw-functiegroep"] = forms.ModelChoiceField(
            Functiegroep.objects.filter(pk__in=self.tarieven),
            label="Functiegroep (bij uren)",
            required=False,
            empty_label="Geen functiegroep",
        )
        self._veld("nieuw-hoeveelheid", "Hoeveel", None, decimalen=4, required=False)
        self._veld("nieuw-prijs", "Prijs (niet bij uren)", None, decimalen=4, required=False)
        self.fields["nieuw-deel"] = forms.ChoiceField(label="Telt", required=False, choices=Deel.choices)

    def clean(self) -> dict[str, Any]:
        gegevens = super().clean() or {}
        soort = gegevens.get("nieuw-soort")
        nodig = {"nieuw-hoeveelheid": "Vul in hoeveel."} if soort else {}
        if soort == Kostenregel.Soort.UREN:
            nodig["nieuw-functiegroep"] = "Kies de functiegroep van deze uren."
        elif soort:
            nodig["nieuw-prijs"] = "Vul de prijs in."
        for naam, tekst in nodig.items():
            if gegevens.get(naam) is None and naam not in self.errors:
                self.add_error(naam, tekst)
        return gegevens

    def correctie(self) -> Correctie:
        """What the rules want."""
        waarden = self.cleaned_data
        return Correctie(
            regels={
                r.pk: Regelinvoer(waarden[f"hoeveel-{r.pk}"], waarden.get(f"prijs-{r.pk}"))
                for r in self.regels
                if f"hoeveel-{r.pk}" in waarden
            },
            erbij=self._erbij(),
            dekkingen={d.pk: waarden[f"dekking-{d.pk}"] for d in self.dekkingen if f"dekking-{d.pk}" in waarden},
            staffels={klasse.pk: waarden[f"staffel-{klasse.pk}"] for klasse in self.staffels},
            bedragen={naam: waarden[naam] for naam in ("bedrag_vast", "bedrag_eenheid") if naam in waarden},
        )

    def _erbij(self) -> tuple[dict[str, Any], ...]:
        waarden = self.cleaned_data
        if not waarden.get("nieuw-soort"):
            return ()
        uren = waarden["nieuw-soort"] == Kostenregel.Soort.UREN
        regel = {
            "soort": waarden["nieuw-soort"],
            "omschrijving": waarden["nieuw-omschrijving"],
            "functiegroep": waarden["nieuw-functiegroep"] if uren else None,
            "hoeveelheid": waarden["nieuw-hoeveelheid"],
            "prijs": None if uren else waarden["nieuw-prijs"],
            "deel": waarden["nieuw-deel"] or Deel.EENHEID,
            "volgorde": max((regel.volgorde for regel in self.regels), default=0) + 1,
        }
        return (regel,)

    # -------------------------------------------------------------- for the template
    def kostenrijen(self) -> list[dict[str, Any]]:
        if "nieuw-soort" not in self.fields:
            return []
        return [
            {
                "regel": regel,
                "hoeveel": self[f"hoeveel-{regel.pk}"],
                "prijs": self[f"prijs-{regel.pk}"] if f"prijs-{regel.pk}" in self.fields else None,
                "tarief": self.tarieven.get(regel.functiegroep_id) if regel.functiegroep_id else None,
            }
            for regel in self.regels
        ]

    def dekkingrijen(self) -> list[tuple]:
        return [(d, self[f"dekking-{d.pk}"]) for d in self.dekkingen if f"dekking-{d.pk}" in self.fields]

    def staffelrijen(self) -> list[tuple]:
        return [(klasse_naam(klasse), self[f"staffel-{klasse.pk}"]) for klasse in self.staffels]

    def bedragvelden(self) -> list[forms.BoundField]:
        return [self[naam] for naam in ("bedrag_vast", "bedrag_eenheid") if naam in self.fields]

    def nieuwvelden(self) -> list[forms.BoundField]:
        return [veld for veld in self if veld.name.startswith("nieuw-")]


def klasse_naam(klasse) -> str:
    return "hoogste klasse" if klasse.tot_en_met is None else f"tot en met {hoeveelheid(klasse.tot_en_met)}"


@van_editie
@wie_wijzigt
@require_http_methods(["GET", "HEAD", "POST"])
def prijscorrectie(request: HttpRequest, editie: Editie, code: str) -> HttpResponse:
    """The costs of one activity; posting them shows what follows, and only ‘Publiceer’ on that page writes."""
    activiteit = activiteit_of_404(request, editie, code)
    if activiteit.prijsvorm not in GEPRIJSD:
        raise Http404(f"{code} heeft geen eigen prijs.")
    form = Correctieformulier(
        request.POST if request.method == "POST" else None, activiteit=activiteit, tarieven=tarieven_van(editie=editie)
    )
    stap, status = request.POST.get("stap", ""), 200
    if stap in {VOORBEELD, PUBLICEREN}:
        status = 422
        if form.is_valid():
            invoer: dict[str, Any] = {
                "activiteit": activiteit,
                "correctie": form.correctie(),
                "gezien": form.cleaned_data["gezien"],
                "door": request.user,
            }
            try:
                if stap == VOORBEELD:
                    beeld = _kader(request, editie, activiteit, form) | {"uitkomst": regels.voorbeeld(**invoer)}
                    return render(request, "edities/correctie_voorbeeld.html", beeld)
                uitkomst = regels.corrigeer(**invoer, akkoord=request.POST.get("akkoord", ""), reden=form.cleaned_data["reden"])
            except RegelFout as fout:
                voeg_fout_toe(form, fout)
                status = statuscode(fout)
            else:
                tekst = f"De prijs van {activiteit} is nu {uitkomst.wordt} (versie {uitkomst.prijs.versie})."
                messages.success(request, tekst)
                return redirect("activiteit_bewerken", editie.jaar, activiteit.code)
    context = _kader(request, editie, activiteit, form)
    return render(request, "edities/correctie.html", context, status=status)


def _kader(request: HttpRequest, editie: Editie, activiteit: Activiteit, form: Correctieformulier) -> dict[str, Any]:
    nieuwste = activiteit.prijzen.order_by("-versie").first()
    return editiekader(request, editie, deel="editie_activiteiten") | {
        "activiteit": activiteit,
        "form": form,
        "prijs_nu": regels.in_woorden(prijs=nieuwste, activiteit=activiteit),
        "prijzen": activiteit.prijzen.select_related("gemaakt_door").order_by("-versie"),
        "kan": editie.status in {Editie.Status.OPEN, Editie.Status.LOPEND},
    }


urlpatterns = [path("edities/<int:jaar>/correctie/<str:code>/", prijscorrectie, name="prijscorrectie")]
