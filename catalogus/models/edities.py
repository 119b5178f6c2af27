"""An edition of the catalogue with its tariffs, terms and sources of money."""

from django.core.validators import MinValueValidator
from django.db import models

from .basis import Bewerkbaar
from .gemeenten import Gemeente


class Editie(Bewerkbaar):
    class Status(models.TextChoices):
        CONCEPT = "concept", "concept"
        OPEN = "open", "open"
        LOPEND = "lopend", "lopend"
        AFGESLOTEN = "afgesloten", "afgesloten"

    class Opslagmethode(models.TextChoices):
        PERCENTAGE = "percentage", "percentage van de directe kosten"
        SPREIDING = "spreiding", "organisatiekosten verdeeld naar uren"

    class Kostenopbouw(models.TextChoices):
        GEEN = "geen", "geen"
        HOOFDREGELS = "hoofdregels", "hoofdregels"
        VOLLEDIG = "volledig", "volledig"

    jaar = models.PositiveSmallIntegerField("jaar", unique=True)
    status = models.CharField("status", max_length=10, choices=Status, default=Status.CONCEPT)
    opslagmethode = models.CharField("opslagmethode", max_length=10, choices=Opslagmethode, default=Opslagmethode.PERCENTAGE)
    opslagpercentage = models.DecimalField(
        "opslagpercentage",
        max_digits=5,
        decimal_places=2,
        default=0,
        validators=[MinValueValidator(0)],
        help_text="Over de directe kosten, bijvoorbeeld 22,00.",
    )
    organisatiekosten = models.DecimalField(
        "organisatiekosten",
        max_digits=12,
        decimal_places=2,
        default=0,
        validators=[MinValueValidator(0)],
        help_text="In euro per jaar; alleen bij verdelen naar uren.",
    )
    opslagtarief = models.DecimalField(
        "opslag per uur, bevroren",
        max_digits=18,
        decimal_places=10,
        null=True,
        blank=True,
        editable=False,
        help_text="Organisatiekosten per uur, vastgezet bij het openen.",
    )
    kostenopbouw = models.CharField(
        "kostenopbouw voor gemeenten",
        max_length=11,
        choices=Kostenopbouw,
        default=Kostenopbouw.HOOFDREGELS,
        help_text="Hoeveel van de opbouw een gemeente ziet.",
    )
    kiezen_tot = models.DateField("kiezen tot en met", null=True, blank=True)

    class Meta:
        verbose_name, verbose_name_plural = "editie", "edities"
        ordering = ["-jaar"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(opslagpercentage__gte=0, organisatiekosten__gte=0),
                name="editie_opslag_niet_negatief",
                violation_error_message="Opslagpercentage en organisatiekosten zijn 0 of meer.",
            )
        ]

    def __str__(self):
        return f"Editie {self.jaar}"


class Termijn(Bewerkbaar):
    """Until when one gemeente may choose, when that differs from the edition."""

    gemeente = models.ForeignKey(Gemeente, models.CASCADE, related_name="termijnen", verbose_name="gemeente")
    editie = models.ForeignKey(Editie, models.CASCADE, related_name="termijnen", verbose_name="editie")
    open_tot = models.DateField("kiezen tot en met")
    reden = models.CharField("reden van verlenging", max_length=200)

    class Meta:
        verbose_name, verbose_name_plural = "termijn", "termijnen"
        ordering = ["-editie__jaar", "gemeente__naam"]
        constraints = [models.UniqueConstraint(fields=["gemeente", "editie"], name="termijn_uniek")]

    def __str__(self):
        return f"{self.gemeente} {self.editie.jaar}: tot en met {self.open_tot:%d-%m-%Y}"


class Functiegroep(Bewerkbaar):
    naam = models.CharField("naam", max_length=80, unique=True)

    class Meta:
        verbose_name, verbose_name_plural = "functiegroep", "functiegroepen"
        ordering = ["naam"]

    def __str__(self):
        return self.naam


class Tarief(Bewerkbaar):
    editie = models.ForeignKey(Editie, models.CASCADE, related_name="tarieven", verbose_name="editie")
    functiegroep = models.ForeignKey(Functiegroep, models.PROTECT, related_name="tarieven", verbose_name="functiegroep")
    uurtarief = models.DecimalField(
        "uurtarief", max_digits=8, decimal_places=2, validators=[MinValueValidator(0)], help_text="In euro."
    )
    capaciteit = models.DecimalField("capaciteit in uren per jaar", max_digits=9, decimal_places=2, null=True, blank=True)

    class Meta:
        verbose_name, verbose_name_plural = "tarief", "tarieven"
        ordering = ["-editie__jaar", "functiegroep__naam"]
        constraints = [
            models.UniqueConstraint(fields=["editie", "functiegroep"], name="tarief_uniek"),
            models.CheckConstraint(
                condition=models.Q(uurtarief__gte=0),
                name="tarief_niet_negatief",
                violation_error_message="Een uurtarief is 0 of meer.",
            ),
        ]

    def __str__(self):
        return f"{self.functiegroep} {self.editie.jaar}: {self.uurtarief}"


class Financieringsbron(Bewerkbaar):
    class Ontvanger(models.TextChoices):
        BIBLIOTHEEK = "bibliotheek", "bibliotheek"
        GEMEENTE = "gemeente", "gemeente"

    naam = models.CharField("naam", max_length=120, unique=True)
    ontvanger = models.CharField("ontvanger", max_length=12, choices=Ontvanger)
    begin = models.DateField("looptijd van", null=True, blank=True)
    eind = models.DateField("looptijd tot en met", null=True, blank=True)

    class Meta:
        verbose_name, verbose_name_plural = "financieringsbron", "financieringsbronnen"
        ordering = ["naam"]

    def __str__(self):
        return self.naam


class Bronbedrag(Bewerkbaar):
    bron = models.ForeignKey(Financieringsbron, models.CASCADE, related_name="bedragen", verbose_name="bron")
    jaar = models.PositiveSmallIntegerField("jaar")
    bedrag = models.DecimalField("bedrag", max_digits=12, decimal_places=2, validators=[MinValueValidator(0)])

    class Meta:
        verbose_name, verbose_name_plural = "bedrag van een bron", "bedragen van bronnen"
        ordering = ["bron__naam", "-jaar"]
        constraints = [
            models.UniqueConstraint(fields=["bron", "jaar"], name="bronbedrag_uniek"),
            models.CheckConstraint(
                condition=models.Q(bedrag__gte=0),
                name="bronbedrag_niet_negatief",
                violation_error_message="Een bedrag van een bron is 0 of meer.",
            ),
        ]

    def __str__(self):
        return f"{self.bron} {self.jaar}: {self.bedrag}"
