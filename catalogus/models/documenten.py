"""Documents of an afname, as they were signed."""

from django.db import models
from django.db.models import Q

from .afname import Afname, Statuswissel


class Document(models.Model):
    """What one document says, kept at the transition that signed it. The PDF is made of it once and then never changes."""

    class Soort(models.TextChoices):
        AFNAMELIJST = "afnamelijst", "afnamelijst"
        BEGROTINGSAANVRAAG = "begrotingsaanvraag", "begrotingsaanvraag"
        RAADSBIJLAGE = "raadsbijlage", "bijlage bij het raadsvoorstel"

    afname = models.ForeignKey(Afname, models.CASCADE, related_name="documenten", verbose_name="afname")
    wissel = models.ForeignKey(
        Statuswissel,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="documenten",
        verbose_name="vastgelegd bij",
        help_text="Leeg bij een afname zonder logboek.",
    )
    soort = models.CharField("soort", max_length=18, choices=Soort)
    schema = models.PositiveSmallIntegerField("schema")
    inhoud = models.JSONField("inhoud")
    pdf = models.FileField("pdf", upload_to="documenten/", blank=True)
    sha256 = models.CharField("sha256 van de pdf", max_length=64, blank=True)
    gemaakt_op = models.DateTimeField("vastgelegd op", auto_now_add=True)

    class Meta:
        verbose_name, verbose_name_plural = "document", "documenten"
        ordering = ["afname", "-gemaakt_op", "soort"]
        constraints = [
            models.UniqueConstraint(fields=["wissel", "soort"], name="document_uniek"),
            models.UniqueConstraint(
                fields=["afname", "soort"],
                condition=Q(wissel=None),
                name="document_zonder_wissel_uniek",
                violation_error_message="Dit document van deze afname is al vastgelegd.",
            ),
        ]

    def __str__(self):
        return f"{self.get_soort_display().capitalize()} van {self.afname}"
