"""Planned and realised, and the means."""

from decimal import Decimal as D

import pytest

from catalogus.models import Groep, Rol, Status, Verschiltoelichting
from catalogus.regels import afnameprijzen
from catalogus.regels.cijfers import Cijfers
from catalogus.regels.verantwoording import (
    NIEUW,
    Middel,
    Verantwoordingsregel,
    bevestigde_afname,
    eerste_versie,
    gepland,
    gepland_en_gerealiseerd,
    middelen,
    zet_toelichting,
)
from tests.factories import (
    ActiviteitFactory,
    AfnameFactory,
    AfnameregelFactory,
    BeschikkingFactory,
    BijeenkomstFactory,
    DeelnameFactory,
    EditieFactory,
    GemeenteFactory,
    HuisvestingslastFactory,
    IndicatorFactory,
    InwonertalFactory,
    LocatieFactory,
    MetingFactory,
    PrijsFactory,
    ProgrammalijnFactory,
    RealisatieFactory,
    UitvoeringFactory,
    VerschiltoelichtingFactory,
    ambtenaar,
    dag,
    medewerker,
    vestiging,
    weigering,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def gemeente():
    return GemeenteFactory(naam="Westerveld")


def activiteit(code, lijn=2, prijs=10, **velden):
    gemaakt = ActiviteitFactory(code=code, titel=code.title(), programmalijn=ProgrammalijnFactory(nummer=lijn), **velden)
    PrijsFactory(activiteit=gemaakt, per_eenheid=D(prijs))
    return gemaakt


def bevestigd(gemeente, hoeveelheden, status=Status.BEVESTIGD, **velden):
    """A frozen afname with a quantity per activity."""
    afname = AfnameFactory(gemeente=gemeente, **velden)
    for gekozen, hoeveelheid in hoeveelheden.items():
        AfnameregelFactory(afname=afname, activiteit=gekozen, hoeveelheid=D(hoeveelheid))
    afnameprijzen.leg_vast(afname=afname)
    afname.status = status
    afname.save()
    return afname


def overzicht(gemeente, jaar=2026):
    return gepland_en_gerealiseerd(gemeente=gemeente, jaar=jaar, cijfers=Cijfers(jaren=[jaar]))


def uitgevoerd(gemeente, **velden):
    """(word, carried out) of the only activity."""
    bevestigd(gemeente, {activiteit("IDO", **velden): 1})
    (regel,) = overzicht(gemeente)
    return regel.maat, regel.uitgevoerd


def houd(activiteit, gemeenten, *deelnames, **velden):
    uitvoering = UitvoeringFactory(activiteit=activiteit, gemeenten=gemeenten)
    for aantal in deelnames:
        BijeenkomstFactory(uitvoering=uitvoering, deelnames=aantal, **velden)
    return uitvoering


def test_zonder_bevestigde_keuze_is_er_niets_te_verantwoorden(gemeente):
    for status in Status.values:
        if status != Status.BEVESTIGD:
            AfnameFactory(gemeente=gemeente, status=status)
    AfnameFactory(status=Status.BEVESTIGD)
    AfnameFactory(gemeente=gemeente, editie=EditieFactory(jaar=2025), status=Status.BEVESTIGD)
    cijfers = Cijfers(jaren=[2026])
    assert bevestigde_afname(gemeente=gemeente, jaar=2026) is None
    assert overzicht(gemeente) == []
    assert middelen(gemeente=gemeente, jaar=2026, cijfers=cijfers) is None


def test_afgesproken_gewijzigd_en_uitgevoerd(gemeente):
    """IDO stays at 3 and was held 2 times; LEZEN went from 4 to 2; OUD was dropped; NIEUW came in; the titles are those of
    the time of signing."""
    ido, lezen, oud, nieuw = (activiteit(code, lijn) for code, lijn in (("IDO", 5), ("LEZEN", 3), ("OUD", 2), ("NIEUW", 2)))
    eerste = bevestigd(gemeente, {ido: 3, lezen: 4, oud: 1}, Status.VERVANGEN)
    tussen = bevestigd(gemeente, {ido: 7, lezen: 4}, Status.VERVANGEN, versienummer=2)
    geldend = bevestigd(gemeente, {ido: 3, lezen: 2, nieuw: 5}, versienummer=3)
    bevestigd(gemeente, {ido: 99}, Status.VERVALLEN)
    bevestigd(gemeente, {ido: 99}, Status.CONCEPT, versienummer=4)
    houd(ido, [gemeente], 5, 6)
    VerschiltoelichtingFactory(gemeente=gemeente, activiteitcode="IDO", tekst="Eén viel uit.")
    VerschiltoelichtingFactory(gemeente=gemeente, activiteitcode="LEZEN", tekst="Vorig jaar", jaar=2025)
    ido.titel = "Anders"
    ido.save()

    assert (eerste_versie(afname=geldend), bevestigde_afname(gemeente=gemeente, jaar=2026)) == (eerste, geldend)
    assert tussen.versienummer == 2
    assert overzicht(gemeente) == [
        Verantwoordingsregel("NIEUW", "Nieuw", 2, "plus", "keer", D(0), D(5), D(0), ""),
        Verantwoordingsregel("OUD", "Oud", 2, "plus", "keer", D(1), D(0), D(0), ""),
        Verantwoordingsregel("LEZEN", "Lezen", 3, "plus", "keer", D(4), D(2), D(0), ""),
        Verantwoordingsregel("IDO", "Ido", 5, "plus", "keer", D(3), None, D(2), "Eén viel uit."),
    ]


@pytest.mark.parametrize(
    ("afgesproken", "gewijzigd", "uitgevoerd", "geldend", "verschil", "deel"),
    [
        (4, None, 3, 4, -1, 75),
        (4, 2, 3, 2, 1, 150),
        (4, None, None, 4, None, None),
        (0, None, 3, 0, 3, None),
        (4, 0, 0, 0, 0, None),
        (4, None, 0, 4, -4, 0),
    ],
)
def test_verschil_en_deel(afgesproken, gewijzigd, uitgevoerd, geldend, verschil, deel):
    def getal(waarde):
        return None if waarde is None else D(waarde)

    regel = Verantwoordingsregel("A", "A", 2, "plus", "keer", D(afgesproken), getal(gewijzigd), getal(uitgevoerd), "")
    assert (regel.geldend, regel.verschil, regel.deel) == (D(geldend), getal(verschil), getal(deel))


# ------------------------------------------------------------------ by its own measure
@pytest.fixture
def gehouden(gemeente):
    """Two series of IDO in two editions: 3 meetings with 5, 6 and nobody knows how many; plus what must not count."""
    ido = activiteit("IDO", editie__jaar=2025)
    houd(ido, [gemeente], 5, 6)
    houd(ido, [gemeente], None)
    houd(ido, [gemeente], 90, status="gepland")
    houd(ido, [gemeente], 90, datum=dag("2025-12-31"))
    houd(ido, [GemeenteFactory()], 90)
    houd(activiteit("ANDERS"), [gemeente], 90)
    platform = UitvoeringFactory(activiteit=None, platform=True, gemeenten=[gemeente])
    BijeenkomstFactory(uitvoering=platform, deelnames=90)


@pytest.mark.parametrize(
    ("velden", "verwacht"),
    [
        ({"realisatiemaat": "bijeenkomsten"}, ("keer", D(3))),
        ({"realisatiemaat": "uitvoeringen"}, ("reeksen", D(2))),
        ({"realisatiemaat": "uitvoeringen", "eenheid": "groep"}, ("groepen", D(2))),
        ({"realisatiemaat": "deelnames"}, ("deelnames", D(11))),
        ({"realisatiemaat": "geen", "eenheid": "collectie"}, ("collectie", None)),
    ],
)
def test_uitgevoerd_volgens_de_eigen_maat(gemeente, gehouden, velden, verwacht):
    assert uitgevoerd(gemeente, **velden) == verwacht


def test_gezamenlijke_deelnames_tellen_voor_het_eigen_deel(gemeente):
    """18 of 30 were of Westerveld, as the figure of the report says too."""
    ido = activiteit("IDO", realisatiemaat="deelnames")
    bevestigd(gemeente, {ido: 20})
    bijeenkomst = houd(ido, [gemeente, GemeenteFactory()], 30).bijeenkomsten.get()
    DeelnameFactory(bijeenkomst=bijeenkomst, gemeente=gemeente, aantal=18)
    IndicatorFactory(code="ido", soort="deelnames", selectie={"codes": ["IDO"]})
    cijfer = Cijfers(jaren=[2026]).waarde("ido", jaar=2026, gemeente=gemeente).waarde
    (regel,) = overzicht(gemeente)
    assert (cijfer, regel.uitgevoerd) == (D(18), D(18))


def test_uitgevoerd_in_locaties_op_de_peildatum(gemeente):
    """Two with more than 15 hours, one servicepunt; the school is none."""
    for uren in (20, 16, 8):
        vestiging(gemeente, uren=D(uren))
    vestiging(gemeente, functie="dbos_po")
    assert uitgevoerd(gemeente, realisatiemaat="locaties", realisatiefunctie="bibliotheek") == ("locaties", D(2))


def test_uitgevoerd_volgens_een_indicator(gemeente):
    leden = IndicatorFactory(code="leden", eenheid="leden")
    MetingFactory(indicator=leden, gemeente=gemeente, waarde=D(4110))
    assert uitgevoerd(gemeente, realisatiemaat="indicator", realisatieindicator=leden) == ("leden", D(4110))


def test_een_indicator_die_nog_ontbreekt_is_geen_nul(gemeente):
    leden = IndicatorFactory(code="leden", eenheid="")
    assert uitgevoerd(gemeente, realisatiemaat="indicator", realisatieindicator=leden, eenheid="inwoner") == ("inwoner", None)


def test_een_indicator_van_de_stichting(gemeente):
    website = IndicatorFactory(code="website", scopes=["stichting"], eenheid="bezoeken")
    MetingFactory(indicator=website, waarde=D(221938))
    assert uitgevoerd(gemeente, realisatiemaat="indicator", realisatieindicator=website) == ("bezoeken", D(221938))


def test_het_overzicht_kost_een_vast_aantal_vragen_aan_de_database(gemeente, django_assert_num_queries):
    """Afname, first version, two times its lines, what was carried out, own shares of joint meetings, explanations."""
    alle = [activiteit(f"A-{n}") for n in range(6)]
    bevestigd(gemeente, dict.fromkeys(alle, 1), Status.VERVANGEN)
    bevestigd(gemeente, dict.fromkeys(alle, 2), versienummer=2)
    for een in alle:
        houd(een, [gemeente], 5)
    cijfers = Cijfers(jaren=[2026])
    with django_assert_num_queries(7):
        regels = gepland_en_gerealiseerd(gemeente=gemeente, jaar=2026, cijfers=cijfers)
    assert [(r.afgesproken, r.gewijzigd, r.uitgevoerd) for r in regels] == [(D(1), D(2), D(1))] * 6


def test_zonder_een_enkele_registratie_is_er_geen_telling(gemeente):
    """Nothing at all was registered: not counted. One meeting of something else: then nothing is zero."""
    bevestigd(gemeente, {activiteit("IDO"): 3, activiteit("COL", realisatiemaat="geen"): 1})
    assert [(r.code, r.telt, r.uitgevoerd) for r in overzicht(gemeente)] == [("COL", False, None), ("IDO", True, None)]
    BijeenkomstFactory(uitvoering=UitvoeringFactory(activiteit=None, platform=True, gemeenten=[gemeente]))
    assert [(r.code, r.telt, r.uitgevoerd) for r in overzicht(gemeente)] == [("COL", False, None), ("IDO", True, D(0))]


def test_wat_nog_gepland_staat(gemeente):
    """Two from today on; not one that was held, cancelled, past, of next year or of another gemeente."""
    ido, anders = activiteit("IDO"), activiteit("ANDERS")
    houd(ido, [gemeente, GemeenteFactory()], None, status="gepland", datum=dag("2026-11-22"))
    houd(ido, [gemeente], None, status="gepland", datum=dag("2026-12-31"))
    houd(anders, [gemeente], None, status="gepland", datum=dag("2026-12-01"))
    for velden in (
        {"status": "gehouden", "datum": dag("2026-12-01")},
        {"status": "vervallen", "datum": dag("2026-12-01")},
        {"status": "gepland", "datum": dag("2026-11-21")},
        {"status": "gepland", "datum": dag("2027-01-01")},
    ):
        houd(ido, [gemeente], None, **velden)
    houd(ido, [GemeenteFactory()], None, status="gepland", datum=dag("2026-12-01"))
    assert gepland(gemeente=gemeente, jaar=2026, vandaag=dag("2026-11-22")) == {"IDO": 2, "ANDERS": 1}


# ------------------------------------------------------------------ explaining a difference
@pytest.fixture
def manager():
    return medewerker(Groep.ACCOUNTMANAGER, first_name="Anna")


def test_toelichting_schrijven_wijzigen_en_weghalen(gemeente, manager):
    bevestigd(gemeente, {activiteit("IDO"): 3})
    rij = zet_toelichting(gemeente=gemeente, jaar=2026, code="IDO", tekst=" Een viel uit. ", door=manager, gezien=NIEUW)
    assert (rij.tekst, [r.slot for r in overzicht(gemeente)]) == ("Een viel uit.", [0])
    rij = zet_toelichting(gemeente=gemeente, jaar=2026, code="IDO", tekst="Twee vielen uit.", door=manager, gezien=0)
    assert [(h.tekst, h.history_user, h.history_type) for h in rij.history.all()] == [
        ("Twee vielen uit.", manager, "~"),
        ("Een viel uit.", manager, "+"),
    ]
    assert zet_toelichting(gemeente=gemeente, jaar=2026, code="IDO", tekst=" ", door=manager, gezien=1) is None
    assert [(r.toelichting, r.slot) for r in overzicht(gemeente)] == [("", NIEUW)]
    assert Verschiltoelichting.history.first().history_type == "-"
    assert zet_toelichting(gemeente=gemeente, jaar=2026, code="IDO", tekst="", door=manager, gezien=NIEUW) is None


def test_toelichting_van_iemand_die_te_laat_is(gemeente, manager):
    bevestigd(gemeente, {activiteit("IDO"): 3})
    velden = {"gemeente": gemeente, "jaar": 2026, "code": "IDO", "door": manager}
    zet_toelichting(**velden, tekst="Eerst", gezien=NIEUW)
    code, tekst = weigering(zet_toelichting, **velden, tekst="Ook eerst", gezien=NIEUW)
    assert (code, tekst.startswith("Intussen heeft Anna dit op ")) == ("verouderd", True)
    zet_toelichting(**velden, tekst="", gezien=0)
    assert weigering(zet_toelichting, **velden, tekst="Nog", gezien=0)[0] == "verouderd"
    assert Verschiltoelichting.objects.count() == 0


def test_wie_een_toelichting_schrijft_en_waarbij(gemeente, manager):
    eerste = bevestigd(gemeente, {activiteit("OUD"): 1}, Status.VERVANGEN)
    bevestigd(gemeente, {activiteit("IDO"): 3}, versienummer=2, voorganger=eerste)
    velden = {"gemeente": gemeente, "jaar": 2026, "tekst": "Zo ging het"}
    zet_toelichting(**velden, code="OUD", door=medewerker(Groep.REDACTIE))
    for wie in (ambtenaar(gemeente, Rol.FIATTEUR), medewerker(Groep.CONTROLLER), medewerker(Groep.VESTIGING)):
        assert weigering(zet_toelichting, **velden, code="IDO", door=wie) == (
            "niet-bevoegd",
            "Alleen de accountmanager en de redactie schrijven een toelichting.",
        )
    assert weigering(zet_toelichting, **velden, code="NIET", door=manager) == (
        "activiteit",
        "Activiteit NIET staat niet in de bevestigde keuze van Westerveld voor 2026.",
    )
    assert weigering(zet_toelichting, **velden | {"jaar": 2025}, code="IDO", door=manager)[0] == "activiteit"
    assert list(Verschiltoelichting.objects.values_list("activiteitcode", flat=True)) == ["OUD"]


# ------------------------------------------------------------------ means
def test_middelen_per_programmalijn_en_huisvesting(gemeente):
    """Line 2: 3 × 10 + 2 × 12,50 = 55; line 5: 1 × 99,95. Housing 400 + 250,50 = 650,50. In all 805,45."""
    bevestigd(gemeente, {activiteit("A"): 3, activiteit("B", prijs="12.50"): 2, activiteit("C", 5, "99.95"): 1})
    for bedrag in ("400.00", "250.50"):
        HuisvestingslastFactory(locatie=LocatieFactory(gemeente=gemeente), bedrag=D(bedrag))
    HuisvestingslastFactory(locatie=LocatieFactory(gemeente=gemeente), jaar=2025)
    HuisvestingslastFactory()
    RealisatieFactory(gemeente=gemeente, programmalijn=ProgrammalijnFactory(nummer=2), bedrag=D("60.00"))
    RealisatieFactory(gemeente=gemeente, bedrag=D("645.45"))
    RealisatieFactory(gemeente=gemeente, programmalijn=ProgrammalijnFactory(nummer=5), bedrag=D(1), jaar=2025)
    later = BeschikkingFactory(gemeente=gemeente, datum=dag("2026-06-01"))
    eerder = BeschikkingFactory(gemeente=gemeente, datum=dag("2025-12-15"))
    BeschikkingFactory(gemeente=gemeente, jaar=2025)
    InwonertalFactory(gemeente=gemeente, aantal=19983)
    IndicatorFactory(code="inwoners", soort="inwoners")

    gevonden = middelen(gemeente=gemeente, jaar=2026, cijfers=Cijfers(jaren=[2026]))

    assert gevonden.rijen == (
        Middel(2, D("55.00"), D("60.00")),
        Middel(5, D("99.95"), None),
        Middel(None, D("650.50"), D("645.45")),
    )
    assert (gevonden.verleend, gevonden.gerealiseerd) == (D("805.45"), None)  # not all realised costs are known
    assert (gevonden.beschikkingen, gevonden.inwoners, gevonden.voorbeeld) == ((eerder, later), D(19983), False)

    RealisatieFactory(gemeente=gemeente, programmalijn=ProgrammalijnFactory(nummer=5), bedrag=D("100.00"))
    gevonden = middelen(gemeente=gemeente, jaar=2026, cijfers=Cijfers(jaren=[2026]))
    assert gevonden.gerealiseerd == D("805.45")


def test_middelen_bewegen_niet_mee_met_een_latere_prijs(gemeente):
    cursus = activiteit("A")
    bevestigd(gemeente, {cursus: 3})
    PrijsFactory(activiteit=cursus, versie=2, per_eenheid=D(999))
    cursus.programmalijn = ProgrammalijnFactory(nummer=4)
    cursus.save()
    gevonden = middelen(gemeente=gemeente, jaar=2026, cijfers=Cijfers(jaren=[2026]))
    assert gevonden.rijen == (Middel(2, D(30), None), Middel(None, D(0), None))
    assert gevonden.inwoners is None


@pytest.mark.parametrize("wat", ["afname", "realisatie", "beschikking", None])
def test_een_voorbeeld_in_de_middelen_wordt_gemeld(gemeente, wat):
    bevestigd(gemeente, {activiteit("A"): 1}, voorbeeld=wat == "afname")
    RealisatieFactory(gemeente=gemeente, voorbeeld=wat == "realisatie")
    BeschikkingFactory(gemeente=gemeente, voorbeeld=wat == "beschikking")
    assert middelen(gemeente=gemeente, jaar=2026, cijfers=Cijfers(jaren=[2026])).voorbeeld is (wat is not None)
