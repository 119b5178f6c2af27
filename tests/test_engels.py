"""No English word on any screen, in any message of a form, or in any mail. The addresses come from the URL configuration."""

import datetime
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core import mail
from django.test import Client
from django.test.signals import template_rendered
from django.utils import timezone

from catalogus import meldingen
from catalogus.models import Aanleverherinnering, Groep, Herinnering, Status
from catalogus.regels import herinneringen
from catalogus.regels.aanleveren import Rubriekstand
from catalogus.regels.afname import TABEL
from jaarbericht import meldingen as berichten
from jaarbericht.regels import uitgeven
from tests import factories as f
from tests.adressen import ingevuld, routes
from tests.engels import engels_in, engels_op
from tests.jaarbericht.fabrieken import JaarberichtFactory, JaarberichtwisselFactory, OpmerkingFactory
from tests.test_adressen import ACCOUNT, GEDEELD, GEMEENTE, als, vul, wereld

__all__ = ["wereld"]
pytestmark = [pytest.mark.django_db, pytest.mark.tekst]
MAILS = Path(settings.BASE_DIR) / "templates" / "mail"
ADRES = re.compile(r"https?://\S+|\S+@\S+")
WISSEL = "g/<str:cbs>/keuze/<int:pk>/wissel/<str:overgang>/"


@pytest.fixture
def gevuld(wereld):
    """What is in the addresses of Westerveld, and per table of the back office the number of a row."""
    waarden = GEDEELD | vul(wereld, wereld.gemeente, wereld.opsteller)
    for model in (m for naam in ("catalogus", "jaarbericht") for m in apps.get_app_config(naam).get_models()):
        rij = model._base_manager.first()
        waarden[f"{model._meta.model_name}/object_id"] = rij.pk if rij else 1
    return waarden


def lees(wie: Client, waarden: dict, gekozen: list[str], *, posten: bool = False) -> dict[str, list[str]]:
    """English words per address, of the pages and, with `posten`, of what they answer to an empty form."""
    gelezen = {}
    for route in gekozen:
        for adres in ingevuld(route, waarden):
            antwoorden = [wie.get(adres), *([wie.post(adres, {})] if posten else [])]
            html = [a.content.decode() for a in antwoorden if a.get("Content-Type", "").startswith("text/html")]
            gelezen[adres] = [woord for pagina in html for woord in engels_op(pagina)]
    assert gelezen  # it went somewhere
    return {adres: woorden for adres, woorden in gelezen.items() if woorden}


def behalve(*begin: str) -> list[str]:
    return [route for route in routes() if not route.startswith(begin)]


# ------------------------------------------------------------------ screens
@pytest.mark.parametrize("rol", ["raadpleger", "opsteller", "fiatteur"])
def test_een_gemeente_leest_geen_engels(wereld, gevuld, rol):
    eigen = [route for route in behalve(ACCOUNT) if not route or route.startswith(GEMEENTE)]
    assert lees(als(getattr(wereld, rol)), gevuld, eigen, posten=rol == "opsteller") == {}


@pytest.mark.parametrize("overgang", TABEL)
def test_elke_stap_van_een_keuze_is_nederlands(wereld, gevuld, overgang):
    afname = wereld.afname(status=TABEL[overgang].van)
    waarden = gevuld | {"keuze/pk": afname.pk, "overgang": overgang}
    for wie in (wereld.fiatteur, wereld.accountmanager):
        assert lees(als(wie), waarden, [WISSEL], posten=True) == {}


def test_inloggen_en_het_account_zijn_nederlands(wereld, gevuld):
    eigen = [route for route in routes() if route.startswith(ACCOUNT) and "logout" not in route]
    assert lees(als(wereld.opsteller), gevuld, eigen) == {}
    assert lees(Client(), gevuld, [route for route in routes() if route.startswith(GEMEENTE)], posten=True) == {}


@pytest.mark.parametrize("groep", Groep.values)
def test_de_bibliotheek_leest_geen_engels(gevuld, groep):
    mag_beslissen = groep == Groep.ACCOUNTMANAGER
    assert lees(als(f.medewerker(groep)), gevuld, behalve("beheer/", ACCOUNT, "g/"), posten=mag_beslissen) == {}


def test_het_beheer_is_nederlands(gevuld):
    """Every list and every form; adding, deleting and history use the same words everywhere, so of those one is enough."""
    alle = [route for route in routes() if route.startswith("beheer/")]
    gekozen = [r for r in alle if r.endswith("change/") or r.count("/") <= 3 or r.startswith("beheer/catalogus/afname/")]
    assert lees(als(f.medewerker(Groep.BEHEER)), gevuld, gekozen) == {}


# ------------------------------------------------------------------ mail
@pytest.fixture
def gemaakt():
    """Names of the templates that were rendered."""
    namen = set()

    def noteer(template, **kwargs):
        namen.add(template.name)

    template_rendered.connect(noteer)
    yield namen
    template_rendered.disconnect(noteer)


def engelse_mail() -> list[str]:
    """English words in what was sent, its addresses aside."""
    delen = [(b.subject, b.body, *(engels_op(html) for html, _ in b.alternatives)) for b in mail.outbox]
    woorden = [engels_in(ADRES.sub("", f"{onderwerp}\n{tekst}")) for onderwerp, tekst, *_ in delen]
    return [woord for rij in [*woorden, *(html for _, _, *alle in delen for html in alle)] for woord in rij]


def test_elke_mail_over_een_keuze_is_nederlands(wereld, gevuld, gemaakt, django_capture_on_commit_callbacks):
    editie, gemeente, vandaag = wereld.editie, wereld.gemeente, timezone.localdate()
    afname = wereld.afname()
    opgave = gemeente.prijsopgaven.get()
    with django_capture_on_commit_callbacks(execute=True):
        for stap in TABEL.values():
            prijzen = [{"titel": "Klik", "was": "1.00", "wordt": None}, {"titel": "Tik", "was": "1.00", "wordt": "2.00"}]
            wissel = f.StatuswisselFactory(
                afname=afname, van=stap.van, naar=stap.naar, overgang=stap.naam, reden="Zo is het.", door=wereld.redactie,
                namens_gemeente=True, prijsverschillen=prijzen,
            )  # fmt: skip
            f.RegelopmerkingFactory(regel=afname.regels.get(), wissel=wissel, tekst="Kan het minder?")
            meldingen.bij_wissel(wissel=wissel)
        meldingen.bij_prijsvraag(opgave=opgave)
        opgave.vast, opgave.per_eenheid, opgave.datum, opgave.geldig_tot = f.D(1), f.D(2), vandaag, vandaag
        meldingen.bij_prijsopgave(opgave=opgave)
        meldingen.bij_opening(editie=editie, gemeente=gemeente)
        meldingen.bij_termijn(termijn=gemeente.termijnen.get())
        bericht = JaarberichtFactory(gemeente=gemeente, jaar=2020)
        for stap in uitgeven.TABEL.values():
            zet = {"stap": stap.naam, "van": stap.van, "naar": stap.naar, "reden": "Zo is het.", "door": wereld.redactie}
            berichten.bij_stap(wissel=JaarberichtwisselFactory(jaarbericht=bericht, **zet))
        opmerking = OpmerkingFactory(uitgave__jaarbericht=bericht, door=wereld.redactie, tekst="Klopt dit?")
        berichten.bij_opmerking(opmerking=opmerking)
        reactie = OpmerkingFactory(uitgave=opmerking.uitgave, antwoord_op=opmerking, door=wereld.opsteller, tekst="Ja.")
        berichten.bij_opmerking(opmerking=reactie)
        gevolgen = [meldingen.Prijsgevolg(afname, f.D(1), None), meldingen.Prijsgevolg(afname, None, f.D(2))]
        prijs = wereld.cursus.prijzen.get()
        meldingen.bij_prijscorrectie(prijs=prijs, was="€ 1,00", wordt="€ 2,00", gevolgen=gevolgen)
        rubrieken = [Rubriekstand("Leden", 2, ("Diever", "Havelte"), vandaag)]
        for soort in Aanleverherinnering.Soort:
            rij = Aanleverherinnering(gebruiker=wereld.redactie, jaar=f.JAAR, soort=soort, datum=vandaag)
            meldingen.bij_aanleveren(herinnering=rij, rubrieken=rubrieken)
        for onaf in ([], [afname], [wereld.afname(status=Status.TER_FIATTERING)]):
            for over in (0, 1, 7, -1):
                dag = vandaag + datetime.timedelta(days=over)
                vervalt = herinneringen.vervaldag(editie=editie, laatste_dag=dag)
                stand = meldingen.Keuzestand(onaf=onaf, laatste_dag=dag, vervalt=vervalt, vandaag=vandaag)
                for soort in (Herinnering.Soort.DAGEN_7, Herinnering.Soort.VERVAL):
                    rij = Herinnering(gemeente=gemeente, editie=editie, soort=soort, datum=dag)
                    meldingen.bij_herinnering(herinnering=rij, stand=stand, aan=["olga@westerveld.example"])
    assert engelse_mail() == []
    assert {f"mail/{bestand.name}" for bestand in MAILS.iterdir()} - gemaakt == set()
    assert {len(bericht.alternatives) for bericht in mail.outbox} == {1}


def test_de_mail_over_een_wachtwoord_is_nederlands(wereld):
    for adres in (wereld.opsteller.email, "onbekend@westerveld.example"):
        Client().post("/account/password/reset/", {"email": adres})
    assert len(mail.outbox) == 2
    assert engelse_mail() == []
