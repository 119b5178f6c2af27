"""Overviews of what was carried out, counted by hand."""

import pytest

from catalogus.models import Bijeenkomst, Realisatiemaat, Status
from catalogus.regels.tellen import Register
from catalogus.regels.uitvoering_overzicht import gemist, ontbreekt, overzicht
from tests.factories import (
    ActiviteitFactory,
    AfnameFactory,
    AfnameregelFactory,
    AfnameregellocatieFactory,
    CampagneFactory,
    D,
    DeelnameFactory,
    GemeenteFactory,
    LocatieFactory,
    ProgrammalijnFactory,
    UitvoeringFactory,
    dag,
    vestiging,
)

pytestmark = pytest.mark.django_db
VANDAAG = dag("2026-04-10")


@pytest.fixture
def westerveld():
    return GemeenteFactory(naam="Westerveld")


@pytest.fixture
def meppel():
    return GemeenteFactory(naam="Meppel")


@pytest.fixture
def cursus():
    return ActiviteitFactory(code="CURSUS", programmalijn=ProgrammalijnFactory(nummer=2))


@pytest.fixture
def lezing():
    return ActiviteitFactory(code="LEZING", programmalijn=ProgrammalijnFactory(nummer=3))


def houd(gemeenten, *keren, **velden):
    """An execution with meetings '03-02' (of 2026) or '2025-03-02', each with its deelnames."""
    uitvoering = UitvoeringFactory(gemeenten=gemeenten, **velden)
    return Bijeenkomst.objects.bulk_create(
        Bijeenkomst(uitvoering=uitvoering, datum=dag(d if len(d) > 5 else f"2026-{d}"), deelnames=aantal) for d, aantal in keren
    )


def beeld(per, jaar=2026, gemeente=None, vandaag=VANDAAG, codes=None):
    rijen = Bijeenkomst.objects.all()
    rijen = rijen.filter(uitvoering__gemeenten=gemeente) if gemeente else rijen
    return overzicht(bijeenkomsten=rijen, per=per, jaar=jaar, vandaag=vandaag, gemeente=gemeente, codes=codes)


def kort(uitkomst):
    """{key: (months with something, meetings, deelnames)}, and of the total."""
    rijen = [*uitkomst.rijen, uitkomst.totaal]
    per = [({m: n for m, n in enumerate(r.maanden, 1) if n}, r.bijeenkomsten, r.deelnames) for r in rijen]
    return dict(zip([r.sleutel for r in uitkomst.rijen], per[:-1], strict=True)), per[-1]


def test_per_maand_met_de_randen_van_maand_en_jaar(westerveld, cursus, lezing):
    houd([westerveld], ("01-01", 1), ("01-31", 2), ("02-01", 4), ("12-31", 8), activiteit=cursus)
    houd([westerveld], ("2025-12-31", 16), ("2027-01-01", 32), activiteit=cursus)
    houd([westerveld], ("03-02", None), activiteit=lezing)
    houd([westerveld], ("03-02", 5), activiteit=None, platform=True, titel="Breicafé")
    for status in ("gepland", "vervallen"):
        Bijeenkomst.objects.filter(pk=houd([westerveld], ("03-02", None), activiteit=cursus)[0].pk).update(status=status)
    assert kort(beeld("activiteit")) == (
        {"CURSUS": ({1: 2, 2: 1, 12: 1}, 4, 15), "LEZING": ({3: 1}, 1, 0), None: ({3: 1}, 1, 5)},
        ({1: 2, 2: 1, 3: 2, 12: 1}, 6, 20),
    )
    assert kort(beeld("programmalijn"))[0] == {
        2: ({1: 2, 2: 1, 12: 1}, 4, 15),
        3: ({3: 1}, 1, 0),
        None: ({3: 1}, 1, 5),
    }


def test_per_campagne_alleen_wat_onder_een_campagne_valt(westerveld, cursus):
    houd([westerveld], ("10-01", 7), activiteit=cursus, campagne=CampagneFactory())
    houd([westerveld], ("10-02", 9), activiteit=cursus)
    assert kort(beeld("campagne")) == ({"kinderboekenweek": ({10: 1}, 1, 7)}, ({10: 1}, 1, 7))


def test_gezamenlijk_telt_in_elke_gemeente_en_een_keer_samen(westerveld, meppel, cursus):
    hoogeveen = GemeenteFactory(naam="Hoogeveen")
    bekend, half, onbekend = houd(
        [westerveld, meppel, hoogeveen], ("02-02", 60), ("03-02", 40), ("04-02", None), activiteit=cursus
    )
    for gemeente, aantal in ((westerveld, 30), (meppel, 20), (hoogeveen, 10)):
        DeelnameFactory(bijeenkomst=bekend, gemeente=gemeente, aantal=aantal)
    DeelnameFactory(bijeenkomst=half, gemeente=westerveld, aantal=15)
    DeelnameFactory(bijeenkomst=onbekend, gemeente=meppel, aantal=6)
    houd([westerveld], ("02-02", 5), activiteit=cursus)
    uitkomst = beeld("gemeente")
    assert {r.sleutel: (r.bijeenkomsten, r.deelnames, r.deels_heel) for r in uitkomst.rijen} == {
        westerveld.pk: (4, 30 + 15 + 5, False),
        meppel.pk: (3, 20 + 40 + 6, True),
        hoogeveen.pk: (3, 10 + 40, True),
    }
    assert (uitkomst.totaal.bijeenkomsten, uitkomst.totaal.deelnames) == (4, 60 + 40 + 5)
    register = Register(jaren=[2026]).telling(selectie={})
    assert {r.sleutel: r.deelnames for r in uitkomst.rijen} == {
        g.pk: register.voor(jaar=2026, gemeente_id=g.pk).deelnames for g in (westerveld, meppel, hoogeveen)
    }


def test_van_een_gemeente_tellen_haar_eigen_aantallen(westerveld, meppel, cursus, lezing):
    keer, _ = houd([westerveld, meppel], ("02-02", 60), ("03-02", 10), activiteit=cursus)
    DeelnameFactory(bijeenkomst=keer, gemeente=westerveld, aantal=25)
    DeelnameFactory(bijeenkomst=keer, gemeente=meppel, aantal=35)
    houd([westerveld], ("02-02", 5), activiteit=lezing)
    houd([meppel], ("02-02", 99), activiteit=lezing)
    assert kort(beeld("activiteit", gemeente=westerveld)) == (
        {"CURSUS": ({2: 1, 3: 1}, 2, 25 + 10), "LEZING": ({2: 1}, 1, 5)},
        ({2: 2, 3: 1}, 3, 40),
    )
    assert [r.deels_heel for r in beeld("activiteit", gemeente=westerveld).rijen] == [True, False]
    assert kort(beeld("gemeente", gemeente=westerveld)) == ({westerveld.pk: ({2: 2, 3: 1}, 3, 40)}, ({2: 2, 3: 1}, 3, 40))


# ------------------------------------------------------------------ against what was agreed
def afgesproken(gemeente, *regels, status=Status.BEVESTIGD):
    afname = AfnameFactory(gemeente=gemeente, status=status)
    return {
        activiteit: AfnameregelFactory(afname=afname, activiteit=activiteit, hoeveelheid=D(aantal))
        for activiteit, aantal in regels
    }


def afspraken(uitkomst):
    return {r.sleutel: (r.afspraak.gedaan, r.afspraak.afgesproken, r.afspraak.maat) for r in uitkomst.rijen if r.afspraak}


def test_gedaan_tegen_wat_is_afgesproken(westerveld, meppel, cursus, lezing):
    reeksen = ActiviteitFactory(code="REEKS", programmalijn=cursus.programmalijn, realisatiemaat=Realisatiemaat.UITVOERINGEN)
    mensen = ActiviteitFactory(code="MENSEN", programmalijn=lezing.programmalijn, realisatiemaat=Realisatiemaat.DEELNAMES)
    geen = ActiviteitFactory(code="GEEN", programmalijn=cursus.programmalijn, realisatiemaat=Realisatiemaat.GEEN)
    afgesproken(westerveld, (cursus, 10), (reeksen, 2), (mensen, 100), (geen, 1))
    afgesproken(meppel, (cursus, 4), (lezing, 5))
    afgesproken(GemeenteFactory(), (cursus, 50), status=Status.INGEDIEND)
    houd([westerveld, meppel], ("02-02", 60), ("02-09", 8), activiteit=cursus)
    houd([westerveld], ("02-02", 5), activiteit=lezing)  # which Westerveld did not take
    houd([westerveld], ("02-02", 5), ("02-03", 5), ("02-04", 5), activiteit=reeksen)
    deel, _ = houd([westerveld, meppel], ("02-02", 60), ("02-03", 7), activiteit=mensen)
    DeelnameFactory(bijeenkomst=deel, gemeente=westerveld, aantal=40)
    assert afspraken(beeld("activiteit")) == {
        "CURSUS": (4, D(14), "keer"),  # two meetings, in each of two gemeenten that took it
        "LEZING": (0, D(5), "keer"),
        "REEKS": (1, D(2), "reeksen"),
        "MENSEN": (47, D(100), "deelnames"),
    }
    assert afspraken(beeld("gemeente")) == {westerveld.pk: (2, D(10), "keer"), meppel.pk: (2, D(9), "keer")}
    assert afspraken(beeld("programmalijn")) == {2: (4, D(14), "keer"), 3: (0, D(5), "keer")}
    assert afspraken(beeld("activiteit", gemeente=meppel)) == {"CURSUS": (2, D(4), "keer"), "LEZING": (0, D(5), "keer")}


def test_een_afspraak_zonder_uitvoering_staat_er_ook(westerveld, lezing):
    afgesproken(westerveld, (lezing, 5))
    assert afspraken(beeld("activiteit")) == {"LEZING": (0, D(5), "keer")}
    assert [afspraken(beeld("gemeente", codes=codes)) for codes in ({"LEZING"}, {"CURSUS"})] == [
        {westerveld.pk: (0, D(5), "keer")},
        {},
    ]


def test_per_vestiging_wat_daar_is_afgesproken(westerveld, cursus):
    diever, havelte = (vestiging(westerveld, naam=naam) for naam in ("Diever", "Havelte"))
    regel = afgesproken(westerveld, (cursus, 5))[cursus]
    AfnameregellocatieFactory(regel=regel, locatie=diever, hoeveelheid=D(3))
    AfnameregellocatieFactory(regel=regel, locatie=havelte, hoeveelheid=D(2))
    houd([westerveld], ("02-02", 5), ("02-09", 5), activiteit=cursus, locatie=diever)
    assert afspraken(beeld("vestiging")) == {diever.pk: (2, D(3), "keer"), havelte.pk: (0, D(2), "keer")}


# ------------------------------------------------------------------ what is missing
MAAND = [f"{m:02}" for m in range(1, 13)]


def test_een_vestiging_die_gewoonlijk_registreert_mist_een_maand(westerveld, cursus):
    trouw, soms, nieuw = (vestiging(westerveld, naam=naam) for naam in ("Trouw", "Soms", "Nieuw"))
    school = LocatieFactory(gemeente=westerveld, naam="School")
    houd([westerveld], *((f"2025-{m}-05", 3) for m in MAAND), ("01-05", 3), ("03-05", 3), activiteit=cursus, locatie=trouw)
    houd([westerveld], *((f"2025-{m}-05", 3) for m in MAAND[:5]), activiteit=cursus, locatie=soms)
    uitkomst = beeld("vestiging")
    # February had nothing; April, which is not over, has nothing yet. May is still to come.
    assert {r.sleutel: r.mist for r in uitkomst.rijen} == {trouw.pk: {2, 4}, soms.pk: set(), nieuw.pk: set()}
    assert school.pk not in {r.sleutel for r in uitkomst.rijen}  # no branch, and nothing done there
    namen = {rij.pk: rij for rij in (trouw, soms, nieuw)}
    assert [(g.locatie, g.maanden) for g in gemist(overzicht=uitkomst, locaties=namen)] == [(trouw, (2, 4))]


@pytest.mark.parametrize(
    ("vorig", "nu", "jaar", "verwacht"),
    [
        ([1] * 6 + [0] * 6, [0] * 12, 2026, {1}),  # six of twelve in January, then five
        ([1] * 12, [0] * 12, 2026, {1, 2, 3, 4}),
        ([1] * 12, [0] * 12, 2025, {1, 2, 3, 4, 5, 6, 7}),  # a year that is over: until fewer than six are left
        ([1] * 12, [0] * 12, 2027, set()),
        ([0] * 12, [1, 1, 1, 0] * 3, 2025, {8, 12}),
    ],
)
def test_zes_van_de_twaalf_maanden_ervoor(vorig, nu, jaar, verwacht):
    assert ontbreekt(vorig=tuple(vorig), maanden=tuple(nu), jaar=jaar, vandaag=VANDAAG) == verwacht
