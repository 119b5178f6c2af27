"""Days, places and numbers: spreads totals over plausible meetings, the same way every time."""

import datetime
import itertools
import zlib
from decimal import Decimal

from catalogus.models import Functie, Locatie
from catalogus.regels.verdelen import verdeel

from .lezen import lees

WERKDAGEN, OPEN_DAGEN = range(1, 6), range(1, 7)  # ISO weekdays; the library is closed on Sunday


def keuze(*delen: object) -> int:
    """A number that looks arbitrary and is always the same for the same words."""
    return zlib.crc32("/".join(map(str, delen)).encode())


def dagen(*, code: str, van: datetime.date, tot: datetime.date) -> list[datetime.date]:
    """Days from `van` to `tot` on which an activity can be held."""
    plan = lees("uitvoeringsplan")
    school = code in plan["schooldagen"]
    uit = []
    for nummer in range((min(tot, plan["tot"]) - van).days + 1):
        dag = van + datetime.timedelta(days=nummer)
        if dag.isoweekday() not in (WERKDAGEN if school else OPEN_DAGEN) or dag in plan["feestdagen"]:
            continue
        if school and any(begin <= dag <= eind for begin, eind in plan["schoolvakanties"]):
            continue
        uit.append(dag)
    return uit


def spreid(kandidaten: list, aantal: int) -> list:
    """`aantal` of the candidates at equal distances; the same one more than once when there are too few."""
    return [kandidaten[int((2 * i + 1) * len(kandidaten) / (2 * aantal))] for i in range(aantal)]


def reeks(*, kandidaten: list[datetime.date], aantal: int, zaad: int, aaneen: bool) -> list[datetime.date]:
    """Days of one series: on one weekday, or on as many weekdays as it takes; week after week when `aaneen`."""
    begin = zaad % 5
    for hoeveel in range(1, 7):
        weekdagen = {(begin + 2 * i) % 6 + 1 for i in range(hoeveel)}
        passend = [dag for dag in kandidaten if dag.isoweekday() in weekdagen]
        if len(passend) >= aantal:
            break
    if not aaneen or len(passend) < aantal:
        return spreid(passend or kandidaten, aantal)
    eerste = (zaad // 7) % (len(passend) - aantal + 1)
    return passend[eerste : eerste + aantal]


def verdeel_heel(*, totaal: int, delen: int, zaad: int) -> list[int]:
    """A whole number over parts that differ a little, none of them zero when that is possible; equal where it fits."""
    if totaal % delen == 0 and totaal // delen <= 2:
        return [totaal // delen] * delen
    vast = 1 if totaal >= delen else 0
    gewichten = [Decimal(70 + keuze(zaad, i) % 61) for i in range(delen)]
    return [vast + int(deel) for deel in verdeel(bedrag=Decimal(totaal - vast * delen), gewichten=gewichten, decimalen=0)]


class Plaatsen:
    """The locations of all gemeenten by function, in the order of the file."""

    def __init__(self) -> None:
        self.op_functie: dict[tuple[str, str], list[Locatie]] = {}
        for locatie in Locatie.objects.select_related("gemeente").prefetch_related("functies").order_by("pk"):
            for functie in {rij.functie for rij in locatie.functies.all()}:
                self.op_functie.setdefault((locatie.gemeente.cbs_code, functie), []).append(locatie)

    def voor(self, gemeente: str, code: str) -> list[Locatie]:
        """Where an activity can be held; the branches when the gemeente has no location of that kind."""
        functie = lees("uitvoeringsplan")["waar"].get(code)
        takken = itertools.chain.from_iterable(
            self.op_functie.get((gemeente, tak), []) for tak in (Functie.BIBLIOTHEEK, Functie.SERVICEPUNT)
        )
        return (self.op_functie.get((gemeente, functie)) if functie else None) or list(takken)

    def in_plaats(self, gemeente: str, code: str, plaats: str) -> Locatie:
        """The location of a story: of the right kind in that place, else the branch there."""
        passend = [*self.voor(gemeente, code), *self.voor(gemeente, "")]
        return next(locatie for locatie in passend if locatie.plaats == plaats)
