"""The demo: what it holds, and that its figures are those of the sources."""

import datetime
from collections import Counter
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import call_command
from django.db.models import Sum

from catalogus.models import (
    Activiteit,
    Afname,
    Afnameregel,
    Beschikking,
    Bijeenkomst,
    Budget,
    Campagne,
    Deelname,
    Editie,
    Eenheid,
    Gebruiker,
    Gemeente,
    Groep,
    Indicator,
    Inwonertal,
    Lidmaatschap,
    Locatie,
    Meting,
    Onderzoeksresultaat,
    Pakket,
    Prijs,
    Prijsopgave,
    Prijsvorm,
    Rol,
    Scope,
    Status,
    Statuswissel,
    Termijn,
    Uitvoering,
)
from catalogus.regels import nazien
from catalogus.regels.cijfers import GETELD, Cijfers
from catalogus.regels.verantwoording import gepland_en_gerealiseerd, middelen
from jaarbericht.demo import agenda, laden
from jaarbericht.demo.geld import bedrag_van
from jaarbericht.demo.lezen import gemeentebestanden, html, lees
from jaarbericht.demo.mensen import WACHTWOORD
from jaarbericht.models import Blok, Citaat, Hoofdstuk, Jaarbericht, Opzet, Tekstvariant, Verhaal

D = Decimal
WESTERVELD = {
    "platform-activiteiten": 21, "platform-deelnemers": 50, "bezoekers": 89350,
    "leden-betalend": 1233, "leden-jeugd": 2520, "leden-start": 177, "leden-overig": 180, "leden-totaal": 4110,
    "inwoners": 19983, "dbos-leerlingen": 1171,
    "uitleningen-boeken": 95768, "uitleningen-avm": 568, "uitleningen-tijdschriften": 6799, "uitleningen-fysiek": 103135,
    "uitleningen-dbos": 21118,
    "ontwikkeling-activiteiten": 116, "ontwikkeling-deelnemers": 732,
    "boekstart-kinderopvang": 16, "boekstart-koffertjes": 128, "boekstart-activiteiten": 56, "boekstart-deelnemers": 334,
    "dbos-po-scholen": 11, "dbos-vo-scholen": 1, "dbos-locaties": 12,
    "geletterdheid-activiteiten": 51, "geletterdheid-deelnemers": 343,
    "digitaal-cursussen": 13, "digitaal-dagdelen": 46, "digitaal-spreekuren": 15, "digitaal-spreekuren-deelnemers": 19,
    "ido-spreekuren": 92, "ido-vragen": 302, "basisvaardigheden-activiteiten": 11, "basisvaardigheden-deelnemers": 181,
    "bibliotheken": 3, "servicepunten": 1, "ido-locaties": 4, "taalhuizen": 1,
}  # fmt: skip
STICHTING = {
    "bezoekers-website": 221938, "ebookaccounts": 6160, "ebooks": 89894, "luisterboeken": 33657, "uitleningen-online": 123551,
    "boekstart-kinderopvang": 133, "dbos-po-scholen": 129, "goodhabitz": 4373, "soofos": 5024, "online-cursussen": 9397,
    "masterplan-bidk-nieuw": 20, "masterplan-bidk-door": 113, "masterplan-dbospo-door": 36, "masterplan-dbosvo-nieuw": 5,
    "masterplan-dbosvo-door": 5, "masterplan-dbosplus": 1,
}  # fmt: skip
PROVINCIE = {
    (2023, "ob-leden"): 10804, (2024, "ob-leden"): 11536, (2023, "ob-ebooks"): 162019, (2024, "ob-ebooks"): 168179,
    (2023, "ob-luisterboeken"): 54525, (2024, "ob-luisterboeken"): 61267,
    (2024, "laaggeletterdheid"): 11, (2024, "laaggeletterdheid-hoogst"): 18,
}  # fmt: skip
pytestmark = pytest.mark.django_db


@pytest.fixture
def cijfers(demo) -> Cijfers:
    return Cijfers(jaren=[2023, 2024])


@pytest.fixture
def westerveld(demo) -> Gemeente:
    return Gemeente.objects.get(cbs_code="GM1701")


@pytest.fixture
def borger(demo) -> Gemeente:
    return Gemeente.objects.get(cbs_code="GM1681")


# ------------------------------------------------------------------ the command
def test_de_opdracht_vertelt_wat_er_is_en_stuurt_geen_mail(demo):
    tekst, na_afloop = demo
    regels = [regel.split() for regel in tekst.splitlines()]
    assert ["12", "gemeenten"] in regels
    assert [str(sum(len(bestand["verhaal"]) for bestand in gemeentebestanden())), "verhalen"] in regels
    assert ["opsteller@voorbeeld.example", "opsteller"] in regels
    assert f"Het wachtwoord is steeds {WACHTWOORD}" in tekst
    assert na_afloop == []


def test_een_tweede_keer_verandert_niets(demo):
    voor = (Gemeente.objects.count(), Bijeenkomst.objects.count(), Gebruiker.objects.count())
    tekst = StringIO()
    call_command("demo", stdout=tekst)
    assert tekst.getvalue() == "Er staan al gegevens in de database. De demo laat ze met rust.\n"
    assert (Gemeente.objects.count(), Bijeenkomst.objects.count(), Gebruiker.objects.count()) == voor


def test_zonder_gemeente_is_er_plaats_voor_de_demo():
    assert laden.is_leeg() is True
    Gemeente.objects.create(naam="Ergens", cbs_code="GM0001")
    assert laden.is_leeg() is False


# ------------------------------------------------------------------ figures
@pytest.mark.parametrize(("code", "waarde"), WESTERVELD.items())
def test_cijfer_van_westerveld(cijfers, westerveld, code, waarde):
    cijfer = cijfers.waarde(code, jaar=2024, gemeente=westerveld)
    assert (cijfer.waarde, cijfer.voorbeeld, cijfer.is_afwijking) == (D(waarde), False, False)


@pytest.mark.parametrize(("code", "waarde"), STICHTING.items())
def test_cijfer_van_de_stichting(cijfers, code, waarde):
    cijfer = cijfers.waarde(code, jaar=2024, scope=Scope.STICHTING)
    assert (cijfer.waarde, cijfer.voorbeeld) == (D(waarde), False)


@pytest.mark.parametrize(("sleutel", "waarde"), PROVINCIE.items())
def test_cijfer_van_de_provincie(cijfers, sleutel, waarde):
    jaar, code = sleutel
    cijfer = cijfers.waarde(code, jaar=jaar, scope=Scope.PROVINCIE)
    assert (cijfer.waarde, cijfer.voorbeeld) == (D(waarde), False)


def test_deelneming_is_20_6_procent(cijfers, westerveld):
    # 4110 × 100 / 19983 = 20,567…
    assert round(cijfers.waarde("deelneming", jaar=2024, gemeente=westerveld).waarde, 1) == D("20.6")


def test_geen_gegevens_is_geen_nul(cijfers):
    cijfer = cijfers.waarde("masterplan-dbospo-nieuw", jaar=2024, scope=Scope.STICHTING)
    assert (cijfer.waarde, cijfer.geen_gegevens) == (None, True)


def test_westerveld_2024_wordt_geteld_en_niet_overschreven(westerveld):
    ingevoerd = Meting.objects.filter(gemeente=westerveld, jaar=2024)
    assert ingevoerd.filter(indicator__soort__in=GETELD).count() == 0
    assert ingevoerd.filter(voorbeeld=True).count() == 0
    assert ingevoerd.count() == 10


def test_2023_komt_van_voor_de_registratie(cijfers, westerveld):
    cijfer = cijfers.waarde("ontwikkeling-activiteiten", jaar=2023, gemeente=westerveld)
    assert (cijfer.waarde, cijfer.berekend, cijfer.verschoven) == (D(108), None, False)
    assert cijfer.reden == "Cijfer van voor de registratie in dit systeem."
    assert not any(c.verschoven for c in (cijfers.waarde(code, jaar=2023, gemeente=westerveld) for code in WESTERVELD))


def test_alle_cijfers_van_de_andere_gemeenten_zijn_voorbeelden(westerveld):
    andere = Meting.objects.filter(scope=Scope.GEMEENTE).exclude(gemeente=westerveld, jaar=2024)
    assert andere.filter(voorbeeld=False).count() == 0
    assert Uitvoering.objects.exclude(gemeenten=westerveld).filter(voorbeeld=False).count() == 0
    later = Uitvoering.objects.filter(gemeenten=westerveld, bijeenkomsten__datum__year__gt=2024)
    assert later.filter(voorbeeld=False).count() == 0


@pytest.mark.parametrize("code", ["boekstart-kinderopvang", "dbos-po-scholen"])
def test_de_gemeenten_zijn_samen_niet_meer_dan_de_stichting(cijfers, code):
    samen = sum(cijfers.waarde(code, jaar=2024, gemeente=g).waarde for g in Gemeente.objects.deelnemers(2024))
    assert samen <= STICHTING[code]


def test_de_leerlingen_van_de_scholen_zijn_die_van_het_bestand(cijfers):
    for code, jaren in lees("vorig").items():
        if code.startswith("GM") and "2024" in jaren:
            cijfer = cijfers.waarde("dbos-leerlingen", jaar=2024, gemeente=Gemeente.objects.get(cbs_code=code))
            assert (cijfer.waarde, cijfer.is_afwijking) == (D(jaren["2024"]["dbos-leerlingen"]), False)


def test_biebpanel_heeft_vijf_lijsten_van_vijf(demo):
    per_lijst = Counter(Onderzoeksresultaat.objects.values_list("lijst", flat=True))
    assert per_lijst == {
        "Tevreden over": 5, "Minder tevreden over": 5, "Bekendste activiteiten": 5, "Bekendste diensten": 5, "Interesse in": 5,
    }  # fmt: skip


# ------------------------------------------------------------------ the register
def test_elke_gemeente_heeft_de_aantallen_van_het_bestand(demo):
    for code, activiteiten in lees("uitvoeringen").items():
        if not code.startswith("GM"):
            continue
        gemeente = Gemeente.objects.get(cbs_code=code)
        for activiteit, aantal in activiteiten.items():
            eigen = Bijeenkomst.objects.filter(uitvoering__gemeenten=gemeente, datum__year=2024).filter(
                **{"uitvoering__platform": True} if activiteit == "PLATFORM" else {"uitvoering__activiteit__code": activiteit}
            )
            deelnames = eigen.aggregate(n=Sum("deelnames"))["n"]
            bekend = Deelname.objects.filter(bijeenkomst__in=eigen, gemeente=gemeente)
            for deel in bekend.select_related("bijeenkomst"):
                deelnames += deel.aantal - deel.bijeenkomst.deelnames
            gevonden = (eigen.values("uitvoering").distinct().count(), eigen.count(), deelnames)
            assert (code, activiteit, *gevonden) == (
                code, activiteit, aantal["uitvoeringen"], aantal["bijeenkomsten"], aantal["deelnames"],
            )  # fmt: skip


def test_gezamenlijke_activiteiten_met_en_zonder_verdeling(demo):
    avond = Bijeenkomst.objects.get(uitvoering__titel="Slotavond Heel Nederland Leest van drie gemeenten")
    verdeling = dict(avond.deelnames_per_gemeente.values_list("gemeente__naam", "aantal"))
    assert (avond.deelnames, verdeling) == (36, {"Meppel": 17, "De Wolden": 11, "Westerveld": 8})
    lezing = Bijeenkomst.objects.get(uitvoering__titel="Lezing over het landschap langs de Reest")
    assert (lezing.deelnames, lezing.deelnames_per_gemeente.count()) == (14, 0)
    assert sorted(map(str, lezing.uitvoering.gemeenten.all())) == ["Meppel", "Westerveld"]


def test_niets_op_zondag_of_feestdag_en_niets_na_vandaag(demo):
    dagen = set(Bijeenkomst.objects.values_list("datum", flat=True))
    assert [dag for dag in dagen if dag.isoweekday() == 7] == []
    assert dagen & set(lees("uitvoeringsplan")["feestdagen"]) == set()
    assert max(dagen) <= datetime.date(2026, 11, 20)
    assert {dag.year for dag in dagen} == {2024, 2025, 2026}


def test_wat_op_school_gebeurt_is_op_schooldagen(demo):
    for dag in Bijeenkomst.objects.filter(uitvoering__activiteit__code="DBOS-PO").values_list("datum", flat=True):
        assert dag.isoweekday() <= 5
        assert not any(van <= dag <= tot for van, tot in lees("uitvoeringsplan")["schoolvakanties"])


def test_wat_bij_een_campagne_hoort_valt_daarin(demo):
    for bijeenkomst in Bijeenkomst.objects.exclude(uitvoering__campagne=None).select_related("uitvoering__campagne"):
        campagne = bijeenkomst.uitvoering.campagne
        assert campagne.van <= bijeenkomst.datum <= campagne.tot


def test_een_verhaal_is_een_uitvoering_met_zijn_eigen_aantal(demo):
    verhaal = Verhaal.objects.get(titel="De krant van Sleen")
    uitvoering = verhaal.uitvoering
    keer = uitvoering.bijeenkomsten.get()
    assert (keer.datum, keer.deelnames) == (datetime.date(2024, 10, 4), 22)
    assert (uitvoering.activiteit.code, str(uitvoering.locatie)) == ("KINDERBOEKENWEEK", "Bibliotheek Sleen")
    assert (uitvoering.campagne.sleutel, verhaal.campagne.sleutel) == ("kinderboekenweek", "kinderboekenweek")
    assert Verhaal.objects.filter(uitvoering=None).count() == 0


# ------------------------------------------------------------------ editions, prices, selections
def test_vier_edities_elk_in_zijn_staat(demo):
    assert {e.jaar: (e.status, e.activiteiten.count()) for e in Editie.objects.all()} == {
        2024: ("afgesloten", 58), 2025: ("afgesloten", 61), 2026: ("lopend", 62), 2027: ("open", 61),
    }  # fmt: skip
    assert Editie.objects.get(jaar=2027).kiezen_tot == datetime.date(2026, 12, 15)
    assert Termijn.objects.get().gemeente.naam == "Aa en Hunze"


@pytest.mark.parametrize("jaar", [2024, 2025, 2026, 2027])
def test_geen_bron_wordt_overschreden(demo, jaar):
    assert nazien.bronoverschrijdingen(editie=Editie.objects.get(jaar=jaar)) == []


def test_alle_prijsvormen_eenheden_en_pakketten_komen_voor(demo):
    activiteiten = Activiteit.objects.filter(editie__jaar=2027)
    assert set(activiteiten.values_list("prijsvorm", flat=True)) == set(Prijsvorm.values)
    assert set(activiteiten.values_list("eenheid", flat=True)) == set(Eenheid.values)
    assert set(activiteiten.values_list("pakket", flat=True)) == set(Pakket.values)
    assert set(Activiteit.objects.values_list("programmalijn__nummer", flat=True)) == {1, 2, 3, 4, 5}


def test_prijzen_stijgen_mee(demo):
    prijzen = {
        jaar: Prijs.objects.get(activiteit__editie__jaar=jaar, activiteit__code="LEESKLIK").staffel for jaar in (2024, 2025)
    }
    assert prijzen[2024] == [
        ["50.00", "106.00"],
        ["100.00", "189.00"],
        ["150.00", "272.00"],
        ["200.00", "348.00"],
        [None, "437.00"],
    ]
    assert prijzen[2025][0] == ["50.00", "110.45"]  # 106,00 en 4,2%: 110,452


def test_nieuw_weg_en_een_andere_titel(demo):
    jaren = {
        code: sorted(Activiteit.objects.filter(code=code).values_list("editie__jaar", flat=True))
        for code in ("AI-WORKSHOP", "MAKKELIJK-LEZEN", "VOORLEESEXPRESS")
    }
    assert jaren == {
        "AI-WORKSHOP": [2025, 2026, 2027], "MAKKELIJK-LEZEN": [2026, 2027], "VOORLEESEXPRESS": [2024, 2025, 2026],
    }  # fmt: skip
    titels = Activiteit.objects.filter(code="SAMENLEZEN").order_by("editie__jaar").values_list("titel", flat=True)
    assert list(titels) == ["Samenlezen", "Samenlezen", "Samenlezen in de buurt", "Samenlezen in de buurt"]


def test_kleintje_bieb_heeft_vier_onderdelen(demo):
    kinderen = Activiteit.objects.filter(editie__jaar=2027, ouder__code="KLEINTJE-BIEB").values_list("code", flat=True)
    assert sorted(kinderen) == ["KB-BUITEN", "KB-KNUTSELEN", "KB-MUZIEK", "KB-VOORLEZEN"]


def test_keuzes_per_jaar_en_staat(demo):
    per_jaar = Counter(Afname.objects.values_list("editie__jaar", "status"))
    assert per_jaar == {
        (2024, Status.BEVESTIGD): 8, (2025, Status.BEVESTIGD): 8, (2026, Status.BEVESTIGD): 8, (2026, Status.VERVANGEN): 2,
        (2027, Status.CONCEPT): 5, (2027, Status.TER_FIATTERING): 1, (2027, Status.INGEDIEND): 2, (2027, Status.BEVESTIGD): 1,
    }  # fmt: skip
    assert Afname.objects.filter(voorbeeld=False).count() == 0
    namen = Afname.objects.filter(editie__jaar=2027, gemeente__naam="Westerveld").values_list("naam", flat=True)
    assert sorted(namen) == ["Meer digitale hulp", "Verder zoals nu"]


def test_de_basis_en_de_locaties_zijn_ingevuld(westerveld):
    regels = {r.activiteit.code: r for r in Afnameregel.objects.filter(afname__gemeente=westerveld, afname__editie__jaar=2024)}
    assert (regels["COLLECTIE"].hoeveelheid, regels["COLLECTIE"].herkomst) == (D(19983), "19.983 inwoners op 1 januari 2024")
    assert regels["BASIS-LOCATIE"].locaties.count() == 3
    assert (regels["DBOS-PO"].hoeveelheid, regels["DBOS-PO"].locaties.count()) == (D(1171), 11)
    # Eleven schools with at most 50 (48, 43, 42), 100 (96, 61, 54), 150 (124, 142) and 200 pupils (198, 176, 187).
    assert regels["DBOS-PO"].bedrag_eenheid == D(3 * 1600 + 3 * 2300 + 2 * 3050 + 3 * 3850)
    assert regels["BOEKSTART"].hoeveelheid == 120  # 117 in 2023


def test_het_log_is_van_mensen_van_toen(westerveld):
    log = Statuswissel.objects.filter(afname__gemeente=westerveld, afname__editie__jaar=2024)
    assert [(w.overgang, str(w.door), w.op.year) for w in log] == [
        ("begin", "Johan Smit", 2023),
        ("voorleggen", "Johan Smit", 2023),
        ("indienen", "Hester Kuipers", 2023),
        ("bevestigen", "Sander Oosting", 2023),
    ]


def test_een_tweede_versie_van_2026(westerveld):
    nieuw = Afname.objects.get(gemeente=westerveld, editie__jaar=2026, status=Status.BEVESTIGD)
    assert (nieuw.versienummer, nieuw.ingangsdatum) == (2, datetime.date(2026, 7, 1))
    assert nieuw.regels.get(activiteit__code="DIGIVITALER").hoeveelheid == 4
    assert nieuw.voorganger.regels.get(activiteit__code="DIGIVITALER").hoeveelheid == 2


def test_teruggegeven_met_opmerkingen_per_regel(demo):
    wissel = Statuswissel.objects.get(overgang="teruggeven")
    assert str(wissel.afname.gemeente) == "De Wolden"
    codes = wissel.regelopmerkingen.values_list("activiteit__code", flat=True)
    assert sorted(codes) == ["BELASTING", "SAMENLEZEN"]


def test_maatwerk_heeft_een_prijsopgave(westerveld):
    regel = Afnameregel.objects.get(afname__gemeente=westerveld, afname__editie__jaar=2024, activiteit__code="WORKSHOP-MAAT")
    assert (regel.bedrag_vast, regel.bedrag_eenheid) == (D(0), D(2500))  # 2 × 1.250
    assert Prijsopgave.objects.get(datum=None).gemeente.naam == "De Wolden"


def test_geld_van_westerveld(westerveld):
    overzicht = middelen(gemeente=westerveld, jaar=2024, cijfers=Cijfers(jaren=[2024]))
    huisvesting = next(rij for rij in overzicht.rijen if rij.programmalijn is None)
    # 42.850 + 23.600 + 48.250 + 35.900
    assert (huisvesting.verleend, huisvesting.gerealiseerd) == (D(150600), D(150600))
    verleend, vastgesteld = Beschikking.objects.filter(gemeente=westerveld, jaar=2024).order_by("datum")
    assert verleend.bedrag == vastgesteld.bedrag
    assert 0 <= verleend.bedrag - overzicht.verleend < 100
    assert Budget.objects.filter(gemeente=westerveld, jaar=2027).count() == 6


@pytest.mark.parametrize(
    ("tekst", "bedrag"),
    # 671.930,51 rounded up; with 2% it is 685.369,12
    [("afname", 672000), ("afname+0%", 672000), ("afname+2%", 685400), ("afname-3%", 651800)],
)
def test_bedrag_dat_uit_de_afname_volgt(tekst, bedrag):
    assert bedrag_van(tekst, D("671930.51")) == D(bedrag)


def test_gepland_en_gerealiseerd_van_elke_gemeente(cijfers):
    for gemeente in Gemeente.objects.deelnemers(2024).exclude(naam="Borger-Odoorn"):
        rijen = gepland_en_gerealiseerd(gemeente=gemeente, jaar=2024, cijfers=cijfers)
        telbaar = [rij for rij in rijen if rij.uitgevoerd is not None]
        assert len(telbaar) >= 20
        assert [rij.code for rij in telbaar if not 40 <= rij.deel <= 210] == []


# ------------------------------------------------------------------ reports, Borger-Odoorn, people
def test_opzet_met_campagnes_op_hun_plek(demo):
    opzet = Opzet.objects.get(jaar=2024)
    assert (opzet.titel, opzet.organisatie) == ("Jaarbericht", "Biblionet Drenthe")
    assert [h.sleutel for h in opzet.hoofdstukken.all()] == [
        "omslag", "inhoud", "terugblik", "robuust", "leert", "leest", "geletterd", "meedoen",
        "verantwoording", "kaart", "colofon",
    ]  # fmt: skip
    assert opzet.hoofdstukken.get(sleutel="verantwoording").soort == Hoofdstuk.Soort.PAGINAS
    blokken = list(Blok.objects.filter(hoofdstuk__sleutel="leert").values_list("sleutel", flat=True))
    bestand = next(rij["blok"] for rij in lees("opzet")["hoofdstuk"] if rij["sleutel"] == "leert")
    eerste = [blok["sleutel"] for blok in bestand].index("leert-campagnes")
    assert blokken[eerste : eerste + 8] == [
        "campagne-nationale-voorleesdagen", "campagne-poezieweek", "campagne-streektaalmaand", "campagne-boekenweek",
        "campagne-zomerlezen", "campagne-boekenweek-jongeren", "campagne-kinderboekenweek", "campagne-heel-nederland-leest",
    ]  # fmt: skip
    assert len(blokken) == len(bestand) + 7
    assert Campagne.objects.count() == 27


def test_plaatshouders_staan_als_veld_in_de_tekst(demo):
    assert html("<p>In {jaar:dit} las {deelnames}.</p>") == (
        '<p>In <span data-veld="jaar:dit"></span> las <span data-veld="verhaal:deelnames"></span>.</p>'
    )
    teksten = [*Blok.objects.values_list("tekst", flat=True), *Verhaal.objects.values_list("tekst", flat=True)]
    teksten += Tekstvariant.objects.values_list("tekst", flat=True)
    assert [tekst for tekst in teksten if "{" in tekst] == []


def test_wie_wordt_genoemd_gaf_toestemming(demo):
    assert Citaat.objects.filter(toestemming=None).count() == 0
    assert Verhaal.objects.filter(noemt_persoon=True, toestemming=None).count() == 0
    kinderen = [rij["wie"] for bestand in gemeentebestanden() for rij in bestand["citaat"] if rij.get("kind")]
    assert sorted(Citaat.objects.filter(toestemming__is_kind=True).values_list("wie", flat=True)) == sorted(kinderen)
    genoemd = [rij["titel"] for bestand in gemeentebestanden() for rij in bestand["verhaal"] if "persoon" in rij]
    assert sorted(Verhaal.objects.filter(noemt_persoon=True).values_list("titel", flat=True)) == sorted(genoemd)
    kind = Verhaal.objects.get(titel="Lezen onder de appelboom").toestemming
    assert (kind.persoon, kind.is_kind, kind.ouder) == ("Jurre (voorbeeldtoestemming)", True, "Ouder van Jurre (voorbeeld)")


def test_een_jaarbericht_per_deelnemer(demo):
    mededelingen = dict(Jaarbericht.objects.values_list("gemeente__naam", "mededeling"))
    voorbeeld = "Alle cijfers van deze gemeente zijn voorbeeldcijfers."
    assert mededelingen == {
        "Westerveld": "", "Borger-Odoorn": "", "Aa en Hunze": voorbeeld, "Coevorden": voorbeeld, "De Wolden": voorbeeld,
        "Meppel": voorbeeld, "Midden-Drenthe": voorbeeld, "Noordenveld": voorbeeld, "Tynaarlo": voorbeeld,
    }  # fmt: skip


def test_borger_odoorn_begint_met_niets(borger):
    assert Locatie.objects.filter(gemeente=borger).count() == 4
    assert sorted(Lidmaatschap.objects.filter(gemeente=borger).values_list("rol", flat=True)) == [Rol.FIATTEUR, Rol.OPSTELLER]
    for leeg in (
        Inwonertal.objects.filter(gemeente=borger),
        Afname.objects.filter(gemeente=borger),
        Budget.objects.filter(gemeente=borger),
        Meting.objects.filter(gemeente=borger),
        Uitvoering.objects.filter(gemeenten=borger),
        Verhaal.objects.filter(gemeente=borger),
    ):
        assert leeg.count() == 0


def test_mensen_kunnen_inloggen_met_hun_groep_of_rol(demo):
    for groep in Groep:
        gebruiker = Gebruiker.objects.get(email=f"{groep}@voorbeeld.example")
        assert list(gebruiker.groups.values_list("name", flat=True)) == [groep]
    opsteller = Gebruiker.objects.get(email="opsteller@voorbeeld.example")
    assert opsteller.check_password(WACHTWOORD) is True
    namen = ("opsteller", "fiatteur", "raadpleger", "twee-gemeenten", "beheer")
    rollen: dict[str, list[tuple[str, str]]] = {naam: [] for naam in namen}
    for lid in Lidmaatschap.objects.filter(gebruiker__email__in=[f"{naam}@voorbeeld.example" for naam in namen]):
        rollen[lid.gebruiker.email.partition("@")[0]].append((str(lid.gemeente), lid.rol))
    assert rollen == {
        "opsteller": [("Westerveld", "opsteller")],
        "fiatteur": [("Westerveld", "fiatteur")],
        "raadpleger": [("Westerveld", "raadpleger")],
        "twee-gemeenten": [("De Wolden", "opsteller"), ("Meppel", "opsteller")],
        "beheer": [],
    }
    assert str(Gebruiker.objects.get(email="vestiging@voorbeeld.example").vestiging) == "Bibliotheek Diever"
    assert Gemeente.objects.filter(vier_ogen=False).count() == 0


def test_elke_indicator_is_af(demo):
    assert Indicator.objects.count() == len(lees("indicatoren")["indicator"])
    som = Indicator.objects.get(code="leden-totaal").onderdelen.values_list("code", flat=True)
    assert sorted(som) == ["leden-betalend", "leden-jeugd", "leden-overig", "leden-start"]
    deelneming = Indicator.objects.get(code="deelneming")
    assert (deelneming.teller.code, deelneming.noemer.code, deelneming.eenheid) == ("leden-totaal", "inwoners", "%")


# ------------------------------------------------------------------ spreading
def test_een_getal_verdeeld_over_delen():
    delen = agenda.verdeel_heel(totaal=25, delen=4, zaad=1)
    assert (sum(delen), min(delen) >= 1, len(delen)) == (25, True, 4)
    assert agenda.verdeel_heel(totaal=10, delen=5, zaad=1) == [2, 2, 2, 2, 2]
    assert sum(agenda.verdeel_heel(totaal=3, delen=5, zaad=1)) == 3


def test_gespreid_op_gelijke_afstand():
    assert agenda.spreid([1, 2, 3, 4, 5, 6], 3) == [2, 4, 6]
    assert agenda.spreid([1, 2], 4) == [1, 1, 2, 2]


def test_een_reeks_is_elke_week_op_dezelfde_dag():
    dagen = agenda.dagen(code="KLIKTIK", van=datetime.date(2024, 1, 8), tot=datetime.date(2024, 3, 2))
    reeks = agenda.reeks(kandidaten=dagen, aantal=4, zaad=0, aaneen=True)
    assert reeks == [datetime.date(2024, 1, dag) for dag in (8, 15, 22, 29)]
