"""Who still has to deliver which figures, and reminding them once per kind and date."""

import re

import pytest
from django.core import mail

from catalogus.models import Aanleverherinnering, Aanlevering, Groep
from catalogus.regels import aanleveren
from catalogus.regels.aanleveren import (
    herinner,
    herinner_nu,
    neem_over,
    openstaand,
    per_persoon,
    verwijder_aanlevering,
    zet_aanlevering,
)
from catalogus.regels.cijfers import Cijfers
from tests.factories import (
    AanleveringFactory,
    GebruikerFactory,
    GemeenteFactory,
    IndicatorFactory,
    MetingFactory,
    dag,
    medewerker,
    weigering,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def meppel():
    return GemeenteFactory(naam="Meppel", cbs_code="GM9119")


@pytest.fixture
def westerveld():
    return GemeenteFactory(naam="Westerveld", cbs_code="GM9701")


@pytest.fixture
def indicatoren(meppel, westerveld):
    """Boeken and bladen of two gemeenten in Uitleningen, a count, and one figure of the stichting in Online."""
    boeken = IndicatorFactory(code="boeken", naam="Boeken", rubriek="Uitleningen", volgorde=1)
    bladen = IndicatorFactory(code="bladen", naam="Bladen", rubriek="Uitleningen", volgorde=2)
    IndicatorFactory(code="keren", rubriek="Uitleningen", soort="bijeenkomsten", volgorde=3)
    website = IndicatorFactory(code="website", rubriek="Online", scopes=["stichting"], stichting="opgegeven", volgorde=4)
    return {"boeken": boeken, "bladen": bladen, "website": website}


@pytest.fixture
def redactie():
    return medewerker(Groep.REDACTIE)


def wie(naam):
    return medewerker(Groep.VESTIGING, first_name=naam, email=f"{naam.lower()}@bibliotheek.example")


def open_():
    return openstaand(cijfers=Cijfers(jaren=[2025, 2026]), jaar=2026)


# ------------------------------------------------------------------ who
def test_het_preciezere_gaat_voor(indicatoren, meppel, westerveld, django_assert_num_queries):
    """Rubriek: Ans. Rubriek in Meppel: Bo. Bladen: Cor. Bladen in Westerveld: Dirk. Online: nobody. Boeken Westerveld is in."""
    MetingFactory(indicator=indicatoren["boeken"], gemeente=westerveld)
    AanleveringFactory(rubriek="Uitleningen", verantwoordelijke=wie("Ans"))
    assert {o.cel.sleutel: str(o.aanlevering.verantwoordelijke) for o in open_() if o.aanlevering} == {
        "boeken.GM9119": "Ans", "bladen.GM9119": "Ans", "bladen.GM9701": "Ans",
    }  # fmt: skip
    AanleveringFactory(rubriek="Uitleningen", gemeente=meppel, verantwoordelijke=wie("Bo"))
    AanleveringFactory(indicator=indicatoren["bladen"], verantwoordelijke=wie("Cor"))
    AanleveringFactory(indicator=indicatoren["bladen"], gemeente=westerveld, verantwoordelijke=wie("Dirk"))
    AanleveringFactory(rubriek="Online", jaar=2025, verantwoordelijke=wie("Vorig"))
    cijfers = Cijfers(jaren=[2025, 2026])
    with django_assert_num_queries(1):
        rijen = openstaand(cijfers=cijfers, jaar=2026)
    assert {o.cel.sleutel: o.aanlevering and str(o.aanlevering.verantwoordelijke) for o in rijen} == {
        "boeken.GM9119": "Bo",
        "bladen.GM9119": "Cor",
        "bladen.GM9701": "Dirk",
        "website.stichting": None,
    }


def test_per_persoon_de_eerste_datum_voorop(indicatoren, meppel):
    AanleveringFactory(rubriek="Uitleningen", verantwoordelijke=wie("Ans"), uiterlijk=dag("2027-03-01"))
    AanleveringFactory(
        indicator=indicatoren["bladen"], gemeente=meppel, verantwoordelijke=wie("Bo"), uiterlijk=dag("2027-02-01")
    )
    standen = [
        (str(s.gebruiker), s.aantal, [(r.naam, r.aantal, r.plekken, str(r.uiterlijk)) for r in s.rubrieken])
        for s in per_persoon(open_=open_())
    ]
    assert standen == [
        ("Bo", 1, [("Uitleningen", 1, ("Meppel",), "2027-02-01")]),
        ("Ans", 3, [("Uitleningen", 3, ("Meppel", "Westerveld"), "2027-03-01")]),
        ("None", 1, [("Online", 1, ("Stichting",), "None")]),
    ]


# ------------------------------------------------------------------ naming
def test_verdelen_veranderen_en_weghalen(indicatoren, meppel, redactie):
    ans, bo = wie("Ans"), wie("Bo")
    velden = {"jaar": 2026, "rubriek": "Uitleningen", "gemeente": meppel, "door": redactie, "uiterlijk": dag("2027-02-15")}
    rij = zet_aanlevering(**velden, verantwoordelijke=ans)
    assert str(rij) == "Uitleningen 2026, Meppel"
    zet_aanlevering(**velden, verantwoordelijke=bo, gezien=0)
    assert weigering(zet_aanlevering, **velden, verantwoordelijke=ans, gezien=0)[0] == "verouderd"
    rij = Aanlevering.objects.get()
    assert (rij.verantwoordelijke, rij.slot, [h.history_user for h in rij.history.all()]) == (bo, 1, [redactie] * 2)
    assert weigering(verwijder_aanlevering, aanlevering=rij, door=redactie, gezien=0)[0] == "verouderd"
    verwijder_aanlevering(aanlevering=rij, door=redactie, gezien=1)
    assert Aanlevering.objects.count() == 0


def test_wat_niet_kan(indicatoren, redactie):
    ans = wie("Ans")
    velden = {"jaar": 2026, "uiterlijk": dag("2027-02-15")}
    assert [
        weigering(zet_aanlevering, **velden, verantwoordelijke=ans, door=ans, rubriek="Leden")[0],
        weigering(zet_aanlevering, **velden, verantwoordelijke=ans, door=redactie)[0],
        weigering(
            zet_aanlevering, **velden, verantwoordelijke=ans, door=redactie, rubriek="L", indicator=indicatoren["boeken"]
        )[0],
        weigering(zet_aanlevering, **velden, verantwoordelijke=GebruikerFactory(), door=redactie, rubriek="Leden")[0],
        weigering(neem_over, jaar=2026, door=ans)[0],
        weigering(verwijder_aanlevering, aanlevering=AanleveringFactory(), door=ans, gezien=0)[0],
    ] == ["niet-bevoegd", "wat", "wat", "wie", "niet-bevoegd", "niet-bevoegd"]


def test_overnemen_van_vorig_jaar(indicatoren, redactie):
    ans, weg = wie("Ans"), GebruikerFactory()
    AanleveringFactory(jaar=2025, rubriek="Leden", verantwoordelijke=ans, uiterlijk=dag("2024-02-29"))
    AanleveringFactory(jaar=2025, rubriek="Online", verantwoordelijke=ans, uiterlijk=dag("2026-02-15"))
    AanleveringFactory(jaar=2025, rubriek="Uitleningen", verantwoordelijke=weg)
    AanleveringFactory(jaar=2026, rubriek="Leden", verantwoordelijke=ans, uiterlijk=dag("2027-01-31"))
    assert [str(rij) for rij in neem_over(jaar=2026, door=redactie)] == ["Online 2026"]
    rijen = Aanlevering.objects.filter(jaar=2026).order_by("rubriek")
    assert [(r.rubriek, str(r.uiterlijk)) for r in rijen] == [("Leden", "2027-01-31"), ("Online", "2027-02-15")]
    assert neem_over(jaar=2026, door=redactie) == []


# ------------------------------------------------------------------ reminding
@pytest.mark.parametrize(
    ("vandaag", "soort"),
    [
        ("2027-01-31", None),
        ("2027-02-01", "dagen_14"),
        ("2027-02-11", "dagen_14"),
        ("2027-02-12", "dagen_3"),
        ("2027-02-15", "dagen_3"),
        ("2027-02-16", "te_laat"),
        ("2027-03-17", "te_laat"),
        ("2027-03-18", None),
    ],
)
def test_wanneer_welke(vandaag, soort):
    assert aanleveren.soort_op(uiterlijk=dag("2027-02-15"), vandaag=dag(vandaag)) == soort


@pytest.fixture
def stuur(django_capture_on_commit_callbacks):
    def doe(vandaag):
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            uitkomst = herinner(vandaag=dag(vandaag))
        assert len(mail.outbox) == len(uitkomst.verstuurd)
        return [(bericht.bcc, bericht.subject) for bericht in mail.outbox]

    return doe


def test_een_mail_per_persoon_en_datum_en_nooit_twee_keer(indicatoren, meppel, stuur, settings):
    settings.BASIS_ADRES = "https://catalogus.example"
    ans = wie("Ans")
    AanleveringFactory(rubriek="Uitleningen", verantwoordelijke=ans)
    AanleveringFactory(rubriek="Online", verantwoordelijke=ans)
    AanleveringFactory(
        indicator=indicatoren["bladen"], gemeente=meppel, verantwoordelijke=wie("Bo"), uiterlijk=dag("2027-03-01")
    )
    verwacht = [(["ans@bibliotheek.example"], "Cijfers 2026: lever 4 cijfers, uiterlijk 15 februari 2027")]
    assert stuur("2027-02-02") == verwacht
    (bericht,) = mail.outbox
    html = re.sub(r"<[^>]+>", " ", bericht.alternatives[0][0].split("<body>")[1])
    for tekst in (bericht.body, html):
        kaal = " ".join(tekst.split())
        assert "Uitleningen: 3 (Meppel en Westerveld), uiterlijk 15 februari 2027" in kaal
        assert "Online: 1 (Stichting), uiterlijk 15 februari 2027" in kaal
    assert "https://catalogus.example/cijfers/2026/" in bericht.body
    assert 'href="https://catalogus.example/cijfers/2026/"' in bericht.alternatives[0][0]
    assert stuur("2027-02-03") == []
    assert [onderwerp for _, onderwerp in stuur("2027-02-14")] == [
        "Cijfers 2026: lever 4 cijfers, uiterlijk 15 februari 2027",
    ]
    assert [onderwerp for _, onderwerp in stuur("2027-02-20")] == [
        "Cijfers 2026: 4 cijfers had er 15 februari 2027 moeten zijn",
        "Cijfers 2026: lever 1 cijfer, uiterlijk 1 maart 2027",
    ]
    MetingFactory(indicator=indicatoren["bladen"], gemeente=meppel, geen_gegevens=True)
    assert stuur("2027-02-27") == []  # delivered


def test_wie_niet_meer_werkt_krijgt_niets(indicatoren, stuur):
    ans = wie("Ans")
    AanleveringFactory(rubriek="Uitleningen", verantwoordelijke=ans)
    ans.is_active = False
    ans.save()
    assert stuur("2027-02-02") == []


@pytest.mark.django_db(transaction=True)
def test_een_mail_die_niet_weg_wil_gaat_de_volgende_keer(indicatoren, settings):
    AanleveringFactory(rubriek="Uitleningen", verantwoordelijke=wie("Ans"))
    werkend = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "tests.catalogus.regels.test_herinneringen.Kapot"
    uitkomst = herinner(vandaag=dag("2027-02-02"))
    assert ([(str(aan), reden) for aan, reden in uitkomst.mislukt], uitkomst.verstuurd) == ([("Ans", "geen verbinding")], [])
    assert Aanleverherinnering.objects.count() == 0
    settings.EMAIL_BACKEND = werkend
    assert len(herinner(vandaag=dag("2027-02-02")).verstuurd) == 1


def test_op_verzoek_een_keer_per_dag(indicatoren, redactie, django_capture_on_commit_callbacks):
    ans, bo = wie("Ans"), wie("Bo")
    AanleveringFactory(rubriek="Uitleningen", verantwoordelijke=ans, uiterlijk=dag("2027-06-01"))
    velden = {"jaar": 2026, "door": redactie, "vandaag": dag("2027-02-02")}
    assert weigering(herinner_nu, **velden | {"door": ans}, gebruiker=ans)[0] == "niet-bevoegd"
    assert weigering(herinner_nu, **velden, gebruiker=bo) == ("niets", "Bo hoeft niets meer te leveren.")
    with django_capture_on_commit_callbacks(execute=True):
        herinner_nu(**velden, gebruiker=ans)
    assert [bericht.subject for bericht in mail.outbox] == ["Cijfers 2026: je hebt nog 4 cijfers te leveren"]
    assert weigering(herinner_nu, **velden, gebruiker=ans) == (
        "al-verstuurd",
        "Ans kreeg vandaag (02-02-2027) al een herinnering.",
    )
