"""Accounts, memberships, and accounts that are locked after too many wrong passwords. Only for beheer, see `toegang`."""

from allauth.account.forms import ResetPasswordForm
from allauth.core import context
from axes.models import AccessAttempt
from django import forms
from django.contrib import admin
from django.contrib.auth.models import Group

from catalogus import toegang
from catalogus.beheer import kolommen
from catalogus.beheer.acties import actie
from catalogus.beheer.basis import Bewerkscherm, Onderdeel, Scherm
from catalogus.fouten import RegelFout
from catalogus.models import Gebruiker, Groep, Lidmaatschap


class LidmaatschapBij(Onderdeel):
    model = Lidmaatschap
    fields = ["gemeente", "rol"]


class Groepenveld(forms.ModelMultipleChoiceField):
    def label_from_instance(self, obj):
        return Groep(obj.name).label


def stuur_uitnodiging(gebruiker: Gebruiker, door, gegevens) -> None:
    """Mails a link with which the person chooses a password."""
    if not gebruiker.is_active:
        raise RegelFout("Dit account is niet actief. Zet het eerst aan.")
    formulier = ResetPasswordForm({"email": gebruiker.email})
    formulier.is_valid()
    formulier.save(context.request)


@admin.register(Gebruiker)
class GebruikerScherm(Scherm):
    werk = "Mensen en toegang"
    list_display = [
        "email",
        kolommen.tekst("first_name", "voornaam"),
        kolommen.tekst("last_name", "achternaam"),
        "rollen",
        kolommen.datum("last_login", "laatst ingelogd"),
        kolommen.ja_nee("is_active", "actief"),
    ]
    list_filter = ["is_active", "groups", "lidmaatschappen__gemeente"]
    search_fields = ["email", "first_name", "last_name"]
    autocomplete_fields = ["vestiging"]
    inlines = [LidmaatschapBij]
    fieldsets = [
        (None, {"fields": ["email", "first_name", "last_name", "is_active"]}),
        ("Bij de bibliotheek", {"fields": ["groups", "vestiging"]}),
    ]
    actions = [
        actie(
            "uitnodigen",
            "Stuur een link om een wachtwoord te kiezen",
            stuur_uitnodiging,
            uitleg="De mail gaat naar het adres van het account. Een oud wachtwoord blijft werken tot er een nieuw is gekozen.",
        )
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("groups", "lidmaatschappen__gemeente")

    def knoppen(self, request, obj):
        return ["uitnodigen"] if obj.is_active else []

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name == "groups":
            kwargs["queryset"] = Group.objects.filter(name__in=Groep.values)
            kwargs["form_class"] = Groepenveld
            kwargs["widget"] = forms.CheckboxSelectMultiple
            kwargs["help_text"] = "Bepaalt wat iemand in het beheer mag veranderen."
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def has_delete_permission(self, request, obj=None):
        """An account is switched off: its name stays in the history."""
        return False

    def save_model(self, request, obj, form, change):
        if not change:
            obj.set_unusable_password()
        obj.email = obj.email.lower()
        super().save_model(request, obj, form, change)

    @admin.display(description="rollen")
    def rollen(self, obj):
        delen = [Groep(groep.name).label for groep in obj.groups.all() if groep.name in Groep.values]
        delen += [f"{lid.get_rol_display()} bij {lid.gemeente}" for lid in obj.lidmaatschappen.all()]
        return ", ".join(delen) or "–"


@admin.register(Lidmaatschap)
class LidmaatschapScherm(Bewerkscherm):
    werk = "Mensen en toegang"
    list_display = [
        kolommen.tekst("gebruiker", "gebruiker"),
        kolommen.tekst("gemeente", "gemeente"),
        kolommen.keuze("rol", "rol"),
    ]
    list_filter = ["rol", "gemeente"]
    list_select_related = ["gebruiker", "gemeente"]
    search_fields = ["gebruiker__email", "gebruiker__first_name", "gebruiker__last_name", "gemeente__naam"]
    autocomplete_fields = ["gebruiker"]


@admin.register(AccessAttempt)
class PogingScherm(Scherm):
    """Deleting a row lets the person try again at once."""

    werk = "Mensen en toegang"
    list_display = [
        kolommen.tekst("username", "e-mailadres"),
        kolommen.tekst("ip_address", "IP-adres"),
        kolommen.getal("failures_since_start", "mislukte pogingen"),
        kolommen.datum("attempt_time", "sinds"),
    ]
    search_fields = ["username", "ip_address"]
    fields = readonly_fields = ("username", "ip_address", "failures_since_start", "attempt_time")

    def _mag(self, request, *, wijzigen):
        return toegang.is_lid(request.user)

    def has_add_permission(self, request, obj=None):
        return False
