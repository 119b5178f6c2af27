"""The workbook as a whole: which sheets, whose it is, out (`sjabloon`) and recognised when it comes back (`van_bestand`)."""

from collections.abc import Callable, Iterator
from typing import IO, Any

from django.utils.crypto import constant_time_compare, salted_hmac

from catalogus.fouten import RegelFout
from catalogus.models import Gemeente
from catalogus.werkmap import lezen
from catalogus.werkmap.cellen import als_tekst, is_leeg
from catalogus.werkmap.opzet import Keuze, Werkblad
from catalogus.werkmap.schrijven import Blad, Kolom, inhoud
from catalogus.werkmap.uitvoer import bladen, help_bij
from jaarbericht.werkmap import gegevens, teksten, werk
from jaarbericht.werkmap import inhoud as verteld
from jaarbericht.werkmap.opslaan import Boek

# In the order in which they are read: what others refer to comes first.
BLADEN: tuple[Callable[[Boek], Werkblad], ...] = (
    gegevens.locaties,
    gegevens.inwoners,
    werk.uitvoeringen,
    gegevens.cijfers,
    verteld.verhalen,
    teksten.campagnes,
    verteld.citaten,
    verteld.feiten,
    verteld.partners,
    teksten.lokale_teksten,
    teksten.termen,
    werk.afname,
    teksten.toelichtingen,
)
MERK = "Werkmap van"
ALGEMEEN = (
    "Vul in wat je weet en lees deze werkmap weer in. Je ziet eerst wat er zou veranderen; daarna pas wordt er iets bewaard.",
    "Een lege cel laat alles zoals het is. Vul ‘wissen’ in om een cel leeg te maken.",
    "Een streepje (–) op het blad Cijfers betekent: geen gegevens. Zo komt het in het jaarbericht. Dat is iets anders dan 0.",
    "Grijze cellen worden berekend of horen bij de rij. Ze worden niet ingelezen.",
    "Een nieuwe rij zet je onderaan. Een rij die je weglaat, blijft bestaan; vul ja in bij ‘Verwijderen’ om haar weg te halen.",
    "In teksten: een lege regel tussen alinea’s, ‘- ’ voor een punt in een lijst, **vet**, *schuin*, en een veld tussen "
    "accolades, zoals {cijfer:leden-totaal}.",
)


def bladen_van(boek: Boek, user: Any = None) -> list[Werkblad]:
    """The sheets that this user may fill in; without a user, for a command, all."""
    return [blad for maak in BLADEN if (blad := maak(boek)).mag_wijzigen(user)]


def sjabloon(*, gemeente: Gemeente, jaar: int, user: Any = None) -> bytes:
    """The workbook (xlsx) with what is there now. RegelFout when the gemeente gets no jaarbericht of that year."""
    if not gemeente.is_deelnemer(jaar):
        raise RegelFout(f"{gemeente} doet in {jaar} niet mee en krijgt geen jaarbericht.", code="geen-deelnemer")
    boek = Boek(gemeente, jaar)
    opzet = bladen_van(boek, user)
    if not opzet:
        raise RegelFout("Je mag geen van de bladen van deze werkmap invullen.", code="niet-bevoegd")
    eigen = bladen(opzet=opzet, user=user, keuze=Keuze(), met_uitleg=False)
    return inhoud(bladen=[_uitleg(boek, opzet), *eigen], soort="xlsx")


def naam(gemeente: Gemeente, jaar: int) -> str:
    return f"werkmap-{jaar}-{gemeente.cbs_code}.xlsx"


def _uitleg(boek: Boek, opzet: list[Werkblad]) -> Blad:
    rijen = [[MERK, _kenmerk(boek), f"{boek.gemeente}, {boek.jaar}. Laat het kenmerk hiernaast staan."]]
    rijen += [["Zo werkt het", "", regel] for regel in ALGEMEEN]
    for blad in opzet:
        rijen.append([blad.naam, "", blad.uitleg])
        rijen += [[blad.naam, veld.kop, help_bij(veld)] for veld in blad.velden]
    return Blad("Uitleg", [Kolom("Blad", breed=20), Kolom("Kolom", breed=28), Kolom("Uitleg", breed=110)], rijen)


def _kenmerk(boek: Boek) -> str:
    """Whose workbook it is, signed: so that it cannot be read in for another gemeente or year by a typing error."""
    wie = f"{boek.gemeente.cbs_code}-{boek.jaar}"
    return f"{wie}-{salted_hmac('werkmap.gemeente', wie).hexdigest()[:12]}"


def van_bestand(*, bestand: IO[bytes], naam: str) -> Boek | None:
    """Whose workbook a file is; None when it is not one of these. RegelFout when its mark was changed."""
    for tabel in lezen.tabellen(bestand=bestand, naam=naam):
        if tabel.naam.strip().casefold() == "uitleg":
            merk = next(_merken(tabel), None)
            bestand.seek(0)
            return _boek(merk) if merk is not None else None
        break
    bestand.seek(0)
    return None


def _merken(tabel: lezen.Tabel) -> Iterator[str]:
    for _, cellen in tabel.rijen:
        if cellen and not is_leeg(cellen[0]) and als_tekst(cellen[0]).strip() == MERK:
            yield als_tekst(cellen[1]).strip() if len(cellen) > 1 and not is_leeg(cellen[1]) else ""


def _boek(merk: str) -> Boek:
    code, _, rest = merk.partition("-")
    jaar = rest.partition("-")[0]
    gemeente = Gemeente.objects.filter(cbs_code=code).first()
    if gemeente and jaar.isdigit() and len(jaar) == 4:
        boek = Boek(gemeente, int(jaar))
        if constant_time_compare(_kenmerk(boek), merk):
            return boek
    raise RegelFout(
        f"Op het blad Uitleg staat niet meer van welke gemeente deze werkmap is. Gevonden: ‘{merk}’. "
        "Haal een nieuwe werkmap op.",
        code="kenmerk",
    )
