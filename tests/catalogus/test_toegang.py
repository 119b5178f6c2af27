"""Who sees and who may."""

import pytest
from django.contrib.auth.models import AnonymousUser

from catalogus import models, toegang
from catalogus.models import Editie, Groep, Rol
from jaarbericht.models import Jaarbericht, Uitgave
from tests import factories as f
from tests.factories import ambtenaar, medewerker

pytestmark = pytest.mark.django_db

STATUS = Editie.Status


@pytest.fixture
def westerveld():
    return f.GemeenteFactory(naam="Westerveld")


@pytest.fixture
def meppel():
    return f.GemeenteFactory(naam="Meppel")


# ------------------------------------------------------------------ groups and roles
@pytest.mark.parametrize("groep", Groep.values)
def test_groepen_van_de_bibliotheek(groep):
    wie = medewerker(groep, "iets-anders")
    assert toegang.groepen(wie) == {groep}
    assert toegang.is_bibliotheek(wie) is True
    assert {g: toegang.is_lid(wie, g) for g in Groep.values} == {g: groep in (g, "beheer") for g in Groep.values}


def test_wie_in_geen_groep_zit_is_geen_bibliotheek(westerveld):
    buiten = [AnonymousUser(), f.GebruikerFactory(), ambtenaar(westerveld, Rol.FIATTEUR), medewerker("iets-anders")]
    assert [(toegang.groepen(wie), toegang.is_bibliotheek(wie), toegang.is_lid(wie, "redactie")) for wie in buiten] == [
        (frozenset(), False, False)
    ] * 4


def test_een_superuser_mag_alles_en_een_gestopte_medewerker_niets(westerveld):
    super_ = f.GebruikerFactory(is_superuser=True)
    gestopt = [medewerker(Groep.BEHEER, is_active=False), f.GebruikerFactory(is_superuser=True, is_active=False)]
    gestopt.append(ambtenaar(westerveld, Rol.FIATTEUR, is_active=False))
    assert (toegang.is_bibliotheek(super_), toegang.is_lid(super_, Groep.REDACTIE), toegang.is_lid(super_)) == (
        True,
        True,
        True,
    )
    for wie in gestopt:
        assert (toegang.is_bibliotheek(wie), toegang.is_lid(wie, Groep.REDACTIE)) == (False, False)
        assert (toegang.rollen(wie, westerveld), list(toegang.gemeenten_van(wie))) == (frozenset(), [])
        assert list(toegang.zichtbaar_voor(wie, models.Gemeente.objects.all())) == []
        assert toegang.mag_in_beheer(wie, "gemeente", wijzigen=False) is False


def test_groepen_worden_een_keer_per_verzoek_gevraagd(django_assert_num_queries):
    wie = models.Gebruiker.objects.get(pk=medewerker(Groep.REDACTIE).pk)
    with django_assert_num_queries(1):
        assert [toegang.is_lid(wie, Groep.REDACTIE) for _ in range(3)] == [True] * 3


def test_of_iemand_ergens_bij_hoort_wordt_een_keer_per_verzoek_gevraagd(westerveld, django_assert_num_queries):
    wie = ambtenaar(westerveld, Rol.OPSTELLER)
    f.ActiviteitFactory()
    with django_assert_num_queries(4):  # groups, membership, and the two lists
        assert [len(toegang.zichtbaar_voor(wie, model.objects.all())) for model in (models.Activiteit, models.Editie)] == [1, 1]


def test_rollen_per_gemeente(westerveld, meppel):
    wie = ambtenaar(westerveld, Rol.OPSTELLER, Rol.FIATTEUR)
    f.LidmaatschapFactory(gebruiker=wie, gemeente=meppel, rol=Rol.RAADPLEGER)
    rollen = [toegang.rollen(wie, g) for g in (westerveld, meppel, f.GemeenteFactory())]
    assert rollen == [{"opsteller", "fiatteur"}, {"raadpleger"}, frozenset()]
    assert toegang.rollen(AnonymousUser(), westerveld) == frozenset()
    assert list(toegang.gemeenten_van(wie)) == [meppel, westerveld]


def test_de_bibliotheek_ziet_alle_gemeenten(westerveld, meppel):
    assert list(toegang.gemeenten_van(medewerker(Groep.VESTIGING))) == [meppel, westerveld]
    assert [list(toegang.gemeenten_van(wie)) for wie in (AnonymousUser(), f.GebruikerFactory())] == [[], []]


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
def test_wie_een_afname_mag_bewerken(wie, mag):
    wereld = f.maak_wereld()
    assert toegang.mag_afname_bewerken(getattr(wereld, wie), wereld.gemeente) is mag


@pytest.mark.parametrize("groep", Groep.values)
def test_wie_jaarberichten_mag_maken_en_de_kostenopbouw_ziet(groep, westerveld):
    wie = medewerker(groep)
    assert toegang.mag_jaarberichten_maken(wie) is (groep in {"beheer", "redactie", "directie"})
    assert toegang.mag_kostenopbouw_zien(wie) is True


def test_een_gemeente_maakt_geen_jaarberichten_en_ziet_niet_de_hele_kostenopbouw(westerveld):
    wie = ambtenaar(westerveld, Rol.FIATTEUR)
    assert (toegang.mag_jaarberichten_maken(wie), toegang.mag_kostenopbouw_zien(wie)) == (False, False)


# ------------------------------------------------------------------ own data only
EIGEN = {
    "gemeente": lambda g: g,
    "afname": lambda g: f.AfnameFactory(gemeente=g),
    "afnameregel": lambda g: f.AfnameregelFactory(afname__gemeente=g),
    "afnameregellocatie": lambda g: f.AfnameregellocatieFactory(regel__afname__gemeente=g),
    "statuswissel": lambda g: f.StatuswisselFactory(afname__gemeente=g),
    "document": lambda g: f.DocumentFactory(afname__gemeente=g),
    "regelopmerking": lambda g: f.RegelopmerkingFactory(regel__afname__gemeente=g),
    "prijsopgave": lambda g: f.PrijsopgaveFactory(gemeente=g),
    "budget": lambda g: f.BudgetFactory(gemeente=g),
    "beschikking": lambda g: f.BeschikkingFactory(gemeente=g),
    "realisatie": lambda g: f.RealisatieFactory(gemeente=g),
    "huisvestingslast": lambda g: f.HuisvestingslastFactory(locatie__gemeente=g),
    "beleidsdoel": lambda g: f.BeleidsdoelFactory(gemeente=g),
    "term": lambda g: f.TermFactory(gemeente=g),
    "termijn": lambda g: f.TermijnFactory(gemeente=g),
    "verschiltoelichting": lambda g: f.VerschiltoelichtingFactory(gemeente=g),
    "inwonertal": lambda g: f.InwonertalFactory(gemeente=g),
    "locatie": lambda g: f.LocatieFactory(gemeente=g),
    "locatiestand": lambda g: f.LocatiestandFactory(locatie__gemeente=g),
    "locatiefunctie": lambda g: f.LocatiefunctieFactory(locatie__gemeente=g),
    "uitvoering": lambda g: f.UitvoeringFactory(gemeenten=[g]),
    "bijeenkomst": lambda g: f.BijeenkomstFactory(uitvoering__gemeenten=[g]),
    "meting": lambda g: f.MetingFactory(gemeente=g),
    "jaarbericht": lambda g: Jaarbericht.objects.create(gemeente=g, jaar=2024, status="ter_inzage"),
    "uitgave": lambda g: Uitgave.objects.create(
        jaarbericht=Jaarbericht.objects.create(gemeente=g, jaar=2024), nummer=1, soort="ter_inzage", schema=1, inhoud={}
    ),
}
GEDEELD = {
    "programmalijn": f.ProgrammalijnFactory,
    "kenmerk": f.KenmerkFactory,
    "editie": f.EditieFactory,
    "activiteit": f.ActiviteitFactory,
    "prijs": f.PrijsFactory,
    "indicator": f.IndicatorFactory,
    "campagne": f.CampagneFactory,
}
VERBORGEN = {
    "kostenregel": f.KostenregelFactory,
    "dekking": f.DekkingFactory,
    "staffel": f.StaffelFactory,
    "tarief": f.TariefFactory,
    "functiegroep": f.FunctiegroepFactory,
    "financieringsbron": f.FinancieringsbronFactory,
    "bronbedrag": f.BronbedragFactory,
    "gebruiker": f.GebruikerFactory,
    "token": f.TokenFactory,
    "idempotentie": f.IdempotentieFactory,
    "webhook": f.WebhookFactory,
    "bezorging": f.BezorgingFactory,
    "titelkoppeling": f.TitelkoppelingFactory,
    "deelname": f.DeelnameFactory,
    "grens": f.GrensFactory,
    "herinnering": f.HerinneringFactory,
    "jaar": f.JaarFactory,
    "aanlevering": f.AanleveringFactory,
    "aanleverherinnering": f.AanleverherinneringFactory,
    "wsobopgave": f.WsobopgaveFactory,
    "import": f.ImportFactory,
    "onderzoek": f.OnderzoekFactory,
    "onderzoeksresultaat": f.OnderzoeksresultaatFactory,
}


def zichtbaar(wie, rij):
    return list(toegang.zichtbaar_voor(wie, type(rij).objects.all()))


@pytest.mark.parametrize("naam", EIGEN)
def test_een_gemeente_ziet_alleen_wat_van_haarzelf_is(naam, westerveld, meppel):
    eigen, vreemd = EIGEN[naam](westerveld), EIGEN[naam](meppel)
    assert zichtbaar(ambtenaar(westerveld, Rol.RAADPLEGER), eigen) == [eigen]
    assert zichtbaar(ambtenaar(meppel, Rol.FIATTEUR), eigen) == [vreemd]
    assert zichtbaar(f.GebruikerFactory(), eigen) == []
    assert zichtbaar(AnonymousUser(), eigen) == []
    assert set(zichtbaar(medewerker(Groep.REDACTIE), eigen)) >= {eigen, vreemd}


def test_wie_voor_twee_gemeenten_werkt_ziet_die_twee_en_niets_dubbel(westerveld, meppel):
    wie = ambtenaar(westerveld, Rol.OPSTELLER, Rol.FIATTEUR)
    f.LidmaatschapFactory(gebruiker=wie, gemeente=meppel)
    samen = f.BijeenkomstFactory(uitvoering__gemeenten=[westerveld, meppel])
    elders = f.BijeenkomstFactory(uitvoering__gemeenten=[f.GemeenteFactory()])
    afnames = [f.AfnameFactory(gemeente=g) for g in (meppel, westerveld)]
    f.AfnameFactory(gemeente=elders.uitvoering.gemeenten.get())
    assert zichtbaar(wie, samen) == [samen]
    assert zichtbaar(wie, samen.uitvoering) == [samen.uitvoering]
    assert zichtbaar(wie, afnames[0]) == afnames


@pytest.mark.parametrize("naam", GEDEELD)
def test_wat_gedeeld_is_ziet_elke_gemeente(naam, westerveld):
    rij = GEDEELD[naam]()
    assert zichtbaar(ambtenaar(westerveld, Rol.RAADPLEGER), rij) == [rij]
    assert [zichtbaar(wie, rij) for wie in (AnonymousUser(), f.GebruikerFactory())] == [[], []]


@pytest.mark.parametrize("naam", VERBORGEN)
def test_wat_niet_in_de_tabel_staat_ziet_een_gemeente_nooit(naam, westerveld):
    rij = VERBORGEN[naam]()
    assert type(rij)._meta.model_name == naam
    assert zichtbaar(ambtenaar(westerveld, Rol.FIATTEUR), rij) == []


def test_elk_model_is_hier_ingedeeld():
    """The three lists above hold every table of the catalogue; lidmaatschap has a test of its own."""
    alle = {model._meta.model_name for model in models.Gemeente._meta.apps.get_app_config("catalogus").get_models()}
    alle = {naam for naam in alle if not naam.startswith("historical")}
    assert alle | {"jaarbericht", "uitgave"} == {*EIGEN, *GEDEELD, *VERBORGEN, "lidmaatschap"}


@pytest.mark.parametrize("status", STATUS.values)
def test_een_editie_in_concept_is_nog_niet_zichtbaar(status, westerveld):
    prijs = f.PrijsFactory(activiteit__editie=f.EditieFactory(jaar=2027, status=status))
    wie = ambtenaar(westerveld, Rol.FIATTEUR)
    rijen = [prijs, prijs.activiteit, prijs.activiteit.editie]
    assert [zichtbaar(wie, rij) for rij in rijen] == [[] if status == "concept" else [rij] for rij in rijen]
    assert [zichtbaar(medewerker(Groep.VESTIGING), rij) for rij in rijen] == [[rij] for rij in rijen]


@pytest.mark.parametrize(
    ("status", "ziet"),
    [("concept", False), ("redactie", False), ("ter_inzage", True), ("vastgesteld", True), ("gepubliceerd", True)],
)
def test_een_jaarbericht_is_zichtbaar_vanaf_ter_inzage(status, ziet, westerveld):
    bericht = Jaarbericht.objects.create(gemeente=westerveld, jaar=2024, status=status)
    assert zichtbaar(ambtenaar(westerveld, Rol.RAADPLEGER), bericht) == ([bericht] if ziet else [])


def test_een_ingetrokken_uitgave_is_niet_meer_zichtbaar(westerveld):
    uitgave = EIGEN["uitgave"](westerveld)
    uitgave.ingetrokken_op = uitgave.gemaakt_op
    uitgave.save()
    assert zichtbaar(ambtenaar(westerveld, Rol.RAADPLEGER), uitgave) == []


def test_wat_al_gefilterd_was_blijft_gefilterd(westerveld):
    f.AfnameFactory(gemeente=westerveld)
    anders = f.AfnameFactory(gemeente=westerveld, naam="Ander")
    keuze = models.Afname.objects.filter(naam="Ander")
    assert list(toegang.zichtbaar_voor(ambtenaar(westerveld, Rol.OPSTELLER), keuze)) == [anders]


# ------------------------------------------------------------------ back office
@pytest.mark.parametrize(
    ("model", "wijzigen", "zien"),
    [
        ("activiteit", {"beheer", "catalogusredactie", "controller"}, set(Groep.values)),
        ("tarief", {"beheer", "controller"}, set(Groep.values)),
        ("programmalijn", {"beheer", "catalogusredactie"}, set(Groep.values)),
        ("afname", {"beheer", "accountmanager"}, set(Groep.values)),
        ("prijsopgave", {"beheer", "accountmanager"}, set(Groep.values)),
        ("uitvoering", {"beheer", "vestiging", "redactie"}, set(Groep.values)),
        ("meting", {"beheer", "controller", "redactie"}, set(Groep.values)),
        ("blok", {"beheer", "redactie"}, set(Groep.values)),
        ("uitgave", {"beheer"}, set(Groep.values)),
        ("toestemming", {"beheer", "vestiging", "redactie"}, {"beheer", "vestiging", "redactie"}),
        ("lidmaatschap", {"beheer"}, {"beheer", "accountmanager"}),
        ("gebruiker", {"beheer"}, {"beheer"}),
        ("group", {"beheer"}, {"beheer"}),
    ],
)
def test_wie_wat_mag_in_beheer(model, wijzigen, zien):
    mensen = {groep: medewerker(groep) for groep in Groep.values}
    assert {g for g, wie in mensen.items() if toegang.mag_in_beheer(wie, model, wijzigen=True)} == wijzigen
    assert {g for g, wie in mensen.items() if toegang.mag_in_beheer(wie, model, wijzigen=False)} == zien


def test_een_gemeente_komt_niet_in_beheer(westerveld):
    wie = ambtenaar(westerveld, Rol.FIATTEUR)
    modellen = {model for per_groep in toegang.BEHEERT.values() for model in per_groep}
    assert {toegang.mag_in_beheer(wie, m, wijzigen=w) for m in modellen for w in (True, False)} == {False}


def test_persoonsgegevens_ziet_ook_de_bibliotheek_alleen_voor_het_werk(westerveld):
    lid = f.LidmaatschapFactory(gemeente=westerveld)
    zien = {groep: zichtbaar(medewerker(groep), lid) for groep in Groep.values}
    assert zien == {groep: [lid] if groep in {"beheer", "accountmanager"} else [] for groep in Groep.values}
    assert zichtbaar(lid.gebruiker, lid) == []
