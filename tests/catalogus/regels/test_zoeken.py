"""Finding activities: words, typing errors, each filter alone and together, the counts beside them, and the order."""

from decimal import Decimal as D

import pytest

from catalogus.models import Eenheid, Pakket, Prijsvorm
from catalogus.regels.kaarten import Trefwoord, laad, vouw
from catalogus.regels.zoeken import FACETTEN, Filter, opties_van, prijsklassenaam, verbeter, verwant, zoek
from tests.factories import (
    JAAR,
    ActiviteitFactory,
    EditieFactory,
    GemeenteFactory,
    InwonertalFactory,
    KenmerkFactory,
    PrijsFactory,
    ProgrammalijnFactory,
    StaffelFactory,
)

pytestmark = pytest.mark.django_db

KINDEREN = {"soort": "doelgroep", "naam": "Kinderen", "leeftijd_van": 6, "leeftijd_tot": 12}
SENIOREN = {"soort": "doelgroep", "naam": "Senioren", "leeftijd_van": 65, "leeftijd_tot": 120}
TAAL = {"soort": "opgave", "naam": "Laaggeletterdheid"}
LEZEN = {"soort": "wsob", "naam": "Lezen en literatuur"}
PIJLER = {"soort": "pijler", "naam": "Digitale vaardigheden"}


@pytest.fixture
def winkel():
    """Six activities of two programmalijnen.

    code      lijn  title                        pakket    unit      form          smallest take     kenmerken
    BOEK       3    BoekStart voor baby’s        basis     keer      kostprijs     50                wsob lezen
    LEESUUR    3    Voorleesuurtje               plus      keer      kostprijs     3 × 20 + 100      kinderen, lezen, taal
    DBOS-PO    3    De Bibliotheek op school     plus      leerling  staffel       600               kinderen, taal
    CAFE       5    Taalcafé                     plus      groep     vast bedrag   3.000             senioren, taal, pijler
    IDO        5    Informatiepunt               basis     inwoner   kostprijs     20.000 × 0,10     senioren, pijler
    MAAT       5    Gezinsaanpak                 maatwerk  vast      op aanvraag   -
    """
    editie = EditieFactory()
    lijnen = {nummer: ProgrammalijnFactory(nummer=nummer, naam=f"Lijn {nummer}") for nummer in (3, 5)}
    kenmerken = {k["naam"]: KenmerkFactory(**k) for k in (KINDEREN, SENIOREN, TAAL, LEZEN, PIJLER)}

    def maak(code, lijn, titel, woorden, namen=(), prijs=None, **velden):
        activiteit = ActiviteitFactory(
            editie=editie, code=code, programmalijn=lijnen[lijn], titel=titel, samenvatting=woorden, **velden
        )
        activiteit.kenmerken.set(kenmerken[naam] for naam in namen)
        if prijs is not None:
            PrijsFactory(activiteit=activiteit, **prijs)
        return activiteit

    maak(
        "BOEK", 3, "BoekStart voor baby’s", "Een koffertje met boekjes.", ["Lezen en literatuur"],
        {"per_eenheid": D(50)}, pakket=Pakket.BASIS,
    )  # fmt: skip
    maak(
        "LEESUUR", 3, "Voorleesuurtje", "Elke week voorlezen.", ["Kinderen", "Lezen en literatuur", "Laaggeletterdheid"],
        {"vast": D(100), "per_eenheid": D(20)}, minimum=D(3),
    )  # fmt: skip
    school = maak(
        "DBOS-PO", 3, "De Bibliotheek op school", "Voor de basisschool.", ["Kinderen", "Laaggeletterdheid"],
        {"grondslag": "locatie", "staffel": [["50", "600.00"], [None, "900.00"]]},
        eenheid=Eenheid.LEERLING, prijsvorm=Prijsvorm.STAFFEL,
    )  # fmt: skip
    StaffelFactory(activiteit=school, tot_en_met=D(50), prijs=D(600))
    maak(
        "CAFE", 5, "Taalcafé", "Praten en oefenen.", ["Senioren", "Laaggeletterdheid", "Digitale vaardigheden"],
        {"per_eenheid": D(3000)}, eenheid=Eenheid.GROEP, prijsvorm=Prijsvorm.VAST_BEDRAG,
        omschrijving="<p>Met <strong>koffie</strong> &amp; thee.</p>",
    )  # fmt: skip
    maak(
        "IDO", 5, "Informatiepunt", "Hulp bij de overheid.", ["Senioren", "Digitale vaardigheden"],
        {"per_eenheid": D("0.10")}, eenheid=Eenheid.INWONER, pakket=Pakket.BASIS,
    )  # fmt: skip
    maak(
        "MAAT", 5, "Gezinsaanpak", "Een plan op maat.",
        pakket=Pakket.MAATWERK, eenheid=Eenheid.VAST, prijsvorm=Prijsvorm.OP_AANVRAAG,
    )  # fmt: skip
    gemeente = GemeenteFactory()
    InwonertalFactory(gemeente=gemeente, aantal=20000)
    return laad(editie=editie, gemeente=gemeente)


def codes(kaarten, **vraag):
    return [kaart.code for kaart in zoek(kaarten=kaarten, filter=Filter(**vraag)).kaarten]


def waarde(kaarten, facet: str, naam: str) -> str:
    """The value in the address of an option with this name."""
    return next(w for w, n in opties_van(kaarten=kaarten)[facet].items() if n == naam)


def kies(kaarten, **namen) -> dict[str, frozenset[str]]:
    return {facet: frozenset(waarde(kaarten, facet, naam) for naam in gekozen) for facet, gekozen in namen.items()}


def aantallen(kaarten, facet: str, **vraag) -> dict[str, int]:
    uitkomst = zoek(kaarten=kaarten, filter=Filter(**vraag))
    stand = next(stand for stand in uitkomst.facetten if stand.facet.sleutel == facet)
    return {optie.naam: optie.aantal for optie in stand.opties}


ALLES = ["BOEK", "DBOS-PO", "LEESUUR", "MAAT", "IDO", "CAFE"]


# ------------------------------------------------------------------ words
def test_vouw():
    assert vouw("Poëzieweek: Café & thee!") == "poezieweek cafe thee"


@pytest.mark.parametrize(
    ("q", "gevonden"),
    [
        ("", ALLES),
        ("taalcafe", ["CAFE"]),
        ("TAALCAFÉ", ["CAFE"]),
        ("dbos-po", ["DBOS-PO"]),
        ("ido", ["IDO"]),
        ("basisschool", ["DBOS-PO"]),
        ("koffie thee", ["CAFE"]),
        ("laaggeletterdheid", ["DBOS-PO", "LEESUUR", "CAFE"]),
        ("voor baby", ["BOEK"]),
        ("taalcafe basisschool", []),
        ("zwembad", []),
    ],
)
def test_zoeken_in_titel_tekst_code_en_kenmerken(winkel, q, gevonden):
    assert codes(winkel, q=q) == gevonden


@pytest.mark.parametrize(
    ("q", "gevonden"),
    [
        ("boekstrat", ["BOEK"]),  # two letters changed places
        ("informatiepumt", ["IDO"]),
        ("gezinsanpakk", ["MAAT"]),  # two mistakes in a long word
        ("vorleesuur", ["LEESUUR"]),  # the beginning of a longer word
        ("kofie", ["CAFE"]),  # one mistake in a short word
        ("kfie", []),  # two
        ("idu", []),  # too short to guess
    ],
)
def test_typefouten_worden_vergeven(winkel, q, gevonden):
    uitkomst = zoek(kaarten=winkel, filter=Filter(q=q))
    assert [kaart.code for kaart in uitkomst.kaarten] == gevonden
    assert uitkomst.anders_gelezen == (q,)


def test_een_woord_dat_voorkomt_wordt_niet_verbeterd(winkel):
    assert zoek(kaarten=winkel, filter=Filter(q="voorlezen")).anders_gelezen == ()
    assert verbeter(term="vorlezen", kaarten=winkel) == {"voorlezen"}


def test_titel_gaat_voor_samenvatting_en_tekst():
    editie = EditieFactory()
    ActiviteitFactory(editie=editie, code="A", titel="Hulp", omschrijving="<p>Wij lezen.</p>")
    ActiviteitFactory(editie=editie, code="B", titel="Hulp bij taal", samenvatting="Samen lezen")
    ActiviteitFactory(editie=editie, code="C", titel="Wij lezen")
    ActiviteitFactory(editie=editie, code="LEZEN", titel="Zomaar")
    kaarten = laad(editie=editie)
    assert codes(kaarten, q="lezen") == ["LEZEN", "C", "B", "A"]
    assert codes(kaarten, q="lezen", sorteer="titel") == ["A", "B", "C", "LEZEN"]


# ------------------------------------------------------------------ filters
@pytest.mark.parametrize(
    ("keuzes", "gevonden"),
    [
        ({"lijn": ["Lijn 5"]}, ["MAAT", "IDO", "CAFE"]),
        ({"lijn": ["Lijn 3", "Lijn 5"]}, ALLES),
        ({"doelgroep": ["Kinderen, 6 tot en met 12 jaar"]}, ["DBOS-PO", "LEESUUR"]),
        ({"pakket": ["Basis"]}, ["BOEK", "IDO"]),
        ({"pakket": ["Basis", "Maatwerk"]}, ["BOEK", "MAAT", "IDO"]),
        ({"eenheid": ["Leerling"]}, ["DBOS-PO"]),
        ({"prijsvorm": ["Op aanvraag"]}, ["MAAT"]),
        ({"prijs": ["Tot en met €\u00a0100"]}, ["BOEK"]),
        ({"prijs": ["€\u00a0100 tot en met €\u00a0500"]}, ["LEESUUR"]),
        ({"prijs": ["€\u00a0500 tot en met €\u00a02.500"]}, ["DBOS-PO", "IDO"]),
        ({"prijs": ["Meer dan €\u00a02.500"]}, ["CAFE"]),
        ({"prijs": ["Nog geen prijs"]}, ["MAAT"]),
        ({"wsob": ["Lezen en literatuur"]}, ["BOEK", "LEESUUR"]),
        ({"pijler": ["Digitale vaardigheden"]}, ["IDO", "CAFE"]),
        ({"opgave": ["Laaggeletterdheid"]}, ["DBOS-PO", "LEESUUR", "CAFE"]),
        ({"lijn": ["Lijn 3"], "opgave": ["Laaggeletterdheid"]}, ["DBOS-PO", "LEESUUR"]),
        ({"lijn": ["Lijn 3"], "opgave": ["Laaggeletterdheid"], "wsob": ["Lezen en literatuur"]}, ["LEESUUR"]),
        ({"lijn": ["Lijn 3"], "pakket": ["Maatwerk"]}, []),
    ],
)
def test_filters_apart_en_samen(winkel, keuzes, gevonden):
    assert codes(winkel, gekozen=kies(winkel, **keuzes)) == gevonden


def test_elk_facet_heeft_een_geval_hierboven():
    assert [facet.sleutel for facet in FACETTEN] == [
        "lijn", "doelgroep", "pakket", "eenheid", "prijsvorm", "prijs", "wsob", "pijler", "opgave",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("leeftijd", "gevonden"),
    [
        (5, []),
        (6, ["DBOS-PO", "LEESUUR"]),
        (12, ["DBOS-PO", "LEESUUR"]),
        (13, []),
        (65, ["IDO", "CAFE"]),
        (99, ["IDO", "CAFE"]),
    ],
)
def test_leeftijd(winkel, leeftijd, gevonden):
    assert codes(winkel, leeftijd=leeftijd) == gevonden


def test_zoeken_filter_en_leeftijd_samen(winkel):
    assert codes(winkel, q="week", gekozen=kies(winkel, lijn=["Lijn 3"]), leeftijd=8) == ["LEESUUR"]


# ------------------------------------------------------------------ counts
def test_aantallen_zonder_keuze(winkel):
    assert aantallen(winkel, "lijn") == {"Lijn 3": 3, "Lijn 5": 3}
    assert aantallen(winkel, "pakket") == {"Basis": 2, "Plus": 3, "Maatwerk": 1}


def test_aantallen_laten_de_eigen_keuze_weg_en_volgen_de_andere(winkel):
    gekozen = kies(winkel, lijn=["Lijn 3"])
    assert aantallen(winkel, "lijn", gekozen=gekozen) == {"Lijn 3": 3, "Lijn 5": 3}
    assert aantallen(winkel, "pakket", gekozen=gekozen) == {"Basis": 1, "Plus": 2, "Maatwerk": 0}
    gekozen = kies(winkel, lijn=["Lijn 3"], pakket=["Plus"])
    assert aantallen(winkel, "lijn", gekozen=gekozen) == {"Lijn 3": 2, "Lijn 5": 1}
    assert aantallen(winkel, "pakket", gekozen=gekozen) == {"Basis": 1, "Plus": 2, "Maatwerk": 0}
    assert aantallen(winkel, "opgave", gekozen=gekozen) == {"Laaggeletterdheid": 2}


def test_aantallen_volgen_zoekwoord_en_leeftijd(winkel):
    assert aantallen(winkel, "lijn", q="laaggeletterdheid") == {"Lijn 3": 2, "Lijn 5": 1}
    assert aantallen(winkel, "lijn", q="laaggeletterdheid", leeftijd=70) == {"Lijn 3": 0, "Lijn 5": 1}


def test_een_ouder_telt_niet_bij_eenheid_en_prijs():
    editie = EditieFactory()
    ouder = ActiviteitFactory(editie=editie, code="OUDER", prijsvorm=Prijsvorm.INBEGREPEN, eenheid=Eenheid.VAST)
    kind = ActiviteitFactory(editie=editie, code="KIND", ouder=ouder)
    PrijsFactory(activiteit=kind, per_eenheid=D(40))
    kaarten = laad(editie=editie)
    assert aantallen(kaarten, "eenheid") == {"Keer": 1}
    assert aantallen(kaarten, "prijs") == {"Tot en met €\u00a0100": 1}
    assert aantallen(kaarten, "pakket") == {"Plus": 2}
    assert str(next(k for k in kaarten if k.code == "OUDER").woorden) == "Prijs per onderdeel"


def test_prijsklassen():
    assert [prijsklassenaam(klasse=k) for k in ("0", "1", "2", "3", "geen")] == [
        "Tot en met €\u00a0100",
        "€\u00a0100 tot en met €\u00a0500",
        "€\u00a0500 tot en met €\u00a02.500",
        "Meer dan €\u00a02.500",
        "Nog geen prijs",
    ]


# ------------------------------------------------------------------ order
def test_volgorde(winkel):
    assert codes(winkel, sorteer="titel") == ["BOEK", "DBOS-PO", "MAAT", "IDO", "CAFE", "LEESUUR"]
    assert codes(winkel, sorteer="prijs") == ["BOEK", "LEESUUR", "DBOS-PO", "IDO", "CAFE", "MAAT"]


def test_nieuw_staat_vooraan_en_heet_zo():
    oud = ActiviteitFactory(editie=EditieFactory(jaar=JAAR - 1), code="OUD")
    ActiviteitFactory(code="OUD", titel="Aardig", voorganger=oud)
    ActiviteitFactory(code="NIEUW", titel="Zeer nieuw")
    kaarten = laad(editie=EditieFactory())
    assert codes(kaarten) == ["OUD", "NIEUW"]
    assert codes(kaarten, sorteer="nieuw") == ["NIEUW", "OUD"]
    assert [kaart.nieuw for kaart in kaarten] == [False, True]
    assert [kaart.nieuw for kaart in laad(editie=oud.editie)] == [False]  # in the first edition nothing is new


# ------------------------------------------------------------------ records
def test_bedrag_is_dat_van_de_kleinste_afname(winkel):
    assert {kaart.code: kaart.bedrag for kaart in winkel} == {
        "BOEK": D(50), "LEESUUR": D(160), "DBOS-PO": D(600), "CAFE": D(3000), "IDO": D(2000), "MAAT": None,
    }  # fmt: skip


def test_zonder_inwonertal_is_een_bedrag_per_inwoner_onbekend():
    PrijsFactory(activiteit=ActiviteitFactory(eenheid=Eenheid.INWONER), per_eenheid=D("0.10"))
    assert [kaart.bedrag for kaart in laad(editie=EditieFactory())] == [None]


def test_de_nieuwste_prijs_telt_en_die_van_vorig_jaar_staat_erbij():
    oud = ActiviteitFactory(editie=EditieFactory(jaar=JAAR - 1), code="A")
    PrijsFactory(activiteit=oud, versie=1, per_eenheid=D(30))
    PrijsFactory(activiteit=oud, versie=2, per_eenheid=D(35))
    nu = ActiviteitFactory(code="A", voorganger=oud)
    PrijsFactory(activiteit=nu, versie=1, per_eenheid=D(36))
    PrijsFactory(activiteit=nu, versie=2, per_eenheid=D(38))
    (kaart,) = laad(editie=nu.editie)
    assert (str(kaart.woorden), str(kaart.was)) == ("€\u00a038,00 per keer", "€\u00a035,00 per keer")


def test_andere_eenheid_dan_vorig_jaar_wordt_niet_vergeleken():
    oud = ActiviteitFactory(editie=EditieFactory(jaar=JAAR - 1), code="A", eenheid=Eenheid.UUR)
    PrijsFactory(activiteit=oud, per_eenheid=D(30))
    nu = ActiviteitFactory(code="A", voorganger=oud)
    PrijsFactory(activiteit=nu, per_eenheid=D(38))
    assert [kaart.was for kaart in laad(editie=nu.editie)] == [None]


@pytest.mark.parametrize(
    ("van", "tot", "woorden"),
    [
        (None, None, ""),
        (0, 2, "tot en met 2 jaar"),
        (6, 12, "6 tot en met 12 jaar"),
        (65, 120, "vanaf 65 jaar"),
        (18, None, "vanaf 18 jaar"),
    ],
)
def test_leeftijd_in_woorden(van, tot, woorden):
    assert Trefwoord(1, "doelgroep", "Groep", van, tot).leeftijd == woorden


def test_verwant_kiest_op_kenmerken_en_programmalijn(winkel):
    op_code = {kaart.code: kaart for kaart in winkel}
    # LEESUUR shares with DBOS-PO two kenmerken and the line (4), with BOEK one and the line (3), with CAFE one kenmerk (1).
    assert [kaart.code for kaart in verwant(kaart=op_code["LEESUUR"], kaarten=winkel)] == ["DBOS-PO", "BOEK", "CAFE"]


def test_verwant_laat_eigen_onderdelen_en_broers_weg():
    ouder = ActiviteitFactory(code="OUDER")
    ActiviteitFactory(code="KIND-1", ouder=ouder)
    ActiviteitFactory(code="KIND-2", ouder=ouder)
    ActiviteitFactory(code="BUUR")
    kaarten = laad(editie=ouder.editie)
    per_code = {k.code: [v.code for v in verwant(kaart=k, kaarten=kaarten)] for k in kaarten}
    assert (per_code["OUDER"], per_code["KIND-1"]) == (["BUUR"], ["BUUR"])
