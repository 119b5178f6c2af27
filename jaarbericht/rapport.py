"""The content of one report as frozen data: what `samenstellen` makes, `opmaak` draws and an Uitgave keeps as JSON.

All texts are final Dutch; html is sanitised and its placeholders are resolved, except page references, which are empty
`<a href="#sleutel" data-pagina="sleutel">` elements that `pdf` fills in after layout. Values are decimal strings, so that JSON
keeps them exact. A new meaning of a field is a new SCHEMA number; a field that came later has a value for what is older.
Schema 2: figures say their peildatum and source, and a report may have a theme. Schema 3: what shows people has its `bron`, the
record it came from ('verhaal:12', 'citaat:3', 'foto:7'), so that it can be taken out later.
"""

import dataclasses
from dataclasses import dataclass

SCHEMA = 3


@dataclass(frozen=True)
class Beeld:
    """A photo (`bestand`: name in the media storage) or one of our drawings (`tekening`: scene, with its seed)."""

    alt: str
    bestand: str = ""
    tekening: str = ""
    zaad: str = ""
    bijschrift: str = ""
    maker: str = ""
    focus_x: int = 50  # per cent from the left
    focus_y: int = 50  # per cent from the top
    bron: str = ""  # record that it was made from, as "foto:7"


@dataclass(frozen=True)
class Cel:
    """One figure. `waarde` is a decimal string or None; `tekst` is what people read ('4.110', '20,6%', 'geen gegevens')."""

    tekst: str
    waarde: str | None = None
    geen_gegevens: bool = False
    voorlopig: bool = False
    voorbeeld: bool = False


@dataclass(frozen=True)
class Noot:
    letter: str
    tekst: str


# ------------------------------------------------------------------ parts of a sectie
@dataclass(frozen=True)
class Tekst:
    html: str
    titel: str = ""
    stijl: str = ""  # "" or "lead"


@dataclass(frozen=True)
class Kantlijn:
    titel: str
    html: str = ""


@dataclass(frozen=True)
class Verhaal:
    titel: str
    html: str
    plaats: str = ""
    deelnemers: str = ""  # "18 kinderen"
    beeld: Beeld | None = None
    bron: str = ""


@dataclass(frozen=True)
class Verhalen:
    verhalen: tuple[Verhaal, ...]
    titel: str = ""


@dataclass(frozen=True)
class Campagne:
    naam: str
    periode: str  # "2 tot en met 13 oktober 2024"
    thema: str
    html: str
    verhalen: tuple[Verhaal, ...] = ()


@dataclass(frozen=True)
class Citaat:
    tekst: str  # without quotation marks
    wie: str
    plek: str = ""  # kantlijn, band, kolom
    bron: str = ""


@dataclass(frozen=True)
class Feit:
    getal: str
    html: str
    plek: str = ""  # kantlijn, band, kolom


@dataclass(frozen=True)
class Partner:
    naam: str
    rol: str = ""


@dataclass(frozen=True)
class Partners:
    titel: str
    partners: tuple[Partner, ...]


@dataclass(frozen=True)
class Verwijzing:
    """Link to the programmalijn in the public catalogue."""

    adres: str
    programmalijn: int


@dataclass(frozen=True)
class Regel:
    """A row of a table of figures."""

    code: str
    naam: str
    nu: Cel
    vorig: Cel | None = None
    verschil: str = ""  # "+4", "+2,9%", "−3", "0" or ""
    noot: str = ""  # letters of its footnotes
    totaal: bool = False
    aandeel: float | None = None  # 0..1 of the largest in the table, for a bar in the cell


@dataclass(frozen=True)
class Tabel:
    titel: str
    regels: tuple[Regel, ...]
    jaar: int
    vergelijkt: bool = True  # shows last year and the difference
    staven: bool = False  # shows bars instead of a comparison
    noot: str = ""
    eenheid: str = ""  # heading of the number column when `staven`


@dataclass(frozen=True)
class Punt:
    """A point of a chart."""

    label: str
    waarde: str | None
    tekst: str


@dataclass(frozen=True)
class Grafiek:
    soort: str  # gestapeld, kolommen, balken
    titel: str  # the conclusion, a sentence
    omschrijving: str  # all values in words: the text alternative
    punten: tuple[Punt, ...]


@dataclass(frozen=True)
class Held:
    """A large figure above the tables."""

    getal: str
    html: str


@dataclass(frozen=True)
class Lijst:
    """Answers of a survey with their percentages (0..100)."""

    titel: str
    regels: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Cijferblok:
    """Tables on a page, with large figures and a chart when there are."""

    tabellen: tuple[Tabel, ...]
    helden: tuple[Held, ...] = ()
    grafiek: Grafiek | None = None
    titel: str = ""
    html: str = ""


@dataclass(frozen=True)
class Geplandregel:
    code: str
    titel: str
    maat: str  # "keer", "locaties", "deelnames"
    afgesproken: str
    gewijzigd: str  # "" when never changed
    uitgevoerd: str
    verschil: str
    deel: int | None  # carried out as per cent of what was agreed
    toelichting: str


@dataclass(frozen=True)
class Geplandtabel:
    programmalijn: int
    titel: str
    regels: tuple[Geplandregel, ...]


@dataclass(frozen=True)
class Gepland:
    tabellen: tuple[Geplandtabel, ...]
    gehaald: int  # lines that reached what was agreed
    telbaar: int  # lines that can be compared
    zonder_maat: tuple[str, ...] = ()  # titles of what was taken but is not counted


@dataclass(frozen=True)
class Middelenregel:
    naam: str
    programmalijn: int | None
    verleend: str
    per_inwoner: str
    gerealiseerd: str = ""
    totaal: bool = False


@dataclass(frozen=True)
class Middelen:
    html: str
    regels: tuple[Middelenregel, ...]
    beschikkingen: tuple[str, ...]  # sentences
    met_realisatie: bool
    grafiek: Grafiek | None = None


@dataclass(frozen=True)
class Plaats:
    naam: str
    lengtegraad: float
    breedtegraad: float


@dataclass(frozen=True)
class Kaartgemeente:
    code: str
    naam: str
    deelnemer: bool
    plaatsen: tuple[Plaats, ...]
    vlakken: tuple | None = None  # GeoJSON MultiPolygon coordinates, when boundaries were imported


@dataclass(frozen=True)
class Kaart:
    gekozen: str
    gemeenten: tuple[Kaartgemeente, ...]
    bron: str  # source line of the boundaries, "" for a schematic map
    peildatum: str  # "31 december 2024"
    kerncijfers: tuple[tuple[str, str], ...]  # ("bibliotheken", "3")


@dataclass(frozen=True)
class Colofondeel:
    titel: str
    html: str


@dataclass(frozen=True)
class Brief:
    titel: str
    paneel: str
    aanhef: str
    html: str
    naam: str
    functie: str
    portret: Beeld | None = None


@dataclass(frozen=True)
class Omslag:
    soort: str  # "Jaarbericht 2024"
    gemeente: str
    beeld: Beeld | None = None


@dataclass(frozen=True)
class Inhoudsregel:
    sleutel: str
    titel: str
    nummer: int | None
    lijn: int | None


@dataclass(frozen=True)
class Inhoud:
    html: str
    regels: tuple[Inhoudsregel, ...]


@dataclass(frozen=True)
class Opener:
    nummer: int | None
    titel: str
    html: str


Onderdeel = (
    Tekst | Kantlijn | Verhalen | Campagne | Citaat | Feit | Partners | Verwijzing | Tabel | Cijferblok | Lijst | Gepland
    | Middelen | Kaart | Colofondeel | Brief | Omslag | Inhoud | Opener
)  # fmt: skip


@dataclass(frozen=True)
class Sectie:
    """What starts on a new page and is laid out on its own. `sleutel` is the anchor; `soort` chooses the template."""

    sleutel: str
    soort: str  # omslag inhoud brief opener loop cijfers tabellen panel gepland middelen kaart colofon
    hoofdstuk: str
    titel: str
    onderdelen: tuple[Onderdeel, ...]
    lijn: int | None = None
    noten: tuple[Noot, ...] = ()
    mededeling: str = ""  # "Kolom 2023: voorbeeldcijfers."


@dataclass(frozen=True)
class Lijnkleur:
    nummer: int
    naam: str
    kleur: str


@dataclass(frozen=True)
class Vormthema:
    """The looks that were chosen; the colours are those of the Lijnkleuren. logo: name in the media storage."""

    letter: str  # besley, atkinson
    omslag: str  # landschap, plank, vlak
    logo: str = ""
    logo_verhouding: float = 1.0  # width by height


@dataclass(frozen=True)
class Cijferregel:
    """A row of the figures attached to the PDF and offered as open data."""

    code: str
    naam: str
    rubriek: str
    bereik: str
    jaar: int
    waarde: str | None
    eenheid: str
    toelichting: str = ""
    peildatum: str = ""  # ISO date; empty when it counts over the whole year
    bron: str = ""


@dataclass(frozen=True)
class Rapport:
    jaar: int
    gemeente_code: str
    gemeente: str
    titel: str  # "Jaarbericht 2024"
    organisatie: str
    onderschrift: str
    uitgave: str  # "Concept" or "Uitgave 1, vastgesteld op 14 april 2025"
    datum: str  # ISO date of the uitgave, "" for a concept
    lijnen: tuple[Lijnkleur, ...]
    secties: tuple[Sectie, ...]
    cijfers: tuple[Cijferregel, ...]
    schema: int = SCHEMA
    thema: Vormthema | None = None


KLASSEN: dict[str, type] = {
    klasse.__name__: klasse
    for klasse in list(globals().values())
    if isinstance(klasse, type) and dataclasses.is_dataclass(klasse)
}


def naar_json(deel):
    """Dataclasses to plain JSON data; each object carries its class name under `_`."""
    if dataclasses.is_dataclass(deel):
        velden = {veld.name: naar_json(getattr(deel, veld.name)) for veld in dataclasses.fields(deel)}
        return {"_": type(deel).__name__, **velden}
    if isinstance(deel, (tuple, list)):
        return [naar_json(x) for x in deel]
    return deel


def van_json(data):
    """The reverse of `naar_json`; raises KeyError on an unknown class and TypeError on an unknown field."""
    if isinstance(data, dict):
        velden = {naam: van_json(waarde) for naam, waarde in data.items() if naam != "_"}
        return KLASSEN[data["_"]](**velden)
    if isinstance(data, list):
        return tuple(van_json(x) for x in data)
    return data
