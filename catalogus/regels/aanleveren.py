"""Who still has to deliver which figures, and reminding them.

`Aanleverherinnering` remembers what was sent: once per person, year, kind and date. Run it every day; a missed day is made up
for by the next run, with the most urgent kind only.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from smtplib import SMTPException

from django.db import transaction
from django.utils import timezone

from catalogus import meldingen, toegang
from catalogus.fouten import RegelFout
from catalogus.models import Aanleverherinnering, Aanlevering, Gebruiker, Gemeente, Indicator
from catalogus.opmaak import datum_kort
from catalogus.regels.cijferrooster import Cel, invoercellen
from catalogus.regels.cijfers import Cijfers
from catalogus.regels.slot import verhoog_slot

Soort = Aanleverherinnering.Soort
DAGEN_VOOR = {Soort.DAGEN_3: 3, Soort.DAGEN_14: 14}  # before the day; the most urgent first
TE_LAAT_TOT = 30  # days after which nobody is reminded of a day that went by


@dataclass(frozen=True)
class Openstaand:
    """A figure that is missing, and who delivers it; None when nobody was named."""

    cel: Cel
    aanlevering: Aanlevering | None


@dataclass
class Uitkomst:
    """What one run did."""

    verstuurd: list[Aanleverherinnering] = field(default_factory=list)
    mislukt: list[tuple[Gebruiker, str]] = field(default_factory=list)  # and why; the next run tries again


def openstaand(*, cijfers: Cijfers, jaar: int) -> list[Openstaand]:
    """Every figure of a year that people still have to enter, in the order of the indicators. One query."""
    rijen = Aanlevering.objects.filter(jaar=jaar).select_related("verantwoordelijke", "indicator", "gemeente")
    per = {(rij.indicator_id, rij.rubriek, rij.gemeente_id): rij for rij in rijen}
    cellen = invoercellen(cijfers=cijfers, jaar=jaar, indicatoren=cijfers.indicatoren.values())
    return [Openstaand(cel, _wie(per, cel)) for cel in cellen if cel.te_leveren]


def _wie(per: dict[tuple, Aanlevering], cel: Cel) -> Aanlevering | None:
    """The most precise one: of the indicator before that of the rubriek, of the gemeente before that of all."""
    indicator, gemeente = cel.indicator, cel.plek.gemeente
    plekken = [gemeente.pk, None] if gemeente else [None]
    sleutels = [(indicator.pk, "", plek) for plek in plekken] + [(None, indicator.rubriek, plek) for plek in plekken]
    return next((per[sleutel] for sleutel in sleutels if sleutel in per), None)


# ------------------------------------------------------------------ naming who delivers
@transaction.atomic
def zet_aanlevering(
    *,
    jaar: int,
    verantwoordelijke: Gebruiker,
    uiterlijk: datetime.date,
    door,
    rubriek: str = "",
    indicator: Indicator | None = None,
    gemeente: Gemeente | None = None,
    gezien: int | None = None,
) -> Aanlevering:
    """Names who delivers a rubriek or one indicator, of one gemeente or of all, and by when; changes it when it was there.

    Who may: redactie and controller. Who delivers works at the library.
    """
    _eis_bevoegd(door)
    if bool(rubriek) == (indicator is not None):
        raise RegelFout("Kies een rubriek of een indicator.", code="wat", veld="rubriek")
    if not toegang.is_bibliotheek(verantwoordelijke):
        tekst = f"{verantwoordelijke} werkt niet bij de bibliotheek. Kies een medewerker."
        raise RegelFout(tekst, code="wie", veld="verantwoordelijke")
    wat = {"jaar": jaar, "rubriek": rubriek, "indicator": indicator, "gemeente": gemeente}
    rij = Aanlevering.objects.select_for_update(of=("self",)).filter(**wat).order_by().first()
    if rij and gezien is not None:
        verhoog_slot(object=rij, gezien=gezien)
    rij = rij or Aanlevering(**wat)
    rij.verantwoordelijke, rij.uiterlijk = verantwoordelijke, uiterlijk
    rij._history_user = door
    rij.save()
    return rij


@transaction.atomic
def verwijder_aanlevering(*, aanlevering: Aanlevering, door, gezien: int) -> None:
    """Who may: redactie and controller."""
    _eis_bevoegd(door)
    verhoog_slot(object=aanlevering, gezien=gezien)
    aanlevering._history_user = door
    aanlevering.delete()


@transaction.atomic
def neem_over(*, jaar: int, door) -> list[Aanlevering]:
    """Copies who delivered what last year, a year later; what is there already stays. Who may: redactie and controller.

    People who left the library are passed over.
    """
    _eis_bevoegd(door)
    er_al = {(a.rubriek, a.indicator_id, a.gemeente_id) for a in Aanlevering.objects.filter(jaar=jaar)}
    uit = []
    for oud in Aanlevering.objects.filter(jaar=jaar - 1).select_related("verantwoordelijke", "indicator", "gemeente"):
        if (oud.rubriek, oud.indicator_id, oud.gemeente_id) in er_al or not toegang.is_bibliotheek(oud.verantwoordelijke):
            continue
        uit.append(
            zet_aanlevering(
                jaar=jaar,
                rubriek=oud.rubriek,
                indicator=oud.indicator,
                gemeente=oud.gemeente,
                verantwoordelijke=oud.verantwoordelijke,
                uiterlijk=_jaar_later(oud.uiterlijk),
                door=door,
            )
        )
    return uit


def _jaar_later(dag: datetime.date) -> datetime.date:
    return dag.replace(year=dag.year + 1, day=28) if (dag.month, dag.day) == (2, 29) else dag.replace(year=dag.year + 1)


def _eis_bevoegd(door) -> None:
    if not toegang.mag_cijfers_invoeren(door):
        raise RegelFout("Alleen de redactie en de controller verdelen wie welke cijfers levert.", code="niet-bevoegd")


# ------------------------------------------------------------------ reminding
def soort_op(*, uiterlijk: datetime.date, vandaag: datetime.date) -> str | None:
    """The reminder that is due: the most urgent whose moment has come; None too early, or long after the day."""
    over = (uiterlijk - vandaag).days
    if over < 0:
        return Soort.TE_LAAT if -over <= TE_LAAT_TOT else None
    return next((soort for soort, dagen in DAGEN_VOOR.items() if over <= dagen), None)


def herinner(*, vandaag: datetime.date | None = None) -> Uitkomst:
    """Mails who has figures to deliver 14 and 3 days before the day and once after it. Safe to repeat."""
    vandaag = vandaag or timezone.localdate()
    van, tot = vandaag - datetime.timedelta(days=TE_LAAT_TOT), vandaag + datetime.timedelta(days=max(DAGEN_VOOR.values()))
    jaren = Aanlevering.objects.filter(uiterlijk__range=(van, tot)).values_list("jaar", flat=True).order_by("jaar").distinct()
    uitkomst = Uitkomst()
    for jaar in jaren:
        open_ = openstaand(cijfers=Cijfers(jaren=[jaar - 1, jaar]), jaar=jaar)
        dagen = sorted({o.aanlevering.uiterlijk for o in open_ if o.aanlevering})
        for dag in dagen:
            if soort := soort_op(uiterlijk=dag, vandaag=vandaag):
                _verstuur_alle([o for o in open_ if o.aanlevering and o.aanlevering.uiterlijk == dag], soort, dag, uitkomst)
    return uitkomst


def herinner_nu(*, jaar: int, gebruiker: Gebruiker, door, vandaag: datetime.date | None = None) -> Aanleverherinnering:
    """Mails one person about all that they have to deliver, on request; once a day. Who may: redactie and controller."""
    _eis_bevoegd(door)
    vandaag = vandaag or timezone.localdate()
    open_ = openstaand(cijfers=Cijfers(jaren=[jaar - 1, jaar]), jaar=jaar)
    mijn = [o for o in open_ if o.aanlevering and o.aanlevering.verantwoordelijke_id == gebruiker.pk]
    if not mijn:
        raise RegelFout(f"{gebruiker} hoeft niets meer te leveren.", code="niets")
    uitkomst = Uitkomst()
    _verstuur_alle(mijn, Soort.GEVRAAGD, vandaag, uitkomst)
    if uitkomst.mislukt:
        raise RegelFout("De mail is niet verstuurd. Probeer het later nog eens.", code="mail")
    if not uitkomst.verstuurd:
        raise RegelFout(f"{gebruiker} kreeg vandaag ({datum_kort(vandaag)}) al een herinnering.", code="al-verstuurd")
    return uitkomst.verstuurd[0]


def _verstuur_alle(open_: Iterable[Openstaand], soort: str, dag: datetime.date, uitkomst: Uitkomst) -> None:
    per: dict[int, list[Openstaand]] = {}
    for een in open_:
        assert een.aanlevering is not None
        if een.aanlevering.verantwoordelijke.is_active:
            per.setdefault(een.aanlevering.verantwoordelijke_id, []).append(een)
    for rijen in per.values():
        _verstuur(rijen, soort, dag, uitkomst)


def _verstuur(rijen: list[Openstaand], soort: str, dag: datetime.date, uitkomst: Uitkomst) -> None:
    """The record is written first and committed, so that only who wrote it sends; without mail it goes again."""
    aanlevering = rijen[0].aanlevering
    assert aanlevering is not None
    try:
        with transaction.atomic():
            rij, nieuw = Aanleverherinnering.objects.get_or_create(
                gebruiker=aanlevering.verantwoordelijke, jaar=aanlevering.jaar, soort=soort, datum=dag
            )
            if nieuw:
                meldingen.bij_aanleveren(herinnering=rij, rubrieken=per_rubriek(open_=rijen))
    except (SMTPException, OSError) as fout:
        rij.delete()
        uitkomst.mislukt.append((aanlevering.verantwoordelijke, str(fout)))
        return
    if nieuw:
        uitkomst.verstuurd.append(rij)


@dataclass(frozen=True)
class Rubriekstand:
    """What is missing in one rubriek: how many figures, of which gemeenten, and by when the first are due."""

    naam: str
    aantal: int
    plekken: tuple[str, ...]
    uiterlijk: datetime.date | None


def per_rubriek(*, open_: Iterable[Openstaand]) -> list[Rubriekstand]:
    """Missing figures by rubriek, in the order of the indicators."""
    groepen: dict[str, list[Openstaand]] = {}
    for een in open_:
        groepen.setdefault(een.cel.indicator.rubriek, []).append(een)
    return [
        Rubriekstand(
            naam,
            len(rijen),
            tuple(dict.fromkeys(een.cel.plek.naam for een in rijen)),
            min((een.aanlevering.uiterlijk for een in rijen if een.aanlevering), default=None),
        )
        for naam, rijen in groepen.items()
    ]


@dataclass(frozen=True)
class Persoonstand:
    """What one person still has to deliver; `gebruiker` None: nobody was named."""

    gebruiker: Gebruiker | None
    rubrieken: list[Rubriekstand]

    @property
    def aantal(self) -> int:
        return sum(rubriek.aantal for rubriek in self.rubrieken)

    @property
    def uiterlijk(self) -> datetime.date | None:
        return min((r.uiterlijk for r in self.rubrieken if r.uiterlijk), default=None)


def per_persoon(*, open_: Iterable[Openstaand]) -> list[Persoonstand]:
    """Missing figures by who delivers them, the first due first; what belongs to nobody comes last."""
    groepen: dict[int | None, list[Openstaand]] = {}
    for een in open_:
        groepen.setdefault(een.aanlevering.verantwoordelijke_id if een.aanlevering else None, []).append(een)
    standen = [
        Persoonstand(rijen[0].aanlevering.verantwoordelijke if rijen[0].aanlevering else None, per_rubriek(open_=rijen))
        for rijen in groepen.values()
    ]
    return sorted(standen, key=lambda s: (s.gebruiker is None, s.uiterlijk or datetime.date.max, str(s.gebruiker)))
