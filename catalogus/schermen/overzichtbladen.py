"""The tables of the controller's overview as sheets."""

from collections.abc import Sequence
from decimal import Decimal

from catalogus.regels.doorrekenen import SCENARIOS, Bronrij, Dienstwissel, Gevoeligheid, Lijnresultaat, Resultaat
from catalogus.werkmap.schrijven import EURO, GETAL, PRIJS, PROCENT, Blad, Kolom

RESULTAAT = [
    Kolom("Directe kosten (euro)", EURO, 20),
    Kolom("Organisatiekosten (euro)", EURO, 22),
    Kolom("Kosten (euro)", EURO, 18),
    Kolom("Dekking (euro)", EURO, 18),
    Kolom("Opbrengst (euro)", EURO, 18),
    Kolom("Over of tekort (euro)", EURO, 20),
    Kolom("Kosten gedekt", PROCENT, 14),
]


def _cellen(resultaat: Resultaat) -> list:
    return [
        resultaat.direct,
        resultaat.organisatie,
        resultaat.kosten,
        resultaat.dekking,
        resultaat.opbrengst,
        resultaat.saldo,
        resultaat.graad,
    ]


def opbrengst(*, lijnen: Sequence[Lijnresultaat], totaal: Resultaat) -> dict[str, Blad]:
    per_activiteit = [
        [
            lijn.programmalijn.nummer,
            rij.activiteit.code,
            rij.activiteit.titel,
            rij.gemeenten,
            rij.hoeveelheid,
            *_cellen(rij.resultaat),
        ]
        for lijn in lijnen
        for rij in lijn.rijen
    ]
    return {
        "lijn": Blad(
            "Per programmalijn",
            [Kolom("Nummer", GETAL, 10), Kolom("Programmalijn", breed=44), *RESULTAAT],
            [[lijn.programmalijn.nummer, lijn.programmalijn.naam, *_cellen(lijn.resultaat)] for lijn in lijnen],
            [None, "Totaal", *_cellen(totaal)],
        ),
        "activiteit": Blad(
            "Per activiteit",
            [
                Kolom("Programmalijn", GETAL, 14),
                Kolom("Code", breed=20),
                Kolom("Activiteit", breed=40),
                Kolom("Gemeenten", GETAL, 12),
                Kolom("Hoeveelheid", GETAL, 14),
                *RESULTAAT,
            ],
            per_activiteit,
            [None, None, "Totaal", None, None, *_cellen(totaal)],
        ),
    }


def dekking(*, rijen: Sequence[Bronrij]) -> dict[str, Blad]:
    kolommen = [
        Kolom("Bron", breed=40),
        Kolom("Jaar", breed=8),
        Kolom("Beschikbaar (euro)", EURO, 20),
        Kolom("Uitgegeven volgens verwachting (euro)", EURO, 34),
        Kolom("Over volgens verwachting (euro)", EURO, 30),
        Kolom("Uitgegeven in bevestigde keuzes (euro)", EURO, 34),
        Kolom("Over na bevestigde keuzes (euro)", EURO, 30),
    ]
    return {
        "bron": Blad(
            "Dekking per bron",
            kolommen,
            [[r.bron.naam, str(r.jaar), r.beschikbaar, r.verwacht, r.over, r.bevestigd, r.over_nu] for r in rijen],
        )
    }


def uren(*, beelden: Sequence) -> dict[str, Blad]:
    kolommen = [
        Kolom("Functiegroep", breed=34),
        Kolom("Uren bevestigd", GETAL),
        Kolom("Uren ingediend", GETAL),
        Kolom("Uren verwacht", GETAL),
        Kolom("Formatie (uren)", GETAL),
        Kolom("Verwacht van formatie", PROCENT, 22),
    ]
    rijen = [
        [
            b.regel.functiegroep,
            b.regel.uren.bevestigd,
            b.regel.uren.ingediend,
            b.verwacht,
            b.regel.capaciteit,
            b.deel_verwacht,
        ]
        for b in beelden
    ]
    return {"uren": Blad("Uren per functiegroep", kolommen, rijen)}


def gevoeligheid(*, rijen: Sequence[Gevoeligheid], procent: Decimal) -> dict[str, Blad]:
    def blad(naam: str, waarde) -> Blad:
        kop = f"{procent.normalize():f}%".replace(".", ",")
        kolommen = [
            Kolom("Programmalijn", breed=44),
            Kolom("Nu (euro)", EURO),
            *(Kolom(f"{scenario.capitalize()} {kop} (euro)", EURO, 28) for scenario in SCENARIOS),
        ]
        regels = [
            [str(rij.programmalijn or "Totaal"), waarde(rij.nu), *(waarde(ander) for ander in rij.anders)] for rij in rijen
        ]
        return Blad(naam, kolommen, regels[:-1], regels[-1])

    return {
        "kosten": blad("Kosten", lambda resultaat: resultaat.kosten),
        "saldo": blad("Over of tekort", lambda resultaat: resultaat.saldo),
    }


def diensten(*, wissel: Dienstwissel) -> dict[str, Blad]:
    kolommen = [
        Kolom("Code", breed=20),
        Kolom("Activiteit", breed=40),
        Kolom("Vast deel nu (euro)", EURO, 20),
        Kolom("Vast deel straks (euro)", EURO, 22),
        Kolom("Per eenheid nu (euro)", PRIJS, 22),
        Kolom("Per eenheid straks (euro)", PRIJS, 24),
        Kolom("Verandering", PROCENT, 12),
        Kolom("Aandeel organisatiekosten nu (euro)", EURO, 32),
        Kolom("Aandeel organisatiekosten straks (euro)", EURO, 34),
    ]
    rijen = [
        [
            rij.activiteit.code,
            rij.activiteit.titel,
            rij.voor and rij.voor.vast,
            rij.na and rij.na.vast,
            rij.voor and rij.voor.per_eenheid,
            rij.na and rij.na.per_eenheid,
            rij.procent,
            rij.aandeel_voor,
            rij.aandeel_na,
        ]
        for rij in wissel.rijen
    ]
    voet = [None, "Totaal", None, None, None, None, None, *wissel.verdeeld] if wissel.verdeeld else ()
    return {"prijzen": Blad("Alle prijzen", kolommen, rijen, voet)}
