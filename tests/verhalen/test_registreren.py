"""A colleague registers on a phone: five in a row, without a connection and back, after the login expired."""

import datetime

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone
from PIL import Image
from playwright.sync_api import Page, expect

from catalogus.models import Activiteit, Bijeenkomst, Groep, Rol
from catalogus.opmaak import datum as datumtekst
from catalogus.regels.uitvoering import registreer
from tests.factories import (
    ActiviteitFactory,
    EditieFactory,
    GemeenteFactory,
    LocatieFactory,
    ProgrammalijnFactory,
    ambtenaar,
    maak_groepen,
    medewerker,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TELEFOON = {"width": 390, "height": 844}
VANDAAG = timezone.localdate()


@pytest.fixture
def diever():
    maak_groepen()
    return LocatieFactory(naam="Bibliotheek Diever", plaats="Diever", gemeente__naam="Westerveld")


@pytest.fixture
def collega(diever):
    return medewerker(Groep.VESTIGING, first_name="Vera", vestiging=diever)


@pytest.fixture
def activiteiten(diever, collega):
    editie = EditieFactory(jaar=VANDAAG.year)
    for nummer, titel in enumerate(["Samenlezen", "Voorleesuurtje", "Spreekuur"], start=3):
        lijn = ProgrammalijnFactory(nummer=nummer, naam=f"Lijn {nummer}", slug=f"lijn-{nummer}")
        ActiviteitFactory(editie=editie, programmalijn=lijn, code=f"ACT-{nummer}", titel=titel)
    registreer(
        door=collega,
        gemeenten=[diever.gemeente],
        locatie=diever,
        activiteit=Activiteit.objects.get(titel="Spreekuur"),
        datums=[(VANDAAG, 4)],
    )


@pytest.fixture
def telefoon(page, aanmelden, collega, activiteiten) -> Page:
    aanmelden(collega)
    page.set_viewport_size(TELEFOON)
    page.goto("/registreren/")
    return page


def stand() -> list[tuple]:
    rijen = Bijeenkomst.objects.order_by("pk").select_related("uitvoering__activiteit")
    return [(str(b.uitvoering), b.deelnames) for b in rijen]


def bewaar(page: Page, letters: str, titel: str, aantal: str) -> None:
    page.get_by_label("Of zoek een activiteit").fill(letters)
    page.get_by_role("radio", name=titel).check()
    page.get_by_label("Hoeveel deelnemers?").fill(aantal)
    page.get_by_role("button", name="Bewaar en volgende").click()


def gemeld(page: Page, tekst: str) -> None:
    expect(page.locator("#gemeld")).to_contain_text(tekst)


def wacht_op_bewaarder(page: Page) -> None:
    """The page and what it needs are on the device."""
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.wait_for_function(
        "async () => { const kast = await caches.keys(); return kast.length > 0"
        " && Boolean(await (await caches.open(kast[0])).match('/registreren/gegevens/')) }"
    )


def test_vijf_registraties_achter_elkaar(telefoon, diever, keur):
    page, meppel = telefoon, GemeenteFactory(naam="Meppel")
    page.reload()
    bewaar(page, "sam", "Samenlezen", "12")
    gemeld(page, "Bewaard: Samenlezen")
    # One tap for what was here lately, and counting with a thumb.
    page.locator(".rg-knoppen").get_by_role("radio", name="Spreekuur").check()
    for _ in range(3):
        page.get_by_role("button", name="Eén meer").click()
    page.get_by_role("button", name="Eén minder").click()
    page.get_by_role("button", name="Bewaar en volgende").click()
    gemeld(page, "Bewaard: Spreekuur")
    page.get_by_role("radio", name="Gisteren").check()
    bewaar(page, "voorl", "Voorleesuurtje", "8")
    gemeld(page, "Bewaard: Voorleesuurtje")
    # Something of others, together with another gemeente.
    page.get_by_role("radio", name="Vandaag").check()
    page.get_by_label("Of zoek een activiteit").fill("Breicafé")
    page.get_by_role("radio", name="Breicafé").check()
    page.get_by_label("Hoeveel deelnemers?").fill("30")
    page.get_by_text("Meer: vrijwilligers").click()
    page.get_by_label("Meppel", exact=True).check()
    page.get_by_label("Deelnemers uit Meppel").fill("10")
    keur(page)
    page.set_viewport_size(TELEFOON)
    page.get_by_role("button", name="Bewaar en volgende").click()
    gemeld(page, "Bewaard: Breicafé")
    bewaar(page, "sam", "Samenlezen", "99")
    gemeld(page, "Bewaard: Samenlezen")
    page.get_by_role("button", name="Maak ongedaan").click()
    gemeld(page, "Ongedaan gemaakt: Samenlezen is niet geregistreerd.")
    assert stand() == [("Spreekuur", 4), ("Samenlezen", 12), ("Spreekuur", 2), ("Voorleesuurtje", 8), ("Breicafé", 30)]
    assert list(Bijeenkomst.objects.get(deelnames=30).deelnames_per_gemeente.values_list("gemeente", "aantal")) == [
        (meppel.pk, 10)
    ]
    # Something that was forgotten is said at once, and stays to be mended.
    page.get_by_role("button", name="Bewaar en volgende").click()
    expect(page.get_by_role("alert")).to_contain_text("Kies wat je hebt gedaan")
    keur(page)


def test_zonder_verbinding_en_terug(telefoon, keur):
    page = telefoon
    wacht_op_bewaarder(page)
    page.reload()  # now the page itself comes from the service worker's hands too
    expect(page.get_by_role("heading", level=1)).to_have_text("Wat heb je gedaan?")
    page.context.set_offline(True)
    bewaar(page, "sam", "Samenlezen", "12")
    gemeld(page, "Op dit toestel bewaard: Samenlezen, 12 deelnemers")
    page.reload()
    expect(page.get_by_text("1 registratie staat veilig op dit toestel")).to_be_visible()
    bewaar(page, "voorl", "Voorleesuurtje", "8")
    expect(page.get_by_text("2 registraties staan veilig op dit toestel")).to_be_visible()
    expect(page.locator("#op-toestel li")).to_have_count(2)
    keur(page)
    page.set_viewport_size(TELEFOON)
    assert stand() == [("Spreekuur", 4)]
    page.context.set_offline(False)
    gemeld(page, "2 registraties zijn verstuurd.")
    expect(page.locator("#laatst")).to_contain_text("Voorleesuurtje")
    page.reload()
    expect(page.locator("#op-toestel")).to_be_hidden()
    assert stand() == [("Spreekuur", 4), ("Samenlezen", 12), ("Voorleesuurtje", 8)]


def test_uitgelogd_en_geweigerd(telefoon, aanmelden, collega):
    page = telefoon
    page.locator(".rg-knoppen").get_by_role("radio", name="Spreekuur").check()
    page.get_by_label("Hoeveel deelnemers?").fill("6")
    Activiteit.objects.filter(titel="Spreekuur").update(code="ANDERS")  # the page still has the old code
    Session.objects.all().delete()
    page.get_by_role("button", name="Bewaar en volgende").click()
    expect(page.get_by_text("Je bent niet meer ingelogd. 1 registratie staat veilig op dit toestel.")).to_be_visible()
    aanmelden(collega)
    page.goto("/registreren/")
    expect(page.get_by_text("1 registratie kon niet weg.")).to_be_visible()
    expect(page.locator("#op-toestel")).to_contain_text(f"Deze activiteit staat niet in de catalogus van {VANDAAG.year}.")
    page.get_by_role("button", name="Verbeter Spreekuur").click()
    expect(page.get_by_label("Hoeveel deelnemers?")).to_have_value("6")
    page.get_by_label("Of zoek een activiteit").fill("spr")
    page.locator("#voorstel").get_by_role("radio", name="Spreekuur").check()
    page.get_by_role("button", name="Bewaar en volgende").click()
    gemeld(page, "Bewaard: Spreekuur")
    expect(page.locator("#op-toestel")).to_be_hidden()
    assert stand() == [("Spreekuur", 4), ("Spreekuur", 6)]


def test_een_reeks_een_foto_en_nakijken(page, aanmelden, collega, activiteiten, diever, tmp_path, keur):
    aanmelden(collega)
    page.goto("/registreren/")
    page.get_by_role("link", name="Reeks").click()
    page.get_by_label("Activiteit", exact=True).select_option(label="Samenlezen")
    page.get_by_label("Hoe vaak?").select_option(label="Elke week")
    page.get_by_label("Weekdag").select_option(value=str(VANDAAG.weekday()))
    page.get_by_label("Van", exact=True).fill(str(VANDAAG))
    page.get_by_label("Tot en met").fill(str(VANDAAG + datetime.timedelta(days=14)))
    page.get_by_role("button", name="Toon de datums").click()
    expect(page.get_by_role("heading", name="3 datums")).to_be_visible()
    page.get_by_label("Gemiddeld aantal deelnemers").fill("9")
    keur(page)
    page.get_by_role("checkbox", name=datumtekst(VANDAAG + datetime.timedelta(days=14))).uncheck()
    page.get_by_role("button", name="Bewaar de reeks").click()
    expect(page.get_by_role("status").filter(has_text="Bewaard: Samenlezen, 2 bijeenkomsten.")).to_be_visible()
    samenlezen = Bijeenkomst.objects.filter(uitvoering__activiteit__titel="Samenlezen").order_by("datum")
    assert [(b.deelnames, b.status) for b in samenlezen] == [(9, "gehouden"), (None, "gepland")]
    samenlezen.filter(status="gepland").update(datum=VANDAAG - datetime.timedelta(days=1))

    page.goto("/registreren/")
    page.get_by_role("link", name="Een bijeenkomst wacht op een aantal").click()
    keur(page)
    page.get_by_label("Deelnemers bij Samenlezen").fill("7")
    page.get_by_role("button", name="Bewaar de aantallen").click()
    expect(page.get_by_text("Alles is ingevuld")).to_be_visible()

    page.goto("/uitvoeringen/")
    keur(page)
    page.get_by_role("link", name="Bibliotheek Diever").click()
    expect(page.get_by_role("status").filter(has_text="3 bijeenkomsten")).to_be_visible()
    keur(page)
    page.get_by_role("link", name="Samenlezen").first.click()
    keur(page)
    page.get_by_role("link", name="Foto’s").click()
    Image.new("RGB", (80, 60), "green").save(tmp_path / "zaal.png")
    page.get_by_label("Foto", exact=True).set_input_files(tmp_path / "zaal.png")
    page.get_by_label("Wat is er te zien?").fill("Een volle zaal")
    page.get_by_role("radio", name="Ja, en zij vinden het goed").check()
    keur(page)
    page.get_by_role("radio", name="Nee, niemand is te herkennen").check()
    page.get_by_role("button", name="Bewaar de foto").click()
    expect(page.get_by_role("img", name="Een volle zaal")).to_be_visible()

    page.get_by_role("navigation", name="Kruimelpad").get_by_role("link", name="Samenlezen").click()
    page.get_by_role("link", name="Verbeter", exact=True).click()
    keur(page)
    page.get_by_label("Deelnemers").first.fill("8")
    page.get_by_role("button", name="Bewaar de verbetering").click()
    expect(page.get_by_role("status").filter(has_text="Verbeterd: Samenlezen.")).to_be_visible()
    assert sorted(samenlezen.values_list("deelnames", flat=True)) == [8, 9]
    page.goto("/uitvoeringen/dubbel/")
    keur(page)


def test_een_gemeente_leest_wat_er_is_gedaan(page, aanmelden, activiteiten, diever, keur):
    aanmelden(ambtenaar(diever.gemeente, Rol.RAADPLEGER))
    page.goto(f"/g/{diever.gemeente.cbs_code}/uitvoeringen/{VANDAAG.year}/")
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Uitgevoerd in {VANDAAG.year}")
    keur(page)
