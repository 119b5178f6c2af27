"""The sheet of what gemeenten take: one row per line of an afname. Only a concept changes."""

from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Prefetch

from catalogus.fouten import RegelFout
from catalogus.models import Activiteit, Afname, Afnameregel, Editie, Prijs, Status
from catalogus.regels import afnameprijzen, afnameregels

from ..cellen import Aantallen, Getal, Jaar, Tekst
from ..opzet import Invoer, Keuze, Rij, Rijfout, Veld, Weiger, Werkblad
from ..schrijven import EURO
from .activiteiten import code
from .gedeeld import gemeente, locaties, zichtbaar


def _lijst(user: Any, keuze: Keuze):
    alle = Afnameregel.objects.select_related(
        "afname__gemeente",
        "afname__editie",
        "activiteit__programmalijn",
        "activiteit__editie",
        "prijsopgave",
        "voorganger",
        "prijs",
    ).prefetch_related(
        "locaties__locatie", "voorganger__locaties", Prefetch("activiteit__prijzen", queryset=Prijs.objects.order_by("-versie"))
    )
    if keuze.jaar:
        alle = alle.filter(afname__editie__jaar=keuze.jaar)
    if keuze.programmalijn:
        alle = alle.filter(activiteit__programmalijn__nummer=keuze.programmalijn)
    if keuze.gemeente:
        alle = alle.filter(afname__gemeente=keuze.gemeente)
    volgorde = (
        "-afname__editie__jaar",
        "afname__gemeente__naam",
        "afname",
        "activiteit__programmalijn__nummer",
        "activiteit__titel",
    )
    return zichtbaar(user, alle.order_by(*volgorde))


def _bedrag(regel: Afnameregel) -> Decimal | None:
    """Euro of the line; None while there is no price for this quantity."""
    try:
        bedragen = afnameprijzen.bedragen_van(regel=regel)
    except RegelFout:
        return None
    return None if bedragen is None else sum(bedragen, Decimal(0))


def _schrijf(blad: Werkblad, rijen: list[Rij], invoer: Invoer, weiger: Weiger) -> None:
    for rij in rijen:
        try:
            with transaction.atomic():
                _zet(rij, invoer)
        except (RegelFout, Rijfout) as fout:
            weiger(rij, fout)


def _zet(rij: Rij, invoer: Invoer) -> None:
    regel: Afnameregel | None = rij.object
    if regel and rij.weg:
        return afnameregels.verwijder_regel(regel=regel, door=invoer.door, gezien=rij.tegen)
    afname = regel.afname if regel else _concept(rij, invoer)
    activiteit = regel.activiteit if regel else _activiteit(rij)
    verdeling = rij.anders.get("per_locatie")
    hoeveelheid = rij.anders.get("hoeveelheid")
    if regel and verdeling is None and hoeveelheid is not None and regel.locaties.all():
        raise Rijfout("Deze regel is verdeeld over locaties. Verander de aantallen daar.", kolom="Per locatie")
    if hoeveelheid is None:
        hoeveelheid = regel.hoeveelheid if regel else Decimal(1)
    afnameregels.zet_regel(
        afname=afname,
        activiteit=activiteit,
        hoeveelheid=hoeveelheid,
        door=invoer.door,
        per_locatie=None if verdeling is None else {plek.pk: aantal for plek, aantal in verdeling.items()},
        resultaat=rij.anders.get("resultaat"),
        toelichting=rij.anders.get("toelichting"),
        gezien=rij.tegen if regel else None,
    )
    return None


def _concept(rij: Rij, invoer: Invoer) -> Afname:
    """The concept that a new line belongs to; made when the gemeente has none of that name."""
    wie, jaar, naam = rij.waarden["gemeente"], rij.waarden["jaar"], rij.waarden["naam"]
    zelfde = Afname.objects.filter(gemeente=wie, editie__jaar=jaar, naam=naam).select_related("gemeente", "editie")
    concepten = list(zelfde.filter(status=Status.CONCEPT)[:2])
    if len(concepten) > 1:
        raise Rijfout(f"{wie} heeft in {jaar} meer dan één concept met deze naam. Geef ze elk een eigen naam.", kolom="Keuze")
    if concepten:
        return concepten[0]
    editie = Editie.objects.filter(jaar=jaar).first()
    if editie is None:
        raise Rijfout(f"Er is geen editie {jaar}.", kolom="Editie")
    return afnameregels.maak_afname(gemeente=wie, editie=editie, door=invoer.door, naam=naam)


def _activiteit(rij: Rij) -> Activiteit:
    jaar, gevraagd = rij.waarden["jaar"], rij.waarden["code"]
    activiteit = Activiteit.objects.select_related("editie").filter(editie__jaar=jaar, code=gevraagd).first()
    if activiteit is None:
        raise Rijfout(f"Editie {jaar} heeft geen activiteit met de code ‘{gevraagd}’.", kolom="Activiteit")
    return activiteit


AFNAMES = Werkblad(
    naam="Afnames",
    model=Afnameregel,
    uitleg="Wat gemeenten kiezen. Alleen een concept kan veranderen. Een nieuwe naam wordt een nieuw concept.",
    velden=(
        Veld("Gemeente", "gemeente", gemeente(), waarde=lambda r: r.afname.gemeente, vast=True, verplicht=True, breed=20),
        Veld("Editie", "jaar", Jaar(), "Het jaar.", lambda r: r.afname.editie.jaar, vast=True, verplicht=True, breed=8),
        Veld("Keuze", "naam", Tekst(max_length=80), "De naam.", lambda r: r.afname.naam, vast=True, verplicht=True, breed=24),
        Veld("Stand", "status", uitleg="Staat er om te lezen.",
             waarde=lambda r: f"{r.afname.get_status_display()}, versie {r.afname.versienummer}", breed=22),
        Veld("Activiteit", "code", code(), "De code.", lambda r: r.activiteit.code, vast=True, verplicht=True, breed=22),
        Veld("Titel", "titel", uitleg="Staat er om te lezen.", waarde=lambda r: r.activiteit.titel, breed=34),
        Veld("Hoeveelheid", "hoeveelheid", Getal(tot=10**9), "Volgt uit de aantallen per locatie als die er zijn.", breed=13),
        Veld("Per locatie", "per_locatie", Aantallen(locaties, wat="locatie", getal=Getal(tot=10**9)),
             waarde=lambda r: {deel.locatie: deel.hoeveelheid for deel in r.locaties.all()}, leeg={}, breed=34),
        Veld("Bedrag", "bedrag", uitleg="Euro, met de prijs van nu.", waarde=_bedrag, vorm=EURO, breed=14),
        Veld("Afgesproken resultaat", "resultaat", Tekst(max_length=200), leeg="", breed=30),
        Veld("Toelichting", "toelichting", Tekst(), leeg="", breed=34),
    ),
    lijst=_lijst,
    schrijf=_schrijf,
    noem=lambda r: f"{r.activiteit.titel}, {r.afname.gemeente} {r.afname.editie.jaar}",
    filters=("jaar", "programmalijn", "gemeente"),
    op_naam=True,
)  # fmt: skip
