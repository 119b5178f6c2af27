"""Files that were read in: who, when, which bytes, and what came of it."""

import hashlib

from django.conf import settings
from django.db import models


class Import(models.Model):
    class Soort(models.TextChoices):
        WERKMAP = "werkmap", "werkmap"
        UITVOERINGEN = "uitvoeringen", "uitvoeringen uit een ander systeem"
        GEMEENTE = "gemeente", "werkmap van een gemeente"

    class Stand(models.TextChoices):
        KOPPELEN = "koppelen", "wacht op keuzes"
        PROEF = "proef", "wacht op bevestiging"
        FOUTEN = "fouten", "niet ingelezen, er zijn fouten"
        VERWERKT = "verwerkt", "ingelezen"

    soort = models.CharField("soort", max_length=12, choices=Soort, default=Soort.WERKMAP)
    stand = models.CharField("stand", max_length=8, choices=Stand)
    naam = models.CharField("bestandsnaam", max_length=200)
    bestand = models.FileField("bestand", upload_to="importen/")
    grootte = models.PositiveIntegerField("grootte in bytes")
    sha256 = models.CharField("controlegetal", max_length=64)
    reden = models.CharField("reden", max_length=200, blank=True)
    keuzes = models.JSONField("keuzes bij het inlezen", default=dict, blank=True)
    uitkomst = models.JSONField("uitkomst", default=dict, blank=True)
    door = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="door")
    op = models.DateTimeField("op", auto_now_add=True)
    verwerkt_op = models.DateTimeField("ingelezen op", null=True, blank=True)

    class Meta:
        verbose_name, verbose_name_plural = "ingelezen bestand", "ingelezen bestanden"
        ordering = ["-op", "-pk"]

    def __str__(self):
        return self.naam

    def is_ongewijzigd(self) -> bool:
        """Whether the stored bytes are those that were looked at."""
        with self.bestand.open("rb") as stroom:
            return hashlib.file_digest(stroom, "sha256").hexdigest() == self.sha256
