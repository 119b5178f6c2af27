"""Spelling: words that neither the dictionary, nor the list of words, nor the names of this report know."""

from collections.abc import Iterator

from catalogus.models import Activiteit, Locatie
from jaarbericht.models import Woord
from jaarbericht.regels.controles.bevinding import Bevinding, Ernst
from jaarbericht.regels.controles.stof import Stof
from jaarbericht.regels.spelling import delen, in_woordenboek, is_bekend, woorden_in


def spelling(stof: Stof) -> Iterator[Bevinding]:
    """A word that is not known, in each text where it stands."""
    verdacht = [(stuk, woord) for stuk in stof.stukken for woord in woorden_in(stuk.gelezen) if not in_woordenboek(woord)]
    eigen = _eigen_woorden(stof) if verdacht else set()
    for stuk, woord in verdacht:
        if not is_bekend(woord, eigen):
            yield Bevinding(
                "spelling",
                Ernst.HINT,
                stuk.plek,
                f"‘{woord}’ staat niet in het woordenboek.",
                "Verbeter het woord, of zet het in de woordenlijst.",
                woord,
                woord,
            )


def _eigen_woorden(stof: Stof) -> set[str]:
    """The list of words, and the names of what the report is about."""
    bron = stof.bron
    namen = [*Woord.objects.values_list("woord", flat=True), *Activiteit.objects.values_list("titel", flat=True).distinct()]
    for locatie in Locatie.objects.values_list("naam", "plaats"):
        namen += locatie
    namen += [woord for _, _, woord in stof.termen]
    namen += [gemeente.naam for gemeente in bron.cijfers.gemeenten.values()]
    namen += [partner.naam for partner in bron.partners]
    namen += [citaat.wie for citaat in bron.citaten]
    namen += [verhaal.plaats for verhaal in bron.verhalen]
    namen += [blok.campagne.naam for h in bron.hoofdstukken for blok in h.blokken.all() if blok.campagne]
    return delen(namen)
