"""Template filters of the screens around the reports."""

from django import template

from catalogus import toegang
from jaarbericht.models import Taakregel
from jaarbericht.regels.uitgeven import TABEL

register = template.Library()


@register.filter
def maakt_jaarberichten(user) -> bool:
    """Whether this person may make, check and publish reports."""
    return toegang.mag_jaarberichten_maken(user)


@register.filter
def wat(taak: Taakregel) -> str:
    """What a job does, as the button said it."""
    if taak.soort == "inkorten":
        return "uitgave zonder wie toestemming introk"
    return TABEL[taak.gegevens["stap"]].omschrijving if taak.soort == "stap" else "pdf om te bekijken"


@register.filter
def regels(tekst: str) -> list[str]:
    """The lines of a text: what a job reports is one sentence, or one with a list below it."""
    return tekst.split("\n")
