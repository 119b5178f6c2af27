"""What mails say: reminders, questions for a price and their answers, and what is added to the mail of a transition."""

import re
from decimal import Decimal as D

import pytest
from django.core import mail

from catalogus import meldingen
from catalogus.models import Herinnering, Rol, Status
from catalogus.regels import afnameprijzen, herinneringen
from catalogus.regels.afname import wissel
from tests.factories import (
    AfnameFactory,
    EditieFactory,
    GemeenteFactory,
    PrijsFactory,
    PrijsopgaveFactory,
    TermijnFactory,
    ambtenaar,
    dag,
    maak_wereld,
)

pytestmark = pytest.mark.django_db
LAATSTE = "2025-09-30"
ENGELS = re.compile(r"\b(the|please|click|your|dear|submit|reminder|deadline)\b", re.IGNORECASE)


@pytest.fixture(autouse=True)
def adres(settings):
    settings.BASIS_ADRES = "https://catalogus.example"


@pytest.fixture
def wereld():
    wereld = maak_wereld()
    wereld.editie.kiezen_tot = dag(LAATSTE)
    wereld.editie.save()
    return wereld


def de_mail():
    """The one mail that left: subject, text, and the same as one reads it in HTML."""
    (bericht,) = mail.outbox
    html, soort = bericht.alternatives[0]
    assert soort == "text/html"
    kaal = re.sub(r"[ \n]+", " ", re.sub(r"<[^>]+>", " ", html.split("<body>")[1]))
    assert not ENGELS.search(bericht.body + kaal)
    return bericht.subject, bericht.body, kaal


@pytest.fixture
def na_vastleggen(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


# ------------------------------------------------------------------ reminders
def test_herinnering_zegt_wat_er_moet_gebeuren_en_wanneer(wereld, na_vastleggen):
    AfnameFactory(gemeente=wereld.gemeente, editie=wereld.editie, naam="Sober")
    AfnameFactory(gemeente=wereld.gemeente, editie=wereld.editie, naam="Ruim", status=Status.TER_FIATTERING)
    with na_vastleggen():
        herinneringen.verstuur(vandaag=dag("2025-09-23"))
    westerveld = [bericht for bericht in mail.outbox if "Westerveld" in bericht.subject]
    mail.outbox[:] = westerveld
    onderwerp, tekst, html = de_mail()
    assert onderwerp == "Dien de keuze 2026 van Westerveld in, uiterlijk 30 september 2025"
    assert tekst == (
        "Beste collega,\n\n"
        "Westerveld kan tot en met 30 september 2025 een keuze indienen voor 2026. Dat is over 7 dagen.\n\n"
        "Zo staat het ervoor:\n"
        "- ‘Sober’ is een concept. Leg haar voor aan de fiatteur. Die dient haar daarna in.\n"
        "- ‘Ruim’ is ter fiattering. Een fiatteur dient haar in.\n\n"
        "Vanaf 1 januari 2026 vervalt een keuze voor 2026 die niet is ingediend.\n\n"
        "Naar onze keuzes: https://catalogus.example/g/GM1701/keuzes/2026/\n\n"
        "Vragen of meer tijd nodig? Mail je accountmanager Anna: anna@bibliotheek.example\n\n"
        "Met vriendelijke groet,\nActiviteitencatalogus\n"
    )
    for zin in (
        "Dat is over 7 dagen.",
        "‘Ruim’ is ter fiattering. Een fiatteur dient haar in.",
        "Vanaf 1 januari 2026 vervalt een keuze voor 2026 die niet is ingediend.",
    ):
        assert zin in html


@pytest.mark.parametrize(
    ("op", "wanneer"), [("2025-09-09", "over 21 dagen"), ("2025-09-29", "morgen"), ("2025-09-30", "vandaag")]
)
def test_herinnering_zonder_keuze(wereld, na_vastleggen, op, wanneer):
    wereld.fiatteur_elders.lidmaatschappen.all().delete()
    with na_vastleggen():
        herinneringen.verstuur(vandaag=dag(op))
    _, tekst, html = de_mail()
    begin = "Jullie zijn nog niet begonnen. Begin met de basis en vul aan, of neem de keuze van vorig jaar over."
    assert f"Dat is {wanneer}." in tekst
    assert (begin in tekst, begin in html) == (True, True)


def test_bericht_dat_een_keuze_vervalt(wereld, na_vastleggen):
    AfnameFactory(gemeente=wereld.gemeente, editie=wereld.editie, naam="Sober")
    with na_vastleggen():
        herinneringen.verstuur(vandaag=dag("2025-12-25"))
    onderwerp, tekst, _ = de_mail()
    assert onderwerp == "Keuze 2026 van Westerveld vervalt vanaf 1 januari 2026"
    assert tekst.startswith(
        "Beste collega,\n\n"
        "Vanaf 1 januari 2026 vervalt een keuze voor 2026 die niet is ingediend. Dat geldt nu voor:\n"
        "- ‘Sober’, nu concept\n\n"
        "Indienen kon tot en met 30 september 2025. Willen jullie deze keuze houden? Vraag dan nu om verlenging.\n"
    )


def test_bericht_dat_een_keuze_vervalt_terwijl_indienen_nog_kan(wereld, na_vastleggen):
    TermijnFactory(gemeente=wereld.gemeente, editie=wereld.editie, open_tot=dag("2025-12-31"))
    AfnameFactory(gemeente=wereld.gemeente, editie=wereld.editie)
    Herinnering.objects.create(gemeente=wereld.gemeente, editie=wereld.editie, soort="dagen_7", datum=dag("2025-12-31"))
    with na_vastleggen():
        herinneringen.verstuur(vandaag=dag("2025-12-25"))
    _, tekst, _ = de_mail()
    assert "Willen jullie deze keuze houden? Dien haar dan in, uiterlijk 31 december 2025.\n" in tekst


def test_herinnering_zonder_accountmanager(na_vastleggen):
    editie = EditieFactory(kiezen_tot=dag(LAATSTE))
    gemeente = GemeenteFactory(naam="Meppel")
    ambtenaar(gemeente, Rol.OPSTELLER, email="mia@meppel.example")
    AfnameFactory(gemeente=gemeente, editie=editie)
    with na_vastleggen():
        herinneringen.verstuur(vandaag=dag("2025-09-09"))
    _, tekst, _ = de_mail()
    assert "Vragen of meer tijd nodig? Neem contact op met de bibliotheek.\n" in tekst


# ------------------------------------------------------------------ quotations
def test_een_prijsvraag_gaat_naar_de_accountmanager(wereld, na_vastleggen):
    opgave = PrijsopgaveFactory(
        activiteit=wereld.cursus,
        gemeente=wereld.gemeente,
        vraag="Kan het op zaterdag?",
        gevraagd_door=wereld.opsteller,
        gevraagd_op=dag("2025-06-02"),
    )
    with na_vastleggen():
        meldingen.bij_prijsvraag(opgave=opgave)
    assert mail.outbox[0].recipients() == ["anna@bibliotheek.example"]
    onderwerp, tekst, html = de_mail()
    assert onderwerp == "Westerveld vraagt een prijs voor Cursus Klik en Tik"
    assert tekst.startswith(
        "Beste collega,\n\n"
        "Olga van Westerveld vraagt een prijs voor Cursus Klik en Tik in 2026.\n\n"
        "De vraag: Kan het op zaterdag?\n"
    )
    assert f"Geef een prijs: https://catalogus.example/bibliotheek/prijsopgaven/{opgave.pk}/\n" in tekst
    assert "Kan het op zaterdag?" in html


def test_zonder_accountmanager_gaat_er_geen_prijsvraag(na_vastleggen):
    with na_vastleggen() as klaar:
        meldingen.bij_prijsvraag(opgave=PrijsopgaveFactory())
    assert (klaar, mail.outbox) == ([], [])


def test_een_prijsopgave_gaat_naar_wie_kiest_en_fiatteert(wereld, na_vastleggen):
    opgave = PrijsopgaveFactory(
        activiteit=wereld.cursus,
        gemeente=wereld.gemeente,
        vast=D("1250.50"),
        per_eenheid=D(75),
        toelichting="Met reiskosten",
        datum=dag("2025-06-10"),
        geldig_tot=dag("2025-12-31"),
    )
    with na_vastleggen():
        meldingen.bij_prijsopgave(opgave=opgave)
    assert mail.outbox[0].recipients() == ["frank@westerveld.example", "olga@westerveld.example"]
    onderwerp, tekst, html = de_mail()
    assert onderwerp == "Jullie prijs voor Cursus Klik en Tik is bekend"
    assert (
        "Vast bedrag: €\u00a01.250,50\nPer keer: €\u00a075,00\nGeldig tot en met: 31 december 2025\n\n"
        "Toelichting: Met reiskosten\n"
    ) in tekst
    assert "€\u00a01.250,50" in html


# ------------------------------------------------------------------ what a transition adds
def test_teruggeven_noemt_opmerkingen_nieuwe_prijzen_en_de_laatste_dag(wereld, na_vastleggen):
    """Signed at € 100 + 2 × € 45 = € 190; the price is € 50 per keer by now, so back in concept it is € 200."""
    afname = wereld.afname()
    afnameprijzen.leg_vast(afname=afname)
    afname.status = Status.INGEDIEND
    afname.save()
    PrijsFactory(activiteit=wereld.cursus, versie=2, vast=D(100), per_eenheid=D(50))
    with na_vastleggen():
        wissel(
            afname=afname,
            overgang="teruggeven",
            door=wereld.accountmanager,
            reden="Graag kleiner",
            regelopmerkingen={afname.regels.get().pk: "Kan het één keer?"},
        )
    _, tekst, html = de_mail()
    assert tekst == (
        "Beste collega,\n\n"
        "De keuze ‘Onze keuze’ (versie 1) van Westerveld voor 2026 is nu: concept.\n"
        "Dat deed Anna.\n\n"
        "Reden: Graag kleiner\n\n"
        "Opmerkingen bij de activiteiten:\n"
        "- Cursus Klik en Tik: Kan het één keer?\n\n"
        "Prijzen die zijn veranderd:\n"
        "- Cursus Klik en Tik: was €\u00a0190,00, wordt €\u00a0200,00\n\n"
        "Pas de keuze aan en leg haar opnieuw voor aan de fiatteur. Indienen kan tot en met 30 september 2025.\n\n"
        f"Bekijk de keuze: https://catalogus.example/g/GM1701/keuze/{afname.pk}/\n\n"
        "Met vriendelijke groet,\nActiviteitencatalogus\n"
    )
    assert "Cursus Klik en Tik : Kan het één keer?" in html


def test_tekst_van_een_gemeente_wordt_geen_html(wereld, na_vastleggen):
    afname = wereld.afname(naam="<b>Vet</b>")
    with na_vastleggen():
        wissel(afname=afname, overgang="vervallen", door=wereld.fiatteur, reden="1 < 2")
    (bericht,) = mail.outbox
    assert "‘<b>Vet</b>’" in bericht.body
    assert "‘&lt;b&gt;Vet&lt;/b&gt;’" in bericht.alternatives[0][0]


def test_een_nieuwe_versie_namens_de_gemeente_weet_de_gemeente_het(wereld, na_vastleggen):
    afname = wereld.afname(status=Status.BEVESTIGD)
    with na_vastleggen():
        wissel(afname=afname, overgang="nieuwe_versie", door=wereld.accountmanager, reden="Extra groep")
    assert mail.outbox[0].recipients() == ["frank@westerveld.example", "olga@westerveld.example"]
    _, tekst, _ = de_mail()
    assert "Dat deed Anna, namens de gemeente.\n" in tekst
    assert "Tot zij is bevestigd, geldt de vorige versie.\n" in tekst


def test_een_nieuwe_versie_van_de_gemeente_weet_de_accountmanager(wereld, na_vastleggen):
    afname = wereld.afname(status=Status.BEVESTIGD)
    with na_vastleggen():
        wissel(afname=afname, overgang="nieuwe_versie", door=wereld.opsteller, reden="Extra groep")
    assert mail.outbox[0].recipients() == ["anna@bibliotheek.example", "frank@westerveld.example"]
