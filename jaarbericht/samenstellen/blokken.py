"""Which blocks a gemeente gets, and their text: conditions first, then variants, then placeholders."""

from collections.abc import Callable

from catalogus.models import Functie, Vestigingssoort
from jaarbericht.models import Blok, Hoofdstuk, Tekstvariant, Verhaal
from jaarbericht.samenstellen.bron import Bron

Soort = Blok.Soort


def van_hoofdstuk(rijen: list, hoofdstuk: Hoofdstuk) -> list:
    """What belongs to the programmalijn of a chapter; a chapter without one tells of all."""
    return [rij for rij in rijen if hoofdstuk.programmalijn_id in {None, rij.programmalijn_id}]


def verhalen_van(bron: Bron, hoofdstuk: Hoofdstuk, blok: Blok | None) -> list[Verhaal]:
    """Stories that belong to a block: those of its campaign, else the loose ones of the chapter."""
    if blok is not None and blok.soort == Soort.CAMPAGNE:
        return [v for v in bron.verhalen if v.campagne_id == blok.campagne_id]
    eigen = van_hoofdstuk(bron.verhalen, hoofdstuk)
    getoond = {
        b.campagne_id
        for h in bron.hoofdstukken
        for b in h.blokken.all()
        if b.soort == Soort.CAMPAGNE and b.gemeente_id in {None, bron.gemeente.pk}
    }
    return [v for v in eigen if v.campagne_id not in getoond]


def geldt(bron: Bron, voorwaarde: str, hoofdstuk: Hoofdstuk, blok: Blok | None) -> bool:
    """functie:CODE (a location has it), heeft:verhalen|citaten|feiten|partners (in the chapter), cijfer:CODE (not 0)."""
    soort, _, sleutel = voorwaarde.partition(":")
    if not soort:
        return True
    if soort == "functie" and sleutel in {*Functie.values, *Vestigingssoort.values}:
        return any(sleutel in {*beeld.functies, beeld.soort} for beeld in bron.locaties)
    if soort == "heeft":
        tellers: dict[str, Callable[[], list]] = {
            "verhalen": lambda: verhalen_van(bron, hoofdstuk, blok),
            "citaten": lambda: van_hoofdstuk(bron.citaten, hoofdstuk),
            "feiten": lambda: van_hoofdstuk(bron.feiten, hoofdstuk),
            "partners": lambda: bron.partners,
        }
        if sleutel in tellers:
            return bool(tellers[sleutel]())
    if soort == "cijfer" and sleutel in bron.cijfers.indicatoren:
        return bool(bron.cijfers.voor_rapport(sleutel, jaar=bron.jaar, gemeente=bron.gemeente).waarde)
    bron.gebreken.append(f"{hoofdstuk.titel}: de voorwaarde ‘{voorwaarde}’ bestaat niet. Pas haar aan.")
    return True


def getoonde_blokken(bron: Bron, hoofdstuk: Hoofdstuk) -> list[tuple[Blok, Tekstvariant | None]]:
    """Blocks that this gemeente gets, with its variant: what a condition or a variant takes away is not among them."""
    if not geldt(bron, hoofdstuk.voorwaarde, hoofdstuk, None):
        return []
    uit = []
    for blok in hoofdstuk.blokken.all():
        if blok.gemeente_id not in {None, bron.gemeente.pk} or not geldt(bron, blok.voorwaarde, hoofdstuk, blok):
            continue
        variant = blok.eigen[0] if blok.eigen else None
        if variant is None or variant.wijze != Tekstvariant.Wijze.WEGLATEN:
            uit.append((blok, variant))
    return uit


def blokken_met_tekst(bron: Bron, hoofdstuk: Hoofdstuk) -> list[tuple[Blok, str]]:
    """The blocks with their resolved html: first the condition, then the variant, then placeholders."""
    uit = []
    for blok, variant in getoonde_blokken(bron, hoofdstuk):
        tekst = blok.tekst
        if variant:
            teksten: dict[str, str] = {
                Tekstvariant.Wijze.VERVANGEN: variant.tekst,
                Tekstvariant.Wijze.AANVULLEN_VOOR: f"{variant.tekst}{blok.tekst}",
                Tekstvariant.Wijze.AANVULLEN_NA: f"{blok.tekst}{variant.tekst}",
            }
            tekst = teksten[variant.wijze]
        uit.append((blok, bron.tekst(tekst, waar_staat(hoofdstuk, blok))))
    return uit


def waar_staat(hoofdstuk: Hoofdstuk, blok: Blok) -> str:
    return f"Hoofdstuk ‘{hoofdstuk.titel}’, blok ‘{blok.titel or blok.sleutel}’"
