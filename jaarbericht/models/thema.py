"""The looks of a year's reports, as data: colours, letter of the headings, cover and logo."""

from django.core.validators import RegexValidator
from django.db import models

from catalogus.models.basis import Bewerkbaar

LIJNEN = (1, 2, 3, 4, 5)


def _kleur(nummer: int) -> models.CharField:
    return models.CharField(
        f"kleur van programmalijn {nummer}",
        max_length=7,
        blank=True,
        validators=[RegexValidator(r"^#[0-9a-f]{6}$", "Schrijf een kleur als # met zes tekens 0-9 en a-f.")],
    )


class Thema(Bewerkbaar):
    """A colour that is left empty is that of the programmalijn itself. The logo is a PNG that we made of the upload."""

    class Letter(models.TextChoices):
        BESLEY = "besley", "Besley, met schreef"
        ATKINSON = "atkinson", "Atkinson Hyperlegible, zonder schreef"

    class Omslag(models.TextChoices):
        LANDSCHAP = "landschap", "landschap met hunebed"
        PLANK = "plank", "plank met boeken"
        VLAK = "vlak", "egale kleur"

    naam = models.CharField("naam", max_length=60, unique=True, error_messages={"unique": "Er is al een thema met deze naam."})
    kleur_1 = _kleur(1)
    kleur_2 = _kleur(2)
    kleur_3 = _kleur(3)
    kleur_4 = _kleur(4)
    kleur_5 = _kleur(5)
    letter = models.CharField("letter van de koppen", max_length=8, choices=Letter, default=Letter.BESLEY)
    omslag = models.CharField("omslag", max_length=9, choices=Omslag, default=Omslag.LANDSCHAP)
    logo = models.FileField("logo", upload_to="themas/", blank=True, max_length=200)
    logo_breed = models.PositiveIntegerField("breedte van het logo", null=True, blank=True, editable=False)
    logo_hoog = models.PositiveIntegerField("hoogte van het logo", null=True, blank=True, editable=False)

    class Meta:
        verbose_name, verbose_name_plural = "thema", "thema’s"
        ordering = ["naam"]

    def __str__(self):
        return self.naam

    @property
    def kleuren(self) -> dict[int, str]:
        """The colours that were chosen, by number of the line."""
        return {nummer: kleur for nummer in LIJNEN if (kleur := getattr(self, f"kleur_{nummer}"))}
