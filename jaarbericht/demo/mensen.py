"""Accounts: staff of the library in their groups, officers of the gemeenten with their roles."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group

from catalogus.models import Gebruiker, Gemeente, Lidmaatschap, Locatie, Rol

from .lezen import lees

WACHTWOORD = "demo-wachtwoord-2027"
DOMEIN = "voorbeeld.example"


def adres(naam: str) -> str:
    return f"{naam}@{DOMEIN}"


def maak() -> None:
    """Accounts and groups, all with the same password; what they do for gemeenten comes with `geef_rollen`."""
    wachtwoord = make_password(WACHTWOORD)
    for rij in lees("mensen")["mens"]:
        voornaam, achternaam = rij["naam"]
        gebruiker = Gebruiker(email=adres(rij["adres"]), first_name=voornaam, last_name=achternaam, password=wachtwoord)
        if "vestiging" in rij:
            code, naam = rij["vestiging"]
            gebruiker.vestiging = Locatie.objects.get(gemeente__cbs_code=code, naam=naam)
        gebruiker.save()
        if "groep" in rij:
            gebruiker.groups.add(Group.objects.get(name=rij["groep"]))


def wie(naam: str) -> Gebruiker:
    """The account with this part before the @."""
    return Gebruiker.objects.get(email=adres(naam))


def in_rol(gemeente: Gemeente, rol: str) -> Gebruiker:
    """The first person in the file with this role; who acts for several gemeenten comes after whoever acts for one."""
    mensen = [rij for rij in lees("mensen")["mens"] if rij.get("rollen", {}).get(gemeente.cbs_code) == rol]
    return wie(min(mensen, key=lambda rij: len(rij["rollen"]))["adres"])


@contextmanager
def invoerder() -> Iterator[Gebruiker]:
    """One account that may take every step for every gemeente while the demo loads.

    The rules hold, only four eyes cannot with one person. Nobody gets mail: whoever does something gets none, and nobody else
    has a role yet.
    """
    gebruiker = wie("beheer")
    Lidmaatschap.objects.bulk_create(
        Lidmaatschap(gebruiker=gebruiker, gemeente=gemeente, rol=rol)
        for gemeente in Gemeente.objects.all()
        for rol in (Rol.OPSTELLER, Rol.FIATTEUR)
    )
    Gemeente.objects.update(vier_ogen=False)
    yield gebruiker
    Gemeente.objects.update(vier_ogen=True)
    Lidmaatschap.objects.filter(gebruiker=gebruiker).delete()
    Lidmaatschap.history.all().delete()


def geef_rollen() -> None:
    """Roles for gemeenten, and accountmanagers. Done last: whoever has a role gets mail about what happens."""
    gemeenten = {gemeente.cbs_code: gemeente for gemeente in Gemeente.objects.all()}
    for rij in lees("mensen")["mens"]:
        gebruiker = wie(rij["adres"])
        for code, rol in rij.get("rollen", {}).items():
            Lidmaatschap.objects.create(gebruiker=gebruiker, gemeente=gemeenten[code], rol=rol)
        for code in rij.get("beheert", []):
            gemeenten[code].accountmanager = gebruiker
            gemeenten[code].save()
