"""Definitions of figures, their values, and surveys."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from .basis import Bewerkbaar
from .gemeenten import Gemeente
from .locaties import Functie


class Scope(models.TextChoices):
    GEMEENTE = "gemeente", "gemeente"
    STICHTING = "stichting", "stichting"
    PROVINCIE = "provincie", "provincie"


class Indicator(Bewerkbaar):
    class Soort(models.TextChoices):
        INVOER = "invoer", "ingevoerd"
        SOM = "som", "som van onderdelen"
        VERHOUDING = "verhouding", "verhouding"
        UITVOERINGEN = "uitvoeringen", "telling van uitvoeringen"
        BIJEENKOMSTEN = "bijeenkomsten", "telling van bijeenkomsten"
        DEELNAMES = "deelnames", "telling van deelnames"
        LOCATIES = "locaties", "telling van locaties"
        LEERLINGEN = "leerlingen", "leerlingen op locaties"
        INWONERS = "inwoners", "inwoners"

    class Stichting(models.TextChoices):
        OPGEGEVEN = "opgegeven", "wordt opgegeven"
        OPGETELD = "opgeteld", "wordt opgeteld"

    code = models.SlugField("code", max_length=60, unique=True)
    naam = models.CharField("naam", max_length=120)
    rubriek = models.CharField("rubriek", max_length=60)
    eenheid = models.CharField("eenheid", max_length=30, blank=True, help_text="Bijvoorbeeld leden of %.")
    decimalen = models.PositiveSmallIntegerField("decimalen", default=0)
    scopes = models.JSONField(
        "bereik", default=list, help_text='Een lijst, bijvoorbeeld ["gemeente", "stichting"].', blank=True
    )
    soort = models.CharField("soort", max_length=13, choices=Soort, default=Soort.INVOER)
    onderdelen = models.ManyToManyField(
        "self", symmetrical=False, blank=True, related_name="deel_van", verbose_name="onderdelen van de som"
    )
    teller = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="teller van de verhouding"
    )
    noemer = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="noemer van de verhouding"
    )
    selectie = models.JSONField(
        "selectie van de telling",
        default=dict,
        blank=True,
        help_text='Bijvoorbeeld {"codes": ["IDO"]}, {"programmalijnen": [2]} of {"platform": true}.',
    )
    functie = models.CharField("functie van de locaties", max_length=12, choices=Functie, blank=True)
    stichting = models.CharField("cijfer van de stichting", max_length=10, choices=Stichting, default=Stichting.OPGETELD)
    plausibel_van = models.DecimalField("plausibel vanaf", max_digits=14, decimal_places=2, null=True, blank=True)
    plausibel_tot = models.DecimalField("plausibel tot en met", max_digits=14, decimal_places=2, null=True, blank=True)
    voetnoot = models.TextField("voetnoot", blank=True)
    wsob = models.CharField("rubriek in de Wsob-opgave", max_length=80, blank=True)
    volgorde = models.PositiveSmallIntegerField("volgorde", default=0)

    class Meta:
        verbose_name, verbose_name_plural = "indicator", "indicatoren"
        ordering = ["volgorde", "code"]

    def __str__(self):
        return self.naam


class Meting(Bewerkbaar):
    """Value of an indicator for a year and a scope. On a counted indicator it is an override and needs a reason."""

    class Stand(models.TextChoices):
        VOORLOPIG = "voorlopig", "voorlopig"
        DEFINITIEF = "definitief", "definitief"

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="metingen", verbose_name="indicator")
    jaar = models.PositiveSmallIntegerField("jaar")
    scope = models.CharField("bereik", max_length=9, choices=Scope)
    gemeente = models.ForeignKey(
        Gemeente, models.PROTECT, null=True, blank=True, related_name="metingen", verbose_name="gemeente"
    )
    waarde = models.DecimalField("waarde", max_digits=16, decimal_places=4, null=True, blank=True)
    geen_gegevens = models.BooleanField("geen gegevens", default=False, help_text="Iets anders dan nul.")
    peildatum = models.DateField("peildatum", null=True, blank=True)
    bron = models.CharField("bron", max_length=120, blank=True)
    stand = models.CharField("stand", max_length=10, choices=Stand, default=Stand.DEFINITIEF)
    reden = models.TextField("reden van de afwijking", blank=True)
    geteld = models.DecimalField(
        "telling bij het invoeren", max_digits=16, decimal_places=4, null=True, blank=True, editable=False
    )
    voorbeeld = models.BooleanField("voorbeeldgegeven", default=False)

    class Meta:
        verbose_name, verbose_name_plural = "meting", "metingen"
        ordering = ["-jaar", "indicator__volgorde", "scope", "gemeente__naam"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "jaar", "gemeente"],
                condition=Q(scope="gemeente"),
                name="meting_gemeente_uniek",
                violation_error_message="Deze gemeente heeft al een cijfer voor deze indicator en dit jaar.",
            ),
            models.UniqueConstraint(
                fields=["indicator", "jaar", "scope"],
                condition=~Q(scope="gemeente"),
                name="meting_scope_uniek",
                violation_error_message="Er is al een cijfer voor deze indicator, dit jaar en dit bereik.",
            ),
            models.CheckConstraint(
                condition=Q(scope="gemeente", gemeente__isnull=False) | (~Q(scope="gemeente") & Q(gemeente__isnull=True)),
                name="meting_gemeente_bij_scope",
                violation_error_message="Kies een gemeente als het bereik gemeente is, en anders geen.",
            ),
            models.CheckConstraint(
                condition=Q(waarde__isnull=False, geen_gegevens=False) | Q(waarde__isnull=True, geen_gegevens=True),
                name="meting_waarde_of_geen_gegevens",
                violation_error_message="Vul een waarde in, of kies ‘geen gegevens’.",
            ),
        ]

    def __str__(self):
        return f"{self.indicator} {self.jaar} {self.gemeente or self.get_scope_display()}"


class Aanlevering(Bewerkbaar):
    """Who delivers which figures of a year, and by when.

    The most precise one holds: of the indicator before that of the rubriek, of the gemeente before that of all.
    """

    jaar = models.PositiveSmallIntegerField("jaar")
    rubriek = models.CharField("rubriek", max_length=60, blank=True)
    indicator = models.ForeignKey(
        Indicator, models.CASCADE, null=True, blank=True, related_name="aanleveringen", verbose_name="indicator"
    )
    gemeente = models.ForeignKey(
        Gemeente, models.CASCADE, null=True, blank=True, related_name="aanleveringen", verbose_name="gemeente"
    )
    verantwoordelijke = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="aanleveringen", verbose_name="wie levert"
    )
    uiterlijk = models.DateField("uiterlijk")

    class Meta:
        verbose_name, verbose_name_plural = "aanlevering", "aanleveringen"
        ordering = ["jaar", "uiterlijk", "rubriek", "indicator__volgorde", "gemeente__naam"]
        constraints = [
            models.UniqueConstraint(
                fields=["jaar", "rubriek", "gemeente"],
                condition=~Q(rubriek=""),
                name="aanlevering_rubriek_gemeente_uniek",
                violation_error_message="Hiervoor is al iemand gekozen.",
            ),
            models.UniqueConstraint(
                fields=["jaar", "rubriek"],
                condition=~Q(rubriek="") & Q(gemeente__isnull=True),
                name="aanlevering_rubriek_uniek",
                violation_error_message="Hiervoor is al iemand gekozen.",
            ),
            models.UniqueConstraint(fields=["jaar", "indicator", "gemeente"], name="aanlevering_indicator_gemeente_uniek"),
            models.UniqueConstraint(
                fields=["jaar", "indicator"],
                condition=Q(gemeente__isnull=True),
                name="aanlevering_indicator_uniek",
                violation_error_message="Hiervoor is al iemand gekozen.",
            ),
            models.CheckConstraint(
                condition=Q(rubriek="", indicator__isnull=False) | (~Q(rubriek="") & Q(indicator__isnull=True)),
                name="aanlevering_rubriek_of_indicator",
                violation_error_message="Kies een rubriek of een indicator.",
            ),
        ]

    def __str__(self):
        wat = self.indicator or self.rubriek
        return f"{wat} {self.jaar}" + (f", {self.gemeente}" if self.gemeente else "")


class Aanleverherinnering(models.Model):
    """A reminder that was sent to who still has figures to deliver: once per kind and day."""

    class Soort(models.TextChoices):
        DAGEN_14 = "dagen_14", "14 dagen voor de datum"
        DAGEN_3 = "dagen_3", "3 dagen voor de datum"
        TE_LAAT = "te_laat", "na de datum"
        GEVRAAGD = "gevraagd", "op verzoek"

    gebruiker = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="aanleverherinneringen", verbose_name="aan"
    )
    jaar = models.PositiveSmallIntegerField("jaar")
    soort = models.CharField("soort", max_length=8, choices=Soort)
    datum = models.DateField("datum", help_text="Wanneer de cijfers er moeten zijn; op verzoek: de dag van het verzoek.")
    verstuurd_op = models.DateTimeField("verstuurd op", auto_now_add=True)

    class Meta:
        verbose_name, verbose_name_plural = "herinnering aan cijfers", "herinneringen aan cijfers"
        ordering = ["-verstuurd_op"]
        constraints = [
            models.UniqueConstraint(fields=["gebruiker", "jaar", "soort", "datum"], name="aanleverherinnering_eenmaal")
        ]

    def __str__(self):
        return f"{self.gebruiker}, cijfers {self.jaar}: {self.get_soort_display()}"


class Wsobopgave(models.Model):
    """What was delivered to the national library for a year; it never changes, a correction is a new one."""

    jaar = models.PositiveSmallIntegerField("jaar")
    inhoud = models.JSONField("inhoud")
    door = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="door")
    op = models.DateTimeField("op", auto_now_add=True)

    class Meta:
        verbose_name, verbose_name_plural = "Wsob-opgave", "Wsob-opgaven"
        ordering = ["-jaar", "-op", "-pk"]

    def __str__(self):
        return f"Wsob-opgave {self.jaar}"


class Onderzoek(Bewerkbaar):
    naam = models.CharField("naam", max_length=80)
    jaar = models.PositiveSmallIntegerField("jaar")
    toelichting = models.TextField("toelichting", blank=True)
    voorbeeld = models.BooleanField("voorbeeldgegeven", default=False)

    class Meta:
        verbose_name, verbose_name_plural = "onderzoek", "onderzoeken"
        ordering = ["-jaar", "naam"]
        constraints = [models.UniqueConstraint(fields=["naam", "jaar"], name="onderzoek_uniek")]

    def __str__(self):
        return f"{self.naam} {self.jaar}"


class Onderzoeksresultaat(Bewerkbaar):
    onderzoek = models.ForeignKey(Onderzoek, models.CASCADE, related_name="resultaten", verbose_name="onderzoek")
    lijst = models.CharField("lijst", max_length=60, help_text="Bijvoorbeeld Tevreden over.")
    label = models.CharField("antwoord", max_length=80)
    percentage = models.DecimalField("percentage", max_digits=5, decimal_places=2)
    volgorde = models.PositiveSmallIntegerField("volgorde", default=0)

    class Meta:
        verbose_name, verbose_name_plural = "resultaat van onderzoek", "resultaten van onderzoek"
        ordering = ["onderzoek", "volgorde", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["onderzoek", "lijst", "label"], name="onderzoeksresultaat_uniek"),
            models.CheckConstraint(
                condition=Q(percentage__gte=0, percentage__lte=100),
                name="onderzoeksresultaat_percentage",
                violation_error_message="Een percentage ligt van 0 tot en met 100.",
            ),
        ]

    def __str__(self):
        return f"{self.lijst}: {self.label} {self.percentage}%"
