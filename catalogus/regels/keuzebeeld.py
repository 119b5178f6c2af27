"""Read model of one afname: its lines with amounts, totals, the comparison with budget and last year, and warnings."""

import datetime
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from django.db.models import prefetch_related_objects
from django.utils import timezone

from catalogus.fouten import RegelFout
from catalogus.models import (
    Afname,
    Afnameregel,
    Budget,
    Eenheid,
    Pakket,
    Prijsvorm,
    Programmalijn,
    Status,
)
from catalogus.opmaak import afronden, datum, euro
from catalogus.regels import afnameprijzen, kostprijs, uitleg
from catalogus.regels.achtergrond import Achtergrond, Vorig, achtergrond_van
from catalogus.regels.kostprijs import NUL, Prijsgegevens
from catalogus.regels.prijswoorden import Prijswoorden, prijs_in_woorden, staffeluitleg


@dataclass(frozen=True)
class Rij:
    """One line. `bedrag` is None without a price; `fout` then says why when a quantity is at fault."""

    regel: Afnameregel
    code: str
    titel: str
    pakket: str
    eenheid: str
    prijs: Prijsgegevens | None
    bedrag: Decimal | None
    fout: str
    vorig: Vorig | None

    @property
    def activiteit(self):
        return self.regel.activiteit

    @property
    def aantal(self) -> Decimal:
        return self.regel.hoeveelheid

    @property
    def hoeveel(self) -> str:
        return uitleg.hoeveel(eenheid=self.eenheid, aantal=self.aantal)

    @property
    def op_aanvraag(self) -> bool:
        return self.activiteit.prijsvorm == Prijsvorm.OP_AANVRAAG

    @property
    def per_locatie(self) -> list:
        """Its locations with their quantities, by name."""
        return sorted(self.regel.locaties.all(), key=lambda deel: deel.locatie.naam)

    @property
    def klassen(self) -> list[uitleg.Klasse]:
        """The staffel with the classes that this line pays marked."""
        if not self.prijs or not self.prijs.staffel:
            return []
        aantallen = [deel.hoeveelheid for deel in self.per_locatie] if self.prijs.grondslag == "locatie" else [self.aantal]
        return uitleg.klassen(prijs=self.prijs, eenheid=self.eenheid, aantallen=aantallen)

    @property
    def staffeluitleg(self) -> str:
        return staffeluitleg(prijs=self.prijs, eenheid=self.eenheid) if self.prijs and self.prijs.staffel else ""

    @property
    def grenzen(self) -> str:
        return uitleg.grenzen(activiteit=self.activiteit)

    @property
    def prijs_in_woorden(self) -> Prijswoorden:
        vorm = self.activiteit.prijsvorm
        if self.op_aanvraag and self.prijs:
            vorm = Prijsvorm.VAST_BEDRAG
        return prijs_in_woorden(prijs=self.prijs, eenheid=self.eenheid, prijsvorm=vorm)


@dataclass
class Lijn:
    """The lines of one programmalijn. Amounts in euro; `vorig` is None without an afname last year."""

    programmalijn: Programmalijn
    rijen: list[Rij] = field(default_factory=list)
    vorig: Decimal | None = None
    budget: Decimal | None = None

    @property
    def bedrag(self) -> Decimal:
        return _som(self.rijen)

    @property
    def basis(self) -> Decimal:
        return _som(rij for rij in self.rijen if rij.pakket == Pakket.BASIS)

    @property
    def plus(self) -> Decimal:
        """All that is not basis: plus and maatwerk."""
        return self.bedrag - self.basis

    @property
    def basisdeel(self) -> Decimal:
        """Basis as per cent of the whole."""
        return self.basis * 100 / self.bedrag if self.bedrag else NUL


@dataclass(frozen=True)
class Melding:
    """A warning, with the code of the line it is about, or empty."""

    tekst: str
    code: str = ""


@dataclass
class Keuzebeeld:
    """One afname as it is shown. All amounts in euro, over the lines that have a price (`onvolledig` when not all have)."""

    afname: Afname
    achtergrond: Achtergrond
    lijnen: list[Lijn]
    vandaag: datetime.date

    @cached_property
    def rijen(self) -> list[Rij]:
        return [rij for lijn in self.lijnen for rij in lijn.rijen]

    @cached_property
    def totaal(self) -> Decimal:
        return _som(self.rijen)

    def _pakket(self, pakket: str) -> Decimal:
        return _som(rij for rij in self.rijen if rij.pakket == pakket)

    @property
    def basis(self) -> Decimal:
        return self._pakket(Pakket.BASIS)

    @property
    def plus(self) -> Decimal:
        return self._pakket(Pakket.PLUS)

    @property
    def maatwerk(self) -> Decimal:
        return self._pakket(Pakket.MAATWERK)

    @property
    def plus_en_maatwerk(self) -> Decimal:
        return self.totaal - self.basis

    @property
    def aanvraag(self) -> Decimal:
        """The begrotingsaanvraag: activities and housing."""
        return self.totaal + self.achtergrond.huisvesting

    @property
    def onvolledig(self) -> bool:
        return any(rij.bedrag is None for rij in self.rijen)

    @property
    def per_inwoner(self) -> Decimal | None:
        inwoners = self.achtergrond.inwoners
        return afronden(self.totaal / inwoners.aantal, 2) if inwoners and inwoners.aantal else None

    @property
    def budget(self) -> Budget | None:
        return self.achtergrond.budgetten.get(None)

    @property
    def vrij(self) -> Decimal | None:
        """What is left of the budget, below zero when it is exceeded; housing counts where the budget includes it."""
        if self.budget is None:
            return None
        return self.budget.bedrag - (self.aanvraag if self.budget.met_huisvesting else self.totaal)

    @property
    def boven(self) -> Decimal | None:
        """Euro above the budget, None when it fits or when there is none."""
        return -self.vrij if self.vrij is not None and self.vrij < 0 else None

    @property
    def vorig_totaal(self) -> Decimal | None:
        return sum((v.bedrag for v in self.achtergrond.vorig), NUL) if self.achtergrond.vorige else None

    @property
    def verschil(self) -> Decimal | None:
        """Against last year."""
        return None if self.vorig_totaal is None else self.totaal - self.vorig_totaal

    @property
    def verschil_procent(self) -> Decimal | None:
        return self.verschil * 100 / self.vorig_totaal if self.verschil is not None and self.vorig_totaal else None

    @cached_property
    def prijseffect(self) -> Decimal | None:
        """The part of the difference with last year that comes from new prices: last year's quantities at the new price."""
        if self.vorig_totaal is None:
            return None
        return sum((_prijseffect(rij, rij.vorig) for rij in self.rijen if rij.vorig), NUL)

    @property
    def niet_meer(self) -> list[Vorig]:
        """Lines of last year that are not chosen now."""
        nog = {rij.vorig.regel.pk for rij in self.rijen if rij.vorig}
        return [v for v in self.achtergrond.vorig if v.regel.pk not in nog]

    @cached_property
    def meldingen(self) -> list[Melding]:
        uit = []
        if self.budget and self.boven:
            uit.append(Melding(f"Deze keuze is {euro(self.boven)} hoger dan het budget van {euro(self.budget.bedrag)}."))
        for lijn in self.lijnen:
            if lijn.budget is not None and lijn.bedrag > lijn.budget:
                over = euro(lijn.bedrag - lijn.budget)
                uit.append(Melding(f"{lijn.programmalijn.naam} is {over} hoger dan het budget van {euro(lijn.budget)}."))
        for rij in self.rijen:
            tekst = _let_op(rij, self.afname, self.vandaag)
            if tekst:
                uit.append(Melding(tekst, rij.code))
        return uit


def _som(rijen) -> Decimal:
    return sum((rij.bedrag for rij in rijen if rij.bedrag is not None), NUL)


def _prijseffect(rij: Rij, vorig: Vorig) -> Decimal:
    if rij.prijs is None or rij.eenheid != vorig.eenheid:
        return NUL
    try:
        delen = kostprijs.bedragen(prijs=rij.prijs, aantal=vorig.regel.hoeveelheid, per_locatie=list(vorig.per_locatie))
    except RegelFout:  # the price is per location now and was not last year
        return NUL
    return sum(delen, NUL) - vorig.bedrag


def _let_op(rij: Rij, afname: Afname, vandaag: datetime.date) -> str:
    if rij.fout:
        return rij.fout
    opgave = rij.regel.prijsopgave
    if rij.bedrag is None:
        if rij.op_aanvraag and opgave:
            return f"{rij.titel} heeft nog geen prijs. De prijs is gevraagd op {datum(opgave.gevraagd_op)}."
        wat = "Vraag een prijsopgave." if rij.op_aanvraag else "De bibliotheek moet de prijs nog vaststellen."
        return f"{rij.titel} heeft nog geen prijs. {wat}"
    if afname.status != Status.CONCEPT:
        return ""
    if rij.op_aanvraag and opgave and opgave.geldig_tot and opgave.geldig_tot < vandaag:
        return f"De prijsopgave voor {rij.titel} gold tot en met {datum(opgave.geldig_tot)}. Vraag een nieuwe."
    return f"{rij.titel} staat op 0. Vul een aantal in of haal de regel weg." if rij.aantal == 0 else ""


# ------------------------------------------------------------------ from the database
def maak(*, afname: Afname, achtergrond: Achtergrond | None = None, vandaag: datetime.date | None = None) -> Keuzebeeld:
    """The afname with all its lines, seven queries besides those of the background."""
    achtergrond = achtergrond or achtergrond_van(gemeente=afname.gemeente, editie=afname.editie)
    regels = afnameprijzen.met_alles(afname=afname)
    prefetch_related_objects(regels, "opmerkingen__wissel__door")
    toen = {v.regel.activiteit_id: v for v in achtergrond.vorig}
    op_code = {v.code: v for v in achtergrond.vorig}
    lijnen: dict[int, Lijn] = {}
    for regel in regels:
        activiteit = regel.activiteit
        lijn = lijnen.setdefault(activiteit.programmalijn_id, _lijn(activiteit.programmalijn, achtergrond))
        lijn.rijen.append(rij_van(regel=regel, vorig=toen.get(activiteit.voorganger_id or 0) or op_code.get(activiteit.code)))
    for vorig in achtergrond.vorig:  # a programmalijn from which nothing is chosen any more still counts last year
        programmalijn = vorig.regel.activiteit.programmalijn
        lijnen.setdefault(programmalijn.pk, _lijn(programmalijn, achtergrond))
    return Keuzebeeld(
        afname=afname,
        achtergrond=achtergrond,
        lijnen=sorted(lijnen.values(), key=lambda lijn: lijn.programmalijn.nummer),
        vandaag=vandaag or timezone.localdate(),
    )


def _lijn(programmalijn: Programmalijn, achtergrond: Achtergrond) -> Lijn:
    budget = achtergrond.budgetten.get(programmalijn.pk)
    eigen = [v.bedrag for v in achtergrond.vorig if v.regel.activiteit.programmalijn_id == programmalijn.pk]
    return Lijn(
        programmalijn=programmalijn,
        vorig=sum(eigen, NUL) if achtergrond.vorige else None,
        budget=budget.bedrag if budget else None,
    )


def rij_van(*, regel: Afnameregel, vorig: Vorig | None = None) -> Rij:
    """One line with its price and amount, and its counterpart of last year."""
    activiteit, vast = regel.activiteit, regel.snapshot or {}
    bedragen, fout = None, ""
    try:
        bedragen = afnameprijzen.bedragen_van(regel=regel)
    except RegelFout as oorzaak:
        fout = oorzaak.tekst
    return Rij(
        regel=regel,
        code=activiteit.code,
        titel=vast.get("titel", activiteit.titel),
        pakket=vast.get("pakket", activiteit.pakket),
        eenheid=vast.get("eenheid", activiteit.eenheid),
        prijs=afnameprijzen.prijs_van(regel=regel),
        bedrag=None if bedragen is None else sum(bedragen, NUL),
        fout=fout,
        vorig=vorig,
    )


def heeft_vaste_hoeveelheid(rij: Rij) -> bool:
    """Whether the quantity is no choice: a fixed amount a year, or the known number of inwoners."""
    return rij.eenheid == Eenheid.VAST or (rij.eenheid == Eenheid.INWONER and bool(rij.regel.herkomst))
