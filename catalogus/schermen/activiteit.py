"""The page of one activity for a gemeente: what it is, what it costs and why, and how to choose it."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path
from django.views.decorators.http import require_safe

from catalogus import toegang
from catalogus.models import Activiteit, Afname, Editie, Gemeente, Prijs, Prijsvorm
from catalogus.opmaak import getal, hoeveelheid
from catalogus.regels import aanbod as regels
from catalogus.regels import prijswoorden, uitleg
from catalogus.regels.afname import kiezen_tot
from catalogus.regels.kaarten import Kaart, laad
from catalogus.regels.kostprijs import GEPRIJSD, eenheidsprijs_tekst
from catalogus.regels.prefill import stel_voor
from catalogus.regels.tekst import schoon
from catalogus.regels.zoeken import verwant
from catalogus.schermen import wie
from catalogus.schermen.aanbod import keuze_van, rijen_van


@login_required
@require_safe
def activiteit(request: HttpRequest, cbs: str, jaar: int, code: str) -> HttpResponse:
    """Everything about one activity, for this gemeente."""
    gemeente = wie.gemeente_of_404(request, cbs)
    editie = wie.editie_of_404(request, jaar)
    rijen = Activiteit.objects.filter(editie=editie).select_related(
        "editie", "programmalijn", "voorganger__editie", "realisatieindicator"
    )
    gevonden = get_object_or_404(toegang.zichtbaar_voor(request.user, rijen), code=code)
    kaarten = laad(editie=editie, gemeente=gemeente)
    kaart = next(k for k in kaarten if k.pk == gevonden.pk)
    gevraagd = request.GET.get("keuze", "")
    keuze = keuze_van(request, gemeente, editie, int(gevraagd) if gevraagd.isdecimal() else None)
    gekozen = keuze["concept"].regels if keuze["concept"] else {}
    context = {
        **wie.kader(request, gemeente, actief="aanbod", editie=editie),
        **keuze,
        **_prijs(request, gevonden, kaart),
        "activiteit": gevonden,
        "rij": rijen_van([kaart], kaarten, gekozen)[0],
        "ouder": next((k for k in kaarten if k.pk == kaart.ouder_id), None),
        "onderdelen": rijen_van([k for k in kaarten if k.ouder_id == kaart.pk], kaarten, gekozen),
        "verwant": verwant(kaart=kaart, kaarten=kaarten),
        "tekst": schoon(tekst=gevonden.omschrijving),
        "meting": uitleg.meting(activiteit=gevonden),
        "anderen": regels.anderen(activiteit=gevonden, gemeente=gemeente),
        "met_verloop": not kaart.is_ouder and gevonden.prijsvorm in GEPRIJSD,
        **_verloop(regels.prijsverloop(activiteit=gevonden, edities=wie.edities_van(request)), gevonden),
        **_voorstel(gevonden, gemeente, kaart, keuze["concept"]),
        "kiezen_tot": kiezen_tot(afname=Afname(gemeente=gemeente, editie=editie)),
        "adres": request.get_full_path(),
        "keuzevraag": f"?keuze={gevraagd}" if gevraagd.isdecimal() else "",
    }
    return render(request, "catalogus/activiteit.html", context)


def _prijs(request: HttpRequest, activiteit: Activiteit, kaart: Kaart) -> dict:
    """The newest price with last year's, and the build-up as far as this user may see it."""
    prijzen = toegang.zichtbaar_voor(
        request.user, Prijs.objects.filter(activiteit__in=[activiteit.pk, activiteit.voorganger_id or activiteit.pk])
    )
    nieuwste = {p.activiteit_id: prijswoorden.gegevens_van(prijs=p) for p in prijzen.order_by("versie")}
    prijs, toen = nieuwste.get(activiteit.pk), nieuwste.get(activiteit.voorganger_id or 0)
    if prijs is None or kaart.is_ouder:
        return {"staffel": [], "opbouw": [], "kostenregels": [], "vorig": None}
    toont = toegang.kostenopbouw_voor(request.user, activiteit.editie)
    zichtbaar = toont != Editie.Kostenopbouw.GEEN
    voorganger = activiteit.voorganger
    return {
        "staffel": prijswoorden.staffelklassen(prijs=prijs, eenheid=activiteit.eenheid),
        "staffeluitleg": prijswoorden.staffeluitleg(prijs=prijs, eenheid=activiteit.eenheid) if prijs.staffel else "",
        "opbouw": regels.opbouw(prijs=prijs, eenheid=activiteit.eenheid) if zichtbaar else [],
        "kostenregels": regels.kostenregels(activiteit=activiteit, prijs=prijs)
        if toont == Editie.Kostenopbouw.VOLLEDIG
        else [],
        "vorig": voorganger
        and toen
        and {
            "jaar": voorganger.editie.jaar,
            "woorden": prijswoorden.prijs_in_woorden(prijs=toen, eenheid=voorganger.eenheid, prijsvorm=voorganger.prijsvorm),
            "verandering": prijswoorden.verandering(nu=prijs, toen=toen) if kaart.was else None,
        },
    }


def _verloop(verloop: list[regels.Verloop], activiteit: Activiteit) -> dict:
    """Prices over the years, and where the bars of the chart stand; no chart for fewer than two amounts."""
    punten = [punt for punt in verloop if punt.bedrag]
    if len(punten) < 2:
        return {"verloop": verloop, "grafiek": None}
    staven = [
        {
            "x": str(8 + 80 * n),
            "midden": str(39 + 80 * n),
            "y": str(104 - punt.hoogte),
            "ytekst": str(98 - punt.hoogte),
            "hoogte": str(punt.hoogte),
            "bedrag": getal(punt.bedrag, 0 if punt.bedrag >= 1000 else 2),
            "jaar": str(punt.jaar),
        }
        for n, punt in enumerate(punten)
        if punt.bedrag
    ]
    per = "Laagste klasse" if activiteit.prijsvorm == Prijsvorm.STAFFEL else eenheidsprijs_tekst(activiteit=activiteit)
    return {
        "verloop": verloop,
        "grafiek": {"breedte": str(80 * len(staven)), "staven": staven, "wat": f"{per.capitalize()}, in euro"},
    }


def _voorstel(activiteit: Activiteit, gemeente: Gemeente, kaart: Kaart, concept: regels.Concept | None) -> dict:
    """Quantity to start from: what is chosen, else the proposal with where it comes from."""
    if kaart.is_ouder:
        return {}
    voorstel = stel_voor(activiteit=activiteit, gemeente=gemeente)
    return {
        "voorstel": voorstel,
        "voorstel_woorden": prijswoorden.met_eenheid(aantal=voorstel.hoeveelheid, eenheid=activiteit.eenheid),
        "aantal": hoeveelheid((concept.regels if concept else {}).get(kaart.pk, voorstel.hoeveelheid)),
        "eenheden": prijswoorden.eenheid_in_woorden(eenheid=activiteit.eenheid),
        "grenzen": uitleg.grenzen(activiteit=activiteit),
        "slot": concept.sloten.get(kaart.pk) if concept else None,
    }


urlpatterns = [path("g/<str:cbs>/catalogus/<int:jaar>/<str:code>/", activiteit, name="aanbod_activiteit")]
