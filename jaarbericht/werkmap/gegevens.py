"""The sheets of facts: locaties, inwoners and cijfers."""

import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Prefetch

from catalogus.models import (
    Functie,
    Indicator,
    Inwonertal,
    Locatie,
    Locatiefunctie,
    Locatiestand,
    Meting,
    Scope,
    Vestigingssoort,
)
from catalogus.regels import tabelrijen
from catalogus.regels.cijfers import Cijfers
from catalogus.regels.jaren import jaar_van
from catalogus.regels.metingen import NIEUW, Blokfout, Opgave, zet_metingen
from catalogus.werkmap.bladen.gedeeld import zichtbaar
from catalogus.werkmap.cellen import Datum, Getal, Heel, Keuze, Keuzes, Patroon, Tekst
from catalogus.werkmap.opzet import GEEN_GEGEVENS, Invoer, Rij, Rijfout, Veld, Weiger, Werkblad
from catalogus.werkmap.schrijven import GETAL
from jaarbericht.werkmap.opslaan import NIET_NIEUW, Boek, bewaar, gewijzigd, per_rij, slot_van


# ------------------------------------------------------------------ locaties
def locaties(boek: Boek) -> Werkblad:
    peildatum = jaar_van(jaar=boek.jaar).peildatum_locaties

    def stand(plek: Locatie) -> Locatiestand | None:
        return max((s for s in plek.standen.all() if s.vanaf <= peildatum), key=lambda s: s.vanaf, default=None)

    def geldig(plek: Locatie) -> list[Locatiefunctie]:
        return [f for f in plek.functies.all() if f.van <= peildatum and (f.tot is None or f.tot >= peildatum)]

    def van_stand(naam: str):
        return lambda plek: getattr(stand(plek), naam, None)

    def zet(rij: Rij, invoer: Invoer) -> None:
        eigen = gewijzigd(rij, "naam", "plaats", "breedtegraad", "lengtegraad", "soort_vast")
        if rij.weg:
            return bewaar(rij, invoer, Locatie, {})
        plek = rij.object or Locatie(gemeente=boek.gemeente)
        if rij.object is None or eigen:
            plek = bewaar(rij, invoer, lambda: plek, eigen)
        if {"bemande_uren", "leerlingen"} & rij.anders.keys():
            _zet_stand(boek, plek, stand(plek), rij, invoer)
        if "functies" in rij.anders:
            _zet_functies(boek, plek, geldig(plek), set(rij.anders["functies"]), invoer)

    def lijst(user: Any, keuze: Any):
        alle = Locatie.objects.filter(gemeente=boek.gemeente).prefetch_related("standen", "functies")
        return zichtbaar(user, alle.order_by("plaats", "naam"))

    return Werkblad(
        naam="Locaties",
        model=Locatie,
        uitleg=f"Eén rij per plek, zoals het was op {peildatum:%d-%m-%Y}: vestigingen, scholen, kinderopvang, Taalhuis. "
        "Hieruit komen de aantallen locaties en leerlingen.",
        velden=(
            Veld(
                "Naam",
                "naam",
                Patroon(r".+", verwacht="een naam van hoogstens 120 tekens", max_length=120),
                sleutel=True,
                verplicht=True,
                breed=34,
            ),
            Veld("Plaats", "plaats", Tekst(max_length=80), verplicht=True, breed=20),
            Veld(
                "Functies",
                "functies",
                Keuzes(Functie.choices),
                "Wat er gebeurt, met een puntkomma ertussen.",
                lambda p: [f for f in Functie.values if f in {g.functie for g in geldig(p)}],
                leeg=[],
                breed=40,
            ),
            Veld(
                "Bemande uren",
                "bemande_uren",
                Getal(tot=168),
                "Per week; alleen bij een vestiging.",
                van_stand("bemande_uren"),
                breed=13,
            ),
            Veld("Leerlingen", "leerlingen", Heel(tot=10**5), "Alleen bij een school.", van_stand("leerlingen"), breed=12),
            Veld("Breedtegraad", "breedtegraad", Getal(decimalen=5, van=-90, tot=90), "WGS84, voor de kaart.", breed=13),
            Veld("Lengtegraad", "lengtegraad", Getal(decimalen=5, van=-180, tot=180), "WGS84, voor de kaart.", breed=13),
            Veld(
                "Vestigingssoort",
                "soort_vast",
                Keuze(Vestigingssoort.choices),
                "Leeg: volgt uit de bemande uren.",
                leeg="",
                breed=16,
            ),
        ),
        lijst=lijst,
        schrijf=per_rij(zet),
        zoek=("naam",),
    )


def _zet_stand(boek: Boek, plek: Locatie, oud: Locatiestand | None, rij: Rij, invoer: Invoer) -> None:
    """The values of this year: those that were set in it change, older ones get a successor from 1 January."""
    velden = gewijzigd(rij, "bemande_uren", "leerlingen")
    object: Locatiestand
    if oud and oud.vanaf >= boek.begin:
        object = oud
    else:
        object = Locatiestand(locatie=plek)
        velden = {"bemande_uren": oud and oud.bemande_uren, "leerlingen": oud and oud.leerlingen} | velden
        velden["vanaf"] = boek.begin
    tabelrijen.bewaar(object=object, velden=velden, door=invoer.door, reden=invoer.reden)


def _zet_functies(boek: Boek, plek: Locatie, oud: list[Locatiefunctie], nieuw: set[str], invoer: Invoer) -> None:
    """Functions that came begin on 1 January; those that went end the day before, or never were."""
    for functie in oud:
        if functie.functie in nieuw:
            continue
        if functie.van >= boek.begin:
            tabelrijen.verwijder(object=functie, door=invoer.door, reden=invoer.reden)
        else:
            eind = {"tot": boek.begin - datetime.timedelta(days=1)}
            tabelrijen.bewaar(object=functie, velden=eind, door=invoer.door, reden=invoer.reden)
    for soort in sorted(nieuw - {functie.functie for functie in oud}):
        velden = {"functie": soort, "van": boek.begin}
        tabelrijen.bewaar(object=Locatiefunctie(locatie=plek), velden=velden, door=invoer.door, reden=invoer.reden)


# ------------------------------------------------------------------ inwoners
def inwoners(boek: Boek) -> Werkblad:
    def zet(rij: Rij, invoer: Invoer) -> None:
        velden = gewijzigd(rij, "peildatum", "aantal", "bron")
        bewaar(rij, invoer, lambda: Inwonertal(gemeente=boek.gemeente), velden)

    def lijst(user: Any, keuze: Any):
        return zichtbaar(user, Inwonertal.objects.filter(gemeente=boek.gemeente).select_related("gemeente"))

    peildatum = jaar_van(jaar=boek.jaar).peildatum_inwoners
    return Werkblad(
        naam="Inwoners",
        model=Inwonertal,
        uitleg=f"Voor het jaarbericht telt het aantal op {peildatum:%d-%m-%Y}.",
        velden=(
            Veld("Peildatum", "peildatum", Datum(), sleutel=True, verplicht=True, breed=13),
            Veld("Inwoners", "aantal", Heel(van=1, tot=10**7), verplicht=True, breed=12),
            Veld("Bron", "bron", Tekst(max_length=120), "Zoals CBS StatLine.", leeg="", breed=34),
        ),
        lijst=lijst,
        schrijf=per_rij(zet),
        zoek=("peildatum",),
    )


# ------------------------------------------------------------------ cijfers
ONTBREEKT = object()  # a figure that nobody entered; it leaves as a dash, so that a workbook that comes back is complete


class Cijferveld(Getal):
    def toon(self, waarde):
        return "–" if waarde is ONTBREEKT else super().toon(waarde)

    def zeg(self, waarde):
        """In an outcome: a figure that was not there is no dash yet."""
        return None if waarde is ONTBREEKT else super().toon(waarde)


def cijfers(boek: Boek) -> Werkblad:
    berekend = _Berekend(boek)

    def meting(indicator: Indicator) -> Meting | None:
        eigen: list[Meting] = indicator.eigen  # type: ignore[attr-defined]
        return eigen[0] if eigen else None

    def waarde(indicator: Indicator) -> Any:
        eigen = meting(indicator)
        if indicator.soort != Indicator.Soort.INVOER:
            return None
        if eigen is None:
            return ONTBREEKT
        return GEEN_GEGEVENS if eigen.geen_gegevens else eigen.waarde

    def schrijf(blad: Werkblad, rijen: list[Rij], invoer: Invoer, weiger: Weiger) -> None:
        goed: list[tuple[Rij, Opgave]] = []
        for rij in rijen:
            if rij.object is None:
                weiger(rij, Rijfout(NIET_NIEUW))
            elif rij.weg:
                weiger(rij, Rijfout("Een cijfer kan niet weg. Vul een streepje in voor geen gegevens.", kolom="Verwijderen"))
            elif rij.object.soort != Indicator.Soort.INVOER:
                weiger(rij, Rijfout("Dit cijfer wordt berekend en kan hier niet worden ingevuld.", kolom="Waarde"))
            else:
                goed.append((rij, _opgave(boek, rij, meting(rij.object), waarde(rij.object), invoer)))
        try:
            zet_metingen(jaar=boek.jaar, opgaven=[opgave for _, opgave in goed], door=invoer.door)
        except Blokfout as blok:
            for plaats, fout in blok.fouten.items():
                weiger(goed[plaats][0], fout)

    def lijst(user: Any, keuze: Any):
        eigen = Meting.objects.filter(gemeente=boek.gemeente, jaar=boek.jaar, scope=Scope.GEMEENTE)
        alle = Indicator.objects.order_by("volgorde", "code").prefetch_related(Prefetch("metingen", eigen, to_attr="eigen"))
        codes = [i.code for i in Indicator.objects.all() if Scope.GEMEENTE in i.scopes]
        return zichtbaar(user, alle.filter(code__in=codes))

    def van(naam: str, leeg: Any = ""):
        return lambda indicator: getattr(meting(indicator), naam, leeg)

    return Werkblad(
        naam="Cijfers",
        model=Meting,
        uitleg="Elk cijfer van deze gemeente. Een streepje (–) betekent: geen gegevens. Zo staat het dan in het jaarbericht. "
        "Grijze cijfers worden berekend uit de andere bladen.",
        velden=(
            Veld(
                "Code",
                "code",
                Patroon(r"[-a-zA-Z0-9_]+", verwacht="de code zoals hij in de werkmap staat", max_length=60),
                "Laat zo staan.",
                sleutel=True,
                verplicht=True,
                breed=26,
            ),
            Veld("Rubriek", "rubriek", uitleg="Staat er om te lezen.", breed=24),
            Veld("Cijfer", "naam", uitleg="Staat er om te lezen.", breed=36),
            Veld("Eenheid", "eenheid", uitleg="Staat er om te lezen.", breed=12),
            Veld(
                "Vorig jaar",
                "vorig",
                uitleg="Staat er om te lezen.",
                waarde=lambda i: berekend.waarde(i, boek.jaar - 1),
                vorm=GETAL,
                breed=13,
            ),
            Veld(
                "Berekend",
                "berekend",
                uitleg="Wat er nu uit komt.",
                waarde=lambda i: berekend.waarde(i, boek.jaar),
                vorm=GETAL,
                breed=13,
            ),
            Veld(
                "Waarde",
                "waarde",
                Cijferveld(van=None, tot=10**12),
                "Niet invullen bij een berekend cijfer.",
                waarde,
                streep=True,
                breed=14,
            ),
            Veld("Bron", "bron", Tekst(max_length=120), "Waar het cijfer vandaan komt.", van("bron"), leeg="", breed=26),
            Veld("Stand", "stand", Keuze(Meting.Stand.choices), "Voorlopig of definitief.", van("stand", None), breed=13),
            Veld("Peildatum", "peildatum", Datum(), "Als het cijfer op een dag geldt.", van("peildatum", None), breed=13),
        ),
        lijst=lijst,
        schrijf=schrijf,
        zoek=("code",),
        slot=lambda i: slot_van(meting(i)),
        noem=lambda i: i.naam,
    )


class _Berekend:
    """Figures of two years, counted when the first is asked."""

    def __init__(self, boek: Boek):
        self.boek = boek
        self.cijfers: Cijfers | None = None

    def waarde(self, indicator: Indicator, jaar: int) -> Decimal | None:
        if jaar == self.boek.jaar and indicator.soort == Indicator.Soort.INVOER:
            return None
        if self.cijfers is None:
            self.cijfers = Cijfers(jaren=[self.boek.jaar - 1, self.boek.jaar])
        return self.cijfers.waarde(indicator.code, jaar=jaar, gemeente=self.boek.gemeente).waarde


def _opgave(boek: Boek, rij: Rij, oud: Meting | None, was: Any, invoer: Invoer) -> Opgave:
    waarde = rij.anders.get("waarde", was)
    leeg = waarde is GEEN_GEGEVENS or waarde is ONTBREEKT or waarde is None
    return Opgave(
        rij.object,
        Scope.GEMEENTE,
        boek.gemeente,
        waarde=None if leeg else waarde,
        geen_gegevens=leeg,
        reden=invoer.reden,
        bron=rij.anders.get("bron", oud.bron if oud else ""),
        stand=rij.anders.get("stand") or (oud.stand if oud else Meting.Stand.DEFINITIEF),
        peildatum=rij.anders.get("peildatum", oud.peildatum if oud else None),
        gezien=NIEUW if oud is None else (oud.slot if rij.slot is None else rij.slot),
    )
