"""A document of an afname as spreadsheet: the same content as the PDF, with real amounts."""

from catalogus.models import Document, Eenheid, Pakket
from catalogus.opmaak import hoeveelheid
from catalogus.regels.stukken import Regel, Stuk
from catalogus.werkmap.schrijven import EURO, GETAL, Blad, Kolom


def bladen(*, soort: str, stuk: Stuk) -> list[Blad]:
    """The sheets of a document; the annex has only totals."""
    aanvraag = [_totalen(stuk), *([_huisvesting(stuk)] if stuk.huisvesting else [])]
    return {
        Document.Soort.AFNAMELIJST: lambda: [_regels(stuk), _pakketten(stuk)],
        Document.Soort.BEGROTINGSAANVRAAG: lambda: [*aanvraag, _pakketten(stuk), _regels(stuk)],
        Document.Soort.RAADSBIJLAGE: lambda: aanvraag,
    }[Document.Soort(soort)]()


def _vorig(stuk: Stuk) -> list[Kolom]:
    return [Kolom(f"{stuk.jaar - 1} (euro)", EURO)] if stuk.vorig_jaar else []


def _regels(stuk: Stuk) -> Blad:
    kolommen = [
        Kolom("Programmalijn", breed=34),
        Kolom("Pakket", breed=12),
        Kolom("Code", breed=22),
        Kolom("Activiteit", breed=40),
        Kolom("Hoeveelheid", GETAL),
        Kolom("Eenheid", breed=20),
        Kolom("Locaties", breed=50),
        Kolom("Afgesproken resultaat", breed=36),
        Kolom("Toelichting", breed=36),
        Kolom("Prijs", breed=36),
        Kolom("Bedrag (euro)", EURO),
        *_vorig(stuk),
    ]
    rijen = [
        [
            f"{lijn.nummer} {lijn.naam}",
            str(Pakket(regel.pakket).label),
            regel.code,
            regel.titel,
            regel.hoeveelheid,
            str(Eenheid(regel.eenheid).label),
            _plekken(regel),
            regel.resultaat,
            regel.toelichting,
            regel.prijs,
            regel.bedrag,
            *([regel.vorig] if stuk.vorig_jaar else []),
        ]
        for lijn in stuk.lijnen
        for regel in lijn.regels
    ]
    leeg = [None] * 9
    return Blad("Afnamelijst", kolommen, rijen, ["Totaal", *leeg, stuk.totaal, *([None] if stuk.vorig_jaar else [])])


def _plekken(regel: Regel) -> str:
    if regel.eenheid == Eenheid.LOCATIE:
        return "; ".join(plek.naam for plek in regel.plekken)
    return "; ".join(f"{plek.naam}: {hoeveelheid(plek.aantal)}" for plek in regel.plekken)


def _pakketten(stuk: Stuk) -> Blad:
    kolommen = [
        Kolom("Programmalijn", breed=40),
        *(Kolom(f"{naam} (euro)", EURO) for naam in ("Basis", "Plus", "Maatwerk", "Samen")),
        *_vorig(stuk),
    ]
    rijen = [
        [
            f"{lijn.nummer} {lijn.naam}",
            lijn.basis,
            lijn.plus,
            lijn.maatwerk,
            lijn.bedrag,
            *([lijn.vorig] if stuk.vorig_jaar else []),
        ]
        for lijn in stuk.lijnen
    ]
    voet = ["Totaal", stuk.basis, stuk.plus, stuk.maatwerk, stuk.totaal, *([stuk.vorig_totaal] if stuk.vorig_jaar else [])]
    return Blad("Per programmalijn", kolommen, rijen, voet)


def _totalen(stuk: Stuk) -> Blad:
    kolommen = [
        Kolom("Onderdeel", breed=40),
        Kolom(f"{stuk.jaar} (euro)", EURO),
        Kolom("Per inwoner (euro)", EURO),
        *_vorig(stuk),
    ]

    def rij(naam: str, bedrag, vorig) -> list:
        return [naam, bedrag, stuk.per_inwoner(bedrag), *([vorig] if stuk.vorig_jaar else [])]

    rijen = [rij(f"{lijn.nummer} {lijn.naam}", lijn.bedrag, lijn.vorig) for lijn in stuk.lijnen]
    if stuk.huisvesting:
        rijen.append(rij("Huisvesting", stuk.huisvestingstotaal, stuk.vorig_huisvesting))
    return Blad("Aanvraag", kolommen, rijen, rij("Totaal", stuk.aanvraag, stuk.vorig_aanvraag))


def _huisvesting(stuk: Stuk) -> Blad:
    kolommen = [Kolom("Locatie", breed=44), Kolom(f"{stuk.jaar} (euro)", EURO), *_vorig(stuk)]
    rijen = [[plek.naam, plek.aantal, *([plek.vorig] if stuk.vorig_jaar else [])] for plek in stuk.huisvesting]
    voet = ["Totaal", stuk.huisvestingstotaal, *([stuk.vorig_huisvesting] if stuk.vorig_jaar else [])]
    return Blad("Huisvesting", kolommen, rijen, voet)
