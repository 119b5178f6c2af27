"""What a check says: how serious, where, what, and what to do about it."""

import hashlib
from dataclasses import dataclass

from django.db import models

from jaarbericht.models import ControleAanvaarding

# Each check by its code, with what it says in a few words: the head of its findings.
KOPPEN = {
    "onderdelen": "Totaal past niet bij de onderdelen",
    "meer-dan-stichting": "Gemeenten samen meer dan de stichting",
    "cijfer-ontbreekt": "Cijfer ontbreekt",
    "veld": "Veld zonder waarde",
    "onvolledig": "Er ontbreekt iets",
    "toestemming": "Persoon zonder toestemming",
    "beschrijving": "Foto zonder beschrijving",
    "voetnoot": "Cijfer zonder voetnoot",
    "groei": "Groei klopt niet met de cijfers",
    "zelfde-paar": "Twee cijfers met dezelfde waarden",
    "zelfde-als-vorig": "Cijfer is gelijk aan vorig jaar",
    "sprong": "Cijfer is ver van vorig jaar",
    "plausibel": "Cijfer is anders dan verwacht",
    "minder-deelnames": "Minder deelnames dan bijeenkomsten",
    "weekdag": "Dag en datum horen niet bij elkaar",
    "andere-gemeente": "Naam van een andere gemeente",
    "term": "Woord van een andere gemeente",
    "register": "Getal klopt niet met het register",
    "belofte": "Beloofd aantal klopt niet",
    "achtergebleven": "Eigen tekst is ouder dan de gedeelde tekst",
    "spelling": "Onbekend woord",
    "lange-zin": "Lange zin",
    "kop-zonder-tekst": "Kop zonder tekst",
}


class Ernst(models.TextChoices):
    FOUT = "fout", "fout"
    WAARSCHUWING = "waarschuwing", "waarschuwing"
    HINT = "hint", "hint"


@dataclass(frozen=True)
class Plek:
    """Where a finding stands, in words; the heading it is listed under; and where it is mended."""

    waar: str
    hoofdstuk: str
    adres: str = ""
    knop: str = ""  # words of the link


@dataclass(frozen=True)
class Bevinding:
    """One finding. `inhoud` is what it looked at: an accepted warning comes back when that changes."""

    controle: str
    ernst: Ernst
    plek: Plek
    wat: str
    doe: str
    inhoud: str = ""
    woord: str = ""  # that the list of words does not know
    aanvaard: ControleAanvaarding | None = None

    @property
    def waar(self) -> str:
        return self.plek.waar

    @property
    def kop(self) -> str:
        return KOPPEN[self.controle]

    @property
    def vingerafdruk(self) -> str:
        return hashlib.sha256("\n".join([self.controle, self.waar, self.wat, self.inhoud]).encode()).hexdigest()

    @property
    def open(self) -> bool:
        """Not accepted."""
        return self.aanvaard is None

    @property
    def blokkeert(self) -> bool:
        """A fout always; a waarschuwing until somebody accepts it with a reason."""
        return self.ernst == Ernst.FOUT or (self.ernst == Ernst.WAARSCHUWING and self.open)
