"""Rounding that adds up: the largest remainder method."""

from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal

from catalogus.fouten import RegelFout
from catalogus.opmaak import afronden


def sluitend(*, delen: list[Decimal], totaal: Decimal, decimalen: int = 2) -> list[Decimal]:
    """Rounds `delen` to `decimalen` so that they add up to `totaal` exactly.

    Each part is rounded down; the units that are left go to the parts with the largest remainders, earlier parts first when
    equal. Parts may be negative. `totaal` must itself have no more than `decimalen` decimals.
    """
    eenheid = Decimal(1).scaleb(-decimalen)
    hele = [(deel / eenheid).to_integral_value(ROUND_FLOOR) for deel in delen]
    resten = [deel / eenheid - heel for deel, heel in zip(delen, hele, strict=True)]
    over = int((totaal / eenheid - sum(hele, Decimal(0))).to_integral_value(ROUND_HALF_UP))
    volgorde = sorted(range(len(delen)), key=lambda i: (-resten[i], i))
    while over and delen:
        stap = 1 if over > 0 else -1
        for i in volgorde if stap > 0 else reversed(volgorde):
            if not over:
                break
            hele[i] += stap
            over -= stap
    return [heel * eenheid for heel in hele]


def verdeel(*, bedrag: Decimal, gewichten: list[Decimal], decimalen: int = 2) -> list[Decimal]:
    """Divides `bedrag` (euro) in proportion to `gewichten`, exactly. RegelFout when the weights are zero in all."""
    samen = sum(gewichten, Decimal(0))
    if samen <= 0:
        raise RegelFout(
            "Er zijn geen uren om de organisatiekosten over te verdelen. "
            "Vul uren en verwachte aantallen in bij de activiteiten.",
            code="geen-uren",
        )
    return sluitend(
        delen=[bedrag * gewicht / samen for gewicht in gewichten],
        totaal=afronden(bedrag, decimalen),
        decimalen=decimalen,
    )
