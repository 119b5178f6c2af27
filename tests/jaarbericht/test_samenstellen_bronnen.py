"""What a report draws on: the confirmed afname, money and the map; it follows every change, in a fixed number of queries."""

from decimal import Decimal as D

import pytest

from catalogus.models import Afname, Functie, Gemeente, Pakket, Realisatiemaat, Status
from catalogus.regels.afname import wissel
from jaarbericht import rapport as r
from jaarbericht.models import Hoofdstuk
from jaarbericht.samenstellen import samenstel
from tests.factories import (
    JAAR,
    ActiviteitFactory,
    AfnameFactory,
    AfnameregelFactory,
    BeschikkingFactory,
    BijeenkomstFactory,
    GemeenteFactory,
    GrensFactory,
    HuisvestingslastFactory,
    IndicatorFactory,
    InwonertalFactory,
    JaarFactory,
    MetingFactory,
    OnderzoeksresultaatFactory,
    PrijsFactory,
    ProgrammalijnFactory,
    RealisatieFactory,
    UitvoeringFactory,
    VerschiltoelichtingFactory,
    dag,
    maak_wereld,
    vestiging,
)
from tests.jaarbericht.fabrieken import (
    BlokFactory,
    FotoFactory,
    HoofdstukFactory,
    JaarberichtFactory,
    PartnerFactory,
    VerhaalFactory,
)

pytestmark = pytest.mark.django_db
NBSP = "\u00a0"
VOORBEELD = "De afspraken en bedragen op deze pagina zijn voorbeeldcijfers."


@pytest.fixture
def westerveld() -> Gemeente:
    return GemeenteFactory(naam="Westerveld", cbs_code="GM1701")


@pytest.fixture
def hoofdstuk() -> Hoofdstuk:
    return HoofdstukFactory(sleutel="samen", titel="Samen")


def secties(gemeente: Gemeente, *, gebreken: tuple[str, ...] = ()) -> tuple[r.Sectie, ...]:
    samenstelling = samenstel(gemeente=gemeente, jaar=JAAR)
    assert samenstelling.gebreken == gebreken
    return samenstelling.rapport.secties


def regel(afname: Afname, activiteit, hoeveelheid, *, vast=0, eenheid=0):
    """A line as it is frozen when it is put forward."""
    lijn, pakket = activiteit.programmalijn.nummer, activiteit.pakket
    return AfnameregelFactory(
        afname=afname,
        activiteit=activiteit,
        hoeveelheid=D(hoeveelheid),
        snapshot={"code": activiteit.code, "titel": activiteit.titel, "programmalijn": lijn, "pakket": pakket},
        bedrag_vast=D(vast),
        bedrag_eenheid=D(eenheid),
    )


def bevestigd(gemeente: Gemeente, **velden) -> Afname:
    return AfnameFactory(gemeente=gemeente, status=Status.BEVESTIGD, **velden)


# ------------------------------------------------------------------ planned and realised
def test_gepland_en_gerealiseerd(westerveld, hoofdstuk):
    """Two versions; the second one changes CURSUS from 4 to 6 and adds KLIK.

    CURSUS 5 of 6 = 83,3%; KLIK 0 of 2; LEZING 9 of 8 = 112,5%; IDO 1 of 1; UUR 3,5 of 2,5 = 140%. Reached: three of five.
    """
    meedoen = ProgrammalijnFactory(nummer=5, naam="Meedoen")
    cursus = ActiviteitFactory(code="CURSUS", titel="Cursus", programmalijn__naam="Leren")
    klik = ActiviteitFactory(code="KLIK", titel="Klik en Tik", realisatiemaat=Realisatiemaat.UITVOERINGEN)
    lezing = ActiviteitFactory(code="LEZING", titel="Lezing", realisatiemaat=Realisatiemaat.DEELNAMES)
    ido = ActiviteitFactory(
        code="IDO", titel="IDO", programmalijn=meedoen, realisatiemaat=Realisatiemaat.LOCATIES, realisatiefunctie=Functie.IDO
    )
    uur = ActiviteitFactory(
        code="UUR", titel="Advies", programmalijn=meedoen, realisatiemaat=Realisatiemaat.INDICATOR, eenheid="uur",
        realisatieindicator=IndicatorFactory(code="uren", eenheid="uren"),
    )  # fmt: skip
    zonder = ActiviteitFactory(code="WISSEL", titel="Wisselcollectie", realisatiemaat=Realisatiemaat.GEEN)
    basis = ActiviteitFactory(code="BASIS", realisatiemaat=Realisatiemaat.GEEN, pakket=Pakket.BASIS)
    eerste = AfnameFactory(gemeente=westerveld, status=Status.VERVANGEN)
    tweede = bevestigd(westerveld, versienummer=2, voorganger=eerste)
    AfnameFactory(gemeente=westerveld, versienummer=3)
    for afname, aantallen in [(eerste, [4, 0, 8, 1, "2.5"]), (tweede, [6, 2, 8, 1, "2.5"])]:
        for activiteit, aantal in zip([cursus, klik, lezing, ido, uur], aantallen, strict=True):
            if aantal:
                regel(afname, activiteit, aantal)
        regel(afname, zonder, 1)
        regel(afname, basis, 1)
    MetingFactory(indicator=uur.realisatieindicator, gemeente=westerveld, waarde=D("3.5"))
    vestiging(westerveld, functie=Functie.IDO)
    reeks = UitvoeringFactory(activiteit=cursus, gemeenten=[westerveld])
    for _ in range(5):
        BijeenkomstFactory(uitvoering=reeks, deelnames=10)
    BijeenkomstFactory(uitvoering=reeks, datum=dag(f"{JAAR + 1}-01-01"))
    BijeenkomstFactory(uitvoering=reeks, status="vervallen")
    BijeenkomstFactory(uitvoering=UitvoeringFactory(activiteit=cursus, gemeenten=[GemeenteFactory()]))
    BijeenkomstFactory(uitvoering=UitvoeringFactory(activiteit=lezing, gemeenten=[westerveld]), deelnames=9)
    VerschiltoelichtingFactory(gemeente=westerveld, activiteitcode="CURSUS", tekst="Een avond verviel.")
    BlokFactory(hoofdstuk=hoofdstuk, sleutel="gepland", soort="gepland", titel="Gepland", tekst="<p>Wij deden</p>")
    leren = (
        r.Geplandregel("CURSUS", "Cursus", "keer", "4", "6", "5", "−1", 83, "Een avond verviel."),
        r.Geplandregel("KLIK", "Klik en Tik", "reeksen", "0", "2", "0", "−2", 0, ""),
        r.Geplandregel("LEZING", "Lezing", "deelnames", "8", "", "9", "+1", 113, ""),
    )
    doen = (
        r.Geplandregel("UUR", "Advies", "uren", "2,5", "", "3,5", "+1", 140, ""),
        r.Geplandregel("IDO", "IDO", "locaties", "1", "", "1", "0", 100, "Volgens afspraak."),
    )
    overzicht = r.Gepland((r.Geplandtabel(2, "Leren", leren), r.Geplandtabel(5, "Meedoen", doen)), 3, 5, ("Wisselcollectie",))
    assert secties(westerveld) == (r.Sectie("samen", "gepland", "samen", "Gepland", (r.Tekst("<p>Wij deden</p>"), overzicht)),)


def test_geen_bevestigde_afname(westerveld, hoofdstuk):
    AfnameFactory(gemeente=westerveld, status=Status.INGEDIEND)
    bevestigd(westerveld, editie__jaar=JAAR - 1)
    for soort in ("gepland", "middelen"):
        BlokFactory(hoofdstuk=hoofdstuk, sleutel=soort, soort=soort, titel=soort)
    gebrek = "Hoofdstuk ‘Samen’, blok ‘gepland’: er is geen bevestigde afname van Westerveld voor 2026."
    assert secties(westerveld, gebreken=(gebrek,)) == ()


@pytest.mark.parametrize(
    ("voorbeeld", "mededeling", "tekst"),
    [(False, "", ""), (True, "", VOORBEELD), (True, "Alles is voorbeeld.", "Alles is voorbeeld."), (False, "A.", "A.")],
)
@pytest.mark.parametrize("soort", ["gepland", "middelen"])
def test_mededeling_bij_voorbeelden(westerveld, hoofdstuk, soort, voorbeeld, mededeling, tekst):
    regel(bevestigd(westerveld, voorbeeld=voorbeeld), ActiviteitFactory(), 1)
    JaarberichtFactory(gemeente=westerveld, mededeling=mededeling)
    BlokFactory(hoofdstuk=hoofdstuk, soort=soort)
    assert [sectie.mededeling for sectie in secties(westerveld)] == [tekst]


# ------------------------------------------------------------------ means
def geld(westerveld: Gemeente) -> None:
    """Lijn 2: 100 + 90 + 310 = 500; lijn 5: 1.500; housing 400 + 600 = 1.000; together 3.000 over 1.200 inwoners."""
    afname = bevestigd(westerveld)
    regel(afname, ActiviteitFactory(programmalijn__naam="Leren"), 2, vast=100, eenheid=90)
    regel(afname, ActiviteitFactory(), 1, eenheid=310)
    regel(afname, ActiviteitFactory(programmalijn=ProgrammalijnFactory(nummer=5, naam="Meedoen")), 1, vast=1500)
    for bedrag in (400, 600):
        HuisvestingslastFactory(locatie__gemeente=westerveld, bedrag=D(bedrag))
    HuisvestingslastFactory(locatie__gemeente=westerveld, jaar=JAAR - 1, bedrag=D(7777))
    HuisvestingslastFactory(bedrag=D(8888))
    InwonertalFactory(gemeente=westerveld, aantal=1200)
    IndicatorFactory(code="inwoners", soort="inwoners")


def middelen(westerveld: Gemeente) -> r.Middelen:
    (sectie,) = secties(westerveld)
    (deel,) = sectie.onderdelen
    return deel


def test_middelen(westerveld, hoofdstuk):
    geld(westerveld)
    BeschikkingFactory(gemeente=westerveld, kenmerk="Z-2", soort="vaststelling", datum=dag("2027-05-01"), bedrag=D("2950.5"))
    BeschikkingFactory(gemeente=westerveld, kenmerk="Z-1", datum=dag("2025-12-15"), bedrag=D(3000))
    RealisatieFactory(gemeente=westerveld, programmalijn=ProgrammalijnFactory(nummer=2), bedrag=D(480))
    BlokFactory(hoofdstuk=hoofdstuk, soort="middelen", tekst="<p>Geld</p>")
    regels = (
        r.Middelenregel("Leren", 2, f"€{NBSP}500", f"€{NBSP}0,42"),
        r.Middelenregel("Meedoen", 5, f"€{NBSP}1.500", f"€{NBSP}1,25"),
        r.Middelenregel("Huisvesting", None, f"€{NBSP}1.000", f"€{NBSP}0,83"),
        r.Middelenregel("Totaal", None, f"€{NBSP}3.000", f"€{NBSP}2,50", totaal=True),
    )
    zinnen = (
        f"Verlening op 15 december 2025, kenmerk Z-1: €{NBSP}3.000,00.",
        f"Vaststelling op 1 mei 2027, kenmerk Z-2: €{NBSP}2.950,50.",
    )
    grafiek = r.Grafiek(
        "balken",
        "Verdeling over de programmalijnen en huisvesting",
        f"Leren €{NBSP}500; Meedoen €{NBSP}1.500; Huisvesting €{NBSP}1.000.",
        (
            r.Punt("Leren", "500.00", f"€{NBSP}500"),
            r.Punt("Meedoen", "1500.00", f"€{NBSP}1.500"),
            r.Punt("Huisvesting", "1000.00", f"€{NBSP}1.000"),
        ),
    )
    assert middelen(westerveld) == r.Middelen("<p>Geld</p>", regels, zinnen, False, grafiek)


def test_middelen_met_realisatie(westerveld, hoofdstuk):
    """Only when every row has a realised amount: 480 + 1.600 + 990 = 3.070."""
    geld(westerveld)
    for nummer, bedrag in [(2, 480), (5, 1600), (None, 990)]:
        lijn = ProgrammalijnFactory(nummer=nummer) if nummer else None
        RealisatieFactory(gemeente=westerveld, programmalijn=lijn, bedrag=D(bedrag))
    BlokFactory(hoofdstuk=hoofdstuk, soort="middelen")
    gevonden = middelen(westerveld)
    assert gevonden.met_realisatie is True
    assert [rij.gerealiseerd for rij in gevonden.regels] == [f"€{NBSP}{tekst}" for tekst in ("480", "1.600", "990", "3.070")]


def test_middelen_zonder_inwonertal(westerveld, hoofdstuk):
    geld(westerveld)
    westerveld.inwonertallen.all().delete()
    BlokFactory(hoofdstuk=hoofdstuk, soort="middelen")
    assert [rij.per_inwoner for rij in middelen(westerveld).regels] == ["–", "–", "–", "–"]


# ------------------------------------------------------------------ the map
def kaart(westerveld: Gemeente) -> r.Kaart:
    HoofdstukFactory(sleutel="kaart", soort="kaart")
    (sectie,) = secties(westerveld)
    return sectie.onderdelen[0]


def drie_gemeenten(westerveld: Gemeente) -> tuple[Gemeente, Gemeente]:
    """Westerveld with two places (one with two locations), Assen that does not take part, Borger without places."""
    for naam, plaats, lon, lat in [
        ("Bieb", "Havelte", "6.237", "52.772"), ("Bieb", "Diever", "6.318", "52.855"), ("School", "Diever", "6.3", "52.8"),
    ]:  # fmt: skip
        vestiging(westerveld, naam=f"{naam} {plaats}", plaats=plaats, lengtegraad=D(lon), breedtegraad=D(lat))
    vestiging(westerveld, plaats="Zonder plek")
    assen = GemeenteFactory(naam="Assen", cbs_code="GM0106", deelnemer_van=None)
    vestiging(assen, plaats="Assen", lengtegraad=D("6.562"), breedtegraad=D("52.995"))
    vestiging(GemeenteFactory(provincie="Fryslân"), plaats="Wolvega", lengtegraad=D(6), breedtegraad=D("52.9"))
    return assen, GemeenteFactory(naam="Borger", cbs_code="GM1681")


def test_kaart_zonder_grenzen(westerveld):
    """Schematic: no source line, and a gemeente without places is not on it. The first location gives a place its point."""
    drie_gemeenten(westerveld)
    assert kaart(westerveld) == r.Kaart(
        gekozen="GM1701",
        gemeenten=(
            r.Kaartgemeente("GM0106", "Assen", False, (r.Plaats("Assen", 6.562, 52.995),)),
            r.Kaartgemeente(
                "GM1701", "Westerveld", True, (r.Plaats("Diever", 6.318, 52.855), r.Plaats("Havelte", 6.237, 52.772))
            ),
        ),
        bron="",
        peildatum="31 december 2026",
        kerncijfers=(),
    )


def test_kaart_met_een_ontbrekende_grens_blijft_schematisch(westerveld):
    assen, _ = drie_gemeenten(westerveld)
    GrensFactory(gemeente=westerveld)
    GrensFactory(gemeente=assen)
    gemaakt = kaart(westerveld)
    assert (gemaakt.bron, [g.vlakken for g in gemaakt.gemeenten]) == ("", [None, None])


def test_kaart_met_grenzen(westerveld):
    """With boundaries a gemeente without places is shown too; the sources are named once each."""
    for gemeente, bron in zip([westerveld, *drie_gemeenten(westerveld)], ["Kadaster", "CBS", "Kadaster"], strict=True):
        GrensFactory(gemeente=gemeente, bron=bron, vlakken=[[[[6.0, 52.0], [6.1, 52.0], [6.1, 52.1], [6.0, 52.0]]]])
    gemaakt = kaart(westerveld)
    assert gemaakt.bron == "CBS; Kadaster"
    assert [(g.naam, len(g.plaatsen)) for g in gemaakt.gemeenten] == [("Assen", 1), ("Borger", 0), ("Westerveld", 2)]
    assert [g.vlakken for g in gemaakt.gemeenten] == [((((6.0, 52.0), (6.1, 52.0), (6.1, 52.1), (6.0, 52.0)),),)] * 3


def test_peildatum_van_het_jaar_staat_bij_de_kaart(westerveld):
    JaarFactory(peildatum_locaties=dag("2026-10-01"))
    assert kaart(westerveld).peildatum == "1 oktober 2026"


# ------------------------------------------------------------------ changes
def cijfers(gemeente: Gemeente) -> dict[str, str]:
    """Shown value per code in the only table of the report."""
    (sectie,) = secties(gemeente)
    return {rij.code: rij.nu.tekst for rij in sectie.onderdelen[0].tabellen[0].regels}


def test_elke_wijziging_verandert_het_jaarbericht(westerveld, hoofdstuk):
    cursus = UitvoeringFactory(activiteit__code="CURSUS", gemeenten=[westerveld])
    bijeenkomst = BijeenkomstFactory(uitvoering=cursus, deelnames=10)
    locatie = vestiging(westerveld)
    leden = MetingFactory(indicator=IndicatorFactory(code="leden"), gemeente=westerveld, waarde=100)
    IndicatorFactory(code="keer", soort="bijeenkomsten", selectie={"codes": ["CURSUS"]})
    IndicatorFactory(code="mensen", soort="deelnames", selectie={"codes": ["CURSUS"]})
    IndicatorFactory(code="plekken", soort="locaties", functie=Functie.BIBLIOTHEEK)
    codes = ["leden", "keer", "mensen", "plekken"]
    BlokFactory(hoofdstuk=hoofdstuk, soort="cijfertabel", instelling={"tabellen": [{"regels": codes}]})
    assert cijfers(westerveld) == {"leden": "100", "keer": "1", "mensen": "10", "plekken": "1"}
    BijeenkomstFactory(uitvoering=cursus, deelnames=7)
    assert cijfers(westerveld) == {"leden": "100", "keer": "2", "mensen": "17", "plekken": "1"}
    bijeenkomst.datum = dag(f"{JAAR - 1}-12-31")
    bijeenkomst.save()
    assert cijfers(westerveld) == {"leden": "100", "keer": "1", "mensen": "7", "plekken": "1"}
    vestiging(westerveld)
    locatie.functies.update(tot=dag(f"{JAAR}-12-30"))
    vestiging(westerveld)
    assert cijfers(westerveld) == {"leden": "100", "keer": "1", "mensen": "7", "plekken": "2"}
    leden.waarde = D(99)
    leden.save()
    assert cijfers(westerveld) == {"leden": "99", "keer": "1", "mensen": "7", "plekken": "2"}


def test_een_nieuwe_prijs_verandert_niets_aan_wat_bevestigd_is(hoofdstuk):
    """Confirmed: 2 cursussen, 100 + 2 × 45 = € 190. A new price or another title comes too late for it."""
    wereld = maak_wereld()
    afname = wereld.afname()
    for overgang, wie in [
        ("voorleggen", wereld.opsteller),
        ("indienen", wereld.fiatteur),
        ("bevestigen", wereld.accountmanager),
    ]:
        wissel(afname=afname, overgang=overgang, door=wie, vandaag=dag("2025-06-01"))
    BijeenkomstFactory(uitvoering=UitvoeringFactory(gemeenten=[wereld.gemeente]))  # of something else, so there is a count
    for soort in ("gepland", "middelen"):
        BlokFactory(hoofdstuk=hoofdstuk, soort=soort, sleutel=soort)
    eerst = secties(wereld.gemeente)
    gepland, geld = (sectie.onderdelen[-1] for sectie in eerst)
    assert gepland.tabellen[0].regels == (r.Geplandregel("CURSUS", "Cursus Klik en Tik", "keer", "2", "", "0", "−2", 0, ""),)
    assert [rij.verleend for rij in geld.regels] == [f"€{NBSP}190", f"€{NBSP}0", f"€{NBSP}190"]
    PrijsFactory(activiteit=wereld.cursus, versie=2, vast=D(500), per_eenheid=D(900))
    wereld.cursus.titel = "Anders"
    wereld.cursus.save()
    assert secties(wereld.gemeente) == eerst


# ------------------------------------------------------------------ queries
def heel_jaar(westerveld: Gemeente, verhalen: int) -> None:
    """A report with every kind of block, and so many stories with a photo, a campaign and an execution of their own."""
    geld(westerveld)
    lijn = ProgrammalijnFactory(nummer=2)
    kaarthoofdstuk = HoofdstukFactory(sleutel="kaart", soort="kaart")
    BlokFactory(hoofdstuk=kaarthoofdstuk, soort="kaart", instelling={"regels": ["inwoners"]})
    leren = HoofdstukFactory(sleutel="leren", soort="programmalijn", programmalijn=lijn, nummer=1)
    for soort in ("bijeenkomsten", "deelnames", "uitvoeringen"):
        IndicatorFactory(code=soort, soort=soort, selectie={"programmalijnen": [2]})
        IndicatorFactory(code=f"alle-{soort}", soort=soort)
    instelling = {
        "tabellen": [{"regels": ["inwoners", "bijeenkomsten", "deelnames", "alle-uitvoeringen"]}],
        "helden": ["inwoners"],
    }
    for soort in ("intro", "kantlijn", "verhalen", "citaat", "feit", "partners", "infographic", "gepland", "middelen"):
        BlokFactory(
            hoofdstuk=leren,
            soort=soort,
            tekst='<p><span data-veld="cijfer:bijeenkomsten"></span></p>',
            voorwaarde="cijfer:uitvoeringen",
        )
    BlokFactory(hoofdstuk=leren, soort="cijfertabel", instelling=instelling)
    for n in range(verhalen):
        uitvoering = UitvoeringFactory(gemeenten=[westerveld])
        BijeenkomstFactory(uitvoering=uitvoering, deelnames=n)
        VerhaalFactory(gemeente=westerveld, uitvoering=uitvoering, foto=FotoFactory())
        vestiging(westerveld)
        vestiging(GemeenteFactory(), lengtegraad=D(6), breedtegraad=D(52))
        PartnerFactory(gemeente=westerveld)
        OnderzoeksresultaatFactory(onderzoek__naam=f"Panel {n}")


@pytest.mark.parametrize("verhalen", [3, 30])
def test_aantal_vragen_aan_de_database(westerveld, django_assert_num_queries, verhalen):
    """The number never grows: not with counting indicators, stories, photos, gemeenten or locations."""
    heel_jaar(westerveld, verhalen)
    with django_assert_num_queries(38):
        samenstelling = samenstel(gemeente=westerveld, jaar=JAAR)
    (los,) = [d for s in samenstelling.rapport.secties for d in s.onderdelen if isinstance(d, r.Verhalen)]
    assert len(los.verhalen) == verhalen


def test_de_bron_van_de_grenzen_staat_ook_in_het_colofon(westerveld):
    BlokFactory(hoofdstuk=HoofdstukFactory(sleutel="colofon", soort="colofon"), soort="colofon", titel="Tekst")
    GrensFactory(gemeente=westerveld, bron="CBS & Kadaster")
    (colofon,) = secties(westerveld)
    assert colofon.onderdelen[-1] == r.Colofondeel("Kaart", "<p>Grenzen van de gemeenten: CBS &amp; Kadaster.</p>")
