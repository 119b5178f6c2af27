"""Mail about the life of a jaarbericht and the remarks on it, sent after commit and only to those concerned."""

from catalogus import toegang
from catalogus.meldingen import leden, verstuur
from catalogus.models import Gebruiker, Groep
from jaarbericht.models import Jaarberichtwissel, Opmerking

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
    adressen = {*leden(gemeente=wissel.jaarbericht.gemeente), *_groep(groep)}
    return sorted(adressen - {wissel.door.email if wissel.door else ""})


def _groep(groep: str) -> set[str]:
    """Addresses of the active people of a group of the library."""
    return set(Gebruiker.objects.filter(is_active=True, groups__name=groep).values_list("email", flat=True))


# ------------------------------------------------------------------ remarks
def bij_opmerking(*, opmerking: Opmerking) -> None:
    """Tells the other side about a new remark, and about a reply also who takes part in that conversation."""
    jaarbericht = opmerking.uitgave.jaarbericht
    wat = "Nieuw antwoord" if opmerking.antwoord_op_id else "Nieuwe opmerking"
    verstuur(
        onderwerp=f"{wat} bij jaarbericht {jaarbericht.jaar} van {jaarbericht.gemeente}",
        sjabloon="opmerking",
        gegevens={"opmerking": opmerking, "jaarbericht": jaarbericht, "gemeente": jaarbericht.gemeente},
        aan=_wie_het_leest(opmerking),
    )


def _wie_het_leest(opmerking: Opmerking) -> list[str]:
    """Of a gemeente only its own people of today; of the library the editors, when the gemeente says something."""
    van_gemeente, redactie = set(leden(gemeente=opmerking.uitgave.jaarbericht.gemeente)), _groep(Groep.REDACTIE)
    van_bibliotheek = toegang.mag_jaarberichten_maken(opmerking.door)
    if opmerking.antwoord_op is None:
        adressen = van_gemeente if van_bibliotheek else redactie
    else:
        eerste = opmerking.antwoord_op
        mensen = [eerste.door, *(een.door for een in eerste.antwoorden.select_related("door"))]
        nu = {*van_gemeente, *redactie, *_groep(Groep.DIRECTIE)}
        adressen = {mens.email for mens in mensen} & nu | (set() if van_bibliotheek else redactie)
    return sorted(adressen - {opmerking.door.email})
