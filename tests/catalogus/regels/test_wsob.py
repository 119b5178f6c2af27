"""The delivery to the national library: totals without joint doubles, what is missing, what was sent and what changed since."""

from decimal import Decimal as D

import pytest

from catalogus.models import Groep, Indicator, Wsobopgave
from catalogus.regels.cijfers import Cijfers
from catalogus.regels.wsob import leg_vast, opgave, uiterlijk, verschillen, zet_indeling
from tests.factories import (
    BijeenkomstFactory,
    GemeenteFactory,
    IndicatorFactory,
    MetingFactory,
    UitvoeringFactory,
    dag,
    medewerker,
    weigering,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def redactie():
    return medewerker(Groep.REDACTIE)


@pytest.fixture
def twee():
    return [GemeenteFactory(naam=naam) for naam in ("Meppel", "Westerveld")]


def rijen(jaar=2026):
    return opgave(cijfers=Cijfers(jaren=[jaar - 1, jaar]), jaar=jaar)


def test_uiterlijk_een_mei_van_het_jaar_erna():
    assert uiterlijk(jaar=2026) == dag("2027-05-01")


def test_totalen_van_de_organisatie_zonder_dubbele(twee):
    """One joint meeting of 30 and one of 8 in Westerveld alone: 2 meetings and 38 deelnames, though the gemeenten have 68."""
    BijeenkomstFactory(uitvoering=UitvoeringFactory(gemeenten=twee), deelnames=30)
    BijeenkomstFactory(uitvoering=UitvoeringFactory(gemeenten=twee[1:]), deelnames=8)
    leden = IndicatorFactory(code="leden", wsob="Leden", scopes=["gemeente"], volgorde=1)
    IndicatorFactory(code="deelnames", soort="deelnames", wsob="Activiteiten", volgorde=2)
    IndicatorFactory(code="actief", soort="verhouding", teller=leden, noemer=leden, eenheid="%", wsob="Leden", volgorde=3)
    IndicatorFactory(code="keren", soort="bijeenkomsten", wsob="Activiteiten", scopes=["gemeente"], volgorde=4)
    IndicatorFactory(code="buiten", volgorde=5)
    IndicatorFactory(code="provincie", wsob="Leden", scopes=["provincie"], volgorde=6)
    for gemeente, aantal in zip(twee, (100, 50), strict=True):
        MetingFactory(indicator=leden, gemeente=gemeente, waarde=D(aantal))
    assert [(r.regel.categorie, r.regel.code, r.regel.waarde) for r in rijen()] == [
        ("Leden", "leden", "150"),
        ("Leden", "actief", "100"),
        ("Activiteiten", "deelnames", "38"),
        ("Activiteiten", "keren", "2"),
    ]


def test_wat_ontbreekt_en_voorlopig_is(twee):
    leden = IndicatorFactory(code="leden", wsob="Leden", volgorde=1)
    IndicatorFactory(code="website", wsob="Leden", scopes=["stichting"], stichting="opgegeven", volgorde=2)
    bezoek = IndicatorFactory(code="bezoek", wsob="Leden", volgorde=3)
    geen = IndicatorFactory(code="geen", wsob="Leden", scopes=["stichting"], stichting="opgegeven", volgorde=4)
    MetingFactory(indicator=leden, gemeente=twee[0])
    for gemeente in twee:
        MetingFactory(indicator=bezoek, gemeente=gemeente, stand="voorlopig")
    MetingFactory(indicator=geen, geen_gegevens=True)
    assert [(r.regel.code, r.klaar, r.nu.ontbreekt, r.ontbreekt_bij) for r in rijen()] == [
        ("leden", False, True, ("Westerveld",)),
        ("website", False, True, ()),
        ("bezoek", False, False, ()),
        ("geen", True, False, ()),
    ]


def test_vastleggen_en_wat_daarna_verandert(twee, redactie):
    leden = IndicatorFactory(code="leden", naam="Leden", wsob="Leden", eenheid="leden")
    velden = {"jaar": 2026, "door": redactie}
    assert weigering(leg_vast, **velden | {"door": medewerker(Groep.VESTIGING)})[0] == "niet-bevoegd"
    MetingFactory(indicator=leden, gemeente=twee[0], waarde=D(100))
    assert weigering(leg_vast, **velden) == (
        "onvolledig",
        "1 cijfer ontbreekt of is voorlopig. Vul ze aan, of leg uit waarom je zo levert.",
    )
    MetingFactory(indicator=leden, gemeente=twee[1], waarde=D(50))
    vast = leg_vast(**velden, toelichting=" Klaar ")
    assert (vast.door, vast.inhoud) == (
        redactie,
        {
            "toelichting": "Klaar",
            "regels": [
                {"categorie": "Leden", "code": "leden", "naam": "Leden", "eenheid": "leden", "waarde": "150",
                 "geen_gegevens": False, "voorlopig": False}
            ],
        },
    )  # fmt: skip
    assert verschillen(geleverd=vast, rijen=rijen()) == []
    leden.metingen.filter(gemeente=twee[1]).update(stand="voorlopig")
    assert verschillen(geleverd=vast, rijen=rijen()) == []
    leden.metingen.filter(gemeente=twee[1]).update(waarde=D(51))
    IndicatorFactory(code="bezoek", naam="Bezoek", wsob="Bezoek")
    anders = verschillen(geleverd=Wsobopgave.objects.get(), rijen=rijen())
    assert [(v.naam, v.was and v.was.waarde, v.nu and v.nu.waarde) for v in anders] == [
        ("Leden", "150", "151"),
        ("Bezoek", None, None),
    ]
    Indicator.objects.update(wsob="")
    assert [v.nu for v in verschillen(geleverd=vast, rijen=rijen())] == [None]
    assert weigering(leg_vast, **velden)[0] == "leeg"


def test_indelen(redactie):
    a, b = IndicatorFactory(code="a", wsob="Leden", slot=3), IndicatorFactory(code="b")
    assert weigering(zet_indeling, indeling={}, door=medewerker(Groep.VESTIGING))[0] == "niet-bevoegd"
    assert weigering(zet_indeling, indeling={"a": ("", 2), "b": ("Bezoek", 0)}, door=redactie)[0] == "verouderd"
    assert zet_indeling(indeling={"a": ("Leden", 0), "b": (" Bezoek ", 0)}, door=redactie) == 1
    for indicator in (a, b):
        indicator.refresh_from_db()
    assert [(i.wsob, i.slot) for i in (a, b)] == [("Leden", 3), ("Bezoek", 1)]
    assert b.history.first().history_user == redactie
