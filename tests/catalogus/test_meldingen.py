"""Mail about an afname: to whom, in which words."""

import pytest
from django.core import mail

from catalogus.meldingen import bij_wissel
from tests.factories import GebruikerFactory, RegelopmerkingFactory, StatuswisselFactory, ambtenaar, maak_wereld

pytestmark = pytest.mark.django_db


@pytest.fixture
def wereld(settings):
    settings.BASIS_ADRES = "https://catalogus.voorbeeld.example"
    return maak_wereld()


@pytest.fixture
def verstuur(wereld, django_capture_on_commit_callbacks):
    """Sends the mail of a transition; gives what is in the outbox."""

    def doe(eerst=lambda wissel: None, **velden):
        wissel = StatuswisselFactory(afname=wereld.afname(naam="Voorkeur"), **velden)
        eerst(wissel)
        with django_capture_on_commit_callbacks(execute=True):
            bij_wissel(wissel=wissel)
        return mail.outbox

    return doe


def test_de_mail_is_nederlands_in_tekst_en_in_html(wereld, verstuur):
    (bericht,) = verstuur(van="ingediend", naar="concept", door=wereld.accountmanager, reden="Eén cursus < twee & 3")
    assert bericht.subject == "Keuze 2026 van Westerveld is weer een concept"
    regels = [regel for regel in bericht.body.splitlines() if regel.startswith(("Beste", "De keuze", "Dat deed", "Reden"))]
    assert regels == [
        "Beste collega,",
        "De keuze ‘Voorkeur’ (versie 1) van Westerveld voor 2026 is nu: concept.",
        "Dat deed Anna.",
        "Reden: Eén cursus < twee & 3",
    ]
    assert "\nBekijk de keuze: https://catalogus.voorbeeld.example/" in bericht.body
    assert bericht.body.rstrip().endswith("Met vriendelijke groet,\nActiviteitencatalogus")
    ((html, soort),) = [(deel.content, deel.mimetype) for deel in bericht.alternatives]
    assert (soort, html.count('<html lang="nl"'), html.count('href="https://catalogus.voorbeeld.example/')) == (
        "text/html",
        1,
        1,
    )
    assert html.count("<p>Reden: Eén cursus &lt; twee &amp; 3</p>") == 1
    assert html.count("voor 2026 is nu: <strong>concept</strong>. Dat deed Anna.</p>") == 1


def test_zonder_reden_en_zonder_persoon_staat_er_niets_over(wereld, verstuur):
    (bericht,) = verstuur(van="concept", naar="vervallen")
    assert ("Reden" in bericht.body, "Dat deed" in bericht.body) == (False, False)
    html = bericht.alternatives[0].content
    assert ("Reden" in html, "Dat deed" in html) == (False, False)


def test_namens_de_gemeente_staat_erbij(wereld, verstuur):
    (bericht,) = verstuur(naar="concept", door=wereld.accountmanager, namens_gemeente=True)
    assert "Dat deed Anna, namens de gemeente.\n" in bericht.body


@pytest.mark.parametrize(
    ("van", "naar", "onderwerp", "aan"),
    [
        ("concept", "ter_fiattering", "Keuze 2026 van Westerveld ligt klaar om te fiatteren", ["frank"]),
        ("ter_fiattering", "concept", "Keuze 2026 van Westerveld is weer een concept", ["frank", "olga"]),
        ("ter_fiattering", "ingediend", "Keuze 2026 van Westerveld is ingediend", ["anna", "frank", "olga"]),
        ("ingediend", "concept", "Keuze 2026 van Westerveld is weer een concept", ["anna", "frank", "olga"]),
        ("ingediend", "bevestigd", "Keuze 2026 van Westerveld is bevestigd", ["anna", "frank", "olga"]),
        ("concept", "vervallen", "Keuze 2026 van Westerveld is vervallen", ["frank", "olga"]),
    ],
)
def test_wie_het_aangaat(verstuur, van, naar, onderwerp, aan):
    """When none of them did it. A raadpleger and the fiatteur of another gemeente get nothing."""
    (bericht,) = verstuur(van=van, naar=naar)
    assert (bericht.subject, [adres.split("@")[0] for adres in bericht.recipients()]) == (onderwerp, aan)


def test_een_nieuwe_versie_hoort_ook_de_accountmanager(wereld, verstuur):
    (bericht,) = verstuur(naar="concept", overgang="nieuwe_versie", door=wereld.opsteller)
    assert bericht.recipients() == ["anna@bibliotheek.example", "frank@westerveld.example"]


def test_adressen_zijn_voor_elkaar_onzichtbaar(verstuur):
    (bericht,) = verstuur(van="ter_fiattering", naar="ingediend")
    assert (bericht.to, bericht.cc, len(bericht.bcc)) == ([], [], 3)


@pytest.mark.parametrize(("wie", "blijft"), [("fiatteur", ["anna", "olga"]), ("accountmanager", ["frank", "olga"])])
def test_wie_het_deed_krijgt_geen_mail(wereld, verstuur, wie, blijft):
    (bericht,) = verstuur(van="ter_fiattering", naar="ingediend", door=getattr(wereld, wie))
    assert [adres.split("@")[0] for adres in bericht.recipients()] == blijft


def test_wie_twee_rollen_heeft_krijgt_een_mail(wereld, verstuur):
    ambtenaar(wereld.gemeente, "opsteller", "fiatteur", email="tina@westerveld.example")
    (bericht,) = verstuur(van="concept", naar="vervallen")
    assert bericht.recipients() == ["frank@westerveld.example", "olga@westerveld.example", "tina@westerveld.example"]


def test_wie_gestopt_is_krijgt_geen_mail(wereld, verstuur):
    for wie in (wereld.fiatteur, wereld.accountmanager):
        wie.is_active = False
        wie.save()
    (bericht,) = verstuur(van="ter_fiattering", naar="ingediend")
    assert bericht.recipients() == ["olga@westerveld.example"]


def test_een_gemeente_zonder_accountmanager(wereld, verstuur):
    wereld.gemeente.accountmanager = None
    wereld.gemeente.save()
    (bericht,) = verstuur(van="ter_fiattering", naar="ingediend")
    assert bericht.recipients() == ["frank@westerveld.example", "olga@westerveld.example"]


def test_zonder_ontvangers_geen_mail(wereld, verstuur):
    wereld.gemeente.lidmaatschappen.exclude(gebruiker=wereld.opsteller).delete()
    assert verstuur(van="concept", naar="vervallen", door=wereld.opsteller) == []


def test_over_vervangen_gaat_geen_mail(verstuur):
    assert verstuur(van="bevestigd", naar="vervangen", door=GebruikerFactory()) == []


def test_opmerkingen_en_prijsverschillen_staan_in_de_mail(wereld, verstuur):
    def met_opmerking(wissel):
        regel = wissel.afname.regels.get()
        RegelopmerkingFactory(regel=regel, wissel=wissel, tekst="Kan het een keer minder?")

    verschil = {"code": "CURSUS", "titel": "Cursus Klik en Tik", "was": "1190.00", "wordt": "1220.5"}
    weg = {"code": "WEG", "titel": "Weg", "was": "12.50", "wordt": None}
    (bericht,) = verstuur(
        eerst=met_opmerking, van="ingediend", naar="concept", door=wereld.accountmanager, prijsverschillen=[verschil, weg]
    )
    regels = [regel for regel in bericht.body.splitlines() if regel.startswith("- ")]
    assert regels == [
        "- Cursus Klik en Tik: Kan het een keer minder?",
        "- Cursus Klik en Tik: was €\u00a01.190,00, wordt €\u00a01.220,50",
        "- Weg: was €\u00a012,50, wordt nog onbekend",
    ]
    html = bericht.alternatives[0].content
    assert html.count("was €\u00a01.190,00, wordt €\u00a01.220,50") == 1
