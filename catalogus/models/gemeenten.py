"""Gemeenten, what is known about them, and the reference dates of a year."""

import datetime

from django.core.validators import RegexValidator
from django.db import models

from .basis import Bewerkbaar


class GemeenteQuerySet(models.QuerySet):
    def deelnemers(self, jaar: int):
        """Gemeenten that take part on 31 December of `jaar`: these get basis lines and a jaarbericht."""
        eind = datetime.date(jaar, 12, 31)
        return self.filter(deelnemer_van__lte=eind).filter(
            models.Q(deelnemer_tot__isnull=True) | models.Q(deelnemer_tot__gte=eind)
        )


class Gemeente(Bewerkbaar):
    naam = models.CharField("naam", max_length=80, unique=True)
    cbs_code = models.CharField(
        "CBS-code",
        max_length=6,
        unique=True,
        validators=[RegexValidator(r"^GM\d{4}$", "Een CBS-code is GM met vier cijfers, bijvoorbeeld GM1701.")],
        help_text="GM met vier cijfers, bijvoorbeeld GM1701.",
    )
    provincie = models.CharField("provincie", max_length=40, default="Drenthe")
    regio = models.CharField("regio", max_length=40, blank=True, help_text="Bijvoorbeeld Noord, Midden of Zuid.")
    deelnemer_van = models.DateField(
        "deelnemer vanaf", null=True, blank=True, help_text="Leeg: geen deelnemer, wel plus en maatwerk mogelijk."
    )
    deelnemer_tot = models.DateField("deelnemer tot en met", null=True, blank=True)
    accountmanager = models.ForeignKey(
        "catalogus.Gebruiker", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="accountmanager"
    )
    taalhuis_werkgever = models.CharField("werkgever van het Taalhuis", max_length=120, blank=True)
    vier_ogen = models.BooleanField(
        "vier ogen", default=True, help_text="De fiatteur mag niet zelf aan de keuze gewerkt hebben."
    )
    vergelijken_toegestaan = models.BooleanField(
        "telt mee in vergelijkingen", default=True, help_text="Alleen in een gemiddelde van vier of meer gemeenten."
    )
    logo = models.ImageField("logo", upload_to="logos/", blank=True)

    objects = GemeenteQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "gemeente", "gemeenten"
        ordering = ["naam"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(deelnemer_tot__isnull=True) | models.Q(deelnemer_tot__gte=models.F("deelnemer_van")),
                name="gemeente_deelnemer_periode",
                violation_error_message="De einddatum ligt voor de begindatum.",
            )
        ]

    def __str__(self):
        return self.naam

    def is_deelnemer(self, jaar: int) -> bool:
        """Whether the gemeente takes part on 31 December of `jaar`."""
        eind = datetime.date(jaar, 12, 31)
        return bool(
            self.deelnemer_van and self.deelnemer_van <= eind and (self.deelnemer_tot is None or self.deelnemer_tot >= eind)
        )


class Grens(Bewerkbaar):
    """Imported boundary of a gemeente, WGS84, as GeoJSON MultiPolygon coordinates."""

    gemeente = models.OneToOneField(Gemeente, models.CASCADE, related_name="grens", verbose_name="gemeente")
    vlakken = models.JSONField("vlakken")
    bron = models.CharField("bron", max_length=200, help_text="Staat onder elke kaart die de grens toont.")

    class Meta:
        verbose_name, verbose_name_plural = "gemeentegrens", "gemeentegrenzen"
        ordering = ["gemeente__naam"]

    def __str__(self):
        return f"Grens van {self.gemeente}"


class Inwonertal(Bewerkbaar):
    gemeente = models.ForeignKey(Gemeente, models.CASCADE, related_name="inwonertallen", verbose_name="gemeente")
    peildatum = models.DateField("peildatum")
    aantal = models.PositiveIntegerField("aantal inwoners")
    bron = models.CharField("bron", max_length=120, blank=True)

    class Meta:
        verbose_name, verbose_name_plural = "inwonertal", "inwonertallen"
        ordering = ["gemeente__naam", "-peildatum"]
        constraints = [models.UniqueConstraint(fields=["gemeente", "peildatum"], name="inwonertal_uniek")]

    def __str__(self):
        return f"{self.gemeente} op {self.peildatum:%d-%m-%Y}: {self.aantal}"


class Term(Bewerkbaar):
    """The local word of one gemeente for a notion, such as Oefenplein for Leerplein."""

    gemeente = models.ForeignKey(Gemeente, models.CASCADE, related_name="termen", verbose_name="gemeente")
    begrip = models.SlugField("begrip", max_length=40, help_text="De sleutel in teksten, bijvoorbeeld leerplein.")
    woord = models.CharField("woord van deze gemeente", max_length=60)

    class Meta:
        verbose_name, verbose_name_plural = "term", "termen"
        ordering = ["gemeente__naam", "begrip"]
        constraints = [models.UniqueConstraint(fields=["gemeente", "begrip"], name="term_uniek")]

    def __str__(self):
        return f"{self.gemeente}: {self.begrip} heet {self.woord}"


class Beleidsdoel(Bewerkbaar):
    gemeente = models.ForeignKey(Gemeente, models.CASCADE, related_name="beleidsdoelen", verbose_name="gemeente")
    tekst = models.TextField("doel")
    bron = models.CharField("bron", max_length=200, blank=True, help_text="Bijvoorbeeld de nota en het jaar.")
    programmalijnen = models.ManyToManyField(
        "catalogus.Programmalijn",
        blank=True,
        related_name="+",
        verbose_name="programmalijnen",
        help_text="Welke programmalijnen eraan bijdragen. Dat staat in de begrotingsaanvraag.",
    )

    class Meta:
        verbose_name, verbose_name_plural = "beleidsdoel", "beleidsdoelen"
        ordering = ["gemeente__naam", "pk"]

    def __str__(self):
        return f"{self.gemeente}: {self.tekst[:60]}"


class Jaar(Bewerkbaar):
    """Reference dates of a year. A closed year only changes with a reason."""

    jaar = models.PositiveSmallIntegerField("jaar", unique=True)
    peildatum_inwoners = models.DateField("peildatum inwoners")
    peildatum_locaties = models.DateField("peildatum locaties", help_text="Gewoonlijk 31 december.")
    teldatum_po = models.DateField("teldatum basisonderwijs", help_text="Gewoonlijk 1 februari.")
    teldatum_vo = models.DateField("teldatum voortgezet onderwijs", help_text="Gewoonlijk 1 oktober.")
    afgesloten = models.BooleanField("afgesloten", default=False)

    class Meta:
        verbose_name, verbose_name_plural = "jaar", "jaren"
        ordering = ["-jaar"]

    def __str__(self):
        return str(self.jaar)
