"""Registering what was carried out."""

import uuid
from decimal import Decimal as D

import pytest

from catalogus.models import Bijeenkomst, Deelname, Groep, Uitvoering
from catalogus.regels.tellen import Register
from catalogus.regels.uitvoering import registreer, verdeel_deelnames, vul_in
from tests.factories import (
    ActiviteitFactory,
    BijeenkomstFactory,
    CampagneFactory,
    GemeenteFactory,
    JaarFactory,
    KenmerkFactory,
    LocatieFactory,
    UitvoeringFactory,
    ambtenaar,
    dag,
    medewerker,
    weigering,
)

pytestmark = pytest.mark.django_db
VANDAAG = dag("2026-12-31")


@pytest.fixture
def collega():
    return medewerker(Groep.VESTIGING)


@pytest.fixture
def gemeente():
    return GemeenteFactory(naam="Westerveld")


@pytest.fixture
def velden(collega, gemeente):
    """The least that a registration needs."""
    return {
        "door": collega,
        "gemeenten": [gemeente],
        "activiteit": ActiviteitFactory(titel="Cursus"),
        "datums": [(dag("2026-03-02"), 12)],
        "vandaag": VANDAAG,
    }


def test_een_reeks_met_alles_erbij(velden, gemeente, collega):
    locatie, doelgroep, campagne = LocatieFactory(gemeente=gemeente), KenmerkFactory(), CampagneFactory()
    velden["datums"] = [(dag("2026-10-01"), 12), (dag("2026-10-08"), None), (dag("2026-11-08"), 0)]
    uitvoering = registreer(
        **velden,
        titel="  Digitaal café ",
        locatie=locatie,
        doelgroep=doelgroep,
        campagne=campagne,
        aanbieder="SeniorWeb",
        vrijwilligersuren=D("4.5"),
        verslag="Iedereen ging met een plan naar huis.",
    )
    uitvoering.refresh_from_db()
    assert (uitvoering.activiteit, uitvoering.platform, uitvoering.titel) == (velden["activiteit"], False, "Digitaal café")
    assert (uitvoering.locatie, uitvoering.doelgroep, uitvoering.campagne) == (locatie, doelgroep, campagne)
    assert (uitvoering.aanbieder, uitvoering.vrijwilligersuren, uitvoering.bron) == ("SeniorWeb", D("4.5"), "registratie")
    assert (uitvoering.verslag, uitvoering.client_id) == ("Iedereen ging met een plan naar huis.", None)
    assert list(uitvoering.gemeenten.all()) == [gemeente]
    assert [(b.datum, b.deelnames, b.status) for b in uitvoering.bijeenkomsten.order_by("datum")] == [
        (dag("2026-10-01"), 12, "gehouden"),
        (dag("2026-10-08"), None, "gehouden"),  # not known
        (dag("2026-11-08"), 0, "gehouden"),  # known: nobody
    ]
    assert {h.history_user for b in uitvoering.bijeenkomsten.all() for h in b.history.all()} == {collega}
    assert uitvoering.history.get().history_user == collega


def test_een_platformactiviteit_heeft_een_titel_en_geen_activiteit(velden):
    velden |= {"activiteit": None, "platform": True}
    assert weigering(registreer, **velden, titel=" ") == ("titel", "Geef de platformactiviteit een titel.")
    uitvoering = registreer(**velden, titel="Breicafé")
    assert (uitvoering.titel, uitvoering.platform, uitvoering.activiteit) == ("Breicafé", True, None)


def test_hetzelfde_kenmerk_van_het_apparaat_telt_een_keer(velden):
    kenmerk = uuid.uuid4()
    eerste = registreer(**velden, client_id=kenmerk)
    velden["datums"] = [(dag("2026-04-01"), 99)]
    tweede = registreer(**velden, client_id=kenmerk)
    assert (tweede, Uitvoering.objects.count(), Bijeenkomst.objects.get().deelnames) == (eerste, 1, 12)


def test_zonder_kenmerk_telt_elke_registratie(velden):
    registreer(**velden)
    registreer(**velden)
    assert Uitvoering.objects.count() == 2


@pytest.mark.parametrize(
    ("anders", "verwacht"),
    [
        ({"activiteit": None}, ("activiteit", "Kies een activiteit, of vink platformactiviteit aan.")),
        ({"platform": True}, ("activiteit", "Kies een activiteit, of vink platformactiviteit aan.")),
        ({"gemeenten": []}, ("gemeenten", "Kies minstens één gemeente.")),
        ({"datums": []}, ("datum", "Vul minstens één datum in.")),
    ],
)
def test_wat_niet_klopt_wordt_geweigerd(velden, anders, verwacht):
    assert weigering(registreer, **{**velden, **anders}) == verwacht
    assert Uitvoering.objects.count() == 0


def test_de_locatie_ligt_in_een_van_de_gemeenten(velden):
    elders = LocatieFactory(naam="Bibliotheek Meppel", plaats="Meppel")
    assert weigering(registreer, **velden, locatie=elders) == ("locatie", "Bibliotheek Meppel ligt niet in Westerveld.")
    velden["gemeenten"].append(elders.gemeente)
    assert registreer(**velden, locatie=elders).locatie == elders


@pytest.mark.parametrize(
    ("datums", "mag"),
    [
        (["2026-09-30"], False),
        (["2026-10-01"], True),
        (["2026-10-11"], True),
        (["2026-10-12"], False),
        (["2026-09-30", "2026-10-05"], True),  # one of them is enough
    ],
)
def test_een_campagne_hoort_bij_een_van_de_datums(velden, datums, mag):
    velden |= {"datums": [(dag(datum), None) for datum in datums], "campagne": CampagneFactory()}
    if mag:
        assert registreer(**velden).campagne == velden["campagne"]
        return
    assert weigering(registreer, **velden) == (
        "campagne",
        "Kinderboekenweek is van 1 oktober 2026 tot en met 11 oktober 2026; geen van de datums valt daarin.",
    )


MAG_REGISTREREN = {
    Groep.BEHEER: True,
    Groep.CATALOGUSREDACTIE: False,
    Groep.CONTROLLER: False,
    Groep.ACCOUNTMANAGER: False,
    Groep.VESTIGING: True,
    Groep.REDACTIE: True,
    Groep.DIRECTIE: False,
}
NEE = ("niet-bevoegd", "Alleen medewerkers van een vestiging en de redactie mogen registreren.")


@pytest.mark.parametrize(("groep", "mag"), MAG_REGISTREREN.items())
def test_wie_mag_registreren(velden, groep, mag):
    bijeenkomst = BijeenkomstFactory(uitvoering=UitvoeringFactory(gemeenten=velden["gemeenten"]), deelnames=5)
    velden["door"] = door = medewerker(groep)
    verdeling = {"bijeenkomst": bijeenkomst, "per_gemeente": {velden["gemeenten"][0]: 5}, "door": door}
    if mag:
        registreer(**velden)
        verdeel_deelnames(**verdeling)
        assert (Uitvoering.objects.count(), Deelname.objects.count()) == (2, 1)
        return
    assert [weigering(registreer, **velden), weigering(verdeel_deelnames, **verdeling)] == [NEE, NEE]
    assert (Uitvoering.objects.count(), Deelname.objects.count()) == (1, 0)


def test_een_gemeente_registreert_niet(velden, gemeente):
    velden["door"] = ambtenaar(gemeente, "fiatteur")
    assert weigering(registreer, **velden) == NEE


# ------------------------------------------------------------------ deelnames per gemeente
@pytest.mark.parametrize(
    ("heel", "aantallen", "verwacht"),
    [
        (30, [20, 10], None),
        (30, [20], None),  # of the other it is not known
        (30, [30], None),
        (None, [20, 10], None),  # the whole is not known
        (30, [20, 9], ("optelling", "De aantallen per gemeente zijn samen 29; de bijeenkomst had 30 deelnames.")),
        (30, [31], ("optelling", "De aantallen per gemeente zijn samen 31; de bijeenkomst had 30 deelnames.")),
    ],
)
def test_deelnames_per_gemeente_passen_in_het_geheel(collega, heel, aantallen, verwacht):
    gemeenten = [GemeenteFactory(), GemeenteFactory()]
    bijeenkomst = BijeenkomstFactory(uitvoering=UitvoeringFactory(gemeenten=gemeenten), deelnames=heel)
    velden = {"bijeenkomst": bijeenkomst, "per_gemeente": dict(zip(gemeenten, aantallen, strict=False)), "door": collega}
    if verwacht:
        assert weigering(verdeel_deelnames, **velden) == verwacht
        assert Deelname.objects.count() == 0
    else:
        verdeel_deelnames(**velden)
        assert [d.aantal for d in Deelname.objects.order_by("pk")] == aantallen


def test_deelnames_opnieuw_verdelen_vervangt(collega, gemeente):
    ander = GemeenteFactory()
    bijeenkomst = BijeenkomstFactory(uitvoering=UitvoeringFactory(gemeenten=[gemeente, ander]), deelnames=30)
    for eigen in (20, 25):
        verdeel_deelnames(bijeenkomst=bijeenkomst, per_gemeente={gemeente: eigen, ander: 30 - eigen}, door=collega)
    assert dict(Deelname.objects.values_list("gemeente", "aantal")) == {gemeente.pk: 25, ander.pk: 5}


def test_deelnames_van_wie_niet_meedoet(collega, gemeente):
    bijeenkomst = BijeenkomstFactory(uitvoering=UitvoeringFactory(gemeenten=[gemeente]), deelnames=30)
    vreemd = GemeenteFactory(naam="Meppel")
    assert weigering(verdeel_deelnames, bijeenkomst=bijeenkomst, per_gemeente={vreemd: 3}, door=collega) == (
        "gemeente",
        "Meppel doet niet mee aan deze activiteit.",
    )


# ------------------------------------------------------------------ planned, and closed years
def keren(uitvoering):
    return [(str(b.datum), b.deelnames, b.status) for b in uitvoering.bijeenkomsten.order_by("datum")]


def test_wat_nog_moet_komen_is_gepland(velden):
    velden |= {"datums": [(dag("2026-03-02"), 12), (dag("2026-04-06"), None)], "vandaag": dag("2026-03-02")}
    assert keren(registreer(**velden)) == [("2026-03-02", 12, "gehouden"), ("2026-04-06", None, "gepland")]


@pytest.mark.parametrize(
    ("datum", "deelnames", "verwacht"),
    [
        (
            "2027-01-01",
            3,
            ("toekomst", "1 januari 2027 moet nog komen. Vul het aantal deelnames in als de bijeenkomst is geweest."),
        ),
        ("2029-01-01", None, ("datum", "1 januari 2029 kan niet kloppen. Kies een dag van 2000 tot en met 2028.")),
        ("1999-12-31", 3, ("datum", "31 december 1999 kan niet kloppen. Kies een dag van 2000 tot en met 2028.")),
        (
            "2026-03-02",
            20_001,
            ("deelnames", "20.001 deelnames kan niet kloppen. Vul een aantal van 0 tot en met 20.000 in."),
        ),
    ],
)
def test_een_dag_en_een_aantal_die_niet_kunnen(velden, datum, deelnames, verwacht):
    velden["datums"] = [(dag(datum), deelnames)]
    assert weigering(registreer, **velden) == verwacht


def test_een_activiteit_hoort_bij_het_jaar_van_een_datum(velden):
    velden["datums"] = [(dag("2025-12-31"), 3)]
    assert weigering(registreer, **velden) == ("jaar", "Cursus is van 2026; geen van de datums valt in dat jaar.")
    velden["datums"].append((dag("2026-01-01"), 3))  # a series that goes on into the year
    assert registreer(**velden).bijeenkomsten.count() == 2


def test_een_afgesloten_jaar_verandert_alleen_de_redactie_met_een_reden(velden):
    JaarFactory(jaar=2026, afgesloten=True)
    assert weigering(registreer, **velden, reden="Vergeten") == (
        "afgesloten",
        "2026 is afgesloten. Alleen de redactie verandert daar nog iets; geef het aan hen door.",
    )
    velden["door"] = medewerker(Groep.REDACTIE)
    assert weigering(registreer, **velden) == ("afgesloten", "2026 is afgesloten. Geef een reden voor de wijziging.")
    uitvoering = registreer(**velden, reden="Vergeten")
    assert [h.history_change_reason for h in (uitvoering.history.get(), uitvoering.bijeenkomsten.get().history.get())] == [
        "Vergeten",
        "Vergeten",
    ]


def test_wat_verwijderd_is_komt_niet_terug_van_het_apparaat(velden):
    kenmerk = uuid.uuid4()
    registreer(**velden, client_id=kenmerk).delete()
    assert weigering(registreer, **velden, client_id=kenmerk) == (
        "verwijderd",
        "Deze registratie kwam al eerder binnen en is daarna verwijderd.",
    )
    assert Uitvoering.objects.count() == 0


def test_een_gezamenlijke_bijeenkomst_met_aantallen_per_gemeente_telt_in_elk_en_een_keer_samen(velden, gemeente):
    """A schrijfwedstrijd of three: 60 people, of whom 30 from Westerveld and 20 from Meppel are known."""
    meppel, hoogeveen = GemeenteFactory(naam="Meppel"), GemeenteFactory(naam="Hoogeveen")
    velden |= {"gemeenten": [gemeente, meppel, hoogeveen], "datums": [(dag("2026-03-02"), 60)]}
    registreer(**velden, per_gemeente={gemeente: 30, meppel: 20})
    telling = Register(jaren=[2026]).telling(selectie={})
    assert [
        (a.uitvoeringen, a.bijeenkomsten, a.deelnames, a.deels_heel)
        for a in (telling.voor(jaar=2026, gemeente_id=g and g.pk) for g in (gemeente, meppel, hoogeveen, None))
    ] == [(1, 1, 30, False), (1, 1, 20, False), (1, 1, 60, True), (1, 1, 60, False)]


# ------------------------------------------------------------------ filling in
@pytest.fixture
def gepland(velden):
    velden |= {"datums": [(dag("2026-04-06"), None)], "vandaag": dag("2026-03-02")}
    return registreer(**velden).bijeenkomsten.get()


def test_een_geplande_bijeenkomst_invullen(gepland, collega):
    na = {"door": collega, "vandaag": dag("2026-04-07")}
    vul_in(bijeenkomst=gepland, deelnames=9, vrijwilligersuren=D("1.5"), verslag="Druk.", **na)
    gepland.refresh_from_db()
    reeks = gepland.uitvoering
    assert (gepland.status, gepland.deelnames, gepland.history.count()) == ("gehouden", 9, 2)
    assert (reeks.vrijwilligersuren, reeks.verslag, reeks.slot) == (D("1.5"), "Druk.", 1)
    vul_in(bijeenkomst=gepland, deelnames=9, **na)  # arrives twice
    assert gepland.history.count() == 2
    code, tekst = weigering(vul_in, bijeenkomst=gepland, deelnames=10, **na)
    assert (code, tekst.startswith(f"Intussen heeft {collega} dit op ")) == ("verouderd", True)


def test_een_bijeenkomst_die_niet_doorging(gepland, collega):
    assert weigering(vul_in, bijeenkomst=gepland, door=collega, vervallen=True, deelnames=3) == (
        "vervallen",
        "Een bijeenkomst die niet doorging heeft geen deelnames.",
    )
    vul_in(bijeenkomst=gepland, door=collega, vervallen=True)
    gepland.refresh_from_db()
    assert (gepland.status, gepland.deelnames) == ("vervallen", None)


def test_invullen_vraagt_een_aantal_en_een_dag_die_geweest_is(gepland, collega):
    assert weigering(vul_in, bijeenkomst=gepland, door=collega) == (
        "leeg",
        "Vul in hoeveel mensen er waren op 6 april 2026, of kies ‘ging niet door’.",
    )
    assert weigering(vul_in, bijeenkomst=gepland, door=collega, deelnames=3, vandaag=dag("2026-04-05"))[0] == "toekomst"
    vul_in(bijeenkomst=gepland, door=collega, deelnames=3, datum=dag("2026-04-03"), vandaag=dag("2026-04-05"))
    assert keren(gepland.uitvoering) == [("2026-04-03", 3, "gehouden")]


def test_alleen_wie_registreert_vult_in(gepland, gemeente):
    for wie in (medewerker(Groep.CONTROLLER), ambtenaar(gemeente, "fiatteur")):
        assert weigering(vul_in, bijeenkomst=gepland, door=wie, deelnames=3) == NEE
