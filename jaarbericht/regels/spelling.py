"""Spelling: the Dutch dictionary, the words that the organisation adds to it, and keeping that list."""

import gc
import re
from collections.abc import Collection, Iterable
from functools import cache, lru_cache

from django.conf import settings
from django.db import transaction
from spylls.hunspell import Dictionary

from catalogus.fouten import RegelFout
from catalogus.regels.slot import verhoog_slot
from catalogus.regels.uitvoering import leg_wie_vast
from jaarbericht.models import Woord

WOORD = re.compile(r"[’']?\w+(?:[-’']\w+)*")
ADRES = re.compile(r"\S+@\S+|\S*(?:www\.|://)\S+|\b[\w-]+\.(?:nl|eu|com|org|example)\b\S*")
KORT = 3  # letters: a shorter word is not looked at
DEEL = 4  # letters that the part beside an own word has at least
MEESTE_WOORDEN, LANGSTE = 500, Woord._meta.get_field("woord").max_length or 0


@cache
def _woordenboek() -> Dictionary:
    """Read once, at the first word: a second and 150 MB. Without collecting garbage in between it is four times as fast."""
    aan = gc.isenabled()
    gc.disable()
    try:
        return Dictionary.from_files(str(settings.VAR_DIR / "pakketten" / "spelling" / "nl"))
    finally:
        if aan:
            gc.enable()


@lru_cache(maxsize=50_000)
def in_woordenboek(woord: str) -> bool:
    """Whether the dictionary has this word, also as it stands at the start of a sentence, or can make it of its own words."""
    zoek = woord.replace("’", "'")
    if zoek.startswith("Eén"):  # an accent on the second letter only where the first is a capital
        zoek = f"één{zoek[3:]}"
    return bool(_woordenboek().lookup(zoek))


def woorden_in(tekst: str) -> list[str]:
    """The words of a text, once each, in order; without addresses, abbreviations in capitals and what holds a digit."""
    gevonden = dict.fromkeys(WOORD.findall(ADRES.sub(" ", tekst)))
    return [w for w in gevonden if len(w) >= KORT and not w.isupper() and not re.search(r"[\d_]", w)]


def delen(teksten: Iterable[str]) -> set[str]:
    """Single words out of names and titles, as `is_bekend` looks for them."""
    return {_vorm(woord) for tekst in teksten for woord in WOORD.findall(tekst)}


def _vorm(woord: str) -> str:
    return woord.replace("’", "'").strip("'").casefold()


def is_bekend(woord: str, eigen: Collection[str]) -> bool:
    """Whether a word is right as far as we know. `eigen`: words of the organisation, from `delen`.

    The dictionary makes its own compounds. One with an own word is right when its other part is: Oefenpleindocent. So is one
    with a hyphen, IDO-spreekuur, and the genitive of a name, Meppels.
    """
    return in_woordenboek(woord) or _eigen(woord, eigen) or _koppel(woord, eigen) or _samenstelling(woord, eigen)


def _eigen(woord: str, eigen: Collection[str]) -> bool:
    vorm = _vorm(woord)
    return vorm in eigen or vorm.removesuffix("'s") in eigen or (vorm.endswith("s") and vorm[:-1] in eigen)


def _los(deel: str, eigen: Collection[str]) -> bool:
    return len(deel) < KORT or deel.isupper() or in_woordenboek(deel) or _eigen(deel, eigen)


def _koppel(woord: str, eigen: Collection[str]) -> bool:
    return "-" in woord and all(_los(deel, eigen) or _samenstelling(deel, eigen) for deel in woord.split("-"))


def _samenstelling(woord: str, eigen: Collection[str]) -> bool:
    """A word of the organisation with a word of the dictionary before or after it."""
    for plek in range(KORT, len(woord) - KORT + 1):
        links, rechts = woord[:plek], woord[plek:]
        if len(rechts) >= DEEL and rechts.islower() and _eigen(links, eigen) and in_woordenboek(rechts):
            return True
        if len(links) >= DEEL and _vorm(rechts) in eigen and in_woordenboek(links):
            return True
    return False


# ------------------------------------------------------------------ the list of the organisation
def _toets(woord: str) -> str:
    """The word as it is kept; RegelFout when it is no single word."""
    netjes = woord.strip().replace("'", "’")
    if not netjes:
        raise RegelFout("Vul een woord in.", code="leeg", veld="woord")
    if len(netjes) > LANGSTE:
        raise RegelFout(f"‘{netjes[:20]}…’ is te lang. Een woord heeft hooguit {LANGSTE} tekens.", code="lang", veld="woord")
    if not WOORD.fullmatch(netjes):
        raise RegelFout(f"‘{netjes}’ is niet één woord. Vul elk woord apart in.", code="woord", veld="woord")
    return netjes


@transaction.atomic
def voeg_toe(*, woord: str, door, toelichting: str = "") -> Woord:
    """Adds a word to the list. Who may: toegang.mag_jaarberichten_maken, seen to by the caller."""
    netjes = _toets(woord)
    if Woord.objects.filter(woord__iexact=netjes).exists():
        raise RegelFout(f"‘{netjes}’ staat al in de woordenlijst.", code="dubbel", veld="woord")
    nieuw = Woord(woord=netjes, toelichting=toelichting.strip(), door=door)
    leg_wie_vast(object=nieuw, door=door, reden=toelichting)
    nieuw.save()
    return nieuw


@transaction.atomic
def lees_in(*, tekst: str, door) -> tuple[int, int]:
    """Adds the words of a list, one a line, with after a semicolon what it is. Gives how many are new and how many were there.

    All or nothing: RegelFout names every line that is no word. Who may: as for `voeg_toe`.
    """
    regels = [(nr, regel.strip()) for nr, regel in enumerate(tekst.splitlines(), 1) if regel.strip()]
    if not regels:
        raise RegelFout("De lijst is leeg. Zet op elke regel een woord.", code="leeg", veld="tekst")
    if len(regels) > MEESTE_WOORDEN:
        tekst = f"De lijst heeft {len(regels)} regels. Geef er hooguit {MEESTE_WOORDEN} per keer."
        raise RegelFout(tekst, code="lang", veld="tekst")
    er_al = {_vorm(woord) for woord in Woord.objects.values_list("woord", flat=True)}
    nieuw, mis = 0, []
    for nr, regel in regels:
        woord, _, toelichting = regel.partition(";")
        try:
            if _vorm(_toets(woord)) not in er_al:
                er_al.add(_vorm(voeg_toe(woord=woord, toelichting=toelichting[:120], door=door).woord))
                nieuw += 1
        except RegelFout as fout:
            mis.append(f"Regel {nr}: {fout.tekst}")
    if mis:
        raise RegelFout("\n".join(mis), code="regels", veld="tekst")
    return nieuw, len(regels) - nieuw


@transaction.atomic
def haal_weg(*, woord: Woord, gezien: int, door) -> None:
    """The word is a hint again where it stands; its history stays. Who may: as for `voeg_toe`."""
    verhoog_slot(object=woord, gezien=gezien)
    leg_wie_vast(object=woord, door=door, reden="Uit de woordenlijst")
    woord.delete()
