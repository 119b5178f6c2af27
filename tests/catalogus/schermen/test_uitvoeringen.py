"""Overviews, list, one registration, doubles, and what a gemeente sees of it."""

from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from catalogus.models import Bijeenkomst, Groep, Rol, Status, Uitvoering
from catalogus.regels.uitvoering import registreer
from tests.factories import (
    ActiviteitFactory,
    AfnameFactory,
    AfnameregelFactory,
    CampagneFactory,
    D,
    EditieFactory,
    GemeenteFactory,
    JaarFactory,
    ProgrammalijnFactory,
    ambtenaar,
    dag,
    medewerker,
    vestiging,
)

pytestmark = pytest.mark.django_db
VANDAAG = dag("2026-12-31")
OVERZICHT, LIJST, DUBBEL = "/uitvoeringen/", "/uitvoeringen/lijst/", "/uitvoeringen/dubbel/"
PER = ["vestiging", "gemeente", "programmalijn", "activiteit", "campagne"]


@pytest.fixture
def westerveld():
    return GemeenteFactory(naam="Westerveld", cbs_code="GM1701")


@pytest.fixture
def meppel():
    return GemeenteFactory(naam="Meppel", cbs_code="GM0119")


@pytest.fixture
def diever(westerveld):
    return vestiging(westerveld, naam="Bibliotheek Diever")


@pytest.fixture
def collega(diever):
    return medewerker(Groep.VESTIGING, first_name="Vera", vestiging=diever)


@pytest.fixture
def cursus():
    return ActiviteitFactory(code="CURSUS", titel="Cursus", programmalijn=ProgrammalijnFactory(nummer=2))


@pytest.fixture
def client(client, collega):
    client.force_login(collega)
    return client


@pytest.fixture
def maak(collega, diever, cursus):
    def een(*keren, **velden):
        vast = {"door": collega, "gemeenten": [diever.gemeente], "locatie": diever, "activiteit": cursus, "vandaag": VANDAAG}
        return registreer(datums=[(dag(f"2026-{d}"), aantal) for d, aantal in keren], **vast | velden)

    return een


def van_anderen(maak, titel, *keren, **velden):
    return maak(*keren, activiteit=None, platform=True, titel=titel, **velden)


def bladen(antwoord):
    """The rows of the first sheet."""
    return [list(rij) for rij in load_workbook(BytesIO(antwoord.content)).worksheets[0].iter_rows(values_only=True)]


def gemeld(antwoord) -> str:
    return " ".join(str(melding) for melding in antwoord.context["messages"])


# ------------------------------------------------------------------ overviews
def test_per_vestiging_met_wat_mist(client, maak, westerveld):
    vestiging(westerveld, naam="Bibliotheek Havelte", plaats="Havelte")
    maak(*((f"{m:02}-05", 3) for m in range(1, 7)), ("08-05", 3))
    context = client.get(OVERZICHT, {"jaar": 2026}).context
    assert [(rij["naam"], rij["rij"].bijeenkomsten) for rij in context["rijen"]] == [
        ("Bibliotheek Diever", 7),
        ("Bibliotheek Havelte", 0),
    ]
    mist = context["rijen"][0]["rij"].mist
    assert 7 in mist and not {1, 2, 3, 4, 5, 6, 8} & mist


@pytest.mark.parametrize(
    ("per", "namen"),
    [
        ("gemeente", ["Meppel", "Westerveld"]),
        ("programmalijn", ["Lijn 2", "Van anderen (platform)"]),
        ("activiteit", ["Cursus", "Van anderen (platform)"]),
        ("campagne", ["Kinderboekenweek"]),
        ("onzin", ["Bibliotheek Diever"]),
    ],
)
def test_elke_indeling_heeft_namen(client, maak, westerveld, meppel, per, namen):
    maak(("10-01", 3), campagne=CampagneFactory(), gemeenten=[westerveld, meppel])
    van_anderen(maak, "Breicafé", ("03-02", 4))
    assert [rij["naam"] for rij in client.get(OVERZICHT, {"jaar": 2026, "per": per}).context["rijen"]] == namen


def test_een_filter_geldt_voor_overzicht_lijst_en_download(client, maak, westerveld, meppel):
    maak(("03-02", 5))
    maak(("03-09", 7), gemeenten=[meppel], locatie=None)
    vraag = {"jaar": 2026, "gemeente": meppel.pk}
    assert client.get(OVERZICHT, vraag).context["totaal"].deelnames == 7
    assert [rij["keer"].deelnames for rij in client.get(LIJST, vraag).context["rijen"]] == [7]
    assert [rij[9] for rij in bladen(client.get(LIJST, vraag | {"uitvoer": "xlsx"}))] == ["Deelnames", 7]
    werkmap = load_workbook(BytesIO(client.get(LIJST, vraag | {"werkmap": "1"}).content))["Uitvoeringen"]
    koppen, *rijen = werkmap.iter_rows(values_only=True)
    assert [rij[koppen.index("Deelnames")] for rij in rijen] == [7]


def test_een_rij_leidt_naar_haar_bijeenkomsten_met_hetzelfde_filter(client, maak, westerveld, cursus):
    maak(("03-02", 5), titel="Café & meer")
    rij, anderen = (
        client.get(OVERZICHT, {"jaar": 2026, "per": "programmalijn", "gemeente": westerveld.pk}).context["rijen"]
        + client.get(OVERZICHT, {"jaar": 2026, "per": "gemeente", "activiteit": "CURSUS"}).context["rijen"]
    )
    assert rij["naar"] == f"{LIJST}?jaar=2026&gemeente={westerveld.pk}&lijn=2"
    assert anderen["naar"] == f"{LIJST}?jaar=2026&activiteit=CURSUS&gemeente={westerveld.pk}"
    assert len(client.get(rij["naar"]).context["rijen"]) == 1


@pytest.mark.parametrize(
    ("vraag", "titels"),
    [
        ({}, ["Lezing", "Breicafé", "Cursus"]),
        ({"q": "brei"}, ["Breicafé"]),
        ({"q": "cursus"}, ["Cursus"]),
        ({"lijn": "2"}, ["Cursus"]),
        ({"lijn": "anderen"}, ["Breicafé"]),
        ({"activiteit": "LEZING"}, ["Lezing"]),
        ({"maand": "3"}, ["Breicafé", "Cursus"]),
        ({"status": "vervallen"}, ["Lezing"]),
        ({"gemeente": "999999"}, ["Lezing", "Breicafé", "Cursus"]),  # no such choice: left out
        ({"jaar": "2025"}, []),
        ({"jaar": "onzin", "maand": "13"}, None),
    ],
)
def test_de_lijst_filtert(client, maak, vraag, titels):
    EditieFactory(jaar=2025)
    maak(("03-02", 5))
    van_anderen(maak, "Breicafé", ("03-03", 4))
    lezing = ActiviteitFactory(code="LEZING", titel="Lezing", programmalijn=ProgrammalijnFactory(nummer=3))
    maak(("04-02", None), activiteit=lezing)
    Bijeenkomst.objects.filter(datum="2026-04-02").update(status="vervallen")
    antwoord = client.get(LIJST, {"jaar": 2026} | vraag)
    assert antwoord.status_code == 200
    if titels is not None:
        assert [str(rij["uitvoering"]) for rij in antwoord.context["rijen"]] == titels


def test_de_download_van_een_overzicht(client, maak, westerveld, cursus):
    maak(("03-02", 5), ("03-09", 7))
    AfnameregelFactory(afname=AfnameFactory(gemeente=westerveld, status=Status.BEVESTIGD), activiteit=cursus, hoeveelheid=D(4))
    rijen = bladen(client.get(OVERZICHT, {"jaar": 2026, "per": "activiteit", "uitvoer": "xlsx"}))
    assert rijen[0][14:20] == ["Bijeenkomsten", "Deelnames", "Afgesproken", "Daarvan gedaan", "Deel", "Eenheid"]
    assert [rij[:2] + rij[14:20] for rij in rijen[1:]] == [
        ["Cursus", "CURSUS", 2, 12, 4, 2, 0.5, "keer"],
        ["Totaal", None, 2, 12, None, None, None, None],
    ]
    assert [client.get(LIJST, {"jaar": 2026, "uitvoer": soort}).status_code for soort in ("ods", "csv")] == [200, 200]


def test_bladeren(client, maak):
    maak(*((f"03-{d:02}", 1) for d in range(1, 32)))
    maak(*((f"05-{d:02}", 1) for d in range(1, 31)))
    eerste, tweede = (client.get(LIJST, {"jaar": 2026, "pagina": n}).context["bladzijde"] for n in (1, 2))
    assert (len(eerste), len(tweede), eerste.paginator.count) == (50, 11, 61)
    assert client.get(LIJST, {"jaar": 2026, "pagina": "x"}).status_code == 200


# ------------------------------------------------------------------ one registration
def post(uitvoering, **anders):
    """The form as it is, but for what is named."""
    velden = {
        "gezien": uitvoering.slot,
        "plek": f"l{uitvoering.locatie_id}",
        "activiteit": uitvoering.activiteit_id or "",
        "titel": uitvoering.titel,
        "gemeenten": [g.pk for g in uitvoering.gemeenten.all()],
    }
    for keer in uitvoering.bijeenkomsten.all():
        velden |= {
            f"k{keer.pk}-datum": str(keer.datum),
            f"k{keer.pk}-aantal": keer.deelnames,
            f"k{keer.pk}-status": keer.status,
        }
    return velden | anders


def test_verbeteren(client, maak, collega):
    uitvoering = maak(("03-02", 5), ("03-09", 7))
    een, twee = uitvoering.bijeenkomsten.order_by("datum")
    assert "Verbeter" in client.get(reverse("uitvoering", args=[uitvoering.pk])).content.decode()
    adres = reverse("uitvoering_wijzig", args=[uitvoering.pk])
    assert [r.datum for r in client.get(adres).context["regels"]] == ["2026-03-02", "2026-03-09", "", ""]
    anders = {
        f"k{een.pk}-aantal": "6",
        f"k{twee.pk}-weg": "1",
        "k0-datum": "16-3-2026",
        "k0-aantal": "8",
        "k0-status": "gehouden",
    }
    assert client.post(adres, post(uitvoering, **anders, reden="Geteld")).status_code == 302
    rijen = uitvoering.bijeenkomsten.order_by("datum").values_list("datum", "deelnames")
    assert list(rijen) == [(dag("2026-03-02"), 6), (dag("2026-03-16"), 8)]
    versies = client.get(reverse("uitvoering", args=[uitvoering.pk])).context["versies"]
    assert {(v["wat"], str(v["datum"]), v["reden"]) for v in versies if v["reden"]} == {
        ("Veranderd", "", "Geteld"),
        ("Veranderd", "2026-03-02", "Geteld"),
        ("Gemaakt", "2026-03-16", "Geteld"),
        ("Verwijderd", "2026-03-09", "Geteld"),
    }


@pytest.mark.parametrize(
    ("anders", "status", "fout"),
    [
        ({"k0-datum": "morgen"}, 422, ("k0-datum", "Regel 2: Vul een dag in, zoals 5-3-2026.")),
        ({"k0-datum": "2026-03-09", "k0-aantal": "x"}, 422, ("k0-aantal", "9 maart 2026: Vul een heel getal in, zoals 12.")),
        (
            {"k0-datum": "2026-03-09", "k0-status": "x"},
            422,
            ("k0-status", "9 maart 2026: kies gehouden, gepland of vervallen."),
        ),
        ({"gemeenten": []}, 422, ("gemeenten", "Kies minstens één gemeente.")),
        ({"activiteit": ""}, 422, ("titel", "Geef de platformactiviteit een titel.")),
        ({"gezien": 7}, 409, None),
    ],
)
def test_een_fout_bij_het_verbeteren(client, maak, anders, status, fout):
    uitvoering = maak(("03-02", 5))
    adres = reverse("uitvoering_wijzig", args=[uitvoering.pk])
    antwoord = client.post(adres, post(uitvoering, **anders, verslag="Bewaar mij"))
    assert (antwoord.status_code, "Bewaar mij" in antwoord.content.decode()) == (status, True)
    if fout:
        assert antwoord.context["fouten"] == [fout]
    uitvoering.refresh_from_db()
    assert (uitvoering.verslag, uitvoering.slot) == ("", 0)


def test_een_gezamenlijke_verbeteren(client, maak, westerveld, meppel):
    uitvoering = maak(("03-02", 30), gemeenten=[westerveld, meppel])
    keer = uitvoering.bijeenkomsten.get()
    adres = reverse("uitvoering_wijzig", args=[uitvoering.pk])
    van = {f"k{keer.pk}-van-{westerveld.pk}": "20", f"k{keer.pk}-van-{meppel.pk}": "11"}
    assert client.post(adres, post(uitvoering, **van)).context["fouten"] == [
        ("", "De aantallen per gemeente zijn samen 31; de bijeenkomst had 30 deelnames.")
    ]
    client.post(adres, post(uitvoering, **van | {f"k{keer.pk}-van-{meppel.pk}": "10"}))
    assert dict(keer.deelnames_per_gemeente.values_list("gemeente", "aantal")) == {westerveld.pk: 20, meppel.pk: 10}


def test_verwijderen_met_een_reden(client, maak):
    uitvoering = maak(("03-02", 5))
    adres = reverse("uitvoering_verwijder", args=[uitvoering.pk])
    antwoord = client.post(adres, {"gezien": 0})
    assert (antwoord.status_code, antwoord.context["fouten"]) == (
        422,
        [("reden", "Geef een reden. Die blijft in de geschiedenis staan.")],
    )
    assert client.post(adres, {"gezien": 3, "reden": "Proef"}).status_code == 409
    assert client.post(adres, {"gezien": 0, "reden": "Proef"}).status_code == 302
    assert Uitvoering.objects.count() == 0


def test_een_afgesloten_jaar_staat_erbij(client, maak):
    uitvoering = maak(("03-02", 5))
    JaarFactory(jaar=2026, afgesloten=True)
    assert client.get(reverse("uitvoering", args=[uitvoering.pk])).context["afgesloten"] == [2026]
    antwoord = client.post(reverse("uitvoering_wijzig", args=[uitvoering.pk]), post(uitvoering, titel="Anders", reden="Zomaar"))
    assert antwoord.context["fouten"][0][1].startswith("2026 is afgesloten. Alleen de redactie")


# ------------------------------------------------------------------ doubles
def test_dubbelen_worden_een(client, maak):
    een, twee, drie = (maak(("03-02", 5)) for _ in range(3))
    maak(("03-09", 5)), maak(("03-09", 6))
    context = client.get(DUBBEL, {"jaar": 2026}).context
    assert [[u.pk for u in paar["uitvoeringen"]] for paar in context["zeker"]] == [[een.pk, twee.pk, drie.pk]]
    assert len(context["misschien"]) == 1
    adres = reverse("uitvoeringen_samenvoegen")
    keuze = {"houd": twee.pk, "weg": [een.pk, twee.pk, drie.pk]} | {f"slot-{u.pk}": 0 for u in (een, twee, drie)}
    oud = client.post(adres, keuze | {f"slot-{drie.pk}": 4}, follow=True)
    assert ("Intussen heeft" in gemeld(oud), Uitvoering.objects.count()) == (True, 5)  # all or nothing
    assert client.post(adres, keuze)["Location"] == f"/uitvoeringen/{twee.pk}/"
    assert set(Uitvoering.objects.values_list("pk", flat=True)) & {een.pk, twee.pk, drie.pk} == {twee.pk}
    antwoord = client.post(adres, {"houd": twee.pk}, follow=True)
    assert gemeld(antwoord).endswith("Kies twee registraties, en welke daarvan blijft.")


def test_op_de_pagina_staat_wat_dubbel_lijkt(client, maak):
    een, twee = maak(("03-02", 5)), maak(("03-02", 6))
    assert client.get(reverse("uitvoering", args=[een.pk])).context["dubbel"] == {twee}


# ------------------------------------------------------------------ who
def test_wie_wat_mag(client, maak, westerveld):
    uitvoering = maak(("03-02", 5))
    een = [uitvoering.pk]
    lezen = [OVERZICHT, LIJST, reverse("uitvoering", args=een)]
    werken = [DUBBEL, reverse("uitvoering_wijzig", args=een)]
    for wie, leest, werkt in (
        (medewerker(Groep.VESTIGING), 200, 200),
        (medewerker(Groep.CONTROLLER), 200, 403),
        (ambtenaar(westerveld, Rol.FIATTEUR), 404, 404),
    ):
        client.force_login(wie)
        assert [client.get(adres).status_code for adres in [*lezen, *werken]] == [leest] * 3 + [werkt] * 2
        if werkt != 200:
            post_ = [reverse("uitvoering_verwijder", args=een), reverse("uitvoeringen_samenvoegen"), werken[1]]
            assert [client.post(adres, {"gezien": 0, "reden": "x"}).status_code for adres in post_] == [werkt] * 3
    client.logout()
    assert [client.get(adres)["Location"].startswith("/account/login/") for adres in [*lezen, *werken]] == [True] * 5


# ------------------------------------------------------------------ one gemeente
def test_een_gemeente_ziet_alleen_wat_van_haar_is(client, maak, westerveld, meppel, diever):
    samen = maak(("03-02", 30), gemeenten=[westerveld, meppel], per_gemeente={meppel: 10})
    maak(("03-03", 5))
    maak(("04-03", 77), gemeenten=[meppel], locatie=None, titel="Alleen Meppel")
    client.force_login(ambtenaar(meppel, Rol.RAADPLEGER))
    antwoord = client.get("/g/GM0119/uitvoeringen/2026/")
    context, tekst = antwoord.context, antwoord.content.decode()
    assert (context["totaal"].bijeenkomsten, context["totaal"].deelnames, context["deels_heel"]) == (2, 87, False)
    assert [(str(b.uitvoering), b.eigen_aantal) for b in context["bladzijde"]] == [("Alleen Meppel", None), (str(samen), 10)]
    assert ("Westerveld" in tekst, "Diever" in tekst, "in een andere gemeente" in tekst) == (False, False, True)
    rijen = bladen(client.get("/g/GM0119/uitvoeringen/2026/", {"uitvoer": "xlsx"}))
    assert [rij[1:] for rij in rijen[1:]] == [
        ["Alleen Meppel", 2, None, 77, "nee", "nee"],
        ["Cursus", 2, None, 10, "ja", "nee"],
    ]
    assert client.get("/g/GM1701/uitvoeringen/2026/").status_code == 404
    assert client.get("/g/GM0119/uitvoeringen/2030/").status_code == 404


def test_een_gemeente_filtert_op_een_activiteit_en_leest_de_voetnoot(client, maak, westerveld, meppel):
    maak(("03-02", 30), gemeenten=[westerveld, meppel])
    van_anderen(maak, "Breicafé", ("03-03", 4))
    client.force_login(ambtenaar(westerveld, Rol.RAADPLEGER))
    antwoord = client.get("/g/GM1701/uitvoeringen/2026/", {"activiteit": "CURSUS"})
    assert ([str(b.uitvoering) for b in antwoord.context["bladzijde"]], antwoord.context["deels_heel"]) == (["Cursus"], True)
    assert "hoeveel mensen er uit jullie gemeente kwamen" in antwoord.content.decode()


def test_een_gemeente_zonder_registraties(client, westerveld, cursus):
    client.force_login(ambtenaar(westerveld, Rol.RAADPLEGER))
    assert "Er is nog niets geregistreerd in 2026" in client.get("/g/GM1701/uitvoeringen/2026/").content.decode()


# ------------------------------------------------------------------ questions to the database
def test_aantal_vragen_hangt_niet_van_het_aantal_af(
    client, collega, maak, westerveld, meppel, django_assert_num_queries, django_assert_max_num_queries
):
    adressen = [f"{OVERZICHT}?jaar=2026&per={per}" for per in PER]
    adressen += [f"{OVERZICHT}?jaar=2026&per={per}&gemeente={westerveld.pk}" for per in PER]
    adressen += [f"{LIJST}?jaar=2026", f"{DUBBEL}?jaar=2026"]

    def meer(aantal):
        for n in range(aantal):
            locatie = vestiging(westerveld)
            activiteit = ActiviteitFactory(programmalijn=ProgrammalijnFactory(nummer=n % 4 + 1))
            campagne = CampagneFactory(sleutel=f"c{activiteit.pk}", van=dag("2026-03-01"), tot=dag("2026-03-31"))
            samen = {"gemeenten": [westerveld, meppel], "locatie": locatie, "activiteit": activiteit, "campagne": campagne}
            maak(("03-02", 5), **samen, per_gemeente={meppel: 2})
            maak(("03-02", 5), **samen)
            maak(("03-03", 5), **samen | {"gemeenten": [westerveld]})

    meer(1)
    AfnameregelFactory(
        afname=AfnameFactory(gemeente=westerveld, status=Status.BEVESTIGD),
        activiteit=Uitvoering.objects.first().activiteit,
        hoeveelheid=D(4),
    )
    aantallen = []
    client.get(adressen[0])
    for adres in adressen:
        with django_assert_max_num_queries(15) as vragen:
            assert client.get(adres).status_code == 200
        aantallen.append(len(vragen))
    uitvoering = Uitvoering.objects.first()
    een = [reverse("uitvoering", args=[uitvoering.pk]), reverse("uitvoering_wijzig", args=[uitvoering.pk])]
    meer(4)
    for adres, aantal in zip(adressen, aantallen, strict=True):
        with django_assert_num_queries(aantal):
            client.get(adres)
    for adres, aantal in zip(een, [13, 15], strict=True):
        with django_assert_num_queries(aantal):
            client.get(adres)
    client.force_login(ambtenaar(westerveld, Rol.RAADPLEGER))
    with django_assert_num_queries(15):
        client.get("/g/GM1701/uitvoeringen/2026/")


# ------------------------------------------------------------------ the back office
@pytest.mark.parametrize("model", ["uitvoering", "bijeenkomst"])
def test_in_het_beheer_is_een_registratie_alleen_te_lezen(client, maak, model):
    client.force_login(medewerker(Groep.BEHEER))
    uitvoering = maak(("03-02", 5))
    rij = uitvoering if model == "uitvoering" else uitvoering.bijeenkomsten.get()
    adres = reverse(f"admin:catalogus_{model}_change", args=[rij.pk])
    assert f'href="/uitvoeringen/{uitvoering.pk}/"' in client.get(adres).content.decode()
    assert [client.post(adres, {}).status_code, client.get(reverse(f"admin:catalogus_{model}_add")).status_code] == [403, 403]
    assert client.post(reverse(f"admin:catalogus_{model}_delete", args=[rij.pk]), {"post": "yes"}).status_code == 403
    assert Bijeenkomst.objects.count() == 1
