"""Two people at one line: what the other made of it and what this user wanted, side by side (409)."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from catalogus.models import Activiteit, Afname, Afnameregel
from catalogus.regels import uitleg
from catalogus.schermen import wie
from catalogus.schermen.keuzeformulieren import Regelformulier
from catalogus.schermen.keuzepagina import adres, hoeveel, regel_van


@dataclass(frozen=True)
class Botsveld:
    """A field that differs: its name on the form, and value and words of the other and of this user."""

    naam: str
    label: str
    hun: str
    hun_woorden: str
    mijn: str
    mijn_woorden: str


def botsing(request: wie.HtmxRequest, afname: Afname, activiteit: Activiteit, formulier: Regelformulier | None) -> HttpResponse:
    """409: what the other made of the line and what this user wanted, side by side. Without a form: it was to be removed."""
    nu = regel_van(afname, activiteit)
    laatste = (
        Afnameregel.history.filter(afname_id=afname.pk, activiteit_id=activiteit.pk)
        .select_related("history_user")
        .order_by("-history_date", "-history_id")
        .first()
    )
    velden, rest = _botsvelden(nu, activiteit, formulier) if formulier else ([], [])
    if formulier and nu and not velden:  # both did the same
        messages.info(request, f"{activiteit} stond al zo: {hoeveel(nu)}.")
        if not request.htmx:
            return redirect(adres(afname, activiteit.code))
    context = {
        "afname": afname,
        "activiteit": activiteit,
        "regel": nu,
        "nu_hoeveel": hoeveel(nu) if nu else "",
        "wie": str(laatste.history_user) if laatste and laatste.history_user else "Iemand anders",
        "tijd": f"{timezone.localtime(laatste.history_date):%H.%M}" if laatste else "",
        "velden": velden,
        "rest": rest,
        "weghalen": formulier is None,
        "terug": request.POST.get("terug", ""),
    }
    if request.htmx and formulier and "terug" not in request.POST:
        return render(request, "afname/antwoord_botsing.html", context, status=409)
    kader = wie.kader(request, afname.gemeente, actief="keuzes", editie=afname.editie)
    return render(request, "afname/botsing.html", kader | context, status=409)


def _botsvelden(
    nu: Afnameregel | None, activiteit: Activiteit, formulier: Regelformulier
) -> tuple[list[Botsveld], list[tuple[str, str]]]:
    """Fields that differ between the line now and what was posted, and the posted fields that do not (name, value)."""

    def woorden(aantal) -> str:
        return uitleg.hoeveel(eenheid=activiteit.eenheid, aantal=aantal)

    paren: list[tuple[str, str, Any, Any]] = []
    if formulier.per_locatie is not None:
        hun = {deel.locatie_id: deel for deel in nu.locaties.select_related("locatie")} if nu else {}
        for naam, veld in formulier.fields.items():
            if naam.startswith("locatie-"):
                deel = hun.get(int(naam.removeprefix("locatie-")))
                label = str(deel.locatie) if deel else str(veld.label)
                paren.append((naam, label, deel.hoeveelheid if deel else None, formulier.cleaned_data[naam]))
    if not formulier.per_locatie and formulier.cleaned_data["hoeveelheid"] is not None:
        mijn = formulier.aantal(regel=nu, minimum=activiteit.minimum, per_locatie_nodig=False)
        paren.append(("hoeveelheid", "Hoeveelheid", nu.hoeveelheid if nu else None, mijn))
    for naam in ("resultaat", "toelichting"):
        if formulier.tekst(naam) is not None:
            paren.append((naam, str(formulier.fields[naam].label), getattr(nu, naam) if nu else "", formulier.tekst(naam)))
    velden, rest = [], [("locaties", "1")] if formulier.per_locatie is not None else []
    for naam, label, hun_waarde, mijn_waarde in paren:
        if (hun_waarde or "") == (mijn_waarde or ""):
            rest.append((naam, _als_tekst(mijn_waarde)))
        else:
            getal = naam not in {"resultaat", "toelichting"}
            in_woorden = [woorden(w or 0) if getal else w or "(leeg)" for w in (hun_waarde, mijn_waarde)]
            velden.append(Botsveld(naam, label, _als_tekst(hun_waarde), in_woorden[0], _als_tekst(mijn_waarde), in_woorden[1]))
    return velden, rest


def _als_tekst(waarde) -> str:
    """A value as a form field carries it, numbers in the Dutch way."""
    return "" if waarde is None else str(waarde).replace(".", ",") if not isinstance(waarde, str) else waarde
