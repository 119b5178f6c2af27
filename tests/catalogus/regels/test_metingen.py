"""Entering figures, one or a block at a time."""

from decimal import Decimal as D

import pytest

from catalogus.models import Groep, Indicator, Meting
from catalogus.regels.metingen import NIEUW, Blokfout, Opgave, lees, verwijder_meting, zet_meting, zet_metingen
from tests.factories import (
    GemeenteFactory,
    IndicatorFactory,
    JaarFactory,
    MetingFactory,
    ambtenaar,
    dag,
    medewerker,
    weigering,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def westerveld():
    return GemeenteFactory(naam="Westerveld")


@pytest.fixture
def redactie():
    return medewerker(Groep.REDACTIE)


# ------------------------------------------------------------------ entering
def test_invoeren_en_verbeteren(westerveld, redactie):
    indicator = IndicatorFactory(code="bezoekers")
    velden = {"indicator": indicator, "jaar": 2026, "scope": "gemeente", "gemeente": westerveld, "door": redactie}
    zet_meting(**velden, waarde=D(100), bron="Teller", stand="voorlopig", peildatum=dag("2026-12-31"))
    meting = zet_meting(**velden, waarde=D(120), gezien=0)
    meting.refresh_from_db()
    assert (meting.waarde, meting.bron, meting.stand, meting.peildatum, meting.slot) == (D(120), "", "definitief", None, 1)
    assert [(h.waarde, h.history_user) for h in meting.history.all()] == [(D(120), redactie), (D(100), redactie)]
    geen = zet_meting(**velden, waarde=D(7), geen_gegevens=True)
    assert (geen.pk, geen.waarde, geen.geen_gegevens) == (meting.pk, None, True)


def test_invoeren_op_een_verouderd_scherm(westerveld, redactie):
    meting = MetingFactory(gemeente=westerveld, waarde=D(100), slot=2)
    velden = {"indicator": meting.indicator, "jaar": 2026, "scope": "gemeente", "gemeente": westerveld}
    code, _ = weigering(zet_meting, **velden, door=redactie, waarde=D(1), gezien=1)
    assert (code, Meting.objects.get().waarde) == ("verouderd", D(100))


def test_wat_niet_klopt_wordt_geweigerd(westerveld, redactie):
    indicator = IndicatorFactory(code="bezoekers", naam="Bezoekers", scopes=["gemeente"])
    velden = {"indicator": indicator, "jaar": 2026, "door": redactie}
    assert [
        weigering(zet_meting, **velden, scope="stichting", waarde=D(1)),
        weigering(zet_meting, **velden, scope="gemeente", gemeente=westerveld, waarde=None),
    ] == [
        ("bereik", "Bezoekers kent geen cijfer per stichting."),
        ("leeg", "Bezoekers: vul een waarde in, of kies ‘geen gegevens’."),
    ]
    assert Meting.objects.count() == 0


@pytest.mark.parametrize(
    ("groep", "mag"),
    [
        (Groep.BEHEER, True),
        (Groep.REDACTIE, True),
        (Groep.CONTROLLER, True),
        (Groep.CATALOGUSREDACTIE, False),
        (Groep.ACCOUNTMANAGER, False),
        (Groep.VESTIGING, False),
        (Groep.DIRECTIE, False),
    ],
)
def test_wie_cijfers_mag_invoeren(westerveld, groep, mag):
    velden = {"indicator": IndicatorFactory(), "jaar": 2026, "scope": "gemeente", "gemeente": westerveld, "waarde": D(1)}
    if mag:
        assert zet_meting(**velden, door=medewerker(groep)).waarde == D(1)
        return
    nee = ("niet-bevoegd", "Alleen de redactie en de controller mogen cijfers invoeren.")
    assert [weigering(zet_meting, **velden, door=d) for d in (medewerker(groep), ambtenaar(westerveld, "fiatteur"))] == [
        nee,
        nee,
    ]


def test_een_afgesloten_jaar_verandert_alleen_met_een_reden(westerveld, redactie):
    JaarFactory(afgesloten=True)
    velden = {"indicator": IndicatorFactory(), "scope": "gemeente", "gemeente": westerveld, "door": redactie, "waarde": D(1)}
    assert weigering(zet_meting, **velden, jaar=2026) == ("afgesloten", "2026 is afgesloten. Geef een reden voor de wijziging.")
    zet_meting(**velden, jaar=2025)
    meting = zet_meting(**velden, jaar=2026, reden=" Telfout hersteld ")
    assert (meting.reden, meting.history.first().history_change_reason) == ("Telfout hersteld", "Telfout hersteld")


@pytest.mark.parametrize(
    ("soort", "scope", "stichting", "reden_nodig"),
    [
        ("invoer", "gemeente", "opgeteld", False),
        ("invoer", "stichting", "opgegeven", False),
        ("invoer", "stichting", "opgeteld", True),  # the sum over the gemeenten
        ("invoer", "provincie", "opgeteld", False),
        ("bijeenkomsten", "gemeente", "opgeteld", True),
        ("bijeenkomsten", "stichting", "opgeteld", True),
        ("bijeenkomsten", "stichting", "opgegeven", False),
        ("bijeenkomsten", "provincie", "opgeteld", False),
        ("som", "provincie", "opgeteld", True),
    ],
)
def test_wat_berekend_wordt_vraagt_een_reden(westerveld, redactie, soort, scope, stichting, reden_nodig):
    indicator = IndicatorFactory(soort=soort, stichting=stichting, scopes=["gemeente", "stichting", "provincie"])
    velden = {"indicator": indicator, "jaar": 2026, "scope": scope, "door": redactie, "waarde": D(1)}
    velden["gemeente"] = westerveld if scope == "gemeente" else None
    if reden_nodig:
        assert weigering(zet_meting, **velden)[0] == "reden"
        velden["reden"] = "Dubbel geteld"
    assert zet_meting(**velden).waarde == D(1)


# ------------------------------------------------------------------ taking away
def test_weghalen_laat_de_geschiedenis_staan(westerveld, redactie):
    meting = MetingFactory(gemeente=westerveld, waarde=D(100), slot=1)
    velden = {"indicator": meting.indicator, "jaar": 2026, "scope": "gemeente", "gemeente": westerveld, "door": redactie}
    assert weigering(verwijder_meting, **velden, gezien=0)[0] == "verouderd"
    verwijder_meting(**velden, gezien=1, reden="Van een ander jaar")
    assert Meting.objects.count() == 0
    laatste = Meting.history.first()
    assert (laatste.history_type, laatste.history_change_reason, laatste.history_user, laatste.waarde) == (
        "-", "Van een ander jaar", redactie, D(100),
    )  # fmt: skip
    assert weigering(zet_meting, **velden, waarde=D(5), gezien=1) == (
        "verouderd",
        f"{meting.indicator}: Intussen heeft iemand anders dit cijfer weggehaald. Bekijk dat eerst en bewaar daarna opnieuw.",
    )


def test_weghalen_uit_een_afgesloten_jaar_vraagt_een_reden(westerveld, redactie):
    JaarFactory(afgesloten=True)
    meting = MetingFactory(gemeente=westerveld)
    velden = {"indicator": meting.indicator, "jaar": 2026, "scope": "gemeente", "gemeente": westerveld, "door": redactie}
    assert weigering(verwijder_meting, **velden, gezien=0)[0] == "afgesloten"
    verwijder_meting(**velden, gezien=0, reden="Telfout")
    assert Meting.objects.count() == 0


def test_een_afwijking_weghalen_vraagt_geen_reden(westerveld, redactie):
    meting = MetingFactory(indicator=IndicatorFactory(soort="bijeenkomsten"), gemeente=westerveld, reden="Geschat")
    verwijder_meting(indicator=meting.indicator, jaar=2026, scope="gemeente", gemeente=westerveld, door=redactie, gezien=0)
    assert Meting.objects.count() == 0


def test_wie_niets_zag_schrijft_niet_over_een_ander_heen(westerveld, redactie):
    meting = MetingFactory(gemeente=westerveld, waarde=D(100))
    velden = {"indicator": meting.indicator, "jaar": 2026, "scope": "gemeente", "gemeente": westerveld, "door": redactie}
    assert weigering(zet_meting, **velden, waarde=D(7), gezien=NIEUW)[0] == "verouderd"
    assert Meting.objects.get().waarde == D(100)


# ------------------------------------------------------------------ a block
def test_een_blok_is_alles_of_niets(westerveld, redactie, django_assert_num_queries):
    """Three cells: a new one, one that somebody else changed, one without this scope."""
    meppel = GemeenteFactory(naam="Meppel")
    boeken, alleen = IndicatorFactory(naam="Boeken"), IndicatorFactory(naam="Website", scopes=["stichting"])
    MetingFactory(indicator=boeken, gemeente=meppel, waarde=D(100), slot=3)
    opgaven = [
        Opgave(boeken, "gemeente", westerveld, D(95768), gezien=NIEUW),
        Opgave(boeken, "gemeente", meppel, D(120), gezien=2),
        Opgave(alleen, "gemeente", meppel, D(5), gezien=NIEUW),
    ]
    with pytest.raises(Blokfout) as fout:
        zet_metingen(jaar=2026, opgaven=opgaven, door=redactie)
    assert {plaats: f.code for plaats, f in fout.value.fouten.items()} == {1: "verouderd", 2: "bereik"}
    assert fout.value.tekst.endswith("En nog 1 cijfer klopt niet.")
    assert [(m.waarde, m.slot) for m in Meting.objects.all()] == [(D(100), 3)]
    goed = [opgaven[0], Opgave(boeken, "gemeente", meppel, geen_gegevens=True, gezien=3)]
    with django_assert_num_queries(10):  # savepoint 2, the year, the lock, what there is; a new one 2, a changed one 3
        uit = zet_metingen(jaar=2026, opgaven=goed, door=redactie)
    assert [(m.waarde, m.geen_gegevens) for m in uit] == [(D(95768), False), (None, True)]
    assert zet_metingen(jaar=2026, opgaven=[Opgave(boeken, "gemeente", meppel, gezien=4)], door=redactie) == [None]
    assert Meting.objects.get().gemeente == westerveld


# ------------------------------------------------------------------ what people type
@pytest.mark.parametrize(
    ("tekst", "decimalen", "verwacht"),
    [
        ("", 0, (None, False)),
        ("  ", 0, (None, False)),
        ("–", 0, (None, True)),
        ("-", 0, (None, True)),
        ("Geen gegevens", 0, (None, True)),
        ("0", 0, (D(0), False)),
        ("95768", 0, (D(95768), False)),
        ("95.768", 0, (D(95768), False)),
        ("1 141 920", 0, (D(1141920), False)),
        ("1.141.920,00", 0, (D(1141920), False)),
        ("20,6%", 1, (D("20.6"), False)),
        (" 20,60 ", 1, (D("20.6"), False)),
    ],
)
def test_wat_mensen_typen(tekst, decimalen, verwacht):
    assert lees(tekst=tekst, indicator=Indicator(naam="Boeken", decimalen=decimalen)) == verwacht


@pytest.mark.parametrize(
    ("tekst", "fout"),
    [
        ("abc", "Boeken: ‘abc’ is geen getal. Schrijf bijvoorbeeld 1250 of 1.250, of – voor geen gegevens."),
        ("1.5", "Boeken: ‘1.5’ is geen getal. Schrijf bijvoorbeeld 1250 of 1.250, of – voor geen gegevens."),
        ("-5", "Boeken: ‘-5’ is geen getal. Schrijf bijvoorbeeld 1250 of 1.250, of – voor geen gegevens."),
        ("=1+1", "Boeken: ‘=1+1’ is geen getal. Schrijf bijvoorbeeld 1250 of 1.250, of – voor geen gegevens."),
        ("12,5", "Boeken: vul een getal in zonder komma. Er staat 12,5."),
        ("1000000000000", "Boeken: 1000000000000 is te groot."),
    ],
)
def test_wat_geen_getal_is(tekst, fout):
    assert weigering(lees, tekst=tekst, indicator=Indicator(naam="Boeken")) == ("getal", fout)
