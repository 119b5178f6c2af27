"""The screens of the checks and of the list of words: who comes in, what stands where, accepting and what is refused."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from catalogus.models import Groep, Rol
from jaarbericht.models import Blok, ControleAanvaarding, Woord
from jaarbericht.regels.controles import controleer
from tests.factories import (
    JAAR,
    GemeenteFactory,
    IndicatorFactory,
    MetingFactory,
    ProgrammalijnFactory,
    ambtenaar,
    medewerker,
)
from tests.jaarbericht.fabrieken import (
    BlokFactory,
    ControleAanvaardingFactory,
    HoofdstukFactory,
    JaarberichtFactory,
    VerhaalFactory,
    WoordFactory,
)

pytestmark = pytest.mark.django_db
WEEKDAG = "<p>Op maandag 3 maart was het druk.</p>"
HIER = f"/redactie/{JAAR}/controles/GM1701/"
JAARPAGINA = f"/redactie/{JAAR}/controles/"
WOORDEN = "/redactie/woorden/"


@pytest.fixture
def westerveld():
    return GemeenteFactory(naam="Westerveld", cbs_code="GM1701")


@pytest.fixture
def leren():
    return HoofdstukFactory(sleutel="leren", titel="Leren", programmalijn=ProgrammalijnFactory(nummer=2))


@pytest.fixture
def blok(westerveld, leren):
    """One warning: 3 March 2026 was a Tuesday."""
    return BlokFactory(hoofdstuk=leren, titel="Kop", tekst=WEEKDAG)


@pytest.fixture
def redacteur(client):
    wie = medewerker(Groep.REDACTIE, first_name="Ria", last_name="de Boer")
    client.force_login(wie)
    return wie


def post_van(gemeente, **velden) -> dict:
    (bevinding,) = controleer(gemeente, JAAR)
    return {"controle": bevinding.controle, "vingerafdruk": bevinding.vingerafdruk, "reden": "Zo stond het er", **velden}


def staat_er(antwoord) -> list[tuple[str, str, list[str]]]:
    """Severity, chapter and codes of the findings of a page."""
    groepen = antwoord.context["groepen"]
    return [(g.ernst, titel, [b.controle for b in rijen]) for g in groepen for titel, rijen in g.hoofdstukken]


# ------------------------------------------------------------------ who may come in
@pytest.mark.parametrize("groep", sorted(Groep.values))
def test_alleen_redactie_en_directie(client, blok, groep):
    client.force_login(medewerker(groep))
    verwacht = 200 if groep in {"beheer", "directie", "redactie"} else 404
    assert [client.get(pad).status_code for pad in (JAARPAGINA, HIER, WOORDEN)] == [verwacht] * 3


def test_een_gemeente_vindt_hier_niets(client, westerveld, blok):
    client.force_login(ambtenaar(westerveld, Rol.FIATTEUR))
    assert {client.get(pad).status_code for pad in (JAARPAGINA, HIER, WOORDEN)} == {404}
    assert {client.post(pad, post_van(westerveld)).status_code for pad in (HIER, WOORDEN)} == {404}
    assert not ControleAanvaarding.objects.exists()


@pytest.mark.parametrize("pad", ["/redactie/9999/controles/", f"/redactie/{JAAR}/controles/GM0000/"])
def test_wat_er_niet_is(client, redacteur, westerveld, pad):
    assert client.get(pad).status_code == 404


def test_een_jaar_zonder_opzet_zegt_wat_te_doen(client, redacteur, westerveld):
    tekst = f"Er is geen opzet voor {JAAR}. Maak eerst een opzet met hoofdstukken."
    assert [client.get(pad).context["geen"] for pad in (JAARPAGINA, HIER)] == [tekst] * 2


# ------------------------------------------------------------------ what stands where
def test_per_gemeente_hoe_het_ervoor_staat(client, redacteur, westerveld, leren):
    """Westerveld: one fout, one waarschuwing, one accepted. Meppel has the shared ones only."""
    meppel = GemeenteFactory(naam="Meppel", cbs_code="GM0119")
    BlokFactory(hoofdstuk=leren, tekst=WEEKDAG)
    client.post(HIER, post_van(westerveld))
    BlokFactory(hoofdstuk=leren, tekst='<p>x <span data-veld="term:x">7</span></p>', gemeente=westerveld)
    BlokFactory(hoofdstuk=leren, tekst="<p>Op maandag 10 maart was het druk.</p>", gemeente=westerveld)
    JaarberichtFactory(gemeente=meppel, status="redactie")
    rijen = client.get(JAARPAGINA).context["rijen"]
    assert [(str(g), s.fouten, s.waarschuwingen, s.hints, s.aanvaard, status.value) for g, s, status in rijen] == [
        ("Meppel", 0, 1, 0, 0, "redactie"),
        ("Westerveld", 1, 1, 0, 1, "concept"),
    ]


def test_gegroepeerd_naar_ernst_en_hoofdstuk(client, redacteur, westerveld, leren, blok):
    """In the order of the report, figures first; a filter shows one severity."""
    begin = HoofdstukFactory(sleutel="begin", titel="Begin", volgorde=0)
    HoofdstukFactory._meta.model.objects.filter(pk=leren.pk).update(volgorde=1)
    BlokFactory(hoofdstuk=begin, tekst="<p>Op maandag 10 maart was het druk.</p><h3>Leeg</h3>")
    VerhaalFactory(gemeente=westerveld, programmalijn=leren.programmalijn, noemt_persoon=True)
    MetingFactory(indicator=IndicatorFactory(code="leden", plausibel_tot=3), gemeente=westerveld, waarde=4)
    assert staat_er(client.get(HIER)) == [
        ("fout", "Leren", ["toestemming"]),
        ("waarschuwing", "Cijfers", ["plausibel"]),
        ("waarschuwing", "Begin", ["weekdag"]),
        ("waarschuwing", "Leren", ["weekdag"]),
        ("hint", "Begin", ["kop-zonder-tekst"]),
    ]
    assert staat_er(client.get(f"{HIER}?toon=hint")) == [("hint", "Begin", ["kop-zonder-tekst"])]
    soorten = [(soort, aantal) for soort, _, aantal in client.get(HIER).context["soorten"]]
    assert soorten == [("", 5), ("fout", 1), ("waarschuwing", 3), ("hint", 1), ("aanvaard", 0), ("vervallen", 0)]


def test_een_leeg_cijfer_leidt_naar_zijn_vakje(client, redacteur, westerveld, leren):
    IndicatorFactory(code="leden", rubriek="Leden")
    BlokFactory(hoofdstuk=leren, tekst='<p><span data-veld="vorig:leden">x</span></p>')
    BlokFactory(hoofdstuk=leren, soort="cijfertabel", instelling={"tabellen": [{"titel": "Leden", "regels": ["leden"]}]})
    adressen = [b.plek.adres for b in controleer(westerveld, JAAR)]
    assert adressen == [f"/cijfers/{jaar}/leden/?gemeente=GM1701#c-leden.GM1701" for jaar in (JAAR - 1, JAAR)]
    assert 'id="c-leden.GM1701"' in client.get(adressen[1]).content.decode()


@pytest.mark.parametrize("aantal", [1, 5])
def test_zoekvragen_van_een_jaarbericht(client, redacteur, westerveld, blok, aantal, django_assert_num_queries):
    """The checks take 22, whatever the report holds; spelling adds 3 when it meets an unknown word."""
    for nr in range(aantal):
        VerhaalFactory(gemeente=westerveld, programmalijn=blok.hoofdstuk.programmalijn, tekst=f"<p>Wapperkidz {nr}</p>")
    client.get(HIER)
    with django_assert_num_queries(32):
        client.get(HIER)


@pytest.mark.parametrize(("aantal", "vragen"), [(1, 27), (3, 61)])
def test_zoekvragen_van_het_jaar(client, redacteur, blok, aantal, vragen, django_assert_num_queries):
    """Seventeen a gemeente; the figures are read once."""
    for _ in range(aantal - 1):
        GemeenteFactory()
    client.get(JAARPAGINA)
    with django_assert_num_queries(vragen):
        client.get(JAARPAGINA)


# ------------------------------------------------------------------ accepting and taking back
def test_aanvaarden_terugnemen_en_vervallen(client, redacteur, westerveld, blok):
    antwoord = client.post(f"{HIER}?toon=waarschuwing", post_van(westerveld))
    assert (antwoord.status_code, antwoord.url) == (302, f"{HIER}?toon=waarschuwing")
    aanvaarding = ControleAanvaarding.objects.get()
    wat = "‘maandag 3 maart’: 3 maart 2026 was een dinsdag."
    assert (aanvaarding.reden, aanvaarding.door, aanvaarding.waar, aanvaarding.wat) == (
        "Zo stond het er",
        redacteur,
        "Hoofdstuk ‘Leren’, blok ‘Kop’",
        wat,
    )
    assert staat_er(client.get(HIER)) == []
    assert [b.aanvaard for b in client.get(f"{HIER}?toon=aanvaard").context["aanvaard"]] == [aanvaarding]

    Blok.objects.update(tekst=WEEKDAG.replace("druk", "stil"))
    assert staat_er(client.get(HIER)) == [("waarschuwing", "Leren", ["weekdag"])]
    assert client.get(f"{HIER}?toon=vervallen").context["vervallen"] == [aanvaarding]

    Blok.objects.update(tekst=WEEKDAG)
    assert client.post(HIER, {"terug": aanvaarding.pk}).status_code == 302
    assert staat_er(client.get(HIER)) == [("waarschuwing", "Leren", ["weekdag"])]
    rijen = ControleAanvaarding.history.order_by("history_id").values_list("history_type", "history_user")
    assert list(rijen) == [("+", redacteur.pk), ("-", redacteur.pk)]


@pytest.mark.parametrize(
    ("velden", "status", "tekst"),
    [
        ({"reden": " "}, 422, "Schrijf waarom deze waarschuwing mag blijven staan."),
        ({"reden": "x" * 501}, 422, "Schrijf hooguit 500 tekens."),
        ({"vingerafdruk": "0"}, 409, "Deze waarschuwing is er niet meer. Bekijk de lijst opnieuw."),
        ({"controle": "", "vingerafdruk": ""}, 409, "Deze waarschuwing is er niet meer. Bekijk de lijst opnieuw."),
        ({"terug": "7"}, 409, "Iemand anders nam dit al terug. Bekijk de lijst opnieuw."),
        ({"terug": "x"}, 409, "Iemand anders nam dit al terug. Bekijk de lijst opnieuw."),
    ],
)
def test_wat_niet_gaat_bewaart_niets(client, redacteur, westerveld, blok, velden, status, tekst):
    antwoord = client.post(HIER, post_van(westerveld, **velden))
    assert (antwoord.status_code, antwoord.context["mis"]["tekst"]) == (status, tekst)
    assert not ControleAanvaarding.objects.exists()


def test_een_tweede_hoort_wie_er_al_was(client, redacteur, westerveld, blok):
    vraag = post_van(westerveld)
    client.post(HIER, vraag)
    antwoord = client.post(HIER, {**vraag, "reden": "Anders"})
    tekst = "Ria de Boer aanvaardde deze waarschuwing al: Zo stond het er"
    assert (antwoord.status_code, antwoord.context["mis"]["tekst"]) == (409, tekst)
    assert ControleAanvaarding.objects.get().reden == "Zo stond het er"


def test_van_een_andere_gemeente_neem_je_niets_terug(client, redacteur, westerveld, blok):
    elders = ControleAanvaardingFactory()
    assert client.post(HIER, {"terug": elders.pk}).status_code == 409
    assert ControleAanvaarding.objects.get() == elders


# ------------------------------------------------------------------ the list of words
def test_een_woord_uit_een_bevinding_is_een_klik(client, redacteur, westerveld, leren):
    BlokFactory(hoofdstuk=leren, tekst="<p>De Wapperkidz lezen.</p>")
    assert [(b.controle, b.woord) for b in controleer(westerveld, JAAR)] == [("spelling", "Wapperkidz")]
    antwoord = client.post(WOORDEN, {"woord": "Wapperkidz", "terug": f"{HIER}?toon=hint"})
    assert (antwoord.status_code, antwoord.url) == (302, f"{HIER}?toon=hint")
    assert list(Woord.objects.values_list("woord", "door")) == [("Wapperkidz", redacteur.pk)]
    assert controleer(westerveld, JAAR) == ()


@pytest.mark.parametrize("terug", ["https://elders.example/", "//elders.example/redactie/", "/account/logout/", ""])
def test_terug_gaat_alleen_naar_de_redactie(client, redacteur, terug):
    assert client.post(WOORDEN, {"woord": "Wapperkidz", "terug": terug}).url == reverse("redactie_woorden")


def test_zoeken_en_weghalen(client, redacteur, django_assert_num_queries):
    for woord in ("dBos", "Soofos", "Wiebe"):
        WoordFactory(woord=woord)
    assert [str(w) for w in client.get(f"{WOORDEN}?q=OS").context["woorden"]] == ["dBos", "Soofos"]
    with django_assert_num_queries(5):
        client.get(WOORDEN)
    client.post(WOORDEN, {"wat": Woord.objects.get(woord="dBos").pk, "gezien": "0"})
    assert sorted(Woord.objects.values_list("woord", flat=True)) == ["Soofos", "Wiebe"]


@pytest.mark.parametrize("post", [{"wat": "7", "gezien": "0"}, {"wat": "x", "gezien": "0"}, {"wat": "1"}])
def test_weghalen_wat_er_niet_is(client, redacteur, post):
    WoordFactory()
    antwoord = client.post(WOORDEN, {**post, "wat": "0" if post["wat"] == "1" else post["wat"]}, follow=True)
    assert [str(m) for m in antwoord.context["messages"]] == ["Dit woord staat niet meer in de lijst."]
    assert Woord.objects.count() == 1


@pytest.mark.parametrize(
    ("inhoud", "status", "woorden"),
    [
        (b"Soofos;leren\nWiebe", 302, ["Soofos", "Wiebe"]),
        (b"Soofos\ntwee woorden", 422, []),
        ("Café".encode("latin-1"), 422, []),
        (b"a" * 100_001, 422, []),
    ],
)
def test_een_lijst_uit_een_bestand(client, redacteur, inhoud, status, woorden):
    bestand = SimpleUploadedFile("woorden.txt", inhoud)
    assert client.post(WOORDEN, {"wat": "lijst", "tekst": "", "bestand": bestand}).status_code == status
    assert sorted(Woord.objects.values_list("woord", flat=True)) == woorden


def test_een_fout_staat_bij_het_veld(client, redacteur):
    antwoord = client.post(WOORDEN, {"woord": "twee woorden"})
    fout = "‘twee woorden’ is niet één woord. Vul elk woord apart in."
    assert (antwoord.status_code, antwoord.context["form"].errors["woord"]) == (422, [fout])
