"""What a check says: how serious, where, what, and what to do about it."""

import hashlib
from dataclasses import dataclass

from django.db import models

from jaarbericht.models import ControleAanvaarding


class Ernst(models.TextChoices):
    FOUT = "fout", "fout"
    WAARSCHUWING = "waarschuwing", "waarschuwing"
    HINT = "hint", "hint"


@dataclass(frozen=True)
class Bevinding:
    """One finding. `inhoud` is what it looked at: an accepted warning comes back when that changes."""

    controle: str
    ernst: Ernst
    waar: str
    wat: str
    doe: str
    adres: str = ""
    inhoud: str = ""
    aanvaard: ControleAanvaarding | None = None

    @property
    def vingerafdruk(self) -> str:
        return hashlib.sha256("\n".join([self.controle, self.waar, self.wat, self.inhoud]).encode()).hexdigest()

    @property
    def blokkeert(self) -> bool:
        """A fout always; a waarschuwing until somebody accepts it with a reason."""
        return self.ernst == Ernst.FOUT or (self.ernst == Ernst.WAARSCHUWING and self.aanvaard is None)
