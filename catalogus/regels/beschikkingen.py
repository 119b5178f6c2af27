"""Decisions of a gemeente on the subsidy: recorded and altered, with the document itself when there is one."""

import datetime
from decimal import Decimal
from secrets import token_hex

import pikepdf
from django.core.files.base import File
from django.db import transaction

from catalogus import toegang
from catalogus.fouten import RegelFout
from catalogus.models import Beschikking, Gemeente
from catalogus.opmaak import datum as in_woorden
from catalogus.regels.slot import verhoog_slot

GROOTST = 20 * 1024 * 1024  # bytes
JAREN_EROMHEEN = 3  # a decision is dated at most so many years from the year it is about


@transaction.atomic
def leg_vast(
    *,
    gemeente: Gemeente,
    jaar: int,
    soort: str,
    datum: datetime.date,
    kenmerk: str,
    bedrag: Decimal,
    door,
    voorwaarden: str = "",
    bestand: File | None = None,
    beschikking: Beschikking | None = None,
    gezien: int | None = None,
) -> Beschikking:
    """Records a decision, or alters `beschikking`; `bedrag` in euro. A new file takes the place of the one before.

    Who may: opsteller or fiatteur of the gemeente, accountmanager, controller. `gezien` is the lock number that the user saw.
    RegelFout for a reference that the gemeente used already, a date far from the year, and a file that is no pdf.
    """
    if not toegang.mag_beschikking_vastleggen(door, gemeente):
        raise RegelFout("Je hebt niet de rol om een beschikking vast te leggen.", code="niet-bevoegd")
    kenmerk = kenmerk.strip()
    # Two people who record the same decision wait for each other here.
    Gemeente.objects.select_for_update(of=("self",)).get(pk=gemeente.pk)
    _eis_vrij_kenmerk(gemeente, kenmerk, beschikking)
    if abs(datum.year - jaar) > JAREN_EROMHEEN:
        raise RegelFout(
            f"De datum {in_woorden(datum)} past niet bij {jaar}. Controleer het jaartal.", code="datum", veld="datum"
        )
    if bedrag < 0:
        raise RegelFout("Het bedrag is 0 of meer.", code="bedrag", veld="bedrag")
    if beschikking is None:
        rij = Beschikking(gemeente=gemeente, jaar=jaar)
    else:
        rij = Beschikking.objects.select_for_update(of=("self",)).get(pk=beschikking.pk)
        verhoog_slot(object=rij, gezien=rij.slot if gezien is None else gezien)
    rij.soort, rij.datum, rij.kenmerk, rij.bedrag, rij.voorwaarden = soort, datum, kenmerk, bedrag, voorwaarden.strip()
    if bestand:
        controleer_pdf(bestand=bestand)
        rij.bestand.save(f"{gemeente.cbs_code}-{jaar}-{token_hex(6)}.pdf", bestand, save=False)
    rij._history_user = door
    rij.save()
    return rij


def _eis_vrij_kenmerk(gemeente: Gemeente, kenmerk: str, zelf: Beschikking | None) -> None:
    if not kenmerk:
        raise RegelFout("Vul het kenmerk van de beschikking in.", code="kenmerk", veld="kenmerk")
    zelfde = Beschikking.objects.filter(gemeente=gemeente, kenmerk=kenmerk).first()
    if zelfde and zelfde != zelf:
        raise RegelFout(
            f"Kenmerk {kenmerk} staat al bij de {zelfde.get_soort_display()} van {zelfde.jaar}. Vul een ander kenmerk in.",
            code="kenmerk",
            veld="kenmerk",
        )


def controleer_pdf(*, bestand: File) -> None:
    """RegelFout unless this is a pdf of at most 20 MB that can be opened; its name says nothing."""
    if bestand.size > GROOTST:
        raise RegelFout(
            f"Dit bestand is {-(-bestand.size // 1024**2)} MB. Kies een bestand van hoogstens 20 MB.",
            code="bestand",
            veld="bestand",
        )
    fout = RegelFout(
        "Dit bestand is geen pdf die te openen is. Sla de beschikking op als pdf zonder wachtwoord en kies die.",
        code="bestand",
        veld="bestand",
    )
    bestand.seek(0)
    begin = bestand.read(5)
    bestand.seek(0)
    if begin != b"%PDF-":
        raise fout
    try:
        with pikepdf.open(bestand) as pdf:  # type: ignore[arg-type]  # reads and seeks, as a file does
            bladen = len(pdf.pages)
    except (pikepdf.PdfError, pikepdf.PasswordError) as oorzaak:
        raise fout from oorzaak
    if not bladen:
        raise fout
    bestand.seek(0)
