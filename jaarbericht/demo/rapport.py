"""The plan of the reports over 2024, and the local content of each gemeente."""

import datetime

from catalogus.models import Campagne, Gemeente, Programmalijn, Term, Uitvoering
from jaarbericht.models import (
    Blok,
    Citaat,
    Feit,
    Foto,
    Hoofdstuk,
    Jaarbericht,
    Opzet,
    Partner,
    Tekstvariant,
    Toestemming,
    Verhaal,
    Woord,
)

from .lezen import HOOFDSTUKLIJN, gemeentebestanden, html, lees

JAAR = 2024
SOORTEN = {"verantwoording": Hoofdstuk.Soort.PAGINAS}  # of the file, where they differ from the model
VOORBEELDCIJFERS = "Alle cijfers van deze gemeente zijn voorbeeldcijfers."
ZONDER_MEDEDELING = {"GM1701", "GM1681"}


def maak_campagnes() -> None:
    """The campaigns of 2024, and the same ones later without a theme: whole months stay whole, others keep their weekdays."""
    for rij in lees("opzet")["campagne"]:
        for jaar in range(JAAR, JAAR + 3):
            van, tot = rij["van"], rij["tot"]
            if jaar > JAAR and van.day == 1:
                van, tot = van.replace(year=jaar), tot.replace(year=jaar)
            elif jaar > JAAR:
                van, tot = (dag + datetime.timedelta(weeks=52 * (jaar - JAAR)) for dag in (van, tot))
            thema = rij["thema"] if jaar == JAAR else ""
            Campagne.objects.create(jaar=jaar, sleutel=rij["sleutel"], naam=rij["naam"], thema=thema, van=van, tot=tot)


# ------------------------------------------------------------------ shared
def maak_woorden() -> None:
    """The list of words of the organisation."""
    for woord, toelichting in lees("woorden")["woorden"].items():
        Woord.objects.create(woord=woord, toelichting=toelichting)


def maak_opzet() -> None:
    """Chapters and blocks; each campaign becomes a block where its chapter says `campagnes`."""
    opzet = Opzet.objects.create(jaar=JAAR, organisatie="Biblionet Drenthe", onderschrift="onderdeel van Biblionet Drenthe")
    lijnen = {lijn.nummer: lijn for lijn in Programmalijn.objects.all()}
    for volgorde, rij in enumerate(lees("opzet")["hoofdstuk"], start=1):
        hoofdstuk = Hoofdstuk.objects.create(
            opzet=opzet,
            sleutel=rij["sleutel"],
            soort=SOORTEN.get(rij["soort"], rij["soort"]),
            nummer=rij.get("nummer"),
            programmalijn=lijnen.get(rij.get("programmalijn")),
            titel=rij["titel"],
            volgorde=volgorde,
        )
        for plek, blok in enumerate(_blokken(rij), start=1):
            Blok.objects.create(hoofdstuk=hoofdstuk, volgorde=plek, **blok)


def _blokken(hoofdstuk: dict) -> list[dict]:
    uit = []
    for rij in hoofdstuk.get("blok", []):
        if rij["soort"] == "campagnes":
            uit += [_campagneblok(c) for c in lees("opzet")["campagne"] if c["hoofdstuk"] == hoofdstuk["sleutel"]]
            continue
        uit.append(
            {
                "sleutel": rij["sleutel"],
                "soort": rij["soort"],
                "titel": rij["titel"],
                "tekst": html(rij["tekst"]),
                "voorwaarde": rij.get("voorwaarde", ""),
                "instelling": _met_velden(rij.get("instelling", {})),
            }
        )
    return uit


def _met_velden(instelling: dict) -> dict:
    """Settings of a block; the title of its chart may hold placeholders."""
    if "grafiek" not in instelling:
        return instelling
    return {**instelling, "grafiek": {**instelling["grafiek"], "titel": html(instelling["grafiek"]["titel"])}}


def _campagneblok(rij: dict) -> dict:
    return {
        "sleutel": f"campagne-{rij['sleutel']}",
        "soort": Blok.Soort.CAMPAGNE,
        "titel": rij["naam"],
        "tekst": html(rij["tekst"]),
        "campagne": Campagne.objects.get(jaar=JAAR, sleutel=rij["sleutel"]),
        "voorwaarde": "heeft:verhalen",
    }


# ------------------------------------------------------------------ local
def maak_lokaal(*, uitvoeringen: dict[str, Uitvoering]) -> None:
    """Words, texts, stories, quotes, facts and partners per gemeente; `uitvoeringen` are those of the stories by key."""
    lijnen = {lijn.nummer: lijn for lijn in Programmalijn.objects.all()}
    blokken = {blok.sleutel: blok for blok in Blok.objects.filter(hoofdstuk__opzet__jaar=JAAR)}
    for bestand in gemeentebestanden():
        gemeente = Gemeente.objects.get(cbs_code=bestand["gemeente"])
        for begrip, woord in bestand.get("termen", {}).items():
            Term.objects.create(gemeente=gemeente, begrip=begrip, woord=woord)
        for rij in bestand.get("lokaal", []):
            Tekstvariant.objects.create(
                blok=blokken[rij["blok"]], gemeente=gemeente, wijze=rij["wijze"], tekst=html(rij["tekst"])
            )
        for volgorde, rij in enumerate(bestand["verhaal"], start=1):
            _verhaal(gemeente, rij, volgorde, lijnen[HOOFDSTUKLIJN[rij["hoofdstuk"]]], uitvoeringen[rij["sleutel"]])
        for volgorde, rij in enumerate(bestand["citaat"], start=1):
            Citaat.objects.create(
                gemeente=gemeente,
                jaar=JAAR,
                programmalijn=lijnen[HOOFDSTUKLIJN[rij["hoofdstuk"]]],
                tekst=rij["tekst"],
                wie=rij["wie"],
                toestemming=_toestemming(rij["wie"], kind=rij.get("kind", False)),
                volgorde=volgorde,
            )
        for volgorde, rij in enumerate(bestand["feit"], start=1):
            Feit.objects.create(
                gemeente=gemeente,
                jaar=JAAR,
                programmalijn=lijnen[HOOFDSTUKLIJN[rij["hoofdstuk"]]],
                getal=html(rij["getal"]),
                tekst=html(rij["tekst"]),
                volgorde=volgorde,
            )
        for volgorde, rij in enumerate(bestand["partner"], start=1):
            Partner.objects.create(
                gemeente=gemeente,
                jaar=JAAR,
                programmalijn=lijnen[rij["programmalijn"]],
                naam=rij["naam"],
                rol=rij["rol"],
                volgorde=volgorde,
            )


def _verhaal(gemeente: Gemeente, rij: dict, volgorde: int, lijn: Programmalijn, uitvoering: Uitvoering) -> None:
    foto = None
    if tafereel := rij.get("tafereel"):
        foto = Foto.objects.create(tekening=tafereel, alt=rij["alt"])
    persoon = rij.get("persoon", "")
    Verhaal.objects.create(
        gemeente=gemeente,
        jaar=JAAR,
        programmalijn=lijn,
        campagne=uitvoering.campagne,
        uitvoering=uitvoering,
        titel=rij["titel"],
        tekst=html(rij["tekst"]),
        plaats=rij["plaats"],
        deelnemers_woord=rij["deelnemers_woord"],
        foto=foto,
        bijschrift=rij.get("bijschrift", ""),
        noemt_persoon=bool(persoon),
        toestemming=_toestemming(persoon, kind=rij.get("kind", False)) if persoon else None,
        volgorde=volgorde,
    )


def _toestemming(persoon: str, *, kind: bool) -> Toestemming:
    """Nobody in the demo exists; the consent shows what the system asks for."""
    return Toestemming.objects.create(
        persoon=f"{persoon} (voorbeeldtoestemming)",
        is_kind=kind,
        ouder=f"Ouder van {persoon} (voorbeeld)" if kind else "",
        gegeven_op=datetime.date(JAAR, 12, 2),
    )


def maak_jaarberichten() -> None:
    """A report in concept for every participating gemeente."""
    for gemeente in Gemeente.objects.deelnemers(JAAR):
        mededeling = "" if gemeente.cbs_code in ZONDER_MEDEDELING else VOORBEELDCIJFERS
        Jaarbericht.objects.create(gemeente=gemeente, jaar=JAAR, mededeling=mededeling)
