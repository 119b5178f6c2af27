"""Gemeenten with their places and inwoners, years, programmalijnen and characteristics."""

import datetime
from decimal import Decimal

from simple_history.utils import bulk_create_with_history

from catalogus.models import (
    Beleidsdoel,
    Functie,
    Gemeente,
    Inwonertal,
    Kenmerk,
    Locatie,
    Locatiefunctie,
    Locatiestand,
    Programmalijn,
)
from catalogus.regels.jaren import gewoon_jaar

from .lezen import lees

JAREN = range(2021, 2028)
BEGIN = datetime.date(2020, 1, 1)
TELJAREN = range(2024, 2027)


def maak() -> None:
    """Everything that the rest of the demo leans on."""
    _programma()
    for jaar in JAREN:
        rij = gewoon_jaar(jaar=jaar)
        rij.afgesloten = jaar < 2024
        rij.save()
    gemeenten = _gemeenten()
    _locaties(gemeenten)


def _programma() -> None:
    for rij in lees("basis")["programmalijn"]:
        Programmalijn.objects.create(**rij)
    for soort, namen in lees("basis")["kenmerken"].items():
        for naam in namen:
            leeftijd = namen[naam] if soort == Kenmerk.Soort.DOELGROEP else []
            van, tot = leeftijd or (None, None)
            Kenmerk.objects.create(soort=soort, naam=naam, leeftijd_van=van, leeftijd_tot=tot)


def _gemeenten() -> dict[str, Gemeente]:
    uit = {}
    for rij in lees("basis")["gemeente"]:
        gemeente = uit[rij["cbs_code"]] = Gemeente.objects.create(
            naam=rij["naam"],
            cbs_code=rij["cbs_code"],
            regio=rij.get("regio", ""),
            deelnemer_van=datetime.date(2014, 1, 1) if rij["deelnemer"] else None,
            taalhuis_werkgever=rij.get("taalhuis_werkgever", ""),
        )
        for jaar, aantal in _inwoners(rij.get("inwoners", {})).items():
            Inwonertal.objects.create(
                gemeente=gemeente, peildatum=datetime.date(jaar, 1, 1), aantal=aantal, bron="Bevolkingscijfers per 1 januari"
            )
    for rij in lees("basis")["beleidsdoel"]:
        doel = Beleidsdoel.objects.create(gemeente=uit[rij["gemeente"]], tekst=rij["tekst"], bron=rij["bron"])
        doel.programmalijnen.set(Programmalijn.objects.filter(nummer__in=rij["programmalijnen"]))
    return uit


def _inwoners(bekend: dict[str, int]) -> dict[int, int]:
    """Number per year: as given up to 2024, after that with the yearly growth."""
    uit = {int(jaar): aantal for jaar, aantal in bekend.items()}
    if uit:
        factor = 1 + lees("basis")["groei_inwoners"] / 100
        for jaar in range(2025, JAREN.stop):
            uit[jaar] = round(uit[2024] * factor ** (jaar - 2024))
    return uit


def _locaties(gemeenten: dict[str, Gemeente]) -> None:
    """Locations with functions from 2020 on; manned hours of branches, pupils of schools per counting date."""
    rijen = lees("locaties")["locatie"]
    locaties = bulk_create_with_history(
        [
            Locatie(
                gemeente=gemeenten[rij["gemeente"]],
                naam=rij["naam"],
                plaats=rij["plaats"],
                lengtegraad=rij.get("lon"),
                breedtegraad=rij.get("lat"),
            )
            for rij in rijen
        ],
        Locatie,
    )
    functies, standen = [], []
    for rij, locatie in zip(rijen, locaties, strict=True):
        functies += [Locatiefunctie(locatie=locatie, functie=functie, van=BEGIN) for functie in rij["functies"]]
        if "uren" in rij:
            standen.append(Locatiestand(locatie=locatie, vanaf=BEGIN, bemande_uren=Decimal(rij["uren"])))
        if "leerlingen" in rij:
            standen += _leerlingen(locatie, rij)
    bulk_create_with_history(functies, Locatiefunctie)
    bulk_create_with_history(standen, Locatiestand)


def _leerlingen(locatie: Locatie, rij: dict) -> list[Locatiestand]:
    """The number that is given holds for 2024; the years after that differ by a few pupils."""
    dag, maand = (1, 10) if Functie.DBOS_VO in rij["functies"] else (1, 2)
    uit = []
    for jaar in TELJAREN:
        teldatum = datetime.date(jaar, maand, dag)
        anders = (len(rij["naam"]) * (jaar - 2024)) % 7 - 3 if jaar > 2024 else 0
        uit.append(Locatiestand(locatie=locatie, vanaf=teldatum, leerlingen=rij["leerlingen"] + anders, teldatum=teldatum))
    return uit
