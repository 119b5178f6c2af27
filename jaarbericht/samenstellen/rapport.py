"""From chapters and blocks to secties: conditions, variants, and which blocks share a page."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from html import unescape

from django.conf import settings
from django.utils import timezone

from catalogus.models import Functie, Gemeente, Vestigingssoort
from catalogus.opmaak import afronden, datum, getal, hoeveelheid, periode
from jaarbericht import rapport as r
from jaarbericht.models import Blok, Foto, Hoofdstuk, Tekstvariant, Uitgave, Verhaal
from jaarbericht.regels.teksten import als_tekst
from jaarbericht.samenstellen import verantwoording
from jaarbericht.samenstellen.bron import Bron, grenzenbron, kaart, laad, mag_tonen
from jaarbericht.samenstellen.tabellen import (
    Noten,
    cellen_van,
    cijferregels,
    grafiek,
    helden,
    mededeling,
    tabel,
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


# ------------------------------------------------------------------ conditions and variants
def _van_hoofdstuk(rijen: list, hoofdstuk: Hoofdstuk) -> list:
    """What belongs to the programmalijn of a chapter; a chapter without one tells of all."""
    return [rij for rij in rijen if hoofdstuk.programmalijn_id in {None, rij.programmalijn_id}]


def _verhalen_van(bron: Bron, hoofdstuk: Hoofdstuk, blok: Blok | None) -> list[Verhaal]:
    """Stories that belong to a block: those of its campaign, else the loose ones of the chapter."""
    if blok is not None and blok.soort == Soort.CAMPAGNE:
        return [v for v in bron.verhalen if v.campagne_id == blok.campagne_id]
    eigen = _van_hoofdstuk(bron.verhalen, hoofdstuk)
    getoond = {
        b.campagne_id
        for h in bron.hoofdstukken
        for b in h.blokken.all()
        if b.soort == Soort.CAMPAGNE and b.gemeente_id in {None, bron.gemeente.pk}
    }
    return [v for v in eigen if v.campagne_id not in getoond]


def _geldt(bron: Bron, voorwaarde: str, hoofdstuk: Hoofdstuk, blok: Blok | None) -> bool:
    """functie:CODE (a location has it), heeft:verhalen|citaten|feiten|partners (in the chapter), cijfer:CODE (not 0)."""
    soort, _, sleutel = voorwaarde.partition(":")
    if not soort:
        return True
    if soort == "functie" and sleutel in {*Functie.values, *Vestigingssoort.values}:
        return any(sleutel in {*beeld.functies, beeld.soort} for beeld in bron.locaties)
    if soort == "heeft":
        tellers: dict[str, Callable[[], list]] = {
            "verhalen": lambda: _verhalen_van(bron, hoofdstuk, blok),
            "citaten": lambda: _van_hoofdstuk(bron.citaten, hoofdstuk),
            "feiten": lambda: _van_hoofdstuk(bron.feiten, hoofdstuk),
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
    if not _geldt(bron, hoofdstuk.voorwaarde, hoofdstuk, None):
        return []
    uit = []
    for blok in hoofdstuk.blokken.all():
        if blok.gemeente_id not in {None, bron.gemeente.pk} or not _geldt(bron, blok.voorwaarde, hoofdstuk, blok):
            continue
        variant = blok.eigen[0] if blok.eigen else None
        if variant is None or variant.wijze != Tekstvariant.Wijze.WEGLATEN:
            uit.append((blok, variant))
    return uit


def _blokken(bron: Bron, hoofdstuk: Hoofdstuk) -> list[tuple[Blok, str]]:
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


# ------------------------------------------------------------------ chapters
def _hoofdstuk(bron: Bron, hoofdstuk: Hoofdstuk) -> list[r.Sectie]:
    if not _geldt(bron, hoofdstuk.voorwaarde, hoofdstuk, None):
        return []
    blokken = _blokken(bron, hoofdstuk)
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
    lopend: list[r.Onderdeel] = []
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
            lopend += _lopend(bron, hoofdstuk, blok, html, noten)
    eigen += _tabelpaginas(bron, hoofdstuk, tabellen)
    if lopend:
        in_stroom = tuple(deel for deel in lopend if isinstance(deel, r.Tabel))
        eigen.insert(
            0,
            _sectie(
                bron,
                hoofdstuk,
                "loop",
                lopend,
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
        if groepen and not _grote_cijfers(blok) and not _grote_cijfers(groepen[-1][0][0]):
            groepen[-1].append((blok, html))
        else:
            groepen.append([(blok, html)])
    uit = []
    for groep in groepen:
        noten = Noten()
        delen = [_cijferblok(bron, hoofdstuk, blok, html, noten) for blok, html in groep]
        eerste = groep[0][0]
        uit.append(
            _sectie(
                bron,
                hoofdstuk,
                "cijfers" if _grote_cijfers(eerste) else "tabellen",
                delen,
                sleutel=eerste.sleutel,
                titel=eerste.titel,
                noten=noten.lijst(),
                mededeling=mededeling(bron, [c for deel in delen for c in cellen_van(deel.tabellen)]),
            )
        )
    return uit


def _grote_cijfers(blok: Blok) -> list[str]:
    """Codes of the figures that are set large."""
    return blok.instelling.get("regels" if blok.soort == Soort.KERNCIJFERS else "helden", [])


def _cijferblok(bron: Bron, hoofdstuk: Hoofdstuk, blok: Blok, html: str, noten: Noten) -> r.Cijferblok:
    waar = waar_staat(hoofdstuk, blok)
    staven = blok.instelling.get("kolommen") == "balken"
    return r.Cijferblok(
        tabellen=tuple(tabel(bron, een, noten, waar, staven=staven) for een in blok.instelling.get("tabellen", [])),
        helden=helden(bron, _grote_cijfers(blok), waar),
        grafiek=grafiek(bron, blok.instelling.get("grafiek", {}), waar),
        titel=blok.titel,
        html=html,
    )


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


# ------------------------------------------------------------------ running text
def _lopend(bron: Bron, hoofdstuk: Hoofdstuk, blok: Blok, html: str, noten: Noten) -> list[r.Onderdeel]:
    plek = blok.instelling.get("plek", "")
    nummer = blok.instelling.get("nummer", 1) - 1
    if blok.soort == Soort.TEKST:
        return [r.Tekst(html, blok.titel, blok.instelling.get("stijl", ""))] if html or blok.titel else []
    if blok.soort == Soort.KANTLIJN:
        return [r.Kantlijn(blok.titel, html)]
    if blok.soort == Soort.CAMPAGNE:
        campagne = blok.campagne
        assert campagne is not None  # constraint blok_campagne
        verhalen = tuple(_verhaal(bron, v) for v in _verhalen_van(bron, hoofdstuk, blok))
        return [r.Campagne(campagne.naam, periode(campagne.van, campagne.tot), campagne.thema, html, verhalen)]
    if blok.soort == Soort.VERHALEN:
        los = tuple(_verhaal(bron, v) for v in _verhalen_van(bron, hoofdstuk, None))
        return [r.Verhalen(los, blok.titel)] if los else []
    if blok.soort == Soort.CITAAT:
        eigen = _van_hoofdstuk(bron.citaten, hoofdstuk)
        if len(eigen) <= nummer:
            return []
        citaat = eigen[nummer]
        return [r.Citaat(citaat.tekst, citaat.wie, plek, f"citaat:{citaat.pk}")]
    if blok.soort == Soort.FEIT:
        feiten = _van_hoofdstuk(bron.feiten, hoofdstuk)
        if len(feiten) <= nummer:
            return []
        waar = waar_staat(hoofdstuk, blok)
        feit = feiten[nummer]
        return [r.Feit(unescape(bron.tekst(feit.getal, waar)), bron.tekst(feit.tekst, waar), plek)]
    if blok.soort == Soort.PARTNERS:
        partners = tuple(r.Partner(p.naam, p.rol) for p in bron.partners)
        return [*([r.Tekst(html)] if html else []), r.Partners(blok.titel, partners)] if partners else []
    if blok.soort == Soort.CATALOGUSVERWIJZING and hoofdstuk.programmalijn:
        adres = f"{settings.BASIS_ADRES}/catalogus/{hoofdstuk.programmalijn.slug}/"
        return [r.Verwijzing(adres, hoofdstuk.programmalijn.nummer)]
    if blok.soort == Soort.CIJFERTABEL:
        deel = _cijferblok(bron, hoofdstuk, blok, html, noten)
        return list(deel.tabellen)
    return []


def _verhaal(bron: Bron, verhaal: Verhaal) -> r.Verhaal:
    samen, keren, bekend = bron.deelnames.get(verhaal.uitvoering_id or 0, (0, 0, 0))
    deelnemers = ""
    if keren > 1 and samen:
        deelnemers = f"gemiddeld {getal(Decimal(samen) / bekend)} {verhaal.deelnemers_woord} per keer"
    elif samen:
        deelnemers = f"{hoeveelheid(samen)} {verhaal.deelnemers_woord}"
    foto = verhaal.foto if verhaal.foto and mag_tonen(verhaal.foto.toestemming) else None
    return r.Verhaal(
        titel=verhaal.titel,
        html=bron.tekst(verhaal.tekst, f"Verhaal ‘{verhaal.titel}’", deelnames=samen or None),
        plaats=verhaal.plaats,
        deelnemers=deelnemers,
        beeld=_beeld(foto, verhaal.bijschrift, str(verhaal.titel)) if foto else None,
        bron=f"verhaal:{verhaal.pk}",
    )


def _beeld(foto: Foto, bijschrift: str, zaad: str) -> r.Beeld:
    return r.Beeld(
        alt=foto.alt,
        bestand=foto.bestand.name or "",
        tekening=foto.tekening,
        zaad=zaad,
        bijschrift=bijschrift,
        maker=foto.maker,
        focus_x=foto.focus_x,
        focus_y=foto.focus_y,
        bron=f"foto:{foto.pk}",
    )
