"""Access for programs: personal tokens, and the answers to creating calls that must count once."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from knox.models import AbstractAuthToken


class Token(AbstractAuthToken):
    """A personal token: its hash, until when it works, and whether it may write. It can do no more than its user."""

    naam = models.CharField("naam", max_length=60, help_text="Waar je het token voor gebruikt.")
    schrijven = models.BooleanField("mag ook wijzigen", default=False)
    laatst_gebruikt = models.DateTimeField("laatst gebruikt", null=True, blank=True)

    class Meta:
        verbose_name, verbose_name_plural = "token", "tokens"
        ordering = ["-created"]

    def __str__(self):
        return f"{self.naam} ({self.token_key})"

    @property
    def verlopen(self) -> bool:
        return self.expiry is not None and self.expiry <= timezone.now()


class Idempotentie(models.Model):
    """What was answered to a creating call with this key: the same call again gets the same answer and changes nothing."""

    gebruiker = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="gebruiker")
    sleutel = models.CharField("sleutel", max_length=100)
    vingerafdruk = models.CharField("vingerafdruk van het verzoek", max_length=64)
    status = models.PositiveSmallIntegerField("status van het antwoord", null=True)
    inhoud = models.JSONField("antwoord", null=True)
    locatie = models.CharField("adres van wat gemaakt is", max_length=200, blank=True)
    gemaakt_op = models.DateTimeField("gemaakt op", auto_now_add=True)

    class Meta:
        verbose_name, verbose_name_plural = "eenmalig verzoek", "eenmalige verzoeken"
        ordering = ["-gemaakt_op"]
        constraints = [models.UniqueConstraint(fields=["gebruiker", "sleutel"], name="idempotentie_uniek")]

    def __str__(self):
        return self.sleutel
