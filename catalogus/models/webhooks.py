"""Addresses that want to hear of events, and what was sent to them."""

import uuid

from django.conf import settings
from django.db import models


class Webhook(models.Model):
    """An address of a program. It is made and taken away, never changed; its secret is computed and stored nowhere."""

    class Onderwerp(models.TextChoices):
        AFNAME = "afname", "keuzes van gemeenten"
        JAARBERICHT = "jaarbericht", "jaarberichten"

    gebruiker = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="webhooks", verbose_name="van", editable=False
    )
    kenmerk = models.UUIDField("kenmerk", default=uuid.uuid4, unique=True, editable=False)
    adres = models.URLField("adres", max_length=400)
    onderwerpen = models.JSONField("onderwerpen", default=list)
    gemaakt_op = models.DateTimeField("gemaakt op", auto_now_add=True)

    class Meta:
        verbose_name, verbose_name_plural = "webhook", "webhooks"
        ordering = ["-gemaakt_op"]

    def __str__(self):
        return self.adres


class Bezorging(models.Model):
    """One event for one webhook: what is sent, and how that went. The message never changes, also not at a later attempt."""

    class Status(models.TextChoices):
        WACHT = "wacht", "wacht"
        BEZORGD = "bezorgd", "bezorgd"
        OPGEGEVEN = "opgegeven", "opgegeven"

    webhook = models.ForeignKey(Webhook, models.CASCADE, related_name="bezorgingen", verbose_name="webhook")
    kenmerk = models.UUIDField("kenmerk", default=uuid.uuid4, unique=True, editable=False)
    gebeurtenis = models.CharField("gebeurtenis", max_length=40)
    inhoud = models.JSONField("bericht")
    status = models.CharField("status", max_length=9, choices=Status, default=Status.WACHT)
    pogingen = models.PositiveSmallIntegerField("pogingen", default=0)
    antwoord = models.CharField("laatste antwoord", max_length=200, blank=True)
    gemaakt_op = models.DateTimeField("gemaakt op", auto_now_add=True)
    geprobeerd_op = models.DateTimeField("laatst geprobeerd op", null=True, blank=True)
    volgende_op = models.DateTimeField("volgende poging op", null=True, blank=True)

    class Meta:
        verbose_name, verbose_name_plural = "bezorging", "bezorgingen"
        ordering = ["-gemaakt_op", "-pk"]

    def __str__(self):
        return f"{self.gebeurtenis} aan {self.webhook}"
