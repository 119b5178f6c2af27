"""An edition, or a selection of it, as the content of a printed catalogue: frozen records, every query in one place."""

import datetime
import re
from dataclasses import dataclass

from django.conf import settings

from catalogus.models import Activiteit, Editie, Pakket, Prijs
from catalogus.opmaak import euro
from catalogus.regels import prijswoorden, uitleg
from catalogus.regels.kaarten import Kaart
from catalogus.regels.kostprijs import Prijsgegevens
from catalogus.regels.tekst import schoon

_KOP = re.compile(r"(</?)h3\b")


@dataclass(frozen=True)
class Boekactiviteit:
    """One activity. Texts are plain, except `tekst` (safe HTML); price and classes are empty in a book without prices."""

    code: str
    titel: str
    ouder: str  # title of the activity it is a part of
    pakket: str
    nieuw: bool
    samenvatting: str
    tekst: str
    voor: tuple[str, ...]
    doel: str
    effect: str
    meten: str
    eenheid: str
    prijs: str
    klassen: tuple[tuple[str, str], ...]
    klassenuitleg: str
    foto: str  # name in the storage
    foto_alt: str

    @property
    def sleutel(self) -> str:
        return f"a-{self.code.lower()}"


@dataclass(frozen=True)
class Boeklijn:
    nummer: int
    naam: str
    kleur: str
    inleiding: str  # safe HTML
    activiteiten: tuple[Boekactiviteit, ...]


@dataclass(frozen=True)
class Boek:
    """selectie: what was filtered on, in words; empty for the whole edition."""

    jaar: int
    organisatie: str
    met_prijzen: bool
    concept: bool
    datum: datetime.date
    selectie: tuple[str, ...]
    lijnen: tuple[Boeklijn, ...]

    @property
    def aantal(self) -> int:
        return sum(len(lijn.activiteiten) for lijn in self.lijnen)


def stel_samen(
    *, editie: Editie, kaarten: list[Kaart], met_prijzen: bool, vandaag: datetime.date, selectie: tuple[str, ...] = ()
) -> Boek:
    """The activities of `kaarten`, by programmalijn; parts follow their parent. Two queries, one without prices."""
    gekozen = {kaart.pk: kaart for kaart in kaarten}
    rijen = Activiteit.objects.filter(editie=editie).select_related("programmalijn", "realisatieindicator", "ouder")
    activiteiten = [rij for rij in rijen if rij.pk in gekozen]
    prijzen: dict[int, Prijsgegevens] = {}
    if met_prijzen:
        for prijs in Prijs.objects.filter(activiteit__editie=editie).order_by("versie"):
            prijzen[prijs.activiteit_id] = prijswoorden.gegevens_van(prijs=prijs)
    lijnen = {rij.programmalijn_id: rij.programmalijn for rij in activiteiten}
    return Boek(
        jaar=editie.jaar,
        organisatie=settings.ORGANISATIE,
        met_prijzen=met_prijzen,
        concept=editie.status == Editie.Status.CONCEPT,
        datum=vandaag,
        selectie=selectie,
        lijnen=tuple(
            Boeklijn(
                nummer=lijn.nummer,
                naam=lijn.naam,
                kleur=lijn.kleur,
                inleiding=schoon(tekst=lijn.inleiding or lijn.doel),
                activiteiten=tuple(
                    _activiteit(rij, gekozen[rij.pk], met_prijzen, prijzen.get(rij.pk))
                    for rij in sorted((a for a in activiteiten if a.programmalijn_id == lijn.pk), key=_volgorde)
                ),
            )
            for lijn in sorted(lijnen.values(), key=lambda lijn: lijn.nummer)
        ),
    )


def _volgorde(activiteit: Activiteit) -> tuple:
    ouder = activiteit.ouder or activiteit
    return ouder.titel, ouder.code, activiteit.ouder_id is not None, activiteit.titel


def _activiteit(rij: Activiteit, kaart: Kaart, met_prijzen: bool, prijs: Prijsgegevens | None) -> Boekactiviteit:
    klassen = prijswoorden.staffelklassen(prijs=prijs, eenheid=rij.eenheid) if prijs and prijs.staffel else []
    gemeten = uitleg.meting(activiteit=rij)
    return Boekactiviteit(
        code=rij.code,
        titel=rij.titel,
        ouder=rij.ouder.titel if rij.ouder else "",
        pakket=str(Pakket(rij.pakket).label),
        nieuw=kaart.nieuw,
        samenvatting=rij.samenvatting,
        tekst=_KOP.sub(r"\1h4", schoon(tekst=rij.omschrijving)),
        voor=tuple(f"{g.naam} ({g.leeftijd})" if g.leeftijd else g.naam for g in kaart.doelgroepen),
        doel=rij.doel,
        effect=rij.beoogd_effect,
        meten=" ".join(deel for deel in (rij.resultaat, f"We tellen: {gemeten}." if gemeten else "") if deel),
        eenheid=_eenheid(rij, kaart),
        prijs=str(kaart.woorden) if met_prijzen else "",
        klassen=tuple((woorden, euro(bedrag)) for woorden, bedrag in klassen),
        klassenuitleg=prijswoorden.staffeluitleg(prijs=prijs, eenheid=rij.eenheid) if prijs and klassen else "",
        foto=rij.foto.name or "",
        foto_alt=rij.foto_alt,
    )


def _eenheid(rij: Activiteit, kaart: Kaart) -> str:
    """In what it is taken, with its limits; empty for a parent, whose parts are taken."""
    if kaart.is_ouder:
        return ""
    per = rij.get_eenheid_display() if rij.eenheid == "vast" else f"per {rij.get_eenheid_display()}"
    grenzen = uitleg.grenzen(activiteit=rij)
    return f"{per}, {grenzen}" if grenzen else per
