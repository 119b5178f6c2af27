"""What if: one activity at other tariffs, hours or quantities, beside what it is now. Nothing is saved."""

from dataclasses import dataclass, field
from decimal import Decimal

from catalogus.models import Activiteit, Deel, Functiegroep, Kostenregel
from catalogus.regels import kostenbeeld, kostenstand, kostprijs
from catalogus.regels.kostenbeeld import Jaar
from catalogus.regels.kostenstand import Kostenstand, Uitkomst
from catalogus.regels.kostprijs import NUL, Prijsgegevens


@dataclass(frozen=True)
class Aanname:
    """What is supposed: euro per hour per pk of functiegroep, hours of each part, expected gemeenten and quantity."""

    tarieven: dict[int, Decimal] = field(default_factory=dict)
    uren: dict[str, Decimal] = field(default_factory=dict)  # per Deel
    gemeenten: Decimal | None = None
    aantal: Decimal | None = None

    def __bool__(self):
        return bool(self.tarieven or self.uren or self.gemeenten is not None or self.aantal is not None)


@dataclass(frozen=True)
class WatAls:
    """Now and supposed. `vast_gehouden` is the year at supposed costs and quantities but the price of now."""

    nu: Prijsgegevens | None
    dan: Prijsgegevens | None
    jaar_nu: Jaar
    jaar_dan: Jaar
    vast_gehouden: Jaar


def functiegroepen(*, activiteit: Activiteit) -> list[Functiegroep]:
    """Whose hours the activity needs, by name."""
    groepen = {r.functiegroep_id: r.functiegroep for r in activiteit.kostenregels.all() if r.functiegroep_id and _uren(r)}
    return sorted((groep for groep in groepen.values() if groep), key=lambda groep: groep.naam)


def _uren(regel: Kostenregel) -> bool:
    return regel.soort == Kostenregel.Soort.UREN


def reken(*, stand: Kostenstand, nu: Uitkomst, prijs: Prijsgegevens | None, aanname: Aanname) -> WatAls:
    """`nu` is the activity as it is, `prijs` its price (published after opening). Hours are scaled over the lines of a part.

    Where organisation costs are spread and the rate is not frozen, other hours or quantities change the spread too.
    """
    activiteit = nu.activiteit
    anders = kostenstand.met_regels(
        activiteit=activiteit,
        kostenregels=[_geschaald(regel, activiteit, aanname) for regel in activiteit.kostenregels.all()],
        verwachte_afnemers=activiteit.verwachte_afnemers if aanname.gemeenten is None else aanname.gemeenten,
        verwachte_hoeveelheid=activiteit.verwachte_hoeveelheid if aanname.aantal is None else aanname.aantal,
    )
    dan_stand = kostenstand.met_activiteit(stand=stand, activiteit=anders)
    dan_stand = kostenstand.met_tarieven(stand=dan_stand, tarieven=aanname.tarieven)
    dan = kostenstand.uitkomst(stand=dan_stand, activiteit=anders)

    def jaar(uitkomst: Uitkomst, tegen: Prijsgegevens | None) -> Jaar:
        return kostenbeeld.jaar(
            kosten=uitkomst.kosten,
            prijs=tegen,
            gemeenten=Decimal(uitkomst.activiteit.verwachte_afnemers),
            aantal=Decimal(uitkomst.activiteit.verwachte_hoeveelheid),
        )

    return WatAls(prijs, dan.prijs, jaar(nu, prijs), jaar(dan, dan.prijs), jaar(dan, prijs))


def _geschaald(regel: Kostenregel, activiteit: Activiteit, aanname: Aanname) -> Kostenregel:
    if not _uren(regel) or regel.deel not in aanname.uren or regel.hoeveelheid is None:
        return regel
    samen = kostprijs.uren(activiteit=activiteit, deel=regel.deel)
    hoeveelheid = regel.hoeveelheid * aanname.uren[regel.deel] / samen if samen else NUL
    return Kostenregel(
        activiteit=activiteit,
        soort=regel.soort,
        omschrijving=regel.omschrijving,
        functiegroep=regel.functiegroep,
        deel=regel.deel,
        hoeveelheid=hoeveelheid,
    )


def uren_nu(*, activiteit: Activiteit) -> dict[str, Decimal]:
    """Hours per part, of the parts that have any: those can be supposed otherwise."""
    uren = {deel: kostprijs.uren(activiteit=activiteit, deel=deel) for deel in (Deel.EENHEID, Deel.VAST)}
    return {deel: aantal for deel, aantal in uren.items() if aantal}
