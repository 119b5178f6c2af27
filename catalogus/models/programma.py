"""The programmalijnen and the characteristics by which activities are found."""

from django.core.validators import RegexValidator
from django.db import models

from .basis import Bewerkbaar


class Programmalijn(Bewerkbaar):
    nummer = models.PositiveSmallIntegerField("nummer", unique=True)
    naam = models.CharField("naam", max_length=80, unique=True)
    slug = models.SlugField("adres", max_length=80, unique=True)
    kleur = models.CharField(
        "kleur",
        max_length=7,
        validators=[RegexValidator(r"^#[0-9a-f]{6}$", "Schrijf een kleur als # met zes tekens 0-9 en a-f.")],
        help_text="De grondkleur, bijvoorbeeld #14506b. De andere tinten worden hieruit berekend en op contrast getoetst.",
    )
    inleiding = models.TextField("inleiding", blank=True)
    doel = models.TextField("doel", blank=True)

    class Meta:
        verbose_name, verbose_name_plural = "programmalijn", "programmalijnen"
        ordering = ["nummer"]

    def __str__(self):
        return f"{self.nummer} {self.naam}"


class Kenmerk(Bewerkbaar):
    class Soort(models.TextChoices):
        DOELGROEP = "doelgroep", "doelgroep"
        WSOB = "wsob", "Wsob-functie"
        PIJLER = "pijler", "pijler van het bibliotheekconvenant"
        VAARDIGHEID = "vaardigheid", "vaardigheid"
        OPGAVE = "opgave", "maatschappelijke opgave"

    soort = models.CharField("soort", max_length=12, choices=Soort)
    naam = models.CharField("naam", max_length=80)
    leeftijd_van = models.PositiveSmallIntegerField("leeftijd van", null=True, blank=True)
    leeftijd_tot = models.PositiveSmallIntegerField("leeftijd tot en met", null=True, blank=True)

    class Meta:
        verbose_name, verbose_name_plural = "kenmerk", "kenmerken"
        ordering = ["soort", "leeftijd_van", "naam"]
        constraints = [models.UniqueConstraint(fields=["soort", "naam"], name="kenmerk_uniek")]

    def __str__(self):
        return self.naam
