"""Made-up requests to every operation of the document: no error of the server, no answer that the document does not name."""

import datetime

import pytest
import schemathesis
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from catalogus.models import Token
from catalogus.wsgi import application
from tests import factories as f
from tests.jaarbericht import fabrieken as j

CONTROLES = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
PROEVEN = settings(
    max_examples=4,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(autouse=True)
def verbinding_blijft():
    """Around a request the application closes its connection, and with it the transaction of the test."""
    for signaal in (request_started, request_finished):
        signaal.disconnect(close_old_connections)
    yield
    for signaal in (request_started, request_finished):
        signaal.connect(close_old_connections)


@pytest.fixture
def nummers(db) -> dict:
    """One of everything; per first word of an address what its variable parts may be."""
    wereld = f.maak_wereld()
    afname = wereld.afname()
    pdf = ContentFile(b"%PDF-1.7", name="d.pdf")
    document = f.DocumentFactory(afname=afname, inhoud={"naam": "X"}, pdf=pdf)
    uitvoering = f.UitvoeringFactory(activiteit=wereld.cursus, gemeenten=[wereld.gemeente])
    f.BijeenkomstFactory(uitvoering=uitvoering, deelnames=3)
    meting = f.MetingFactory(gemeente=wereld.gemeente, indicator__code="leden")
    bericht = j.JaarberichtFactory(gemeente=wereld.gemeente, status="gepubliceerd")
    j.UitgaveFactory(jaarbericht=bericht, pdf=pdf, inhoud={"_": "Rapport"})
    return {
        "activiteiten": {"id": wereld.cursus.pk},
        "afnames": {"id": afname.pk, "code": "CURSUS"},
        "documenten": {"id": document.pk},
        "edities": {"jaar": 2026},
        "gemeenten": {"cbs": "GM1701"},
        "indicatoren": {"code": meting.indicator.code},
        "jaarberichten": {"id": bericht.pk},
        "locaties": {"id": f.vestiging(wereld.gemeente, uren=20).pk},
        "metingen": {"id": meting.pk},
        "programmalijnen": {"nummer": 2},
        "uitvoeringen": {"id": uitvoering.pk},
    }


@pytest.fixture
def sleutel(db) -> str:
    beheer = f.GebruikerFactory(is_superuser=True)
    return Token.objects.create(beheer, expiry=datetime.timedelta(days=1), naam="Proef", schrijven=True)[1]


def test_geen_fout_van_de_server_en_geen_onbeschreven_antwoord(nummers, sleutel):
    document = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
    gezien: dict[str, set[int]] = {}
    for gevonden in document.get_all_operations():
        operatie = gevonden.ok()
        _beproef(operatie, nummers, sleutel, gezien.setdefault(operatie.label, set()))
    assert len(gezien) == sum(len(pad) for pad in document.raw_schema["paths"].values())
    assert [
        label for label, codes in gezien.items() if not any(code < 300 or code in {400, 409, 412, 428} for code in codes)
    ] == []


def _beproef(operatie, nummers: dict, sleutel: str, codes: set[int]) -> None:
    """Some requests to one operation, each undone; the first half for what exists."""
    bekend = nummers.get(operatie.path.split("/")[1], {})
    beurt = iter(range(10_000))

    @given(vraag=operatie.as_strategy())
    @PROEVEN
    def proef(vraag):
        cache.clear()
        if next(beurt) % 2 == 0 and vraag.path_parameters:
            vraag.path_parameters.update({naam: bekend[naam] for naam in vraag.path_parameters})
        with transaction.atomic():
            antwoord = vraag.call(headers={"Authorization": f"Bearer {sleutel}"})
            vraag.validate_response(antwoord, checks=CONTROLES)
            transaction.set_rollback(True)
        codes.add(antwoord.status_code)

    proef()


def test_wat_lukt_antwoordt_zoals_het_document_zegt(nummers, sleutel):
    document = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
    keer = {"activiteit": "CURSUS", "gemeenten": ["GM1701"], "bijeenkomsten": [{"datum": "2026-03-02", "deelnames": 3}]}
    afname = {"id": nummers["afnames"]["id"]}
    regel = {**afname, "code": "CURSUS"}
    koppen = {"If-Match": '"0-' + "0" * 20 + '"'}
    gelukt = {}
    for methode, pad, delen, inhoud in (
        ("POST", "/afnames", {}, {"gemeente": "GM1701", "editie": 2026}),
        ("PATCH", "/afnames/{id}", afname, {"naam": "Ruim"}),
        ("PUT", "/afnames/{id}/regels/{code}", {**afname, "code": "COLLECTIE"}, {"hoeveelheid": "1"}),
        ("PUT", "/afnames/{id}/regels/{code}", regel, {"hoeveelheid": "3"}),
        ("DELETE", "/afnames/{id}/regels/{code}", regel, None),
        ("POST", "/afnames/{id}/statuswissels", afname, {"overgang": "voorleggen"}),
        ("POST", "/uitvoeringen", {}, keer),
        ("POST", "/inzendingen", {}, {"uitvoeringen": [keer, {}]}),
    ):
        vragen = {"path_parameters": delen} | ({} if inhoud is None else {"body": inhoud, "media_type": "application/json"})
        koppen_nu = {} if delen.get("code") == "COLLECTIE" else koppen
        vraag = document[pad][methode].Case(headers=koppen_nu, **vragen)
        with transaction.atomic():
            antwoord = vraag.call(headers={"Authorization": f"Bearer {sleutel}"})
            vraag.validate_response(antwoord, checks=CONTROLES)
            transaction.set_rollback(True)
        gelukt.setdefault(f"{methode} {pad}", []).append(antwoord.status_code)
    assert gelukt == {
        "POST /afnames": [201],
        "PATCH /afnames/{id}": [200],
        "PUT /afnames/{id}/regels/{code}": [201, 200],
        "DELETE /afnames/{id}/regels/{code}": [204],
        "POST /afnames/{id}/statuswissels": [403],
        "POST /uitvoeringen": [201],
        "POST /inzendingen": [200],
    }
