"""The sheets of words: what a gemeente does with shared texts and campaigns, its own terms, and explanations of differences."""

from typing import Any

from django.db.models import Prefetch

from catalogus.models import Activiteit, Term, Verschiltoelichting
from catalogus.werkmap.bladen.gedeeld import zichtbaar
from catalogus.werkmap.cellen import JaNee, Keuze, Patroon, Tekst
from catalogus.werkmap.opzet import Invoer, Rij, Rijfout, Veld, Werkblad
from jaarbericht.models import Blok, Tekstvariant
from jaarbericht.regels.redactie import netjes_gemaakt
from jaarbericht.werkmap.opslaan import NIET_NIEUW, Boek, bewaar, gewijzigd, per_rij, rijk, slot_van, van_gemeente
from jaarbericht.werkmap.tekst import Rijk, naar_cel

Wijze, Soort = Tekstvariant.Wijze, Blok.Soort
GEDEELD = "gedeeld"
MET_TEKST = (Soort.INTRO, Soort.BRIEF, Soort.KANTLIJN, Soort.TEKST, Soort.COLOFON)


def _variant(blok: Blok) -> Tekstvariant | None:
    return blok.eigen[0] if blok.eigen else None


def _eigen_tekst(blok: Blok) -> str:
    variant = _variant(blok)
    return naar_cel(variant.tekst) if variant else ""


def _blokken(boek: Boek, *soorten: str):
    """Shared blocks of the year with the variant of this gemeente."""

    def lijst(user: Any, keuze: Any):
        eigen: Any = Prefetch("varianten", queryset=Tekstvariant.objects.filter(gemeente=boek.gemeente), to_attr="eigen")
        alle = Blok.objects.filter(hoofdstuk__opzet__jaar=boek.jaar, gemeente=None, soort__in=soorten)
        return zichtbaar(
            user,
            alle.select_related("hoofdstuk", "campagne")
            .prefetch_related(eigen)
            .order_by("hoofdstuk__volgorde", "hoofdstuk__pk", "volgorde", "pk"),
        )

    return lijst


def _zet_variant(boek: Boek, rij: Rij, invoer: Invoer, wijze: str, tekst: str) -> None:
    """Makes, changes or takes away what this gemeente does with the block."""
    blok: Blok = rij.object
    variant = _variant(blok)
    if wijze == GEDEELD:
        if variant:
            bewaar(Rij(rij.nummer, {}, gezien=rij.gezien, weg=True, object=variant), invoer, Tekstvariant, {})
        return
    if wijze != Wijze.WEGLATEN and not tekst:
        raise Rijfout("Vul de tekst in, of kies weglaten of gedeeld.", kolom="Tekst")
    netjes = "" if wijze == Wijze.WEGLATEN else netjes_gemaakt(tekst=tekst, jaar=boek.jaar)
    velden = {"wijze": wijze, "tekst": netjes, "gebaseerd_op": blok.tekstversie}
    nieuw = Tekstvariant(blok=blok, gemeente=boek.gemeente)
    bewaar(Rij(rij.nummer, {}, gezien=rij.gezien, object=variant), invoer, lambda: nieuw, velden)


def _sleutels() -> tuple[Veld, ...]:
    sleutel = Patroon(r"[-a-zA-Z0-9_]+", verwacht="de sleutel zoals hij in de werkmap staat", max_length=60)
    return (
        Veld(
            "Hoofdstuk",
            "hoofdstuk",
            sleutel,
            "Laat zo staan.",
            lambda b: b.hoofdstuk.sleutel,
            sleutel=True,
            verplicht=True,
            breed=18,
        ),
        Veld("Blok", "blok", sleutel, "Laat zo staan.", lambda b: b.sleutel, sleutel=True, verplicht=True, breed=22),
    )


def lokale_teksten(boek: Boek) -> Werkblad:
    def zet(rij: Rij, invoer: Invoer) -> None:
        if rij.object is None:
            raise Rijfout(NIET_NIEUW)
        variant = _variant(rij.object)
        wijze = rij.anders.get("wijze", variant.wijze if variant else GEDEELD)
        tekst = rijk(rij, "tekst", "Tekst") if "tekst" in rij.anders else (variant.tekst if variant else "")
        if wijze == GEDEELD and "tekst" in rij.anders and tekst:
            raise Rijfout("Kies wat je met deze tekst doet: vervangen of aanvullen.", kolom="Wijze")
        _zet_variant(boek, rij, invoer, wijze, tekst)

    def wijze(blok: Blok) -> str:
        variant = _variant(blok)
        return variant.wijze if variant else GEDEELD

    return Werkblad(
        naam="Lokale teksten",
        model=Tekstvariant,
        uitleg="De gedeelde teksten van het jaarbericht. Wijkt jullie tekst af, kies dan een wijze en schrijf de eigen tekst.",
        velden=(
            *_sleutels(),
            Veld("Kop", "kop", uitleg="Staat er om te lezen.", waarde=str, breed=26),
            Veld("Gedeelde tekst", "gedeeld", uitleg="Staat er om te lezen.", waarde=lambda b: naar_cel(b.tekst), breed=60),
            Veld(
                "Wijze", "wijze", Keuze([(GEDEELD, "gedeeld"), *Wijze.choices]), "Gedeeld: zoals bij iedereen.", wijze, breed=18
            ),
            Veld(
                "Tekst",
                "tekst",
                Rijk(),
                "De eigen tekst.",
                _eigen_tekst,
                leeg="",
                breed=60,
            ),
        ),
        lijst=_blokken(boek, *MET_TEKST),
        schrijf=per_rij(zet),
        zoek=("hoofdstuk__sleutel", "sleutel"),
        slot=lambda blok: slot_van(_variant(blok)),
    )


def campagnes(boek: Boek) -> Werkblad:
    def zet(rij: Rij, invoer: Invoer) -> None:
        if rij.object is None:
            raise Rijfout(NIET_NIEUW)
        variant = _variant(rij.object)
        oud = variant.wijze if variant else GEDEELD
        doet_mee = rij.anders.get("doet_mee", oud != Wijze.WEGLATEN)
        tekst = rijk(rij, "tekst", "Eigen zin") if "tekst" in rij.anders else (variant.tekst if variant else "")
        if not doet_mee:
            return _zet_variant(boek, rij, invoer, Wijze.WEGLATEN, "")
        if not tekst:
            return _zet_variant(boek, rij, invoer, GEDEELD, "")
        return _zet_variant(boek, rij, invoer, oud if oud not in {GEDEELD, Wijze.WEGLATEN} else Wijze.AANVULLEN_NA, tekst)

    def doet_mee(blok: Blok) -> bool:
        variant = _variant(blok)
        return not (variant and variant.wijze == Wijze.WEGLATEN)

    return Werkblad(
        naam="Campagnes",
        model=Tekstvariant,
        uitleg="De campagnes van het jaar. Een campagne staat in het jaarbericht als er een verhaal bij is.",
        velden=(
            *_sleutels(),
            Veld("Campagne", "campagne", uitleg="Staat er om te lezen.", waarde=lambda b: str(b.campagne or b), breed=30),
            Veld("Gedeelde tekst", "gedeeld", uitleg="Staat er om te lezen.", waarde=lambda b: naar_cel(b.tekst), breed=60),
            Veld("Doet mee", "doet_mee", JaNee(), "Nee: niet in jullie jaarbericht.", doet_mee, leeg=True, breed=10),
            Veld(
                "Eigen zin",
                "tekst",
                Rijk(),
                "Komt na de gedeelde tekst.",
                _eigen_tekst,
                leeg="",
                breed=60,
            ),
        ),
        lijst=_blokken(boek, Soort.CAMPAGNE),
        schrijf=per_rij(zet),
        zoek=("hoofdstuk__sleutel", "sleutel"),
        slot=lambda blok: slot_van(_variant(blok)),
    )


def termen(boek: Boek) -> Werkblad:
    def zet(rij: Rij, invoer: Invoer) -> None:
        velden = gewijzigd(rij, "woord", "begrip")
        bewaar(rij, invoer, lambda: Term(gemeente=boek.gemeente), velden)

    def lijst(user: Any, keuze: Any):
        return zichtbaar(user, Term.objects.filter(gemeente=boek.gemeente).select_related("gemeente").order_by("begrip"))

    return Werkblad(
        naam="Termen",
        model=Term,
        uitleg="Hoe iets hier heet, zoals Oefenplein waar anderen Leerplein zeggen. Het begrip is de sleutel in {term:…}.",
        velden=(
            Veld(
                "Begrip",
                "begrip",
                Patroon(r"[a-z0-9-]+", verwacht="een sleutel van kleine letters, zoals leerplein", max_length=40),
                sleutel=True,
                verplicht=True,
                breed=20,
            ),
            Veld("Woord", "woord", Tekst(max_length=60), "Zoals jullie het noemen.", verplicht=True, breed=30),
        ),
        lijst=lijst,
        schrijf=per_rij(zet),
        zoek=("begrip",),
    )


def toelichtingen(boek: Boek) -> Werkblad:
    def zet(rij: Rij, invoer: Invoer) -> None:
        code = rij.waarden["activiteitcode"]
        if rij.object is None and not Activiteit.objects.filter(editie__jaar=boek.jaar, code=code).exists():
            raise Rijfout(f"Editie {boek.jaar} heeft geen activiteit met de code ‘{code}’.", kolom="Activiteit")
        velden = gewijzigd(rij, "tekst", "activiteitcode")
        bewaar(rij, invoer, lambda: Verschiltoelichting(gemeente=boek.gemeente, jaar=boek.jaar), velden)

    return Werkblad(
        naam="Toelichtingen",
        model=Verschiltoelichting,
        uitleg="Waarom er meer of minder is uitgevoerd dan afgesproken.",
        velden=(
            Veld("Activiteit", "activiteitcode", Tekst(max_length=40), "De code.", sleutel=True, verplicht=True, breed=24),
            Veld("Toelichting", "tekst", Tekst(), "In een paar zinnen.", verplicht=True, breed=80),
        ),
        lijst=van_gemeente(boek, Verschiltoelichting, "activiteitcode", met=("gemeente",)),
        schrijf=per_rij(zet),
        zoek=("activiteitcode",),
    )
