"""Scenarios and versions held against each other: per activity what each has, and how that differs from the first."""

from dataclasses import dataclass
from decimal import Decimal

from catalogus.fouten import RegelFout
from catalogus.models import Afname, Afnameregel, Status
from catalogus.regels import afnameprijzen, uitleg
from catalogus.regels.keuzebeeld import Keuzebeeld, Rij
from catalogus.regels.kostprijs import NUL

GELIJK, ANDERS, ERBIJ, ERUIT, NIET = "", "anders", "erbij", "eruit", "niet"


@dataclass(frozen=True)
class Cel:
    """One activity in one afname. `soort` and `verschil` (euro, None when an amount is unknown) are against the first."""

    rij: Rij | None
    soort: str
    verschil: Decimal | None

    @property
    def bedrag(self) -> Decimal | None:
        return self.rij.bedrag if self.rij else None


@dataclass(frozen=True)
class Vergelijkrij:
    code: str
    titel: str
    programmalijn: object
    cellen: tuple[Cel, ...]

    @property
    def gelijk(self) -> bool:
        return all(cel.soort == GELIJK for cel in self.cellen)


@dataclass(frozen=True)
class Vergelijking:
    beelden: tuple[Keuzebeeld, ...]
    rijen: tuple[Vergelijkrij, ...]

    @property
    def anders(self) -> list[Vergelijkrij]:
        return [rij for rij in self.rijen if not rij.gelijk]

    @property
    def gelijk(self) -> list[Vergelijkrij]:
        return [rij for rij in self.rijen if rij.gelijk]

    @property
    def gelijk_bedragen(self) -> list[Decimal]:
        """Sum in euro, per afname, of what is equal in all."""
        return [sum((rij.cellen[i].bedrag or NUL for rij in self.gelijk), NUL) for i in range(len(self.beelden))]

    @property
    def verschillen(self) -> list[Decimal]:
        """Total in euro against that of the first."""
        return [beeld.totaal - self.beelden[0].totaal for beeld in self.beelden]


def naast_elkaar(*, beelden: list[Keuzebeeld]) -> Vergelijking:
    """Scenarios or versions of one edition side by side in the order of the catalogue; the first is the yardstick."""
    per_code = [{rij.code: rij for rij in beeld.rijen} for beeld in beelden]
    alle = {code: rij for rijen in reversed(per_code) for code, rij in rijen.items()}
    volgorde = sorted(alle.values(), key=lambda rij: (rij.activiteit.programmalijn.nummer, rij.titel))
    return Vergelijking(
        tuple(beelden),
        tuple(
            Vergelijkrij(
                rij.code,
                rij.titel,
                rij.activiteit.programmalijn,
                tuple(_cel(rijen.get(rij.code), per_code[0].get(rij.code)) for rijen in per_code),
            )
            for rij in volgorde
        ),
    )


def _cel(rij: Rij | None, eerste: Rij | None) -> Cel:
    if rij is None:
        return Cel(None, NIET, None) if eerste is None else Cel(None, ERUIT, None if eerste.bedrag is None else -eerste.bedrag)
    if eerste is None:
        return Cel(rij, ERBIJ, rij.bedrag)
    zelfde = (rij.aantal, rij.bedrag, _waar(rij)) == (eerste.aantal, eerste.bedrag, _waar(eerste))
    verschil = None if rij.bedrag is None or eerste.bedrag is None else rij.bedrag - eerste.bedrag
    return Cel(rij, GELIJK if zelfde else ANDERS, verschil)


def _waar(rij: Rij) -> dict[int, Decimal]:
    return afnameprijzen.per_locatie_van(regel=rij.regel)


# ------------------------------------------------------------------ rounds of signing
@dataclass(frozen=True)
class Rondeverschil:
    """A line that changed since the afname was put forward the time before. Amounts in euro; None where there was no line."""

    titel: str
    was: str
    was_bedrag: Decimal | None
    wordt: str
    wordt_bedrag: Decimal | None


def sinds_vorige_ronde(*, afname: Afname) -> list[Rondeverschil] | None:
    """What changed since this afname was put forward before this round; None when it never was. Read from the history."""
    momenten = list(
        Afname.history.filter(id=afname.pk, status=Status.TER_FIATTERING)
        .order_by("-history_date", "-history_id")
        .values_list("history_date", flat=True)
    )
    vorige = momenten if afname.status == Status.CONCEPT else momenten[1:]
    if not vorige:
        return None
    toen = {
        regel.activiteit_id: regel
        for regel in Afnameregel.history.as_of(vorige[0]).filter(afname_id=afname.pk)
        if regel.snapshot
    }
    nu = {regel.activiteit_id: regel for regel in afnameprijzen.met_alles(afname=afname)}
    uit = []
    for pk in {**toen, **nu}:
        was, wordt = toen.get(pk), nu.get(pk)
        bedrag_was = _bedrag(was) if was else None
        bedrag_wordt = _bedrag(wordt) if wordt else None
        if was and wordt and (was.hoeveelheid, bedrag_was) == (wordt.hoeveelheid, bedrag_wordt):
            continue
        titel = was.snapshot["titel"] if was else nu[pk].activiteit.titel
        uit.append(Rondeverschil(titel, _hoeveel(was), bedrag_was, _hoeveel(wordt), bedrag_wordt))
    return sorted(uit, key=lambda verschil: verschil.titel)


def _bedrag(regel: Afnameregel) -> Decimal | None:
    try:
        bedragen = afnameprijzen.bedragen_van(regel=regel)
    except RegelFout:  # a quantity per location is still missing
        return None
    return None if bedragen is None else sum(bedragen, NUL)


def _hoeveel(regel: Afnameregel | None) -> str:
    if regel is None:
        return ""
    eenheid = regel.snapshot["eenheid"] if regel.snapshot else regel.activiteit.eenheid
    return uitleg.hoeveel(eenheid=eenheid, aantal=regel.hoeveelheid)
