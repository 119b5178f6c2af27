"""The report of one gemeente and year, its frozen versions, remarks on them, and background jobs."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from catalogus.models import Gemeente
from catalogus.models.basis import Bewerkbaar


class Jaarbericht(Bewerkbaar):
    class Status(models.TextChoices):
        CONCEPT = "concept", "concept"
        REDACTIE = "redactie", "redactie"
        TER_INZAGE = "ter_inzage", "ter inzage"
        VASTGESTELD = "vastgesteld", "vastgesteld"
        GEPUBLICEERD = "gepubliceerd", "gepubliceerd"

    gemeente = models.ForeignKey(Gemeente, models.PROTECT, related_name="jaarberichten", verbose_name="gemeente")
    jaar = models.PositiveSmallIntegerField("jaar")
    status = models.CharField("status", max_length=12, choices=Status, default=Status.CONCEPT)
    mededeling = models.CharField(
        "mededeling bij de cijfers",
        max_length=200,
        blank=True,
        help_text="Staat op elke pagina met cijfers, bijvoorbeeld: alle cijfers zijn voorbeeldcijfers.",
    )

    class Meta:
        verbose_name, verbose_name_plural = "jaarbericht", "jaarberichten"
        ordering = ["-jaar", "gemeente__naam"]
        constraints = [models.UniqueConstraint(fields=["gemeente", "jaar"], name="jaarbericht_uniek")]

    def __str__(self):
        return f"Jaarbericht {self.jaar} {self.gemeente}"


class Jaarberichtwissel(models.Model):
    """Log of a report: one row per step, never changed."""

    jaarbericht = models.ForeignKey(Jaarbericht, models.PROTECT, related_name="wissels", verbose_name="jaarbericht")
    stap = models.CharField("stap", max_length=12)
    van = models.CharField("van", max_length=12, choices=Jaarbericht.Status)
    naar = models.CharField("naar", max_length=12, choices=Jaarbericht.Status)
    door = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="door"
    )
    op = models.DateTimeField("op", auto_now_add=True)
    reden = models.TextField("reden", blank=True)

    class Meta:
        verbose_name, verbose_name_plural = "stap van een jaarbericht", "stappen van jaarberichten"
        ordering = ["jaarbericht", "op", "pk"]

    def __str__(self):
        return f"{self.jaarbericht}: {self.van} naar {self.naar}"


class Uitgave(models.Model):
    """A frozen version: content and PDF never change after it was made."""

    class Soort(models.TextChoices):
        TER_INZAGE = "ter_inzage", "ter inzage"
        VASTGESTELD = "vastgesteld", "vastgesteld"
        VERBETERD = "verbeterd", "verbeterd"
        INGEKORT = "ingekort", "ingekort na intrekken van toestemming"

    jaarbericht = models.ForeignKey(Jaarbericht, models.PROTECT, related_name="uitgaven", verbose_name="jaarbericht")
    nummer = models.PositiveSmallIntegerField("nummer")
    soort = models.CharField("soort", max_length=11, choices=Soort)
    schema = models.PositiveSmallIntegerField("schema van de inhoud")
    inhoud = models.JSONField("inhoud")
    pdf = models.FileField("pdf", upload_to="uitgaven/")
    sha256 = models.CharField("sha256", max_length=64)
    reden = models.TextField("reden", blank=True)
    gemaakt_op = models.DateTimeField("gemaakt op", default=timezone.now, editable=False)  # also printed in the PDF
    gemaakt_door = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="gemaakt door"
    )
    openbaar_vanaf = models.DateTimeField("openbaar vanaf", null=True, blank=True)
    ingetrokken_op = models.DateTimeField("ingetrokken op", null=True, blank=True)
    bewaren_tot = models.DateField("bewaren tot", null=True, blank=True)

    class Meta:
        verbose_name, verbose_name_plural = "uitgave", "uitgaven"
        ordering = ["jaarbericht", "-nummer"]
        constraints = [models.UniqueConstraint(fields=["jaarbericht", "nummer"], name="uitgave_uniek")]

    def __str__(self):
        return f"{self.jaarbericht}, uitgave {self.nummer}"


class Opmerking(Bewerkbaar):
    uitgave = models.ForeignKey(Uitgave, models.CASCADE, related_name="opmerkingen", verbose_name="uitgave")
    hoofdstuk = models.SlugField("hoofdstuk", max_length=40)
    tekst = models.TextField("opmerking")
    door = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="door")
    op = models.DateTimeField("op", auto_now_add=True)
    antwoord_op = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="antwoorden", verbose_name="antwoord op"
    )
    opgelost = models.BooleanField("opgelost", default=False)

    class Meta:
        verbose_name, verbose_name_plural = "opmerking", "opmerkingen"
        ordering = ["uitgave", "hoofdstuk", "op"]

    def __str__(self):
        return self.tekst[:60]


class ControleAanvaarding(Bewerkbaar):
    """A warning accepted with a reason; lapses when the fingerprint of the content changes."""

    jaarbericht = models.ForeignKey(Jaarbericht, models.CASCADE, related_name="aanvaardingen", verbose_name="jaarbericht")
    controle = models.SlugField("controle", max_length=60)
    vingerafdruk = models.CharField("vingerafdruk van de inhoud", max_length=64)
    waar = models.TextField("waar", blank=True)  # as the finding said it when it was accepted
    wat = models.TextField("wat", blank=True)
    reden = models.TextField("reden")
    door = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="door")
    op = models.DateTimeField("op", auto_now_add=True)

    class Meta:
        verbose_name, verbose_name_plural = "aanvaarde waarschuwing", "aanvaarde waarschuwingen"
        ordering = ["jaarbericht", "controle"]
        constraints = [
            models.UniqueConstraint(fields=["jaarbericht", "controle", "vingerafdruk"], name="controleaanvaarding_uniek")
        ]

    def __str__(self):
        return f"{self.jaarbericht}: {self.controle}"


class Taakregel(models.Model):
    """One background job as people see it: status, progress, attempts, lease and error."""

    class Status(models.TextChoices):
        WACHT = "wacht", "wacht"
        BEZIG = "bezig", "bezig"
        KLAAR = "klaar", "klaar"
        MISLUKT = "mislukt", "mislukt"
        GESTOPT = "gestopt", "gestopt"

    jaarbericht = models.ForeignKey(
        Jaarbericht, models.CASCADE, null=True, blank=True, related_name="taken", verbose_name="jaarbericht"
    )
    soort = models.CharField("soort", max_length=40)
    gegevens = models.JSONField("gegevens", default=dict, blank=True)
    status = models.CharField("status", max_length=7, choices=Status, default=Status.WACHT)
    voortgang = models.PositiveSmallIntegerField("voortgang in %", default=0)
    pogingen = models.PositiveSmallIntegerField("pogingen", default=0)
    houder = models.CharField("in behandeling bij", max_length=80, blank=True)
    lease_tot = models.DateTimeField("vastgehouden tot", null=True, blank=True)
    resultaat = models.FileField("resultaat", upload_to="taken/", blank=True)
    fout = models.TextField("fout", blank=True)
    gevraagd_door = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="gevraagd door"
    )
    gevraagd_op = models.DateTimeField("gevraagd op", auto_now_add=True)
    klaar_op = models.DateTimeField("klaar op", null=True, blank=True)

    class Meta:
        verbose_name, verbose_name_plural = "taak", "taken"
        ordering = ["-gevraagd_op", "-pk"]
        indexes = [models.Index(fields=["status", "lease_tot"], name="taakregel_status_lease")]

    def __str__(self):
        return f"{self.soort} {self.jaarbericht or ''}".strip()
