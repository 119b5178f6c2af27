"""Housing, budgets, decisions on subsidy and realised costs; amounts that follow from what was taken."""

import math
import re
from decimal import Decimal

from catalogus.models import (
    Afname,
    Beschikking,
    Budget,
    Gemeente,
    Huisvestingslast,
    Locatie,
    Programmalijn,
    Realisatie,
    Status,
)
from catalogus.opmaak import afronden
from catalogus.regels import afnameprijzen
from catalogus.regels.cijfers import Cijfers
from catalogus.regels.locaties import VESTIGING
from catalogus.regels.verantwoording import middelen

from .lezen import lees

AFNAME = re.compile(r"afname(?:([+-]\d+)%)?")


def maak_huisvesting(*, gemeente: Gemeente, jaar: int) -> None:
    """Housing costs of the places with a branch."""
    for rij in lees("geld")["huisvesting"][gemeente.cbs_code]:
        locatie = Locatie.objects.get(gemeente=gemeente, plaats=rij["plaats"], functies__functie__in=VESTIGING)
        Huisvestingslast.objects.create(locatie=locatie, jaar=jaar, bedrag=rij["bedrag"])


def bedrag_van(tekst: str, basis: Decimal) -> Decimal:
    """`afname` or `afname+2%` of a base amount in euro, rounded up to whole hundreds."""
    gevonden = AFNAME.fullmatch(tekst)
    if gevonden is None:
        raise ValueError(f"Onbekend bedrag in geld.toml: {tekst}")
    return Decimal(math.ceil(basis * (100 + int(gevonden[1] or 0)) / 100 / 100) * 100)


def maak_budgetten(*, afname: Afname) -> None:
    """Budgets of the gemeente in the year of the edition, whole and per programmalijn."""
    gemeente, jaar = afname.gemeente, afname.editie.jaar
    per_regel = afnameprijzen.bedragen_per_regel(afname=afname)
    lijnen = dict(afname.regels.values_list("pk", "activiteit__programmalijn__nummer"))
    for rij in lees("geld")["budget"]:
        if (rij["gemeente"], rij["jaar"]) != (gemeente.cbs_code, jaar):
            continue
        nummer = rij.get("programmalijn")
        basis = Decimal(0)
        for pk, bedragen in per_regel.items():
            if bedragen and nummer in {None, lijnen[pk]}:
                basis += sum(bedragen)
        if rij["met_huisvesting"]:
            basis += afnameprijzen.huisvesting(gemeente=gemeente, jaar=jaar)
        Budget.objects.create(
            gemeente=gemeente,
            jaar=jaar,
            programmalijn=Programmalijn.objects.get(nummer=nummer) if nummer else None,
            bedrag=bedrag_van(rij["bedrag"], basis),
            met_huisvesting=rij["met_huisvesting"],
            bron=rij["bron"],
        )


def maak_beschikkingen(*, jaar: int) -> None:
    """Decisions on the first confirmed afname plus housing."""
    for rij in lees("geld")["beschikking"]:
        if rij["jaar"] != jaar:
            continue
        afname = Afname.objects.get(
            gemeente__cbs_code=rij["gemeente"], editie__jaar=jaar, versienummer=1, status=Status.BEVESTIGD
        )
        basis = afnameprijzen.totaal(afname=afname) + afnameprijzen.huisvesting(gemeente=afname.gemeente, jaar=jaar)
        Beschikking.objects.create(
            gemeente=afname.gemeente,
            jaar=jaar,
            soort=rij["soort"],
            datum=rij["datum"],
            kenmerk=rij["kenmerk"],
            bedrag=bedrag_van(rij["bedrag"], basis),
            voorbeeld=True,
        )


def maak_realisatie() -> None:
    """Realised costs as a part of what was granted per programmalijn, and for housing."""
    lijnen = {lijn.nummer: lijn for lijn in Programmalijn.objects.all()}
    for rij in lees("geld")["realisatie"]:
        gemeente = Gemeente.objects.get(cbs_code=rij["gemeente"])
        overzicht = middelen(gemeente=gemeente, jaar=rij["jaar"], cijfers=Cijfers(jaren=[rij["jaar"]]))
        verleend = {middel.programmalijn: middel.verleend for middel in overzicht.rijen} if overzicht else {}
        nummer = rij.get("programmalijn")
        Realisatie.objects.create(
            gemeente=gemeente,
            jaar=rij["jaar"],
            programmalijn=lijnen.get(nummer),
            bedrag=afronden(verleend[nummer] * rij["factor"], 2),
            bron=rij["bron"],
            voorbeeld=True,
        )
