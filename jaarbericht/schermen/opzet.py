"""The plan of a year: its outline with moving, a new year, and the words on the cover."""

import re
from html import unescape

from django.contrib import messages
from django.db.models import Count, Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.html import strip_tags
from django.utils.text import Truncator
from django.views.decorators.http import require_http_methods

from catalogus import toegang
from catalogus.fouten import RegelFout
from catalogus.models import Gemeente, Indicator
from catalogus.opmaak import opsomming
from catalogus.schermen.editieformulieren import voeg_fout_toe
from catalogus.schermen.keuzepagina import statuscode
from jaarbericht.models import Blok, Hoofdstuk, Opzet, Tekstvariant
from jaarbericht.regels.bloksoorten import PAST_IN
from jaarbericht.regels.hoofdstukken import verplaats_hoofdstuk
from jaarbericht.regels.opzet import verplaats_blok
from jaarbericht.regels.opzetten import Gemaakt, kopieer_opzet, maak_opzet, zet_opzet
from jaarbericht.regels.voorwaarden import in_woorden
from jaarbericht.schermen.opzetformulieren import Nieuw, Omslag
from jaarbericht.schermen.redactiekader import alleen_redactie, redactiekader

DEEL = "redactie_opzet"
ZET = re.compile(r"(hoofdstuk|blok)-(\d{1,9})-(\d{1,9})-(\d{1,9})")  # kind, number, place, lock number of what holds the order


def opzetkader(request: HttpRequest, jaar: int) -> dict:
    """Context of every screen of the plan."""
    return redactiekader(request, jaar, deel=DEEL)


def opzet_van(request: HttpRequest, jaar: int) -> Opzet:
    return get_object_or_404(toegang.zichtbaar_voor(request.user, Opzet.objects.all()), jaar=jaar)


# ------------------------------------------------------------------ the outline
@alleen_redactie
@require_http_methods(["GET", "HEAD", "POST"])
def lijst(request: HttpRequest, jaar: int) -> HttpResponse:
    """Chapters with their blocks; a POST moves one of them."""
    opzet = toegang.zichtbaar_voor(request.user, Opzet.objects.filter(jaar=jaar)).first()
    fout, status = None, 200
    if request.method == "POST":
        if opzet is None:
            raise Http404
        try:
            return redirect(_verzet(request, opzet))
        except RegelFout as oorzaak:
            fout, status = oorzaak, statuscode(oorzaak)
    context = opzetkader(request, jaar) | {"opzet": opzet, "fout": fout, "open": request.GET.get("h", "")}
    if opzet:
        context |= {"hoofdstukken": overzicht(opzet)}
    else:
        vorige = Opzet.objects.filter(jaar__lt=jaar).first()
        context |= {"vorige": vorige}
    return render(request, "redactie/opzet.html", context, status=status)


def overzicht(opzet: Opzet) -> list[dict]:
    """The chapters in order, each with what it says of itself and its blocks."""
    indicatoren = list(Indicator.objects.all())
    blokken = Blok.objects.select_related("gemeente", "campagne").annotate(eigen_teksten=Count("varianten"))
    hoofdstukken = list(
        opzet.hoofdstukken.select_related("programmalijn")
        .prefetch_related(Prefetch("blokken", queryset=blokken.order_by("volgorde", "pk")))
        .order_by("volgorde", "pk")
    )

    def woorden(voorwaarde: str) -> str:
        return in_woorden(voorwaarde=voorwaarde, indicatoren=indicatoren) if voorwaarde else ""

    return [
        {
            "hoofdstuk": hoofdstuk,
            "plek": plek,
            "past": bool(PAST_IN[hoofdstuk.soort]),
            "als": woorden(hoofdstuk.voorwaarde),
            "blokken": [
                {"blok": blok, "naam": bloknaam(blok), "plek": b, "als": woorden(blok.voorwaarde)}
                for b, blok in enumerate(hoofdstuk.blokken.all())
            ],
        }
        for plek, hoofdstuk in enumerate(hoofdstukken)
    ]


def bloknaam(blok: Blok) -> str:
    """What a block is called in the outline: its heading, else how its text begins, else its kind."""
    begin = Truncator(" ".join(unescape(strip_tags(re.sub(r"</(p|h3|li)>", " ", blok.tekst))).split())).words(8)
    nummer = f" {blok.instelling['nummer']}" if "nummer" in blok.instelling else ""
    return blok.titel or begin or f"{blok.get_soort_display().capitalize()}{nummer}"


def _verzet(request: HttpRequest, opzet: Opzet) -> str:
    """Moves what the button or the drag says; gives the address to go back to."""
    gevonden = ZET.fullmatch(request.POST.get("zet", ""))
    if gevonden is None:
        raise RegelFout("Kies eerst wat je wilt verplaatsen.", code="onbekend")
    soort, pk, naar, gezien = gevonden[1], *map(int, gevonden.groups()[1:])
    pagina = reverse(DEEL, args=[opzet.jaar])
    if soort == "hoofdstuk":
        hoofdstuk = get_object_or_404(Hoofdstuk, opzet=opzet, pk=pk)
        verplaats_hoofdstuk(hoofdstuk=hoofdstuk, naar=naar, gezien=gezien, door=request.user)
        messages.success(request, f"‘{hoofdstuk.titel}’ staat nu op plek {naar + 1}.")
        return f"{pagina}#h-{hoofdstuk.pk}"
    blok = get_object_or_404(Blok.objects.select_related("hoofdstuk"), hoofdstuk__opzet=opzet, pk=pk)
    verplaats_blok(blok=blok, naar=naar, gezien=gezien, door=request.user)
    messages.success(request, f"‘{bloknaam(blok)}’ staat nu op plek {naar + 1} van ‘{blok.hoofdstuk}’.")
    return f"{pagina}?h={blok.hoofdstuk.sleutel}#b-{blok.pk}"


# ------------------------------------------------------------------ a new year
@alleen_redactie
@require_http_methods(["GET", "HEAD", "POST"])
def nieuw(request: HttpRequest, jaar: int) -> HttpResponse:
    """A plan for a year: out of an earlier one, or as a first frame when there is none."""
    opzetten = list(toegang.zichtbaar_voor(request.user, Opzet.objects.all()))
    gemeenten = list(
        Gemeente.objects.filter(pk__in=Tekstvariant.objects.values("gemeente"))
        | Gemeente.objects.filter(pk__in=Blok.objects.filter(gemeente__isnull=False).values("gemeente"))
    )
    bron = next((o for o in opzetten if o.jaar < jaar), opzetten[0] if opzetten else None)
    form = Nieuw(
        request.POST if request.method == "POST" else None,
        opzetten=opzetten,
        gemeenten=gemeenten,
        initial={"jaar": jaar, "bron": bron.jaar if bron else None, "gemeenten": [g.cbs_code for g in gemeenten]},
    )
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                gemaakt = _maak(request, form, opzetten, gemeenten)
            except RegelFout as fout:
                voeg_fout_toe(form, fout)
                status = statuscode(fout)
            else:
                _meld(request, gemaakt)
                return redirect(DEEL, gemaakt.opzet.jaar)
    context = opzetkader(request, jaar) | {"form": form, "bron": bron, "gemeenten": gemeenten}
    return render(request, "redactie/opzet_nieuw.html", context, status=status)


def _maak(request: HttpRequest, form: Nieuw, opzetten: list[Opzet], gemeenten: list[Gemeente]) -> Gemaakt:
    gekozen = form.cleaned_data
    if not opzetten:
        return maak_opzet(jaar=gekozen["jaar"], organisatie=gekozen["organisatie"], door=request.user)
    return kopieer_opzet(
        bron=next(o for o in opzetten if o.jaar == int(gekozen["bron"])),
        jaar=gekozen["jaar"],
        gemeenten=[g for g in gemeenten if g.cbs_code in gekozen["gemeenten"]],
        door=request.user,
    )


def _meld(request: HttpRequest, gemaakt: Gemaakt) -> None:
    jaar = gemaakt.opzet.jaar
    messages.success(request, f"De opzet voor {jaar} is gemaakt, met {gemaakt.opzet.hoofdstukken.count()} hoofdstukken.")
    if gemaakt.achtergebleven:
        messages.warning(
            request,
            f"Niet meegenomen: {opsomming(list(gemaakt.achtergebleven))}. Die campagnes staan nog niet in {jaar}. "
            "Voeg ze toe in het beheer, en dan hier als blok.",
        )


# ------------------------------------------------------------------ the cover
@alleen_redactie
@require_http_methods(["GET", "HEAD", "POST"])
def omslag(request: HttpRequest, jaar: int) -> HttpResponse:
    opzet = opzet_van(request, jaar)
    nu = {naam: getattr(opzet, naam) for naam in ("titel", "organisatie", "onderschrift")} | {"gezien": opzet.slot}
    form = Omslag(request.POST if request.method == "POST" else None, initial=nu)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                zet_opzet(opzet=opzet, door=request.user, **form.cleaned_data)
            except RegelFout as fout:
                voeg_fout_toe(form, fout)
                status = statuscode(fout)
            else:
                messages.success(request, "De omslag is opgeslagen.")
                return redirect(DEEL, jaar)
    context = opzetkader(request, jaar) | {"form": form, "kop": "Omslag", "knop": "Sla op"}
    return render(request, "redactie/opzet_formulier.html", context, status=status)


urlpatterns = [
    path("redactie/<int:jaar>/opzet/", lijst, name=DEEL),
    path("redactie/<int:jaar>/opzet/nieuw/", nieuw, name="redactie_opzet_nieuw"),
    path("redactie/<int:jaar>/opzet/omslag/", omslag, name="redactie_opzet_omslag"),
]
