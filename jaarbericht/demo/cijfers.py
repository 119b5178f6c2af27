"""Definitions of the figures, the figures that people enter, and the survey."""

from decimal import Decimal

from simple_history.utils import bulk_create_with_history

from catalogus.models import Gemeente, Indicator, Meting, Onderzoek, Onderzoeksresultaat, Scope
from catalogus.regels.cijfers import BEREKEND, Cijfers

from .lezen import lees

VOOR_DE_REGISTRATIE = "Cijfer van voor de registratie in dit systeem."
GEEN_GEGEVENS = "geen gegevens"


def maak_indicatoren() -> None:
    """Every figure with its scope, the way it comes about and what is plausible for one gemeente."""
    gemaakt: dict[str, Indicator] = {}
    for volgorde, rij in enumerate(lees("indicatoren")["indicator"], start=1):
        van, tot = rij.get("plausibel", (None, None))
        indicator = Indicator.objects.create(
            code=rij["code"],
            naam=rij["naam"],
            rubriek=rij["rubriek"],
            eenheid=rij["eenheid"],
            decimalen=rij.get("decimalen", 0),
            scopes=rij.get("scopes", [Scope.GEMEENTE, Scope.STICHTING]),
            soort=rij.get("soort", Indicator.Soort.INVOER),
            teller=gemaakt.get(rij.get("teller", "")),
            noemer=gemaakt.get(rij.get("noemer", "")),
            selectie=rij.get("selectie", {}),
            functie=rij.get("functie", ""),
            stichting=rij.get("stichting", Indicator.Stichting.OPGETELD),
            plausibel_van=van,
            plausibel_tot=tot,
            voetnoot=rij.get("voetnoot", ""),
            wsob=rij.get("wsob", ""),
            volgorde=volgorde,
        )
        indicator.onderdelen.set(gemaakt[code] for code in rij.get("onderdelen", []))
        gemaakt[rij["code"]] = indicator


def maak_metingen() -> None:
    """The figures of the files. What the system counts to the same number gets no figure of its own.

    Called before there is a register: it has nothing on the years whose activities stand in the files.
    Real are Westerveld, stichting and province of 2024 and the province of 2023; the rest is marked as example.
    """
    gemeenten = {gemeente.cbs_code: gemeente for gemeente in Gemeente.objects.all()}
    stukken = [
        (wie, int(jaar), waarden)
        for naam in ("vorig", "cijfers")
        for wie, jaren in lees(naam).items()
        for jaar, waarden in jaren.items()
    ]
    nu = Cijfers(jaren={jaar for _, jaar, _ in stukken})
    metingen = []
    for wie, jaar, waarden in stukken:
        gemeente = gemeenten.get(wie)
        scope = Scope.GEMEENTE if gemeente else Scope(wie)
        echt = (wie, jaar) in {("GM1701", 2024), ("stichting", 2024), ("provincie", 2024), ("provincie", 2023)}
        for code, waarde in waarden.items():
            geteld = nu.waarde(code, jaar=jaar, scope=scope, gemeente=gemeente).waarde
            if geteld is None or geteld != waarde:
                metingen.append(_meting(nu.indicatoren[code], jaar, scope, gemeente, waarde, geteld, not echt))
    bulk_create_with_history(metingen, Meting)


def _meting(
    indicator: Indicator,
    jaar: int,
    scope: Scope,
    gemeente: Gemeente | None,
    waarde: int | Decimal | str,
    geteld: Decimal | None,
    voorbeeld: bool,
) -> Meting:
    afwijking = indicator.soort in BEREKEND and scope == Scope.GEMEENTE
    return Meting(
        indicator=indicator,
        jaar=jaar,
        scope=scope,
        gemeente=gemeente,
        waarde=None if waarde == GEEN_GEGEVENS else waarde,
        geen_gegevens=waarde == GEEN_GEGEVENS,
        bron="Voorbeeldgegeven" if voorbeeld else "Opgave van de bibliotheek",
        reden=VOOR_DE_REGISTRATIE if afwijking else "",
        geteld=geteld if afwijking else None,
        voorbeeld=voorbeeld,
    )


def maak_onderzoek() -> None:
    """BiebPanel: which percentage belongs to which answer is partly an example."""
    opzet = lees("opzet")
    onderzoek = Onderzoek.objects.create(
        naam=opzet["onderzoek"]["naam"], jaar=2024, toelichting=opzet["onderzoek"]["toelichting"], voorbeeld=True
    )
    volgorde = 0
    for lijst in opzet["biebpanel"]:
        for rij in lijst["regels"]:
            volgorde += 1
            Onderzoeksresultaat.objects.create(
                onderzoek=onderzoek,
                lijst=lijst["lijst"],
                label=rij["label"],
                percentage=rij["percentage"],
                volgorde=volgorde,
            )
