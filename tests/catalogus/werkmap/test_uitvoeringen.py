"""The sheets of what was carried out and of what is taken: their own ways to save."""

from decimal import Decimal as D

import pytest

from catalogus.models import Afname, Bijeenkomst, Groep, Uitvoering
from catalogus.werkmap.bladen.uitvoeringen import UITVOERINGEN
from tests.factories import JaarFactory, dag, medewerker

from .conftest import alles, lees_in, telling
from .hulp import Boek, blad, fouten

pytestmark = pytest.mark.django_db
DIEVER = "Bibliotheek Diever"
KOP = ["Datum", "Activiteit", "Locatie", "Deelnames", "Reeks", "Gemeenten", "Platformactiviteit", "Titel", "Status"]


@pytest.fixture
def collega(catalogus):
    return medewerker(Groep.VESTIGING)


def keren(**velden) -> list[tuple]:
    return list(Bijeenkomst.objects.filter(**velden).order_by("datum", "pk").values_list("datum", "deelnames", "status"))


# ------------------------------------------------------------------ new
def test_nieuwe_rijen_los_en_in_een_reeks(collega):
    inhoud = blad(
        "Uitvoeringen",
        KOP,
        ["2-3-2026", "SPREEKUUR", DIEVER, 5],
        ["3-3-2026", "KLIK-EN-TIK", DIEVER, 9, "cursus A"],
        ["10-3-2026", None, None, None, "cursus A", None, None, None, "vervallen"],
        ["4-3-2026", None, None, 30, None, "Westerveld; GM0119", "ja", "Buurtmarkt"],
    )
    uitkomst = lees_in(inhoud, collega)
    assert uitkomst.fouten == () and telling(uitkomst) == {"Uitvoeringen": (4, 0, 0, 0)}
    los = Uitvoering.objects.get(activiteit__code="SPREEKUUR")
    assert ([g.naam for g in los.gemeenten.all()], los.locatie.naam, los.bron) == (
        ["Westerveld"],
        DIEVER,
        "werkmap",
    )
    assert los.history.get().history_user == collega
    reeks = Uitvoering.objects.get(activiteit__code="KLIK-EN-TIK", verslag="")
    assert keren(uitvoering=reeks) == [(dag("2026-03-03"), 9, "gehouden"), (dag("2026-03-10"), None, "vervallen")]
    markt = Uitvoering.objects.get(titel="Buurtmarkt")
    assert markt.platform and sorted(g.naam for g in markt.gemeenten.all()) == ["Meppel", "Westerveld"]


def test_wat_er_al_staat_komt_er_niet_dubbel_in(collega):
    rij = ["2-3-2026", "SPREEKUUR", DIEVER, 5]
    een = blad("Uitvoeringen", KOP, rij)
    assert telling(lees_in(een, collega)) == {"Uitvoeringen": (1, 0, 0, 0)}
    weer = lees_in(blad("Uitvoeringen", KOP, rij, rij, ["3-3-2026", *rij[1:]]), collega)
    assert [(w.rij, w.soort) for w in weer.wijzigingen] == [(2, "dubbel"), (3, "nieuw"), (4, "nieuw")]
    assert weer.totaal.dubbel == 1 and weer.aantal == 2
    assert len(keren(uitvoering__activiteit__code="SPREEKUUR")) == 3


# ------------------------------------------------------------------ changed
def test_veranderen_toevoegen_en_weghalen_in_een_reeks(collega):
    boek = Boek(alles(collega, opzet=[UITVOERINGEN]))
    cursus = Uitvoering.objects.get(verslag__startswith="=SOM")
    eerste = boek.rij("Uitvoeringen", Deelnames=20)
    boek.zet("Uitvoeringen", eerste, Deelnames=22, **{"Deelnames per gemeente": "Meppel: 8; Westerveld: 14"})
    boek.zet("Uitvoeringen", eerste, Aanbieder="SeniorWeb")
    reeks = boek.boek["Uitvoeringen"].cell(eerste, boek.plaats("Uitvoeringen", "Reeks")).value
    boek.voeg_toe("Uitvoeringen", Reeks=reeks, Datum="16-3-2026", Deelnames=11)
    tweede = next(n for n in (2, 3, 4) if n not in {eerste, boek.rij("Uitvoeringen", Deelnames=7)})
    boek.zet("Uitvoeringen", tweede, Verwijderen="ja")
    uitkomst = lees_in(boek.inhoud(), collega)
    assert uitkomst.fouten == () and telling(uitkomst)["Uitvoeringen"] == (1, 1, 1, 1)
    cursus.refresh_from_db()
    assert (cursus.aanbieder, cursus.slot) == ("SeniorWeb", 1)
    assert keren(uitvoering=cursus) == [(dag("2026-03-02"), 22, "gehouden"), (dag("2026-03-16"), 11, "gehouden")]
    verdeling = Bijeenkomst.objects.get(deelnames=22).deelnames_per_gemeente.values_list("gemeente__naam", "aantal")
    assert sorted(verdeling) == [("Meppel", 8), ("Westerveld", 14)]


def test_een_hele_registratie_weghalen_vraagt_een_reden(collega):
    boek = Boek(alles(collega, opzet=[UITVOERINGEN]))
    rij = boek.rij("Uitvoeringen", Deelnames=7)
    boek.zet("Uitvoeringen", rij, Verwijderen="ja")
    assert fouten(lees_in(boek.inhoud(), collega)) == [(rij, "", "Geef een reden. Die blijft in de geschiedenis staan.", "")]
    assert lees_in(boek.inhoud(), collega, reden="Stond er per ongeluk").verwerkt
    assert not Uitvoering.objects.filter(titel="Repaircafé").exists()


@pytest.mark.parametrize(
    ("rij", "kolom", "tekst"),
    [
        (["2-3-2026", "BESTAAT-NIET", None, 5], "Activiteit", "Editie 2026 heeft geen activiteit met de code ‘BESTAAT-NIET’."),
        (["2-3-2026", None, DIEVER, 5], "Activiteit", "Kies een activiteit, of vink platformactiviteit aan."),
        (["2-3-2026", "SPREEKUUR", None, 5], "Gemeenten", "Kies minstens één gemeente."),
        (["2-3-2026", "SPREEKUUR", DIEVER, 5, None, "Meppel"], "Locatie", f"{DIEVER} ligt niet in Meppel."),
        (["2-3-2025", "SPREEKUUR", DIEVER, 5], "Activiteit", "Editie 2025 heeft geen activiteit met de code ‘SPREEKUUR’."),
        (["2-3-2026", None, DIEVER, 5, None, None, "ja"], "Titel", "Geef de platformactiviteit een titel."),
        (["2-3-2026", "SPREEKUUR", None, 5, "12-nagemaakt"], "Gemeenten", "Kies minstens één gemeente."),
    ],
)  # fmt: skip
def test_wat_een_registratie_niet_kan_zijn(collega, rij, kolom, tekst):
    assert [(r, k, t) for r, k, t, _ in fouten(lees_in(blad("Uitvoeringen", KOP, rij), collega))] == [(2, kolom, tekst)]


def test_twee_rijen_van_een_reeks_die_elkaar_tegenspreken(collega):
    inhoud = blad(
        "Uitvoeringen",
        KOP,
        ["2-3-2026", "SPREEKUUR", DIEVER, 5, "A"],
        ["9-3-2026", "KLIK-EN-TIK", DIEVER, 5, "A"],
    )
    assert fouten(lees_in(inhoud, collega)) == [
        (2, "Activiteit", "Rij 3 hoort bij dezelfde reeks en zegt hier iets anders.", "")
    ]


def test_een_afgesloten_jaar_is_alleen_voor_de_redactie_en_met_een_reden(collega):
    JaarFactory(jaar=2026, afgesloten=True)
    inhoud = blad("Uitvoeringen", KOP, ["2-3-2026", "SPREEKUUR", DIEVER, 5])
    tekst = "2026 is afgesloten. Alleen de redactie verandert daar nog iets; geef het aan hen door."
    assert fouten(lees_in(inhoud, collega, reden="Vergeten")) == [(2, "Datum", tekst, "02-03-2026")]
    assert lees_in(inhoud, medewerker(Groep.REDACTIE), reden="Vergeten").verwerkt


# ------------------------------------------------------------------ afnames
def test_een_keuze_veranderen_en_een_nieuwe_beginnen(catalogus, beheer):
    boek = Boek(alles(beheer))
    cursus = boek.rij("Afnames", Activiteit="KLIK-EN-TIK")
    boek.zet("Afnames", cursus, Hoeveelheid=3, Toelichting="Een groep erbij")
    nieuw = {"Gemeente": "Meppel", "Editie": 2026, "Keuze": "Klein begin", "Activiteit": "KLIK-EN-TIK", "Hoeveelheid": 4}
    boek.voeg_toe("Afnames", **nieuw)
    boek.voeg_toe("Afnames", **nieuw | {"Gemeente": "Westerveld", "Activiteit": "SPREEKUUR", "Per locatie": f"{DIEVER}: 1"})
    uitkomst = lees_in(boek.inhoud(), beheer)
    assert uitkomst.fouten == () and telling(uitkomst)["Afnames"] == (2, 1, 0, 1)
    regels = Afname.objects.get(naam="Onze keuze").regels.values_list("activiteit__code", "hoeveelheid", "toelichting", "slot")
    assert sorted(regels) == [("KLIK-EN-TIK", D(3), "Een groep erbij", 1), ("SPREEKUUR", D(1), "", 0)]
    meppel = Afname.objects.get(gemeente__naam="Meppel")
    assert (meppel.status, meppel.naam, meppel.regels.get().hoeveelheid) == ("concept", "Klein begin", D(4))


def test_het_bedrag_staat_erbij_en_wat_vastligt_verandert_niet(catalogus, beheer):
    boek = Boek(alles(beheer))
    rij = boek.rij("Afnames", Activiteit="KLIK-EN-TIK")
    assert boek.boek["Afnames"].cell(rij, boek.plaats("Afnames", "Bedrag")).value == 191
    Afname.objects.update(status="bevestigd")
    boek.zet("Afnames", rij, Hoeveelheid=3)
    (fout,) = lees_in(boek.inhoud(), beheer).fouten
    assert (fout.rij, fout.nodig) == (
        rij,
        "Deze keuze is bevestigd en kan nu niet veranderen. Haal haar eerst terug naar concept.",
    )


def test_een_verdeelde_regel_verandert_per_locatie(catalogus, beheer):
    boek = Boek(alles(beheer))
    rij = boek.rij("Afnames", Activiteit="SPREEKUUR")
    boek.zet("Afnames", rij, Hoeveelheid=2)
    tekst = "Deze regel is verdeeld over locaties. Verander de aantallen daar."
    assert fouten(lees_in(boek.inhoud(), beheer)) == [(rij, "Per locatie", tekst, "")]


def test_de_opdracht_registreert_zonder_naam(catalogus):
    """Whoever may run commands on the server is the system."""
    uitkomst = lees_in(blad("Uitvoeringen", KOP, ["2-3-2026", "SPREEKUUR", DIEVER, 5]), None)
    assert uitkomst.fouten == ()
    assert keren(uitvoering__activiteit__code="SPREEKUUR") == [(dag("2026-03-02"), 5, "gehouden")]


def test_de_opdracht_leest_zonder_naam_geen_afnames_in(catalogus, beheer):
    uitkomst = lees_in(alles(beheer), None)
    assert uitkomst.fouten == () and uitkomst.aantal == 0
    kop = ["Gemeente", "Editie", "Keuze", "Activiteit"]
    (fout,) = lees_in(blad("Afnames", kop, ["Westerveld", 2026, "Nieuw", "SPREEKUUR"]), None).fouten
    assert (fout.rij, fout.nodig) == (2, "Zeg erbij wie dit inleest: --door met een e-mailadres.")
