"""What stands around an activity: build-up of its price, price over the years, how many others take it, what is chosen."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Q, QuerySet

from catalogus.fouten import RegelFout
from catalogus.models import (
    Activiteit,
    Afname,
    Afnameregel,
    Deel,
    Editie,
    Eenheid,
    Financieringsbron,
    Gemeente,
    Kostenregel,
    Prijs,
    Prijsvorm,
    Status,
    Tarief,
)
from catalogus.opmaak import hoeveelheid
from catalogus.regels import kostprijs
from catalogus.regels.kostprijs import NUL, Prijsgegevens
from catalogus.regels.prijswoorden import Prijswoorden, gegevens_van, hoofdbedrag, prijs_in_woorden

POSTNAMEN = {
    "personeel": "Personeel",
    "materiaal": "Materiaal",
    "inkoop": "Inkoop",
    "reis": "Reiskosten",
    "huisvesting": "Huisvesting",
    "overig": "Overige kosten",
    "organisatiekosten": "Organisatiekosten",
    "dekking": "Betaald door anderen",
}
KLEINSTE_GROEP = 4  # fewer gemeenten than this are never counted together


# ------------------------------------------------------------------ build-up
@dataclass(frozen=True)
class Opbouwrij:
    post: str
    naam: str
    bedrag: Decimal
    x: str  # where the bar starts and how wide it is, of 100; text, because SVG wants a full stop
    breedte: str


@dataclass(frozen=True)
class Opbouwdeel:
    """The build-up of one part of a price; `decimalen` are those of its amounts."""

    naam: str
    rijen: tuple[Opbouwrij, ...]
    som: Decimal
    som_breedte: str
    decimalen: int


def opbouw(*, prijs: Prijsgegevens, eenheid: str) -> list[Opbouwdeel]:
    """Published build-up as bars that start where the one before ended; empty for a price without one."""
    decimalen = 4 if eenheid == Eenheid.INWONER else 2
    per = "Prijs per jaar" if eenheid == Eenheid.VAST else f"Prijs per {Eenheid(eenheid).label}"
    delen = [("Vast deel per jaar", "vast", 2), (per, "eenheid", decimalen)]
    return [_opbouwdeel(naam, prijs.opbouw[sleutel], aantal) for naam, sleutel, aantal in delen if prijs.opbouw.get(sleutel)]


def _opbouwdeel(naam: str, posten: list[dict], decimalen: int) -> Opbouwdeel:
    stand, reeks = NUL, []
    for post in posten:
        bedrag = Decimal(post["bedrag"])
        reeks.append((post["post"], bedrag, min(stand, stand + bedrag)))
        stand += bedrag
    hoogste = max([begin + abs(bedrag) for _, bedrag, begin in reeks] + [stand, Decimal("0.0001")])

    def deel(bedrag: Decimal) -> str:
        return f"{bedrag / hoogste * 100:.1f}"

    rijen = tuple(Opbouwrij(post, POSTNAMEN[post], bedrag, deel(begin), deel(abs(bedrag))) for post, bedrag, begin in reeks)
    return Opbouwdeel(naam, rijen, stand, deel(stand), decimalen)


@dataclass(frozen=True)
class Kostenrij:
    deel: str
    naam: str
    hoeveelheid: str
    tarief: Decimal | None
    bedrag: Decimal


def kostenregels(*, activiteit: Activiteit, prijs: Prijsgegevens) -> list[Kostenrij]:
    """Every cost line with its amount, opslag and cover. Empty when the lines no longer give the published price."""
    tarieven = dict(Tarief.objects.filter(editie=activiteit.editie).values_list("functiegroep_id", "uurtarief"))
    try:
        opslag = kostprijs.opslag_van(editie=activiteit.editie, activiteiten=[])
        kosten = kostprijs.bereken(activiteit=activiteit, tarieven=tarieven, opslag=opslag)
        nu = kostprijs.prijsgegevens(activiteit=activiteit, kostprijs=kosten)
    except RegelFout:
        return []
    if activiteit.prijsvorm != Prijsvorm.KOSTPRIJS or (nu.vast, nu.per_eenheid) != (prijs.vast, prijs.per_eenheid):
        return []
    return _kostenrijen(activiteit, Deel.VAST, kosten.vast, tarieven) + _kostenrijen(
        activiteit, Deel.EENHEID, kosten.eenheid, tarieven
    )


def _kostenrijen(activiteit, deel: str, kosten: kostprijs.Deelprijs, tarieven) -> list[Kostenrij]:
    naam = "Vast deel" if deel == Deel.VAST else kostprijs.eenheidsprijs_tekst(activiteit=activiteit).capitalize()
    rijen = []
    for regel in activiteit.kostenregels.all():
        if regel.deel != deel:
            continue
        in_uren = regel.soort == Kostenregel.Soort.UREN
        wat = ": ".join(t for t in (str(regel.functiegroep) if in_uren else "", regel.omschrijving) if t)
        aantal = f"{hoeveelheid(regel.hoeveelheid)} uur" if in_uren else hoeveelheid(regel.hoeveelheid)
        tarief = tarieven[regel.functiegroep_id] if in_uren else regel.prijs
        bedrag = kostprijs.regelkosten(regel=regel, tarieven=tarieven)
        rijen.append(Kostenrij(naam, wat or regel.get_soort_display().capitalize(), aantal, tarief, bedrag))
    if kosten.opslag:
        rijen.append(Kostenrij(naam, "Organisatiekosten", "", None, kosten.opslag))
    bronnen: dict[int, Financieringsbron] = {d.bron_id: d.bron for d in activiteit.dekkingen.all()}
    rijen += [Kostenrij(naam, f"Betaald door: {bronnen[pk]}", "", None, -bedrag) for pk, bedrag in kosten.dekkingen]
    return rijen


# ------------------------------------------------------------------ around it
@dataclass(frozen=True)
class Verloop:
    jaar: int
    woorden: Prijswoorden
    bedrag: Decimal | None  # comparable with the other years; None where the unit or the form differs
    hoogte: int = 0  # of the bar, of 76


def prijsverloop(*, activiteit: Activiteit, edities: list[Editie]) -> list[Verloop]:
    """Newest price per edition of this code and of its predecessor, oldest first; only editions in `edities`."""
    voorganger = activiteit.voorganger
    rijen = Activiteit.objects.filter(Q(code=activiteit.code) | Q(code=voorganger.code if voorganger else activiteit.code))
    rijen = rijen.filter(editie__in=edities, editie__jaar__lte=activiteit.editie.jaar)
    prijzen = {prijs.activiteit_id: prijs for prijs in Prijs.objects.filter(activiteit__in=rijen).order_by("versie")}
    per_jaar: dict[int, tuple[Activiteit, Prijsgegevens | None]] = {}
    for rij in rijen.select_related("editie").order_by("editie__jaar"):
        if rij.editie.jaar not in per_jaar or rij.code == activiteit.code:
            gevonden = prijzen.get(rij.pk)
            per_jaar[rij.editie.jaar] = (rij, gegevens_van(prijs=gevonden) if gevonden else None)
    bedragen = {
        jaar: hoofdbedrag(prijs=prijs)
        for jaar, (rij, prijs) in per_jaar.items()
        if prijs and (rij.eenheid, rij.prijsvorm) == (activiteit.eenheid, activiteit.prijsvorm) and hoofdbedrag(prijs=prijs)
    }
    hoogste = max(bedragen.values(), default=NUL)
    verloop = []
    for jaar, (rij, prijs) in per_jaar.items():
        hoogte = round(bedragen[jaar] / hoogste * 76) if jaar in bedragen else 0
        woorden = prijs_in_woorden(prijs=prijs, eenheid=rij.eenheid, prijsvorm=rij.prijsvorm)
        verloop.append(Verloop(jaar, woorden, bedragen.get(jaar), hoogte))
    return verloop


def anderen(*, activiteit: Activiteit, gemeente: Gemeente) -> list[tuple[int, int, int]]:
    """(year, how many, of how many) other participating gemeenten submitted or confirmed this: this edition and the one before.

    A part counts for its parent. Only numbers, only of gemeenten that allow comparison, and only when the group has four
    or more; else the year is left out.
    """
    uit = []
    for jaar in (activiteit.editie.jaar, activiteit.editie.jaar - 1):
        groep = Gemeente.objects.deelnemers(jaar).filter(vergelijken_toegestaan=True).exclude(pk=gemeente.pk)
        regels = Afnameregel.objects.filter(
            Q(activiteit__code=activiteit.code) | Q(activiteit__ouder__code=activiteit.code),
            afname__gemeente__in=groep,
            afname__editie__jaar=jaar,
            afname__status__in=[Status.INGEDIEND, Status.BEVESTIGD],
            hoeveelheid__gt=0,
        )
        groot = groep.count()
        if groot >= KLEINSTE_GROEP:
            kiezen = regels.aggregate(aantal=Count("afname__gemeente", distinct=True))["aantal"]
            uit.append((jaar, kiezen, groot))
    return uit


# ------------------------------------------------------------------ what is chosen so far
@dataclass(frozen=True)
class Concept:
    """A concept of a gemeente in an edition: quantity and lock number of its lines, per pk of activity."""

    pk: int
    naam: str
    voorganger_id: int | None
    regels: dict[int, Decimal]
    sloten: dict[int, int]


def concepten(*, afnames: QuerySet[Afname]) -> list[Concept]:
    """The concepts among `afnames` with their lines, newest first, in one query."""
    rijen = (
        afnames.filter(status=Status.CONCEPT)
        .order_by("-pk")
        .values_list("pk", "naam", "voorganger_id", "regels__activiteit_id", "regels__hoeveelheid", "regels__slot")
    )
    gevonden: dict[int, Concept] = {}
    for pk, naam, voorganger_id, activiteit_id, aantal, slot in rijen:
        concept = gevonden.setdefault(pk, Concept(pk, naam, voorganger_id, {}, {}))
        if activiteit_id:
            concept.regels[activiteit_id] = aantal
            concept.sloten[activiteit_id] = slot
    return list(gevonden.values())
