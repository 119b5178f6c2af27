"""All selections of an edition side by side, and starting a new one."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from catalogus.models import Afname, Status
from catalogus.regels.overnemen import neem_over
from tests.factories import (
    JAAR,
    ActiviteitFactory,
    AfnameFactory,
    AfnameregelFactory,
    BudgetFactory,
    D,
    EditieFactory,
    InwonertalFactory,
    PrijsFactory,
    dag,
    maak_wereld,
)

pytestmark = pytest.mark.django_db
QUERIES = 24  # of the page with two selections, whatever the number of lines


@pytest.fixture
def wereld():
    return maak_wereld()


@pytest.fixture
def opsteller(client, wereld):
    client.force_login(wereld.opsteller)
    return client


def tekst(antwoord) -> str:
    return " ".join(antwoord.content.decode().replace("\u00a0", " ").split())


def keuzes(wereld, vraag=""):
    return reverse("keuzes", args=[wereld.gemeente.cbs_code, JAAR]) + vraag


def nieuw(wereld):
    return reverse("keuze_nieuw", args=[wereld.gemeente.cbs_code, JAAR])


@pytest.fixture
def twee(wereld):
    """Uitgangspunt: 2 cursussen (190). Sober: a collectie (250)."""
    uitgangspunt = wereld.afname(naam="Uitgangspunt")
    sober = AfnameFactory(gemeente=wereld.gemeente, editie=wereld.editie, naam="Sober")
    AfnameregelFactory(afname=sober, activiteit=wereld.collectie)
    return uitgangspunt, sober


@pytest.fixture
def vorige(wereld):
    """Last year: 3 × Klik at 30 and a koffer that is gone; Klik is the cursus of now."""
    editie = EditieFactory(jaar=JAAR - 1, status="afgesloten")
    afname = AfnameFactory(gemeente=wereld.gemeente, editie=editie, status=Status.BEVESTIGD, naam="Keuze van toen")
    for code, titel, aantal, prijs in (("KLIK", "Klik", 3, 30), ("KOFFER", "Media-ukkie-koffer", 1, 75)):
        activiteit = ActiviteitFactory(editie=editie, code=code, titel=titel)
        PrijsFactory(activiteit=activiteit, per_eenheid=D(prijs))
        AfnameregelFactory(
            afname=afname,
            activiteit=activiteit,
            hoeveelheid=D(aantal),
            bedrag_vast=D(0),
            bedrag_eenheid=D(aantal * prijs),
        )
    wereld.cursus.voorganger = editie.activiteiten.get(code="KLIK")
    wereld.cursus.save()
    return afname


# ------------------------------------------------------------------ who may
def test_wie_mag(client, wereld, twee, vorige):
    overgenomen = reverse("keuze_overgenomen", args=[wereld.gemeente.cbs_code, twee[0].pk, vorige.pk])
    alle = [keuzes(wereld), nieuw(wereld), overgenomen]
    assert [client.get(waar).status_code for waar in alle] == [302, 302, 302]
    client.force_login(wereld.fiatteur_elders)
    assert [client.get(waar).status_code for waar in alle] == [404, 404, 404]
    assert client.post(nieuw(wereld), {"naam": "X"}).status_code == 404
    client.force_login(wereld.raadpleger)
    assert [client.get(waar).status_code for waar in alle] == [200, 200, 200]
    assert client.post(nieuw(wereld), {"naam": "X"}).status_code == 403
    assert "Maak nog een keuze" not in tekst(client.get(keuzes(wereld)))
    assert Afname.objects.filter(editie=wereld.editie).count() == 2


def test_een_ander_ziet_geen_spoor(client, wereld, twee):
    client.force_login(wereld.fiatteur_elders)
    eigen = wereld.fiatteur_elders.lidmaatschappen.get().gemeente
    pagina = tekst(client.get(reverse("keuzes", args=[eigen.cbs_code, JAAR]) + f"?k={twee[0].pk}"))
    assert "Uitgangspunt" not in pagina and "Nog geen keuze voor 2026" in pagina


# ------------------------------------------------------------------ side by side
def test_naast_elkaar(opsteller, wereld, twee):
    BudgetFactory(gemeente=wereld.gemeente, bedrag=D(200))
    InwonertalFactory(gemeente=wereld.gemeente, aantal=100)
    antwoord = opsteller.get(keuzes(wereld))
    pagina = tekst(antwoord)
    for verwacht in (
        "Twee keuzes voor 2026 naast elkaar",
        "eruit · −€ 190,00",
        "vast bedrag · erbij",
        "+€ 60,00",
        "€ 1,90",
        "€ 2,50",
    ):
        assert verwacht in pagina
    assert [beeld.vrij for beeld in antwoord.context["beelden"]] == [D(10), D(-50)]


def test_alleen_verschillen_of_alles(opsteller, wereld, twee):
    for afname in twee:
        AfnameregelFactory(afname=afname, activiteit=wereld.inwoners, hoeveelheid=D(1000))
    pagina = tekst(opsteller.get(keuzes(wereld)))
    assert "Gelijk in beide (1 activiteit)" in pagina and ">Basisbibliotheek</a>" not in pagina
    assert ">Basisbibliotheek</a>" in tekst(opsteller.get(keuzes(wereld, "?alles=1")))


def test_wat_naast_elkaar_staat_kies_je_zelf(opsteller, wereld, twee):
    drie = AfnameFactory(gemeente=wereld.gemeente, editie=wereld.editie, naam="Ruim")
    weg = AfnameFactory(gemeente=wereld.gemeente, editie=wereld.editie, naam="Weg", status=Status.VERVALLEN)

    def namen(vraag):
        return [beeld.afname.naam for beeld in opsteller.get(keuzes(wereld, vraag)).context["beelden"]]

    assert namen("") == ["Uitgangspunt", "Sober", "Ruim"]
    assert namen(f"?k={drie.pk}&k={weg.pk}") == ["Ruim", "Weg"]
    assert namen("?k=9999&k=onzin") == ["Uitgangspunt", "Sober", "Ruim"]


def test_hoogstens_vier(opsteller, wereld):
    for nummer in range(5):
        wereld.afname(naam=f"Nummer {nummer}")
    assert len(opsteller.get(keuzes(wereld)).context["beelden"]) == 4


def test_op_een_telefoon_een_paar(opsteller, wereld, twee):
    drie = AfnameFactory(gemeente=wereld.gemeente, editie=wereld.editie, naam="Ruim")
    assert opsteller.get(keuzes(wereld)).context["met"] == twee[1].pk
    antwoord = opsteller.get(keuzes(wereld, f"?met={drie.pk}"))
    assert antwoord.context["met"] == drie.pk
    assert tekst(antwoord).count("is-paar") == 3 * 2  # two rows and the total, each with the first and the one asked for


def test_versies_naast_elkaar(opsteller, wereld):
    eerste = wereld.afname(status=Status.VERVANGEN)
    tweede = wereld.afname(versienummer=2, voorganger=eerste, status=Status.BEVESTIGD)
    tweede.regels.update(hoeveelheid=3)
    pagina = tekst(opsteller.get(keuzes(wereld, f"?k={eerste.pk}&k={tweede.pk}")))
    assert "Onze keuze, versie 2" in pagina and "3 keer · +€ 45,00" in pagina


def test_nog_geen_keuze(opsteller, wereld):
    pagina = tekst(opsteller.get(keuzes(wereld)))
    assert "Nog geen keuze voor 2026" in pagina and f'href="{nieuw(wereld)}"' in pagina


def test_aantal_queries_hangt_niet_af_van_het_aantal_regels(opsteller, wereld, twee):
    def tel():
        with CaptureQueriesContext(connection) as vragen:
            opsteller.get(keuzes(wereld))
        return len(vragen)

    eerst = tel()
    for afname in twee:
        for _ in range(20):
            activiteit = ActiviteitFactory()
            PrijsFactory(activiteit=activiteit, per_eenheid=D(5))
            AfnameregelFactory(afname=afname, activiteit=activiteit)
    assert (eerst, tel()) == (QUERIES, QUERIES)


# ------------------------------------------------------------------ a new one
def test_leeg_met_de_basis(opsteller, wereld):
    InwonertalFactory(gemeente=wereld.gemeente, aantal=1000)
    antwoord = opsteller.post(nieuw(wereld), {"naam": "Onze keuze", "bron": ""}, follow=True)
    afname = Afname.objects.get()
    assert antwoord.redirect_chain == [(reverse("keuze", args=["GM1701", afname.pk]), 302)]
    assert list(afname.regels.values_list("activiteit__code", "hoeveelheid")) == [("BASIS", D(1000))]
    assert "1.000 inwoners op 1 januari 2026" in tekst(antwoord)


def test_van_vorig_jaar_noemt_wat_anders_is(opsteller, wereld, vorige):
    assert opsteller.get(nieuw(wereld)).context["gekozen"] == str(vorige.pk)
    antwoord = opsteller.post(nieuw(wereld), {"naam": "Onze keuze", "bron": str(vorige.pk)}, follow=True)
    afname = Afname.objects.get(editie=wereld.editie)
    waar = reverse("keuze_overgenomen", args=["GM1701", afname.pk, vorige.pk])
    assert antwoord.redirect_chain == [(waar, 302)]
    pagina = tekst(antwoord)
    for verwacht in (
        "Wat is er anders dan in 2025?",
        "Media-ukkie-koffer",
        "Klik heet nu <strong>Cursus Klik en Tik</strong>",
        "€ 30,00 per keer",
        "€ 45,00 per keer + € 100,00 per jaar",
        "+€ 145,00",  # 3 × 30 = 90 then, 100 + 3 × 45 = 235 now
        "Nieuw in de catalogus van 2026",
        "Wisselcollectie",
    ):
        assert verwacht in pagina
    keuze = tekst(opsteller.get(reverse("keuze", args=["GM1701", afname.pk])))
    assert "Overgenomen van ‘Keuze van toen’ voor 2025. Niet meer te kiezen: Media-ukkie-koffer." in keuze
    assert "Heette in 2025: Klik" in keuze and "zoals in 2025" in keuze


def test_van_een_ander_scenario(opsteller, wereld, twee):
    kopie = reverse("keuze_kopie", args=["GM1701", twee[0].pk])
    opsteller.post(kopie, {"naam": "Ruim"})
    opsteller.post(kopie)
    opsteller.post(nieuw(wereld), {"naam": "Nog een", "bron": str(twee[1].pk)})
    gemaakt = Afname.objects.order_by("pk")[2:]
    assert [(a.naam, list(a.regels.values_list("activiteit__code", "hoeveelheid"))) for a in gemaakt] == [
        ("Ruim", [("BASIS", D(1)), ("CURSUS", D(2))]),
        ("Uitgangspunt (kopie)", [("BASIS", D(1)), ("CURSUS", D(2))]),
        ("Nog een", [("BASIS", D(1)), ("COLLECTIE", D(1))]),
    ]


def test_een_bron_van_een_ander_kan_niet(opsteller, wereld):
    vreemd = AfnameFactory(editie=wereld.editie)
    assert opsteller.post(nieuw(wereld), {"naam": "X", "bron": str(vreemd.pk)}).status_code == 422
    assert Afname.objects.count() == 1


def test_zonder_naam_begint_er_niets(opsteller, wereld):
    assert opsteller.post(nieuw(wereld), {"naam": "", "bron": ""}).status_code == 422
    assert Afname.objects.count() == 0


def test_de_naam_die_nog_vrij_is(opsteller, wereld):
    assert opsteller.get(nieuw(wereld)).context["formulier"]["naam"].value() == "Onze keuze"
    wereld.afname()
    assert opsteller.get(nieuw(wereld)).context["formulier"]["naam"].value() == "Onze keuze 2"


def test_een_editie_die_niet_open_is(opsteller, wereld, twee):
    wereld.editie.status = "lopend"
    wereld.editie.save()
    assert "De editie van 2026 is lopend. Een nieuwe keuze kan niet meer." in tekst(opsteller.get(nieuw(wereld)))
    assert opsteller.post(nieuw(wereld), {"naam": "X"}).status_code == 422
    antwoord = opsteller.post(reverse("keuze_kopie", args=["GM1701", twee[0].pk]), follow=True)
    assert "Editie 2026 is lopend; kiezen kan als zij open is." in tekst(antwoord)


def test_na_de_laatste_dag_begint_er_niets_meer(opsteller, wereld, twee):
    wereld.editie.kiezen_tot = dag("2020-01-01")
    wereld.editie.save()
    waarom = "Kiezen voor 2026 kon tot en met 1 januari 2020. Vraag je accountmanager om verlenging."
    assert waarom in tekst(opsteller.get(nieuw(wereld)))
    assert "Maak nog een keuze" not in tekst(opsteller.get(keuzes(wereld)))
    assert opsteller.post(nieuw(wereld), {"naam": "Te laat", "bron": ""}).status_code == 422
    assert opsteller.post(reverse("keuze_kopie", args=["GM1701", twee[0].pk]), {"naam": "Te laat"}).status_code == 302
    assert set(Afname.objects.values_list("naam", flat=True)) == {a.naam for a in twee}


def test_laten_vervallen(opsteller, wereld, twee):
    waar = reverse("keuze_wissel", args=["GM1701", twee[1].pk, "vervallen"])
    assert opsteller.post(waar, {"reden": ""}).status_code == 422
    assert opsteller.post(waar, {"reden": "Te mager"}).status_code == 302
    assert [b.afname.naam for b in opsteller.get(keuzes(wereld)).context["beelden"]] == ["Uitgangspunt"]


def test_overgenomen_alleen_van_een_eerder_jaar(opsteller, wereld, twee, vorige):
    nu = neem_over(bron=vorige, editie=wereld.editie, door=wereld.opsteller, naam="Nu")
    adressen = [reverse("keuze_overgenomen", args=["GM1701", nu.pk, bron.pk]) for bron in (vorige, twee[0])]
    assert [opsteller.get(waar).status_code for waar in adressen] == [200, 404]
