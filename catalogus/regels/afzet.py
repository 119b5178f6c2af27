"""What gemeenten took of an edition: quantities, hours, turnover and cover. Read only.

Counted are confirmed and submitted afnames, each apart, per gemeente the newest of both. Of a gemeente with a confirmed and a
submitted version, `ingediend` holds what the submitted one changes: both together is what applies once it is confirmed.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from catalogus.models import Activiteit, Afname, Afnameregel, Deel, Editie, Gemeente, Kostenregel, Status, Tarief
from catalogus.regels import edities, kostprijs
from catalogus.regels.aanvraag import vastgelegd

NUL = Decimal(0)


@dataclass(frozen=True)
class Stand:
    """A figure over confirmed afnames, and what submitted ones add (below zero where they take away)."""

    bevestigd: Decimal = NUL
    ingediend: Decimal = NUL

    @property
    def samen(self) -> Decimal:
        return self.bevestigd + self.ingediend

    def __add__(self, ander: "Stand") -> "Stand":
        return Stand(self.bevestigd + ander.bevestigd, self.ingediend + ander.ingediend)

    def __mul__(self, factor: Decimal) -> "Stand":
        return Stand(self.bevestigd * factor, self.ingediend * factor)


def som(standen: Iterable[Stand]) -> Stand:
    return sum(standen, Stand())


@dataclass(frozen=True)
class Post:
    """What one gemeente took of one activity. `keer` is 1 where it is taken at all: fixed parts count once."""

    gemeente: Gemeente
    activiteit_id: int
    keer: Stand
    hoeveelheid: Stand
    bedrag: Stand  # euro


# ------------------------------------------------------------------ what was taken
def posten_van(*, editie: Editie) -> list[Post]:
    """Every gemeente × activity of the edition, in two queries."""
    afnames = Afname.objects.filter(editie=editie, status__in=[Status.BEVESTIGD, Status.INGEDIEND])
    geldend: dict[tuple[int, str], Afname] = {
        (afname.gemeente_id, afname.status): afname
        for afname in afnames.select_related("gemeente").order_by("versienummer", "pk")
    }
    regels: dict[int, dict[int, Afnameregel]] = {}
    for regel in Afnameregel.objects.filter(afname__in=list(geldend.values())).order_by("pk"):
        regels.setdefault(regel.afname_id, {})[regel.activiteit_id] = regel
    gemeenten = {afname.gemeente_id: afname.gemeente for afname in geldend.values()}
    posten = []
    for pk, gemeente in sorted(gemeenten.items(), key=lambda paar: paar[1].naam):
        bevestigd, ingediend = geldend.get((pk, Status.BEVESTIGD)), geldend.get((pk, Status.INGEDIEND))
        vast = regels.get(bevestigd.pk, {}) if bevestigd else {}
        nieuw = regels.get(ingediend.pk, {}) if ingediend else vast
        posten += [_post(gemeente, code, vast.get(code), nieuw.get(code)) for code in dict.fromkeys([*vast, *nieuw])]
    return posten


def _post(gemeente: Gemeente, activiteit_id: int, vast: Afnameregel | None, nieuw: Afnameregel | None) -> Post:
    def stand(waarde: Callable[[Afnameregel], Decimal]) -> Stand:
        eerst = waarde(vast) if vast else NUL
        return Stand(eerst, (waarde(nieuw) if nieuw else NUL) - eerst)

    return Post(
        gemeente,
        activiteit_id,
        keer=stand(lambda regel: Decimal(regel.hoeveelheid > 0)),
        hoeveelheid=stand(lambda regel: regel.hoeveelheid),
        bedrag=stand(lambda regel: vastgelegd(regel=regel)),
    )


# ------------------------------------------------------------------ who took what
@dataclass(frozen=True)
class Matrixrij:
    activiteit: Activiteit
    cellen: tuple[Stand, ...]  # quantity per gemeente, in the order of the matrix
    afnemers: Stand  # gemeenten
    hoeveelheid: Stand
    bedrag: Stand


@dataclass(frozen=True)
class Matrix:
    gemeenten: tuple[Gemeente, ...]
    rijen: tuple[Matrixrij, ...]
    totalen: tuple[Stand, ...]  # euro per gemeente, over the rows

    @property
    def totaal(self) -> Stand:
        return som(self.totalen)


def matrix(*, posten: list[Post], activiteiten: list[Activiteit]) -> Matrix:
    """Activities × gemeenten that took anything of the edition, in the given order of activities."""
    gemeenten = {post.gemeente.pk: post.gemeente for post in posten}
    per_cel = {(post.activiteit_id, post.gemeente.pk): post for post in posten}
    rijen, totalen = [], dict.fromkeys(gemeenten, Stand())
    for activiteit in activiteiten:
        rij = [per_cel.get((activiteit.pk, pk)) for pk in gemeenten]
        aanwezig = [post for post in rij if post]
        rijen.append(
            Matrixrij(
                activiteit,
                cellen=tuple(post.hoeveelheid if post else Stand() for post in rij),
                afnemers=som(post.keer for post in aanwezig),
                hoeveelheid=som(post.hoeveelheid for post in aanwezig),
                bedrag=som(post.bedrag for post in aanwezig),
            )
        )
        for post in aanwezig:
            totalen[post.gemeente.pk] += post.bedrag
    return Matrix(tuple(gemeenten.values()), tuple(rijen), tuple(totalen.values()))


# ------------------------------------------------------------------ hours against capacity
@dataclass(frozen=True)
class Urenregel:
    functiegroep: str
    uren: Stand
    capaciteit: Decimal | None  # hours a year; None when it was not filled in

    @property
    def deel(self) -> Decimal | None:
        """Hours sold as per cent of capacity."""
        return self.uren.samen * 100 / self.capaciteit if self.capaciteit else None

    @property
    def te_veel(self) -> bool:
        return self.capaciteit is not None and self.uren.samen > self.capaciteit


def uren(*, editie: Editie, posten: list[Post], activiteiten: list[Activiteit]) -> list[Urenregel]:
    """Hours per functiegroep by name: fixed hours once per gemeente, hours per unit × quantity, by the cost lines as they are
    now. `activiteiten` come with their kostenregels and functiegroepen (`edities.activiteiten_van`)."""
    per_activiteit: dict[int, list[Post]] = {}
    for post in posten:
        per_activiteit.setdefault(post.activiteit_id, []).append(post)
    gevraagd: dict[str, Stand] = {}
    for activiteit in activiteiten:
        keer = som(post.keer for post in per_activiteit.get(activiteit.pk, []))
        hoeveelheid = som(post.hoeveelheid for post in per_activiteit.get(activiteit.pk, []))
        for regel in activiteit.kostenregels.all():
            if regel.soort == Kostenregel.Soort.UREN and regel.functiegroep and regel.hoeveelheid:
                naam = regel.functiegroep.naam
                erbij = (keer if regel.deel == Deel.VAST else hoeveelheid) * regel.hoeveelheid
                gevraagd[naam] = gevraagd.get(naam, Stand()) + erbij
    capaciteit = dict(Tarief.objects.filter(editie=editie).values_list("functiegroep__naam", "capaciteit"))
    namen = sorted(capaciteit.keys() | gevraagd.keys())
    return [Urenregel(naam, gevraagd.get(naam, Stand()), capaciteit.get(naam)) for naam in namen]


def bezetting(*, regels: list[Urenregel]) -> Decimal | None:
    """Hours as per cent of capacity over the functiegroepen that have one; None when none has."""
    capaciteit = sum((regel.capaciteit for regel in regels if regel.capaciteit), NUL)
    gevraagd = sum((regel.uren.samen for regel in regels if regel.capaciteit), NUL)
    return gevraagd * 100 / capaciteit if capaciteit else None


# ------------------------------------------------------------------ turnover and cover
@dataclass(frozen=True)
class Omzetregel:
    """Euro. `omzet` is paid by gemeenten; `dekking` comes from elsewhere, None when it cannot be worked out."""

    naam: str
    nummer: int | None  # of the programmalijn
    omzet: Stand
    dekking: Stand | None

    @property
    def deel_dekking(self) -> Decimal | None:
        """Cover as per cent of turnover and cover together."""
        if self.dekking is None:
            return None
        samen = self.omzet.samen + self.dekking.samen
        return self.dekking.samen * 100 / samen if samen else None


Dekkingen = dict[int, tuple[Decimal, Decimal]]
Sleutel = TypeVar("Sleutel", int, str)  # what turnover is summed by


def dekkingen(*, editie: Editie, activiteiten: list[Activiteit]) -> Dekkingen:
    """Cover in euro (fixed, per unit) per pk of activity, by the cost lines as they are now; RegelFout without a tariff."""
    tarieven = edities.tarieven_van(editie=editie)
    opslag = kostprijs.opslag_van(editie=editie, activiteiten=activiteiten)
    uit = {}
    for activiteit in activiteiten:
        prijs = kostprijs.bereken(activiteit=activiteit, tarieven=tarieven, opslag=opslag)
        uit[activiteit.pk] = (prijs.vast.dekking, prijs.eenheid.dekking)
    return uit


def per_programmalijn(*, posten: list[Post], activiteiten: list[Activiteit], dekking: Dekkingen | None) -> list[Omzetregel]:
    """Turnover and cover of every programmalijn in the edition, by number."""
    lijnen = {activiteit.pk: activiteit.programmalijn for activiteit in activiteiten}
    namen = {lijn.nummer: lijn.naam for lijn in lijnen.values()}
    gevonden = _omzet(posten, lambda post: lijnen[post.activiteit_id].nummer, dekking)
    leeg = (Stand(), None if dekking is None else Stand())
    return [Omzetregel(namen[nummer], nummer, *gevonden.get(nummer, leeg)) for nummer in sorted(namen)]


def per_regio(*, posten: list[Post], dekking: Dekkingen | None) -> list[Omzetregel]:
    """Turnover and cover per region by name; gemeenten without one come last."""
    gevonden = _omzet(posten, lambda post: post.gemeente.regio, dekking)
    namen = sorted(gevonden, key=lambda naam: (not naam, naam))
    return [Omzetregel(naam or "Zonder regio", None, *gevonden[naam]) for naam in namen]


def totaalregel(*, regels: list[Omzetregel]) -> Omzetregel:
    """Sum of the rows; cover is None as soon as one row has none."""
    dekking = [regel.dekking for regel in regels]
    samen = None if None in dekking else som(stand for stand in dekking if stand)
    return Omzetregel("Totaal", None, som(regel.omzet for regel in regels), samen)


def _omzet(
    posten: list[Post], sleutel: Callable[[Post], Sleutel], dekking: Dekkingen | None
) -> dict[Sleutel, tuple[Stand, Stand | None]]:
    uit: dict[Sleutel, tuple[Stand, Stand | None]] = {}
    for post in posten:
        omzet, gedekt = uit.get(sleutel(post), (Stand(), None if dekking is None else Stand()))
        if dekking is not None and gedekt is not None:
            vast, eenheid = dekking[post.activiteit_id]
            gedekt += post.keer * vast + post.hoeveelheid * eenheid
        uit[sleutel(post)] = (omzet + post.bedrag, gedekt)
    return uit
