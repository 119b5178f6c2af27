"""Figures: entered, computed, counted and overridden."""

from decimal import Decimal as D

import pytest

from catalogus.models import Functie, Groep, Indicator, Meting
from catalogus.opmaak import procent
from catalogus.regels.cijfers import NOOT_HEEL, Cijfer, Cijfers, groei
from catalogus.regels.metingen import zet_meting
from tests.factories import (
    ActiviteitFactory,
    BijeenkomstFactory,
    GemeenteFactory,
    IndicatorFactory,
    InwonertalFactory,
    JaarFactory,
    LocatiefunctieFactory,
    LocatiestandFactory,
    MetingFactory,
    UitvoeringFactory,
    dag,
    medewerker,
    vestiging,
    weigering,
)

pytestmark = pytest.mark.django_db

ONTBREEKT = (None, False, True)  # value, geen gegevens, missing
GEEN = (None, True, False)


@pytest.fixture
def westerveld():
    return GemeenteFactory(naam="Westerveld")


@pytest.fixture
def redactie():
    return medewerker(Groep.REDACTIE)


def cijfer(code, gemeente=None, jaar=2026, scope=None) -> Cijfer:
    scope = scope or ("gemeente" if gemeente else "stichting")
    return Cijfers(jaren=[jaar]).waarde(code, jaar=jaar, scope=scope, gemeente=gemeente)


def stand(code, gemeente=None, **velden):
    gevonden = cijfer(code, gemeente, **velden)
    return gevonden.waarde, gevonden.geen_gegevens, gevonden.ontbreekt


def voer_in(code, waarde, gemeente=None, **velden):
    """A figure and its value; waarde "geen" is geen gegevens."""
    indicator = Indicator.objects.filter(code=code).first() or IndicatorFactory(code=code)
    geen = waarde == "geen"
    return MetingFactory(
        indicator=indicator, gemeente=gemeente, geen_gegevens=geen, waarde=None if geen else D(waarde), **velden
    )


def som(code, *delen, **velden):
    indicator = IndicatorFactory(code=code, soort="som", **velden)
    indicator.onderdelen.set(Indicator.objects.filter(code__in=delen))
    return indicator


def verhouding(code, teller, noemer, **velden):
    teller, noemer = (Indicator.objects.get(code=c) for c in (teller, noemer))
    return IndicatorFactory(code=code, soort="verhouding", teller=teller, noemer=noemer, **velden)


# ------------------------------------------------------------------ entered
def test_een_ingevoerd_cijfer_met_zijn_herkomst(westerveld):
    voer_in("bezoekers", "89350", westerveld, bron="Teller bij de deur", stand="voorlopig", voorbeeld=True)
    gevonden = cijfer("bezoekers", westerveld)
    assert (gevonden.waarde, gevonden.bron, gevonden.voorlopig, gevonden.voorbeeld) == (
        D(89350), "Teller bij de deur", True, True,
    )  # fmt: skip
    assert (gevonden.is_afwijking, gevonden.noten) == (False, ())


def test_ontbreekt_en_geen_gegevens_en_nul_zijn_drie_dingen(westerveld):
    IndicatorFactory(code="niets")
    voer_in("nul", 0, westerveld)
    voer_in("geen-gegevens", "geen", westerveld)
    assert {c: stand(c, westerveld) for c in ("niets", "geen-gegevens", "nul")} == {
        "niets": ONTBREEKT,
        "geen-gegevens": GEEN,
        "nul": (D(0), False, False),
    }


def test_een_cijfer_hoort_bij_een_jaar_en_een_bereik(westerveld):
    voer_in("bezoekers", 1, westerveld)
    voer_in("bezoekers", 2, westerveld, jaar=2025)
    voer_in("bezoekers", 3)
    voer_in("bezoekers", 4, scope="provincie")
    assert [
        cijfer("bezoekers", westerveld).waarde,
        cijfer("bezoekers", westerveld, jaar=2025).waarde,
        cijfer("bezoekers").waarde,
        cijfer("bezoekers", scope="provincie").waarde,
        cijfer("bezoekers", GemeenteFactory()).waarde,
    ] == [D(1), D(2), D(3), D(4), None]


def test_een_onbekende_code_is_een_fout(westerveld):
    with pytest.raises(KeyError, match="onbekend"):
        cijfer("onbekend", westerveld)


# ------------------------------------------------------------------ sums and ratios
def leden(gemeente):
    """Westerveld 2024: 1.233 + 2.520 + 177 + 180 = 4.110."""
    for code, aantal in (("betalend", 1233), ("jeugd", 2520), ("start", 177), ("overig", 180)):
        voer_in(code, aantal, gemeente)
    return som("leden", "betalend", "jeugd", "start", "overig")


def test_leden_zijn_de_som_van_hun_delen(westerveld):
    leden(westerveld)
    assert stand("leden", westerveld) == (D(4110), False, False)


@pytest.mark.parametrize(
    ("a", "b", "verwacht"),
    [
        (1, 2, (D(3), False, False)),
        (0, 0, (D(0), False, False)),
        (1, None, ONTBREEKT),
        (None, None, ONTBREEKT),
        (1, "geen", GEEN),
        ("geen", None, ONTBREEKT),  # first find what is missing
        (0, "geen", GEEN),
    ],
)
def test_som_met_wat_ontbreekt_of_er_niet_is(westerveld, a, b, verwacht):
    for code, waarde in (("a", a), ("b", b)):
        if waarde is None:
            IndicatorFactory(code=code)
        else:
            voer_in(code, waarde, westerveld)
    som("samen", "a", "b")
    assert stand("samen", westerveld) == verwacht


def test_een_som_zonder_delen_ontbreekt(westerveld):
    som("leeg")
    assert stand("leeg", westerveld) == ONTBREEKT


def test_voorlopig_en_voorbeeld_gaan_mee_in_de_som(westerveld):
    voer_in("a", 1, westerveld, stand="voorlopig")
    voer_in("b", 2, westerveld, voorbeeld=True)
    voer_in("c", 3, westerveld)
    som("ab", "a", "b")
    som("cc", "c")
    gevonden = [cijfer(code, westerveld) for code in ("ab", "cc")]
    assert [(c.voorlopig, c.voorbeeld) for c in gevonden] == [(True, True), (False, False)]


def test_deelneming_is_leden_gedeeld_door_inwoners(westerveld):
    """4.110 of 19.983 = 20,567…%; shown as 20,6%."""
    leden(westerveld)
    voer_in("inwoners-invoer", 19983, westerveld)
    verhouding("deelneming", "leden", "inwoners-invoer", eenheid="%")
    waarde = cijfer("deelneming", westerveld).waarde
    assert (round(waarde, 6), procent(waarde)) == (D("20.567482"), "20,6%")


def test_een_verhouding_die_geen_percentage_is(westerveld):
    """96.000 loans by 4.000 members: 24 each."""
    voer_in("uitleningen", 96000, westerveld)
    voer_in("leden", 4000, westerveld)
    verhouding("per-lid", "uitleningen", "leden", eenheid="per lid")
    assert stand("per-lid", westerveld) == (D(24), False, False)


@pytest.mark.parametrize(
    ("teller", "noemer", "verwacht"),
    [
        (5, 0, GEEN),  # a share of nothing does not exist
        (0, 5, (D(0), False, False)),
        (None, 5, ONTBREEKT),
        (5, None, ONTBREEKT),
        (5, "geen", GEEN),
        ("geen", 5, GEEN),
        ("geen", 0, GEEN),
    ],
)
def test_verhouding_met_wat_er_niet_is(westerveld, teller, noemer, verwacht):
    for code, waarde in (("teller", teller), ("noemer", noemer)):
        if waarde is None:
            IndicatorFactory(code=code)
        else:
            voer_in(code, waarde, westerveld)
    verhouding("deel", "teller", "noemer", eenheid="%")
    assert stand("deel", westerveld) == verwacht


def test_sommen_van_sommen(westerveld):
    """Fysiek 95.768 + 568 + 6.799 = 103.135; online 89.894 + 33.657 = 123.551; together 226.686."""
    for code, aantal in (("boeken", 95768), ("avm", 568), ("tijdschriften", 6799), ("e-books", 89894), ("luister", 33657)):
        voer_in(code, aantal, westerveld)
    som("fysiek", "boeken", "avm", "tijdschriften")
    som("online", "e-books", "luister")
    som("alles", "fysiek", "online")
    assert [cijfer(c, westerveld).waarde for c in ("fysiek", "online", "alles")] == [D(103135), D(123551), D(226686)]


# ------------------------------------------------------------------ stichting
def test_stichting_opgeteld_over_de_deelnemende_gemeenten():
    for aantal, velden in ((100, {}), (50, {}), (9999, {"deelnemer_van": None}), (9999, {"deelnemer_tot": dag("2025-12-31")})):
        voer_in("bezoekers", aantal, GemeenteFactory(**velden))
    assert stand("bezoekers") == (D(150), False, False)


def test_stichting_ontbreekt_zolang_een_gemeente_ontbreekt():
    voer_in("bezoekers", 100, GemeenteFactory())
    GemeenteFactory()
    assert stand("bezoekers") == ONTBREEKT


def test_stichting_opgegeven_wordt_niet_opgeteld(westerveld):
    IndicatorFactory(code="website", stichting="opgegeven")
    voer_in("website", 100, westerveld)
    assert stand("website") == ONTBREEKT
    voer_in("website", 221938)
    assert stand("website") == (D(221938), False, False)


def test_een_opgegeven_stichting_gaat_voor_de_optelling(westerveld):
    voer_in("bezoekers", 100, westerveld)
    voer_in("bezoekers", 175)
    gevonden = cijfer("bezoekers")
    assert (gevonden.waarde, gevonden.berekend) == (D(175), D(100))


def test_sommen_en_verhoudingen_van_de_stichting_gaan_over_de_stichting():
    """4.110 + 1.890 = 6.000 members of 20.000 + 10.000 inwoners: 20%, not the average of two percentages."""
    for aantal, inwoners in ((4110, 20000), (1890, 10000)):
        gemeente = GemeenteFactory()
        voer_in("betalend", aantal, gemeente)
        voer_in("inw", inwoners, gemeente)
    som("leden", "betalend")
    verhouding("deelneming", "leden", "inw", eenheid="%")
    assert [cijfer(c).waarde for c in ("leden", "deelneming")] == [D(6000), D(20)]


def test_de_provincie_wordt_nooit_berekend(westerveld):
    voer_in("bezoekers", 100, westerveld)
    IndicatorFactory(code="keren", soort="bijeenkomsten")
    BijeenkomstFactory(uitvoering=UitvoeringFactory(gemeenten=[westerveld]))
    assert [stand(c, scope="provincie") for c in ("bezoekers", "keren")] == [ONTBREEKT, ONTBREEKT]


# ------------------------------------------------------------------ counted
def test_tellingen_over_een_selectie(westerveld):
    uitvoering = UitvoeringFactory(gemeenten=[westerveld], activiteit=ActiviteitFactory(code="IDO"))
    for aantal in (4, 5, None):
        BijeenkomstFactory(uitvoering=uitvoering, deelnames=aantal)
    BijeenkomstFactory(uitvoering=UitvoeringFactory(gemeenten=[westerveld]), deelnames=99)
    for soort in ("uitvoeringen", "bijeenkomsten", "deelnames"):
        IndicatorFactory(code=soort, soort=soort, selectie={"codes": ["IDO"]})
    assert {c: cijfer(c, westerveld).waarde for c in ("uitvoeringen", "bijeenkomsten", "deelnames")} == {
        "uitvoeringen": D(1),
        "bijeenkomsten": D(3),
        "deelnames": D(9),
    }


def test_niets_geteld_is_nul_als_er_wel_iets_is_geregistreerd(westerveld):
    """In a year without any registration a count is missing; with another activity registered it is zero."""
    IndicatorFactory(code="keren", soort="bijeenkomsten", selectie={"codes": ["IDO"]})
    assert stand("keren", westerveld) == (None, False, True)
    BijeenkomstFactory(uitvoering=UitvoeringFactory(gemeenten=[westerveld]), deelnames=4)
    assert stand("keren", westerveld) == (D(0), False, False)


def test_het_hele_aantal_van_een_gezamenlijke_bijeenkomst_krijgt_een_voetnoot(westerveld):
    meppel = GemeenteFactory()
    BijeenkomstFactory(uitvoering=UitvoeringFactory(gemeenten=[westerveld, meppel]), deelnames=30)
    for soort in ("bijeenkomsten", "deelnames"):
        IndicatorFactory(code=soort, soort=soort)
    som("samen", "deelnames")
    gevonden = {c: cijfer(c, westerveld) for c in ("bijeenkomsten", "deelnames", "samen")}
    assert {c: (v.waarde, v.noten) for c, v in gevonden.items()} == {
        "bijeenkomsten": (D(1), ()),
        "deelnames": (D(30), (NOOT_HEEL,)),
        "samen": (D(30), (NOOT_HEEL,)),
    }
    assert (cijfer("deelnames").waarde, cijfer("deelnames").noten) == (D(30), ())


def test_locaties_op_de_peildatum_van_het_jaar(westerveld):
    """Westerveld: 3 libraries, 1 servicepunt, 4 with IDO. On 30 June one library still had 15 hours."""
    for uren in (20, 16, 30):
        locatie = vestiging(westerveld, uren=D(uren))
        LocatiefunctieFactory(locatie=locatie, functie=Functie.IDO)
    LocatiestandFactory(locatie=locatie, vanaf=dag("2026-02-01"), bemande_uren=D(15))
    LocatiestandFactory(locatie=locatie, vanaf=dag("2026-07-01"), bemande_uren=D("15.5"))
    LocatiefunctieFactory(locatie=vestiging(westerveld, uren=D(5)), functie=Functie.IDO)
    vestiging(westerveld, uren=D(4))
    for functie in ("bibliotheek", "servicepunt", "ido"):
        IndicatorFactory(code=functie, soort="locaties", functie=functie)
    aantallen = [cijfer(f, westerveld).waarde for f in ("bibliotheek", "servicepunt", "ido")]
    assert aantallen == [D(3), D(1), D(4)]
    JaarFactory(peildatum_locaties=dag("2026-06-30"))
    aantallen = [cijfer(f, westerveld).waarde for f in ("bibliotheek", "servicepunt", "ido")]
    assert aantallen == [D(2), D(2), D(4)]
    assert cijfer("bibliotheek").waarde == D(2)


def test_leerlingen_op_de_teldatum_van_po_en_vo(westerveld):
    """On 1 February 60 + 75 in primary schools; on 1 October 900 in secondary, 75 of the primary school gone by then."""
    a = vestiging(westerveld, functie=Functie.DBOS_PO, leerlingen=50)
    LocatiestandFactory(locatie=a, vanaf=dag("2026-02-01"), leerlingen=60)
    LocatiestandFactory(locatie=a, vanaf=dag("2026-02-02"), leerlingen=61)
    b = vestiging(westerveld, functie=Functie.DBOS_PO, leerlingen=75)
    b.functies.update(tot=dag("2026-08-31"))
    vo = vestiging(westerveld, functie=Functie.DBOS_VO, leerlingen=800)
    LocatiestandFactory(locatie=vo, vanaf=dag("2026-10-01"), leerlingen=900)
    IndicatorFactory(code="po", soort="leerlingen", functie="dbos_po")
    IndicatorFactory(code="vo", soort="leerlingen", functie="dbos_vo")
    assert [cijfer(c, westerveld).waarde for c in ("po", "vo")] == [D(135), D(900)]


def test_leerlingen_ontbreken_als_een_school_geen_aantal_heeft(westerveld):
    IndicatorFactory(code="po", soort="leerlingen", functie="dbos_po")
    assert stand("po", westerveld) == (D(0), False, False)  # no schools: none
    vestiging(westerveld, functie=Functie.DBOS_PO, leerlingen=60)
    vestiging(westerveld, functie=Functie.DBOS_PO)
    assert stand("po", westerveld) == ONTBREEKT


@pytest.mark.parametrize(
    ("peildata", "verwacht"),
    [
        (["2026-01-01", "2025-01-01"], D(1)),
        (["2025-01-01"], D(1)),  # last year's still counts
        (["2024-01-01"], None),  # older than that does not
        (["2026-01-02"], None),  # after the reference date
        ([], None),
    ],
)
def test_inwoners_op_de_peildatum(westerveld, peildata, verwacht):
    for volgnummer, peildatum in enumerate(peildata, 1):
        InwonertalFactory(gemeente=westerveld, peildatum=dag(peildatum), aantal=volgnummer, bron="CBS")
    IndicatorFactory(code="inwoners", soort="inwoners")
    assert (cijfer("inwoners", westerveld).waarde, cijfer("inwoners").waarde) == (verwacht, verwacht)
    assert cijfer("inwoners", westerveld).bron == ("CBS" if verwacht else "")


# ------------------------------------------------------------------ in a report
def test_voetnoot_bij_een_cijfer_van_de_stichting_of_de_provincie(westerveld):
    IndicatorFactory(code="eigen", scopes=["gemeente", "stichting"], voetnoot="Zonder verlengingen.")
    IndicatorFactory(code="website", scopes=["stichting", "provincie"], voetnoot="Unieke bezoekers.")
    IndicatorFactory(code="online", scopes=["provincie"])
    voer_in("eigen", 1, westerveld)
    voer_in("website", 221938)
    voer_in("online", 11536, scope="provincie")
    cijfers = Cijfers(jaren=[2026])
    gevonden = [cijfers.voor_rapport(c, jaar=2026, gemeente=westerveld) for c in ("eigen", "website", "online")]
    assert [(c.scope, c.waarde, c.noten) for c in gevonden] == [
        ("gemeente", D(1), ("Zonder verlengingen.",)),
        ("stichting", D(221938), ("Cijfer van de hele stichting, niet van Westerveld alleen.", "Unieke bezoekers.")),
        ("provincie", D(11536), ("Cijfer van de provincie, niet van Westerveld alleen.",)),
    ]


@pytest.mark.parametrize(
    ("toen", "nu", "verwacht"),
    [
        (54525, 61267, "12,4%"),  # 6.742 / 54.525 = 12,365…
        (10804, 11536, "6,8%"),
        (100, 90, "−10,0%"),
        (100, 100, "0,0%"),
        (0, 5, "–"),
        (None, 5, "–"),
        (5, None, "–"),
        (5, 0, "−100,0%"),
    ],
)
def test_groei(toen, nu, verwacht):
    indicator = Indicator(code="luisterboeken")
    oud, nieuw = (Cijfer(indicator, 2023, "provincie", waarde=None if w is None else D(w)) for w in (toen, nu))
    assert procent(groei(nu=nieuw, toen=oud)) == verwacht


def test_groei_is_niet_afgerond():
    indicator = Indicator(code="luisterboeken")
    oud, nieuw = (Cijfer(indicator, 2023, "provincie", waarde=D(w)) for w in (54525, 61267))
    assert round(groei(nu=nieuw, toen=oud), 6) == D("12.364970")


def test_alle_cijfers_kosten_een_vast_aantal_vragen_aan_de_database(westerveld, django_assert_num_queries):
    """Five to load, one for what was carried out, three for locations; more indicators, years or gemeenten cost nothing."""
    leden(westerveld)
    for n in range(3):
        voer_in(f"extra-{n}", n, westerveld)
        vestiging(westerveld, uren=D(20))
    soorten = ("uitvoeringen", "bijeenkomsten", "deelnames")
    for n, soort in enumerate(soorten):
        IndicatorFactory(code=soort, soort=soort, selectie={"programmalijnen": [n]})
    IndicatorFactory(code="bieb", soort="locaties", functie="bibliotheek")
    IndicatorFactory(code="po", soort="leerlingen", functie="dbos_po")
    with django_assert_num_queries(5):
        cijfers = Cijfers(jaren=[2025, 2026])
        cijfers.waarde("leden", jaar=2026, gemeente=westerveld)
    with django_assert_num_queries(4):
        for jaar in (2025, 2026):
            for code in (*soorten, "bieb", "po"):
                cijfers.waarde(code, jaar=jaar, gemeente=westerveld)
                cijfers.waarde(code, jaar=jaar, scope="stichting")


# ------------------------------------------------------------------ overriding what is computed
def test_een_ingevoerd_cijfer_met_een_reden_is_geen_afwijking_van_een_telling(westerveld, redactie):
    """In a closed year every change has a reason; a figure that nobody computes still does not deviate from anything."""
    JaarFactory(afgesloten=True)
    wijk_af(IndicatorFactory(code="bezoekers"), westerveld, redactie, 1, reden="Telfout hersteld")
    assert cijfer("bezoekers", westerveld).is_afwijking is False


def wijk_af(indicator, gemeente, door, waarde, reden="Twee groepen niet geregistreerd"):
    return zet_meting(
        indicator=indicator, jaar=2026, scope="gemeente", gemeente=gemeente, door=door, waarde=D(waarde), reden=reden
    )


def test_afwijken_van_een_telling_vraagt_een_reden(westerveld, redactie):
    indicator = IndicatorFactory(code="keren", naam="Keren", soort="bijeenkomsten")
    assert weigering(wijk_af, indicator=indicator, gemeente=westerveld, door=redactie, waarde=48, reden=" ") == (
        "reden",
        "Keren wordt berekend. Geef een reden om ervan af te wijken.",
    )
    assert Meting.objects.count() == 0


def test_een_afwijking_staat_over_de_telling_en_meldt_wanneer_die_verschuift(westerveld, redactie):
    uitvoering = UitvoeringFactory(gemeenten=[westerveld])
    BijeenkomstFactory(uitvoering=uitvoering)
    indicator = IndicatorFactory(code="keren", soort="bijeenkomsten")
    wijk_af(indicator, westerveld, redactie, 3)
    voor = cijfer("keren", westerveld)
    assert (voor.waarde, voor.berekend, voor.geteld_bij_invoer, voor.reden) == (
        D(3), D(1), D(1), "Twee groepen niet geregistreerd",
    )  # fmt: skip
    assert (voor.is_afwijking, voor.verschoven) == (True, False)
    BijeenkomstFactory(uitvoering=uitvoering)
    na = cijfer("keren", westerveld)
    assert (na.waarde, na.berekend, na.geteld_bij_invoer, na.verschoven) == (D(3), D(2), D(1), True)
    wijk_af(indicator, westerveld, redactie, 4)
    assert (cijfer("keren", westerveld).geteld_bij_invoer, cijfer("keren", westerveld).verschoven) == (D(2), False)


def test_een_afwijking_in_een_deel_werkt_door_in_de_som(westerveld, redactie):
    indicator = IndicatorFactory(code="keren", soort="bijeenkomsten")
    voer_in("elders", 10, westerveld)
    som("samen", "keren", "elders")
    wijk_af(indicator, westerveld, redactie, 3)
    assert cijfer("samen", westerveld).waarde == D(13)


def test_een_afwijking_van_een_som_onthoudt_de_som(westerveld, redactie):
    leden(westerveld)
    wijk_af(Indicator.objects.get(code="leden"), westerveld, redactie, 4200)
    gevonden = cijfer("leden", westerveld)
    assert (gevonden.waarde, gevonden.berekend, gevonden.geteld_bij_invoer, gevonden.verschoven) == (
        D(4200), D(4110), D(4110), False,
    )  # fmt: skip


def test_een_afwijking_van_een_verhouding_is_niet_meteen_verschoven(westerveld, redactie):
    """4.110 / 19.983 has more decimals than are stored; nothing moved."""
    leden(westerveld)
    voer_in("inw", 19983, westerveld)
    wijk_af(verhouding("deelneming", "leden", "inw", eenheid="%"), westerveld, redactie, 21)
    gevonden = cijfer("deelneming", westerveld)
    assert (gevonden.waarde, gevonden.verschoven) == (D(21), False)


def test_een_afwijking_waar_eerst_niets_te_berekenen_was(westerveld, redactie):
    IndicatorFactory(code="a")
    samen = som("samen", "a")
    wijk_af(samen, westerveld, redactie, 5)
    assert (cijfer("samen", westerveld).geteld_bij_invoer, cijfer("samen", westerveld).verschoven) == (None, False)
    voer_in("a", 4, westerveld)
    assert cijfer("samen", westerveld).verschoven is True


def test_een_opgegeven_stichting_van_een_som_is_geen_afwijking(redactie):
    indicator = IndicatorFactory(code="leden", soort="som", stichting="opgegeven")
    meting = zet_meting(indicator=indicator, jaar=2026, scope="stichting", door=redactie, waarde=D(9))
    assert (meting.waarde, meting.reden, meting.geteld) == (D(9), "", None)
