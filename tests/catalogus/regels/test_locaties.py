"""What locations are on a date."""

from decimal import Decimal as D

import pytest

from catalogus.models import Functie, Locatie
from catalogus.regels.locaties import beelden, telt_als, vestigingssoort
from tests.factories import LocatieFactory, LocatiefunctieFactory, LocatiestandFactory, dag, vestiging

BIBLIOTHEEK = frozenset({"bibliotheek"})


@pytest.mark.parametrize(
    ("uren", "vast", "functies", "verwacht"),
    [
        ("15.5", "", BIBLIOTHEEK, "bibliotheek"),  # more than 15 hours
        ("15", "", BIBLIOTHEEK, "servicepunt"),  # 5 up to and including 15
        ("5", "", BIBLIOTHEEK, "servicepunt"),
        ("4", "", BIBLIOTHEEK, "overig"),
        ("0", "", BIBLIOTHEEK, "overig"),
        ("40", "", frozenset({"servicepunt", "ido"}), "bibliotheek"),  # the hours decide, not the function
        ("4", "servicepunt", BIBLIOTHEEK, "servicepunt"),  # by hand
        ("40", "overig", BIBLIOTHEEK, "overig"),
        (None, "", BIBLIOTHEEK, "bibliotheek"),  # hours not known: the function itself
        (None, "", frozenset({"servicepunt"}), "servicepunt"),
        (None, "overig", BIBLIOTHEEK, "overig"),
        ("40", "", frozenset({"dbos_po"}), ""),  # a school is no branch, whatever its hours
        ("40", "bibliotheek", frozenset(), ""),
    ],
)
def test_vestigingssoort(uren, vast, functies, verwacht):
    assert vestigingssoort(vast=vast, bemande_uren=None if uren is None else D(uren), functies=functies) == verwacht


def beeld(locatie, datum):
    (gevonden,) = beelden(locaties=Locatie.objects.filter(pk=locatie.pk), datum=dag(datum))
    return gevonden


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("datum", "soort", "uren", "leerlingen"),
    [
        ("2023-12-31", "bibliotheek", None, None),  # before the first stand nothing is known
        ("2024-01-01", "bibliotheek", "20", 100),
        ("2024-06-30", "bibliotheek", "20", 100),
        ("2024-07-01", "servicepunt", "12", None),  # a later stand replaces the whole of the earlier one
        ("2030-01-01", "servicepunt", "12", None),
    ],
)
def test_de_stand_geldt_vanaf_zijn_datum_tot_de_volgende(datum, soort, uren, leerlingen):
    locatie = vestiging(LocatieFactory().gemeente)
    LocatiestandFactory(locatie=locatie, vanaf=dag("2024-07-01"), bemande_uren=D(12))
    LocatiestandFactory(locatie=locatie, vanaf=dag("2024-01-01"), bemande_uren=D(20), leerlingen=100)
    gevonden = beeld(locatie, datum)
    assert (gevonden.soort, gevonden.bemande_uren, gevonden.leerlingen) == (soort, D(uren) if uren else None, leerlingen)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("datum", "functies"),
    [
        ("2023-12-31", set()),
        ("2024-01-01", {"ido"}),
        ("2024-12-31", {"ido"}),  # the last day counts
        ("2025-01-01", {"leerplein"}),
    ],
)
def test_functies_gelden_van_en_tot_en_met(datum, functies):
    locatie = LocatieFactory()
    LocatiefunctieFactory(locatie=locatie, functie=Functie.IDO, van=dag("2024-01-01"), tot=dag("2024-12-31"))
    LocatiefunctieFactory(locatie=locatie, functie=Functie.LEERPLEIN, van=dag("2025-01-01"))
    assert beeld(locatie, datum).functies == functies


@pytest.mark.django_db
def test_telt_als_volgt_de_afgeleide_soort():
    """Entered as a library, but with 8 hours: counts as servicepunt, and as IDO for its own function."""
    locatie = vestiging(LocatieFactory().gemeente, uren=D(8))
    LocatiefunctieFactory(locatie=locatie, functie=Functie.IDO)
    gevonden = beeld(locatie, "2024-12-31")
    assert {f: telt_als(beeld=gevonden, functie=f) for f in ("bibliotheek", "servicepunt", "ido", "taalhuis")} == {
        "bibliotheek": False,
        "servicepunt": True,
        "ido": True,
        "taalhuis": False,
    }


@pytest.mark.django_db
def test_beelden_kosten_drie_vragen_aan_de_database(django_assert_num_queries):
    for _ in range(5):
        vestiging(LocatieFactory().gemeente, uren=D(20))
    with django_assert_num_queries(3):
        namen = [b.locatie.gemeente.naam for b in beelden(locaties=Locatie.objects.all(), datum=dag("2024-12-31"))]
    assert len(namen) == 10
