"""Writing texts: versions, variants, placeholders that do not exist, and two people at one text."""

import pytest

from catalogus.models import Groep
from jaarbericht.models import Blok, Tekstvariant
from jaarbericht.regels import redactie
from tests.factories import IndicatorFactory, ambtenaar, medewerker, weigering
from tests.jaarbericht.fabrieken import BlokFactory, GemeenteFactory, HoofdstukFactory, TekstvariantFactory

pytestmark = pytest.mark.django_db
Wijze = Tekstvariant.Wijze
FOUT_VELD = '<p>Alles goed.</p>\n<p>Wij telden <span data-veld="cijfer:leden"></span> leden.</p>'


@pytest.fixture
def anouk():
    return medewerker(Groep.REDACTIE, first_name="Anouk", last_name="Meijer")


@pytest.fixture
def westerveld():
    return GemeenteFactory(naam="Westerveld", cbs_code="GM1701")


@pytest.fixture
def blok():
    return BlokFactory(sleutel="boekstart", titel="BoekStart", tekst="<p>Oud.</p>")


def bewaar(blok, tekst, door=None, **velden):
    return redactie.bewaar_tekst(
        **{"blok": blok, "titel": blok.titel, "tekst": tekst, "gezien": blok.slot, "door": door} | velden
    )


def eigen(blok, gemeente, tekst="<p>Eigen.</p>", wijze=Wijze.AANVULLEN_NA, gezien=None, door=None):
    return redactie.bewaar_variant(blok=blok, gemeente=gemeente, wijze=wijze, tekst=tekst, gezien=gezien, door=door)


# ------------------------------------------------------------------ shared text
def test_een_nieuwe_tekst_is_een_nieuwe_versie_met_geschiedenis(blok, anouk):
    bewaar(blok, "<p>Nieuw.</p>", door=anouk, reden="Beter")
    nu = Blok.objects.get()
    laatste = nu.history.first()
    assert (nu.tekst, nu.slot, nu.tekstversie) == ("<p>Nieuw.</p>", 1, 2)
    assert (laatste.tekst, laatste.history_user, laatste.history_change_reason) == ("<p>Nieuw.</p>", anouk, "Beter")


def test_alleen_een_andere_kop_is_geen_nieuwe_tekst(blok):
    bewaar(blok, blok.tekst, titel=" BoekStart en meer ")
    nu = Blok.objects.get()
    assert (nu.titel, nu.slot, nu.tekstversie) == ("BoekStart en meer", 1, 1)


def test_gelijke_tekst_schrijft_niets(blok):
    """Also on an old lock number: nothing of anybody is overwritten."""
    bewaar(blok, "<p>Oud.</p>", gezien=7)
    assert (Blok.objects.get().slot, blok.history.count()) == (0, 1)


def test_wie_tweede_is_hoort_wie_eerst_was(blok, anouk):
    bewaar(blok, "<p>Van Anouk.</p>", door=anouk)
    code, tekst = weigering(bewaar, blok=blok, tekst="<p>Van mij.</p>")
    assert (code, tekst.split(" dit op ")[0]) == ("verouderd", "Intussen heeft Anouk Meijer")
    assert Blok.objects.get().tekst == "<p>Van Anouk.</p>"


def test_een_onbekend_veld_wordt_geweigerd_met_zijn_plaats(blok):
    IndicatorFactory(code="leden-totaal")
    assert weigering(bewaar, blok=blok, tekst=FOUT_VELD) == (
        "veld",
        "De tekst: veld ‘cijfer:leden’ op regel 2, teken 15: er is geen indicator ‘leden’.",
    )
    assert Blok.objects.get().tekst == "<p>Oud.</p>"
    bewaar(blok, FOUT_VELD.replace('leden"', 'leden-totaal"'))
    assert Blok.objects.get().tekst.count("cijfer:leden-totaal") == 1


@pytest.mark.parametrize("kop", ["Leden in {cijfer:leden}", "{gemeente:inwoners} mensen", "Lezen {in", "Lezen in}"])
def test_een_kop_met_een_veld_dat_koppen_niet_kennen(blok, kop):
    """It would stand in the report as it was typed."""
    assert weigering(bewaar, blok=blok, tekst="<p>Nieuw.</p>", titel=kop) == (
        "veld",
        "Tussen accolades kan in een titel alleen gemeente:naam, jaar:dit, jaar:volgend, jaar:vorig staan. "
        "Schrijf de rest gewoon uit.",
    )
    assert Blok.objects.get().tekst == "<p>Oud.</p>"
    assert bewaar(blok, "<p>Nieuw.</p>", titel="Lezen in {gemeente:naam}").titel == "Lezen in {gemeente:naam}"


def test_een_te_lange_kop(blok):
    assert weigering(bewaar, blok=blok, tekst="", titel="x" * 121) == (
        "ongeldig",
        "De kop is 121 tekens lang. Maak hem korter dan 120 tekens.",
    )


@pytest.mark.parametrize(
    ("getypt", "bewaard"),
    [
        ("<p>een</p><p>twee</p>", "<p>een</p>\n<p>twee</p>"),
        ("<p>een</p><p></p><p><br></p>", "<p>een</p>"),
        ("<ul><li><p>een</p></li><li><p>twee</p></li></ul>", "<ul><li>een</li><li>twee</li></ul>"),
        ('<ul><li><p>een</p><ul class="x"><li><p>a</p></li></ul></li></ul>', "<ul><li>een<ul><li>a</li></ul></li></ul>"),
        ("<ul><li><p>een</p><p>twee</p></li></ul>", "<ul><li><p>een</p>\n<p>twee</p></li></ul>"),
        ("<p>Voor {gemeente:naam}.</p>", '<p>Voor <span data-veld="gemeente:naam"></span>.</p>'),
        ('<p onclick="x()">a</p><script>alert(1)</script>', "<p>a</p>"),
    ],
)
def test_wat_bewaard_wordt(blok, getypt, bewaard):
    assert bewaar(blok, getypt).tekst == bewaard


@pytest.mark.parametrize("groep", sorted(set(Groep.values) - {"redactie", "directie", "beheer"}))
def test_wie_niet_mag_schrijven(blok, groep):
    assert weigering(bewaar, blok=blok, tekst="<p>x</p>", door=medewerker(groep))[0] == "niet-bevoegd"


def test_een_ambtenaar_schrijft_niet(blok, westerveld):
    wie = ambtenaar(westerveld, "opsteller")
    assert weigering(eigen, blok=blok, gemeente=westerveld, door=wie)[0] == "niet-bevoegd"
    variant = TekstvariantFactory(blok=blok, gemeente=westerveld)
    assert weigering(redactie.weer_gedeeld, blok=blok, gemeente=westerveld, gezien=0, door=wie)[0] == "niet-bevoegd"
    assert weigering(redactie.heb_gekeken, variant=variant, tekstversie=1, gezien=0, door=wie)[0] == "niet-bevoegd"


# ------------------------------------------------------------------ variants
def test_een_eigen_tekst_hoort_bij_de_gedeelde_tekst_van_nu(blok, westerveld, anouk):
    bewaar(blok, "<p>Nieuw.</p>")
    variant = eigen(blok, westerveld, door=anouk)
    assert (variant.gebaseerd_op, variant.wijze, variant.tekst) == (2, "aanvullen-na", "<p>Eigen.</p>")
    assert (variant.history.count(), variant.history.first().history_user) == (1, anouk)


def test_daarna_is_hij_ouder_tot_iemand_heeft_gekeken(blok, westerveld, anouk):
    variant = eigen(blok, westerveld)
    blok = bewaar(blok, "<p>Nieuw.</p>")
    assert redactie.is_ouder(variant=variant, blok=blok)
    variant = eigen(blok, westerveld, tekst="<p>Anders.</p>", gezien=0)  # writing is not yet comparing
    assert (variant.gebaseerd_op, redactie.is_ouder(variant=variant, blok=blok)) == (1, True)
    variant = redactie.heb_gekeken(variant=variant, tekstversie=2, gezien=1, door=anouk)
    assert (variant.gebaseerd_op, variant.slot, redactie.is_ouder(variant=variant, blok=blok)) == (2, 2, False)


def test_wat_weggelaten_is_loopt_niet_achter(blok, westerveld):
    variant = eigen(blok, westerveld, wijze=Wijze.WEGLATEN, tekst="<p>Blijft niet staan.</p>")
    assert (variant.tekst, redactie.is_ouder(variant=variant, blok=bewaar(blok, "<p>Nieuw.</p>"))) == ("", False)


def test_gekeken_naar_een_tekst_die_intussen_veranderde(blok, westerveld):
    variant = eigen(blok, westerveld)
    bewaar(blok, "<p>Nieuw.</p>")
    blok.refresh_from_db()
    bewaar(blok, "<p>Nog nieuwer.</p>")
    assert weigering(redactie.heb_gekeken, variant=variant, tekstversie=2, gezien=0, door=None)[0] == "verouderd"
    assert Tekstvariant.objects.get().gebaseerd_op == 1


def test_terug_naar_gedeeld_laat_de_geschiedenis_staan(blok, westerveld, anouk):
    eigen(blok, westerveld)
    redactie.weer_gedeeld(blok=blok, gemeente=westerveld, gezien=0, door=anouk)
    regels = Tekstvariant.history.order_by("history_id").values_list("history_type", "tekst", "history_user")
    assert (Tekstvariant.objects.count(), list(regels)) == (0, [("+", "<p>Eigen.</p>", None), ("-", "<p>Eigen.</p>", anouk.pk)])


@pytest.mark.parametrize("gezien", [None, 3])
def test_een_eigen_tekst_die_een_ander_net_maakte(blok, westerveld, gezien):
    eigen(blok, westerveld)
    assert weigering(eigen, blok=blok, gemeente=westerveld, tekst="<p>Mijn.</p>", gezien=gezien)[0] == "verouderd"
    assert Tekstvariant.objects.get().tekst == "<p>Eigen.</p>"


def test_een_ander_maakte_net_dezelfde_eigen_tekst(blok, westerveld):
    eerste = eigen(blok, westerveld)
    assert (eigen(blok, westerveld), eerste.history.count()) == (eerste, 1)


def test_een_eigen_tekst_die_een_ander_net_weghaalde(blok, westerveld):
    melding = "Intussen heeft iemand de eigen tekst van Westerveld weggehaald. Bewaar opnieuw om hem toch te houden."
    assert weigering(eigen, blok=blok, gemeente=westerveld, gezien=0) == ("verouderd", melding)
    assert weigering(redactie.weer_gedeeld, blok=blok, gemeente=westerveld, gezien=0, door=None) == ("verouderd", melding)


@pytest.mark.parametrize(
    ("wijze", "tekst", "melding"),
    [
        ("anders", "<p>x</p>", "Kies wat deze gemeente met de tekst doet."),
        (Wijze.VERVANGEN, "<p>&nbsp; </p>", "Schrijf de eigen tekst, of kies ‘weglaten’ of ‘zoals gedeeld’."),
        (Wijze.VERVANGEN, "<p>{jaar:nooit}</p>", "De tekst: veld ‘jaar:nooit’ op regel 1, teken 4: ‘nooit’ bestaat niet; "
         "kies een van dit, volgend, vorig."),
    ],
)  # fmt: skip
def test_wat_geen_eigen_tekst_is(blok, westerveld, wijze, tekst, melding):
    assert weigering(eigen, blok=blok, gemeente=westerveld, wijze=wijze, tekst=tekst)[1] == melding
    assert Tekstvariant.objects.count() == 0


def test_een_blok_van_een_gemeente_heeft_geen_varianten(westerveld):
    blok = BlokFactory(hoofdstuk=HoofdstukFactory(), gemeente=westerveld)
    assert weigering(eigen, blok=blok, gemeente=westerveld)[0] == "ongeldig"
