"""Registering many executions at once, as when a file is read in; and which of them are there already.

The same conditions as for one (`uitvoering.registreer`), asked without a question to the database per row.
"""

import datetime
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from catalogus.fouten import RegelFout
from catalogus.models import Activiteit, Bijeenkomst, Campagne, Deelname, Gemeente, Kenmerk, Locatie, Titelkoppeling, Uitvoering
from catalogus.regels.uitvoering import toets_bevoegd, toets_gegevens, toets_jaren, toets_verdeling
from catalogus.regels.uitvoering_bewerken import Keer, toets_keer


@dataclass(frozen=True)
class Registratie:
    """One execution with its meetings, not yet saved."""

    gemeenten: Sequence[Gemeente]
    keren: Sequence[Keer]
    activiteit: Activiteit | None = None
    platform: bool = False
    titel: str = ""
    locatie: Locatie | None = None
    doelgroep: Kenmerk | None = None
    campagne: Campagne | None = None
    aanbieder: str = ""
    vrijwilligersuren: Decimal | None = None
    verslag: str = ""
    bron: str = ""


@transaction.atomic
def registreer_blok(
    *, registraties: Sequence[Registratie], door, reden: str = "", vandaag: datetime.date | None = None
) -> dict[int, RegelFout]:
    """Saves those that are right, with their history, and says what is wrong with the others, by place in the list.

    Who may: vestiging and redactie; a closed year asks the redactie and a reason.
    """
    toets_bevoegd(door=door)
    vandaag = vandaag or timezone.localdate()
    jaren: dict[int, RegelFout | None] = {}
    fouten: dict[int, RegelFout] = {}
    goed: list[Registratie] = []
    for plaats, registratie in enumerate(registraties):
        try:
            _toets(registratie, vandaag)
            for keer in registratie.keren:
                if fout := _dicht(keer.datum, jaren, door, reden):
                    raise fout
        except RegelFout as fout:
            fouten[plaats] = fout
        else:
            goed.append(registratie)
    _schrijf(goed, door, reden)
    return fouten


def _toets(registratie: Registratie, vandaag: datetime.date) -> None:
    for keer in registratie.keren:
        toets_keer(keer=keer, vandaag=vandaag)
        if keer.per_gemeente:
            toets_verdeling(per_gemeente=keer.per_gemeente, eigen=set(registratie.gemeenten), heel=keer.deelnames)
    toets_gegevens(
        gemeenten=list(registratie.gemeenten),
        dagen=[keer.datum for keer in registratie.keren],
        activiteit=registratie.activiteit,
        platform=registratie.platform,
        titel=registratie.titel,
        locatie=registratie.locatie,
        campagne=registratie.campagne,
    )


def _dicht(dag: datetime.date, jaren: dict[int, RegelFout | None], door, reden: str) -> RegelFout | None:
    """Why this year cannot change; asked once per year."""
    if dag.year not in jaren:
        try:
            toets_jaren(dagen=[dag], door=door, reden=reden)
            jaren[dag.year] = None
        except RegelFout as fout:
            jaren[dag.year] = fout
    return jaren[dag.year]


def _schrijf(registraties: list[Registratie], door, reden: str) -> None:
    velden = (
        "activiteit", "platform", "titel", "locatie", "doelgroep", "campagne", "aanbieder", "vrijwilligersuren", "verslag",
        "bron",
    )  # fmt: skip
    uitvoeringen = Uitvoering.objects.bulk_create(
        Uitvoering(**{naam: getattr(registratie, naam) for naam in velden}) for registratie in registraties
    )
    _leg_begin_vast(Uitvoering, uitvoeringen, door, reden)
    samen = list(zip(uitvoeringen, registraties, strict=True))
    koppeling = Uitvoering.gemeenten.through
    koppeling.objects.bulk_create(
        koppeling(uitvoering_id=uitvoering.pk, gemeente_id=gemeente.pk) for uitvoering, r in samen for gemeente in r.gemeenten
    )
    keren = [(uitvoering, keer) for uitvoering, registratie in samen for keer in registratie.keren]
    bijeenkomsten = Bijeenkomst.objects.bulk_create(
        Bijeenkomst(uitvoering=u, datum=k.datum, deelnames=k.deelnames, status=k.status) for u, k in keren
    )
    _leg_begin_vast(Bijeenkomst, bijeenkomsten, door, reden)
    deelnames = Deelname.objects.bulk_create(
        Deelname(bijeenkomst=bijeenkomst, gemeente=gemeente, aantal=aantal)
        for bijeenkomst, (_, keer) in zip(bijeenkomsten, keren, strict=True)
        for gemeente, aantal in keer.per_gemeente.items()
    )
    _leg_begin_vast(Deelname, deelnames, door, reden)


def _leg_begin_vast(model: Any, rijen: list, door, reden: str) -> None:
    """The first line in the history of new rows, copied within the database: twice as quick as through the objects."""
    if not rijen:
        return
    kolommen = ", ".join(connection.ops.quote_name(veld.column) for veld in model._meta.concrete_fields)
    van, naar = (connection.ops.quote_name(m._meta.db_table) for m in (model, model.history.model))
    nu = connection.ops.adapt_datetimefield_value(timezone.now())
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {naar} ({kolommen}, history_date, history_type, history_user_id, history_change_reason) "
            f"SELECT {kolommen}, %s, '+', %s, %s FROM {van} WHERE id IN ({', '.join(['%s'] * len(rijen))}) ORDER BY id",
            [nu, door.pk if door else None, reden.strip() or None, *(rij.pk for rij in rijen)],
        )


# ------------------------------------------------------------------ what is there already
@dataclass
class Dubbelen:
    """Finds rows of a file that were registered before: same activity (or title), place, gemeenten, date and deelnames.

    A file may hold two that are equal, and the register one of them: then one of the two is there already. A year is looked up
    when its first row comes by, so before a row of the file itself is in it.
    """

    eerder: Counter = field(default_factory=Counter)
    gezien: Counter = field(default_factory=Counter)
    jaren: set[int] = field(default_factory=set)

    def zoek(self, registraties: Sequence[Registratie]) -> tuple[set[int], set[int]]:
        """Places in the list of what is registered already, and of what equals an earlier row of the file."""
        for jaar in sorted({registratie.keren[0].datum.year for registratie in registraties} - self.jaren):
            self._laad(jaar)
        bekend, herhaald = set(), set()
        for plaats, registratie in enumerate(registraties):
            sleutel = _sleutel(registratie)
            self.gezien[sleutel] += 1
            if self.gezien[sleutel] <= self.eerder[sleutel]:
                bekend.add(plaats)
            elif self.gezien[sleutel] > 1:
                herhaald.add(plaats)
        return bekend, herhaald

    def _laad(self, jaar: int) -> None:
        """Two queries. What is kept grows with the register of that year, not with the file."""
        self.jaren.add(jaar)
        dagen = (datetime.date(jaar, 1, 1), datetime.date(jaar, 12, 31))
        koppeling = Uitvoering.gemeenten.through.objects.filter(uitvoering__bijeenkomsten__datum__range=dagen).distinct()
        gemeenten: dict[int, frozenset[int]] = {}
        for uitvoering, gemeente in koppeling.values_list("uitvoering_id", "gemeente_id").iterator():
            gemeenten[uitvoering] = gemeenten.get(uitvoering, frozenset()) | {gemeente}
        rijen = Bijeenkomst.objects.filter(datum__range=dagen).values_list(
            "uitvoering__activiteit_id", "uitvoering__platform", "uitvoering__titel", "uitvoering__locatie_id", "uitvoering_id",
            "datum", "deelnames",
        )  # fmt: skip
        for activiteit, platform, titel, locatie, uitvoering, datum, deelnames in rijen.order_by().iterator():
            waar = gemeenten.get(uitvoering, frozenset())
            self.eerder[activiteit, _titel(platform, titel), locatie, waar, datum, deelnames] += 1


def _titel(platform: bool, titel: str) -> str:
    """Platform activities have no activity: their title tells them apart."""
    return titel.strip().casefold() if platform else ""


def _sleutel(registratie: Registratie) -> tuple:
    r, keer = registratie, registratie.keren[0]
    waar = frozenset(gemeente.pk for gemeente in r.gemeenten)
    activiteit, locatie = r.activiteit.pk if r.activiteit else None, r.locatie.pk if r.locatie else None
    return (activiteit, _titel(r.platform, r.titel), locatie, waar, keer.datum, keer.deelnames)


# ------------------------------------------------------------------ remembering
@transaction.atomic
def onthoud_titels(*, titels: Mapping[str, str], door) -> None:
    """Remembers for the next file which activity (code) a free title stands for. Who may: vestiging and redactie."""
    toets_bevoegd(door=door)
    bekend = {koppeling.titel: koppeling for koppeling in Titelkoppeling.objects.filter(titel__in=titels)}
    for titel, code in titels.items():
        koppeling = bekend.get(titel) or Titelkoppeling(titel=titel)
        if koppeling.activiteitcode != code:
            koppeling.activiteitcode, koppeling._history_user = code, door
            koppeling.slot += koppeling.pk is not None
            koppeling.save()
