"""Writing through the API: afnames and their lines and steps, executions one and many; lost updates and calls sent twice."""

import uuid

import pytest
from django.core import mail

from catalogus.models import Afname, Groep, Idempotentie, Pakket, Rol, Status, Uitvoering
from tests import factories as f
from tests.catalogus.api.test_lezen import PAD, fouten

pytestmark = pytest.mark.django_db
JSON = "application/json"


def maak(client, adres: str, inhoud: dict | list | None = None, **koppen):
    return client.post(
        f"{PAD}/{adres}", inhoud or {}, content_type=JSON, headers={k.replace("_", "-"): v for k, v in koppen.items()}
    )


@pytest.fixture
def olga(wereld, als):
    return als(wereld.opsteller)


@pytest.fixture
def keuze(wereld, olga) -> str:
    """Address of a concept with only its basis."""
    return maak(olga, "afnames", {"gemeente": "GM1701", "editie": 2026}).headers["Location"].removeprefix(f"{PAD}/")


def etag(client, adres: str) -> dict:
    return {"If-Match": client.get(f"{PAD}/{adres}")["ETag"]}


# ------------------------------------------------------------------ making
def test_een_afname_maken(wereld, olga):
    antwoord = maak(olga, "afnames", {"gemeente": "GM1701", "editie": 2026, "naam": "Zuinig"})
    afname = Afname.objects.get()
    assert (antwoord.status_code, antwoord["Location"]) == (201, f"{PAD}/afnames/{afname.pk}")
    assert antwoord.json() == olga.get(antwoord["Location"]).json()
    assert (afname.naam, afname.gemeente, [r.activiteit.code for r in afname.regels.all()]) == (
        "Zuinig",
        wereld.gemeente,
        ["BASIS"],
    )
    assert afname.history.get().history_user == wereld.opsteller


@pytest.mark.parametrize(
    ("inhoud", "verwacht"),
    [
        ({}, [("body", "#/gemeente", "required"), ("body", "#/editie", "required")]),
        ({"gemeente": "GM1701", "editie": 2026, "cbsCode": 1}, [("body", "#/cbsCode", "onbekend")]),
        (
            {"gemeente": "GM0001", "editie": 1999},
            [("body", "#/gemeente", "does-not-exist"), ("body", "#/editie", "does-not-exist")],
        ),
        ({"gemeente": {}, "editie": []}, [("body", "#/gemeente", "does-not-exist"), ("body", "#/editie", "invalid")]),
        ({"gemeente": "GM1701", "editie": 2026, "naam": "x" * 81}, [("body", "#/naam", "max-length")]),
    ],
)
def test_wat_niet_klopt_komt_samen_terug_met_het_veld(wereld, olga, inhoud, verwacht):
    antwoord = maak(olga, "afnames", inhoud)
    assert (antwoord.status_code, fouten(antwoord)) == (400, verwacht)
    assert not Afname.objects.exists()


def test_voor_een_ander_kan_het_niet(wereld, als):
    """A gemeente that one does not act for does not exist; in one's own a raadpleger may not."""
    antwoord = maak(als(wereld.fiatteur_elders), "afnames", {"gemeente": "GM1701", "editie": 2026})
    assert (antwoord.status_code, fouten(antwoord)) == (400, [("body", "#/gemeente", "does-not-exist")])
    antwoord = maak(als(wereld.raadpleger), "afnames", {"gemeente": "GM1701", "editie": 2026})
    assert (antwoord.status_code, antwoord.json()["code"]) == (403, "niet-bevoegd")


def test_een_leestoken_wijzigt_niets(wereld, als, keuze):
    lezer = als(wereld.opsteller, schrijven=False)
    assert lezer.get(f"{PAD}/{keuze}").status_code == 200
    antwoorden = [
        maak(lezer, "afnames", {"gemeente": "GM1701", "editie": 2026}),
        lezer.patch(f"{PAD}/{keuze}", {"naam": "X"}, content_type=JSON),
        lezer.put(f"{PAD}/{keuze}/regels/CURSUS", {"hoeveelheid": 1}, content_type=JSON),
        lezer.delete(f"{PAD}/{keuze}/regels/BASIS"),
        maak(lezer, f"{keuze}/statuswissels", {"overgang": "voorleggen"}),
    ]
    assert [antwoord.status_code for antwoord in antwoorden] == [403] * 5


@pytest.mark.parametrize(("inhoud", "soort", "status"), [("{", JSON, 400), ("a=1", "application/x-www-form-urlencoded", 415)])
def test_onleesbaar(wereld, olga, inhoud, soort, status):
    antwoord = olga.post(f"{PAD}/afnames", inhoud, content_type=soort)
    assert (antwoord.status_code, antwoord.json()["status"]) == (status, status)


def test_te_groot_en_te_diep(wereld, olga):
    assert olga.post(f"{PAD}/afnames", '"' + "x" * (2 * 1024 * 1024) + '"', content_type=JSON).status_code == 413
    assert olga.post(f"{PAD}/afnames", "[" * 100_000, content_type=JSON).status_code == 400


# ------------------------------------------------------------------ lost updates
def test_wijzigen_met_de_versie_die_je_zag(wereld, olga, keuze):
    adres, koppen = f"{PAD}/{keuze}", etag(olga, keuze)
    zonder = olga.patch(adres, {"naam": "Ruim"}, content_type=JSON)
    assert (zonder.status_code, zonder.json()["code"]) == (428, "if-match")
    goed = olga.patch(adres, {"naam": "Ruim"}, content_type=JSON, headers=koppen)
    assert (goed.status_code, goed.json()["naam"], goed.json()["kenmerk"]) == (200, "Ruim", "")
    oud = olga.patch(adres, {"naam": "Krap"}, content_type=JSON, headers=koppen)
    assert (oud.status_code, oud.json()["code"]) == (412, "verouderd")
    assert olga.patch(adres, {"naam": "Krap"}, content_type=JSON, headers={"If-Match": "*"}).status_code == 412
    verder = olga.patch(adres, {"kenmerk": "Z1"}, content_type=JSON, headers={"If-Match": goed["ETag"]})
    assert (verder.json()["naam"], verder.json()["kenmerk"]) == ("Ruim", "Z1")


def test_een_regel_zetten_veranderen_en_weghalen(wereld, olga, keuze):
    plek = f.LocatieFactory(gemeente=wereld.gemeente)
    adres = f"{keuze}/regels/CURSUS"

    def zet(inhoud, **koppen):
        return olga.put(f"{PAD}/{adres}", inhoud, content_type=JSON, headers=koppen)

    nieuw = zet({"hoeveelheid": "2", "resultaat": "Twee groepen"})
    assert (nieuw.status_code, nieuw["Location"]) == (201, f"{PAD}/{adres}")
    assert nieuw.json() == olga.get(f"{PAD}/{adres}").json()
    assert (nieuw.json()["bedragVast"], nieuw.json()["bedragEenheid"]) == ("100.00", "90.00")
    assert zet({"hoeveelheid": "3"}).status_code == 428
    per_plek = zet({"hoeveelheid": "0", "locaties": [{"locatie": plek.pk, "hoeveelheid": "4"}]}, **etag(olga, adres))
    assert (per_plek.status_code, per_plek.json()["hoeveelheid"]) == (200, "4.00")
    assert per_plek.json()["locaties"] == [{"locatie": plek.pk, "hoeveelheid": "4.00"}]
    assert zet({"hoeveelheid": "3"}, **{"If-Match": nieuw["ETag"]}).status_code == 412
    assert olga.delete(f"{PAD}/{adres}", headers={"If-Match": nieuw["ETag"]}).status_code == 412
    assert olga.delete(f"{PAD}/{adres}", headers=etag(olga, adres)).status_code == 204
    assert olga.get(f"{PAD}/{adres}").status_code == 404
    weg = zet({"hoeveelheid": "3"}, **{"If-Match": nieuw["ETag"]})  # seen before, gone since
    assert (weg.status_code, weg.json()["code"]) == (412, "verouderd")


def test_een_regel_die_niet_mag(wereld, olga, keuze):
    elders = [{"locatie": f.LocatieFactory().pk, "hoeveelheid": "1"}]
    dubbel = [{"locatie": f.LocatieFactory(gemeente=wereld.gemeente).pk, "hoeveelheid": "1"}] * 2
    regels = f"{PAD}/{keuze}/regels"
    for code, inhoud, verwacht in (
        (
            "CURSUS",
            {"hoeveelheid": "1", "locaties": elders},
            [("body", "#/locaties/0/locatie", "does-not-exist")],
        ),
        ("CURSUS", {"hoeveelheid": "1", "locaties": dubbel}, [("body", "#/locaties", "dubbel")]),
        ("CURSUS", {"hoeveelheid": "veel"}, [("body", "#/hoeveelheid", "invalid")]),
    ):
        antwoord = olga.put(f"{regels}/{code}", inhoud, content_type=JSON)
        assert (antwoord.status_code, fouten(antwoord)) == (400, verwacht)
    assert olga.put(f"{regels}/BESTAATNIET", {"hoeveelheid": "1"}, content_type=JSON).status_code == 404
    basis = olga.delete(f"{regels}/BASIS", headers=etag(olga, f"{keuze}/regels/BASIS"))
    assert (basis.status_code, basis.json()["code"]) == (400, "basis")


# ------------------------------------------------------------------ transitions
def test_van_concept_tot_ingediend_en_terug(wereld, als, olga, keuze, django_capture_on_commit_callbacks):
    f.InwonertalFactory(gemeente=wereld.gemeente)
    stappen, frank = f"{keuze}/statuswissels", als(wereld.fiatteur)
    with django_capture_on_commit_callbacks(execute=True):
        voorgelegd = maak(olga, stappen, {"overgang": "voorleggen"})
    assert (voorgelegd.status_code, voorgelegd.json()["naar"], voorgelegd.json()["door"]) == (201, "ter_fiattering", "Olga")
    assert len(mail.outbox) == 1
    nog_eens = maak(olga, stappen, {"overgang": "voorleggen"})
    assert (nog_eens.status_code, nog_eens.json()["code"]) == (409, "status")
    niet_zij = maak(olga, stappen, {"overgang": "indienen"})
    assert (niet_zij.status_code, niet_zij.json()["code"]) == (403, "niet-bevoegd")
    assert maak(frank, stappen, {"overgang": "indienen"}).status_code == 201
    zonder = maak(als(wereld.accountmanager), stappen, {"overgang": "teruggeven"})
    assert (zonder.status_code, fouten(zonder)) == (400, [("body", "#/reden", "reden")])
    opmerking = {"opmerkingen": [{"activiteit": "BASIS", "tekst": "Klopt dit?"}]}
    terug = maak(als(wereld.accountmanager), stappen, {"overgang": "teruggeven", "reden": "Kijk nog eens", **opmerking})
    assert (terug.status_code, terug.json()["naar"]) == (201, "concept")
    log = olga.get(f"{PAD}/{stappen}").json()["resultaten"]
    assert [wissel["overgang"] for wissel in log] == ["begin", "voorleggen", "indienen", "teruggeven"]
    assert Afname.objects.get().statuswissels.last().regelopmerkingen.get().tekst == "Klopt dit?"


def test_een_nieuwe_versie_is_een_andere_afname(wereld, olga):
    afname = wereld.afname(status=Status.BEVESTIGD)
    wissel = maak(olga, f"afnames/{afname.pk}/statuswissels", {"overgang": "nieuwe_versie", "reden": "Meer cursussen"}).json()
    nieuw = Afname.objects.get(voorganger=afname)
    assert (wissel["afname"], wissel["naar"], nieuw.pk != afname.pk) == (nieuw.pk, "concept", True)


def test_vreemde_opmerking_of_stap(wereld, olga, keuze):
    antwoord = maak(olga, f"{keuze}/statuswissels", {"overgang": "opeten"})
    assert fouten(antwoord) == [("body", "#/overgang", "invalid-choice")]
    opmerking = {"overgang": "voorleggen", "opmerkingen": [{"activiteit": "CURSUS", "tekst": "X"}]}
    assert fouten(maak(olga, f"{keuze}/statuswissels", opmerking)) == [("body", "#/opmerkingen", "regel")]


# ------------------------------------------------------------------ counts once
def test_hetzelfde_verzoek_telt_een_keer(wereld, als, olga):
    inhoud = {"gemeente": "GM1701", "editie": 2026}
    eerste, tweede = (maak(olga, "afnames", inhoud, Idempotency_Key="a1") for _ in range(2))
    assert (eerste.status_code, tweede.status_code, Afname.objects.count()) == (201, 201, 1)
    assert (tweede.json(), tweede["Location"]) == (eerste.json(), eerste["Location"])
    anders = maak(olga, "afnames", {**inhoud, "naam": "Anders"}, Idempotency_Key="a1")
    assert (anders.status_code, Afname.objects.count()) == (422, 1)
    maak(als(wereld.fiatteur), "afnames", inhoud, Idempotency_Key="a1")  # of somebody else
    assert Afname.objects.count() == 2


def test_wat_mislukte_mag_met_dezelfde_sleutel_opnieuw(wereld, olga):
    assert maak(olga, "afnames", {"gemeente": "GM1701"}, Idempotency_Key="a1").status_code == 400
    assert not Idempotentie.objects.exists()
    assert maak(olga, "afnames", {"gemeente": "GM1701", "editie": 2026}, Idempotency_Key="a1").status_code == 201
    fout = maak(olga, "afnames", {"gemeente": "GM1701", "editie": 2026}, Idempotency_Key="met spatie")
    assert (fout.status_code, fout.json()["errors"][0]["code"]) == (400, "sleutel")


# ------------------------------------------------------------------ executions
@pytest.fixture
def vera(wereld, als):
    return als(f.medewerker(Groep.VESTIGING))


def uitvoering(**velden) -> dict:
    return {
        "activiteit": "CURSUS",
        "gemeenten": ["GM1701"],
        "bijeenkomsten": [{"datum": "2026-03-02", "deelnames": 12}],
        **velden,
    }


def test_een_uitvoering_registreren(wereld, vera):
    kenmerk = str(uuid.uuid4())
    eerste, tweede = (maak(vera, "uitvoeringen", uitvoering(kenmerk=kenmerk)) for _ in range(2))
    assert (eerste.status_code, tweede.status_code, Uitvoering.objects.count()) == (201, 201, 1)
    gelezen = vera.get(eerste["Location"]).json()
    assert {naam: gelezen[naam] for naam in ("kenmerk", "activiteit", "gemeenten")} == {
        "kenmerk": kenmerk,
        "activiteit": "CURSUS",
        "gemeenten": ["GM1701"],
    }
    assert [(keer["datum"], keer["deelnames"]) for keer in gelezen["bijeenkomsten"]] == [("2026-03-02", 12)]


def test_een_gezamenlijke_uitvoering_met_aantallen_per_gemeente(wereld, vera):
    meppel = wereld.fiatteur_elders.lidmaatschappen.get().gemeente.cbs_code
    delen = [{"gemeente": "GM1701", "aantal": 5}, {"gemeente": meppel, "aantal": 7}]
    samen = uitvoering(gemeenten=["GM1701", meppel], deelnamesPerGemeente=delen)
    assert sorted(
        (deel["gemeente"], deel["aantal"])
        for deel in maak(vera, "uitvoeringen", samen).json()["bijeenkomsten"][0]["deelnamesPerGemeente"]
    ) == sorted([("GM1701", 5), (meppel, 7)])


@pytest.mark.parametrize(
    ("velden", "plek"),
    [
        ({"activiteit": "WEG"}, "#/activiteit"),
        ({"bijeenkomsten": []}, "#/bijeenkomsten"),
        ({"bijeenkomsten": [{"datum": "2 maart"}]}, "#/bijeenkomsten/0/datum"),
        ({"bijeenkomsten": [{"datum": "2026-03-02", "deelnames": 20_001}]}, "#/deelnames"),
        ({"platform": True}, "#/activiteit"),
        ({"locatie": 0}, "#/locatie"),
    ],
)
def test_een_uitvoering_die_niet_klopt(wereld, vera, velden, plek):
    antwoord = maak(vera, "uitvoeringen", uitvoering(**velden))
    assert (antwoord.status_code, [waar for _, waar, _ in fouten(antwoord)]) == (400, [plek])
    assert not Uitvoering.objects.exists()


def test_een_gemeente_registreert_niet(wereld, olga):
    antwoord = maak(olga, "uitvoeringen", uitvoering())
    assert (antwoord.status_code, antwoord.json()["code"]) == (403, "niet-bevoegd")


def test_veel_tegelijk_met_een_antwoord_per_stuk(wereld, vera, olga):
    rijen = [uitvoering(), uitvoering(activiteit="WEG"), "onzin", uitvoering(titel="Nog een")]
    antwoord = maak(vera, "inzendingen", {"uitvoeringen": rijen})
    uit = antwoord.json()
    assert (antwoord.status_code, uit["gelukt"], uit["mislukt"], Uitvoering.objects.count()) == (200, 2, 2, 2)
    assert [(rij["plaats"], rij["status"]) for rij in uit["resultaten"]] == [(0, 201), (1, 400), (2, 400), (3, 201)]
    assert {uit["resultaten"][n]["uitvoering"] for n in (0, 3)} == set(Uitvoering.objects.values_list("pk", flat=True))
    assert uit["resultaten"][1]["probleem"]["errors"][0]["location"] == "#/activiteit"
    assert [rij["status"] for rij in maak(olga, "inzendingen", {"uitvoeringen": [uitvoering()]}).json()["resultaten"]] == [403]
    te_veel = maak(vera, "inzendingen", {"uitvoeringen": [uitvoering()] * 201})
    assert (te_veel.status_code, fouten(te_veel)) == (400, [("body", "#/uitvoeringen", "max-length")])


# ------------------------------------------------------------------ of another gemeente
def test_wat_van_een_ander_is_bestaat_niet(wereld, als, keuze):
    mia = als(wereld.fiatteur_elders)
    antwoorden = [
        mia.patch(f"{PAD}/{keuze}", {"naam": "X"}, content_type=JSON, headers={"If-Match": '"0-' + "0" * 20 + '"'}),
        mia.put(f"{PAD}/{keuze}/regels/CURSUS", {"hoeveelheid": "1"}, content_type=JSON),
        mia.delete(f"{PAD}/{keuze}/regels/BASIS"),
        maak(mia, f"{keuze}/statuswissels", {"overgang": "voorleggen"}),
    ]
    assert [antwoord.status_code for antwoord in antwoorden] == [404] * 4
    assert Afname.objects.get().regels.get().activiteit.pakket == Pakket.BASIS
    assert wereld.fiatteur_elders.lidmaatschappen.get().rol == Rol.FIATTEUR
