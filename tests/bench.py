"""`make bench`: the report, and reading files in, against their targets, as ratios within one run.

For the report Chromium printing the same HTML is the measure.

Each time ratio is the median of three rounds, and compares what was measured within one round. It takes some ten minutes and
says little on a machine that is busy with something else: the load is printed below the table.
Exit status 0 whatever the figures are; 2 when something cannot be measured.
"""

import argparse
import gc
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from html import unescape
from itertools import cycle, islice
from multiprocessing import get_context
from pathlib import Path
from statistics import median

import bench_uitvoering
import django
from chromium import PROGRAMMA

CODE, JAAR = "GM1701", 2024  # the worked-out report of the demo
SECTIE = BLOK = "meedoen-tekst"  # its longest running text
RONDES = 3
GEHEUGENPROEF = 25  # reports
RUBRIEK = "digitale-vaardigheden"  # the most counting indicators
REGISTER = 100_000  # meetings
WEINIG, VEEL = 5_000, 50_000  # rows of a workbook
RUIMTE = 400_000  # bytes that a file may have besides its photos
WORTEL = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(WORTEL))  # run as a file: a package of others is also called `tests`
MANAGE = [sys.executable, "manage.py"]
# Quoted or in url(): what the fetcher of the PDF finds, and Chromium only as a file.
ADRES = re.compile(r"""(?<=["'(])(?:media|static|tekening):[^"')]+""")
DEEL = re.compile(r"<style>(.*?)</style>.*<body>(.*)</body>", re.DOTALL)


class Onmeetbaar(Exception):
    """Something cannot run; the text says what."""


def duur(doe: Callable[[], object]) -> float:
    begin = time.perf_counter()
    doe()
    return time.perf_counter() - begin


def voer_uit(*opdracht: str | Path, goed: tuple[int, ...] = (0,)) -> None:
    klaar = subprocess.run(opdracht, cwd=WORTEL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if klaar.returncode not in goed:
        raise Onmeetbaar(f"{' '.join(map(str, opdracht))}\nended with status {klaar.returncode}:\n{klaar.stdout[-2000:]}")


# ------------------------------------------------------------------ the same HTML for Chromium
def schrijf_html(paginas: list, map_: Path) -> Path:
    """All secties in one file, with the stylesheet; fonts, photos and drawings as files beside it."""
    from catalogus.drukwerk.ophalen import SVG, haal
    from catalogus.drukwerk.opmaken import LETTERS
    from jaarbericht import pdf

    stijlen = [
        f'@font-face{{font-family:"{familie}";font-weight:{gewicht};font-style:{stijl};'
        f'src:url("static:pakketten/letters/{bestand}.ttf")}}'
        for familie, bestand, gewicht, stijl in LETTERS
    ]
    stijlen += [(WORTEL / "static" / blad).read_text(encoding="utf-8") for blad in pdf.STIJLBLADEN]
    delen = []
    for pagina in paginas:
        stijl, deel = DEEL.search(pagina.html).groups()
        # A sectie has its document to itself: without its key this drawing would go to all of them.
        stijlen.append(stijl.replace(".plank{", f"#{pagina.sleutel} .plank{{"))
        delen.append(deel)
    html = f"<!DOCTYPE html><html lang='nl'><meta charset='utf-8'><style>{''.join(stijlen)}</style>{''.join(delen)}</html>"
    namen: dict[str, str] = {}

    def als_bestand(treffer: re.Match) -> str:
        adres = unescape(treffer[0])
        if adres not in namen:
            inhoud, soort = haal(adres)
            namen[adres] = f"{len(namen)}{'.svg' if soort == SVG else Path(adres).suffix}"
            (map_ / namen[adres]).write_bytes(inhoud)
        return namen[adres]

    bron = map_ / "rapport.html"
    bron.write_text(ADRES.sub(als_bestand, html), encoding="utf-8")
    return bron


def print_met_chromium(bron: Path) -> None:
    if PROGRAMMA is None:
        raise Onmeetbaar("Chromium is not on this machine; `make opzetten-test` installs it.")
    doel = bron.with_suffix(".pdf")
    doel.unlink(missing_ok=True)
    opties = ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", "--allow-file-access-from-files"]
    voer_uit(PROGRAMMA, *opties, f"--user-data-dir={bron.parent / 'chromium'}", f"--print-to-pdf={doel}", bron.as_uri())
    if not doel.exists():
        raise Onmeetbaar("Chromium ended without an error, but printed nothing.")


# ------------------------------------------------------------------ our side
def vergeet_opmaak() -> None:
    """Back to a running process before its first report: it has fonts and stylesheet, but no laid-out secties."""
    from catalogus.drukwerk import opmaken

    opmaken._bewaard.clear()
    opmaken._maten.clear()
    gc.collect()


@contextmanager
def langer(ronde: int):
    """For a moment the running text has one more sentence, another in each round."""
    from django.db import transaction
    from django.db.models import F, Value
    from django.db.models.functions import Concat

    from jaarbericht.models import Blok

    with transaction.atomic():
        zin = Value(f"<p>Dit is zin {ronde} van de meting.</p>")
        Blok.objects.filter(sleutel=BLOK, gemeente=None).update(tekst=Concat(F("tekst"), zin))
        yield
        transaction.set_rollback(True)


@contextmanager
def veel_bijeenkomsten(aantal: int):
    """For a moment the register of the year is so large, spread over the executions that are there."""
    import datetime

    from django.db import transaction

    from catalogus.models import Bijeenkomst, Uitvoering

    begin = datetime.date(JAAR, 1, 1)
    reeksen = cycle(Uitvoering.objects.order_by("pk").values_list("pk", flat=True))
    with transaction.atomic():
        Bijeenkomst.objects.bulk_create(
            (
                Bijeenkomst(uitvoering_id=pk, datum=begin + datetime.timedelta(days=n % 366), deelnames=n % 30)
                for n, pk in enumerate(islice(reeksen, aantal))
            ),
            batch_size=5000,
        )
        yield
        transaction.set_rollback(True)


def rooster() -> int:
    """Builds the grid of figures with the most counts; how many queries that took."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from catalogus.schermen.cijfers import beeld

    with CaptureQueriesContext(connection) as vragen:
        beeld(jaar=JAAR, slug=RUBRIEK, smal="")
    return len(vragen)


def geheugen(codes: list[str]) -> float:
    """Makes reports one after another; the memory of this process afterwards, in MB. Runs in a process of its own."""
    from jaarbericht import maken

    for code in codes:
        maken.maak_pdf(gemeente=maken.zoek_gemeente(code), jaar=JAAR)
    return int(re.search(r"VmRSS:\s+(\d+) kB", Path("/proc/self/status").read_text())[1]) * 1024 / 1e6


def meet_inlezen(map_: Path) -> tuple[float, float, float]:
    """Seconds to read many rows in, and the memory that takes against that of a few, each in a process of its own."""
    from bench_inlezen import lees_in

    uit = []
    for rijen in (WEINIG, VEEL):
        with ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=django.setup) as proces:
            uit.append(proces.submit(lees_in, map_ / f"{rijen}.xlsx", rijen).result())
    (_, licht), (seconden, zwaar) = uit
    return seconden, zwaar, licht


def meet(map_: Path) -> None:
    from catalogus.drukwerk.ophalen import haal
    from catalogus.models import Gemeente
    from jaarbericht import maken, opmaak, pdf
    from jaarbericht.samenstellen import samenstel

    van = {"gemeente": maken.zoek_gemeente(CODE), "jaar": JAAR}
    deelnemers = Gemeente.objects.deelnemers(JAAR)
    codes = [g.cbs_code for g in deelnemers if not samenstel(gemeente=g, jaar=JAAR).gebreken]
    status = (0,) if len(codes) == len(deelnemers) else (2,)  # of the command that makes them all
    groot = len(maken.maak_pdf(**van))  # the first report also loads what every later one uses
    paginas = opmaak.secties(samenstel(**van).rapport)
    bron = schrijf_html(paginas, map_)
    print_met_chromium(bron)  # the first time it makes its profile
    rondes: list[dict[str, float]] = []
    for ronde in range(1, RONDES + 1):
        print(f"round {ronde} of {RONDES}", file=sys.stderr, flush=True)
        tijd = {"chromium": duur(lambda: print_met_chromium(bron))}
        tijd["koud"] = duur(lambda: voer_uit(*MANAGE, "jaarbericht", CODE, str(JAAR), "--uit", map_ / "koud.pdf"))
        vergeet_opmaak()
        tijd["warm"], tijd["weer"] = (duur(lambda: maken.maak_pdf(**van)) for _ in range(2))
        tijd["samenstel"] = duur(lambda: samenstel(**van))
        with langer(ronde):
            rapport = samenstel(**van).rapport
            anders = [pagina.sleutel for pagina in opmaak.secties(rapport) if pagina not in paginas]
            if anders != [SECTIE]:
                raise Onmeetbaar(f"A longer text {BLOK} should change one sectie, not: {', '.join(anders) or 'none'}.")
            tijd["anders"] = duur(lambda: maken.maak_pdf(**van))
        vergeet_opmaak()
        tijd["sectie"] = duur(lambda rapport=rapport: pdf.sectie(rapport, SECTIE))
        for n in "12":
            alle = [*MANAGE, "jaarberichten", str(JAAR), "--map", map_ / n, "--processen", n]
            tijd[n] = duur(lambda alle=alle: voer_uit(*alle, goed=status))
        tijd["alle"] = tijd["chromium"] * len(codes)
        with veel_bijeenkomsten(REGISTER):
            tijd["rooster"] = duur(rooster)
            vragen = rooster()
        rondes.append(tijd)
    with ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=django.setup) as proces:
        rss = proces.submit(geheugen, list(islice(cycle(codes), GEHEUGENPROEF))).result()
    seconden, zwaar, licht = meet_inlezen(map_)
    adressen = {unescape(adres) for pagina in paginas for adres in ADRES.findall(pagina.html)}
    fotos = sum(len(haal(adres)[0]) for adres in adressen if adres.startswith("media:"))

    def keer(een: str, ander: str) -> float:
        return median(tijd[een] / tijd[ander] for tijd in rondes)

    print(f"{'measure':<72}{'ratio':>6}  {'target':>6}  within target")
    for wat, verhouding, doel in (
        ("one report, process starts / Chromium", keer("koud", "chromium"), "-"),
        ("one report, process runs, nothing laid out yet / Chromium", keer("warm", "chromium"), "≤ 3.0"),
        ("the same report again / Chromium", keer("weer", "chromium"), "≤ 3.0"),
        ("the report after one sectie changed / Chromium", keer("anders", "chromium"), "≤ 1.5"),
        (f"{len(codes)} reports with 2 workers / {len(codes)} x Chromium", keer("2", "alle"), "≤ 1.3"),
        (f"{len(codes)} reports, 1 worker / 2 workers", keer("1", "2"), "≥ 1.8"),
        (f"preview of sectie {SECTIE} / Chromium, the whole", keer("sectie", "chromium"), "≤ 0.3"),
        ("querying and assembling / one report, nothing laid out yet", keer("samenstel", "warm"), "≤ 0.1"),
        (f"grid of figures, {REGISTER:,} meetings / Chromium", keer("rooster", "chromium"), "≤ 1.0"),
        (f"queries of that grid ({vragen}) / 15", vragen / 15, "≤ 1.0"),
        (f"memory after {GEHEUGENPROEF} reports ({rss:.0f} MB) / 150 MB", rss / 150, "≤ 1.0"),
        (f"file ({groot / 1e6:.2f} MB) / its photos + 0.4 MB", groot / (fotos + RUIMTE), "≤ 1.0"),
        *bench_uitvoering.meet(),
        (f"rows of uitvoeringen read in a second ({VEEL / seconden:.0f}) / 1,000", VEEL / seconden / 1000, "≥ 1.0"),
        (f"memory of reading {VEEL} rows ({zwaar:.0f} MB) / {WEINIG} rows", zwaar / licht, "≤ 1.3"),
    ):
        teken, _, grens = doel.partition(" ")
        goed = {"≤": verhouding <= float(grens or 0), "≥": verhouding >= float(grens or 0), "-": None}[teken]
        print(f"{wat:<72}{verhouding:>6.2f}  {doel:>6}  {'-' if goed is None else 'yes' if goed else 'no'}")
    druk = ", ".join(f"{getal:.1f}" for getal in os.getloadavg())
    print(f"\nload average {druk} over 1, 5 and 15 minutes on {os.cpu_count()} processors")


def main() -> int:
    lezer = argparse.ArgumentParser(prog="python tests/bench.py", description="Measures the report against its targets.")
    lezer.add_argument("--database", default=os.environ.get("DATABASE_URL"), help="URL of a database that holds the demo")
    database = lezer.parse_args().database
    with tempfile.TemporaryDirectory(prefix="bench-") as naam:
        os.environ["DJANGO_SETTINGS_MODULE"] = "catalogus.settings"
        os.environ["DATABASE_URL"] = database or f"sqlite:///{naam}/bench.sqlite3"
        try:
            for opdracht in () if database else ("migrate", "demo"):
                print(f"{opdracht}, on a temporary database", file=sys.stderr, flush=True)
                voer_uit(*MANAGE, opdracht)
            sys.path.insert(0, str(WORTEL))  # run as a script: a package of this environment is named tests too
            django.setup()
            meet(Path(naam))
        except Exception as fout:
            print(f"Cannot measure: {getattr(fout, 'tekst', '') or fout}", file=sys.stderr)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
