"""The life of an afname: one table of transitions and one function that changes state, `wissel`.

Editing lines and computing amounts is in `afnameregels`.
"""

import datetime
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from catalogus import meldingen, toegang
from catalogus.fouten import RegelFout
from catalogus.models import Afname, Afnameregel, Editie, Gemeente, Groep, Regelopmerking, Rol, Status, Statuswissel
from catalogus.opmaak import datum, euro
from catalogus.regels import afnameprijzen, afnameregels, documenten, webhooks
from catalogus.regels.slot import verhoog_slot

ACCOUNTMANAGER = "accountmanager"
SYSTEEM = "systeem"


@dataclass(frozen=True)
class Overgang:
    naam: str
    omschrijving: str  # what the button says
    van: str
    naar: str
    rollen: frozenset[str]
    reden_verplicht: bool = False


GEMEENTE = frozenset({Rol.OPSTELLER, Rol.FIATTEUR})
BIBLIOTHEEK = frozenset({ACCOUNTMANAGER})
TABEL = {
    overgang.naam: overgang
    for overgang in (
        Overgang("voorleggen", "leg voor aan de fiatteur", Status.CONCEPT, Status.TER_FIATTERING, GEMEENTE),
        Overgang("terug", "haal terug naar concept", Status.TER_FIATTERING, Status.CONCEPT, GEMEENTE, True),
        Overgang("indienen", "fiatteer en dien in", Status.TER_FIATTERING, Status.INGEDIEND, frozenset({Rol.FIATTEUR})),
        Overgang("teruggeven", "geef terug met opmerkingen", Status.INGEDIEND, Status.CONCEPT, BIBLIOTHEEK, True),
        Overgang("intrekken", "trek in", Status.INGEDIEND, Status.CONCEPT, frozenset({Rol.FIATTEUR}), True),
        Overgang("bevestigen", "bevestig", Status.INGEDIEND, Status.BEVESTIGD, BIBLIOTHEEK),
        Overgang("nieuwe_versie", "maak een nieuwe versie", Status.BEVESTIGD, Status.CONCEPT, GEMEENTE | BIBLIOTHEEK, True),
        Overgang("vervallen", "laat vervallen", Status.CONCEPT, Status.VERVALLEN, GEMEENTE | {SYSTEEM}, True),
    )
}
BIJ_GEMEENTE = {Status.CONCEPT, Status.TER_FIATTERING}


def rollen_van(*, door, afname: Afname) -> frozenset[str]:
    """Roles of `door` for this afname, accountmanager of the library included."""
    rollen = set(toegang.rollen(door, afname.gemeente))
    if toegang.is_lid(door, Groep.ACCOUNTMANAGER):
        rollen.add(ACCOUNTMANAGER)
    return frozenset(rollen)


def mogelijke_overgangen(*, afname: Afname, door) -> list[Overgang]:
    """Transitions that fit the state and the roles of `door`; other conditions are checked by `wissel`."""
    rollen = rollen_van(door=door, afname=afname)
    return [o for o in TABEL.values() if o.van == afname.status and o.rollen & rollen]


def kiezen_tot(*, afname: Afname) -> datetime.date | None:
    """Last day on which the gemeente may choose: its own Termijn, else that of the edition; None is without end."""
    termijn = afname.editie.termijnen.filter(gemeente=afname.gemeente).first()
    return termijn.open_tot if termijn else afname.editie.kiezen_tot


def eis_kiesbaar(*, afname: Afname, door, vandaag: datetime.date | None = None) -> None:
    """RegelFout unless lines of this afname may be changed or put forward now."""
    editie = afname.editie
    if editie.status == Editie.Status.OPEN:
        tot = kiezen_tot(afname=afname)
        if tot and (vandaag or timezone.localdate()) > tot and not toegang.is_lid(door, Groep.ACCOUNTMANAGER):
            raise RegelFout(
                f"Kiezen voor {editie.jaar} kon tot en met {datum(tot)}. Vraag je accountmanager om verlenging.",
                code="termijn",
            )
    elif not (editie.status == Editie.Status.LOPEND and afname.voorganger_id):
        raise RegelFout(
            f"Editie {editie.jaar} is {editie.get_status_display()}: deze keuze kan niet meer veranderen.",
            code="editie",
        )


@transaction.atomic
def wissel(
    *,
    afname: Afname,
    overgang: str,
    door,
    reden: str = "",
    regelopmerkingen: dict[int, str] | None = None,
    ingangsdatum: datetime.date | None = None,
    vandaag: datetime.date | None = None,
) -> Afname:
    """Carries out one transition: lock the row, check table and role, write, log, mail after commit.

    `regelopmerkingen` maps pk of a line to a remark (teruggeven). `ingangsdatum` belongs to `nieuwe_versie` of a running
    edition. Returns the afname in its new state; for `nieuwe_versie` the new concept. An illegal transition is a RegelFout and
    nothing is written.
    """
    actueel = Afname.objects.select_for_update(of=("self",)).select_related("gemeente", "editie").get(pk=afname.pk)
    stap = TABEL[overgang]
    rollen = rollen_van(door=door, afname=actueel)
    if actueel.status != stap.van:
        raise RegelFout(_al_veranderd(actueel, stap), code="status")
    if not stap.rollen & rollen:
        raise RegelFout(f"Je hebt niet de rol om te doen: {stap.omschrijving}.", code="niet-bevoegd")
    if stap.reden_verplicht and not reden.strip():
        raise RegelFout("Geef een reden.", code="reden", veld="reden")
    namens = not rollen & {Rol.OPSTELLER, Rol.FIATTEUR} and stap.naam == "nieuwe_versie"
    if stap.naam == "nieuwe_versie":
        return _nieuwe_versie(actueel, door, reden.strip(), namens, ingangsdatum)
    verschillen: list[dict] = []
    if stap.naam in {"voorleggen", "indienen"}:
        eis_kiesbaar(afname=actueel, door=door, vandaag=vandaag)
    if stap.naam == "voorleggen":
        afnameprijzen.leg_vast(afname=actueel, vandaag=vandaag)
    elif stap.naam == "indienen":
        _controleer_fiat(actueel, door, reden)
    elif stap.naam == "bevestigen":
        _vervang_eerdere(actueel, door)
    if stap.naar == Status.CONCEPT:
        verschillen = afnameprijzen.maak_los(afname=actueel)
        if stap.van == Status.INGEDIEND:  # a new round; who only takes back what lies with the fiatteur stays in this one
            actueel.bewerkers.clear()
    wisselregel = _zet(actueel, stap, door, reden.strip(), False, verschillen)
    _bewaar_opmerkingen(actueel, wisselregel, regelopmerkingen or {})
    if stap.naam in documenten.TEKENEN:
        documenten.leg_vast(afname=actueel, wissel=wisselregel)
    meldingen.bij_wissel(wissel=wisselregel)
    webhooks.bij_wissel(wissel=wisselregel)
    return actueel


def _al_veranderd(afname: Afname, stap: Overgang) -> str:
    laatste = afname.statuswissels.select_related("door").last()
    wie = f" door {laatste.door}" if laatste and laatste.door else ""
    return (
        f"Deze keuze is intussen {afname.get_status_display()}{wie}. "
        f"‘{stap.omschrijving.capitalize()}’ kan alleen als zij {Status(stap.van).label} is."
    )


def _controleer_fiat(afname: Afname, door, reden: str) -> None:
    if afname.gemeente.vier_ogen and afname.bewerkers.filter(pk=door.pk).exists():
        raise RegelFout(
            "Je hebt zelf aan deze keuze gewerkt. Door de vier-ogenregel moet een andere fiatteur haar indienen.",
            code="vier-ogen",
        )
    over = afnameprijzen.boven_budget(afname=afname)
    if over > 0 and not reden.strip():
        raise RegelFout(
            f"Deze keuze is {euro(over)} hoger dan het budget. Geef een reden om toch in te dienen.",
            code="budget",
            veld="reden",
        )


def _vervang_eerdere(afname: Afname, door) -> None:
    # Two selections of one gemeente that are confirmed at once wait for each other here.
    Gemeente.objects.select_for_update(of=("self",)).get(pk=afname.gemeente_id)
    bevestigd = Afname.objects.select_for_update(of=("self",)).order_by()
    for eerdere in bevestigd.filter(gemeente=afname.gemeente, editie=afname.editie, status=Status.BEVESTIGD):
        stap = Overgang("vervangen", "", Status.BEVESTIGD, Status.VERVANGEN, frozenset())
        _zet(eerdere, stap, door, f"Vervangen door versie {afname.versienummer}.", False, [])


def _zet(afname: Afname, stap: Overgang, door, reden: str, namens: bool, verschillen: list[dict]) -> Statuswissel:
    verhoog_slot(object=afname, gezien=afname.slot)
    afname.status = stap.naar
    afname._change_reason = reden
    afname._history_user = door
    afname.save()
    return Statuswissel.objects.create(
        afname=afname,
        van=stap.van,
        naar=stap.naar,
        overgang=stap.naam,
        door=door,
        reden=reden,
        namens_gemeente=namens,
        prijsverschillen=verschillen,
    )


def _bewaar_opmerkingen(afname: Afname, wisselregel: Statuswissel, opmerkingen: dict[int, str]) -> None:
    eigen = dict(afname.regels.order_by().values_list("pk", "activiteit_id"))
    if vreemd := set(opmerkingen) - set(eigen):
        raise RegelFout(f"Regel {min(vreemd)} hoort niet bij deze keuze.", code="regel")
    Regelopmerking.objects.bulk_create(
        Regelopmerking(regel_id=pk, activiteit_id=eigen[pk], wissel=wisselregel, tekst=tekst.strip())
        for pk, tekst in sorted(opmerkingen.items())
        if tekst.strip()
    )


def _nieuwe_versie(afname: Afname, door, reden: str, namens: bool, ingangsdatum: datetime.date | None) -> Afname:
    editie = afname.editie
    if editie.status not in {Editie.Status.OPEN, Editie.Status.LOPEND}:
        raise RegelFout(
            f"Editie {editie.jaar} is {editie.get_status_display()}: een nieuwe versie kan niet meer.", code="editie"
        )
    if editie.status == Editie.Status.LOPEND and not ingangsdatum:
        raise RegelFout(
            "De editie loopt al. Vul de datum in waarop de wijziging ingaat.", code="ingangsdatum", veld="ingangsdatum"
        )
    if ingangsdatum and ingangsdatum.year != editie.jaar:
        raise RegelFout(
            f"De ingangsdatum {datum(ingangsdatum)} valt niet in {editie.jaar}.",
            code="ingangsdatum",
            veld="ingangsdatum",
        )
    bezig = afname.opvolgers.exclude(status__in=[Status.VERVALLEN]).first()
    if bezig:
        raise RegelFout(f"Er is al een versie {bezig.versienummer}. Werk daarin verder.", code="bestaat")
    nieuw = Afname(
        gemeente=afname.gemeente,
        editie=editie,
        naam=afname.naam,
        versienummer=afname.versienummer + 1,
        voorganger=afname,
        ingangsdatum=ingangsdatum,
        kenmerk=afname.kenmerk,
        toelichting=afname.toelichting,
        voorbeeld=afname.voorbeeld,
    )
    nieuw._history_user = door
    nieuw.save()
    afnameregels.kopieer_regels(van=afname, naar=nieuw, door=door)
    wisselregel = Statuswissel.objects.create(
        afname=nieuw, naar=Status.CONCEPT, overgang="nieuwe_versie", door=door, reden=reden, namens_gemeente=namens
    )
    meldingen.bij_wissel(wissel=wisselregel)
    webhooks.bij_wissel(wissel=wisselregel)
    return nieuw


@transaction.atomic
def laat_vervallen(*, afname: Afname, reden: str) -> None:
    """The system lets an unfinished afname lapse, at the end of *open* or when an edition closes."""
    actueel = Afname.objects.select_for_update().get(pk=afname.pk)
    if actueel.status not in BIJ_GEMEENTE:
        raise RegelFout(_al_veranderd(actueel, TABEL["vervallen"]), code="status")
    stap = Overgang("vervallen", "", actueel.status, Status.VERVALLEN, frozenset({SYSTEEM}))
    wisselregel = _zet(actueel, stap, None, reden, False, [])
    meldingen.bij_wissel(wissel=wisselregel)
    webhooks.bij_wissel(wissel=wisselregel)


def totaalverschil(*, oud: Afname, nieuw: Afname) -> list[tuple[str, Afnameregel | None, Afnameregel | None]]:
    """Lines of two versions side by side by activity code: (code, old, new), only where quantity or amount differs."""
    oude = {regel.activiteit.code: regel for regel in oud.regels.select_related("activiteit")}
    nieuwe = {regel.activiteit.code: regel for regel in nieuw.regels.select_related("activiteit")}
    oude_bedragen = afnameprijzen.bedragen_per_regel(afname=oud)
    nieuwe_bedragen = afnameprijzen.bedragen_per_regel(afname=nieuw)
    uit = []
    for code in sorted(oude.keys() | nieuwe.keys()):
        a, b = oude.get(code), nieuwe.get(code)
        gelijk = a and b and a.hoeveelheid == b.hoeveelheid and oude_bedragen[a.pk] == nieuwe_bedragen[b.pk]
        if not gelijk:
            uit.append((code, a, b))
    return uit
