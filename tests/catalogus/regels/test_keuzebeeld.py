"""The read model of one afname: sums worked out by hand, budget, last year, warnings."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalogus.models import Eenheid, Grondslag, Pakket, Prijsvorm, Status
from catalogus.regels import keuzebeeld
from catalogus.regels.afname import wissel
from catalogus.regels.kostprijs import Prijsgegevens
from catalogus.regels.uitleg import grenzen, klassen
from tests.factories import (
    ActiviteitFactory,
    AfnameFactory,
    AfnameregelFactory,
    AfnameregellocatieFactory,
    BudgetFactory,
    D,
    EditieFactory,
    HuisvestingslastFactory,
    InwonertalFactory,
    LocatieFactory,
    PrijsFactory,
    PrijsopgaveFactory,
    ProgrammalijnFactory,
    dag,
    los,
    maak_wereld,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def wereld():
    return maak_wereld()


@pytest.fixture
def afname(wereld):
    """2 cursussen (€ 190), a collectie in programmalijn 3 (€ 250) and the basis for 20.000 inwoners (€ 2.468)."""
    afname = wereld.afname()
    wereld.collectie.programmalijn = ProgrammalijnFactory(nummer=3)
    wereld.collectie.save()
    AfnameregelFactory(afname=afname, activiteit=wereld.collectie)
    AfnameregelFactory(afname=afname, activiteit=wereld.inwoners, hoeveelheid=D(20000), herkomst="20.000 inwoners")
    return afname


def vorig_jaar(wereld):
    """A confirmed afname of 2025: three times the course of then (€ 90 + 3 × € 40) and a lezing (€ 60)."""
    editie = EditieFactory(jaar=2025, status="afgesloten")
    cursus = ActiviteitFactory(editie=editie, code="KLIK", titel="Klik")
    lezing = ActiviteitFactory(editie=editie, code="LEZING", titel="Lezing", programmalijn=ProgrammalijnFactory(nummer=4))
    wereld.cursus.voorganger = cursus
    wereld.cursus.save()
    afname = AfnameFactory(gemeente=wereld.gemeente, editie=editie, status=Status.BEVESTIGD)
    for activiteit, aantal, vast, eenheid in ((cursus, 3, 90, 120), (lezing, 1, 60, 0)):
        AfnameregelFactory(
            afname=afname,
            activiteit=activiteit,
            hoeveelheid=D(aantal),
            bedrag_vast=D(vast),
            bedrag_eenheid=D(eenheid),
            snapshot={"titel": activiteit.titel, "eenheid": "keer"},
        )
    return afname


def test_sommen(wereld, afname):
    InwonertalFactory(gemeente=wereld.gemeente, aantal=20000)
    HuisvestingslastFactory(locatie=LocatieFactory(gemeente=wereld.gemeente), bedrag=D(500))
    beeld = keuzebeeld.maak(afname=afname)
    assert {rij.code: rij.bedrag for rij in beeld.rijen} == {"CURSUS": D("190"), "COLLECTIE": D("250"), "BASIS": D("2468")}
    assert [(lijn.programmalijn.nummer, lijn.bedrag, lijn.basis, lijn.plus) for lijn in beeld.lijnen] == [
        (2, D("2658"), D("2468"), D("190")),
        (3, D("250"), D("0"), D("250")),
    ]
    assert (beeld.totaal, beeld.basis, beeld.plus, beeld.maatwerk) == (D("2908"), D("2468"), D("440"), D("0"))
    assert beeld.aanvraag == D("3408")
    assert beeld.per_inwoner == D("0.15")  # 2.908 / 20.000 = 0,1454


def test_budget_met_en_zonder_huisvesting(wereld, afname):
    HuisvestingslastFactory(locatie=LocatieFactory(gemeente=wereld.gemeente), bedrag=D(500))
    budget = BudgetFactory(gemeente=wereld.gemeente, bedrag=D(3000), met_huisvesting=True)
    beeld = keuzebeeld.maak(afname=afname)
    assert (beeld.vrij, beeld.boven) == (D("-408"), D("408"))
    assert [melding.tekst for melding in beeld.meldingen] == [
        "Deze keuze is €\u00a0408,00 hoger dan het budget van €\u00a03.000,00."
    ]
    budget.met_huisvesting = False
    budget.save()
    beeld = keuzebeeld.maak(afname=afname)
    assert (beeld.vrij, beeld.boven) == (D("92"), None)
    assert beeld.meldingen == []


def test_budget_per_programmalijn(wereld, afname):
    BudgetFactory(gemeente=wereld.gemeente, bedrag=D(200), programmalijn=wereld.collectie.programmalijn)
    beeld = keuzebeeld.maak(afname=afname)
    assert beeld.vrij is None
    assert [melding.tekst for melding in beeld.meldingen] == ["Lijn 3 is €\u00a050,00 hoger dan het budget van €\u00a0200,00."]


def test_zonder_gegevens_is_niet_nul(wereld, afname):
    beeld = keuzebeeld.maak(afname=afname)
    assert (beeld.per_inwoner, beeld.vrij, beeld.boven, beeld.vorig_totaal) == (None, None, None, None)
    assert (beeld.verschil, beeld.verschil_procent, beeld.prijseffect, beeld.niet_meer) == (None, None, None, [])


def test_tegenover_vorig_jaar(wereld):
    vorig_jaar(wereld)
    beeld = keuzebeeld.maak(afname=wereld.afname())
    assert (beeld.vorig_totaal, beeld.verschil) == (D("270"), D("-80"))
    assert round(beeld.verschil_procent, 2) == D("-29.63")
    assert beeld.prijseffect == D("25")  # three now cost 100 + 3 × 45 = 235, then 210
    rij = beeld.rijen[0]
    assert (rij.vorig.titel, rij.vorig.hoeveel, rij.vorig.bedrag) == ("Klik", "3 keer", D("210"))
    assert [vorig.titel for vorig in beeld.niet_meer] == ["Lezing"]
    assert [(lijn.programmalijn.nummer, lijn.bedrag, lijn.vorig) for lijn in beeld.lijnen] == [
        (2, D("190"), D("210")),
        (4, D("0"), D("60")),
    ]


def test_zelfde_code_telt_zonder_voorganger(wereld):
    vorige = vorig_jaar(wereld)
    wereld.cursus.voorganger = None
    wereld.cursus.save()
    toen = vorige.regels.get(activiteit__code="KLIK").activiteit
    toen.code = "CURSUS"
    toen.save()
    assert keuzebeeld.maak(afname=wereld.afname()).rijen[0].vorig.bedrag == D("210")


def test_maatwerk_zonder_prijs(wereld):
    maatwerk = ActiviteitFactory(code="MAAT", titel="Maat", pakket=Pakket.MAATWERK, prijsvorm=Prijsvorm.OP_AANVRAAG)
    afname = wereld.afname()
    regel = AfnameregelFactory(afname=afname, activiteit=maatwerk, hoeveelheid=D(2))
    beeld = keuzebeeld.maak(afname=afname)
    assert (beeld.onvolledig, beeld.totaal) == (True, D("190"))
    assert [(m.code, m.tekst) for m in beeld.meldingen] == [("MAAT", "Maat heeft nog geen prijs. Vraag een prijsopgave.")]
    regel.prijsopgave = PrijsopgaveFactory(
        activiteit=maatwerk,
        gemeente=wereld.gemeente,
        vast=D(50),
        per_eenheid=D(20),
        datum=dag("2025-06-01"),
        geldig_tot=dag("2025-09-30"),
    )
    regel.save()
    beeld = keuzebeeld.maak(afname=afname, vandaag=dag("2025-09-30"))
    assert (beeld.onvolledig, beeld.maatwerk, beeld.totaal, beeld.meldingen) == (False, D("90"), D("280"), [])
    beeld = keuzebeeld.maak(afname=afname, vandaag=dag("2025-10-01"))
    assert [m.tekst for m in beeld.meldingen] == [
        "De prijsopgave voor Maat gold tot en met 30 september 2025. Vraag een nieuwe."
    ]


def staffel(**velden):
    activiteit = ActiviteitFactory(
        code="DBOS", titel="dBos", eenheid=Eenheid.LEERLING, prijsvorm=Prijsvorm.STAFFEL, grondslag=Grondslag.LOCATIE, **velden
    )
    PrijsFactory(activiteit=activiteit, grondslag="locatie", staffel=[["60", "106"], ["200", "212"], [None, "300"]])
    return activiteit


def test_staffel_per_locatie(wereld):
    """Schools of 60, 61 and 201 pay 106, 212 and 300: € 618."""
    afname = wereld.afname()
    regel = AfnameregelFactory(afname=afname, activiteit=staffel(), hoeveelheid=D(322))
    fout = keuzebeeld.maak(afname=afname)
    assert [m.tekst for m in fout.meldingen] == ["dBos heeft een prijs per locatie. Vul per locatie een aantal in."]
    assert (fout.totaal, fout.onvolledig) == (D("190"), True)
    for aantal in (60, 61, 201):
        AfnameregellocatieFactory(regel=regel, locatie=LocatieFactory(gemeente=wereld.gemeente), hoeveelheid=D(aantal))
    beeld = keuzebeeld.maak(afname=afname)
    rij = next(rij for rij in beeld.rijen if rij.code == "DBOS")
    assert rij.bedrag == D("618")
    assert [(k.woorden, k.prijs, k.keer) for k in rij.klassen] == [
        ("1 tot en met 60 leerlingen", D("106"), 1),
        ("61 tot en met 200 leerlingen", D("212"), 1),
        ("201 leerlingen of meer", D("300"), 1),
    ]


def test_hoeveelheid_nul_is_een_punt_om_op_te_letten(wereld):
    afname = wereld.afname()
    afname.regels.update(hoeveelheid=0)
    assert [m.tekst for m in keuzebeeld.maak(afname=afname).meldingen] == [
        "Cursus Klik en Tik staat op 0. Vul een aantal in of haal de regel weg."
    ]


def test_wat_voorgelegd_is_beweegt_niet(wereld):
    afname = wissel(afname=wereld.afname(), overgang="voorleggen", door=wereld.opsteller)
    PrijsFactory(activiteit=wereld.cursus, versie=2, vast=D(500), per_eenheid=D(500))
    wereld.cursus.titel = "Heel iets anders"
    wereld.cursus.save()
    rij = keuzebeeld.maak(afname=afname).rijen[0]
    assert (rij.titel, rij.bedrag) == ("Cursus Klik en Tik", D("190"))


@pytest.mark.parametrize(
    ("minimum", "maximum", "tekst"),
    [
        (None, None, ""),
        (D(1), None, ""),
        (D(20), None, "20 of meer"),
        (D(20), D(40), "20 tot en met 40"),
        (D(1), D(40), "hoogstens 40"),
        (None, D(40), "hoogstens 40"),
    ],
)
def test_grenzen(minimum, maximum, tekst):
    assert grenzen(activiteit=los(minimum=minimum, maximum=maximum)) == tekst


def test_klassen_zonder_aantallen():
    prijs = Prijsgegevens(grondslag="totaal", staffel=((D(50), D(106)), (None, D(212))))
    assert [k.keer for k in klassen(prijs=prijs, eenheid="keer", aantallen=[])] == [0, 0]


def test_vaste_hoeveelheid(wereld, afname):
    beeld = keuzebeeld.maak(afname=afname)
    assert {rij.code: keuzebeeld.heeft_vaste_hoeveelheid(rij) for rij in beeld.rijen} == {
        "CURSUS": False,
        "COLLECTIE": True,
        "BASIS": True,
    }


def test_aantal_queries_hangt_niet_af_van_het_aantal_regels(wereld):
    def tel(regels: int) -> int:
        afname = AfnameFactory(gemeente=wereld.gemeente, editie=wereld.editie)
        for _ in range(regels):
            activiteit = ActiviteitFactory()
            PrijsFactory(activiteit=activiteit, per_eenheid=D(5))
            regel = AfnameregelFactory(afname=afname, activiteit=activiteit)
            AfnameregellocatieFactory(regel=regel, locatie=LocatieFactory(gemeente=wereld.gemeente))
        afname.refresh_from_db()
        with CaptureQueriesContext(connection) as vragen:
            assert keuzebeeld.maak(afname=afname).totaal == 5 * regels
        return len(vragen)

    vorig_jaar(wereld)
    assert tel(3) == tel(20) <= 17
