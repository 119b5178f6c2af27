"""Two editions line by line: what is new, dropped, renamed, moved, or has another price, other conditions or other words."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from catalogus.models import Activiteit, Editie
from catalogus.opmaak import hoeveelheid
from catalogus.regels.activiteiten import veld
from catalogus.regels.editiebeeld import activiteiten_van, ouders_van, prijzen_van
from catalogus.regels.kostprijs import Prijsgegevens
from catalogus.regels.prijswoorden import prijs_in_woorden
from catalogus.regels.tarieven import bedragen_in, groei
from catalogus.regels.tekst import plat

NIEUW, VERVALLEN, HERNOEMD, VERPLAATST, PRIJS, VOORWAARDEN, TEKST, GELIJK = (
    "nieuw", "vervallen", "hernoemd", "verplaatst", "prijs", "voorwaarden", "tekst", "gelijk",
)  # fmt: skip
SOORTEN = {
    NIEUW: "Nieuw",
    VERVALLEN: "Vervallen",
    HERNOEMD: "Andere naam of code",
    VERPLAATST: "Verplaatst",
    PRIJS: "Andere prijs",
    VOORWAARDEN: "Andere voorwaarden",
    TEKST: "Andere tekst",
    GELIJK: "Gelijk gebleven",
}
VELDEN = {
    HERNOEMD: ("code", "titel"),
    VERPLAATST: ("programmalijn", "ouder"),
    VOORWAARDEN: ("pakket", "eenheid", "prijsvorm", "btw_regime", "minimum", "maximum"),
    TEKST: ("samenvatting", "omschrijving", "doel", "beoogd_effect", "resultaat", "foto_alt"),
}
GEEN = "geen"


@dataclass(frozen=True)
class Verschil:
    """One field that differs, as words."""

    soort: str
    veld: str
    oud: str
    nieuw: str


@dataclass(frozen=True)
class Vergelijkrij:
    """One activity in both editions, or in one of them. `procent` is the change of its price at the numbers expected now."""

    oud: Activiteit | None
    nieuw: Activiteit | None
    prijs_oud: str
    prijs_nieuw: str
    procent: Decimal | None
    verschillen: tuple[Verschil, ...]
    soorten: frozenset[str]

    @property
    def activiteit(self) -> Activiteit:
        """The newest of the two."""
        gevonden = self.nieuw or self.oud
        assert gevonden is not None
        return gevonden

    @property
    def woorden(self) -> list[str]:
        return [woord for soort, woord in SOORTEN.items() if soort in self.soorten]


def vergelijk(*, van: Editie, naar: Editie) -> list[Vergelijkrij]:
    """Every activity of both editions in the order of the catalogue, in a fixed number of queries. `van` is the older one."""
    oud, nieuw = _geladen(van), _geladen(naar)
    prijzen = prijzen_van(editie=van, activiteiten=oud) | prijzen_van(editie=naar, activiteiten=nieuw)
    ouders = ouders_van(activiteiten=oud) | ouders_van(activiteiten=nieuw)
    paren = _paren(van, naar, oud, nieuw)
    rijen = [_rij(paren.get(activiteit.pk), activiteit, prijzen, ouders) for activiteit in nieuw]
    gepaard = {activiteit.pk for activiteit in paren.values()}
    rijen += [_rij(activiteit, None, prijzen, ouders) for activiteit in oud if activiteit.pk not in gepaard]
    return sorted(rijen, key=lambda rij: (rij.activiteit.programmalijn.nummer, rij.activiteit.titel, rij.activiteit.code))


def _geladen(editie: Editie) -> list[Activiteit]:
    """With each parent in hand, so that its title costs no query."""
    activiteiten = activiteiten_van(editie=editie)
    per_pk = {activiteit.pk: activiteit for activiteit in activiteiten}
    for activiteit in activiteiten:
        if activiteit.ouder_id in per_pk:
            activiteit.ouder = per_pk[activiteit.ouder_id]
    return activiteiten


def _paren(van: Editie, naar: Editie, oud: list[Activiteit], nieuw: list[Activiteit]) -> dict[int, Activiteit]:
    """The older activity per pk of the newer one: along the predecessors, also over years between; else by code."""
    tussen = Activiteit.objects.filter(editie__jaar__gt=van.jaar, editie__jaar__lte=naar.jaar)
    voorganger = dict(tussen.values_list("pk", "voorganger_id"))
    per_pk = {activiteit.pk: activiteit for activiteit in oud}
    paren: dict[int, Activiteit] = {}
    for activiteit in nieuw:
        pk: int | None = activiteit.pk
        while pk is not None and pk not in per_pk:
            pk = voorganger.get(pk)
        if pk is not None:
            paren[activiteit.pk] = per_pk.pop(pk)
    per_code = {activiteit.code: activiteit for activiteit in per_pk.values()}
    for activiteit in nieuw:
        if activiteit.pk not in paren and activiteit.code in per_code:
            paren[activiteit.pk] = per_code[activiteit.code]
    return paren


def _rij(oud: Activiteit | None, nieuw: Activiteit | None, prijzen: dict[int, Prijsgegevens], ouders: set[int]) -> Vergelijkrij:
    prijs_oud, prijs_nieuw = (prijzen.get(a.pk) if a else None for a in (oud, nieuw))
    verschillen = _verschillen(oud, nieuw) if oud and nieuw else ()
    soorten = {verschil.soort for verschil in verschillen}
    if oud is None or nieuw is None:
        soorten = {NIEUW if oud is None else VERVALLEN}
    elif bedragen_in(prijs_oud) != bedragen_in(prijs_nieuw):
        soorten.add(PRIJS)
    return Vergelijkrij(
        oud=oud,
        nieuw=nieuw,
        prijs_oud=_woorden(oud, prijs_oud, ouders),
        prijs_nieuw=_woorden(nieuw, prijs_nieuw, ouders),
        procent=groei(activiteit=nieuw, oud=prijs_oud, nieuw=prijs_nieuw) if nieuw and _zelfde_maat(oud, nieuw) else None,
        verschillen=verschillen,
        soorten=frozenset(soorten or {GELIJK}),
    )


def _zelfde_maat(oud: Activiteit | None, nieuw: Activiteit) -> bool:
    return oud is not None and (oud.eenheid, oud.prijsvorm) == (nieuw.eenheid, nieuw.prijsvorm)


def _woorden(activiteit: Activiteit | None, prijs: Prijsgegevens | None, ouders: set[int]) -> str:
    if activiteit is None:
        return ""
    is_ouder = activiteit.pk in ouders
    return str(prijs_in_woorden(prijs=prijs, eenheid=activiteit.eenheid, prijsvorm=activiteit.prijsvorm, is_ouder=is_ouder))


def _verschillen(oud: Activiteit, nieuw: Activiteit) -> tuple[Verschil, ...]:
    gevonden = []
    for soort, namen in VELDEN.items():
        for naam in namen:
            toen, nu = _tekst(oud, naam), _tekst(nieuw, naam)
            if toen != nu:
                label = str(veld(naam).verbose_name).capitalize()
                gevonden.append(Verschil(soort, label, toen or GEEN, nu or GEEN))
    return tuple(gevonden)


def _tekst(activiteit: Activiteit, naam: str) -> str:
    """The value of a field as one reads it; a parent by its title, because it is another record every year."""
    waarde: Any = getattr(activiteit, naam)
    if naam == "omschrijving":
        return plat(tekst=waarde)
    if isinstance(waarde, Decimal):
        return hoeveelheid(waarde)
    toon = getattr(activiteit, f"get_{naam}_display", None)
    return str(toon() if toon else waarde or "")
