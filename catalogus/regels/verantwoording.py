"""Planned and realised, and the means: what was agreed, what was carried out, what it cost, and why that differs."""

import datetime
from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal

from django.db import transaction
from django.db.models import Count

from catalogus import toegang
from catalogus.fouten import RegelFout
from catalogus.models import (
    Afname,
    Afnameregel,
    Beschikking,
    Bijeenkomst,
    Deelname,
    Eenheid,
    Gemeente,
    Huisvestingslast,
    Realisatie,
    Realisatiemaat,
    Status,
    Verschiltoelichting,
)
from catalogus.regels.cijfers import Cijfers
from catalogus.regels.locaties import telt_als
from catalogus.regels.slot import verhoog_slot
from catalogus.regels.tellen import gehouden

NUL = Decimal(0)
NIEUW = -1  # as lock number seen: there was no explanation yet
MAATWOORD: dict[str, str] = {
    Realisatiemaat.BIJEENKOMSTEN: "keer",
    Realisatiemaat.UITVOERINGEN: "reeksen",
    Realisatiemaat.DEELNAMES: "deelnames",
    Realisatiemaat.LOCATIES: "locaties",
}


@dataclass(frozen=True)
class Verantwoordingsregel:
    """One activity: agreed at first, as changed (None when never), carried out (None when not counted)."""

    code: str
    titel: str
    programmalijn: int
    pakket: str
    maat: str  # word for the unit
    afgesproken: Decimal
    gewijzigd: Decimal | None
    uitgevoerd: Decimal | None
    toelichting: str
    telt: bool = field(default=True, compare=False)  # False: this activity has no measure
    slot: int = field(default=NIEUW, compare=False)  # lock number of the explanation

    @property
    def geldend(self) -> Decimal:
        return self.afgesproken if self.gewijzigd is None else self.gewijzigd

    @property
    def verschil(self) -> Decimal | None:
        return None if self.uitgevoerd is None else self.uitgevoerd - self.geldend

    @property
    def deel(self) -> Decimal | None:
        """Carried out as per cent of what was agreed."""
        return None if self.uitgevoerd is None or not self.geldend else self.uitgevoerd * 100 / self.geldend


def bevestigde_afname(*, gemeente: Gemeente, jaar: int) -> Afname | None:
    """The confirmed afname of a year, or None."""
    return Afname.objects.filter(gemeente=gemeente, editie__jaar=jaar, status=Status.BEVESTIGD).first()


def eerste_versie(*, afname: Afname) -> Afname:
    """The version that was confirmed first: what was agreed originally."""
    eerdere = Afname.objects.filter(
        gemeente=afname.gemeente_id, editie=afname.editie_id, status__in=[Status.VERVANGEN, Status.BEVESTIGD]
    )
    return eerdere.order_by("versienummer", "pk").first() or afname


def gepland_en_gerealiseerd(*, gemeente: Gemeente, jaar: int, cijfers: Cijfers) -> list[Verantwoordingsregel]:
    """Rows per activity in the order of the catalogue; empty when nothing was confirmed. Eight queries."""
    afname = bevestigde_afname(gemeente=gemeente, jaar=jaar)
    if afname is None:
        return []
    geldend = _regels(afname)
    eerste = eerste_versie(afname=afname)
    oorspronkelijk = geldend if eerste.pk == afname.pk else _regels(eerste)
    telling = _uitgevoerd(gemeente, jaar)
    geteld = telling if telling or is_geregistreerd(gemeente=gemeente, jaar=jaar) else None
    toelichtingen = {rij.activiteitcode: rij for rij in Verschiltoelichting.objects.filter(gemeente=gemeente, jaar=jaar)}
    uit = []
    for code in dict.fromkeys([*oorspronkelijk, *geldend]):
        eerst, nu = oorspronkelijk.get(code), geldend.get(code)
        regel = nu or oorspronkelijk[code]
        vast = _vastgelegd(regel)
        toelichting = toelichtingen.get(code)
        hoeveel_eerst = eerst.hoeveelheid if eerst else NUL
        hoeveel_nu = nu.hoeveelheid if nu else NUL
        uit.append(
            Verantwoordingsregel(
                code=code,
                titel=vast["titel"],
                programmalijn=vast["programmalijn"],
                pakket=vast["pakket"],
                maat=_maatwoord(regel),
                afgesproken=hoeveel_eerst,
                gewijzigd=None if hoeveel_eerst == hoeveel_nu else hoeveel_nu,
                uitgevoerd=_realisatie(regel, gemeente, jaar, geteld, cijfers),
                toelichting=toelichting.tekst if toelichting else "",
                telt=regel.activiteit.realisatiemaat != Realisatiemaat.GEEN,
                slot=toelichting.slot if toelichting else NIEUW,
            )
        )
    return sorted(uit, key=lambda r: (r.programmalijn, r.titel))


def _regels(afname: Afname) -> dict[str, Afnameregel]:
    return {
        _vastgelegd(regel)["code"]: regel
        for regel in afname.regels.select_related("activiteit__realisatieindicator").order_by("pk")
    }


def _vastgelegd(regel: Afnameregel) -> dict:
    """The snapshot of a line; a confirmed afname has one on every line."""
    assert regel.snapshot is not None
    return regel.snapshot


def _maatwoord(regel: Afnameregel) -> str:
    activiteit = regel.activiteit
    if activiteit.realisatiemaat == Realisatiemaat.INDICATOR:
        assert activiteit.realisatieindicator is not None
        return activiteit.realisatieindicator.eenheid or activiteit.get_eenheid_display()
    if activiteit.realisatiemaat == Realisatiemaat.UITVOERINGEN and activiteit.eenheid == Eenheid.GROEP:
        return "groepen"
    return MAATWOORD.get(activiteit.realisatiemaat, activiteit.get_eenheid_display())


def _uitgevoerd(gemeente: Gemeente, jaar: int) -> dict[str, dict[str, int]]:
    telling: dict[str, dict[str, int]] = defaultdict(lambda: {"bijeenkomsten": 0, "deelnames": 0})
    reeksen: dict[str, set[int]] = defaultdict(set)
    rijen = gehouden(jaren=[jaar]).filter(uitvoering__platform=False, uitvoering__in=gemeente.uitvoeringen.values("pk"))
    eigen = dict(
        Deelname.objects.filter(gemeente=gemeente, bijeenkomst__in=rijen.values("pk")).values_list("bijeenkomst_id", "aantal")
    )
    velden = ("pk", "uitvoering__activiteit__code", "uitvoering_id", "deelnames")
    for pk, code, uitvoering, deelnames in rijen.values_list(*velden):
        telling[code]["bijeenkomsten"] += 1
        telling[code]["deelnames"] += eigen.get(pk, deelnames or 0)
        reeksen[code].add(uitvoering)
    for code, paren in reeksen.items():
        telling[code]["uitvoeringen"] = len(paren)
    return telling


def _realisatie(
    regel: Afnameregel, gemeente: Gemeente, jaar: int, telling: dict[str, dict[str, int]] | None, cijfers: Cijfers
) -> Decimal | None:
    """`telling` None: nothing at all was registered that year, so a count of zero would say nothing."""
    activiteit = regel.activiteit
    if activiteit.realisatiemaat == Realisatiemaat.GEEN:
        return None
    if activiteit.realisatiemaat == Realisatiemaat.INDICATOR:
        assert activiteit.realisatieindicator is not None
        return cijfers.voor_rapport(activiteit.realisatieindicator.code, jaar=jaar, gemeente=gemeente).waarde
    if activiteit.realisatiemaat == Realisatiemaat.LOCATIES:
        beelden = cijfers.locaties(jaar=jaar, gemeente=gemeente)
        return Decimal(sum(telt_als(beeld=b, functie=activiteit.realisatiefunctie) for b in beelden))
    return None if telling is None else Decimal(telling.get(activiteit.code, {}).get(activiteit.realisatiemaat, 0))


def is_geregistreerd(*, gemeente: Gemeente, jaar: int) -> bool:
    """Whether anything at all was registered as held, of others in the library included."""
    return gehouden(jaren=[jaar]).filter(uitvoering__in=gemeente.uitvoeringen.values("pk")).exists()


def gepland(*, gemeente: Gemeente, jaar: int, vandaag: datetime.date) -> dict[str, int]:
    """Meetings that are planned from `vandaag` to the end of the year, per code of activity."""
    rijen = Bijeenkomst.objects.filter(
        status=Bijeenkomst.Status.GEPLAND,
        datum__gte=vandaag,
        datum__year=jaar,
        uitvoering__in=gemeente.uitvoeringen.values("pk"),
        uitvoering__platform=False,
    )
    return dict(rijen.order_by().values_list("uitvoering__activiteit__code").annotate(Count("pk")))


@transaction.atomic
def zet_toelichting(
    *, gemeente: Gemeente, jaar: int, code: str, tekst: str, door, gezien: int | None = None
) -> Verschiltoelichting | None:
    """Writes why an activity differs from what was agreed; an empty text takes the explanation away and gives None.

    Who may: accountmanager, redactie, beheer. `gezien` is the lock number the user saw, NIEUW when there was none; RegelFout
    (`verouderd`) when somebody else was first, and for an activity that is not in the confirmed selection.
    """
    if not toegang.mag_verschil_toelichten(door):
        raise RegelFout("Alleen de accountmanager en de redactie schrijven een toelichting.", code="niet-bevoegd")
    _eis_afgesproken(gemeente, jaar, code)
    # Two people who explain the same activity for the first time wait for each other here.
    Gemeente.objects.select_for_update(of=("self",)).get(pk=gemeente.pk)
    rij = Verschiltoelichting.objects.filter(gemeente=gemeente, jaar=jaar, activiteitcode=code).first()
    if rij is None:
        if gezien not in {None, NIEUW}:
            raise RegelFout(
                "Intussen is deze toelichting weggehaald. Bekijk de regel en sla daarna opnieuw op.", code="verouderd"
            )
        rij = Verschiltoelichting(gemeente=gemeente, jaar=jaar, activiteitcode=code)
    else:
        verhoog_slot(object=rij, gezien=rij.slot if gezien is None else gezien)
    rij.tekst = tekst.strip()
    rij._history_user = door
    if rij.tekst:
        rij.save()
        return rij
    if rij.pk:
        rij.delete()
    return None


def _eis_afgesproken(gemeente: Gemeente, jaar: int, code: str) -> None:
    afname = bevestigde_afname(gemeente=gemeente, jaar=jaar)
    if afname is None or code not in {*_regels(afname), *_regels(eerste_versie(afname=afname))}:
        raise RegelFout(f"Activiteit {code} staat niet in de bevestigde keuze van {gemeente} voor {jaar}.", code="activiteit")


# ------------------------------------------------------------------ means
@dataclass(frozen=True)
class Middel:
    """A row of the means; programmalijn None is housing. Euro; `gerealiseerd` None when it was not imported."""

    programmalijn: int | None
    verleend: Decimal
    gerealiseerd: Decimal | None


@dataclass(frozen=True)
class Middelenoverzicht:
    rijen: tuple[Middel, ...]
    beschikkingen: tuple[Beschikking, ...]
    inwoners: Decimal | None
    voorbeeld: bool

    @property
    def verleend(self) -> Decimal:
        return sum((rij.verleend for rij in self.rijen), NUL)

    @property
    def gerealiseerd(self) -> Decimal | None:
        """Total of realised costs; None unless every row has one."""
        if any(rij.gerealiseerd is None for rij in self.rijen):
            return None
        return sum((rij.gerealiseerd for rij in self.rijen if rij.gerealiseerd is not None), NUL)


def middelen(*, gemeente: Gemeente, jaar: int, cijfers: Cijfers) -> Middelenoverzicht | None:
    """Means of a year per programmalijn and housing from the confirmed afname, with the beschikkingen; None without afname."""
    afname = bevestigde_afname(gemeente=gemeente, jaar=jaar)
    if afname is None:
        return None
    per_lijn: dict[int, Decimal] = defaultdict(lambda: NUL)
    for regel in afname.regels.all():
        assert regel.bedrag_vast is not None and regel.bedrag_eenheid is not None  # a confirmed line has both
        per_lijn[_vastgelegd(regel)["programmalijn"]] += regel.bedrag_vast + regel.bedrag_eenheid
    realisaties = list(Realisatie.objects.filter(gemeente=gemeente, jaar=jaar).select_related("programmalijn"))
    gerealiseerd = {r.programmalijn.nummer if r.programmalijn else None: r.bedrag for r in realisaties}
    huisvesting = sum(
        Huisvestingslast.objects.filter(locatie__gemeente=gemeente, jaar=jaar).values_list("bedrag", flat=True), NUL
    )
    rijen = [Middel(lijn, bedrag, gerealiseerd.get(lijn)) for lijn, bedrag in sorted(per_lijn.items())]
    rijen.append(Middel(None, huisvesting, gerealiseerd.get(None)))
    beschikkingen = tuple(Beschikking.objects.filter(gemeente=gemeente, jaar=jaar).order_by("datum"))
    inwoners = cijfers.waarde("inwoners", jaar=jaar, gemeente=gemeente) if "inwoners" in cijfers.indicatoren else None
    return Middelenoverzicht(
        rijen=tuple(rijen),
        beschikkingen=beschikkingen,
        inwoners=inwoners.waarde if inwoners else None,
        voorbeeld=afname.voorbeeld or any(r.voorbeeld for r in realisaties) or any(b.voorbeeld for b in beschikkingen),
    )
