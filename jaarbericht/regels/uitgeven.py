"""The life of a jaarbericht: one table of steps and one function that takes one, `wissel`.

Two steps freeze an Uitgave (content, PDF and its checksum): *ter inzage* and *vaststellen*. Publishing releases exactly those
bytes. A correction is a new uitgave with a reason. Making the PDF takes seconds: screens ask a worker (`taken.vraag_stap`).
"""

import datetime
import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from catalogus import toegang
from catalogus.fouten import RegelFout
from catalogus.models import Gemeente, Groep, Webhook
from catalogus.regels import webhooks
from catalogus.regels.slot import verhoog_slot
from jaarbericht import maken, meldingen, pdf
from jaarbericht.models import Jaarbericht, Jaarberichtwissel, Opzet, Uitgave
from jaarbericht.rapport import Rapport, naar_json, van_json
from jaarbericht.regels import controles
from jaarbericht.regels.weglaten import raakt, sporen_van
from jaarbericht.samenstellen import samenstel

Status = Jaarbericht.Status
REDACTIE = frozenset({Groep.REDACTIE})
DIRECTIE = frozenset({Groep.DIRECTIE})


@dataclass(frozen=True)
class Stap:
    naam: str
    omschrijving: str  # what the button says
    van: str
    naar: str
    groepen: frozenset[str]
    reden_verplicht: bool = False
    uitgave: str = ""  # the kind of uitgave that this step freezes


TABEL = {
    stap.naam: stap
    for stap in (
        Stap("beginnen", "begin met de redactie", Status.CONCEPT, Status.REDACTIE, REDACTIE),
        Stap("ter_inzage", "leg ter inzage", Status.REDACTIE, Status.TER_INZAGE, REDACTIE, uitgave=Uitgave.Soort.TER_INZAGE),
        Stap("terug", "haal terug naar de redactie", Status.TER_INZAGE, Status.REDACTIE, REDACTIE | DIRECTIE, True),
        Stap("vaststellen", "stel vast", Status.TER_INZAGE, Status.VASTGESTELD, DIRECTIE, uitgave=Uitgave.Soort.VASTGESTELD),
        Stap("heropenen", "heropen voor de redactie", Status.VASTGESTELD, Status.REDACTIE, DIRECTIE, True),
        Stap("publiceren", "publiceer", Status.VASTGESTELD, Status.GEPUBLICEERD, DIRECTIE),
        Stap("verbeteren", "geef een verbeterde uitgave uit", Status.GEPUBLICEERD, Status.GEPUBLICEERD, DIRECTIE, True,
             uitgave=Uitgave.Soort.VERBETERD),
    )
}  # fmt: skip


def jaarbericht_van(*, gemeente: Gemeente, jaar: int) -> Jaarbericht:
    """The report of a gemeente and year, made when nobody needed it before. RegelFout when there is none to make."""
    if not gemeente.is_deelnemer(jaar):
        raise RegelFout(f"{gemeente} doet in {jaar} niet mee en krijgt geen jaarbericht.", code="geen-deelnemer")
    if not Opzet.objects.filter(jaar=jaar).exists():
        raise RegelFout(f"Er is geen opzet voor {jaar}. Maak eerst een opzet met hoofdstukken.", code="geen-opzet")
    return Jaarbericht.objects.select_related("gemeente").get_or_create(gemeente=gemeente, jaar=jaar)[0]


def mogelijke_stappen(*, jaarbericht: Jaarbericht, door) -> list[Stap]:
    """Steps that fit the state and the groups of `door`; other conditions are checked by `wissel`."""
    return [s for s in TABEL.values() if s.van == jaarbericht.status and toegang.is_lid(door, *s.groepen)]


def eis_stap(*, jaarbericht: Jaarbericht, stap: str, door, reden: str = "") -> Stap:
    """The step, when state, groups, reason and four eyes allow it; else RegelFout."""
    gevraagd = TABEL[stap]
    if jaarbericht.status != gevraagd.van:
        raise RegelFout(
            f"Dit jaarbericht is {jaarbericht.get_status_display()}. Deze stap kan alleen als het "
            f"{Status(gevraagd.van).label} is: {gevraagd.omschrijving}.",
            code="status",
        )
    if not toegang.is_lid(door, *gevraagd.groepen):
        raise RegelFout(f"Je hebt niet de rol om te doen: {gevraagd.omschrijving}.", code="niet-bevoegd")
    if gevraagd.reden_verplicht and not reden.strip():
        raise RegelFout("Geef een reden.", code="reden", veld="reden")
    if gevraagd.naam == "vaststellen" and legde_ter_inzage(jaarbericht) == door:
        raise RegelFout("Je legde dit jaarbericht zelf ter inzage. Een ander stelt het vast.", code="vier-ogen")
    return gevraagd


def legde_ter_inzage(jaarbericht: Jaarbericht):
    """Who put up the draft that is being read now; somebody else fixes it."""
    laatste = jaarbericht.wissels.filter(stap="ter_inzage").order_by("-op", "-pk").first()
    return laatste.door if laatste else None


def wissel(
    *, jaarbericht: Jaarbericht, stap: str, door, reden: str = "", samen_met: Callable[[], None] | None = None
) -> Jaarbericht:
    """Takes one step: checks, makes the uitgave where the step freezes one, then locks, checks again, writes, logs and mails.

    The PDF is made before the lock is taken, so nobody waits for it; when the report moved on meanwhile, nothing is written.
    `samen_met` writes what belongs to the step in the same transaction; what it raises undoes both.
    """
    gevraagd = eis_stap(jaarbericht=jaarbericht, stap=stap, door=door, reden=reden)
    uitgave = inhoud = None
    if gevraagd.uitgave:
        uitgave = nieuwe_uitgave(jaarbericht=jaarbericht, soort=gevraagd.uitgave, door=door, reden=reden.strip())
        rapport = eis_compleet(gemeente=jaarbericht.gemeente, jaar=jaarbericht.jaar, uitgave=uitgave)
        controles.eis_in_orde(jaarbericht.gemeente, jaarbericht.jaar)
        inhoud = vries(uitgave=uitgave, rapport=rapport)
    with transaction.atomic():
        actueel = Jaarbericht.objects.select_for_update(of=("self",)).select_related("gemeente").get(pk=jaarbericht.pk)
        eis_stap(jaarbericht=actueel, stap=stap, door=door, reden=reden)
        if samen_met:
            samen_met()
        if uitgave and inhoud:
            bewaar(jaarbericht=actueel, uitgave=uitgave, inhoud=inhoud, openbaar=gevraagd.van == Status.GEPUBLICEERD)
        if gevraagd.naam == "publiceren":
            _geef_vrij(actueel)
        regel = _zet(actueel, gevraagd, door, reden.strip())
        meldingen.bij_stap(wissel=regel)
        _meld_programmas(regel)
    return actueel


def _meld_programmas(regel: Jaarberichtwissel) -> None:
    """Webhooks of who may see the report hear of the step."""
    bericht = regel.jaarbericht
    webhooks.meld(
        onderwerp=Webhook.Onderwerp.JAARBERICHT,
        rijen=Jaarbericht.objects.filter(pk=bericht.pk),
        naar=regel.naar,
        gegevens={
            "jaarbericht": bericht.pk,
            "gemeente": bericht.gemeente.cbs_code,
            "jaar": bericht.jaar,
            "stap": regel.stap,
            "van": regel.van,
            "naar": regel.naar,
            "adres": f"/api/v1/jaarberichten/{bericht.pk}",
        },
    )


def eis_compleet(*, gemeente: Gemeente, jaar: int, uitgave: Uitgave | None) -> Rapport:
    """The report as it is now, when nothing in it blocks; RegelFout with all that does."""
    samenstelling = samenstel(gemeente=gemeente, jaar=jaar, uitgave=uitgave)
    if samenstelling.gebreken:
        raise RegelFout(maken.gebrekenlijst(gemeente, jaar, samenstelling.gebreken), code="niet-compleet")
    return samenstelling.rapport


def nieuwe_uitgave(*, jaarbericht: Jaarbericht, soort: str, door, reden: str = "") -> Uitgave:
    """The next uitgave of a report, not saved yet."""
    laatste = jaarbericht.uitgaven.order_by("-nummer").values_list("nummer", flat=True).first() or 0
    return Uitgave(
        jaarbericht=jaarbericht, nummer=laatste + 1, soort=soort, gemaakt_op=timezone.now(), gemaakt_door=door, reden=reden
    )


def vries(*, uitgave: Uitgave, rapport: Rapport) -> bytes:
    """Fills content, schema and checksum of an uitgave that is not saved yet; gives the bytes of its PDF."""
    inhoud = pdf.maak(rapport)
    uitgave.inhoud, uitgave.schema = naar_json(rapport), rapport.schema
    uitgave.sha256 = hashlib.sha256(inhoud).hexdigest()
    return inhoud


def bewaar(*, jaarbericht: Jaarbericht, uitgave: Uitgave, inhoud: bytes, openbaar: bool) -> None:
    """Saves a frozen uitgave under a name that holds its checksum; the row of the report is locked by the caller."""
    if jaarbericht.uitgaven.filter(nummer__gte=uitgave.nummer).exists():
        raise RegelFout("Iemand anders maakte net een uitgave van dit jaarbericht. Kijk er eerst naar.", code="verouderd")
    if raakt(van_json(uitgave.inhoud), sporen_van()):
        raise RegelFout("Intussen is een toestemming ingetrokken. Zet de stap opnieuw.", code="verouderd")
    if openbaar:
        uitgave.openbaar_vanaf = timezone.now()
    naam = f"{uitgave.sha256[:16]}-{maken.bestandsnaam(jaarbericht.gemeente, jaarbericht.jaar)}"
    uitgave.pdf.save(naam, ContentFile(inhoud), save=False)
    uitgave.save()


def _geef_vrij(jaarbericht: Jaarbericht) -> None:
    """Publishing: the bytes that were fixed, not a new file."""
    uitgave = jaarbericht.uitgaven.filter(ingetrokken_op__isnull=True).exclude(soort=Uitgave.Soort.TER_INZAGE).first()
    if uitgave is None:
        raise RegelFout("Er is geen vastgestelde uitgave om te publiceren.", code="uitgave")
    with uitgave.pdf.open() as bestand:
        if hashlib.sha256(bestand.read()).hexdigest() != uitgave.sha256:
            raise RegelFout(
                f"Het bestand van uitgave {uitgave.nummer} is niet meer wat is vastgesteld. Heropen en stel opnieuw vast.",
                code="bestand",
            )
    uitgave.openbaar_vanaf = timezone.now()
    uitgave.save(update_fields=["openbaar_vanaf"])


def _zet(jaarbericht: Jaarbericht, stap: Stap, door, reden: str) -> Jaarberichtwissel:
    verhoog_slot(object=jaarbericht, gezien=jaarbericht.slot)
    jaarbericht.status = stap.naar
    jaarbericht._change_reason = reden
    jaarbericht._history_user = door
    jaarbericht.save()
    return Jaarberichtwissel.objects.create(
        jaarbericht=jaarbericht, stap=stap.naam, van=stap.van, naar=stap.naar, door=door, reden=reden
    )


def openbare_uitgave(*, jaarbericht: Jaarbericht) -> Uitgave | None:
    """The uitgave that everybody may read: the newest that was released and not taken down."""
    return jaarbericht.uitgaven.filter(openbaar_vanaf__lte=timezone.now(), ingetrokken_op__isnull=True).first()


def bewaartermijn(*, vandaag: datetime.date) -> datetime.date:
    """Until when an uitgave that was taken down stays in the closed archive: seven years, as for subsidy accounts."""
    return vandaag.replace(year=vandaag.year + 7, day=min(vandaag.day, 28))
