"""Local content: stories, quotes, facts, photos, partners and the consent behind them."""

import datetime

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from catalogus.models import Campagne, Gemeente, Programmalijn, Uitvoering
from catalogus.models.basis import Bewerkbaar

PERCENT = [MinValueValidator(0), MaxValueValidator(100)]


class Toestemming(Bewerkbaar):
    """Consent of a person, or of the parent for a child, for named purposes."""

    persoon = models.CharField("persoon", max_length=120, help_text="Wordt nergens getoond buiten het beheer.")
    ouder = models.CharField("ouder of verzorger", max_length=120, blank=True, help_text="Verplicht bij een kind.")
    is_kind = models.BooleanField("kind", default=False)
    druk = models.BooleanField("voor druk", default=True)
    web = models.BooleanField("voor het web", default=True)
    hergebruik = models.BooleanField("voor hergebruik", default=False)
    bewijs = models.FileField("bewijs", upload_to="toestemming/", blank=True)
    gegeven_op = models.DateField("gegeven op")
    geldig_tot = models.DateField("geldig tot en met", null=True, blank=True)
    ingetrokken_op = models.DateField("ingetrokken op", null=True, blank=True)

    class Meta:
        verbose_name, verbose_name_plural = "toestemming", "toestemmingen"
        ordering = ["-gegeven_op", "persoon"]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_kind=False) | ~Q(ouder=""),
                name="toestemming_ouder_bij_kind",
                violation_error_message="Vul bij een kind de ouder of verzorger in.",
            )
        ]

    def __str__(self):
        return f"Toestemming van {self.persoon}"

    def geldt(self, dag: datetime.date) -> bool:
        """Not withdrawn, and not expired on this day."""
        return self.ingetrokken_op is None and (self.geldig_tot is None or self.geldig_tot >= dag)


class Foto(Bewerkbaar):
    """A photo, or one of our own drawings named by its scene."""

    bestand = models.ImageField("bestand", upload_to="fotos/", blank=True)
    tekening = models.CharField("tekening", max_length=40, blank=True, help_text="Een tafereel in plaats van een foto.")
    alt = models.CharField("beschrijving", max_length=240, help_text="Wat er te zien is, voor wie het niet ziet.")
    maker = models.CharField("maker", max_length=120, blank=True)
    focus_x = models.PositiveSmallIntegerField("middelpunt, van links in %", default=50, validators=PERCENT)
    focus_y = models.PositiveSmallIntegerField("middelpunt, van boven in %", default=50, validators=PERCENT)
    toont_persoon = models.BooleanField("toont herkenbare personen", default=False)
    toestemming = models.ForeignKey(
        Toestemming, models.PROTECT, null=True, blank=True, related_name="fotos", verbose_name="toestemming"
    )
    uitvoering = models.ForeignKey(
        Uitvoering, models.SET_NULL, null=True, blank=True, related_name="fotos", verbose_name="gemaakt bij"
    )

    class Meta:
        verbose_name, verbose_name_plural = "foto", "foto’s"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(bestand="") & ~Q(tekening="")) | (~Q(bestand="") & Q(tekening="")),
                name="foto_bestand_of_tekening",
                violation_error_message="Kies een bestand of een tekening, niet allebei.",
            )
        ]

    def __str__(self):
        return self.alt


class Verhaal(Bewerkbaar):
    gemeente = models.ForeignKey(Gemeente, models.PROTECT, related_name="verhalen", verbose_name="gemeente")
    jaar = models.PositiveSmallIntegerField("jaar")
    programmalijn = models.ForeignKey(Programmalijn, models.PROTECT, related_name="+", verbose_name="programmalijn")
    campagne = models.ForeignKey(
        Campagne, models.SET_NULL, null=True, blank=True, related_name="verhalen", verbose_name="campagne"
    )
    uitvoering = models.ForeignKey(
        Uitvoering, models.SET_NULL, null=True, blank=True, related_name="verhalen", verbose_name="uitvoering"
    )
    titel = models.CharField("titel", max_length=120)
    tekst = models.TextField("tekst")
    plaats = models.CharField("plaats", max_length=80, blank=True)
    deelnemers_woord = models.CharField(
        "woord voor deelnemers", max_length=40, default="deelnemers", help_text="Bijvoorbeeld kinderen of bezoekers."
    )
    foto = models.ForeignKey(Foto, models.PROTECT, null=True, blank=True, related_name="verhalen", verbose_name="foto")
    bijschrift = models.CharField("bijschrift", max_length=200, blank=True)
    noemt_persoon = models.BooleanField("noemt een persoon", default=False)
    toestemming = models.ForeignKey(
        Toestemming, models.PROTECT, null=True, blank=True, related_name="verhalen", verbose_name="toestemming"
    )
    volgorde = models.PositiveSmallIntegerField("volgorde", default=0)

    class Meta:
        verbose_name, verbose_name_plural = "verhaal", "verhalen"
        ordering = ["-jaar", "gemeente__naam", "volgorde", "pk"]

    def __str__(self):
        return self.titel


class Citaat(Bewerkbaar):
    gemeente = models.ForeignKey(Gemeente, models.PROTECT, related_name="citaten", verbose_name="gemeente")
    jaar = models.PositiveSmallIntegerField("jaar")
    programmalijn = models.ForeignKey(
        Programmalijn, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="programmalijn"
    )
    tekst = models.TextField("citaat", help_text="Zonder aanhalingstekens.")
    wie = models.CharField("wie", max_length=120, help_text="Bijvoorbeeld: Anneke, deelnemer Samenlezen.")
    noemt_persoon = models.BooleanField("noemt een persoon", default=True)
    toestemming = models.ForeignKey(
        Toestemming, models.PROTECT, null=True, blank=True, related_name="citaten", verbose_name="toestemming"
    )
    volgorde = models.PositiveSmallIntegerField("volgorde", default=0)

    class Meta:
        verbose_name, verbose_name_plural = "citaat", "citaten"
        ordering = ["-jaar", "gemeente__naam", "volgorde", "pk"]

    def __str__(self):
        return self.tekst[:60]


class Feit(Bewerkbaar):
    gemeente = models.ForeignKey(Gemeente, models.PROTECT, related_name="feiten", verbose_name="gemeente")
    jaar = models.PositiveSmallIntegerField("jaar")
    programmalijn = models.ForeignKey(
        Programmalijn, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="programmalijn"
    )
    getal = models.CharField("getal", max_length=200, help_text="Een veld, geen getypt getal.")
    tekst = models.TextField("tekst")
    volgorde = models.PositiveSmallIntegerField("volgorde", default=0)

    class Meta:
        verbose_name, verbose_name_plural = "feit", "feiten"
        ordering = ["-jaar", "gemeente__naam", "volgorde", "pk"]

    def __str__(self):
        return self.tekst[:60]


class Partner(Bewerkbaar):
    gemeente = models.ForeignKey(Gemeente, models.PROTECT, related_name="partners", verbose_name="gemeente")
    jaar = models.PositiveSmallIntegerField("jaar")
    programmalijn = models.ForeignKey(
        Programmalijn, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="programmalijn"
    )
    naam = models.CharField("naam", max_length=120)
    rol = models.CharField("rol", max_length=160, blank=True)
    gezamenlijk = models.BooleanField("ook partner van andere gemeenten", default=False)
    volgorde = models.PositiveSmallIntegerField("volgorde", default=0)

    class Meta:
        verbose_name, verbose_name_plural = "partner", "partners"
        ordering = ["-jaar", "gemeente__naam", "programmalijn__nummer", "volgorde", "naam"]
        constraints = [models.UniqueConstraint(fields=["gemeente", "jaar", "programmalijn", "naam"], name="partner_uniek")]

    def __str__(self):
        return self.naam
