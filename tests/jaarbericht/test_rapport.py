"""The frozen content of a report: every class goes to JSON and comes back equal."""

import json
from dataclasses import FrozenInstanceError, fields

import pytest

from jaarbericht import rapport as r

BEELD = r.Beeld(
    "Een vrouw leest voor", bestand="fotos/a.jpg", bijschrift="Diever", maker="J. Jansen", focus_x=30, focus_y=70, bron="foto:7"
)
GETEKEND = r.Beeld("Een kring stoelen", tekening="kring", zaad="2024")
CEL = r.Cel("4.110", "4110", voorlopig=True, voorbeeld=True)
LEEG = r.Cel("geen gegevens", geen_gegevens=True)
REGEL = r.Regel("leden", "Leden", CEL, LEEG, "+4", "a, b", totaal=True, aandeel=0.625)
TABEL = r.Tabel("Leden", (REGEL,), 2024, vergelijkt=False, staven=True, noot="Peildatum", eenheid="leden")
GRAFIEK = r.Grafiek(
    "kolommen", "Meer leden", "2023 –, 2024 4.110", (r.Punt("2023", None, "–"), r.Punt("2024", "4110", "4.110"))
)
VERHAAL = r.Verhaal("Robots", "<p>Piep &amp; knars</p>", "Diever", "18 kinderen", BEELD, "verhaal:12")
GEPLAND = r.Geplandregel("IDO", "Spreekuren", "keer", "96", "90", "92", "+2", 102, "Twee extra")
MIDDEL = r.Middelenregel("Huisvesting", None, "€ 500", "€ 0,03", "€ 480", totaal=True)
GEMEENTE = r.Kaartgemeente(
    "GM1701", "Westerveld", True, (r.Plaats("Diever", 6.318, 52.855),),
    ((((6.0, 52.0), (6.1, 52.0), (6.0, 52.1), (6.0, 52.0)),),),
)  # fmt: skip
THEMA = r.Vormthema("atkinson", "plank", "themas/logo.png", 3.0)
INHOUDSREGEL = r.Inhoudsregel("leden", "Leden", 2, None)
SECTIE = r.Sectie(
    "leden", "cijfers", "cijfers", "Leden", (r.Opener(None, "Leden", "<p>a</p>"), r.Tekst("<p>b</p>", "Kop", "lead")), 3,
    (r.Noot("a", "Heel de stichting"),), "Kolom 2023: voorbeeldcijfers.",
)  # fmt: skip
CIJFERREGEL = r.Cijferregel("leden", "Leden", "Bereik", "Westerveld", 2024, "4110", "leden", "voorlopig", "2024-12-31", "eigen")

VOORBEELDEN = [
    BEELD, GETEKEND, CEL, LEEG, REGEL, TABEL, GRAFIEK, VERHAAL, GEPLAND, MIDDEL, GEMEENTE, INHOUDSREGEL, SECTIE, CIJFERREGEL,
    r.Noot("a", "Heel de stichting"),
    r.Tekst("<p>a</p>", "Kop", "lead"),
    r.Kantlijn("Kop", "<p>a</p>"),
    r.Verhalen((VERHAAL, VERHAAL), "Verhalen"),
    r.Campagne("Kinderboekenweek", "2 tot en met 13 oktober 2024", "Lekker eigenwijs", "<p>a</p>", (VERHAAL,)),
    r.Citaat("Het hielp", "Anneke", "kantlijn", "citaat:3"),
    r.Feit("12", "<p>keer</p>", "band"),
    THEMA,
    r.Partner("SeniorWeb", "inloop"),
    r.Partners("Samen met", (r.Partner("SeniorWeb"),)),
    r.Verwijzing("http://localhost:8000/catalogus/lijn-2", 2),
    r.Punt("2024", "4110.5", "4.110,5"),
    r.Held("4.110", "leden"),
    r.Lijst("Tevreden over", (("Personeel", 83), ("Gebouw", 81))),
    r.Cijferblok((TABEL,), (r.Held("4.110", "leden"),), GRAFIEK, "Leden", "<p>a</p>"),
    r.Geplandtabel(2, "Leren", (GEPLAND,)),
    r.Gepland((r.Geplandtabel(2, "Leren", (GEPLAND,)),), 1, 2, ("Wisselcollectie",)),
    r.Middelen("<p>a</p>", (MIDDEL,), ("Verlening op 1 december 2023, kenmerk Z-1: € 500,00.",), True, GRAFIEK),
    r.Plaats("Diever", 6.318, 52.855),
    r.Kaart("GM1701", (GEMEENTE,), "Kadaster", "31 december 2024", (("bibliotheken", "3"),)),
    r.Colofondeel("Tekst", "<p>a</p>"),
    r.Brief("Voorwoord", "Paneel", "Beste lezer,", "<p>a</p>", "Jos", "directeur", GETEKEND),
    r.Omslag("Jaarbericht 2024", "Westerveld", BEELD),
    r.Inhoud("<p>a</p>", (INHOUDSREGEL,)),
    r.Opener(2, "Leren", "<p>a</p>"),
    r.Lijnkleur(2, "Leren", "#14506b"),
    r.Rapport(
        2024, "GM1701", "Westerveld", "Jaarbericht 2024", "Bibliotheken", "Samen", "Concept", "2025-04-14",
        (r.Lijnkleur(2, "Leren", "#14506b"),), (SECTIE,), (CIJFERREGEL,), thema=THEMA,
    ),
]  # fmt: skip


def heen_en_terug(deel):
    return r.van_json(json.loads(json.dumps(r.naar_json(deel))))


@pytest.mark.parametrize("deel", VOORBEELDEN, ids=lambda deel: type(deel).__name__)
def test_heen_en_terug(deel):
    """Equal, of the same class, hashable (so without lists) and with the same JSON."""
    terug = heen_en_terug(deel)
    assert type(terug) is type(deel)
    assert terug == deel
    assert hash(terug) == hash(deel)
    assert r.naar_json(terug) == r.naar_json(deel)


def test_van_elke_klasse_is_er_een_voorbeeld():
    assert sorted({type(deel).__name__ for deel in VOORBEELDEN}) == sorted(r.KLASSEN)


def test_elk_veld_heeft_ergens_een_eigen_waarde():
    """A field that keeps its default in every example would also come back when it were lost."""
    alle: dict[str, set[str]] = {naam: set() for naam in r.KLASSEN}
    for deel in VOORBEELDEN:
        alle[type(deel).__name__] |= {veld.name for veld in fields(deel) if getattr(deel, veld.name) != veld.default}
    verwacht = {naam: {veld.name for veld in fields(klasse)} for naam, klasse in r.KLASSEN.items()}
    verwacht["Rapport"].remove("schema")
    assert alle == verwacht


def test_zo_ziet_de_json_eruit():
    assert r.naar_json(r.Partners("Samen", (r.Partner("Élan & <co>"),))) == {
        "_": "Partners",
        "titel": "Samen",
        "partners": [{"_": "Partner", "naam": "Élan & <co>", "rol": ""}],
    }


def test_waarden_blijven_precies():
    """Decimal strings, never floats: 0.1 stays 0.1 and trailing zeros stay."""
    assert heen_en_terug(r.Cel("0,10", "0.10")).waarde == "0.10"


def test_een_veld_dat_er_later_bij_kwam_krijgt_zijn_gewone_waarde():
    assert r.van_json({"_": "Citaat", "tekst": "Het hielp", "wie": "Anneke"}) == r.Citaat("Het hielp", "Anneke")


def test_wat_voor_schema_3_werd_bevroren_is_nog_te_lezen():
    """As it was kept before stories, quotes and pictures named the record they came from."""
    beeld = {"_": "Beeld", "alt": "Kring", "bestand": "", "tekening": "kring", "zaad": "", "bijschrift": "", "maker": "",
             "focus_x": 50, "focus_y": 50}  # fmt: skip
    verhaal = {"_": "Verhaal", "titel": "Robots", "html": "<p>Piep</p>", "plaats": "", "deelnemers": "", "beeld": beeld}
    assert r.van_json(verhaal) == r.Verhaal("Robots", "<p>Piep</p>", beeld=r.Beeld("Kring", tekening="kring"))


@pytest.mark.parametrize(
    ("data", "fout"),
    [
        ({"_": "Onzin", "naam": "x"}, KeyError),
        ({"naam": "x"}, KeyError),
        ({"_": "Partner", "naam": "x", "onzin": 1}, TypeError),
        ({"_": "Partner"}, TypeError),
    ],
)
def test_wat_er_niet_in_hoort(data, fout):
    with pytest.raises(fout):
        r.van_json(data)


def test_de_inhoud_is_bevroren():
    with pytest.raises(FrozenInstanceError):
        CEL.tekst = "4.111"


def test_schema_staat_in_het_rapport():
    assert (r.SCHEMA, r.naar_json(VOORBEELDEN[-1])["schema"]) == (3, 3)


def test_een_uitgave_van_schema_1_blijft_leesbaar():
    """Its figures say nothing of a peildatum or a source."""
    oud = r.naar_json(VOORBEELDEN[-1]) | {"schema": 1}
    oud["cijfers"] = [{k: w for k, w in regel.items() if k not in ("peildatum", "bron")} for regel in oud["cijfers"]]
    nieuw = r.van_json(json.loads(json.dumps(oud)))
    assert nieuw.schema == 1
    assert [(regel.peildatum, regel.bron) for regel in nieuw.cijfers] == [("", "")] * len(VOORBEELDEN[-1].cijfers)
