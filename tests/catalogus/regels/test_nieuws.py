"""What changed for a gemeente, and its selections as a list."""

import datetime

import pytest
from django.utils import timezone

from catalogus.models import Prijs, Statuswissel
from catalogus.regels.keuzelijst import keuzerijen
from catalogus.regels.nieuws import nieuws
from tests import factories as f
from tests.factories import D, dag

pytestmark = pytest.mark.django_db


@pytest.fixture
def w():
    return f.maak_wereld()


def op(rij, dag_: str):
    """Puts the moment of a row on a day."""
    veld = "op" if isinstance(rij, Statuswissel) else "gemaakt_op"
    moment = timezone.make_aware(datetime.datetime.fromisoformat(f"{dag_} 12:00"))
    type(rij).objects.filter(pk=rij.pk).update(**{veld: moment})


def lees(w, meest=10):
    return [
        (f"{n.op:%d-%m}", n.wat, n.tekst.replace("\u00a0", " "), n.reden)
        for n in nieuws(gemeente=w.gemeente, edities=[w.editie], meest=meest)
    ]


def test_alles_op_datum_en_alleen_van_de_gemeente_zelf(w):
    afname = w.afname(naam="Sober")
    elders = f.AfnameFactory(editie=w.editie)
    op(f.StatuswisselFactory(afname=afname, overgang="begin", door=w.opsteller), "2025-06-01")
    op(f.StatuswisselFactory(afname=afname, overgang="teruggeven", door=w.accountmanager, reden="Te veel"), "2025-06-20")
    op(f.StatuswisselFactory(afname=afname, naar="vervallen"), "2025-06-25")
    f.StatuswisselFactory(afname=elders, overgang="begin")
    prijs = f.PrijsFactory(activiteit=w.cursus, versie=2, vast=D(100), per_eenheid=D("46.20"), reden="Reistarief")
    op(prijs, "2025-06-10")
    f.PrijsFactory(activiteit=w.collectie, versie=2, per_eenheid=D(1))  # not chosen by this gemeente
    f.AfnameregelFactory(afname=elders, activiteit=w.collectie)
    velden = {"activiteit": w.collectie, "vast": 1, "per_eenheid": 0, "geldig_tot": dag("2025-12-31")}
    f.PrijsopgaveFactory(gemeente=w.gemeente, datum=dag("2025-06-15"), toelichting="Zie bijlage", **velden)
    f.PrijsopgaveFactory(gemeente=w.gemeente, activiteit=w.collectie, gevraagd_op=dag("2025-06-16"))
    f.PrijsopgaveFactory(datum=dag("2025-06-15"), **velden)
    assert lees(w) == [
        ("25-06", "‘Sober’ voor 2026", "is vervallen.", ""),
        ("20-06", "‘Sober’ voor 2026", "is teruggegeven met opmerkingen, door Anna.", "Te veel"),
        ("15-06", "Wisselcollectie", "heeft nu een prijs voor jullie, geldig tot en met 31 december 2025.", "Zie bijlage"),
        (
            "10-06",
            "Cursus Klik en Tik",
            "kost in 2026 € 46,20 per keer + € 100,00 per jaar. Dat was € 45,00 per keer + € 100,00 per jaar.",
            "Reistarief",
        ),
        ("01-06", "‘Sober’ voor 2026", "is begonnen, door Olga.", ""),
    ]
    assert [rij[0] for rij in lees(w, meest=2)] == ["25-06", "20-06"]


def test_een_prijs_in_wat_verviel_is_geen_nieuws(w):
    afname = w.afname(status="vervallen")
    f.PrijsFactory(activiteit=w.cursus, versie=2, per_eenheid=D(50))
    assert (afname.status, lees(w)) == ("vervallen", [])


@pytest.mark.parametrize("aantal", [1, 30])
def test_vragen(w, aantal, django_assert_num_queries):
    afname = w.afname()
    for _ in range(aantal):
        f.StatuswisselFactory(afname=afname, door=w.opsteller)
        regel = f.AfnameregelFactory(afname=afname)
        Prijs.objects.bulk_create(Prijs(activiteit=regel.activiteit, versie=n) for n in (1, 2))
        f.PrijsopgaveFactory(
            activiteit=regel.activiteit, gemeente=w.gemeente, datum=dag("2025-06-15"), vast=1, per_eenheid=0,
            geldig_tot=dag("2025-12-31"),
        )  # fmt: skip
    with django_assert_num_queries(4):
        nieuws(gemeente=w.gemeente, edities=[w.editie], meest=50)


# ------------------------------------------------------------------ selections as a list
def test_keuzes_met_hun_bedrag(w):
    """Two cursussen of 45 and € 100 fixed; a collection of € 250 in line 3; maatwerk without a price."""
    w.collectie.programmalijn = f.ProgrammalijnFactory(nummer=3)
    w.collectie.save()
    eerste, tweede = w.afname(naam="Ruim"), w.afname(naam="Sober")
    f.AfnameregelFactory(afname=eerste, activiteit=w.collectie)
    f.AfnameregelFactory(afname=eerste, activiteit=f.ActiviteitFactory(prijsvorm="op_aanvraag"))
    wissel = f.StatuswisselFactory(afname=tweede)
    leeg = f.AfnameFactory(gemeente=w.gemeente)
    rijen = keuzerijen(afnames=[tweede, eerste, leeg])
    assert [(r.afname, r.activiteiten, r.per_lijn, r.totaal, r.onvolledig, r.laatste) for r in rijen] == [
        (tweede, 1, {2: D(190)}, D(190), False, wissel),
        (eerste, 3, {2: D(190), 3: D(250)}, D(440), True, None),
        (leeg, 0, {}, D(0), False, None),
    ]  # fmt: skip


@pytest.mark.parametrize("aantal", [1, 30])
def test_vragen_van_de_lijst(w, aantal, django_assert_num_queries):
    afnames = [w.afname() for _ in range(aantal)]
    for afname in afnames:
        f.StatuswisselFactory(afname=afname, door=w.opsteller)
    with django_assert_num_queries(4):
        keuzerijen(afnames=afnames)
