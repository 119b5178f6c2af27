"""manage.py jaarberichten 2024 --map uit --processen 2"""

import logging
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import django
from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from catalogus.fouten import RegelFout
from catalogus.models import Gemeente
from jaarbericht import maken

log = logging.getLogger(__name__)


def _maak(code: str, jaar: int, pad: Path) -> tuple[bool, str]:
    """Makes one report; returns whether the file is new, and the reason when there is none. Runs in a worker process."""
    try:
        return maken.werk_bij(pad=pad, gemeente=maken.zoek_gemeente(code), jaar=jaar), ""
    except RegelFout as fout:
        return False, fout.tekst
    except Exception:
        log.exception("jaarbericht %s van %s mislukt", jaar, code)
        return False, "Er ging iets onverwachts mis. De beheerder vindt in het logboek wat."


class Command(BaseCommand):
    help = (
        "Maakt de jaarberichten van alle deelnemende gemeenten. Een die niet kan, houdt de andere niet tegen. Wat in de map al "
        "heel en actueel is, wordt niet opnieuw gemaakt: na een onderbreking gaat dezelfde opdracht verder."
    )

    def add_arguments(self, parser):
        parser.add_argument("jaar", type=int)
        parser.add_argument("--map", required=True, type=Path, dest="doel", help="map voor de pdf's; wordt zo nodig gemaakt")
        parser.add_argument("--processen", type=int, default=1, help="hoeveel er tegelijk worden gemaakt")

    def handle(self, *args, jaar, doel, processen, **opties):
        if processen < 1:
            raise CommandError("--processen is 1 of meer.", returncode=2)
        try:
            maken.eis_jaar(jaar)
        except RegelFout as fout:
            raise CommandError(fout.tekst, returncode=2) from fout
        gemeenten = list(Gemeente.objects.deelnemers(jaar))
        if not gemeenten:
            raise CommandError(f"In {jaar} doet geen enkele gemeente mee.", returncode=2)
        try:
            doel.mkdir(parents=True, exist_ok=True)
        except OSError as fout:
            raise CommandError(f"De map {doel} is niet te maken. Kijk of je daar mag schrijven.", returncode=2) from fout
        maken.ruim_op(map_=doel)
        opdrachten = [(g.cbs_code, jaar, doel / maken.bestandsnaam(g, jaar)) for g in gemeenten]
        mislukt = actueel = 0
        resultaten = self._resultaten(opdrachten, processen)
        for gemeente, (_, _, pad), (nieuw, reden) in zip(gemeenten, opdrachten, resultaten, strict=True):
            if reden:
                mislukt += 1
                self.stderr.write(f"{gemeente}: niet gemaakt. {reden}")
            else:
                actueel += not nieuw
                self.stdout.write(f"{gemeente}: {pad}{'' if nieuw else ' (was al actueel)'}")
        rest = f" {actueel} {'was' if actueel == 1 else 'waren'} al actueel." if actueel else ""
        self.stdout.write(f"{len(gemeenten) - mislukt - actueel} van {len(gemeenten)} jaarberichten gemaakt.{rest}")
        if mislukt:
            hoeveel = f"{mislukt} van de {len(gemeenten)} jaarberichten {'is' if mislukt == 1 else 'zijn'}"
            raise CommandError(f"{hoeveel} niet gemaakt; de reden staat hierboven.", returncode=2)

    def _resultaten(self, opdrachten, processen):
        if processen == 1:
            yield from (_maak(*opdracht) for opdracht in opdrachten)
            return
        connections.close_all()
        with ProcessPoolExecutor(processen, mp_context=get_context("spawn"), initializer=django.setup) as pool:
            yield from pool.map(_maak, *zip(*opdrachten, strict=True))
