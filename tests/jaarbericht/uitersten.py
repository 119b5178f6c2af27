"""Two whole reports at the far ends: everything long, many and with a photo; everything short, few and without one."""

from dataclasses import replace

from jaarbericht.rapport import (
    Beeld,
    Brief,
    Campagne,
    Cijferblok,
    Citaat,
    Colofondeel,
    Feit,
    Kaart,
    Kantlijn,
    Lijst,
    Omslag,
    Opener,
    Partner,
    Partners,
    Rapport,
    Sectie,
    Tekst,
    Verhaal,
    Verhalen,
)
from tests.jaarbericht import voorbeeldrapport as voorbeeld

GROOT, KLEIN = "Súdwest-Fryslân", "'s-Hertogenbosch"
LANG_WOORD = "Gemeenschapsvoorzieningenoverleg"
LANGE_TITEL = "Drenthe leest, leert en ontwikkelt zich een leven lang, in elk dorp"


def _anders(deel, *, groot: bool):
    """The same part of a report with much more, or much less, in it."""
    if isinstance(deel, Omslag):
        return replace(deel, gemeente=GROOT if groot else KLEIN)
    if isinstance(deel, Brief):
        return (
            replace(deel, html=deel.html * 2) if groot else replace(deel, html="<p>Beste lezer,</p>", portret=None, paneel="")
        )
    if isinstance(deel, Opener):
        return replace(deel, titel=LANGE_TITEL, html=deel.html * 3) if groot else replace(deel, titel="Lezen", html="")
    if isinstance(deel, Tekst):
        return replace(deel, html=deel.html * 4) if groot else replace(deel, html="<p>Er was weinig te melden.</p>")
    if isinstance(deel, Colofondeel):
        return replace(deel, html=deel.html * 3) if groot else deel
    if isinstance(deel, Partners):
        veel = tuple(Partner(f"{LANG_WOORD} {i}", "samen aan tafel " * (i % 4)) for i in range(24))
        return replace(deel, partners=veel if groot else deel.partners[:1])
    if isinstance(deel, Kaart) and not groot:
        een = next(g for g in deel.gemeenten if g.code == deel.gekozen)
        een = replace(een, naam=KLEIN, plaatsen=een.plaatsen[:1])
        return replace(deel, gemeenten=(een,), kerncijfers=(("Bibliotheek", "1"),))
    if isinstance(deel, Kaart):
        namen = tuple(replace(g, naam=GROOT) if g.code == deel.gekozen else g for g in deel.gemeenten)
        return replace(deel, gemeenten=namen)
    if isinstance(deel, Cijferblok) and not groot:
        eerste = replace(deel.tabellen[0], regels=deel.tabellen[0].regels[:1])
        return Cijferblok((eerste,), titel=deel.titel)
    return deel


def _foto(nummer: int) -> Beeld:
    bijschrift = "Een bijschrift dat over meer dan een regel gaat, omdat er veel te zien is." if nummer % 2 else ""
    return replace(voorbeeld.tekening("robots", bijschrift), maker="Jan-Willem van der Steenhoven-Oldenzaal")


def _verhalen(aantal: int, *, beelden: bool) -> tuple[Verhaal, ...]:
    rij = (voorbeeld.verhaal(i, _foto(i) if beelden and i % 4 == 0 else None, 1 + (i % 7 == 3) * 3) for i in range(aantal))
    return tuple(
        replace(v, titel=f"{LANG_WOORD}: {v.titel.lower()}") if beelden and i % 9 == 5 else v for i, v in enumerate(rij)
    )


def _loop(sectie: Sectie, *, groot: bool) -> Sectie:
    """A text sectie: thirty stories in the first one with campaigns; or two short ones in the whole report."""
    rest = [d for d in sectie.onderdelen if not isinstance(d, (Verhalen, Campagne, Citaat, Feit))] if not groot else []
    if groot:
        rest = [_anders(d, groot=True) for d in sectie.onderdelen if not isinstance(d, Verhalen)]
        aantal = 30 if sectie.hoofdstuk == "leert" else 5
        return replace(sectie, onderdelen=(*rest, Verhalen(_verhalen(aantal, beelden=True), "En verder dit jaar")))
    verhalen = (Verhalen(_verhalen(2, beelden=False)),) if sectie.hoofdstuk == "robuust" else ()
    kleiner = [_anders(d, groot=False) for d in rest if isinstance(d, (Kantlijn, Tekst, Partners))]
    return replace(sectie, onderdelen=(*kleiner, *verhalen))


def _sectie(sectie: Sectie, *, groot: bool) -> Sectie:
    if sectie.soort == "loop":
        return _loop(sectie, groot=groot)
    delen = tuple(_anders(deel, groot=groot) for deel in sectie.onderdelen)
    if sectie.soort == "panel" and not groot:
        delen = tuple(deel for deel in delen if isinstance(deel, Lijst))[:1]
    if sectie.soort == "tabellen" and not groot:
        delen = delen[:1]
    if sectie.soort == "gepland" and not groot:
        delen = (replace(voorbeeld.gepland(), tabellen=voorbeeld.gepland().tabellen[:1], gehaald=1, telbaar=1, zonder_maat=()),)
    titel = LANGE_TITEL if groot and sectie.soort in ("opener", "cijfers", "gepland") else sectie.titel
    return replace(sectie, onderdelen=delen, titel=titel)


def uiterste(naam: str) -> Rapport:
    """groot or klein: a whole report."""
    groot = naam == "groot"
    delen = [_sectie(sectie, groot=groot) for sectie in voorbeeld.secties()]
    if groot:
        cijfers = {sectie.soort: sectie for sectie in voorbeeld.moeilijke_cijfers()}
        gepland = next(d for s in voorbeeld.moeilijke_cijfers() if s.sleutel == "gepland-45" for d in s.onderdelen)
        delen = [replace(s, onderdelen=(gepland,)) if s.soort == "gepland" else s for s in delen]
        delen = [replace(s, onderdelen=cijfers["cijfers"].onderdelen) if s.soort == "cijfers" else s for s in delen]
    gemeente = GROOT if groot else KLEIN
    return voorbeeld.voorbeeld(tuple(delen), gemeente=gemeente, organisatie=f"Bibliotheken {gemeente}")
