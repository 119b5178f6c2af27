"""The figures of a report as open data: csv, ods and json, each with what its columns mean and under which terms."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from catalogus.werkmap.schrijven import GETAL, SOORTEN, TEKST, Blad, Kolom
from catalogus.werkmap.schrijven import inhoud as schrijf

from .rapport import Cijferregel, Rapport

LICENTIE, LICENTIE_ADRES = "CC0-1.0", "https://creativecommons.org/publicdomain/zero/1.0/deed.nl"
VORMEN = {"csv": SOORTEN["csv"], "ods": SOORTEN["ods"], "json": "application/json"}
KOLOMMEN: tuple[tuple[str, str], ...] = (
    ("code", "Vaste code van het cijfer. Gelijk in elk jaar en elke gemeente."),
    ("naam", "Wat er geteld of gemeten is."),
    ("rubriek", "Onderwerp waar het cijfer bij hoort."),
    ("gemeente", "Naam van de gemeente van dit jaarbericht."),
    ("gemeentecode", "CBS-code van die gemeente."),
    ("bereik", "Waar het cijfer over gaat: de gemeente, de hele stichting of de provincie."),
    ("jaar", "Kalenderjaar waarover het cijfer gaat."),
    ("waarde", "Het cijfer. Leeg: er zijn geen gegevens. Dat is iets anders dan nul."),
    ("eenheid", "Waarin het cijfer is uitgedrukt, bijvoorbeeld leden of %."),
    ("peildatum", "Dag waarop het cijfer geldt (jjjj-mm-dd). Leeg: het telt over het hele jaar."),
    ("bron", "Waar het cijfer vandaan komt."),
    ("toelichting", "Voetnoten, en of het cijfer voorlopig of een voorbeeld is."),
    ("uitgave", "De uitgave van het jaarbericht waaruit het cijfer komt."),
    ("licentie", "Voorwaarden voor hergebruik. CC0: je mag er alles mee, ook zonder bron te noemen."),
)


@dataclass(frozen=True)
class Herkomst:
    """Where the report is; adres: absolute, of this very uitgave."""

    uitgave: int
    adres: str


def bestand(rapport: Rapport, *, vorm: str, herkomst: Herkomst) -> bytes:
    """All figures of a report in one of VORMEN. Equal figures give equal rows."""
    if vorm == "json":
        return _json(rapport, herkomst)
    breed = {"naam": 44, "bron": 30, "toelichting": 60}
    kolommen = [Kolom(naam, GETAL if naam == "waarde" else TEKST, breed.get(naam, 16)) for naam, _ in KOLOMMEN]
    cijfers = Blad("Cijfers", kolommen, [list(rij.values()) for rij in _rijen(rapport, herkomst)])
    if vorm == "csv":
        return schrijf(bladen=[cijfers], soort="csv")
    uitleg = Blad("Uitleg", [Kolom("kolom"), Kolom("betekenis", breed=90)], [*KOLOMMEN, *_over(rapport, herkomst).items()])
    return schrijf(bladen=[cijfers, uitleg], soort="ods")


def naam(rapport: Rapport, vorm: str) -> str:
    return f"cijfers-{rapport.gemeente_code}-{rapport.jaar}.{vorm}"


def _rijen(rapport: Rapport, herkomst: Herkomst) -> Iterator[dict[str, str | int | Decimal | None]]:
    for regel in rapport.cijfers:
        yield {kolom: _waarde(rapport, herkomst, regel, kolom) for kolom, _ in KOLOMMEN}


def _waarde(rapport: Rapport, herkomst: Herkomst, regel: Cijferregel, kolom: str) -> str | int | Decimal | None:
    vast = {
        "gemeente": rapport.gemeente,
        "gemeentecode": rapport.gemeente_code,
        "uitgave": str(herkomst.uitgave),
        "licentie": LICENTIE,
        "jaar": str(regel.jaar),
        "waarde": None if regel.waarde is None else Decimal(regel.waarde),
    }
    return vast[kolom] if kolom in vast else getattr(regel, kolom)


def _over(rapport: Rapport, herkomst: Herkomst) -> dict[str, str]:
    return {
        "titel": f"Cijfers bij {rapport.titel}, gemeente {rapport.gemeente}",
        "uitgever": rapport.organisatie,
        "stand": rapport.uitgave,
        "adres": herkomst.adres,
        "voorwaarden": LICENTIE_ADRES,
    }


def _json(rapport: Rapport, herkomst: Herkomst) -> bytes:
    cijfers = [rij | {"jaar": int(str(rij["jaar"])), "waarde": _getal(rij["waarde"])} for rij in _rijen(rapport, herkomst)]
    gegevens = {"over": _over(rapport, herkomst), "kolommen": dict(KOLOMMEN), "cijfers": cijfers}
    return json.dumps(gegevens, ensure_ascii=False, indent=1).encode()


def _getal(waarde) -> int | float | None:
    if waarde is None:
        return None
    return int(waarde) if waarde == waarde.to_integral_value() else float(waarde)
