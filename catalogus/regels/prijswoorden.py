"""Quantities and prices in Dutch words, the way lists, pages and documents say them."""

from dataclasses import dataclass
from decimal import Decimal

from catalogus.models import Eenheid, Grondslag, Prijs, Prijsvorm
from catalogus.opmaak import euro, hoeveelheid
from catalogus.regels.kostprijs import Prijsgegevens

MEERVOUD = {
    Eenheid.LOCATIE: "locaties",
    Eenheid.DEELNEMER: "deelnemers",
    Eenheid.LEERLING: "leerlingen",
    Eenheid.GROEP: "groepen",
    Eenheid.INWONER: "inwoners",
    Eenheid.COLLECTIE: "collecties",
}


def eenheid_in_woorden(*, eenheid: str, aantal: Decimal | int = 2) -> str:
    """The unit behind a quantity: 1 locatie, 2 locaties, 3 keer. A fixed amount has none."""
    if eenheid == Eenheid.VAST:
        return ""
    enkel = Eenheid(eenheid).label
    return str(enkel if aantal == 1 else MEERVOUD.get(Eenheid(eenheid), enkel))


def met_eenheid(*, aantal: Decimal | int, eenheid: str) -> str:
    """'120 keer', '1 locatie'; for a fixed amount only the number."""
    return f"{hoeveelheid(aantal)} {eenheid_in_woorden(eenheid=eenheid, aantal=aantal)}".strip()


@dataclass(frozen=True)
class Prijswoorden:
    """A price as one reads it; `bedrag` is the part to print large."""

    bedrag: str
    voor: str = ""
    achter: str = ""

    def __str__(self):
        return " ".join(deel for deel in (self.voor, self.bedrag, self.achter) if deel)


def prijs_in_woorden(*, prijs: Prijsgegevens | None, eenheid: str, prijsvorm: str, is_ouder: bool = False) -> Prijswoorden:
    """'€ 186,40 per keer + € 322,08 per jaar', 'volgens staffel vanaf € 106,00 per locatie', 'Inbegrepen', 'Prijs op aanvraag'.

    The fixed part is per gemeente and year. A parent has no price of its own.
    """
    if is_ouder:
        return Prijswoorden("Prijs per onderdeel")
    if prijsvorm == Prijsvorm.INBEGREPEN:
        return Prijswoorden("Inbegrepen")
    if prijsvorm == Prijsvorm.OP_AANVRAAG:
        return Prijswoorden("Prijs op aanvraag")
    if prijs is None:
        return Prijswoorden("Nog geen prijs")
    if prijs.staffel:
        per = "per locatie" if prijs.grondslag == "locatie" else ""
        return Prijswoorden(euro(min(bedrag for _, bedrag in prijs.staffel)), "volgens staffel vanaf", per)
    if eenheid == Eenheid.VAST or not prijs.per_eenheid:
        samen = prijs.vast + prijs.per_eenheid
        return Prijswoorden(euro(samen), achter="per jaar") if samen else Prijswoorden("Geen kosten")
    per = f"per {Eenheid(eenheid).label}"
    if prijs.vast:
        per += f" + {euro(prijs.vast)} per jaar"
    return Prijswoorden(euro(prijs.per_eenheid, 4 if eenheid == Eenheid.INWONER else 2), achter=per)


def gegevens_van(*, prijs: Prijs) -> Prijsgegevens:
    """A stored price as the frozen record that the rules of amounts work with."""
    staffel = tuple((None if tot is None else Decimal(tot), Decimal(bedrag)) for tot, bedrag in prijs.staffel)
    return Prijsgegevens(prijs.vast, prijs.per_eenheid, prijs.opbouw, prijs.grondslag, staffel)


def hoofdbedrag(*, prijs: Prijsgegevens) -> Decimal:
    """The amount in a price that says most: lowest class, else per unit, else fixed. Euro."""
    if prijs.staffel:
        return min(bedrag for _, bedrag in prijs.staffel)
    return prijs.per_eenheid or prijs.vast


def verandering(*, nu: Prijsgegevens, toen: Prijsgegevens) -> Decimal | None:
    """Growth in per cent between two prices that have one and the same part; else None."""

    def delen(prijs: Prijsgegevens) -> tuple[bool, bool, bool]:
        return bool(prijs.vast), bool(prijs.per_eenheid), bool(prijs.staffel)

    if delen(nu) != delen(toen) or sum(delen(nu)) != 1 or nu.staffel:
        return None
    return (hoofdbedrag(prijs=nu) / hoofdbedrag(prijs=toen) - 1) * 100


def staffelklassen(*, prijs: Prijsgegevens, eenheid: str) -> list[tuple[str, Decimal]]:
    """Each class in words with its price in euro: ('51 tot en met 100 leerlingen', 212)."""
    klassen, van = [], Decimal(1)
    per = eenheid_in_woorden(eenheid=eenheid)
    for tot, bedrag in prijs.staffel:
        if tot is None:
            woorden = f"{hoeveelheid(van)} {per} of meer"
        elif tot == van:
            woorden = met_eenheid(aantal=tot, eenheid=eenheid)
        else:
            woorden = f"{hoeveelheid(van)} tot en met {hoeveelheid(tot)} {per}"
        klassen.append((woorden, bedrag))
        van = van if tot is None else tot + 1
    return klassen


def staffeluitleg(*, prijs: Prijsgegevens, eenheid: str) -> str:
    """How the classes work, with an example from this price."""
    if prijs.grondslag != Grondslag.LOCATIE:
        return "Jullie betalen de prijs van de klasse waarin jullie totaal valt."
    uitleg = "Elke locatie betaalt de prijs van haar eigen klasse."
    grens, bedrag = prijs.staffel[0]
    if grens is None:
        return uitleg
    per_locatie = met_eenheid(aantal=grens, eenheid=eenheid)
    return f"{uitleg} Drie locaties met elk {per_locatie} betalen dus drie keer {euro(bedrag)}."
