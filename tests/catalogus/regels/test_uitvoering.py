"""Registering what was carried out."""

import uuid
from decimal import Decimal as D

import pytest

from catalogus.models import Bijeenkomst, Deelname, Groep, Uitvoering
from catalogus.regels.uitvoering import registreer, verdeel_deelnames
from tests.factories import (
    ActiviteitFactory,
    BijeenkomstFactory,
    CampagneFactory,
    GemeenteFactory,
    KenmerkFactory,
    LocatieFactory,
    UitvoeringFactory,
    ambtenaar,
    dag,
    medewerker,
    weigering,
)

pytestmark = pytest.mark.django_db


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
