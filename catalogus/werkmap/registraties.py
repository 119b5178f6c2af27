"""What was carried out, as other systems write it: columns in any order, titles and places in free text.

The file is turned into rows of the sheet Uitvoeringen, and read in as that. What the columns, titles and places stand for is
proposed here and decided by whoever reads in; titles are remembered.
"""

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import IO

from django.db.models import Max
from rapidfuzz import fuzz, process, utils

from catalogus.fouten import RegelFout
from catalogus.models import Activiteit, Titelkoppeling

from . import cellen, lezen
from .bladen.gedeeld import locaties
from .bladen.uitvoeringen import UITVOERINGEN
from .opzet import Werkblad

KOPREGELS, VOORBEELDEN, MEESTE_TITELS = 12, 3, 200
PLATFORM, OVERSLAAN, GEEN = "platform", "overslaan", "geen"  # instead of the code of an activity, or of a place
GEEN_ACTIVITEIT = {PLATFORM, OVERSLAAN}
GELIJK, LIJKT = 99, 82  # out of 100: how alike two texts are


@dataclass(frozen=True)
class Doel:
    """A column that the file may have: our heading, and the words that other systems use for it."""

    naam: str
    kop: str
    woorden: tuple[str, ...]
    nodig: bool = False


DOELEN = (
    Doel("datum", "Datum", ("datum", "dag", "begindatum", "startdatum", "datum activiteit", "wanneer"), nodig=True),
    Doel(
        "titel",
        "Titel of activiteit",
        ("titel", "activiteit", "naam", "naam activiteit", "onderwerp", "evenement", "omschrijving", "programma"),
        nodig=True,
    ),
    Doel("deelnames", "Deelnames", ("deelnames", "deelnemers", "aantal deelnemers", "aantal", "bezoekers", "opkomst")),
    Doel("locatie", "Locatie", ("locatie", "vestiging", "plek", "bibliotheek", "waar", "ruimte")),
    Doel("gemeenten", "Gemeente", ("gemeente", "gemeenten", "gemeentenaam")),
    Doel("aanbieder", "Aanbieder", ("aanbieder", "organisator", "partner", "door wie")),
    Doel("doelgroep", "Doelgroep", ("doelgroep", "leeftijdsgroep", "publiek")),
    Doel("vrijwilligersuren", "Uren van vrijwilligers", ("uren van vrijwilligers", "vrijwilligersuren", "uren vrijwilligers")),
    Doel(
        "verslag",
        "Zin voor het jaarbericht",
        ("zin voor het jaarbericht", "verslag", "opmerking", "toelichting"),
    ),
)
ONZE_KOP = {veld.naam: veld.kop for veld in UITVOERINGEN.velden}


# ------------------------------------------------------------------ what is in the file
@dataclass(frozen=True)
class Kolommen:
    """The headings of a file with some of what stands below them, and which column is proposed for what."""

    koprij: int
    koppen: tuple[str, ...]
    voorbeelden: tuple[tuple[str, ...], ...]
    voorstel: Mapping[str, int]


def kolommen(*, bestand: IO[bytes], naam: str) -> Kolommen:
    """Looks at the first rows of the first sheet that has any. RegelFout when there is no table in it."""
    for tabel in lezen.tabellen(bestand=bestand, naam=naam):
        begin = list(itertools.islice(tabel.rijen, KOPREGELS + VOORBEELDEN))
        if len(begin) > 1:
            break
    else:
        raise RegelFout("In dit bestand staat geen tabel: verwacht een rij met koppen en daaronder rijen.", code="bestand")
    koprij, kop = max(begin[:KOPREGELS], key=lambda regel: sum(score for _, score in _voorstel(regel[1]).values()))
    onder = [regel for nummer, regel in begin if nummer > koprij][:VOORBEELDEN]
    return Kolommen(
        koprij=koprij,
        koppen=tuple(cellen.als_tekst(cel).strip() for cel in kop),
        voorbeelden=tuple(tuple(_cel(regel, plaats) for regel in onder) for plaats in range(len(kop))),
        voorstel={doel: plaats for doel, (plaats, _) in _voorstel(kop).items()},
    )


def _cel(regel: Sequence, plaats: int) -> str:
    return cellen.als_tekst(regel[plaats]).strip()[:60] if plaats < len(regel) else ""


def _voorstel(kop: Sequence) -> dict[str, tuple[int, float]]:
    """For each of our columns the heading that is most like it; a heading serves once."""
    woorden = [utils.default_process(cellen.als_tekst(cel)) for cel in kop]
    kandidaten = sorted(
        (
            (max(fuzz.ratio(woord, eigen) - plaats_in / 10 for plaats_in, eigen in enumerate(doel.woorden)), doel.naam, plaats)
            for doel in DOELEN
            for plaats, woord in enumerate(woorden)
            if woord
        ),
        reverse=True,
    )
    uit: dict[str, tuple[int, float]] = {}
    for score, doel, plaats in kandidaten:
        if score >= LIJKT and doel not in uit and plaats not in {al for al, _ in uit.values()}:
            uit[doel] = (plaats, score)
    return uit


# ------------------------------------------------------------------ what titles and places stand for
@dataclass(frozen=True)
class Voorstel:
    """A text in the file, how often it stands there, what it is taken for ("" when nobody knows) and why."""

    tekst: str
    keer: int
    keuze: str = ""
    waarom: str = ""


@dataclass(frozen=True)
class Inhoud:
    """What has to be decided before a file can be read in."""

    titels: tuple[Voorstel, ...]
    plekken: tuple[Voorstel, ...]
    activiteiten: tuple[tuple[str, str], ...]  # code, title
    rijen: int


def inhoud(*, bestand: IO[bytes], naam: str, kolommen: Mapping[str, int], koprij: int) -> Inhoud:
    """The different titles, and the places that are not known by their name, each with a proposal."""
    titels, plekken, rijen = Counter(), Counter(), 0  # type: ignore[var-annotated]
    for _, regel in _rijen(bestand, naam, koprij):
        rijen += 1
        titels[_tekst(regel, kolommen.get("titel"))] += 1
        plekken[_tekst(regel, kolommen.get("locatie"))] += 1
    titels.pop("", None)
    if len(titels) > MEESTE_TITELS:
        raise RegelFout(
            f"In de kolom met titels staan {len(titels)} verschillende teksten. Kies de kolom met de naam van de activiteit.",
            code="titels",
            veld="titel",
        )
    activiteiten = _activiteiten()
    koppelingen = {rij.titel.casefold(): rij.activiteitcode for rij in Titelkoppeling.objects.all()}
    bekend = {vouw for _, namen in locaties() for vouw in map(str.casefold, namen)}
    eigen = [namen[0] for _, namen in locaties()]
    return Inhoud(
        titels=tuple(_titel(tekst, keer, activiteiten, koppelingen) for tekst, keer in titels.most_common()),
        plekken=tuple(
            _plek(tekst, keer, eigen) for tekst, keer in plekken.most_common() if tekst and tekst.casefold() not in bekend
        ),
        activiteiten=tuple(sorted(activiteiten.items(), key=lambda paar: paar[1])),
        rijen=rijen,
    )


def _activiteiten() -> dict[str, str]:
    """Code of every activity with its newest title; parents are not carried out themselves."""
    nieuwste = Activiteit.objects.filter(kinderen__isnull=True).values("code").annotate(jaar=Max("editie__jaar"))
    jaren = {rij["code"]: rij["jaar"] for rij in nieuwste}
    alle = Activiteit.objects.filter(code__in=jaren).values_list("code", "editie__jaar", "titel")
    return {code: titel for code, jaar, titel in alle if jaren[code] == jaar}


def _titel(tekst: str, keer: int, activiteiten: dict[str, str], koppelingen: dict[str, str]) -> Voorstel:
    if koppelingen.get(tekst.casefold()) in activiteiten:
        return Voorstel(tekst, keer, koppelingen[tekst.casefold()], "zoals de vorige keer")
    if tekst.upper() in activiteiten:
        return Voorstel(tekst, keer, tekst.upper(), "dit is de code")
    beste = process.extractOne(tekst, activiteiten, scorer=fuzz.token_set_ratio, processor=utils.default_process)
    if beste and beste[1] >= LIJKT:
        return Voorstel(tekst, keer, beste[2], "zelfde titel" if beste[1] >= GELIJK else "lijkt erop")
    return Voorstel(tekst, keer)


def _plek(tekst: str, keer: int, namen: list[str]) -> Voorstel:
    voluit = re.sub(r"\b(bieb|bib)\b", "bibliotheek", tekst, flags=re.IGNORECASE)
    beste = process.extractOne(voluit, namen, scorer=fuzz.token_set_ratio, processor=utils.default_process)
    return Voorstel(tekst, keer, beste[0], "lijkt erop") if beste and beste[1] >= LIJKT else Voorstel(tekst, keer)


# ------------------------------------------------------------------ the file as our sheet
def _rijen(bestand: IO[bytes], naam: str, koprij: int) -> Iterator[lezen.Regel]:
    """The rows below the headings, of the first sheet that has rows."""
    for tabel in lezen.tabellen(bestand=bestand, naam=naam):
        begonnen = False
        for nummer, regel in tabel.rijen:
            begonnen = True
            if nummer > koprij:
                yield nummer, regel
        if begonnen:
            return


def _tekst(regel: Sequence, plaats: int | None) -> str:
    return " ".join(cellen.als_tekst(regel[plaats]).split())[:160] if plaats is not None and plaats < len(regel) else ""


def als_blad(
    *,
    bestand: IO[bytes],
    naam: str,
    koprij: int,
    kolommen: Mapping[str, int],
    titels: Mapping[str, str],
    plekken: Mapping[str, str],
) -> tuple[lezen.Tabel, Werkblad]:
    """The file as rows of the sheet Uitvoeringen, with the row numbers of the file."""
    over = [doel.naam for doel in DOELEN if doel.naam in kolommen and doel.naam not in {"titel", "locatie"}]
    kop = [*(ONZE_KOP[doel] for doel in over), "Activiteit", "Platformactiviteit", "Titel", "Locatie"]

    def rijen() -> Iterator[lezen.Regel]:
        yield koprij, kop
        for nummer, regel in _rijen(bestand, naam, koprij):
            titel, plek = _tekst(regel, kolommen["titel"]), _tekst(regel, kolommen.get("locatie"))
            wat = titels.get(titel, titel)
            if wat == OVERSLAAN:
                continue
            plek = plekken.get(plek, plek)
            yield (
                nummer,
                [
                    *(regel[kolommen[doel]] if kolommen[doel] < len(regel) else "" for doel in over),
                    "" if wat == PLATFORM else wat,
                    "ja" if wat == PLATFORM else "",
                    titel,
                    "" if plek == GEEN else plek,
                ],
            )

    return lezen.Tabel(UITVOERINGEN.naam, rijen()), UITVOERINGEN
