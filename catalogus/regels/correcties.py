"""Correcting a price after its edition opened: a new version from its costs, with a reason, and mail to who follows it."""

from dataclasses import dataclass, field
from decimal import Decimal
from hashlib import sha256
from typing import Any

from django.db import transaction

from catalogus import meldingen
from catalogus.fouten import RegelFout
from catalogus.meldingen import Prijsgevolg
from catalogus.models import Activiteit, Afname, Afnameregel, Editie, Kostenregel, Prijs, Status
from catalogus.models.basis import Bewerkbaar
from catalogus.opmaak import euro
from catalogus.regels import afnameprijzen
from catalogus.regels import kostprijs as kosten
from catalogus.regels.editiebeeld import activiteiten_van, tarieven_van
from catalogus.regels.edities import eis_bevoegd, maak_prijs
from catalogus.regels.nazien import bronoverschrijdingen
from catalogus.regels.prijswoorden import gegevens_van, prijs_in_woorden, staffelklassen
from catalogus.regels.slot import verhoog_slot


@dataclass(frozen=True)
class Regelinvoer:
    """A cost line as it should be: quantity and, except for hours, its price in euro."""

    hoeveelheid: Decimal
    prijs: Decimal | None = None


@dataclass(frozen=True)
class Correctie:
    """What changes in the costs of one activity, by pk of the line, cover or class; amounts in euro, cover as it was kept."""

    regels: dict[int, Regelinvoer] = field(default_factory=dict)
    erbij: tuple[dict[str, Any], ...] = ()  # fields of new cost lines
    dekkingen: dict[int, Decimal] = field(default_factory=dict)
    staffels: dict[int, Decimal] = field(default_factory=dict)
    bedragen: dict[str, Decimal | None] = field(default_factory=dict)  # bedrag_vast, bedrag_eenheid


@dataclass(frozen=True)
class Uitkomst:
    """A new price with what it does to concepts, and the selections that keep the price they have."""

    prijs: Prijs
    was: str
    wordt: str
    gevolgen: list[Prijsgevolg]
    behouden: list[Afname]

    @property
    def stand(self) -> str:
        """What somebody agreed to when they saw this outcome."""
        kern = [self.was, self.wordt, [(g.afname.pk, g.was, g.wordt) for g in self.gevolgen]]
        return sha256(repr(kern).encode()).hexdigest()[:20]


# ------------------------------------------------------------------ from the screen: costs and price together
def voorbeeld(*, activiteit: Activiteit, correctie: Correctie, gezien: int, door) -> Uitkomst:
    """What `corrigeer` would do. It is carried out and taken back, so that nothing stays and no mail leaves."""
    with transaction.atomic():
        uitkomst = _voer_uit(activiteit, correctie, gezien, "voorbeeld", door)
        transaction.set_rollback(True)
    return uitkomst


@transaction.atomic
def corrigeer(*, activiteit: Activiteit, correctie: Correctie, gezien: int, akkoord: str, reden: str, door) -> Uitkomst:
    """Changes the costs of an activity in an open or running edition and publishes the price that follows.

    `gezien` is the lock number of the activity, `akkoord` the `stand` of the example. RegelFout when either moved on, when
    the price stays the same, or when a source would be given out beyond its amount.
    """
    uitkomst = _voer_uit(activiteit, correctie, gezien, reden, door)
    if uitkomst.stand != akkoord:
        raise RegelFout(
            "Het gevolg is anders dan in het voorbeeld dat je zag. Bekijk het opnieuw en publiceer daarna.", code="verouderd"
        )
    _meld(uitkomst)
    return uitkomst


def _voer_uit(activiteit: Activiteit, correctie: Correctie, gezien: int, reden: str, door) -> Uitkomst:
    _eis_mag(door, reden)
    editie = Editie.objects.select_for_update().get(pk=activiteit.editie_id)
    eis_corrigeerbaar(editie=editie)
    actueel = Activiteit.objects.select_for_update(of=("self",)).select_related("editie").get(pk=activiteit.pk)
    overschreden = set(bronoverschrijdingen(editie=editie))
    verhoog_slot(object=actueel, gezien=gezien)
    _schrijf(actueel, correctie, reden, door)
    if meer := set(bronoverschrijdingen(editie=editie)) - overschreden:
        raise RegelFout(" ".join(sorted(meer)), code="bron")
    uitkomst = _publiceer(editie, actueel, reden, door)
    if uitkomst.was == uitkomst.wordt:
        raise RegelFout(f"De prijs blijft {uitkomst.was}. Verander eerst een bedrag of een hoeveelheid.", code="gelijk")
    return uitkomst


def _schrijf(activiteit: Activiteit, correctie: Correctie, reden: str, door) -> None:
    def bewaar(rij: Bewerkbaar, **velden) -> None:
        if rij.pk and all(getattr(rij, naam) == waarde for naam, waarde in velden.items()):
            return
        for naam, waarde in velden.items():
            setattr(rij, naam, waarde)
        if rij.pk and rij is not activiteit:
            verhoog_slot(object=rij, gezien=rij.slot)
        rij._history_user, rij._change_reason = door, reden
        rij.save()

    for regel in activiteit.kostenregels.all():
        if invoer := correctie.regels.get(regel.pk):
            prijs = regel.prijs if regel.soort == Kostenregel.Soort.UREN else invoer.prijs
            bewaar(regel, hoeveelheid=invoer.hoeveelheid, prijs=prijs)
    for nieuw in correctie.erbij:
        bewaar(Kostenregel(activiteit=activiteit), **nieuw)
    for dekking in activiteit.dekkingen.all():
        if dekking.pk in correctie.dekkingen:
            veld = "percentage" if dekking.bedrag is None else "bedrag"
            bewaar(dekking, **{veld: correctie.dekkingen[dekking.pk]})
    for klasse in activiteit.staffels.all():
        if klasse.pk in correctie.staffels:
            bewaar(klasse, prijs=correctie.staffels[klasse.pk])
    bewaar(activiteit, **correctie.bedragen)


# ------------------------------------------------------------------ publishing
@transaction.atomic
def corrigeer_prijs(*, activiteit: Activiteit, reden: str, door=None) -> Prijs:
    """Publishes a new version of one price from its cost lines as they are now, at the frozen opslag. Needs a reason.

    What was already signed keeps its price; concepts follow, and their gemeenten get a mail.
    """
    _eis_mag(door, reden)
    editie = Editie.objects.select_for_update().get(pk=activiteit.editie_id)
    eis_corrigeerbaar(editie=editie)
    uitkomst = _publiceer(editie, activiteit, reden, door)
    _meld(uitkomst)
    return uitkomst.prijs


def _eis_mag(door, reden: str) -> None:
    eis_bevoegd(door)
    if not reden.strip():
        raise RegelFout("Geef een reden voor de correctie van de prijs.", code="reden", veld="reden")


def _publiceer(editie: Editie, activiteit: Activiteit, reden: str, door) -> Uitkomst:
    activiteiten = activiteiten_van(editie=editie)
    actueel = next(a for a in activiteiten if a.pk == activiteit.pk)
    kostprijs = kosten.bereken(
        activiteit=actueel,
        tarieven=tarieven_van(editie=editie),
        opslag=kosten.opslag_van(editie=editie, activiteiten=activiteiten),
    )
    vorige = actueel.prijzen.order_by("-versie").first()
    was = bedragen_in_concept(activiteit=actueel)
    prijs = maak_prijs(
        activiteit=actueel,
        gegevens=kosten.prijsgegevens(activiteit=actueel, kostprijs=kostprijs),
        versie=vorige.versie + 1 if vorige else 1,
        reden=reden.strip(),
        door=door,
    )
    prijs.save()
    wordt = bedragen_in_concept(activiteit=actueel)
    return Uitkomst(
        prijs=prijs,
        was=in_woorden(prijs=vorige, activiteit=actueel),
        wordt=in_woorden(prijs=prijs, activiteit=actueel),
        gevolgen=[Prijsgevolg(r.afname, was[r], bedrag) for r, bedrag in wordt.items() if was[r] != bedrag],
        behouden=list(
            Afname.objects.filter(regels__activiteit=actueel, regels__snapshot__isnull=False)
            .exclude(status__in=[Status.VERVALLEN, Status.VERVANGEN])
            .select_related("gemeente")
            .order_by("gemeente__naam", "pk")
        ),
    )


def _meld(uitkomst: Uitkomst) -> None:
    meldingen.bij_prijscorrectie(prijs=uitkomst.prijs, was=uitkomst.was, wordt=uitkomst.wordt, gevolgen=uitkomst.gevolgen)


def eis_corrigeerbaar(*, editie: Editie) -> None:
    """RegelFout unless prices of this edition are out and may still be mended."""
    if editie.status not in {Editie.Status.OPEN, Editie.Status.LOPEND}:
        raise RegelFout(
            f"Editie {editie.jaar} is {editie.get_status_display()}: een prijs corrigeren kan als zij open of lopend is.",
            code="status",
        )


def in_woorden(*, prijs: Prijs | None, activiteit: Activiteit) -> str:
    """A published price the way a gemeente reads it; of a staffel every class."""
    gegevens = gegevens_van(prijs=prijs) if prijs else None
    if gegevens and gegevens.staffel:
        klassen = staffelklassen(prijs=gegevens, eenheid=activiteit.eenheid)
        return "; ".join(f"{klasse}: {euro(bedrag)}" for klasse, bedrag in klassen)
    return str(prijs_in_woorden(prijs=gegevens, eenheid=activiteit.eenheid, prijsvorm=activiteit.prijsvorm))


def bedragen_in_concept(*, activiteit: Activiteit) -> dict[Afnameregel, Decimal | None]:
    """Euro per line with this activity in a concept, at the price that holds for that line now; None where it has none."""
    regels = Afnameregel.objects.filter(activiteit=activiteit, afname__status=Status.CONCEPT)
    regels = regels.select_related("afname__gemeente__accountmanager").order_by("afname__gemeente__naam", "pk")
    return {regel: _bedrag(regel) for regel in afnameprijzen.met_prijs(regels=regels)}


def _bedrag(regel: Afnameregel) -> Decimal | None:
    try:
        bedragen = afnameprijzen.bedragen_van(regel=regel)
    except RegelFout:  # such as a price per location without locations: no amount before, and none after
        return None
    return None if bedragen is None else sum(bedragen, Decimal(0))
