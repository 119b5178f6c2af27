"""A factory per table of the catalogue, and the shortcuts that tests share.

Each factory makes the least that the database accepts. Editions, programmalijnen, sources and groups are looked up by their
own key, so that rows which belong together do so without being named.
"""

import datetime
from dataclasses import dataclass
from decimal import Decimal

import factory
import pytest
from django.contrib.auth.models import Group
from factory.django import DjangoModelFactory

from catalogus import models
from catalogus.fouten import RegelFout
from catalogus.models import Eenheid, Functie, Groep, Pakket, Prijsvorm, Rol, Status

JAAR = 2026
D = Decimal


def dag(tekst: str) -> datetime.date:
    """'2026-02-01' → the date."""
    return datetime.date.fromisoformat(tekst)


# ------------------------------------------------------------------ gemeenten, people, locations
class GemeenteFactory(DjangoModelFactory):
    class Meta:
        model = models.Gemeente

    naam = factory.Sequence(lambda n: f"Gemeente {n}")
    cbs_code = factory.Sequence(lambda n: f"GM{5000 + n % 5000}")  # real codes are below 2000
    deelnemer_van = dag("2020-01-01")


class GrensFactory(DjangoModelFactory):
    class Meta:
        model = models.Grens

    gemeente = factory.SubFactory(GemeenteFactory)
    vlakken = [[[[6.0, 52.0], [6.1, 52.0], [6.1, 52.1], [6.0, 52.0]]]]
    bron = "Kadaster"


class InwonertalFactory(DjangoModelFactory):
    class Meta:
        model = models.Inwonertal

    gemeente = factory.SubFactory(GemeenteFactory)
    peildatum = dag(f"{JAAR}-01-01")
    aantal = 20000


class TermFactory(DjangoModelFactory):
    class Meta:
        model = models.Term

    gemeente = factory.SubFactory(GemeenteFactory)
    begrip = "leerplein"
    woord = "Oefenplein"


class BeleidsdoelFactory(DjangoModelFactory):
    class Meta:
        model = models.Beleidsdoel

    gemeente = factory.SubFactory(GemeenteFactory)
    tekst = "Iedereen kan lezen"


class JaarFactory(DjangoModelFactory):
    class Meta:
        model = models.Jaar

    jaar = JAAR
    peildatum_inwoners = factory.LazyAttribute(lambda o: datetime.date(o.jaar, 1, 1))
    peildatum_locaties = factory.LazyAttribute(lambda o: datetime.date(o.jaar, 12, 31))
    teldatum_po = factory.LazyAttribute(lambda o: datetime.date(o.jaar, 2, 1))
    teldatum_vo = factory.LazyAttribute(lambda o: datetime.date(o.jaar, 10, 1))


class LocatieFactory(DjangoModelFactory):
    class Meta:
        model = models.Locatie

    gemeente = factory.SubFactory(GemeenteFactory)
    naam = factory.Sequence(lambda n: f"Locatie {n}")
    plaats = "Diever"


class LocatiestandFactory(DjangoModelFactory):
    class Meta:
        model = models.Locatiestand

    locatie = factory.SubFactory(LocatieFactory)
    vanaf = dag("2020-01-01")


class LocatiefunctieFactory(DjangoModelFactory):
    class Meta:
        model = models.Locatiefunctie

    locatie = factory.SubFactory(LocatieFactory)
    functie = Functie.BIBLIOTHEEK
    van = dag("2020-01-01")


class GebruikerFactory(DjangoModelFactory):
    class Meta:
        model = models.Gebruiker

    email = factory.Sequence(lambda n: f"gebruiker{n}@voorbeeld.example")
    password = "!"  # nobody logs in with it, so nothing needs hashing


class LidmaatschapFactory(DjangoModelFactory):
    class Meta:
        model = models.Lidmaatschap

    gebruiker = factory.SubFactory(GebruikerFactory)
    gemeente = factory.SubFactory(GemeenteFactory)
    rol = Rol.OPSTELLER


class TokenFactory(DjangoModelFactory):
    class Meta:
        model = models.Token

    user = factory.SubFactory(GebruikerFactory)
    naam = "Kassasysteem"
    digest = factory.Sequence(lambda n: f"{n:0128x}")
    token_key = factory.Sequence(lambda n: f"{n:015x}")
    expiry = None

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        token = model_class(*args, **kwargs)  # the manager of knox makes a digest of its own
        token.save()
        return token


class IdempotentieFactory(DjangoModelFactory):
    class Meta:
        model = models.Idempotentie

    gebruiker = factory.SubFactory(GebruikerFactory)
    sleutel = "8c1f"
    vingerafdruk = "0" * 64


class WebhookFactory(DjangoModelFactory):
    class Meta:
        model = models.Webhook

    gebruiker = factory.SubFactory(GebruikerFactory)
    adres = "https://zaaksysteem.example/hook"
    onderwerpen = ["afname", "jaarbericht"]


class BezorgingFactory(DjangoModelFactory):
    class Meta:
        model = models.Bezorging

    webhook = factory.SubFactory(WebhookFactory)
    gebeurtenis = "afname.ingediend"
    inhoud: dict = {"gebeurtenis": "afname.ingediend"}


# ------------------------------------------------------------------ catalogue
class ProgrammalijnFactory(DjangoModelFactory):
    class Meta:
        model = models.Programmalijn
        django_get_or_create = ("nummer",)

    nummer = 2
    naam = factory.LazyAttribute(lambda o: f"Lijn {o.nummer}")
    slug = factory.LazyAttribute(lambda o: f"lijn-{o.nummer}")
    kleur = "#14506b"


class KenmerkFactory(DjangoModelFactory):
    class Meta:
        model = models.Kenmerk

    soort = "doelgroep"
    naam = factory.Sequence(lambda n: f"Kenmerk {n}")


class EditieFactory(DjangoModelFactory):
    class Meta:
        model = models.Editie
        django_get_or_create = ("jaar",)

    jaar = JAAR
    status = models.Editie.Status.OPEN


class TermijnFactory(DjangoModelFactory):
    class Meta:
        model = models.Termijn

    gemeente = factory.SubFactory(GemeenteFactory)
    editie = factory.SubFactory(EditieFactory)
    open_tot = dag(f"{JAAR - 1}-09-30")
    reden = "De raad vergadert later"


class FunctiegroepFactory(DjangoModelFactory):
    class Meta:
        model = models.Functiegroep
        django_get_or_create = ("naam",)

    naam = "Educatie"


class TariefFactory(DjangoModelFactory):
    class Meta:
        model = models.Tarief

    editie = factory.SubFactory(EditieFactory)
    functiegroep = factory.SubFactory(FunctiegroepFactory)
    uurtarief = D("60.00")


class FinancieringsbronFactory(DjangoModelFactory):
    class Meta:
        model = models.Financieringsbron
        django_get_or_create = ("naam",)

    naam = "School"
    ontvanger = models.Financieringsbron.Ontvanger.BIBLIOTHEEK


class BronbedragFactory(DjangoModelFactory):
    class Meta:
        model = models.Bronbedrag

    bron = factory.SubFactory(FinancieringsbronFactory)
    jaar = JAAR
    bedrag = D("1000.00")


class ActiviteitFactory(DjangoModelFactory):
    class Meta:
        model = models.Activiteit

    editie = factory.SubFactory(EditieFactory)
    programmalijn = factory.SubFactory(ProgrammalijnFactory)
    code = factory.Sequence(lambda n: f"ACT-{n}")
    titel = factory.LazyAttribute(lambda o: f"Titel van {o.code}")


class KostenregelFactory(DjangoModelFactory):
    class Meta:
        model = models.Kostenregel

    activiteit = factory.SubFactory(ActiviteitFactory)
    soort = models.Kostenregel.Soort.MATERIAAL
    hoeveelheid = D(1)
    prijs = D(10)


class UrenregelFactory(KostenregelFactory):
    soort = models.Kostenregel.Soort.UREN
    functiegroep = factory.SubFactory(FunctiegroepFactory)
    prijs = None


class DekkingFactory(DjangoModelFactory):
    class Meta:
        model = models.Dekking

    activiteit = factory.SubFactory(ActiviteitFactory)
    bron = factory.SubFactory(FinancieringsbronFactory)
    bedrag = factory.LazyAttribute(lambda o: None if o.percentage else D(10))
    percentage = None


class StaffelFactory(DjangoModelFactory):
    class Meta:
        model = models.Staffel

    activiteit = factory.SubFactory(ActiviteitFactory)
    tot_en_met = D(50)
    prijs = D(106)


class PrijsFactory(DjangoModelFactory):
    class Meta:
        model = models.Prijs

    activiteit = factory.SubFactory(ActiviteitFactory)
    versie = 1


class PrijsopgaveFactory(DjangoModelFactory):
    class Meta:
        model = models.Prijsopgave

    activiteit = factory.SubFactory(ActiviteitFactory)
    gemeente = factory.SubFactory(GemeenteFactory)


# ------------------------------------------------------------------ money
class BudgetFactory(DjangoModelFactory):
    class Meta:
        model = models.Budget

    gemeente = factory.SubFactory(GemeenteFactory)
    jaar = JAAR
    bedrag = D(1000)


class HuisvestingslastFactory(DjangoModelFactory):
    class Meta:
        model = models.Huisvestingslast

    locatie = factory.SubFactory(LocatieFactory)
    jaar = JAAR
    bedrag = D(500)


class BeschikkingFactory(DjangoModelFactory):
    class Meta:
        model = models.Beschikking

    gemeente = factory.SubFactory(GemeenteFactory)
    jaar = JAAR
    soort = models.Beschikking.Soort.VERLENING
    datum = dag(f"{JAAR - 1}-12-15")
    kenmerk = factory.Sequence(lambda n: f"Z-{n}")
    bedrag = D(1000)


class RealisatieFactory(DjangoModelFactory):
    class Meta:
        model = models.Realisatie

    gemeente = factory.SubFactory(GemeenteFactory)
    jaar = JAAR
    bedrag = D(900)
    bron = "jaarrekening"


# ------------------------------------------------------------------ afname
class AfnameFactory(DjangoModelFactory):
    class Meta:
        model = models.Afname

    gemeente = factory.SubFactory(GemeenteFactory)
    editie = factory.SubFactory(EditieFactory)


class AfnameregelFactory(DjangoModelFactory):
    class Meta:
        model = models.Afnameregel

    afname = factory.SubFactory(AfnameFactory)
    activiteit = factory.SubFactory(ActiviteitFactory)


class AfnameregellocatieFactory(DjangoModelFactory):
    class Meta:
        model = models.Afnameregellocatie

    regel = factory.SubFactory(AfnameregelFactory)
    locatie = factory.SubFactory(LocatieFactory)


class StatuswisselFactory(DjangoModelFactory):
    class Meta:
        model = models.Statuswissel

    afname = factory.SubFactory(AfnameFactory)
    naar = Status.CONCEPT


class DocumentFactory(DjangoModelFactory):
    class Meta:
        model = models.Document

    afname = factory.SubFactory(AfnameFactory)
    soort = models.Document.Soort.AFNAMELIJST
    schema = 1
    inhoud: dict = {}


class RegelopmerkingFactory(DjangoModelFactory):
    class Meta:
        model = models.Regelopmerking

    regel = factory.SubFactory(AfnameregelFactory)
    activiteit = factory.SelfAttribute("regel.activiteit")
    wissel = factory.SubFactory(StatuswisselFactory, afname=factory.SelfAttribute("..regel.afname"))
    tekst = "Kan het een keer minder?"


class VerschiltoelichtingFactory(DjangoModelFactory):
    class Meta:
        model = models.Verschiltoelichting

    gemeente = factory.SubFactory(GemeenteFactory)
    jaar = JAAR
    activiteitcode = "IDO"
    tekst = "De spreekuren begonnen later"


class HerinneringFactory(DjangoModelFactory):
    class Meta:
        model = models.Herinnering

    gemeente = factory.SubFactory(GemeenteFactory)
    editie = factory.SubFactory(EditieFactory)
    soort = models.Herinnering.Soort.DAGEN_7
    datum = dag(f"{JAAR - 1}-09-15")


# ------------------------------------------------------------------ what was carried out, and figures
class CampagneFactory(DjangoModelFactory):
    class Meta:
        model = models.Campagne

    jaar = JAAR
    sleutel = "kinderboekenweek"
    naam = "Kinderboekenweek"
    van = dag(f"{JAAR}-10-01")
    tot = dag(f"{JAAR}-10-11")


class UitvoeringFactory(DjangoModelFactory):
    class Meta:
        model = models.Uitvoering
        skip_postgeneration_save = True

    activiteit = factory.SubFactory(ActiviteitFactory)

    @factory.post_generation
    def gemeenten(uitvoering, create, gemeenten, **kwargs):
        uitvoering.gemeenten.set(gemeenten or [])


class BijeenkomstFactory(DjangoModelFactory):
    class Meta:
        model = models.Bijeenkomst

    uitvoering = factory.SubFactory(UitvoeringFactory)
    datum = dag(f"{JAAR}-03-02")


class DeelnameFactory(DjangoModelFactory):
    class Meta:
        model = models.Deelname

    bijeenkomst = factory.SubFactory(BijeenkomstFactory)
    gemeente = factory.SubFactory(GemeenteFactory)
    aantal = 10


class TitelkoppelingFactory(DjangoModelFactory):
    class Meta:
        model = models.Titelkoppeling

    titel = factory.Sequence(lambda n: f"Vrije titel {n}")
    activiteitcode = "IDO"


class IndicatorFactory(DjangoModelFactory):
    class Meta:
        model = models.Indicator

    code = factory.Sequence(lambda n: f"indicator-{n}")
    naam = factory.LazyAttribute(lambda o: o.code.replace("-", " ").capitalize())
    rubriek = "Leden"
    scopes = ["gemeente", "stichting"]


class MetingFactory(DjangoModelFactory):
    class Meta:
        model = models.Meting

    indicator = factory.SubFactory(IndicatorFactory)
    jaar = JAAR
    scope = factory.LazyAttribute(lambda o: "gemeente" if o.gemeente else "stichting")
    gemeente = None
    waarde = factory.LazyAttribute(lambda o: None if o.geen_gegevens else D(100))
    geen_gegevens = False


class AanleveringFactory(DjangoModelFactory):
    class Meta:
        model = models.Aanlevering

    jaar = JAAR
    rubriek = factory.LazyAttribute(lambda o: "" if o.indicator else "Leden")
    indicator = None
    gemeente = None
    verantwoordelijke = factory.SubFactory(GebruikerFactory)
    uiterlijk = dag(f"{JAAR + 1}-02-15")


class AanleverherinneringFactory(DjangoModelFactory):
    class Meta:
        model = models.Aanleverherinnering

    gebruiker = factory.SubFactory(GebruikerFactory)
    jaar = JAAR
    soort = models.Aanleverherinnering.Soort.DAGEN_3
    datum = dag(f"{JAAR + 1}-02-15")


class WsobopgaveFactory(DjangoModelFactory):
    class Meta:
        model = models.Wsobopgave

    jaar = JAAR
    inhoud = factory.LazyFunction(dict)


class ImportFactory(DjangoModelFactory):
    class Meta:
        model = models.Import

    naam = "tarieven.xlsx"
    stand = models.Import.Stand.PROEF
    bestand = factory.django.FileField(filename="tarieven.xlsx", data=b"PK")
    grootte = 2
    sha256 = "0" * 64
    door = factory.SubFactory(GebruikerFactory)


class OnderzoekFactory(DjangoModelFactory):
    class Meta:
        model = models.Onderzoek

    naam = "BiebPanel"
    jaar = JAAR


class OnderzoeksresultaatFactory(DjangoModelFactory):
    class Meta:
        model = models.Onderzoeksresultaat

    onderzoek = factory.SubFactory(OnderzoekFactory)
    lijst = "Tevreden over"
    label = factory.Sequence(lambda n: f"Antwoord {n}")
    percentage = D(61)


# ------------------------------------------------------------------ shortcuts
def weigering(regel, /, **velden) -> tuple[str, str]:
    """Calls a rule that must refuse; its code and the text that the user reads."""
    with pytest.raises(RegelFout) as fout:
        regel(**velden)
    return fout.value.code, fout.value.tekst


def maak_groepen() -> None:
    """The groups that a migration makes, for tests that emptied the tables."""
    for naam in Groep.values:
        Group.objects.get_or_create(name=naam)


def medewerker(*groepen: str, **velden) -> models.Gebruiker:
    """Somebody of the library, in these groups."""
    gebruiker = GebruikerFactory(**velden)
    gebruiker.groups.set(Group.objects.get_or_create(name=naam)[0] for naam in groepen)
    return gebruiker


def ambtenaar(gemeente: models.Gemeente, *rollen: str, **velden) -> models.Gebruiker:
    """Somebody of a gemeente, in these roles."""
    gebruiker = GebruikerFactory(**velden)
    for rol in rollen:
        LidmaatschapFactory(gebruiker=gebruiker, gemeente=gemeente, rol=rol)
    return gebruiker


def vestiging(
    gemeente: models.Gemeente, *, functie=Functie.BIBLIOTHEEK, uren=None, leerlingen=None, **velden
) -> models.Locatie:
    """A location with one function since 2020, and its hours or leerlingen when given."""
    locatie = LocatieFactory(gemeente=gemeente, **velden)
    LocatiefunctieFactory(locatie=locatie, functie=functie)
    if uren is not None or leerlingen is not None:
        LocatiestandFactory(locatie=locatie, bemande_uren=uren, leerlingen=leerlingen)
    return locatie


def los(*, regels=(), dekkingen=(), staffels=(), **velden) -> models.Activiteit:
    """An activity with its lines outside the database, for pure computing; `regels` and the others are dicts of fields."""
    velden.setdefault("editie", models.Editie(jaar=JAAR))
    activiteit = models.Activiteit(**{"pk": 1, "code": "LOS", "titel": "Los", **velden})

    def rijen(model, alle):
        return [model(activiteit=activiteit, **rij) for rij in alle]

    activiteit._prefetched_objects_cache = {
        "kostenregels": rijen(models.Kostenregel, regels),
        "dekkingen": rijen(models.Dekking, dekkingen),
        "staffels": rijen(models.Staffel, staffels),
    }
    return activiteit


@dataclass
class Wereld:
    """A participating gemeente with its people, an open edition with three priced activities, and the library's people."""

    gemeente: models.Gemeente
    editie: models.Editie
    cursus: models.Activiteit  # plus: € 100 fixed and € 45 per keer
    collectie: models.Activiteit  # plus: € 250 a year
    inwoners: models.Activiteit  # basis: € 0,1234 per inwoner
    raadpleger: models.Gebruiker
    opsteller: models.Gebruiker
    fiatteur: models.Gebruiker
    fiatteur_elders: models.Gebruiker
    accountmanager: models.Gebruiker
    redactie: models.Gebruiker

    def afname(self, **velden) -> models.Afname:
        """A concept with two cursussen: € 100 + 2 × € 45 = € 190."""
        afname = AfnameFactory(gemeente=self.gemeente, editie=self.editie, **velden)
        AfnameregelFactory(afname=afname, activiteit=self.cursus, hoeveelheid=D(2))
        return afname


def maak_wereld() -> Wereld:
    gemeente = GemeenteFactory(naam="Westerveld", cbs_code="GM1701")
    editie = EditieFactory()
    cursus = ActiviteitFactory(code="CURSUS", titel="Cursus Klik en Tik", eenheid=Eenheid.KEER)
    collectie = ActiviteitFactory(code="COLLECTIE", titel="Wisselcollectie", eenheid=Eenheid.VAST)
    inwoners = ActiviteitFactory(
        code="BASIS", titel="Basisbibliotheek", eenheid=Eenheid.INWONER, pakket=Pakket.BASIS, prijsvorm=Prijsvorm.KOSTPRIJS
    )
    PrijsFactory(activiteit=cursus, vast=D(100), per_eenheid=D(45))
    PrijsFactory(activiteit=collectie, per_eenheid=D(250))
    PrijsFactory(activiteit=inwoners, per_eenheid=D("0.1234"))
    accountmanager = medewerker(Groep.ACCOUNTMANAGER, email="anna@bibliotheek.example", first_name="Anna")
    gemeente.accountmanager = accountmanager
    gemeente.save()
    return Wereld(
        gemeente=gemeente,
        editie=editie,
        cursus=cursus,
        collectie=collectie,
        inwoners=inwoners,
        raadpleger=ambtenaar(gemeente, Rol.RAADPLEGER, email="rik@westerveld.example", first_name="Rik"),
        opsteller=ambtenaar(gemeente, Rol.OPSTELLER, email="olga@westerveld.example", first_name="Olga"),
        fiatteur=ambtenaar(gemeente, Rol.FIATTEUR, email="frank@westerveld.example", first_name="Frank"),
        fiatteur_elders=ambtenaar(GemeenteFactory(naam="Meppel"), Rol.FIATTEUR, email="mia@meppel.example"),
        accountmanager=accountmanager,
        redactie=medewerker(Groep.REDACTIE, email="rosa@bibliotheek.example"),
    )
