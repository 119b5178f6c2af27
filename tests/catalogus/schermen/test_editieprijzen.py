"""Tariffs with their preview, the spread, sources, terms, corrections and two editions compared, in the browser."""

from decimal import Decimal as D
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from catalogus.models import Activiteit, Bronbedrag, Editie, Groep, Kostenregel, Prijs, Prijsvorm, Tarief, Termijn
from catalogus.regels import edities
from tests.factories import (
    ActiviteitFactory,
    AfnameFactory,
    AfnameregelFactory,
    BronbedragFactory,
    DekkingFactory,
    EditieFactory,
    FunctiegroepFactory,
    GemeenteFactory,
    KostenregelFactory,
    PrijsFactory,
    StaffelFactory,
    TariefFactory,
    UrenregelFactory,
    ambtenaar,
    dag,
    medewerker,
)

pytestmark = pytest.mark.django_db
TARIEVEN, BRONNEN = "/edities/2028/tarieven/", "/edities/2028/bronnen/"
CORRECTIE = "/edities/2028/correctie/CURSUS/"


@pytest.fixture
def groep():
    return FunctiegroepFactory(naam="Educatie")


@pytest.fixture
def editie(groep):
    """€ 60 an hour (€ 58 last year), 10% opslag; CURSUS is 1 hour and € 5: € 71,50 per keer, 10 keer expected."""
    editie = EditieFactory(jaar=2028, status=Editie.Status.CONCEPT, opslagpercentage=D(10))
    TariefFactory(editie=editie, functiegroep=groep)
    TariefFactory(editie=EditieFactory(jaar=2027), functiegroep=groep, uurtarief=D(58))
    cursus = ActiviteitFactory(editie=editie, code="CURSUS", titel="Cursus", verwachte_hoeveelheid=D(10))
    UrenregelFactory(activiteit=cursus, functiegroep=groep, hoeveelheid=D(1))
    KostenregelFactory(activiteit=cursus, prijs=D(5))
    return editie


@pytest.fixture
def ingelogd(client):
    client.force_login(medewerker(Groep.CONTROLLER))
    return client


def tariefinvoer(groep, stap="voorbeeld", **anders):
    return {
        "stap": stap,
        f"tarief-{groep.pk}": "60,00",
        f"capaciteit-{groep.pk}": "1.000,5",
        "opslagmethode": "percentage",
        "opslagpercentage": "10",
        "organisatiekosten": "0",
    } | anders


# ------------------------------------------------------------------ tariffs and their preview
def test_het_rooster_toont_vorig_jaar_en_verschil(ingelogd, editie, groep):
    (rij,) = ingelogd.get(TARIEVEN).context["rijen"]
    assert (rij["groep"], rij["vorig"], rij["nu"], rij["verschil"]) == (groep, D(58), D(60), "+3,4%")


def test_eerst_een_voorbeeld_dan_toepassen(ingelogd, editie, groep):
    """5%: € 63, so (63 + 5) × 1,1 = € 74,80."""
    invoer = tariefinvoer(groep, alle="5")
    antwoord = ingelogd.post(TARIEVEN, invoer)
    (rij,) = antwoord.context["rijen"]
    assert (antwoord.status_code, rij["oud"], rij["nieuw"]) == (200, "€\u00a071,50 per keer", "€\u00a074,80 per keer")
    assert "Er is nog niets opgeslagen." in antwoord.content.decode()
    assert Tarief.objects.get(editie=editie).uurtarief == D(60)
    gezien = antwoord.context["beeld"].stand
    klaar = ingelogd.post(TARIEVEN, invoer | {"stap": "toepassen", "gezien": gezien}, follow=True)
    assert "De tarieven van 2028 zijn opgeslagen. Er veranderde 1 prijs." in klaar.content.decode()
    tarief = Tarief.objects.get(editie=editie)
    assert (tarief.uurtarief, tarief.capaciteit) == (D("63.00"), D("1000.50"))


def test_de_verborgen_velden_van_het_voorbeeld_zijn_de_invoer(ingelogd, editie, groep):
    pagina = ingelogd.post(TARIEVEN, tariefinvoer(groep, **{f"procent-{groep.pk}": "2,5"})).content.decode()
    assert f'name="procent-{groep.pk}" value="2,5"' in pagina
    assert f'name="capaciteit-{groep.pk}" value="1.000,5"' in pagina


def test_terug_naar_de_invoer_houdt_wat_getypt_is(ingelogd, editie, groep):
    antwoord = ingelogd.post(TARIEVEN, tariefinvoer(groep, stap="invoer", alle="7"))
    assert (antwoord.status_code, antwoord.context["form"]["alle"].value()) == (200, "7")


@pytest.mark.parametrize(
    ("veld", "waarde"), [("alle", "veel"), ("alle", "101"), ("tarief", ""), ("tarief", "-1"), ("opslagpercentage", "")]
)
def test_een_fout_bij_het_veld(ingelogd, editie, groep, veld, waarde):
    naam = f"tarief-{groep.pk}" if veld == "tarief" else veld
    antwoord = ingelogd.post(TARIEVEN, tariefinvoer(groep, **{naam: waarde}))
    assert (antwoord.status_code, list(antwoord.context["form"].errors)) == (422, [naam])


def test_intussen_veranderd_toont_het_nieuwe_voorbeeld(ingelogd, editie, groep):
    invoer = tariefinvoer(groep, alle="5")
    gezien = ingelogd.post(TARIEVEN, invoer).context["beeld"].stand
    Kostenregel.objects.filter(soort="materiaal").update(prijs=D(6))
    antwoord = ingelogd.post(TARIEVEN, invoer | {"stap": "toepassen", "gezien": gezien})
    assert antwoord.status_code == 409
    assert (antwoord.context["rijen"][0]["nieuw"], antwoord.context["beeld"].stand != gezien) == ("€\u00a075,90 per keer", True)
    assert Tarief.objects.get(editie=editie).uurtarief == D(60)


@pytest.mark.parametrize(("rol", "status", "verwacht"), [("vestiging", "concept", 403), ("controller", "open", 409)])
def test_wie_niet_mag_en_wat_vastligt(client, editie, groep, rol, status, verwacht):
    Editie.objects.filter(jaar=2028).update(status=status)
    client.force_login(medewerker(rol))
    pagina = client.get(TARIEVEN).content.decode()
    assert 'name="stap"' not in pagina
    assert client.post(TARIEVEN, tariefinvoer(groep, stap="toepassen", gezien="x")).status_code == verwacht


@pytest.mark.parametrize("aantal", [1, 6])
def test_het_voorbeeld_vraagt_altijd_even_veel(ingelogd, editie, groep, aantal, django_assert_num_queries):
    for nummer in range(aantal):
        UrenregelFactory(activiteit=ActiviteitFactory(editie=editie, code=f"X{nummer}"), functiegroep=groep, hoeveelheid=D(1))
    ingelogd.get(TARIEVEN)
    with django_assert_num_queries(18):
        ingelogd.post(TARIEVEN, tariefinvoer(groep, alle="5"))


# ------------------------------------------------------------------ the spread
def test_de_verdeling_met_balken(ingelogd, editie, groep):
    """30 hours against 10: the largest fills its bar."""
    Editie.objects.filter(jaar=2028).update(opslagmethode="spreiding", organisatiekosten=D(400))
    ander = ActiviteitFactory(editie=editie, code="ANDER", verwachte_hoeveelheid=D(30))
    UrenregelFactory(activiteit=ander, functiegroep=groep, hoeveelheid=D(1))
    rijen = ingelogd.get("/edities/2028/verdeling/").context["rijen"]
    assert [(r["rij"].activiteit.code, r["rij"].deel, r["procent"], r["breedte"]) for r in rijen] == [
        ("ANDER", D("300.00"), D(75), "100.0"),
        ("CURSUS", D("100.00"), D(25), "33.3"),
    ]


def test_zonder_uren_zegt_de_verdeling_waarom(ingelogd, editie):
    Editie.objects.filter(jaar=2028).update(opslagmethode="spreiding")
    Activiteit.objects.update(verwachte_hoeveelheid=0)
    antwoord = ingelogd.get("/edities/2028/verdeling/")
    assert (antwoord.status_code, "Er zijn geen uren" in antwoord.content.decode()) == (200, True)


# ------------------------------------------------------------------ sources
def test_bedragen_van_vorig_jaar_overnemen_en_opslaan(ingelogd, editie):
    vorig = BronbedragFactory(jaar=2027, bedrag=D(500))
    naam = f"bedrag-{vorig.bron_id}"
    ingevuld = ingelogd.post(BRONNEN, {"actie": "overnemen"})
    assert (ingevuld.context["form"][naam].value(), Bronbedrag.objects.filter(jaar=2028).count()) == (D(500), 0)
    assert ingelogd.post(BRONNEN, {naam: "1.250,50", "actie": "opslaan"}).status_code == 302
    assert Bronbedrag.objects.get(jaar=2028).bedrag == D("1250.50")
    assert ingelogd.post(BRONNEN, {naam: "7", f"slot-{vorig.bron_id}": "9"}).status_code == 409
    assert ingelogd.post(BRONNEN, {naam: "niets"}).status_code == 422


# ------------------------------------------------------------------ terms
def test_een_accountmanager_geeft_meer_tijd(client, editie):
    gemeente = GemeenteFactory(naam="Westerveld", cbs_code="GM1701")
    Editie.objects.filter(jaar=2028).update(status="open", kiezen_tot=dag("2027-09-15"))
    adres = reverse("editie_termijn", args=[2028, "GM1701"])
    client.force_login(medewerker(Groep.CATALOGUSREDACTIE))
    assert (client.get("/edities/2028/termijnen/").status_code, client.get(adres).status_code) == (200, 403)
    client.force_login(medewerker(Groep.ACCOUNTMANAGER))
    assert "Geef meer tijd" in client.get("/edities/2028/termijnen/").content.decode()
    fout = client.post(adres, {"open_tot": "2027-09-01", "reden": "Raad"})
    assert (fout.status_code, fout.context["form"].errors["open_tot"]) == (422, ["Kies een dag vanaf 15 september 2027."])
    klaar = client.post(adres, {"open_tot": "2027-10-01", "reden": "Raad"}, follow=True)
    assert "Westerveld kan kiezen tot en met 1 oktober 2027. De gemeente heeft een mail gekregen." in klaar.content.decode()
    assert Termijn.objects.get(gemeente=gemeente).open_tot == dag("2027-10-01")
    assert client.get(reverse("editie_termijn", args=[2028, "GM9999"])).status_code == 404


# ------------------------------------------------------------------ corrections
@pytest.fixture
def geopend(editie):
    edities.open_editie(editie=editie)
    return Activiteit.objects.get(editie=editie)


def correctieinvoer(activiteit, **anders):
    uren, materiaal = activiteit.kostenregels.order_by("pk")
    return {
        "stap": "voorbeeld",
        "gezien": "0",
        "reden": "Te laag",
        f"hoeveel-{uren.pk}": "2",
        f"hoeveel-{materiaal.pk}": "1",
        f"prijs-{materiaal.pk}": "5",
    } | anders


def test_een_prijs_verbeteren(ingelogd, geopend):
    """2 hours: (120 + 5) × 1,1 = 137,50."""
    AfnameregelFactory(afname=AfnameFactory(editie=geopend.editie), activiteit=geopend, hoeveelheid=D(2))
    assert ingelogd.get(CORRECTIE).context["prijs_nu"] == "€\u00a071,50 per keer"
    beeld = ingelogd.post(CORRECTIE, correctieinvoer(geopend))
    uitkomst = beeld.context["uitkomst"]
    assert (beeld.status_code, uitkomst.wordt, [(g.was, g.wordt) for g in uitkomst.gevolgen]) == (
        200,
        "€\u00a0137,50 per keer",
        [(D("143.00"), D("275.00"))],
    )
    assert Prijs.objects.count() == 1
    invoer = correctieinvoer(geopend, stap="publiceren", akkoord=uitkomst.stand)
    klaar = ingelogd.post(CORRECTIE, invoer, follow=True)
    assert "De prijs van Cursus is nu €\u00a0137,50 per keer (versie 2)." in klaar.content.decode()
    assert [p.reden for p in Prijs.objects.order_by("versie")] == ["Opening van de editie", "Te laag"]
    assert [p.versie for p in ingelogd.get("/edities/2028/").context["correcties"]] == [2]


@pytest.mark.parametrize(
    ("anders", "status", "veld"),
    [
        ({"reden": ""}, 422, "reden"),
        ({"nieuw-soort": "uren", "nieuw-hoeveelheid": "1"}, 422, "nieuw-functiegroep"),
        ({"nieuw-soort": "inkoop", "nieuw-hoeveelheid": "1"}, 422, "nieuw-prijs"),
        ({"nieuw-soort": "inkoop", "nieuw-prijs": "1"}, 422, "nieuw-hoeveelheid"),
        ({"gezien": "4"}, 409, "__all__"),
        ({"stap": "publiceren", "akkoord": "iets anders"}, 409, "__all__"),
    ],
)
def test_een_correctie_die_niet_kan(ingelogd, geopend, anders, status, veld):
    antwoord = ingelogd.post(CORRECTIE, correctieinvoer(geopend, **anders))
    assert (antwoord.status_code, list(antwoord.context["form"].errors)) == (status, [veld])
    assert Prijs.objects.count() == 1


def test_een_kostenregel_erbij(ingelogd, geopend, groep):
    """Half an hour more: (60 + 5 + 30) × 1,1 = 104,50."""
    anders = {f"hoeveel-{geopend.kostenregels.get(soort='uren').pk}": "1"}
    anders |= {"nieuw-soort": "uren", "nieuw-functiegroep": groep.pk, "nieuw-hoeveelheid": "0,5", "nieuw-deel": "eenheid"}
    assert ingelogd.post(CORRECTIE, correctieinvoer(geopend, **anders)).context["uitkomst"].wordt == "€\u00a0104,50 per keer"


def test_een_staffel_en_een_vast_bedrag_hebben_hun_eigen_velden(ingelogd, geopend):
    school = ActiviteitFactory(editie=geopend.editie, code="SCHOOL", prijsvorm=Prijsvorm.STAFFEL)
    klasse = StaffelFactory(activiteit=school)
    PrijsFactory(activiteit=school, staffel=[["50.00", "106.00"]], grondslag="locatie")
    ActiviteitFactory(editie=geopend.editie, code="LIJST", prijsvorm=Prijsvorm.VAST_BEDRAG, bedrag_eenheid=D(12))
    ActiviteitFactory(editie=geopend.editie, code="WEB", prijsvorm=Prijsvorm.INBEGREPEN)
    velden = {
        code: list(ingelogd.get(f"/edities/2028/correctie/{code}/").context["form"].fields) for code in ("SCHOOL", "LIJST")
    }
    assert velden == {
        "SCHOOL": ["reden", "gezien", f"staffel-{klasse.pk}"],
        "LIJST": ["reden", "gezien", "bedrag_vast", "bedrag_eenheid"],
    }
    assert ingelogd.get("/edities/2028/correctie/WEB/").status_code == 404


def test_een_concept_corrigeer_je_niet(ingelogd, editie):
    pagina = ingelogd.get(CORRECTIE).content.decode()
    assert ('name="reden"' in pagina, "In een concept verander je gewoon de kosten." in pagina) == (False, True)
    activiteit = Activiteit.objects.get(editie=editie)
    assert ingelogd.post(CORRECTIE, correctieinvoer(activiteit)).status_code == 409


@pytest.mark.parametrize(("rol", "status"), [("accountmanager", 403), ("redactie", 403), ("catalogusredactie", 200)])
def test_wie_een_prijs_verbetert(client, geopend, rol, status):
    client.force_login(medewerker(rol))
    assert (client.get(CORRECTIE).status_code, client.post(CORRECTIE, correctieinvoer(geopend)).status_code) == (status, status)


# ------------------------------------------------------------------ compared
@pytest.fixture
def twee(editie):
    """2027 has CURSUS at € 70 and OUD; 2028 has CURSUS at € 71,50 and NIEUW."""
    oud = EditieFactory(jaar=2027)
    PrijsFactory(activiteit=ActiviteitFactory(editie=oud, code="CURSUS", titel="Cursus"), per_eenheid=D(70))
    ActiviteitFactory(editie=oud, code="OUD", titel="Verdwijnt")
    KostenregelFactory(activiteit=ActiviteitFactory(editie=editie, code="NIEUW", titel="Komt erbij"), prijs=D(1))


@pytest.mark.parametrize(
    ("vraag", "codes"),
    [
        ({}, ["CURSUS", "NIEUW", "OUD"]),
        ({"soort": "nieuw"}, ["NIEUW"]),
        ({"soort": "vervallen"}, ["OUD"]),
        ({"soort": "prijs"}, ["CURSUS"]),
        ({"soort": "gelijk"}, []),
        ({"zoek": "verdwijnt"}, ["OUD"]),
        ({"lijn": "1"}, ["CURSUS", "NIEUW", "OUD"]),
        ({"van": "2028", "naar": "2027"}, ["CURSUS", "NIEUW", "OUD"]),
        ({"van": "1900"}, ["CURSUS", "NIEUW", "OUD"]),
    ],
)
def test_vergelijken_met_filter(ingelogd, twee, vraag, codes):
    antwoord = ingelogd.get(reverse("editie_vergelijk"), vraag)
    assert (antwoord.context["van"].jaar, antwoord.context["naar"].jaar) == (2027, 2028)
    assert [rij.activiteit.code for rij in antwoord.context["rijen"]] == codes


def test_de_tellingen_bij_de_soorten(ingelogd, twee):
    tabs = {soort: aantal for soort, _, aantal in ingelogd.get(reverse("editie_vergelijk")).context["tabs"]}
    assert tabs == {
        "anders": 3, "nieuw": 1, "vervallen": 1, "hernoemd": 0, "verplaatst": 0, "prijs": 1, "voorwaarden": 0, "tekst": 0,
        "gelijk": 0,
    }  # fmt: skip


def test_de_uitvoer_is_wat_je_ziet(ingelogd, twee):
    antwoord = ingelogd.get(reverse("editie_vergelijk"), {"soort": "prijs", "uitvoer": "xlsx"})
    vel = load_workbook(BytesIO(antwoord.content)).active
    rijen = [[cel.value for cel in rij] for rij in vel.iter_rows(min_row=2)]
    assert [rij[1:8] for rij in rijen] == [
        ["CURSUS", "CURSUS", "Cursus", "Cursus", "Andere prijs", "€\u00a070,00 per keer", "€\u00a071,50 per keer"]
    ]
    for soort in ("ods", "csv"):
        antwoord = ingelogd.get(reverse("editie_vergelijk"), {"uitvoer": soort})
        assert antwoord["Content-Disposition"] == f'attachment; filename="edities-2027-2028.{soort}"'


def test_een_editie_is_niet_te_vergelijken(ingelogd):
    EditieFactory()
    assert ingelogd.get(reverse("editie_vergelijk")).status_code == 404


def test_vergelijken_is_niet_voor_een_gemeente(client, twee):
    client.force_login(ambtenaar(GemeenteFactory(), "fiatteur"))
    assert client.get(reverse("editie_vergelijk")).status_code == 404
    assert client.get(CORRECTIE).status_code == 404
    assert client.get(reverse("editie_termijn", args=[2028, "GM0001"])).status_code == 404


def test_dekking_van_een_bron_staat_in_het_rooster(ingelogd, editie):
    dekking = DekkingFactory(activiteit=Activiteit.objects.get(editie=editie), bedrag=D(4))
    (rij,) = ingelogd.get(BRONNEN).context["rijen"]
    assert (rij["rij"].bron, rij["rij"].uitgegeven, rij["rij"].over) == (dekking.bron, D("40.0000"), D("-40.0000"))
