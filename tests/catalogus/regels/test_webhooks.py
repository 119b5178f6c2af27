"""Webhooks: who hears of what, that messages are signed and tried again, and that none goes to an internal address."""

import base64
import datetime
import hmac
import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.utils import timezone

from catalogus import bezorgen
from catalogus.models import Bezorging, Groep, Status, Webhook
from catalogus.regels import webhooks
from catalogus.regels.afname import wissel
from tests import factories as f
from tests.factories import weigering

pytestmark = pytest.mark.django_db


@pytest.fixture
def wereld():
    return f.maak_wereld()


class Luisteraar(BaseHTTPRequestHandler):
    """Keeps what arrives, and answers what `server.antwoord` says."""

    def do_POST(self):
        inhoud = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.gekregen.append((self.path, dict(self.headers), inhoud))
        self.send_response(self.server.antwoord)
        self.send_header("Location", "/elders")
        self.end_headers()

    def log_message(self, *args):
        pass


@pytest.fixture
def luisteraar(settings):
    """A program on this machine, in a network that the installation allows."""
    settings.WEBHOOK_NETWERKEN = ["127.0.0.0/8"]
    server = HTTPServer(("127.0.0.1", 0), Luisteraar)
    server.gekregen, server.antwoord = [], 200
    server.adres = f"http://127.0.0.1:{server.server_port}/hook?bron=ac"
    draad = threading.Thread(target=server.serve_forever, daemon=True)
    draad.start()
    yield server
    server.shutdown()
    server.server_close()
    draad.join()


# ------------------------------------------------------------------ who hears of it
def test_wie_de_keuze_mag_zien_krijgt_bericht(wereld):
    for wie in (wereld.opsteller, wereld.fiatteur_elders, wereld.accountmanager, f.medewerker(Groep.REDACTIE, is_active=False)):
        f.WebhookFactory(gebruiker=wie)
    f.WebhookFactory(gebruiker=wereld.opsteller, onderwerpen=["jaarbericht"])
    afname = wereld.afname()
    wissel(afname=afname, overgang="voorleggen", door=wereld.opsteller)
    rijen = Bezorging.objects.order_by("pk")
    assert [rij.webhook.gebruiker for rij in rijen] == [wereld.accountmanager, wereld.opsteller]  # newest webhook first
    (bericht,) = {json.dumps(rij.inhoud["gegevens"], sort_keys=True) for rij in rijen}
    assert json.loads(bericht) == {
        "afname": afname.pk,
        "gemeente": "GM1701",
        "editie": 2026,
        "overgang": "voorleggen",
        "van": "concept",
        "naar": "ter_fiattering",
        "adres": f"/api/v1/afnames/{afname.pk}",
    }
    assert (rijen[0].gebeurtenis, rijen[0].inhoud["id"]) == ("afname.ter_fiattering", str(rijen[0].kenmerk))


def test_een_stap_die_niet_doorgaat_geeft_geen_bericht(wereld):
    f.WebhookFactory(gebruiker=wereld.opsteller)
    weigering(wissel, afname=wereld.afname(status=Status.INGEDIEND), overgang="voorleggen", door=wereld.opsteller)
    assert not Bezorging.objects.exists()


# ------------------------------------------------------------------ delivering
def test_het_bericht_komt_aan_met_een_handtekening(luisteraar):
    webhook = f.WebhookFactory(adres=luisteraar.adres)
    bezorging = f.BezorgingFactory(webhook=webhook)
    webhooks.bezorg.func(bezorging.pk)
    webhooks.bezorg.func(bezorging.pk)  # arrived already
    ((pad, koppen, inhoud),) = luisteraar.gekregen
    assert (pad, json.loads(inhoud)) == ("/hook?bron=ac", {"gebeurtenis": "afname.ingediend"})
    geheim = base64.b64decode(bezorgen.geheim_in_tekst(kenmerk=str(webhook.kenmerk)).removeprefix("whsec_"))
    gelezen = f"{koppen['webhook-id']}.{koppen['webhook-timestamp']}.".encode() + inhoud
    assert koppen["webhook-signature"] == "v1," + base64.b64encode(hmac.digest(geheim, gelezen, "sha256")).decode()
    assert koppen["webhook-id"] == str(bezorging.kenmerk)
    bezorging.refresh_from_db()
    assert (bezorging.status, bezorging.pogingen, bezorging.antwoord) == ("bezorgd", 1, "Antwoord 200")
    assert bezorging.volgende_op is None


def test_wat_mislukt_wordt_later_opnieuw_geprobeerd_en_dan_opgegeven(luisteraar):
    luisteraar.antwoord = 503
    bezorging = f.BezorgingFactory(webhook__adres=luisteraar.adres)
    minuten = []
    for _ in range(7):
        webhooks.bezorg.func(bezorging.pk)
        bezorging.refresh_from_db()
        if bezorging.volgende_op:
            minuten.append(round((bezorging.volgende_op - timezone.now()).total_seconds() / 60))
            webhooks.bezorg.func(bezorging.pk)  # too early: nothing happens
            Bezorging.objects.update(volgende_op=timezone.now())
    assert minuten == [1, 5, 30, 120, 360, 1440]
    assert (bezorging.status, bezorging.pogingen, bezorging.antwoord) == ("opgegeven", 7, "Antwoord 503")
    assert len(luisteraar.gekregen) == 7


@pytest.mark.parametrize("antwoord", [301, 307, 404])
def test_een_doorverwijzing_wordt_niet_gevolgd(luisteraar, antwoord):
    luisteraar.antwoord = antwoord
    bezorging = f.BezorgingFactory(webhook__adres=luisteraar.adres)
    webhooks.bezorg.func(bezorging.pk)
    bezorging.refresh_from_db()
    assert ([pad for pad, _, _ in luisteraar.gekregen], bezorging.status) == (["/hook?bron=ac"], "wacht")


def test_wat_een_gestopte_werker_liet_liggen_gaat_alsnog(settings):
    lang = timezone.now() - datetime.timedelta(minutes=6)
    f.BezorgingFactory(volgende_op=lang)
    oud = f.BezorgingFactory()
    Bezorging.objects.filter(pk=oud.pk).update(gemaakt_op=lang)
    f.BezorgingFactory()
    f.BezorgingFactory(status=Bezorging.Status.OPGEGEVEN, volgende_op=lang)
    assert (webhooks.herstel(), webhooks.herstel()) == (2, 0)


# ------------------------------------------------------------------ never to an internal address
INTERN = [
    "0.0.0.0", "10.0.0.1", "100.64.0.1", "127.0.0.1", "169.254.169.254", "172.16.0.1", "192.168.1.1", "224.0.0.1",
    "255.255.255.255", "2002:0a00:0001::1", "64:ff9b::a00:1", "::", "::1", "::ffff:10.0.0.1", "::ffff:93.184.215.14",
    "fd00::1", "fe80::1%eth0", "ff02::1",
]  # fmt: skip


@pytest.mark.parametrize("ip", INTERN)
def test_een_intern_adres_krijgt_niets(ip):
    assert not bezorgen.mag_naar(ip=ip, schema="https")


@pytest.mark.parametrize(
    ("ip", "schema", "mag"),
    [
        ("93.184.215.14", "https", True),
        ("93.184.215.14", "http", False),
        ("2606:2800:21f::1", "https", True),
        ("10.1.2.3", "http", True),
        ("10.1.3.3", "https", False),
    ],
)
def test_openbaar_met_https_en_het_eigen_netwerk(settings, ip, schema, mag):
    settings.WEBHOOK_NETWERKEN = ["10.1.2.0/24"]
    assert bezorgen.mag_naar(ip=ip, schema=schema) == mag


@pytest.mark.parametrize(
    "adres", ["https://127.0.0.1/", "https://[::1]/", "https://localhost/", "https://2130706433/", "https://0x7f.1/"]
)
def test_een_naam_van_een_intern_adres_wordt_geweigerd(adres):
    code, tekst = weigering(webhooks.maak_webhook, gebruiker=f.GebruikerFactory(), adres=adres, onderwerpen=["afname"])
    assert code == "adres"
    assert "intern adres" in tekst or "niet te vinden" in tekst
    bezorging = f.BezorgingFactory(webhook__adres=adres)
    webhooks.bezorg.func(bezorging.pk)
    bezorging.refresh_from_db()
    assert (bezorging.status, bezorging.antwoord) == ("wacht", tekst)


@pytest.mark.parametrize(
    ("adres", "tekst"),
    [
        ("ftp://voorbeeld.example/", "Schrijf een adres dat met https:// begint."),
        ("https://", "Schrijf een adres dat met https:// begint."),
        ("https://[", "Dit is geen adres. Schrijf het als https://…"),
        ("https://a.example:99999/", "Dit is geen adres. Schrijf het als https://…"),
        (
            "https://ik:geheim@a.example/",
            "Laat naam en wachtwoord weg uit het adres.",
        ),
        ("https://a.example/\r\nX: 1", "In het adres staat een teken dat daar niet kan."),
    ],
)
def test_een_adres_dat_niet_kan(adres, tekst):
    with pytest.raises(bezorgen.Geweigerd) as fout:
        bezorgen.keur(adres=adres)
    assert str(fout.value) == tekst


def test_hoogstens_tien_en_over_iets(luisteraar):
    gebruiker = f.GebruikerFactory()
    velden = {"gebruiker": gebruiker, "adres": luisteraar.adres, "onderwerpen": ["afname"]}
    assert weigering(webhooks.maak_webhook, **{**velden, "onderwerpen": []})[0] == "onderwerpen"
    assert weigering(webhooks.maak_webhook, **{**velden, "onderwerpen": ["alles"]})[0] == "onderwerpen"
    assert webhooks.maak_webhook(**velden).adres == luisteraar.adres
    f.WebhookFactory.create_batch(9, gebruiker=gebruiker)
    assert weigering(webhooks.maak_webhook, **velden) == ("te-veel", "Je hebt al 10 webhooks. Haal er eerst een weg.")


# ------------------------------------------------------------------ the screen
def test_het_scherm_maakt_toont_en_haalt_weg(client, luisteraar, django_assert_num_queries):
    olga, ander = f.GebruikerFactory(), f.WebhookFactory()
    client.force_login(olga, backend="django.contrib.auth.backends.ModelBackend")
    fout = client.post("/account/webhooks/", {"adres": "https://10.0.0.1/", "onderwerpen": ["afname"]})
    assert (fout.status_code, list(fout.context["form"].errors)) == (422, ["adres"])
    assert client.post("/account/webhooks/", {"adres": luisteraar.adres, "onderwerpen": ["afname"]}).status_code == 302
    webhook = Webhook.objects.get(gebruiker=olga)
    f.BezorgingFactory.create_batch(25, webhook=webhook)
    client.get("/account/webhooks/")  # shows what was said after making it
    with django_assert_num_queries(5):  # session, user, his groups, his webhooks, their messages
        pagina = client.get("/account/webhooks/").content.decode()
    assert (pagina.count("afname.ingediend"), pagina.count(ander.adres)) == (20, 0)
    assert bezorgen.geheim_in_tekst(kenmerk=str(webhook.kenmerk)) in pagina
    assert client.post(f"/account/webhooks/{ander.kenmerk}/verwijderen/").status_code == 404
    assert client.post(f"/account/webhooks/{webhook.kenmerk}/verwijderen/").status_code == 302
    assert list(Webhook.objects.all()) == [ander]
