"""Correcting, deleting and taking back what was registered; one of two doubles."""

import datetime

import pytest
from django.utils import timezone

from catalogus.models import Bijeenkomst, Deelname, Groep, Uitvoering
from catalogus.regels.samenvoegen import dubbelen, voeg_samen
from catalogus.regels.uitvoering import registreer, vul_in
from catalogus.regels.uitvoering_bewerken import Keer, corrigeer, maak_ongedaan, verwijder, zet_terug
from tests.factories import (
    ActiviteitFactory,
    CampagneFactory,
    D,
    GemeenteFactory,
    JaarFactory,
    LocatieFactory,
    ambtenaar,
    dag,
    medewerker,
    weigering,
)
from tests.jaarbericht.fabrieken import VerhaalFactory

pytestmark = pytest.mark.django_db
VANDAAG = dag("2026-06-30")
NEE = ("niet-bevoegd", "Alleen medewerkers van een vestiging en de redactie mogen registreren.")


@pytest.fixture
def collega():
    return medewerker(Groep.VESTIGING, first_name="Vera")


@pytest.fixture
def plek():
    return LocatieFactory(naam="Bibliotheek Diever", gemeente__naam="Westerveld")


@pytest.fixture
def maak(collega, plek):
    cursus = ActiviteitFactory(titel="Cursus")

    def een(*datums, **velden):
        return registreer(
            **{
                "door": collega,
                "gemeenten": [plek.gemeente],
                "activiteit": cursus,
                "locatie": plek,
                "datums": [(dag(datum), aantal) for datum, aantal in datums],
                "vandaag": VANDAAG,
            }
            | velden
        )

    return een


def zoals(uitvoering, *keren, **anders) -> dict:
    """Arguments that keep a registration as it is, but for what is named."""
    velden = (
        "activiteit",
        "platform",
        "titel",
        "locatie",
        "doelgroep",
        "campagne",
        "aanbieder",
        "vrijwilligersuren",
        "verslag",
    )
    return {
        "uitvoering": uitvoering,
        "gezien": uitvoering.slot,
        "gemeenten": list(uitvoering.gemeenten.all()),
        "keren": list(keren) or [Keer(b.datum, b.deelnames, b.status, b.pk) for b in uitvoering.bijeenkomsten.all()],
        "vandaag": VANDAAG,
        **{naam: getattr(uitvoering, naam) for naam in velden},
    } | anders


def keren(uitvoering):
    return [(str(b.datum), b.deelnames, b.status) for b in uitvoering.bijeenkomsten.order_by("datum")]


# ------------------------------------------------------------------ correcting
def test_een_bijeenkomst_erbij_een_weg_en_een_anders(maak, collega):
    uitvoering = maak(("2026-03-02", 12), ("2026-03-09", 8), ("2026-03-16", 7))
    eerste, tweede, weg = uitvoering.bijeenkomsten.order_by("datum")
    corrigeer(
        door=collega,
        **zoals(
            uitvoering,
            Keer(eerste.datum, 12, "gehouden", eerste.pk),
            Keer(dag("2026-03-10"), 9, "gehouden", tweede.pk),
            Keer(dag("2026-04-06"), None, "vervallen"),
            reden="Verkeerd overgenomen",
            titel=" Cursus overdag ",
        ),
    )
    uitvoering.refresh_from_db()
    assert keren(uitvoering) == [
        ("2026-03-02", 12, "gehouden"),
        ("2026-03-10", 9, "gehouden"),
        ("2026-04-06", None, "vervallen"),
    ]
    assert (uitvoering.titel, uitvoering.slot) == ("Cursus overdag", 1)
    assert (eerste.history.count(), tweede.history.count()) == (1, 2)  # what did not change has no new version
    laatste = Bijeenkomst.history.filter(id=weg.pk).latest()
    assert (laatste.history_type, laatste.history_user, laatste.history_change_reason) == ("-", collega, "Verkeerd overgenomen")


def test_andere_gemeenten_staan_in_de_geschiedenis(maak, collega):
    uitvoering, meppel = maak(("2026-03-02", 12)), GemeenteFactory(naam="Meppel")
    corrigeer(door=collega, **zoals(uitvoering, gemeenten=[*uitvoering.gemeenten.all(), meppel], reden="Samen gedaan"))
    assert uitvoering.history.latest().history_change_reason == (
        "Gemeenten: was Westerveld, wordt Westerveld en Meppel. Samen gedaan"
    )
    assert {str(g) for g in uitvoering.gemeenten.all()} == {"Westerveld", "Meppel"}


def test_deelnames_per_gemeente_worden_vervangen(maak, collega, plek):
    meppel = GemeenteFactory(naam="Meppel")
    uitvoering = maak(("2026-03-02", 30), gemeenten=[plek.gemeente, meppel], per_gemeente={plek.gemeente: 20, meppel: 10})
    keer = uitvoering.bijeenkomsten.get()
    corrigeer(door=collega, **zoals(uitvoering, Keer(keer.datum, 30, "gehouden", keer.pk, {meppel: 5})))
    assert list(Deelname.objects.values_list("gemeente__naam", "aantal")) == [("Meppel", 5)]


@pytest.mark.parametrize(
    ("keer", "code"),
    [
        (Keer(dag("2026-07-01"), None, "gehouden"), "toekomst"),
        (Keer(dag("2026-07-01"), 4, "gepland"), "toekomst"),
        (Keer(dag("2026-06-01"), 4, "vervallen"), "status"),
        (Keer(dag("2026-06-01"), 4, "gepland"), "status"),
        (Keer(dag("2025-06-01"), 4), "jaar"),
    ],
)
def test_een_verbetering_die_niet_klopt(maak, collega, keer, code):
    uitvoering = maak(("2026-03-02", 12))
    assert weigering(corrigeer, door=collega, **zoals(uitvoering, keer))[0] == code
    assert keren(uitvoering) == [("2026-03-02", 12, "gehouden")]


def test_wie_een_oude_versie_zag_verandert_niets(maak, collega):
    uitvoering = maak(("2026-03-02", 12), ("2026-12-07", None))
    oud = zoals(uitvoering, titel="Anders")
    gepland = uitvoering.bijeenkomsten.get(status="gepland")
    vul_in(bijeenkomst=gepland, door=collega, vervallen=True)  # a colleague, meanwhile
    assert weigering(corrigeer, door=collega, **oud)[0] == "verouderd"
    uitvoering.refresh_from_db()
    assert uitvoering.titel == ""


def test_een_afgesloten_jaar_telt_ook_als_de_datum_eruit_gaat(maak, collega):
    uitvoering = maak(("2026-03-02", 12), ("2025-12-30", 3))
    JaarFactory(jaar=2025, afgesloten=True)
    blijft = uitvoering.bijeenkomsten.get(datum="2026-03-02")
    velden = zoals(uitvoering, Keer(blijft.datum, 12, "gehouden", blijft.pk))
    assert weigering(corrigeer, door=collega, **velden)[0] == "afgesloten"
    redactie = medewerker(Groep.REDACTIE)
    assert weigering(corrigeer, door=redactie, **velden)[0] == "afgesloten"  # without a reason
    corrigeer(door=redactie, **velden | {"reden": "Was van een ander"})
    assert keren(uitvoering) == [("2026-03-02", 12, "gehouden")]


# ------------------------------------------------------------------ deleting and taking back
def test_verwijderen_vraagt_een_reden_en_blijft_in_de_geschiedenis(maak, collega):
    uitvoering = maak(("2026-03-02", 12))
    pk = uitvoering.pk
    assert weigering(verwijder, uitvoering=uitvoering, door=collega, gezien=0, reden=" ")[0] == "reden"
    verwijder(uitvoering=uitvoering, door=collega, gezien=0, reden="Proef")
    assert (Uitvoering.objects.count(), Bijeenkomst.objects.count()) == (0, 0)
    assert [(h.history_type, h.history_change_reason) for h in Uitvoering.history.filter(id=pk)] == [
        ("-", "Proef"),
        ("+", None),
    ]


def test_een_registratie_met_een_verhaal_blijft(maak, collega):
    uitvoering = maak(("2026-03-02", 12))
    VerhaalFactory(uitvoering=uitvoering, titel="Een dag lezen")
    nee = ("gekoppeld", "Bij deze registratie hoort nog: verhaal ‘Een dag lezen’. Haal dat er eerst af.")
    assert weigering(verwijder, uitvoering=uitvoering, door=collega, gezien=0, reden="Proef") == nee
    uitvoering.refresh_from_db()
    assert weigering(maak_ongedaan, uitvoering=uitvoering, door=collega) == nee


def test_je_neemt_alleen_je_eigen_verse_registratie_terug(maak, collega):
    uitvoering = maak(("2026-03-02", 12))
    assert weigering(maak_ongedaan, uitvoering=uitvoering, door=medewerker(Groep.VESTIGING))[0] == "te-laat"
    uitvoering.history.update(history_date=timezone.now() - datetime.timedelta(hours=13))
    assert weigering(maak_ongedaan, uitvoering=uitvoering, door=collega)[0] == "te-laat"
    uitvoering.history.update(history_date=timezone.now())
    maak_ongedaan(uitvoering=uitvoering, door=collega)
    assert Uitvoering.objects.count() == 0


def test_wat_intussen_veranderde_wordt_niet_teruggenomen(maak, collega):
    uitvoering = maak(("2026-03-02", 12))
    corrigeer(door=collega, **zoals(uitvoering, titel="Anders"))
    assert weigering(maak_ongedaan, uitvoering=uitvoering, door=collega)[0] == "verouderd"


def test_invullen_terugnemen_zet_alles_terug(maak, collega):
    uitvoering = maak(("2026-12-07", None), vrijwilligersuren=D("2"), verslag="Eerst.")
    keer = uitvoering.bijeenkomsten.get()
    assert weigering(zet_terug, bijeenkomst=keer, door=collega)[0] == "verouderd"
    vul_in(
        bijeenkomst=keer,
        door=collega,
        deelnames=5,
        datum=dag("2026-12-08"),
        vrijwilligersuren=D("1.5"),
        verslag="Later.",
        vandaag=dag("2026-12-31"),
    )
    assert weigering(zet_terug, bijeenkomst=keer, door=medewerker(Groep.VESTIGING))[0] == "te-laat"
    zet_terug(bijeenkomst=keer, door=collega)
    uitvoering.refresh_from_db()
    assert keren(uitvoering) == [("2026-12-07", None, "gepland")]
    assert (uitvoering.vrijwilligersuren, uitvoering.verslag) == (D("2"), "Eerst.")


# ------------------------------------------------------------------ doubles
def test_dezelfde_activiteit_plek_en_dag_lijkt_dubbel(maak, plek):
    een, twee = maak(("2026-03-02", 12)), maak(("2026-03-02", 12))
    anders, nog_eens = maak(("2026-03-09", 5)), maak(("2026-03-09", 6))
    maak(("2026-03-02", 12), locatie=LocatieFactory(gemeente=plek.gemeente))
    maak(("2026-03-02", 12), activiteit=ActiviteitFactory())
    maak(("2026-03-02", 12), locatie=None)
    maak(("2026-03-16", 4), ("2026-03-16", 4))  # two groups on one day, registered as such
    gevonden = dubbelen(bijeenkomsten=Bijeenkomst.objects.all())
    assert [([b.uitvoering for b in d.bijeenkomsten], d.zelfde_aantal) for d in gevonden] == [
        ([een, twee], True),
        ([anders, nog_eens], False),
    ]


def test_van_anderen_is_alleen_dezelfde_titel_dubbel(maak):
    anderen = {"activiteit": None, "platform": True}
    brei, nog_eens = (maak(("2026-03-02", 5), titel=titel, **anderen) for titel in ("Breicafé", "breicafé"))
    maak(("2026-03-02", 5), titel="Schaken", **anderen)
    assert [[b.uitvoering for b in d.bijeenkomsten] for d in dubbelen(bijeenkomsten=Bijeenkomst.objects.all())] == [
        [brei, nog_eens]
    ]


def test_dubbelen_zoeken_kost_drie_vragen(maak, django_assert_num_queries):
    for week in range(2, 6):
        maak((f"2026-03-{week:02}", 12)), maak((f"2026-03-{week:02}", 12))
    with django_assert_num_queries(3):
        assert len([str(b.uitvoering) for d in dubbelen(bijeenkomsten=Bijeenkomst.objects.all()) for b in d.bijeenkomsten]) == 8


def test_een_maken_van_twee(maak, collega, plek):
    meppel, campagne = GemeenteFactory(naam="Meppel"), CampagneFactory(van=dag("2026-03-01"), tot=dag("2026-03-31"))
    houd = maak(("2026-03-02", None), ("2026-03-09", 8))
    weg = maak(
        ("2026-03-02", 12),
        ("2026-03-09", 9),
        ("2026-03-16", 7),
        gemeenten=[plek.gemeente, meppel],
        campagne=campagne,
        verslag="Mooi.",
    )
    pk, verhaal = weg.pk, VerhaalFactory(uitvoering=weg)
    voeg_samen(houd=houd, weg=weg, gezien=0, gezien_weg=0, door=collega, reden="Twee keer ingevoerd")
    houd.refresh_from_db(), verhaal.refresh_from_db()
    assert Uitvoering.objects.get() == houd
    # The unknown number is filled in, a known one stays, what was only there comes along.
    assert keren(houd) == [("2026-03-02", 12, "gehouden"), ("2026-03-09", 8, "gehouden"), ("2026-03-16", 7, "gehouden")]
    assert ({str(g) for g in houd.gemeenten.all()}, houd.campagne, houd.verslag) == (
        {"Westerveld", "Meppel"},
        campagne,
        "Mooi.",
    )
    assert (verhaal.uitvoering, verhaal.history.latest().history_user) == (houd, collega)
    assert Uitvoering.history.filter(id=pk).latest().history_change_reason == (
        f"Samengevoegd: nummer {pk} ging op in {houd.pk}. Twee keer ingevoerd"
    )


def test_per_gemeente_gaat_mee_als_het_aantal_gelijk_is(maak, collega, plek):
    meppel = GemeenteFactory(naam="Meppel")
    samen = {"gemeenten": [plek.gemeente, meppel]}
    houd, weg = maak(("2026-03-02", 30), **samen), maak(("2026-03-02", 30), per_gemeente={meppel: 10}, **samen)
    voeg_samen(houd=houd, weg=weg, gezien=0, gezien_weg=0, door=collega)
    assert list(Deelname.objects.values_list("bijeenkomst__uitvoering", "aantal")) == [(houd.pk, 10)]


def test_niet_elke_twee_worden_een(maak, collega):
    houd, weg = maak(("2026-03-02", 1)), maak(("2026-03-02", 1))
    vast = {"houd": houd, "gezien": 0, "gezien_weg": 0, "door": collega}
    ander = maak(("2026-03-02", 1), activiteit=ActiviteitFactory(titel="Lezing"))
    assert weigering(voeg_samen, **vast, weg=ander) == ("anders", "‘Cursus’ en ‘Lezing’ zijn niet dezelfde activiteit.")
    assert weigering(voeg_samen, **vast, weg=houd)[0] == "zelfde"
    assert weigering(voeg_samen, **vast | {"gezien_weg": 1}, weg=weg)[0] == "verouderd"
    JaarFactory(jaar=2026, afgesloten=True)
    assert weigering(voeg_samen, **vast, weg=weg)[0] == "afgesloten"
    assert Uitvoering.objects.count() == 3


def test_een_ander_dan_vestiging_en_redactie_verandert_niets(maak, plek):
    een, twee = maak(("2026-03-02", 1)), maak(("2026-03-02", 1))
    keer = een.bijeenkomsten.get()
    for wie in (medewerker(Groep.DIRECTIE), ambtenaar(plek.gemeente, "fiatteur")):
        assert [
            weigering(corrigeer, door=wie, **zoals(een)),
            weigering(verwijder, uitvoering=een, door=wie, gezien=0, reden="x"),
            weigering(maak_ongedaan, uitvoering=een, door=wie),
            weigering(zet_terug, bijeenkomst=keer, door=wie),
            weigering(voeg_samen, houd=een, weg=twee, gezien=0, gezien_weg=0, door=wie),
        ] == [NEE] * 5
