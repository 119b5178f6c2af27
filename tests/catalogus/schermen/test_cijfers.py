"""The grid of figures: who sees it, saving cells, errors in their cells, two people at one cell."""

from decimal import Decimal as D
from io import BytesIO

import pytest
from django.test import Client
from openpyxl import load_workbook

from catalogus.models import Groep, Indicator, Meting
from tests.factories import (
    BijeenkomstFactory,
    GemeenteFactory,
    IndicatorFactory,
    InwonertalFactory,
    JaarFactory,
    MetingFactory,
    UitvoeringFactory,
    ambtenaar,
    dag,
    medewerker,
    vestiging,
)

pytestmark = pytest.mark.django_db
ADRES = "/cijfers/2026/leden/"
HTMX = {"HX-Request": "true"}


def als(gebruiker) -> Client:
    client = Client()
    client.force_login(gebruiker, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def meppel():
    return GemeenteFactory(naam="Meppel", cbs_code="GM9119")


@pytest.fixture
def westerveld():
    return GemeenteFactory(naam="Westerveld", cbs_code="GM9701")


@pytest.fixture
def boeken(meppel, westerveld):
    return IndicatorFactory(code="boeken", naam="Boeken")


@pytest.fixture
def redactie():
    return als(medewerker(Groep.REDACTIE))


def post(client, cellen, *, headers=None, adres=ADRES, **velden):
    """`cellen`: what was typed and what was seen ('slot|text'), per cell."""
    gegevens = {"stand": "definitief", "bron": "", "peildatum": "", "reden": "", **velden}
    for cel, (typte, gezien) in cellen.items():
        gegevens |= {f"w.{cel}": typte, f"h.{cel}": gezien}
    return client.post(adres, gegevens, headers=headers)


def stand():
    return {(m.indicator.code, str(m.gemeente)): (m.waarde, m.geen_gegevens, m.slot) for m in Meting.objects.filter(jaar=2026)}


# ------------------------------------------------------------------ who
def test_een_gemeente_vindt_hier_niets(boeken, westerveld):
    ambtenaar_ = als(ambtenaar(westerveld, "fiatteur"))
    for adres in ("/cijfers/", "/cijfers/2026/", ADRES, "/cijfers/2026/cijfer/boeken/", "/cijfers/2026/cijfer/boeken/GM9701/"):
        assert ambtenaar_.get(adres).status_code == 404
        assert Client().get(adres).status_code == 302
    assert post(ambtenaar_, {"boeken.GM9701": ("5", "|")}).status_code == 404
    assert stand() == {}


def test_wie_niet_mag_invoeren_leest_alleen(boeken):
    client = als(medewerker(Groep.VESTIGING))
    pagina = client.get(ADRES)
    assert (b"<input id=" in pagina.content.split(b"ac-rooster")[1], b"Bewaar" in pagina.content) == (False, False)
    antwoord = post(client, {"boeken.GM9701": ("5", "|")})
    assert (antwoord.status_code, stand()) == (403, {})
    assert "Alleen de redactie en de controller mogen cijfers invoeren." in antwoord.content.decode()


def test_onbekende_rubriek_of_jaar(boeken, redactie):
    assert [redactie.get(f"/cijfers/{pad}/").status_code for pad in ("2026/onzin", "1850/leden", "1850")] == [404] * 3
    assert redactie.get("/cijfers/").url.startswith("/cijfers/20")


# ------------------------------------------------------------------ what it shows
def test_cellen_met_hun_stand(boeken, meppel, westerveld, redactie):
    """Meppel is provisional, Westerveld has no data; the sum of the stichting is what there is, marked."""
    MetingFactory(indicator=boeken, gemeente=meppel, waarde=D(158212), stand="voorlopig")
    MetingFactory(indicator=boeken, jaar=2025, gemeente=meppel, waarde=D(100000))
    GemeenteFactory(naam="Niet meer", deelnemer_tot=dag("2025-12-31"))
    tekst = redactie.get(ADRES + "?vorig=1").content.decode()
    rij = tekst.split("<tbody>")[1]
    assert "Nog 1 van 2 cijfers te leveren" in tekst
    assert 'value="158.212" data-was="158.212"' in rij
    assert "Boeken, Meppel, voorlopig, valt op" in rij  # 58% more than last year
    assert "Boeken, Westerveld, nog te leveren" in rij
    assert '158.212<span aria-hidden="true">*</span>' in rij
    assert "+58,2%" in rij
    assert "Niet meer" not in tekst


@pytest.mark.parametrize("veel", [1, 4])
def test_hoogstens_vijftien_vragen(meppel, westerveld, redactie, django_assert_num_queries, veel):
    """A rubriek with everything that can be counted, whatever there is to count: sums, counts, locations, pupils.

    Three for who looks, two for the shell (editions, what was submitted), nine for the figures.
    """
    soorten = {"uitvoeringen": "", "bijeenkomsten": "", "deelnames": "", "locaties": "bibliotheek", "leerlingen": "dbos_po"}
    for n in range(veel):
        delen = [IndicatorFactory(code=f"{soort}-{n}", soort=soort, functie=f) for soort, f in soorten.items()]
        delen.append(IndicatorFactory(code=f"invoer-{n}"))
        IndicatorFactory(code=f"som-{n}", soort="som").onderdelen.set(delen)
        gemeente = GemeenteFactory()
        vestiging(gemeente, uren=D(20))
        InwonertalFactory(gemeente=gemeente)
        for _ in range(3):
            BijeenkomstFactory(uitvoering=UitvoeringFactory(gemeenten=[gemeente, meppel]), deelnames=5)
            MetingFactory(indicator=delen[-1], gemeente=GemeenteFactory())
    with django_assert_num_queries(14):  # and one for inhabitants where a rubriek has those too
        redactie.get(ADRES)


def test_de_rubriek_als_werkmap_om_in_te_lezen(boeken, meppel, redactie):
    MetingFactory(indicator=boeken, gemeente=meppel, waarde=D(100))
    MetingFactory(indicator=IndicatorFactory(rubriek="Anders"), gemeente=meppel, waarde=D(3))
    boek = load_workbook(BytesIO(redactie.get(ADRES, {"werkmap": "1"}).content))
    koppen, *rijen = boek["Metingen"].iter_rows(values_only=True)
    kolommen = [koppen.index(kop) for kop in ("Indicator", "Gemeente", "Waarde")]
    assert [[rij[kolom] for kolom in kolommen] for rij in rijen] == [["boeken", "Meppel", 100]]


# ------------------------------------------------------------------ saving
def test_bewaren_zonder_javascript(boeken, meppel, westerveld, redactie):
    """The whole form comes along; only what was changed is written, with its source."""
    MetingFactory(indicator=boeken, gemeente=meppel, waarde=D(100))
    antwoord = post(
        redactie,
        {"boeken.GM9119": ("100", "0|100"), "boeken.GM9701": ("95.768", "|"), "boeken.stichting": ("7", "|")},
        bron="Bicat",
        peildatum="31-12-2026",
        stand="voorlopig",
    )
    assert (antwoord.status_code, antwoord.url) == (302, ADRES + "?")
    assert stand() == {("boeken", "Meppel"): (D(100), False, 0), ("boeken", "Westerveld"): (D(95768), False, 0)}
    meting = Meting.objects.get(gemeente=westerveld)
    assert (meting.bron, meting.peildatum, meting.stand) == ("Bicat", dag("2026-12-31"), "voorlopig")


def test_geen_gegevens_en_leegmaken(boeken, meppel, westerveld, redactie):
    MetingFactory(indicator=boeken, gemeente=meppel, waarde=D(100), bron="Teller")
    MetingFactory(indicator=boeken, gemeente=westerveld, waarde=D(200), slot=4)
    post(redactie, {"boeken.GM9119": ("–", "0|100"), "boeken.GM9701": ("", "4|200")})
    assert stand() == {("boeken", "Meppel"): (None, True, 1)}
    assert Meting.objects.get().bron == "Teller"  # the form had none: that of before stays


def test_hetzelfde_getal_anders_geschreven_is_geen_wijziging(boeken, meppel, redactie):
    MetingFactory(indicator=boeken, gemeente=meppel, waarde=D(95768))
    post(redactie, {"boeken.GM9119": ("95768", "0|95.768")})
    assert stand() == {("boeken", "Meppel"): (D(95768), False, 0)}


def test_htmx_krijgt_de_cellen_en_wat_ervan_afhangt(boeken, meppel, westerveld, redactie):
    IndicatorFactory(code="samen", soort="som").onderdelen.set([boeken])
    antwoord = post(redactie, {"boeken.GM9119": ("5", "|")}, headers=HTMX)
    tekst = antwoord.content.decode()
    cellen = [deel.split('"')[0] for deel in tekst.split('<td id="')[1:]]
    assert cellen == ["t-boeken.GM9119", "t-boeken.stichting", "t-samen.GM9119", "t-samen.GM9701", "t-samen.stichting"]
    assert "Boeken, Meppel: 5." in tekst
    assert 'value="0|5"' in tekst


def test_een_fout_staat_bij_de_cel_en_niets_is_geschreven(boeken, meppel, westerveld, redactie):
    cellen = {"boeken.GM9119": ("abc", "|"), "boeken.GM9701": ("5", "|")}
    for headers in (None, HTMX):
        antwoord = post(redactie, cellen, headers=headers, bron="Bicat")
        tekst = antwoord.content.decode()
        assert (antwoord.status_code, stand()) == (422, {})
        assert "Meppel, Boeken: ‘abc’ is geen getal." in tekst
        assert 'value="abc"' in tekst
    antwoord = post(redactie, cellen)
    assert 'value="5"' in antwoord.content.decode()  # what was right is still there to save


def test_een_foute_peildatum(boeken, redactie):
    antwoord = post(redactie, {"boeken.GM9119": ("5", "|")}, peildatum="gisteren")
    assert (antwoord.status_code, stand()) == (422, {})
    assert 'href="#id_peildatum"' in antwoord.content.decode()


def test_een_afgesloten_jaar_vraagt_een_reden(boeken, meppel, redactie):
    JaarFactory(afgesloten=True)
    cellen = {"boeken.GM9119": ("5", "|")}
    antwoord = post(redactie, cellen)
    assert (antwoord.status_code, stand()) == (422, {})
    assert "2026 is afgesloten. Geef een reden voor de wijziging." in antwoord.content.decode()
    assert "Reden van de wijziging" in antwoord.content.decode()
    post(redactie, cellen, reden="Telfout")
    assert stand() == {("boeken", "Meppel"): (D(5), False, 0)}


@pytest.mark.parametrize("headers", [None, HTMX])
def test_twee_mensen_aan_een_cel(boeken, meppel, westerveld, redactie, headers):
    """Somebody else wrote 120 over the 100 that this user saw; their own 130 and another cell wait for a choice."""
    MetingFactory(indicator=boeken, gemeente=meppel, waarde=D(120), slot=1)
    cellen = {"boeken.GM9119": ("130", "0|100"), "boeken.GM9701": ("7", "|")}
    antwoord = post(redactie, cellen, headers=headers)
    tekst = antwoord.content.decode()
    assert (antwoord.status_code, stand()) == (409, {("boeken", "Meppel"): (D(120), False, 1)})
    assert "Iemand anders was je voor" in tekst
    houd, toch = (deel.split("</form>")[0] for deel in tekst.split("cf-botsing")[1].split("<form")[1:3])
    assert ("w.boeken.GM9119" in houd, 'name="w.boeken.GM9701" value="7"' in houd) == (False, True)
    assert 'name="h.boeken.GM9119" value="1|120"' in toch
    post(redactie, {"boeken.GM9119": ("130", "1|120"), "boeken.GM9701": ("7", "|")})
    assert stand() == {("boeken", "Meppel"): (D(130), False, 2), ("boeken", "Westerveld"): (D(7), False, 0)}


def test_een_berekende_cel_is_niet_te_typen(meppel, redactie):
    IndicatorFactory(code="keren", soort="bijeenkomsten")
    post(redactie, {"keren.GM9119": ("5", "|")})
    assert stand() == {}


# ------------------------------------------------------------------ one figure
CEL = "/cijfers/2026/cijfer/keren/GM9119/"


@pytest.fixture
def keren(meppel, westerveld):
    BijeenkomstFactory(uitvoering=UitvoeringFactory(gemeenten=[meppel], titel="Voorlezen"), deelnames=12)
    return IndicatorFactory(code="keren", naam="Keren", soort="bijeenkomsten")


def test_vervangen_met_reden_en_weer_weghalen(keren, redactie):
    velden = {"waarde": "5", "stand": "definitief", "bron": "Telling", "peildatum": "", "slot": ""}
    zonder = redactie.post(CEL, velden | {"reden": ""})
    assert (zonder.status_code, stand()) == (422, {})
    assert "Keren wordt berekend. Geef een reden om ervan af te wijken." in zonder.content.decode()
    assert redactie.post(CEL, velden | {"reden": "Vier vergeten"}).url == CEL
    assert stand() == {("keren", "Meppel"): (D(5), False, 0)}
    tekst = redactie.get(CEL).content.decode()
    assert "Met de hand vervangen.</strong> Reden: Vier vergeten" in tekst
    assert "<dt>Berekend</dt><dd>1</dd>" in tekst
    BijeenkomstFactory(uitvoering=UitvoeringFactory(gemeenten=[Meting.objects.get().gemeente]))
    assert "De telling verschoof van 1 naar 2." in redactie.get(CEL).content.decode()
    botst = redactie.post(CEL, velden | {"reden": "Anders", "slot": ""})
    assert (botst.status_code, "Er staat nu 5. Jij vulde 5 in." in botst.content.decode()) == (409, True)
    redactie.post(CEL, velden | {"reden": "", "slot": "0", "weg": "1"})
    assert stand() == {}
    assert "weggehaald (was 5)" in redactie.get(CEL).content.decode()


def test_wie_niet_mag_vervangt_niets(keren):
    client = als(medewerker(Groep.DIRECTIE))
    assert "Vervang met reden" not in client.get(CEL).content.decode()
    velden = {"waarde": "5", "stand": "definitief", "bron": "", "peildatum": "", "slot": "", "reden": "Zomaar"}
    assert (client.post(CEL, velden).status_code, stand()) == (403, {})


def test_een_cijfer_dat_er_niet_is(keren, redactie):
    IndicatorFactory(code="website", scopes=["stichting"])
    paden = ("keren/GM9998", "keren/provincie", "onzin/GM9119", "website/GM9119", "onzin")
    assert [redactie.get(f"/cijfers/2026/cijfer/{pad}/").status_code for pad in paden] == [404] * 5


def test_overzicht_van_een_cijfer(boeken, meppel, westerveld, redactie, django_assert_num_queries):
    wie = medewerker(Groep.REDACTIE, first_name="Femke", last_name="Alberts")
    meting = MetingFactory(indicator=boeken, gemeente=meppel, waarde=D(158212), bron="Bicat", peildatum=dag("2026-12-31"))
    meting._history_user = wie
    meting.save()
    with django_assert_num_queries(11):
        tekst = redactie.get("/cijfers/2026/cijfer/boeken/").content.decode()
    rij = tekst.split("<tbody")[1].split("</tr>")[0]
    assert [deel in rij for deel in ("Meppel", "158.212", "Bicat", "31-12-2026", "Femke Alberts", "Definitief")] == [True] * 6
    assert tekst.split("<tbody")[1].split("</tr>")[1].count("ontbreekt") == 1


@pytest.mark.parametrize("aantal", [1, 3])
def test_vragen_van_een_cijfer(keren, meppel, redactie, django_assert_num_queries, aantal):
    for _ in range(aantal):
        BijeenkomstFactory(uitvoering=UitvoeringFactory(gemeenten=[meppel, GemeenteFactory()]))
    with django_assert_num_queries(16):
        redactie.get(CEL)


def test_het_paneel_is_een_deel(keren, redactie):
    tekst = redactie.get(CEL, headers=HTMX).content.decode()
    assert ("<html" in tekst, "Meppel, Keren" in tekst, "Voorlezen" in tekst) == (False, True, True)
    assert Indicator.objects.count() == 1
