"""What the registration page offers: activities to find, what is planned today, and what this place registered lately."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from catalogus.fouten import RegelFout
from catalogus.models import Activiteit, Bijeenkomst, Campagne, Locatie, Uitvoering
from catalogus.opmaak import getal
from catalogus.regels.kaarten import vouw
from catalogus.regels.uitvoering import Status

KORT, LANG = datetime.timedelta(days=60), datetime.timedelta(days=730)  # how far 'lately' goes back: chips, platform titles
MEEST_KNOPPEN, MEEST_LAATST, MEEST_GEVONDEN, MINST = 4, 6, 8, 3
CODE, PLATFORM, GEPLAND = "code", "platform", "gepland"


@dataclass(frozen=True)
class Aanbod:
    """Something that can be registered. `waarde` says what, see `lees_wat`; `lijn` None is a platform activity."""

    waarde: str
    titel: str
    lijn: int | None
    jaren: tuple[int, ...]  # editions that have it; empty: any year
    bij: str = ""  # a second line, such as the campaign

    @property
    def zoektekst(self) -> str:
        return f" {vouw(f'{self.titel} {self.waarde} {self.bij}')}"


def aanbod(*, vandaag: datetime.date) -> list[Aanbod]:
    """All that can be found: activities of last, this and next year, those of campaigns, platform titles. Three queries."""
    jaren = (vandaag.year - 1, vandaag.year, vandaag.year + 1)
    titels: dict[str, Activiteit] = {}
    in_jaar: dict[str, set[int]] = defaultdict(set)
    activiteiten = Activiteit.objects.filter(editie__jaar__in=jaren, kinderen__isnull=True)
    for activiteit in activiteiten.select_related("editie", "programmalijn").order_by("editie__jaar", "titel"):
        if activiteit.editie.jaar <= vandaag.year or activiteit.code not in titels:
            titels[activiteit.code] = activiteit
        in_jaar[activiteit.code].add(activiteit.editie.jaar)
    uit = [
        Aanbod(f"{CODE}:{code}", a.titel, a.programmalijn.nummer, tuple(sorted(in_jaar[code]))) for code, a in titels.items()
    ]
    campagnes = Campagne.objects.filter(jaar__in=jaren, uitvoeringen__activiteit__code__in=titels).order_by("van")
    rijen = campagnes.values_list("sleutel", "naam", "uitvoeringen__activiteit__code").distinct()
    for sleutel, naam, code in dict.fromkeys((s, n, c) for s, n, c in rijen):
        a = titels[code]
        jaren_ervan = tuple(sorted(in_jaar[code]))
        uit.append(Aanbod(f"{CODE}:{code}:{sleutel}", a.titel, a.programmalijn.nummer, jaren_ervan, f"Campagne {naam}"))
    van_anderen = Uitvoering.objects.filter(platform=True, bijeenkomsten__datum__gte=vandaag - LANG)
    for titel, aanbieder in van_anderen.order_by("titel").values_list("titel", "aanbieder").distinct():
        uit.append(Aanbod(f"{PLATFORM}:{titel}", titel, None, (), f"Platformactiviteit van {aanbieder or 'anderen'}"))
    return sorted(dict.fromkeys(uit), key=lambda a: (bool(a.bij), vouw(a.titel)))


def zoek(*, aanbod: Iterable[Aanbod], q: str, jaar: int) -> list[Aanbod]:
    """What fits all words of `q` (from three letters on) in the edition of `jaar`; beginnings of words first."""
    termen = vouw(q).split()
    if len("".join(termen)) < MINST:
        return []
    past = [a for a in aanbod if (not a.jaren or jaar in a.jaren) and all(term in a.zoektekst for term in termen)]
    past.sort(key=lambda a: sum(f" {term}" not in a.zoektekst for term in termen))
    return past[:MEEST_GEVONDEN]


# ------------------------------------------------------------------ what was chosen
@dataclass(frozen=True)
class Wat:
    """What is registered: an activity (with a campaign), a platform activity by its title, or a meeting that was planned."""

    activiteit: Activiteit | None = None
    campagne: Campagne | None = None
    titel: str = ""
    gepland: Bijeenkomst | None = None


def lees_wat(*, waarde: str, jaar: int, gepland: QuerySet[Bijeenkomst]) -> Wat:
    """Reads the value of a choice: 'code:CURSUS', 'code:CURSUS:kinderboekenweek', 'platform:Breicafé' or 'gepland:12'.

    `gepland` holds the meetings this user may see. RegelFout when there is no such thing in the edition of `jaar`.
    """
    soort, _, rest = waarde.partition(":")
    if soort == PLATFORM and rest.strip():
        return Wat(titel=rest.strip())
    if soort == GEPLAND and rest.isdecimal():
        if bijeenkomst := gepland.filter(pk=int(rest)).first():
            return Wat(gepland=bijeenkomst)
        raise RegelFout("Deze geplande bijeenkomst is er niet meer. Kies de activiteit opnieuw.", code="weg", veld="wat")
    if soort == CODE and rest:
        code, _, sleutel = rest.partition(":")
        activiteit = Activiteit.objects.select_related("editie", "programmalijn").filter(editie__jaar=jaar, code=code).first()
        if activiteit is None:
            raise RegelFout(
                f"Deze activiteit staat niet in de catalogus van {jaar}. Kies een andere activiteit of datum.",
                code="jaar",
                veld="wat",
            )
        return Wat(activiteit=activiteit, campagne=Campagne.objects.filter(jaar=jaar, sleutel=sleutel).first())
    raise RegelFout("Kies wat je hebt gedaan: een knop, of zoek een activiteit.", code="leeg", veld="wat")


# ------------------------------------------------------------------ today in my vestiging
def gepland_op(*, bijeenkomsten: QuerySet[Bijeenkomst], locatie: Locatie, dag: datetime.date) -> list[Bijeenkomst]:
    """Meetings planned in this place on this day."""
    rijen = bijeenkomsten.filter(status=Status.GEPLAND, datum=dag, uitvoering__locatie=locatie)
    return list(rijen.select_related("uitvoering__activiteit__programmalijn").order_by("uitvoering__activiteit__titel", "pk"))


def nog_in_te_vullen(*, bijeenkomsten: QuerySet[Bijeenkomst], vandaag: datetime.date) -> QuerySet[Bijeenkomst]:
    """Planned meetings that are over and have no number yet, oldest first."""
    return bijeenkomsten.filter(status=Status.GEPLAND, datum__lt=vandaag).order_by("datum", "pk")


def onlangs(*, locatie: Locatie, vandaag: datetime.date, zonder: Iterable[str] = ()) -> list[Aanbod]:
    """What this place registered lately, the last one first, each once; without the values in `zonder`."""
    rijen = (
        Bijeenkomst.objects.filter(uitvoering__locatie=locatie, datum__gt=vandaag - KORT, datum__lte=vandaag)
        .select_related("uitvoering__activiteit__programmalijn", "uitvoering__activiteit__editie")
        .order_by("-datum", "-pk")[:100]
    )
    uit: dict[str, Aanbod] = {}
    for rij in rijen:
        knop = van_uitvoering(uitvoering=rij.uitvoering)
        if knop.waarde not in zonder:
            uit.setdefault(knop.waarde, knop)
    return list(uit.values())[:MEEST_KNOPPEN]


def van_uitvoering(*, uitvoering: Uitvoering) -> Aanbod:
    """The choice that registers the same thing again."""
    activiteit = uitvoering.activiteit
    if activiteit is None:
        return Aanbod(f"{PLATFORM}:{uitvoering.titel}", uitvoering.titel, None, ())
    return Aanbod(f"{CODE}:{activiteit.code}", activiteit.titel, activiteit.programmalijn.nummer, (activiteit.editie.jaar,))


def hoeveel(*, bijeenkomst: Bijeenkomst) -> str:
    """'12 deelnemers', or why there is no number."""
    if bijeenkomst.status != Status.GEHOUDEN:
        return "gepland" if bijeenkomst.status == Status.GEPLAND else "ging niet door"
    if bijeenkomst.deelnames is None:
        return "aantal niet bekend"
    return f"{getal(bijeenkomst.deelnames)} {'deelnemer' if bijeenkomst.deelnames == 1 else 'deelnemers'}"


def laatst_geregistreerd(*, uitvoeringen: QuerySet[Uitvoering], locatie: Locatie | None, door) -> list[Uitvoering]:
    """The last registrations of this place, or without a place those of this user; each with its meetings."""
    if locatie:
        rijen = uitvoeringen.filter(locatie=locatie)
    else:
        rijen = uitvoeringen.filter(pk__in=Uitvoering.history.filter(history_user=door, history_type="+").values("id"))
    return list(
        rijen.filter(bijeenkomsten__isnull=False)
        .distinct()
        .select_related("activiteit__programmalijn")
        .prefetch_related("bijeenkomsten")
        .order_by("-pk")[:MEEST_LAATST]
    )
