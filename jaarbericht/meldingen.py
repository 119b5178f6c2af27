"""Mail about the life of a jaarbericht, sent after commit and only to those concerned."""

from catalogus.meldingen import leden, verstuur
from catalogus.models import Gebruiker, Groep
from jaarbericht.models import Jaarberichtwissel

# Per step the subject, and the group of the library whose turn it is; the gemeente always hears it.
ONDERWERPEN: dict[str, tuple[str, str]] = {
    "ter_inzage": ("Jaarbericht {jaar} van {gemeente} ligt ter inzage", Groep.DIRECTIE),
    "terug": ("Jaarbericht {jaar} van {gemeente} is terug bij de redactie", Groep.REDACTIE),
    "vaststellen": ("Jaarbericht {jaar} van {gemeente} is vastgesteld", Groep.REDACTIE),
    "heropenen": ("Jaarbericht {jaar} van {gemeente} is weer open voor de redactie", Groep.REDACTIE),
    "publiceren": ("Jaarbericht {jaar} van {gemeente} is openbaar", Groep.REDACTIE),
    "inkorten": ("Jaarbericht {jaar} van {gemeente} is vervangen", Groep.REDACTIE),
    "verbeteren": ("Jaarbericht {jaar} van {gemeente} is verbeterd", Groep.REDACTIE),
}


def bij_stap(*, wissel: Jaarberichtwissel) -> None:
    """Tells about a step; whoever took it gets no mail, and beginning is told to nobody."""
    if wissel.stap not in ONDERWERPEN:
        return
    jaarbericht = wissel.jaarbericht
    onderwerp, groep = ONDERWERPEN[wissel.stap]
    verstuur(
        onderwerp=onderwerp.format(jaar=jaarbericht.jaar, gemeente=jaarbericht.gemeente),
        sjabloon="jaarbericht",
        gegevens={"wissel": wissel, "jaarbericht": jaarbericht, "gemeente": jaarbericht.gemeente},
        aan=_ontvangers(wissel, groep),
    )


def _ontvangers(wissel: Jaarberichtwissel, groep: str) -> list[str]:
    bibliotheek = Gebruiker.objects.filter(is_active=True, groups__name=groep).values_list("email", flat=True)
    adressen = {*leden(gemeente=wissel.jaarbericht.gemeente), *bibliotheek}
    return sorted(adressen - {wissel.door.email if wissel.door else ""})
