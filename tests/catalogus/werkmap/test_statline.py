"""Inwoners as CBS StatLine gives them."""

import pytest

from catalogus.models import Inwonertal
from tests.factories import GemeenteFactory, InwonertalFactory, dag, medewerker

from .conftest import lees_in, telling

pytestmark = pytest.mark.django_db

PER_MAAND = """"Bevolkingsontwikkeling; regio per maand"
"Regio's";"Perioden";"Bevolking aan het begin van de periode (aantal)";"Levend geboren kinderen (aantal)"
"Nederland";"2024 januari";"17942942";"13300"
"Westerveld";"2024 januari";"19983";"11"
"Westerveld";"2024 februari";"19980";"9"
"Westerveld";"2025 januari";"20010";"."
"Meppel";"2024 januari";".";"."
"Meppel (gemeente)";"2025 januari*";"35210";"."
"""
RUW = """"ID";"RegioS";"Perioden";"TotaleBevolking_1";"Mannen_2"
0;"NL01  ";"2024JJ00";17942942;8900000
1;"GM1701";"2024JJ00";   19983;9900
2;"GM0119  ";"2024JJ00";35100;17000
3;"GM1701";"2024MM02";19980;9900
"""
NAAST_ELKAAR = """"Regionale kerncijfers Nederland"
"Onderwerp";"Bevolking|Totale bevolking";"";"Bevolking|Mannen"
"Perioden";"2024";"2025";"2024"
"Regio's";"aantal";"aantal";"aantal"
"Westerveld";"19983";"20010";"9900"
"Assen (gemeente)";"69000";"69500";"34000"
"""


@pytest.fixture
def controller():
    GemeenteFactory(naam="Westerveld", cbs_code="GM1701")
    GemeenteFactory(naam="Meppel", cbs_code="GM0119")
    return medewerker("controller")


def tallen() -> list[tuple]:
    return list(Inwonertal.objects.order_by("gemeente__naam", "peildatum").values_list("gemeente__naam", "peildatum", "aantal"))


def test_bevolkingsontwikkeling_per_maand(controller):
    assert telling(lees_in(PER_MAAND.encode("utf-8-sig"), controller, naam="37230ned.csv")) == {"Inwonertallen": (3, 0, 0, 0)}
    assert tallen() == [
        ("Meppel", dag("2025-01-01"), 35210),
        ("Westerveld", dag("2024-01-01"), 19983),
        ("Westerveld", dag("2025-01-01"), 20010),
    ]
    assert set(Inwonertal.objects.values_list("bron", flat=True)) == {"CBS StatLine"}
    assert telling(lees_in(PER_MAAND.encode(), controller, naam="37230ned.csv")) == {"Inwonertallen": (0, 0, 0, 3)}


def test_ruwe_gegevens_met_codes(controller):
    InwonertalFactory(gemeente__naam="Assen", gemeente__cbs_code="GM0106", peildatum=dag("2024-01-01"))
    uitkomst = lees_in(RUW.encode("cp1252"), controller, naam="ruw.csv")
    assert telling(uitkomst) == {"Inwonertallen": (2, 0, 0, 0)}
    assert [(w.rij, w.wat) for w in uitkomst.wijzigingen] == [(3, "Westerveld, 01-01-2024"), (4, "Meppel, 01-01-2024")]


def test_perioden_naast_elkaar(controller):
    GemeenteFactory(naam="Assen", cbs_code="GM0106")
    assert telling(lees_in(NAAST_ELKAAR.encode(), controller, naam="kern.csv")) == {"Inwonertallen": (4, 0, 0, 0)}
    assert tallen() == [
        ("Assen", dag("2024-01-01"), 69000),
        ("Assen", dag("2025-01-01"), 69500),
        ("Westerveld", dag("2024-01-01"), 19983),
        ("Westerveld", dag("2025-01-01"), 20010),
    ]


def test_een_verkeerd_getal_wordt_met_zijn_rij_genoemd(controller):
    (fout,) = lees_in(RUW.replace("   19983", "veel").encode(), controller, naam="ruw.csv").fouten
    assert (fout.rij, fout.kolom, fout.gevonden) == (3, "Inwoners", "veel")
