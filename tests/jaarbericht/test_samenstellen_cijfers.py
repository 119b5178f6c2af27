"""Figures in a report: tables, footnotes, large figures, charts, what a page says of its figures, and the attached rows."""

from decimal import Decimal as D

import pytest

from catalogus.models import Functie, Gemeente, Indicator, Onderzoek
from jaarbericht import rapport as r
from jaarbericht.models import Blok, Hoofdstuk
from jaarbericht.samenstellen import samenstel
from tests.factories import (
    JAAR,
    BijeenkomstFactory,
    GemeenteFactory,
    IndicatorFactory,
    InwonertalFactory,
    MetingFactory,
    OnderzoekFactory,
    OnderzoeksresultaatFactory,
    UitvoeringFactory,
    dag,
    vestiging,
)
from tests.jaarbericht.fabrieken import BlokFactory, HoofdstukFactory, JaarberichtFactory

pytestmark = pytest.mark.django_db
VORIG = JAAR - 1
INVOER = "opgave van de bibliotheek"  # where an entered figure without a source comes from
STICHTING = "Cijfer van de hele stichting, niet van Westerveld alleen."
PROVINCIE = "Cijfer van de provincie, niet van Westerveld alleen."


@pytest.fixture
def westerveld() -> Gemeente:
    return GemeenteFactory(naam="Westerveld", cbs_code="GM1701")


@pytest.fixture
def hoofdstuk() -> Hoofdstuk:
    return HoofdstukFactory(sleutel="bereik", titel="Bereik")


def indicator(gemeente: Gemeente, code: str, *, nu=None, toen=None, **velden) -> Indicator:
    """An indicator with the values of this year and the last; 'x' is geen gegevens, None is missing."""
    nieuw = IndicatorFactory(code=code, **velden)
    wie = gemeente if "gemeente" in nieuw.scopes else None
    for jaar, waarde in ((JAAR, nu), (VORIG, toen)):
        if waarde is not None:
            leeg = waarde == "x"
            scope = "gemeente" if wie else nieuw.scopes[0]
            MetingFactory(
                indicator=nieuw, jaar=jaar, gemeente=wie, scope=scope, geen_gegevens=leeg, waarde=None if leeg else D(waarde)
            )
    return nieuw


def tabelblok(hoofdstuk: Hoofdstuk, *codes: str, sleutel: str = "tabel", **instelling) -> Blok:
    totaal = instelling.pop("totaal", [])
    tabel = {"titel": "Leden", "regels": list(codes), "totaal": totaal}
    return BlokFactory(
        hoofdstuk=hoofdstuk,
        sleutel=sleutel,
        titel="Cijfers",
        soort="cijfertabel",
        instelling={"tabellen": [tabel], **instelling},
    )


def secties(gemeente: Gemeente, *, gebreken: tuple[str, ...] = ()) -> tuple[r.Sectie, ...]:
    samenstelling = samenstel(gemeente=gemeente, jaar=JAAR)
    assert samenstelling.gebreken == gebreken
    return samenstelling.rapport.secties


def cijferblok(gemeente: Gemeente, **wat) -> r.Cijferblok:
    (sectie,) = secties(gemeente, **wat)
    (blok,) = sectie.onderdelen
    return blok


def niet_ingevuld(naam: str) -> str:
    return f"Hoofdstuk ‘Bereik’, blok ‘Cijfers’: Leden, ‘{naam}’ over 2026 is niet ingevuld."


# ------------------------------------------------------------------ tables
def test_tabel_met_twee_jaren_en_een_totaal(westerveld, hoofdstuk):
    """betalend + jeugd = 2.700 + 1.233 = 3.933; last year 2.650 + 1.200 = 3.850; 83 / 3.850 = 2,156%."""
    delen = [
        indicator(westerveld, "betalend", nu=2700, toen=2650),
        indicator(westerveld, "jeugd", nu=1233, toen=1200),
        indicator(westerveld, "start", nu=12, toen=15),
    ]
    som = IndicatorFactory(code="samen", naam="Leden", soort="som")
    som.onderdelen.set(delen[:2])
    tabelblok(hoofdstuk, "betalend", "jeugd", "start", "samen", totaal=["samen"])
    assert secties(westerveld) == (
        r.Sectie(
            "bereik", "tabellen", "bereik", "Cijfers",
            (
                r.Cijferblok(
                    (
                        r.Tabel(
                            "Leden",
                            (
                                r.Regel("betalend", "Betalend", r.Cel("2.700", "2700"), r.Cel("2.650", "2650"), "+1,9%"),
                                r.Regel("jeugd", "Jeugd", r.Cel("1.233", "1233"), r.Cel("1.200", "1200"), "+2,8%"),
                                r.Regel("start", "Start", r.Cel("12", "12"), r.Cel("15", "15"), "−3"),
                                r.Regel("samen", "Leden", r.Cel("3.933", "3933"), r.Cel("3.850", "3850"), "+2,2%", totaal=True),
                            ),
                            JAAR,
                        ),
                    ),
                    titel="Cijfers",
                ),
            ),
        ),
    )  # fmt: skip


def test_percentages_en_decimalen(westerveld, hoofdstuk):
    """4.110 / 19.988 = 20,562%, 3.994 / 19.750 = 20,223%: 0,339 punt more. The stored value has the decimals it shows."""
    leden = indicator(westerveld, "leden", nu=4110, toen=3994)
    inwoners = indicator(westerveld, "inwoners", nu=19988, toen=19750)
    IndicatorFactory(code="deelname", soort="verhouding", teller=leden, noemer=inwoners, eenheid="%", decimalen=1)
    indicator(westerveld, "uren", nu="7.25", toen="7.25", decimalen=1)
    tabelblok(hoofdstuk, "deelname", "uren")
    (tabel,) = cijferblok(westerveld).tabellen
    assert tabel.regels == (
        r.Regel("deelname", "Deelname", r.Cel("20,6%", "20.6"), r.Cel("20,2%", "20.2"), "+0,3 punt"),
        r.Regel("uren", "Uren", r.Cel("7,3", "7.3"), r.Cel("7,3", "7.3"), "0,0"),
    )


def test_geen_gegevens_is_geen_nul_en_geen_gebrek(westerveld, hoofdstuk):
    indicator(westerveld, "geen", nu="x", toen=10)
    indicator(westerveld, "toen", nu=10, toen="x")
    indicator(westerveld, "nul", nu=0, toen=0)
    tabelblok(hoofdstuk, "geen", "toen", "nul")
    (tabel,) = cijferblok(westerveld).tabellen
    geen = r.Cel("geen gegevens", None, geen_gegevens=True)
    assert [(regel.nu, regel.vorig, regel.verschil) for regel in tabel.regels] == [
        (geen, r.Cel("10", "10"), ""),
        (r.Cel("10", "10"), geen, ""),
        (r.Cel("0", "0"), r.Cel("0", "0"), "0"),
    ]


def test_ontbrekend_cijfer_is_een_gebrek_met_naam_en_plaats(westerveld, hoofdstuk):
    """A sum misses when a part misses. Last year missing is none: then there is nothing to compare."""
    leeg = indicator(westerveld, "leeg", naam="Jeugdleden", toen=3)
    som = IndicatorFactory(code="samen", soort="som")
    som.onderdelen.set([leeg, indicator(westerveld, "nieuw", nu=5)])
    tabelblok(hoofdstuk, "leeg", "samen", "nieuw", "onzin")
    gebreken = (
        niet_ingevuld("Jeugdleden"),
        niet_ingevuld("Samen"),
        "Hoofdstuk ‘Bereik’, blok ‘Cijfers’: er is geen indicator ‘onzin’.",
    )
    (tabel,) = cijferblok(westerveld, gebreken=gebreken).tabellen
    streep = r.Cel("–", None)
    assert [(regel.code, regel.nu, regel.vorig, regel.verschil) for regel in tabel.regels] == [
        ("leeg", streep, r.Cel("3", "3"), ""),
        ("samen", streep, streep, ""),
        ("nieuw", r.Cel("5", "5"), streep, ""),
    ]


@pytest.mark.parametrize(("toen", "vergelijkt"), [(None, False), ("x", True), (0, True), (4, True)])
def test_zonder_cijfers_van_vorig_jaar_geen_vergelijking(westerveld, hoofdstuk, toen, vergelijkt):
    indicator(westerveld, "een", nu=5, toen=toen)
    indicator(westerveld, "twee", nu=5)
    tabelblok(hoofdstuk, "een", "twee")
    (tabel,) = cijferblok(westerveld).tabellen
    assert (tabel.vergelijkt, tabel.staven, tabel.eenheid) == (vergelijkt, False, "")


def test_tabel_met_staven(westerveld, hoofdstuk):
    """Shares of the largest, 200: 50 is a quarter. Without a value there is no bar."""
    for code, waarde in [("half", 50), ("heel", 200), ("nul", 0), ("geen", "x")]:
        indicator(westerveld, code, nu=waarde, toen=1)
    tabelblok(hoofdstuk, "half", "heel", "nul", "geen", kolommen="balken")
    (tabel,) = cijferblok(westerveld).tabellen
    assert (tabel.vergelijkt, tabel.staven, tabel.eenheid) == (False, True, "aantal")
    assert [regel.aandeel for regel in tabel.regels] == [0.25, 1.0, 0.0, None]


def test_staven_van_alleen_nul(westerveld, hoofdstuk):
    indicator(westerveld, "nul", nu=0)
    tabelblok(hoofdstuk, "nul", kolommen="balken")
    (tabel,) = cijferblok(westerveld).tabellen
    assert [regel.aandeel for regel in tabel.regels] == [None]


# ------------------------------------------------------------------ footnotes
def test_voetnoten_per_pagina(westerveld, hoofdstuk):
    """Two tables share a page and its letters; the page after it starts again with a."""
    indicator(westerveld, "online", nu=61267, scopes=["stichting"])
    indicator(westerveld, "ebooks", nu=5, scopes=["stichting"], voetnoot="Zonder luisterboeken.")
    indicator(westerveld, "laag", nu=11, scopes=["provincie"])
    indicator(westerveld, "eigen", nu=3)
    tabelblok(hoofdstuk, "eigen", "online", sleutel="een")
    tabelblok(hoofdstuk, "ebooks", "laag", "online", sleutel="twee")
    tabelblok(hoofdstuk, "laag", sleutel="drie", helden=["eigen"])
    samen, apart = secties(westerveld)
    assert [(s.sleutel, s.soort) for s in (samen, apart)] == [("bereik", "tabellen"), ("drie", "cijfers")]
    assert samen.noten == (r.Noot("a", STICHTING), r.Noot("b", "Zonder luisterboeken."), r.Noot("c", PROVINCIE))
    assert apart.noten == (r.Noot("a", PROVINCIE),)
    noten = [
        [(regel.code, regel.noot) for tabel in blok.tabellen for regel in tabel.regels]
        for sectie in (samen, apart)
        for blok in sectie.onderdelen
    ]
    assert noten == [[("eigen", ""), ("online", "a")], [("ebooks", "a, b"), ("laag", "c"), ("online", "a")], [("laag", "a")]]


def test_deelnames_van_een_gezamenlijke_activiteit_krijgen_een_voetnoot(westerveld, hoofdstuk):
    """5 of Westerveld itself and 30 of a joint one whose number per gemeente is not known."""
    samen = UitvoeringFactory(activiteit__code="A", gemeenten=[westerveld, GemeenteFactory()])
    BijeenkomstFactory(uitvoering=samen, deelnames=30)
    BijeenkomstFactory(uitvoering=UitvoeringFactory(activiteit__code="B", gemeenten=[westerveld]), deelnames=5)
    IndicatorFactory(code="deelnemers", soort="deelnames")
    IndicatorFactory(code="keren", soort="bijeenkomsten")
    tabelblok(hoofdstuk, "keren", "deelnemers")
    (sectie,) = secties(westerveld)
    assert [(regel.nu.tekst, regel.noot) for regel in sectie.onderdelen[0].tabellen[0].regels] == [("2", ""), ("35", "a")]
    noot = "Bij gezamenlijke activiteiten zonder aantal per gemeente telt het hele aantal deelnames mee."
    assert sectie.noten == (r.Noot("a", noot),)


# ------------------------------------------------------------------ pages
def test_tabellen_delen_een_pagina_en_grote_cijfers_niet(westerveld, hoofdstuk):
    """What stands between two tables parts them; a table in the text stays in the text, which comes first."""
    indicator(westerveld, "leden", nu=4110)
    indicator(westerveld, "online", nu=61267, scopes=["stichting"])
    for sleutel, instelling in [("a", {}), ("b", {}), ("c", {"helden": ["leden"]}), ("d", {}), ("e", {})]:
        tabelblok(hoofdstuk, "leden", sleutel=sleutel, **instelling)
    BlokFactory(hoofdstuk=hoofdstuk, tekst="<p>tekst</p>")
    tabelblok(hoofdstuk, "online", sleutel="f", plek="stroom")
    tabelblok(hoofdstuk, "leden", sleutel="g")
    gemaakt = secties(westerveld)
    assert [(s.sleutel, s.soort, s.titel, len(s.onderdelen)) for s in gemaakt] == [
        ("bereik", "loop", "Bereik", 2),
        ("a", "tabellen", "Cijfers", 2),
        ("c", "cijfers", "Cijfers", 1),
        ("d", "tabellen", "Cijfers", 2),
        ("g", "tabellen", "Cijfers", 1),
    ]
    assert [type(deel) for deel in gemaakt[0].onderdelen] == [r.Tekst, r.Tabel]
    assert gemaakt[0].noten == (r.Noot("a", STICHTING),)


def test_tekst_bij_de_tabel(westerveld, hoofdstuk):
    indicator(westerveld, "leden", nu=4110)
    blok = tabelblok(hoofdstuk, "leden")
    Blok.objects.filter(pk=blok.pk).update(tekst='<p>Er zijn <span data-veld="cijfer:leden">1</span> leden.</p>')
    assert cijferblok(westerveld).html == "<p>Er zijn 4.110 leden.</p>"


# ------------------------------------------------------------------ large figures and charts
def test_grote_cijfers(westerveld, hoofdstuk):
    leden = indicator(westerveld, "leden", nu=4110, eenheid="leden & co")
    inwoners = indicator(westerveld, "inwoners", nu=19988, eenheid="inwoners")
    IndicatorFactory(code="deelname", soort="verhouding", teller=leden, noemer=inwoners, eenheid="%", decimalen=1)
    indicator(westerveld, "geen", nu="x", eenheid="bezoeken")
    tabelblok(hoofdstuk, helden=["leden", "deelname", "geen"])
    assert cijferblok(westerveld).helden == (
        r.Held("4.110", "leden &amp; co"),
        r.Held("20,6%", "van de 19.988 inwoners is lid"),
        r.Held("geen gegevens", "bezoeken"),
    )


def test_groot_cijfer_dat_er_niet_is(westerveld, hoofdstuk):
    indicator(westerveld, "leeg")
    tabelblok(hoofdstuk, helden=["leeg", "onzin"])
    gebreken = (niet_ingevuld("Leeg"), "Hoofdstuk ‘Bereik’, blok ‘Cijfers’: er is geen indicator ‘onzin’.")
    assert cijferblok(westerveld, gebreken=gebreken).helden == (r.Held("–", ""),)


def test_gestapelde_grafiek(westerveld, hoofdstuk):
    indicator(westerveld, "jeugd", nu=1233)
    indicator(westerveld, "betalend", nu=2520)
    indicator(westerveld, "geen", nu="x")
    titel = '<span data-veld="cijfer:jeugd">1</span> jeugdleden & meer'
    tabelblok(hoofdstuk, grafiek={"regels": ["jeugd", "geen", "betalend"], "titel": titel})
    assert cijferblok(westerveld).grafiek == r.Grafiek(
        "gestapeld",
        "1.233 jeugdleden & meer",
        "1.233 jeugdleden & meer: Jeugd 1.233, Betalend 2.520.",
        (r.Punt("Jeugd", "1233", "1.233"), r.Punt("Betalend", "2520", "2.520")),
    )


def test_grafiek_over_de_jaren(westerveld, hoofdstuk):
    """Four years; the year without a figure is left out, nothing older than three years back is shown."""
    koffers = indicator(westerveld, "koffers", nu=104, toen=98)
    MetingFactory(indicator=koffers, jaar=JAAR - 3, gemeente=westerveld, waarde=0)
    MetingFactory(indicator=koffers, jaar=JAAR - 4, gemeente=westerveld, waarde=50)
    tabelblok(hoofdstuk, grafiek={"soort": "jaren", "regels": ["koffers"], "titel": "Meer koffertjes"})
    assert cijferblok(westerveld).grafiek == r.Grafiek(
        "kolommen",
        "Meer koffertjes",
        "Meer koffertjes: 2023 0, 2025 98, 2026 104.",
        (r.Punt("2023", "0", "0"), r.Punt("2025", "98", "98"), r.Punt("2026", "104", "104")),
    )


@pytest.mark.parametrize(
    "instelling", [{}, {"regels": []}, {"regels": ["een"]}, {"soort": "jaren"}, {"soort": "jaren", "regels": ["een"]}]
)
def test_van_een_punt_is_geen_grafiek(westerveld, hoofdstuk, instelling):
    indicator(westerveld, "een", nu=1)
    tabelblok(hoofdstuk, grafiek=instelling)
    assert cijferblok(westerveld).grafiek is None


@pytest.mark.parametrize("soort", ["gestapeld", "jaren"])
def test_grafiek_met_een_onbekende_indicator(westerveld, hoofdstuk, soort):
    tabelblok(hoofdstuk, grafiek={"soort": soort, "regels": ["onzin"]})
    gebreken = ("Hoofdstuk ‘Bereik’, blok ‘Cijfers’: er is geen indicator ‘onzin’.",)
    assert cijferblok(westerveld, gebreken=gebreken).grafiek is None


# ------------------------------------------------------------------ what a page says of its figures
@pytest.mark.parametrize(
    ("voorbeeld", "voorlopig", "tekst"),
    [
        ([], [], ""),
        ([VORIG], [], "De kolom 2025 en de verschillen zijn voorbeeldcijfers."),
        ([JAAR], [], "In de kolom 2026 staan voorbeeldcijfers."),
        ([], [JAAR], "Voorlopige cijfers staan schuin."),
        (
            [JAAR, VORIG],
            [VORIG],
            "De kolom 2025 en de verschillen zijn voorbeeldcijfers. In de kolom 2026 staan voorbeeldcijfers. "
            "Voorlopige cijfers staan schuin.",
        ),
    ],
)
def test_mededeling_bij_de_cijfers(westerveld, hoofdstuk, voorbeeld, voorlopig, tekst):
    leden = indicator(westerveld, "leden", nu=5, toen=4)
    leden.metingen.filter(jaar__in=voorbeeld).update(voorbeeld=True)
    leden.metingen.filter(jaar__in=voorlopig).update(stand="voorlopig")
    tabelblok(hoofdstuk, "leden")
    (sectie,) = secties(westerveld)
    (regel,) = sectie.onderdelen[0].tabellen[0].regels
    assert sectie.mededeling == tekst
    assert [(cel.voorbeeld, cel.voorlopig) for cel in (regel.vorig, regel.nu)] == [
        (jaar in voorbeeld, jaar in voorlopig) for jaar in (VORIG, JAAR)
    ]


def test_mededeling_van_het_jaarbericht_gaat_voor(westerveld, hoofdstuk):
    """It says already that everything is an example; that figures are provisional is another matter."""
    JaarberichtFactory(gemeente=westerveld, mededeling="Alle cijfers zijn voorbeeldcijfers.")
    leden = indicator(westerveld, "leden", nu=5)
    leden.metingen.update(voorbeeld=True, stand="voorlopig")
    tabelblok(hoofdstuk, "leden")
    (sectie,) = secties(westerveld)
    assert sectie.mededeling == "Alle cijfers zijn voorbeeldcijfers. Voorlopige cijfers staan schuin."


def test_kolom_die_er_niet_is_hoeft_geen_mededeling(westerveld, hoofdstuk):
    leden = indicator(westerveld, "leden", nu=5, toen=4)
    leden.metingen.filter(jaar=VORIG).update(voorbeeld=True)
    tabelblok(hoofdstuk, "leden", kolommen="balken")
    (sectie,) = secties(westerveld)
    assert sectie.mededeling == ""


# ------------------------------------------------------------------ survey, map list, attached rows
def test_onderzoek(westerveld, hoofdstuk):
    """Lists in the order of their first answer; 60,5 is 61 and 59,5 is 60: half goes up."""
    onderzoek = OnderzoekFactory()
    for volgorde, (lijst, label, percentage) in enumerate(
        [("Tevreden", "Personeel", "83"), ("Wensen", "Horeca", "60.5"), ("Tevreden", "Rust", "59.5")]
    ):
        OnderzoeksresultaatFactory(onderzoek=onderzoek, lijst=lijst, label=label, percentage=D(percentage), volgorde=volgorde)
    OnderzoeksresultaatFactory(onderzoek=OnderzoekFactory(jaar=VORIG))
    blok = BlokFactory(hoofdstuk=hoofdstuk, soort="infographic", sleutel="panel", titel="BiebPanel", tekst="<p>Wij vroegen</p>")
    delen = (
        r.Tekst("<p>Wij vroegen</p>"),
        r.Lijst("Tevreden", (("Personeel", 83), ("Rust", 60))),
        r.Lijst("Wensen", (("Horeca", 61),)),
    )
    assert secties(westerveld) == (r.Sectie("bereik", "panel", "bereik", blok.titel, delen),)
    onderzoek.voorbeeld = True
    onderzoek.save()
    (sectie,) = secties(westerveld)
    assert sectie.mededeling == "Welk percentage bij welk antwoord hoort, is een voorbeeld."
    Onderzoek.objects.update(voorbeeld=False)
    JaarberichtFactory(gemeente=westerveld, mededeling="Alle cijfers zijn voorbeeldcijfers.")
    (sectie,) = secties(westerveld)
    assert sectie.mededeling == "Alle cijfers zijn voorbeeldcijfers."


def test_cijfers_bij_de_kaart(westerveld):
    """The reference date is 31 December; a location that began a day later does not count."""
    vestiging(westerveld, naam="A")
    vestiging(westerveld, naam="B", functie=Functie.IDO)
    IndicatorFactory(code="bibliotheken", soort="locaties", functie="bibliotheek")
    indicator(westerveld, "deel", nu="20.56", eenheid="%", decimalen=1)
    indicator(westerveld, "leeg")
    kaart = HoofdstukFactory(sleutel="kaart", soort="kaart", titel="Waar")
    BlokFactory(
        hoofdstuk=kaart, soort="kaart", instelling={"regels": ["bibliotheken", "deel", "leeg", "onzin"]}, tekst="<p>a</p>"
    )
    gebreken = (
        "Hoofdstuk ‘Waar’: ‘Leeg’ over 2026 is niet ingevuld.",
        "Hoofdstuk ‘Waar’: er is geen indicator ‘onzin’.",
    )
    (sectie,) = secties(westerveld, gebreken=gebreken)
    getekend, tekst = sectie.onderdelen
    assert getekend.kerncijfers == (("Bibliotheken", "1"), ("Deel", "20,6%"), ("Leeg", "–"))
    assert (getekend.peildatum, tekst) == ("31 december 2026", r.Tekst("<p>a</p>"))


def test_alle_cijfers_gaan_mee(westerveld, hoofdstuk):
    """In the order of the indicators, also those in no table; what is missing is not among them."""
    indicator(westerveld, "online", nu=61267, toen="x", scopes=["stichting"], eenheid="uitleningen", volgorde=2)
    indicator(westerveld, "deel", nu="20.56", eenheid="%", decimalen=1, voetnoot="Per 31 december.", volgorde=1)
    indicator(westerveld, "leeg", volgorde=3)
    Indicator.objects.get(code="deel").metingen.update(stand="voorlopig", voorbeeld=True)
    HoofdstukFactory(soort="omslag")
    assert samenstel(gemeente=westerveld, jaar=JAAR).rapport.cijfers == (
        r.Cijferregel(
            "deel", "Deel", "Leden", "Westerveld", JAAR, "20.6", "%", "voorlopig; voorbeeldcijfer; Per 31 december.", "", INVOER
        ),
        r.Cijferregel(
            "online", "Online", "Leden", "stichting", VORIG, None, "uitleningen", f"geen gegevens; {STICHTING}", "", INVOER
        ),
        r.Cijferregel("online", "Online", "Leden", "stichting", JAAR, "61267", "uitleningen", STICHTING, "", INVOER),
    )


def test_een_cijfer_zegt_op_welke_dag_het_geldt_en_waar_het_vandaan_komt(westerveld, hoofdstuk):
    """Entered: as entered, or without a day; counted on a day: that day; worked out: no day of its own."""
    indicator(westerveld, "leden", nu=4110, volgorde=1)
    Indicator.objects.get(code="leden").metingen.update(peildatum=dag("2026-12-31"), bron="ledenbestand")
    IndicatorFactory(code="plekken", soort="locaties", functie="bibliotheek", volgorde=2)
    IndicatorFactory(code="mensen", soort="inwoners", volgorde=3)
    InwonertalFactory(gemeente=westerveld, peildatum=dag("2026-01-01"), aantal=20000)
    IndicatorFactory(code="samen", soort="som", volgorde=4).onderdelen.set(Indicator.objects.filter(code="leden"))
    HoofdstukFactory(soort="omslag")
    regels = samenstel(gemeente=westerveld, jaar=JAAR).rapport.cijfers
    assert [(r.code, r.peildatum, r.bron) for r in regels if r.jaar == JAAR] == [
        ("leden", "2026-12-31", "ledenbestand"),
        ("plekken", "2026-12-31", "register van locaties"),
        ("mensen", "2026-01-01", "bevolkingscijfers"),
        ("samen", "", "berekend uit andere cijfers"),
    ]
