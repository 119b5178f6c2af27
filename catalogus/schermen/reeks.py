"""Series: giving the rhythm, seeing the dates, saving; and filling in planned meetings that are over."""

import datetime

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from catalogus.fouten import RegelFout
from catalogus.models import Activiteit, Bijeenkomst
from catalogus.opmaak import MAANDEN, WEEKDAGEN
from catalogus.opmaak import datum as datumtekst
from catalogus.regels import reeksen
from catalogus.regels.uitvoering import registreer, vul_in
from catalogus.schermen import wie
from catalogus.schermen.bibliotheek import kader
from catalogus.schermen.registratieformulier import Aantalveld, Datumveld, keuzelijst, lees_plek, medegemeenten
from catalogus.schermen.registreren import (
    STATUS,
    alleen_registrerend,
    catalogusjaar,
    foutenlijst,
    open_bijeenkomsten,
    plek_van,
    plekken,
)

MEEST_RIJEN = 50
ELKE = [(0, "Eén keer per maand"), (1, "Elke week"), (2, "Elke twee weken"), (3, "Elke drie weken"), (4, "Elke vier weken")]
WELKE = [(1, "de eerste"), (2, "de tweede"), (3, "de derde"), (4, "de vierde"), (reeksen.LAATSTE, "de laatste")]


class Reeks(forms.Form):
    plek = forms.CharField(max_length=20, error_messages={"required": "Kies waar het is."})
    activiteit = forms.ChoiceField(label="Activiteit", required=False, widget=keuzelijst())
    titel = forms.CharField(
        label="Of: titel van een activiteit van anderen",
        required=False,
        max_length=160,
        widget=forms.TextInput({"class": "utrecht-textbox utrecht-textbox--html-input"}),
        help_text="Een platformactiviteit, zoals een breicafé.",
    )
    elke = forms.TypedChoiceField(label="Hoe vaak?", coerce=int, choices=ELKE, widget=keuzelijst())
    welke = forms.TypedChoiceField(label="Welke van de maand?", coerce=int, choices=WELKE, widget=keuzelijst())
    weekdag = forms.TypedChoiceField(label="Weekdag", coerce=int, choices=[*enumerate(WEEKDAGEN)], widget=keuzelijst())
    van = Datumveld(label="Van")
    tot = Datumveld(label="Tot en met")
    zonder = forms.TypedMultipleChoiceField(
        label="Niet in deze maanden",
        required=False,
        coerce=int,
        choices=[(nummer, naam) for nummer, naam in enumerate(MAANDEN, start=1)],
        widget=forms.CheckboxSelectMultiple,
    )
    gemiddeld = Aantalveld(
        label="Gemiddeld aantal deelnemers",
        required=False,
        help_text="Geldt voor elke datum die is geweest en waar je geen aantal invult.",
    )
    reden = forms.CharField(label="Reden", required=False, max_length=500, help_text="Nodig bij een afgesloten jaar.")

    def __init__(self, *args, request: HttpRequest, **kwargs):
        super().__init__(*args, **{"auto_id": "%s"} | kwargs)
        self.gemeenten = wie.gemeenten_van(request)
        vandaag = timezone.localdate()
        rijen = Activiteit.objects.filter(editie__jaar__in=(vandaag.year, vandaag.year + 1, vandaag.year - 1), kinderen=None)
        per_jaar: dict[str, list[tuple[str, str]]] = {}
        for a in rijen.select_related("editie").order_by("-editie__jaar", "titel"):
            per_jaar.setdefault(str(a.editie.jaar), []).append((str(a.pk), a.titel))
        eerst = sorted(per_jaar, key=lambda jaar: (jaar != str(vandaag.year), jaar))
        activiteit = self.fields["activiteit"]
        assert isinstance(activiteit, forms.ChoiceField)
        activiteit.choices = [("", "Kies een activiteit"), *((jaar, per_jaar[jaar]) for jaar in eerst)]
        self.fields["met"] = forms.TypedMultipleChoiceField(
            label="Samen met andere gemeenten",
            required=False,
            coerce=int,
            choices=[(g.pk, g.naam) for g in self.gemeenten],
            widget=forms.CheckboxSelectMultiple,
        )

    def ritme(self) -> reeksen.Ritme:
        gegevens = self.cleaned_data
        return reeksen.Ritme(
            weekdag=gegevens["weekdag"],
            elke=gegevens["elke"],
            welke=gegevens["welke"],
            van=gegevens["van"],
            tot=gegevens["tot"],
            zonder=frozenset(gegevens["zonder"]),
        )


# ------------------------------------------------------------------ a series
@alleen_registrerend
@require_http_methods(["GET", "HEAD", "POST"])
def reeks(request: HttpRequest) -> HttpResponse:
    vandaag = timezone.localdate()
    if request.method != "POST":
        begin = {"elke": 0, "welke": 1, "weekdag": vandaag.weekday(), "van": vandaag, "tot": vandaag.replace(month=12, day=31)}
        return _toon(request, Reeks(request=request, initial=begin))
    form = Reeks(request.POST, request=request)
    if not form.is_valid():
        return _toon(request, form, dagen=_getypt(request, vandaag), status=422)
    try:
        ritme = form.ritme()
        dagen = reeksen.dagen(ritme=ritme)
        if "bewaar" not in request.POST or not request.POST.getlist("dag"):
            return _toon(request, form, dagen=_voorstel(dagen, vandaag), ritme=reeksen.in_woorden(ritme=ritme))
        uitvoering = _bewaar(request, form, vandaag)
    except RegelFout as fout:
        form.add_error(fout.veld if fout.veld in form.fields else None, fout.tekst)
        return _toon(request, form, dagen=_getypt(request, vandaag), status=STATUS.get(fout.code, 422))
    aantal = uitvoering.bijeenkomsten.count()
    messages.success(request, f"Bewaard: {uitvoering}, {aantal} {'bijeenkomst' if aantal == 1 else 'bijeenkomsten'}.")
    return redirect("registreren")


def _voorstel(dagen: list[datetime.date], vandaag: datetime.date) -> list[dict]:
    """The dates to look over; those on a public holiday are off, with its name."""
    vrij = {dag: naam for jaar in {dag.year for dag in dagen} for dag, naam in reeksen.feestdagen(jaar=jaar).items()}
    return [{"dag": dag, "aan": dag not in vrij, "vrij": vrij.get(dag, ""), "geweest": dag <= vandaag, "aantal": ""}
            for dag in dagen]  # fmt: skip


def _getypt(request: HttpRequest, vandaag: datetime.date) -> list[dict]:
    """The dates as they were sent, with what was typed beside them."""
    rijen = []
    for waarde in request.POST.getlist("getoond"):
        try:
            dag = datetime.date.fromisoformat(waarde)
        except ValueError:
            continue
        vrij = reeksen.feestdagen(jaar=dag.year).get(dag, "")
        aan, aantal = waarde in request.POST.getlist("dag"), request.POST.get(f"aantal-{waarde}", "")
        rijen.append({"dag": dag, "aan": aan, "vrij": vrij, "geweest": dag <= vandaag, "aantal": aantal})
    return rijen


def _bewaar(request: HttpRequest, form: Reeks, vandaag: datetime.date):
    gegevens = form.cleaned_data
    gemeente, locatie = lees_plek(request=request, waarde=gegevens["plek"])
    veld = Aantalveld(required=False)
    datums: list[tuple[datetime.date, int | None]] = []
    for rij in _getypt(request, vandaag):
        if not rij["aan"]:
            continue
        try:
            aantal = veld.clean(rij["aantal"])
        except forms.ValidationError as fout:
            raise RegelFout(f"{datumtekst(rij['dag'])}: {fout.messages[0]}", code="aantal") from fout
        if aantal is None and rij["geweest"]:
            aantal = gegevens["gemiddeld"]
        datums.append((rij["dag"], aantal))
    titel = gegevens["titel"].strip()
    activiteit = Activiteit.objects.select_related("editie").filter(pk=int(gegevens["activiteit"] or 0)).first()
    if activiteit and titel:
        raise RegelFout("Kies een activiteit of vul een titel in, niet allebei.", code="titel", veld="titel")
    return registreer(
        door=request.user,
        gemeenten=medegemeenten(form, gemeente, form.gemeenten),
        datums=datums,
        activiteit=activiteit,
        platform=bool(titel),
        titel=titel,
        locatie=locatie,
        reden=gegevens["reden"],
        vandaag=vandaag,
    )


def _toon(request: HttpRequest, form: Reeks, *, dagen: list[dict] | None = None, ritme: str = "", status: int = 200):
    plek = plek_van(request)
    context = kader(request, actief="registreren", jaar=catalogusjaar(request)) | {
        "form": form,
        "vinkjes": [form["zonder"], form["met"]],
        "fouten": foutenlijst(form),
        "plek": plek,
        "plekken": plekken(request, plek),
        "dagen": dagen,
        "ritme": ritme,
    }
    return render(request, "uitvoering/reeks.html", context, status=status)


# ------------------------------------------------------------------ planned meetings that are over
@alleen_registrerend
@require_http_methods(["GET", "HEAD", "POST"])
def invullen(request: HttpRequest) -> HttpResponse:
    """All or nothing: with an error in one line none is saved, and what was typed stays."""
    alle = open_bijeenkomsten(request, timezone.localdate())
    rijen = list(alle.select_related("uitvoering__activiteit__programmalijn", "uitvoering__locatie")[:MEEST_RIJEN])
    fouten: list[tuple[str, str]] = []
    if request.method == "POST":
        gedaan, fouten = _vul_alles_in(request, rijen)
        if gedaan and not fouten:
            messages.success(request, f"Bewaard: {gedaan} {'bijeenkomst' if gedaan == 1 else 'bijeenkomsten'}.")
            return redirect("registreren_invullen")
        if not fouten:
            fouten = [("", "Vul bij minstens één bijeenkomst een aantal in, of kies ‘ging niet door’.")]
    fout_bij = dict(fouten)
    context = kader(request, actief="registreren", jaar=catalogusjaar(request)) | {
        "fouten": fouten,
        "rest": alle.count() - len(rijen),
        "rijen": [
            {
                "keer": keer,
                "aantal": request.POST.get(f"aantal-{keer.pk}", ""),
                "weg": f"weg-{keer.pk}" in request.POST,
                "fout": fout_bij.get(f"aantal-{keer.pk}"),
            }
            for keer in rijen
        ],
    }
    return render(request, "uitvoering/invullen.html", context, status=422 if fouten else 200)


def _vul_alles_in(request: HttpRequest, rijen: list[Bijeenkomst]) -> tuple[int, list[tuple[str, str]]]:
    veld, gedaan = Aantalveld(required=False), 0
    fouten: list[tuple[str, str]] = []
    with transaction.atomic():
        for keer in rijen:
            naam = f"aantal-{keer.pk}"
            waarde, weg = request.POST.get(naam, "").strip(), f"weg-{keer.pk}" in request.POST
            if not waarde and not weg:
                continue
            try:
                vul_in(bijeenkomst=keer, door=request.user, deelnames=veld.clean(waarde), vervallen=weg)
                gedaan += 1
            except forms.ValidationError as fout:
                fouten.append((naam, f"{keer}: {fout.messages[0]}"))
            except RegelFout as fout:
                fouten.append((naam, f"{keer}: {fout.tekst}"))
        if fouten:
            transaction.set_rollback(True)
    return gedaan, fouten


urlpatterns = [
    path("registreren/reeks/", reeks, name="registreren_reeks"),
    path("registreren/invullen/", invullen, name="registreren_invullen"),
]
