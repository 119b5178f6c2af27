"""Conditions of chapters and blocks: which there are, and how they read."""

from collections.abc import Iterable

from catalogus.fouten import RegelFout
from catalogus.models import Functie, Indicator, Vestigingssoort

ALTIJD = "altijd"
FUNCTIES = {
    Functie.BIBLIOTHEEK: "een bibliotheek",
    Functie.SERVICEPUNT: "een servicepunt",
    Functie.IDO: "een Informatiepunt Digitale Overheid",
    Functie.DBOS_PO: "een basisschool met de Bibliotheek op school",
    Functie.DBOS_VO: "een middelbare school met de Bibliotheek op school",
    Functie.BOEKSTART_KO: "BoekStart in de kinderopvang",
    Functie.TAALHUIS: "een Taalhuis",
    Functie.LEERPLEIN: "een Leerplein",
    Vestigingssoort.OVERIG: "een kleine vestiging",
}
INHOUD = {"verhalen": "verhalen", "citaten": "citaten", "feiten": "feiten", "partners": "partners"}


def keuzes(*, indicatoren: Iterable[Indicator]) -> list:
    """What can be chosen, as grouped choices of a form."""
    return [
        ("", "Altijd"),
        ("Als de gemeente dit heeft", [(f"functie:{code}", f"alleen met {woord}") for code, woord in FUNCTIES.items()]),
        ("Als er iets te vertellen is", [(f"heeft:{code}", f"alleen als er {woord} zijn") for code, woord in INHOUD.items()]),
        (
            "Als een cijfer niet nul is",
            [(f"cijfer:{i.code}", f"alleen als ‘{i.naam}’ niet nul is") for i in indicatoren],
        ),
    ]


def in_woorden(*, voorwaarde: str, indicatoren: Iterable[Indicator]) -> str:
    """How a condition reads; one that does not exist any more says so."""
    if not voorwaarde:
        return ALTIJD
    groepen = keuzes(indicatoren=indicatoren)[1:]
    woorden = {code: woord for _, opties in groepen for code, woord in opties}
    return woorden.get(voorwaarde, f"‘{voorwaarde}’, en dat bestaat niet meer")


def toets_voorwaarde(*, voorwaarde: str) -> None:
    soort, _, sleutel = voorwaarde.partition(":")
    bestaat = (
        not voorwaarde
        or (soort == "functie" and sleutel in FUNCTIES)
        or (soort == "heeft" and sleutel in INHOUD)
        or (soort == "cijfer" and Indicator.objects.filter(code=sleutel).exists())
    )
    if not bestaat:
        raise RegelFout(
            f"De voorwaarde ‘{voorwaarde}’ bestaat niet. Kies er een uit de lijst.", code="bestaat-niet", veld="voorwaarde"
        )
