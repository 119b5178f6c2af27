"""A workbook out, changed and in again."""

from decimal import Decimal as D

import pytest

from catalogus.models import Activiteit, Editie, Gemeente, Groep, Inwonertal, Locatie, Meting, Tarief
from catalogus.regels.slot import verhoog_slot
from catalogus.werkmap import uitvoer
from catalogus.werkmap.bladen import BLADEN
from catalogus.werkmap.opzet import Keuze
from tests.factories import (
    ActiviteitFactory,
    GemeenteFactory,
    HuisvestingslastFactory,
    IndicatorFactory,
    JaarFactory,
    KenmerkFactory,
    MetingFactory,
    dag,
    medewerker,
)

from .conftest import JAAR, alles, lees_in, telling
from .hulp import Boek, blad, fouten

pytestmark = pytest.mark.django_db


# ------------------------------------------------------------------ out and in again
@pytest.mark.parametrize("soort", ["xlsx", "ods"])
def test_alles_eruit_en_weer_erin_verandert_niets(catalogus, beheer, soort):
    uitkomst = lees_in(alles(beheer, soort=soort), beheer, naam=f"alles.{soort}")
    assert uitkomst.fouten == () and uitkomst.wijzigingen == () and uitkomst.verwerkt
    assert telling(uitkomst) == {blad.naam: (0, 0, 0, blad.model.objects.count()) for blad in BLADEN}


@pytest.mark.parametrize("opzet", BLADEN, ids=lambda blad: blad.naam)
def test_elk_blad_als_csv_eruit_en_weer_erin_verandert_niets(catalogus, beheer, opzet):
    uitkomst = lees_in(alles(beheer, soort="csv", opzet=[opzet]), beheer, naam="blad.csv")
    assert uitkomst.fouten == ()
    assert telling(uitkomst) == {opzet.naam: (0, 0, 0, opzet.model.objects.count())}


def test_berekende_cellen_zijn_op_slot_en_worden_niet_ingelezen(catalogus, beheer):
    boek = Boek(alles(beheer))
    vel = boek.boek["Kostenregels"]
    titel, soort = (vel.cell(2, boek.plaats("Kostenregels", kop)) for kop in ("Titel", "Soort"))
    assert vel.protection.sheet and titel.protection.locked and not soort.protection.locked
    for opzet in BLADEN:
        for nummer in range(2, boek.boek[opzet.naam].max_row + 1):
            for veld in opzet.velden:
                if veld.veld is None:
                    boek.zet(opzet.naam, nummer, **{veld.kop: "=1/0"})
    uitkomst = lees_in(boek.inhoud(), beheer)
    assert uitkomst.fouten == () and uitkomst.aantal == 0


def test_keuzelijsten_en_uitleg_staan_in_de_werkmap(catalogus, beheer):
    boek = Boek(alles(beheer)).boek
    lijsten = {str(regel.sqref): regel.formula1 for regel in boek["Kostenregels"].data_validations.dataValidation}
    assert lijsten["E2:E1048576"] == '"uren,materiaal,inkoop,reis,huisvesting,overig"'
    assert boek["Keuzes"].sheet_state == "hidden"
    getal = "een getal van 0 tot en met 100.000, met hoogstens 2 decimalen, zoals 1.250,50"
    assert boek["Tarieven"]["C1"].comment.text == f"In euro. Vul in: {getal}. Nodig in een nieuwe rij."
    assert boek["Tarieven"].column_dimensions["F"].hidden


# ------------------------------------------------------------------ changes
def test_een_proef_toont_elke_verandering_en_schrijft_niets(catalogus, beheer):
    boek = Boek(alles(beheer))
    boek.zet("Tarieven", 2, Uurtarief=D("63.25"), Capaciteit="wissen")
    boek.zet("Metingen", boek.rij("Metingen", Bereik="gemeente"), Waarde="–")
    boek.zet("Staffels", boek.rij("Staffels", **{"Prijs van de klasse": 437}), Verwijderen="ja")
    inhoud = boek.inhoud()
    proef = lees_in(inhoud, beheer, proef=True)
    assert [(w.blad, w.soort, w.wat, w.velden) for w in proef.wijzigingen] == [
        ("Tarieven", "gewijzigd", "Educatie (2027)", (("Uurtarief", "61,5", "63,25"), ("Capaciteit", "1.200", ""))),
        ("Staffels", "verwijderd", "meer: 437.00 bij Les (2027)", ()),
        ("Metingen", "gewijzigd", "Jeugdleden 2026 Westerveld", (("Waarde", "2.520", "–"),)),
    ]
    assert not proef.verwerkt and Tarief.objects.get().uurtarief == D("61.50")
    echt = lees_in(inhoud, beheer, reden="Begroting 2027")
    assert echt.verwerkt and echt.wijzigingen == proef.wijzigingen and echt.afdruk == proef.afdruk
    tarief = Tarief.objects.get()
    assert (tarief.uurtarief, tarief.capaciteit, tarief.slot) == (D("63.25"), None, 1)
    laatste = tarief.history.first()
    assert (laatste.history_user, laatste.history_change_reason) == (beheer, "Begroting 2027")
    meting = Meting.objects.get(scope="gemeente")
    assert meting.geen_gegevens and meting.waarde is None
    assert telling(lees_in(alles(beheer), beheer))["Staffels"] == (0, 0, 0, 1)


def test_nieuwe_rijen_een_ouder_na_haar_kind(catalogus, beheer):
    inhoud = blad(
        "Activiteiten",
        ["Editie", "Code", "Titel", "Programmalijn", "Onderdeel van", "Pakket", "Kenmerken"],
        [JAAR, "KIND", "Kind", 2, "OUDER", "basis", None],
        [JAAR, "OUDER", "Ouder", "Lijn 2", None, None, "Doelgroep: ouderen"],
    )
    uitkomst = lees_in(inhoud, beheer)
    assert uitkomst.fouten == () and telling(uitkomst) == {"Activiteiten": (2, 0, 0, 0)}
    kind = Activiteit.objects.get(code="KIND")
    assert (kind.ouder.code, kind.pakket, kind.editie.jaar) == ("OUDER", "basis", JAAR)
    assert [kenmerk.naam for kenmerk in kind.ouder.kenmerken.all()] == ["Ouderen"]


def test_csv_zoals_excel_het_bewaart(catalogus, beheer):
    kop, rij = "Gemeente;Peildatum;Inwoners;Bron\r\n", 'westerveld;1-1-2027;20.104;"CBS; café\r\nvoorlopig"\r\n'
    tekst = f"{kop}{rij};;;\r\nGM1701;1-1-2026;;\r\n"
    uitkomst = lees_in(tekst.encode("cp1252"), beheer, naam="inwoners.csv")
    assert telling(uitkomst) == {"Inwonertallen": (1, 0, 0, 1)}
    nieuw = Inwonertal.objects.get(peildatum=dag("2027-01-01"))
    assert (nieuw.aantal, nieuw.bron) == (20104, "CBS; café\nvoorlopig")


def test_een_cijfer_met_reden_en_een_rij_die_weg_moet(catalogus, beheer):
    gemeente = Gemeente.objects.get(naam="Meppel")
    inhoud = blad(
        "Metingen",
        ["Indicator", "Jaar", "Bereik", "Gemeente", "Waarde", "Stand", "Bron", "Verwijderen"],
        ["jeugdleden", 2026, "gemeente", "Meppel", "1.250,5", "voorlopig", "telling", None],
        ["jeugdleden", 2026, "stichting", None, None, None, None, "ja"],
    )
    assert telling(lees_in(inhoud, beheer)) == {"Metingen": (1, 0, 1, 0)}
    meting = Meting.objects.get(gemeente=gemeente)
    assert (meting.waarde, meting.stand, meting.bron) == (D("1250.5"), "voorlopig", "telling")
    assert Meting.objects.filter(scope="stichting").count() == 0


# ------------------------------------------------------------------ refusals
def stand(user) -> list:
    """Everything that a workbook would hold now."""
    return [list(blad.rijen) for blad in uitvoer.bladen(opzet=BLADEN, user=user, keuze=Keuze(), met_uitleg=False)]


def test_twintig_fouten_worden_allemaal_genoemd_en_er_verandert_niets(catalogus, beheer):
    voor = stand(beheer)
    boek = Boek(alles(beheer))
    boek.zet(
        "Activiteiten", boek.rij("Activiteiten", Code="CURSUS"), Programmalijn=9, Pakket="gratis", Kenmerken="Wsob: Katten"
    )
    boek.zet("Activiteiten", boek.rij("Activiteiten", Code="LES"), Titel="x" * 121, Onderdeel_van="NIETS", Minimum=-1)
    boek.boek["Activiteiten"].append([JAAR, "kleine letters", "Nieuw", 2])
    boek.zet("Tarieven", 2, Uurtarief="zestig", Verwijderen="misschien")
    uren = boek.rij("Kostenregels", Soort="uren")
    boek.zet("Kostenregels", uren, Functiegroep="wissen", Hoeveelheid="1,2,3")
    boek.zet("Kostenregels", uren + 1, Kenmerk="12-nagemaakt", Prijs="1,23456")
    boek.zet("Dekkingen", 2, Bedrag=100)
    boek.zet("Staffels", 3, Tot_en_met=50)
    boek.zet("Locaties", 2, Gemeente="Atlantis")
    boek.zet("Locatiestanden", 2, Teldatum="31-02-2026")
    boek.zet("Inwonertallen", 2, Inwoners="wissen")
    boek.boek["Indicatoren"].cell(1, 40).value = "Ruberiek"
    boek.zet("Metingen", 2, Waarde="#N/B")
    boek.boek.create_sheet("Vakantie").append(["Wie", "Wanneer"])
    boek.zet("Tarieven", 2, Capaciteit="12.5")  # the one change that is right
    uitkomst = lees_in(boek.inhoud(), beheer)
    assert [(fout.blad, fout.rij, fout.kolom, fout.gevonden) for fout in uitkomst.fouten] == [
        ("Activiteiten", 2, "Programmalijn", "9"),
        ("Activiteiten", 2, "Pakket", "gratis"),
        ("Activiteiten", 2, "Kenmerken", "Wsob: Katten"),
        ("Activiteiten", 3, "Titel", "x" * 120),
        ("Activiteiten", 3, "Minimum", "−1"),
        ("Activiteiten", 3, "Onderdeel van", ""),
        ("Activiteiten", 6, "Code", "kleine letters"),
        ("Tarieven", 2, "Uurtarief", "zestig"),
        ("Tarieven", 2, "Verwijderen", "misschien"),
        ("Kostenregels", 2, "Hoeveelheid", "1,2,3"),
        ("Kostenregels", 2, "", ""),
        ("Kostenregels", 3, "Prijs", "1,23456"),
        ("Kostenregels", 3, "Kenmerk", "12-nagemaakt"),
        ("Staffels", 3, "", ""),
        ("Dekkingen", 2, "", ""),
        ("Locaties", 2, "Gemeente", "Atlantis"),
        ("Locatiestanden", 2, "Teldatum", "31-02-2026"),
        ("Inwonertallen", 2, "Inwoners", "wissen"),
        ("Indicatoren", 1, "AN", "Ruberiek"),
        ("Metingen", 2, "Waarde", "#N/B"),
        ("Vakantie", 0, "", ""),
    ]
    assert uitkomst.aantal_fouten == 21 and not uitkomst.verwerkt
    assert [fout.nodig for fout in uitkomst.fouten][7:12] == [
        "Verwacht een getal van 0 tot en met 100.000, met hoogstens 2 decimalen, zoals 1.250,50.",
        "Verwacht ja, nee of niets.",
        "Verwacht een getal van 0 of meer, met hoogstens 4 decimalen, zoals 1.250,50.",
        "Kies bij uren een functiegroep.",
        "Verwacht een getal van 0 of meer, met hoogstens 4 decimalen, zoals 1.250,50.",
    ]
    assert stand(beheer) == voor


def test_een_rij_die_intussen_is_veranderd_wordt_geweigerd(catalogus, beheer):
    inhoud = alles(beheer)
    tarief = Tarief.objects.get()
    verhoog_slot(object=tarief, gezien=0)
    tarief.uurtarief, tarief._history_user = D(70), medewerker(Groep.CONTROLLER, first_name="Chris")
    tarief.save()
    boek = Boek(inhoud)
    boek.zet("Tarieven", 2, Capaciteit=900)
    uitkomst = lees_in(boek.inhoud(), beheer)
    (fout,) = uitkomst.fouten
    assert (fout.blad, fout.rij) == ("Tarieven", 2) and fout.nodig.startswith("Intussen heeft Chris dit op ")
    assert fout.nodig.endswith("veranderd. Bekijk eerst die versie en haal een nieuwe werkmap op.")
    assert (Tarief.objects.get().uurtarief, Tarief.objects.get().capaciteit) == (D(70), D(1200))


def test_wie_een_tabel_niet_mag_veranderen_wordt_geweigerd(catalogus, beheer):
    redactie = medewerker(Groep.REDACTIE)
    boek = Boek(alles(redactie))
    meting = boek.rij("Metingen", Bereik="gemeente")
    boek.zet("Metingen", meting, Waarde=1)
    assert telling(lees_in(boek.inhoud(), redactie, proef=True))["Metingen"] == (0, 1, 0, 1)  # other sheets are as they were
    boek.zet("Tarieven", 2, Uurtarief=1)
    uitkomst = lees_in(boek.inhoud(), redactie)
    mag_niet = "Je mag deze tabel niet veranderen. Zet terug wat er stond, of vraag een collega."
    assert [(fout.blad, fout.rij, fout.nodig) for fout in uitkomst.fouten] == [("Tarieven", 2, mag_niet)]
    assert Tarief.objects.get().uurtarief == D("61.50") and Meting.objects.get(scope="gemeente").waarde == D(2520)


def test_een_open_editie_ligt_vast_maar_haar_teksten_niet(catalogus, beheer):
    boek = Boek(alles(beheer))
    Editie.objects.update(status=Editie.Status.OPEN)
    cursus = boek.rij("Activiteiten", Code="CURSUS")
    boek.zet("Activiteiten", cursus, Doel="Mee kunnen doen", Maximum=4)
    boek.zet("Kostenregels", 2, Volgorde=7)
    assert fouten(lees_in(boek.inhoud(), beheer)) == [
        (cursus, "Maximum", "Editie 2027 is geopend: ‘maximaal af te nemen’ van CURSUS ligt vast.", "4"),
        (2, "", "Editie 2027 is open: dit ligt vast. Maak een correctie bij de activiteit.", ""),
    ]
    boek.zet("Activiteiten", cursus, Maximum=None)
    boek.zet("Kostenregels", 2, Volgorde=0)
    assert telling(lees_in(boek.inhoud(), beheer))["Activiteiten"] == (0, 1, 0, 3)
    assert Activiteit.objects.get(code="CURSUS").doel == "Mee kunnen doen"


def test_een_afgesloten_jaar_vraagt_een_reden(catalogus, beheer):
    JaarFactory(jaar=2026, afgesloten=True)
    inhoud = blad("Inwonertallen", ["Gemeente", "Peildatum", "Inwoners"], ["Westerveld", "1-1-2026", 20000])
    assert fouten(lees_in(inhoud, beheer)) == [(2, "", "2026 is afgesloten. Geef een reden voor de wijziging.", "")]
    assert lees_in(inhoud, beheer, reden="Correctie van het CBS").verwerkt


@pytest.mark.parametrize(
    ("rijen", "verwacht"),
    [
        ([["Gemeente", "Inwoners"], ["Westerveld", 1]], [(1, "Peildatum", "Deze kolom ontbreekt. Zonder haar weet ik niet welke rij wat is.", "")]),  # noqa: E501
        (
            [["Gemeente", "Peildatum", "Inwoners", "Inwoners"], ["Westerveld", "1-1-2026", 1, 2]],
            [(1, "Inwoners", "Deze kolom staat er twee keer. Haal er een weg.", "")],
        ),
        (
            [["Gemeente", "Peildatum", None], ["Westerveld", "1-1-2026", 5]],
            [(2, "C", "Deze kolom heeft geen kop. Geef haar een kop of maak haar leeg.", "5")],
        ),
        (
            [["Gemeente", "Peildatum"], [None, "1-1-2026"], ["Westerveld", "1-1-2025"]],
            [
                (2, "Gemeente", "Vul dit in: de naam of CBS-code van een gemeente, zoals hier bekend.", ""),
                (3, "", "Een nieuwe rij heeft ook nodig: Inwoners.", ""),
            ],
        ),
        (
            [["Gemeente", "Peildatum", "Inwoners"], ["Westerveld", "1-1-2026", 5], ["GM1701", "1-1-2026", 6]],
            [(3, "", "Dit is dezelfde als rij 2. Haal een van de twee weg.", "")],
        ),
        (
            [["Gemeente", "Peildatum", "Inwoners", "Verwijderen"], ["Westerveld", "1-1-1999", 5, "ja"]],
            [(2, "Verwijderen", "Deze rij bestaat niet en kan dus niet weg.", "")],
        ),
    ],
)  # fmt: skip
def test_wat_er_met_kolommen_en_rijen_mis_kan_zijn(catalogus, beheer, rijen, verwacht):
    assert fouten(lees_in(blad("Inwonertallen", *rijen), beheer)) == verwacht


def test_een_locatie_die_gebruikt_wordt_kan_niet_weg(catalogus, beheer):
    locatie = Locatie.objects.get(naam="School A")
    HuisvestingslastFactory(locatie=locatie)
    inhoud = blad("Locaties", ["Gemeente", "Naam", "Verwijderen"], ["Westerveld", "School A", "ja"])
    assert fouten(lees_in(inhoud, beheer)) == [(2, "", f"{locatie} kan niet weg: er horen huisvestingslasten bij.", "")]


def test_het_aantal_vragen_hangt_niet_af_van_het_aantal_rijen(catalogus, beheer, django_assert_num_queries):
    for nummer in range(3):
        ActiviteitFactory(editie=catalogus, code=f"EXTRA-{nummer}").kenmerken.set([KenmerkFactory()])
        MetingFactory(indicator=IndicatorFactory(), gemeente=GemeenteFactory())
    inhoud = alles(beheer)
    with django_assert_num_queries(45):
        lees_in(inhoud, beheer)
