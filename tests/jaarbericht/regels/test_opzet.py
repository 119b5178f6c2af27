"""The plan of a year: a new one, chapters and blocks added, changed, moved and dropped, and conditions in words."""

import pytest
from django.db.models import F

from catalogus.models import Gemeente, Groep
from jaarbericht.models import Blok, Hoofdstuk, Jaarbericht, Opzet, Tekstvariant, Thema
from jaarbericht.regels import blokken, hoofdstukken, opzetten
from jaarbericht.regels.bloksoorten import PAST_IN, UITLEG
from jaarbericht.regels.voorwaarden import FUNCTIES, in_woorden, keuzes
from jaarbericht.samenstellen import samenstel
from tests.factories import (
    JAAR,
    CampagneFactory,
    GemeenteFactory,
    IndicatorFactory,
    ProgrammalijnFactory,
    dag,
    medewerker,
    weigering,
)
from tests.jaarbericht.fabrieken import (
    BlokFactory,
    HoofdstukFactory,
    JaarberichtFactory,
    OpzetFactory,
    TekstvariantFactory,
    VerhaalFactory,
)

pytestmark = pytest.mark.django_db
Soort = Hoofdstuk.Soort
VOLGEND = JAAR + 1


@pytest.fixture
def door():
    return medewerker(Groep.REDACTIE)


@pytest.fixture
def opzet():
    return OpzetFactory(titel="Jaarverslag", onderschrift="samen")


def weigert(regel, **velden) -> str:
    """The code with which a rule refuses."""
    return weigering(regel, **velden)[0]


def volgorde(opzet) -> list[str]:
    return list(opzet.hoofdstukken.order_by("volgorde").values_list("sleutel", flat=True))


# ------------------------------------------------------------------ a new year
def test_een_nieuw_jaar_uit_het_vorige(door, opzet):
    """Chapters, blocks and shared text go along; local text of who was chosen; stories and what others wrote stay."""
    westerveld, meppel = GemeenteFactory(naam="Westerveld"), GemeenteFactory(naam="Meppel")
    opzet.thema = Thema.objects.create(naam="Voorjaar")
    opzet.save()
    hoofdstuk = HoofdstukFactory(opzet=opzet, sleutel="leest", voorwaarde="functie:taalhuis", titel="Lezen")
    blok = BlokFactory(hoofdstuk=hoofdstuk, sleutel="tekst", tekst="<p>Samen.</p>", tekstversie=3, instelling={"stijl": "lead"})
    TekstvariantFactory(blok=blok, gemeente=westerveld, tekst="<p>Hier.</p>", gebaseerd_op=2)
    TekstvariantFactory(blok=blok, gemeente=meppel)
    BlokFactory(hoofdstuk=hoofdstuk, sleutel="alleen-westerveld", gemeente=westerveld)
    BlokFactory(hoofdstuk=hoofdstuk, sleutel="alleen-meppel", gemeente=meppel)
    VerhaalFactory(gemeente=westerveld)
    gemaakt = opzetten.kopieer_opzet(bron=opzet, jaar=VOLGEND, gemeenten=[westerveld], door=door)
    nieuw = Opzet.objects.get(jaar=VOLGEND)
    assert (gemaakt.opzet, gemaakt.achtergebleven) == (nieuw, ())
    assert (nieuw.titel, nieuw.organisatie, nieuw.onderschrift) == ("Jaarverslag", opzet.organisatie, "samen")
    assert (nieuw.thema, nieuw.slot) == (opzet.thema, 0)
    kopie = nieuw.hoofdstukken.get()
    assert (kopie.sleutel, kopie.titel, kopie.voorwaarde) == ("leest", "Lezen", "functie:taalhuis")
    assert list(kopie.blokken.values_list("sleutel", "gemeente", "tekst", "tekstversie", "instelling")) == [
        ("tekst", None, "<p>Samen.</p>", 1, {"stijl": "lead"}),
        ("alleen-westerveld", westerveld.pk, "", 1, {}),
    ]
    variant = Tekstvariant.objects.get(blok__hoofdstuk=kopie)
    assert (variant.gemeente, variant.tekst, variant.gebaseerd_op) == (westerveld, "<p>Hier.</p>", 0)  # still older
    assert (Hoofdstuk.objects.filter(opzet=opzet).count(), Blok.objects.filter(hoofdstuk=hoofdstuk).count()) == (1, 3)
    assert westerveld.verhalen.filter(jaar=VOLGEND).count() == 0
    assert kopie.history.get().history_user == door


def test_de_jaarberichten_beginnen_als_concept(door, opzet):
    """Of who takes part in the new year; a report that is there already stays as it is."""
    mee, klaar = GemeenteFactory(naam="Mee"), GemeenteFactory(naam="Klaar")
    GemeenteFactory(naam="Weg", deelnemer_tot=dag(f"{JAAR}-06-30"))
    JaarberichtFactory(gemeente=klaar, jaar=VOLGEND, status="redactie")
    opzetten.kopieer_opzet(bron=opzet, jaar=VOLGEND, gemeenten=[], door=door)
    assert set(Jaarbericht.objects.values_list("gemeente", "jaar", "status")) == {
        (mee.pk, VOLGEND, "concept"),
        (klaar.pk, VOLGEND, "redactie"),
    }


def test_een_campagne_volgt_haar_sleutel_en_blijft_anders_achter(door, opzet):
    hoofdstuk = HoofdstukFactory(opzet=opzet)
    for naam in ("boekenweek", "zomerlezen"):
        campagne = CampagneFactory(jaar=JAAR, sleutel=naam, naam=naam.capitalize())
        BlokFactory(hoofdstuk=hoofdstuk, soort="campagne", campagne=campagne)
    straks = CampagneFactory(jaar=VOLGEND, sleutel="boekenweek")
    gemaakt = opzetten.kopieer_opzet(bron=opzet, jaar=VOLGEND, gemeenten=[], door=door)
    assert list(Blok.objects.filter(hoofdstuk__opzet=gemaakt.opzet).values_list("campagne", flat=True)) == [straks.pk]
    assert gemaakt.achtergebleven == ("Zomerlezen",)


def test_een_eerste_raamwerk(door):
    """Without an earlier year: cover, contents, a chapter per programmalijn, colofon; it can be composed at once."""
    lijn = ProgrammalijnFactory(nummer=2, naam="Drenthe leert")
    GemeenteFactory(naam="Assen")
    gemaakt = opzetten.maak_opzet(jaar=JAAR, organisatie=" Biblionet ", door=door)
    assert gemaakt.opzet.organisatie == "Biblionet"
    assert list(gemaakt.opzet.hoofdstukken.values_list("sleutel", "soort", "titel", "programmalijn", "nummer")) == [
        ("omslag", "omslag", "Omslag", None, None),
        ("inhoud", "inhoud", "Inhoud", None, None),
        ("lijn-2", "programmalijn", "Drenthe leert", lijn.pk, 2),
        ("colofon", "colofon", "Colofon", None, None),
    ]
    rapport = samenstel(gemeente=Gemeente.objects.get(), jaar=JAAR).rapport
    assert [sectie.soort for sectie in rapport.secties] == ["omslag", "inhoud", "opener", "colofon"]


@pytest.mark.parametrize(("jaar", "code"), [(JAAR, "bestaat"), (1999, "jaar"), (2101, "jaar")])
def test_een_jaar_dat_niet_kan(door, opzet, jaar, code):
    assert weigert(opzetten.kopieer_opzet, bron=opzet, jaar=jaar, gemeenten=[], door=door) == code
    assert Opzet.objects.count() == 1


def test_de_omslag(door, opzet):
    velden = {"opzet": opzet, "titel": "Bericht", "organisatie": "Bieb", "onderschrift": "", "door": door}
    opzetten.zet_opzet(gezien=0, **velden)
    assert weigert(opzetten.zet_opzet, gezien=0, **velden) == "verouderd"
    assert weigert(opzetten.zet_opzet, gezien=1, **velden | {"titel": " "}) == "titel"
    opzet.refresh_from_db()
    assert (opzet.titel, opzet.organisatie, opzet.slot) == ("Bericht", "Bieb", 1)


# ------------------------------------------------------------------ chapters
def test_hoofdstukken_erbij_en_verplaatst(door, opzet):
    for titel in ("Hoogtepunten", "Activiteiten in {gemeente:naam}", "Hoogtepunten"):
        hoofdstukken.voeg_hoofdstuk_toe(opzet=opzet, soort=Soort.PAGINAS, titel=titel, door=door)
    assert volgorde(opzet) == ["hoogtepunten", "activiteiten-in-gemeentenaam", "hoogtepunten-2"]
    laatste = opzet.hoofdstukken.get(sleutel="hoogtepunten-2")
    hoofdstukken.verplaats_hoofdstuk(hoofdstuk=laatste, naar=0, gezien=0, door=door)
    assert volgorde(opzet) == ["hoogtepunten-2", "hoogtepunten", "activiteiten-in-gemeentenaam"]
    assert list(opzet.hoofdstukken.order_by("volgorde").values_list("volgorde", flat=True)) == [1, 2, 3]
    assert weigert(hoofdstukken.verplaats_hoofdstuk, hoofdstuk=laatste, naar=2, gezien=0, door=door) == "verouderd"
    laatste = Hoofdstuk.objects.get(pk=laatste.pk)
    hoofdstukken.verplaats_hoofdstuk(hoofdstuk=laatste, naar=99, gezien=1, door=door)
    assert volgorde(opzet) == ["hoogtepunten", "activiteiten-in-gemeentenaam", "hoogtepunten-2"]


def test_verplaatsen_naar_dezelfde_plek_doet_niets(door, opzet):
    hoofdstuk = HoofdstukFactory(opzet=opzet)
    hoofdstukken.verplaats_hoofdstuk(hoofdstuk=hoofdstuk, naar=0, gezien=7, door=door)
    opzet.refresh_from_db()
    assert (opzet.slot, hoofdstuk.history.count()) == (0, 1)


def test_een_hoofdstuk_veranderen(door, opzet):
    hoofdstuk = HoofdstukFactory(opzet=opzet, sleutel="oud")
    velden = {"hoofdstuk": hoofdstuk, "nummer": None, "programmalijn": None, "voorwaarde": "", "door": door}
    hoofdstukken.zet_hoofdstuk(soort=Soort.PAGINAS, titel="Nieuw", gezien=0, **velden)
    assert weigert(hoofdstukken.zet_hoofdstuk, soort=Soort.PAGINAS, titel="Later", gezien=0, **velden) == "verouderd"
    hoofdstuk.refresh_from_db()
    assert (hoofdstuk.titel, hoofdstuk.sleutel, hoofdstuk.history.first().history_user) == ("Nieuw", "oud", door)


@pytest.mark.parametrize(
    ("velden", "code"),
    [
        ({"titel": " "}, "titel"),
        ({"titel": "In {cijfer:leden}"}, "veld"),
        ({"titel": "In {gemeente}"}, "veld"),
        ({"soort": Soort.PROGRAMMALIJN}, "programmalijn"),
        ({"nummer": 0}, "nummer"),
        ({"voorwaarde": "functie:kantine"}, "bestaat-niet"),
        ({"voorwaarde": "cijfer:onbekend"}, "bestaat-niet"),
    ],
)
def test_een_hoofdstuk_dat_niet_kan(door, opzet, velden, code):
    vast = {"opzet": opzet, "soort": Soort.PAGINAS, "titel": "Goed", "door": door}
    assert weigert(hoofdstukken.voeg_hoofdstuk_toe, **vast | velden) == code
    assert opzet.hoofdstukken.count() == 0


def test_een_andere_soort_alleen_als_de_blokken_passen(door, opzet):
    hoofdstuk = HoofdstukFactory(opzet=opzet)
    BlokFactory(hoofdstuk=hoofdstuk, soort=Blok.Soort.TEKST)
    velden = {"hoofdstuk": hoofdstuk, "titel": "X", "nummer": None, "programmalijn": None, "voorwaarde": "", "door": door}
    assert weigert(hoofdstukken.zet_hoofdstuk, soort=Soort.KAART, gezien=0, **velden) == "past-niet"
    hoofdstukken.zet_hoofdstuk(soort=Soort.INHOUD, gezien=0, **velden)
    hoofdstuk.refresh_from_db()
    assert hoofdstuk.soort == Soort.INHOUD


def test_een_hoofdstuk_weg_en_wat_er_weggaat(door, opzet):
    hoofdstuk = HoofdstukFactory(opzet=opzet, sleutel="leest", titel="Lezen")
    met = BlokFactory(hoofdstuk=hoofdstuk, tekst="<p>Tekst</p>")
    BlokFactory(hoofdstuk=hoofdstuk)
    TekstvariantFactory(blok=met, gemeente=GemeenteFactory(naam="Westerveld"))
    TekstvariantFactory(blok=met, gemeente=GemeenteFactory(naam="Meppel"))
    elders = HoofdstukFactory(opzet=opzet, titel="Brief")
    BlokFactory(hoofdstuk=elders, titel="Terug", tekst='<p>Zie <span data-veld="pagina:leest"></span>.</p>')
    assert hoofdstukken.verlies_van_hoofdstuk(hoofdstuk=hoofdstuk) == hoofdstukken.Verlies(
        2, 1, ("Meppel", "Westerveld"), ("Brief, Terug",)
    )
    assert weigert(hoofdstukken.verwijder_hoofdstuk, hoofdstuk=hoofdstuk, gezien=3, door=door) == "verouderd"
    hoofdstukken.verwijder_hoofdstuk(hoofdstuk=hoofdstuk, gezien=0, door=door)
    assert (list(opzet.hoofdstukken.all()), Blok.objects.count(), Tekstvariant.objects.count()) == ([elders], 1, 0)
    weg = [*Blok.history.filter(history_type="-"), *Tekstvariant.history.filter(history_type="-")]
    assert [(rij.history_user, rij.history_change_reason) for rij in weg] == [(door, "Verwijderd uit de opzet")] * 4


# ------------------------------------------------------------------ blocks
def test_een_blok_erbij_en_anders(door, opzet):
    gemeente, indicator = GemeenteFactory(), IndicatorFactory(code="leden")
    hoofdstuk = HoofdstukFactory(opzet=opzet, sleutel="leest")
    BlokFactory(hoofdstuk=hoofdstuk, volgorde=4)
    blok = blokken.voeg_blok_toe(
        hoofdstuk=hoofdstuk,
        soort="kerncijfers",
        titel="Het jaar",
        gemeente=gemeente,
        instelling={"regels": ["leden"]},
        door=door,
    )
    assert (blok.sleutel, blok.volgorde, blok.gemeente, blok.tekst) == ("leest-het-jaar", 5, gemeente, "")
    velden = {"blok": blok, "titel": "Dit jaar", "gemeente": None, "campagne": None, "door": door}
    velden |= {"voorwaarde": f"cijfer:{indicator.code}", "instelling": {"regels": []}}
    blokken.zet_blok(gezien=0, **velden)
    assert weigert(blokken.zet_blok, gezien=0, **velden) == "verouderd"
    blok.refresh_from_db()
    assert (blok.titel, blok.gemeente, blok.voorwaarde, blok.instelling, blok.slot) == ("Dit jaar", None, "cijfer:leden", {}, 1)


def test_een_instelling_die_het_formulier_niet_kent_blijft(door, opzet):
    blok = BlokFactory(hoofdstuk__opzet=opzet, instelling={"portret_zaad": "4", "stijl": "lead"})
    velden = {"titel": "", "gemeente": None, "campagne": None, "voorwaarde": "", "instelling": {"stijl": ""}}
    blokken.zet_blok(blok=blok, gezien=0, door=door, **velden)
    assert Blok.objects.get().instelling == {"portret_zaad": "4"}


@pytest.mark.parametrize(
    ("velden", "code"),
    [
        ({"soort": "intro"}, "past-niet"),
        ({"soort": "catalogusverwijzing"}, "past-niet"),
        ({"soort": "campagne"}, "campagne"),
        ({"voorwaarde": "heeft:niets"}, "bestaat-niet"),
        ({"titel": "{jaar}"}, "veld"),
        ({"soort": "kerncijfers", "instelling": {"regels": ["onbekend"]}}, "instelling"),
        ({"soort": "citaat", "instelling": {"plek": "overal"}}, "instelling"),
        ({"soort": "citaat", "instelling": {"nummer": 0}}, "instelling"),
        ({"soort": "cijfertabel", "instelling": {"tabellen": [{"regels": ["leden"], "totaal": ["boeken"]}]}}, "instelling"),
        ({"soort": "cijfertabel", "instelling": {"grafiek": {"soort": "taart", "regels": ["leden"]}}}, "instelling"),
        ({"soort": "cijfertabel", "instelling": {"helden": ["boeken"]}}, "instelling"),
    ],
)
def test_een_blok_dat_niet_kan(door, opzet, velden, code):
    IndicatorFactory(code="leden")
    vast = {"hoofdstuk": HoofdstukFactory(opzet=opzet), "soort": "tekst", "door": door}
    assert weigert(blokken.voeg_blok_toe, **vast | velden) == code
    assert Blok.objects.count() == 0


def test_een_campagne_van_een_ander_jaar(door, opzet):
    hoofdstuk = HoofdstukFactory(opzet=opzet)
    velden = {"hoofdstuk": hoofdstuk, "soort": "campagne", "door": door}
    assert weigert(blokken.voeg_blok_toe, campagne=CampagneFactory(jaar=VOLGEND), **velden) == "campagne"
    assert blokken.voeg_blok_toe(campagne=CampagneFactory(jaar=JAAR), **velden).campagne.jaar == JAAR


def test_een_blok_naar_een_ander_hoofdstuk(door, opzet):
    blok = BlokFactory(hoofdstuk__opzet=opzet)
    doel = HoofdstukFactory(opzet=opzet)
    BlokFactory(hoofdstuk=doel, volgorde=8)
    kaart, ander = HoofdstukFactory(opzet=opzet, soort=Soort.KAART), HoofdstukFactory(opzet=OpzetFactory(jaar=VOLGEND))
    zet = {"blok": blok, "door": door, "gezien": 0}
    assert weigert(blokken.naar_hoofdstuk, hoofdstuk=kaart, **zet) == "past-niet"
    assert weigert(blokken.naar_hoofdstuk, hoofdstuk=ander, **zet) == "ander-jaar"
    blokken.naar_hoofdstuk(hoofdstuk=doel, **zet)
    blok.refresh_from_db()
    assert (blok.hoofdstuk, blok.volgorde, blok.slot) == (doel, 9, 1)


def test_een_blok_weg(door, opzet):
    blok = BlokFactory(hoofdstuk__opzet=opzet)
    TekstvariantFactory(blok=blok, gemeente=GemeenteFactory(naam="Meppel"))
    assert blokken.verlies_van_blok(blok=blok) == hoofdstukken.Verlies(1, 0, ("Meppel",))
    assert weigert(blokken.verwijder_blok, blok=blok, gezien=1, door=door) == "verouderd"
    blokken.verwijder_blok(blok=blok, gezien=0, door=door)
    assert (Blok.objects.count(), Tekstvariant.objects.count(), Hoofdstuk.objects.count()) == (0, 0, 1)


# ------------------------------------------------------------------ who may
@pytest.mark.parametrize("groep", Groep.values)
def test_wie_de_opzet_verandert(opzet, groep):
    wie, hoofdstuk = medewerker(groep), HoofdstukFactory(opzet=opzet)
    pogingen = [
        (opzetten.maak_opzet, {"jaar": VOLGEND, "organisatie": "X"}),
        (hoofdstukken.voeg_hoofdstuk_toe, {"opzet": opzet, "soort": Soort.PAGINAS, "titel": "X"}),
        (hoofdstukken.verplaats_hoofdstuk, {"hoofdstuk": hoofdstuk, "naar": 0, "gezien": 0}),
        (blokken.voeg_blok_toe, {"hoofdstuk": hoofdstuk, "soort": "tekst"}),
        (hoofdstukken.verwijder_hoofdstuk, {"hoofdstuk": hoofdstuk, "gezien": F("slot")}),
    ]
    mag = groep in {"beheer", "redactie", "directie"}
    for regel, velden in pogingen[: 4 if mag else 5]:
        if mag:
            regel(door=wie, **velden)
        else:
            assert weigert(regel, door=wie, **velden) == "niet-bevoegd"


# ------------------------------------------------------------------ words
def test_elke_soort_blok_heeft_uitleg_en_een_plaats():
    assert set(UITLEG) == set(Blok.Soort.values)
    assert {soort for soorten in PAST_IN.values() for soort in soorten} == set(Blok.Soort.values)
    assert set(PAST_IN) == set(Soort.values)


def test_voorwaarden_in_woorden():
    indicator = IndicatorFactory(code="leden", naam="Leden")
    lees = {
        v: in_woorden(voorwaarde=v, indicatoren=[indicator]) for v in ("", "functie:taalhuis", "heeft:verhalen", "cijfer:leden")
    }
    assert lees == {
        "": "altijd",
        "functie:taalhuis": "alleen met een Taalhuis",
        "heeft:verhalen": "alleen als er verhalen zijn",
        "cijfer:leden": "alleen als ‘Leden’ niet nul is",
    }
    assert in_woorden(voorwaarde="functie:kantine", indicatoren=[]) == "‘functie:kantine’, en dat bestaat niet meer"


def test_elke_keuze_werkt_in_een_jaarbericht(opzet):
    """What can be chosen is what composing knows: none is a mistake in the report."""
    indicator = IndicatorFactory(code="leden")
    hoofdstuk = HoofdstukFactory(opzet=opzet)
    for _, groep in keuzes(indicatoren=[indicator])[1:]:
        for code, _ in groep:
            BlokFactory(hoofdstuk=hoofdstuk, voorwaarde=code)
    assert hoofdstuk.blokken.count() == len(FUNCTIES) + 4 + 1
    gebreken = samenstel(gemeente=GemeenteFactory(), jaar=JAAR).gebreken
    assert [zin for zin in gebreken if "voorwaarde" in zin] == []


def test_de_naam_van_de_gemeente_in_een_titel(opzet):
    HoofdstukFactory(opzet=opzet, soort=Soort.COLOFON, titel="Activiteiten in {gemeente:naam}, {jaar:dit} na {jaar:vorig}")
    rapport = samenstel(gemeente=GemeenteFactory(naam="De Wolden"), jaar=JAAR).rapport
    assert [s.titel for s in rapport.secties] == [f"Activiteiten in De Wolden, {JAAR} na {JAAR - 1}"]
