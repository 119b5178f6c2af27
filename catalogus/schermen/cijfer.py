"""One figure: its years, where it comes from down to the rows that are counted, its history, and changing it with a reason."""

from decimal import Decimal

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_safe

from catalogus import toegang
from catalogus.fouten import RegelFout
from catalogus.models import Indicator, Meting
from catalogus.opmaak import STREEP
from catalogus.regels.cijferrooster import Cel, Plek, als_tekst, cel, plek_van, plekken, rij
from catalogus.regels.cijfers import Cijfers, cijfertekst
from catalogus.regels.cijferuitleg import uitleg
from catalogus.regels.metingen import NIEUW, lees, verwijder_meting, zet_meting
from catalogus.schermen import grafiek
from catalogus.schermen.bibliotheek import alleen_bibliotheek
from catalogus.schermen.cijferinvoer import VELD, Herkomst
from catalogus.schermen.cijfers import JAREN, cijferkader
from catalogus.schermen.wie import HtmxRequest

JAREN_TERUG = 4
STATUS = {"niet-bevoegd": 403, "verouderd": 409}  # of a RegelFout; the others are 422


class Celformulier(Herkomst):
    waarde = forms.CharField(label="Waarde", required=False, max_length=40, widget=forms.TextInput(VELD))
    slot = forms.IntegerField(required=False, widget=forms.HiddenInput)
    field_order = ["waarde", "stand", "bron", "peildatum", "reden", "slot"]


@alleen_bibliotheek
@require_http_methods(["GET", "HEAD", "POST"])
def cijfer(request: HtmxRequest, jaar: int, code: str, plek: str) -> HttpResponse:
    """The page, or for htmx its first part. Posting changes the figure, or with `weg` takes it away."""
    cijfers, indicator = _cijfers_of_404(jaar, code)
    plaats = plek_van(cijfers=cijfers, sleutel=plek)
    if plaats is None or plaats.scope not in indicator.scopes:
        raise Http404
    wat = cel(cijfers=cijfers, indicator=indicator, jaar=jaar, plek=plaats)
    form = Celformulier(request.POST) if request.method == "POST" else Celformulier(initial=_begin(wat))
    fout = None
    if request.method == "POST" and form.is_valid():
        try:
            tekst = _bewaar(request, wat, form.cleaned_data)
        except RegelFout as geweigerd:
            fout = geweigerd
            form.add_error(fout.veld if fout.veld in form.fields else None, fout.tekst)
        else:
            messages.success(request, tekst)
            return redirect("cijfer", jaar, code, plek)
    status = 200 if request.method != "POST" else STATUS.get(fout.code, 422) if fout else 422
    context = {
        "cel": wat,
        "jaar_cijfer": jaar,
        "rubriek": slugify(indicator.rubriek),
        "form": form,
        "botst": status == 409,
        "mag": toegang.mag_cijfers_invoeren(request.user),
        "afgesloten": cijfers.is_afgesloten(jaar),
        "grafiek": _grafiek(cijfers, indicator, jaar, plaats),
        "uitleg": uitleg(cijfers=cijfers, wat=wat, jaar=jaar, pagina=request.GET.get("pagina")),
        "geschiedenis": _geschiedenis(wat, jaar),
    }
    if request.htmx:
        return render(request, "cijfers/paneel.html", context)
    return render(request, "cijfers/cijfer.html", cijferkader(request, jaar) | context, status=status)


def _cijfers_of_404(jaar: int, code: str) -> tuple[Cijfers, Indicator]:
    if jaar not in JAREN:
        raise Http404
    cijfers = Cijfers(jaren=range(jaar - JAREN_TERUG, jaar + 1))
    if code not in cijfers.indicatoren:
        raise Http404
    return cijfers, cijfers.indicatoren[code]


def _begin(wat: Cel) -> dict:
    """What the form starts with: what was entered, else only the state."""
    meting = wat.meting
    if meting is None:
        return {"slot": "", "stand": Meting.Stand.DEFINITIEF}
    return {
        "waarde": wat.tekst,
        "stand": meting.stand,
        "bron": meting.bron,
        "peildatum": meting.peildatum,
        "reden": meting.reden if wat.nu.is_afwijking else "",
        "slot": meting.slot,
    }


def _bewaar(request: HtmxRequest, wat: Cel, gegeven: dict) -> str:
    """Writes what was posted; gives the message for afterwards."""
    gezien = NIEUW if gegeven["slot"] is None else gegeven["slot"]
    bij = {
        "indicator": wat.indicator,
        "jaar": wat.nu.jaar,
        "scope": wat.plek.scope,
        "gemeente": wat.plek.gemeente,
        "door": request.user,
        "reden": gegeven["reden"],
        "gezien": gezien,
    }
    naam = f"{wat.indicator}, {wat.plek.naam}"
    if "weg" in request.POST:
        verwijder_meting(**bij)
        return f"{naam}: het ingevulde cijfer is weg." + ("" if wat.invoer else " De berekening geldt weer.")
    waarde, geen = lees(tekst=gegeven["waarde"], indicator=wat.indicator)
    overig = {naam: gegeven[naam] for naam in ("bron", "stand", "peildatum")}
    zet_meting(**bij, **overig, waarde=waarde, geen_gegevens=geen)
    return f"Bewaard om {timezone.localtime():%H.%M}: {naam}, {gegeven['waarde']}."


def _grafiek(cijfers: Cijfers, indicator: Indicator, jaar: int, plek: Plek) -> grafiek.Kolommen | None:
    """Columns from the first year that is known; of one year there is nothing to see."""
    punten: list[tuple[str, Decimal | None, str]] = []
    for een in range(jaar - JAREN_TERUG, jaar + 1):
        los = cijfers.waarde(indicator.code, jaar=een, scope=plek.scope, gemeente=plek.gemeente)
        if los.waarde is not None or punten:
            punten.append((str(een), los.waarde, als_tekst(los) or "?"))
    return grafiek.kolommen(titel=f"{indicator}, {plek.naam}", punten=punten) if len(punten) > 1 else None


# ------------------------------------------------------------------ who entered what, and when
def _versies(**velden) -> QuerySet:
    return Meting.history.filter(**velden).select_related("history_user").order_by("-history_date", "-history_id")


def _geschiedenis(wat: Cel, jaar: int) -> list[dict]:
    """Every version of a figure, newest first, with its value as text."""
    versies = _versies(indicator=wat.indicator, jaar=jaar, scope=wat.plek.scope, gemeente=wat.plek.gemeente)
    return [{"versie": versie, "tekst": _versietekst(wat.indicator, versie)} for versie in versies]


def _versietekst(indicator: Indicator, versie) -> str:
    return STREEP if versie.geen_gegevens else cijfertekst(indicator, versie.waarde)


@alleen_bibliotheek
@require_safe
def overzicht(request: HtmxRequest, jaar: int, code: str) -> HttpResponse:
    """One indicator everywhere: each figure with its source, date and state, and by whom and when it was entered."""
    cijfers, indicator = _cijfers_of_404(jaar, code)
    kolommen = plekken(cijfers=cijfers, jaar=jaar, indicatoren=[indicator])
    regel = rij(cijfers=cijfers, indicator=indicator, jaar=jaar, kolommen=kolommen)
    laatste: dict[tuple, object] = {}
    for versie in _versies(indicator=indicator, jaar=jaar):
        laatste.setdefault((versie.scope, versie.gemeente_id), versie)
    context = {
        "indicator": indicator,
        "jaar_cijfer": jaar,
        "rubriek": slugify(indicator.rubriek),
        "rijen": [(c, laatste.get((c.plek.scope, c.plek.gemeente.pk if c.plek.gemeente else None))) for c in regel.cellen],
    }
    return render(request, "cijfers/overzicht.html", cijferkader(request, jaar) | context)


urlpatterns = [
    path("cijfers/<int:jaar>/cijfer/<slug:code>/", overzicht, name="cijfer_overzicht"),
    path("cijfers/<int:jaar>/cijfer/<slug:code>/<slug:plek>/", cijfer, name="cijfer"),
]
