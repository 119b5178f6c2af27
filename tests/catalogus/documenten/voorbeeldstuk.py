"""Content of documents without a database: from an empty selection to sixty lines with the longest names."""

import datetime
from dataclasses import replace
from decimal import Decimal

from catalogus.regels.stukken import Budget, Doel, Inwoners, Lijn, Ondertekenaar, Plek, Regel, Stuk

D = Decimal
KLEUREN = ("#16506b", "#f5b936", "#c1362b", "#6a3a7c", "#1f5c44")
NAMEN = (
    "De robuuste bibliotheek",
    "Leert en ontwikkelt",
    "Leesbevordering",
    "Werken aan geletterdheid",
    "Heel Drenthe doet mee",
)
LANG = "Samenwerkingsverband voor voorlezen, verhalen en ontmoeting in de dorpen en buurten van de hele gemeente"


def regel(nummer: int = 1, **velden) -> Regel:
    """A line of `nummer` × € 10,50."""
    gewoon = {
        "code": f"ACT-{nummer}",
        "titel": f"Activiteit {nummer}",
        "pakket": "plus",
        "eenheid": "keer",
        "hoeveelheid": D(nummer),
        "hoeveel": f"{nummer} keer",
        "plekken": (),
        "resultaat": "",
        "toelichting": "",
        "opbrengst": "Inwoners leren iets nieuws.",
        "effect": "Meer mensen doen mee.",
        "prijs": "€ 10,50 per keer",
        "btw": "buiten_heffing",
        "bedrag": D("10.50") * nummer,
        "vorig": None,
    }
    return Regel(**(gewoon | velden))


def lijn(nummer: int, *regels: Regel, **velden) -> Lijn:
    gewoon = {"naam": NAMEN[nummer - 1], "kleur": KLEUREN[nummer - 1], "vorig": None, "budget": None}
    return Lijn(**({"nummer": nummer, "regels": regels} | gewoon | velden))


def stuk(*lijnen: Lijn, **velden) -> Stuk:
    """A concept of Westerveld for 2027 without housing, budget, last year and goals."""
    gewoon = {
        "gemeente": "Westerveld",
        "cbs_code": "GM1701",
        "jaar": 2027,
        "naam": "Onze keuze",
        "versie": 1,
        "status": "concept van 3 mei 2026",
        "concept": True,
        "datum": datetime.date(2026, 5, 3),
        "ingangsdatum": None,
        "kenmerk": "",
        "toelichting": "",
        "organisatie": "Bibliotheek Drenthe",
        "voorbeeld": False,
        "huisvesting": (),
        "vorig_jaar": False,
        "inwoners": None,
        "budget": None,
        "doelen": (),
        "van_gemeente": Ondertekenaar("", None),
        "van_bibliotheek": Ondertekenaar("Anna", None),
    }
    return Stuk(**(gewoon | {"lijnen": lijnen} | velden))


def klein() -> Stuk:
    """A concept with three lines, one of them without a price."""
    return stuk(lijn(1, regel(1, pakket="basis", prijs="Inbegrepen", bedrag=D(0)), regel(2)), lijn(4, regel(3, bedrag=None)))


def leeg() -> Stuk:
    return stuk()


def vol() -> Stuk:
    """Signed: sixty lines in five programmalijnen, everything that can be there, and names as long as they may be."""
    plekken = tuple(Plek(f"Basisschool De Lange Naam van de Buurt {n}, Wapserveen", D(60 + n)) for n in range(14))
    lijnen = []
    for nummer in range(1, 6):
        regels = [
            regel(
                12 * nummer + n,
                titel=LANG if n == 3 else f"Activiteit {12 * nummer + n}",
                code="EEN-HEEL-LANGE-CODE-VAN-VEERTIG-TEKENS-X" if n == 3 else f"ACT-{nummer}-{n}",
                pakket=("basis", "plus", "plus", "plus", "maatwerk")[n % 5],
                plekken=plekken if n == 4 else (),
                resultaat="Twaalf groepen doen mee, verspreid over alle kernen" if n == 5 else "",
                toelichting="Wij vragen hier meer dan vorig jaar. " * 6 if n == 6 else "",
                prijs="volgens staffel vanaf € 1.727,22 per locatie + € 322,08 per jaar" if n == 4 else "€ 10,50 per keer",
                opbrengst="Kinderen en hun ouders krijgen een plek om te lezen. " * 4,
                btw="laag" if n == 7 else "buiten_heffing",
                bedrag=D("12345.67") * nummer + n,
                vorig=D("12000.00"),
            )
            for n in range(12)
        ]
        naam = f"{NAMEN[nummer - 1]}: {LANG}"[:80] if nummer == 3 else NAMEN[nummer - 1]
        lijnen.append(lijn(nummer, *regels, naam=naam, vorig=D("144000.00"), budget=D("150000.00")))
    return stuk(
        *lijnen,
        gemeente="Westerveld",
        naam="Keuze met een naam die zo lang is als een naam in dit scherm ooit mag worden, hé",
        status="bevestigd op 12 oktober 2026",
        concept=False,
        datum=datetime.date(2026, 10, 12),
        ingangsdatum=datetime.date(2027, 7, 1),
        kenmerk="Z-2026-004512 / subsidie bibliotheekwerk",
        toelichting="Deze keuze past bij de nota Sociaal domein.\n\nDe raad beslist in november.",
        voorbeeld=True,
        huisvesting=tuple(
            Plek(f"Bibliotheek {n} in het Multifunctioneel Centrum, Havelte", D(40000), D(39000)) for n in range(9)
        ),
        vorig_jaar=True,
        inwoners=Inwoners(19983, datetime.date(2026, 1, 1), "Bevolkingscijfers per 1 januari"),
        budget=Budget(D(3000000), True, "Raadsbesluit 4 november 2025"),
        doelen=tuple(Doel(f"{LANG}, doel {n}.", f"Nota {n}", (1, n)) for n in range(2, 6)),
        van_gemeente=Ondertekenaar("Frank de Vries-van den Heuvel", datetime.date(2026, 9, 30)),
        van_bibliotheek=Ondertekenaar("Anna", datetime.date(2026, 10, 12)),
    )


def lange_naam() -> Stuk:
    return replace(klein(), gemeente="Gemeente met een uitzonderlijk lange naam aan het water en de heide")


ALLE = {"klein": klein, "leeg": leeg, "vol": vol, "lange-naam": lange_naam}
