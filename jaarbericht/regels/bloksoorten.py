"""The kinds of blocks: in which chapters each fits, what it does, and which settings it has."""

from collections.abc import Collection
from typing import Any

from catalogus.fouten import RegelFout
from jaarbericht.models import Blok, Hoofdstuk

Soort = Blok.Soort
_LOPEND = (
    Soort.TEKST,
    Soort.KANTLIJN,
    Soort.KERNCIJFERS,
    Soort.CIJFERTABEL,
    Soort.CAMPAGNE,
    Soort.VERHALEN,
    Soort.CITAAT,
    Soort.FEIT,
    Soort.PARTNERS,
    Soort.INFOGRAPHIC,
    Soort.GEPLAND,
    Soort.MIDDELEN,
)
PAST_IN: dict[str, tuple[Soort, ...]] = {
    Hoofdstuk.Soort.OMSLAG: (),
    Hoofdstuk.Soort.INHOUD: (Soort.TEKST,),
    Hoofdstuk.Soort.BRIEF: (Soort.BRIEF,),
    Hoofdstuk.Soort.KAART: (Soort.KAART, Soort.KERNCIJFERS),
    Hoofdstuk.Soort.COLOFON: (Soort.COLOFON,),
    Hoofdstuk.Soort.PROGRAMMALIJN: (Soort.INTRO, *_LOPEND, Soort.CATALOGUSVERWIJZING),
    Hoofdstuk.Soort.PAGINAS: _LOPEND,
}
UITLEG: dict[str, str] = {
    Soort.INTRO: "De eerste zinnen, op de gekleurde opener.",
    Soort.BRIEF: "Een brief met aanhef, ondertekening en portret.",
    Soort.KANTLIJN: "Een korte tekst naast de lopende tekst.",
    Soort.TEKST: "Lopende tekst met een kop.",
    Soort.CAMPAGNE: "Een campagne, met de verhalen die erbij horen.",
    Soort.VERHALEN: "Alle verhalen van dit hoofdstuk die niet bij een campagne horen.",
    Soort.CIJFERTABEL: "Tabellen met dit jaar, vorig jaar en het verschil.",
    Soort.KERNCIJFERS: "Een paar cijfers, groot.",
    Soort.INFOGRAPHIC: "De uitkomsten van het onderzoek onder leden.",
    Soort.CITAAT: "Een citaat van de gemeente.",
    Soort.FEIT: "Een feit van de gemeente, met een groot getal.",
    Soort.PARTNERS: "De partners van de gemeente.",
    Soort.KAART: "Tekst naast de kaart van de provincie.",
    Soort.GEPLAND: "Wat was afgesproken en wat is gedaan, per activiteit.",
    Soort.MIDDELEN: "Het geld per programmalijn, en per inwoner.",
    Soort.CATALOGUSVERWIJZING: "Een verwijzing naar deze programmalijn in de catalogus.",
    Soort.COLOFON: "Een deel van het colofon.",
}
# Kinds without running text of their own.
ZONDER_TEKST = {Soort.VERHALEN, Soort.CITAAT, Soort.FEIT, Soort.CATALOGUSVERWIJZING, Soort.KERNCIJFERS}
PLEKKEN = {"kantlijn": "in de kantlijn", "kolom": "in een kolom", "band": "over de hele breedte"}
GRAFIEKEN = {"gestapeld": "delen van een geheel", "jaren": "een cijfer over de jaren"}
# Settings that hold a text, an allowed word, or a list of figures; `tabellen` and `grafiek` hold several of those.
KEUZES: dict[str, dict[str, Collection[str]]] = {
    Soort.TEKST: {"stijl": ("", "lead")},
    Soort.CITAAT: {"plek": tuple(PLEKKEN)},
    Soort.FEIT: {"plek": tuple(PLEKKEN)},
    Soort.CIJFERTABEL: {"plek": ("", "stroom"), "kolommen": ("vergelijking", "balken")},
}
TEKSTEN: dict[str, tuple[str, ...]] = {
    Soort.BRIEF: ("paneelzin", "aanhef", "naam", "functie", "portret", "portret_alt"),
}
MEEST_NUMMER = 12


def toets_past(*, soort: str, hoofdstuk: Hoofdstuk) -> None:
    if soort not in PAST_IN[hoofdstuk.soort]:
        raise RegelFout(
            f"Een blok ‘{Soort(soort).label}’ past niet in een hoofdstuk van de soort ‘{hoofdstuk.get_soort_display()}’.",
            code="past-niet",
            veld="soort",
        )
    if soort == Soort.CATALOGUSVERWIJZING and hoofdstuk.programmalijn_id is None:
        raise RegelFout(
            "Kies eerst bij het hoofdstuk een programmalijn. Dan weet de verwijzing waarheen.", code="past-niet", veld="soort"
        )


def toets_instelling(*, soort: str, instelling: dict[str, Any], codes: Collection[str]) -> None:
    """RegelFout when a setting names a figure, a place or a kind that does not exist. `codes`: the figures there are."""
    for naam, mag in KEUZES.get(soort, {}).items():
        if instelling.get(naam, "") not in {"", *mag}:
            raise RegelFout(f"‘{instelling[naam]}’ bestaat niet. Kies uit de lijst.", code="instelling", veld=naam)
    nummer = instelling.get("nummer", 1)
    if not isinstance(nummer, int) or not 1 <= nummer <= MEEST_NUMMER:
        raise RegelFout(f"Vul een nummer van 1 tot en met {MEEST_NUMMER} in.", code="instelling", veld="nummer")
    tabellen = instelling.get("tabellen", [])
    for tabel in tabellen:
        if set(tabel.get("totaal", [])) - set(tabel["regels"]):
            raise RegelFout("Een totaal moet een rij van dezelfde tabel zijn.", code="instelling", veld="tabellen")
    grafiek = instelling.get("grafiek", {})
    if grafiek and grafiek.get("soort") not in GRAFIEKEN:
        raise RegelFout("Kies wat de grafiek laat zien.", code="instelling", veld="grafiek_soort")
    gevraagd = [*instelling.get("helden", []), *instelling.get("regels", []), *grafiek.get("regels", [])]
    gevraagd += [code for tabel in tabellen for code in tabel["regels"]]
    if onbekend := sorted(set(gevraagd) - set(codes)):
        raise RegelFout(f"Dit cijfer bestaat niet: {', '.join(onbekend)}. Kies een ander.", code="instelling", veld="regels")
