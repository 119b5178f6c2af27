"""Reading through the API: what everybody sees, what a token adds, filters, paging, fewer fields, ETags and limits."""

import datetime

import pytest
from django.utils import timezone

from catalogus.models import Editie, Status, Token
from tests import factories as f

PAD = "/api/v1"
LIJSTEN = [
    "activiteiten", "afnames", "documenten", "edities", "gemeenten", "indicatoren", "jaarberichten", "locaties", "metingen",
    "programmalijnen", "uitvoeringen",
]  # fmt: skip
DICHT = ["afnames", "documenten", "indicatoren", "locaties", "metingen", "uitvoeringen"]


def resultaten(client, adres: str) -> list:
    antwoord = client.get(f"{PAD}/{adres}")
    assert antwoord.status_code == 200, antwoord.content
    return antwoord.json()["resultaten"]


def fouten(antwoord) -> list[tuple[str, str, str]]:
    return [(fout["in"], fout["location"], fout["code"]) for fout in antwoord.json()["errors"]]


# ------------------------------------------------------------------ without a token
def test_zonder_token_alleen_wat_openbaar_is(wereld, client):
    assert {naam: client.get(f"{PAD}/{naam}").status_code for naam in LIJSTEN} == {
        naam: 401 if naam in DICHT else 200 for naam in LIJSTEN
    }
    assert client.get(f"{PAD}/afnames")["WWW-Authenticate"] == "Bearer"


def test_een_gemeente(wereld, client):
    assert client.get(f"{PAD}/gemeenten/GM1701").json() == {
        "cbsCode": "GM1701",
        "naam": "Westerveld",
        "provincie": "Drenthe",
        "regio": "",
        "deelnemerVan": "2020-01-01",
        "deelnemerTot": None,
    }


def test_zonder_token_geen_concept_en_geen_prijs(wereld, client):
    nieuw = f.EditieFactory(jaar=2027, status=Editie.Status.CONCEPT)
    geheim = f.ActiviteitFactory(editie=nieuw, code="GEHEIM")
    assert [editie["jaar"] for editie in resultaten(client, "edities")] == [2026]
    assert [(a["code"], a["prijs"]) for a in resultaten(client, "activiteiten?sorteer=code")] == [
        ("BASIS", None),
        ("COLLECTIE", None),
        ("CURSUS", None),
    ]
    assert client.get(f"{PAD}/edities/2027").status_code == 404
    assert client.get(f"{PAD}/activiteiten/{geheim.pk}").status_code == 404


# ------------------------------------------------------------------ with a token
@pytest.mark.parametrize(
    ("toont", "opbouw"),
    [("geen", None), ("hoofdregels", {"vast": [], "eenheid": [{"post": "personeel", "bedrag": "45.00"}]})],
)
def test_met_token_de_prijs_en_de_opbouw_zover_de_editie_die_toont(wereld, als, toont, opbouw):
    Editie.objects.update(kostenopbouw=toont)
    wereld.cursus.prijzen.update(opbouw={"eenheid": [{"post": "personeel", "bedrag": "45.00"}]})
    prijs = als(wereld.opsteller).get(f"{PAD}/activiteiten/{wereld.cursus.pk}").json()["prijs"]
    assert prijs.pop("gemaaktOp").endswith("Z")
    assert prijs == {
        "versie": 1,
        "vast": "100.00",
        "perEenheid": "45.0000",
        "grondslag": "",
        "staffel": [],
        "opbouw": opbouw,
    }


def test_een_afname_met_haar_regels(wereld, als):
    afname = wereld.afname(naam="Voor 2026")
    client = als(wereld.opsteller)
    assert client.get(f"{PAD}/afnames/{afname.pk}").json() == {
        "id": afname.pk,
        "gemeente": "GM1701",
        "editie": 2026,
        "naam": "Voor 2026",
        "status": "concept",
        "versienummer": 1,
        "voorganger": None,
        "ingangsdatum": None,
        "kenmerk": "",
        "toelichting": "",
        "totaal": "190.00",  # 100 + 2 × 45
        "mogelijkeOvergangen": ["voorleggen", "vervallen"],
    }
    (regel,) = resultaten(client, f"afnames/{afname.pk}/regels")
    velden = ("activiteit", "hoeveelheid", "bedragVast", "bedragEenheid")
    assert [regel[veld] for veld in velden] == ["CURSUS", "2.00", "100.00", "90.00"]
    assert client.get(f"{PAD}/afnames/{afname.pk}/regels/CURSUS").json() == regel
    assert client.get(f"{PAD}/afnames/{afname.pk}/regels/BASIS").status_code == 404


def test_van_een_gezamenlijke_uitvoering_alleen_het_eigen_aantal(wereld, als):
    meppel = wereld.fiatteur_elders.lidmaatschappen.get().gemeente
    samen = f.UitvoeringFactory(activiteit=wereld.cursus, gemeenten=[wereld.gemeente, meppel])
    keer = f.BijeenkomstFactory(uitvoering=samen, deelnames=30)
    f.DeelnameFactory(bijeenkomst=keer, gemeente=wereld.gemeente, aantal=10)
    f.DeelnameFactory(bijeenkomst=keer, gemeente=meppel, aantal=20)
    (bijeenkomst,) = als(wereld.opsteller).get(f"{PAD}/uitvoeringen/{samen.pk}").json()["bijeenkomsten"]
    assert bijeenkomst == {
        "datum": "2026-03-02",
        "status": "gehouden",
        "deelnames": 30,
        "deelnamesPerGemeente": [{"gemeente": "GM1701", "aantal": 10}],
    }


# ------------------------------------------------------------------ filters, search, order, fields, pages
def test_filters_zoeken_en_volgorde(wereld, als):
    client = als(wereld.opsteller)
    f.LocatieFactory(gemeente=wereld.gemeente, naam="Oud")
    school = f.vestiging(wereld.gemeente, functie="dbos_po", naam="School")
    f.MetingFactory(indicator=f.IndicatorFactory(code="leden"), gemeente=wereld.gemeente, jaar=2024)
    f.MetingFactory(indicator=f.IndicatorFactory(code="bezoek"), gemeente=wereld.gemeente, jaar=2025)
    verwacht = {
        "activiteiten?pakket=basis&velden=code": [{"code": "BASIS"}],
        "activiteiten?zoek=klik&velden=code": [{"code": "CURSUS"}],
        "activiteiten?editie=2025&velden=code": [],
        "activiteiten?sorteer=-code&velden=code": [{"code": "CURSUS"}, {"code": "COLLECTIE"}, {"code": "BASIS"}],
        "locaties?functie=dbos_po&op=2026-01-01&velden=id": [{"id": school.pk}],
        "locaties?functie=dbos_po&op=2019-12-31&velden=id": [],
        "metingen?vanJaar=2025&velden=indicator,geenGegevens": [{"indicator": "bezoek", "geenGegevens": False}],
        "metingen?indicator=leden&velden=jaar": [{"jaar": 2024}],
        "gemeenten?deelnemerIn=2019": [],
    }
    assert {adres: resultaten(client, adres) for adres in verwacht} == verwacht


@pytest.mark.parametrize(
    ("vraag", "plek", "code"),
    [
        ("gemeentes=GM1701", "gemeentes", "onbekend"),
        ("editie=abc", "editie", "invalid"),
        ("status=weg", "status", "invalid-choice"),
        ("sorteer=prijs", "sorteer", "invalid-choice"),
        ("velden=naam,geheim", "velden", "onbekend"),
        ("paginaGrootte=201", "paginaGrootte", "grens"),
        ("paginaGrootte=0", "paginaGrootte", "grens"),
    ],
)
def test_een_vraag_die_niet_klopt_wordt_geweigerd_met_de_parameter(wereld, als, vraag, plek, code):
    antwoord = als(wereld.opsteller).get(f"{PAD}/afnames?{vraag}")
    assert (antwoord.status_code, fouten(antwoord)) == (400, [("query", plek, code)])


def test_bladzijden(wereld, client):
    eerste = client.get(f"{PAD}/gemeenten?paginaGrootte=1&velden=naam").json()
    assert (eerste["aantal"], eerste["vorige"], eerste["resultaten"]) == (2, None, [{"naam": "Meppel"}])
    tweede = client.get(eerste["volgende"]).json()
    assert (tweede["volgende"], tweede["resultaten"]) == (None, [{"naam": "Westerveld"}])
    assert client.get(f"{PAD}/gemeenten?pagina=3").status_code == 404


# ------------------------------------------------------------------ ETag, tokens, limits
def test_wie_de_nieuwste_versie_al_heeft_krijgt_304(wereld, als):
    client, afname = als(wereld.opsteller), wereld.afname()
    for adres in (f"{PAD}/afnames", f"{PAD}/afnames/{afname.pk}"):
        etag = client.get(adres)["ETag"]
        opnieuw = client.get(adres, headers={"If-None-Match": etag})
        assert (opnieuw.status_code, opnieuw.content, opnieuw["API-Version"]) == (304, b"", "1.0.0")
    afname.naam = "Anders"
    afname.save()
    assert client.get(adres, headers={"If-None-Match": etag}).status_code == 200


def test_een_token_werkt_tot_het_verloopt_en_onthoudt_zijn_gebruik(wereld, als, client):
    gebruikt = als(wereld.opsteller)
    assert gebruikt.get(f"{PAD}/afnames").status_code == 200
    token = Token.objects.get()
    assert timezone.now() - token.laatst_gebruikt < datetime.timedelta(minutes=1)
    Token.objects.update(expiry=timezone.now() - datetime.timedelta(seconds=1))
    assert gebruikt.get(f"{PAD}/afnames").status_code == 401
    for kop in ("Bearer " + "0" * 64, "Bearer", "Bearer a b", "Bearer \u00e9"):
        assert client.get(f"{PAD}/afnames", headers={"Authorization": kop}).status_code == 401


def test_een_token_van_iemand_zonder_toegang_ziet_niets(wereld, als):
    client = als(wereld.opsteller)
    wereld.opsteller.is_active = False
    wereld.opsteller.save()
    assert client.get(f"{PAD}/afnames").status_code == 401


def test_te_veel_verzoeken(wereld, client, monkeypatch):
    from rest_framework.throttling import AnonRateThrottle

    monkeypatch.setitem(AnonRateThrottle.THROTTLE_RATES, "anon", "2/min")
    statussen = [client.get(f"{PAD}/programmalijnen") for _ in range(3)]
    assert [antwoord.status_code for antwoord in statussen] == [200, 200, 429]
    assert (statussen[2]["Content-Type"], 0 < int(statussen[2]["Retry-After"]) <= 61) == ("application/problem+json", True)


# ------------------------------------------------------------------ whose it is, and what it costs
def test_wat_van_een_ander_is_bestaat_niet(wereld, als):
    afname = wereld.afname(status=Status.INGEDIEND)
    plek = f.LocatieFactory(gemeente=wereld.gemeente)
    document = f.DocumentFactory(afname=afname)
    uitvoering = f.UitvoeringFactory(activiteit=wereld.cursus, gemeenten=[wereld.gemeente])
    meting = f.MetingFactory(gemeente=wereld.gemeente)
    adressen = [
        f"afnames/{afname.pk}", f"afnames/{afname.pk}/regels", f"afnames/{afname.pk}/regels/CURSUS",
        f"afnames/{afname.pk}/statuswissels", f"locaties/{plek.pk}", f"documenten/{document.pk}",
        f"documenten/{document.pk}/pdf", f"uitvoeringen/{uitvoering.pk}", f"metingen/{meting.pk}",
    ]  # fmt: skip
    client = als(wereld.fiatteur_elders)
    assert {adres: client.get(f"{PAD}/{adres}").status_code for adres in adressen} == dict.fromkeys(adressen, 404)
    for adres, soort in ((f"documenten/{document.pk}/pdf", "pdf"), (f"gemeenten/{wereld.gemeente.cbs_code}/archief", "zip")):
        fout = client.get(f"{PAD}/{adres}", headers={"accept": f"application/{soort}"})
        assert (fout.status_code, fout["Content-Type"], fout.json()["status"]) == (404, "application/problem+json", 404)
    lijsten = ("afnames", "locaties", "documenten", "uitvoeringen", "metingen")
    assert {naam: client.get(f"{PAD}/{naam}").json()["aantal"] for naam in lijsten} == dict.fromkeys(lijsten, 0)
    eigen = als(wereld.opsteller)
    assert {naam: eigen.get(f"{PAD}/{naam}").json()["aantal"] for naam in lijsten} == dict.fromkeys(lijsten, 1)


# Each: two of the token, one of the groups and for what is shared one of the gemeenten; the count, the rows, and one per kind
# of related rows.
VRAGEN = {
    "activiteiten": 8,
    "afnames": 5,
    "documenten": 5,
    "edities": 6,
    "gemeenten": 5,
    "indicatoren": 6,
    "locaties": 7,
    "metingen": 5,
    "programmalijnen": 6,
    "uitvoeringen": 8,
}


@pytest.mark.parametrize("naam", sorted(VRAGEN))
def test_vragen_aan_de_database(wereld, als, naam, django_assert_num_queries):
    for n in range(3):
        afname = wereld.afname(naam=f"Keuze {n}")
        f.DocumentFactory(afname=afname)
        f.vestiging(wereld.gemeente, uren=20, naam=f"Plek {n}")
        keer = f.BijeenkomstFactory(uitvoering=f.UitvoeringFactory(activiteit=wereld.cursus, gemeenten=[wereld.gemeente]))
        f.DeelnameFactory(bijeenkomst=keer, gemeente=wereld.gemeente)
        f.MetingFactory(gemeente=wereld.gemeente)
        wereld.cursus.kenmerken.add(f.KenmerkFactory())
    client = als(wereld.opsteller)
    client.get(f"{PAD}/{naam}")  # keeps the last use of the token
    with django_assert_num_queries(VRAGEN[naam]):
        assert client.get(f"{PAD}/{naam}").json()["aantal"] > 0
