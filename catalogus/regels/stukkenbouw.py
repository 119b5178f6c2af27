"""An afname as it is now, put together for its documents: every query and every number they show."""

import datetime
from decimal import Decimal

from django.conf import settings
from django.utils import timezone

from catalogus.models import Activiteit, Afname, Beleidsdoel, Gemeente, Huisvestingslast, Pakket, Status, Statuswissel
from catalogus.opmaak import datum
from catalogus.regels import keuzebeeld
from catalogus.regels.keuzebeeld import Keuzebeeld
from catalogus.regels.stukken import Budget, Doel, Inwoners, Lijn, Ondertekenaar, Plek, Regel, Stuk
from catalogus.regels.tekst import plat

PAKKETVOLGORDE = {Pakket.BASIS: 0, Pakket.PLUS: 1, Pakket.MAATWERK: 2}


def stel_samen(*, afname: Afname, wissel: Statuswissel | None = None, vandaag: datetime.date | None = None) -> Stuk:
    """The content of the documents, in 16 queries. `wissel`: the transition that signs it; without one it is a concept.

    An afname that was signed before there were documents is taken as it is, without a transition (status in words).
    """
    beeld = keuzebeeld.maak(afname=afname, vandaag=vandaag)
    wissels = {w.overgang: w for w in Statuswissel.objects.filter(afname=afname).select_related("door").order_by("op", "pk")}
    dag = timezone.localdate(wissel.op) if wissel else vandaag or timezone.localdate()
    concept = afname.status not in {Status.INGEDIEND, Status.BEVESTIGD, Status.VERVANGEN}
    stand = afname.get_status_display()
    if wissel:
        stand = f"{Status(wissel.naar).label} op {datum(dag)}"
    elif concept and afname.status != Status.VERVALLEN:
        stand = f"concept van {datum(dag)}"
    achtergrond = beeld.achtergrond
    return Stuk(
        gemeente=afname.gemeente.naam,
        cbs_code=afname.gemeente.cbs_code,
        jaar=afname.editie.jaar,
        naam=afname.naam,
        versie=afname.versienummer,
        status=stand,
        concept=concept,
        datum=dag,
        ingangsdatum=afname.ingangsdatum,
        kenmerk=afname.kenmerk,
        toelichting=afname.toelichting,
        organisatie=settings.ORGANISATIE,
        voorbeeld=afname.voorbeeld,
        lijnen=_lijnen(beeld),
        huisvesting=_huisvesting(afname.gemeente, afname.editie.jaar),
        vorig_jaar=achtergrond.vorige is not None,
        inwoners=_inwoners(beeld),
        budget=Budget(beeld.budget.bedrag, beeld.budget.met_huisvesting, beeld.budget.bron) if beeld.budget else None,
        doelen=_doelen(afname.gemeente),
        van_gemeente=_getekend(wissels.get("indienen"), concept),
        van_bibliotheek=_van_bibliotheek(afname, wissels.get("bevestigen")),
    )


def _lijnen(beeld: Keuzebeeld) -> tuple[Lijn, ...]:
    return tuple(
        Lijn(
            nummer=lijn.programmalijn.nummer,
            naam=lijn.programmalijn.naam,
            kleur=lijn.programmalijn.kleur,
            regels=tuple(_regel(rij) for rij in sorted(lijn.rijen, key=lambda r: (PAKKETVOLGORDE[Pakket(r.pakket)], r.titel))),
            vorig=lijn.vorig,
            budget=lijn.budget,
        )
        for lijn in beeld.lijnen
    )


def _regel(rij: keuzebeeld.Rij) -> Regel:
    vast, activiteit = rij.regel.snapshot or {}, rij.activiteit
    return Regel(
        code=rij.code,
        titel=rij.titel,
        pakket=rij.pakket,
        eenheid=rij.eenheid,
        hoeveelheid=rij.aantal,
        hoeveel=rij.hoeveel,
        plekken=tuple(Plek(str(deel.locatie), deel.hoeveelheid) for deel in rij.per_locatie),
        resultaat=rij.regel.resultaat,
        toelichting=rij.regel.toelichting,
        opbrengst=activiteit.samenvatting or plat(tekst=activiteit.omschrijving),
        effect=activiteit.beoogd_effect,
        prijs=str(rij.prijs_in_woorden),
        btw=Activiteit.Btw(vast.get("btw_regime", activiteit.btw_regime)).value,
        bedrag=rij.bedrag,
        vorig=rij.vorig.bedrag if rij.vorig else None,
    )


def _huisvesting(gemeente: Gemeente, jaar: int) -> tuple[Plek, ...]:
    """Housing costs per location, with those of the year before; locations that have neither stay away."""
    per_plek: dict[int, dict[int, Huisvestingslast]] = {}
    lasten = Huisvestingslast.objects.filter(locatie__gemeente=gemeente, jaar__in=(jaar - 1, jaar))
    for last in lasten.select_related("locatie").order_by("locatie__naam", "locatie__plaats", "locatie"):
        per_plek.setdefault(last.locatie_id, {})[last.jaar] = last
    uit = []
    for jaren in per_plek.values():
        nu, toen = jaren.get(jaar), jaren.get(jaar - 1)
        naam = str((nu or jaren[jaar - 1]).locatie)
        uit.append(Plek(naam, nu.bedrag if nu else Decimal(0), toen.bedrag if toen else None))
    return tuple(uit)


def _inwoners(beeld: Keuzebeeld) -> Inwoners | None:
    stand = beeld.achtergrond.inwoners
    return Inwoners(stand.aantal, stand.peildatum, stand.bron) if stand else None


def _doelen(gemeente: Gemeente) -> tuple[Doel, ...]:
    doelen = Beleidsdoel.objects.filter(gemeente=gemeente).prefetch_related("programmalijnen").order_by("pk")
    return tuple(
        Doel(doel.tekst, doel.bron, tuple(sorted(lijn.nummer for lijn in doel.programmalijnen.all()))) for doel in doelen
    )


def _getekend(wissel: Statuswissel | None, concept: bool) -> Ondertekenaar:
    if wissel is None or concept:
        return Ondertekenaar("", None)
    return Ondertekenaar(str(wissel.door or ""), timezone.localdate(wissel.op))


def _van_bibliotheek(afname: Afname, wissel: Statuswissel | None) -> Ondertekenaar:
    if afname.status in {Status.BEVESTIGD, Status.VERVANGEN}:
        return _getekend(wissel, concept=False)
    return Ondertekenaar(str(afname.gemeente.accountmanager or ""), None)
