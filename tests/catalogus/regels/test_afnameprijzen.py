"""What lines of an afname cost: amounts, the budget, freezing, maatwerk."""

from decimal import Decimal as D

import pytest

from catalogus.models import Afnameregel, Pakket, Prijs, Prijsvorm, Staffel
from catalogus.regels import afnameprijzen
from catalogus.regels.afname import wissel
from tests.catalogus.regels.test_afnameregels import KLASSEN, bedragen, wereld, zet
from tests.factories import (
    ActiviteitFactory,
    AfnameFactory,
    AfnameregelFactory,
    GemeenteFactory,
    HuisvestingslastFactory,
    LocatieFactory,
    PrijsFactory,
    PrijsopgaveFactory,
    StaffelFactory,
    dag,
    weigering,
)

__all__ = ["wereld"]
pytestmark = pytest.mark.django_db


# ------------------------------------------------------------------ prices and amounts
def test_bedragen_van_een_concept_volgen_de_nieuwste_prijs(wereld):
    afname = wereld.afname()
    zonder = AfnameregelFactory(afname=afname, activiteit=ActiviteitFactory(code="NIEUW"))
    assert bedragen(afname) == {"CURSUS": (D(100), D(90)), "NIEUW": None}
    PrijsFactory(activiteit=wereld.cursus, versie=3, vast=D(110), per_eenheid=D("45.50"))
    PrijsFactory(activiteit=wereld.cursus, versie=2, vast=D(999), per_eenheid=D(999))
    assert bedragen(afname) == {"CURSUS": (D(110), D(91)), "NIEUW": None}
    assert afnameprijzen.totaal(afname=afname) == D(201)
    assert zonder.activiteit.prijzen.count() == 0


def test_huisvesting_is_die_van_de_eigen_locaties_in_dat_jaar(wereld):
    for bedrag, velden in (
        (D("1000.50"), {"locatie__gemeente": wereld.gemeente}),
        (D(250), {"locatie__gemeente": wereld.gemeente}),
        (D(9999), {"locatie__gemeente": wereld.gemeente, "jaar": 2025}),
        (D(9999), {}),
    ):
        HuisvestingslastFactory(bedrag=bedrag, **velden)
    assert afnameprijzen.huisvesting(gemeente=wereld.gemeente, jaar=2026) == D("1250.50")


@pytest.mark.parametrize(("grondslag", "bedrag"), [("locatie", "567"), ("totaal", "348")])
def test_staffel_over_drie_scholen_van_zestig(wereld, grondslag, bedrag):
    """Per locatie 3 × 189 = 567; in total the class of 180: 348."""
    scholen = [LocatieFactory(gemeente=wereld.gemeente) for _ in range(3)]
    pakket = ActiviteitFactory(code="DBOS", eenheid="leerling", prijsvorm=Prijsvorm.STAFFEL)
    PrijsFactory(activiteit=pakket, grondslag=grondslag, staffel=KLASSEN)
    afname = AfnameFactory(gemeente=wereld.gemeente, editie=wereld.editie)
    zet(wereld, afname, pakket, per_locatie={school.pk: D(60) for school in scholen})
    assert bedragen(afname) == {"DBOS": (D(0), D(bedrag))}


# ------------------------------------------------------------------ freezing
def test_wat_er_wordt_vastgelegd(wereld):
    opbouw = {"vast": [], "eenheid": [{"post": "personeel", "bedrag": "45.00"}]}
    Prijs.objects.filter(activiteit=wereld.cursus).update(opbouw=opbouw)
    locatie = LocatieFactory(gemeente=wereld.gemeente, naam="Bibliotheek Diever")
    afname = AfnameFactory(gemeente=wereld.gemeente, editie=wereld.editie)
    zet(wereld, afname, wereld.cursus, per_locatie={locatie.pk: D("2.5")})
    wissel(afname=afname, overgang="voorleggen", door=wereld.opsteller)
    regel = afname.regels.get()
    assert regel.snapshot == {
        "code": "CURSUS",
        "titel": "Cursus Klik en Tik",
        "programmalijn": 2,
        "pakket": "plus",
        "eenheid": "keer",
        "prijsvorm": "kostprijs",
        "btw_regime": "buiten_heffing",
        "vast": "100.00",
        "per_eenheid": "45.0000",
        "opbouw": opbouw,
        "grondslag": "",
        "staffel": [],
        "hoeveelheid": "2.50",
        "locaties": [{"naam": "Bibliotheek Diever", "hoeveelheid": "2.50"}],
    }
    assert (regel.bedrag_vast, regel.bedrag_eenheid) == (D("100.00"), D("112.50"))
    assert regel.prijs == Prijs.objects.get(activiteit=wereld.cursus)


def test_wat_is_vastgelegd_beweegt_niet_mee(wereld):
    """€ 190 and a class of € 189 stay, whatever happens to price, title and classes."""
    school = LocatieFactory(gemeente=wereld.gemeente)
    pakket = ActiviteitFactory(code="DBOS", titel="Pakket", eenheid="leerling", prijsvorm=Prijsvorm.STAFFEL)
    klasse = StaffelFactory(activiteit=pakket, tot_en_met=D(100), prijs=D(189))
    PrijsFactory(activiteit=pakket, grondslag="locatie", staffel=[["100", "189"]])
    afname = wereld.afname()
    zet(wereld, afname, pakket, per_locatie={school.pk: D(60)})
    wissel(afname=afname, overgang="voorleggen", door=wereld.opsteller)
    voor = list(Afnameregel.objects.order_by("pk").values())

    PrijsFactory(activiteit=wereld.cursus, versie=2, vast=D(500), per_eenheid=D(500))
    PrijsFactory(activiteit=pakket, versie=2, grondslag="locatie", staffel=[[None, "999"]])
    for activiteit in (wereld.cursus, pakket):
        activiteit.titel, activiteit.code = "Anders", f"NU-{activiteit.code}"
        activiteit.save()
    klasse.prijs = D(1)
    klasse.save()

    assert list(Afnameregel.objects.order_by("pk").values()) == voor
    assert afnameprijzen.totaal(afname=afname) == D(379)
    assert {r.snapshot["titel"] for r in afname.regels.all()} == {"Cursus Klik en Tik", "Pakket"}
    prijs = afnameprijzen.prijs_van(regel=afname.regels.get(activiteit=pakket))
    assert (prijs.grondslag, prijs.staffel) == ("locatie", ((D(100), D(189)),))
    assert Staffel.objects.get().prijs == D(1)


@pytest.mark.parametrize(
    ("overgang", "wie"), [("terug", "opsteller"), ("teruggeven", "accountmanager"), ("intrekken", "fiatteur")]
)
def test_terug_naar_concept_ververst_de_prijzen_en_noemt_de_verschillen(wereld, overgang, wie):
    """Cursus 190 → 120 + 2 × 50 = 220; collectie stays 250; and one whose price is gone."""
    afname = wereld.afname()
    AfnameregelFactory(afname=afname, activiteit=wereld.collectie)
    weg = ActiviteitFactory(code="WEG", titel="Weg", programmalijn__nummer=5)
    prijs = PrijsFactory(activiteit=weg, per_eenheid=D("12.50"))
    AfnameregelFactory(afname=afname, activiteit=weg)
    wissel(afname=afname, overgang="voorleggen", door=wereld.opsteller)
    if overgang != "terug":
        wissel(afname=afname, overgang="indienen", door=wereld.fiatteur)
    PrijsFactory(activiteit=wereld.cursus, versie=2, vast=D(120), per_eenheid=D(50))
    Afnameregel.objects.filter(prijs=prijs).update(prijs=None)
    prijs.delete()

    wissel(afname=afname, overgang=overgang, door=getattr(wereld, wie), reden="Nog iets")

    assert afname.statuswissels.last().prijsverschillen == [
        {"code": "CURSUS", "titel": "Cursus Klik en Tik", "was": "190.00", "wordt": "220.00"},
        {"code": "WEG", "titel": "Weg", "was": "12.50", "wordt": None},
    ]
    velden = ("snapshot", "prijs", "bedrag_vast", "bedrag_eenheid")
    assert set(afname.regels.values_list(*velden)) == {(None, None, None, None)}
    assert bedragen(afname) == {"CURSUS": (D(120), D(100)), "COLLECTIE": (D(0), D(250)), "WEG": None}


def test_terug_naar_concept_zonder_verschillen(wereld):
    afname = wissel(afname=wereld.afname(), overgang="voorleggen", door=wereld.opsteller)
    wissel(afname=afname, overgang="terug", door=wereld.opsteller, reden="Nog iets")
    assert afname.statuswissels.last().prijsverschillen == []


def test_een_regel_zonder_prijs_kan_niet_worden_voorgelegd(wereld):
    afname = wereld.afname()
    AfnameregelFactory(afname=afname, activiteit=ActiviteitFactory(titel="Zonder prijs"))
    assert weigering(wissel, afname=afname, overgang="voorleggen", door=wereld.opsteller) == (
        "prijs",
        "Zonder prijs heeft nog geen prijs. Vraag een prijsopgave of haal de regel weg.",
    )
    assert set(Afnameregel.objects.values_list("snapshot", flat=True)) == {None}


# ------------------------------------------------------------------ maatwerk
VANDAAG = dag("2025-06-01")


@pytest.fixture
def maatwerk(wereld):
    return ActiviteitFactory(
        editie=wereld.editie, code="MAATWERK", titel="Maatwerk", pakket=Pakket.MAATWERK, prijsvorm=Prijsvorm.OP_AANVRAAG
    )


def opgave(maatwerk, gemeente, **velden):
    gegeven = {"vast": D(300), "per_eenheid": D("75.25"), "datum": dag("2025-05-01"), "geldig_tot": dag("2025-06-01")}
    return PrijsopgaveFactory(activiteit=maatwerk, gemeente=gemeente, **{**gegeven, **velden})


def leg_voor(wereld, maatwerk, prijsopgave):
    afname = AfnameFactory(gemeente=wereld.gemeente, editie=wereld.editie)
    zet(wereld, afname, maatwerk, 2, prijsopgave=prijsopgave, vandaag=VANDAAG)
    return wissel(afname=afname, overgang="voorleggen", door=wereld.opsteller, vandaag=VANDAAG)


def test_maatwerk_met_een_geldige_prijsopgave(wereld, maatwerk):
    """300 + 2 × 75,25 = 450,50, on the last day that it holds."""
    afname = leg_voor(wereld, maatwerk, opgave(maatwerk, wereld.gemeente))
    regel = afname.regels.get()
    assert (regel.bedrag_vast, regel.bedrag_eenheid, regel.prijs) == (D(300), D("150.50"), None)


def test_maatwerk_zonder_prijsopgave_of_met_een_vraag_zonder_antwoord(wereld, maatwerk):
    nog_niet = PrijsopgaveFactory(activiteit=maatwerk, gemeente=wereld.gemeente, vraag="Kan dit?")
    redenen = [weigering(leg_voor, wereld=wereld, maatwerk=maatwerk, prijsopgave=p) for p in (None, nog_niet)]
    tekst = "Maatwerk heeft nog geen prijs. Vraag een prijsopgave of haal de regel weg."
    assert redenen == [("prijs", tekst)] * 2


def test_een_verlopen_prijsopgave_geldt_niet_meer(wereld, maatwerk):
    verlopen = opgave(maatwerk, wereld.gemeente, geldig_tot=dag("2025-05-31"))
    assert weigering(leg_voor, wereld=wereld, maatwerk=maatwerk, prijsopgave=verlopen) == (
        "prijsopgave",
        "De prijsopgave voor Maatwerk gold tot en met 31 mei 2025. Vraag een nieuwe.",
    )


def test_een_prijsopgave_van_een_ander_geldt_niet(wereld, maatwerk):
    vreemd = [
        opgave(maatwerk, GemeenteFactory()),
        opgave(ActiviteitFactory(prijsvorm=Prijsvorm.OP_AANVRAAG), wereld.gemeente),
    ]
    redenen = [weigering(leg_voor, wereld=wereld, maatwerk=maatwerk, prijsopgave=p) for p in vreemd]
    assert redenen == [("prijsopgave", "De prijsopgave bij Maatwerk hoort bij een andere keuze.")] * 2


def test_ongewijzigd_maatwerk_houdt_zijn_prijs_in_een_nieuwe_versie_ook_na_de_termijn(wereld, maatwerk):
    prijsopgave = opgave(maatwerk, wereld.gemeente)
    afname = leg_voor(wereld, maatwerk, prijsopgave)
    wissel(afname=afname, overgang="indienen", door=wereld.fiatteur)
    wissel(afname=afname, overgang="bevestigen", door=wereld.accountmanager)
    nieuw = wissel(afname=afname, overgang="nieuwe_versie", door=wereld.opsteller, reden="Cursus erbij")
    zet(wereld, nieuw, wereld.cursus, 1)
    later = {"vandaag": dag("2025-12-01")}
    wissel(afname=nieuw, overgang="voorleggen", door=wereld.opsteller, **later)
    assert bedragen(nieuw) == {"MAATWERK": (D(300), D("150.50")), "CURSUS": (D(100), D(45))}
    wissel(afname=nieuw, overgang="terug", door=wereld.opsteller, reden="Maatwerk meer")
    zet(wereld, nieuw, maatwerk, 3)
    assert weigering(wissel, afname=nieuw, overgang="voorleggen", door=wereld.opsteller, **later)[0] == "prijsopgave"
