"""The page of a report with a text that is not saved yet."""

from io import BytesIO

import pytest
from django.urls import reverse
from PIL import Image

from catalogus.models import Groep
from jaarbericht import voorbeeld
from jaarbericht.models import Blok, Hoofdstuk, Tekstvariant
from tests.factories import JAAR, IndicatorFactory, medewerker
from tests.jaarbericht.fabrieken import BlokFactory, GemeenteFactory, HoofdstukFactory

pytestmark = pytest.mark.django_db
LEEG = voorbeeld.Voorbeeld


@pytest.fixture
def westerveld():
    return GemeenteFactory(naam="Westerveld", cbs_code="GM1701")


@pytest.fixture
def blok():
    hoofdstuk = HoofdstukFactory(sleutel="lezen", titel="Lezen")
    return BlokFactory(hoofdstuk=hoofdstuk, titel="BoekStart", sleutel="boekstart", tekst="<p>Bewaard.</p>")


def maak(gemeente, blok, tekst="<p>Getypt.</p>", blad=None, **meer):
    proef = voorbeeld.Proef(blok.pk, tekst, **meer)
    return voorbeeld.maak(gemeente=gemeente, jaar=JAAR, proef=proef, blad=blad)


@pytest.mark.pdf
def test_een_bladzijde_als_beeld(westerveld, blok, client):
    """All that needs a real page, once: picture, pages, the page with the words, what is missing, and nothing stored."""
    IndicatorFactory(code="leden", naam="Leden")
    lang = "<p>Een alinea die ruimte vraagt op de bladzijde. </p>" * 150
    gemaakt = maak(westerveld, blok, f"{lang}<p>Slot.</p><p>{{cijfer:leden}}</p>")
    beeld = Image.open(BytesIO(gemaakt.beeld))
    assert (beeld.format, beeld.width, gemaakt.blad) == ("JPEG", 1040, 1)
    assert gemaakt.bladen > 1
    assert gemaakt.gebreken == (f"veld ‘cijfer:leden’ op regel 152, teken 4: Leden over {JAAR} is niet ingevuld",)
    nieuw = BlokFactory(hoofdstuk=blok.hoofdstuk, tekst="<p>x</p>")
    Blok.objects.filter(pk=blok.pk).update(tekst=lang)
    assert maak(westerveld, nieuw, "<p>Dit staat achteraan in het hoofdstuk.</p>").blad == gemaakt.bladen
    assert maak(westerveld, nieuw, "<p>Dit staat achteraan.</p>", blad=1).blad == 1
    assert Blok.objects.get(pk=nieuw.pk).tekst == "<p>x</p>"
    client.force_login(medewerker(Groep.REDACTIE))
    gepost = {"tekst": "<p>Kort.</p>", "titel": "BoekStart", "slot": "0", "doen": "voorbeeld"}
    for route in ("redactie_voorbeeld", "redactie_tekst"):
        html = client.post(reverse(route, args=[JAAR, nieuw.pk]), gepost).content.decode()
        assert 'src="data:image/jpeg;base64,/9j/' in html
    assert Blok.objects.get(pk=nieuw.pk).tekst == "<p>x</p>"


def test_wat_er_niet_in_staat_zegt_waarom(westerveld, blok):
    weg = LEEG(reden="Dit blok staat niet in het jaarbericht van Westerveld.")
    assert maak(westerveld, blok, wijze=Tekstvariant.Wijze.WEGLATEN) == weg
    Blok.objects.update(voorwaarde="heeft:partners")
    assert maak(westerveld, blok) == weg
    blok.pk = 0
    assert maak(westerveld, blok) == LEEG(reden="Dit blok is er niet meer.")


def test_een_hoofdstuk_dat_nog_niets_toont(westerveld, blok):
    Blok.objects.update(titel="")
    assert maak(westerveld, blok, "", titel="") == LEEG(reden="Dit hoofdstuk heeft nog geen pagina voor Westerveld.")


@pytest.mark.parametrize(
    ("wijze", "tekst"),
    [
        (None, "<p>Getypt.</p>"),
        ("", "<p>Bewaard.</p>"),
        ("vervangen", "<p>Getypt.</p>"),
        ("aanvullen-voor", "<p>Getypt.</p><p>Bewaard.</p>"),
        ("aanvullen-na", "<p>Bewaard.</p><p>Getypt.</p>"),
    ],
)
def test_wat_er_op_de_pagina_komt(westerveld, blok, wijze, tekst):
    proef = voorbeeld.Proef(blok.pk, "<p>Getypt.<script>x</script></p>", titel="Kop", wijze=wijze)
    plaats = voorbeeld.zoek(gemeente=westerveld, jaar=JAAR, proef=proef)
    (deel,) = next(s for s in plaats.rapport.secties if s.sleutel == plaats.sleutel).onderdelen
    assert (plaats.sleutel, deel.html, deel.titel) == ("lezen", tekst, "Kop" if wijze is None else "BoekStart")


def test_een_gemeente_die_niet_meedoet_of_een_jaar_zonder_gemeenten(client, blok):
    client.force_login(medewerker(Groep.REDACTIE))
    html = client.post(reverse("redactie_voorbeeld", args=[JAAR, blok.pk]), {"tekst": ""}).content.decode()
    assert f"In {JAAR} doet nog geen gemeente mee." in html
    GemeenteFactory(cbs_code="GM0001", deelnemer_van=None)
    assert client.post(reverse("redactie_voorbeeld", args=[JAAR, blok.pk]) + "?gemeente=GM0001").status_code == 404


@pytest.mark.parametrize(
    ("soort", "instelling", "secties", "wordt"),
    [
        (Blok.Soort.INTRO, {}, ["h", "h-tekst"], "h"),
        (Blok.Soort.TEKST, {}, ["h", "h-tekst", "b"], "h-tekst"),
        (Blok.Soort.TEKST, {}, ["h"], "h"),
        (Blok.Soort.CIJFERTABEL, {}, ["h", "h-tekst", "b"], "b"),
        (Blok.Soort.CIJFERTABEL, {}, ["h", "a"], "a"),
        (Blok.Soort.CIJFERTABEL, {"plek": "stroom"}, ["h", "h-tekst", "a"], "h-tekst"),
        (Blok.Soort.MIDDELEN, {}, ["h", "b"], "b"),
        (Blok.Soort.TEKST, {}, [], ""),
    ],
)
def test_op_welk_deel_een_blok_staat(soort, instelling, secties, wordt):
    blok = Blok(hoofdstuk=Hoofdstuk(sleutel="h"), sleutel="b", soort=soort, instelling=instelling)
    assert voorbeeld.deel_van(blok=blok, volgorde=["a", "b", "c"], er_zijn={*secties}) == wordt
