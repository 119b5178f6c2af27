"""The plan of a year's reports: chapters and blocks with shared text, and variants per gemeente."""

from django.db import models
from django.db.models import Q

from catalogus.models import Campagne, Gemeente, Programmalijn
from catalogus.models.basis import Bewerkbaar

from .thema import Thema


class Opzet(Bewerkbaar):
    jaar = models.PositiveSmallIntegerField("jaar", unique=True)
    titel = models.CharField("titel", max_length=80, default="Jaarbericht")
    organisatie = models.CharField("organisatie", max_length=120)
    onderschrift = models.CharField("regel onder de naam", max_length=120, blank=True)
    thema = models.ForeignKey(
        Thema, models.PROTECT, null=True, blank=True, related_name="opzetten", verbose_name="thema", editable=False
    )

    class Meta:
        verbose_name, verbose_name_plural = "opzet", "opzetten"
        ordering = ["-jaar"]

    def __str__(self):
        return f"Opzet {self.jaar}"


class Hoofdstuk(Bewerkbaar):
    class Soort(models.TextChoices):
        OMSLAG = "omslag", "omslag"
        INHOUD = "inhoud", "inhoud"
        BRIEF = "brief", "brief"
        PROGRAMMALIJN = "programmalijn", "hoofdstuk met opener"
        PAGINAS = "paginas", "hoofdstuk zonder opener"
        KAART = "kaart", "kaart"
        COLOFON = "colofon", "colofon"

    opzet = models.ForeignKey(Opzet, models.CASCADE, related_name="hoofdstukken", verbose_name="opzet")
    sleutel = models.SlugField("sleutel", max_length=40, help_text="Het anker van het hoofdstuk; blijft gelijk.")
    soort = models.CharField("soort", max_length=13, choices=Soort)
    nummer = models.PositiveSmallIntegerField("nummer", null=True, blank=True)
    programmalijn = models.ForeignKey(
        Programmalijn,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="programmalijn",
        help_text="Bepaalt de kleur en welke verhalen, citaten en partners erin komen.",
    )
    titel = models.CharField("titel", max_length=120)
    voorwaarde = models.CharField("alleen als", max_length=80, blank=True)
    volgorde = models.PositiveSmallIntegerField("volgorde", default=0)

    class Meta:
        verbose_name, verbose_name_plural = "hoofdstuk", "hoofdstukken"
        ordering = ["opzet", "volgorde", "pk"]
        constraints = [models.UniqueConstraint(fields=["opzet", "sleutel"], name="hoofdstuk_uniek")]

    def __str__(self):
        return self.titel


class Blok(Bewerkbaar):
    class Soort(models.TextChoices):
        INTRO = "intro", "intro op de opener"
        BRIEF = "brief", "brief"
        KANTLIJN = "kantlijn", "kantlijn"
        TEKST = "tekst", "tekst"
        CAMPAGNE = "campagne", "campagne met verhalen"
        VERHALEN = "verhalen", "verhalen"
        CIJFERTABEL = "cijfertabel", "cijfertabel"
        KERNCIJFERS = "kerncijfers", "kerncijfers"
        INFOGRAPHIC = "infographic", "infographic"
        CITAAT = "citaat", "citaat"
        FEIT = "feit", "feit"
        PARTNERS = "partners", "partners"
        KAART = "kaart", "kaart"
        GEPLAND = "gepland", "gepland en gerealiseerd"
        MIDDELEN = "middelen", "middelen"
        CATALOGUSVERWIJZING = "catalogusverwijzing", "verwijzing naar de catalogus"
        COLOFON = "colofon", "colofon"

    hoofdstuk = models.ForeignKey(Hoofdstuk, models.CASCADE, related_name="blokken", verbose_name="hoofdstuk")
    sleutel = models.SlugField("sleutel", max_length=60)
    soort = models.CharField("soort", max_length=19, choices=Soort)
    titel = models.CharField("kop", max_length=120, blank=True)
    tekst = models.TextField("tekst", blank=True, help_text="Gedeeld door alle gemeenten, tenzij er een variant is.")
    gemeente = models.ForeignKey(
        Gemeente,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="alleen voor",
        help_text="Leeg: voor alle gemeenten.",
    )
    campagne = models.ForeignKey(Campagne, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="campagne")
    voorwaarde = models.CharField(
        "alleen als", max_length=80, blank=True, help_text="Bijvoorbeeld functie:taalhuis of heeft:verhalen."
    )
    instelling = models.JSONField("instelling", default=dict, blank=True)
    tekstversie = models.PositiveIntegerField("versie van de tekst", default=1, editable=False)
    volgorde = models.PositiveSmallIntegerField("volgorde", default=0)
    eigen: list["Tekstvariant"]  # the variants of one gemeente, where they were prefetched

    class Meta:
        verbose_name, verbose_name_plural = "blok", "blokken"
        ordering = ["hoofdstuk", "volgorde", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["hoofdstuk", "sleutel"], name="blok_uniek"),
            models.CheckConstraint(
                condition=~Q(soort="campagne") | Q(campagne__isnull=False),
                name="blok_campagne",
                violation_error_message="Kies bij dit blok een campagne.",
            ),
        ]

    def __str__(self):
        return self.titel or f"{self.get_soort_display()} ({self.sleutel})"


class Tekstvariant(Bewerkbaar):
    """What one gemeente does with a shared block; remembers the shared version it was based on."""

    class Wijze(models.TextChoices):
        VERVANGEN = "vervangen", "vervangen"
        WEGLATEN = "weglaten", "weglaten"
        AANVULLEN_VOOR = "aanvullen-voor", "aanvullen, ervoor"
        AANVULLEN_NA = "aanvullen-na", "aanvullen, erna"

    blok = models.ForeignKey(Blok, models.CASCADE, related_name="varianten", verbose_name="blok")
    gemeente = models.ForeignKey(Gemeente, models.CASCADE, related_name="tekstvarianten", verbose_name="gemeente")
    wijze = models.CharField("wijze", max_length=14, choices=Wijze)
    tekst = models.TextField("tekst", blank=True)
    gebaseerd_op = models.PositiveIntegerField("gemaakt bij versie", default=1)

    class Meta:
        verbose_name, verbose_name_plural = "tekstvariant", "tekstvarianten"
        ordering = ["blok", "gemeente__naam"]
        constraints = [models.UniqueConstraint(fields=["blok", "gemeente"], name="tekstvariant_uniek")]

    def __str__(self):
        return f"{self.gemeente}: {self.blok} {self.get_wijze_display()}"
