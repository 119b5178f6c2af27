"""What the controller of an edition asks: costs beside yield, cover per source, and what tariff, volume and services do.

Read only. Amounts are euro, unrounded unless a rule rounds them.
"""

import copy
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from catalogus.models import (
    Activiteit,
    Bronbedrag,
    Deel,
    Editie,
    Financieringsbron,
    Functiegroep,
    Gemeente,
    Kostenregel,
    Programmalijn,
)
from catalogus.regels import kostenbeeld, kostenstand, kostprijs
from catalogus.regels.afzet import Post, Stand
from catalogus.regels.kostenstand import Kostenstand, Uitkomst
from catalogus.regels.kostprijs import NUL, Kostprijs, Prijsgegevens

NIEUW = 0  # pk of a service that is only supposed


# ------------------------------------------------------------------ costs beside yield
@dataclass(frozen=True)
class Resultaat:
    """What was taken costs `direct` and its share of organisation costs; gemeenten and sources pay."""

    direct: Decimal = NUL
    organisatie: Decimal = NUL
    dekking: Decimal = NUL
    opbrengst: Decimal = NUL

    @property
    def kosten(self) -> Decimal:
        return self.direct + self.organisatie

    @property
    def saldo(self) -> Decimal:
        return self.opbrengst + self.dekking - self.kosten

    @property
    def graad(self) -> Decimal | None:
        """Yield and cover as per cent of the costs."""
        return (self.opbrengst + self.dekking) * 100 / self.kosten if self.kosten else None

    def __add__(self, ander: "Resultaat") -> "Resultaat":
        return Resultaat(
            self.direct + ander.direct,
            self.organisatie + ander.organisatie,
            self.dekking + ander.dekking,
            self.opbrengst + ander.opbrengst,
        )


@dataclass(frozen=True)
class Activiteitresultaat:
    """One activity over all gemeenten that took it. `onvolledig`: some of its cost lines could not be worked out."""

    activiteit: Activiteit
    gemeenten: Decimal
    hoeveelheid: Decimal
    resultaat: Resultaat
    onvolledig: bool


@dataclass(frozen=True)
class Lijnresultaat:
    programmalijn: Programmalijn
    rijen: tuple[Activiteitresultaat, ...]

    @property
    def resultaat(self) -> Resultaat:
        return som(rij.resultaat for rij in self.rijen)


def som(resultaten: Iterable[Resultaat]) -> Resultaat:
    return sum(resultaten, Resultaat())


def resultaten(*, uitkomsten: dict[int, Uitkomst], posten: Sequence[Post]) -> list[Lijnresultaat]:
    """Per programmalijn the activities of which anything was confirmed, by the costs as they are now."""
    lijnen: dict[int, list[Activiteitresultaat]] = {}
    for pk, uitkomst in uitkomsten.items():
        genomen = [post for post in posten if post.activiteit_id == pk]
        keer = sum((post.keer.bevestigd for post in genomen), NUL)
        hoeveelheid = sum((post.hoeveelheid.bevestigd for post in genomen), NUL)
        opbrengst = sum((post.bedrag.bevestigd for post in genomen), NUL)
        if keer or opbrengst:
            rij = Activiteitresultaat(
                uitkomst.activiteit,
                keer,
                hoeveelheid,
                _resultaat(uitkomst.kosten, keer, hoeveelheid, opbrengst),
                bool(uitkomst.fouten),
            )
            lijnen.setdefault(uitkomst.activiteit.programmalijn.nummer, []).append(rij)
    return [Lijnresultaat(lijnen[n][0].activiteit.programmalijn, tuple(lijnen[n])) for n in sorted(lijnen)]


def _resultaat(kosten: Kostprijs, keer: Decimal, hoeveelheid: Decimal, opbrengst: Decimal) -> Resultaat:
    vast, eenheid = kosten.vast, kosten.eenheid
    return Resultaat(
        keer * vast.direct + hoeveelheid * eenheid.direct,
        keer * vast.opslag + hoeveelheid * eenheid.opslag,
        keer * vast.dekking + hoeveelheid * eenheid.dekking,
        opbrengst,
    )


# ------------------------------------------------------------------ expected, as if it were taken
def verwacht(*, uitkomsten: dict[int, Uitkomst]) -> list[Post]:
    """The expected quantities as posts of nobody. Where the price is by classes, the yield is taken to be what it costs."""
    posten = []
    for pk, uitkomst in uitkomsten.items():
        activiteit = uitkomst.activiteit
        keer, aantal = Decimal(activiteit.verwachte_afnemers), Decimal(activiteit.verwachte_hoeveelheid)
        jaar = kostenbeeld.jaar(kosten=uitkomst.kosten, prijs=uitkomst.prijs, gemeenten=keer, aantal=aantal)
        heeft_klassen = uitkomst.prijs is not None and bool(uitkomst.prijs.staffel)
        opbrengst = jaar.kosten - jaar.dekking if heeft_klassen else jaar.opbrengst or NUL
        posten.append(Post(Gemeente(), pk, Stand(keer), Stand(aantal), Stand(opbrengst)))
    return posten


# ------------------------------------------------------------------ sources
@dataclass(frozen=True)
class Bronrij:
    """A source in a year: what there is, and what is given out as expected and by confirmed afnames."""

    bron: Financieringsbron
    jaar: int
    beschikbaar: Decimal
    verwacht: Decimal
    bevestigd: Decimal

    @property
    def over(self) -> Decimal:
        return self.beschikbaar - self.verwacht

    @property
    def over_nu(self) -> Decimal:
        return self.beschikbaar - self.bevestigd


def bronnen(*, per_editie: Sequence[tuple[Editie, dict[int, Uitkomst], Sequence[Post]]]) -> list[Bronrij]:
    """Every source of the library × year of these editions in which there is money or any is given out; by name and year."""
    jaren = [editie.jaar for editie, _, _ in per_editie]
    bedragen = {(b.bron_id, b.jaar): b.bedrag for b in Bronbedrag.objects.filter(jaar__in=jaren)}
    alle = Financieringsbron.objects.filter(ontvanger=Financieringsbron.Ontvanger.BIBLIOTHEEK)
    rijen = []
    gebruik = {editie.jaar: _gebruik(uitkomsten, posten) for editie, uitkomsten, posten in per_editie}
    for bron in alle:
        for jaar in sorted(jaren):
            beschikbaar = bedragen.get((bron.pk, jaar))
            uit = gebruik[jaar].get(bron.pk)
            if beschikbaar is not None or uit:
                rijen.append(Bronrij(bron, jaar, beschikbaar or NUL, *(uit or (NUL, NUL))))
    return rijen


def _gebruik(uitkomsten: dict[int, Uitkomst], posten: Sequence[Post]) -> dict[int, tuple[Decimal, Decimal]]:
    """(expected, confirmed) per pk of source."""
    uit: dict[int, tuple[Decimal, Decimal]] = {}

    def tel(alle: Sequence[Post], plaats: int) -> None:
        for post in alle:
            kosten = uitkomsten[post.activiteit_id].kosten
            for deel, maal in ((kosten.vast, post.keer.bevestigd), (kosten.eenheid, post.hoeveelheid.bevestigd)):
                for bron, bedrag in deel.dekkingen:
                    tot_nu = list(uit.get(bron, (NUL, NUL)))
                    tot_nu[plaats] += bedrag * maal
                    uit[bron] = (tot_nu[0], tot_nu[1])

    tel(verwacht(uitkomsten=uitkomsten), 0)
    tel(posten, 1)
    return uit


# ------------------------------------------------------------------ tariff and volume
SCENARIOS = ("tarief omlaag", "tarief omhoog", "volume omlaag", "volume omhoog")


@dataclass(frozen=True)
class Gevoeligheid:
    """A programmalijn (None: all of them) now, and in the order of SCENARIOS."""

    programmalijn: Programmalijn | None
    nu: Resultaat
    anders: tuple[Resultaat, ...]

    @property
    def prijsdruk(self) -> tuple[Decimal | None, ...]:
        """How much what gemeenten pay would have to change to cover the costs as well as now, in per cent."""
        basis = self.nu.kosten - self.nu.dekking
        return tuple(
            ((ander.kosten - ander.dekking) / basis - 1) * 100 if basis else None for ander in self.anders[:2]
        )  # only tariffs move a price; volume moves what it has to cover


def gevoeligheid(*, stand: Kostenstand, posten: Sequence[Post], procent: Decimal) -> list[Gevoeligheid]:
    """Per programmalijn and in all: tariffs and volume `procent` down and up, at the prices of now.

    Organisation costs stay as they are: neither a tariff nor another volume changes them. With another volume direct costs,
    cover and yield move along.
    """
    nu = resultaten(uitkomsten=kostenstand.uitkomsten(stand=stand), posten=posten)
    anders: list[list[Lijnresultaat]] = []
    for richting in (-1, 1):
        factor = 1 + richting * procent / 100
        tarieven = {pk: tarief * factor for pk, tarief in stand.tarieven.items()}
        andere = kostenstand.uitkomsten(stand=kostenstand.met_tarieven(stand=stand, tarieven=tarieven))
        anders.append(resultaten(uitkomsten=andere, posten=posten))
    rijen = []
    for plek, lijn in enumerate(nu):
        vast = lijn.resultaat
        tarief = [replace(lijnen[plek].resultaat, organisatie=vast.organisatie) for lijnen in anders]
        volume = [_maal(vast, 1 + richting * procent / 100) for richting in (-1, 1)]
        rijen.append(Gevoeligheid(lijn.programmalijn, vast, (*tarief, *volume)))
    samen = [som(rij.anders[plek] for rij in rijen) for plek in range(len(SCENARIOS))]
    return [*rijen, Gevoeligheid(None, som(rij.nu for rij in rijen), tuple(samen))]


def _maal(resultaat: Resultaat, factor: Decimal) -> Resultaat:
    return Resultaat(resultaat.direct * factor, resultaat.organisatie, resultaat.dekking * factor, resultaat.opbrengst * factor)


# ------------------------------------------------------------------ a service more or less
@dataclass(frozen=True)
class Dienst:
    """A service that does not exist yet: hours of the fixed part and per unit, for how many gemeenten and units."""

    naam: str
    functiegroep: Functiegroep
    uren_vast: Decimal
    uren_eenheid: Decimal
    gemeenten: int
    aantal: Decimal


@dataclass(frozen=True)
class Dienstrij:
    """An activity before and after: cost price and share of the organisation costs; None where it is not there."""

    activiteit: Activiteit
    voor: Prijsgegevens | None
    na: Prijsgegevens | None
    aandeel_voor: Decimal | None
    aandeel_na: Decimal | None

    @property
    def procent(self) -> Decimal | None:
        """Change of what one unit and one fixed part cost together."""
        if self.voor is None or self.na is None:
            return None
        toen, nu = (prijs.vast + prijs.per_eenheid for prijs in (self.voor, self.na))
        return (nu / toen - 1) * 100 if toen else None


@dataclass(frozen=True)
class Dienstwissel:
    """All prices before and after. `per_uur` is the organisation costs per hour, None when they are a percentage."""

    rijen: tuple[Dienstrij, ...]
    per_uur: tuple[Decimal, Decimal] | None
    verdeeld: tuple[Decimal, Decimal] | None  # the shares together, before and after


def wissel_dienst(*, stand: Kostenstand, weg: int | None = None, nieuw: Dienst | None = None) -> Dienstwissel:
    """What all cost prices do when an activity (pk `weg`) goes and a supposed service comes.

    Organisation costs are spread afresh both times, also when the rate of the edition is frozen: it shows what a price would
    be, not what it is. RegelFout when there are no hours left to spread them over.
    """
    voor = _ontdooid(stand, stand.activiteiten)
    over = [a for a in stand.activiteiten if a.pk != weg]
    na = _ontdooid(stand, [*over, *([als_activiteit(dienst=nieuw, editie=stand.editie)] if nieuw else [])])
    spreidt = stand.editie.opslagmethode == Editie.Opslagmethode.SPREIDING
    prijzen_voor, prijzen_na = _kostprijzen(voor), _kostprijzen(na)
    delen_voor, delen_na = (_aandelen(s) if spreidt else {} for s in (voor, na))
    alle = {a.pk: a for a in (*voor.activiteiten, *na.activiteiten) if a.pk in prijzen_voor or a.pk in prijzen_na}
    rijen = tuple(
        Dienstrij(a, prijzen_voor.get(pk), prijzen_na.get(pk), delen_voor.get(pk), delen_na.get(pk)) for pk, a in alle.items()
    )
    if not spreidt:
        return Dienstwissel(rijen, None, None)
    samen = (sum(delen_voor.values(), NUL), sum(delen_na.values(), NUL))
    return Dienstwissel(rijen, (voor.opslag.per_uur, na.opslag.per_uur), samen)


def als_activiteit(*, dienst: Dienst, editie: Editie) -> Activiteit:
    """The supposed service as an activity that is not in the database."""
    activiteit = Activiteit(
        pk=NIEUW,
        editie=editie,
        code="NIEUW",
        titel=dienst.naam,
        verwachte_afnemers=dienst.gemeenten,
        verwachte_hoeveelheid=dienst.aantal,
    )
    regels = [
        Kostenregel(
            activiteit=activiteit,
            soort=Kostenregel.Soort.UREN,
            functiegroep=dienst.functiegroep,
            deel=deel,
            hoeveelheid=uren,
        )
        for deel, uren in ((Deel.VAST, dienst.uren_vast), (Deel.EENHEID, dienst.uren_eenheid))
        if uren
    ]
    return kostenstand.met_regels(activiteit=activiteit, kostenregels=regels, dekkingen=[], staffels=[])


def _ontdooid(stand: Kostenstand, activiteiten: Sequence[Activiteit]) -> Kostenstand:
    """The edition with these activities, spread by the hours of now. RegelFout without hours."""
    editie = copy.copy(stand.editie)
    editie.opslagtarief = None
    opslag = kostprijs.opslag_van(editie=editie, activiteiten=list(activiteiten))
    return replace(stand, editie=editie, activiteiten=tuple(activiteiten), opslag=opslag, opslagfout="")


def _kostprijzen(stand: Kostenstand) -> dict[int, Prijsgegevens]:
    """Of what is priced and complete."""
    uit = {}
    for activiteit in stand.activiteiten:
        uitkomst = kostenstand.uitkomst(stand=stand, activiteit=activiteit)
        if activiteit.prijsvorm in kostprijs.GEPRIJSD and activiteit.pk not in stand.ouders and not uitkomst.fouten:
            uit[activiteit.pk] = uitkomst.als_kostprijs
    return uit


def _aandelen(stand: Kostenstand) -> dict[int, Decimal]:
    return kostprijs.spreiding(organisatiekosten=stand.editie.organisatiekosten, activiteiten=list(stand.activiteiten))
