"""One report: where it stands, its next steps, what was decided before, its frozen versions, remarks and jobs."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods

from catalogus import toegang
from catalogus.fouten import RegelFout
from catalogus.models import Gemeente, Groep
from jaarbericht.models import Jaarbericht, Jaarberichtwissel, Taakregel, Uitgave
from jaarbericht.regels import opmerkingen, tellingen, uitgeven
from jaarbericht.schermen import gesprek
from jaarbericht.schermen.bord import deelnemer_of_404
from jaarbericht.schermen.redactiekader import alleen_redactie, redactiekader
from jaarbericht.schermen.redactiestappen import GEVOLG, Reden, fout_bij
from jaarbericht.taken import LOPEND, vraag_stap

MEEST_TAKEN = 10


@dataclass(frozen=True)
class Knop:
    """A step that fits the status: for this person, or why not."""

    stap: uitgeven.Stap
    waarom_niet: str = ""


def knoppen(jaarbericht: Jaarbericht, user) -> list[Knop]:
    uit = []
    for stap in uitgeven.TABEL.values():
        if stap.van == jaarbericht.status:
            try:
                uitgeven.eis_stap(jaarbericht=jaarbericht, stap=stap.naam, door=user, reden="ja")
                uit.append(Knop(stap))
            except RegelFout as fout:
                uit.append(Knop(stap, _van_wie(stap) if fout.code == "niet-bevoegd" else fout.tekst))
    return uit


def _van_wie(stap: uitgeven.Stap) -> str:
    groepen = " of ".join(f"de {Groep(groep).label.lower()}" for groep in sorted(stap.groepen))
    return f"Dat doet iemand van {groepen}."


def bericht_van(gemeente: Gemeente, jaar: int) -> Jaarbericht:
    """The report, or one that is not kept yet: looking at it makes nothing."""
    bericht = Jaarbericht.objects.filter(gemeente=gemeente, jaar=jaar).select_related("gemeente").first()
    return bericht or Jaarbericht(gemeente=gemeente, jaar=jaar)


@alleen_redactie
@require_http_methods(["GET", "HEAD", "POST"])
def redactie_uitgave(request: HttpRequest, jaar: int, cbs: str) -> HttpResponse:
    """The page; a post says something in a conversation about the draft."""
    gemeente = deelnemer_of_404(cbs, jaar)
    bericht, mis = bericht_van(gemeente, jaar), None
    uitgave = opmerkingen.ter_inzage(user=request.user, gemeente=gemeente, jaar=jaar)
    if request.method == "POST":
        uitkomst = gesprek.verwerk(request, jaarbericht=bericht, uitgave=uitgave)
        if not isinstance(uitkomst, gesprek.Mis):
            return redirect(f"{reverse('redactie_uitgave', args=[jaar, cbs])}#opmerking-{uitkomst.pk}")
        mis = uitkomst
    context = redactiekader(request, jaar, deel="redactie") | rapportdelen(request, bericht)
    context |= gesprek.context(request, bericht, mis) | _gesprekken(request, bericht, uitgave)
    return render(request, "redactie/rapport.html", context, status=mis.status if mis else 200)


def _gesprekken(request: HttpRequest, bericht: Jaarbericht, uitgave: Uitgave | None) -> dict:
    """Conversations per chapter, in the order of the report."""
    alle = list(opmerkingen.gesprekken(user=request.user, jaarbericht=bericht))
    hoofdstukken = opmerkingen.hoofdstukken_van(uitgave) if uitgave else []
    titels = {een.sleutel: een.titel for een in hoofdstukken}
    sleutels = dict.fromkeys([*titels, *(opmerking.hoofdstuk for opmerking in alle)])
    groepen = [(titels.get(s, s), [opmerking for opmerking in alle if opmerking.hoofdstuk == s]) for s in sleutels]
    return {
        "uitgave": uitgave,
        "hoofdstukken": hoofdstukken,
        "gesprekken": [groep for groep in groepen if groep[1]],
        "open_opmerkingen": sum(not opmerking.opgelost for opmerking in alle),
        "mag_oplossen": True,
    }


def rapportdelen(request: HttpRequest, bericht: Jaarbericht) -> dict:
    """What templates/redactie/rapport.html shows of a report."""
    alle = knoppen(bericht, request.user)
    uitgaven = toegang.zichtbaar_voor(request.user, Uitgave.objects.filter(jaarbericht_id=bericht.pk))
    wissels = Jaarberichtwissel.objects.filter(jaarbericht_id=bericht.pk).select_related("door")
    taken = list(Taakregel.objects.filter(jaarbericht_id=bericht.pk).select_related("gevraagd_door")[:MEEST_TAKEN])
    return {
        "bericht": bericht,
        "gemeente": bericht.gemeente,
        "knoppen": [knop for knop in alle if not knop.waarom_niet],
        "dicht": [knop for knop in alle if knop.waarom_niet],
        "telling": tellingen.telling(gemeente=bericht.gemeente, jaar=bericht.jaar),
        "wissels": wissels.order_by("-op", "-pk"),
        "uitgaven": uitgaven.defer("inhoud").select_related("gemaakt_door").order_by("-nummer"),
        "taken": taken,
        "laatste_per_soort": list({taak.soort: taak for taak in reversed(taken)}.values()),
        "lopend": [taak for taak in taken if taak.status in LOPEND],
    }


@alleen_redactie
@require_http_methods(["GET", "HEAD", "POST"])
def redactie_stap(request: HttpRequest, jaar: int, cbs: str, naam: str) -> HttpResponse:
    """What a step will do, and asking for it."""
    gemeente = deelnemer_of_404(cbs, jaar)
    if naam not in uitgeven.TABEL:
        raise Http404
    stap, bericht, fout, status = uitgeven.TABEL[naam], bericht_van(gemeente, jaar), None, 200
    form = Reden(request.POST if request.method == "POST" else None, verplicht=stap.reden_verplicht)
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                bericht = uitgeven.jaarbericht_van(gemeente=gemeente, jaar=jaar)
                taak = vraag_stap(jaarbericht=bericht, stap=naam, door=request.user, **form.cleaned_data)
            except RegelFout as oorzaak:
                fout, status = fout_bij(form, oorzaak)
            else:
                messages.success(request, _gedaan(bericht, stap, taak))
                return redirect("redactie_uitgave", jaar, cbs)
    context = redactiekader(request, jaar, deel="redactie") | {
        "bericht": bericht,
        "gemeente": gemeente,
        "stap": stap,
        "gevolgen": GEVOLG[naam],
        "form": form,
        "fout": fout,
        "past": bericht.status == stap.van,
        "waarom_niet": next((k.waarom_niet for k in knoppen(bericht, request.user) if k.stap == stap), ""),
        "telling": tellingen.telling(gemeente=gemeente, jaar=jaar) if stap.uitgave else None,
        "open_opmerkingen": opmerkingen.gesprekken(user=request.user, jaarbericht=bericht).filter(opgelost=False).count(),
    }
    return render(request, "redactie/stap.html", context, status=status)


def _gedaan(bericht: Jaarbericht, stap: uitgeven.Stap, taak: Taakregel | None) -> str:
    if taak:
        return f"Gevraagd: {stap.omschrijving}. De pdf wordt nu gemaakt. De stap is gezet als de pdf er is."
    return f"Het jaarbericht van {bericht.gemeente} is nu: {Jaarbericht.Status(stap.naar).label}."


urlpatterns = [
    path("redactie/<int:jaar>/uitgave/<str:cbs>/", redactie_uitgave, name="redactie_uitgave"),
    path("redactie/<int:jaar>/uitgave/<str:cbs>/stap/<str:naam>/", redactie_stap, name="redactie_stap"),
]
