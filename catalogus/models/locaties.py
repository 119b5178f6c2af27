"""Locations, the values that change over time, and what happens there."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from .basis import Bewerkbaar
from .gemeenten import Gemeente


class Vestigingssoort(models.TextChoices):
    BIBLIOTHEEK = "bibliotheek", "bibliotheek"
    SERVICEPUNT = "servicepunt", "servicepunt"
    OVERIG = "overig", "overig"


class Locatie(Bewerkbaar):
    gemeente = models.ForeignKey(Gemeente, models.PROTECT, related_name="locaties", verbose_name="gemeente")
    naam = models.CharField("naam", max_length=120)
    plaats = models.CharField("plaats", max_length=80)
    lengtegraad = models.DecimalField(
        "lengtegraad",
        max_digits=8,
        decimal_places=5,
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
        help_text="WGS84, bijvoorbeeld 6,318. Nodig om de plaats op de kaart te zetten.",
    )
    breedtegraad = models.DecimalField(
        "breedtegraad",
        max_digits=7,
        decimal_places=5,
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
        help_text="WGS84, bijvoorbeeld 52,855.",
    )
    soort_vast = models.CharField(
        "vestigingssoort, met de hand",
        max_length=12,
        choices=Vestigingssoort,
        blank=True,
        help_text="Leeg: volgt uit de bemande uren (meer dan 15: bibliotheek, 5 tot en met 15: servicepunt).",
    )

    class Meta:
        verbose_name, verbose_name_plural = "locatie", "locaties"
        ordering = ["gemeente__naam", "plaats", "naam"]
        constraints = [models.UniqueConstraint(fields=["gemeente", "naam"], name="locatie_uniek")]

    def __str__(self):
        return self.naam if self.plaats in self.naam else f"{self.naam}, {self.plaats}"


class Locatiestand(Bewerkbaar):
    """Values of a location from a date on, until the next one."""

    locatie = models.ForeignKey(Locatie, models.CASCADE, related_name="standen", verbose_name="locatie")
    vanaf = models.DateField("vanaf")
    bemande_uren = models.DecimalField("bemande uren per week", max_digits=5, decimal_places=2, null=True, blank=True)
    leerlingen = models.PositiveIntegerField("leerlingen", null=True, blank=True)
    teldatum = models.DateField("teldatum leerlingen", null=True, blank=True)

    class Meta:
        verbose_name, verbose_name_plural = "stand van een locatie", "standen van locaties"
        ordering = ["locatie", "-vanaf"]
        constraints = [
            models.UniqueConstraint(fields=["locatie", "vanaf"], name="locatiestand_uniek"),
            models.CheckConstraint(
                condition=models.Q(bemande_uren__isnull=True) | models.Q(bemande_uren__gte=0, bemande_uren__lte=168),
                name="locatiestand_uren",
                violation_error_message="Bemande uren per week: 0 tot en met 168.",
            ),
        ]

    def __str__(self):
        return f"{self.locatie} vanaf {self.vanaf:%d-%m-%Y}"


class Functie(models.TextChoices):
    BIBLIOTHEEK = "bibliotheek", "bibliotheek"
    SERVICEPUNT = "servicepunt", "servicepunt"
    IDO = "ido", "Informatiepunt Digitale Overheid (IDO)"
    DBOS_PO = "dbos_po", "de Bibliotheek op school, basisonderwijs"
    DBOS_VO = "dbos_vo", "de Bibliotheek op school, voortgezet onderwijs"
    BOEKSTART_KO = "boekstart_ko", "BoekStart in de kinderopvang"
    TAALHUIS = "taalhuis", "Taalhuis"
    LEERPLEIN = "leerplein", "Leerplein"


class Locatiefunctie(Bewerkbaar):
    locatie = models.ForeignKey(Locatie, models.CASCADE, related_name="functies", verbose_name="locatie")
    functie = models.CharField("functie", max_length=12, choices=Functie)
    van = models.DateField("van")
    tot = models.DateField("tot en met", null=True, blank=True)

    class Meta:
        verbose_name, verbose_name_plural = "functie van een locatie", "functies van locaties"
        ordering = ["locatie", "functie", "van"]
        constraints = [
            models.UniqueConstraint(fields=["locatie", "functie", "van"], name="locatiefunctie_uniek"),
            models.CheckConstraint(
                condition=models.Q(tot__isnull=True) | models.Q(tot__gte=models.F("van")),
                name="locatiefunctie_periode",
                violation_error_message="De einddatum ligt voor de begindatum.",
            ),
        ]

    def __str__(self):
        return f"{self.locatie}: {self.get_functie_display()}"
