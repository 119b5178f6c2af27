"""What the cost lines of an edition come to as they are now, saved or not: prices, and why there is none. Read only."""

import copy
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from catalogus.fouten import RegelFout
from catalogus.models import (
    Activiteit,
    Bronbedrag,
    Dekking,
    Editie,
    Financieringsbron,
    Kostenregel,
    Prijs,
    Prijsvorm,
    Staffel,
)
from catalogus.regels import edities, kostprijs
from catalogus.regels.kostprijs import NUL, Kostprijs, Opslag, Prijsgegevens
from catalogus.regels.prijswoorden import gegevens_van


@dataclass(frozen=True)
class Uitkomst:
    """What the lines of one activity come to. `kosten` counts complete lines only, so with `fouten` it is not the whole."""

    activiteit: Activiteit
    kosten: Kostprijs
    prijs: Prijsgegevens | None  # by its price form; None when it cannot be told
    fouten: tuple[str, ...]

    @property
    def als_kostprijs(self) -> Prijsgegevens:
        return kostprijs.als_kostprijs(activiteit=self.activiteit, kostprijs=self.kosten)


@dataclass(frozen=True)
class Kostenstand:
    """An edition with everything its prices need, read once. `opslagfout` says why organisation costs cannot be spread."""

    editie: Editie
    activiteiten: tuple[Activiteit, ...]
    tarieven: dict[int, Decimal]
    opslag: Opslag
    opslagfout: str = ""

    @property
    def ouders(self) -> set[int]:
        return {activiteit.ouder_id for activiteit in self.activiteiten if activiteit.ouder_id}


def met_regels(
    *,
    activiteit: Activiteit,
    kostenregels: Sequence[Kostenregel] | None = None,
    dekkingen: Sequence[Dekking] | None = None,
    staffels: Sequence[Staffel] | None = None,
    **velden,
) -> Activiteit:
    """A copy with other lines or fields, for computing only; what is not given stays. `activiteit` has its lines prefetched."""
    kopie = copy.copy(activiteit)
    bewaard = {"kostenregels": kostenregels, "dekkingen": dekkingen, "staffels": staffels}
    lijnen = {naam: list(getattr(activiteit, naam).all()) if rijen is None else list(rijen) for naam, rijen in bewaard.items()}
    vars(kopie)["_prefetched_objects_cache"] = lijnen
    for naam, waarde in velden.items():
        setattr(kopie, naam, waarde)
    return kopie


def stand_van(*, editie: Editie, vervang: Activiteit | None = None) -> Kostenstand:
    """The edition as it is, in five queries; `vervang` takes the place of the activity with its pk."""
    activiteiten = tuple(edities.activiteiten_van(editie=editie))
    stand = Kostenstand(editie, activiteiten, edities.tarieven_van(editie=editie), Opslag())
    return met_activiteit(stand=stand, activiteit=vervang) if vervang else met_opslag(stand=stand)


def met_activiteit(*, stand: Kostenstand, activiteit: Activiteit) -> Kostenstand:
    """The edition with another version of one activity; its hours count in the spread."""
    andere = tuple(activiteit if a.pk == activiteit.pk else a for a in stand.activiteiten)
    return met_opslag(stand=replace(stand, activiteiten=andere))


def met_opslag(*, stand: Kostenstand) -> Kostenstand:
    """The edition with the opslag that follows from its activities, or that was frozen."""
    try:
        opslag = kostprijs.opslag_van(editie=stand.editie, activiteiten=list(stand.activiteiten))
    except RegelFout as fout:
        return replace(stand, opslag=Opslag(), opslagfout=fout.tekst)
    return replace(stand, opslag=opslag, opslagfout="")


def met_tarieven(*, stand: Kostenstand, tarieven: dict[int, Decimal]) -> Kostenstand:
    """The edition with these hourly rates instead of its own."""
    return replace(stand, tarieven=stand.tarieven | tarieven)


def regelbedragen(*, activiteit: Activiteit, tarieven: dict[int, Decimal]) -> list[tuple[Kostenregel, Decimal | None, str]]:
    """Every cost line with its euro, or None and the reason."""
    rijen: list[tuple[Kostenregel, Decimal | None, str]] = []
    for regel in activiteit.kostenregels.all():
        try:
            rijen.append((regel, kostprijs.regelkosten(regel=regel, tarieven=tarieven), ""))
        except RegelFout as fout:
            rijen.append((regel, None, fout.tekst))
    return rijen


def uitkomst(*, stand: Kostenstand, activiteit: Activiteit) -> Uitkomst:
    """Costs and price of one activity of `stand`, with everything that stands in the way of a price."""
    rijen = regelbedragen(activiteit=activiteit, tarieven=stand.tarieven)
    compleet = met_regels(activiteit=activiteit, kostenregels=[regel for regel, bedrag, _ in rijen if bedrag is not None])
    kosten = kostprijs.bereken(activiteit=compleet, tarieven=stand.tarieven, opslag=stand.opslag)
    fouten = [tekst for _, _, tekst in rijen if tekst]
    if stand.opslagfout and kostprijs.telt_mee_in_spreiding(activiteit, stand.ouders):
        fouten.append(stand.opslagfout)
    prijs = None
    if activiteit.prijsvorm != Prijsvorm.OP_AANVRAAG and not (fouten and activiteit.prijsvorm == Prijsvorm.KOSTPRIJS):
        try:
            prijs = kostprijs.prijsgegevens(activiteit=activiteit, kostprijs=kosten)
        except RegelFout as fout:
            fouten.append(fout.tekst)
    if activiteit.prijsvorm == Prijsvorm.KOSTPRIJS and not (fouten or kosten.vast.kosten or kosten.eenheid.kosten):
        fouten.append(f"{activiteit.code} heeft geen kosten. Vul kostenregels in of kies een andere prijsvorm.")
        prijs = None
    return Uitkomst(activiteit, kosten, prijs, tuple(fouten))


def uitkomsten(*, stand: Kostenstand) -> dict[int, Uitkomst]:
    """Costs and price per pk of activity."""
    return {activiteit.pk: uitkomst(stand=stand, activiteit=activiteit) for activiteit in stand.activiteiten}


# ------------------------------------------------------------------ published prices, and last year
def nieuwste_prijzen(*, jaar: int) -> dict[int, Prijsgegevens]:
    """The newest published price per pk of activity of the edition of a year, in one query."""
    prijzen = Prijs.objects.filter(activiteit__editie__jaar=jaar).order_by("versie")
    return {prijs.activiteit_id: gegevens_van(prijs=prijs) for prijs in prijzen}


def vorig_jaar(*, editie: Editie, activiteiten: Sequence[Activiteit]) -> dict[int, Activiteit]:
    """Per pk of activity what it was in the edition of the year before: its predecessor there, else the same code."""
    vorige = Activiteit.objects.filter(editie__jaar=editie.jaar - 1).select_related("editie")
    op_pk = {activiteit.pk: activiteit for activiteit in vorige}
    op_code = {activiteit.code: activiteit for activiteit in op_pk.values()}
    gevonden = {a.pk: op_pk.get(a.voorganger_id or 0) or op_code.get(a.code) for a in activiteiten}
    return {pk: vorig for pk, vorig in gevonden.items() if vorig}


def uitkomst_toen(*, vorige: Activiteit) -> tuple[Uitkomst | None, list[tuple[Kostenregel, Decimal | None, str]]]:
    """What an activity of an opened edition costs by its lines, and each of them; None when its opslag was not frozen."""
    stand = Kostenstand(vorige.editie, (), edities.tarieven_van(editie=vorige.editie), Opslag())
    stand = met_opslag(stand=stand)
    regels = regelbedragen(activiteit=vorige, tarieven=stand.tarieven)
    return None if stand.opslagfout else uitkomst(stand=stand, activiteit=vorige), regels


# ------------------------------------------------------------------ sources of money
@dataclass(frozen=True)
class Bronstand:
    """A source in one year, in euro: what there is and what is given out at the expected quantities."""

    bron: Financieringsbron
    beschikbaar: Decimal
    uitgegeven: Decimal

    @property
    def over(self) -> Decimal:
        return self.beschikbaar - self.uitgegeven


def bronstanden(*, stand: Kostenstand, uitkomsten: dict[int, Uitkomst]) -> dict[int, Bronstand]:
    """Per pk of source that an activity of the edition uses."""
    gebruik = kostprijs.brongebruik(
        activiteiten=list(stand.activiteiten), kostprijzen={pk: uitkomst.kosten for pk, uitkomst in uitkomsten.items()}
    )
    beschikbaar = dict(Bronbedrag.objects.filter(jaar=stand.editie.jaar).values_list("bron_id", "bedrag"))
    bronnen = {dekking.bron_id: dekking.bron for a in stand.activiteiten for dekking in a.dekkingen.all()}
    return {pk: Bronstand(bronnen[pk], beschikbaar.get(pk, NUL), bedrag) for pk, bedrag in gebruik.items()}
