"""The outline, the earlier versions of a text, and the text that two people started from."""

import datetime

import pytest
from django.utils import timezone

from catalogus.models import Groep
from jaarbericht.models import Blok, Hoofdstuk, Tekstvariant
from jaarbericht.regels import redactie, tekstbeeld
from tests.factories import medewerker
from tests.jaarbericht.fabrieken import BlokFactory, GemeenteFactory, HoofdstukFactory, TekstvariantFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def westerveld():
    return GemeenteFactory(naam="Westerveld")


# ------------------------------------------------------------------ outline
def test_de_opzet_met_de_stand_van_elk_blok(westerveld):
    meppel = GemeenteFactory(naam="Meppel")
    hoofdstuk = HoofdstukFactory(titel="Lezen", soort=Hoofdstuk.Soort.PAGINAS)
    af = BlokFactory(hoofdstuk=hoofdstuk, titel="BoekStart", tekst="<p>Tekst.</p>", tekstversie=2)
    BlokFactory(hoofdstuk=hoofdstuk, sleutel="van-meppel", gemeente=meppel)
    BlokFactory(hoofdstuk=hoofdstuk, sleutel="nog-leeg", tekst="<p> </p>")
    BlokFactory(hoofdstuk=hoofdstuk, soort=Blok.Soort.VERHALEN)
    BlokFactory(hoofdstuk=hoofdstuk, tekst="<h3>Een <em>kop</em> &amp; meer</h3><p>Tekst.</p>")
    eigen = TekstvariantFactory(blok=af, gemeente=westerveld, gebaseerd_op=1)
    TekstvariantFactory(blok=af, gemeente=meppel, gebaseerd_op=2)
    (beeld,) = tekstbeeld.overzicht(opzet=hoofdstuk.opzet, gemeente=westerveld)
    rijen = [(b.plaats, b.naam, b.met_tekst, b.leeg, b.varianten, b.ouder, b.eigen, b.eigen_ouder) for b in beeld.blokken]
    assert rijen == [
        (0, "BoekStart", True, False, 2, 1, eigen, True),
        (2, "Nog leeg", True, True, 0, 0, None, False),
        (3, "Verhalen", False, False, 0, 0, None, False),
        (4, "Een kop & meer", True, False, 0, 0, None, False),
    ]


@pytest.mark.parametrize("aantal", [1, 4])
def test_de_opzet_vraagt_altijd_even_veel(westerveld, aantal, django_assert_num_queries):
    opzet = HoofdstukFactory().opzet
    for _ in range(aantal):
        TekstvariantFactory(blok=BlokFactory(hoofdstuk=HoofdstukFactory(opzet=opzet)), gemeente=westerveld)
    with django_assert_num_queries(3):
        beelden = tekstbeeld.overzicht(opzet=opzet, gemeente=westerveld)
    assert sum(len(beeld.blokken) for beeld in beelden) == aantal


# ------------------------------------------------------------------ earlier versions
def schrijf(blok, tekst, wie, minuten):
    """Saves, and says that it was so many minutes ago."""
    blok.refresh_from_db()
    redactie.bewaar_tekst(blok=blok, titel=blok.titel, tekst=tekst, gezien=blok.slot, door=wie)
    rij = blok.history.first()
    rij.history_date = timezone.now() - datetime.timedelta(minutes=minuten)
    rij.save()


def test_wie_door_schrijft_heeft_een_versie():
    """Ilse saved at 100, 99 and 90 minutes ago, Anouk in between nothing; then Anouk, then Ilse again an hour later."""
    ilse, anouk = medewerker(Groep.REDACTIE, first_name="Ilse"), medewerker(Groep.REDACTIE, first_name="Anouk")
    blok = BlokFactory(tekst="<p>0</p>")
    eerste = blok.history.get()
    eerste.history_date -= datetime.timedelta(days=1)
    eerste.save()
    for tekst, wie, minuten in (("1", ilse, 100), ("2", ilse, 99), ("3", ilse, 90), ("4", anouk, 85), ("5", anouk, 20)):
        schrijf(blok, f"<p>{tekst}</p>", wie, minuten)
    versies = tekstbeeld.versies(blok=blok)
    assert [(v.tekst, v.wie) for v in versies] == [
        ("<p>5</p>", str(anouk)),
        ("<p>4</p>", str(anouk)),
        ("<p>3</p>", str(ilse)),
        ("<p>0</p>", ""),
    ]


def test_de_versies_van_een_gemeente_met_wat_is_weggehaald(westerveld):
    blok = BlokFactory(tekst="<p>Gedeeld.</p>")
    TekstvariantFactory(blok=blok, gemeente=GemeenteFactory(), tekst="<p>Elders.</p>")
    redactie.bewaar_variant(blok=blok, gemeente=westerveld, wijze="vervangen", tekst="<p>A</p>", gezien=None, door=None)
    redactie.weer_gedeeld(blok=blok, gemeente=westerveld, gezien=0, door=None)
    versies = tekstbeeld.versies(blok=blok, gemeente=westerveld)
    assert [(v.tekst, v.wijze, v.weg) for v in versies] == [("<p>A</p>", "vervangen", True), ("<p>A</p>", "vervangen", False)]


def test_wat_er_stond_bij_een_slot_en_bij_een_versie():
    blok = BlokFactory(tekst="<p>0</p>")
    schrijf(blok, "<p>1</p>", None, 2)
    schrijf(blok, "<p>2</p>", None, 1)
    blok.refresh_from_db()
    assert [tekstbeeld.bij_slot(object=blok, slot=slot)[1] for slot in (0, 1, 2, 9)] == [
        "<p>0</p>",
        "<p>1</p>",
        "<p>2</p>",
        "",
    ]
    assert [tekstbeeld.tekst_bij_versie(blok=blok, tekstversie=v) for v in (1, 2, 9)] == ["<p>0</p>", "<p>1</p>", "<p>2</p>"]


def test_waar_een_blok_afwijkt(westerveld):
    blok = BlokFactory(tekstversie=3)
    oud = TekstvariantFactory(blok=blok, gemeente=westerveld, gebaseerd_op=2)
    weg = TekstvariantFactory(
        blok=blok, gemeente=GemeenteFactory(naam="Assen"), gebaseerd_op=1, wijze=Tekstvariant.Wijze.WEGLATEN
    )
    assert tekstbeeld.varianten_van(blok=blok) == [(weg, False), (oud, True)]
