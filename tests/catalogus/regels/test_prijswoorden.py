"""Prices and quantities as people read them."""

from decimal import Decimal as D

import pytest

from catalogus.models import Eenheid, Prijsvorm
from catalogus.regels.kostprijs import Prijsgegevens
from catalogus.regels.prijswoorden import (
    eenheid_in_woorden,
    met_eenheid,
    prijs_in_woorden,
    staffelklassen,
    staffeluitleg,
    verandering,
)

STAFFEL = Prijsgegevens(grondslag="locatie", staffel=((D(50), D(106)), (D(100), D(212)), (None, D(318))))


@pytest.mark.parametrize(
    ("prijs", "eenheid", "vorm", "woorden"),
    [
        (Prijsgegevens(D("322.08"), D("186.40")), Eenheid.KEER, "kostprijs", "€ 186,40 per keer + € 322,08 per jaar"),
        (Prijsgegevens(D(0), D("65.00")), Eenheid.UUR, "kostprijs", "€ 65,00 per uur"),
        (Prijsgegevens(D("322.08"), D(0)), Eenheid.KEER, "kostprijs", "€ 322,08 per jaar"),
        (Prijsgegevens(D(100), D(250)), Eenheid.VAST, "vast_bedrag", "€ 350,00 per jaar"),
        (Prijsgegevens(D(0), D("0.1234")), Eenheid.INWONER, "kostprijs", "€ 0,1234 per inwoner"),
        (Prijsgegevens(), Eenheid.KEER, "kostprijs", "Geen kosten"),
        (STAFFEL, Eenheid.LEERLING, "staffel", "volgens staffel vanaf € 106,00 per locatie"),
        (Prijsgegevens(grondslag="totaal", staffel=((None, D(80)),)), Eenheid.KEER, "staffel", "volgens staffel vanaf € 80,00"),
        (Prijsgegevens(), Eenheid.VAST, "inbegrepen", "Inbegrepen"),
        (None, Eenheid.KEER, "op_aanvraag", "Prijs op aanvraag"),
        (None, Eenheid.KEER, "kostprijs", "Nog geen prijs"),
    ],
)
def test_prijs_in_woorden(prijs, eenheid, vorm, woorden):
    tekst = str(prijs_in_woorden(prijs=prijs, eenheid=eenheid, prijsvorm=Prijsvorm(vorm)))
    assert tekst.replace("\u00a0", " ") == woorden


@pytest.mark.parametrize(
    ("aantal", "eenheid", "woorden"),
    [
        (120, "keer", "120 keer"),
        (1, "locatie", "1 locatie"),
        (16, "locatie", "16 locaties"),
        (D("2.50"), "uur", "2,5 uur"),
        (1171, "leerling", "1.171 leerlingen"),
        (1, "vast", "1"),
    ],
)
def test_met_eenheid(aantal, eenheid, woorden):
    assert met_eenheid(aantal=aantal, eenheid=eenheid) == woorden


def test_elke_eenheid_heeft_een_meervoud():
    assert [eenheid_in_woorden(eenheid=eenheid) for eenheid in Eenheid] == [
        "", "locaties", "keer", "uur", "deelnemers", "leerlingen", "groepen", "inwoners", "collecties",
    ]  # fmt: skip


def test_staffel_in_woorden():
    assert staffelklassen(prijs=STAFFEL, eenheid=Eenheid.LEERLING) == [
        ("1 tot en met 50 leerlingen", D(106)),
        ("51 tot en met 100 leerlingen", D(212)),
        ("101 leerlingen of meer", D(318)),
    ]
    assert staffeluitleg(prijs=STAFFEL, eenheid=Eenheid.LEERLING) == (
        "Elke locatie betaalt de prijs van haar eigen klasse. "
        "Drie locaties met elk 50 leerlingen betalen dus drie keer €\u00a0106,00."
    )


def test_een_klasse_van_een_enkel_aantal():
    prijs = Prijsgegevens(staffel=((D(1), D(378)), (D(3), D(1035)), (None, D(4006))))
    assert staffelklassen(prijs=prijs, eenheid=Eenheid.COLLECTIE) == [
        ("1 collectie", D(378)),
        ("2 tot en met 3 collecties", D(1035)),
        ("4 collecties of meer", D(4006)),
    ]


@pytest.mark.parametrize(
    ("nu", "toen", "procent"),
    [
        (Prijsgegevens(D(0), D("41.80")), Prijsgegevens(D(0), D("40.00")), D("4.5")),
        (Prijsgegevens(D(90), D(0)), Prijsgegevens(D(100), D(0)), D(-10)),
        (Prijsgegevens(D(90), D(5)), Prijsgegevens(D(100), D(5)), None),  # two parts
        (Prijsgegevens(D(0), D(5)), Prijsgegevens(D(5), D(0)), None),  # another part than last year
        (STAFFEL, STAFFEL, None),
    ],
)
def test_verandering(nu, toen, procent):
    assert verandering(nu=nu, toen=toen) == procent
