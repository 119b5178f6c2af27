"""The Dutch API Design Rules (NLGov REST API Design Rules 2.1), each by its number or name, on the document and on answers."""

import json
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from tests import factories as f

PAD = "/api/v1"
STANDAARD = {"get", "post", "put", "patch", "delete"}
KEBAB = re.compile(r"(/([a-z0-9]+(-[a-z0-9]+)*|\{[a-z][A-Za-z0-9]*\}))+(\.json)?")
CAMEL = re.compile(r"[a-z][a-z0-9]*([A-Z][a-z0-9]*)*")
ENKEL = {"archief", "openapi.json", "pdf"}  # no collections


@pytest.fixture(scope="module")
def document(tmp_path_factory):
    pad = tmp_path_factory.mktemp("api") / "openapi.json"
    call_command("spectacular", "--format", "openapi-json", "--file", str(pad), "--fail-on-warn")
    return json.loads(pad.read_text())


@pytest.fixture(scope="module")
def operaties(document):
    return [(pad, methode, wat) for pad, item in document["paths"].items() for methode, wat in item.items()]


def _antwoorden(document, operatie):
    for status, antwoord in operatie["responses"].items():
        verwijzing = antwoord.get("$ref")
        yield int(status), document["components"]["responses"][verwijzing.rpartition("/")[2]] if verwijzing else antwoord


def _eigenschappen(deel):
    """(schema, name) of every member that the document describes."""
    if isinstance(deel, list):
        for lid in deel:
            yield from _eigenschappen(lid)
    elif isinstance(deel, dict):
        if isinstance(deel.get("properties"), dict):
            yield from ((schema, naam) for naam, schema in deel["properties"].items())
        for lid in deel.values():
            yield from _eigenschappen(lid)


# ------------------------------------------------------------------ the document
def test_api_16_en_51_het_document_is_openapi_3_en_staat_op_zijn_plek(client, document):
    antwoord = client.get(f"{PAD}/openapi.json")
    assert (antwoord.status_code, antwoord["Access-Control-Allow-Origin"]) == (200, "*")
    assert re.fullmatch(r"3\.\d+\.\d+", document["openapi"])
    assert antwoord.json() == document


def test_het_bewaarde_document_is_dat_van_nu(document):
    bewaard = json.loads((Path(settings.BASE_DIR) / "docs/openapi.json").read_text())
    assert bewaard == document, "Maak het opnieuw: manage.py spectacular --format openapi-json --file docs/openapi.json"


def test_doc_openapi_contact_noemt_wie_erover_gaat(document):
    assert set(document["info"]["contact"]) == {"name", "url", "email"}


def test_api_56_en_20_versie_in_drie_delen_en_de_eerste_in_het_adres(document):
    hoofd, _, _ = document["info"]["version"].split(".")
    assert [server["url"] for server in document["servers"]] == [f"/api/v{hoofd}"]


def test_api_17_elke_operatie_heeft_nederlandse_uitleg(operaties):
    assert [(pad, methode) for pad, methode, wat in operaties if not (wat.get("summary") and wat.get("description"))] == []


def test_api_18_wat_verdwijnt_zegt_wanneer(operaties):
    """An operation that is deprecated documents the headers Deprecation and Sunset."""
    kaal = [
        pad
        for pad, _, wat in operaties
        if wat.get("deprecated") and not {"Deprecation", "Sunset"} <= set(wat["responses"]["200"]["headers"])
    ]
    assert kaal == []


def test_api_55_er_staat_wat_er_per_versie_veranderde(document):
    assert f"### {document['info']['version']}" in (Path(settings.BASE_DIR) / "docs/api.md").read_text()


# ------------------------------------------------------------------ addresses
def test_api_48_geen_streep_aan_het_eind(document):
    assert [pad for pad in document["paths"] if pad.endswith("/")] == []


def test_path_segments_kebab_case(document):
    assert [pad for pad in document["paths"] if not KEBAB.fullmatch(pad)] == []


def test_query_keys_camel_case(operaties):
    namen = {p["name"] for _, _, wat in operaties for p in wat.get("parameters", []) if p["in"] == "query"}
    assert sorted(naam for naam in namen if not CAMEL.fullmatch(naam)) == []


def test_velden_in_camel_case(document):
    assert sorted({naam for _, naam in _eigenschappen(document["components"]["schemas"]) if not CAMEL.fullmatch(naam)}) == []


def test_api_54_verzamelingen_in_het_meervoud(document):
    laatste = {pad.rpartition("/")[2] for pad in document["paths"]}
    woorden = sorted(woord for woord in laatste if not woord.startswith("{") and woord not in ENKEL)
    assert [woord for woord in woorden if not woord.endswith(("en", "s"))] == []


def test_api_06_kinderen_staan_onder_hun_ouder(document):
    assert [pad for pad in document["paths"] if pad.count("/") > 4] == []
    for pad in document["paths"]:
        if "}/" in pad:
            assert pad.partition("}/")[0] + "}" in document["paths"], pad


# ------------------------------------------------------------------ operations
def test_api_03_alleen_gewone_methoden(operaties):
    assert {methode for _, methode, _ in operaties} <= STANDAARD


def test_api_57_elk_antwoord_noemt_de_versie(document, operaties):
    zonder = [
        (pad, methode, status)
        for pad, methode, wat in operaties
        for status, antwoord in _antwoorden(document, wat)
        if "API-Version" not in antwoord.get("headers", {})
    ]
    assert zonder == []


def test_problem_details_bij_elke_fout(document, operaties):
    anders = [
        (pad, methode, status)
        for pad, methode, wat in operaties
        for status, antwoord in _antwoorden(document, wat)
        if status >= 400 and set(antwoord["content"]) != {"application/problem+json"}
    ]
    assert anders == []
    assert {"status", "title", "detail"} <= set(document["components"]["schemas"]["Probleem"]["required"])


def test_invalid_input_geeft_overal_400(operaties):
    assert [(pad, methode) for pad, methode, wat in operaties if "400" not in wat["responses"]] == []


def test_date_time_dagen_en_tijden_in_een_vaste_vorm(document):
    velden = list(_eigenschappen(document["components"]["schemas"]))
    assert [naam for schema, naam in velden if schema.get("format") in {"time", "date-time-local"}] == []
    dagen = [(schema, naam) for schema, naam in velden if naam.lower().endswith("datum") or naam in {"van", "tot", "vanaf"}]
    assert [naam for schema, naam in dagen if schema.get("type") == "string" and schema.get("format") != "date"] == []


# ------------------------------------------------------------------ answers
@pytest.mark.django_db
def test_security_headers_in_elk_antwoord(client):
    for pad, status in (("/gemeenten", 200), ("/afnames", 401), ("/bestaat-niet", 404), ("/gemeenten/", 404)):
        antwoord = client.get(PAD + pad)
        assert (pad, antwoord.status_code) == (pad, status)
        koppen = ("API-Version", "Cache-Control", "X-Content-Type-Options", "X-Frame-Options")
        assert [antwoord[kop] for kop in koppen] == ["1.0.0", "no-store", "nosniff", "DENY"]
        assert "frame-ancestors 'none'" in antwoord["Content-Security-Policy"]


@pytest.mark.django_db
def test_problem_details_ook_buiten_de_regels(client):
    f.GemeenteFactory(cbs_code="GM1701")
    stuurt = {"data": "{}", "content_type": "application/json"}
    for antwoord, status in (
        (client.get(f"{PAD}/bestaat-niet"), 404),
        (client.get(f"{PAD}/gemeenten/GM9999"), 404),
        (client.post(f"{PAD}/gemeenten", **stuurt), 401),
        (client.get(f"{PAD}/gemeenten", headers={"Accept": "text/html"}), 406),
        (client.get(f"{PAD}/gemeenten?paginaGrootte=201"), 400),
    ):
        inhoud = antwoord.json()
        assert (antwoord.status_code, inhoud["status"], antwoord["Content-Type"]) == (
            status,
            status,
            "application/problem+json",
        )
        assert inhoud["title"] and inhoud["detail"] and inhoud["type"] == "about:blank"


@pytest.mark.django_db
def test_api_01_lezen_verandert_niets_en_kan_ook_met_head(client):
    f.GemeenteFactory(cbs_code="GM1701")
    assert client.head(f"{PAD}/gemeenten").status_code == 200
    assert client.get(f"{PAD}/gemeenten").content == client.get(f"{PAD}/gemeenten").content
