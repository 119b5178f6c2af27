"""What if: other tariffs, hours and quantities beside what is so. Worked out by hand."""

from decimal import Decimal as D

import pytest

from catalogus.models import Editie, Functiegroep
from catalogus.regels import kostenstand, watals
from catalogus.regels.kostenbeeld import Jaar
from catalogus.regels.kostenstand import Kostenstand
from catalogus.regels.kostprijs import Opslag
from catalogus.regels.watals import Aanname
from tests.factories import los

EDUCATIE, BALIE = Functiegroep(pk=1, naam="Educatie"), Functiegroep(pk=2, naam="Balie")
TARIEVEN = {1: D(60), 2: D(40)}


def uren(aantal, groep=EDUCATIE, **velden):
    return {"soort": "uren", "functiegroep": groep, "hoeveelheid": D(aantal), **velden}


# per keer 2 × 60 + 1 × 40 + 10 = 170 and 3 hours; fixed 5 × 60 = 300 and 5 hours
CURSUS = {
    "regels": [uren(2), uren(1, BALIE), {"soort": "inkoop", "hoeveelheid": D(1), "prijs": D(10)}, uren(5, deel="vast")],
    "verwachte_afnemers": 2,
    "verwachte_hoeveelheid": D(10),
}


def reken(aanname, *, editie=None, **velden):
    activiteit = los(**CURSUS | velden)
    stand = kostenstand.met_opslag(
        stand=Kostenstand(editie or Editie(jaar=2026, opslagpercentage=D(10)), (activiteit,), TARIEVEN, Opslag())
    )
    nu = kostenstand.uitkomst(stand=stand, activiteit=activiteit)
    return watals.reken(stand=stand, nu=nu, prijs=nu.prijs, aanname=aanname)


def delen(prijs):
    return prijs.vast, prijs.per_eenheid


def test_een_ander_tarief():
    """Educatie at € 70: (2 × 70 + 40 + 10) × 1,10 = 209; fixed 350 × 1,10 = 385. Now 187 and 330."""
    uit = reken(Aanname(tarieven={1: D(70)}))
    assert (delen(uit.nu), delen(uit.dan)) == ((D(330), D(187)), (D(385), D(209)))
    assert (uit.jaar_nu, uit.jaar_dan) == (Jaar(D(2530), D(0), D(2530)), Jaar(D(2860), D(0), D(2860)))
    assert uit.vast_gehouden.saldo == D(-330)


def test_andere_uren_schalen_de_regels_van_dat_deel():
    """6 hours instead of 3: 4 × 60 + 2 × 40 + 10 = 330, × 1,10 = 363; the fixed part stays."""
    assert delen(reken(Aanname(uren={"eenheid": D(6)})).dan) == (D(330), D(363))
    assert delen(reken(Aanname(uren={"vast": D("2.5")})).dan) == (D(165), D(187))


def test_een_andere_hoeveelheid_met_percentage_verandert_de_prijs_niet():
    """15 keer for 3 gemeenten: 3 × 330 + 15 × 187 = 3.795."""
    uit = reken(Aanname(gemeenten=D(3), aantal=D(15)))
    assert (delen(uit.dan), uit.jaar_dan) == ((D(330), D(187)), Jaar(D(3795), D(0), D(3795)))


def test_een_andere_hoeveelheid_met_spreiding_verandert_de_prijs():
    """€ 800 over 2 × 5 + 10 × 3 = 40 hours is 20; over 10 + 70 = 80 hours it is 10: 170 + 3 × 10 = 200, 300 + 5 × 10 = 350.

    At the prices of now, 400 and 230, 2 × 400 + 70/3 × 230 comes in.
    """
    editie = Editie(jaar=2026, opslagmethode="spreiding", organisatiekosten=D(800))
    uit = reken(Aanname(aantal=D(70) / 3), editie=editie)
    assert (delen(uit.nu), delen(uit.dan)) == ((D(400), D(230)), (D(350), D(200)))
    assert round(uit.vast_gehouden.saldo, 2) == D("800.00")  # 100 + 70/3 × 30


def test_na_het_openen_schuift_de_opslag_niet():
    editie = Editie(jaar=2026, opslagmethode="spreiding", organisatiekosten=D(800), opslagtarief=D(20))
    assert delen(reken(Aanname(aantal=D(70)), editie=editie).dan) == (D(400), D(230))


def test_wat_er_te_veranderen_is():
    activiteit = los(**CURSUS)
    assert watals.functiegroepen(activiteit=activiteit) == [BALIE, EDUCATIE]
    assert watals.uren_nu(activiteit=activiteit) == {"eenheid": D(3), "vast": D(5)}
    assert watals.uren_nu(activiteit=los(regels=[uren(2)])) == {"eenheid": D(2)}


@pytest.mark.parametrize(
    ("aanname", "iets"), [(Aanname(), False), (Aanname(gemeenten=D(0)), True), (Aanname(tarieven={1: D(1)}), True)]
)
def test_een_lege_aanname(aanname, iets):
    assert bool(aanname) is iets
