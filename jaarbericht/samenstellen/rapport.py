"""From chapters and blocks to secties: which blocks share a page."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from django.utils import timezone

from catalogus.models import Gemeente
from catalogus.opmaak import afronden, datum
from jaarbericht import rapport as r
from jaarbericht.models import Blok, Hoofdstuk, Uitgave
from jaarbericht.regels.teksten import als_tekst
from jaarbericht.samenstellen import verantwoording
from jaarbericht.samenstellen.blokken import blokken_met_tekst, geldt, waar_staat
from jaarbericht.samenstellen.bron import Bron, grenzenbron, kaart, laad
from jaarbericht.samenstellen.lopend import cijferblok, grote_cijfers, lopend
from jaarbericht.samenstellen.tabellen import (
    Noten,
    cellen_van,
    cijferregels,
    mededeling,
)
from jaarbericht.samenstellen.vorm import lijnkleuren, vormthema

Soort = Blok.Soort
EIGEN_PAGINA = {Soort.INFOGRAPHIC, Soort.GEPLAND, Soort.MIDDELEN}
CIJFERS = {Soort.CIJFERTABEL, Soort.KERNCIJFERS}


@dataclass(frozen=True)
class Samenstelling:
    """A report and what is wrong with it: Dutch sentences that say what, where and how to mend it."""

    rapport: r.Rapport
    gebreken: tuple[str, ...]


def samenstel(*, gemeente: Gemeente, jaar: int, uitgave: Uitgave | None = None) -> Samenstelling:
    """The report of a gemeente and year from the database as it is; RegelFout when there is nothing to tell."""
    return stel_op(bron=laad(gemeente=gemeente, jaar=jaar), uitgave=uitgave)


def stel_op(*, bron: Bron, uitgave: Uitgave | None = None) -> Samenstelling:
    """The report from what was loaded, for who needs the loaded content as well."""
    secties = [sectie for hoofdstuk in bron.hoofdstukken for sectie in _hoofdstuk(bron, hoofdstuk)]
    regels = tuple(
        r.Inhoudsregel(h.sleutel, h.titel, h.nummer, h.programmalijn.nummer if h.programmalijn else None)
        for h in bron.hoofdstukken
        if h.soort not in {Hoofdstuk.Soort.OMSLAG, Hoofdstuk.Soort.INHOUD} and any(s.sleutel == h.sleutel for s in secties)
    )
    secties = [_met_regels(sectie, regels) for sectie in secties]
    rapport = r.Rapport(
        jaar=bron.jaar,
        gemeente_code=bron.gemeente.cbs_code,
        gemeente=bron.gemeente.naam,
        titel=f"{bron.opzet.titel} {bron.jaar}",
        organisatie=f"Bibliotheken {bron.gemeente.naam}",
        onderschrift=bron.opzet.onderschrift,
        uitgave=uitgavetekst(uitgave),
        datum=timezone.localdate(uitgave.gemaakt_op).isoformat() if uitgave else "",
        lijnen=lijnkleuren(bron),
        secties=tuple(secties),
        cijfers=cijferregels(cijfers=bron.cijfers, gemeente=bron.gemeente, jaar=bron.jaar, mededeling=bron.mededeling),
        thema=vormthema(bron),
    )
    return Samenstelling(rapport, tuple(dict.fromkeys(bron.gebreken)))


def uitgavetekst(uitgave: Uitgave | None) -> str:
    """How a report says which version it is."""
    if uitgave is None:
        return "Concept"
    return f"Uitgave {uitgave.nummer}, {uitgave.get_soort_display()} op {datum(timezone.localdate(uitgave.gemaakt_op))}"


def _met_regels(sectie: r.Sectie, regels: tuple[r.Inhoudsregel, ...]) -> r.Sectie:
    if sectie.soort != "inhoud":
        return sectie
    delen = (replace(deel, regels=regels) if isinstance(deel, r.Inhoud) else deel for deel in sectie.onderdelen)
    return replace(sectie, onderdelen=tuple(delen))


# ------------------------------------------------------------------ chapters
def _hoofdstuk(bron: Bron, hoofdstuk: Hoofdstuk) -> list[r.Sectie]:
    if not geldt(bron, hoofdstuk.voorwaarde, hoofdstuk, None):
        return []
    blokken = blokken_met_tekst(bron, hoofdstuk)
    maken: dict[str, Callable[..., list[r.Sectie]]] = {
        Hoofdstuk.Soort.OMSLAG: _omslag,
        Hoofdstuk.Soort.INHOUD: _inhoud,
        Hoofdstuk.Soort.BRIEF: _brief,
        Hoofdstuk.Soort.KAART: _kaart,
        Hoofdstuk.Soort.COLOFON: _colofon,
    }
    if hoofdstuk.soort in maken:
        return maken[hoofdstuk.soort](bron, hoofdstuk, blokken)
    return _paginas(bron, hoofdstuk, blokken)


def _sectie(bron: Bron, hoofdstuk: Hoofdstuk, soort: str, onderdelen, **meer) -> r.Sectie:
    velden = {"sleutel": hoofdstuk.sleutel, "titel": hoofdstuk.titel, "mededeling": bron.mededeling, **meer}
    return r.Sectie(
        soort=soort,
        hoofdstuk=hoofdstuk.sleutel,
        lijn=hoofdstuk.programmalijn.nummer if hoofdstuk.programmalijn else None,
        onderdelen=tuple(onderdelen),
        **velden,
    )


def _omslag(bron, hoofdstuk, blokken):
    omslag = r.Omslag(soort=f"{bron.opzet.titel} {bron.jaar}", gemeente=bron.gemeente.naam)
    return [_sectie(bron, hoofdstuk, "omslag", [omslag])]


def _inhoud(bron, hoofdstuk, blokken):
    return [_sectie(bron, hoofdstuk, "inhoud", [r.Inhoud("".join(html for _, html in blokken), ())])]


def _brief(bron, hoofdstuk, blokken):
    brieven = []
    for blok, html in blokken:
        wat = blok.instelling
        portret = None
        if wat.get("portret"):
            portret = r.Beeld(
                alt=wat.get("portret_alt", ""), tekening=wat["portret"], zaad=wat.get("portret_zaad", str(bron.jaar))
            )
        brieven.append(
            r.Brief(
                titel=blok.titel,
                paneel=wat.get("paneelzin", ""),
                aanhef=wat.get("aanhef", ""),
                html=html,
                naam=wat.get("naam", ""),
                functie=wat.get("functie", ""),
                portret=portret,
            )
        )
    return [_sectie(bron, hoofdstuk, "brief", brieven)]


def _kaart(bron, hoofdstuk, blokken):
    codes = [code for blok, _ in blokken for code in blok.instelling.get("regels", [])]
    dag = bron.cijfers.peildatum_locaties(bron.jaar)
    cijfers = verantwoording.kerncijfers(bron, codes, f"Hoofdstuk ‘{hoofdstuk.titel}’")
    delen: list[r.Onderdeel] = [kaart(bron=bron, kerncijfers=cijfers, peildatum=datum(dag))]
    delen += [r.Tekst(html) for blok, html in blokken if html]
    return [_sectie(bron, hoofdstuk, "kaart", delen)]


def _colofon(bron, hoofdstuk, blokken):
    delen = [r.Colofondeel(blok.titel, html) for blok, html in blokken]
    if grenzen := grenzenbron(bron):
        delen.append(r.Colofondeel("Kaart", f"<p>Grenzen van de gemeenten: {als_tekst(grenzen)}.</p>"))
    return [_sectie(bron, hoofdstuk, "colofon", delen)]


def _paginas(bron: Bron, hoofdstuk: Hoofdstuk, blokken: list[tuple[Blok, str]]) -> list[r.Sectie]:
    """An opener when the chapter has one, then its text page, then the pages of blocks that have their own."""
    secties: list[r.Sectie] = []
    if hoofdstuk.soort == Hoofdstuk.Soort.PROGRAMMALIJN:
        intro = "".join(html for blok, html in blokken if blok.soort == Soort.INTRO)
        secties.append(_sectie(bron, hoofdstuk, "opener", [r.Opener(hoofdstuk.nummer, hoofdstuk.titel, intro)]))
    stroom: list[r.Onderdeel] = []
    eigen: list[r.Sectie] = []
    tabellen: list[tuple[Blok, str]] = []
    noten = Noten()
    for blok, html in blokken:
        if blok.soort in CIJFERS and blok.instelling.get("plek") != "stroom":
            tabellen.append((blok, html))
            continue
        eigen += _tabelpaginas(bron, hoofdstuk, tabellen)
        tabellen = []
        if blok.soort in EIGEN_PAGINA:
            eigen += _eigen_pagina(bron, hoofdstuk, blok, html)
        elif blok.soort != Soort.INTRO:
            stroom += lopend(bron, hoofdstuk, blok, html, noten)
    eigen += _tabelpaginas(bron, hoofdstuk, tabellen)
    if stroom:
        in_stroom = tuple(deel for deel in stroom if isinstance(deel, r.Tabel))
        eigen.insert(
            0,
            _sectie(
                bron,
                hoofdstuk,
                "loop",
                stroom,
                sleutel=f"{hoofdstuk.sleutel}-tekst",
                noten=noten.lijst(),
                mededeling=mededeling(bron, cellen_van(in_stroom)),
            ),
        )
    if eigen and not secties:
        eigen[0] = replace(eigen[0], sleutel=hoofdstuk.sleutel)
    return secties + eigen


def _tabelpaginas(bron: Bron, hoofdstuk: Hoofdstuk, blokken: list[tuple[Blok, str]]) -> list[r.Sectie]:
    """Consecutive tables share a page, unless one has large figures: that is a page of its own."""
    groepen: list[list[tuple[Blok, str]]] = []
    for blok, html in blokken:
        if groepen and not grote_cijfers(blok) and not grote_cijfers(groepen[-1][0][0]):
            groepen[-1].append((blok, html))
        else:
            groepen.append([(blok, html)])
    uit = []
    for groep in groepen:
        noten = Noten()
        delen = [cijferblok(bron, hoofdstuk, blok, html, noten) for blok, html in groep]
        eerste = groep[0][0]
        uit.append(
            _sectie(
                bron,
                hoofdstuk,
                "cijfers" if grote_cijfers(eerste) else "tabellen",
                delen,
                sleutel=eerste.sleutel,
                titel=eerste.titel,
                noten=noten.lijst(),
                mededeling=mededeling(bron, [c for deel in delen for c in cellen_van(deel.tabellen)]),
            )
        )
    return uit


def _eigen_pagina(bron: Bron, hoofdstuk: Hoofdstuk, blok: Blok, html: str) -> list[r.Sectie]:
    waar = waar_staat(hoofdstuk, blok)
    basis = {"sleutel": blok.sleutel, "titel": blok.titel}
    if blok.soort == Soort.INFOGRAPHIC:
        if bron.onderzoek is None:
            return []
        lijsten: dict[str, list[tuple[str, int]]] = {}
        for rij in bron.onderzoek.resultaten.all():
            lijsten.setdefault(rij.lijst, []).append((rij.label, int(afronden(rij.percentage, 0))))
        delen = [r.Tekst(html), *(r.Lijst(titel, tuple(rijen)) for titel, rijen in lijsten.items())]
        voorbeeld = (
            "Welk percentage bij welk antwoord hoort, is een voorbeeld." if bron.onderzoek.voorbeeld else bron.mededeling
        )
        return [_sectie(bron, hoofdstuk, "panel", delen, **{**basis, "mededeling": voorbeeld})]
    gevonden = verantwoording.gepland(bron, waar) if blok.soort == Soort.GEPLAND else verantwoording.middelen(bron, html)
    if gevonden is None:
        return []
    overzicht, is_voorbeeld = gevonden
    zin = bron.mededeling or (verantwoording.VOORBEELD if is_voorbeeld else "")
    delen = [r.Tekst(html), overzicht] if blok.soort == Soort.GEPLAND else [overzicht]
    return [_sectie(bron, hoofdstuk, blok.soort, delen, **{**basis, "mededeling": zin})]
