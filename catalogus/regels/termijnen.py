"""Until when each gemeente may choose, and giving one of them more time."""

import datetime
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from catalogus import meldingen, toegang
from catalogus.fouten import RegelFout
from catalogus.models import Afname, Editie, Gemeente, Status, Termijn
from catalogus.opmaak import datum
from catalogus.regels.slot import verhoog_slot, verouderd

VERST = [Status.BEVESTIGD, Status.INGEDIEND, Status.TER_FIATTERING, Status.CONCEPT]


@dataclass(frozen=True)
class Termijnrij:
    """A gemeente with its last day, and how far its choice is ('' when it has not begun)."""

    gemeente: Gemeente
    laatste_dag: datetime.date | None
    termijn: Termijn | None
    stand: str

    @property
    def klaar(self) -> bool:
        return self.stand in {Status.INGEDIEND, Status.BEVESTIGD}

    @property
    def stand_woord(self) -> str:
        return Status(self.stand).label if self.stand else "nog niet begonnen"


def termijnen_van(*, editie: Editie) -> list[Termijnrij]:
    """Every gemeente that takes part or chose, by name."""
    termijnen = {termijn.gemeente_id: termijn for termijn in Termijn.objects.filter(editie=editie)}
    standen: dict[int, set[str]] = {}
    for gemeente_id, status in Afname.objects.filter(editie=editie).order_by().values_list("gemeente_id", "status"):
        standen.setdefault(gemeente_id, set()).add(status)
    gemeenten = Gemeente.objects.deelnemers(editie.jaar) | Gemeente.objects.filter(pk__in={*termijnen, *standen})
    return [
        Termijnrij(
            gemeente=gemeente,
            laatste_dag=termijnen[gemeente.pk].open_tot if gemeente.pk in termijnen else editie.kiezen_tot,
            termijn=termijnen.get(gemeente.pk),
            stand=next((status for status in VERST if status in standen.get(gemeente.pk, set())), ""),
        )
        for gemeente in gemeenten.distinct().order_by("naam")
    ]


@transaction.atomic
def verleng(
    *,
    editie: Editie,
    gemeente: Gemeente,
    open_tot: datetime.date,
    reden: str,
    gezien: int | None,
    door=None,
    vandaag: datetime.date | None = None,
) -> Termijn:
    """Lets a gemeente choose up to and including `open_tot`, and mails it once the edition is open. Accountmanagers only.

    `gezien` is the lock number of its Termijn, None when it had none. Never before the day that holds for everybody.
    """
    if door is not None and not toegang.mag_termijn_verlengen(door):
        raise RegelFout("Alleen een accountmanager geeft een gemeente meer tijd.", code="niet-bevoegd")
    editie = Editie.objects.select_for_update().get(pk=editie.pk)
    if editie.status not in {Editie.Status.CONCEPT, Editie.Status.OPEN}:
        raise RegelFout(f"Editie {editie.jaar} is {editie.get_status_display()}: kiezen is voorbij.", code="status")
    if not reden.strip():
        raise RegelFout("Schrijf waarom deze gemeente meer tijd krijgt.", code="reden", veld="reden")
    vroegst = max(vandaag or timezone.localdate(), editie.kiezen_tot or datetime.date.min)
    if open_tot < vroegst:
        raise RegelFout(f"Kies een dag vanaf {datum(vroegst)}.", code="datum", veld="open_tot")
    if open_tot.year > editie.jaar:
        raise RegelFout(f"Kies een dag tot en met 31 december {editie.jaar}.", code="datum", veld="open_tot")
    termijn = Termijn.objects.filter(editie=editie, gemeente=gemeente).first()
    if termijn and termijn.slot != gezien:
        raise verouderd(object=termijn)
    if termijn:
        verhoog_slot(object=termijn, gezien=termijn.slot)
    else:
        termijn = Termijn(editie=editie, gemeente=gemeente)
    termijn.open_tot, termijn.reden = open_tot, reden.strip()
    termijn._history_user = door
    termijn.save()
    if editie.status == Editie.Status.OPEN:
        meldingen.bij_termijn(termijn=termijn)
    return termijn
