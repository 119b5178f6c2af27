"""Checks on a report before a gemeente reads it: what is wrong, where, and what to do; warnings accepted with a reason."""

from collections.abc import Sequence
from dataclasses import replace

from django.db import transaction

from catalogus.fouten import RegelFout
from catalogus.models import Gemeente
from catalogus.regels.cijfers import Cijfers
from catalogus.regels.uitvoering import leg_wie_vast
from jaarbericht.models import ControleAanvaarding, Jaarbericht
from jaarbericht.regels.controles import cijfers, inhoud, personen, spelling, teksten
from jaarbericht.regels.controles.bevinding import Bevinding, Ernst
from jaarbericht.regels.controles.stof import verzamel

__all__ = ["Bevinding", "Ernst", "aanvaard", "controleer", "eis_in_orde", "mag_ter_inzage", "neem_terug", "vervallen"]
CONTROLES = (
    cijfers.onderdelen,
    cijfers.meer_dan_stichting,
    inhoud.onvolledig,
    personen.toestemming,
    personen.beschrijving,
    cijfers.voetnoot,
    teksten.typgroei,
    cijfers.zelfde_paar,
    cijfers.zelfde_als_vorig,
    cijfers.sprong,
    cijfers.plausibel,
    cijfers.minder_deelnames,
    teksten.weekdag,
    teksten.andere_gemeente,
    teksten.term,
    teksten.register,
    inhoud.belofte,
    inhoud.achtergebleven,
)
HINTS = (spelling.spelling, teksten.lange_zin, inhoud.kop_zonder_tekst)


def controleer(gemeente: Gemeente, jaar: int, *, cijfers: Cijfers | None = None, hints: bool = True) -> tuple[Bevinding, ...]:
    """All findings on a report, the most serious first. RegelFout when there is no report to check.

    Who checks several gemeenten gives the figures (`samenstellen.bron.cijfers_van`); who asks what blocks needs no hints.
    """
    stof = verzamel(gemeente=gemeente, jaar=jaar, cijfers=cijfers)
    controles = CONTROLES + HINTS if hints else CONTROLES
    gevonden = dict.fromkeys(bevinding for controle in controles for bevinding in controle(stof))
    aanvaard_op = {
        (een.controle, een.vingerafdruk): een
        for een in ControleAanvaarding.objects.filter(jaarbericht=stof.bron.jaarbericht).select_related("door")
    }
    ernst = list(Ernst)
    uit = [
        replace(b, aanvaard=aanvaard_op.get((b.controle, b.vingerafdruk))) if b.ernst == Ernst.WAARSCHUWING else b
        for b in gevonden
    ]
    return tuple(sorted(uit, key=lambda b: ernst.index(b.ernst)))


@transaction.atomic
def aanvaard(*, gemeente: Gemeente, jaar: int, controle: str, vingerafdruk: str, reden: str, door) -> ControleAanvaarding:
    """Accepts a warning as it stands. Who may: toegang.mag_jaarberichten_maken, seen to by the caller."""
    if not reden.strip():
        raise RegelFout("Schrijf waarom deze waarschuwing mag blijven staan.", code="reden", veld="reden")
    bevinding = next((b for b in controleer(gemeente, jaar) if (b.controle, b.vingerafdruk) == (controle, vingerafdruk)), None)
    if bevinding is None:
        raise RegelFout("Deze waarschuwing is er niet meer. Bekijk de lijst opnieuw.", code="verouderd")
    if bevinding.ernst != Ernst.WAARSCHUWING:
        raise RegelFout(f"Alleen een waarschuwing kun je aanvaarden; dit is een {bevinding.ernst}.", code="ernst")
    bericht, _ = Jaarbericht.objects.get_or_create(gemeente=gemeente, jaar=jaar)
    Jaarbericht.objects.select_for_update().get(pk=bericht.pk)  # two who accept at once: one row
    eerder = bericht.aanvaardingen.filter(controle=controle, vingerafdruk=vingerafdruk).select_related("door").first()
    if eerder:
        raise RegelFout(f"{eerder.door} aanvaardde deze waarschuwing al: {eerder.reden}", code="verouderd")
    aanvaarding = ControleAanvaarding(
        jaarbericht=bericht,
        controle=controle,
        vingerafdruk=vingerafdruk,
        waar=bevinding.waar,
        wat=bevinding.wat,
        reden=reden.strip(),
        door=door,
    )
    leg_wie_vast(object=aanvaarding, door=door, reden=reden)
    aanvaarding.save()
    return aanvaarding


def neem_terug(*, aanvaarding: ControleAanvaarding, door) -> None:
    """The warning counts again; its history stays. Who may: as for accepting."""
    leg_wie_vast(object=aanvaarding, door=door, reden="Teruggenomen")
    aanvaarding.delete()


def vervallen(gemeente: Gemeente, jaar: int, bevindingen: Sequence[Bevinding]) -> list[ControleAanvaarding]:
    """What was accepted and is no more as it was then, newest first; `bevindingen` are those of `controleer`."""
    geldig = [b.aanvaard.pk for b in bevindingen if b.aanvaard]
    alle = ControleAanvaarding.objects.filter(jaarbericht__gemeente=gemeente, jaarbericht__jaar=jaar)
    return list(alle.exclude(pk__in=geldig).select_related("door").order_by("-op", "-pk"))


def mag_ter_inzage(gemeente: Gemeente, jaar: int) -> bool:
    """Whether nothing blocks: no fout, and a reason with each warning."""
    return not any(bevinding.blokkeert for bevinding in controleer(gemeente, jaar, hints=False))


def eis_in_orde(gemeente: Gemeente, jaar: int) -> None:
    """RegelFout that names all that keeps a report from being read by the gemeente or vastgesteld."""
    blokkades = [b for b in controleer(gemeente, jaar, hints=False) if b.blokkeert]
    if blokkades:
        regels = "\n".join(f"- {b.waar}: {b.wat} {b.doe}" for b in blokkades)
        raise RegelFout(
            f"Het jaarbericht {jaar} van {gemeente} is nog niet in orde. Verbeter de fouten en verbeter of aanvaard de "
            f"waarschuwingen:\n{regels}",
            code="controles",
        )
