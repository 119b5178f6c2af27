"""The life of an edition: copy, open, correct, start, close."""

from decimal import Decimal as D

import pytest

from catalogus.models import Activiteit, Afname, Editie, Groep, Kostenregel, Prijs, Prijsvorm, Staffel, Status, Tarief
from catalogus.regels import correcties, editiebeeld, edities, nazien
from tests.factories import (
    ActiviteitFactory,
    AfnameFactory,
    BronbedragFactory,
    DekkingFactory,
    EditieFactory,
    FinancieringsbronFactory,
    FunctiegroepFactory,
    KenmerkFactory,
    KostenregelFactory,
    PrijsFactory,
    StaffelFactory,
    TariefFactory,
    UrenregelFactory,
    ambtenaar,
    dag,
    medewerker,
    weigering,
)

pytestmark = pytest.mark.django_db

Editiestatus = Editie.Status


MEER = "Verlaag de dekking of vul een hoger bedrag in."


@pytest.fixture
def controller():
    return medewerker(Groep.CONTROLLER)


@pytest.fixture
def editie():
    """A concept with € 60 an hour and 10% opslag, and one activity: 2 hours fixed, 1 hour and € 5 per keer."""
    editie = EditieFactory(status=Editiestatus.CONCEPT, opslagpercentage=D("10.00"))
    TariefFactory(editie=editie)
    cursus = ActiviteitFactory(editie=editie, code="CURSUS", verwachte_afnemers=4, verwachte_hoeveelheid=D(10))
    UrenregelFactory(activiteit=cursus, hoeveelheid=D(2), deel="vast")
    UrenregelFactory(activiteit=cursus, hoeveelheid=D(1))
    KostenregelFactory(activiteit=cursus, hoeveelheid=D(1), prijs=D(5))
    return editie


def prijzen(editie):
    rijen = Prijs.objects.filter(activiteit__editie=editie).order_by("activiteit__code", "versie")
    return [(p.activiteit.code, p.versie, p.vast, p.per_eenheid) for p in rijen]


# ------------------------------------------------------------------ copy
def test_kopieren_indexeert_en_houdt_alles_bij_elkaar(controller):
    """3% more: 60,00 → 61,80; 1,2345 → 1,271535 → 1,2715; 106,00 → 109,18; 10 → 10,30; 100.000 → 103.000."""
    bron = EditieFactory(
        status=Editiestatus.LOPEND,
        opslagmethode="spreiding",
        organisatiekosten=D(100000),
        opslagtarief=D("12.34"),
        kostenopbouw="volledig",
        kiezen_tot=dag("2025-09-15"),
    )
    TariefFactory(editie=bron, capaciteit=D(1400))
    ouder = ActiviteitFactory(editie=bron, code="KLEINTJE-BIEB", slot=3)
    kind = ActiviteitFactory(
        editie=bron,
        code="KLEINTJE-BIEB-1",
        ouder=ouder,
        prijsvorm=Prijsvorm.VAST_BEDRAG,
        bedrag_vast=D("99.99"),
        bedrag_eenheid=D("2.5000"),
        minimum=D(2),
        foto="activiteiten/kind.jpg",
        foto_alt="Een kind met een boek",
    )
    kenmerk = KenmerkFactory()
    kind.kenmerken.add(kenmerk)
    UrenregelFactory(activiteit=kind, hoeveelheid=D(3))
    KostenregelFactory(activiteit=kind, soort="inkoop", prijs=D("1.2345"), omschrijving="Boekje", deel="vast", volgorde=2)
    DekkingFactory(activiteit=kind, bedrag=D(10))
    DekkingFactory(activiteit=kind, percentage=D(25), deel="vast")
    StaffelFactory(activiteit=kind)
    StaffelFactory(activiteit=kind, tot_en_met=None, prijs=D(437))
    PrijsFactory(activiteit=kind)

    nieuw, kaart = edities.kopieer_editie(bron=bron, jaar=2027, indexering=D(3), door=controller)

    assert (nieuw.jaar, nieuw.status, nieuw.opslagmethode, nieuw.kostenopbouw) == (2027, "concept", "spreiding", "volledig")
    assert (nieuw.organisatiekosten, nieuw.opslagtarief, nieuw.kiezen_tot) == (D("103000.00"), None, None)
    assert [(t.uurtarief, t.capaciteit) for t in Tarief.objects.filter(editie=nieuw)] == [(D("61.80"), D(1400))]
    nieuw_kind = Activiteit.objects.get(pk=kaart[kind.pk])
    nieuwe_ouder = Activiteit.objects.get(pk=kaart[ouder.pk])
    assert kaart == {ouder.pk: nieuwe_ouder.pk, kind.pk: nieuw_kind.pk}
    assert (nieuw_kind.code, nieuw_kind.editie, nieuw_kind.ouder, nieuw_kind.voorganger) == (
        kind.code,
        nieuw,
        nieuwe_ouder,
        kind,
    )
    assert (nieuw_kind.bedrag_vast, nieuw_kind.bedrag_eenheid, nieuw_kind.minimum) == (D("102.99"), D("2.5800"), D(2))
    assert (nieuwe_ouder.slot, nieuwe_ouder.ouder, nieuwe_ouder.voorganger) == (0, None, ouder)
    assert list(nieuw_kind.kenmerken.all()) == [kenmerk]
    assert (nieuw_kind.foto.name, nieuw_kind.foto_alt) == ("activiteiten/kind.jpg", "Een kind met een boek")
    assert [
        (r.soort, r.hoeveelheid, r.prijs, r.omschrijving, r.deel, r.volgorde) for r in nieuw_kind.kostenregels.order_by("soort")
    ] == [("inkoop", D(1), D("1.2715"), "Boekje", "vast", 2), ("uren", D(3), None, "", "eenheid", 0)]
    assert [(d.bedrag, d.percentage, d.deel) for d in nieuw_kind.dekkingen.all()] == [
        (D("10.30"), None, "eenheid"),
        (None, D(25), "vast"),
    ]
    assert [(s.tot_en_met, s.prijs) for s in nieuw_kind.staffels.all()] == [(D(50), D("109.18")), (None, D("450.11"))]
    assert (Prijs.objects.count(), Kostenregel.objects.count(), Staffel.objects.count()) == (1, 4, 4)


def test_een_prijs_per_inwoner_houdt_vier_decimalen_bij_indexeren():
    """0,1234 × 1,025 = 0,126485 → 0,1265; per keer 2,22 × 1,025 = 2,2755 → 2,28."""
    bron = EditieFactory()
    velden = {"editie": bron, "prijsvorm": Prijsvorm.VAST_BEDRAG}
    inwoner = ActiviteitFactory(**velden, eenheid="inwoner", bedrag_eenheid=D("0.1234"))
    keer = ActiviteitFactory(**velden, eenheid="keer", bedrag_eenheid=D("2.22"))
    _, kaart = edities.kopieer_editie(bron=bron, jaar=2027, indexering=D("2.5"))
    nieuw = Activiteit.objects.in_bulk(kaart.values())
    assert [nieuw[kaart[a.pk]].bedrag_eenheid for a in (inwoner, keer)] == [D("0.1265"), D("2.28")]


def test_kopieren_legt_vast_wie_het_deed(controller):
    bron = EditieFactory()
    activiteit = ActiviteitFactory(editie=bron)
    nieuw, kaart = edities.kopieer_editie(bron=bron, jaar=2027, indexering=D(0), door=controller)
    kopie = Activiteit.objects.get(pk=kaart[activiteit.pk])
    assert [nieuw.history.get().history_user, kopie.history.get().history_user] == [controller, controller]


def test_kopieren_naar_een_jaar_dat_er_al_is():
    EditieFactory(jaar=2027)
    code, tekst = weigering(edities.kopieer_editie, bron=EditieFactory(), jaar=2027, indexering=D(3))
    assert (code, tekst) == ("bestaat", "Er is al een editie 2027. Kies een ander jaar.")
    assert Editie.objects.count() == 2


# ------------------------------------------------------------------ open
def test_openen_publiceert_de_prijzen(editie, controller):
    """Fixed 2 × 60 × 1,10 = 132; per keer (60 + 5) × 1,10 = 71,50. What is op aanvraag gets none."""
    ActiviteitFactory(editie=editie, code="MAATWERK", prijsvorm=Prijsvorm.OP_AANVRAAG)
    ActiviteitFactory(editie=editie, code="WEB", prijsvorm=Prijsvorm.INBEGREPEN)
    school = ActiviteitFactory(editie=editie, code="SCHOOL", prijsvorm=Prijsvorm.STAFFEL, grondslag="totaal")
    StaffelFactory(activiteit=school)
    StaffelFactory(activiteit=school, tot_en_met=None, prijs=D(437))

    assert [b.tekst for b in nazien.beletselen(editie=editie)] == []
    editie = edities.open_editie(editie=editie, door=controller)

    assert (editie.status, editie.slot, editie.opslagtarief) == ("open", 1, None)
    assert prijzen(editie) == [
        ("CURSUS", 1, D("132.00"), D("71.50")),
        ("SCHOOL", 1, D(0), D(0)),
        ("WEB", 1, D(0), D(0)),
    ]
    cursus, staffel = Prijs.objects.get(activiteit__code="CURSUS"), Prijs.objects.get(activiteit__code="SCHOOL")
    assert (staffel.grondslag, staffel.staffel) == ("totaal", [["50.00", "106.00"], [None, "437.00"]])
    assert (cursus.reden, cursus.gemaakt_door) == ("Opening van de editie", controller)
    assert {deel: [(r["post"], D(r["bedrag"])) for r in rijen] for deel, rijen in cursus.opbouw.items()} == {
        "vast": [("personeel", D(120)), ("organisatiekosten", D(12))],
        "eenheid": [("personeel", D(60)), ("materiaal", D(5)), ("organisatiekosten", D("6.50"))],
    }
    laatste = editie.history.first()
    assert (laatste.status, laatste.history_user, laatste.history_change_reason) == ("open", controller, "Editie geopend")


def test_openen_bevriest_de_opslag_per_uur(editie):
    """Hours: 2 × 4 + 1 × 10 = 18. € 1.000 / 18 = 55,5555555556 an hour. Fixed 120 + 111,11 = 231,11; per keer 65 + 55,56."""
    Editie.objects.update(opslagmethode="spreiding", organisatiekosten=D(1000))
    editie = edities.open_editie(editie=editie)
    assert str(Editie.objects.get().opslagtarief) == "55.5555555556"
    assert prijzen(editie) == [("CURSUS", 1, D("231.11"), D("120.56"))]


def test_na_het_openen_verschuift_de_opslag_niet_meer(editie):
    """Before opening a service of 18 hours more halves the rate; after opening it does not move."""
    Editie.objects.update(opslagmethode="spreiding", organisatiekosten=D(1000))
    editie.refresh_from_db()
    erbij = ActiviteitFactory(editie=editie, code="ERBIJ", verwachte_afnemers=1)
    uren = UrenregelFactory(activiteit=erbij, hoeveelheid=D(18), deel="vast")
    cursus = Activiteit.objects.get(code="CURSUS")
    vooraf = editiebeeld.bereken_editie(editie=editie)[cursus.pk].eenheid.opslag.quantize(D("0.01"))
    edities.open_editie(editie=editie)
    uren.hoeveelheid = D(1000)
    uren.save()
    prijs = correcties.corrigeer_prijs(activiteit=cursus, reden="Nagerekend")
    assert (vooraf, prijs.versie, prijs.vast, prijs.per_eenheid) == (D("27.78"), 2, D("175.56"), D("92.78"))


def test_openen_noemt_elk_beletsel_en_schrijft_niets(editie):
    Editie.objects.update(slot=5)
    UrenregelFactory(
        activiteit=ActiviteitFactory(editie=editie, code="A"),
        functiegroep=FunctiegroepFactory(naam="Balie"),
        omschrijving="Uitleg",
    )
    KostenregelFactory(activiteit=ActiviteitFactory(editie=editie, code="B"), hoeveelheid=None)
    KostenregelFactory(activiteit=ActiviteitFactory(editie=editie, code="C"), prijs=None)
    ActiviteitFactory(editie=editie, code="D")
    ActiviteitFactory(editie=editie, code="E", prijsvorm=Prijsvorm.STAFFEL)
    ActiviteitFactory(editie=editie, code="F", prijsvorm=Prijsvorm.VAST_BEDRAG)
    verwacht = [
        "Voor kostenregel ‘Uitleg’ van A is er geen tarief van functiegroep Balie in editie 2026. Vul dat tarief in.",
        "Bij kostenregel ‘materiaal’ van B ontbreekt de hoeveelheid. Vul die in.",
        "Bij kostenregel ‘materiaal’ van C ontbreekt de prijs. Vul die in.",
        "D heeft geen kosten. Vul kostenregels in of kies een andere prijsvorm.",
        "E heeft geen staffelklassen. Voeg ze toe.",
        "F heeft geen vast bedrag. Vul een bedrag in.",
    ]
    assert [b.tekst for b in nazien.beletselen(editie=editie)] == verwacht
    assert weigering(edities.open_editie, editie=editie) == (
        "beletselen",
        f"Editie 2026 kan nog niet open. {' '.join(verwacht)}",
    )
    editie.refresh_from_db()
    assert (editie.status, editie.slot, Prijs.objects.count(), editie.history.count()) == ("concept", 5, 0, 1)


def test_openen_noemt_ook_twee_beletselen_van_een_activiteit(editie):
    activiteit = ActiviteitFactory(editie=editie, code="A")
    KostenregelFactory(activiteit=activiteit, prijs=None)
    KostenregelFactory(activiteit=activiteit, soort="inkoop", hoeveelheid=None)
    assert [b.tekst for b in nazien.beletselen(editie=editie)] == [
        "Bij kostenregel ‘materiaal’ van A ontbreekt de prijs. Vul die in.",
        "Bij kostenregel ‘inkoop’ van A ontbreekt de hoeveelheid. Vul die in.",
    ]


def test_een_lege_editie_kan_niet_open():
    editie = EditieFactory(status=Editiestatus.CONCEPT)
    assert [b.tekst for b in nazien.beletselen(editie=editie)] == ["Editie 2026 heeft nog geen activiteiten."]


def test_spreiden_zonder_uren_houdt_het_openen_tegen(editie):
    Editie.objects.update(opslagmethode="spreiding", organisatiekosten=D(1000))
    Activiteit.objects.update(verwachte_afnemers=0, verwachte_hoeveelheid=0)
    editie.refresh_from_db()
    assert [b.tekst for b in nazien.beletselen(editie=editie)] == [
        "Er zijn geen uren om de organisatiekosten over te verdelen. Vul uren en verwachte aantallen in bij de activiteiten."
    ]


@pytest.mark.parametrize(
    ("beschikbaar", "verwacht"),
    [
        (None, ["School: €\u00a0168,00 uitgegeven, €\u00a00,00 beschikbaar in 2026. " + MEER]),
        ("167.99", ["School: €\u00a0168,00 uitgegeven, €\u00a0167,99 beschikbaar in 2026. " + MEER]),
        ("168.00", []),
    ],
)
def test_een_bron_wordt_niet_voor_meer_uitgegeven_dan_er_dat_jaar_is(editie, beschikbaar, verwacht):
    """€ 12 × 4 gemeenten fixed + € 12 × 10 keer = 168. What there is in another year does not help."""
    cursus = Activiteit.objects.get()
    DekkingFactory(activiteit=cursus, bedrag=D(12), deel="vast")
    bron = DekkingFactory(activiteit=cursus, bedrag=D(12)).bron
    BronbedragFactory(bron=bron, jaar=2025, bedrag=D(9999))
    if beschikbaar:
        BronbedragFactory(bron=bron, jaar=2026, bedrag=D(beschikbaar))
    assert nazien.bronoverschrijdingen(editie=editie) == verwacht
    assert [b.tekst for b in nazien.beletselen(editie=editie)] == verwacht


def test_geld_van_de_gemeente_telt_niet_als_uitgegeven(editie):
    rijk = FinancieringsbronFactory(naam="Rijk", ontvanger="gemeente")
    DekkingFactory(activiteit=Activiteit.objects.get(), bron=rijk, bedrag=D(12))
    assert nazien.bronoverschrijdingen(editie=editie) == []


# ------------------------------------------------------------------ correct
def test_corrigeren_maakt_versie_twee_naast_de_eerste(editie, controller):
    """€ 5 material becomes € 8: (60 + 8) × 1,10 = 74,80."""
    editie = edities.open_editie(editie=editie)
    Kostenregel.objects.filter(soort="materiaal").update(prijs=D(8))
    prijs = correcties.corrigeer_prijs(activiteit=Activiteit.objects.get(), reden=" Boekje werd duurder ", door=controller)
    assert (prijs.reden, prijs.gemaakt_door) == ("Boekje werd duurder", controller)
    assert prijzen(editie) == [("CURSUS", 1, D("132.00"), D("71.50")), ("CURSUS", 2, D("132.00"), D("74.80"))]


def test_corrigeren_vraagt_een_reden(editie):
    edities.open_editie(editie=editie)
    assert weigering(correcties.corrigeer_prijs, activiteit=Activiteit.objects.get(), reden="  ") == (
        "reden",
        "Geef een reden voor de correctie van de prijs.",
    )
    assert Prijs.objects.count() == 1


def test_een_activiteit_die_later_kwam_krijgt_versie_een(editie):
    edities.open_editie(editie=editie)
    laat = ActiviteitFactory(editie=editie, code="LAAT")
    KostenregelFactory(activiteit=laat, prijs=D(10))
    prijs = correcties.corrigeer_prijs(activiteit=laat, reden="Later toegevoegd")
    assert (prijs.versie, prijs.per_eenheid) == (1, D("11.00"))


# ------------------------------------------------------------------ start and close
@pytest.mark.parametrize(
    ("regel", "van", "naar"),
    [
        (edities.start_editie, Editiestatus.OPEN, Editiestatus.LOPEND),
        (edities.sluit_editie, Editiestatus.LOPEND, Editiestatus.AFGESLOTEN),
    ],
)
def test_wat_niet_is_ingediend_vervalt(regel, van, naar, controller):
    editie = EditieFactory(status=van)
    anders = EditieFactory(jaar=2030)
    voor = {status: AfnameFactory(editie=editie, status=status) for status in Status.values}
    elders = AfnameFactory(editie=anders)
    nieuw = regel(editie=editie, door=controller)
    na = {status: Afname.objects.get(pk=afname.pk) for status, afname in voor.items()}
    assert nieuw.status == naar
    assert {status: afname.status for status, afname in na.items()} == {
        "concept": "vervallen",
        "ter_fiattering": "vervallen",
        "ingediend": "ingediend",
        "bevestigd": "bevestigd",
        "vervangen": "vervangen",
        "vervallen": "vervallen",
    }
    log = na["ter_fiattering"].statuswissels.get()
    assert (log.van, log.naar, log.overgang, log.door) == ("ter_fiattering", "vervallen", "vervallen", None)
    assert [a.statuswissels.count() for a in na.values()] == [1, 1, 0, 0, 0, 0]
    elders.refresh_from_db()
    assert elders.status == "concept"


def test_de_reden_van_vervallen_noemt_de_editie():
    afname = AfnameFactory(editie=EditieFactory(status=Editiestatus.LOPEND))
    edities.sluit_editie(editie=afname.editie)
    assert afname.statuswissels.get().reden == "Editie 2026 is afgesloten."


# ------------------------------------------------------------------ what may not
STAP = {
    "openen": edities.open_editie,
    "starten": edities.start_editie,
    "afsluiten": edities.sluit_editie,
}
MAG = {("openen", "concept"), ("starten", "open"), ("afsluiten", "lopend")}


@pytest.mark.parametrize("stap", STAP)
@pytest.mark.parametrize("status", Editiestatus.values)
def test_elke_stap_kan_vanuit_een_status(stap, status, editie):
    Editie.objects.update(status=status)
    if (stap, status) in MAG:
        naar = {"openen": "open", "starten": "lopend", "afsluiten": "afgesloten"}[stap]
        assert STAP[stap](editie=editie).status == naar
        return
    verwacht = {"openen": "concept", "starten": "open", "afsluiten": "lopend"}[stap]
    assert weigering(STAP[stap], editie=editie) == (
        "status",
        f"Editie 2026 is {status}. {stap.capitalize()} kan alleen als zij {verwacht} is.",
    )
    assert (Editie.objects.get().status, Editie.objects.get().slot, Prijs.objects.count()) == (status, 0, 0)


@pytest.mark.parametrize("status", [Editiestatus.CONCEPT, Editiestatus.AFGESLOTEN])
def test_corrigeren_kan_alleen_als_de_editie_open_of_lopend_is(status, editie):
    Editie.objects.update(status=status)
    code, tekst = weigering(correcties.corrigeer_prijs, activiteit=Activiteit.objects.get(), reden="Te laag")
    assert (code, tekst) == ("status", f"Editie 2026 is {status}: een prijs corrigeren kan als zij open of lopend is.")
    assert Prijs.objects.count() == 0


@pytest.mark.parametrize(
    ("groep", "mag"),
    [
        (Groep.BEHEER, True),
        (Groep.CATALOGUSREDACTIE, True),
        (Groep.CONTROLLER, True),
        (Groep.ACCOUNTMANAGER, False),
        (Groep.VESTIGING, False),
        (Groep.REDACTIE, False),
        (Groep.DIRECTIE, False),
    ],
)
def test_wie_een_editie_mag_veranderen(groep, mag, editie):
    door = medewerker(groep)
    if mag:
        assert edities.open_editie(editie=editie, door=door).status == "open"
        return
    redenen = [
        weigering(edities.kopieer_editie, bron=editie, jaar=2027, indexering=D(0), door=door),
        weigering(edities.open_editie, editie=editie, door=door),
        weigering(correcties.corrigeer_prijs, activiteit=Activiteit.objects.get(), reden="Fout", door=door),
        weigering(edities.start_editie, editie=editie, door=door),
        weigering(edities.sluit_editie, editie=editie, door=door),
    ]
    nee = ("niet-bevoegd", "Alleen de catalogusredactie en de controller mogen een editie veranderen.")
    assert redenen == [nee] * 5
    assert [e.status for e in Editie.objects.all()] == ["concept"]


def test_een_fiatteur_mag_geen_editie_veranderen(editie):
    door = ambtenaar(AfnameFactory(editie=editie).gemeente, "fiatteur")
    assert weigering(edities.open_editie, editie=editie, door=door)[0] == "niet-bevoegd"
