"""The cost screen: list, grid, recalculation, saving, conflicts and what-if."""

from decimal import Decimal as D
from io import BytesIO

import pytest
from openpyxl import load_workbook

from catalogus.models import Activiteit, Dekking, Editie, Groep, Kostenregel, Prijsvorm, Rol, Staffel
from tests.factories import (
    ActiviteitFactory,
    BronbedragFactory,
    DekkingFactory,
    EditieFactory,
    FinancieringsbronFactory,
    FunctiegroepFactory,
    GemeenteFactory,
    KostenregelFactory,
    PrijsFactory,
    ProgrammalijnFactory,
    StaffelFactory,
    TariefFactory,
    UrenregelFactory,
    ambtenaar,
    medewerker,
)

pytestmark = pytest.mark.django_db
LIJST = "/edities/2026/kosten/"
ADRES = "/edities/2026/kosten/CURSUS/"
HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def cursus():
    """€ 60 an hour and 10% opslag. CURSUS: 2 hours and € 10 per keer, (120 + 10) × 1,10 = 143; last year it was € 100."""
    editie = EditieFactory(status=Editie.Status.CONCEPT, opslagpercentage=D(10))
    TariefFactory(editie=editie)
    oud = ActiviteitFactory(editie=EditieFactory(jaar=2025, opslagpercentage=D(0)), code="CURSUS", titel="Cursus")
    TariefFactory(editie=oud.editie, uurtarief=D(45))
    UrenregelFactory(activiteit=oud, hoeveelheid=D(2), omschrijving="Les")
    PrijsFactory(activiteit=oud, per_eenheid=D(100))
    cursus = ActiviteitFactory(
        editie=editie, code="CURSUS", titel="Cursus", verwachte_afnemers=3, verwachte_hoeveelheid=D(20), voorganger=oud
    )
    UrenregelFactory(activiteit=cursus, hoeveelheid=D(2), omschrijving="Les", volgorde=1)
    KostenregelFactory(activiteit=cursus, omschrijving="Boek", volgorde=2)
    return cursus


@pytest.fixture
def controller(client):
    wie = medewerker(Groep.CONTROLLER, first_name="Carla", last_name="Smit")
    client.force_login(wie)
    return wie


def gepost(client, **anders):
    """What the browser sends back: every field of the grid as the page has it, with changes by prefix_nummer_naam."""
    formulier = client.get(ADRES).context["formulier"]
    alle = [formulier.kop, *(form for reeks in formulier.sets for form in [reeks.management_form, *reeks.forms])]
    data = {}
    for veld in (veld for form in alle for veld in form):
        waarde = veld.field.widget.format_value(veld.value())
        waarde = waarde[0] if isinstance(waarde, list) else waarde
        if waarde not in {None, ""} and not veld.html_name.endswith("DELETE"):
            data[veld.html_name] = waarde
    return data | {naam.replace("_", "-", 2): waarde for naam, waarde in anders.items()}


# ------------------------------------------------------------------ who
def test_een_gemeente_vindt_hier_niets(client, cursus):
    client.force_login(ambtenaar(GemeenteFactory(), Rol.FIATTEUR))
    adressen = [LIJST, ADRES, f"{ADRES}uitleg/"]
    assert [client.get(adres).status_code for adres in adressen] == [404, 404, 404]
    assert [client.post(adres).status_code for adres in (ADRES, f"{ADRES}reken/")] == [404, 404]


def test_andere_medewerkers_lezen_mee(client, cursus):
    client.force_login(medewerker(Groep.CONTROLLER))
    data = gepost(client, regel_1_prijs="12")
    client.force_login(medewerker(Groep.ACCOUNTMANAGER))
    tekst = client.get(ADRES).content.decode()
    assert ("Je kijkt mee." in tekst, 'id="grid"' in tekst) == (True, False)
    assert client.post(ADRES, data).status_code == 403
    assert Kostenregel.objects.get(activiteit=cursus, omschrijving="Boek").prijs == D(10)


@pytest.mark.parametrize("adres", ["/edities/1999/kosten/", "/edities/2026/kosten/ONBEKEND/", "/edities/1999/kosten/CURSUS/"])
def test_wat_er_niet_is(client, controller, cursus, adres):
    assert client.get(adres).status_code == 404


# ------------------------------------------------------------------ the list
@pytest.fixture
def meer(cursus):
    """Besides CURSUS (43% up): KLAS without hours, in another programmalijn, and LEEG without costs."""
    klas = ActiviteitFactory(
        editie=cursus.editie, code="KLAS", titel="Klas", programmalijn=ProgrammalijnFactory(nummer=4, naam="Taal")
    )
    KostenregelFactory(activiteit=klas, prijs=D(5))
    ActiviteitFactory(editie=cursus.editie, code="LEEG", titel="Leeg")
    return cursus


@pytest.mark.parametrize(
    ("vraag", "codes"),
    [
        ("", ["CURSUS", "LEEG", "KLAS"]),
        ("?zoek=kla", ["KLAS"]),
        ("?zoek=cursus", ["CURSUS"]),
        ("?lijn=4", ["KLAS"]),
        ("?vorm=staffel", []),
        ("?let=geen-uren", ["KLAS"]),
        ("?let=fout", ["LEEG"]),
        ("?let=verschil", ["CURSUS"]),
        ("?let=let", ["CURSUS", "LEEG", "KLAS"]),
        ("?volgorde=titel", ["CURSUS", "KLAS", "LEEG"]),
        ("?volgorde=code", ["CURSUS", "KLAS", "LEEG"]),
        ("?volgorde=verandering", ["CURSUS", "LEEG", "KLAS"]),
        ("?volgorde=jaar", ["CURSUS", "LEEG", "KLAS"]),
        ("?lijn=onzin", ["CURSUS", "LEEG", "KLAS"]),
    ],
)
def test_zoeken_filteren_en_sorteren(client, controller, meer, vraag, codes):
    assert [rij.activiteit.code for rij in client.get(LIJST + vraag).context["rijen"]] == codes


def test_een_rij_van_de_lijst(client, controller, cursus):
    (rij,) = client.get(LIJST).context["rijen"]
    assert (str(rij.woorden), str(rij.woorden_toen), rij.verandering) == (
        "€\u00a0143,00 per keer",
        "€\u00a0100,00 per keer",
        D(43),
    )
    assert [punt.tekst for punt in rij.waarschuwingen] == ["Per keer: 43,0% meer dan in 2025."]


def test_na_het_openen_staat_de_vastgestelde_prijs_er(client, controller, cursus):
    """And when the lines give another one since, it says so."""
    PrijsFactory(activiteit=cursus, per_eenheid=D(140))
    Editie.objects.filter(jaar=2026).update(status=Editie.Status.OPEN)
    (rij,) = client.get(LIJST).context["rijen"]
    assert str(rij.woorden) == "€\u00a0140,00 per keer"
    assert rij.waarschuwingen[-1].tekst == "De kosten geven nu een andere prijs dan is vastgesteld. Maak een correctie."
    tekst = client.get(ADRES).content.decode()
    assert ("Editie 2026 is open: de prijs ligt vast." in tekst, 'id="grid"' in tekst) == (True, False)
    assert 'href="/edities/2026/correctie/CURSUS/"' in tekst
    client.force_login(medewerker(Groep.VESTIGING))
    assert "/correctie/" not in client.get(ADRES).content.decode()


def test_een_andere_eenheid_wordt_niet_vergeleken(client, controller, cursus):
    cursus.eenheid = "groep"
    cursus.save()
    (rij,) = client.get(LIJST).context["rijen"]
    assert (rij.verandering, rij.waarschuwingen) == (None, ())


def test_de_uitvoer(client, controller, meer):
    antwoord = client.get(LIJST, {"uitvoer": "xlsx", "zoek": "cursus"})
    assert antwoord["Content-Disposition"] == 'attachment; filename="kosten-2026.xlsx"'
    (blad,) = load_workbook(BytesIO(antwoord.content))
    assert [cel.value for cel in blad[2]][:13] == [
        2, "CURSUS", "Cursus", "plus", "kostprijs", "keer", 0, 143,
        "€\u00a0143,00 per keer", "€\u00a0100,00 per keer", 0.43, 0, 143,
    ]  # fmt: skip
    assert client.get(LIJST, {"uitvoer": "csv"})["Content-Type"] == "text/csv; charset=utf-8"
    assert client.get(LIJST, {"uitvoer": "exe"}).status_code == 200


def test_wat_gefilterd_is_als_werkmap_om_in_te_lezen(client, controller, meer):
    boek = load_workbook(BytesIO(client.get(LIJST, {"werkmap": "1", "zoek": "cursus"}).content))
    assert boek.sheetnames == ["Uitleg", "Kostenregels", "Staffels", "Dekkingen"]
    koppen, *rijen = boek["Kostenregels"].iter_rows(values_only=True)
    assert {rij[koppen.index("Activiteit")] for rij in rijen} == {"CURSUS"}


def test_het_aantal_vragen_groeit_niet_mee(client, controller, cursus, django_assert_num_queries):
    bron = DekkingFactory(activiteit=cursus, bron=BronbedragFactory().bron).bron
    client.get(LIJST)
    with django_assert_num_queries(15):
        client.get(LIJST)
    with django_assert_num_queries(23):
        client.get(ADRES)
    vormen = [Prijsvorm.STAFFEL, Prijsvorm.KOSTPRIJS]
    activiteiten = Activiteit.objects.bulk_create(
        ActiviteitFactory.build(
            editie=cursus.editie, programmalijn=cursus.programmalijn, code=f"C-{n}", prijsvorm=vormen[n % 2]
        )
        for n in range(249)
    )
    lijnen = [{"soort": "uren", "functiegroep": FunctiegroepFactory()}, {"soort": "inkoop", "prijs": D(3)}]
    Kostenregel.objects.bulk_create(
        Kostenregel(activiteit=a, hoeveelheid=D(1), **lijn) for a in activiteiten for lijn in lijnen
    )
    Dekking.objects.bulk_create(Dekking(activiteit=a, bron=bron, bedrag=D(1)) for a in activiteiten)
    Staffel.objects.bulk_create(Staffel(activiteit=a, prijs=D(9)) for a in activiteiten if a.prijsvorm == Prijsvorm.STAFFEL)
    with django_assert_num_queries(15):
        assert len(client.get(LIJST).context["rijen"]) == 250
    with django_assert_num_queries(23):
        client.get(ADRES)


# ------------------------------------------------------------------ the grid
def test_de_pagina(client, controller, cursus):
    context = client.get(ADRES).context
    assert [(r.bedrag, r.tarief, r.toen) for r in context["regels"]] == [
        (D(120), D(60), D(90)),
        (D(10), None, None),
        (None, None, None),
    ]
    assert (context["rij"].prijs.per_eenheid, context["dekpunt"].aantal) == (D(143), D(20))


def test_rekenen_zonder_te_bewaren(client, controller, cursus):
    """3 hours and a new line of € 5 for 2: (180 + 10 + 10) × 1,10 = 220."""
    data = gepost(client, regel_0_hoeveelheid="3", regel_2_soort="inkoop", regel_2_hoeveelheid="2", regel_2_prijs="€ 5,00")
    antwoord = client.post(f"{ADRES}reken/", data, **HTMX)
    assert antwoord.context["rij"].prijs.per_eenheid == D(220)
    tekst = antwoord.content.decode()
    assert 'id="bedrag-regel-0" hx-swap-oob="innerHTML">180,00' in " ".join(tekst.split()).replace("> ", ">")
    assert "<html" not in tekst
    assert Kostenregel.objects.get(activiteit=cursus, omschrijving="Les").hoeveelheid == D(2)


def test_rekenen_zonder_javascript_geeft_de_pagina_met_wat_je_typte(client, controller, cursus):
    antwoord = client.post(f"{ADRES}reken/", gepost(client, regel_1_prijs="1.234,5"))
    assert antwoord.status_code == 200
    assert antwoord.context["rij"].prijs.per_eenheid == D("1489.95")  # (120 + 1.234,50) × 1,10
    assert 'value="1.234,5"' in antwoord.content.decode()


def test_rekenen_met_wat_nog_niet_klopt(client, controller, cursus):
    """A cell that is no number counts as empty, and both are said."""
    antwoord = client.post(f"{ADRES}reken/", gepost(client, regel_1_prijs="tien"), **HTMX)
    assert antwoord.context["fouten"] == [
        ("id_regel-1-prijs", "Regel 2, tarief of prijs: vul een getal in, bijvoorbeeld 12,50.")
    ]
    assert (antwoord.context["rij"].prijs, antwoord.context["kosten"].per_eenheid) == (None, D(132))


def test_bewaren(client, controller, cursus):
    data = gepost(
        client,
        regel_0_hoeveelheid="1,5",
        regel_1_DELETE="on",
        regel_2_omschrijving="Zaal\nhuur",
        regel_2_soort="huisvesting",
        regel_2_deel="vast",
        regel_2_hoeveelheid="1",
        regel_2_prijs="80",
        dekking_0_bron=str(FinancieringsbronFactory().pk),
        dekking_0_waarde="12,5%",
    ) | {"kop-verwachte_afnemers": "4"}
    antwoord = client.post(ADRES, data, follow=True)
    assert antwoord.redirect_chain == [(ADRES, 302)]
    assert [str(m) for m in antwoord.context["messages"]] == ["Bewaard: 2 erbij, 2 veranderd en 1 weg."]
    assert [(r.omschrijving, r.hoeveelheid, r.prijs, r.deel) for r in cursus.kostenregels.all()] == [
        ("Les", D("1.5"), None, "eenheid"),
        ("Zaal huur", D(1), D(80), "vast"),
    ]
    assert [(d.bedrag, d.percentage, d.deel) for d in cursus.dekkingen.all()] == [(None, D("12.5"), "eenheid")]
    cursus.refresh_from_db()
    assert (cursus.verwachte_afnemers, cursus.history.first().history_user) == (4, controller)


@pytest.mark.parametrize(
    ("anders", "fout"),
    [
        ({"regel_1_hoeveelheid": "-1"}, ("id_regel-1-hoeveelheid", "Regel 2, hoeveel: vul 0 of meer in.")),
        ({"regel_1_prijs": "99999999999"}, ("id_regel-1-prijs", "Regel 2, tarief of prijs: dit getal is te groot.")),
        ({"regel_2_prijs": "5"}, ("id_regel-2-soort", "Regel 3, soort: kies een soort.")),
        ({"dekking_0_waarde": "5"}, ("id_dekking-0-bron", "Dekking 1, bron: kies een bron.")),
        ({"dekking_0_waarde": "101%"}, ("id_dekking-0-waarde", "Dekking 1, percentage: vul 100 of minder in.")),
        ({"dekking_0_waarde": "veel"}, ("id_dekking-0-waarde", "Dekking 1, bedrag: vul een getal in, bijvoorbeeld 12,50.")),
    ],
)  # fmt: skip
def test_een_fout_schrijft_niets_en_houdt_wat_je_typte(client, controller, cursus, anders, fout):
    data = gepost(client, regel_0_hoeveelheid="7", **anders)
    if "dekking_0_waarde" in anders and "bron" not in fout[0]:
        data["dekking-0-bron"] = str(FinancieringsbronFactory().pk)
    antwoord = client.post(ADRES, data)
    assert (antwoord.status_code, fout in antwoord.context["fouten"]) == (422, True)
    assert 'value="7"' in antwoord.content.decode()
    assert Kostenregel.objects.get(activiteit=cursus, omschrijving="Les").hoeveelheid == D(2)


def test_een_formulier_dat_niet_van_ons_is(client, controller, cursus):
    data = gepost(client) | {"regel-TOTAL_FORMS": "9999999"}
    assert client.post(ADRES, data).status_code == 422
    del data["regel-TOTAL_FORMS"]
    assert client.post(ADRES, data).status_code == 422


def test_bewaren_na_het_openen(client, controller, cursus):
    data = gepost(client, regel_1_prijs="12")
    Editie.objects.filter(jaar=2026).update(status=Editie.Status.OPEN)
    antwoord = client.post(ADRES, data)
    assert (antwoord.status_code, "de kosten liggen vast" in antwoord.content.decode()) == (409, True)


# ------------------------------------------------------------------ two people
def test_wie_later_bewaart_ziet_beide_versies_en_kiest(client, controller, cursus):
    """The other made the book € 12 and added a line; I made it € 15. Saving again lets mine count, and keeps the new line."""
    mijn = gepost(client, regel_1_prijs="15")
    client.post(ADRES, gepost(client, regel_1_prijs="12", regel_2_soort="overig", regel_2_omschrijving="Hapjes"))
    antwoord = client.post(ADRES, mijn)
    assert antwoord.status_code == 409
    assert [(b.naam, b.bewaard, b.getypt) for b in antwoord.context["botsing"]] == [
        ("Boek", "Boek: materiaal, 1 × 12, per keer", "Boek: materiaal, 1 × 15, per keer"),
        ("Hapjes", "Hapjes: overig, – × –, per keer", ""),
    ]
    assert "Intussen heeft Carla Smit dit" in antwoord.content.decode()
    formulier = antwoord.context["formulier"]
    opnieuw = dict(formulier.kop.data.items())
    assert client.post(ADRES, opnieuw).status_code == 302
    assert [(r.omschrijving, r.prijs) for r in cursus.kostenregels.all()] == [("Les", None), ("Boek", D(15)), ("Hapjes", None)]


def test_een_regel_die_een_ander_weghaalde_wordt_weer_nieuw(client, controller, cursus):
    mijn = gepost(client, regel_1_prijs="15")
    client.post(ADRES, gepost(client, regel_1_DELETE="on"))
    antwoord = client.post(ADRES, mijn)
    assert [(b.naam, b.bewaard, b.getypt) for b in antwoord.context["botsing"]] == [
        ("Boek", "", "Boek: materiaal, 1 × 15, per keer")
    ]
    assert client.post(ADRES, dict(antwoord.context["formulier"].kop.data.items())).status_code == 302
    assert [(r.omschrijving, r.prijs) for r in cursus.kostenregels.all()] == [("Les", None), ("Boek", D(15))]


# ------------------------------------------------------------------ classes and fixed amounts
def test_klassen_en_vast_bedrag(client, controller, cursus):
    cursus.prijsvorm = Prijsvorm.STAFFEL
    cursus.save()
    StaffelFactory(activiteit=cursus, tot_en_met=D(50), prijs=D(106))
    data = gepost(client, staffel_1_prijs="437") | {"kop-grondslag": "totaal"}
    assert client.post(ADRES, data).status_code == 302
    cursus.refresh_from_db()
    assert (cursus.grondslag, [(s.tot_en_met, s.prijs) for s in cursus.staffels.all()]) == (
        "totaal",
        [(D(50), D(106)), (None, D(437))],
    )
    cursus.prijsvorm = Prijsvorm.VAST_BEDRAG
    cursus.save()
    assert client.post(ADRES, gepost(client) | {"kop-bedrag_eenheid": "89,95"}).status_code == 302
    cursus.refresh_from_db()
    assert (cursus.bedrag_eenheid, cursus.bedrag_vast, cursus.staffels.count()) == (D("89.95"), None, 2)


# ------------------------------------------------------------------ what if, and the explanation
def test_wat_als_staat_in_het_adres(client, controller, cursus):
    """4 hours: (240 + 10) × 1,10 = 275."""
    antwoord = client.get(ADRES, {"w-uren-eenheid": "4"})
    assert antwoord.context["watals"].resultaat.dan.per_eenheid == D(275)
    deel = client.get(ADRES, {"w-uren-eenheid": "4"}, **HTMX).content.decode()
    assert ("€\u00a0275,00" in deel, "<html" in deel) == (True, False)


@pytest.mark.parametrize(
    "vraag", [{}, {"w-uren-eenheid": "2"}, {"w-uren-eenheid": ""}, {"w-aantal": "veel"}, {"w-anders": "1"}]
)
def test_wat_als_zonder_iets_anders(client, controller, cursus, vraag):
    assert client.get(ADRES, vraag).context["watals"].resultaat is None


def test_de_uitleg(client, controller, cursus):
    antwoord = client.get(f"{ADRES}uitleg/")
    assert [deel.kop for deel in antwoord.context["uitleg"]] == [
        "Wat kost het?",
        "Waar bestaat één keer uit?",
        "Wat is anders dan in 2025?",
    ]
    assert "Zo is deze prijs opgebouwd" in antwoord.content.decode()
