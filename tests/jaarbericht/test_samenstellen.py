"""From the plan of a year to a report: conditions, variants, blocks, stories and chapters."""

import pytest

from catalogus.fouten import RegelFout
from catalogus.models import Functie, Gemeente
from jaarbericht import rapport as r
from jaarbericht.models import Blok, Hoofdstuk, Tekstvariant
from jaarbericht.samenstellen import samenstel
from tests.factories import (
    JAAR,
    BijeenkomstFactory,
    CampagneFactory,
    GemeenteFactory,
    IndicatorFactory,
    LocatiefunctieFactory,
    MetingFactory,
    ProgrammalijnFactory,
    TermFactory,
    UitvoeringFactory,
    dag,
    vestiging,
)
from tests.jaarbericht.fabrieken import (
    BlokFactory,
    CitaatFactory,
    FeitFactory,
    FotoFactory,
    HoofdstukFactory,
    JaarberichtFactory,
    OpzetFactory,
    PartnerFactory,
    TekstvariantFactory,
    UitgaveFactory,
    VerhaalFactory,
)

pytestmark = pytest.mark.django_db
Soort = Blok.Soort
NAAM = '<span data-veld="gemeente:naam">oud</span>'
ONBEKEND = '<span data-veld="cijfer:onzin">7</span>'


@pytest.fixture
def westerveld() -> Gemeente:
    return GemeenteFactory(naam="Westerveld", cbs_code="GM1701")


@pytest.fixture
def hoofdstuk() -> Hoofdstuk:
    """A chapter of programmalijn 2 without an opener."""
    return HoofdstukFactory(sleutel="leren", titel="Leren", programmalijn=ProgrammalijnFactory(nummer=2))


def secties(gemeente: Gemeente, *, gebreken: tuple[str, ...] = ()) -> tuple[r.Sectie, ...]:
    samenstelling = samenstel(gemeente=gemeente, jaar=JAAR)
    assert samenstelling.gebreken == gebreken
    return samenstelling.rapport.secties


def delen(gemeente: Gemeente, **wat) -> list:
    """Everything in the report in one row."""
    return [deel for sectie in secties(gemeente, **wat) for deel in sectie.onderdelen]


# ------------------------------------------------------------------ variants
@pytest.mark.parametrize(
    ("wijze", "html"),
    [
        ("vervangen", "<p>eigen Westerveld</p>"),
        ("aanvullen-voor", "<p>eigen Westerveld</p><p>samen Westerveld</p>"),
        ("aanvullen-na", "<p>samen Westerveld</p><p>eigen Westerveld</p>"),
    ],
)
def test_variant(westerveld, hoofdstuk, wijze, html):
    blok = BlokFactory(hoofdstuk=hoofdstuk, tekst=f"<p>samen {NAAM}</p>")
    TekstvariantFactory(blok=blok, gemeente=westerveld, wijze=wijze, tekst=f"<p>eigen {NAAM}</p>")
    assert delen(westerveld) == [r.Tekst(html)]
    assert delen(GemeenteFactory(naam="Meppel")) == [r.Tekst("<p>samen Meppel</p>")]


def test_variant_weglaten(westerveld, hoofdstuk):
    blok = BlokFactory(hoofdstuk=hoofdstuk, titel="Kop", tekst="<p>samen</p>")
    TekstvariantFactory(blok=blok, gemeente=westerveld, wijze=Tekstvariant.Wijze.WEGLATEN, tekst="<p>eigen</p>")
    assert delen(westerveld) == []
    assert delen(GemeenteFactory()) == [r.Tekst("<p>samen</p>", "Kop")]


def test_eerst_de_voorwaarde_dan_de_variant_dan_de_velden(westerveld, hoofdstuk):
    """What a condition or a variant takes away is not looked at, so its unknown placeholders are no shortcoming."""
    weg = BlokFactory(hoofdstuk=hoofdstuk, tekst=ONBEKEND, voorwaarde="functie:taalhuis")
    TekstvariantFactory(blok=weg, gemeente=westerveld, tekst=f"<p>{ONBEKEND}</p>")
    weggelaten = BlokFactory(hoofdstuk=hoofdstuk, tekst=ONBEKEND)
    TekstvariantFactory(blok=weggelaten, gemeente=westerveld, wijze="weglaten")
    vervangen = BlokFactory(hoofdstuk=hoofdstuk, tekst=ONBEKEND)
    TekstvariantFactory(blok=vervangen, gemeente=westerveld, tekst=f"<p>{NAAM}</p>")
    assert delen(westerveld) == [r.Tekst("<p>Westerveld</p>")]


def test_blok_van_een_gemeente(westerveld, hoofdstuk):
    BlokFactory(hoofdstuk=hoofdstuk, tekst="<p>allen</p>")
    BlokFactory(hoofdstuk=hoofdstuk, tekst="<p>hier</p>", gemeente=westerveld)
    assert delen(westerveld) == [r.Tekst("<p>allen</p>"), r.Tekst("<p>hier</p>")]
    assert delen(GemeenteFactory()) == [r.Tekst("<p>allen</p>")]


def test_onbekend_veld_met_zijn_plaats(westerveld, hoofdstuk):
    """Twice the same text gives the same shortcoming once."""
    BlokFactory(hoofdstuk=hoofdstuk, titel="Samen", tekst=f"<p>a</p>\n<p>{ONBEKEND} leden</p>")
    BlokFactory(hoofdstuk=hoofdstuk, sleutel="b", tekst='<p><span data-veld="aantal:onzin">3</span></p>')
    gebreken = (
        "Hoofdstuk ‘Leren’, blok ‘Samen’, veld ‘cijfer:onzin’ op regel 2, teken 4: er is geen indicator ‘onzin’",
        "Hoofdstuk ‘Leren’, blok ‘b’, veld ‘aantal:onzin’ op regel 1, teken 4: "
        "kies een van campagnes, citaten, partners, plaatsen, verhalen",
    )
    assert delen(westerveld, gebreken=gebreken) == [r.Tekst("<p>a</p>\n<p> leden</p>", "Samen"), r.Tekst("<p></p>")]


def test_velden_uit_de_inhoud(westerveld, hoofdstuk):
    TermFactory(gemeente=westerveld, begrip="leerplein", woord="Oefenplein")
    vestiging(westerveld, plaats="Havelte")
    vestiging(westerveld, plaats="Diever", functie=Functie.SERVICEPUNT)
    vestiging(westerveld, plaats="Vledder", functie=Functie.DBOS_PO)
    GemeenteFactory(naam="Assen", deelnemer_van=None)
    GemeenteFactory(naam="Meppel")
    campagne = CampagneFactory()
    VerhaalFactory(gemeente=westerveld, campagne=campagne)
    VerhaalFactory(gemeente=westerveld, campagne=campagne)
    VerhaalFactory(gemeente=westerveld, jaar=JAAR - 1)
    CitaatFactory(gemeente=westerveld)
    velden = ["term:leerplein", "lijst:plaatsen", "lijst:deelnemers", "aantal:verhalen", "aantal:campagnes", "aantal:citaten"]
    velden += ["aantal:partners", "aantal:plaatsen", "jaar:vorig", "pagina:leren"]
    BlokFactory(hoofdstuk=hoofdstuk, tekst="; ".join(f'<span data-veld="{veld}">oud</span>' for veld in velden))
    assert delen(westerveld) == [
        r.Tekst(
            "Oefenplein; Diever en Havelte; Meppel en Westerveld; 2; 1; 1; 0; 2; 2025; "
            '<a href="#leren" data-pagina="leren"></a>'
        )
    ]


# ------------------------------------------------------------------ conditions
def gevuld(westerveld: Gemeente) -> None:
    """A bibliotheek with a Taalhuis, a former Leerplein, figures of 12, 0 and none, and content in programmalijn 2."""
    locatie = vestiging(westerveld, uren=20)
    LocatiefunctieFactory(locatie=locatie, functie=Functie.TAALHUIS)
    LocatiefunctieFactory(locatie=locatie, functie=Functie.LEERPLEIN, tot=dag(f"{JAAR}-12-30"))
    LocatiefunctieFactory(locatie=locatie, functie=Functie.IDO, van=dag(f"{JAAR + 1}-01-01"))
    LocatiefunctieFactory(locatie__gemeente=GemeenteFactory(), functie=Functie.DBOS_VO)
    MetingFactory(indicator=IndicatorFactory(code="twaalf"), gemeente=westerveld, waarde=12)
    MetingFactory(indicator=IndicatorFactory(code="nul"), gemeente=westerveld, waarde=0)
    MetingFactory(indicator=IndicatorFactory(code="geen"), gemeente=westerveld, geen_gegevens=True)
    IndicatorFactory(code="leeg")
    for fabriek in (VerhaalFactory, CitaatFactory, FeitFactory):
        fabriek(gemeente=westerveld)
    PartnerFactory(gemeente=westerveld)


@pytest.mark.parametrize(
    ("voorwaarde", "geldt"),
    [
        ("", True),
        ("functie:taalhuis", True),
        ("functie:bibliotheek", True),
        ("functie:leerplein", False),  # ended the day before the reference date
        ("functie:ido", False),  # begins the day after
        ("functie:dbos_vo", False),  # of another gemeente
        ("heeft:verhalen", True),
        ("heeft:citaten", True),
        ("heeft:feiten", True),
        ("heeft:partners", True),
        ("cijfer:twaalf", True),
        ("cijfer:nul", False),
        ("cijfer:geen", False),
        ("cijfer:leeg", False),
    ],
)
def test_voorwaarde(westerveld, hoofdstuk, voorwaarde, geldt):
    gevuld(westerveld)
    BlokFactory(hoofdstuk=hoofdstuk, tekst="<p>a</p>", voorwaarde=voorwaarde)
    hoofdstuk.sleutel, hoofdstuk.pk, hoofdstuk.voorwaarde = "tweede", None, voorwaarde
    hoofdstuk.save()
    BlokFactory(hoofdstuk=hoofdstuk, tekst="<p>b</p>")
    assert delen(westerveld) == ([r.Tekst("<p>a</p>"), r.Tekst("<p>b</p>")] if geldt else [])


@pytest.mark.parametrize("voorwaarde", ["heeft:verhalen", "heeft:citaten", "heeft:feiten"])
def test_heeft_kijkt_naar_het_eigen_hoofdstuk(westerveld, voorwaarde):
    gevuld(westerveld)
    lezen = HoofdstukFactory(programmalijn=ProgrammalijnFactory(nummer=3))
    BlokFactory(hoofdstuk=lezen, tekst="<p>a</p>", voorwaarde=voorwaarde)
    assert delen(westerveld) == []


@pytest.mark.parametrize(
    "voorwaarde", ["functie:onzin", "functie:", "heeft:onzin", "cijfer:onzin", "onzin:verhalen", "taalhuis", "niet functie:ido"]
)
def test_voorwaarde_die_niet_bestaat(westerveld, hoofdstuk, voorwaarde):
    """The block is shown, so that nothing disappears without anybody seeing it."""
    BlokFactory(hoofdstuk=hoofdstuk, tekst="<p>a</p>", voorwaarde=voorwaarde)
    gebrek = f"Leren: de voorwaarde ‘{voorwaarde}’ bestaat niet. Pas haar aan."
    assert delen(westerveld, gebreken=(gebrek,)) == [r.Tekst("<p>a</p>")]


# ------------------------------------------------------------------ stories
def namen(verhalen) -> list[str]:
    return [verhaal.titel for verhaal in verhalen]


def test_campagnes_met_hun_eigen_verhalen_en_de_andere_los(westerveld, hoofdstuk):
    """A campaign takes its stories of all programmalijnen; a story of a campaign without a block stays loose."""
    boekenweek = CampagneFactory(thema="Lekker eigenwijs")
    voorlezen = CampagneFactory(
        sleutel="voorleesdagen", naam="Voorleesdagen", van=dag(f"{JAAR}-01-01"), tot=dag(f"{JAAR}-01-31")
    )
    zonder = CampagneFactory(sleutel="zomerlezen", naam="Zomerlezen")
    lezen = HoofdstukFactory(programmalijn=ProgrammalijnFactory(nummer=3))
    for hfst, campagne in [(hoofdstuk, boekenweek), (lezen, voorlezen)]:
        BlokFactory(hoofdstuk=hfst, soort=Soort.CAMPAGNE, campagne=campagne, tekst=f"<p>{NAAM}</p>")
        BlokFactory(hoofdstuk=hfst, soort=Soort.VERHALEN, titel="Los")
    for titel, lijn, campagne, volgorde in [
        ("A", 2, None, 2), ("B", 2, boekenweek, 2), ("C", 3, boekenweek, 1),
        ("D", 2, voorlezen, 1), ("E", 2, zonder, 1), ("F", 3, None, 1),
    ]:  # fmt: skip
        VerhaalFactory(
            gemeente=westerveld,
            titel=titel,
            programmalijn=ProgrammalijnFactory(nummer=lijn),
            campagne=campagne,
            volgorde=volgorde,
        )
    VerhaalFactory(titel="van een ander", campagne=boekenweek)
    VerhaalFactory(gemeente=westerveld, titel="vorig jaar", jaar=JAAR - 1)
    een, los, twee, los_lezen = delen(westerveld)
    assert (een.naam, een.periode, een.thema) == ("Kinderboekenweek", "1 tot en met 11 oktober 2026", "Lekker eigenwijs")
    assert (een.html, namen(een.verhalen)) == ("<p>Westerveld</p>", ["C", "B"])
    assert (los.titel, namen(los.verhalen)) == ("Los", ["E", "A"])
    assert (twee.naam, twee.periode, namen(twee.verhalen)) == ("Voorleesdagen", "januari 2026", ["D"])
    assert namen(los_lezen.verhalen) == ["F"]


def test_hoofdstuk_zonder_programmalijn_toont_alle_losse_verhalen(westerveld):
    BlokFactory(hoofdstuk=HoofdstukFactory(), soort=Soort.VERHALEN)
    VerhaalFactory(gemeente=westerveld, titel="A")
    VerhaalFactory(gemeente=westerveld, titel="B", programmalijn=ProgrammalijnFactory(nummer=3))
    (los,) = delen(westerveld)
    assert namen(los.verhalen) == ["A", "B"]


def test_verhaal_van_een_campagne_die_een_ander_krijgt_blijft_los(westerveld, hoofdstuk):
    """The campaign is only for Meppel, so the story of Westerveld has no other place than among the loose ones."""
    campagne = CampagneFactory()
    BlokFactory(hoofdstuk=hoofdstuk, soort=Soort.CAMPAGNE, campagne=campagne, gemeente=GemeenteFactory(naam="Meppel"))
    BlokFactory(hoofdstuk=hoofdstuk, soort=Soort.VERHALEN)
    VerhaalFactory(gemeente=westerveld, titel="A", campagne=campagne)
    (los,) = delen(westerveld)
    assert namen(los.verhalen) == ["A"]


def test_campagne_met_voorwaarde_heeft_verhalen(westerveld, hoofdstuk):
    """heeft:verhalen on a campaign looks at the stories of that campaign."""
    BlokFactory(hoofdstuk=hoofdstuk, soort=Soort.CAMPAGNE, campagne=CampagneFactory(), voorwaarde="heeft:verhalen")
    VerhaalFactory(gemeente=westerveld)
    assert delen(westerveld) == []


@pytest.mark.parametrize(
    ("aantallen", "tekst"),
    [
        ([], ""),
        ([18], "18 kinderen"),
        ([None], ""),
        ([0], ""),
        ([1250], "1.250 kinderen"),
        ([10, 15], "gemiddeld 13 kinderen per keer"),  # 25 / 2 = 12,5
        ([18, None], "gemiddeld 18 kinderen per keer"),
        ([9, 9, None], "gemiddeld 9 kinderen per keer"),  # of the meetings whose number is known
    ],
)
def test_deelnemers_bij_een_verhaal(westerveld, hoofdstuk, aantallen, tekst):
    """Only meetings that were held this year count."""
    uitvoering = UitvoeringFactory(gemeenten=[westerveld])
    for aantal in aantallen:
        BijeenkomstFactory(uitvoering=uitvoering, deelnames=aantal)
    BijeenkomstFactory(uitvoering=uitvoering, deelnames=99, datum=dag(f"{JAAR - 1}-12-31"))
    BijeenkomstFactory(uitvoering=uitvoering, deelnames=99, status="vervallen")
    BijeenkomstFactory(uitvoering=UitvoeringFactory(), deelnames=99)
    VerhaalFactory(gemeente=westerveld, uitvoering=uitvoering, deelnemers_woord="kinderen")
    BlokFactory(hoofdstuk=hoofdstuk, soort=Soort.VERHALEN)
    (los,) = delen(westerveld)
    assert los.verhalen[0].deelnemers == tekst


def test_verhaal_met_alles(westerveld, hoofdstuk):
    uitvoering = UitvoeringFactory(gemeenten=[westerveld])
    BijeenkomstFactory(uitvoering=uitvoering, deelnames=1018)
    foto = FotoFactory(tekening="", bestand="fotos/a.jpg", alt="Een robot", maker="J. Jansen", focus_x=20, focus_y=80)
    robots = VerhaalFactory(
        gemeente=westerveld,
        titel="Robots & co",
        tekst=f'<p>{NAAM} telde <span data-veld="verhaal:deelnames">3</span>.</p>',
        plaats="Diever",
        uitvoering=uitvoering,
        foto=foto,
        bijschrift="De robot leest",
    )
    kring = VerhaalFactory(gemeente=westerveld, titel="Getekend", foto=FotoFactory(tekening="kring", alt="Stoelen"))
    BlokFactory(hoofdstuk=hoofdstuk, soort=Soort.VERHALEN)
    (los,) = delen(westerveld)
    assert los.verhalen == (
        r.Verhaal(
            "Robots & co",
            "<p>Westerveld telde 1.018.</p>",
            "Diever",
            "1.018 deelnemers",
            r.Beeld("Een robot", "fotos/a.jpg", "", "Robots & co", "De robot leest", "J. Jansen", 20, 80, f"foto:{foto.pk}"),
            f"verhaal:{robots.pk}",
        ),
        r.Verhaal(
            "Getekend",
            "<p>Er was eens.</p>",
            beeld=r.Beeld("Stoelen", "", "kring", "Getekend", bron=f"foto:{kring.foto_id}"),
            bron=f"verhaal:{kring.pk}",
        ),
    )


def test_gebrek_in_een_verhaal(westerveld, hoofdstuk):
    VerhaalFactory(gemeente=westerveld, titel="Robots", tekst='<span data-veld="verhaal:deelnames">3</span>')
    BlokFactory(hoofdstuk=hoofdstuk, soort=Soort.VERHALEN)
    gebrek = (
        "Verhaal ‘Robots’, veld ‘verhaal:deelnames’ op regel 1, teken 1: "
        "dit verhaal hoort niet bij een uitvoering met deelnames"
    )
    assert [deel.verhalen[0].html for deel in delen(westerveld, gebreken=(gebrek,))] == [""]


# ------------------------------------------------------------------ quotes, facts, partners and the rest
def test_citaten_en_feiten_op_nummer(westerveld, hoofdstuk):
    """Number 3 is not there, so that block is left out. Another programmalijn has its own numbers."""
    pks = {}
    for n, tekst in [(3, "derde"), (1, "eerste")]:
        pks[n] = CitaatFactory(gemeente=westerveld, tekst=tekst, wie=f"{tekst} lezer", volgorde=n).pk
        FeitFactory(gemeente=westerveld, getal=f"{n}", tekst=f"<p>{tekst} in {NAAM}</p>", volgorde=n)
    CitaatFactory(gemeente=westerveld, tekst="elders", programmalijn=ProgrammalijnFactory(nummer=3))
    for soort in (Soort.CITAAT, Soort.FEIT):
        BlokFactory(hoofdstuk=hoofdstuk, soort=soort, instelling={"nummer": 2, "plek": "band"})
        BlokFactory(hoofdstuk=hoofdstuk, soort=soort, instelling={"nummer": 3})
        BlokFactory(hoofdstuk=hoofdstuk, soort=soort)
    assert delen(westerveld) == [
        r.Citaat("derde", "derde lezer", "band", f"citaat:{pks[3]}"),
        r.Citaat("eerste", "eerste lezer", bron=f"citaat:{pks[1]}"),
        r.Feit("3", "<p>derde in Westerveld</p>", "band"),
        r.Feit("1", "<p>eerste in Westerveld</p>"),
    ]


def test_getal_van_een_feit_is_een_veld(westerveld, hoofdstuk):
    MetingFactory(indicator=IndicatorFactory(code="bezoek"), gemeente=westerveld, waarde=84210)
    FeitFactory(gemeente=westerveld, getal='<span data-veld="cijfer:bezoek">1</span>', tekst="<p>keer</p>")
    BlokFactory(hoofdstuk=hoofdstuk, soort=Soort.FEIT)
    FeitFactory(gemeente=westerveld, getal="R&D", tekst="<p>keer</p>")
    BlokFactory(hoofdstuk=hoofdstuk, soort=Soort.FEIT, instelling={"nummer": 2})
    assert delen(westerveld) == [r.Feit("84.210", "<p>keer</p>"), r.Feit("R&D", "<p>keer</p>")]


def test_kleine_blokken(westerveld, hoofdstuk, settings):
    settings.BASIS_ADRES = "https://catalogus.example"
    PartnerFactory(gemeente=westerveld, naam="SeniorWeb", rol="inloop")
    PartnerFactory(gemeente=westerveld, naam="Humanitas")
    PartnerFactory(naam="van een ander")
    BlokFactory(hoofdstuk=hoofdstuk, titel="Kop", tekst=f"<p>{NAAM}</p>", instelling={"stijl": "lead"})
    BlokFactory(hoofdstuk=hoofdstuk, titel="Alleen een kop")
    BlokFactory(hoofdstuk=hoofdstuk)
    BlokFactory(hoofdstuk=hoofdstuk, soort=Soort.KANTLIJN, titel="Leren", tekst="<p>Kort</p>")
    BlokFactory(hoofdstuk=hoofdstuk, soort=Soort.PARTNERS, titel="Samen met", tekst="<p>Dank</p>")
    BlokFactory(hoofdstuk=hoofdstuk, soort=Soort.CATALOGUSVERWIJZING)
    assert delen(westerveld) == [
        r.Tekst("<p>Westerveld</p>", "Kop", "lead"),
        r.Tekst("", "Alleen een kop"),
        r.Kantlijn("Leren", "<p>Kort</p>"),
        r.Tekst("<p>Dank</p>"),
        r.Partners("Samen met", (r.Partner("Humanitas"), r.Partner("SeniorWeb", "inloop"))),
        r.Verwijzing("https://catalogus.example/catalogus/lijn-2/", 2),
    ]


def test_zonder_verhalen_en_partners_blijft_er_niets_leeg_staan(westerveld, hoofdstuk):
    for soort in (Soort.VERHALEN, Soort.CITAAT, Soort.FEIT, Soort.PARTNERS, Soort.INFOGRAPHIC):
        BlokFactory(hoofdstuk=hoofdstuk, soort=soort, titel="Kop", tekst="<p>a</p>")
    assert secties(westerveld) == ()


# ------------------------------------------------------------------ chapters
def test_alle_hoofdstukken(westerveld):
    """Cover, contents, letter, chapter with opener, colophon; the contents name what comes after them."""
    lijn = ProgrammalijnFactory(nummer=2, naam="Leren", kleur="#a67800")
    opzet = OpzetFactory(titel="Jaarbericht", onderschrift="Voor iedereen")
    HoofdstukFactory(opzet=opzet, sleutel="omslag", soort="omslag", titel="Omslag")
    inhoud = HoofdstukFactory(opzet=opzet, sleutel="inhoud", soort="inhoud", titel="Inhoud")
    BlokFactory(hoofdstuk=inhoud, tekst=f"<p>Wat staat er over {NAAM}?</p>")
    voorwoord = HoofdstukFactory(opzet=opzet, sleutel="voorwoord", soort="brief", titel="Voorwoord")
    brief = {"aanhef": "Beste lezer,", "naam": "Jos", "functie": "directeur", "paneelzin": "Lezen", "portret": "portret"}
    BlokFactory(
        hoofdstuk=voorwoord, soort=Soort.BRIEF, titel="Woord vooraf", tekst=f"<p>{NAAM}</p>",
        instelling={**brief, "portret_alt": "Jos lacht"},
    )  # fmt: skip
    leren = HoofdstukFactory(opzet=opzet, sleutel="leren", soort="programmalijn", titel="Leren", nummer=1, programmalijn=lijn)
    BlokFactory(hoofdstuk=leren, soort=Soort.INTRO, tekst=f"<p>{NAAM} leert.</p>")
    BlokFactory(hoofdstuk=leren, tekst="<p>Tekst</p>")
    HoofdstukFactory(opzet=opzet, sleutel="leeg", titel="Leeg")
    colofon = HoofdstukFactory(opzet=opzet, sleutel="colofon", soort="colofon", titel="Colofon")
    BlokFactory(hoofdstuk=colofon, soort=Soort.COLOFON, titel="Tekst", tekst="<p>Wij</p>")
    regels = (
        r.Inhoudsregel("voorwoord", "Voorwoord", None, None),
        r.Inhoudsregel("leren", "Leren", 1, 2),
        r.Inhoudsregel("colofon", "Colofon", None, None),
    )
    portret = r.Beeld("Jos lacht", tekening="portret", zaad="2026")
    assert secties(westerveld) == (
        r.Sectie("omslag", "omslag", "omslag", "Omslag", (r.Omslag("Jaarbericht 2026", "Westerveld"),)),
        r.Sectie("inhoud", "inhoud", "inhoud", "Inhoud", (r.Inhoud("<p>Wat staat er over Westerveld?</p>", regels),)),
        r.Sectie(
            "voorwoord", "brief", "voorwoord", "Voorwoord",
            (r.Brief("Woord vooraf", "Lezen", "Beste lezer,", "<p>Westerveld</p>", "Jos", "directeur", portret),),
        ),
        r.Sectie("leren", "opener", "leren", "Leren", (r.Opener(1, "Leren", "<p>Westerveld leert.</p>"),), 2),
        r.Sectie("leren-tekst", "loop", "leren", "Leren", (r.Tekst("<p>Tekst</p>"),), 2),
        r.Sectie("colofon", "colofon", "colofon", "Colofon", (r.Colofondeel("Tekst", "<p>Wij</p>"),)),
    )  # fmt: skip
    rapport = samenstel(gemeente=westerveld, jaar=JAAR).rapport
    assert (rapport.titel, rapport.jaar, rapport.gemeente_code, rapport.gemeente) == (
        "Jaarbericht 2026", 2026, "GM1701", "Westerveld",
    )  # fmt: skip
    assert (rapport.organisatie, rapport.onderschrift) == ("Bibliotheken Westerveld", "Voor iedereen")
    assert (rapport.uitgave, rapport.datum, rapport.lijnen) == ("Concept", "", (r.Lijnkleur(2, "Leren", "#a67800"),))


def test_een_heel_andere_volgorde_is_alleen_inhoud(westerveld):
    """As the report of 2023: highlights first, no openers, the chapters of the programmalijnen after it, figures at the end."""
    opzet = OpzetFactory()
    hoogtepunten = HoofdstukFactory(opzet=opzet, sleutel="hoogtepunten", titel="Hoogtepunten")
    BlokFactory(hoofdstuk=hoogtepunten, soort=Soort.VERHALEN, sleutel="v")
    for nummer, sleutel in [(5, "meedoen"), (2, "leren")]:
        lijn = ProgrammalijnFactory(nummer=nummer)
        hfst = HoofdstukFactory(opzet=opzet, sleutel=sleutel, titel=sleutel.title(), programmalijn=lijn)
        BlokFactory(hoofdstuk=hfst, tekst=f"<p>{sleutel}</p>")
    HoofdstukFactory(opzet=opzet, sleutel="omslag", soort="omslag", titel="Omslag")
    cijfers = HoofdstukFactory(opzet=opzet, sleutel="cijfers", titel="Cijfers", programmalijn=None)
    for sleutel in ("leden", "uitleen"):
        MetingFactory(indicator=IndicatorFactory(code=sleutel), gemeente=westerveld)
        instelling = {"tabellen": [{"titel": sleutel, "regels": [sleutel]}], "helden": [sleutel]}
        BlokFactory(hoofdstuk=cijfers, soort=Soort.CIJFERTABEL, sleutel=sleutel, titel=sleutel.title(), instelling=instelling)
    HoofdstukFactory(opzet=opzet, sleutel="inhoud", soort="inhoud", titel="Inhoud")
    VerhaalFactory(gemeente=westerveld)
    gemaakt = secties(westerveld)
    assert [(s.sleutel, s.soort, s.hoofdstuk, s.titel, s.lijn) for s in gemaakt] == [
        ("hoogtepunten", "loop", "hoogtepunten", "Hoogtepunten", None),
        ("meedoen", "loop", "meedoen", "Meedoen", 5),
        ("leren", "loop", "leren", "Leren", 2),
        ("omslag", "omslag", "omslag", "Omslag", None),
        ("cijfers", "cijfers", "cijfers", "Leden", None),
        ("uitleen", "cijfers", "cijfers", "Uitleen", None),
        ("inhoud", "inhoud", "inhoud", "Inhoud", None),
    ]
    assert [(regel.sleutel, regel.lijn) for regel in gemaakt[-1].onderdelen[0].regels] == [
        ("hoogtepunten", None),
        ("meedoen", 5),
        ("leren", 2),
        ("cijfers", None),
    ]


def test_uitgave_met_soort_en_datum(westerveld):
    OpzetFactory()
    uitgave = UitgaveFactory(jaarbericht__gemeente=westerveld, nummer=2, soort="vastgesteld")
    uitgave.gemaakt_op = uitgave.gemaakt_op.replace(year=2027, month=4, day=14, hour=12)
    rapport = samenstel(gemeente=westerveld, jaar=JAAR, uitgave=uitgave).rapport
    assert (rapport.uitgave, rapport.datum) == ("Uitgave 2, vastgesteld op 14 april 2027", "2027-04-14")


def test_uitgave_kort_na_middernacht_heeft_de_nederlandse_datum(westerveld):
    """Half past midnight on 15 April in the Netherlands is 22.30 on 14 April UTC."""
    OpzetFactory()
    uitgave = UitgaveFactory(jaarbericht__gemeente=westerveld)
    uitgave.gemaakt_op = uitgave.gemaakt_op.replace(year=2027, month=4, day=14, hour=22, minute=30)
    rapport = samenstel(gemeente=westerveld, jaar=JAAR, uitgave=uitgave).rapport
    assert (rapport.uitgave, rapport.datum) == ("Uitgave 1, ter inzage op 15 april 2027", "2027-04-15")


def test_mededeling_van_het_jaarbericht_staat_op_elke_pagina(westerveld, hoofdstuk):
    JaarberichtFactory(gemeente=westerveld, mededeling="Alle cijfers zijn voorbeeldcijfers.")
    JaarberichtFactory(gemeente=westerveld, jaar=JAAR - 1, mededeling="Van vorig jaar.")
    HoofdstukFactory(soort="omslag")
    BlokFactory(hoofdstuk=hoofdstuk, tekst="<p>a</p>")
    MetingFactory(indicator=IndicatorFactory(code="leden"), gemeente=westerveld)
    BlokFactory(hoofdstuk=hoofdstuk, soort=Soort.CIJFERTABEL, instelling={"tabellen": [{"regels": ["leden"]}]})
    assert {(s.soort, s.mededeling) for s in secties(westerveld)} == {
        (soort, "Alle cijfers zijn voorbeeldcijfers.") for soort in ("omslag", "loop", "tabellen")
    }


# ------------------------------------------------------------------ when there is no report
def test_geen_opzet(westerveld):
    with pytest.raises(RegelFout) as fout:
        samenstel(gemeente=westerveld, jaar=JAAR)
    assert fout.value.tekst == "Er is geen opzet voor 2026. Maak eerst een opzet met hoofdstukken."
    assert fout.value.code == "geen-opzet"


@pytest.mark.parametrize(
    "velden", [{"deelnemer_van": None}, {"deelnemer_tot": dag("2026-12-30")}, {"deelnemer_van": dag("2027-01-01")}]
)
def test_gemeente_die_niet_meedoet(velden):
    OpzetFactory()
    with pytest.raises(RegelFout) as fout:
        samenstel(gemeente=GemeenteFactory(naam="Assen", **velden), jaar=JAAR)
    assert fout.value.tekst == "Assen doet in 2026 niet mee en krijgt geen jaarbericht."
    assert fout.value.code == "geen-deelnemer"
