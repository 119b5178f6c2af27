"""Reminders before the last day and the notice before a selection lapses: to whom, when, and each once."""

from smtplib import SMTPException

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import CommandError, call_command
from django.utils import timezone

from catalogus.models import Editie, Herinnering, Rol, Status
from catalogus.regels import herinneringen
from tests.factories import AfnameFactory, EditieFactory, GemeenteFactory, TermijnFactory, ambtenaar, dag

pytestmark = pytest.mark.django_db
LAATSTE = "2025-09-30"  # until when one may choose for 2026


@pytest.fixture
def editie():
    return EditieFactory(kiezen_tot=dag(LAATSTE))


@pytest.fixture
def westerveld(editie):
    """A participating gemeente with an opsteller, a fiatteur, a raadpleger and somebody who left."""
    gemeente = GemeenteFactory(naam="Westerveld")
    ambtenaar(gemeente, Rol.OPSTELLER, email="olga@westerveld.example")
    ambtenaar(gemeente, Rol.FIATTEUR, Rol.OPSTELLER, email="frank@westerveld.example")
    ambtenaar(gemeente, Rol.RAADPLEGER, email="rik@westerveld.example")
    ambtenaar(gemeente, Rol.OPSTELLER, email="weg@westerveld.example", is_active=False)
    return gemeente


@pytest.fixture
def verstuur(django_capture_on_commit_callbacks):
    """A function that runs the reminders of a day; gives (gemeente, kind) of what left."""

    def doe(op):
        with django_capture_on_commit_callbacks(execute=True):
            uitkomst = herinneringen.verstuur(vandaag=dag(op))
        return [(rij.gemeente.naam, rij.soort) for rij in uitkomst.verstuurd]

    return doe


@pytest.mark.parametrize(
    ("op", "soort"),
    [
        ("2025-09-08", None),
        ("2025-09-09", "dagen_21"),
        ("2025-09-22", "dagen_21"),
        ("2025-09-23", "dagen_7"),
        ("2025-09-28", "dagen_7"),
        ("2025-09-29", "dag_1"),
        ("2025-09-30", "dag_1"),
        ("2025-10-01", None),
    ],
)
def test_welke_herinnering_er_op_een_dag_aan_de_beurt_is(op, soort):
    """22 days before the last day none, 21 to 8 days the first, 7 to 2 the second, 1 and 0 the last, after it none."""
    assert herinneringen.soort_op(laatste_dag=dag(LAATSTE), vandaag=dag(op)) == soort


@pytest.mark.parametrize(
    ("op", "volgende"),
    [("2025-09-01", "2025-09-09"), ("2025-09-09", "2025-09-09"), ("2025-09-10", "2025-09-23"), ("2025-09-24", "2025-09-29")],
)
def test_wanneer_de_volgende_gaat(op, volgende):
    dagen = [dag(LAATSTE), dag("2025-11-30")]
    assert herinneringen.volgende_datum(laatste_dagen=dagen, vandaag=dag(op)) == dag(volgende)


def test_na_de_laatste_gaat_er_geen_meer():
    assert herinneringen.volgende_datum(laatste_dagen=[dag(LAATSTE)], vandaag=dag("2025-09-30")) is None


def test_drie_herinneringen_en_elk_een_keer(westerveld, verstuur):
    dagen = ["2025-09-09", "2025-09-09", "2025-09-15", "2025-09-23", "2025-09-24", "2025-09-29", "2025-09-30", "2025-10-01"]
    assert [verstuur(op) for op in dagen] == [
        [("Westerveld", "dagen_21")], [], [], [("Westerveld", "dagen_7")], [], [("Westerveld", "dag_1")], [], [],
    ]  # fmt: skip
    assert len(mail.outbox) == 3
    assert Herinnering.objects.count() == 3


def test_een_gemiste_dag_wordt_ingehaald_met_alleen_de_dringendste(westerveld, verstuur):
    assert [verstuur("2025-09-25"), verstuur("2025-09-25")] == [[("Westerveld", "dagen_7")], []]


def test_de_mail_gaat_naar_opstellers_en_fiatteurs(westerveld, verstuur):
    verstuur("2025-09-09")
    assert [bericht.recipients() for bericht in mail.outbox] == [["frank@westerveld.example", "olga@westerveld.example"]]


@pytest.mark.parametrize(
    ("statussen", "soorten"),
    [
        ([], ["dagen_21"]),
        (["concept"], ["dagen_21"]),
        (["ter_fiattering"], ["dagen_21"]),
        (["vervallen"], ["dagen_21"]),
        (["ingediend"], []),
        (["bevestigd"], []),
        (["concept", "ingediend"], []),
    ],
)
def test_wie_heeft_ingediend_krijgt_geen_herinnering(westerveld, editie, statussen, soorten, verstuur):
    for status in statussen:
        AfnameFactory(gemeente=westerveld, editie=editie, status=status)
    assert [soort for _, soort in verstuur("2025-09-09")] == soorten


@pytest.mark.parametrize("status", ["concept", "lopend", "afgesloten"])
def test_alleen_bij_een_open_editie(westerveld, editie, status, verstuur):
    Editie.objects.update(status=status)
    assert verstuur("2025-09-09") == []


def test_een_eigen_termijn_gaat_voor_en_begint_opnieuw(westerveld, editie, verstuur):
    """Reminded once; then extended to 7 October: 13 days are left on the 24th, and 7 on the 30th."""
    assert verstuur("2025-09-23") == [("Westerveld", "dagen_7")]
    TermijnFactory(gemeente=westerveld, editie=editie, open_tot=dag("2025-10-07"))
    assert verstuur("2025-09-24") == [("Westerveld", "dagen_21")]
    assert verstuur("2025-09-30") == [("Westerveld", "dagen_7")]
    assert verstuur("2025-09-30") == []


def test_zonder_laatste_dag_valt_er_niets_te_herinneren(westerveld, editie, verstuur):
    Editie.objects.update(kiezen_tot=None)
    assert verstuur("2025-09-09") == []


def test_een_gemeente_die_niet_meedoet_alleen_als_zij_is_begonnen(editie, verstuur):
    buiten = GemeenteFactory(naam="Hoogeveen", deelnemer_van=None)
    ambtenaar(buiten, Rol.OPSTELLER)
    assert verstuur("2025-09-09") == []
    AfnameFactory(gemeente=buiten, editie=editie)
    assert verstuur("2025-09-09") == [("Hoogeveen", "dagen_21")]


def test_zonder_opsteller_of_fiatteur_gaat_er_niets(editie):
    gemeente = GemeenteFactory(naam="Meppel")
    ambtenaar(gemeente, Rol.RAADPLEGER)
    uitkomst = herinneringen.verstuur(vandaag=dag("2025-09-09"))
    assert (uitkomst.verstuurd, uitkomst.zonder_ontvanger) == ([], [gemeente])
    assert (mail.outbox, Herinnering.objects.count()) == ([], 0)


# ------------------------------------------------------------------ lapsing
@pytest.mark.parametrize(
    ("op", "gaat"), [("2025-12-24", False), ("2025-12-25", True), ("2025-12-31", True), ("2026-01-01", False)]
)
def test_zeven_dagen_voor_het_vervallen(westerveld, editie, op, gaat, verstuur):
    """A selection for 2026 lapses from 1 January 2026: 25 December is seven days before."""
    AfnameFactory(gemeente=westerveld, editie=editie)
    assert verstuur(op) == ([("Westerveld", "verval")] if gaat else [])
    assert verstuur(op) == []


def test_wie_niet_begon_heeft_niets_dat_vervalt(westerveld, verstuur):
    assert verstuur("2025-12-25") == []


def test_ook_een_nieuwe_versie_naast_een_bevestigde_kan_vervallen(westerveld, editie, verstuur):
    een = AfnameFactory(gemeente=westerveld, editie=editie, status=Status.BEVESTIGD)
    AfnameFactory(gemeente=westerveld, editie=editie, versienummer=2, voorganger=een)
    assert verstuur("2025-12-25") == [("Westerveld", "verval")]


def test_een_langere_termijn_schuift_het_vervallen_op(westerveld, editie, verstuur):
    """Choosing until 15 January: lapses from the 16th, notice on the 9th; the 8th has the reminder of seven days."""
    AfnameFactory(gemeente=westerveld, editie=editie)
    TermijnFactory(gemeente=westerveld, editie=editie, open_tot=dag("2026-01-15"))
    assert verstuur("2025-12-25") == [("Westerveld", "dagen_21")]
    assert verstuur("2026-01-08") == [("Westerveld", "dagen_7")]
    assert verstuur("2026-01-09") == [("Westerveld", "verval")]


# ------------------------------------------------------------------ when mail fails, and the command
class Kapot(EmailBackend):
    """A mail server that refuses everything."""

    def send_messages(self, messages):
        raise SMTPException("geen verbinding")


@pytest.mark.django_db(transaction=True)
def test_wat_niet_weg_kon_gaat_de_volgende_keer(westerveld, settings, verstuur):
    werkend = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "tests.catalogus.regels.test_herinneringen.Kapot"
    uitkomst = herinneringen.verstuur(vandaag=dag("2025-09-09"))
    assert (uitkomst.verstuurd, uitkomst.mislukt) == ([], [(westerveld, "geen verbinding")])
    assert Herinnering.objects.count() == 0
    settings.EMAIL_BACKEND = werkend
    assert verstuur("2025-09-09") == [("Westerveld", "dagen_21")]


def test_de_opdracht_zegt_wat_zij_deed(westerveld, editie, capsys):
    """The term is long past today, so nothing leaves; the command runs to its end and says so."""
    call_command("herinneringen")
    assert capsys.readouterr().out == "0 herinneringen verstuurd.\n"


@pytest.mark.django_db(transaction=True)
def test_de_opdracht_meldt_wat_mislukte(westerveld, editie, settings, capsys):

    Editie.objects.update(kiezen_tot=timezone.localdate())
    settings.EMAIL_BACKEND = "tests.catalogus.regels.test_herinneringen.Kapot"
    with pytest.raises(CommandError) as fout:
        call_command("herinneringen")
    assert fout.value.returncode == 2
    gezegd = capsys.readouterr()
    assert (gezegd.out, gezegd.err) == ("0 herinneringen verstuurd.\n", "Westerveld: niet verstuurd. geen verbinding\n")
