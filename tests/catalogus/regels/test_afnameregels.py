"""Lines of an afname: start and change."""

from decimal import Decimal as D

import pytest

from catalogus.models import Afname, Afnameregel, Editie, Functie, Groep, Pakket, Prijsvorm, Status
from catalogus.regels import afnameprijzen, afnameregels
from tests.factories import (
    ActiviteitFactory,
    AfnameFactory,
    AfnameregelFactory,
    EditieFactory,
    GemeenteFactory,
    InwonertalFactory,
    LocatieFactory,
    PrijsFactory,
    TermijnFactory,
    dag,
    maak_wereld,
    medewerker,
    vestiging,
    weigering,
)

pytestmark = pytest.mark.django_db

KLASSEN = [["50", "106"], ["100", "189"], ["150", "272"], ["200", "348"], [None, "437"]]


@pytest.fixture
def wereld():
    return maak_wereld()


def zet(wereld, afname, activiteit, hoeveelheid=1, **velden):
    return afnameregels.zet_regel(
        afname=afname, activiteit=activiteit, hoeveelheid=D(hoeveelheid), **{"door": wereld.opsteller, **velden}
    )


def bedragen(afname):
    """Euro per activity code as (fixed, units)."""
    codes = dict(afname.regels.values_list("pk", "activiteit__code"))
    return {codes[pk]: bedrag for pk, bedrag in afnameprijzen.bedragen_per_regel(afname=afname).items()}


# ------------------------------------------------------------------ start
def test_een_nieuwe_keuze_begint_met_de_basis_vooraf_ingevuld(wereld):
    """19.983 × € 0,1234 = 2.465,9022. Three branches; two schools of 60 and 75 leerlingen; plus is not in it."""
    InwonertalFactory(gemeente=wereld.gemeente, aantal=19983)
    for naam, uren in (("Diever", 20), ("Havelte", 16), ("Vledder", 8)):
        vestiging(wereld.gemeente, naam=naam, uren=D(uren))
    a = vestiging(wereld.gemeente, naam="School A", functie=Functie.DBOS_PO, leerlingen=60)
    b = vestiging(wereld.gemeente, naam="School B", functie=Functie.DBOS_PO, leerlingen=75)
    basis = {"pakket": Pakket.BASIS, "editie": wereld.editie}
    ActiviteitFactory(code="BALIE", eenheid="locatie", **basis)
    ActiviteitFactory(code="LEES", eenheid="leerling", **basis)
    ActiviteitFactory(code="VAST", eenheid="vast", **basis)
    ActiviteitFactory(code="MIN", eenheid="uur", minimum=D(4), **basis)
    ouder = ActiviteitFactory(code="OUDER", **basis)
    ActiviteitFactory(code="KIND", ouder=ouder, **basis)
    ActiviteitFactory(code="ANDER", pakket=Pakket.BASIS, editie=EditieFactory(jaar=2027))

    afname = afnameregels.maak_afname(gemeente=wereld.gemeente, editie=wereld.editie, door=wereld.opsteller, naam="Sober")

    assert {r.activiteit.code: (r.hoeveelheid, r.herkomst) for r in afname.regels.all()} == {
        "BASIS": (D(19983), "19.983 inwoners op 1 januari 2026"),
        "BALIE": (D(3), "3 locaties op 31 december 2026"),
        "LEES": (D(135), "135 leerlingen op 2 scholen"),
        "VAST": (D(1), ""),
        "MIN": (D(4), ""),
        "KIND": (D(1), ""),
    }
    lees = afname.regels.get(activiteit__code="LEES")
    assert dict(lees.locaties.values_list("locatie", "hoeveelheid")) == {a.pk: D(60), b.pk: D(75)}
    assert bedragen(afname)["BASIS"] == (D(0), D("2465.90"))
    assert (afname.naam, afname.status, afname.versienummer) == ("Sober", "concept", 1)
    log = afname.statuswissels.get()
    assert (log.van, log.naar, log.overgang, log.door) == ("", "concept", "begin", wereld.opsteller)


@pytest.mark.parametrize("velden", [{"deelnemer_van": None}, {"deelnemer_tot": dag("2026-06-30")}])
def test_wie_niet_deelneemt_krijgt_geen_basis(wereld, velden):
    gemeente = GemeenteFactory(**velden)
    door = medewerker(Groep.ACCOUNTMANAGER)
    afname = afnameregels.maak_afname(gemeente=gemeente, editie=wereld.editie, door=door)
    assert list(afname.regels.all()) == []


@pytest.mark.parametrize("status", ["concept", "lopend", "afgesloten"])
def test_beginnen_kan_alleen_in_een_open_editie(wereld, status):
    editie = EditieFactory(jaar=2030, status=status)
    assert weigering(afnameregels.maak_afname, gemeente=wereld.gemeente, editie=editie, door=wereld.opsteller) == (
        "editie",
        f"Editie 2030 is {status}; kiezen kan als zij open is.",
    )


def test_beginnen_kan_tot_en_met_de_laatste_dag_van_de_gemeente(wereld):
    wereld.editie.kiezen_tot = dag("2025-08-31")
    TermijnFactory(gemeente=wereld.gemeente, editie=wereld.editie, open_tot=dag("2025-09-30"))
    velden = {"gemeente": wereld.gemeente, "editie": wereld.editie}
    assert afnameregels.maak_afname(**velden, door=wereld.opsteller, vandaag=dag("2025-09-30")).status == Status.CONCEPT
    te_laat = velden | {"vandaag": dag("2025-10-01")}
    assert weigering(afnameregels.maak_afname, **te_laat, door=wereld.opsteller) == (
        "termijn",
        "Kiezen voor 2026 kon tot en met 30 september 2025. Vraag je accountmanager om verlenging.",
    )
    assert afnameregels.maak_afname(**te_laat, door=wereld.accountmanager).status == Status.CONCEPT


@pytest.mark.parametrize(
    ("wie", "mag"),
    [
        ("raadpleger", False),
        ("opsteller", True),
        ("fiatteur", True),
        ("fiatteur_elders", False),
        ("accountmanager", True),
        ("redactie", False),
    ],
)
def test_wie_een_keuze_mag_maken_en_veranderen(wereld, wie, mag):
    door = getattr(wereld, wie)
    afname = wereld.afname()
    regel = afname.regels.get()
    pogingen = [
        lambda: afnameregels.maak_afname(gemeente=wereld.gemeente, editie=wereld.editie, door=door),
        lambda: zet(wereld, afname, wereld.collectie, door=door),
        lambda: afnameregels.verwijder_regel(regel=regel, door=door),
    ]
    if mag:
        for poging in pogingen:
            poging()
        assert [r.activiteit for r in afname.regels.all()] == [wereld.collectie]
        assert list(afname.bewerkers.all()) == [door]
        return
    nee = ("niet-bevoegd", "Je mag geen keuze maken voor Westerveld.")
    assert [weigering(poging) for poging in pogingen] == [nee] * 3
    assert (Afname.objects.count(), Afnameregel.objects.count(), afname.bewerkers.count()) == (1, 1, 0)


# ------------------------------------------------------------------ change
def test_een_regel_erbij_en_daarna_veranderen(wereld):
    afname = wereld.afname()
    zet(wereld, afname, wereld.collectie, 2, resultaat="Elk kwartaal nieuw", toelichting="Diever")
    regel = zet(wereld, afname, wereld.collectie, 3, resultaat="")
    assert (regel.hoeveelheid, regel.resultaat, regel.toelichting) == (D(3), "", "Diever")
    assert [(h.hoeveelheid, h.history_user) for h in regel.history.all()] == [
        (D(3), wereld.opsteller),
        (D(2), wereld.opsteller),
    ]


@pytest.mark.parametrize(
    ("hoeveelheid", "velden", "herkomst"),
    [
        (20100, {}, ""),  # their own number
        (19983, {"toelichting": "Klopt"}, "19.983 inwoners"),  # untouched
        (20055, {"herkomst": "20.055 inwoners"}, "20.055 inwoners"),  # a new proposal
    ],
)
def test_herkomst_hoort_bij_de_hoeveelheid(wereld, hoeveelheid, velden, herkomst):
    afname = wereld.afname()
    AfnameregelFactory(afname=afname, activiteit=wereld.inwoners, hoeveelheid=D(19983), herkomst="19.983 inwoners")
    regel = zet(wereld, afname, wereld.inwoners, hoeveelheid, **velden)
    assert (regel.hoeveelheid, regel.herkomst) == (D(hoeveelheid), herkomst)


def test_verouderd_scherm_overschrijft_niets(wereld):
    """Every change counts, also one that was made without a lock number."""
    afname = wereld.afname()
    zet(wereld, afname, wereld.cursus, 3, gezien=0)
    zet(wereld, afname, wereld.cursus, 4)
    regel = afname.regels.get()
    pogingen = [
        weigering(zet, wereld=wereld, afname=afname, activiteit=wereld.cursus, hoeveelheid=9, gezien=1),
        weigering(zet, wereld=wereld, afname=afname, activiteit=wereld.cursus, hoeveelheid=9, gezien=afnameregels.NIEUW),
        weigering(afnameregels.verwijder_regel, regel=regel, door=wereld.opsteller, gezien=1),
    ]
    assert [code for code, _ in pogingen] == ["verouderd"] * 3
    assert list(afname.regels.values_list("hoeveelheid", "slot")) == [(D(4), 2)]


def test_een_regel_die_intussen_is_weggehaald_komt_niet_ongezien_terug(wereld):
    afname = wereld.afname()
    afnameregels.verwijder_regel(regel=afname.regels.get(), door=wereld.opsteller, gezien=0)
    assert weigering(zet, wereld=wereld, afname=afname, activiteit=wereld.cursus, gezien=0) == (
        "verouderd",
        "Intussen is Cursus Klik en Tik uit de keuze gehaald.",
    )
    assert zet(wereld, afname, wereld.cursus, gezien=afnameregels.NIEUW).slot == 0


@pytest.mark.parametrize(
    ("hoeveelheid", "uitkomst"),
    [
        ("2", None),
        ("10", None),
        ("0", None),  # nothing at all is always possible
        ("1.5", ("minimum", "Cursus Klik en Tik: vul 2 of meer in. Je vulde 1,5 in.")),
        ("10.5", ("maximum", "Cursus Klik en Tik: vul 10 of minder in. Je vulde 10,5 in.")),
        ("-1", ("hoeveelheid", "Cursus Klik en Tik: vul 0 of meer in.")),
    ],
)
def test_minimum_en_maximum(wereld, hoeveelheid, uitkomst):
    wereld.cursus.minimum, wereld.cursus.maximum = D(2), D(10)
    afname = AfnameFactory(gemeente=wereld.gemeente, editie=wereld.editie)
    if uitkomst:
        assert weigering(zet, wereld=wereld, afname=afname, activiteit=wereld.cursus, hoeveelheid=hoeveelheid) == uitkomst
        assert afname.regels.count() == 0
    else:
        assert zet(wereld, afname, wereld.cursus, hoeveelheid).hoeveelheid == D(hoeveelheid)


def test_een_ouder_kies_je_niet_maar_een_onderdeel_wel(wereld):
    kind = ActiviteitFactory(editie=wereld.editie, ouder=wereld.cursus)
    afname = AfnameFactory(gemeente=wereld.gemeente, editie=wereld.editie)
    assert weigering(zet, wereld=wereld, afname=afname, activiteit=wereld.cursus) == (
        "ouder",
        "Cursus Klik en Tik bestaat uit onderdelen. Kies een van de onderdelen.",
    )
    assert zet(wereld, afname, kind).activiteit == kind


def test_een_activiteit_van_een_andere_editie_kan_niet(wereld):
    vreemd = ActiviteitFactory(editie=EditieFactory(jaar=2027), titel="Van later")
    assert weigering(zet, wereld=wereld, afname=wereld.afname(), activiteit=vreemd) == (
        "editie",
        "Van later hoort bij een andere editie dan deze keuze.",
    )


def test_hoeveelheid_per_locatie_telt_op_en_nul_valt_weg(wereld):
    a, b, c = (LocatieFactory(gemeente=wereld.gemeente) for _ in range(3))
    afname = wereld.afname()
    zet(wereld, afname, wereld.cursus, per_locatie={a.pk: D(1), c.pk: D(4)})
    regel = zet(wereld, afname, wereld.cursus, 99, per_locatie={a.pk: D(2), b.pk: D("1.5"), c.pk: D(0)})
    assert regel.hoeveelheid == D("3.5")
    assert dict(regel.locaties.values_list("locatie", "hoeveelheid")) == {a.pk: D(2), b.pk: D("1.5")}


def test_bij_de_eenheid_locatie_telt_het_aantal_locaties(wereld):
    a, b = (LocatieFactory(gemeente=wereld.gemeente) for _ in range(2))
    balie = ActiviteitFactory(editie=wereld.editie, eenheid="locatie")
    regel = zet(wereld, wereld.afname(), balie, 99, per_locatie={a.pk: D(1), b.pk: D(7)})
    assert regel.hoeveelheid == D(2)


def test_een_lege_verdeling_haalt_de_locaties_eraf(wereld):
    locatie = LocatieFactory(gemeente=wereld.gemeente)
    afname = wereld.afname()
    zet(wereld, afname, wereld.cursus, per_locatie={locatie.pk: D(3)})
    regel = zet(wereld, afname, wereld.cursus, 5, per_locatie={})
    assert (regel.hoeveelheid, regel.locaties.count()) == (D(5), 0)


@pytest.mark.parametrize(
    ("klassen", "aantal", "code"),
    [([["50", "106"], [None, "437"]], None, "locaties-ontbreken"), ([["50", "106"]], 60, "geen-klasse")],
)
def test_een_hoeveelheid_zonder_prijs_wordt_niet_bewaard(wereld, klassen, aantal, code):
    """A staffel per locatie needs its locations, and a class that is large enough."""
    school = LocatieFactory(gemeente=wereld.gemeente)
    pakket = ActiviteitFactory(eenheid="leerling", prijsvorm=Prijsvorm.STAFFEL)
    PrijsFactory(activiteit=pakket, grondslag="locatie", staffel=klassen)
    afname = AfnameFactory(gemeente=wereld.gemeente, editie=wereld.editie)
    per_locatie = aantal and {school.pk: D(aantal)}
    gekregen, _ = weigering(zet, wereld=wereld, afname=afname, activiteit=pakket, hoeveelheid=60, per_locatie=per_locatie)
    assert (gekregen, afname.regels.count()) == (code, 0)


def test_een_locatie_van_een_ander_of_een_negatief_aantal_kan_niet(wereld):
    eigen, vreemd = LocatieFactory(gemeente=wereld.gemeente), LocatieFactory()
    velden = {"wereld": wereld, "afname": wereld.afname(), "activiteit": wereld.cursus}
    redenen = [weigering(zet, **velden, per_locatie=p) for p in ({eigen.pk: D(1), vreemd.pk: D(1)}, {eigen.pk: D(-1)})]
    assert redenen == [("locatie", "Kies locaties van Westerveld."), ("hoeveelheid", "Vul per locatie 0 of meer in.")]


def test_de_basis_blijft_bij_een_deelnemer(wereld):
    afname = wereld.afname()
    basis = AfnameregelFactory(afname=afname, activiteit=wereld.inwoners)
    plus = AfnameregelFactory(afname=afname, activiteit=wereld.collectie)
    afnameregels.verwijder_regel(regel=plus, door=wereld.opsteller)
    assert weigering(afnameregels.verwijder_regel, regel=basis, door=wereld.opsteller) == (
        "basis",
        "Basisbibliotheek hoort bij de basis en blijft in de keuze.",
    )
    assert {r.activiteit.code for r in afname.regels.all()} == {"CURSUS", "BASIS"}
    assert plus.history.model.objects.get(history_type="-").history_user == wereld.opsteller


def test_wie_niet_deelneemt_mag_basis_weghalen(wereld):
    afname = AfnameFactory(gemeente=GemeenteFactory(deelnemer_van=None), editie=wereld.editie)
    basis = AfnameregelFactory(afname=afname, activiteit=wereld.inwoners)
    afnameregels.verwijder_regel(regel=basis, door=wereld.accountmanager)
    assert afname.regels.count() == 0


@pytest.mark.parametrize("status", [s for s in Status.values if s != "concept"])
def test_alleen_een_concept_kan_veranderen(wereld, status):
    afname = wereld.afname(status=status)
    tekst = f"Deze keuze is {Status(status).label} en kan nu niet veranderen. Haal haar eerst terug naar concept."
    assert [
        weigering(zet, wereld=wereld, afname=afname, activiteit=wereld.collectie),
        weigering(afnameregels.verwijder_regel, regel=afname.regels.get(), door=wereld.opsteller),
    ] == [("status", tekst)] * 2
    assert afname.regels.count() == 1


def test_na_de_termijn_verandert_alleen_de_accountmanager_nog_iets(wereld):
    Editie.objects.update(kiezen_tot=dag("2025-09-15"))
    velden = {"wereld": wereld, "afname": wereld.afname(), "activiteit": wereld.cursus, "vandaag": dag("2025-09-16")}
    assert weigering(zet, **velden)[0] == "termijn"
    assert zet(**velden, hoeveelheid=5, door=wereld.accountmanager).hoeveelheid == D(5)
