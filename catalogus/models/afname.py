"""A gemeente's selection in an edition: header, lines, log, remarks and explanations."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from .activiteiten import Activiteit, Prijs, Prijsopgave
from .basis import Bewerkbaar
from .edities import Editie
from .gemeenten import Gemeente
from .locaties import Locatie


class Status(models.TextChoices):
    CONCEPT = "concept", "concept"
    TER_FIATTERING = "ter_fiattering", "ter fiattering"
    INGEDIEND = "ingediend", "ingediend"
    BEVESTIGD = "bevestigd", "bevestigd"
    VERVANGEN = "vervangen", "vervangen"
    VERVALLEN = "vervallen", "vervallen"


class Afname(Bewerkbaar):
    gemeente = models.ForeignKey(Gemeente, models.PROTECT, related_name="afnames", verbose_name="gemeente")
    editie = models.ForeignKey(Editie, models.PROTECT, related_name="afnames", verbose_name="editie")
    naam = models.CharField("naam", max_length=80, default="Onze keuze")
    status = models.CharField("status", max_length=14, choices=Status, default=Status.CONCEPT)
    versienummer = models.PositiveSmallIntegerField("versie", default=1)
    voorganger = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="opvolgers", verbose_name="vorige versie"
    )
    ingangsdatum = models.DateField("ingangsdatum", null=True, blank=True)
    kenmerk = models.CharField("kenmerk", max_length=80, blank=True, help_text="Het kenmerk van de gemeente.")
    toelichting = models.TextField("toelichting", blank=True)
    bewerkers = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        blank=True,
        related_name="+",
        verbose_name="bewerkers van deze ronde",
        help_text="Wie in deze ronde iets veranderde; met vier ogen mag die niet fiatteren.",
    )
    voorbeeld = models.BooleanField("voorbeeldgegeven", default=False)

    class Meta:
        verbose_name, verbose_name_plural = "afname", "afnames"
        ordering = ["-editie__jaar", "gemeente__naam", "-versienummer", "naam"]
        constraints = [
            models.UniqueConstraint(
                fields=["gemeente", "editie"],
                condition=Q(status="bevestigd"),
                name="afname_een_bevestigde",
                violation_error_message="Deze gemeente heeft al een bevestigde afname in deze editie.",
            )
        ]

    def __str__(self):
        return f"{self.gemeente} {self.editie.jaar}: {self.naam} (versie {self.versienummer})"


class Afnameregel(Bewerkbaar):
    """One activity in an afname. `snapshot` and the amounts are filled at *ter fiattering* and do not move after that."""

    afname = models.ForeignKey(Afname, models.CASCADE, related_name="regels", verbose_name="afname")
    activiteit = models.ForeignKey(Activiteit, models.PROTECT, related_name="afnameregels", verbose_name="activiteit")
    hoeveelheid = models.DecimalField("hoeveelheid", max_digits=12, decimal_places=2, default=1)
    herkomst = models.CharField("herkomst van de hoeveelheid", max_length=120, blank=True)
    resultaat = models.CharField("afgesproken resultaat", max_length=200, blank=True)
    toelichting = models.TextField("toelichting", blank=True)
    voorganger = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="regel in de vorige versie"
    )
    prijs = models.ForeignKey(
        Prijs, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="prijs", editable=False
    )
    prijsopgave = models.ForeignKey(
        Prijsopgave, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="prijsopgave"
    )
    snapshot = models.JSONField("vastgelegd", null=True, blank=True, editable=False)
    bedrag_vast = models.DecimalField(
        "bedrag vast deel", max_digits=12, decimal_places=2, null=True, blank=True, editable=False
    )
    bedrag_eenheid = models.DecimalField(
        "bedrag per eenheid", max_digits=12, decimal_places=2, null=True, blank=True, editable=False
    )

    class Meta:
        verbose_name, verbose_name_plural = "afnameregel", "afnameregels"
        ordering = ["afname", "activiteit__programmalijn__nummer", "activiteit__titel"]
        constraints = [
            models.UniqueConstraint(fields=["afname", "activiteit"], name="afnameregel_uniek"),
            models.CheckConstraint(
                condition=Q(hoeveelheid__gte=0),
                name="afnameregel_niet_negatief",
                violation_error_message="Een hoeveelheid is 0 of meer.",
            ),
        ]

    def __str__(self):
        return f"{self.activiteit}: {self.hoeveelheid}"


class Afnameregellocatie(Bewerkbaar):
    regel = models.ForeignKey(Afnameregel, models.CASCADE, related_name="locaties", verbose_name="afnameregel")
    locatie = models.ForeignKey(Locatie, models.PROTECT, related_name="+", verbose_name="locatie")
    hoeveelheid = models.DecimalField("hoeveelheid", max_digits=12, decimal_places=2, default=1)

    class Meta:
        verbose_name, verbose_name_plural = "locatie van een regel", "locaties van regels"
        ordering = ["regel", "locatie__naam"]
        constraints = [
            models.UniqueConstraint(fields=["regel", "locatie"], name="afnameregellocatie_uniek"),
            models.CheckConstraint(
                condition=Q(hoeveelheid__gte=0),
                name="afnameregellocatie_niet_negatief",
                violation_error_message="Een hoeveelheid per locatie is 0 of meer.",
            ),
        ]

    def __str__(self):
        return f"{self.locatie}: {self.hoeveelheid}"


class Statuswissel(models.Model):
    """Log of an afname: one row per transition, never changed."""

    afname = models.ForeignKey(Afname, models.CASCADE, related_name="statuswissels", verbose_name="afname")
    van = models.CharField("van", max_length=14, choices=Status, blank=True)
    naar = models.CharField("naar", max_length=14, choices=Status)
    overgang = models.CharField("overgang", max_length=20, blank=True)
    door = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="door"
    )
    namens_gemeente = models.BooleanField("namens de gemeente", default=False)
    op = models.DateTimeField("op", auto_now_add=True)
    reden = models.TextField("reden", blank=True)
    prijsverschillen = models.JSONField(
        "prijsverschillen", default=list, blank=True, help_text="Bij terug naar concept: wat de nieuwe prijzen doen."
    )

    class Meta:
        verbose_name, verbose_name_plural = "statuswissel", "statuswissels"
        ordering = ["afname", "op", "pk"]

    def __str__(self):
        return f"{self.afname}: {self.van or 'begin'} naar {self.naar}"


class Regelopmerking(models.Model):
    """Remark of the accountmanager on a line when an afname is returned; it outlives the line."""

    regel = models.ForeignKey(
        Afnameregel, models.SET_NULL, null=True, blank=True, related_name="opmerkingen", verbose_name="afnameregel"
    )
    activiteit = models.ForeignKey(Activiteit, models.PROTECT, related_name="+", verbose_name="activiteit")
    wissel = models.ForeignKey(Statuswissel, models.CASCADE, related_name="regelopmerkingen", verbose_name="statuswissel")
    tekst = models.TextField("opmerking")

    class Meta:
        verbose_name, verbose_name_plural = "opmerking bij een regel", "opmerkingen bij regels"
        ordering = ["wissel", "pk"]

    def __str__(self):
        return self.tekst[:60]


class Verschiltoelichting(Bewerkbaar):
    """Why what was carried out differs from what was agreed."""

    gemeente = models.ForeignKey(Gemeente, models.CASCADE, related_name="verschiltoelichtingen", verbose_name="gemeente")
    jaar = models.PositiveSmallIntegerField("jaar")
    activiteitcode = models.CharField("activiteitcode", max_length=40)
    tekst = models.TextField("toelichting")

    class Meta:
        verbose_name, verbose_name_plural = "toelichting op een verschil", "toelichtingen op verschillen"
        ordering = ["-jaar", "gemeente__naam", "activiteitcode"]
        constraints = [models.UniqueConstraint(fields=["gemeente", "jaar", "activiteitcode"], name="verschiltoelichting_uniek")]

    def __str__(self):
        return f"{self.gemeente} {self.jaar}: {self.activiteitcode}"


class Herinnering(models.Model):
    """A reminder that was sent to a gemeente: once per kind and per day that it announces, so a longer term starts anew."""

    class Soort(models.TextChoices):
        DAGEN_21 = "dagen_21", "21 dagen voor het einde van de termijn"
        DAGEN_7 = "dagen_7", "7 dagen voor het einde van de termijn"
        DAG_1 = "dag_1", "1 dag voor het einde van de termijn"
        VERVAL = "verval", "7 dagen voordat de keuze vervalt"

    gemeente = models.ForeignKey(Gemeente, models.CASCADE, related_name="herinneringen", verbose_name="gemeente")
    editie = models.ForeignKey(Editie, models.CASCADE, related_name="herinneringen", verbose_name="editie")
    soort = models.CharField("soort", max_length=8, choices=Soort)
    datum = models.DateField("datum", help_text="De laatste dag van de termijn, of de dag waarop de keuze vervalt.")
    verstuurd_op = models.DateTimeField("verstuurd op", auto_now_add=True)

    class Meta:
        verbose_name, verbose_name_plural = "herinnering", "herinneringen"
        ordering = ["-verstuurd_op", "gemeente__naam"]
        constraints = [models.UniqueConstraint(fields=["gemeente", "editie", "soort", "datum"], name="herinnering_eenmaal")]

    def __str__(self):
        return f"{self.gemeente} {self.editie.jaar}: {self.get_soort_display()}"
