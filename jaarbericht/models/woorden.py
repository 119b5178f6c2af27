"""The list of words that the organisation writes and a dictionary does not know."""

from django.conf import settings
from django.db import models

from catalogus.models.basis import Bewerkbaar


class Woord(Bewerkbaar):
    woord = models.CharField("woord", max_length=60, unique=True)
    toelichting = models.CharField("toelichting", max_length=120, blank=True)
    door = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="door"
    )
    op = models.DateTimeField("op", auto_now_add=True)

    class Meta:
        verbose_name, verbose_name_plural = "woord", "woordenlijst"
        ordering = ["woord"]

    def __str__(self):
        return self.woord
