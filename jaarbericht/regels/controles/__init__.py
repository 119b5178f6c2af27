"""Checks on a report before a gemeente reads it: what is wrong, where, and what to do; warnings accepted with a reason."""

from dataclasses import replace

from django.db import transaction

from catalogus.fouten import RegelFout
from catalogus.models import Gebruiker, Gemeente
from jaarbericht.models import ControleAanvaarding, Jaarbericht
from jaarbericht.regels.controles import cijfers, inhoud, personen, teksten
from jaarbericht.regels.controles.bevinding import Bevinding, Ernst
from jaarbericht.regels.controles.stof import verzamel

__all__ = ["Bevinding", "Ernst", "aanvaard", "controleer", "eis_in_orde", "mag_ter_inzage", "neem_terug"]
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
    teksten.lange_zin,
    inhoud.kop_zonder_tekst,
)


def controleer(gemeente: Gemeente, jaar: int) -> tuple[Bevinding, ...]:
    """All findings on a report, the most serious first. RegelFout when there is no report to check."""
    stof = verzamel(gemeente=gemeente, jaar=jaar)
    gevonden = dict.fromkeys(bevinding for controle in CONTROLES for bevinding in controle(stof))
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
def aanvaard(
    *, gemeente: Gemeente, jaar: int, controle: str, vingerafdruk: str, reden: str, door: Gebruiker
) -> ControleAanvaarding:
    """Accepts a warning as it stands. Who may: toegang.mag_jaarberichten_maken, seen to by the caller."""
    if not reden.strip():
        raise RegelFout("Schrijf waarom deze waarschuwing mag blijven staan.", code="reden", veld="reden")
    for bevinding in controleer(gemeente, jaar):
        if (bevinding.controle, bevinding.vingerafdruk) == (controle, vingerafdruk):
            break
    else:
        raise RegelFout("Deze waarschuwing is er niet meer. Bekijk de lijst opnieuw.", code="verouderd")
    if bevinding.ernst != Ernst.WAARSCHUWING:
        raise RegelFout(f"Alleen een waarschuwing kun je aanvaarden; dit is een {bevinding.ernst}.", code="ernst")
    bericht, _ = Jaarbericht.objects.get_or_create(gemeente=gemeente, jaar=jaar)
    aanvaarding, _ = ControleAanvaarding.objects.update_or_create(
        jaarbericht=bericht, controle=controle, vingerafdruk=vingerafdruk, defaults={"reden": reden.strip(), "door": door}
    )
    return aanvaarding


def neem_terug(*, aanvaarding: ControleAanvaarding) -> None:
    """The warning counts again. Who may: as for accepting."""
    aanvaarding.delete()


def mag_ter_inzage(gemeente: Gemeente, jaar: int) -> bool:
    """Whether nothing blocks: no fout, and a reason with each warning."""
    return not any(bevinding.blokkeert for bevinding in controleer(gemeente, jaar))


def eis_in_orde(gemeente: Gemeente, jaar: int) -> None:
    """RegelFout that names all that keeps a report from being read by the gemeente or vastgesteld."""
    blokkades = [b for b in controleer(gemeente, jaar) if b.blokkeert]
    if blokkades:
        regels = "\n".join(f"- {b.waar}: {b.wat} {b.doe}" for b in blokkades)
        raise RegelFout(
            f"Het jaarbericht {jaar} van {gemeente} is nog niet in orde. Verbeter de fouten en verbeter of aanvaard de "
            f"waarschuwingen:\n{regels}",
            code="controles",
        )
