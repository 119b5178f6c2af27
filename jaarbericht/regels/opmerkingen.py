"""Remarks on a frozen draft, per chapter: placing, replying, resolving.

While the draft lies ter inzage, opsteller and fiatteur of the gemeente place them, and editors too. Replies go on while the
editors work on it again; after that the conversation is closed. A raadpleger reads.
"""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Prefetch, QuerySet

from catalogus import toegang
from catalogus.fouten import RegelFout
from catalogus.models import Gemeente
from catalogus.regels.slot import verhoog_slot
from jaarbericht import meldingen
from jaarbericht.models import Jaarbericht, Opmerking, Uitgave

LANGST = 2000  # characters
Status = Jaarbericht.Status
BESPREEKBAAR = {Status.TER_INZAGE, Status.REDACTIE}
CONCEPT = {Uitgave.Soort.TER_INZAGE, Uitgave.Soort.INGEKORT}  # the second without somebody who withdrew consent
OMSLAG, INHOUD = "omslag", "inhoud"  # kinds of sectie


@dataclass(frozen=True)
class Hoofdstuk:
    """A chapter of a frozen draft, as the report names it."""

    sleutel: str
    titel: str
    nummer: int | None = None
    lijn: int | None = None


def hoofdstukken_van(uitgave: Uitgave) -> list[Hoofdstuk]:
    """What one can say something about: the cover and every chapter, in order; not the table of contents."""
    secties = [sectie for sectie in uitgave.inhoud.get("secties", []) if sectie["soort"] != INHOUD]
    regels = {
        regel["sleutel"]: regel
        for sectie in uitgave.inhoud.get("secties", [])
        for deel in sectie["onderdelen"]
        for regel in (deel.get("regels", []) if deel["_"] == "Inhoud" else [])
    }
    gevonden: dict[str, Hoofdstuk] = {}
    for sectie in secties:
        sleutel, titel = sectie["hoofdstuk"], "Omslag" if sectie["soort"] == OMSLAG else sectie["titel"]
        regel = regels.get(sleutel, {"titel": titel, "nummer": None, "lijn": sectie["lijn"]})
        gevonden.setdefault(sleutel, Hoofdstuk(sleutel, regel["titel"], regel["nummer"], regel["lijn"]))
    return list(gevonden.values())


def ter_inzage(*, user, gemeente: Gemeente, jaar: int) -> Uitgave | None:
    """The draft that was put up for reading last, or what took its place; as far as `user` may see it."""
    uitgaven = Uitgave.objects.filter(
        jaarbericht__gemeente=gemeente, jaarbericht__jaar=jaar, soort__in=CONCEPT, ingetrokken_op=None
    )
    gezien = toegang.zichtbaar_voor(user, uitgaven).select_related("jaarbericht__gemeente")
    return gezien.order_by("-nummer").first()


def gesprekken(*, user, jaarbericht: Jaarbericht) -> QuerySet[Opmerking]:
    """All remarks on a report with their replies, open ones first; also those on earlier drafts."""
    antwoorden = Opmerking.objects.select_related("door").order_by("op", "pk")
    rijen = Opmerking.objects.filter(uitgave__jaarbericht_id=jaarbericht.pk, antwoord_op=None)
    return (
        toegang.zichtbaar_voor(user, rijen)
        .select_related("door", "uitgave")
        .defer("uitgave__inhoud")
        .prefetch_related(Prefetch("antwoorden", queryset=antwoorden))
        .order_by("opgelost", "op", "pk")
    )


def mag_plaatsen(*, user, jaarbericht: Jaarbericht) -> bool:
    return jaarbericht.status == Status.TER_INZAGE and toegang.mag_opmerken(user, jaarbericht.gemeente)


def mag_antwoorden(*, user, jaarbericht: Jaarbericht) -> bool:
    return jaarbericht.status in BESPREEKBAAR and toegang.mag_opmerken(user, jaarbericht.gemeente)


@transaction.atomic
def plaats(*, uitgave: Uitgave, hoofdstuk: str, tekst: str, door) -> Opmerking:
    """A new remark on a chapter of the draft that lies ter inzage now; tells the other side."""
    bericht = _op_slot(uitgave)
    laatste = ter_inzage(user=door, gemeente=bericht.gemeente, jaar=bericht.jaar)
    if not toegang.mag_opmerken(door, bericht.gemeente):
        raise RegelFout("Je leest mee. Een opsteller of fiatteur kan een opmerking plaatsen.", code="niet-bevoegd")
    if bericht.status != Status.TER_INZAGE or laatste != uitgave:
        raise RegelFout("Dit concept ligt niet meer ter inzage. Opmerkingen plaatsen kan niet meer.", code="status")
    if hoofdstuk not in {een.sleutel for een in hoofdstukken_van(uitgave)}:
        raise RegelFout("Dit hoofdstuk staat niet in het concept. Ververs de pagina en kies het opnieuw.", code="hoofdstuk")
    opmerking = Opmerking(uitgave=uitgave, hoofdstuk=hoofdstuk, tekst=_eis_tekst(tekst), door=door)
    return _bewaar(opmerking, door)


@transaction.atomic
def antwoord(*, opmerking: Opmerking, tekst: str, door) -> Opmerking:
    """A reply; one of the gemeente to a resolved remark opens it again. Tells who takes part in the conversation."""
    bericht = _op_slot(opmerking.uitgave)
    _eis_gesprek(bericht, door)
    eerste = Opmerking.objects.select_for_update(of=("self",)).get(pk=opmerking.antwoord_op_id or opmerking.pk)
    nieuw = _bewaar(
        Opmerking(
            uitgave=opmerking.uitgave, hoofdstuk=eerste.hoofdstuk, tekst=_eis_tekst(tekst), door=door, antwoord_op=eerste
        ),
        door,
    )
    if eerste.opgelost and not toegang.mag_jaarberichten_maken(door):
        _zet_opgelost(eerste, False, eerste.slot, door)
    return nieuw


@transaction.atomic
def los_op(*, opmerking: Opmerking, opgelost: bool, gezien: int, door) -> None:
    """Marks a remark as resolved, or opens it again; the editors decide that. `gezien`: the lock number on the screen."""
    bericht = _op_slot(opmerking.uitgave)
    if not toegang.mag_jaarberichten_maken(door):
        raise RegelFout("De redactie zegt of een opmerking is opgelost.", code="niet-bevoegd")
    _eis_gesprek(bericht, door)
    if opmerking.antwoord_op_id:
        raise RegelFout("Alleen de opmerking zelf is op te lossen, niet een antwoord.", code="antwoord")
    _zet_opgelost(opmerking, opgelost, gezien, door)


def _op_slot(uitgave: Uitgave) -> Jaarbericht:
    """The report as it is now: a step that is being taken waits for the remark, or the other way round."""
    berichten = Jaarbericht.objects.select_for_update(of=("self",)).select_related("gemeente")
    return berichten.get(pk=uitgave.jaarbericht_id)


def _eis_gesprek(bericht: Jaarbericht, door) -> None:
    if not toegang.mag_opmerken(door, bericht.gemeente):
        raise RegelFout("Je leest mee. Een opsteller of fiatteur kan antwoorden.", code="niet-bevoegd")
    if bericht.status not in BESPREEKBAAR:
        raise RegelFout(f"Het jaarbericht is {bericht.get_status_display()}. Het gesprek erover is gesloten.", code="status")


def _eis_tekst(tekst: str) -> str:
    schoon = tekst.strip()
    if not schoon:
        raise RegelFout("Schrijf eerst je opmerking.", code="leeg", veld="tekst")
    if len(schoon) > LANGST:
        teveel = len(schoon) - LANGST
        raise RegelFout(f"Houd het korter: {LANGST} tekens of minder. Dit zijn er {teveel} te veel.", code="lang", veld="tekst")
    return schoon


def _bewaar(opmerking: Opmerking, door) -> Opmerking:
    opmerking._history_user = door
    opmerking.save()
    meldingen.bij_opmerking(opmerking=opmerking)
    return opmerking


def _zet_opgelost(opmerking: Opmerking, opgelost: bool, gezien: int, door) -> None:
    verhoog_slot(object=opmerking, gezien=gezien)
    opmerking.opgelost = opgelost
    opmerking._history_user = door
    opmerking.save()
