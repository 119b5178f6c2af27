"""What is missing, people and pictures; accepting a warning; what blocks; the command; the number of queries."""

import datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from catalogus.fouten import RegelFout
from jaarbericht.models import ControleAanvaarding
from jaarbericht.regels.controles import aanvaard, controleer, eis_in_orde, mag_ter_inzage, neem_terug
from tests.factories import JAAR, GebruikerFactory, IndicatorFactory
from tests.jaarbericht.fabrieken import BlokFactory, CitaatFactory, FotoFactory, ToestemmingFactory, VerhaalFactory
from tests.jaarbericht.regels.controles.hulp import vindt

pytestmark = pytest.mark.django_db
WAAR = "Hoofdstuk ‘Leren’, blok ‘Kop’"
WEEKDAG = "<p>Op maandag 3 maart was het druk.</p>"


@pytest.mark.parametrize(
    ("veld", "controle", "waar", "wat"),
    [("term:x", "veld", ", veld ‘term:x’ op regel 1, teken 1", "Er is geen term ‘x’."), ("jaar:dit", "veld", "", "")],
)
def test_veld_dat_niet_bestaat(westerveld, leren, veld, controle, waar, wat):
    BlokFactory(hoofdstuk=leren, titel="Kop", tekst=f'<span data-veld="{veld}">7</span>')
    rij = ("fout", f"{WAAR}{waar}", wat, "Kies een ander veld, of vul in wat het veld toont.")
    assert vindt(westerveld, controle) == [rij] * bool(wat)


@pytest.mark.parametrize(("soort", "mis"), [("invoer", True), ("locaties", False)])
def test_cijfer_dat_ontbreekt(westerveld, leren, soort, mis):
    IndicatorFactory(code="leden", soort=soort)
    tabel = {"titel": "Leden", "regels": ["leden"]}
    BlokFactory(hoofdstuk=leren, titel="Kop", soort="cijfertabel", instelling={"tabellen": [tabel]})
    rij = ("fout", WAAR, "Leden, ‘Leden’ over 2026 is niet ingevuld.", "Vul het cijfer in, of kies ‘geen gegevens’.")
    assert vindt(westerveld, "cijfer-ontbreekt") == [rij] * mis


def test_zonder_afname_is_er_geen_verantwoording(westerveld, leren):
    assert vindt(westerveld, "onvolledig") == []
    BlokFactory(hoofdstuk=leren, titel="Kop", soort="gepland")
    wat = "Er is geen bevestigde afname van Westerveld voor 2026."
    assert vindt(westerveld, "onvolledig") == [("fout", WAAR, wat, "Maak dit in orde; anders is er geen jaarbericht.")]


@pytest.mark.parametrize(
    ("velden", "reden"),
    [
        (None, "er is geen toestemming"),
        ({"web": False}, "de toestemming is niet voor druk en web samen"),
        ({"geldig_tot": datetime.date(2999, 1, 1)}, ""),
    ],
)
@pytest.mark.usefixtures("leren")
def test_persoon_zonder_toestemming(westerveld, velden, reden):
    bewijs = None if velden is None else ToestemmingFactory(**velden)
    foto = FotoFactory(toont_persoon=True, toestemming=bewijs)
    VerhaalFactory(gemeente=westerveld, titel="Samen", noemt_persoon=True, toestemming=bewijs, foto=foto)
    CitaatFactory(gemeente=westerveld, wie="Anneke", toestemming=bewijs)
    doe = "Leg een geldige toestemming vast, of haal de persoon eruit."
    noemt, toont = f"Er wordt iemand genoemd, maar {reden}.", f"Er is iemand te zien, maar {reden}."
    rijen = [("Verhaal ‘Samen’", noemt), ("Citaat van Anneke", noemt), ("Foto bij verhaal ‘Samen’", toont)]
    assert vindt(westerveld, "toestemming") == [("fout", *rij, doe) for rij in rijen if reden]


@pytest.mark.parametrize(("alt", "mis"), [(" ", True), ("Een tekening", False)])
@pytest.mark.usefixtures("leren")
def test_foto_zonder_beschrijving(westerveld, alt, mis):
    VerhaalFactory(gemeente=westerveld, titel="Samen", foto=FotoFactory(alt=alt))
    wat = "De foto heeft geen beschrijving voor wie haar niet ziet."
    rij = ("fout", "Foto bij verhaal ‘Samen’", wat, "Schrijf in een zin wat er te zien is.")
    assert vindt(westerveld, "beschrijving") == [rij] * mis


# ------------------------------------------------------------------ accepting
@pytest.fixture
def blok(leren):
    return BlokFactory(hoofdstuk=leren, titel="Kop", tekst=WEEKDAG)


def accepteer(gemeente, **velden) -> ControleAanvaarding:
    (bevinding,) = controleer(gemeente, JAAR)
    wat = {"controle": bevinding.controle, "vingerafdruk": bevinding.vingerafdruk, "reden": "Stond zo op de poster"}
    return aanvaard(gemeente=gemeente, jaar=JAAR, door=GebruikerFactory(), **{**wat, **velden})


def test_aanvaarde_waarschuwing_blokkeert_niet_en_komt_terug_als_de_tekst_verandert(westerveld, blok):
    assert not mag_ter_inzage(westerveld, JAAR)
    aanvaarding = accepteer(westerveld)
    assert [b.aanvaard for b in controleer(westerveld, JAAR)] == [aanvaarding]
    assert mag_ter_inzage(westerveld, JAAR)
    eis_in_orde(westerveld, JAAR)
    blok.tekst = WEEKDAG.replace("druk", "stil")
    blok.save()
    assert [b.aanvaard for b in controleer(westerveld, JAAR)] == [None]
    assert not mag_ter_inzage(westerveld, JAAR)


def test_terugnemen(westerveld, blok):
    neem_terug(aanvaarding=accepteer(westerveld), door=GebruikerFactory())
    assert [b.aanvaard for b in controleer(westerveld, JAAR)] == [None]


@pytest.mark.parametrize(
    ("velden", "code", "tekst"),
    [
        ({"reden": " "}, "reden", "Schrijf waarom deze waarschuwing mag blijven staan."),
        ({"vingerafdruk": "0"}, "verouderd", "Deze waarschuwing is er niet meer. Bekijk de lijst opnieuw."),
    ],
)
def test_niet_te_aanvaarden(westerveld, blok, velden, code, tekst):
    with pytest.raises(RegelFout) as fout:
        accepteer(westerveld, **velden)
    assert (fout.value.code, fout.value.tekst) == (code, tekst)
    assert not ControleAanvaarding.objects.exists()


def test_een_fout_is_niet_te_aanvaarden(westerveld, leren):
    BlokFactory(hoofdstuk=leren, tekst='<span data-veld="term:x">7</span>')
    with pytest.raises(RegelFout) as fout:
        accepteer(westerveld)
    assert fout.value.tekst == "Alleen een waarschuwing kun je aanvaarden; dit is een fout."


def test_eis_noemt_wat_blokkeert(westerveld, blok):
    with pytest.raises(RegelFout) as fout:
        eis_in_orde(westerveld, JAAR)
    assert fout.value.tekst == (
        "Het jaarbericht 2026 van Westerveld is nog niet in orde. Verbeter de fouten en verbeter of aanvaard de "
        f"waarschuwingen:\n- {WAAR}: ‘maandag 3 maart’: 3 maart 2026 was een dinsdag. Verbeter de dag of de datum."
    )


# ------------------------------------------------------------------ the command and its cost
def draai(*opdracht) -> str:
    uit = StringIO()
    call_command("controleer", *map(str, opdracht), stdout=uit)
    return uit.getvalue()


def test_opdracht_met_een_waarschuwing(westerveld, blok):
    assert draai("GM1701", JAAR) == (
        f"WAARSCHUWING {WAAR}\n  ‘maandag 3 maart’: 3 maart 2026 was een dinsdag.\n  Verbeter de dag of de datum.\n"
        "Jaarbericht 2026 van Westerveld. Fout: 0, waarschuwing: 1, hint: 0.\n"
    )


@pytest.mark.parametrize(
    ("opdracht", "tekst"),
    [
        (["GM1701", JAAR], "Er staan fouten in het jaarbericht."),
        (["GM1701", JAAR + 1], "Er is geen opzet voor 2027. Maak eerst een opzet met hoofdstukken."),
    ],
)
def test_opdracht_eindigt_met_2(westerveld, blok, opdracht, tekst):
    BlokFactory(hoofdstuk=blok.hoofdstuk, tekst='<span data-veld="term:x">7</span>')
    with pytest.raises(CommandError) as fout:
        draai(*opdracht)
    assert (fout.value.returncode, str(fout.value)) == (2, tekst)


@pytest.mark.parametrize("aantal", [1, 4])
def test_aantal_zoekvragen_hangt_niet_van_de_verhalen_af(westerveld, leren, django_assert_num_queries, aantal):
    for _ in range(aantal):
        foto = FotoFactory(toestemming=ToestemmingFactory(), toont_persoon=True)
        VerhaalFactory(gemeente=westerveld, programmalijn=leren.programmalijn, foto=foto)
        BlokFactory(hoofdstuk=leren, tekst="<p>samen</p>")
    with django_assert_num_queries(22):
        controleer(westerveld, JAAR)
