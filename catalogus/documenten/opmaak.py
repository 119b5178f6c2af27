"""A document of an afname as PDF: the content through its template, in the looks of the report."""

from dataclasses import dataclass

from django.template.loader import render_to_string

from catalogus import drukwerk
from catalogus.drukwerk import meten
from catalogus.drukwerk.huisstijl import Huisstijl
from catalogus.models import Activiteit, Document
from catalogus.opmaak import euro, met_teken, opsomming, procent
from catalogus.regels.stukken import NUL, Lijn, Regel, Stuk
from catalogus.tekeningen.kleur import KEI

STIJLBLADEN = ("drukwerk/basis.css", "drukwerk/documenten.css")
TITELS: dict[str, str] = {
    Document.Soort.AFNAMELIJST: "Afnamelijst",
    Document.Soort.BEGROTINGSAANVRAAG: "Begrotingsaanvraag",
    Document.Soort.RAADSBIJLAGE: "Bijlage bij het raadsvoorstel",
}
MATEN = ("", "krap", "krapst", "krapst kort")  # of the annex, which has to fit on one page
BALK = 170  # mm, the width of the text
GENOEMD = 3  # activities of a programmalijn that the annex names, and goals
BTW = {
    Activiteit.Btw.VRIJGESTELD: "Vrijgesteld van btw zijn",
    Activiteit.Btw.LAAG: "Het lage btw-tarief geldt voor",
    Activiteit.Btw.HOOG: "Het hoge btw-tarief geldt voor",
}


def pdf(*, soort: str, stuk: Stuk) -> bytes:
    """Equal content gives equal bytes. A concept carries a mark on every page."""
    titel = f"{TITELS[soort]} {stuk.jaar}, gemeente {stuk.gemeente}"
    merk = " · concept" if stuk.concept else ""
    return drukwerk.maak(
        [_passend(stuk) if soort == Document.Soort.RAADSBIJLAGE else pagina(soort=soort, stuk=stuk)],
        stijlbladen=STIJLBLADEN,
        voet=f"{TITELS[soort]} {stuk.jaar} · gemeente {stuk.gemeente}{merk}",
        gegevens=drukwerk.Gegevens(
            titel=titel,
            auteur=stuk.organisatie,
            omschrijving=f"{titel}: {stuk.naam}, versie {stuk.versie}, {stuk.status}.",
            datum="" if stuk.concept else stuk.datum.isoformat(),
        ),
    )


def _passend(stuk: Stuk) -> drukwerk.Pagina:
    """The annex in the largest size with which it stays on one page."""
    for maat in MATEN:
        passend = pagina(soort=Document.Soort.RAADSBIJLAGE, stuk=stuk, maat=maat)
        if drukwerk.aantal_paginas(passend, stijlbladen=STIJLBLADEN) == 1:
            return passend
    raise drukwerk.PdfFout("De bijlage past niet op één pagina. Maak de toelichting of de beleidsdoelen korter.")


def pagina(*, soort: str, stuk: Stuk, maat: str = "") -> drukwerk.Pagina:
    huisstijl = Huisstijl({lijn.nummer: lijn.kleur for lijn in stuk.lijnen})
    plank = huisstijl.tekening("plank", zaad=f"{stuk.cbs_code}-{stuk.jaar}")
    context = {
        "stuk": stuk,
        "jaar": str(stuk.jaar),
        "vorig_jaar": str(stuk.jaar - 1),
        "titel": TITELS[soort],
        "punten": f"{max(16, min(24 if maat else 38, 168 / meten.breed(stuk.gemeente, 1, meten.KOP))):.0f}",
        "maat": maat,
        "kort": "kort" in maat,
        "stijl": f"{huisstijl.stijl}.band{{background-image:url('{plank}')}}",
        "rijen": _rijen(stuk),
        "balk": _balk(stuk, huisstijl),
        "met_vorig": stuk.vorig_jaar,
        "vergelijking": _vergelijking(stuk),
        "budget": _budget(stuk),
        "btw": _btw(stuk),
        "doelen": _doelen(stuk),
    }
    return drukwerk.Pagina(soort, render_to_string(f"documenten/{soort}.html", context))


@dataclass(frozen=True)
class Rij:
    """A row of the totals; lijn None is housing or the whole."""

    naam: str
    lijn: Lijn | None
    bedrag: str
    per_inwoner: str
    vorig: str
    verschil: str
    genoemd: str = ""
    totaal: bool = False


def _rijen(stuk: Stuk) -> list[Rij]:
    """Totals per programmalijn, of housing where there is any, and of the whole."""

    def rij(naam: str, lijn: Lijn | None, bedrag, vorig, **anders) -> Rij:
        return Rij(
            naam=naam,
            lijn=lijn,
            bedrag=euro(bedrag),
            per_inwoner=euro(stuk.per_inwoner(bedrag)),
            vorig=euro(vorig),
            verschil="" if vorig is None else met_teken(euro(bedrag - vorig), bedrag - vorig),
            **anders,
        )

    rijen = [rij(lijn.naam, lijn, lijn.bedrag, lijn.vorig, genoemd=_genoemd(lijn)) for lijn in stuk.lijnen]
    if stuk.huisvesting:
        rijen.append(rij("Activiteiten samen", None, stuk.totaal, stuk.vorig_totaal, totaal=True))
        vorig = stuk.vorig_huisvesting if stuk.vorig_jaar else None
        rijen.append(rij("Huisvesting", None, stuk.huisvestingstotaal, vorig))
    rijen.append(rij("Totaal", None, stuk.aanvraag, stuk.vorig_aanvraag, totaal=True))
    return rijen


@dataclass(frozen=True)
class Stukje:
    """A part of the bar, `x` and `breed` in a box of BALK wide; text, because SVG wants a full stop."""

    naam: str
    deel: str
    x: str
    breed: str
    kleur: str


def _balk(stuk: Stuk, huisstijl: Huisstijl) -> list[Stukje]:
    """How the whole is divided over programmalijnen and housing, as parts of one bar."""
    delen = [(lijn.naam, lijn.bedrag, huisstijl.tonen[lijn.nummer].vlak) for lijn in stuk.lijnen]
    delen.append(("Huisvesting", stuk.huisvestingstotaal, KEI))
    x, uit = NUL, []
    for naam, bedrag, kleur in delen:
        if bedrag > 0:
            deel = bedrag / stuk.aanvraag
            uit.append(Stukje(naam, procent(deel * 100, 0), f"{x:.2f}", f"{deel * BALK:.2f}", kleur))
            x += deel * BALK
    return uit


def _genoemd(lijn: Lijn) -> str:
    """The activities that cost most, by name."""
    grootste = sorted(lijn.regels, key=lambda regel: -(regel.bedrag or 0))
    namen = [regel.titel for regel in grootste[:GENOEMD]]
    if len(lijn.regels) <= GENOEMD:
        return opsomming(namen)
    rest = len(lijn.regels) - GENOEMD
    return f"{', '.join(namen)} en {rest} andere {'activiteit' if rest == 1 else 'activiteiten'}"


def _vergelijking(stuk: Stuk) -> str:
    """The request against that of last year, as a sentence; empty without one."""
    toen = stuk.vorig_aanvraag
    if toen is None:
        return ""
    meer = stuk.aanvraag - toen
    if not meer:
        return f"Dat is evenveel als in {stuk.jaar - 1}."
    deel = f" ({met_teken(procent(meer * 100 / toen), meer)})" if toen else ""
    return f"Dat is {euro(abs(meer))} {'meer' if meer > 0 else 'minder'} dan in {stuk.jaar - 1}{deel}."


def _budget(stuk: Stuk) -> str:
    """The request against the budget, as sentences; empty without a budget."""
    budget, vrij = stuk.budget, stuk.vrij
    if budget is None or vrij is None:
        return ""
    bron = f" ({budget.bron})" if budget.bron else ""
    eerst = f"Het budget is {euro(budget.bedrag)}, {'met' if budget.met_huisvesting else 'zonder'} huisvesting{bron}. "
    if vrij < 0:
        return f"{eerst}De aanvraag is {euro(-vrij)} hoger."
    return eerst + (f"Er blijft {euro(vrij)} over." if vrij else "Het budget wordt precies gebruikt.")


def _btw(stuk: Stuk) -> list[str]:
    """One sentence when all is outside the levy, else one for each regime with its activities."""
    soorten: dict[str, list[Regel]] = {}
    for regel in stuk.regels:
        soorten.setdefault(regel.btw, []).append(regel)
    buiten = soorten.pop(Activiteit.Btw.BUITEN_HEFFING, [])
    if not soorten:
        return ["Alle activiteiten vallen buiten de heffing van btw. De bibliotheek rekent dus geen btw."]
    zinnen = [f"{zin}: {opsomming([r.titel for r in soorten[naam]])}." for naam, zin in BTW.items() if naam in soorten]
    rest = ["De andere activiteiten vallen buiten de heffing van btw."] if buiten else []
    return [*zinnen, *rest, "Alle bedragen zijn zonder btw."]


@dataclass(frozen=True)
class Doelrij:
    tekst: str
    bron: str
    lijnen: list[Lijn]


def _doelen(stuk: Stuk) -> list[Doelrij]:
    """The goals with the chosen programmalijnen that work on them."""
    op_nummer = {lijn.nummer: lijn for lijn in stuk.gekozen_lijnen}
    return [Doelrij(d.tekst, d.bron, [op_nummer[n] for n in d.lijnen if n in op_nummer]) for d in stuk.doelen]
