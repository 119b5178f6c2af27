"""Which placeholders there are: those of a year, to refuse others on saving, and the list a writer picks from."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from re import sub

from catalogus.models import Indicator, Scope, Term
from jaarbericht.models import Hoofdstuk
from jaarbericht.regels.teksten import Onbekend
from jaarbericht.velden import AANTALLEN, BEGRIPPEN, LIJSTEN, Kader, bestaande_soort, los_op

CIJFERSOORTEN = {"cijfer": "Cijfer van dit jaar", "vorig": "Cijfer van vorig jaar", "groei": "Groei sinds vorig jaar"}
JAREN = {"dit": "dit jaar", "vorig": "vorig jaar", "volgend": "volgend jaar"}


@dataclass(frozen=True)
class Veld:
    """A placeholder to pick. `waarde` is what it becomes for the gemeente; without one `reden` says why."""

    veld: str
    groep: str
    naam: str
    waarde: str
    reden: str


def bekend(*, jaar: int, in_verhaal: bool = False) -> Callable[[str], None]:
    """Raises Onbekend for a placeholder that no report of this year knows, whatever the gemeente."""
    scopes = {indicator.code: set(indicator.scopes) for indicator in Indicator.objects.all()}
    sleutels: dict[str, set[str]] = {
        "gemeente": {"naam"},
        "jaar": set(JAREN),
        "aantal": set(AANTALLEN),
        "lijst": set(LIJSTEN),
        "term": {*BEGRIPPEN, *Term.objects.values_list("begrip", flat=True)},
        "pagina": {*Hoofdstuk.objects.filter(opzet__jaar=jaar).values_list("sleutel", flat=True)},
        "verhaal": {"deelnames"} if in_verhaal else set(),
    }

    def keur(veld: str) -> None:
        bestaande_soort(veld)
        soort, _, sleutel = veld.partition(":")
        if soort in CIJFERSOORTEN:
            _keur_cijfer(scopes, sleutel)
        elif soort == "verhaal" and not in_verhaal:
            raise Onbekend("dit kan alleen in een verhaal")
        elif sleutel not in sleutels[soort]:
            raise Onbekend(f"‘{sleutel}’ bestaat niet; kies een van {', '.join(sorted(sleutels[soort]))}")

    return keur


def _keur_cijfer(scopes: dict[str, set[str]], sleutel: str) -> None:
    code, apart, scope = sleutel.partition("@")
    if code not in scopes:
        raise Onbekend(f"er is geen indicator ‘{code}’")
    if apart and scope not in scopes[code]:
        raise Onbekend(f"‘{code}’ kent geen cijfer per {scope or 'niets'}")


def namen() -> Callable[[str], str]:
    """What a placeholder is called where its value is not known, such as in a comparison of texts."""
    indicatoren = dict(Indicator.objects.values_list("code", "naam"))
    vast = {"gemeente:naam": "naam van de gemeente"}
    vast |= {f"jaar:{sleutel}": naam for sleutel, naam in JAREN.items()}
    vast |= {f"aantal:{sleutel}": naam for sleutel, naam in AANTALLEN.items()}
    vast |= {f"lijst:{sleutel}": naam for sleutel, naam in LIJSTEN.items()}
    voor = {"cijfer": "", "vorig": "vorig jaar: ", "groei": "groei: "}

    def noem(veld: str) -> str:
        soort, _, sleutel = veld.partition(":")
        code, _, scope = sleutel.partition("@")
        if soort in voor and code in indicatoren:
            return f"{voor[soort]}{indicatoren[code]}{f', {scope}' if scope else ''}"
        return vast.get(veld) or (BEGRIPPEN.get(sleutel, sleutel) if soort == "term" else veld)

    return noem


def keuzes(*, kader: Kader) -> list[Veld]:
    """All placeholders for running text, with what they become in this report."""
    return [_veld(kader, veld, groep, naam) for veld, groep, naam in _alle(kader)]


def _alle(kader: Kader) -> Iterator[tuple[str, str, str]]:
    yield "gemeente:naam", "Gemeente en jaar", "naam van de gemeente"
    for sleutel, naam in JAREN.items():
        yield f"jaar:{sleutel}", "Gemeente en jaar", naam
    for sleutel, naam in AANTALLEN.items():
        yield f"aantal:{sleutel}", "Aantallen en lijsten", naam
    for sleutel, naam in LIJSTEN.items():
        yield f"lijst:{sleutel}", "Aantallen en lijsten", naam
    for sleutel in sorted({*BEGRIPPEN, *kader.termen}):
        yield f"term:{sleutel}", "Woorden van de gemeente", BEGRIPPEN.get(sleutel, sleutel)
    for soort, groep in CIJFERSOORTEN.items():
        for indicator in kader.cijfers.indicatoren.values():
            eerste = Scope.GEMEENTE if Scope.GEMEENTE in indicator.scopes else indicator.scopes[0]
            yield f"{soort}:{indicator.code}", groep, f"{indicator}"
            for scope in indicator.scopes:
                if scope != eerste:
                    yield f"{soort}:{indicator.code}@{scope}", groep, f"{indicator}, {scope}"
    for sleutel in sorted(kader.paginas):
        yield f"pagina:{sleutel}", "Verwijzing naar een pagina", f"pagina van {sleutel}"


def _veld(kader: Kader, veld: str, groep: str, naam: str) -> Veld:
    try:
        waarde, reden = los_op(kader, veld), ""
    except Onbekend as fout:
        waarde, reden = "", str(fout)
    if veld.startswith("pagina:"):
        waarde = "paginanummer"
    return Veld(veld, groep, naam, sub(r"<[^>]*>", "", waarde), reden)
