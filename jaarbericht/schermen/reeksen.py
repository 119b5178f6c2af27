"""Figures over the years: for a gemeente its own beside others as far as it may see them, for the library all of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.contrib.auth.decorators import login_required
from django.db.models import Max, Min
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_safe

from catalogus import toegang
from catalogus.models import Gemeente, Indicator, Meting, Scope
from catalogus.opmaak import STREEP, afronden, getal
from catalogus.regels.cijferrooster import als_tekst, rubrieken
from catalogus.regels.cijfers import Cijfers, cijfertekst, verschiltekst
from catalogus.schermen import grafiek, werkboek, wie
from catalogus.schermen.bibliotheek import alleen_bibliotheek
from catalogus.schermen.cijfers import JAREN, cijferkader
from catalogus.werkmap.schrijven import GETAL, SOORTEN, Blad, Kolom
from jaarbericht.regels.reeksen import Publiek, Punt, Reeks, alle_reeksen, gepubliceerd, kent_inwoners, reeksen

MEEST_JAREN = 8


@dataclass(frozen=True)
class Keuze:
    """What somebody looks at: one indicator, whether per inwoner, and with whom it is drawn."""

    indicator: Indicator
    per_inwoner: bool
    met: str  # CBS code, or empty

    def tekst(self, punt: Punt) -> str:
        """A value as people read it; per inwoner with two decimals, small ones with four."""
        if punt.waarde is None:
            return STREEP if punt.geen_gegevens else ""
        if self.per_inwoner:
            return getal(punt.waarde, 2 if punt.waarde >= Decimal("0.1") else 4)
        return cijfertekst(self.indicator, punt.waarde)


def _jaren() -> range:
    """The years that have a figure, at most the last eight; without any only last year."""
    grenzen = Meting.objects.aggregate(van=Min("jaar"), tot=Max("jaar"))
    tot = min(grenzen["tot"] or timezone.localdate().year - 1, JAREN[-1])
    return range(max(grenzen["van"] or tot, tot - MEEST_JAREN + 1), tot + 1)


def _keuze(request: HttpRequest, cijfers: Cijfers, gemeente: Gemeente | None) -> Keuze | None:
    """The indicator that was asked for, else the first that has a value in the last year; None when there are no indicators."""
    gevraagd = cijfers.indicatoren.get(request.GET.get("cijfer", ""))
    if gevraagd is None:
        alle = list(cijfers.indicatoren.values())
        gevraagd = next((i for i in alle if _laatste(cijfers, i, gemeente)), alle[0] if alle else None)
    if gevraagd is None:
        return None
    per_inwoner = "inwoner" in request.GET and kent_inwoners(indicator=gevraagd) and Scope.GEMEENTE in gevraagd.scopes
    return Keuze(gevraagd, per_inwoner, request.GET.get("met", ""))


def _laatste(cijfers: Cijfers, indicator: Indicator, gemeente: Gemeente | None) -> bool:
    if gemeente is None or Scope.GEMEENTE not in indicator.scopes:
        return False
    return cijfers.waarde(indicator.code, jaar=cijfers.jaren[-1], gemeente=gemeente).waarde is not None


# ------------------------------------------------------------------ a gemeente
@login_required
@require_safe
def cijferreeksen(request: HttpRequest, cbs: str) -> HttpResponse:
    gemeente = wie.gemeente_of_404(request, cbs)
    cijfers = Cijfers(jaren=_jaren())
    publiek = gepubliceerd(jaren=cijfers.jaren)
    # Who works for more gemeenten knows them all; staff of the library look as this gemeente does.
    eigen = {gemeente.pk} if toegang.is_bibliotheek(request.user) else {g.pk for g in wie.gemeenten_van(request)}
    if (soort := request.GET.get("uitvoer", "")) in SOORTEN:
        blad = _blad(cijfers, publiek, gemeente, eigen)
        return werkboek.antwoord(bladen=[blad], naam=f"cijfers-{gemeente.cbs_code}", soort=soort)
    keuze = _keuze(request, cijfers, gemeente)
    lijst: list[Reeks] = []
    if keuze:
        lijst = reeksen(
            cijfers=cijfers,
            publiek=publiek,
            indicator=keuze.indicator,
            gemeente=gemeente,
            eigen=eigen,
            per_inwoner=keuze.per_inwoner,
        )
    context = wie.kader(request, gemeente, actief="jaarberichten") | _context(cijfers, keuze, lijst)
    return render(request, "gemeente/cijfers.html", context | {"overzicht": _overzicht(cijfers, gemeente)})


def _overzicht(cijfers: Cijfers, gemeente: Gemeente) -> list[tuple[str, list[tuple]]]:
    """Every figure of the last year with the one before, by rubriek; what is not known in either is left out."""
    nu, toen = cijfers.jaren[-1], cijfers.jaren[-1] - 1
    uit = []
    for rubriek in rubrieken(cijfers=cijfers, jaar=nu):
        rijen = []
        for indicator in rubriek.indicatoren:
            paar = [cijfers.voor_rapport(indicator.code, jaar=jaar, gemeente=gemeente) for jaar in (nu, toen)]
            if any(not c.ontbreekt for c in paar):
                verschil = verschiltekst(nu=paar[0], toen=paar[1])
                rijen.append((indicator, als_tekst(paar[0]), als_tekst(paar[1]), verschil, paar[0]))
        if rijen:
            uit.append((rubriek.naam, rijen))
    return uit


def _context(cijfers: Cijfers, keuze: Keuze | None, lijst: list[Reeks]) -> dict:
    """Chart, table and choices of the page."""
    kop: dict = {"soorten": SOORTEN, "laatste": cijfers.jaren[-1], "keuze": keuze}
    kop["rubrieken"] = rubrieken(cijfers=cijfers, jaar=cijfers.jaren[-1])
    if keuze is None:
        return kop
    getekend = [r for r in lijst if r.soort != "naam" or (r.gemeente and r.gemeente.cbs_code == keuze.met)]
    jaren = _met_iets(cijfers.jaren, lijst)
    per_jaar = [(r.naam, r.soort, {jaar: punt.waarde for jaar, punt in r.punten.items()}) for r in getekend]
    tekening = grafiek.lijnen(titel=keuze.indicator.naam, jaren=jaren, reeksen=per_jaar)
    return kop | {
        "reeksen": lijst,
        "rijen": [(jaar, [(r, r.punten[jaar], keuze.tekst(r.punten[jaar])) for r in lijst]) for jaar in jaren],
        "tekening": tekening,
        "strepen": [(y, keuze.tekst(Punt(waarde))) for y, waarde in tekening.strepen] if tekening else [],
        "te_kiezen": [r for r in lijst if r.soort == "naam" and r.gemeente],
        "kan_per_inwoner": kent_inwoners(indicator=keuze.indicator) and Scope.GEMEENTE in keuze.indicator.scopes,
        "eenheid": f"{keuze.indicator.eenheid} per inwoner" if keuze.per_inwoner else keuze.indicator.eenheid,
    }


def _met_iets(jaren: list[int], lijst: list[Reeks]) -> list[int]:
    """The years from the first that has anything; without that only the last."""
    bekend = [jaar for jaar in jaren if any(r.punten[jaar].waarde is not None or r.punten[jaar].geen_gegevens for r in lijst)]
    return [jaar for jaar in jaren if jaar >= bekend[0]] if bekend else jaren[-1:]


def _blad(cijfers: Cijfers, publiek: Publiek, gemeente: Gemeente, eigen: set[int]) -> Blad:
    """Everything of this page for all indicators: a row per figure and year."""
    bekend = {gemeente_id for _, _, gemeente_id in publiek} - {gemeente.pk}
    namen = sorted(cijfers.gemeenten[pk].naam for pk in bekend)
    kolommen = [
        Kolom("Rubriek", breed=28),
        Kolom("Cijfer", breed=36),
        Kolom("Eenheid"),
        Kolom("Jaar", breed=8),
        Kolom(gemeente.naam, GETAL),
        Kolom("Per inwoner", GETAL),
        Kolom("Gemiddelde van de groep", GETAL, 24),
        *(Kolom(naam, GETAL) for naam in namen),
        Kolom("Opmerking", breed=30),
    ]
    return Blad("Cijfers", kolommen, _rijen(cijfers, publiek, gemeente, eigen, namen))


def _rijen(cijfers: Cijfers, publiek: Publiek, gemeente: Gemeente, eigen: set[int], namen: list[str]) -> Iterator[list]:
    for indicator in cijfers.indicatoren.values():
        lijst = reeksen(cijfers=cijfers, publiek=publiek, indicator=indicator, gemeente=gemeente, eigen=eigen)
        eerste = lijst[0]
        per = {r.naam: r for r in lijst[1:]}
        for jaar in cijfers.jaren:
            punt = eerste.punten[jaar]
            if punt.waarde is None and not punt.geen_gegevens:
                continue
            inwoners = cijfers.inwoners(jaar=jaar, gemeente=gemeente)
            deelbaar = eerste.soort == "eigen" and kent_inwoners(indicator=indicator) and punt.waarde is not None and inwoners
            yield [
                indicator.rubriek,
                indicator.naam,
                indicator.eenheid,
                str(jaar),
                _rond(punt.waarde, indicator.decimalen),
                _rond(punt.waarde / inwoners, 4) if deelbaar and punt.waarde is not None and inwoners else None,
                *(_van(per.get(naam), jaar, indicator) for naam in ("Gemiddelde", *namen)),
                "; ".join(_opmerkingen(eerste, punt)),
            ]


def _van(reeks: Reeks | None, jaar: int, indicator: Indicator) -> Decimal | None:
    return _rond(reeks.punten[jaar].waarde, indicator.decimalen) if reeks else None


def _rond(waarde: Decimal | None, decimalen: int) -> Decimal | None:
    return None if waarde is None else afronden(waarde, decimalen)


def _opmerkingen(reeks: Reeks, punt: Punt) -> list[str]:
    """What makes a figure another than it looks."""
    uit = [f"cijfer van de {reeks.naam.lower()}"] if reeks.soort == "stichting" else []
    return uit + (["geen gegevens"] if punt.geen_gegevens else []) + (["voorlopig"] if punt.voorlopig else [])


# ------------------------------------------------------------------ the library
@alleen_bibliotheek
@require_safe
def reeksen_bibliotheek(request: HttpRequest) -> HttpResponse:
    cijfers = Cijfers(jaren=_jaren())
    keuze = _keuze(request, cijfers, next(iter(cijfers.deelnemers(cijfers.jaren[-1])), None))
    if (soort := request.GET.get("uitvoer", "")) in SOORTEN:
        return werkboek.antwoord(bladen=[_blad_bibliotheek(cijfers)], naam="cijfers-over-de-jaren", soort=soort)
    lijst: list[Reeks] = []
    if keuze:
        lijst = alle_reeksen(cijfers=cijfers, indicator=keuze.indicator, per_inwoner=keuze.per_inwoner)
    context = cijferkader(request, cijfers.jaren[-1], actief="reeksen") | _context(cijfers, keuze, lijst)
    return render(request, "cijfers/reeksen.html", context)


def _blad_bibliotheek(cijfers: Cijfers) -> Blad:
    kolommen = [
        Kolom("Rubriek", breed=28),
        Kolom("Cijfer", breed=36),
        Kolom("Eenheid"),
        Kolom("Jaar", breed=8),
        Kolom("Waar", breed=20),
        Kolom("Waarde", GETAL),
        Kolom("Opmerking", breed=20),
    ]

    def rijen() -> Iterator[list]:
        for indicator in cijfers.indicatoren.values():
            for reeks in alle_reeksen(cijfers=cijfers, indicator=indicator):
                for jaar, punt in reeks.punten.items():
                    if punt.waarde is not None or punt.geen_gegevens:
                        waarde = _rond(punt.waarde, indicator.decimalen)
                        opmerking = "; ".join(_opmerkingen(reeks, punt)) if reeks.soort != "stichting" else ""
                        yield [indicator.rubriek, indicator.naam, indicator.eenheid, str(jaar), reeks.naam, waarde, opmerking]

    return Blad("Cijfers", kolommen, rijen())


urlpatterns = [
    path("g/<str:cbs>/cijfers/", cijferreeksen, name="cijferreeksen"),
    path("cijfers/reeksen/", reeksen_bibliotheek, name="cijfers_reeksen"),
]
