"""Stories of a gemeente and year: out of an execution or on their own. Who may: redactie and directie."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet, Sum

from catalogus.fouten import RegelFout
from catalogus.models import Campagne, Gemeente, Programmalijn, Uitvoering
from catalogus.regels.schrijftekst import als_html
from catalogus.regels.slot import verhoog_slot
from catalogus.regels.uitvoering import leg_wie_vast
from jaarbericht.models import Foto, Toestemming, Verhaal
from jaarbericht.regels.hoofdstukken import toets_redactie
from jaarbericht.regels.teksten import controleer
from jaarbericht.regels.toestemmingen import Akkoord, leg_akkoord_vast, wis_als_los
from jaarbericht.regels.veldkeuze import bekend
from jaarbericht.regels.volgorde import achteraan, verplaats

DEELNAMES = "verhaal:deelnames"


@dataclass(frozen=True)
class Inhoud:
    """What a story says, as it is typed; `tekst` is HTML with placeholders."""

    titel: str
    tekst: str
    programmalijn: Programmalijn | None
    campagne: Campagne | None = None
    plaats: str = ""
    deelnemers_woord: str = "deelnemers"
    bijschrift: str = ""
    noemt_persoon: bool = False


def uitvoeringen_voor(*, gemeente: Gemeente, jaar: int, zoek: str = "") -> QuerySet[Uitvoering]:
    """Executions of a gemeente that took place in a year, newest first: with first day, times, deelnames, and has a story."""
    gehouden = Q(bijeenkomsten__status="gehouden", bijeenkomsten__datum__year=jaar)
    eigen = Uitvoering.objects.filter(gemeenten=gemeente).values("pk")
    verhaal = Verhaal.objects.filter(uitvoering=OuterRef("pk"), gemeente=gemeente, jaar=jaar)
    rijen = (
        Uitvoering.objects.filter(gehouden, pk__in=eigen)
        .annotate(
            dag=Min("bijeenkomsten__datum"),
            keren=Count("bijeenkomsten"),
            deelnames=Sum("bijeenkomsten__deelnames"),
            heeft_verhaal=Exists(verhaal),
        )
        .select_related("activiteit__programmalijn", "locatie", "campagne")
        .order_by("-dag", "-pk")
    )
    for woord in zoek.split():
        rijen = rijen.filter(
            Q(titel__icontains=woord)
            | Q(activiteit__titel__icontains=woord)
            | Q(locatie__naam__icontains=woord)
            | Q(locatie__plaats__icontains=woord)
            | Q(campagne__naam__icontains=woord)
            | Q(verslag__icontains=woord)
        )
    return rijen


def voorstel(*, uitvoering: Uitvoering) -> Inhoud:
    """A first version out of an execution of `uitvoeringen_voor`; its number is a placeholder, never typed."""
    verslag = als_html(schrijftekst=uitvoering.verslag)
    getal = f'<p>Er kwamen <span data-veld="{DEELNAMES}"></span> mensen.</p>' if uitvoering.deelnames else ""  # type: ignore[attr-defined]
    return Inhoud(
        titel=str(uitvoering)[:120],
        tekst=f"{verslag}{getal}",
        programmalijn=uitvoering.activiteit.programmalijn if uitvoering.activiteit else None,
        campagne=uitvoering.campagne,
        plaats=uitvoering.locatie.plaats if uitvoering.locatie else "",
    )


def _toets(*, inhoud: Inhoud, jaar: int, uitvoering: Uitvoering | None) -> str:
    """The text as it is kept; RegelFout for what cannot be."""
    if not inhoud.titel.strip():
        raise RegelFout("Geef het verhaal een titel.", code="titel", veld="titel")
    if inhoud.programmalijn is None:
        raise RegelFout("Kies bij welke programmalijn het verhaal hoort.", code="programmalijn", veld="programmalijn")
    if inhoud.campagne and inhoud.campagne.jaar != jaar:
        raise RegelFout(f"{inhoud.campagne} is niet van {jaar}. Kies een andere.", code="campagne", veld="campagne")
    velden = bekend(jaar=jaar, in_verhaal=uitvoering is not None)
    tekst = controleer(html=inhoud.tekst, bekend=velden, waar="De tekst")
    if not tekst.strip():
        raise RegelFout("Schrijf het verhaal.", code="tekst", veld="tekst")
    return tekst


def _vul(verhaal: Verhaal, inhoud: Inhoud, tekst: str) -> None:
    verhaal.titel, verhaal.tekst, verhaal.plaats = inhoud.titel.strip(), tekst, inhoud.plaats.strip()
    verhaal.campagne, verhaal.bijschrift = inhoud.campagne, inhoud.bijschrift.strip()
    verhaal.deelnemers_woord = inhoud.deelnemers_woord.strip() or "deelnemers"
    verhaal.noemt_persoon = inhoud.noemt_persoon
    if inhoud.programmalijn:
        verhaal.programmalijn = inhoud.programmalijn


@transaction.atomic
def maak_verhaal(
    *,
    gemeente: Gemeente,
    jaar: int,
    inhoud: Inhoud,
    door,
    uitvoering: Uitvoering | None = None,
    akkoord: Akkoord | Toestemming | None = None,
) -> Verhaal:
    """A story at the end of those of the gemeente. An execution must be of this gemeente and year."""
    toets_redactie(door=door)
    if uitvoering and not uitvoeringen_voor(gemeente=gemeente, jaar=jaar).filter(pk=uitvoering.pk).exists():
        raise RegelFout(f"Deze uitvoering was in {jaar} niet in {gemeente}.", code="uitvoering", veld="uitvoering")
    tekst = _toets(inhoud=inhoud, jaar=jaar, uitvoering=uitvoering)
    onder = Verhaal.objects.filter(gemeente=gemeente, jaar=jaar)
    verhaal = Verhaal(gemeente=gemeente, jaar=jaar, uitvoering=uitvoering, volgorde=achteraan(onder))
    _vul(verhaal, inhoud, tekst)
    if akkoord and inhoud.noemt_persoon:
        verhaal.toestemming = leg_akkoord_vast(akkoord=akkoord, door=door)
    leg_wie_vast(object=verhaal, door=door, reden="")
    verhaal.save()
    return verhaal


@transaction.atomic
def zet_verhaal(*, verhaal: Verhaal, inhoud: Inhoud, gezien: int, door, akkoord: Akkoord | Toestemming | None = None) -> None:
    """Changes a story. A new consent takes the place of the old one; naming nobody any more lets it go."""
    toets_redactie(door=door)
    tekst = _toets(inhoud=inhoud, jaar=verhaal.jaar, uitvoering=verhaal.uitvoering)
    verhoog_slot(object=verhaal, gezien=gezien)
    _vul(verhaal, inhoud, tekst)
    oud = verhaal.toestemming
    if not inhoud.noemt_persoon:
        verhaal.toestemming = None
    elif akkoord:
        verhaal.toestemming = leg_akkoord_vast(akkoord=akkoord, door=door)
    leg_wie_vast(object=verhaal, door=door, reden="")
    verhaal.save()
    if oud != verhaal.toestemming:
        wis_als_los(toestemming=oud, door=door, reden="Verhaal veranderd")


def fotos_voor(*, verhaal: Verhaal) -> QuerySet[Foto]:
    """Photos to choose from: of the execution, and those of other stories of the gemeente in this year."""
    zelfde = Q(verhalen__gemeente=verhaal.gemeente_id, verhalen__jaar=verhaal.jaar)
    bij = Q(uitvoering=verhaal.uitvoering_id) if verhaal.uitvoering_id else Q()
    gevonden = Foto.objects.filter(zelfde | bij if bij else zelfde).values("pk")
    return Foto.objects.filter(pk__in=gevonden).select_related("toestemming")


@transaction.atomic
def kies_foto(*, verhaal: Verhaal, foto: Foto | None, gezien: int, door) -> None:
    """Puts a photo of `fotos_voor`, or one that was just added, with a story; None takes it away from it."""
    toets_redactie(door=door)
    if foto and foto.verhalen.exclude(gemeente=verhaal.gemeente_id).exists():
        raise RegelFout("Deze foto hoort bij een andere gemeente.", code="foto", veld="foto")
    if foto and foto.uitvoering and not foto.uitvoering.gemeenten.filter(pk=verhaal.gemeente_id).exists():
        raise RegelFout("Deze foto hoort bij een andere gemeente.", code="foto", veld="foto")
    verhoog_slot(object=verhaal, gezien=gezien)
    verhaal.foto = foto
    leg_wie_vast(object=verhaal, door=door, reden="Foto gekozen" if foto else "Foto weggehaald")
    verhaal.save()


def verplaats_verhaal(*, verhaal: Verhaal, naar: int, gezien: int, door) -> None:
    """Puts a story at place `naar`, from 0, among those of its gemeente, year and programmalijn."""
    toets_redactie(door=door)
    onder = Verhaal.objects.filter(gemeente=verhaal.gemeente_id, jaar=verhaal.jaar, programmalijn=verhaal.programmalijn_id)
    verplaats(rij=verhaal, onder=onder, naar=naar, bewaker=verhaal, gezien=gezien, door=door)


@transaction.atomic
def verwijder_verhaal(*, verhaal: Verhaal, gezien: int, door) -> None:
    """Deletes a story and the consent that was only for it. Its photo stays with the execution."""
    toets_redactie(door=door)
    verhoog_slot(object=verhaal, gezien=gezien)
    toestemming = verhaal.toestemming
    leg_wie_vast(object=verhaal, door=door, reden="Verhaal verwijderd")
    verhaal.delete()
    wis_als_los(toestemming=toestemming, door=door, reden="Verhaal verwijderd")


@transaction.atomic
def zet_bijschrift(*, verhaal: Verhaal, bijschrift: str, door) -> None:
    """The words under the photo; the lock number of the photo guards them, for they are changed together with it."""
    toets_redactie(door=door)
    if verhaal.bijschrift != bijschrift.strip():
        verhoog_slot(object=verhaal, gezien=verhaal.slot)
        verhaal.bijschrift = bijschrift.strip()
        leg_wie_vast(object=verhaal, door=door, reden="Bijschrift")
        verhaal.save()
