"""Until when each gemeente may choose, and more time for one of them."""

import pytest
from django.core import mail

from catalogus.models import Editie, Groep, Status, Termijn
from catalogus.regels import termijnen
from tests.factories import (
    AfnameFactory,
    EditieFactory,
    GemeenteFactory,
    LidmaatschapFactory,
    TermijnFactory,
    dag,
    medewerker,
    weigering,
)

pytestmark = pytest.mark.django_db
VANDAAG = dag("2025-09-01")


@pytest.fixture
def manager():
    return medewerker(Groep.ACCOUNTMANAGER)


@pytest.fixture
def editie():
    return EditieFactory(kiezen_tot=dag("2025-09-15"))


@pytest.fixture
def gemeente():
    gemeente = GemeenteFactory(naam="Westerveld")
    LidmaatschapFactory(gemeente=gemeente, gebruiker__email="olga@westerveld.example")
    return gemeente


def verleng(editie, gemeente, door, open_tot="2025-10-01", reden=" De raad vergadert later ", gezien=None):
    return {
        "editie": editie, "gemeente": gemeente, "open_tot": dag(open_tot), "reden": reden, "gezien": gezien,
        "door": door, "vandaag": VANDAAG,
    }  # fmt: skip


def test_elke_gemeente_met_haar_laatste_dag(editie, gemeente):
    """Who takes part, has a Termijn or chose; the furthest selection counts. Who stopped is not there."""
    TermijnFactory(gemeente=gemeente, editie=editie, open_tot=dag("2025-10-01"))
    AfnameFactory(gemeente=gemeente, editie=editie, status=Status.VERVALLEN)
    AfnameFactory(gemeente=gemeente, editie=editie)
    AfnameFactory(gemeente=gemeente, editie=editie, status=Status.INGEDIEND)
    GemeenteFactory(naam="Assen")
    GemeenteFactory(naam="Weg", deelnemer_tot=dag("2024-12-31"))
    gast = GemeenteFactory(naam="Zwolle", deelnemer_van=None)
    AfnameFactory(gemeente=gast, editie=editie, status=Status.BEVESTIGD)
    assert [
        (r.gemeente.naam, r.laatste_dag, bool(r.termijn), r.stand, r.klaar) for r in termijnen.termijnen_van(editie=editie)
    ] == [
        ("Assen", dag("2025-09-15"), False, "", False),
        ("Westerveld", dag("2025-10-01"), True, "ingediend", True),
        ("Zwolle", dag("2025-09-15"), False, "bevestigd", True),
    ]


@pytest.mark.parametrize("aantal", [1, 6])
def test_de_lijst_vraagt_altijd_even_veel(editie, aantal, django_assert_num_queries):
    for _ in range(aantal):
        TermijnFactory(editie=editie)
    with django_assert_num_queries(3):
        termijnen.termijnen_van(editie=editie)


def test_verlengen_mailt_de_gemeente(editie, gemeente, manager, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        termijn = termijnen.verleng(**verleng(editie, gemeente, manager))
    assert (termijn.open_tot, termijn.reden, termijn.history.get().history_user) == (
        dag("2025-10-01"),
        "De raad vergadert later",
        manager,
    )
    assert [(m.subject, m.bcc) for m in mail.outbox] == [
        ("Westerveld kan voor 2026 kiezen tot en met 1 oktober 2025", ["olga@westerveld.example"])
    ]
    assert "Reden: De raad vergadert later" in mail.outbox[0].body


def test_voor_het_openen_gaat_er_geen_mail_uit(editie, gemeente, manager, django_capture_on_commit_callbacks):
    Editie.objects.update(status="concept")
    with django_capture_on_commit_callbacks(execute=True):
        termijnen.verleng(**verleng(editie, gemeente, manager))
    assert (Termijn.objects.count(), mail.outbox) == (1, [])


def test_nog_eens_verlengen(editie, gemeente, manager):
    eerst = termijnen.verleng(**verleng(editie, gemeente, manager))
    termijnen.verleng(**verleng(editie, gemeente, manager, "2025-11-01", "Nog later", gezien=eerst.slot))
    termijn = Termijn.objects.get()
    assert (termijn.open_tot, termijn.reden, termijn.slot) == (dag("2025-11-01"), "Nog later", 1)
    assert weigering(termijnen.verleng, **verleng(editie, gemeente, manager, "2025-12-01", gezien=0))[0] == "verouderd"


@pytest.mark.parametrize(
    ("anders", "verwacht"),
    [
        ({"open_tot": "2025-09-14"}, ("datum", "Kies een dag vanaf 15 september 2025.")),
        ({"open_tot": "2027-01-01"}, ("datum", "Kies een dag tot en met 31 december 2026.")),
        ({"reden": "  "}, ("reden", "Schrijf waarom deze gemeente meer tijd krijgt.")),
    ],
)
def test_een_verlenging_die_niet_kan(editie, gemeente, manager, anders, verwacht):
    assert weigering(termijnen.verleng, **verleng(editie, gemeente, manager, **anders)) == verwacht


def test_nooit_een_dag_die_voorbij_is(editie, gemeente, manager):
    Editie.objects.update(kiezen_tot=dag("2025-06-01"))
    assert weigering(termijnen.verleng, **verleng(editie, gemeente, manager, "2025-08-31")) == (
        "datum",
        "Kies een dag vanaf 1 september 2025.",
    )


@pytest.mark.parametrize("status", ["lopend", "afgesloten"])
def test_na_het_kiezen_valt_er_niets_te_verlengen(editie, gemeente, manager, status):
    Editie.objects.update(status=status)
    assert weigering(termijnen.verleng, **verleng(editie, gemeente, manager)) == (
        "status",
        f"Editie 2026 is {status}: kiezen is voorbij.",
    )


@pytest.mark.parametrize("groep", sorted(set(Groep.values) - {"accountmanager", "beheer"}))
def test_wie_niet_verlengt(editie, gemeente, groep):
    assert weigering(termijnen.verleng, **verleng(editie, gemeente, medewerker(groep)))[0] == "niet-bevoegd"
