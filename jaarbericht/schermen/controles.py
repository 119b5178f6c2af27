"""Checks on the reports: per gemeente how it stands, and per report each finding, one click from where it is mended."""

from collections.abc import Sequence
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods, require_safe

from catalogus import toegang
from catalogus.fouten import RegelFout
from catalogus.models import Gemeente
from jaarbericht.maken import eis_jaar
from jaarbericht.models import ControleAanvaarding, Hoofdstuk, Jaarbericht
from jaarbericht.regels.controles import Bevinding, Ernst, aanvaard, controleer, neem_terug, vervallen
from jaarbericht.regels.controles.plekken import CIJFERS
from jaarbericht.samenstellen.bron import cijfers_van
from jaarbericht.schermen.redactiekader import alleen_redactie, redactiekader

AANVAARD, VERVALLEN = "aanvaard", "vervallen"
KOPPEN = {
    Ernst.FOUT: ("Fouten", "houden ter inzage leggen en vaststellen tegen"),
    Ernst.WAARSCHUWING: ("Waarschuwingen", "los ze op, of aanvaard ze met een reden"),
    Ernst.HINT: ("Hints", "mogen blijven staan"),
}


@dataclass(frozen=True)
class Stand:
    """How many findings of each kind a report has."""

    fouten: int
    waarschuwingen: int
    hints: int
    aanvaard: int

    @property
    def blokkeert(self) -> int:
        return self.fouten + self.waarschuwingen


@dataclass(frozen=True)
class Groep:
    """Findings of one severity, in the order of the report."""

    ernst: str
    kop: str
    uitleg: str
    hoofdstukken: list[tuple[str, list[Bevinding]]]
    aantal: int


def stand(bevindingen: Sequence[Bevinding]) -> Stand:
    def tel(ernst: Ernst) -> int:
        return sum(b.ernst == ernst and b.open for b in bevindingen)

    return Stand(tel(Ernst.FOUT), tel(Ernst.WAARSCHUWING), tel(Ernst.HINT), sum(not b.open for b in bevindingen))


# ------------------------------------------------------------------ all gemeenten of a year
@alleen_redactie
@require_safe
def overzicht(request: HttpRequest, jaar: int) -> HttpResponse:
    """Per gemeente what is open. Each report is composed for this: some 0,1 s per gemeente, the figures are read once."""
    _jaar_of_404(jaar)
    context = redactiekader(request, jaar, deel="redactie_controles_jaar") | {
        "rijen": [],
        "geen": "",
        "mag_intrekken": toegang.mag_toestemming_intrekken(request.user),
    }
    statussen = dict(
        toegang.zichtbaar_voor(request.user, Jaarbericht.objects.filter(jaar=jaar)).values_list("gemeente_id", "status")
    )
    cijfers = cijfers_van(jaar)
    for gemeente in cijfers.deelnemers(jaar):
        try:
            rij = stand(controleer(gemeente, jaar, cijfers=cijfers))
        except RegelFout as fout:
            context["geen"] = fout.tekst
            break
        context["rijen"].append((gemeente, rij, Jaarbericht.Status(statussen.get(gemeente.pk, "concept"))))
    return render(request, "redactie/controles_jaar.html", context)


def _jaar_of_404(jaar: int) -> None:
    try:
        eis_jaar(jaar)
    except RegelFout as fout:
        raise Http404 from fout


# ------------------------------------------------------------------ one report
class Aanvaardformulier(forms.Form):
    """Which warning, and why it may stay. The rule says what is wrong with it."""

    controle = forms.CharField(required=False)
    vingerafdruk = forms.CharField(required=False)
    reden = forms.CharField(required=False, max_length=500, error_messages={"max_length": "Schrijf hooguit 500 tekens."})


@alleen_redactie
@require_http_methods(["GET", "HEAD", "POST"])
def controles(request: HttpRequest, jaar: int, cbs: str) -> HttpResponse:
    """All findings on one report. Posting accepts a warning, or with `terug` takes that back."""
    _jaar_of_404(jaar)
    gemeente = toegang.zichtbaar_voor(request.user, Gemeente.objects.filter(cbs_code=cbs)).first()
    if gemeente is None or not gemeente.is_deelnemer(jaar):
        raise Http404
    mis: dict = {}
    if request.method == "POST":
        form = Aanvaardformulier(request.POST)
        try:
            tekst = _bewaar(request, gemeente, jaar, form)
        except RegelFout as fout:
            mis = {"tekst": fout.tekst, "code": fout.code, **form.data.dict()}  # type: ignore[attr-defined]
        else:
            messages.success(request, tekst)
            return redirect(_adres(jaar, cbs, request.GET))
    status = {"": 200, "verouderd": 409}.get(mis.get("code", ""), 422)
    return render(request, "redactie/controles.html", _context(request, gemeente, jaar, mis), status=status)


def _adres(jaar: int, cbs: str, vraag: QueryDict) -> str:
    adres = reverse("redactie_controles", args=[jaar, cbs])
    return f"{adres}?{vraag.urlencode()}" if vraag else adres


def _bewaar(request: HttpRequest, gemeente: Gemeente, jaar: int, form: Aanvaardformulier) -> str:
    """Carries out what was posted; gives what to say. RegelFout when it cannot be."""
    if terug := request.POST.get("terug", ""):
        van_hier = ControleAanvaarding.objects.filter(jaarbericht__gemeente=gemeente, jaarbericht__jaar=jaar)
        aanvaarding = van_hier.filter(pk=terug).first() if terug.isdecimal() else None
        if aanvaarding is None:
            raise RegelFout("Iemand anders nam dit al terug. Bekijk de lijst opnieuw.", code="verouderd")
        neem_terug(aanvaarding=aanvaarding, door=request.user)
        return "Je nam het aanvaarden terug. De waarschuwing telt weer mee."
    if not form.is_valid():
        raise RegelFout(str(form.errors["reden"][0]), code="reden", veld="reden")
    aanvaard(gemeente=gemeente, jaar=jaar, door=request.user, **form.cleaned_data)
    return "De waarschuwing is aanvaard. Verandert de tekst of het cijfer, dan komt zij terug."


def _context(request: HttpRequest, gemeente: Gemeente, jaar: int, mis: dict) -> dict:
    context = redactiekader(request, jaar, deel="redactie_controles_jaar") | {"gemeente": gemeente, "mis": mis}
    try:
        bevindingen = controleer(gemeente, jaar)
    except RegelFout as fout:
        return context | {"geen": fout.tekst}
    eerder = vervallen(gemeente, jaar, bevindingen)
    telling = stand(bevindingen)
    toon = request.GET.get("toon", "")
    soorten = [
        ("", "Alles open", telling.blokkeert + telling.hints),
        (Ernst.FOUT.value, "Fouten", telling.fouten),
        (Ernst.WAARSCHUWING.value, "Waarschuwingen", telling.waarschuwingen),
        (Ernst.HINT.value, "Hints", telling.hints),
        (AANVAARD, "Aanvaard", telling.aanvaard),
        (VERVALLEN, "Vervallen", len(eerder)),
    ]
    toon = toon if toon in {soort for soort, _, _ in soorten} else ""
    return context | {
        "stand": telling,
        "toon": toon,
        "soorten": soorten,
        "groepen": _groepen([b for b in bevindingen if b.open], toon, jaar),
        "aanvaard": [b for b in bevindingen if not b.open] if toon == AANVAARD else [],
        "vervallen": eerder if toon == VERVALLEN else [],
        "hier": _adres(jaar, gemeente.cbs_code, request.GET),
    }


def _groepen(open_: list[Bevinding], toon: str, jaar: int) -> list[Groep]:
    titels = Hoofdstuk.objects.filter(opzet__jaar=jaar).order_by("volgorde", "pk").values_list("titel", flat=True)
    volgorde = {titel: nr for nr, titel in enumerate([CIJFERS, *titels])}
    groepen = []
    for ernst, (kop, uitleg) in KOPPEN.items():
        hier = [b for b in open_ if b.ernst == ernst and toon in {"", ernst.value}]
        per_hoofdstuk: dict[str, list[Bevinding]] = {}
        for bevinding in sorted(hier, key=lambda b: volgorde.get(b.plek.hoofdstuk, len(volgorde))):
            per_hoofdstuk.setdefault(bevinding.plek.hoofdstuk, []).append(bevinding)
        if hier:
            groepen.append(Groep(ernst.value, kop, uitleg, list(per_hoofdstuk.items()), len(hier)))
    return groepen


urlpatterns = [
    path("redactie/<int:jaar>/controles/", overzicht, name="redactie_controles_jaar"),
    path("redactie/<int:jaar>/controles/<str:cbs>/", controles, name="redactie_controles"),
]
