"""Series and filling in what was planned, in the browser."""

import datetime

import pytest
from django.utils import timezone

from catalogus.models import Bijeenkomst, Groep, Uitvoering
from catalogus.regels.uitvoering import registreer
from tests.factories import ActiviteitFactory, EditieFactory, GemeenteFactory, LocatieFactory, dag, medewerker

pytestmark = pytest.mark.django_db
REEKS, INVULLEN = "/registreren/reeks/", "/registreren/invullen/"
VANDAAG = timezone.localdate()
DAG = datetime.timedelta(days=1)


@pytest.fixture
def diever():
    return LocatieFactory(naam="Bibliotheek Diever", gemeente__naam="Westerveld")


@pytest.fixture
def collega(diever):
    return medewerker(Groep.VESTIGING, vestiging=diever)


@pytest.fixture
def client(client, collega):
    client.force_login(collega)
    return client


@pytest.fixture
def cursus():
    return ActiviteitFactory(editie=EditieFactory(jaar=VANDAAG.year), titel="Cursus")


def ritme(diever, **anders) -> dict:
    """Every day of the week that today is, from three weeks ago until a week ahead."""
    return {
        "plek": f"l{diever.pk}",
        "elke": "1",
        "welke": "1",
        "weekdag": str(VANDAAG.weekday()),
        "van": str(VANDAAG - 21 * DAG),
        "tot": str(VANDAAG + 7 * DAG),
    } | anders


def dagen(antwoord) -> list[tuple]:
    return [(rij["dag"], rij["aan"], rij["vrij"]) for rij in antwoord.context["dagen"]]


# ------------------------------------------------------------------ a series
def test_eerst_de_datums_zien_dan_bewaren(client, diever, cursus):
    antwoord = client.post(REEKS, ritme(diever, activiteit=cursus.pk, toon="1"))
    verwacht = [VANDAAG - 21 * DAG, VANDAAG - 14 * DAG, VANDAAG - 7 * DAG, VANDAAG, VANDAAG + 7 * DAG]
    assert ([rij[0] for rij in dagen(antwoord)], Uitvoering.objects.count()) == (verwacht, 0)
    keuze = {
        "bewaar": "1",
        "activiteit": cursus.pk,
        "gemiddeld": "8",
        "getoond": [str(d) for d in verwacht],
        "dag": [str(d) for d in verwacht if d != verwacht[1]],  # taken out
        f"aantal-{verwacht[2]}": "11",
    }
    assert client.post(REEKS, ritme(diever) | keuze).status_code == 302
    rijen = Bijeenkomst.objects.order_by("datum").values_list("datum", "deelnames", "status")
    assert list(rijen) == [
        (verwacht[0], 8, "gehouden"),
        (verwacht[2], 11, "gehouden"),
        (verwacht[3], 8, "gehouden"),
        (verwacht[4], None, "gepland"),
    ]


def test_feestdagen_staan_uit_en_maanden_vallen_weg(client, diever):
    eerste_maandagen = ritme(diever, elke="0", weekdag="0", van="2026-01-01", tot="2026-09-30", zonder=["8"], toon="1")
    assert dagen(client.post(REEKS, eerste_maandagen)) == [
        (dag("2026-01-05"), True, ""),
        (dag("2026-02-02"), True, ""),
        (dag("2026-03-02"), True, ""),
        (dag("2026-04-06"), False, "Tweede Paasdag"),
        (dag("2026-05-04"), True, ""),
        (dag("2026-06-01"), True, ""),
        (dag("2026-07-06"), True, ""),
        (dag("2026-09-07"), True, ""),
    ]


def test_een_reeks_van_anderen_met_een_tweede_gemeente(client, diever):
    meppel = GemeenteFactory(naam="Meppel")
    keuze = {"bewaar": "1", "titel": "Breicafé", "getoond": [str(VANDAAG)], "dag": [str(VANDAAG)], "met": [meppel.pk]}
    client.post(REEKS, ritme(diever) | keuze)
    uitvoering = Uitvoering.objects.get()
    assert (str(uitvoering), uitvoering.platform, uitvoering.bijeenkomsten.get().deelnames) == ("Breicafé", True, None)
    assert {str(g) for g in uitvoering.gemeenten.all()} == {"Westerveld", "Meppel"}


@pytest.mark.parametrize(
    ("anders", "fout"),
    [
        ({"tot": str(VANDAAG - 30 * DAG)}, "De reeks eindigt op "),
        ({"van": ""}, "Kies een dag."),
        ({"titel": "Breicafé", "activiteit": True}, "Kies een activiteit of vul een titel in, niet allebei."),
        ({}, "Kies een activiteit, of vink platformactiviteit aan."),
        ({"activiteit": True, f"aantal-{VANDAAG}": "veel"}, "Vul een heel getal in, zoals 12."),
    ],
)
def test_een_fout_in_de_reeks_houdt_de_datums(client, diever, cursus, anders, fout):
    anders = {naam: cursus.pk if waarde is True else waarde for naam, waarde in anders.items()}
    keuze = {"bewaar": "1", "getoond": [str(VANDAAG)], "dag": [str(VANDAAG)]}
    antwoord = client.post(REEKS, ritme(diever) | keuze | anders)
    assert (antwoord.status_code, fout in antwoord.context["fouten"][0][1]) == (422, True)
    assert (dagen(antwoord)[0][:2], Uitvoering.objects.count()) == ((VANDAAG, True), 0)


# ------------------------------------------------------------------ filling in
@pytest.fixture
def open_(collega, diever, cursus):
    """Three meetings of before today without a number."""
    datums = [(VANDAAG - weken * 7 * DAG, None) for weken in (3, 2, 1)]
    lang_geleden = VANDAAG - 30 * DAG
    jaar = {d.year for d, _ in datums}
    activiteit = cursus if VANDAAG.year in jaar else ActiviteitFactory(editie=EditieFactory(jaar=max(jaar)))
    uitvoering = registreer(
        door=collega, gemeenten=[diever.gemeente], activiteit=activiteit, locatie=diever, datums=datums, vandaag=lang_geleden
    )
    return list(uitvoering.bijeenkomsten.order_by("datum"))


def test_invullen_wat_geweest_is(client, open_):
    een, twee, drie = open_
    assert [rij["keer"] for rij in client.get(INVULLEN).context["rijen"]] == open_
    assert client.get("/registreren/").context["open"] == 3
    client.post(INVULLEN, {f"aantal-{een.pk}": "9", f"weg-{twee.pk}": "1", f"aantal-{drie.pk}": ""})
    assert list(Bijeenkomst.objects.order_by("datum").values_list("deelnames", "status")) == [
        (9, "gehouden"),
        (None, "vervallen"),
        (None, "gepland"),
    ]


def test_met_een_fout_wordt_niets_bewaard(client, open_):
    een, twee, drie = open_
    antwoord = client.post(INVULLEN, {f"aantal-{een.pk}": "9", f"aantal-{twee.pk}": "x", f"aantal-{drie.pk}": "99999"})
    assert (antwoord.status_code, [naam for naam, _ in antwoord.context["fouten"]]) == (
        422,
        [f"aantal-{twee.pk}", f"aantal-{drie.pk}"],
    )
    assert [rij["aantal"] for rij in antwoord.context["rijen"]] == ["9", "x", "99999"]
    assert set(Bijeenkomst.objects.values_list("status", flat=True)) == {"gepland"}


def test_niets_ingevuld_zegt_wat_te_doen(client, open_):
    assert client.post(INVULLEN, {}).context["fouten"] == [
        ("", "Vul bij minstens één bijeenkomst een aantal in, of kies ‘ging niet door’.")
    ]


def test_wat_van_een_andere_vestiging_is_staat_er_niet(client, open_, diever):
    Uitvoering.objects.update(locatie=LocatieFactory(gemeente=diever.gemeente))
    assert client.get(INVULLEN).context["rijen"] == []
    redactie = medewerker(Groep.REDACTIE)
    client.force_login(redactie)
    assert len(client.get(INVULLEN).context["rijen"]) == 3


def test_aantal_vragen(client, open_, django_assert_num_queries):
    client.get(INVULLEN)
    with django_assert_num_queries(7):
        client.get(INVULLEN)
    with django_assert_num_queries(10):
        client.get(REEKS)
