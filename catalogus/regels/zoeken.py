"""Finding activities of an edition: search that forgives, filters that combine, and how many each choice would leave.

Computes over the records of `kaarten`; asks the database nothing.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from rapidfuzz import process
from rapidfuzz.distance import OSA

from catalogus.models import Eenheid, Kenmerk, Pakket, Prijsvorm
from catalogus.opmaak import euro
from catalogus.regels.kaarten import PRIJSKLASSEN, Kaart, kenmerkvolgorde, vouw

SORTERINGEN = {
    "": "Best passend",
    "lijn": "Programmalijn",
    "titel": "Titel",
    "prijs": "Prijs, laag naar hoog",
    "nieuw": "Nieuw eerst",
}


# ------------------------------------------------------------------ search
def _punten(teksten: tuple[str, str, str, str], term: str) -> int:
    code, titel, samenvatting, rest = teksten
    if code == term:
        return 100
    if term in titel:
        return 40 if f" {term} " in f" {titel} " else 30 if f" {term}" in f" {titel}" else 20
    if term in code:
        return 15
    return 8 if term in samenvatting else 3 if term in rest else 0


def verbeter(*, term: str, kaarten: list[Kaart]) -> frozenset[str]:
    """Words of the edition that look like `term`: one mistake from four letters on, two from eight on."""
    if len(term) < 4:
        return frozenset()
    fouten = 1 if len(term) < 8 else 2
    woorden = {
        woord for kaart in kaarten for tekst in kaart.teksten for woord in tekst.split() if len(woord) >= len(term) - fouten
    }
    # Dutch joins words: what is typed may also be the misspelled beginning of a longer word.
    begin = {woord[:lengte] for woord in woorden for lengte in range(len(term) - 1, len(term) + 2)} if len(term) >= 6 else set()
    gevonden = process.extract(term, sorted(woorden | begin), scorer=OSA.distance, score_cutoff=fouten, limit=None)
    dichtbij = min((afstand for _, afstand, _ in gevonden), default=0)
    return frozenset(woord for woord, afstand, _ in gevonden if afstand == dichtbij)


def _zoek_tekst(kaarten: list[Kaart], q: str) -> tuple[dict[int, int], tuple[str, ...]]:
    """Points per pk of what fits all words of `q`, and the words that had to be read differently."""
    punten = {kaart.pk: 0 for kaart in kaarten}
    anders: list[str] = []
    for term in vouw(q).split():
        varianten = frozenset({term})
        if not any(term in tekst for kaart in kaarten for tekst in kaart.teksten):
            varianten = verbeter(term=term, kaarten=kaarten)
            anders.append(term)
        for kaart in kaarten:
            beste = max((_punten(kaart.teksten, variant) for variant in varianten), default=0)
            if kaart.pk in punten and beste:
                punten[kaart.pk] += beste
            else:
                punten.pop(kaart.pk, None)
    return punten, tuple(anders)


# ------------------------------------------------------------------ filters
@dataclass(frozen=True)
class Facet:
    """One way to narrow down. `opties` gives the (value, name) pairs of a card; it may have none."""

    sleutel: str
    naam: str
    opties: Callable[[Kaart], Iterable[tuple[str, str]]]
    uitleg: str = ""


def _van_kenmerk(soort: str) -> Callable[[Kaart], Iterable[tuple[str, str]]]:
    def opties(kaart: Kaart):
        for kenmerk in kaart.van_soort(soort):
            yield str(kenmerk.pk), f"{kenmerk.naam}, {kenmerk.leeftijd}" if kenmerk.leeftijd else kenmerk.naam

    return opties


def _zonder_ouder(waarde: Callable[[Kaart], tuple[str, str]]) -> Callable[[Kaart], Iterable[tuple[str, str]]]:
    return lambda kaart: () if kaart.is_ouder else (waarde(kaart),)


def prijsklassenaam(*, klasse: str) -> str:
    """'€ 100 tot en met € 500'."""
    if klasse == "geen":
        return "Nog geen prijs"
    van, tot = PRIJSKLASSEN[int(klasse)]
    if tot is None:
        return f"Meer dan {euro(van, 0)}"
    return f"{euro(van, 0)} tot en met {euro(tot, 0)}" if van else f"Tot en met {euro(tot, 0)}"


FACETTEN = (
    Facet("lijn", "Programmalijn", lambda kaart: ((str(kaart.lijn), kaart.lijnnaam),)),
    Facet("doelgroep", "Doelgroep", _van_kenmerk(Kenmerk.Soort.DOELGROEP)),
    Facet("pakket", "Pakket", lambda kaart: ((kaart.pakket, kaart.pakketnaam),)),
    Facet("eenheid", "Eenheid", _zonder_ouder(lambda kaart: (kaart.eenheid, Eenheid(kaart.eenheid).label.capitalize()))),
    Facet("prijsvorm", "Soort prijs", _zonder_ouder(lambda k: (k.prijsvorm, Prijsvorm(k.prijsvorm).label.capitalize()))),
    Facet(
        "prijs",
        "Prijs per jaar",
        _zonder_ouder(lambda kaart: (kaart.prijsklasse, prijsklassenaam(klasse=kaart.prijsklasse))),
        "Wat de kleinste keuze in een jaar kost.",
    ),
    Facet("wsob", "Wsob-functie", _van_kenmerk(Kenmerk.Soort.WSOB), "De vijf functies van de Bibliotheek in de wet."),
    Facet("pijler", "Pijler van het convenant", _van_kenmerk(Kenmerk.Soort.PIJLER)),
    Facet("opgave", "Maatschappelijke opgave", _van_kenmerk(Kenmerk.Soort.OPGAVE)),
)
_VASTE_VOLGORDE = {
    "pakket": list(Pakket.values),
    "eenheid": list(Eenheid.values),
    "prijsvorm": list(Prijsvorm.values),
    "lijn": [str(n) for n in range(100)],
    "prijs": [*(str(n) for n in range(len(PRIJSKLASSEN))), "geen"],
}


@dataclass(frozen=True)
class Filter:
    """What is asked: words, chosen values per key of a facet, an age in years, and the order."""

    q: str = ""
    gekozen: dict[str, frozenset[str]] = field(default_factory=dict)
    leeftijd: int | None = None
    sorteer: str = ""


@dataclass(frozen=True)
class Optie:
    waarde: str
    naam: str
    aantal: int
    gekozen: bool


@dataclass(frozen=True)
class Facetstand:
    facet: Facet
    opties: tuple[Optie, ...]

    @property
    def actief(self) -> int:
        return sum(optie.gekozen for optie in self.opties)


@dataclass(frozen=True)
class Uitkomst:
    kaarten: list[Kaart]
    facetten: list[Facetstand]
    anders_gelezen: tuple[str, ...]  # words that occur nowhere, for which the nearest were taken


def opties_van(*, kaarten: list[Kaart]) -> dict[str, dict[str, str]]:
    """Per key of a facet the values that occur, with their names, in the order to show."""
    uit: dict[str, dict[str, str]] = {}
    for facet in FACETTEN:
        gevonden = {waarde: naam for kaart in kaarten for waarde, naam in facet.opties(kaart)}
        volgorde = _VASTE_VOLGORDE.get(facet.sleutel) or [
            str(k.pk) for k in sorted({k for kaart in kaarten for k in kaart.kenmerken}, key=kenmerkvolgorde)
        ]
        uit[facet.sleutel] = {waarde: gevonden[waarde] for waarde in volgorde if waarde in gevonden}
    return uit


def zoek(*, kaarten: list[Kaart], filter: Filter) -> Uitkomst:
    """What fits, in order, and per option how many there would be: under all other choices, those of its own facet left out."""
    punten, anders = _zoek_tekst(kaarten, filter.q)
    aantallen: dict[tuple[str, str], int] = defaultdict(int)
    gevonden = []
    for kaart in kaarten:
        if kaart.pk not in punten or not _past_bij_leeftijd(kaart, filter.leeftijd):
            continue
        waarden = {facet.sleutel: {waarde for waarde, _ in facet.opties(kaart)} for facet in FACETTEN}
        mist = [sleutel for sleutel, gekozen in filter.gekozen.items() if gekozen and not gekozen & waarden[sleutel]]
        if not mist:
            gevonden.append(kaart)
        for sleutel in waarden if not mist else mist if len(mist) == 1 else ():
            for waarde in waarden[sleutel]:
                aantallen[sleutel, waarde] += 1
    namen = opties_van(kaarten=kaarten)
    facetten = [
        Facetstand(
            facet,
            tuple(
                Optie(waarde, naam, aantallen[facet.sleutel, waarde], waarde in filter.gekozen.get(facet.sleutel, ()))
                for waarde, naam in namen[facet.sleutel].items()
            ),
        )
        for facet in FACETTEN
    ]
    return Uitkomst(_sorteer(gevonden, filter, punten), facetten, anders)


def _past_bij_leeftijd(kaart: Kaart, leeftijd: int | None) -> bool:
    return leeftijd is None or any(kenmerk.omvat(leeftijd) for kenmerk in kaart.doelgroepen)


def _sorteer(kaarten: list[Kaart], filter: Filter, punten: dict[int, int]) -> list[Kaart]:
    def gewoon(kaart: Kaart) -> tuple:
        return kaart.lijn, kaart.teksten[1]

    sleutels: dict[str, Callable[[Kaart], tuple]] = {
        "": lambda kaart: (-punten[kaart.pk], *gewoon(kaart)),
        "lijn": gewoon,
        "titel": lambda kaart: (kaart.teksten[1],),
        "prijs": lambda kaart: (kaart.bedrag is None, kaart.bedrag or 0, *gewoon(kaart)),
        "nieuw": lambda kaart: (not kaart.nieuw, *gewoon(kaart)),
    }
    return sorted(kaarten, key=sleutels[filter.sorteer])


def verwant(*, kaart: Kaart, kaarten: list[Kaart], aantal: int = 4) -> list[Kaart]:
    """Activities like this one: most kenmerken in common, the same programmalijn counts for two. Never its parent or parts."""
    eigen = {kenmerk.pk for kenmerk in kaart.kenmerken}

    def gelijkenis(ander: Kaart) -> int:
        return len(eigen & {kenmerk.pk for kenmerk in ander.kenmerken}) + 2 * (ander.lijn == kaart.lijn)

    familie = {kaart.pk, kaart.ouder_id}
    rest = [a for a in kaarten if a.pk not in familie and a.ouder_id not in {kaart.pk, kaart.ouder_id or -1} and gelijkenis(a)]
    return sorted(rest, key=lambda ander: (-gelijkenis(ander), ander.lijn, ander.titel))[:aantal]
