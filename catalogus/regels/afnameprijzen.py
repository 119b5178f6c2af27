"""What the lines of an afname cost: the price that holds, amounts, the sum against the budget, and freezing what is signed."""

import datetime
from decimal import Decimal

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from catalogus.fouten import RegelFout
from catalogus.models import Afname, Afnameregel, Budget, Gemeente, Huisvestingslast, Prijs, Prijsvorm, Status
from catalogus.opmaak import datum
from catalogus.regels import kostprijs
from catalogus.regels.kostprijs import NUL, Prijsgegevens

VASTGELEGD = {Status.TER_FIATTERING, Status.INGEDIEND, Status.BEVESTIGD, Status.VERVANGEN}


# ------------------------------------------------------------------ prices and amounts
def met_alles(*, afname: Afname) -> list[Afnameregel]:
    """The lines with all that their price needs, in five queries."""
    return list(met_prijs(regels=afname.regels.select_related("activiteit__programmalijn", "prijs")))


def met_prijs(*, regels: QuerySet[Afnameregel]) -> QuerySet[Afnameregel]:
    """Lines of any afname with what their price needs."""
    nieuwste = Prefetch("activiteit__prijzen", queryset=Prijs.objects.order_by("-versie"))
    return regels.select_related("activiteit__editie", "prijsopgave", "voorganger").prefetch_related(
        "locaties__locatie", "voorganger__locaties", nieuwste
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
