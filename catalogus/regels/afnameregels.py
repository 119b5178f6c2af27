"""Lines of an afname: start, change, price, freeze. Who may change: opsteller, fiatteur, or accountmanager on their behalf."""

import datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import Prefetch
from django.utils import timezone

from catalogus import toegang
from catalogus.fouten import RegelFout
from catalogus.models import (
    Activiteit,
    Afname,
    Afnameregel,
    Afnameregellocatie,
    Budget,
    Editie,
    Eenheid,
    Gemeente,
    Huisvestingslast,
    Locatie,
    Pakket,
    Prijs,
    Prijsopgave,
    Prijsvorm,
    Status,
    Statuswissel,
)
from catalogus.opmaak import datum, hoeveelheid
from catalogus.regels import kostprijs
from catalogus.regels.kostprijs import NUL, Prijsgegevens
from catalogus.regels.prefill import stel_voor
from catalogus.regels.slot import verhoog_slot

VASTGELEGD = {Status.TER_FIATTERING, Status.INGEDIEND, Status.BEVESTIGD, Status.VERVANGEN}
NIEUW = -1  # as lock number seen: the user saw no line of this activity


# ------------------------------------------------------------------ making and changing
@transaction.atomic
def maak_afname(*, gemeente: Gemeente, editie: Editie, door, naam: str = "Onze keuze", reden: str = "") -> Afname:
    """A new concept (or scenario) with the basis lines of a participating gemeente, pre-filled from what is known.

    `reden` goes into the log, such as from which afname it was taken over.
    """
    if editie.status != Editie.Status.OPEN:
        raise RegelFout(f"Editie {editie.jaar} is {editie.get_status_display()}; kiezen kan als zij open is.", code="editie")
    _eis_bewerker(door, gemeente)
    afname = Afname(gemeente=gemeente, editie=editie, naam=naam)
    afname._history_user = door
    afname.save()
    Statuswissel.objects.create(afname=afname, naar=Status.CONCEPT, overgang="begin", door=door, reden=reden)
    if gemeente.is_deelnemer(editie.jaar):
        basis = Activiteit.objects.filter(editie=editie, pakket=Pakket.BASIS, kinderen__isnull=True)
        for activiteit in basis.select_related("editie"):
            voorstel = stel_voor(activiteit=activiteit, gemeente=gemeente)
            bewaar_regel(
                Afnameregel(afname=afname, activiteit=activiteit, hoeveelheid=voorstel.hoeveelheid, herkomst=voorstel.herkomst),
                voorstel.per_locatie,
                door,
            )
    return afname


@transaction.atomic
def zet_regel(
    *,
    afname: Afname,
    activiteit: Activiteit,
    hoeveelheid: Decimal,
    door,
    per_locatie: dict[int, Decimal] | None = None,
    resultaat: str | None = None,
    toelichting: str | None = None,
    prijsopgave: Prijsopgave | None = None,
    herkomst: str | None = None,
    gezien: int | None = None,
    vandaag: datetime.date | None = None,
) -> Afnameregel:
    """Adds or changes the line of `activiteit`. `per_locatie` maps pk of a location to its quantity.

    With `per_locatie` the quantity is their sum, or their number when the unit is a location; an empty one takes the line
    off its locations, with the quantity as given. `herkomst` says where a proposed quantity comes from; another
    quantity without it has none. `gezien` is the lock number that the user saw, or NIEUW. RegelFout outside minimum and
    maximum, for a parent, another edition or a foreign location, when the price of this quantity cannot be told, and
    (`verouderd`) when somebody else was first.
    """
    afname = open_voor_bewerken(afname=afname, door=door, vandaag=vandaag)
    _eis_afneembaar(afname, activiteit)
    regel = afname.regels.select_for_update().filter(activiteit=activiteit).first()
    if regel:
        verhoog_slot(object=regel, gezien=regel.slot if gezien is None else gezien)
    elif gezien not in {None, NIEUW}:
        raise RegelFout(f"Intussen is {activiteit} uit de keuze gehaald.", code="verouderd")
    regel = regel or Afnameregel(afname=afname, activiteit=activiteit, voorganger=_in_vorige_versie(afname, activiteit))
    was = (regel.hoeveelheid, per_locatie_van(regel=regel)) if regel.pk else (None, {})
    verdeling = _eigen_locaties(afname.gemeente, per_locatie)
    regel.hoeveelheid = hoeveelheid
    if verdeling:
        regel.hoeveelheid = Decimal(len(verdeling)) if activiteit.eenheid == Eenheid.LOCATIE else sum(verdeling.values(), NUL)
    _eis_grenzen(activiteit, regel.hoeveelheid)
    for naam, waarde in (("resultaat", resultaat), ("toelichting", toelichting), ("prijsopgave", prijsopgave)):
        if waarde is not None:
            setattr(regel, naam, waarde)
    if herkomst is not None or was != (regel.hoeveelheid, was[1] if verdeling is None else verdeling):
        regel.herkomst = herkomst or ""
    bewaar_regel(regel, verdeling, door)
    bedragen_van(regel=regel)
    afname.bewerkers.add(door)
    return regel


def _in_vorige_versie(afname: Afname, activiteit: Activiteit) -> Afnameregel | None:
    if not afname.voorganger_id:
        return None
    return Afnameregel.objects.filter(afname=afname.voorganger_id, activiteit=activiteit).first()


@transaction.atomic
def verwijder_regel(*, regel: Afnameregel, door, gezien: int | None = None, vandaag: datetime.date | None = None) -> None:
    """Takes a line out of a concept; basis lines of a participating gemeente stay. `gezien` as in `zet_regel`."""
    afname = open_voor_bewerken(afname=regel.afname, door=door, vandaag=vandaag)
    if gezien is not None:
        verhoog_slot(object=regel, gezien=gezien)
    if blijft(activiteit=regel.activiteit, afname=afname):
        raise RegelFout(f"{regel.activiteit} hoort bij de basis en blijft in de keuze.", code="basis")
    regel._history_user = door
    regel.delete()
    afname.bewerkers.add(door)


def blijft(*, activiteit: Activiteit, afname: Afname) -> bool:
    """Whether an activity cannot be taken out of an afname: basis of a participating gemeente."""
    return activiteit.pakket == Pakket.BASIS and afname.gemeente.is_deelnemer(afname.editie.jaar)


def open_voor_bewerken(*, afname: Afname, door, vandaag: datetime.date | None = None) -> Afname:
    """The afname, locked; RegelFout unless it is a concept that `door` may change today."""
    from catalogus.regels.afname import eis_kiesbaar  # the transitions import this module

    actueel = Afname.objects.select_for_update(of=("self",)).select_related("gemeente", "editie").get(pk=afname.pk)
    _eis_bewerker(door, actueel.gemeente)
    if actueel.status != Status.CONCEPT:
        raise RegelFout(
            f"Deze keuze is {actueel.get_status_display()} en kan nu niet veranderen. Haal haar eerst terug naar concept.",
            code="status",
        )
    eis_kiesbaar(afname=actueel, door=door, vandaag=vandaag)
    return actueel


def _eis_bewerker(door, gemeente: Gemeente) -> None:
    if not toegang.mag_afname_bewerken(door, gemeente):
        raise RegelFout(f"Je mag geen keuze maken voor {gemeente}.", code="niet-bevoegd")


def _eis_afneembaar(afname: Afname, activiteit: Activiteit) -> None:
    if activiteit.editie_id != afname.editie_id:
        raise RegelFout(f"{activiteit} hoort bij een andere editie dan deze keuze.", code="editie")
    if activiteit.kinderen.exists():
        raise RegelFout(f"{activiteit} bestaat uit onderdelen. Kies een van de onderdelen.", code="ouder")


def _eis_grenzen(activiteit: Activiteit, aantal: Decimal) -> None:
    if aantal < 0:
        raise RegelFout(f"{activiteit}: vul 0 of meer in.", code="hoeveelheid", veld="hoeveelheid")
    if activiteit.minimum is not None and 0 < aantal < activiteit.minimum:
        raise RegelFout(
            f"{activiteit}: vul {hoeveelheid(activiteit.minimum)} of meer in. Je vulde {hoeveelheid(aantal)} in.",
            code="minimum",
            veld="hoeveelheid",
        )
    if activiteit.maximum is not None and aantal > activiteit.maximum:
        raise RegelFout(
            f"{activiteit}: vul {hoeveelheid(activiteit.maximum)} of minder in. Je vulde {hoeveelheid(aantal)} in.",
            code="maximum",
            veld="hoeveelheid",
        )


def _eigen_locaties(gemeente: Gemeente, per_locatie: dict[int, Decimal] | None) -> dict[int, Decimal] | None:
    if per_locatie is None:
        return None
    eigen = set(Locatie.objects.filter(gemeente=gemeente, pk__in=per_locatie).values_list("pk", flat=True))
    if set(per_locatie) - eigen:
        raise RegelFout(f"Kies locaties van {gemeente}.", code="locatie", veld="locaties")
    if any(aantal < 0 for aantal in per_locatie.values()):
        raise RegelFout("Vul per locatie 0 of meer in.", code="hoeveelheid", veld="locaties")
    return {pk: aantal for pk, aantal in per_locatie.items() if aantal > 0}


def bewaar_regel(regel: Afnameregel, per_locatie: dict[int, Decimal] | None, door) -> None:
    """Writes a line without any check; for code that made it from lines which were checked."""
    regel._history_user = door
    regel.save()
    if per_locatie is not None:
        regel.locaties.exclude(locatie_id__in=per_locatie).delete()
        for pk, aantal in per_locatie.items():
            Afnameregellocatie.objects.update_or_create(regel=regel, locatie_id=pk, defaults={"hoeveelheid": aantal})


# ------------------------------------------------------------------ prices and amounts
def met_alles(*, afname: Afname) -> list[Afnameregel]:
    """The lines with all that their price needs, in five queries."""
    nieuwste = Prefetch("activiteit__prijzen", queryset=Prijs.objects.order_by("-versie"))
    return list(
        afname.regels.select_related(
            "activiteit__programmalijn", "activiteit__editie", "prijsopgave", "voorganger", "prijs"
        ).prefetch_related("locaties__locatie", "voorganger__locaties", nieuwste)
    )


def per_locatie_van(*, regel: Afnameregel) -> dict[int, Decimal]:
    """Quantity per pk of location; empty for a line that is not spread."""
    return {deel.locatie_id: deel.hoeveelheid for deel in regel.locaties.all()}


def _gelijk_aan_vorige(regel: Afnameregel) -> bool:
    vorige = regel.voorganger
    if not vorige or not vorige.snapshot or vorige.hoeveelheid != regel.hoeveelheid:
        return False
    return per_locatie_van(regel=vorige) == per_locatie_van(regel=regel)


def uit_snapshot(snapshot: dict) -> Prijsgegevens:
    """The price as it was frozen on a line."""
    return Prijsgegevens(
        vast=Decimal(snapshot["vast"]),
        per_eenheid=Decimal(snapshot["per_eenheid"]),
        opbouw=snapshot["opbouw"],
        grondslag=snapshot["grondslag"],
        staffel=_staffel(snapshot["staffel"]),
    )


def _staffel(rijen) -> tuple[tuple[Decimal | None, Decimal], ...]:
    return tuple((None if tot is None else Decimal(tot), Decimal(prijs)) for tot, prijs in rijen)


def prijs_van(*, regel: Afnameregel) -> Prijsgegevens | None:
    """Price that holds for a line now; None when there is none yet (op aanvraag without prijsopgave).

    Frozen: the snapshot. Unchanged since the version before: the price of that version. Else the newest published price.
    """
    if regel.snapshot:
        return uit_snapshot(regel.snapshot)
    vorige = regel.voorganger
    if vorige and vorige.snapshot and _gelijk_aan_vorige(regel):
        return uit_snapshot(vorige.snapshot)
    if regel.activiteit.prijsvorm == Prijsvorm.OP_AANVRAAG:
        opgave = regel.prijsopgave
        if opgave is None or opgave.datum is None:
            return None
        assert opgave.vast is not None and opgave.per_eenheid is not None  # constraint prijsopgave_volledig
        return Prijsgegevens(vast=opgave.vast, per_eenheid=opgave.per_eenheid)
    prijzen = list(regel.activiteit.prijzen.all())
    if not prijzen:
        return None
    prijs = max(prijzen, key=lambda p: p.versie)
    return Prijsgegevens(prijs.vast, prijs.per_eenheid, prijs.opbouw, prijs.grondslag, _staffel(prijs.staffel))


def bedragen_van(*, regel: Afnameregel) -> tuple[Decimal, Decimal] | None:
    """Euro (fixed, units) of a line; None without a price yet. A frozen line gives what was frozen."""
    if regel.bedrag_vast is not None and regel.bedrag_eenheid is not None:
        return regel.bedrag_vast, regel.bedrag_eenheid
    prijs = prijs_van(regel=regel)
    if prijs is None:
        return None
    return kostprijs.bedragen(
        prijs=prijs,
        aantal=regel.hoeveelheid,
        per_locatie=list(per_locatie_van(regel=regel).values()),
        naam=str(regel.activiteit),
    )


def bedragen_per_regel(*, afname: Afname) -> dict[int, tuple[Decimal, Decimal] | None]:
    """Euro (fixed, units) per pk of line; None where there is no price yet. Frozen lines give what was frozen."""
    return {regel.pk: bedragen_van(regel=regel) for regel in met_alles(afname=afname)}


def totaal(*, afname: Afname) -> Decimal:
    """Sum of the lines that have a price, in euro."""
    return sum((sum(bedrag, NUL) for bedrag in bedragen_per_regel(afname=afname).values() if bedrag), NUL)


def huisvesting(*, gemeente: Gemeente, jaar: int) -> Decimal:
    """Housing costs of the gemeente in a year, in euro."""
    lasten = Huisvestingslast.objects.filter(locatie__gemeente=gemeente, jaar=jaar)
    return sum(lasten.values_list("bedrag", flat=True), NUL)


def boven_budget(*, afname: Afname) -> Decimal:
    """Euro by which the afname is above the whole budget; 0 or less when it fits or when there is no budget."""
    budget = Budget.objects.filter(gemeente=afname.gemeente, jaar=afname.editie.jaar, programmalijn__isnull=True).first()
    if budget is None:
        return NUL
    samen = totaal(afname=afname)
    if budget.met_huisvesting:
        samen += huisvesting(gemeente=afname.gemeente, jaar=afname.editie.jaar)
    return samen - budget.bedrag


# ------------------------------------------------------------------ freezing
def leg_vast(*, afname: Afname, vandaag: datetime.date | None = None) -> None:
    """Takes the snapshot of every line: code, title, price, build-up, regime and amounts. Called at *ter fiattering*."""
    regels = met_alles(afname=afname)
    if not regels:
        raise RegelFout("Deze keuze is leeg. Kies eerst een activiteit.", code="leeg")
    for regel in regels:
        _eis_geldige_opgave(regel, vandaag or timezone.localdate())
        prijs = prijs_van(regel=regel)
        if prijs is None:
            raise RegelFout(
                f"{regel.activiteit} heeft nog geen prijs. Vraag een prijsopgave of haal de regel weg.", code="prijs"
            )
        bedragen = bedragen_van(regel=regel)
        assert bedragen is not None  # there is a price
        regel.snapshot = _snapshot(regel, prijs)
        regel.bedrag_vast, regel.bedrag_eenheid = bedragen
        regel.prijs = _prijsversie(regel)
        regel.save()


def _prijsversie(regel: Afnameregel) -> Prijs | None:
    vorige = regel.voorganger
    if vorige and _gelijk_aan_vorige(regel):
        return vorige.prijs
    prijzen = list(regel.activiteit.prijzen.all())
    return max(prijzen, key=lambda p: p.versie) if prijzen else None


def _eis_geldige_opgave(regel: Afnameregel, vandaag: datetime.date) -> None:
    opgave = regel.prijsopgave
    if regel.activiteit.prijsvorm != Prijsvorm.OP_AANVRAAG or _gelijk_aan_vorige(regel) or opgave is None:
        return
    if opgave.gemeente_id != regel.afname.gemeente_id or opgave.activiteit_id != regel.activiteit_id:
        raise RegelFout(f"De prijsopgave bij {regel.activiteit} hoort bij een andere keuze.", code="prijsopgave")
    if opgave.geldig_tot and opgave.geldig_tot < vandaag:
        raise RegelFout(
            f"De prijsopgave voor {regel.activiteit} gold tot en met {datum(opgave.geldig_tot)}. Vraag een nieuwe.",
            code="prijsopgave",
        )


def _snapshot(regel: Afnameregel, prijs: Prijsgegevens) -> dict:
    activiteit = regel.activiteit
    return {
        "code": activiteit.code,
        "titel": activiteit.titel,
        "programmalijn": activiteit.programmalijn.nummer,
        "pakket": activiteit.pakket,
        "eenheid": activiteit.eenheid,
        "prijsvorm": activiteit.prijsvorm,
        "btw_regime": activiteit.btw_regime,
        "vast": str(prijs.vast),
        "per_eenheid": str(prijs.per_eenheid),
        "opbouw": prijs.opbouw,
        "grondslag": prijs.grondslag,
        "staffel": [[None if tot is None else str(tot), str(p)] for tot, p in prijs.staffel],
        "hoeveelheid": str(regel.hoeveelheid),
        "locaties": [{"naam": str(deel.locatie), "hoeveelheid": str(deel.hoeveelheid)} for deel in regel.locaties.all()],
    }


def maak_los(*, afname: Afname) -> list[dict]:
    """Back to concept: forgets the snapshots, so that prices are fresh, and returns per line what that changes.

    Rows: code, titel, was, wordt (euro as text, None without a price); only lines whose amount differs.
    """
    verschillen = []
    for regel in met_alles(afname=afname):
        was = (regel.bedrag_vast or NUL) + (regel.bedrag_eenheid or NUL)
        regel.snapshot, regel.bedrag_vast, regel.bedrag_eenheid, regel.prijs = None, None, None, None
        regel.save()
        bedragen = bedragen_van(regel=regel)
        wordt = None if bedragen is None else sum(bedragen)
        if wordt != was:
            verschillen.append(
                {
                    "code": regel.activiteit.code,
                    "titel": regel.activiteit.titel,
                    "was": str(was),
                    "wordt": None if wordt is None else str(wordt),
                }
            )
    return verschillen


def kopieer_regels(*, van: Afname, naar: Afname, door) -> None:
    """Lines of a new version: same quantities and locations, each with its predecessor."""
    for oud in van.regels.prefetch_related("locaties"):
        nieuw = Afnameregel(
            afname=naar,
            activiteit_id=oud.activiteit_id,
            hoeveelheid=oud.hoeveelheid,
            herkomst=oud.herkomst,
            resultaat=oud.resultaat,
            toelichting=oud.toelichting,
            prijsopgave_id=oud.prijsopgave_id,
            voorganger=oud,
        )
        bewaar_regel(nieuw, per_locatie_van(regel=oud), door)
