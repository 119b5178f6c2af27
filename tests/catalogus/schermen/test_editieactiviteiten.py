"""Activities of an edition for who writes them: list, form, preview, new, out."""

from decimal import Decimal as D
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from catalogus.models import Activiteit, Editie, Groep
from tests.factories import (
    ActiviteitFactory,
    EditieFactory,
    KenmerkFactory,
    KostenregelFactory,
    PrijsFactory,
    ProgrammalijnFactory,
    medewerker,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def editie():
    return EditieFactory(jaar=2028, status=Editie.Status.CONCEPT)


@pytest.fixture
def cursus(editie):
    """€ 11 per keer, last year € 10."""
    vorig = ActiviteitFactory(editie=EditieFactory(jaar=2027), code="CURSUS", titel="Cursus")
    PrijsFactory(activiteit=vorig, per_eenheid=D(10))
    cursus = ActiviteitFactory(
        editie=editie, code="CURSUS", titel="Cursus", voorganger=vorig, omschrijving="<p>Een</p><p>Twee</p>"
    )
    KostenregelFactory(activiteit=cursus, prijs=D(11))
    return cursus


@pytest.fixture
def ingelogd(client):
    client.force_login(medewerker(Groep.CATALOGUSREDACTIE))
    return client


ADRES = "/edities/2028/activiteiten/CURSUS/"


def invoer(pagina, **anders):
    """The form of a page as a browser sends it back, changed."""
    form = pagina.context["form"]
    gegevens = {}
    for veld in form:
        waarde = veld.value()
        if waarde is not None and waarde is not False and waarde != "":
            gegevens[veld.name] = veld.field.widget.format_value(waarde) if isinstance(waarde, D) else waarde
    gegevens.pop("foto", None)
    return {k: v for k, v in (gegevens | anders).items() if v is not None}


# ------------------------------------------------------------------ the list
def test_de_lijst_toont_prijs_en_verschil(ingelogd, editie, cursus):
    ActiviteitFactory(editie=editie, code="LEEG", titel="Nog leeg")
    rijen = ingelogd.get(reverse("editie_activiteiten", args=[2028])).context["rijen"]
    assert [(r["activiteit"].code, str(r["prijs"]), r["verandering"], r["fout"]) for r in rijen] == [
        ("CURSUS", "€\u00a011,00 per keer", D(10), False),
        ("LEEG", "Geen kosten", None, True),
    ]


@pytest.mark.parametrize(
    ("vraag", "codes"),
    [
        ({"zoek": "leés"}, ["LEES"]),
        ({"zoek": "cursus"}, ["CURSUS"]),
        ({"lijn": "1"}, ["LEES"]),
        ({"toon": "nieuw"}, ["LEES"]),
        ({"toon": "nalopen", "lijn": "2"}, ["CURSUS"]),
        ({"zoek": "niets"}, []),
        ({"lijn": "9"}, ["LEES", "CURSUS"]),
    ],
)
def test_zoeken_en_filteren(ingelogd, editie, cursus, vraag, codes):
    ActiviteitFactory(editie=editie, code="LEES", titel="Leesclub", programmalijn=ProgrammalijnFactory(nummer=1))
    antwoord = ingelogd.get(reverse("editie_activiteiten", args=[2028]), vraag)
    assert [rij["activiteit"].code for rij in antwoord.context["rijen"]] == codes


def test_wat_gefilterd_is_als_werkmap_om_in_te_lezen(ingelogd, editie, cursus):
    ActiviteitFactory(editie=editie, code="LEES", titel="Leesclub")
    antwoord = ingelogd.get(reverse("editie_activiteiten", args=[2028]), {"werkmap": "1", "zoek": "lees"})
    koppen, *rijen = load_workbook(BytesIO(antwoord.content))["Activiteiten"].iter_rows(values_only=True)
    assert [rij[koppen.index("Code")] for rij in rijen] == ["LEES"]


@pytest.mark.parametrize("aantal", [1, 8])
def test_de_lijst_vraagt_altijd_even_veel(ingelogd, editie, cursus, aantal, django_assert_num_queries):
    for nummer in range(aantal):
        KostenregelFactory(activiteit=ActiviteitFactory(editie=editie, code=f"X{nummer}"))
    ingelogd.get(reverse("editie_activiteiten", args=[2028]))
    with django_assert_num_queries(27):
        ingelogd.get(reverse("editie_activiteiten", args=[2028]))


# ------------------------------------------------------------------ the form
def test_een_tekst_veranderen(ingelogd, cursus):
    kenmerk = KenmerkFactory()
    pagina = ingelogd.get(ADRES)
    assert pagina.context["form"]["omschrijving"].value() == "Een\n\nTwee"
    gegevens = invoer(pagina, doel="Meer lezers", omschrijving="Een\n\n- punt", kenmerken=[kenmerk.pk], reden="Beter")
    antwoord = ingelogd.post(ADRES, gegevens | {"actie": "opslaan"})
    cursus.refresh_from_db()
    assert (antwoord.status_code, antwoord.url) == (302, ADRES)
    assert (cursus.doel, cursus.omschrijving, cursus.slot) == ("Meer lezers", "<p>Een</p><ul><li>punt</li></ul>", 1)
    assert list(cursus.kenmerken.all()) == [kenmerk]
    assert cursus.history.first().history_change_reason.startswith("Beter; kenmerken erbij")


def test_opslaan_en_door_naar_de_volgende(ingelogd, editie, cursus):
    ActiviteitFactory(editie=editie, code="DAARNA", titel="Daarna")
    antwoord = ingelogd.post(ADRES, invoer(ingelogd.get(ADRES)) | {"actie": "verder"})
    assert antwoord.url == "/edities/2028/activiteiten/DAARNA/"


def test_vorige_en_volgende(ingelogd, editie, cursus):
    ActiviteitFactory(editie=editie, code="ZEVEN", titel="Aanvang")
    ActiviteitFactory(editie=editie, code="ACHT", titel="Einde")
    pagina = ingelogd.get(ADRES)
    assert (pagina.context["vorige"], pagina.context["volgende"]) == ("ZEVEN", "ACHT")


def test_het_voorbeeld_slaat_niets_op(ingelogd, cursus):
    gegevens = invoer(ingelogd.get(ADRES), titel="Nieuwe naam", omschrijving="Heel **anders**") | {"actie": "voorbeeld"}
    antwoord = ingelogd.post(ADRES, gegevens)
    cursus.refresh_from_db()
    assert (antwoord.status_code, cursus.titel, cursus.slot) == (200, "Cursus", 0)
    assert antwoord.context["voorbeeld"]["activiteit"].titel == "Nieuwe naam"
    assert "<p>Heel <strong>anders</strong></p>" in antwoord.content.decode()
    assert "Nog niet opgeslagen" in antwoord.content.decode()


def test_een_fout_houdt_wat_getypt_is(ingelogd, cursus):
    antwoord = ingelogd.post(ADRES, invoer(ingelogd.get(ADRES), titel="", doel="Getypt"))
    assert (antwoord.status_code, list(antwoord.context["form"].errors)) == (422, ["titel"])
    assert "Getypt" in antwoord.content.decode()
    cursus.refresh_from_db()
    assert cursus.doel == ""


def test_een_bestand_dat_geen_foto_is(ingelogd, cursus):
    foto = SimpleUploadedFile("foto.jpg", b"<svg/>")
    antwoord = ingelogd.post(ADRES, invoer(ingelogd.get(ADRES), foto_alt="Iets") | {"foto": foto})
    assert (antwoord.status_code, antwoord.context["form"].errors["foto"]) == (
        422,
        ["Dit bestand is geen foto die we kunnen lezen. Kies een jpg-, png- of webp-bestand."],
    )


def test_iemand_was_eerder(ingelogd, cursus):
    gegevens = invoer(ingelogd.get(ADRES), titel="Van mij")
    Activiteit.objects.filter(pk=cursus.pk).update(slot=2)
    antwoord = ingelogd.post(ADRES, gegevens)
    assert antwoord.status_code == 409
    assert "Van mij" in antwoord.content.decode()


def test_na_openen_zijn_de_vaste_velden_weg(ingelogd, editie, cursus):
    Editie.objects.update(status="open")
    pagina = ingelogd.get(ADRES)
    assert {"code", "pakket", "eenheid", "verwachte_hoeveelheid"} & set(pagina.context["form"].fields) == set()
    assert ("Pakket", "plus") in pagina.context["vast"]
    antwoord = ingelogd.post(ADRES, invoer(pagina, titel="Anders", pakket="basis"))
    cursus.refresh_from_db()
    assert (antwoord.status_code, cursus.titel, cursus.pakket) == (302, "Anders", "plus")


@pytest.mark.parametrize(("groep", "status"), [(Groep.ACCOUNTMANAGER, "concept"), (Groep.CATALOGUSREDACTIE, "afgesloten")])
def test_lezen_zonder_formulier(client, editie, cursus, groep, status):
    Editie.objects.filter(jaar=2028).update(status=status)
    client.force_login(medewerker(groep))
    pagina = client.get(ADRES)
    assert (pagina.status_code, 'name="titel"' in pagina.content.decode()) == (200, False)
    antwoord = client.post(ADRES, invoer(pagina, titel="X"))
    assert antwoord.status_code == (403 if status == "concept" else 409)
    assert Activiteit.objects.filter(titel="X").count() == 0


def test_het_formulier_vraagt_altijd_even_veel(ingelogd, editie, cursus, django_assert_num_queries):
    for nummer in range(5):
        ActiviteitFactory(editie=editie, code=f"X{nummer}")
        KenmerkFactory()
    ingelogd.get(ADRES)
    with django_assert_num_queries(16):
        ingelogd.get(ADRES)


def test_een_code_van_een_andere_editie_is_er_niet(ingelogd, editie):
    ActiviteitFactory(editie=EditieFactory(jaar=2027), code="CURSUS")
    assert ingelogd.get(ADRES).status_code == 404


# ------------------------------------------------------------------ new, and out
def test_een_nieuwe_activiteit(ingelogd, editie):
    lijn = ProgrammalijnFactory()
    adres = reverse("activiteit_nieuw", args=[2028])
    gegevens = invoer(ingelogd.get(adres), code="LEES", titel="Leesclub", programmalijn=lijn.pk)
    antwoord = ingelogd.post(adres, gegevens)
    assert antwoord.url == "/edities/2028/activiteiten/LEES/"
    assert Activiteit.objects.get().titel == "Leesclub"


def test_een_lege_nieuwe_activiteit_noemt_wat_mist(ingelogd, editie):
    antwoord = ingelogd.post(reverse("activiteit_nieuw", args=[2028]), {})
    assert antwoord.status_code == 422
    assert {"code", "titel", "programmalijn"} <= set(antwoord.context["form"].errors)


def test_een_activiteit_eruit_halen(ingelogd, cursus):
    adres = reverse("activiteit_weg", args=[2028, "CURSUS"])
    assert 'value="0"' in ingelogd.get(adres).content.decode()
    assert ingelogd.post(adres, {"gezien": "1"}).status_code == 409
    assert ingelogd.post(adres, {"gezien": "0"}).url == "/edities/2028/activiteiten/"
    assert [a.editie.jaar for a in Activiteit.objects.all()] == [2027]
