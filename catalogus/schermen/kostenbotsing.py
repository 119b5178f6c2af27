"""Two people at one grid: what is stored now and what this user typed, together on one page (409)."""

from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from catalogus.models import Activiteit
from catalogus.opmaak import hoeveelheid
from catalogus.regels.kostprijs import eenheidsprijs_tekst
from catalogus.schermen.kostenformulieren import Gridformulier, beginrijen, dekkingstekst


@dataclass(frozen=True)
class Botsregel:
    """A line that differs: what is stored now and what this user typed; one of them is empty when it is not there."""

    naam: str
    bewaard: str
    getypt: str


def samengevoegd(*, data: QueryDict, nu: Activiteit) -> QueryDict:
    """What was typed, with the lock numbers of now; lines of somebody else are added, lines that went are new again."""
    nieuw = data.copy()
    rijen = beginrijen(activiteit=nu)
    nieuw["kop-slot"] = str(nu.slot)
    for prefix in ("regel", "dekking", "staffel"):
        if f"{prefix}-TOTAL_FORMS" not in nieuw:
            continue
        bewaard = {str(rij["pk"]): rij for rij in rijen[prefix]}
        totaal = int(str(nieuw[f"{prefix}-TOTAL_FORMS"]))
        for nummer in range(totaal):
            rij = bewaard.pop(nieuw.get(f"{prefix}-{nummer}-pk", ""), None)
            nieuw[f"{prefix}-{nummer}-pk"] = str(rij["pk"]) if rij else ""
            nieuw[f"{prefix}-{nummer}-slot"] = str(rij["slot"]) if rij else ""
        for nummer, rij in enumerate(bewaard.values(), start=totaal):
            for naam, waarde in rij.items():
                nieuw[f"{prefix}-{nummer}-{naam}"] = _cel(waarde)
        nieuw[f"{prefix}-TOTAL_FORMS"] = str(totaal + len(bewaard))
    return nieuw


def _cel(waarde: Any) -> str:
    return "" if waarde is None else str(waarde).replace(".", ",") if not isinstance(waarde, str) else waarde


def verschillen(*, mijn: Gridformulier, nu: Activiteit) -> list[Botsregel]:
    """The lines that are stored otherwise than this user typed them, in words."""
    bewaard = {
        **{("regel", r.pk): (str(r), _regel(r, nu)) for r in nu.kostenregels.all()},
        **{("dekking", d.pk): (str(d.bron), _dekking(d, nu)) for d in nu.dekkingen.all()},
        **{("klasse", s.pk): (_klasse(s), hoeveelheid(s.prijs)) for s in nu.staffels.all()},
    }
    getypt: dict[tuple[str, int], tuple[str, str]] = {}
    los = []
    typen = mijn.als_activiteit()
    for soort, rijen, woorden in (
        ("regel", typen.kostenregels.all(), lambda r: (str(r), _regel(r, nu))),
        ("dekking", typen.dekkingen.all(), lambda d: (str(d.bron), _dekking(d, nu))),
        ("klasse", typen.staffels.all(), lambda s: (_klasse(s), hoeveelheid(s.prijs))),
    ):
        for rij in rijen:
            pk = rij.formulier.cleaned_data.get("pk") if hasattr(rij, "formulier") else rij.pk
            if pk:
                getypt[soort, pk] = woorden(rij)
            else:
                los.append(Botsregel(woorden(rij)[0], "", woorden(rij)[1]))
    uit = []
    for sleutel in dict.fromkeys([*bewaard, *getypt]):
        hun, mijne = bewaard.get(sleutel), getypt.get(sleutel)
        if hun != mijne:
            naam = (hun or mijne or ("", ""))[0]
            uit.append(Botsregel(naam, hun[1] if hun else "", mijne[1] if mijne else ""))
    return [*uit, *los]


def _deel(rij: Any, nu: Activiteit) -> str:
    return "vast" if rij.deel == "vast" else eenheidsprijs_tekst(activiteit=nu)


def _regel(regel: Any, nu: Activiteit) -> str:
    wat = f"uren {regel.functiegroep}" if regel.functiegroep else regel.get_soort_display()
    prijs = "" if regel.functiegroep else f" × {hoeveelheid(regel.prijs)}"
    return f"{regel.omschrijving}: {wat}, {hoeveelheid(regel.hoeveelheid)}{prijs}, {_deel(regel, nu)}"


def _dekking(dekking: Any, nu: Activiteit) -> str:
    return f"{dekkingstekst(dekking=dekking)}, {_deel(dekking, nu)}"


def _klasse(staffel: Any) -> str:
    return "Laatste klasse" if staffel.tot_en_met is None else f"Tot en met {hoeveelheid(staffel.tot_en_met)}"
