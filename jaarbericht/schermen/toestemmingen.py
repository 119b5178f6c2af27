"""Consents of people: the list, withdrawing one with what that does shown beforehand, and the closed archive."""

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_http_methods, require_safe

from catalogus import toegang
from catalogus.fouten import RegelFout
from catalogus.schermen.bibliotheek import kader
from jaarbericht.models import Toestemming, Uitgave
from jaarbericht.regels.intrekken import gevolgen
from jaarbericht.schermen.redactiekader import alleen_redactie
from jaarbericht.taken import vraag_intrekken

PER_PAGINA = 50


class Intrekformulier(forms.Form):
    reden = forms.CharField(
        label="Reden",
        required=False,
        max_length=200,
        help_text="Mag leeg blijven. Noem de persoon niet.",
        widget=forms.TextInput({"class": "utrecht-textbox utrecht-textbox--html-input ac-vol", "autocomplete": "off"}),
    )
    gezien = forms.IntegerField(widget=forms.HiddenInput)


@alleen_redactie
@require_safe
def toestemmingen(request: HttpRequest) -> HttpResponse:
    """Consents with what hangs on them. Directie works with reports, not with the people behind them: 404."""
    _eis_mag(request)
    zoek = request.GET.get("q", "").strip()
    alle = toegang.zichtbaar_voor(request.user, Toestemming.objects.all())
    if zoek:
        alle = alle.filter(Q(persoon__icontains=zoek) | Q(ouder__icontains=zoek))
    tellers = {naam: Count(naam, distinct=True) for naam in ("verhalen", "citaten", "fotos")}
    rijen = alle.annotate(**{f"aantal_{naam}": teller for naam, teller in tellers.items()}).order_by("persoon", "-pk")
    context = kader(request, actief="redactie", jaar=None) | {
        "pagina": Paginator(rijen, PER_PAGINA).get_page(request.GET.get("pagina")),
        "zoek": zoek,
    }
    return render(request, "redactie/toestemmingen.html", context)


def _eis_mag(request: HttpRequest) -> None:
    if not toegang.mag_toestemming_intrekken(request.user):
        raise Http404


@alleen_redactie
@require_http_methods(["GET", "HEAD", "POST"])
def toestemming(request: HttpRequest, pk: int) -> HttpResponse:
    """What withdrawing this consent does, and the button that does it."""
    _eis_mag(request)
    een = toegang.zichtbaar_voor(request.user, Toestemming.objects.filter(pk=pk)).first()
    if een is None:
        raise Http404
    form = Intrekformulier(request.POST if request.method == "POST" else None, initial={"gezien": een.slot})
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                aantal = vraag_intrekken(toestemming=een, door=request.user, **form.cleaned_data)
            except RegelFout as fout:
                form.add_error(None, fout.tekst)
                status = 409 if fout.code == "verouderd" else 422
                een.refresh_from_db()
            else:
                messages.success(request, f"De toestemming is ingetrokken. {_wat_volgt(aantal)}")
                return redirect("redactie_toestemming", pk)
    context = kader(request, actief="redactie", jaar=None) | {
        "toestemming": een,
        "gevolgen": gevolgen(toestemming=een),
        "form": form,
    }
    return render(request, "redactie/toestemming.html", context, status=status)


def _wat_volgt(aantal: int) -> str:
    if not aantal:
        return "Er was geen uitgave die vervangen moet worden."
    wat = "1 jaarbericht krijgt" if aantal == 1 else f"{aantal} jaarberichten krijgen"
    return f"{wat} een ingekorte uitgave. Die wordt nu gemaakt."


@alleen_redactie
@require_safe
def archief(request: HttpRequest) -> HttpResponse:
    """Uitgaven that were taken down, for redactie and directie only."""
    weg = Uitgave.objects.filter(ingetrokken_op__isnull=False).select_related("jaarbericht__gemeente").defer("inhoud")
    rijen = toegang.zichtbaar_voor(request.user, weg).order_by("-ingetrokken_op", "-pk")
    context = kader(request, actief="redactie", jaar=None) | {
        "pagina": Paginator(rijen, PER_PAGINA).get_page(request.GET.get("pagina")),
    }
    return render(request, "redactie/archief.html", context)


urlpatterns = [
    path("redactie/toestemmingen/", toestemmingen, name="redactie_toestemmingen"),
    path("redactie/toestemmingen/<int:pk>/", toestemming, name="redactie_toestemming"),
    path("redactie/archief/", archief, name="redactie_archief"),
]
