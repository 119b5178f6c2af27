"""What the database itself refuses, what records are called, and the words of the fields."""

import uuid
from decimal import Decimal as D
from functools import partial

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import CheckConstraint, ProtectedError, UniqueConstraint

from catalogus import models
from catalogus.models import Gemeente
from catalogus.models.basis import Bewerkbaar
from tests import factories as f
from tests.factories import dag

pytestmark = pytest.mark.django_db

ALLE = [m for m in apps.get_app_config("catalogus").get_models() if not m._meta.model_name.startswith("historical")]
BEPERKINGEN = {c.name: (model, c) for model in ALLE for c in model._meta.constraints}


# ------------------------------------------------------------------ constraints
def tweemaal(fabriek, **velden):
    """The same row twice; related rows are made once, the first time."""

    def maak():
        eerste = fabriek(**velden)
        kopie = type(eerste)(
            **{v.attname: getattr(eerste, v.attname) for v in eerste._meta.concrete_fields if not v.primary_key}
        )
        kopie.save()

    return maak


def tweede_bevestigde():
    eerste = f.AfnameFactory(status="bevestigd")
    f.AfnameFactory(gemeente=eerste.gemeente, status="vervangen")
    f.AfnameFactory(gemeente=eerste.gemeente, status="bevestigd", naam="Ander", versienummer=2)


GEGEVEN = {"datum": dag("2025-05-01"), "vast": D(1), "per_eenheid": D(1), "geldig_tot": dag("2025-06-01")}
SCHENDINGEN = {
    "aanlevering_rubriek_of_indicator": [
        partial(f.AanleveringFactory, rubriek=""),
        lambda: f.AanleveringFactory(rubriek="Leden", indicator=f.IndicatorFactory()),
    ],
    "aanlevering_rubriek_uniek": [tweemaal(f.AanleveringFactory)],
    "aanlevering_rubriek_gemeente_uniek": [lambda: tweemaal(f.AanleveringFactory, gemeente=f.GemeenteFactory())()],
    "aanlevering_indicator_uniek": [lambda: tweemaal(f.AanleveringFactory, indicator=f.IndicatorFactory())()],
    "aanlevering_indicator_gemeente_uniek": [
        lambda: tweemaal(f.AanleveringFactory, indicator=f.IndicatorFactory(), gemeente=f.GemeenteFactory())(),
    ],
    "aanleverherinnering_eenmaal": [
        tweemaal(f.AanleverherinneringFactory),
    ],
    "activiteit_bedrag_niet_negatief": [
        partial(f.ActiviteitFactory, bedrag_vast=D("-0.01")),
        partial(f.ActiviteitFactory, bedrag_eenheid=D("-0.01")),
    ],
    "activiteit_code_uniek": [tweemaal(f.ActiviteitFactory)],
    "activiteit_minimum_maximum": [partial(f.ActiviteitFactory, minimum=D(3), maximum=D("2.99"))],
    "afname_een_bevestigde": [tweede_bevestigde],
    "afnameregel_niet_negatief": [partial(f.AfnameregelFactory, hoeveelheid=D("-0.01"))],
    "afnameregel_uniek": [tweemaal(f.AfnameregelFactory)],
    "afnameregellocatie_niet_negatief": [partial(f.AfnameregellocatieFactory, hoeveelheid=D("-0.01"))],
    "document_uniek": [lambda: tweemaal(f.DocumentFactory, wissel=f.StatuswisselFactory())()],
    "document_zonder_wissel_uniek": [tweemaal(f.DocumentFactory)],
    "afnameregellocatie_uniek": [tweemaal(f.AfnameregellocatieFactory)],
    "beschikking_kenmerk_uniek": [tweemaal(f.BeschikkingFactory)],
    "beschikking_niet_negatief": [partial(f.BeschikkingFactory, bedrag=D("-0.01"))],
    "bronbedrag_niet_negatief": [partial(f.BronbedragFactory, bedrag=D("-0.01"))],
    "bronbedrag_uniek": [tweemaal(f.BronbedragFactory)],
    "budget_geheel_uniek": [tweemaal(f.BudgetFactory)],
    "budget_lijn_uniek": [lambda: tweemaal(f.BudgetFactory, programmalijn=f.ProgrammalijnFactory())()],
    "budget_niet_negatief": [partial(f.BudgetFactory, bedrag=D("-0.01"))],
    "campagne_periode": [partial(f.CampagneFactory, van=dag("2026-10-02"), tot=dag("2026-10-01"))],
    "campagne_uniek": [tweemaal(f.CampagneFactory)],
    "deelname_uniek": [tweemaal(f.DeelnameFactory)],
    "dekking_bedrag_of_percentage": [
        partial(f.DekkingFactory, bedrag=D(1), percentage=D(1)),
        partial(f.DekkingFactory, bedrag=None, percentage=None),
        partial(f.DekkingFactory, bedrag=D("-0.01")),
        partial(f.DekkingFactory, percentage=D("100.01")),
        partial(f.DekkingFactory, percentage=D("-0.01")),
    ],
    "editie_opslag_niet_negatief": [
        partial(f.EditieFactory, opslagpercentage=D("-0.01")),
        partial(f.EditieFactory, organisatiekosten=D("-0.01")),
    ],
    "gemeente_deelnemer_periode": [
        partial(f.GemeenteFactory, deelnemer_van=dag("2026-01-02"), deelnemer_tot=dag("2026-01-01")),
    ],
    "herinnering_eenmaal": [tweemaal(f.HerinneringFactory)],
    "huisvestingslast_niet_negatief": [partial(f.HuisvestingslastFactory, bedrag=D("-0.01"))],
    "idempotentie_uniek": [tweemaal(f.IdempotentieFactory)],
    "huisvestingslast_uniek": [tweemaal(f.HuisvestingslastFactory)],
    "inwonertal_uniek": [tweemaal(f.InwonertalFactory)],
    "kenmerk_uniek": [tweemaal(f.KenmerkFactory)],
    "kostenregel_niet_negatief": [
        partial(f.KostenregelFactory, hoeveelheid=D("-0.01")),
        partial(f.KostenregelFactory, prijs=D("-0.01")),
    ],
    "kostenregel_uren_met_functiegroep": [partial(f.KostenregelFactory, soort="uren")],
    "lidmaatschap_uniek": [tweemaal(f.LidmaatschapFactory)],
    "locatie_uniek": [tweemaal(f.LocatieFactory)],
    "locatiefunctie_periode": [partial(f.LocatiefunctieFactory, van=dag("2026-01-02"), tot=dag("2026-01-01"))],
    "locatiefunctie_uniek": [tweemaal(f.LocatiefunctieFactory)],
    "locatiestand_uniek": [tweemaal(f.LocatiestandFactory)],
    "locatiestand_uren": [
        partial(f.LocatiestandFactory, bemande_uren=D("168.01")),
        partial(f.LocatiestandFactory, bemande_uren=D("-0.01")),
    ],
    "meting_gemeente_bij_scope": [
        partial(f.MetingFactory, scope="gemeente"),
        lambda: f.MetingFactory(scope="stichting", gemeente=f.GemeenteFactory()),
        lambda: f.MetingFactory(scope="provincie", gemeente=f.GemeenteFactory()),
    ],
    "meting_gemeente_uniek": [lambda: tweemaal(f.MetingFactory, gemeente=f.GemeenteFactory())()],
    "meting_scope_uniek": [tweemaal(f.MetingFactory, scope="stichting"), tweemaal(f.MetingFactory, scope="provincie")],
    "meting_waarde_of_geen_gegevens": [
        partial(f.MetingFactory, waarde=None),
        partial(f.MetingFactory, waarde=D(0), geen_gegevens=True),
    ],
    "onderzoek_uniek": [tweemaal(f.OnderzoekFactory)],
    "onderzoeksresultaat_percentage": [
        partial(f.OnderzoeksresultaatFactory, percentage=D("100.01")),
        partial(f.OnderzoeksresultaatFactory, percentage=D("-0.01")),
    ],
    "onderzoeksresultaat_uniek": [tweemaal(f.OnderzoeksresultaatFactory)],
    "prijs_niet_negatief": [
        partial(f.PrijsFactory, vast=D("-0.01")),
        partial(f.PrijsFactory, per_eenheid=D("-0.0001")),
    ],
    "prijs_uniek": [tweemaal(f.PrijsFactory)],
    "prijsopgave_niet_negatief": [
        partial(f.PrijsopgaveFactory, vast=D("-0.01")),
        partial(f.PrijsopgaveFactory, per_eenheid=D("-0.01")),
    ],
    "prijsopgave_volledig": [
        partial(f.PrijsopgaveFactory, **{**GEGEVEN, "vast": None}),
        partial(f.PrijsopgaveFactory, **{**GEGEVEN, "per_eenheid": None}),
        partial(f.PrijsopgaveFactory, **{**GEGEVEN, "geldig_tot": dag("2025-04-30")}),
    ],
    "realisatie_huisvesting_uniek": [tweemaal(f.RealisatieFactory)],
    "realisatie_lijn_uniek": [lambda: tweemaal(f.RealisatieFactory, programmalijn=f.ProgrammalijnFactory())()],
    "staffel_een_open_klasse": [tweemaal(f.StaffelFactory, tot_en_met=None)],
    "staffel_niet_negatief": [partial(f.StaffelFactory, prijs=D("-0.01"))],
    "staffel_uniek": [tweemaal(f.StaffelFactory)],
    "tarief_niet_negatief": [partial(f.TariefFactory, uurtarief=D("-0.01"))],
    "tarief_uniek": [tweemaal(f.TariefFactory)],
    "term_uniek": [tweemaal(f.TermFactory)],
    "termijn_uniek": [tweemaal(f.TermijnFactory)],
    "uitvoering_activiteit_of_platform": [
        partial(f.UitvoeringFactory, activiteit=None),
        partial(f.UitvoeringFactory, platform=True),
    ],
    "verschiltoelichting_uniek": [tweemaal(f.VerschiltoelichtingFactory)],
}


def genoemd_als(model, beperking):
    """How the database names a constraint; SQLite names the columns of a unique one."""
    if connection.vendor == "postgresql" or isinstance(beperking, CheckConstraint):
        return beperking.name
    kolommen = [model._meta.get_field(veld).column for veld in beperking.fields]
    return ", ".join(f"{model._meta.db_table}.{kolom}" for kolom in kolommen)


def test_elke_beperking_wordt_hieronder_geschonden():
    assert set(SCHENDINGEN) == set(BEPERKINGEN)


@pytest.mark.parametrize(
    ("naam", "schending"), [pytest.param(n, s, id=f"{n}-{i}") for n, alle in SCHENDINGEN.items() for i, s in enumerate(alle)]
)
def test_de_database_weigert(naam, schending):
    with pytest.raises(IntegrityError) as fout, transaction.atomic():
        schending()
    assert genoemd_als(*BEPERKINGEN[naam]) in str(fout.value)


UNIEKE_VELDEN = {
    ("gemeente", "naam"): lambda: [f.GemeenteFactory(naam="Westerveld") for _ in range(2)],
    ("gemeente", "cbs_code"): lambda: [f.GemeenteFactory(cbs_code="GM1701") for _ in range(2)],
    ("grens", "gemeente"): tweemaal(f.GrensFactory),
    ("jaar", "jaar"): tweemaal(f.JaarFactory),
    ("editie", "jaar"): tweemaal(f.EditieFactory),
    ("functiegroep", "naam"): tweemaal(f.FunctiegroepFactory),
    ("financieringsbron", "naam"): tweemaal(f.FinancieringsbronFactory),
    ("gebruiker", "email"): tweemaal(f.GebruikerFactory),
    ("programmalijn", "nummer"): tweemaal(f.ProgrammalijnFactory),
    ("programmalijn", "naam"): lambda: [f.ProgrammalijnFactory(nummer=n, naam="Een") for n in (1, 2)],
    ("programmalijn", "slug"): lambda: [f.ProgrammalijnFactory(nummer=n, slug="een") for n in (1, 2)],
    ("indicator", "code"): tweemaal(f.IndicatorFactory),
    ("titelkoppeling", "titel"): tweemaal(f.TitelkoppelingFactory),
    ("webhook", "kenmerk"): lambda: [f.WebhookFactory(kenmerk=uuid.UUID(int=7)) for _ in range(2)],
    ("bezorging", "kenmerk"): lambda: [f.BezorgingFactory(kenmerk=uuid.UUID(int=7)) for _ in range(2)],
    ("uitvoering", "client_id"): lambda: [f.UitvoeringFactory(client_id=uuid.UUID(int=7)) for _ in range(2)],
}


def test_elk_uniek_veld_wordt_hieronder_geschonden():
    velden = {(m._meta.model_name, v.name) for m in ALLE for v in m._meta.fields if v.unique and not v.primary_key}
    assert set(UNIEKE_VELDEN) == velden


@pytest.mark.parametrize(("model", "veld"), UNIEKE_VELDEN)
def test_de_database_weigert_een_dubbele(model, veld):
    with pytest.raises(IntegrityError), transaction.atomic():
        UNIEKE_VELDEN[model, veld]()


def test_zonder_kenmerk_van_een_apparaat_zijn_er_meer_uitvoeringen():
    assert [f.UitvoeringFactory(client_id=None).client_id for _ in range(2)] == [None, None]


def test_elke_controle_heeft_een_eigen_nederlandse_melding():
    """Else Django shows the name of the constraint. A unique constraint over fields alone gets Django's own Dutch words."""
    zonder = [
        naam
        for naam, (_, beperking) in BEPERKINGEN.items()
        if not (isinstance(beperking, UniqueConstraint) and beperking.condition is None)
        and beperking.violation_error_message == beperking.default_violation_error_message
    ]
    assert zonder == []


# ------------------------------------------------------------------ what hangs together
def test_een_activiteit_met_een_afnameregel_of_uitvoering_kan_niet_weg():
    for rij in (f.AfnameregelFactory(), f.UitvoeringFactory(), f.PrijsFactory(), f.PrijsopgaveFactory()):
        with pytest.raises(ProtectedError):
            rij.activiteit.delete()
    ouder = f.ActiviteitFactory()
    f.ActiviteitFactory(ouder=ouder)
    with pytest.raises(ProtectedError):
        ouder.delete()


def test_een_gemeente_met_een_afname_kan_niet_weg():
    with pytest.raises(ProtectedError):
        f.AfnameFactory().gemeente.delete()


def test_wat_mensen_bewerken_heeft_geschiedenis_en_een_slot():
    """All but logs and what never changes, such as documents and tokens, and users, whose history their app keeps."""
    zonder = {m._meta.model_name for m in ALLE if not issubclass(m, Bewerkbaar)}
    assert zonder == {
        "aanleverherinnering", "bezorging", "document", "gebruiker", "herinnering", "idempotentie", "import", "prijs",
        "regelopmerking", "statuswissel", "token", "webhook", "wsobopgave",
    }  # fmt: skip
    term = f.TermFactory(woord="Leerplek")
    term.woord = "Oefenplein"
    term.save()
    assert ([h.woord for h in term.history.all()], term.slot) == (["Oefenplein", "Leerplek"], 0)


@pytest.mark.parametrize(
    ("van", "tot", "jaren"),
    [
        (None, None, []),
        ("2025-12-31", None, [2025, 2026, 2027]),
        ("2026-01-01", None, [2026, 2027]),
        ("2020-01-01", "2026-12-31", [2025, 2026]),
        ("2020-01-01", "2026-12-30", [2025]),
    ],
)
def test_deelnemer_op_31_december(van, tot, jaren):
    gemeente = f.GemeenteFactory(deelnemer_van=van and dag(van), deelnemer_tot=tot and dag(tot))
    assert [j for j in (2025, 2026, 2027) if gemeente.is_deelnemer(j)] == jaren
    assert [j for j in (2025, 2026, 2027) if Gemeente.objects.deelnemers(j).exists()] == jaren


@pytest.mark.parametrize("eenheid", models.Eenheid.values)
def test_een_prijs_heeft_twee_decimalen_en_per_inwoner_vier(eenheid):
    assert f.los(eenheid=eenheid).prijsdecimalen == (4 if eenheid == "inwoner" else 2)


def test_de_open_staffelklasse_komt_achteraan():
    activiteit = f.ActiviteitFactory()
    for tot in (None, D(100), D(50)):
        f.StaffelFactory(activiteit=activiteit, tot_en_met=tot)
    assert [s.tot_en_met for s in activiteit.staffels.all()] == [D(50), D(100), None]


def test_een_gebruiker_heet_naar_zijn_e_mailadres_in_kleine_letters():
    gebruiker = models.Gebruiker.objects.create_user("Olga@Westerveld.EXAMPLE", "geheim-woord")
    super_ = models.Gebruiker.objects.create_superuser("beheer@bibliotheek.example", "geheim-woord")
    assert (gebruiker.email, gebruiker.check_password("geheim-woord")) == ("olga@westerveld.example", True)
    assert [(g.is_staff, g.is_superuser) for g in (gebruiker, super_)] == [(False, False), (True, True)]
    assert models.Gebruiker.objects.get_by_natural_key("OLGA@westerveld.example") == gebruiker


@pytest.mark.parametrize(
    ("model", "veld", "goed", "fout"),
    [
        (models.Gemeente, "cbs_code", ["GM1701", "GM0119"], ["1701", "GM171", "GM17011", "gm1701", "GM17O1"]),
        (
            models.Activiteit,
            "code",
            ["IDO", "KLEINTJE-BIEB-1", "2BUILD"],
            ["ido", "IDO-", "-IDO", "KLEINTJE B", "A--B", "É"],
        ),
        (models.Programmalijn, "kleur", ["#14506b", "#000000"], ["14506b", "#14506B", "#145", "#14506b00", "rood"]),
    ],
)
def test_schrijfwijze_van_codes(model, veld, goed, fout):
    def mag(waarde):
        try:
            model._meta.get_field(veld).run_validators(waarde)
        except ValidationError:
            return False
        return True

    assert ([w for w in goed if mag(w)], [w for w in fout if mag(w)]) == (goed, [])


# ------------------------------------------------------------------ what records are called
WESTERVELD = {"gemeente__naam": "Westerveld"}
NAMEN = [
    (f.GemeenteFactory, {"naam": "Westerveld"}, "Westerveld"),
    (f.GrensFactory, WESTERVELD, "Grens van Westerveld"),
    (f.InwonertalFactory, WESTERVELD, "Westerveld op 01-01-2026: 20000"),
    (f.TermFactory, WESTERVELD, "Westerveld: leerplein heet Oefenplein"),
    (f.BeleidsdoelFactory, {**WESTERVELD, "tekst": "x" * 61}, f"Westerveld: {'x' * 60}"),
    (f.JaarFactory, {}, "2026"),
    (f.LocatieFactory, {"naam": "Bibliotheek Diever", "plaats": "Diever"}, "Bibliotheek Diever"),
    (f.LocatieFactory, {"naam": "De Brug", "plaats": "Diever"}, "De Brug, Diever"),
    (f.LocatiestandFactory, {"locatie__naam": "De Brug"}, "De Brug, Diever vanaf 01-01-2020"),
    (f.LocatiefunctieFactory, {"locatie__naam": "De Brug", "functie": "leerplein"}, "De Brug, Diever: Leerplein"),
    (f.GebruikerFactory, {"first_name": "Olga", "last_name": "de Vries"}, "Olga de Vries"),
    (f.GebruikerFactory, {"email": "olga@westerveld.example"}, "olga@westerveld.example"),
    (f.LidmaatschapFactory, {**WESTERVELD, "gebruiker__first_name": "Olga"}, "Olga: opsteller bij Westerveld"),
    (f.ProgrammalijnFactory, {"nummer": 3, "naam": "Drenthe leest"}, "3 Drenthe leest"),
    (f.KenmerkFactory, {"naam": "0 tot 4 jaar"}, "0 tot 4 jaar"),
    (f.EditieFactory, {}, "Editie 2026"),
    (f.TermijnFactory, WESTERVELD, "Westerveld 2026: tot en met 30-09-2025"),
    (f.FunctiegroepFactory, {}, "Educatie"),
    (f.TariefFactory, {}, "Educatie 2026: 60.00"),
    (f.FinancieringsbronFactory, {}, "School"),
    (f.BronbedragFactory, {}, "School 2026: 1000.00"),
    (f.ActiviteitFactory, {"titel": "Cursus"}, "Cursus"),
    (f.KostenregelFactory, {"omschrijving": "Boekje"}, "Boekje"),
    (f.KostenregelFactory, {}, "materiaal"),
    (f.DekkingFactory, {"activiteit__titel": "Cursus"}, "School bij Cursus"),
    (f.StaffelFactory, {}, "tot en met 50: 106"),
    (f.StaffelFactory, {"tot_en_met": None}, "meer: 106"),
    (f.PrijsFactory, {"activiteit__titel": "Cursus"}, "Cursus, versie 1"),
    (f.PrijsopgaveFactory, {**WESTERVELD, "activiteit__titel": "Cursus"}, "Cursus voor Westerveld"),
    (f.BudgetFactory, WESTERVELD, "Budget Westerveld 2026"),
    (f.HuisvestingslastFactory, {"locatie__naam": "De Brug"}, "De Brug, Diever 2026"),
    (f.BeschikkingFactory, WESTERVELD, "verlening Westerveld 2026"),
    (f.RealisatieFactory, WESTERVELD, "Gerealiseerd Westerveld 2026: huisvesting"),
    (f.AfnameFactory, WESTERVELD, "Westerveld 2026: Onze keuze (versie 1)"),
    (f.AfnameregelFactory, {"activiteit__titel": "Cursus", "hoeveelheid": D(2)}, "Cursus: 2"),
    (f.AfnameregellocatieFactory, {"locatie__naam": "De Brug", "hoeveelheid": D(2)}, "De Brug, Diever: 2"),
    (
        f.StatuswisselFactory,
        {"afname__gemeente__naam": "Westerveld"},
        "Westerveld 2026: Onze keuze (versie 1): begin naar concept",
    ),
    (f.DocumentFactory, {"afname__gemeente__naam": "Westerveld"}, "Afnamelijst van Westerveld 2026: Onze keuze (versie 1)"),
    (f.RegelopmerkingFactory, {"tekst": "x" * 61}, "x" * 60),
    (f.VerschiltoelichtingFactory, WESTERVELD, "Westerveld 2026: IDO"),
    (f.HerinneringFactory, WESTERVELD, "Westerveld 2026: 7 dagen voor het einde van de termijn"),
    (f.AanleveringFactory, {}, "Leden 2026"),
    (
        f.AanleverherinneringFactory,
        {"gebruiker__first_name": "Femke"},
        "Femke, cijfers 2026: 3 dagen voor de datum",
    ),
    (f.WsobopgaveFactory, {}, "Wsob-opgave 2026"),
    (f.ImportFactory, {}, "tarieven.xlsx"),
    (f.CampagneFactory, {}, "Kinderboekenweek 2026"),
    (f.UitvoeringFactory, {"titel": "Digitaal café"}, "Digitaal café"),
    (f.UitvoeringFactory, {"activiteit__titel": "Cursus"}, "Cursus"),
    (f.UitvoeringFactory, {"activiteit": None, "platform": True}, "Platformactiviteit"),
    (f.BijeenkomstFactory, {"uitvoering__titel": "Cursus"}, "Cursus op 02-03-2026"),
    (f.DeelnameFactory, WESTERVELD, "Westerveld: 10"),
    (f.TitelkoppelingFactory, {"titel": "Spreekuur"}, "Spreekuur → IDO"),
    (f.IndicatorFactory, {"naam": "Leden"}, "Leden"),
    (f.MetingFactory, {"indicator__naam": "Leden"}, "Leden 2026 stichting"),
    (f.TokenFactory, {"token_key": "0a1b2c3d4e5f607"}, "Kassasysteem (0a1b2c3d4e5f607)"),
    (f.IdempotentieFactory, {}, "8c1f"),
    (f.WebhookFactory, {}, "https://zaaksysteem.example/hook"),
    (f.BezorgingFactory, {}, "afname.ingediend aan https://zaaksysteem.example/hook"),
    (f.OnderzoekFactory, {}, "BiebPanel 2026"),
    (f.OnderzoeksresultaatFactory, {"label": "Collectie"}, "Tevreden over: Collectie 61%"),
]


@pytest.mark.parametrize(("fabriek", "velden", "naam"), NAMEN, ids=[rij[2][:40] for rij in NAMEN])
def test_hoe_iets_heet(fabriek, velden, naam):
    assert str(fabriek(**velden)) == naam


def test_een_meting_van_een_gemeente_heet_naar_haar():
    meting = f.MetingFactory(indicator__naam="Leden", gemeente=f.GemeenteFactory(naam="Westerveld"))
    assert str(meting) == "Leden 2026 Westerveld"


def test_realisatie_van_een_programmalijn_heet_naar_de_lijn():
    realisatie = f.RealisatieFactory(gemeente__naam="Westerveld", programmalijn=f.ProgrammalijnFactory(naam="Leren"))
    assert str(realisatie) == "Gerealiseerd Westerveld 2026: 2 Leren"


def test_elk_model_heeft_een_naam_hierboven():
    assert {fabriek._meta.model for fabriek, _, _ in NAMEN} == set(ALLE)


# ------------------------------------------------------------------ words of fields
def test_elk_veld_dat_mensen_invullen_heeft_een_eigen_nederlandse_naam():
    """Without a name of its own a field shows the one of the code, without accents, spaces or Dutch word order."""
    zonder = [
        f"{model._meta.model_name}.{veld.name}"
        for model in ALLE
        for veld in [*model._meta.fields, *model._meta.many_to_many]
        if veld.editable and not veld.primary_key and veld._verbose_name is None
    ]
    assert zonder == ["token.token_key", "token.user", "token.expiry"]  # of the package; nobody fills them in


def test_de_velden_die_django_meegeeft_zijn_ook_nederlands():
    velden = ["email", "first_name", "last_name", "is_active", "is_staff", "is_superuser", "password", "groups", "last_login"]
    assert {naam: str(models.Gebruiker._meta.get_field(naam).verbose_name) for naam in velden} == {
        "email": "e-mailadres",
        "first_name": "voornaam",
        "last_name": "achternaam",
        "is_active": "actief",
        "is_staff": "stafstatus",
        "is_superuser": "supergebruikerstatus",
        "password": "wachtwoord",
        "groups": "groepen",
        "last_login": "laatste aanmelding",
    }


def test_elke_tabel_heeft_een_nederlandse_naam_in_enkelvoud_en_meervoud():
    """Given in Meta, not made from the class name."""
    gegeven = {m._meta.model_name: {"verbose_name", "verbose_name_plural"} <= set(m._meta.original_attrs) for m in ALLE}
    assert [naam for naam, goed in gegeven.items() if not goed] == []


def test_elke_tabel_heeft_een_vaste_volgorde():
    assert [m._meta.model_name for m in ALLE if not m._meta.ordering] == []
