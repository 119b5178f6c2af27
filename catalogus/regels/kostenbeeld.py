"""What the cost screen shows of an activity: price beside last year's, split, when it pays for itself, and what to mind."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

from catalogus.models import Activiteit, Kostenregel, Prijsvorm
from catalogus.opmaak import afronden, euro, procent
from catalogus.regels import kostprijs
from catalogus.regels.aanbod import POSTNAMEN, Opbouwdeel
from catalogus.regels.aanbod import opbouw as opbouwbalken
from catalogus.regels.kostenstand import Bronstand, Uitkomst
from catalogus.regels.kostprijs import NUL, Kostprijs, Prijsgegevens
from catalogus.regels.prijswoorden import staffelklassen

GRENS = Decimal(10)  # per cent from last year's price that calls for a look


# ------------------------------------------------------------------ beside last year
@dataclass(frozen=True)
class Verschil:
    """One part of a price now and last year, in euro."""

    naam: str
    nu: Decimal
    toen: Decimal

    @property
    def procent(self) -> Decimal | None:
        return (self.nu / self.toen - 1) * 100 if self.toen else None

    @property
    def ver(self) -> bool:
        return self.procent is not None and abs(self.procent) > GRENS


def verschillen(*, activiteit: Activiteit, nu: Prijsgegevens | None, toen: Prijsgegevens | None) -> list[Verschil]:
    """The parts that both prices have: fixed, per unit, or every class with the same limit."""
    if nu is None or toen is None:
        return []
    if nu.staffel or toen.staffel:
        klassen = dict(toen.staffel)
        woorden = dict(zip((tot for tot, _ in nu.staffel), staffelklassen(prijs=nu, eenheid=activiteit.eenheid), strict=True))
        return [Verschil(woorden[tot][0], bedrag, klassen[tot]) for tot, bedrag in nu.staffel if tot in klassen]
    delen = [("Vast deel per jaar", nu.vast, toen.vast), (per_eenheid(activiteit), nu.per_eenheid, toen.per_eenheid)]
    return [Verschil(naam, nieuw, oud) for naam, nieuw, oud in delen if nieuw or oud]


def hoofdverschil(*, rijen: Sequence[Verschil]) -> Decimal | None:
    """The change in per cent that says most: that of the part with the largest price; of classes, the largest change."""
    bekend = [rij for rij in rijen if rij.procent is not None]
    if not bekend:
        return None
    if len(bekend) > 2:
        return max((rij.procent for rij in bekend if rij.procent is not None), key=abs)
    return bekend[-1].procent


def per_eenheid(activiteit: Activiteit) -> str:
    """'Per keer', 'Per jaar'."""
    return kostprijs.eenheidsprijs_tekst(activiteit=activiteit).capitalize()


# ------------------------------------------------------------------ when it pays for itself
@dataclass(frozen=True)
class Dekpunt:
    """From which quantity in a year the yield covers the fixed costs, in euro and units.

    Fixed costs are the fixed part of the expected gemeenten and the organisation costs that the expected quantity carries.
    Fixed yield is what the expected gemeenten and sources pay for the fixed part. Each unit contributes its price and cover
    less its direct costs. `aantal` is None when no quantity is enough.
    """

    vaste_kosten: Decimal
    vaste_opbrengst: Decimal
    bijdrage: Decimal
    aantal: Decimal | None


def dekpunt(*, uitkomst: Uitkomst) -> Dekpunt | None:
    """None for a price by classes, which has no price per unit, and for what is not priced or expected."""
    activiteit, kosten, prijs = uitkomst.activiteit, uitkomst.kosten, uitkomst.prijs
    if prijs is None or activiteit.prijsvorm not in {Prijsvorm.KOSTPRIJS, Prijsvorm.VAST_BEDRAG}:
        return None
    if not activiteit.verwachte_afnemers and not activiteit.verwachte_hoeveelheid:
        return None
    gemeenten = Decimal(activiteit.verwachte_afnemers)
    # A cost price is not rounded here: what rounding adds or takes away is not a reason to need one more.
    is_kostprijs = activiteit.prijsvorm == Prijsvorm.KOSTPRIJS
    vast = kosten.vast.prijs if is_kostprijs else prijs.vast
    eenheid = kosten.eenheid.prijs if is_kostprijs else prijs.per_eenheid
    vaste_kosten = gemeenten * kosten.vast.kosten + activiteit.verwachte_hoeveelheid * kosten.eenheid.opslag
    vaste_opbrengst = gemeenten * (vast + kosten.vast.dekking)
    bijdrage = eenheid + kosten.eenheid.dekking - kosten.eenheid.direct
    tekort = afronden(vaste_kosten - vaste_opbrengst, 6)
    aantal = None
    if tekort <= 0:
        aantal = NUL
    elif bijdrage > 0:
        aantal = afronden(tekort / bijdrage, 4).to_integral_value(ROUND_CEILING)
    return Dekpunt(vaste_kosten, vaste_opbrengst, bijdrage, aantal)


@dataclass(frozen=True)
class Klassebeeld:
    """A class beside the costs at its upper limit, in euro; costs are None for the last class, which has no limit."""

    woorden: str
    prijs: Decimal
    kosten: Decimal | None

    @property
    def verschil(self) -> Decimal | None:
        return None if self.kosten is None else self.prijs - self.kosten


def klassen(*, uitkomst: Uitkomst) -> list[Klassebeeld]:
    if not uitkomst.prijs or not uitkomst.prijs.staffel:
        return []
    woorden = staffelklassen(prijs=uitkomst.prijs, eenheid=uitkomst.activiteit.eenheid)
    return [
        Klassebeeld(tekst, bedrag, None if tot is None else uitkomst.kosten.vast.prijs + tot * uitkomst.kosten.eenheid.prijs)
        for (tekst, bedrag), (tot, _) in zip(woorden, uitkomst.prijs.staffel, strict=True)
    ]


# ------------------------------------------------------------------ a year
@dataclass(frozen=True)
class Jaar:
    """Euro of a year at a quantity. `opbrengst` is None for a price by classes: it depends on how the quantity is spread."""

    kosten: Decimal
    dekking: Decimal
    opbrengst: Decimal | None

    @property
    def saldo(self) -> Decimal | None:
        return None if self.opbrengst is None else self.opbrengst + self.dekking - self.kosten


def jaar(*, kosten: Kostprijs, prijs: Prijsgegevens | None, gemeenten: Decimal, aantal: Decimal) -> Jaar:
    """What `aantal` units for so many gemeenten cost and yield in a year."""

    def samen(vast: Decimal, eenheid: Decimal) -> Decimal:
        return gemeenten * vast + aantal * eenheid

    return Jaar(
        samen(kosten.vast.kosten, kosten.eenheid.kosten),
        samen(kosten.vast.dekking, kosten.eenheid.dekking),
        None if prijs is None or prijs.staffel else samen(prijs.vast, prijs.per_eenheid),
    )


# ------------------------------------------------------------------ split
@dataclass(frozen=True)
class Post:
    """One post of the build-up now and last year, with its place in the waterfall (of 100)."""

    post: str
    naam: str
    nu: Decimal
    toen: Decimal | None
    x: str
    breedte: str


@dataclass(frozen=True)
class Splitsing:
    """The build-up of one part of the cost price beside last year's."""

    sleutel: str
    naam: str
    posten: tuple[Post, ...]
    som: Decimal
    som_toen: Decimal | None
    som_breedte: str
    decimalen: int


def splitsing(*, activiteit: Activiteit, nu: Prijsgegevens, toen: Prijsgegevens | None) -> list[Splitsing]:
    """Both parts that have costs now, whatever the price form; a post of last year that is gone stays in the list."""
    return [
        _splits(deel, toen.opbouw if toen else None)
        for deel in opbouwbalken(prijs=nu, eenheid=activiteit.eenheid)
        if deel.rijen
    ]


def _splits(deel: Opbouwdeel, opbouw_toen: dict | None) -> Splitsing:
    sleutel = "vast" if deel.naam.startswith("Vast") else "eenheid"
    toen = {rij["post"]: Decimal(rij["bedrag"]) for rij in (opbouw_toen or {}).get(sleutel, [])}
    vergelijk = opbouw_toen is not None
    posten = [
        Post(rij.post, rij.naam, rij.bedrag, toen.get(rij.post, NUL) if vergelijk else None, rij.x, rij.breedte)
        for rij in deel.rijen
    ]
    weg = toen.keys() - {post.post for post in posten}
    posten += [Post(naam, POSTNAMEN[naam], NUL, toen[naam], "0", "0") for naam in kostprijs.POSTEN if naam in weg]
    naam = deel.naam.replace("Prijs per", "Per")
    som_toen = sum(toen.values(), NUL) if vergelijk else None
    return Splitsing(sleutel, naam, tuple(posten), deel.som, som_toen, deel.som_breedte, deel.decimalen)


# ------------------------------------------------------------------ lines of last year
def bedragen_toen(*, regels: Sequence[Kostenregel], vorige: Sequence[tuple[Kostenregel, Decimal | None, str]]) -> list:
    """Per line what the same line cost last year: same kind, description and part, else the only one of that kind and part."""

    def kenmerk(regel: Kostenregel) -> tuple:
        return (regel.soort, regel.functiegroep_id if regel.soort == Kostenregel.Soort.UREN else None, regel.deel)

    def zo_vaak(rijen: Sequence[Kostenregel], regel: Kostenregel) -> int:
        return sum(1 for andere in rijen if kenmerk(andere) == kenmerk(regel))

    precies = {(kenmerk(regel), regel.omschrijving): bedrag for regel, bedrag, _ in vorige}
    enige = {kenmerk(regel): bedrag for regel, bedrag, _ in vorige}
    oude = [regel for regel, _, _ in vorige]
    gevonden = []
    for regel in regels:
        sleutel = (kenmerk(regel), regel.omschrijving)
        uniek = zo_vaak(regels, regel) == 1 == zo_vaak(oude, regel)
        gevonden.append(precies.get(sleutel, enige.get(kenmerk(regel)) if uniek else None))
    return gevonden


# ------------------------------------------------------------------ what to mind
@dataclass(frozen=True)
class Waarschuwing:
    """A finding on the costs; `ernst` is fout when there is no price because of it."""

    soort: str
    tekst: str
    ernst: str = "let"


def waarschuwingen(
    *, uitkomst: Uitkomst, verschil: Sequence[Verschil], jaar_toen: int, bronnen: dict[int, Bronstand]
) -> list[Waarschuwing]:
    """Why there is no price, and what is odd about the one there is."""
    activiteit, kosten = uitkomst.activiteit, uitkomst.kosten
    gevonden = [Waarschuwing("fout", tekst, "fout") for tekst in uitkomst.fouten]
    heeft_kosten = bool(kosten.vast.kosten or kosten.eenheid.kosten)
    if heeft_kosten and not kosten.vast.uren and not kosten.eenheid.uren and activiteit.prijsvorm in kostprijs.GEPRIJSD:
        gevonden.append(Waarschuwing("geen-uren", "Er staan geen uren in de kostenregels."))
    gevonden += [
        Waarschuwing(
            "verschil",
            f"{rij.naam}: {procent(abs(rij.procent or NUL))} {'meer' if rij.nu > rij.toen else 'minder'} dan in {jaar_toen}.",
        )
        for rij in verschil
        if rij.ver
    ]
    for deel, waar in ((kosten.vast, "het vaste deel"), (kosten.eenheid, kostprijs.eenheidsprijs_tekst(activiteit=activiteit))):
        if deel.ongebruikt:
            decimalen = activiteit.prijsdecimalen if deel is kosten.eenheid else 2
            gevonden.append(
                Waarschuwing(
                    "dekking", f"De dekking is groter dan de kosten: {euro(deel.ongebruikt, decimalen)} over bij {waar}."
                )
            )
    gebruikt = {pk for deel in (kosten.vast, kosten.eenheid) for pk, bedrag in deel.dekkingen if bedrag}
    for pk in sorted(gebruikt):
        bron = bronnen[pk]
        if afronden(bron.uitgegeven, 2) > bron.beschikbaar:
            tekst = f"{euro(bron.uitgegeven)} uitgegeven in de hele editie, {euro(bron.beschikbaar)} beschikbaar."
            gevonden.append(Waarschuwing("bron", f"{bron.bron} is op: {tekst}"))
    return gevonden
