"""Two editions line by line."""

from decimal import Decimal as D

import pytest

from catalogus.models import Editie, Prijsvorm
from catalogus.regels.editievergelijking import SOORTEN, vergelijk
from tests.factories import ActiviteitFactory, EditieFactory, KostenregelFactory, PrijsFactory, ProgrammalijnFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def van():
    return EditieFactory(jaar=2026)


@pytest.fixture
def naar():
    return EditieFactory(jaar=2027)


def paar(van, naar, sleutel="A", oud=None, **nieuw):
    """The same activity in both years, with last year's price of € 10 per keer and € 11 now."""
    was = ActiviteitFactory(editie=van, code=sleutel, titel=f"Titel {sleutel}", **(oud or {}))
    wordt = ActiviteitFactory(
        **{"editie": naar, "code": sleutel, "titel": f"Titel {sleutel}", "voorganger": was, "programmalijn": was.programmalijn}
        | nieuw
    )
    return was, wordt


def soorten(van, naar):
    return [(rij.activiteit.code, sorted(rij.soorten)) for rij in vergelijk(van=van, naar=naar)]


def test_nieuw_vervallen_en_gelijk(van, naar):
    ActiviteitFactory(editie=van, code="OUD", titel="Oud")
    ActiviteitFactory(editie=naar, code="NIEUW", titel="Nieuw")
    paar(van, naar)
    assert soorten(van, naar) == [("NIEUW", ["nieuw"]), ("OUD", ["vervallen"]), ("A", ["gelijk"])]


def test_een_andere_prijs_met_zijn_verschil(van, naar):
    was, wordt = paar(van, naar)
    PrijsFactory(activiteit=was, per_eenheid=D(9))
    PrijsFactory(activiteit=was, versie=2, per_eenheid=D(10))
    PrijsFactory(activiteit=wordt, per_eenheid=D(11))
    (rij,) = vergelijk(van=van, naar=naar)
    assert (rij.prijs_oud, rij.prijs_nieuw, rij.procent, rij.soorten) == (
        "€\u00a010,00 per keer",
        "€\u00a011,00 per keer",
        D(10),
        {"prijs"},
    )


def test_een_prijs_van_twee_delen_telt_bij_de_verwachte_aantallen(van, naar):
    """4 gemeenten and 10 keer: 100 × 4 + 10 × 10 = 500 becomes 110 × 4 + 11 × 10 = 550."""
    was, wordt = paar(van, naar, verwachte_afnemers=4, verwachte_hoeveelheid=D(10))
    PrijsFactory(activiteit=was, vast=D(100), per_eenheid=D(10))
    PrijsFactory(activiteit=wordt, vast=D(110), per_eenheid=D(11))
    assert [rij.procent for rij in vergelijk(van=van, naar=naar)] == [D(10)]


def test_een_andere_eenheid_is_niet_te_vergelijken(van, naar):
    was, wordt = paar(van, naar, eenheid="uur")
    PrijsFactory(activiteit=was, per_eenheid=D(10))
    PrijsFactory(activiteit=wordt, per_eenheid=D(11))
    (rij,) = vergelijk(van=van, naar=naar)
    assert (rij.procent, sorted(rij.soorten)) == (None, ["prijs", "voorwaarden"])
    assert [(v.veld, v.oud, v.nieuw) for v in rij.verschillen] == [("Eenheid", "keer", "uur")]


@pytest.mark.parametrize(
    ("nieuw", "soort", "verschil"),
    [
        ({"code": "B"}, "hernoemd", ("Code", "A", "B")),
        ({"titel": "Anders"}, "hernoemd", ("Titel", "Titel A", "Anders")),
        ({"doel": "Meer lezers"}, "tekst", ("Doel", "geen", "Meer lezers")),
        ({"omschrijving": "<p>Heel <strong>anders</strong></p>"}, "tekst", ("Omschrijving", "geen", "Heel anders")),
        ({"pakket": "basis"}, "voorwaarden", ("Pakket", "plus", "basis")),
        ({"maximum": D("12.50")}, "voorwaarden", ("Maximaal af te nemen", "geen", "12,5")),
    ],
)
def test_wat_er_anders_is_aan_een_activiteit(van, naar, nieuw, soort, verschil):
    paar(van, naar, **nieuw)
    (rij,) = vergelijk(van=van, naar=naar)
    assert (rij.soorten, [(v.veld, v.oud, v.nieuw) for v in rij.verschillen]) == ({soort}, [verschil])
    assert rij.woorden == [SOORTEN[soort]]


def test_verplaatst_naar_een_andere_programmalijn_of_onder_een_ander(van, naar):
    """The parent is another record every year: the same title is no move."""
    lezen = ProgrammalijnFactory(nummer=1, naam="Lezen", slug="lezen")
    _, ouder = oud_ouder = paar(van, naar, "OUDER")
    paar(van, naar, "A", programmalijn=lezen)
    paar(van, naar, "B", oud={"ouder": oud_ouder[0]}, ouder=ouder)
    paar(van, naar, "C", ouder=ouder)
    assert {
        rij.activiteit.code: (sorted(rij.soorten), [v.nieuw for v in rij.verschillen]) for rij in vergelijk(van=van, naar=naar)
    } == {
        "A": (["verplaatst"], ["1 Lezen"]),
        "B": (["gelijk"], []),
        "C": (["verplaatst"], ["Titel OUDER"]),
        "OUDER": (["gelijk"], []),
    }


def test_over_een_jaar_heen_langs_de_voorgangers(van, naar):
    """A in 2025 became B in 2026 and C in 2027."""
    eerst = EditieFactory(jaar=2025)
    oudst = ActiviteitFactory(editie=eerst, code="A", titel="Zelfde")
    midden = ActiviteitFactory(editie=van, code="B", titel="Zelfde", voorganger=oudst)
    nieuwst = ActiviteitFactory(editie=naar, code="C", titel="Zelfde", voorganger=midden)
    assert [(rij.oud, rij.nieuw) for rij in vergelijk(van=eerst, naar=naar)] == [(oudst, nieuwst)]


def test_zonder_voorganger_telt_de_code(van, naar):
    was = ActiviteitFactory(editie=van, code="A")
    wordt = ActiviteitFactory(editie=naar, code="A", titel=was.titel)
    assert [(rij.oud, rij.nieuw) for rij in vergelijk(van=van, naar=naar)] == [(was, wordt)]


def test_een_concept_toont_wat_de_kosten_nu_zijn(van, naar):
    Editie.objects.filter(jaar=2027).update(status="concept")
    naar.refresh_from_db()
    was, wordt = paar(van, naar)
    PrijsFactory(activiteit=was, per_eenheid=D(10))
    KostenregelFactory(activiteit=wordt, prijs=D(12))
    paar(van, naar, "B", oud={"prijsvorm": Prijsvorm.OP_AANVRAAG}, prijsvorm=Prijsvorm.OP_AANVRAAG)
    assert [(r.prijs_oud, r.prijs_nieuw) for r in vergelijk(van=van, naar=naar)] == [
        ("€\u00a010,00 per keer", "€\u00a012,00 per keer"),
        ("Prijs op aanvraag", "Prijs op aanvraag"),
    ]


@pytest.mark.parametrize("aantal", [1, 8])
def test_vergelijken_vraagt_altijd_even_veel(van, naar, aantal, django_assert_num_queries):
    ouders = paar(van, naar, "OUDER")
    for nummer in range(aantal):
        was, wordt = paar(van, naar, f"X{nummer}", oud={"ouder": ouders[0]}, ouder=ouders[1])
        PrijsFactory(activiteit=was)
        PrijsFactory(activiteit=wordt)
    with django_assert_num_queries(11):
        vergelijk(van=van, naar=naar)
