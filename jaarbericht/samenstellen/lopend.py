"""What a block becomes on a page: tables of figures, and in running text stories, quotes, facts and campaigns."""

from decimal import Decimal
from html import unescape

from django.conf import settings

from catalogus.opmaak import getal, hoeveelheid, periode
from jaarbericht import rapport as r
from jaarbericht.models import Blok, Foto, Hoofdstuk, Verhaal
from jaarbericht.samenstellen.blokken import van_hoofdstuk, verhalen_van, waar_staat
from jaarbericht.samenstellen.bron import Bron, mag_tonen
from jaarbericht.samenstellen.tabellen import Noten, grafiek, helden, tabel

Soort = Blok.Soort


def grote_cijfers(blok: Blok) -> list[str]:
    """Codes of the figures that are set large."""
    return blok.instelling.get("regels" if blok.soort == Soort.KERNCIJFERS else "helden", [])


def cijferblok(bron: Bron, hoofdstuk: Hoofdstuk, blok: Blok, html: str, noten: Noten) -> r.Cijferblok:
    waar = waar_staat(hoofdstuk, blok)
    staven = blok.instelling.get("kolommen") == "balken"
    return r.Cijferblok(
        tabellen=tuple(tabel(bron, een, noten, waar, staven=staven) for een in blok.instelling.get("tabellen", [])),
        helden=helden(bron, grote_cijfers(blok), waar),
        grafiek=grafiek(bron, blok.instelling.get("grafiek", {}), waar),
        titel=blok.titel,
        html=html,
    )


def lopend(bron: Bron, hoofdstuk: Hoofdstuk, blok: Blok, html: str, noten: Noten) -> list[r.Onderdeel]:
    plek = blok.instelling.get("plek", "")
    nummer = blok.instelling.get("nummer", 1) - 1
    if blok.soort == Soort.TEKST:
        return [r.Tekst(html, blok.titel, blok.instelling.get("stijl", ""))] if html or blok.titel else []
    if blok.soort == Soort.KANTLIJN:
        return [r.Kantlijn(blok.titel, html)]
    if blok.soort == Soort.CAMPAGNE:
        campagne = blok.campagne
        assert campagne is not None  # constraint blok_campagne
        verhalen = tuple(_verhaal(bron, v) for v in verhalen_van(bron, hoofdstuk, blok))
        return [r.Campagne(campagne.naam, periode(campagne.van, campagne.tot), campagne.thema, html, verhalen)]
    if blok.soort == Soort.VERHALEN:
        los = tuple(_verhaal(bron, v) for v in verhalen_van(bron, hoofdstuk, None))
        return [r.Verhalen(los, blok.titel)] if los else []
    if blok.soort == Soort.CITAAT:
        eigen = van_hoofdstuk(bron.citaten, hoofdstuk)
        if len(eigen) <= nummer:
            return []
        citaat = eigen[nummer]
        return [r.Citaat(citaat.tekst, citaat.wie, plek, f"citaat:{citaat.pk}")]
    if blok.soort == Soort.FEIT:
        feiten = van_hoofdstuk(bron.feiten, hoofdstuk)
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
        deel = cijferblok(bron, hoofdstuk, blok, html, noten)
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
