"""The placeholders that texts may hold: kind, key, and what they become for a gemeente and year."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from catalogus.fouten import RegelFout
from catalogus.models import Gemeente, Scope
from catalogus.opmaak import getal, opsomming, procent
from catalogus.regels.cijfers import Cijfer, Cijfers, cijfertekst, groei
from jaarbericht.regels.teksten import Onbekend, als_tekst

BEGRIPPEN = {
    "leerplein": "Leerplein",
    "ido": "Informatiepunt Digitale Overheid",
    "taalhuis": "Taalhuis",
    "kleintje-bieb": "Kleintje Bieb",
    "servicepunt": "servicepunt",
    "biebfabriek": "BiebFabriek",
}
# What `Kader.aantallen` and `Kader.lijsten` hold, in words.
AANTALLEN = {
    "verhalen": "aantal verhalen",
    "citaten": "aantal citaten",
    "partners": "aantal partners",
    "plaatsen": "aantal plaatsen met een bibliotheek of servicepunt",
    "campagnes": "aantal campagnes met een verhaal",
}
LIJSTEN = {"plaatsen": "plaatsen met een bibliotheek of servicepunt", "deelnemers": "gemeenten die meedoen"}


IN_TITEL = re.compile(r"\{([a-z]+:[a-z]+)\}")
TITELVELDEN = {"gemeente:naam", "jaar:dit", "jaar:vorig", "jaar:volgend"}  # what the title of a chapter or block may name


@dataclass(frozen=True)
class Kader:
    """What a placeholder may look at."""

    gemeente: Gemeente
    jaar: int
    cijfers: Cijfers
    termen: dict[str, str] = field(default_factory=dict)
    aantallen: dict[str, int] = field(default_factory=dict)
    lijsten: dict[str, list[str]] = field(default_factory=dict)
    paginas: frozenset[str] = frozenset()
    deelnames: int | None = None  # of the story that holds the text


def _cijfer(kader: Kader, sleutel: str, jaar: int) -> Cijfer:
    code, _, scope = sleutel.partition("@")
    if code not in kader.cijfers.indicatoren:
        raise Onbekend(f"er is geen indicator ‘{code}’")
    indicator = kader.cijfers.indicatoren[code]
    if scope and scope not in indicator.scopes:
        raise Onbekend(f"‘{indicator}’ kent geen cijfer per {scope}")
    gevraagd = scope or (Scope.GEMEENTE if Scope.GEMEENTE in indicator.scopes else indicator.scopes[0])
    return kader.cijfers.waarde(code, jaar=jaar, scope=gevraagd, gemeente=kader.gemeente)


def _waarde(kader: Kader, sleutel: str, jaar: int) -> str:
    cijfer = _cijfer(kader, sleutel, jaar)
    if cijfer.geen_gegevens:
        raise Onbekend(f"van {cijfer.indicator} over {jaar} zijn er geen gegevens")
    if cijfer.waarde is None:
        raise Onbekend(f"{cijfer.indicator} over {jaar} is niet ingevuld")
    return cijfertekst(cijfer.indicator, cijfer.waarde)


def _groei(kader: Kader, sleutel: str) -> str:
    deel = groei(nu=_cijfer(kader, sleutel, kader.jaar), toen=_cijfer(kader, sleutel, kader.jaar - 1))
    if deel is None:
        raise Onbekend(f"de groei van ‘{sleutel}’ is niet te berekenen; vul beide jaren in")
    return procent(abs(deel))


def _jaar(kader: Kader, sleutel: str) -> str:
    jaren = {"dit": 0, "vorig": -1, "volgend": 1}
    if sleutel not in jaren:
        raise Onbekend("kies jaar:dit, jaar:vorig of jaar:volgend")
    return str(kader.jaar + jaren[sleutel])


def _gemeente(kader: Kader, sleutel: str) -> str:
    if sleutel != "naam":
        raise Onbekend("kies gemeente:naam")
    return kader.gemeente.naam


def _aantal(kader: Kader, sleutel: str) -> str:
    if sleutel not in kader.aantallen:
        raise Onbekend(f"kies een van {', '.join(sorted(kader.aantallen))}")
    return getal(kader.aantallen[sleutel])


def _lijst(kader: Kader, sleutel: str) -> str:
    if sleutel not in kader.lijsten:
        raise Onbekend(f"kies een van {', '.join(sorted(kader.lijsten))}")
    if not kader.lijsten[sleutel]:
        raise Onbekend(f"de lijst ‘{sleutel}’ is leeg")
    return opsomming(kader.lijsten[sleutel])


def _term(kader: Kader, sleutel: str) -> str:
    if sleutel in kader.termen:
        return kader.termen[sleutel]
    if sleutel not in BEGRIPPEN:
        raise Onbekend(f"er is geen term ‘{sleutel}’")
    return BEGRIPPEN[sleutel]


def _verhaal(kader: Kader, sleutel: str) -> str:
    if sleutel != "deelnames":
        raise Onbekend("kies verhaal:deelnames")
    if kader.deelnames is None:
        raise Onbekend("dit verhaal hoort niet bij een uitvoering met deelnames")
    return getal(kader.deelnames)


REGISTER: dict[str, Callable[[Kader, str], str]] = {
    "gemeente": _gemeente,
    "jaar": _jaar,
    "cijfer": lambda kader, sleutel: _waarde(kader, sleutel, kader.jaar),
    "vorig": lambda kader, sleutel: _waarde(kader, sleutel, kader.jaar - 1),
    "groei": _groei,
    "aantal": _aantal,
    "lijst": _lijst,
    "term": _term,
    "verhaal": _verhaal,
}


def bestaande_soort(veld: str) -> None:
    """Refuses a placeholder of a kind that does not exist; whether its key does depends on gemeente and year."""
    soort = veld.partition(":")[0]
    soorten = {*REGISTER, "pagina"}
    if soort not in soorten:
        raise Onbekend(f"de soort ‘{soort}’ bestaat niet; kies een van {', '.join(sorted(soorten))}")


def los_op(kader: Kader, veld: str) -> str:
    """Html for 'soort:sleutel'; raises Onbekend with the reason."""
    soort, _, sleutel = veld.partition(":")
    if soort == "pagina":
        if sleutel not in kader.paginas:
            raise Onbekend(f"er is geen hoofdstuk ‘{sleutel}’")
        return f'<a href="#{als_tekst(sleutel)}" data-pagina="{als_tekst(sleutel)}"></a>'
    if soort not in REGISTER:
        raise Onbekend(f"de soort ‘{soort}’ bestaat niet")
    return als_tekst(REGISTER[soort](kader, sleutel))


def vul_titel(kader: Kader, titel: str) -> str:
    """A title of plain text with its fields filled in; what is no field of a title stays as it is."""

    def waarde(gevonden: re.Match) -> str:
        soort, _, sleutel = gevonden[1].partition(":")
        return REGISTER[soort](kader, sleutel) if gevonden[1] in TITELVELDEN else gevonden[0]

    return IN_TITEL.sub(waarde, titel)


def toets_titel(*, titel: str, veld: str) -> None:
    """RegelFout when a title holds a field that titles do not have, or braces that are no field."""
    rest = IN_TITEL.sub(lambda gevonden: "" if gevonden[1] in TITELVELDEN else gevonden[0], titel)
    if "{" in rest or "}" in rest:
        raise RegelFout(
            f"Tussen accolades kan in een titel alleen {', '.join(sorted(TITELVELDEN))} staan. Schrijf de rest gewoon uit.",
            code="veld",
            veld=veld,
        )
