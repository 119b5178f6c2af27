"""A price in plain sentences with its numbers: enough to explain it in a minute."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from catalogus.models import Activiteit, Deel, Editie, Eenheid, Grondslag, Kostenregel, Prijsvorm
from catalogus.opmaak import afronden, euro, getal, hoeveelheid, met_teken, opsomming, procent
from catalogus.regels import kostenstand
from catalogus.regels.kostenbeeld import Splitsing, Verschil
from catalogus.regels.kostenlijst import Kostenrij
from catalogus.regels.kostenstand import Kostenstand
from catalogus.regels.kostprijs import Deelprijs
from catalogus.regels.prijswoorden import met_eenheid, staffeluitleg


@dataclass(frozen=True)
class Uitlegdeel:
    """A heading with the sentences below it."""

    kop: str
    zinnen: tuple[str, ...]


def uitleg(*, rij: Kostenrij, stand: Kostenstand, splitsing: Sequence[Splitsing]) -> list[Uitlegdeel]:
    """What it costs, what that is made of, who pays along, and what changed since last year."""
    delen = [Uitlegdeel("Wat kost het?", tuple(_wat_kost_het(rij)))]
    for sleutel, deel in ((Deel.EENHEID, rij.uitkomst.kosten.eenheid), (Deel.VAST, rij.uitkomst.kosten.vast)):
        if deel.kosten:
            delen.append(Uitlegdeel(_kop(rij.activiteit, sleutel), tuple(_opbouw(rij.activiteit, stand, sleutel, deel))))
    if verschil := _sinds_vorig_jaar(rij, stand, splitsing):
        delen.append(Uitlegdeel(f"Wat is anders dan in {stand.editie.jaar - 1}?", tuple(verschil)))
    return delen


def _kop(activiteit: Activiteit, deel: str) -> str:
    if deel == Deel.VAST:
        return "Waar is het vaste deel voor?"
    return (
        "Waar bestaat het uit?"
        if activiteit.eenheid == Eenheid.VAST
        else f"Waar bestaat één {activiteit.get_eenheid_display()} uit?"
    )


def _wat_kost_het(rij: Kostenrij) -> list[str]:
    activiteit, prijs = rij.activiteit, rij.prijs
    jaar = activiteit.editie.jaar
    if prijs is None:
        return [f"{activiteit.titel} heeft voor {jaar} nog geen prijs.", *rij.uitkomst.fouten]
    if activiteit.prijsvorm == Prijsvorm.INBEGREPEN:
        return [f"{activiteit.titel} is in {jaar} inbegrepen: een gemeente betaalt er niet apart voor."]
    zinnen = []
    if prijs.staffel:
        per = "elke locatie" if prijs.grondslag == Grondslag.LOCATIE else "de gemeente"
        zinnen.append(f"De prijs hangt af van de klasse waarin {per} valt. Hij begint bij {rij.woorden.bedrag}.")
        zinnen.append(staffeluitleg(prijs=prijs, eenheid=activiteit.eenheid))
    else:
        if prijs.per_eenheid or not prijs.vast:
            zinnen.append(
                f"{activiteit.titel} kost in {jaar} {euro(prijs.per_eenheid, activiteit.prijsdecimalen)} {_per(activiteit)}."
            )
        if prijs.vast:
            wat = "Daarnaast betaalt een gemeente" if prijs.per_eenheid else f"{activiteit.titel} kost een gemeente in {jaar}"
            zinnen.append(f"{wat} {euro(prijs.vast)} per jaar, hoe vaak zij het ook kiest.")
    if activiteit.verwachte_hoeveelheid and activiteit.eenheid != Eenheid.VAST:
        aantal = met_eenheid(aantal=activiteit.verwachte_hoeveelheid, eenheid=activiteit.eenheid)
        zinnen.append(f"We verwachten in {jaar} {aantal} bij {getal(activiteit.verwachte_afnemers)} gemeenten.")
    if activiteit.prijsvorm in {Prijsvorm.STAFFEL, Prijsvorm.VAST_BEDRAG}:
        zinnen.append("De prijs is vooraf afgesproken. Hieronder staat wat het ons kost.")
    return zinnen


def _per(activiteit: Activiteit) -> str:
    return "per jaar" if activiteit.eenheid == Eenheid.VAST else f"per {activiteit.get_eenheid_display()}"


def _opbouw(activiteit: Activiteit, stand: Kostenstand, sleutel: str, deel: Deelprijs) -> list[str]:
    decimalen = activiteit.prijsdecimalen if sleutel == Deel.EENHEID else 2
    rijen = [
        (regel, bedrag)
        for regel, bedrag, _ in kostenstand.regelbedragen(activiteit=activiteit, tarieven=stand.tarieven)
        if regel.deel == sleutel and bedrag is not None
    ]
    zinnen = [_uren(regel, bedrag, stand, decimalen) for regel, bedrag in rijen if regel.soort == Kostenregel.Soort.UREN]
    zinnen += [
        f"{str(regel)[:1].upper()}{str(regel)[1:]}: {_maal(regel)}{euro(bedrag, decimalen)}."
        for regel, bedrag in rijen
        if regel.soort != Kostenregel.Soort.UREN
    ]
    if deel.opslag:
        zinnen.append(f"Organisatiekosten: {euro(deel.opslag, decimalen)}. {_opslag(stand, deel)}")
    bronnen = {dekking.bron_id: dekking.bron for dekking in activiteit.dekkingen.all()}
    zinnen += [f"{bronnen[pk]} betaalt {euro(bedrag, decimalen)} mee." for pk, bedrag in deel.dekkingen if bedrag]
    if activiteit.prijsvorm == Prijsvorm.KOSTPRIJS:
        rest = "Wat overblijft, betaalt de gemeente" if deel.dekking else "Samen is dat"
        zinnen.append(f"{rest}: {euro(afronden(deel.prijs, decimalen), decimalen)}.")
    return zinnen


def _uren(regel: Kostenregel, bedrag: Decimal, stand: Kostenstand, decimalen: int) -> str:
    wat = f"{regel.functiegroep}{': ' + regel.omschrijving[:1].lower() + regel.omschrijving[1:] if regel.omschrijving else ''}"
    tarief = stand.tarieven[regel.functiegroep_id or 0]
    return f"{wat}, {hoeveelheid(regel.hoeveelheid)} uur van {euro(tarief)}: {euro(bedrag, decimalen)}."


def _maal(regel: Kostenregel) -> str:
    if regel.hoeveelheid == 1:
        return ""
    prijs = regel.prijs or Decimal(0)
    return f"{hoeveelheid(regel.hoeveelheid)} × {euro(prijs, 2 if prijs == afronden(prijs, 2) else 4)} is "


def _opslag(stand: Kostenstand, deel: Deelprijs) -> str:
    waarvoor = "Dat is een deel van gebouwen, systemen en leiding"
    if stand.editie.opslagmethode == Editie.Opslagmethode.PERCENTAGE:
        return f"{waarvoor}: {hoeveelheid(stand.editie.opslagpercentage)}% van het bedrag hierboven."
    return f"{waarvoor}: {euro(stand.opslag.per_uur)} voor elk van de {hoeveelheid(deel.uren)} uren."


def _sinds_vorig_jaar(rij: Kostenrij, stand: Kostenstand, splitsing: Sequence[Splitsing]) -> list[str]:
    """Classes are not told one by one: their table stands beside it."""
    if not rij.verschillen or (rij.prijs and rij.prijs.staffel):
        return []
    zinnen = [_verschil(verschil, stand.editie.jaar - 1, rij.activiteit.prijsdecimalen) for verschil in rij.verschillen]
    return zinnen + [zin for deel in splitsing if (zin := _waardoor(deel, rij.activiteit))]


def _verschil(verschil: Verschil, jaar: int, decimalen: int) -> str:
    toen = euro(verschil.toen, decimalen)
    if verschil.nu == verschil.toen:
        return f"{verschil.naam}: gelijk gebleven, {toen}."
    if verschil.procent is None:
        return f"{verschil.naam}: in {jaar} was dat {toen}."
    richting = "meer" if verschil.nu > verschil.toen else "minder"
    return f"{verschil.naam}: {procent(abs(verschil.procent))} {richting} dan in {jaar}, toen {toen}."


def _waardoor(deel: Splitsing, activiteit: Activiteit) -> str:
    """The two posts that changed most."""
    veranderd = [(post, post.nu - post.toen) for post in deel.posten if post.toen is not None and post.nu != post.toen]
    groot = sorted(veranderd, key=lambda paar: -abs(paar[1]))[:2]
    if not groot:
        return ""
    woorden = [f"{post.naam.lower()} ({met_teken(euro(meer, deel.decimalen), meer)})" for post, meer in groot]
    waar = "in het vaste deel" if deel.sleutel == Deel.VAST else _per(activiteit)
    return f"Het verschil {waar} komt vooral door {opsomming(woorden)}."
