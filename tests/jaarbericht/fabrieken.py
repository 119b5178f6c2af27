"""A factory per table of the annual report. Each makes the least that the database accepts."""

import datetime

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from jaarbericht import models
from jaarbericht.models import Blok, Hoofdstuk, Tekstvariant, Uitgave
from jaarbericht.rapport import SCHEMA
from tests.factories import JAAR, GebruikerFactory, GemeenteFactory, ProgrammalijnFactory


# ------------------------------------------------------------------ the plan of a year
class OpzetFactory(DjangoModelFactory):
    class Meta:
        model = models.Opzet
        django_get_or_create = ("jaar",)

    jaar = JAAR
    organisatie = "Bibliotheken Voorbeeld"


class HoofdstukFactory(DjangoModelFactory):
    class Meta:
        model = models.Hoofdstuk

    opzet = factory.SubFactory(OpzetFactory)
    sleutel = factory.Sequence(lambda n: f"hoofdstuk-{n}")
    soort = Hoofdstuk.Soort.PAGINAS
    titel = factory.LazyAttribute(lambda o: o.sleutel.replace("-", " ").capitalize())
    volgorde = factory.Sequence(lambda n: n)


class BlokFactory(DjangoModelFactory):
    class Meta:
        model = models.Blok

    hoofdstuk = factory.SubFactory(HoofdstukFactory)
    sleutel = factory.Sequence(lambda n: f"blok-{n}")
    soort = Blok.Soort.TEKST
    volgorde = factory.Sequence(lambda n: n)


class TekstvariantFactory(DjangoModelFactory):
    class Meta:
        model = models.Tekstvariant

    blok = factory.SubFactory(BlokFactory)
    gemeente = factory.SubFactory(GemeenteFactory)
    wijze = Tekstvariant.Wijze.VERVANGEN


# ------------------------------------------------------------------ local content
class ToestemmingFactory(DjangoModelFactory):
    class Meta:
        model = models.Toestemming

    persoon = "Anneke de Vries"
    gegeven_op = datetime.date(JAAR, 5, 1)


class FotoFactory(DjangoModelFactory):
    class Meta:
        model = models.Foto

    tekening = "voorlezen"
    alt = "Een vrouw leest twee kinderen voor"


class VerhaalFactory(DjangoModelFactory):
    class Meta:
        model = models.Verhaal

    gemeente = factory.SubFactory(GemeenteFactory)
    jaar = JAAR
    programmalijn = factory.SubFactory(ProgrammalijnFactory)
    titel = factory.Sequence(lambda n: f"Verhaal {n}")
    tekst = "<p>Er was eens.</p>"


class CitaatFactory(DjangoModelFactory):
    class Meta:
        model = models.Citaat

    gemeente = factory.SubFactory(GemeenteFactory)
    jaar = JAAR
    programmalijn = factory.SubFactory(ProgrammalijnFactory)
    tekst = factory.Sequence(lambda n: f"Citaat {n}")
    wie = "Anneke, deelnemer"


class FeitFactory(DjangoModelFactory):
    class Meta:
        model = models.Feit

    gemeente = factory.SubFactory(GemeenteFactory)
    jaar = JAAR
    programmalijn = factory.SubFactory(ProgrammalijnFactory)
    getal = "12"
    tekst = factory.Sequence(lambda n: f"<p>Feit {n}</p>")


class PartnerFactory(DjangoModelFactory):
    class Meta:
        model = models.Partner

    gemeente = factory.SubFactory(GemeenteFactory)
    jaar = JAAR
    naam = factory.Sequence(lambda n: f"Partner {n}")


# ------------------------------------------------------------------ the report and its jobs
class JaarberichtFactory(DjangoModelFactory):
    class Meta:
        model = models.Jaarbericht

    gemeente = factory.SubFactory(GemeenteFactory)
    jaar = JAAR


class UitgaveFactory(DjangoModelFactory):
    class Meta:
        model = models.Uitgave

    jaarbericht = factory.SubFactory(JaarberichtFactory)
    nummer = 1
    soort = Uitgave.Soort.TER_INZAGE
    schema = SCHEMA
    inhoud = {}
    pdf = "uitgaven/voorbeeld.pdf"
    sha256 = "0" * 64


class JaarberichtwisselFactory(DjangoModelFactory):
    class Meta:
        model = models.Jaarberichtwissel

    jaarbericht = factory.SubFactory(JaarberichtFactory)
    stap = "ter_inzage"
    van = models.Jaarbericht.Status.REDACTIE
    naar = models.Jaarbericht.Status.TER_INZAGE


class OpmerkingFactory(DjangoModelFactory):
    class Meta:
        model = models.Opmerking

    uitgave = factory.SubFactory(UitgaveFactory)
    hoofdstuk = "samenvatting"
    tekst = "Klopt dit aantal?"
    door = factory.SubFactory(GebruikerFactory)


class ControleAanvaardingFactory(DjangoModelFactory):
    class Meta:
        model = models.ControleAanvaarding

    jaarbericht = factory.SubFactory(JaarberichtFactory)
    controle = "groei"
    vingerafdruk = "0" * 64
    reden = "Dat klopt zo"
    door = factory.SubFactory(GebruikerFactory)


class TaakregelFactory(DjangoModelFactory):
    class Meta:
        model = models.Taakregel

    jaarbericht = factory.SubFactory(JaarberichtFactory)
    soort = "jaarbericht"


def bezig(*, houder: str = "eerste", seconden: int = 60, **velden) -> models.Taakregel:
    """A job in the hands of `houder`, whose lease ends in so many seconds (negative: has passed)."""
    velden.setdefault("pogingen", 1)
    return TaakregelFactory(
        status=models.Taakregel.Status.BEZIG,
        houder=houder,
        lease_tot=timezone.now() + datetime.timedelta(seconds=seconden),
        **velden,
    )


class WoordFactory(DjangoModelFactory):
    class Meta:
        model = models.Woord

    woord = factory.Sequence(lambda n: f"wrd{'abcdefghijklmnopqrstuvwxyz'[n % 26]}q")
