"""Budgets, housing costs, decisions on subsidy, and imported realised costs."""

from django.db import models
from django.db.models import Q

from .basis import Bewerkbaar
from .gemeenten import Gemeente
from .locaties import Locatie
from .programma import Programmalijn


class Budget(Bewerkbaar):
    gemeente = models.ForeignKey(Gemeente, models.CASCADE, related_name="budgetten", verbose_name="gemeente")
    jaar = models.PositiveSmallIntegerField("jaar")
    programmalijn = models.ForeignKey(
        Programmalijn,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="programmalijn",
        help_text="Leeg: het hele budget.",
    )
    bedrag = models.DecimalField("bedrag", max_digits=12, decimal_places=2, help_text="In euro.")
    met_huisvesting = models.BooleanField("inclusief huisvestingslasten", default=True)
    bron = models.CharField("bron", max_length=200, blank=True, help_text="Bijvoorbeeld het raadsbesluit met datum.")

    class Meta:
        verbose_name, verbose_name_plural = "budget", "budgetten"
        ordering = ["-jaar", "gemeente__naam", "programmalijn__nummer"]
        constraints = [
            models.UniqueConstraint(
                fields=["gemeente", "jaar"],
                condition=Q(programmalijn__isnull=True),
                name="budget_geheel_uniek",
                violation_error_message="Deze gemeente heeft al een budget voor dit jaar.",
            ),
            models.UniqueConstraint(
                fields=["gemeente", "jaar", "programmalijn"],
                condition=Q(programmalijn__isnull=False),
                name="budget_lijn_uniek",
                violation_error_message="Deze gemeente heeft al een budget voor deze programmalijn in dit jaar.",
            ),
            models.CheckConstraint(
                condition=Q(bedrag__gte=0), name="budget_niet_negatief", violation_error_message="Een budget is 0 of meer."
            ),
        ]

    def __str__(self):
        return f"Budget {self.gemeente} {self.jaar}"


class Huisvestingslast(Bewerkbaar):
    locatie = models.ForeignKey(Locatie, models.PROTECT, related_name="huisvestingslasten", verbose_name="locatie")
    jaar = models.PositiveSmallIntegerField("jaar")
    bedrag = models.DecimalField("bedrag", max_digits=12, decimal_places=2, help_text="In euro per jaar.")

    class Meta:
        verbose_name, verbose_name_plural = "huisvestingslast", "huisvestingslasten"
        ordering = ["-jaar", "locatie"]
        constraints = [
            models.UniqueConstraint(fields=["locatie", "jaar"], name="huisvestingslast_uniek"),
            models.CheckConstraint(
                condition=Q(bedrag__gte=0),
                name="huisvestingslast_niet_negatief",
                violation_error_message="Een huisvestingslast is 0 of meer.",
            ),
        ]

    def __str__(self):
        return f"{self.locatie} {self.jaar}"


class Beschikking(Bewerkbaar):
    """Decision of the gemeente on the subsidy."""

    class Soort(models.TextChoices):
        VERLENING = "verlening", "verlening"
        VASTSTELLING = "vaststelling", "vaststelling"

    gemeente = models.ForeignKey(Gemeente, models.PROTECT, related_name="beschikkingen", verbose_name="gemeente")
    jaar = models.PositiveSmallIntegerField("jaar")
    soort = models.CharField("soort", max_length=12, choices=Soort)
    datum = models.DateField("datum")
    kenmerk = models.CharField("kenmerk", max_length=80)
    bedrag = models.DecimalField("bedrag", max_digits=12, decimal_places=2)
    voorwaarden = models.TextField("voorwaarden", blank=True)
    bestand = models.FileField("bestand", upload_to="beschikkingen/", blank=True)
    voorbeeld = models.BooleanField("voorbeeldgegeven", default=False)

    class Meta:
        verbose_name, verbose_name_plural = "beschikking", "beschikkingen"
        ordering = ["-jaar", "gemeente__naam", "datum"]
        constraints = [
            models.UniqueConstraint(fields=["gemeente", "kenmerk"], name="beschikking_kenmerk_uniek"),
            models.CheckConstraint(
                condition=Q(bedrag__gte=0),
                name="beschikking_niet_negatief",
                violation_error_message="Het bedrag van een beschikking is 0 of meer.",
            ),
        ]

    def __str__(self):
        return f"{self.get_soort_display()} {self.gemeente} {self.jaar}"


class Realisatie(Bewerkbaar):
    """Realised costs as imported from the accounts, per programmalijn, or for housing when that is empty."""

    gemeente = models.ForeignKey(Gemeente, models.CASCADE, related_name="realisaties", verbose_name="gemeente")
    jaar = models.PositiveSmallIntegerField("jaar")
    programmalijn = models.ForeignKey(
        Programmalijn,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="programmalijn",
        help_text="Leeg: huisvesting.",
    )
    bedrag = models.DecimalField("bedrag", max_digits=12, decimal_places=2)
    bron = models.CharField("bron", max_length=200)
    voorbeeld = models.BooleanField("voorbeeldgegeven", default=False)

    class Meta:
        verbose_name, verbose_name_plural = "gerealiseerde kosten", "gerealiseerde kosten"
        ordering = ["-jaar", "gemeente__naam", "programmalijn__nummer"]
        constraints = [
            models.UniqueConstraint(
                fields=["gemeente", "jaar"],
                condition=Q(programmalijn__isnull=True),
                name="realisatie_huisvesting_uniek",
                violation_error_message="De huisvesting van deze gemeente in dit jaar staat er al.",
            ),
            models.UniqueConstraint(
                fields=["gemeente", "jaar", "programmalijn"],
                condition=Q(programmalijn__isnull=False),
                name="realisatie_lijn_uniek",
                violation_error_message="Deze programmalijn van deze gemeente in dit jaar staat er al.",
            ),
        ]

    def __str__(self):
        return f"Gerealiseerd {self.gemeente} {self.jaar}: {self.programmalijn or 'huisvesting'}"
