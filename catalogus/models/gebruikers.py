"""People: accounts, and which gemeente they act for."""

from typing import ClassVar

from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models

from .basis import Bewerkbaar
from .gemeenten import Gemeente
from .locaties import Locatie


class Groep(models.TextChoices):
    """Groups of the library; a migration makes the auth groups of the same names."""

    BEHEER = "beheer", "Beheer"
    CATALOGUSREDACTIE = "catalogusredactie", "Catalogusredactie"
    CONTROLLER = "controller", "Controller"
    ACCOUNTMANAGER = "accountmanager", "Accountmanager"
    VESTIGING = "vestiging", "Vestiging"
    REDACTIE = "redactie", "Redactie"
    DIRECTIE = "directie", "Directie"


class GebruikerManager(BaseUserManager["Gebruiker"]):
    def create_user(self, email, password=None, **velden):
        gebruiker = self.model(email=self.normalize_email(email).lower(), **velden)
        gebruiker.set_password(password)
        gebruiker.save(using=self._db)
        return gebruiker

    def create_superuser(self, email, password=None, **velden):
        return self.create_user(email, password, is_staff=True, is_superuser=True, **velden)

    def get_by_natural_key(self, email):
        return self.get(email__iexact=email)


class Gebruiker(AbstractUser):  # type: ignore[django-manager-missing]  # its tokens have the manager of knox
    username = None  # type: ignore[assignment]
    email = models.EmailField("e-mailadres", unique=True, help_text="Hiermee log je in.")
    vestiging = models.ForeignKey(
        Locatie, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="eigen vestiging"
    )

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = []

    objects: ClassVar[GebruikerManager] = GebruikerManager()  # type: ignore[assignment]

    class Meta:
        verbose_name, verbose_name_plural = "gebruiker", "gebruikers"
        ordering = ["last_name", "first_name", "email"]

    def __str__(self):
        return self.get_full_name() or self.email


class Rol(models.TextChoices):
    RAADPLEGER = "raadpleger", "raadpleger"
    OPSTELLER = "opsteller", "opsteller"
    FIATTEUR = "fiatteur", "fiatteur"


class Lidmaatschap(Bewerkbaar):
    """A person acts for a gemeente in a role. One person may have several."""

    gebruiker = models.ForeignKey(Gebruiker, models.CASCADE, related_name="lidmaatschappen", verbose_name="gebruiker")
    gemeente = models.ForeignKey(Gemeente, models.CASCADE, related_name="lidmaatschappen", verbose_name="gemeente")
    rol = models.CharField("rol", max_length=12, choices=Rol)

    class Meta:
        verbose_name, verbose_name_plural = "lidmaatschap", "lidmaatschappen"
        ordering = ["gemeente__naam", "gebruiker"]
        constraints = [models.UniqueConstraint(fields=["gebruiker", "gemeente", "rol"], name="lidmaatschap_uniek")]

    def __str__(self):
        return f"{self.gebruiker}: {self.rol} bij {self.gemeente}"
