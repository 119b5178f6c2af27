"""The commands jaarbericht, jaarberichten and importeer_grenzen: what they write, say and leave behind.

In a process of its own a command runs on a copy of the test database in a file; that goes on SQLite only.
"""

import json
import os
import subprocess
import sys
import time
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection

from catalogus.models import Gemeente, Grens
from jaarbericht.models import Blok
from tests.factories import JAAR, GemeenteFactory
from tests.jaarbericht.fabrieken import BlokFactory, HoofdstukFactory

pytestmark = pytest.mark.django_db
NIET_COMPLEET = (
    "Het jaarbericht 2026 van Meppel is niet compleet:\n"
    "- Hoofdstuk ‘Leren’, blok ‘Kop’, veld ‘term:x’ op regel 1, teken 1: er is geen term ‘x’"
)


@pytest.fixture
def gemeenten() -> tuple[Gemeente, Gemeente, Gemeente]:
    """Assen and Zwolle are complete, Meppel has a block of its own with an unknown placeholder; Hoogeveen takes no part."""
    assen, meppel, zwolle = (
        GemeenteFactory(naam=naam, cbs_code=code)
        for naam, code in [("Assen", "GM0106"), ("Meppel", "GM0119"), ("Zwolle", "GM0193")]
    )
    GemeenteFactory(naam="Hoogeveen", cbs_code="GM0118", deelnemer_van=None)
    hoofdstuk = HoofdstukFactory(sleutel="leren", titel="Leren")
    BlokFactory(hoofdstuk=hoofdstuk, tekst="<p>Iedereen leest.</p>")
    BlokFactory(hoofdstuk=hoofdstuk, titel="Kop", gemeente=meppel, tekst='<span data-veld="term:x">7</span>')
    return assen, meppel, zwolle


def zegt(*opdracht) -> str:
    """What a command that succeeds says."""
    uit = StringIO()
    call_command(*map(str, opdracht), stdout=uit)
    return uit.getvalue()


def weigert(*opdracht) -> tuple[int, str, str]:
    """Exit status, error and the other output of a command that fails."""
    uit, mis = StringIO(), StringIO()
    with pytest.raises(CommandError) as fout:
        call_command(*map(str, opdracht), stdout=uit, stderr=mis)
    return fout.value.returncode, str(fout.value), uit.getvalue() + mis.getvalue()


def bestanden(map_: Path) -> list[str]:
    return sorted(pad.name for pad in map_.iterdir())


def is_pdf(pad: Path) -> bool:
    inhoud = pad.read_bytes()
    return inhoud.startswith(b"%PDF-1.7") and inhoud.rstrip().endswith(b"%%EOF")


# ------------------------------------------------------------------ jaarbericht
@pytest.mark.pdf
def test_jaarbericht(gemeenten, tmp_path):
    pad = tmp_path / "assen.pdf"
    assert zegt("jaarbericht", "gm0106", JAAR, "--uit", pad) == f"Jaarbericht 2026 van Assen staat in {pad}.\n"
    assert (bestanden(tmp_path), is_pdf(pad)) == (["assen.pdf"], True)


@pytest.mark.parametrize(
    ("code", "jaar", "tekst"),
    [
        (
            "GM9999",
            JAAR,
            "Er is geen gemeente met code ‘GM9999’. Een CBS-code is GM met vier cijfers, bijvoorbeeld GM1701.",
        ),
        ("GM0118", JAAR, "Hoogeveen doet in 2026 niet mee en krijgt geen jaarbericht."),
        ("GM0106", 2025, "Er is geen opzet voor 2025. Maak eerst een opzet met hoofdstukken."),
        ("GM0106", 2019, "Assen doet in 2019 niet mee en krijgt geen jaarbericht."),
        ("GM0106", 0, "Het jaar 0 bestaat niet. Geef een jaar als 2024."),
        ("GM0106", 99999, "Het jaar 99999 bestaat niet. Geef een jaar als 2024."),
        ("GM0119", JAAR, NIET_COMPLEET),
    ],
)
def test_jaarbericht_dat_niet_kan(gemeenten, tmp_path, code, jaar, tekst):
    (tmp_path / "oud.pdf").write_bytes(b"oud")
    for naam in ("oud.pdf", "nieuw.pdf"):
        assert weigert("jaarbericht", code, jaar, "--uit", tmp_path / naam) == (2, tekst, "")
    assert bestanden(tmp_path) == ["oud.pdf"]
    assert (tmp_path / "oud.pdf").read_bytes() == b"oud"


def test_jaarbericht_in_een_map_die_er_niet_is(gemeenten, tmp_path):
    tekst = f"De map {tmp_path / 'weg'} bestaat niet. Maak haar eerst."
    assert weigert("jaarbericht", "GM0106", JAAR, "--uit", tmp_path / "weg" / "a.pdf") == (2, tekst, "")
    assert bestanden(tmp_path) == []


# ------------------------------------------------------------------ jaarberichten
@pytest.mark.pdf
def test_jaarberichten_maakt_de_andere_en_noemt_wie_niet_kan(gemeenten, tmp_path):
    map_ = tmp_path / "nieuw" / "uit"
    status, fout, uitvoer = weigert("jaarberichten", JAAR, "--map", map_)
    assert (status, fout) == (2, "1 van de 3 jaarberichten is niet gemaakt; de reden staat hierboven.")
    assert uitvoer == (
        f"Assen: {map_}/jaarbericht-2026-GM0106.pdf\n"
        f"Zwolle: {map_}/jaarbericht-2026-GM0193.pdf\n"
        "2 van 3 jaarberichten gemaakt.\n"
        f"Meppel: niet gemaakt. {NIET_COMPLEET}\n"
    )
    assert bestanden(map_) == ["jaarbericht-2026-GM0106.pdf", "jaarbericht-2026-GM0193.pdf"]
    assert all(is_pdf(pad) for pad in map_.iterdir())


@pytest.mark.pdf
def test_jaarberichten_die_alle_kunnen(gemeenten, tmp_path):
    Blok.objects.filter(titel="Kop").delete()
    assert zegt("jaarberichten", JAAR, "--map", tmp_path).splitlines()[-1] == "3 van 3 jaarberichten gemaakt."
    assert len(bestanden(tmp_path)) == 3


@pytest.mark.pdf
def test_jaarberichten_gaat_verder_waar_het_bleef(gemeenten, tmp_path):
    """Whole and current: skipped. Cut off, of other content or not ours: made again."""
    Blok.objects.filter(titel="Kop").delete()
    assen, meppel, zwolle = (tmp_path / f"jaarbericht-2026-{gemeente.cbs_code}.pdf" for gemeente in gemeenten)
    zegt("jaarberichten", JAAR, "--map", tmp_path)
    assen_was, heel = assen.stat().st_mtime_ns, meppel.read_bytes()
    meppel.write_bytes(heel[:-30])
    zwolle.write_bytes(assen.read_bytes())
    assert zegt("jaarberichten", JAAR, "--map", tmp_path) == (
        f"Assen: {assen} (was al actueel)\nMeppel: {meppel}\nZwolle: {zwolle}\n"
        "2 van 3 jaarberichten gemaakt. 1 was al actueel.\n"
    )
    assert (assen.stat().st_mtime_ns, meppel.read_bytes(), zwolle.read_bytes() != assen.read_bytes()) == (assen_was, heel, True)
    Blok.objects.update(tekst="<p>Iedereen leest en schrijft.</p>")
    assert zegt("jaarberichten", JAAR, "--map", tmp_path).splitlines()[-1] == "3 van 3 jaarberichten gemaakt."


def test_een_jaarbericht_met_een_onverwachte_fout_houdt_de_andere_niet_tegen(gemeenten, tmp_path, caplog):
    """A setting that is not what the report expects gives no RegelFout; the log has the whole story."""
    Blok.objects.update(instelling={"nummer": "een"})
    status, fout, uitvoer = weigert("jaarberichten", JAAR, "--map", tmp_path)
    assert (status, fout) == (2, "3 van de 3 jaarberichten zijn niet gemaakt; de reden staat hierboven.")
    reden = "niet gemaakt. Er ging iets onverwachts mis. De beheerder vindt in het logboek wat."
    assert uitvoer == f"0 van 3 jaarberichten gemaakt.\nAssen: {reden}\nMeppel: {reden}\nZwolle: {reden}\n"
    assert [regel.getMessage() for regel in caplog.records] == [
        f"jaarbericht 2026 van {code} mislukt" for code in ("GM0106", "GM0119", "GM0193")
    ]
    assert bestanden(tmp_path) == []


def test_jaarberichten_van_een_jaar_zonder_deelnemers(gemeenten, tmp_path):
    map_ = tmp_path / "uit"
    assert weigert("jaarberichten", 2019, "--map", map_) == (2, "In 2019 doet geen enkele gemeente mee.", "")
    assert bestanden(tmp_path) == []


def test_jaarberichten_van_een_jaar_zonder_opzet(gemeenten, tmp_path):
    status, fout, uitvoer = weigert("jaarberichten", 2025, "--map", tmp_path)
    assert (status, fout) == (2, "3 van de 3 jaarberichten zijn niet gemaakt; de reden staat hierboven.")
    reden = "niet gemaakt. Er is geen opzet voor 2025. Maak eerst een opzet met hoofdstukken."
    assert uitvoer == f"0 van 3 jaarberichten gemaakt.\nAssen: {reden}\nMeppel: {reden}\nZwolle: {reden}\n"
    assert bestanden(tmp_path) == []


def test_jaarberichten_in_een_map_die_niet_kan(gemeenten, tmp_path):
    (tmp_path / "bestand").write_bytes(b"x")
    tekst = f"De map {tmp_path / 'bestand' / 'uit'} is niet te maken. Kijk of je daar mag schrijven."
    assert weigert("jaarberichten", JAAR, "--map", tmp_path / "bestand" / "uit") == (2, tekst, "")


def test_jaarberichten_van_een_jaar_dat_niet_bestaat(gemeenten, tmp_path):
    tekst = "Het jaar 20244 bestaat niet. Geef een jaar als 2024."
    assert weigert("jaarberichten", 20244, "--map", tmp_path / "uit") == (2, tekst, "")
    assert bestanden(tmp_path) == []


@pytest.mark.parametrize("aantal", [0, -1])
def test_jaarberichten_met_te_weinig_processen(gemeenten, tmp_path, aantal):
    opdracht = ("jaarberichten", JAAR, "--map", tmp_path, f"--processen={aantal}")
    assert weigert(*opdracht) == (2, "--processen is 1 of meer.", "")


# ------------------------------------------------------------------ importeer_grenzen
RING = [[6.2, 52.8], [6.4, 52.8], [6.4, 52.9], [6.2, 52.8]]


def geojson(map_: Path, gebieden: dict[str, list]) -> Path:
    """A file with a polygon per CBS code."""
    features = [
        {"type": "Feature", "properties": {"statcode": code}, "geometry": {"type": "Polygon", "coordinates": [ring]}}
        for code, ring in gebieden.items()
    ]
    pad = map_ / "grenzen.geojson"
    pad.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    return pad


def test_importeer_grenzen(tmp_path):
    GemeenteFactory(cbs_code="GM1701")
    GemeenteFactory(cbs_code="GM0119")
    pad = geojson(tmp_path, {"GM1701": RING, "GM9999": RING, "GM9998": RING})
    assert zegt("importeer_grenzen", pad) == (
        "Grens van 1 gemeente ingelezen.\nOvergeslagen, hier niet bekend: GM9999, GM9998.\n"
    )
    assert [(grens.gemeente.cbs_code, grens.vlakken, grens.bron) for grens in Grens.objects.all()] == [
        ("GM1701", [[RING]], "CBS/Kadaster (PDOK), CC BY 4.0")
    ]
    pad = geojson(tmp_path, {"GM1701": RING, "GM0119": RING})
    assert zegt("importeer_grenzen", pad, "--bron", "Kadaster") == "Grenzen van 2 gemeenten ingelezen.\n"
    assert sorted(Grens.objects.values_list("bron", flat=True)) == ["Kadaster", "Kadaster"]


def test_importeer_grenzen_in_meters(tmp_path):
    """Rijksdriehoek, as most Dutch files are: all or nothing."""
    GemeenteFactory(cbs_code="GM1701")
    GemeenteFactory(cbs_code="GM0119")
    pad = geojson(tmp_path, {"GM0119": RING, "GM1701": [[x * 30000, y * 10000] for x, y in RING]})
    tekst = f"{pad}, gebied 2: geen Polygon of MultiPolygon in graden (WGS84). Zet het bestand om naar EPSG:4326."
    assert weigert("importeer_grenzen", pad) == (2, tekst, "")
    assert Grens.objects.count() == 0


def test_importeer_grenzen_van_wat_niet_te_lezen_is(tmp_path):
    weg, kapot = tmp_path / "weg.geojson", tmp_path / "kapot.geojson"
    kapot.write_bytes(b"\xff\xfe{")
    assert weigert("importeer_grenzen", weg) == (2, f"Het bestand {weg} bestaat niet.", "")
    for pad in (kapot, tmp_path):
        status, tekst, _ = weigert("importeer_grenzen", pad)
        assert (status, tekst.partition(":")[0]) == (2, f"{pad} is geen leesbaar GeoJSON-bestand")
    assert Grens.objects.count() == 0


# ------------------------------------------------------------------ as processes, on a database in a file
if connection.vendor == "sqlite":

    def omgeving(map_: Path) -> dict[str, str]:
        """A copy of the test database in `map_`, and what a process needs to use it."""
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(map_ / "db.sqlite3")])
        eigen = {"DATABASE_URL": f"sqlite:///{map_ / 'db.sqlite3'}", "MEDIA_ROOT": str(map_), "SECRET_KEY": "x"}
        onze = {naam: waarde for naam, waarde in os.environ.items() if naam != "DJANGO_SETTINGS_MODULE"}
        return {**onze, **eigen, "STATIC_SIMPLE": "true"}

    def start(env: dict[str, str], *opdracht) -> subprocess.Popen:
        return subprocess.Popen(
            [sys.executable, "manage.py", *map(str, opdracht)],
            cwd=settings.BASE_DIR,
            env=env,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    @pytest.mark.pdf
    @pytest.mark.django_db(transaction=True)
    def test_jaarberichten_in_twee_processen(gemeenten, tmp_path):
        """Exit status, stdout and stderr as a shell sees them; the same lines as in one process."""
        map_ = tmp_path / "uit"
        proces = start(omgeving(tmp_path), "jaarberichten", JAAR, "--map", map_, "--processen", 2)
        uit, mis = proces.communicate(timeout=240)
        assert mis == (
            f"Meppel: niet gemaakt. {NIET_COMPLEET}\n"
            "CommandError: 1 van de 3 jaarberichten is niet gemaakt; de reden staat hierboven.\n"
        )
        assert uit == (
            f"Assen: {map_}/jaarbericht-2026-GM0106.pdf\n"
            f"Zwolle: {map_}/jaarbericht-2026-GM0193.pdf\n"
            "2 van 3 jaarberichten gemaakt.\n"
        )
        assert proces.returncode == 2
        assert bestanden(map_) == ["jaarbericht-2026-GM0106.pdf", "jaarbericht-2026-GM0193.pdf"]
        assert all(is_pdf(pad) for pad in map_.iterdir())

    @pytest.mark.pdf
    @pytest.mark.django_db(transaction=True)
    def test_jaarbericht_dat_niet_kan_in_een_proces(gemeenten, tmp_path):
        env = omgeving(tmp_path)
        proces = start(env, "jaarbericht", "GM0119", JAAR, "--uit", tmp_path / "a.pdf")
        uit, mis = proces.communicate(timeout=120)
        assert (proces.returncode, uit, mis) == (2, "", f"CommandError: {NIET_COMPLEET}\n")
        assert not (tmp_path / "a.pdf").exists()

    @pytest.mark.pdf
    @pytest.mark.django_db(transaction=True)
    def test_jaarberichten_halverwege_gestopt(gemeenten, tmp_path):
        """Killed after the first file; the same command makes the rest, and nothing twice."""
        Blok.objects.filter(titel="Kop").delete()
        map_ = tmp_path / "uit"
        map_.mkdir()
        (map_ / ".jaarbericht-oud").write_bytes(b"%PDF half")
        os.utime(map_ / ".jaarbericht-oud", (0, 0))
        proces = start(omgeving(tmp_path), "jaarberichten", JAAR, "--map", map_)
        wachten = time.monotonic() + 120
        while not list(map_.glob("jaarbericht-*.pdf")) and time.monotonic() < wachten:
            time.sleep(0.01)
        proces.kill()
        proces.communicate()
        heel = {pad.name: pad.stat().st_mtime_ns for pad in map_.glob("jaarbericht-*.pdf")}
        assert 1 <= len(heel) < 3
        for pad in map_.glob(".jaarbericht-*"):  # what the kill cut off, an hour later
            os.utime(pad, (0, 0))
        rest = f"{3 - len(heel)} van 3 jaarberichten gemaakt. {len(heel)} {'was' if len(heel) == 1 else 'waren'} al actueel."
        assert zegt("jaarberichten", JAAR, "--map", map_).splitlines()[-1] == rest
        assert bestanden(map_) == [f"jaarbericht-2026-{gemeente.cbs_code}.pdf" for gemeente in gemeenten]
        assert all(is_pdf(pad) for pad in map_.iterdir())
        assert {naam: (map_ / naam).stat().st_mtime_ns for naam in heel} == heel
