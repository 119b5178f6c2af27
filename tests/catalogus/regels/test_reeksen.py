"""Dates of series and public holidays, worked out with a calendar."""

import datetime

import pytest

from catalogus.regels.reeksen import LAATSTE, MAANDELIJKS, Ritme, dagen, feestdagen, in_woorden, pasen
from tests.factories import dag, weigering

MA, DI, WO, DO, VR, ZA, ZO = range(7)


def ritme(**anders):
    return Ritme(
        **{"weekdag": MA, "elke": MAANDELIJKS, "welke": 1, "van": dag("2026-01-01"), "tot": dag("2026-12-31")} | anders
    )


def als_tekst(**anders) -> list[str]:
    return [f"{d:%d-%m}" for d in dagen(ritme=ritme(**anders))]


def test_elke_eerste_maandag_van_2026_behalve_augustus():
    assert als_tekst(zonder=frozenset({8})) == [
        "05-01", "02-02", "02-03", "06-04", "04-05", "01-06", "06-07", "07-09", "05-10", "02-11", "07-12",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("anders", "verwacht"),
    [
        ({"welke": LAATSTE, "weekdag": VR, "tot": dag("2026-03-31")}, ["30-01", "27-02", "27-03"]),
        ({"welke": LAATSTE, "weekdag": ZA, "tot": dag("2026-02-28")}, ["31-01", "28-02"]),  # on the last day itself
        ({"welke": 4, "weekdag": DO, "tot": dag("2026-02-28")}, ["22-01", "26-02"]),
        ({"welke": 2, "weekdag": WO, "van": dag("2026-01-15"), "tot": dag("2026-02-28")}, ["11-02"]),  # 14 January is before
        ({"welke": 1, "weekdag": DO, "tot": dag("2026-01-01")}, ["01-01"]),  # begin and end included
        ({"elke": 1, "weekdag": DI, "tot": dag("2026-01-20")}, ["06-01", "13-01", "20-01"]),
        ({"elke": 2, "weekdag": DI, "tot": dag("2026-02-10")}, ["06-01", "20-01", "03-02"]),
        # February is left out, and the rhythm of two weeks goes on: 3 and 17 February, then 3 March.
        ({"elke": 2, "weekdag": DI, "tot": dag("2026-03-05"), "zonder": frozenset({2})}, ["06-01", "20-01", "03-03"]),
    ],
)
def test_een_ritme_geeft_deze_dagen(anders, verwacht):
    assert als_tekst(**anders) == verwacht


def test_een_reeks_gaat_over_de_jaarwisseling():
    over = ritme(van=dag("2026-11-15"), tot=dag("2027-02-15"))
    assert dagen(ritme=over) == [dag("2026-12-07"), dag("2027-01-04"), dag("2027-02-01")]


@pytest.mark.parametrize(
    ("anders", "code"),
    [
        ({"tot": dag("2025-12-31")}, "periode"),
        ({"tot": dag("2028-06-01")}, "periode"),
        ({"van": dag("2026-01-06"), "tot": dag("2026-01-31")}, "leeg"),
        ({"zonder": frozenset(range(1, 13))}, "leeg"),
    ],
)
def test_wat_geen_reeks_wordt(anders, code):
    assert weigering(dagen, ritme=ritme(**anders))[0] == code


@pytest.mark.parametrize(("tot", "aantal"), [("2027-12-31", 104), ("2028-01-03", 105)])
def test_twee_jaar_elke_week_past_nog(tot, aantal):
    assert len(dagen(ritme=ritme(elke=1, van=dag("2026-01-05"), tot=dag(tot)))) == aantal


def test_een_ritme_in_woorden():
    assert [in_woorden(ritme=r) for r in (ritme(zonder=frozenset({8, 7})), ritme(elke=1, weekdag=DI), ritme(elke=2))] == [
        "elke eerste maandag van de maand, niet in juli, augustus",
        "elke dinsdag",
        "elke 2 weken op maandag",
    ]


@pytest.mark.parametrize(
    ("jaar", "zondag"),
    [(2000, "2000-04-23"), (2008, "2008-03-23"), (2024, "2024-03-31"), (2026, "2026-04-05"), (2038, "2038-04-25")],
)
def test_pasen(jaar, zondag):
    assert pasen(jaar=jaar) == dag(zondag)


def test_feestdagen_van_2026():
    assert {f"{d:%d-%m}": naam for d, naam in feestdagen(jaar=2026).items()} == {
        "01-01": "Nieuwjaarsdag",
        "05-04": "Eerste Paasdag",
        "06-04": "Tweede Paasdag",
        "27-04": "Koningsdag",
        "14-05": "Hemelvaartsdag",
        "24-05": "Eerste Pinksterdag",
        "25-05": "Tweede Pinksterdag",
        "25-12": "Eerste Kerstdag",
        "26-12": "Tweede Kerstdag",
    }


def test_koningsdag_op_zondag_is_een_dag_eerder_en_bevrijdingsdag_is_er_eens_in_de_vijf_jaar():
    dagen_2025 = feestdagen(jaar=2025)
    assert (dagen_2025[datetime.date(2025, 4, 26)], dagen_2025[datetime.date(2025, 5, 5)]) == ("Koningsdag", "Bevrijdingsdag")
    assert datetime.date(2026, 5, 5) not in feestdagen(jaar=2026)
