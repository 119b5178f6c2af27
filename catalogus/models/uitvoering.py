"""What was carried out: executions, their dated meetings, and campaigns. Participants are numbers, never names."""

from django.db import models
from django.db.models import Q

from .activiteiten import Activiteit
from .basis import Bewerkbaar
from .gemeenten import Gemeente
from .locaties import Locatie
from .programma import Kenmerk


class Campagne(Bewerkbaar):
    jaar = models.PositiveSmallIntegerField("jaar")
    sleutel = models.SlugField("sleutel", max_length=60, help_text="Blijft over de jaren gelijk.")
    naam = models.CharField("naam", max_length=80)
    thema = models.CharField("thema", max_length=120, blank=True)
    van = models.DateField("van")
    tot = models.DateField("tot en met")

    class Meta:
        verbose_name, verbose_name_plural = "campagne", "campagnes"
        ordering = ["-jaar", "van"]
        constraints = [
            models.UniqueConstraint(fields=["jaar", "sleutel"], name="campagne_uniek"),
            models.CheckConstraint(
                condition=Q(tot__gte=models.F("van")),
                name="campagne_periode",
                violation_error_message="De einddatum ligt voor de begindatum.",
            ),
        ]

    def __str__(self):
        return f"{self.naam} {self.jaar}"


class Uitvoering(Bewerkbaar):
    """One execution or series of an activity, or a platformactiviteit of others in the library."""

    activiteit = models.ForeignKey(
        Activiteit, models.PROTECT, null=True, blank=True, related_name="uitvoeringen", verbose_name="activiteit"
    )
    platform = models.BooleanField(
        "platformactiviteit", default=False, help_text="Van anderen, in de bibliotheek; telt mee, is niet afgenomen."
    )
    titel = models.CharField("titel", max_length=160, blank=True)
    gemeenten = models.ManyToManyField(
        Gemeente, related_name="uitvoeringen", verbose_name="gemeenten", help_text="Meer dan een: gezamenlijk."
    )
    locatie = models.ForeignKey(
        Locatie, models.PROTECT, null=True, blank=True, related_name="uitvoeringen", verbose_name="locatie"
    )
    doelgroep = models.ForeignKey(
        Kenmerk,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="doelgroep",
        limit_choices_to={"soort": "doelgroep"},
    )
    campagne = models.ForeignKey(
        Campagne, models.SET_NULL, null=True, blank=True, related_name="uitvoeringen", verbose_name="campagne"
    )
    aanbieder = models.CharField("aanbieder", max_length=120, blank=True)
    vrijwilligersuren = models.DecimalField("uren van vrijwilligers", max_digits=7, decimal_places=2, null=True, blank=True)
    verslag = models.TextField("zin voor het jaarbericht", blank=True)
    bron = models.CharField("bron", max_length=80, blank=True)
    client_id = models.UUIDField("kenmerk van het apparaat", null=True, blank=True, unique=True, editable=False)
    voorbeeld = models.BooleanField("voorbeeldgegeven", default=False)

    class Meta:
        verbose_name, verbose_name_plural = "uitvoering", "uitvoeringen"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(activiteit__isnull=False, platform=False) | Q(activiteit__isnull=True, platform=True),
                name="uitvoering_activiteit_of_platform",
                violation_error_message="Kies een activiteit, of vink platformactiviteit aan.",
            )
        ]

    def __str__(self):
        return self.titel or (self.activiteit.titel if self.activiteit else "Platformactiviteit")


class Bijeenkomst(Bewerkbaar):
    """One dated meeting. The year of a figure follows this date."""

    class Status(models.TextChoices):
        GEPLAND = "gepland", "gepland"
        GEHOUDEN = "gehouden", "gehouden"
        VERVALLEN = "vervallen", "vervallen"

    uitvoering = models.ForeignKey(Uitvoering, models.CASCADE, related_name="bijeenkomsten", verbose_name="uitvoering")
    datum = models.DateField("datum", db_index=True)
    deelnames = models.PositiveIntegerField("deelnames", null=True, blank=True, help_text="Leeg: niet bekend.")
    status = models.CharField("status", max_length=9, choices=Status, default=Status.GEHOUDEN)

    class Meta:
        verbose_name, verbose_name_plural = "bijeenkomst", "bijeenkomsten"
        ordering = ["-datum", "pk"]
        # All that counting reads: overviews of a year stay within the index.
        indexes = [models.Index(fields=["status", "datum", "uitvoering", "deelnames"], name="bijeenkomst_telling")]

    def __str__(self):
        return f"{self.uitvoering} op {self.datum:%d-%m-%Y}"


class Deelname(Bewerkbaar):
    """Deelnames of one gemeente at a joint meeting, where known."""

    bijeenkomst = models.ForeignKey(
        Bijeenkomst, models.CASCADE, related_name="deelnames_per_gemeente", verbose_name="bijeenkomst"
    )
    gemeente = models.ForeignKey(Gemeente, models.PROTECT, related_name="+", verbose_name="gemeente")
    aantal = models.PositiveIntegerField("aantal")

    class Meta:
        verbose_name, verbose_name_plural = "deelnames van een gemeente", "deelnames per gemeente"
        ordering = ["bijeenkomst", "gemeente__naam"]
        constraints = [models.UniqueConstraint(fields=["bijeenkomst", "gemeente"], name="deelname_uniek")]

    def __str__(self):
        return f"{self.gemeente}: {self.aantal}"


class Titelkoppeling(Bewerkbaar):
    """Remembers which activity a free title in an import stands for."""

    titel = models.CharField("titel in het bestand", max_length=160, unique=True)
    activiteitcode = models.CharField("activiteitcode", max_length=40)

    class Meta:
        verbose_name, verbose_name_plural = "titelkoppeling", "titelkoppelingen"
        ordering = ["titel"]

    def __str__(self):
        return f"{self.titel} → {self.activiteitcode}"
