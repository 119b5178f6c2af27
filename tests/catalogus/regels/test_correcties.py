"""Correcting a price from a screen: costs and price together, the example first, mail to who follows it."""

from decimal import Decimal as D

import pytest
from django.core import mail

from catalogus.models import Activiteit, Editie, Groep, Prijs, Prijsvorm, Status
from catalogus.regels import afnameprijzen, correcties, edities
from catalogus.regels.correcties import Correctie, Regelinvoer
from tests.factories import (
    ActiviteitFactory,
    AfnameFactory,
    AfnameregelFactory,
    BronbedragFactory,
    DekkingFactory,
    EditieFactory,
    GemeenteFactory,
    KostenregelFactory,
    LidmaatschapFactory,
    StaffelFactory,
    TariefFactory,
    UrenregelFactory,
    medewerker,
    weigering,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def controller():
    return medewerker(Groep.CONTROLLER)


@pytest.fixture
def cursus(controller):
    """Open: 1 hour of € 60 and € 5, 10% opslag, less € 1,50 from schools: € 70,00 per keer."""
    editie = EditieFactory(status=Editie.Status.CONCEPT, opslagpercentage=D(10))
    TariefFactory(editie=editie)
    cursus = ActiviteitFactory(editie=editie, code="CURSUS", titel="Cursus", verwachte_hoeveelheid=D(10))
    UrenregelFactory(activiteit=cursus, hoeveelheid=D(1))
    KostenregelFactory(activiteit=cursus, prijs=D(5))
    dekking = DekkingFactory(activiteit=cursus, bedrag=D("1.50"))
    BronbedragFactory(bron=dekking.bron, bedrag=D(20))
    edities.open_editie(editie=editie, door=controller)
    mail.outbox.clear()
    return Activiteit.objects.select_related("editie").get(pk=cursus.pk)


def keuze(cursus, naam, aantal, status=Status.CONCEPT):
    gemeente = GemeenteFactory(naam=naam)
    LidmaatschapFactory(gemeente=gemeente, gebruiker__email=f"{naam.lower()}@voorbeeld.example")
    regel = AfnameregelFactory(
        afname=AfnameFactory(gemeente=gemeente, editie=cursus.editie), activiteit=cursus, hoeveelheid=D(aantal)
    )
    if status != Status.CONCEPT:
        afnameprijzen.leg_vast(afname=regel.afname)
        regel.afname.status = status
        regel.afname.save()
    return regel.afname


def hoeveel(cursus, uren=None, materiaal=None):
    """Hours, and the price of the material."""
    regel_uren, regel_materiaal = cursus.kostenregels.order_by("pk")
    regels = {}
    if uren is not None:
        regels[regel_uren.pk] = Regelinvoer(D(uren))
    if materiaal is not None:
        regels[regel_materiaal.pk] = Regelinvoer(D(1), D(materiaal))
    return Correctie(regels=regels)


def doe(cursus, correctie, door, reden="De uren stonden te laag", **anders):
    invoer = {"activiteit": cursus, "correctie": correctie, "gezien": cursus.slot, "door": door} | anders
    akkoord = correcties.voorbeeld(**invoer).stand
    return correcties.corrigeer(**invoer, akkoord=akkoord, reden=reden)


def test_het_voorbeeld_rekent_en_laat_niets_achter(cursus, controller, django_capture_on_commit_callbacks):
    """2 hours: (120 + 5) × 1,1 − 1,50 = 136,00. Westerveld took 3: 210 → 408. What Meppel signed keeps € 70."""
    westerveld, meppel = keuze(cursus, "Westerveld", 3), keuze(cursus, "Meppel", 2, Status.BEVESTIGD)
    with django_capture_on_commit_callbacks(execute=True):
        beeld = correcties.voorbeeld(activiteit=cursus, correctie=hoeveel(cursus, uren=2), gezien=0, door=controller)
    assert (beeld.was, beeld.wordt, beeld.prijs.versie) == ("€\u00a070,00 per keer", "€\u00a0136,00 per keer", 2)
    assert [(g.afname, g.was, g.wordt) for g in beeld.gevolgen] == [(westerveld, D("210.00"), D("408.00"))]
    assert beeld.behouden == [meppel]
    cursus.refresh_from_db()
    assert (cursus.slot, Prijs.objects.count(), cursus.kostenregels.get(soort="uren").hoeveelheid, mail.outbox) == (
        0,
        1,
        D(1),
        [],
    )


def test_publiceren_maakt_versie_twee_en_mailt_wie_een_concept_heeft(cursus, controller, django_capture_on_commit_callbacks):
    keuze(cursus, "Westerveld", 3)
    keuze(cursus, "Meppel", 2, Status.INGEDIEND)
    with django_capture_on_commit_callbacks(execute=True):
        uitkomst = doe(cursus, hoeveel(cursus, uren=2), controller)
    regel = cursus.kostenregels.get(soort="uren")
    assert (uitkomst.prijs.versie, uitkomst.prijs.per_eenheid, uitkomst.prijs.reden, uitkomst.prijs.gemaakt_door) == (
        2,
        D("136.00"),
        "De uren stonden te laag",
        controller,
    )
    log = regel.history.first()
    assert (regel.hoeveelheid, regel.slot, log.history_user, log.history_change_reason) == (
        D(2),
        1,
        controller,
        "De uren stonden te laag",
    )
    assert [(m.subject, m.bcc) for m in mail.outbox] == [
        ("De prijs 2026 van Cursus is verbeterd", ["westerveld@voorbeeld.example"])
    ]
    for zin in ("Was: €\u00a070,00 per keer", "Wordt: €\u00a0136,00 per keer", "was €\u00a0210,00, wordt €\u00a0408,00"):
        assert zin in mail.outbox[0].body


def test_wat_gelijk_bleef_wordt_niet_aangeraakt(cursus, controller):
    doe(cursus, hoeveel(cursus, uren=2, materiaal=5), controller)
    assert [(r.soort, r.slot, r.history.count()) for r in cursus.kostenregels.order_by("pk")] == [
        ("uren", 1, 2),
        ("materiaal", 0, 1),
    ]


def test_een_regel_erbij_en_een_regel_op_nul(cursus, controller):
    """Without material, with € 10 purchase: (60 + 10) × 1,1 − 1,50 = 75,50."""
    materiaal = cursus.kostenregels.get(soort="materiaal")
    correctie = Correctie(
        regels={materiaal.pk: Regelinvoer(D(0), D(5))},
        erbij=({"soort": "inkoop", "hoeveelheid": D(1), "prijs": D(10), "omschrijving": "Licentie"},),
    )
    assert doe(cursus, correctie, controller).prijs.per_eenheid == D("75.50")
    erbij = cursus.kostenregels.get(soort="inkoop")
    assert (erbij.slot, erbij.history.get().history_user) == (0, controller)


def test_dekking_veranderen_mag_niet_boven_de_bron(cursus, controller):
    """€ 2 × 10 keer is the € 20 of the source; € 2,01 is too much."""
    dekking = cursus.dekkingen.get()
    assert weigering(
        correcties.voorbeeld,
        activiteit=cursus,
        correctie=Correctie(dekkingen={dekking.pk: D("2.01")}),
        gezien=0,
        door=controller,
    ) == (
        "bron",
        "School: €\u00a020,10 uitgegeven, €\u00a020,00 beschikbaar in 2026. Verlaag de dekking of vul een hoger bedrag in.",
    )
    assert doe(cursus, Correctie(dekkingen={dekking.pk: D(2)}), controller).prijs.per_eenheid == D("69.50")


def test_een_staffel_verbeteren_toont_elke_klasse(cursus, controller):
    school = ActiviteitFactory(editie=cursus.editie, code="SCHOOL", prijsvorm=Prijsvorm.STAFFEL, eenheid="leerling")
    laag, hoog = StaffelFactory(activiteit=school), StaffelFactory(activiteit=school, tot_en_met=None, prijs=D(437))
    correcties.corrigeer_prijs(activiteit=school, reden="Nieuw", door=controller)
    uitkomst = doe(school, Correctie(staffels={hoog.pk: D(450)}), controller)
    assert uitkomst.was == "1 tot en met 50 leerlingen: €\u00a0106,00; 51 leerlingen of meer: €\u00a0437,00"
    assert uitkomst.wordt == "1 tot en met 50 leerlingen: €\u00a0106,00; 51 leerlingen of meer: €\u00a0450,00"
    laag.refresh_from_db()
    assert (laag.slot, uitkomst.prijs.staffel) == (0, [["50.00", "106.00"], [None, "450.00"]])


def test_een_vast_bedrag_verbeteren(cursus, controller):
    lijst = ActiviteitFactory(editie=cursus.editie, code="LIJST", prijsvorm=Prijsvorm.VAST_BEDRAG, bedrag_eenheid=D(12))
    correcties.corrigeer_prijs(activiteit=lijst, reden="Nieuw", door=controller)
    uitkomst = doe(lijst, Correctie(bedragen={"bedrag_vast": None, "bedrag_eenheid": D("12.50")}), controller)
    lijst.refresh_from_db()
    assert (uitkomst.prijs.per_eenheid, lijst.bedrag_eenheid, lijst.slot) == (D("12.50"), D("12.50"), 1)
    assert lijst.history.first().history_user == controller


def test_een_prijs_die_gelijk_blijft_wordt_niet_gepubliceerd(cursus, controller):
    assert weigering(correcties.voorbeeld, activiteit=cursus, correctie=hoeveel(cursus, uren=1), gezien=0, door=controller) == (
        "gelijk",
        "De prijs blijft €\u00a070,00 per keer. Verander eerst een bedrag of een hoeveelheid.",
    )


def test_na_een_ander_voorbeeld_wordt_niets_gepubliceerd(cursus, controller):
    """Between looking and publishing a gemeente put the activity in a concept."""
    correctie = hoeveel(cursus, uren=2)
    akkoord = correcties.voorbeeld(activiteit=cursus, correctie=correctie, gezien=0, door=controller).stand
    keuze(cursus, "Westerveld", 3)
    invoer = {"activiteit": cursus, "correctie": correctie, "gezien": 0, "akkoord": akkoord, "door": controller}
    assert weigering(correcties.corrigeer, **invoer, reden="Te laag")[0] == "verouderd"
    assert (Prijs.objects.count(), cursus.kostenregels.get(soort="uren").hoeveelheid) == (1, D(1))


def test_iemand_anders_was_eerder(cursus, controller):
    doe(cursus, hoeveel(cursus, uren=2), controller)
    code, _ = weigering(correcties.voorbeeld, activiteit=cursus, correctie=hoeveel(cursus, uren=3), gezien=0, door=controller)
    assert code == "verouderd"


def test_zonder_reden_wordt_niets_gepubliceerd(cursus, controller):
    correctie = hoeveel(cursus, uren=2)
    akkoord = correcties.voorbeeld(activiteit=cursus, correctie=correctie, gezien=0, door=controller).stand
    code, _ = weigering(
        correcties.corrigeer,
        activiteit=cursus,
        correctie=correctie,
        gezien=0,
        akkoord=akkoord,
        reden=" ",
        door=controller,
    )
    assert (code, Prijs.objects.count()) == ("reden", 1)


def test_een_accountmanager_corrigeert_niet(cursus):
    code, _ = weigering(
        correcties.voorbeeld,
        activiteit=cursus,
        correctie=hoeveel(cursus, uren=2),
        gezien=0,
        door=medewerker(Groep.ACCOUNTMANAGER),
    )
    assert code == "niet-bevoegd"
