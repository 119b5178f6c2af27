"""Costs beside yield, cover per source, sensitivity, and services more or less. Worked out by hand."""

from decimal import Decimal as D

import pytest

from catalogus.models import Editie, Eenheid, Financieringsbron, Functiegroep, Gemeente, Pakket, Prijsvorm, Programmalijn
from catalogus.regels import doorrekenen, kostenstand
from catalogus.regels.afzet import Post, Stand
from catalogus.regels.doorrekenen import Bronrij, Dienst, Resultaat
from catalogus.regels.kostenstand import Kostenstand
from catalogus.regels.kostprijs import Opslag
from tests.factories import BronbedragFactory, EditieFactory, FinancieringsbronFactory, los, weigering

EDUCATIE = Functiegroep(pk=1, naam="Educatie")
LEREN, LEZEN = Programmalijn(nummer=2, naam="Leren"), Programmalijn(nummer=3, naam="Lezen")
SCHOOL = Financieringsbron(pk=7, naam="School", ontvanger="bibliotheek")


def uren(aantal, **velden):
    return {"soort": "uren", "functiegroep": EDUCATIE, "hoeveelheid": D(aantal), **velden}


def cursus(**velden):
    """Fixed 4 × 60 = 240 and 4 hours; per keer 2 × 60 + 30 − 25 = 125 and 2 hours. Expected 5 gemeenten and 40 keer."""
    return los(
        **{
            "pk": 1,
            "code": "CURSUS",
            "programmalijn": LEREN,
            "regels": [uren(4, deel="vast"), uren(2), {"soort": "inkoop", "hoeveelheid": D(1), "prijs": D(30)}],
            "dekkingen": [{"bron": SCHOOL, "bedrag": D(25)}],
            "verwachte_afnemers": 5,
            "verwachte_hoeveelheid": D(40),
            **velden,
        }
    )


def klas(**velden):
    """Per leerling 1 × 60 and 1 hour; expected 100. 5 × 4 + 40 × 2 + 100 = 200 hours with CURSUS."""
    return los(
        pk=2,
        code="KLAS",
        programmalijn=LEZEN,
        regels=[uren(1)],
        verwachte_hoeveelheid=D(100),
        eenheid=Eenheid.LEERLING,
        **velden,
    )


def stand(*activiteiten, **velden):
    """€ 60 an hour and € 2.000 organisation costs: with both activities € 10 an hour."""
    editie = Editie(jaar=2026, opslagmethode="spreiding", organisatiekosten=D(2000))
    for naam, waarde in velden.items():
        setattr(editie, naam, waarde)
    return kostenstand.met_opslag(stand=Kostenstand(editie, activiteiten or (cursus(), klas()), {1: D(60)}, Opslag()))


def post(pk, keer, aantal, bedrag, ingediend=0):
    return Post(Gemeente(), pk, Stand(D(keer)), Stand(D(aantal), D(ingediend)), Stand(D(bedrag)))


POSTEN = [post(1, 1, 10, 1700), post(1, 1, 6, 1200), post(2, 1, 50, 3400, ingediend=900)]


# ------------------------------------------------------------------ costs beside yield
def test_kosten_en_opbrengst_van_wat_bevestigd_is():
    """CURSUS, 2 gemeenten and 16 keer: direct 2 × 240 + 16 × 150 = 2.880, organisation (8 + 32) × 10 = 400, cover 400."""
    leren, lezen = doorrekenen.resultaten(uitkomsten=kostenstand.uitkomsten(stand=stand()), posten=POSTEN)
    assert (leren.programmalijn, leren.resultaat) == (LEREN, Resultaat(D(2880), D(400), D(400), D(2900)))
    assert (lezen.programmalijn, lezen.resultaat) == (LEZEN, Resultaat(D(3000), D(500), D(0), D(3400)))
    (rij,) = leren.rijen
    assert (rij.gemeenten, rij.hoeveelheid, rij.onvolledig) == (D(2), D(16), False)
    assert (leren.resultaat.kosten, leren.resultaat.saldo, leren.resultaat.graad) == (D(3280), D(20), D(3300) * 100 / 3280)


def test_wat_niemand_nam_staat_er_niet_bij():
    uitkomsten = kostenstand.uitkomsten(stand=stand())
    alleen_ingediend = Post(Gemeente(), 2, Stand(D(0), D(1)), Stand(D(0), D(9)), Stand(D(0), D(90)))
    assert doorrekenen.resultaten(uitkomsten=uitkomsten, posten=[alleen_ingediend]) == []
    assert doorrekenen.som([]).graad is None


def test_onvolledige_kosten_worden_gemeld():
    half = cursus(regels=[uren(2), {"soort": "inkoop", "hoeveelheid": D(1), "prijs": None}])
    (lijn,) = doorrekenen.resultaten(uitkomsten=kostenstand.uitkomsten(stand=stand(half)), posten=POSTEN[:1])
    assert lijn.rijen[0].onvolledig is True


# ------------------------------------------------------------------ expected
def test_verwacht_als_of_het_genomen_was():
    """CURSUS: 5 × 280 + 40 × 145 = 7.200. KLAS by classes: as much as it costs, 100 × 70."""
    klassen = klas(prijsvorm=Prijsvorm.STAFFEL, staffels=[{"tot_en_met": None, "prijs": D(1)}])
    posten = doorrekenen.verwacht(uitkomsten=kostenstand.uitkomsten(stand=stand(cursus(), klassen)))
    assert [(p.activiteit_id, p.keer.samen, p.hoeveelheid.samen, p.bedrag.samen) for p in posten] == [
        (1, D(5), D(40), D(7200)),
        (2, D(0), D(100), D(7000)),
    ]


# ------------------------------------------------------------------ sources
@pytest.mark.django_db
def test_bronnen_per_jaar():
    """2026: expected 40 × 25 = 1.000, confirmed 16 × 25 = 400, of 900. In 2025 there is money and nothing is given out."""
    school = BronbedragFactory(jaar=2026, bedrag=D(900)).bron
    BronbedragFactory(bron=school, jaar=2025, bedrag=D(500))
    BronbedragFactory(bron=school, jaar=2020)
    BronbedragFactory(bron=FinancieringsbronFactory(naam="Rijk", ontvanger="gemeente"))
    FinancieringsbronFactory(naam="Zonder geld")
    uit = kostenstand.uitkomsten(stand=stand(cursus(dekkingen=[{"bron": school, "bedrag": D(25)}])))
    rijen = doorrekenen.bronnen(per_editie=[(EditieFactory(), uit, POSTEN[:2]), (EditieFactory(jaar=2025), {}, [])])
    assert rijen == [
        Bronrij(school, 2025, D(500), D(0), D(0)),
        Bronrij(school, 2026, D(900), D(1000), D(400)),
    ]
    assert [(rij.over, rij.over_nu) for rij in rijen] == [(D(500), D(500)), (D(-100), D(500))]


# ------------------------------------------------------------------ tariff and volume
def test_gevoeligheid():
    """Hours: 2 × 4 + 16 × 2 = 40 of € 60 in CURSUS, 50 in KLAS. 10% is € 6 an hour: 240 and 300.

    Volume: all but organisation costs moves by a tenth: yield 290, direct 288, cover 40; and 340, 300, 0.
    """
    leren, lezen, totaal = doorrekenen.gevoeligheid(stand=stand(), posten=POSTEN, procent=D(10))
    assert [ander.kosten for ander in leren.anders] == [D(3040), D(3520), D("2992.0"), D("3568.0")]
    assert [ander.saldo - leren.nu.saldo for ander in leren.anders] == [D(240), D(-240), D(-42), D(42)]
    assert [ander.saldo - lezen.nu.saldo for ander in lezen.anders] == [D(300), D(-300), D(-40), D(40)]
    assert totaal.programmalijn is None
    assert [ander.saldo - totaal.nu.saldo for ander in totaal.anders] == [D(540), D(-540), D(-82), D(82)]


def test_hoeveel_prijzen_zouden_bewegen():
    """Gemeenten and nobody else pay 3.280 − 400 + 3.500 = 6.380; 540 more or less is 8,46%."""
    *_, totaal = doorrekenen.gevoeligheid(stand=stand(), posten=POSTEN, procent=D(10))
    assert [round(druk or D(0), 2) for druk in totaal.prijsdruk] == [D("-8.46"), D("8.46")]


def test_bij_een_percentage_blijven_de_organisatiekosten_ook_gelijk():
    procenten = stand(opslagmethode="percentage", opslagpercentage=D(10))
    leren, *_ = doorrekenen.gevoeligheid(stand=procenten, posten=POSTEN, procent=D(10))
    assert {ander.organisatie for ander in leren.anders} == {leren.nu.organisatie} == {D(288)}


def test_gevoeligheid_zonder_iets():
    assert [rij.nu for rij in doorrekenen.gevoeligheid(stand=stand(), posten=[], procent=D(10))] == [Resultaat()]


# ------------------------------------------------------------------ a service more or less
def test_een_dienst_eraf_verdeelt_hetzelfde_over_de_rest():
    """Without KLAS 100 hours are left for € 2.000: 20 an hour. CURSUS: 240 + 80 = 320 and 125 + 40 = 165."""
    wissel = doorrekenen.wissel_dienst(stand=stand(), weg=2)
    assert wissel.per_uur == (D(10), D(20))
    assert wissel.verdeeld == (D(2000), D(2000))
    cursus_, klas_ = wissel.rijen
    assert [(p.vast, p.per_eenheid) for p in (cursus_.voor, cursus_.na) if p] == [(D(280), D(145)), (D(320), D(165))]
    assert (cursus_.aandeel_voor, cursus_.aandeel_na, cursus_.procent) == (D(1000), D(2000), (D(485) / 425 - 1) * 100)
    assert (klas_.na, klas_.aandeel_voor, klas_.aandeel_na, klas_.procent) == (None, D(1000), None, None)


def test_een_dienst_erbij_verlicht_de_andere():
    """6 fixed hours × 10 gemeenten + 7 hours × 20 = 200 hours more: € 5 an hour. The new one: 6 × 65 = 390 and 7 × 65 = 455."""
    nieuw = Dienst("Robotica", EDUCATIE, D(6), D(7), 10, D(20))
    wissel = doorrekenen.wissel_dienst(stand=stand(), nieuw=nieuw)
    assert (wissel.per_uur, wissel.verdeeld) == ((D(10), D(5)), (D(2000), D(2000)))
    *_, robotica = wissel.rijen
    assert [(r.na.vast, r.na.per_eenheid) for r in wissel.rijen if r.na] == [(D(260), D(135)), (D(0), D(65)), (D(390), D(455))]
    assert (str(robotica.activiteit), robotica.voor, robotica.aandeel_na) == ("Robotica", None, D(1000))


def test_ook_als_de_prijzen_vastliggen_wordt_opnieuw_verdeeld():
    wissel = doorrekenen.wissel_dienst(stand=stand(opslagtarief=D("11.11")), weg=2)
    assert wissel.per_uur == (D(10), D(20))


def test_bij_een_percentage_verandert_geen_andere_prijs():
    wissel = doorrekenen.wissel_dienst(stand=stand(opslagmethode="percentage", opslagpercentage=D(10)), weg=2)
    assert (wissel.per_uur, wissel.verdeeld, [rij.procent for rij in wissel.rijen]) == (None, None, [D(0), None])


def test_zonder_uren_is_er_niets_om_over_te_verdelen():
    code, _ = weigering(doorrekenen.wissel_dienst, stand=stand(klas()), weg=2)
    assert code == "geen-uren"


def test_maatwerk_en_wat_niet_geprijsd_is_doen_niet_mee():
    inbegrepen = klas(prijsvorm=Prijsvorm.INBEGREPEN)
    maatwerk = los(pk=3, code="MAAT", programmalijn=LEZEN, regels=[uren(1)], pakket=Pakket.MAATWERK)
    wissel = doorrekenen.wissel_dienst(stand=stand(cursus(), inbegrepen, maatwerk), weg=99)
    assert [(rij.activiteit.code, rij.aandeel_na) for rij in wissel.rijen] == [("CURSUS", D(2000)), ("MAAT", None)]
