"""Uploaded pictures: what is in them counts, not how they are called."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from catalogus.regels import beelden
from tests.factories import weigering

GEEN_FOTO = ("foto", "Dit bestand is geen foto die we kunnen lezen. Kies een jpg-, png- of webp-bestand.")


def bestand(soort, modus="RGB", maat=(40, 20), **velden):
    uit = BytesIO()
    Image.new(modus, maat).save(uit, soort, **velden)
    return SimpleUploadedFile("foto.jpg", uit.getvalue())


@pytest.mark.parametrize(
    ("soort", "modus", "uit", "eind"),
    [
        ("JPEG", "RGB", "JPEG", "jpg"),
        ("JPEG", "CMYK", "JPEG", "jpg"),
        ("JPEG", "L", "JPEG", "jpg"),
        ("PNG", "RGB", "JPEG", "jpg"),
        ("PNG", "P", "JPEG", "jpg"),
        ("PNG", "RGBA", "PNG", "png"),
        ("WEBP", "RGB", "JPEG", "jpg"),
    ],
)
def test_elke_soort_foto(soort, modus, uit, eind):
    foto = beelden.maak_foto(bestand=bestand(soort, modus), naam="lees")
    with Image.open(foto) as beeld:
        assert (beeld.format, beeld.size) == (uit, (40, 20))
    assert foto.name.startswith("lees-") and foto.name.endswith(f".{eind}")


def test_een_grote_foto_houdt_zijn_verhouding():
    with Image.open(beelden.maak_foto(bestand=bestand("PNG", maat=(5000, 2500)), naam="x")) as beeld:
        assert beeld.size == (2000, 1000)


def test_een_plaatje_zonder_gegevens_van_het_programma():
    info = PngInfo()
    info.add_text("Author", "Jan de Vries")
    foto = beelden.maak_foto(bestand=bestand("PNG", "RGBA", pnginfo=info), naam="x")
    assert b"Jan de Vries" not in foto.read()


@pytest.mark.parametrize(
    "inhoud", [b"", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", b"%PDF-1.7", b"\xff\xd8\xff\xe0 kapot"]
)
def test_geen_foto(inhoud):
    assert weigering(beelden.maak_foto, bestand=SimpleUploadedFile("foto.jpg", inhoud), naam="x") == GEEN_FOTO


def test_een_afgebroken_foto():
    heel = bestand("JPEG", maat=(400, 400)).read()
    half = SimpleUploadedFile("foto.jpg", heel[: len(heel) // 2])
    assert weigering(beelden.maak_foto, bestand=half, naam="x") == GEEN_FOTO


def test_een_gif_is_geen_foto():
    assert weigering(beelden.maak_foto, bestand=bestand("GIF", "P"), naam="x") == GEEN_FOTO


def test_te_veel_beeldpunten_wordt_niet_uitgepakt():
    code, tekst = weigering(beelden.maak_foto, bestand=bestand("PNG", "1", maat=(10000, 7000)), naam="x")
    assert (code, tekst) == ("foto", "De foto heeft te veel beeldpunten. Kies een foto van hooguit 60 miljoen beeldpunten.")


def test_een_te_zwaar_bestand():
    foto = bestand("PNG")
    foto.size = 21 * 1024 * 1024
    assert weigering(beelden.maak_foto, bestand=foto, naam="x") == (
        "foto",
        "De foto is 21 MB. Kies een foto van hooguit 20 MB.",
    )
