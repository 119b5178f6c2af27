"""The sheets of the work: what the gemeente took, and what was carried out."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Prefetch

from catalogus.fouten import RegelFout
from catalogus.models import Activiteit, Afname, Afnameregel, Editie, Locatie, Status
from catalogus.regels import afnameregels, archief
from catalogus.regels.archief import Archiefregel
from catalogus.werkmap.bladen.gedeeld import zichtbaar
from catalogus.werkmap.bladen.uitvoeringen import UITVOERINGEN
from catalogus.werkmap.cellen import Aantallen, Getal, Keuze, Patroon, Tekst
from catalogus.werkmap.opzet import Invoer, Rij, Rijfout, Veld, Weiger, Werkblad
from catalogus.werkmap.opzet import Keuze as Selectie
from jaarbericht.werkmap.opslaan import NIET_NIEUW, Boek, slot_van

CONCEPT, ARCHIEF = "concept", "archief"
WORDT = ((CONCEPT, "concept"), (ARCHIEF, "bevestigd uit archief"))


def uitvoeringen(boek: Boek) -> Werkblad:
    """The sheet of the catalogue, for one gemeente and year."""

    def schrijf(blad: Werkblad, rijen: list[Rij], invoer: Invoer, weiger: Weiger) -> None:
        goed = []
        for rij in rijen:
            try:
                _eis_eigen(boek, rij)
                goed.append(rij)
            except Rijfout as fout:
                weiger(rij, fout)
        UITVOERINGEN.schrijf(blad, goed, invoer, weiger)

    return replace(
        UITVOERINGEN,
        lijst=lambda user, keuze: UITVOERINGEN.lijst(user, Selectie(jaar=boek.jaar, gemeente=boek.gemeente)),
        schrijf=schrijf,
    )


def _eis_eigen(boek: Boek, rij: Rij) -> None:
    """A row of this year in which this gemeente takes part; without gemeente and place it is this gemeente's alone."""
    datum = rij.waarden.get("datum")
    if datum and datum.year != boek.jaar:
        raise Rijfout(f"Deze werkmap gaat over {boek.jaar}.", kolom="Datum")
    if rij.object is not None and "gemeenten" not in rij.anders:
        return
    plek: Locatie | None = rij.waarden.get("locatie")
    gemeenten = rij.waarden.get("gemeenten") or frozenset([plek.gemeente if plek else boek.gemeente])
    if boek.gemeente not in gemeenten:
        kolom = "Gemeenten" if rij.waarden.get("gemeenten") else "Locatie"
        raise Rijfout(f"Deze werkmap is van {boek.gemeente}.", kolom=kolom)
    rij.waarden["gemeenten"] = rij.anders["gemeenten"] = gemeenten


# ------------------------------------------------------------------ afname
def afname(boek: Boek) -> Werkblad:
    editie = Editie.objects.filter(jaar=boek.jaar).first()
    geldend = _geldende(boek)

    def locaties():
        return [(plek, (plek.naam, str(plek))) for plek in Locatie.objects.filter(gemeente=boek.gemeente)]

    def regel(activiteit: Activiteit) -> Afnameregel | None:
        eigen: list[Afnameregel] = activiteit.eigen  # type: ignore[attr-defined]
        return eigen[0] if eigen else None

    def van(naam: str, leeg: Any = ""):
        return lambda a: getattr(regel(a), naam) if regel(a) else leeg

    def schrijf(blad: Werkblad, rijen: list[Rij], invoer: Invoer, weiger: Weiger) -> None:
        bekend = []
        for rij in rijen:
            if rij.object is None:
                weiger(rij, Rijfout(NIET_NIEUW))
            else:
                bekend.append(rij)
        wordt = _eenduidig(bekend, "wordt", "Wordt", weiger) or CONCEPT
        kenmerk = _eenduidig(bekend, "kenmerk", "Kenmerk van het besluit", weiger) or ""
        regels = [
            rij for rij in bekend if rij.weg or rij.anders.keys() & {"hoeveelheid", "per_locatie", "resultaat", "toelichting"}
        ]
        if not regels or editie is None:
            return
        try:
            with transaction.atomic():
                if wordt == ARCHIEF:
                    _uit_archief(boek, editie, regels, kenmerk, invoer)
                else:
                    _concept(boek, editie, geldend, regels, regel, invoer, weiger)
        except (RegelFout, Rijfout) as fout:
            weiger(regels[0], fout)

    def lijst(user: Any, keuze: Any):
        eigen = Afnameregel.objects.filter(afname=geldend).prefetch_related("locaties__locatie")
        alle = Activiteit.objects.filter(editie__jaar=boek.jaar, kinderen=None).select_related("programmalijn", "editie")
        return zichtbaar(
            user,
            alle.prefetch_related(Prefetch("afnameregels", eigen, to_attr="eigen")).order_by("programmalijn__nummer", "titel"),
        )

    def per_locatie(activiteit: Activiteit) -> dict[Locatie, Decimal]:
        mijn = regel(activiteit)
        return {deel.locatie: deel.hoeveelheid for deel in mijn.locaties.all()} if mijn else {}

    stand = f"Nu: {geldend.get_status_display()}, versie {geldend.versienummer}." if geldend else "Er is nog geen keuze."
    return Werkblad(
        naam="Afname",
        model=Afnameregel,
        uitleg=f"Wat de gemeente koos uit de catalogus van {boek.jaar}. {stand} Vul bij wat gekozen is een hoeveelheid in. "
        "‘Wordt’ en ‘Kenmerk van het besluit’ hoef je maar op één rij in te vullen.",
        velden=(
            Veld(
                "Activiteit",
                "code",
                Patroon(r"[A-Z0-9-]+", verwacht="de code zoals hij in de werkmap staat", max_length=40),
                "Laat zo staan.",
                sleutel=True,
                verplicht=True,
                breed=24,
            ),
            Veld("Titel", "titel", uitleg="Staat er om te lezen.", breed=36),
            Veld("Programmalijn", "lijn", uitleg="Staat er om te lezen.", waarde=lambda a: str(a.programmalijn), breed=30),
            Veld("Eenheid", "eenheid", uitleg="Staat er om te lezen.", waarde=lambda a: a.get_eenheid_display(), breed=18),
            Veld(
                "Hoeveelheid",
                "hoeveelheid",
                Getal(tot=10**9),
                "Volgt uit de aantallen per locatie als die er zijn.",
                van("hoeveelheid", None),
                breed=13,
            ),
            Veld(
                "Per locatie",
                "per_locatie",
                Aantallen(locaties, wat="locatie", getal=Getal(tot=10**9)),
                waarde=per_locatie,
                leeg={},
                breed=36,
            ),
            Veld(
                "Afgesproken resultaat",
                "resultaat",
                Tekst(max_length=200),
                "Wat is afgesproken.",
                van("resultaat"),
                leeg="",
                breed=34,
            ),
            Veld("Toelichting", "toelichting", Tekst(), "Bij de keuze.", van("toelichting"), leeg="", breed=34),
            Veld(
                "Wordt", "wordt", Keuze(WORDT), "Concept, of bevestigd uit archief (accountmanager).", lambda a: None, breed=20
            ),
            Veld(
                "Kenmerk van het besluit",
                "kenmerk",
                Tekst(max_length=80),
                "Van het besluit; nodig bij bevestigd uit archief.",
                lambda a: None,
                breed=24,
            ),
        ),
        lijst=lijst,
        schrijf=schrijf,
        zoek=("code",),
        slot=lambda a: slot_van(regel(a)),
        noem=lambda a: a.titel,
    )


def _geldende(boek: Boek) -> Afname | None:
    """The confirmed selection, else the newest concept."""
    alle = Afname.objects.filter(gemeente=boek.gemeente, editie__jaar=boek.jaar).select_related("gemeente", "editie")
    return alle.filter(status=Status.BEVESTIGD).first() or alle.filter(status=Status.CONCEPT).order_by("-pk").first()


def _eenduidig(rijen: Sequence[Rij], naam: str, kop: str, weiger: Weiger) -> Any:
    """What the rows say that is about all of them; two that differ are refused."""
    gevonden = None
    for rij in rijen:
        waarde = rij.waarden.get(naam)
        if waarde and gevonden and waarde != gevonden:
            weiger(rij, Rijfout("Hier staat iets anders dan op een eerdere rij. Vul het op één rij in.", kolom=kop))
        gevonden = gevonden or waarde
    return gevonden


def _uit_archief(boek: Boek, editie: Editie, rijen: list[Rij], kenmerk: str, invoer: Invoer) -> None:
    archief.neem_over(
        gemeente=boek.gemeente,
        editie=editie,
        kenmerk=kenmerk,
        regels=[
            Archiefregel(
                activiteit=rij.object,
                hoeveelheid=rij.waarden.get("hoeveelheid") or Decimal(0),
                per_locatie=rij.waarden.get("per_locatie") or {},
                resultaat=rij.waarden.get("resultaat") or "",
                toelichting=rij.waarden.get("toelichting") or "",
            )
            for rij in rijen
            if rij.waarden.get("hoeveelheid") or rij.waarden.get("per_locatie")
        ],
        door=invoer.door,
    )


def _concept(
    boek: Boek, editie: Editie, geldend: Afname | None, rijen: list[Rij], regel, invoer: Invoer, weiger: Weiger
) -> None:
    if invoer.door is None:
        raise RegelFout("Een keuze heeft een maker. Geef met --door wie dit inleest.", code="door")
    if geldend and geldend.status == Status.BEVESTIGD:
        raise RegelFout(f"{boek.gemeente} heeft al een bevestigde keuze. Maak op het scherm een nieuwe versie.", code="status")
    keuze = geldend or afnameregels.maak_afname(gemeente=boek.gemeente, editie=editie, door=invoer.door)
    for rij in rijen:
        try:
            with transaction.atomic():
                _zet_regel(keuze, rij, regel(rij.object), invoer)
        except (RegelFout, Rijfout) as fout:
            weiger(rij, fout)


def _zet_regel(keuze: Afname, rij: Rij, oud: Afnameregel | None, invoer: Invoer) -> None:
    if rij.weg:
        if oud is None:
            raise Rijfout("Deze activiteit is niet gekozen.", kolom="Verwijderen")
        return afnameregels.verwijder_regel(regel=oud, door=invoer.door, gezien=rij.slot)
    verdeling = rij.anders.get("per_locatie")
    afnameregels.zet_regel(
        afname=keuze,
        activiteit=rij.object,
        hoeveelheid=rij.anders.get("hoeveelheid") or (oud.hoeveelheid if oud else Decimal(0)),
        door=invoer.door,
        per_locatie=None if verdeling is None else {plek.pk: aantal for plek, aantal in verdeling.items()},
        resultaat=rij.anders.get("resultaat"),
        toelichting=rij.anders.get("toelichting"),
        gezien=rij.slot if oud else None,
    )
    return None
