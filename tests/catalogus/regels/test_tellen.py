"""Counting what was carried out."""

import pytest

from catalogus.models import Bijeenkomst
from catalogus.regels.tellen import Aantallen, Register, gehouden, selectie_q
from tests.factories import (
    ActiviteitFactory,
    BijeenkomstFactory,
    CampagneFactory,
    DeelnameFactory,
    GemeenteFactory,
    ProgrammalijnFactory,
    UitvoeringFactory,
    dag,
    weigering,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def westerveld():
    return GemeenteFactory(naam="Westerveld")


@pytest.fixture
def meppel():
    return GemeenteFactory(naam="Meppel")


def houd(gemeenten, *deelnames, datum="2026-03-02", **velden):
    """An execution with a meeting per number of deelnames."""
    uitvoering = UitvoeringFactory(gemeenten=gemeenten, **velden)
    Bijeenkomst.objects.bulk_create(
        Bijeenkomst(uitvoering=uitvoering, datum=dag(datum), deelnames=aantal) for aantal in deelnames
    )
    return uitvoering


def telling(gemeente=None, jaar=2026, selectie=None):
    return Register(jaren=[jaar]).telling(selectie=selectie or {}).voor(jaar=jaar, gemeente_id=gemeente and gemeente.pk)


def test_dertien_cursussen_zijn_46_dagdelen(westerveld):
    """12 courses of 3 meetings and one of 10: 46; 5 deelnames at each: 230."""
    cursus = ActiviteitFactory()
    for aantal in [3] * 12 + [10]:
        houd([westerveld], *[5] * aantal, activiteit=cursus)
    assert telling(westerveld) == telling() == Aantallen(uitvoeringen=13, bijeenkomsten=46, deelnames=230)


def test_gezamenlijk_telt_in_elke_gemeente_en_een_keer_voor_de_stichting(westerveld, meppel):
    houd([westerveld, meppel], 30, 20)
    houd([westerveld], 8)
    assert telling(westerveld) == Aantallen(2, 3, 58, deels_heel=True)
    assert telling(meppel) == Aantallen(1, 2, 50, deels_heel=True)
    assert telling() == Aantallen(2, 3, 58)


def test_deelnames_per_gemeente_waar_bekend_en_anders_het_geheel(westerveld, meppel):
    """First meeting: 18 of 30 for Westerveld, 12 for Meppel. Second: only Meppel's 5 of 20 is known."""
    uitvoering = houd([westerveld, meppel], 30, 20)
    eerste, tweede = uitvoering.bijeenkomsten.order_by("pk")
    DeelnameFactory(bijeenkomst=eerste, gemeente=westerveld, aantal=18)
    DeelnameFactory(bijeenkomst=eerste, gemeente=meppel, aantal=12)
    DeelnameFactory(bijeenkomst=tweede, gemeente=meppel, aantal=5)
    assert telling(westerveld) == Aantallen(1, 2, 38, deels_heel=True)  # 18 + 20
    assert telling(meppel) == Aantallen(1, 2, 17)  # 12 + 5
    assert telling() == Aantallen(1, 2, 50)


def test_een_aantal_bij_een_uitvoering_van_een_gemeente_verandert_niets(westerveld, meppel):
    """Of a meeting of one gemeente the whole number counts, whatever was noted of who came from where."""
    uitvoering = houd([westerveld], 30)
    for gemeente, aantal in ((westerveld, 18), (meppel, 12)):
        DeelnameFactory(bijeenkomst=uitvoering.bijeenkomsten.get(), gemeente=gemeente, aantal=aantal)
    assert [telling(g).deelnames for g in (westerveld, meppel, None)] == [30, 0, 30]


def test_een_aantal_van_nul_is_bekend(westerveld, meppel):
    uitvoering = houd([westerveld, meppel], 30)
    DeelnameFactory(bijeenkomst=uitvoering.bijeenkomsten.get(), gemeente=westerveld, aantal=0)
    assert telling(westerveld) == Aantallen(1, 1, 0)


def test_zonder_bekend_aantal_geen_voetnoot(westerveld, meppel):
    houd([westerveld, meppel], None)
    assert telling(westerveld) == Aantallen(1, 1, 0)


def test_is_alleen_per_gemeente_geteld_dan_is_het_geheel_de_som(westerveld, meppel):
    """5 and 7 are known, the whole was left empty: for the stichting 12, not less than its gemeenten."""
    bijeenkomst = houd([westerveld, meppel], None).bijeenkomsten.get()
    DeelnameFactory(bijeenkomst=bijeenkomst, gemeente=westerveld, aantal=5)
    DeelnameFactory(bijeenkomst=bijeenkomst, gemeente=meppel, aantal=7)
    assert [telling(g).deelnames for g in (westerveld, meppel, None)] == [5, 7, 12]


def test_een_uitvoering_zonder_gemeente_telt_voor_de_stichting_mee(westerveld):
    """It takes nothing away from the others: 2 executions, 3 meetings, 24 deelnames."""
    houd([westerveld], 8, 6)
    houd([], 10)
    assert telling(westerveld) == Aantallen(1, 2, 14)
    assert telling() == Aantallen(2, 3, 24)


def test_gepland_en_vervallen_tellen_niet(westerveld):
    uitvoering = houd([westerveld], 10)
    for status in ("gepland", "vervallen"):
        BijeenkomstFactory(uitvoering=uitvoering, status=status, deelnames=99)
        BijeenkomstFactory(uitvoering=UitvoeringFactory(gemeenten=[westerveld]), status=status, deelnames=99)
    assert telling(westerveld) == telling() == Aantallen(1, 1, 10)


def test_het_jaar_volgt_de_datum_van_de_bijeenkomst(westerveld):
    """A series over New Year counts as an execution in both years, each meeting in its own; the edition does not matter."""
    reeks = houd([westerveld], 10, 11, datum="2025-12-31")
    BijeenkomstFactory(uitvoering=reeks, datum=dag("2026-01-01"), deelnames=12)
    samen = Register(jaren=[2025, 2026]).telling(selectie={})
    assert [samen.voor(jaar=jaar, gemeente_id=westerveld.pk) for jaar in (2024, 2025, 2026)] == [
        Aantallen(),
        Aantallen(1, 2, 21),
        Aantallen(1, 1, 12),
    ]


def test_platformactiviteiten_tellen_alleen_als_daarom_is_gevraagd(westerveld):
    houd([westerveld], 10)
    houd([westerveld], 7, 8, platform=True, activiteit=None, titel="Breicafé")
    assert telling(westerveld) == Aantallen(1, 1, 10)
    assert telling(westerveld, selectie={"platform": True}) == Aantallen(1, 2, 15)
    assert telling(westerveld, selectie={"platform": False}) == Aantallen(1, 1, 10)


@pytest.mark.parametrize(
    ("selectie", "deelnames"),
    [
        ({"codes": ["IDO"]}, 3),
        ({"codes": ["IDO", "LEZEN"]}, 7),
        ({"codes": []}, 0),
        ({"programmalijnen": [3]}, 4),
        ({"programmalijnen": [2, 3]}, 7),
        ({"campagnes": ["kinderboekenweek"]}, 4),
        ({"codes": ["IDO"], "programmalijnen": [3]}, 0),  # both must hold
        ({"platform": True, "campagnes": ["kinderboekenweek"]}, 16),
        ({}, 7),
    ],
)
def test_selecties(westerveld, selectie, deelnames):
    campagne = CampagneFactory()
    houd([westerveld], 1, 2, activiteit=ActiviteitFactory(code="IDO"))
    lezen = ActiviteitFactory(code="LEZEN", programmalijn=ProgrammalijnFactory(nummer=3))
    houd([westerveld], 4, activiteit=lezen, campagne=campagne)
    houd([westerveld], 16, platform=True, activiteit=None, campagne=campagne)
    houd([westerveld], 32, platform=True, activiteit=None)
    assert telling(westerveld, selectie=selectie).deelnames == deelnames
    rijen = gehouden(jaren=[2026]).filter(selectie_q(selectie=selectie))  # the rows behind it are the same ones
    assert sum(rij.deelnames for rij in rijen) == deelnames


def test_een_code_telt_over_edities_heen(westerveld):
    for jaar in (2025, 2026):
        houd([westerveld], 5, activiteit=ActiviteitFactory(code="IDO", editie__jaar=jaar))
    assert telling(westerveld, selectie={"codes": ["IDO"]}) == Aantallen(2, 2, 10)


def test_een_onbekende_sleutel_wordt_geweigerd():
    assert weigering(Register(jaren=[2026]).telling, selectie={"codes": [], "code": "IDO"}) == (
        "selectie",
        "De selectie kent ‘code’ niet. Gebruik campagnes, codes, platform, programmalijnen.",
    )


def test_een_voorbeeld_maakt_de_telling_een_voorbeeld(westerveld, meppel):
    houd([westerveld], 5, voorbeeld=True)
    houd([westerveld, meppel], None)
    assert [telling(g).voorbeeld for g in (westerveld, meppel, None)] == [True, False, True]


def test_een_vraag_aan_de_database_hoeveel_er_ook_is(westerveld, meppel, django_assert_num_queries):
    for code in ("IDO", "LEZEN", "CURSUS"):
        houd([westerveld, meppel], 1, 2, activiteit=ActiviteitFactory(code=code))
    with django_assert_num_queries(1):
        register = Register(jaren=[2025, 2026])
        samen = [register.telling(selectie=s).voor(jaar=2026, gemeente_id=None).deelnames for s in ({}, {"codes": ["IDO"]})]
    assert samen == [9, 3]
