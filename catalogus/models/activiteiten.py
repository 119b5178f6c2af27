"""What a gemeente can take, how its cost is built up, and the prices that were published."""

from django.conf import settings
from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q

from .basis import Bewerkbaar
from .edities import Editie, Financieringsbron, Functiegroep
from .gemeenten import Gemeente
from .locaties import Functie
from .programma import Kenmerk, Programmalijn


class Pakket(models.TextChoices):
    BASIS = "basis", "basis"
    PLUS = "plus", "plus"
    MAATWERK = "maatwerk", "maatwerk"


class Eenheid(models.TextChoices):
    VAST = "vast", "vast bedrag per jaar"
    LOCATIE = "locatie", "locatie"
    KEER = "keer", "keer"
    UUR = "uur", "uur"
    DEELNEMER = "deelnemer", "deelnemer"
    LEERLING = "leerling", "leerling"
    GROEP = "groep", "groep"
    INWONER = "inwoner", "inwoner"
    COLLECTIE = "collectie", "collectie"


class Prijsvorm(models.TextChoices):
    KOSTPRIJS = "kostprijs", "kostprijs"
    VAST_BEDRAG = "vast_bedrag", "vast bedrag"
    STAFFEL = "staffel", "staffel"
    OP_AANVRAAG = "op_aanvraag", "op aanvraag"
    INBEGREPEN = "inbegrepen", "inbegrepen"


class Realisatiemaat(models.TextChoices):
    BIJEENKOMSTEN = "bijeenkomsten", "bijeenkomsten"
    UITVOERINGEN = "uitvoeringen", "uitvoeringen (reeksen, cursussen)"
    DEELNAMES = "deelnames", "deelnames"
    LOCATIES = "locaties", "locaties"
    INDICATOR = "indicator", "een indicator"
    GEEN = "geen", "geen"


class Grondslag(models.TextChoices):
    LOCATIE = "locatie", "per locatie"
    TOTAAL = "totaal", "in totaal"


class Deel(models.TextChoices):
    VAST = "vast", "vast"
    EENHEID = "eenheid", "per eenheid"


class Activiteit(Bewerkbaar):
    class Btw(models.TextChoices):
        BUITEN_HEFFING = "buiten_heffing", "buiten de heffing"
        VRIJGESTELD = "vrijgesteld", "vrijgesteld"
        LAAG = "laag", "laag tarief"
        HOOG = "hoog", "hoog tarief"

    editie = models.ForeignKey(Editie, models.PROTECT, related_name="activiteiten", verbose_name="editie")
    code = models.CharField(
        "code",
        max_length=40,
        validators=[RegexValidator(r"^[A-Z0-9]+(-[A-Z0-9]+)*$", "Gebruik hoofdletters, cijfers en streepjes.")],
        help_text="Blijft over de jaren gelijk, bijvoorbeeld BOEKSTART.",
    )
    voorganger = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="opvolgers", verbose_name="voorganger"
    )
    ouder = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="kinderen", verbose_name="onderdeel van"
    )
    programmalijn = models.ForeignKey(Programmalijn, models.PROTECT, related_name="activiteiten", verbose_name="programmalijn")
    titel = models.CharField("titel", max_length=120)
    samenvatting = models.CharField("samenvatting", max_length=240, blank=True)
    omschrijving = models.TextField("omschrijving", blank=True)
    doel = models.TextField("doel", blank=True)
    beoogd_effect = models.TextField("beoogd effect", blank=True)
    resultaat = models.TextField("te meten resultaat", blank=True)
    realisatiemaat = models.CharField(
        "uitvoering gemeten in", max_length=13, choices=Realisatiemaat, default=Realisatiemaat.BIJEENKOMSTEN
    )
    realisatiefunctie = models.CharField("welke locaties", max_length=12, choices=Functie, blank=True)
    realisatieindicator = models.ForeignKey(
        "catalogus.Indicator", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="welke indicator"
    )
    pakket = models.CharField("pakket", max_length=8, choices=Pakket, default=Pakket.PLUS)
    eenheid = models.CharField("eenheid", max_length=9, choices=Eenheid, default=Eenheid.KEER)
    prijsvorm = models.CharField("prijsvorm", max_length=11, choices=Prijsvorm, default=Prijsvorm.KOSTPRIJS)
    bedrag_vast = models.DecimalField(
        "vast deel", max_digits=12, decimal_places=2, null=True, blank=True, help_text="Alleen bij een vast bedrag."
    )
    bedrag_eenheid = models.DecimalField(
        "bedrag per eenheid",
        max_digits=12,
        decimal_places=4,
        null=True,
        blank=True,
        help_text="Alleen bij een vast bedrag.",
    )
    grondslag = models.CharField("staffel geldt", max_length=7, choices=Grondslag, default=Grondslag.LOCATIE)
    btw_regime = models.CharField("btw", max_length=14, choices=Btw, default=Btw.BUITEN_HEFFING)
    minimum = models.DecimalField("minimaal af te nemen", max_digits=10, decimal_places=2, null=True, blank=True)
    maximum = models.DecimalField("maximaal af te nemen", max_digits=10, decimal_places=2, null=True, blank=True)
    verwachte_afnemers = models.PositiveSmallIntegerField("verwachte afnemers", default=0, help_text="Aantal gemeenten.")
    verwachte_hoeveelheid = models.DecimalField(
        "verwachte hoeveelheid", max_digits=12, decimal_places=2, default=0, help_text="Eenheden, alle gemeenten samen."
    )
    kenmerken = models.ManyToManyField(Kenmerk, blank=True, related_name="activiteiten", verbose_name="kenmerken")
    foto = models.ImageField("foto", upload_to="activiteiten/", blank=True)
    foto_alt = models.CharField("beschrijving van de foto", max_length=200, blank=True)

    class Meta:
        verbose_name, verbose_name_plural = "activiteit", "activiteiten"
        ordering = ["-editie__jaar", "programmalijn__nummer", "titel"]
        constraints = [
            models.UniqueConstraint(fields=["editie", "code"], name="activiteit_code_uniek"),
            models.CheckConstraint(
                condition=(Q(bedrag_vast__isnull=True) | Q(bedrag_vast__gte=0))
                & (Q(bedrag_eenheid__isnull=True) | Q(bedrag_eenheid__gte=0)),
                name="activiteit_bedrag_niet_negatief",
                violation_error_message="Een vast bedrag is 0 of meer.",
            ),
            models.CheckConstraint(
                condition=Q(minimum__isnull=True) | Q(maximum__isnull=True) | Q(maximum__gte=models.F("minimum")),
                name="activiteit_minimum_maximum",
                violation_error_message="Het maximum is kleiner dan het minimum.",
            ),
        ]

    def __str__(self):
        return self.titel

    @property
    def prijsdecimalen(self) -> int:
        """Decimals of a published price per unit: four per inwoner, else two."""
        return 4 if self.eenheid == Eenheid.INWONER else 2


class Kostenregel(Bewerkbaar):
    class Soort(models.TextChoices):
        UREN = "uren", "uren"
        MATERIAAL = "materiaal", "materiaal"
        INKOOP = "inkoop", "inkoop"
        REIS = "reis", "reis"
        HUISVESTING = "huisvesting", "huisvesting"
        OVERIG = "overig", "overig"

    class Fase(models.TextChoices):
        VOORBEREIDING = "voorbereiding", "voorbereiding"
        UITVOERING = "uitvoering", "uitvoering"
        NAZORG = "nazorg", "nazorg"

    activiteit = models.ForeignKey(Activiteit, models.CASCADE, related_name="kostenregels", verbose_name="activiteit")
    soort = models.CharField("soort", max_length=11, choices=Soort)
    fase = models.CharField("fase", max_length=13, choices=Fase, default=Fase.UITVOERING)
    omschrijving = models.CharField("omschrijving", max_length=120, blank=True)
    functiegroep = models.ForeignKey(
        Functiegroep, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="functiegroep"
    )
    hoeveelheid = models.DecimalField(
        "hoeveelheid", max_digits=12, decimal_places=4, null=True, blank=True, help_text="Uren, stuks of kilometers."
    )
    prijs = models.DecimalField(
        "prijs", max_digits=12, decimal_places=4, null=True, blank=True, help_text="In euro; bij uren geldt het tarief."
    )
    deel = models.CharField("vast of per eenheid", max_length=7, choices=Deel, default=Deel.EENHEID)
    volgorde = models.PositiveSmallIntegerField("volgorde", default=0)

    class Meta:
        verbose_name, verbose_name_plural = "kostenregel", "kostenregels"
        ordering = ["activiteit", "volgorde", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(soort="uren") | Q(functiegroep__isnull=False),
                name="kostenregel_uren_met_functiegroep",
                violation_error_message="Kies bij uren een functiegroep.",
            ),
            models.CheckConstraint(
                condition=(Q(hoeveelheid__isnull=True) | Q(hoeveelheid__gte=0)) & (Q(prijs__isnull=True) | Q(prijs__gte=0)),
                name="kostenregel_niet_negatief",
                violation_error_message="Hoeveelheid en prijs zijn 0 of meer.",
            ),
        ]

    def __str__(self):
        return self.omschrijving or self.get_soort_display()


class Dekking(Bewerkbaar):
    """Money from elsewhere: an amount, or a percentage of direct costs plus opslag that remain after the amounts."""

    activiteit = models.ForeignKey(Activiteit, models.CASCADE, related_name="dekkingen", verbose_name="activiteit")
    bron = models.ForeignKey(Financieringsbron, models.PROTECT, related_name="dekkingen", verbose_name="bron")
    bedrag = models.DecimalField("bedrag", max_digits=12, decimal_places=4, null=True, blank=True)
    percentage = models.DecimalField("percentage", max_digits=5, decimal_places=2, null=True, blank=True)
    deel = models.CharField("vast of per eenheid", max_length=7, choices=Deel, default=Deel.EENHEID)

    class Meta:
        verbose_name, verbose_name_plural = "dekking", "dekkingen"
        ordering = ["activiteit", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(bedrag__isnull=False, percentage__isnull=True, bedrag__gte=0)
                | Q(bedrag__isnull=True, percentage__isnull=False, percentage__gte=0, percentage__lte=100),
                name="dekking_bedrag_of_percentage",
                violation_error_message="Vul een bedrag in of een percentage van 0 tot en met 100, niet allebei.",
            )
        ]

    def __str__(self):
        return f"{self.bron} bij {self.activiteit}"


class Staffel(Bewerkbaar):
    """One class of a price list; the price is that of the whole class."""

    activiteit = models.ForeignKey(Activiteit, models.CASCADE, related_name="staffels", verbose_name="activiteit")
    tot_en_met = models.DecimalField(
        "tot en met", max_digits=10, decimal_places=2, null=True, blank=True, help_text="Leeg: de laatste klasse."
    )
    prijs = models.DecimalField("prijs van de klasse", max_digits=12, decimal_places=2, validators=[MinValueValidator(0)])

    class Meta:
        verbose_name, verbose_name_plural = "staffelklasse", "staffelklassen"
        ordering = ["activiteit", models.F("tot_en_met").asc(nulls_last=True)]
        constraints = [
            models.UniqueConstraint(fields=["activiteit", "tot_en_met"], name="staffel_uniek"),
            models.UniqueConstraint(
                fields=["activiteit"],
                condition=Q(tot_en_met__isnull=True),
                name="staffel_een_open_klasse",
                violation_error_message="Er is al een laatste klasse zonder bovengrens.",
            ),
            models.CheckConstraint(
                condition=Q(prijs__gte=0),
                name="staffel_niet_negatief",
                violation_error_message="De prijs van een klasse is 0 of meer.",
            ),
        ]

    def __str__(self):
        return f"tot en met {self.tot_en_met}: {self.prijs}" if self.tot_en_met else f"meer: {self.prijs}"


class Prijs(models.Model):
    """A published price: made when an edition opens and at each correction, never changed."""

    activiteit = models.ForeignKey(Activiteit, models.PROTECT, related_name="prijzen", verbose_name="activiteit")
    versie = models.PositiveSmallIntegerField("versie")
    vast = models.DecimalField("vast deel", max_digits=12, decimal_places=2, default=0)
    per_eenheid = models.DecimalField("per eenheid", max_digits=12, decimal_places=4, default=0)
    opbouw = models.JSONField("opbouw", default=dict, blank=True)
    grondslag = models.CharField("staffel geldt", max_length=7, choices=Grondslag, blank=True)
    staffel = models.JSONField("staffel", default=list, blank=True)
    reden = models.CharField("reden", max_length=200, blank=True)
    gemaakt_op = models.DateTimeField("gemaakt op", auto_now_add=True)
    gemaakt_door = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="gemaakt door"
    )

    class Meta:
        verbose_name, verbose_name_plural = "prijs", "prijzen"
        ordering = ["activiteit", "-versie"]
        constraints = [
            models.UniqueConstraint(fields=["activiteit", "versie"], name="prijs_uniek"),
            models.CheckConstraint(
                condition=Q(vast__gte=0, per_eenheid__gte=0),
                name="prijs_niet_negatief",
                violation_error_message="Een prijs is 0 of meer.",
            ),
        ]

    def __str__(self):
        return f"{self.activiteit}, versie {self.versie}"


class Prijsopgave(Bewerkbaar):
    """Price of maatwerk for one gemeente: asked, then given with a date and a term."""

    activiteit = models.ForeignKey(Activiteit, models.PROTECT, related_name="prijsopgaven", verbose_name="activiteit")
    gemeente = models.ForeignKey(Gemeente, models.PROTECT, related_name="prijsopgaven", verbose_name="gemeente")
    vraag = models.TextField("vraag", blank=True)
    gevraagd_door = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="gevraagd door"
    )
    gevraagd_op = models.DateField("gevraagd op", null=True, blank=True)
    vast = models.DecimalField("vast deel", max_digits=12, decimal_places=2, null=True, blank=True)
    per_eenheid = models.DecimalField("per eenheid", max_digits=12, decimal_places=2, null=True, blank=True)
    toelichting = models.TextField("toelichting", blank=True)
    datum = models.DateField("gegeven op", null=True, blank=True)
    geldig_tot = models.DateField("geldig tot en met", null=True, blank=True)

    class Meta:
        verbose_name, verbose_name_plural = "prijsopgave", "prijsopgaven"
        ordering = ["-datum", "gemeente__naam"]
        constraints = [
            models.CheckConstraint(
                condition=Q(datum__isnull=True)
                | Q(vast__isnull=False, per_eenheid__isnull=False, geldig_tot__gte=models.F("datum")),
                name="prijsopgave_volledig",
                violation_error_message="Vul bij een gegeven prijsopgave vast deel, prijs per eenheid en geldigheid in.",
            ),
            models.CheckConstraint(
                condition=(Q(vast__isnull=True) | Q(vast__gte=0)) & (Q(per_eenheid__isnull=True) | Q(per_eenheid__gte=0)),
                name="prijsopgave_niet_negatief",
                violation_error_message="De bedragen van een prijsopgave zijn 0 of meer.",
            ),
        ]

    def __str__(self):
        return f"{self.activiteit} voor {self.gemeente}"
