"""The content of the printed catalogue: order, parts, texts made safe, and prices only when asked for."""

import datetime

import pytest

from catalogus.models import Eenheid, Kenmerk, Pakket, Prijsvorm, Realisatiemaat
from catalogus.regels.catalogusboek import stel_samen
from catalogus.regels.kaarten import laad
from tests.factories import ActiviteitFactory, EditieFactory, KenmerkFactory, PrijsFactory, ProgrammalijnFactory

pytestmark = pytest.mark.django_db
DAG = datetime.date(2026, 5, 3)


def boek(editie, *, codes=None, met_prijzen=True, **anders):
    kaarten = [kaart for kaart in laad(editie=editie) if codes is None or kaart.code in codes]
    return stel_samen(editie=editie, kaarten=kaarten, met_prijzen=met_prijzen, vandaag=DAG, **anders)


@pytest.fixture
def editie():
    editie = EditieFactory()
    een, twee = (
        ProgrammalijnFactory(nummer=1, naam="Een", inleiding="<p>Intro</p><script>x</script>"),
        ProgrammalijnFactory(nummer=2),
    )
    ouder = ActiviteitFactory(code="KB", titel="Kleintje Bieb", programmalijn=twee)
    ActiviteitFactory(code="KB-B", titel="Buiten", programmalijn=twee, ouder=ouder, minimum=20, maximum=40)
    ActiviteitFactory(code="AAP", titel="Aap", programmalijn=twee)
    klas = ActiviteitFactory(
        code="KLAS",
        titel="Klas",
        samenvatting="Kort.",
        omschrijving="<h3>Kop</h3><p>Lang.</p><img src=x>",
        doel="Doel",
        beoogd_effect="Effect",
        resultaat="Het aantal.",
        programmalijn=een,
        pakket=Pakket.BASIS,
        eenheid=Eenheid.LEERLING,
        prijsvorm=Prijsvorm.STAFFEL,
        realisatiemaat=Realisatiemaat.DEELNAMES,
    )
    PrijsFactory(activiteit=klas, staffel=[["50", "99"], [None, "200"]], grondslag="locatie")
    PrijsFactory(activiteit=klas, versie=2, staffel=[["50", "106"], [None, "189"]], grondslag="locatie")
    klas.kenmerken.add(KenmerkFactory(soort=Kenmerk.Soort.DOELGROEP, naam="Kinderen", leeftijd_van=4, leeftijd_tot=12))
    return editie


def test_volgorde_per_programmalijn_en_onderdelen_na_hun_ouder(editie):
    een, twee = boek(editie).lijnen
    assert (een.nummer, een.naam, een.inleiding) == (1, "Een", "<p>Intro</p>")
    assert [(a.code, a.ouder) for a in twee.activiteiten] == [("AAP", ""), ("KB", ""), ("KB-B", "Kleintje Bieb")]
    assert [a.eenheid for a in twee.activiteiten] == ["per keer", "", "per keer, 20 tot en met 40"]


def test_alles_van_een_activiteit(editie):
    (klas,) = boek(editie).lijnen[0].activiteiten
    assert (klas.pakket, klas.samenvatting, klas.doel, klas.effect) == ("basis", "Kort.", "Doel", "Effect")
    assert klas.tekst == "<h4>Kop</h4><p>Lang.</p>"
    assert klas.meten == "Het aantal. We tellen: deelnames."
    assert klas.voor == ("Kinderen (4 tot en met 12 jaar)",)
    assert klas.prijs == "volgens staffel vanaf €\u00a0106,00 per locatie"
    assert klas.klassen == (("1 tot en met 50 leerlingen", "€\u00a0106,00"), ("51 leerlingen of meer", "€\u00a0189,00"))
    assert klas.klassenuitleg.startswith("Elke locatie betaalt de prijs van haar eigen klasse.")


def test_zonder_prijzen_staat_nergens_een_bedrag(editie):
    zonder = boek(editie, met_prijzen=False)
    assert "€" not in repr(zonder)
    assert {(a.prijs, a.klassen) for lijn in zonder.lijnen for a in lijn.activiteiten} == {("", ())}


def test_een_selectie(editie):
    deel = boek(editie, codes={"KB-B"}, selectie=("Plus",))
    assert [(lijn.nummer, [a.code for a in lijn.activiteiten]) for lijn in deel.lijnen] == [(2, ["KB-B"])]
    assert (deel.aantal, deel.selectie, deel.concept) == (1, ("Plus",), False)


def test_aantal_vragen(editie, django_assert_num_queries):
    kaarten = laad(editie=editie)
    for _ in range(10):
        ActiviteitFactory(editie=editie, programmalijn=ProgrammalijnFactory(nummer=3))
    for met_prijzen, aantal in ((True, 2), (False, 1)):
        for keuze in (kaarten, laad(editie=editie)):
            with django_assert_num_queries(aantal):
                stel_samen(editie=editie, kaarten=keuze, met_prijzen=met_prijzen, vandaag=DAG)
