"""The screen of personal tokens: made once, shown once, taken back; and only those of oneself."""

import datetime

import pytest
from django.utils import timezone

from catalogus.models import Token
from catalogus.regels import tokens as regels
from tests import factories as f

pytestmark = pytest.mark.django_db
ADRES = "/account/tokens/"


@pytest.fixture
def olga(client):
    gebruiker = f.GebruikerFactory(first_name="Olga")
    client.force_login(gebruiker, backend="django.contrib.auth.backends.ModelBackend")
    return gebruiker


def test_een_token_maken_en_ermee_lezen(client, olga):
    antwoord = client.post(ADRES, {"naam": "Zaaksysteem", "schrijven": "lezen", "dagen": "30"})
    (token, tekst) = antwoord.context["nieuw"]
    assert (antwoord.status_code, antwoord.content.decode().count(tekst)) == (201, 1)
    assert antwoord["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"
    assert (token.user, token.naam, token.schrijven) == (olga, "Zaaksysteem", False)
    over = token.expiry - timezone.now()
    assert datetime.timedelta(days=29, hours=23) < over < datetime.timedelta(days=30)
    assert client.get("/api/v1/afnames", headers={"Authorization": f"Bearer {tekst}"}).status_code == 200
    lijst = client.get(ADRES).content.decode()
    assert tekst not in lijst
    assert "Zaaksysteem" in lijst
    assert tekst not in str(list(Token.objects.values()))  # only its hash is kept


def test_schrijven_en_een_jaar(client, olga):
    client.post(ADRES, {"naam": "Kassa", "schrijven": "wijzigen", "dagen": "365"})
    token = Token.objects.get()
    assert (token.schrijven, token.laatst_gebruikt) == (True, None)


@pytest.mark.parametrize(
    ("velden", "veld", "tekst"),
    [
        ({"naam": " "}, "naam", "Geef het token een naam, bijvoorbeeld die van het programma."),
        ({"dagen": "9999"}, "dagen", "Selecteer een geldige keuze. 9999 is geen beschikbare keuze."),
        ({"schrijven": "alles"}, "schrijven", "Selecteer een geldige keuze. alles is geen beschikbare keuze."),
    ],
)
def test_wat_niet_klopt_staat_bij_het_veld(client, olga, velden, veld, tekst):
    antwoord = client.post(ADRES, {"naam": "Kassa", "schrijven": "lezen", "dagen": "30", **velden})
    assert (antwoord.status_code, antwoord.context["form"].errors) == (422, {veld: [tekst]})
    assert not Token.objects.exists()


def test_de_regel_zelf(olga):
    velden = {"gebruiker": olga, "naam": "Kassa", "schrijven": False, "dagen": 30}
    assert f.weigering(regels.maak_token, **{**velden, "naam": " "})[0] == "naam"
    assert f.weigering(regels.maak_token, **{**velden, "dagen": 31})[0] == "dagen"
    f.TokenFactory.create_batch(20, user=olga)
    f.TokenFactory(user=f.GebruikerFactory())
    code, tekst = f.weigering(regels.maak_token, **velden)
    assert (code, tekst) == ("te-veel", "Je hebt al 20 tokens. Trek er eerst een in.")


def test_intrekken(client, olga):
    eigen, ander = f.TokenFactory(user=olga), f.TokenFactory()
    assert client.post(f"{ADRES}{ander.token_key}/intrekken/").status_code == 404
    assert client.get(f"{ADRES}{eigen.token_key}/intrekken/").status_code == 405
    assert client.post(f"{ADRES}{eigen.token_key}/intrekken/").status_code == 302
    assert list(Token.objects.all()) == [ander]


def test_zonder_inloggen_de_inlogpagina(client):
    assert client.get(ADRES)["Location"] == f"/account/login/?next={ADRES}"
    assert client.post(f"{ADRES}0a/intrekken/")["Location"].startswith("/account/login/")


def test_vragen_aan_de_database(client, olga, django_assert_num_queries):
    f.TokenFactory.create_batch(3, user=olga, expiry=timezone.now())
    with django_assert_num_queries(4):  # session, user, his groups, his tokens
        assert client.get(ADRES).content.decode().count("Verlopen op") == 3


def test_de_uitleg_noemt_elk_adres(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        pagina = client.get("/api/uitleg/").content.decode()
    document = client.get("/api/v1/openapi.json").json()
    assert [pad for pad in document["paths"] if f"<code>{pad}</code>" not in pagina] == []
    assert pagina.count("<details") == sum(len(item) for item in document["paths"].values())
