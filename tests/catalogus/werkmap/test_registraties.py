"""Lists of other systems: what columns and titles seem to be, and reading them in."""

from io import BytesIO

import pytest

from catalogus.models import Bijeenkomst, Groep, Import, Titelkoppeling, Uitvoering
from catalogus.regels.uitvoeringenblok import onthoud_titels
from catalogus.werkmap import importen, registraties
from tests.factories import BijeenkomstFactory, TitelkoppelingFactory, UitvoeringFactory, ambtenaar, dag, medewerker, weigering

from .hulp import blad

pytestmark = pytest.mark.django_db
DIEVER = "Bibliotheek Diever"
LIJST = (
    ["Overzicht activiteiten 2026", None, None, None, None],
    ["Opkomst", "Vestiging", "Naam activiteit", "Wanneer", "Kleur"],
    [12, "Bieb Diever", "Klik & Tik cursus", dag("2026-05-04"), "rood"],
    [8, DIEVER, "Spreekuur", "5 mei 2026", ""],
    ["1.250", "Bieb Diever", "Buurtmarkt", "6-5-2026", ""],
    [3, DIEVER, "Teamoverleg", "7-5-2026", ""],
    [8, DIEVER, "spreekuur", "5-5-2026", ""],
)


@pytest.fixture
def collega(catalogus):
    return medewerker(Groep.VESTIGING)


def begin(door, *rijen) -> Import:
    return importen.begin_registraties(bestand=BytesIO(blad("Blad1", *(rijen or LIJST))), naam="lijst.xlsx", door=door)


KEUZES = {
    "titels": {
        "Klik & Tik cursus": "KLIK-EN-TIK", "Spreekuur": "SPREEKUUR", "spreekuur": "SPREEKUUR",
        "Buurtmarkt": registraties.PLATFORM, "Teamoverleg": registraties.OVERSLAAN,
    },
    "plekken": {"Bieb Diever": DIEVER},
    "herhaald": "inlezen",
}  # fmt: skip


def beproef(rij: Import, door, keuzes: dict) -> None:
    importen.beproef_registraties(rij=rij, door=door, keuzes=keuzes)
    rij.refresh_from_db()


# ------------------------------------------------------------------ proposals
def test_kolommen_in_elke_volgorde_worden_herkend(collega):
    rij = begin(collega)
    assert rij.keuzes["koprij"] == 2
    assert rij.keuzes["kolommen"] == {"deelnames": 0, "locatie": 1, "titel": 2, "datum": 3}
    assert rij.keuzes["voorbeelden"][2] == ["Klik & Tik cursus", "Spreekuur", "Buurtmarkt"]
    assert (rij.stand, rij.soort) == ("koppelen", "uitvoeringen")


def test_titels_en_plekken_met_een_voorstel(collega):
    TitelkoppelingFactory(titel="buurtmarkt", activiteitcode="SPREEKUUR")
    inhoud = importen.inhoud_van(rij=begin(collega))
    assert inhoud.rijen == 5
    assert {(v.tekst, v.keer, v.keuze, v.waarom) for v in inhoud.titels} == {
        ("Klik & Tik cursus", 1, "KLIK-EN-TIK", "lijkt erop"),
        ("Spreekuur", 1, "SPREEKUUR", "dit is de code"),
        ("spreekuur", 1, "SPREEKUUR", "dit is de code"),
        ("Buurtmarkt", 1, "SPREEKUUR", "zoals de vorige keer"),
        ("Teamoverleg", 1, "", ""),
    }
    assert [(v.tekst, v.keer, v.keuze) for v in inhoud.plekken] == [("Bieb Diever", 2, DIEVER)]
    assert ("CURSUS", "=Cursus") not in inhoud.activiteiten  # it has parts
    assert ("SPREEKUUR", "Spreekuur") in inhoud.activiteiten


def test_een_bestand_zonder_tabel(collega):
    code, tekst = weigering(lambda: begin(collega, ["Alleen koppen"]))
    assert (code, tekst) == ("bestand", "In dit bestand staat geen tabel: verwacht een rij met koppen en daaronder rijen.")


# ------------------------------------------------------------------ reading in
def test_eerst_een_proef_dan_inlezen_en_onthouden(collega):
    voor = Uitvoering.objects.count()
    rij = begin(collega)
    beproef(rij, collega, KEUZES)
    assert rij.stand == "proef" and rij.uitkomst["fouten"] == []
    assert [(w["rij"], w["soort"], w["wat"]) for w in rij.uitkomst["wijzigingen"]] == [
        (3, "nieuw", "04-05-2026, KLIK-EN-TIK, Klik & Tik cursus"),
        (4, "nieuw", "05-05-2026, SPREEKUUR, Spreekuur"),
        (5, "nieuw", "06-05-2026, Buurtmarkt"),
        (7, "nieuw", "05-05-2026, SPREEKUUR, spreekuur (staat vaker in het bestand)"),
    ]
    assert Uitvoering.objects.count() == voor and Titelkoppeling.objects.count() == 0
    assert importen.bevestig(rij=rij, door=collega).stand == "verwerkt"
    nieuw = Bijeenkomst.objects.filter(datum__month=5).order_by("datum", "pk")
    assert [(b.datum.day, b.uitvoering.activiteit and b.uitvoering.activiteit.code, b.deelnames) for b in nieuw] == [
        (4, "KLIK-EN-TIK", 12),
        (5, "SPREEKUUR", 8),
        (5, "SPREEKUUR", 8),
        (6, None, 1250),
    ]
    markt = nieuw.last().uitvoering
    assert (markt.platform, markt.titel, markt.locatie.naam, markt.bron) == (
        True,
        "Buurtmarkt",
        DIEVER,
        "ingelezen uit lijst.xlsx",
    )
    assert [g.naam for g in markt.gemeenten.all()] == ["Westerveld"]
    assert dict(Titelkoppeling.objects.values_list("titel", "activiteitcode")) == {
        "Klik & Tik cursus": "KLIK-EN-TIK",
        "Spreekuur": "SPREEKUUR",
        "spreekuur": "SPREEKUUR",
    }


def test_wat_al_geregistreerd_is_wordt_overgeslagen_en_herhaalde_rijen_naar_keuze(collega, catalogus):
    een = UitvoeringFactory(
        activiteit=catalogus.__class__.objects.get(jaar=2026).activiteiten.get(code="SPREEKUUR"),
        locatie=Uitvoering.objects.filter(platform=True).get().locatie,
    )
    een.gemeenten.set(Uitvoering.objects.filter(platform=True).get().gemeenten.all())
    BijeenkomstFactory(uitvoering=een, datum=dag("2026-05-05"), deelnames=8)
    rij = begin(collega, *LIJST, LIJST[-1])
    beproef(rij, collega, KEUZES | {"herhaald": "overslaan"})
    assert [(w["rij"], w["soort"], w["wat"]) for w in rij.uitkomst["wijzigingen"]] == [
        (3, "nieuw", "04-05-2026, KLIK-EN-TIK, Klik & Tik cursus"),
        (4, "dubbel", "05-05-2026, SPREEKUUR, Spreekuur (stond er al)"),
        (5, "nieuw", "06-05-2026, Buurtmarkt"),
        (7, "dubbel", "05-05-2026, SPREEKUUR, spreekuur (staat vaker in het bestand)"),
        (8, "dubbel", "05-05-2026, SPREEKUUR, spreekuur (staat vaker in het bestand)"),
    ]
    importen.bevestig(rij=rij, door=collega)
    weer = begin(collega, *LIJST)
    beproef(weer, collega, KEUZES)
    assert [w["soort"] for w in weer.uitkomst["wijzigingen"]] == ["dubbel", "dubbel", "dubbel", "nieuw"]


def test_fouten_in_rijen_worden_genoemd_en_er_verandert_niets(collega):
    rij = begin(collega, *LIJST, ["veel", "Onbekend dorp", "Spreekuur", "30-2-2026", ""], [9, "", "Spreekuur", "1-6-2026", ""])
    beproef(rij, collega, KEUZES)
    assert [(fout["rij"], fout["kolom"], fout["gevonden"]) for fout in rij.uitkomst["fouten"]] == [
        (8, "Datum", "30-2-2026"),
        (8, "Deelnames", "veel"),
        (8, "Locatie", "Onbekend dorp"),
        (9, "Gemeenten", ""),
    ]
    code, _ = weigering(importen.bevestig, rij=rij, door=collega)
    assert code == "stand" and not Bijeenkomst.objects.filter(datum__month=5).exists()


def test_onthouden_mag_alleen_wie_registreert(collega):
    onthoud_titels(titels={"Spreekuurtje": "SPREEKUUR"}, door=collega)
    onthoud_titels(titels={"Spreekuurtje": "KLIK-EN-TIK"}, door=collega)
    koppeling = Titelkoppeling.objects.get()
    assert (koppeling.activiteitcode, koppeling.slot, koppeling.history.count()) == ("KLIK-EN-TIK", 1, 2)
    gemeente = Uitvoering.objects.first().gemeenten.first()
    assert weigering(onthoud_titels, titels={"x": "y"}, door=ambtenaar(gemeente, "fiatteur"))[0] == "niet-bevoegd"
