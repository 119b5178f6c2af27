"""Checks on the figures that a report shows: do they fit each other, and do they fit last year's?"""

from collections.abc import Iterator
from decimal import Decimal

from catalogus.models import Indicator, Scope
from catalogus.opmaak import procent
from catalogus.regels.cijfers import GETELD, Cijfer, cijfertekst, groei
from jaarbericht import rapport as r
from jaarbericht.models import Blok
from jaarbericht.regels.controles.bevinding import Bevinding, Ernst, Plek
from jaarbericht.regels.controles.plekken import van_blok, van_cijfer
from jaarbericht.regels.controles.stof import Stof
from jaarbericht.samenstellen.blokken import getoonde_blokken

KLEIN = 20  # below this a figure that stays the same or jumps says nothing
SPRONG = 25  # per cent
Soort = Indicator.Soort


def _bevinding(stof: Stof, cijfer: Cijfer, controle: str, wat: str, doe: str, *, ernst: Ernst, inhoud: str) -> Bevinding:
    return Bevinding(
        controle=controle,
        ernst=ernst,
        plek=van_cijfer(cijfer, stof.bron.gemeente),
        wat=wat,
        doe=doe,
        inhoud=inhoud,
    )


def _per_indicator(stof: Stof) -> Iterator[tuple[Cijfer, Cijfer]]:
    """This year's figure and last year's, of every indicator that has a value this year."""
    for code in stof.bron.cijfers.indicatoren:
        nu = stof.cijfer(code, stof.bron.jaar)
        if nu.waarde is not None:
            yield nu, stof.cijfer(code, stof.bron.jaar - 1)


def onderdelen(stof: Stof) -> Iterator[Bevinding]:
    """A total that was entered and does not fit its parts, this year's or last year's."""
    for paar in _per_indicator(stof):
        for cijfer in paar:
            past = cijfer.waarde is None or cijfer.berekend is None or cijfer.waarde == cijfer.berekend
            if cijfer.indicator.soort == Soort.SOM and not past:
                is_nu, som = (cijfertekst(cijfer.indicator, w) for w in (cijfer.waarde, cijfer.berekend))
                yield _bevinding(
                    stof,
                    cijfer,
                    "onderdelen",
                    f"Het totaal is {is_nu}, maar de onderdelen zijn samen {som}.",
                    "Verbeter een onderdeel, of haal het ingevoerde totaal weg. Dan telt het systeem de onderdelen op.",
                    ernst=Ernst.FOUT,
                    inhoud=f"{is_nu} {som}",
                )


def meer_dan_stichting(stof: Stof) -> Iterator[Bevinding]:
    """Gemeenten that add up to more than the stichting; what they did together counts once."""
    cijfers, jaar = stof.bron.cijfers, stof.bron.jaar
    for indicator in cijfers.indicatoren.values():
        optelbaar = indicator.soort != Soort.VERHOUDING and indicator.eenheid != "%" and not indicator.decimalen
        if not optelbaar or not {Scope.GEMEENTE, Scope.STICHTING} <= set(indicator.scopes):
            continue
        geheel = cijfers.waarde(indicator.code, jaar=jaar, scope=Scope.STICHTING)
        if geheel.waarde is None:
            continue
        leden = cijfers.deelnemers(jaar)
        som = sum((cijfers.waarde(indicator.code, jaar=jaar, gemeente=g).waarde or Decimal(0) for g in leden), Decimal(0))
        if indicator.soort in GETELD:
            eigen = (cijfers.berekend(indicator.code, jaar=jaar, scope=Scope.GEMEENTE, gemeente=g).waarde for g in leden)
            een_keer = cijfers.berekend(indicator.code, jaar=jaar, scope=Scope.STICHTING).waarde or Decimal(0)
            som -= max(sum((waarde or Decimal(0) for waarde in eigen), Decimal(0)) - een_keer, Decimal(0))
        if som > geheel.waarde:
            samen, stichting = cijfertekst(indicator, som), cijfertekst(indicator, geheel.waarde)
            yield _bevinding(
                stof,
                geheel,
                "meer-dan-stichting",
                f"De gemeenten zijn samen {samen}. Dat is meer dan de {stichting} van de hele stichting.",
                "Verbeter het cijfer van de stichting of dat van een gemeente.",
                ernst=Ernst.FOUT,
                inhoud=f"{samen} {stichting}",
            )


def voetnoot(stof: Stof) -> Iterator[Bevinding]:
    """A figure that is not of the gemeente alone, shown where no footnote says so."""
    breder = {code for code, indicator in stof.bron.cijfers.indicatoren.items() if Scope.GEMEENTE not in indicator.scopes}
    for hoofdstuk in stof.bron.hoofdstukken:
        for blok, variant in getoonde_blokken(stof.bron, hoofdstuk):
            los = blok.instelling.get("regels", []) if hoofdstuk.soort == "kaart" else []
            if blok.soort == Blok.Soort.CIJFERTABEL:
                los = blok.instelling.get("helden", [])
            for code in breder & set(los):
                yield _zonder_noot(stof, code, van_blok(hoofdstuk, blok, variant, stof.bron.gemeente))
    for sectie in stof.samenstelling.rapport.secties:
        for deel in sectie.onderdelen:
            tabellen = deel.tabellen if isinstance(deel, r.Cijferblok) else (deel,) if isinstance(deel, r.Tabel) else ()
            for regel in (regel for tabel in tabellen for regel in tabel.regels):
                if regel.code in breder and not regel.noot:
                    yield _zonder_noot(
                        stof, regel.code, stof.plek_in(sectie, f"Tabel ‘{sectie.titel}’", Blok.Soort.CIJFERTABEL)
                    )


def _zonder_noot(stof: Stof, code: str, plek: Plek) -> Bevinding:
    return Bevinding(
        "voetnoot",
        Ernst.FOUT,
        plek,
        f"‘{stof.bron.cijfers.indicatoren[code]}’ is niet van {stof.bron.gemeente} alleen, en er staat geen voetnoot bij.",
        "Zet dit cijfer in een tabel. Daar komt de voetnoot er vanzelf bij.",
        code,
    )


def zelfde_paar(stof: Stof) -> Iterator[Bevinding]:
    """The same two entered values under two indicators: probably typed in the wrong row."""
    eerder: dict[tuple[Decimal, Decimal], Indicator] = {}
    for nu, toen in _per_indicator(stof):
        paar = stof.ingevoerd(nu.indicator, nu.jaar), stof.ingevoerd(nu.indicator, toen.jaar)
        if None in paar or min(paar) < KLEIN:
            continue
        ander = eerder.setdefault(paar, nu.indicator)
        if ander != nu.indicator:
            een, twee = (cijfertekst(nu.indicator, waarde) for waarde in paar)
            yield _bevinding(
                stof,
                nu,
                "zelfde-paar",
                f"Bij ‘{ander}’ staan dezelfde twee getallen: {een} over {nu.jaar} en {twee} over {toen.jaar}.",
                "Kijk na of de getallen bij het goede cijfer staan.",
                ernst=Ernst.WAARSCHUWING,
                inhoud=f"{een} {twee}",
            )


def zelfde_als_vorig(stof: Stof) -> Iterator[Bevinding]:
    """An entered value that equals last year's."""
    for nu, toen in _per_indicator(stof):
        waarde = stof.ingevoerd(nu.indicator, nu.jaar)
        if waarde is not None and waarde >= KLEIN and waarde == stof.ingevoerd(nu.indicator, toen.jaar):
            yield _bevinding(
                stof,
                nu,
                "zelfde-als-vorig",
                f"Het cijfer is {cijfertekst(nu.indicator, waarde)}, precies als over {toen.jaar}.",
                "Kijk na of het cijfer van dit jaar is.",
                ernst=Ernst.WAARSCHUWING,
                inhoud=str(waarde),
            )


def sprong(stof: Stof) -> Iterator[Bevinding]:
    """A figure that is far from last year's."""
    for nu, toen in _per_indicator(stof):
        deel = groei(nu=nu, toen=toen)
        if deel is None or abs(deel) <= SPRONG or max(nu.waarde or 0, toen.waarde or 0) < KLEIN:
            continue
        een, twee = cijfertekst(nu.indicator, nu.waarde), cijfertekst(nu.indicator, toen.waarde)
        yield _bevinding(
            stof,
            nu,
            "sprong",
            f"Het cijfer is {een} en over {toen.jaar} was het {twee}: {procent(abs(deel))} {'meer' if deel > 0 else 'minder'}.",
            "Kijk na of allebei de cijfers kloppen.",
            ernst=Ernst.WAARSCHUWING,
            inhoud=f"{een} {twee}",
        )


def plausibel(stof: Stof) -> Iterator[Bevinding]:
    """A figure outside the range that is kept with the indicator."""
    for nu, _ in _per_indicator(stof):
        van, tot = nu.indicator.plausibel_van, nu.indicator.plausibel_tot
        waarde = nu.waarde or Decimal(0)
        tekst = cijfertekst(nu.indicator, nu.waarde)
        if van is not None and waarde < van:
            wat = f"Het cijfer is {tekst}. Dat is minder dan {cijfertekst(nu.indicator, van)}, het minste dat we verwachten."
        elif tot is not None and waarde > tot:
            wat = f"Het cijfer is {tekst}. Dat is meer dan {cijfertekst(nu.indicator, tot)}, het meeste dat we verwachten."
        else:
            continue
        yield _bevinding(stof, nu, "plausibel", wat, "Kijk na of het cijfer klopt.", ernst=Ernst.WAARSCHUWING, inhoud=tekst)


def minder_deelnames(stof: Stof) -> Iterator[Bevinding]:
    """Fewer deelnames than bijeenkomsten of the same activities."""
    nu = [cijfer for cijfer, _ in _per_indicator(stof)]
    keren = [cijfer for cijfer in nu if cijfer.indicator.soort == Soort.BIJEENKOMSTEN]
    for cijfer in nu:
        if cijfer.indicator.soort != Soort.DEELNAMES:
            continue
        for ander in keren:
            zelfde = (ander.indicator.selectie, ander.scope) == (cijfer.indicator.selectie, cijfer.scope)
            if zelfde and (cijfer.waarde or 0) < (ander.waarde or 0):
                een, twee = cijfertekst(cijfer.indicator, cijfer.waarde), cijfertekst(ander.indicator, ander.waarde)
                yield _bevinding(
                    stof,
                    cijfer,
                    "minder-deelnames",
                    f"Er zijn {een} deelnames en {twee} bijeenkomsten (‘{ander.indicator}’).",
                    "Vul in het register de deelnames aan.",
                    ernst=Ernst.WAARSCHUWING,
                    inhoud=f"{een} {twee}",
                )
