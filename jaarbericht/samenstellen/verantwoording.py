"""Planned and realised, and the means, as the report tells them."""

from decimal import Decimal

from catalogus.models import Pakket
from catalogus.opmaak import afronden, datum, euro, hoeveelheid, met_teken
from catalogus.regels import verantwoording as regels
from jaarbericht import rapport as r
from jaarbericht.samenstellen.bron import Bron
from jaarbericht.samenstellen.tabellen import cel

VOORBEELD = "De afspraken en bedragen op deze pagina zijn voorbeeldcijfers."


def gepland(bron: Bron, waar: str) -> tuple[r.Gepland, bool] | None:
    """Tables per programmalijn of what was chosen; basis lines without a measure are left out.

    Second value: whether the afname is an example. None without afname, which is a gebrek.
    """
    afname = regels.bevestigde_afname(gemeente=bron.gemeente, jaar=bron.jaar)
    rijen = regels.gepland_en_gerealiseerd(gemeente=bron.gemeente, jaar=bron.jaar, cijfers=bron.cijfers)
    if afname is None or not rijen:
        bron.gebreken.append(f"{waar}: er is geen bevestigde afname van {bron.gemeente} voor {bron.jaar}.")
        return None
    telbaar = [rij for rij in rijen if rij.uitgevoerd is not None]
    zonder = [rij for rij in rijen if rij.uitgevoerd is None]
    tabellen = []
    for lijn in bron.lijnen:
        eigen = tuple(_geplandregel(rij) for rij in telbaar if rij.programmalijn == lijn.nummer)
        if eigen:
            tabellen.append(r.Geplandtabel(lijn.nummer, lijn.naam, eigen))
    overzicht = r.Gepland(
        tabellen=tuple(tabellen),
        gehaald=sum(rij.verschil >= 0 for rij in telbaar if rij.verschil is not None),
        telbaar=len(telbaar),
        zonder_maat=tuple(rij.titel for rij in zonder if rij.pakket != Pakket.BASIS),
    )
    return overzicht, afname.voorbeeld


def _geplandregel(rij: regels.Verantwoordingsregel) -> r.Geplandregel:
    verschil = rij.verschil or Decimal(0)
    standaard = "Volgens afspraak." if not verschil else ""
    return r.Geplandregel(
        code=rij.code,
        titel=rij.titel,
        maat=rij.maat,
        afgesproken=hoeveelheid(rij.afgesproken),
        gewijzigd="" if rij.gewijzigd is None else hoeveelheid(rij.gewijzigd),
        uitgevoerd=hoeveelheid(rij.uitgevoerd),
        verschil=met_teken(hoeveelheid(verschil), verschil),
        deel=None if rij.deel is None else int(afronden(rij.deel, 0)),
        toelichting=rij.toelichting or standaard,
    )


def middelen(bron: Bron, html: str) -> tuple[r.Middelen, bool] | None:
    """The means with a chart per programmalijn; second value: whether anything in it is an example. None without afname."""
    overzicht = regels.middelen(gemeente=bron.gemeente, jaar=bron.jaar, cijfers=bron.cijfers)
    if overzicht is None:
        return None
    namen = {lijn.nummer: lijn.naam for lijn in bron.lijnen}
    met_realisatie = overzicht.gerealiseerd is not None

    def per_inwoner(bedrag: Decimal) -> str:
        return euro(bedrag / overzicht.inwoners) if overzicht.inwoners else "–"

    rijen = [
        r.Middelenregel(
            naam=namen[rij.programmalijn] if rij.programmalijn else "Huisvesting",
            programmalijn=rij.programmalijn,
            verleend=euro(rij.verleend, 0),
            per_inwoner=per_inwoner(rij.verleend),
            gerealiseerd=euro(rij.gerealiseerd, 0) if met_realisatie else "",
        )
        for rij in overzicht.rijen
    ]
    rijen.append(
        r.Middelenregel(
            naam="Totaal",
            programmalijn=None,
            verleend=euro(overzicht.verleend, 0),
            per_inwoner=per_inwoner(overzicht.verleend),
            gerealiseerd=euro(overzicht.gerealiseerd, 0) if met_realisatie else "",
            totaal=True,
        )
    )
    punten = tuple(
        r.Punt(rij.naam, str(bedrag.verleend), rij.verleend) for rij, bedrag in zip(rijen, overzicht.rijen, strict=False)
    )
    grafiek = r.Grafiek(
        soort="balken",
        titel="Verdeling over de programmalijnen en huisvesting",
        omschrijving="; ".join(f"{punt.label} {punt.tekst}" for punt in punten) + ".",
        punten=punten,
    )
    zinnen = tuple(
        f"{b.get_soort_display().capitalize()} op {datum(b.datum)}, kenmerk {b.kenmerk}: {euro(b.bedrag)}."
        for b in overzicht.beschikkingen
    )
    return r.Middelen(html, tuple(rijen), zinnen, met_realisatie, grafiek), overzicht.voorbeeld


def kerncijfers(bron: Bron, codes: list[str], waar: str) -> tuple[tuple[str, str], ...]:
    """Pairs of label and number."""
    uit = []
    for code in codes:
        if code not in bron.cijfers.indicatoren:
            bron.gebreken.append(f"{waar}: er is geen indicator ‘{code}’.")
            continue
        cijfer = bron.cijfers.voor_rapport(code, jaar=bron.jaar, gemeente=bron.gemeente)
        if cijfer.ontbreekt:
            bron.gebreken.append(f"{waar}: ‘{cijfer.indicator}’ over {bron.jaar} is niet ingevuld.")
        uit.append((cijfer.indicator.naam, cel(cijfer).tekst))
    return tuple(uit)
