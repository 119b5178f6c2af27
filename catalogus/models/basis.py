"""What every record that people edit has in common: its history and its lock number."""

from django.db import models
from simple_history.models import HistoricalRecords


class Bewerkbaar(models.Model):
    """History (who, when, before and after, reason) and `slot`, the number that guards against lost updates."""

    slot = models.PositiveIntegerField("slotnummer", default=0, editable=False)
    _change_reason: str  # read by simple-history on save
    _history_user: models.Model | None
    history = HistoricalRecords(inherit=True, verbose_name="wijziging", verbose_name_plural="wijzigingen")

    class Meta:
        abstract = True
