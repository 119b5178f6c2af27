"""From cost lines to a price: direct costs, opslag, dekking, and what a quantity costs.

All amounts are euro as Decimal, unrounded until a price is published; fixed and per-unit parts are kept apart throughout.
"""

from dataclasses import dataclass, field
from decimal import Decimal

from catalogus.fouten import RegelFout
from catalogus.models import Activiteit, Deel, Editie, Eenheid, Financieringsbron, Kostenregel, Pakket, Prijsvorm
from catalogus.opmaak import afronden, hoeveelheid
from catalogus.regels.verdelen import sluitend, verdeel

NUL = Decimal(0)
POSTEN = ["personeel", "materiaal", "inkoop", "reis", "huisvesting", "overig", "organisatiekosten", "dekking"]
GEPRIJSD = {Prijsvorm.KOSTPRIJS, Prijsvorm.VAST_BEDRAG, Prijsvorm.STAFFEL}


@dataclass(frozen=True)
class Opslag:
    """Share of organisation costs: a fraction of direct costs, or euro per hour. One of both is zero."""

    fractie: Decimal = NUL
    per_uur: Decimal = NUL


@dataclass(frozen=True)
class Deelprijs:
    """Cost of the fixed part, or of one unit."""

    uren: Decimal
    posten: dict[str, Decimal]  # per soort of kostenregel
    opslag: Decimal
    dekkingen: tuple[tuple[int, Decimal], ...] = ()  # (pk of bron, used)
    ongebruikt: Decimal = NUL  # cover that was larger than the costs

    @property
    def direct(self) -> Decimal:
        return sum(self.posten.values(), NUL)

    @property
    def dekking(self) -> Decimal:
        return sum((bedrag for _, bedrag in self.dekkingen), NUL)

    @property
    def kosten(self) -> Decimal:
        return self.direct + self.opslag

    @property
    def prijs(self) -> Decimal:
        return self.kosten - self.dekking


@dataclass(frozen=True)
class Kostprijs:
    vast: Deelprijs
    eenheid: Deelprijs


@dataclass(frozen=True)
class Prijsgegevens:
    """A price as it is published. `opbouw` maps vast/eenheid to rows of post and amount that add up to the price."""

    vast: Decimal = NUL
    per_eenheid: Decimal = NUL
    opbouw: dict = field(default_factory=dict)
    grondslag: str = ""
    staffel: tuple[tuple[Decimal | None, Decimal], ...] = ()


def regelkosten(*, regel: Kostenregel, tarieven: dict[int, Decimal]) -> Decimal:
    """Euro of one cost line: quantity × tariff or price. Missing tariff, quantity or price is an error that names the line."""
    waar = f"‘{regel}’ van {regel.activiteit.code}"
    if regel.hoeveelheid is None:
        raise RegelFout(f"Bij kostenregel {waar} ontbreekt de hoeveelheid. Vul die in.", code="hoeveelheid-ontbreekt")
    if regel.soort == Kostenregel.Soort.UREN:
        if regel.functiegroep_id not in tarieven:
            raise RegelFout(
                f"Voor kostenregel {waar} is er geen tarief van functiegroep {regel.functiegroep} "
                f"in editie {regel.activiteit.editie.jaar}. Vul dat tarief in.",
                code="tarief-ontbreekt",
            )
        return regel.hoeveelheid * tarieven[regel.functiegroep_id]
    if regel.prijs is None:
        raise RegelFout(f"Bij kostenregel {waar} ontbreekt de prijs. Vul die in.", code="prijs-ontbreekt")
    return regel.hoeveelheid * regel.prijs


def uren(*, activiteit: Activiteit, deel: str) -> Decimal:
    """Hours of the fixed part or per unit."""
    return sum(
        (
            regel.hoeveelheid or NUL
            for regel in activiteit.kostenregels.all()
            if regel.soort == Kostenregel.Soort.UREN and regel.deel == deel
        ),
        NUL,
    )


def _deelprijs(activiteit: Activiteit, deel: str, tarieven: dict[int, Decimal], opslag: Opslag) -> Deelprijs:
    posten: dict[str, Decimal] = {}
    for regel in activiteit.kostenregels.all():
        if regel.deel == deel:
            posten[regel.soort] = posten.get(regel.soort, NUL) + regelkosten(regel=regel, tarieven=tarieven)
    aantal_uren = uren(activiteit=activiteit, deel=deel)
    direct = sum(posten.values(), NUL)
    toeslag = direct * opslag.fractie + aantal_uren * opslag.per_uur
    # Money that the gemeente receives itself pays the price, it does not lower it.
    dekkingen = [
        d for d in activiteit.dekkingen.all() if d.deel == deel and d.bron.ontvanger != Financieringsbron.Ontvanger.GEMEENTE
    ]
    rest, gebruikt, ongebruikt = direct + toeslag, [], NUL
    for bron, bedrag in [(d.bron_id, d.bedrag) for d in dekkingen if d.bedrag is not None]:
        neem = min(bedrag, rest)
        gebruikt.append((bron, neem))
        ongebruikt += bedrag - neem
        rest -= neem
    na_bedragen = rest
    for bron, percentage in [(d.bron_id, d.percentage) for d in dekkingen if d.percentage is not None]:
        gevraagd = na_bedragen * percentage / 100
        neem = min(gevraagd, rest)
        gebruikt.append((bron, neem))
        ongebruikt += gevraagd - neem
        rest -= neem
    return Deelprijs(aantal_uren, posten, toeslag, tuple(gebruikt), ongebruikt)


def bereken(*, activiteit: Activiteit, tarieven: dict[int, Decimal], opslag: Opslag) -> Kostprijs:
    """Cost price of an activity, whatever its price form. Uses prefetched kostenregels and dekkingen with their bron."""
    return Kostprijs(
        vast=_deelprijs(activiteit, Deel.VAST, tarieven, opslag),
        eenheid=_deelprijs(activiteit, Deel.EENHEID, tarieven, opslag),
    )


def telt_mee_in_spreiding(activiteit: Activiteit, ouders: set[int]) -> bool:
    """Whether organisation costs are spread over this activity: priced, no maatwerk, no parent of others."""
    return activiteit.prijsvorm in GEPRIJSD and activiteit.pakket != Pakket.MAATWERK and activiteit.pk not in ouders


def spreidingsuren(*, activiteiten: list[Activiteit]) -> dict[int, Decimal]:
    """Weight in hours per activity: fixed hours × expected gemeenten + hours per unit × expected quantity."""
    ouders = {activiteit.ouder_id for activiteit in activiteiten if activiteit.ouder_id}
    return {
        activiteit.pk: uren(activiteit=activiteit, deel=Deel.VAST) * activiteit.verwachte_afnemers
        + uren(activiteit=activiteit, deel=Deel.EENHEID) * activiteit.verwachte_hoeveelheid
        for activiteit in activiteiten
        if telt_mee_in_spreiding(activiteit, ouders)
    }


def spreiding(*, organisatiekosten: Decimal, activiteiten: list[Activiteit]) -> dict[int, Decimal]:
    """Share of the organisation costs per activity in whole cents; adds up to the total exactly. Error without any hours."""
    gewichten = spreidingsuren(activiteiten=activiteiten)
    delen = verdeel(bedrag=organisatiekosten, gewichten=list(gewichten.values()))
    return dict(zip(gewichten, delen, strict=True))


def opslag_van(*, editie: Editie, activiteiten: list[Activiteit]) -> Opslag:
    """Opslag of an edition: its percentage, the rate frozen at opening, or the rate that follows from the hours now."""
    if editie.opslagmethode == Editie.Opslagmethode.PERCENTAGE:
        return Opslag(fractie=editie.opslagpercentage / 100)
    if editie.opslagtarief is not None:
        return Opslag(per_uur=editie.opslagtarief)
    totaal = sum(spreidingsuren(activiteiten=activiteiten).values(), NUL)
    if totaal <= 0:
        verdeel(bedrag=editie.organisatiekosten, gewichten=[])
    return Opslag(per_uur=editie.organisatiekosten / totaal)


def _opbouw(deel: Deelprijs, prijs: Decimal, decimalen: int) -> list[dict[str, str]]:
    bedragen = dict.fromkeys(POSTEN, NUL)
    for soort, bedrag in deel.posten.items():
        bedragen["personeel" if soort == Kostenregel.Soort.UREN else soort] += bedrag
    bedragen["organisatiekosten"] = deel.opslag
    bedragen["dekking"] = -deel.dekking
    namen = [naam for naam, bedrag in bedragen.items() if bedrag]
    rond = sluitend(delen=[bedragen[naam] for naam in namen], totaal=prijs, decimalen=decimalen)
    return [{"post": naam, "bedrag": str(bedrag)} for naam, bedrag in zip(namen, rond, strict=True)]


def prijsgegevens(*, activiteit: Activiteit, kostprijs: Kostprijs) -> Prijsgegevens:
    """The price to publish: two decimals, four per inwoner. Op aanvraag has none, so it may not be asked for one."""
    if activiteit.prijsvorm == Prijsvorm.OP_AANVRAAG:
        raise RegelFout(
            f"{activiteit.code} is op aanvraag: de prijs staat in een prijsopgave per gemeente.", code="op-aanvraag"
        )
    if activiteit.prijsvorm == Prijsvorm.INBEGREPEN:
        return Prijsgegevens()
    if activiteit.prijsvorm == Prijsvorm.STAFFEL:
        klassen = tuple((s.tot_en_met, s.prijs) for s in activiteit.staffels.all())
        if not klassen:
            raise RegelFout(f"{activiteit.code} heeft geen staffelklassen. Voeg ze toe.", code="staffel-leeg")
        return Prijsgegevens(grondslag=activiteit.grondslag, staffel=_gesorteerd(klassen))
    if activiteit.prijsvorm == Prijsvorm.VAST_BEDRAG:
        if activiteit.bedrag_vast is None and activiteit.bedrag_eenheid is None:
            raise RegelFout(f"{activiteit.code} heeft geen vast bedrag. Vul een bedrag in.", code="bedrag-ontbreekt")
        return Prijsgegevens(
            vast=afronden(activiteit.bedrag_vast or NUL, 2),
            per_eenheid=afronden(activiteit.bedrag_eenheid or NUL, activiteit.prijsdecimalen),
        )
    return als_kostprijs(activiteit=activiteit, kostprijs=kostprijs)


def als_kostprijs(*, activiteit: Activiteit, kostprijs: Kostprijs) -> Prijsgegevens:
    """The costs as a price with its build-up, whatever the price form."""
    vast = afronden(kostprijs.vast.prijs, 2)
    per_eenheid = afronden(kostprijs.eenheid.prijs, activiteit.prijsdecimalen)
    opbouw = {
        "vast": _opbouw(kostprijs.vast, vast, 2),
        "eenheid": _opbouw(kostprijs.eenheid, per_eenheid, activiteit.prijsdecimalen),
    }
    return Prijsgegevens(vast=vast, per_eenheid=per_eenheid, opbouw=opbouw)


def _gesorteerd(klassen):
    return tuple(sorted(klassen, key=lambda klasse: (klasse[0] is None, klasse[0] or NUL)))


def klasseprijs(*, staffel: tuple[tuple[Decimal | None, Decimal], ...], aantal: Decimal) -> Decimal:
    """Price of the class in which `aantal` falls; nothing costs nothing. RegelFout when no class is large enough."""
    if aantal <= 0:
        return NUL
    for tot_en_met, prijs in _gesorteerd(staffel):
        if tot_en_met is None or aantal <= tot_en_met:
            return prijs
    raise RegelFout(
        f"De staffel heeft geen klasse voor {hoeveelheid(aantal)}. Maak een laatste klasse zonder bovengrens.",
        code="geen-klasse",
    )


def bedragen(
    *, prijs: Prijsgegevens, aantal: Decimal, per_locatie: list[Decimal], naam: str = "Deze activiteit"
) -> tuple[Decimal, Decimal]:
    """Euro of the fixed part and of the units of one line, each rounded half-up to the cent once.

    With a staffel the first is zero; per locatie each location pays its own class, so `per_locatie` must then be given.
    """
    if aantal <= 0:
        return NUL, NUL
    if prijs.staffel:
        if prijs.grondslag == "locatie":
            if not per_locatie:
                raise RegelFout(
                    f"{naam} heeft een prijs per locatie. Vul per locatie een aantal in.", code="locaties-ontbreken"
                )
            samen = sum((klasseprijs(staffel=prijs.staffel, aantal=deel) for deel in per_locatie), NUL)
        else:
            samen = klasseprijs(staffel=prijs.staffel, aantal=aantal)
        return NUL, afronden(samen, 2)
    return afronden(prijs.vast, 2), afronden(prijs.per_eenheid * aantal, 2)


def brongebruik(*, activiteiten: list[Activiteit], kostprijzen: dict[int, Kostprijs]) -> dict[int, Decimal]:
    """Euro given out per bron (pk): cover × expected gemeenten for fixed parts, × expected quantity per unit."""
    totaal: dict[int, Decimal] = {}
    for activiteit in activiteiten:
        kostprijs = kostprijzen[activiteit.pk]
        for deel, maal in (
            (kostprijs.vast, Decimal(activiteit.verwachte_afnemers)),
            (kostprijs.eenheid, activiteit.verwachte_hoeveelheid),
        ):
            for bron, bedrag in deel.dekkingen:
                totaal[bron] = totaal.get(bron, NUL) + bedrag * maal
    return totaal


def eenheidsprijs_tekst(*, activiteit: Activiteit) -> str:
    """Words behind an amount: 'per keer', 'per jaar'."""
    return "per jaar" if activiteit.eenheid == Eenheid.VAST else f"per {activiteit.get_eenheid_display()}"
