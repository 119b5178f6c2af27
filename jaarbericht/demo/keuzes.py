"""What the gemeenten take: lines, quotations and the way to the state of the file, dated as it would have gone."""

import datetime
import math
from decimal import Decimal

from catalogus.models import (
    Activiteit,
    Afname,
    Budget,
    Document,
    Editie,
    Gebruiker,
    Gemeente,
    Prijsopgave,
    Prijsvorm,
    Rol,
    Status,
    Statuswissel,
)
from catalogus.regels import afname as afnames
from catalogus.regels import afnameprijzen, afnameregels
from catalogus.regels.prefill import stel_voor

from . import geld
from .lezen import lees
from .mensen import in_rol, wie

# Steps of the log: who, and the month and day of the year before; of a second version in the year itself.
STAPPEN = {
    "begin": ("opsteller", (6, 3)),
    "voorleggen": ("opsteller", (9, 16)),
    "indienen": ("fiatteur", (9, 30)),
    "teruggeven": ("accountmanager", (10, 21)),
    "bevestigen": ("accountmanager", (11, 9)),
}
STAPPEN_WIJZIGING = {
    "nieuwe_versie": ("opsteller", (5, 18)),
    "voorleggen": ("opsteller", (6, 1)),
    "indienen": ("fiatteur", (6, 8)),
    "bevestigen": ("accountmanager", (6, 22)),
    "vervangen": ("accountmanager", (6, 22)),
}
WEGEN: dict[str, list[str]] = {
    Status.CONCEPT: [],
    Status.TER_FIATTERING: ["voorleggen"],
    Status.INGEDIEND: ["voorleggen", "indienen"],
    Status.BEVESTIGD: ["voorleggen", "indienen", "bevestigen"],
}
BOVEN_BUDGET = "Het verschil komt uit de reserve voor cultuur en educatie."


def maak(*, editie: Editie, door: Gebruiker) -> None:
    """The selections of all gemeenten in an open edition, with their budgets."""
    for code, per_jaar in lees("afnames").items():
        gemeente = Gemeente.objects.get(cbs_code=code)
        geld.maak_huisvesting(gemeente=gemeente, jaar=editie.jaar)
        for sleutel in (f"{editie.jaar}", f"{editie.jaar}-b"):
            if sleutel not in per_jaar:
                continue
            meta = per_jaar.get(f"{sleutel}-meta", {})
            afname = afnameregels.maak_afname(gemeente=gemeente, editie=editie, door=door, naam=meta.get("naam", "Onze keuze"))
            afname.voorbeeld = True
            afname.save()
            _vul(afname, per_jaar[sleutel], per_jaar.get(f"{sleutel}-resultaat", {}), door)
            if not Budget.objects.filter(gemeente=gemeente, jaar=editie.jaar).exists():
                geld.maak_budgetten(afname=afname)
            _loop(afname, WEGEN[meta.get("status", Status.BEVESTIGD)], door)
            if "teruggave" in meta:
                _geef_terug(afname, meta, door)
        _dateer(gemeente, editie)


def wijzig(*, editie: Editie, door: Gebruiker) -> None:
    """Second versions of confirmed selections in a running edition."""
    for code, per_jaar in lees("afnames").items():
        sleutel = f"{editie.jaar}-2"
        if sleutel not in per_jaar:
            continue
        meta = per_jaar[f"{sleutel}-meta"]
        oud = Afname.objects.get(gemeente__cbs_code=code, editie=editie, status=Status.BEVESTIGD)
        nieuw = afnames.wissel(
            afname=oud, overgang="nieuwe_versie", door=door, reden=meta["reden"], ingangsdatum=meta["ingangsdatum"]
        )
        _vul(nieuw, per_jaar[sleutel], {}, door)
        _loop(nieuw, WEGEN[Status.BEVESTIGD], door)
        _dateer(oud.gemeente, editie)


# ------------------------------------------------------------------ lines
def _vul(afname: Afname, keuzes: dict, resultaten: dict[str, str], door: Gebruiker) -> None:
    activiteiten = {a.code: a for a in Activiteit.objects.filter(editie=afname.editie).select_related("editie")}
    if not afname.voorganger_id:
        keuzes = {"BOEKSTART": _koffertjes(afname), **keuzes}
    for code, wat in keuzes.items():
        activiteit = activiteiten[code]
        per_locatie, opgave = None, None
        if wat == "locaties":
            voorstel = stel_voor(activiteit=activiteit, gemeente=afname.gemeente)
            aantal, per_locatie = voorstel.hoeveelheid, voorstel.per_locatie
        elif activiteit.prijsvorm == Prijsvorm.OP_AANVRAAG:
            aantal, opgave = Decimal(wat["hoeveelheid"]), _opgave(afname, activiteit, wat)
        else:
            aantal = Decimal(wat)
        afnameregels.zet_regel(
            afname=afname,
            activiteit=activiteit,
            hoeveelheid=aantal,
            per_locatie=per_locatie,
            prijsopgave=opgave,
            resultaat=resultaten.get(code),
            door=door,
            vandaag=_dag(afname.editie),
        )


def _koffertjes(afname: Afname) -> int:
    """Suitcases to agree on: those of the last year with figures, rounded up to tens."""
    code = afname.gemeente.cbs_code
    jaar = min(afname.editie.jaar - 1, 2024)
    bekend = lees("vorig")[code] | lees("cijfers").get(code, {})
    return math.ceil(bekend[str(jaar)]["boekstart-koffertjes"] / 10) * 10


def _opgave(afname: Afname, activiteit: Activiteit, wat: dict) -> Prijsopgave:
    jaar = afname.editie.jaar
    return Prijsopgave.objects.create(
        activiteit=activiteit,
        gemeente=afname.gemeente,
        vraag=f"Graag een prijs voor {activiteit.titel.lower()} in {jaar}.",
        gevraagd_door=in_rol(afname.gemeente, Rol.OPSTELLER),
        gevraagd_op=datetime.date(jaar - 1, 6, 10),
        vast=wat["vast"],
        per_eenheid=wat["per_eenheid"],
        datum=datetime.date(jaar - 1, 6, 24),
        geldig_tot=datetime.date(jaar - 1, 12, 31),
    )


def vraag_opgave(*, editie: Editie, gemeente: Gemeente) -> None:
    """A question for a quotation that has not been answered yet."""
    Prijsopgave.objects.create(
        activiteit=Activiteit.objects.get(editie=editie, code="GEZINSAANPAK"),
        gemeente=gemeente,
        vraag="Wij zoeken een reeks voor ouders die moeite hebben met de app en de brieven van school. Wat kost dat?",
        gevraagd_door=in_rol(gemeente, Rol.OPSTELLER),
        gevraagd_op=datetime.date(editie.jaar - 1, 11, 12),
    )


# ------------------------------------------------------------------ states
def _dag(editie: Editie) -> datetime.date:
    """A day on which choosing was possible."""
    return datetime.date(editie.jaar - 1, 9, 30)


def _loop(afname: Afname, stappen: list[str], door: Gebruiker) -> None:
    for stap in stappen:
        over = stap == "indienen" and afnameprijzen.boven_budget(afname=afname) > 0
        reden = BOVEN_BUDGET if over else ""
        afname = afnames.wissel(afname=afname, overgang=stap, door=door, reden=reden, vandaag=_dag(afname.editie))


def _geef_terug(afname: Afname, meta: dict, door: Gebruiker) -> None:
    _loop(afname, WEGEN[Status.INGEDIEND], door)
    regels = dict(afname.regels.values_list("activiteit__code", "pk"))
    afnames.wissel(
        afname=afname,
        overgang="teruggeven",
        door=door,
        reden=meta["teruggave"],
        regelopmerkingen={regels[code]: tekst for code, tekst in meta["opmerkingen"].items()},
    )


def _dateer(gemeente: Gemeente, editie: Editie) -> None:
    """Gives the log the people and days as they would have been, and names who edited in the present round."""
    mensen = {"opsteller": in_rol(gemeente, Rol.OPSTELLER), "fiatteur": in_rol(gemeente, Rol.FIATTEUR)}
    mensen["accountmanager"] = _accountmanager(gemeente)
    later = len(gemeente.naam) % 5  # days, so that gemeenten differ
    for wissel in Statuswissel.objects.filter(afname__gemeente=gemeente, afname__editie=editie).select_related("afname"):
        wijziging = wissel.afname.versienummer > 1 or wissel.overgang == "vervangen"
        rol, (maand, dag) = (STAPPEN_WIJZIGING if wijziging else STAPPEN)[wissel.overgang]
        moment = datetime.datetime(
            editie.jaar if wijziging else editie.jaar - 1, maand, dag, 9 + later, 15, tzinfo=datetime.UTC
        ) + datetime.timedelta(days=later)
        if moment.isoweekday() > 5:
            moment += datetime.timedelta(days=8 - moment.isoweekday())
        Statuswissel.objects.filter(pk=wissel.pk).update(op=moment, door=mensen[rol])
    Document.objects.filter(afname__gemeente=gemeente, afname__editie=editie).delete()  # they say today; made again when asked
    for afname in Afname.objects.filter(gemeente=gemeente, editie=editie):
        afname.bewerkers.set([mensen["opsteller"]] if afname.bewerkers.exists() else [])


def _accountmanager(gemeente: Gemeente) -> Gebruiker:
    return wie(next(rij["adres"] for rij in lees("mensen")["mens"] if gemeente.cbs_code in rij.get("beheert", [])))
