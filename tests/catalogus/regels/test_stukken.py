"""Sums over the content of documents, worked out by hand, and the way to JSON and back."""

import datetime
import json
from decimal import Decimal

import pytest

from catalogus.regels.stukken import Budget, Inwoners, Plek, Stuk, naar_json, van_json
from tests.catalogus.documenten.voorbeeldstuk import ALLE, klein, lijn, regel, stuk

D = Decimal


def met_alles() -> Stuk:
    """Activities 10,50 + 21,00 + 31,50 = 63,00; housing 100,00, was 90,00; last year 60,00; 20 inwoners."""
    return stuk(
        lijn(1, regel(1, pakket="basis"), regel(2), vorig=D(40)),
        lijn(4, regel(3, pakket="maatwerk"), vorig=D(20)),
        lijn(5, vorig=D(0)),
        huisvesting=(Plek("Diever", D(60), D(50)), Plek("Vledder", D(40), D(40))),
        vorig_jaar=True,
        inwoners=Inwoners(20, datetime.date(2026, 1, 1), ""),
        budget=Budget(D(150), True, ""),
    )


def test_sommen():
    alles = met_alles()
    assert (alles.totaal, alles.basis, alles.plus, alles.maatwerk) == (D("63.00"), D("10.50"), D("21.00"), D("31.50"))
    assert (alles.huisvestingstotaal, alles.aanvraag) == (D(100), D("163.00"))
    assert (alles.vorig_totaal, alles.vorig_huisvesting, alles.vorig_aanvraag) == (D(60), D(90), D(150))
    assert (alles.activiteiten_per_inwoner, alles.aanvraag_per_inwoner) == (D("3.15"), D("8.15"))
    assert [(lijn.bedrag, lijn.verschil) for lijn in alles.lijnen] == [
        (D("31.50"), D("-8.50")),
        (D("31.50"), D("11.50")),
        (D(0), D(0)),
    ]
    assert [lijn.nummer for lijn in alles.gekozen_lijnen] == [1, 4]


def test_het_budget_telt_huisvesting_alleen_als_het_dat_doet():
    assert (met_alles().tegen_budget, met_alles().vrij) == (D("163.00"), D("-13.00"))
    zonder = stuk(lijn(1, regel(2)), huisvesting=(Plek("Diever", D(60)),), budget=Budget(D(30), False, ""))
    assert (zonder.tegen_budget, zonder.vrij) == (D("21.00"), D("9.00"))


def test_wat_er_niet_is_is_geen_nul():
    kaal = stuk(lijn(1, regel(1)))
    assert (kaal.vorig_totaal, kaal.vorig_aanvraag, kaal.vrij, kaal.aanvraag_per_inwoner) == (None, None, None, None)
    assert kaal.lijnen[0].verschil is None
    assert (klein().onvolledig, kaal.onvolledig) == (True, False)


@pytest.mark.parametrize("naam", ALLE)
def test_heen_en_terug(naam):
    eerst = ALLE[naam]()
    assert van_json(Stuk, json.loads(json.dumps(naar_json(eerst)))) == eerst


def test_een_onbekend_veld_is_een_fout():
    with pytest.raises(TypeError, match="toekomst"):
        van_json(Stuk, naar_json(klein()) | {"toekomst": "x"})
