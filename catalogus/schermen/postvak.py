"""The inbox of the library: the list with its filters, and one selection with the decision on it."""

import datetime
from dataclasses import dataclass
from decimal import Decimal

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from catalogus import toegang
from catalogus.fouten import RegelFout
from catalogus.models import Afname, Editie, Status, Statuswissel
from catalogus.opmaak import euro, met_teken
from catalogus.regels import afname as afnames
from catalogus.regels import afzet, edities, herinneringen, keuzebeeld, postvak
from catalogus.regels.aanvraag import Aanvraag, afwijking
from catalogus.schermen import werkboek, wie
from catalogus.schermen.afzet import urenbalken
from catalogus.schermen.bibliotheek import alleen_bibliotheek, gekozen_editie, kader
from catalogus.werkmap.schrijven import DATUM, EURO, GETAL, PROCENT, Blad, Kolom

ALLE, MIJ = "alle", "mij"
LAAT = datetime.date.max
VOLGORDE = {
    "termijn": ("Termijn, eerste eerst", lambda rij: (rij.laatste_dag or LAAT, rij.sinds or LAAT)),
    "bedrag": ("Bedrag, hoogste eerst", lambda rij: -(rij.bedrag or 0)),
    "datum": ("Datum, oudste eerst", lambda rij: rij.ingediend_op or rij.sinds or LAAT),
}
# Codes of a RegelFout with another status than 422.
STATUS = {"niet-bevoegd": 403, "status": 409, "verouderd": 409, "bestaat": 409}


class Filter(forms.Form):
    jaar = forms.ChoiceField()
    regio = forms.ChoiceField()
    manager = forms.ChoiceField()
    volgorde = forms.ChoiceField(label="Sorteer op", required=False, choices=[(k, woord) for k, (woord, _) in VOLGORDE.items()])

    def __init__(self, *args, edities: list[Editie], rijen: list[Aanvraag], **kwargs):
        super().__init__(*args, **kwargs)
        managers = {str(rij.gemeente.accountmanager_id): str(rij.gemeente.accountmanager) for rij in rijen}
        managers.pop("None", None)
        regios = sorted({rij.gemeente.regio for rij in rijen} - {""})
        for naam, label, keuzes in (
            ("jaar", "Editie", [(str(editie.jaar), str(editie)) for editie in edities]),
            ("regio", "Regio", [("", "Alle regio’s"), *((regio, regio) for regio in regios)]),
            ("manager", "Accountmanager", [("", "Iedereen"), (MIJ, "Van mij"), *sorted(managers.items(), key=lambda p: p[1])]),
        ):
            self.fields[naam] = forms.ChoiceField(label=label, required=False, choices=keuzes)
        for veld in self.fields.values():
            veld.widget.attrs["class"] = "utrecht-select"


# ------------------------------------------------------------------ the list
@alleen_bibliotheek
@require_safe
def postvak_lijst(request: HttpRequest) -> HttpResponse:
    jaar = request.GET.get("jaar", "")
    editie = gekozen_editie(request, int(jaar) if jaar.isdecimal() else None)
    alle = postvak.aanvragen(editie=editie)
    filter_ = Filter({**request.GET.dict(), "jaar": editie.jaar}, edities=wie.edities_van(request), rijen=alle)
    gekozen = filter_.cleaned_data if filter_.is_valid() else {}
    rijen = [rij for rij in alle if _past(rij, gekozen, request.user)]
    volgorde = gekozen.get("volgorde") or "termijn"
    rijen.sort(key=VOLGORDE[volgorde][1])
    tab = request.GET.get("tab", "")
    tab = tab if tab in {*postvak.TABS, ALLE} else postvak.TE_BEOORDELEN
    getoond = [rij for rij in rijen if tab in {rij.tab, ALLE}]
    if request.GET.get("uitvoer") == "xlsx":
        return _uitvoer(editie, getoond)
    return render(
        request,
        "postvak/lijst.html",
        kader(request, actief="postvak", jaar=editie.jaar)
        | {
            "editie": editie,
            "vorig_jaar": editie.jaar - 1,
            "filter": filter_,
            "gefilterd": bool(gekozen.get("regio") or gekozen.get("manager")),
            "tab": tab,
            "tabs": [*_tabs(rijen), (ALLE, "Alle", len(rijen))],
            "volgorde": volgorde,
            "rijen": getoond,
            "kern": _kerncijfers(rijen),
            "bij_gemeente": [rij for rij in rijen if rij.tab == postvak.BIJ_GEMEENTE],
            "vragen": [v for v in postvak.open_prijsopgaven(editie=editie) if v.gemeente_id in {r.gemeente.pk for r in rijen}],
            "elders": _elders(request, editie),
        }
        | _uren(editie),
    )


def _past(rij: Aanvraag, gekozen: dict, user) -> bool:
    manager, regio = gekozen.get("manager"), gekozen.get("regio")
    wie_ = str(user.pk) if manager == MIJ else manager
    return (not regio or rij.gemeente.regio == regio) and (not wie_ or str(rij.gemeente.accountmanager_id) == wie_)


def _tabs(rijen: list[Aanvraag]) -> list[tuple[str, str, int]]:
    return [(tab, woord, sum(1 for rij in rijen if rij.tab == tab)) for tab, woord in postvak.TABS.items()]


def _kerncijfers(rijen: list[Aanvraag]) -> dict:
    wachtend = [rij for rij in rijen if rij.tab == postvak.TE_BEOORDELEN]
    bevestigd = [rij for rij in rijen if rij.tab == postvak.BEVESTIGD]
    klaar = {rij.gemeente.pk for rij in [*wachtend, *bevestigd]}
    nog = {rij.gemeente.pk: rij for rij in rijen if rij.gemeente.pk not in klaar}
    dagen = [rij.laatste_dag for rij in nog.values() if rij.laatste_dag]
    return {
        "wachtend": len(wachtend),
        "oudste": max((rij.wacht for rij in wachtend if rij.wacht is not None), default=None),
        "bevestigd": len({rij.gemeente.pk for rij in bevestigd}),
        "gemeenten": len({rij.gemeente.pk for rij in rijen}),
        "bedrag": sum((rij.bedrag or 0 for rij in bevestigd), Decimal(0)),
        "niet_ingediend": len(nog),
        "herinnering": herinneringen.volgende_datum(laatste_dagen=dagen, vandaag=timezone.localdate()),
    }


def _uren(editie: Editie) -> dict:
    activiteiten = edities.activiteiten_van(editie=editie)
    posten = afzet.posten_van(editie=editie)
    regels = afzet.uren(editie=editie, posten=posten, activiteiten=activiteiten)
    return {"uren": urenbalken(regels), "bezetting": afzet.bezetting(regels=regels)}


def _elders(request: HttpRequest, editie: Editie) -> dict[int, int]:
    """How many wait in other editions, per year."""
    wachtend = toegang.zichtbaar_voor(request.user, Afname.objects.filter(status=Status.INGEDIEND).exclude(editie=editie))
    uit: dict[int, int] = {}
    for jaar in wachtend.order_by("editie__jaar").values_list("editie__jaar", flat=True):
        uit[jaar] = uit.get(jaar, 0) + 1
    return uit


def _uitvoer(editie: Editie, rijen: list[Aanvraag]) -> HttpResponse:
    kolommen = [
        Kolom("Gemeente", breed=22),
        Kolom("Regio", breed=12),
        Kolom("Accountmanager", breed=22),
        Kolom("Stand", breed=18),
        Kolom("Keuze", breed=28),
        Kolom("Versie", GETAL, 8),
        Kolom("Kiezen tot en met", DATUM),
        Kolom("Ingediend op", DATUM),
        Kolom("Activiteiten", GETAL, 12),
        Kolom("Bedrag (euro)", EURO),
        Kolom(f"Bedrag {editie.jaar - 1} (euro)", EURO),
        Kolom(f"Verschil met {editie.jaar - 1}", PROCENT),
        Kolom("Let op", breed=60),
    ]
    regels = [
        [
            rij.gemeente.naam,
            rij.gemeente.regio,
            str(rij.gemeente.accountmanager or ""),
            rij.afname.get_status_display() if rij.afname else "nog niet begonnen",
            rij.afname.naam if rij.afname else "",
            rij.afname.versienummer if rij.afname else None,
            rij.laatste_dag,
            rij.ingediend_op,
            len(rij.regels),
            rij.bedrag,
            rij.vorig_bedrag,
            rij.verschil,
            "; ".join(rij.aandacht),
        ]
        for rij in rijen
    ]
    return werkboek.antwoord(bladen=[Blad(f"Aanvragen {editie.jaar}", kolommen, regels)], naam=f"aanvragen-{editie.jaar}")


# ------------------------------------------------------------------ one selection
class Besluit(forms.Form):
    """The decision, and a remark per line under the name `opmerking-<pk>`."""

    besluit = forms.ChoiceField(choices=[(naam, naam) for naam in postvak.BESLUITEN])
    gezien = forms.IntegerField()
    reden = forms.CharField(required=False)
    ingangsdatum = forms.DateField(required=False)


@dataclass(frozen=True)
class Regel:
    """A line on the page, with the remark that is being written."""

    rij: keuzebeeld.Rij
    opmerking: str

    @property
    def ver(self) -> Decimal | None:
        vorig = self.rij.vorig
        return afwijking(nu=self.rij.aantal, toen=vorig.regel.hoeveelheid) if vorig else None


@alleen_bibliotheek
@require_http_methods(["GET", "HEAD", "POST"])
def postvak_afname(request: HttpRequest, pk: int) -> HttpResponse:
    zichtbaar = toegang.zichtbaar_voor(request.user, Afname.objects.select_related("gemeente__accountmanager", "editie"))
    afname = get_object_or_404(zichtbaar, pk=pk)
    if request.method != "POST":
        return render(request, "postvak/afname.html", _afnamebeeld(request, afname, {}))
    form = Besluit(request.POST)
    opmerkingen = {
        int(naam.removeprefix("opmerking-")): tekst.strip()
        for naam, tekst in request.POST.dict().items()
        if naam.startswith("opmerking-") and naam.removeprefix("opmerking-").isdecimal() and tekst.strip()
    }
    try:
        if not form.is_valid():
            raise _formulierfout(form)
        gegevens = form.cleaned_data
        nieuw = postvak.beslis(afname=afname, door=request.user, opmerkingen=opmerkingen, **gegevens)
    except RegelFout as fout:
        invoer = {"reden": request.POST.get("reden", ""), "ingangsdatum": request.POST.get("ingangsdatum", "")}
        afname.refresh_from_db()
        context = _afnamebeeld(request, afname, opmerkingen) | {"fout": fout, "invoer": invoer}
        return render(request, "postvak/afname.html", context, status=STATUS.get(fout.code, 422))
    gedaan = {
        "bevestigen": f"De keuze van {afname.gemeente} is bevestigd.",
        "teruggeven": f"De keuze van {afname.gemeente} is teruggegeven. De gemeente heeft bericht.",
        "nieuwe_versie": f"Versie {nieuw.versienummer} van {afname.gemeente} is gemaakt, namens de gemeente.",
    }
    messages.success(request, gedaan[gegevens["besluit"]])
    if gegevens["besluit"] == "nieuwe_versie":
        return redirect("postvak_afname", nieuw.pk)
    return redirect(f"{reverse('postvak')}?jaar={afname.editie.jaar}")


def _formulierfout(form: forms.Form) -> RegelFout:
    if "ingangsdatum" in form.errors:
        return RegelFout("Vul bij de ingangsdatum een dag in, zoals 1-7-2026.", code="ingangsdatum", veld="ingangsdatum")
    return RegelFout("Kies een besluit en probeer het opnieuw.", code="besluit")


def _afnamebeeld(request: HttpRequest, afname: Afname, opmerkingen: dict[int, str]) -> dict:
    beeld = keuzebeeld.maak(afname=afname)
    wissels = Statuswissel.objects.filter(afname=afname).select_related("door").order_by("op", "pk")
    vorige = afname.voorganger
    besluiten = {o.naam for o in afnames.mogelijke_overgangen(afname=afname, door=request.user)} & {*postvak.BESLUITEN}
    return kader(request, actief="postvak", jaar=afname.editie.jaar) | {
        "afname": afname,
        "gemeente": afname.gemeente,
        "editie": afname.editie,
        "beeld": beeld,
        "lijnen": [(lijn, [Regel(rij, opmerkingen.get(rij.regel.pk, "")) for rij in lijn.rijen]) for lijn in beeld.lijnen],
        "vorig_jaar": afname.editie.jaar - 1,
        "verschil": met_teken(euro(beeld.verschil), beeld.verschil) if beeld.verschil is not None else "",
        "besluiten": besluiten,
        "mag_opmerken": "teruggeven" in besluiten,
        "adres_keuze": reverse("keuze", args=[afname.gemeente.cbs_code, afname.pk]),
        "wissels": wissels,
        "laatste_dag": afnames.kiezen_tot(afname=afname),
        "vorige_versie": vorige,
        "anders": _anders(vorige, beeld) if vorige else [],
        "invoer": {"reden": "", "ingangsdatum": ""},
    }


def _anders(vorige: Afname, beeld: keuzebeeld.Keuzebeeld) -> list[dict]:
    """Lines that differ from the version before, in the order of the catalogue."""
    oud = {rij.code: rij for rij in keuzebeeld.maak(afname=vorige, achtergrond=beeld.achtergrond).rijen}
    nieuw = {rij.code: rij for rij in beeld.rijen}
    uit = []
    for code in {**oud, **nieuw}:
        was, wordt = oud.get(code), nieuw.get(code)
        gelijk = was and wordt and (was.aantal, was.bedrag) == (wordt.aantal, wordt.bedrag)
        if not gelijk:
            uit.append({"titel": (nieuw.get(code) or oud[code]).titel, "was": was, "wordt": wordt})
    return uit


urlpatterns = [
    path("bibliotheek/aanvragen/", postvak_lijst, name="postvak"),
    path("bibliotheek/aanvragen/<int:pk>/", postvak_afname, name="postvak_afname"),
]
