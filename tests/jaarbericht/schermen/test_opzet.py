"""The screens of the plan: outline, moving, a new year, and the forms of chapters and blocks."""

import pytest
from django.urls import reverse

from catalogus.models import Groep
from jaarbericht.models import Blok, Hoofdstuk, Opzet
from tests.factories import JAAR, GemeenteFactory, IndicatorFactory, ambtenaar, medewerker
from tests.jaarbericht.fabrieken import BlokFactory, HoofdstukFactory, OpzetFactory, TekstvariantFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def opzet():
    return OpzetFactory()


@pytest.fixture
def redactie(client):
    client.force_login(medewerker(Groep.REDACTIE))
    return client


@pytest.fixture
def hoofdstuk(opzet):
    return HoofdstukFactory(opzet=opzet, sleutel="leest", titel="Lezen", volgorde=1)


def adres(naam: str, *rest) -> str:
    return reverse(naam, args=[JAAR, *rest])


def adressen(hoofdstuk, blok) -> list[str]:
    return [
        adres("redactie_opzet"),
        adres("redactie_opzet_nieuw"),
        adres("redactie_opzet_omslag"),
        adres("redactie_hoofdstuk_nieuw"),
        adres("redactie_hoofdstuk", hoofdstuk.pk),
        adres("redactie_hoofdstuk_weg", hoofdstuk.pk),
        adres("redactie_blok_nieuw", hoofdstuk.pk),
        adres("redactie_blok", blok.pk),
        adres("redactie_blok_weg", blok.pk),
    ]


# ------------------------------------------------------------------ who may come in
@pytest.mark.parametrize("groep", Groep.values)
def test_alleen_redactie_en_directie(client, hoofdstuk, groep):
    paden = adressen(hoofdstuk, BlokFactory(hoofdstuk=hoofdstuk))
    client.force_login(medewerker(groep))
    mag = groep in {"beheer", "redactie", "directie"}
    assert {client.get(pad).status_code for pad in paden} == {200 if mag else 404}


def test_een_gemeente_vindt_hier_niets(client, hoofdstuk):
    paden = adressen(hoofdstuk, BlokFactory(hoofdstuk=hoofdstuk))
    client.force_login(ambtenaar(GemeenteFactory(), "fiatteur"))
    assert {client.get(pad).status_code for pad in paden} | {client.post(pad).status_code for pad in paden} == {404}


def test_een_blok_van_een_ander_jaar_is_hier_niet(redactie, opzet):
    elders = BlokFactory(hoofdstuk=HoofdstukFactory(opzet=OpzetFactory(jaar=JAAR - 1)))
    paden = [adres("redactie_blok", elders.pk), adres("redactie_hoofdstuk", elders.hoofdstuk_id)]
    assert [redactie.get(pad).status_code for pad in paden] == [404, 404]


# ------------------------------------------------------------------ the outline
def test_een_jaar_zonder_opzet_wijst_de_weg(redactie, opzet):
    antwoord = redactie.get(reverse("redactie_opzet", args=[JAAR + 1])).content.decode()
    assert f"Er is nog geen opzet voor {JAAR + 1}" in antwoord
    assert f"Neem de hoofdstukken en teksten van {JAAR} over." in antwoord


def test_het_overzicht(redactie, opzet, hoofdstuk):
    gemeente = GemeenteFactory(naam="Meppel")
    blok = BlokFactory(hoofdstuk=hoofdstuk, tekst="<p>Wie leest</p><p>groeit &amp; bloeit</p>", voorwaarde="heeft:partners")
    TekstvariantFactory(blok=blok, gemeente=gemeente)
    BlokFactory(hoofdstuk=hoofdstuk, soort="feit", instelling={"nummer": 2}, gemeente=gemeente)
    HoofdstukFactory(opzet=opzet, sleutel="omslag", soort="omslag", titel="Omslag", volgorde=2)
    antwoord = redactie.get(adres("redactie_opzet"))
    eerste, tweede = antwoord.context["hoofdstukken"]
    assert (eerste["hoofdstuk"].titel, eerste["past"], tweede["past"]) == ("Lezen", True, False)
    assert [(d["naam"], d["als"], d["blok"].eigen_teksten) for d in eerste["blokken"]] == [
        ("Wie leest groeit & bloeit", "alleen als er partners zijn", 1),
        ("Feit 2", "", 0),
    ]
    assert "Alleen Meppel" in antwoord.content.decode()


@pytest.mark.parametrize("aantal", [1, 6])
def test_het_overzicht_vraagt_altijd_even_veel(redactie, opzet, aantal, django_assert_num_queries):
    gemeente = GemeenteFactory()
    for _ in range(aantal):
        hoofdstuk = HoofdstukFactory(opzet=opzet)
        for _ in range(aantal):
            blok = BlokFactory(hoofdstuk=hoofdstuk, gemeente=gemeente, voorwaarde="heeft:feiten")
            TekstvariantFactory(blok=blok, gemeente=gemeente)
    redactie.get(adres("redactie_opzet"))
    with django_assert_num_queries(8):
        redactie.get(adres("redactie_opzet"))


def test_verplaatsen(redactie, opzet, hoofdstuk):
    ander = HoofdstukFactory(opzet=opzet, volgorde=2)
    een, twee = BlokFactory(hoofdstuk=hoofdstuk, volgorde=1), BlokFactory(hoofdstuk=hoofdstuk, volgorde=2)
    antwoord = redactie.post(adres("redactie_opzet"), {"zet": f"hoofdstuk-{ander.pk}-0-0"})
    assert antwoord.url == f"{adres('redactie_opzet')}#h-{ander.pk}"
    antwoord = redactie.post(adres("redactie_opzet"), {"zet": f"blok-{twee.pk}-0-0"})
    assert antwoord.url == f"{adres('redactie_opzet')}?h=leest#b-{twee.pk}"
    assert list(opzet.hoofdstukken.order_by("volgorde")) == [ander, hoofdstuk]
    assert list(hoofdstuk.blokken.order_by("volgorde")) == [twee, een]


@pytest.mark.parametrize(
    ("zet", "status"),
    [
        ("", 422),
        ("hoofdstuk-x-0-0", 422),
        (f"hoofdstuk-1-{9**30}-0", 422),
        ("hoofdstuk-0-0-0", 404),
        ("blok-0-0-0", 404),
        ("oud", 409),
    ],
)
def test_verplaatsen_dat_niet_kan(redactie, opzet, hoofdstuk, zet, status):
    ander = HoofdstukFactory(opzet=opzet, volgorde=2)
    antwoord = redactie.post(adres("redactie_opzet"), {"zet": f"hoofdstuk-{ander.pk}-0-5" if zet == "oud" else zet})
    assert antwoord.status_code == status
    assert list(opzet.hoofdstukken.order_by("volgorde")) == [hoofdstuk, ander]


# ------------------------------------------------------------------ a new year
def test_een_nieuw_jaar(redactie, opzet, hoofdstuk):
    gemeente = GemeenteFactory(naam="Meppel")
    TekstvariantFactory(blok=BlokFactory(hoofdstuk=hoofdstuk), gemeente=gemeente)
    pagina = reverse("redactie_opzet_nieuw", args=[JAAR + 1])
    form = redactie.get(pagina).context["form"]
    assert (form["jaar"].value(), form["bron"].value(), form["gemeenten"].value()) == (JAAR + 1, JAAR, [gemeente.cbs_code])
    antwoord = redactie.post(pagina, {"jaar": JAAR + 1, "bron": JAAR}, follow=True)
    assert antwoord.redirect_chain == [(reverse("redactie_opzet", args=[JAAR + 1]), 302)]
    assert f"De opzet voor {JAAR + 1} is gemaakt, met 1 hoofdstukken." in antwoord.content.decode()
    assert [b.varianten.count() for b in Blok.objects.filter(hoofdstuk__opzet__jaar=JAAR + 1)] == [0]


def test_een_eerste_jaar(redactie):
    antwoord = redactie.post(adres("redactie_opzet_nieuw"), {"jaar": JAAR, "organisatie": "Biblionet"})
    assert (antwoord.url, Opzet.objects.get().organisatie) == (adres("redactie_opzet"), "Biblionet")


def test_een_jaar_dat_er_al_is(redactie, opzet):
    antwoord = redactie.post(adres("redactie_opzet_nieuw"), {"jaar": JAAR, "bron": JAAR})
    assert (antwoord.status_code, antwoord.context["form"].errors) == (
        422,
        {"jaar": [f"Er is al een opzet voor {JAAR}. Kies een ander jaar."]},
    )


def test_de_omslag(redactie, opzet):
    gegevens = {"titel": "Bericht", "organisatie": "Bieb", "onderschrift": "", "gezien": 0}
    assert redactie.post(adres("redactie_opzet_omslag"), gegevens).status_code == 302
    assert redactie.post(adres("redactie_opzet_omslag"), gegevens).status_code == 409
    assert redactie.post(adres("redactie_opzet_omslag"), gegevens | {"titel": ""}).status_code == 422
    opzet.refresh_from_db()
    assert (opzet.titel, opzet.slot) == ("Bericht", 1)


# ------------------------------------------------------------------ chapters
def test_een_hoofdstuk_erbij_veranderen_en_weg(redactie, opzet):
    gegevens = {"titel": "Hoogtepunten", "soort": "paginas", "nummer": "", "programmalijn": "", "voorwaarde": ""}
    redactie.post(adres("redactie_hoofdstuk_nieuw"), gegevens)
    nieuw = Hoofdstuk.objects.get()
    antwoord = redactie.post(adres("redactie_hoofdstuk", nieuw.pk), gegevens | {"titel": "Uitgelicht", "gezien": 0})
    assert antwoord.url == f"{adres('redactie_opzet')}?h=hoogtepunten#h-{nieuw.pk}"
    antwoord = redactie.post(adres("redactie_hoofdstuk", nieuw.pk), gegevens | {"gezien": 0})
    assert (antwoord.status_code, Hoofdstuk.objects.get().titel) == (409, "Uitgelicht")
    assert redactie.post(adres("redactie_hoofdstuk_weg", nieuw.pk), {"gezien": 0}).status_code == 409
    assert redactie.post(adres("redactie_hoofdstuk_weg", nieuw.pk), {"gezien": 1}).url == adres("redactie_opzet")
    assert Hoofdstuk.objects.count() == 0


def test_een_fout_staat_bij_het_veld(redactie, opzet):
    gegevens = {"titel": "In {gemeente}", "soort": "paginas", "voorwaarde": ""}
    antwoord = redactie.post(adres("redactie_hoofdstuk_nieuw"), gegevens)
    assert (antwoord.status_code, list(antwoord.context["form"].errors)) == (422, ["titel"])
    assert 'value="In {gemeente}"' in antwoord.content.decode()


def test_voor_het_weghalen_staat_wat_er_weggaat(redactie, hoofdstuk):
    TekstvariantFactory(blok=BlokFactory(hoofdstuk=hoofdstuk, tekst="<p>x</p>"), gemeente=GemeenteFactory(naam="Meppel"))
    pagina = redactie.get(adres("redactie_hoofdstuk_weg", hoofdstuk.pk)).content.decode()
    assert "<li>1 blok, 1 met tekst</li>" in pagina
    assert "De eigen teksten van Meppel" in pagina


# ------------------------------------------------------------------ blocks
def test_eerst_de_soort_dan_het_blok(redactie, hoofdstuk):
    pagina = adres("redactie_blok_nieuw", hoofdstuk.pk)
    assert [soort for soort, _ in redactie.get(pagina).context["form"].fields["soort"].choices][:2] == ["tekst", "kantlijn"]
    assert "instelling" not in redactie.get(f"{pagina}?soort=intro").context
    antwoord = redactie.post(f"{pagina}?soort=feit", {"titel": "", "voorwaarde": "", "in-plek": "band", "in-nummer": "2"})
    blok = Blok.objects.get()
    assert antwoord.url == f"{adres('redactie_opzet')}?h=leest#b-{blok.pk}"
    assert (blok.soort, blok.instelling) == ("feit", {"plek": "band", "nummer": 2})


def test_een_cijfertabel_als_formulier(redactie, hoofdstuk):
    """The second row of the first table is left out, a table is added, and the chart gets words with a figure."""
    for code in ("jeugd", "totaal", "boeken"):
        IndicatorFactory(code=code)
    nu = {"tabellen": [{"titel": "Leden", "regels": ["jeugd", "boeken", "totaal"], "totaal": ["totaal"]}], "kolommen": "balken"}
    blok = BlokFactory(hoofdstuk=hoofdstuk, soort="cijfertabel", instelling=nu)
    form = redactie.get(adres("redactie_blok", blok.pk)).context["instelling"]
    gegevens = {f"in-{naam}": veld.initial for naam, veld in form.fields.items() if veld.initial}
    gegevens |= {"in-t0-r1": "", "in-t1-titel": "Boeken", "in-t1-r0": "boeken", "in-helden-0": "totaal"}
    gegevens |= {"in-grafiek_soort": "gestapeld", "in-grafiek-0": "jeugd", "in-grafiek_titel": "{cijfer:jeugd} leden"}
    vast = {"titel": "De cijfers", "hoofdstuk": hoofdstuk.pk, "voorwaarde": "cijfer:totaal", "gezien": 0}
    assert redactie.post(adres("redactie_blok", blok.pk), gegevens | vast).status_code == 302
    blok.refresh_from_db()
    assert blok.instelling == {
        "kolommen": "balken",
        "helden": ["totaal"],
        "tabellen": [
            {"titel": "Leden", "regels": ["jeugd", "totaal"], "totaal": ["totaal"]},
            {"titel": "Boeken", "regels": ["boeken"]},
        ],
        "grafiek": {"soort": "gestapeld", "titel": '<span data-veld="cijfer:jeugd"></span> leden', "regels": ["jeugd"]},
    }


def test_een_blok_naar_een_ander_hoofdstuk_voor_een_gemeente(redactie, opzet, hoofdstuk):
    gemeente, doel = GemeenteFactory(), HoofdstukFactory(opzet=opzet, sleutel="doel")
    blok = BlokFactory(hoofdstuk=hoofdstuk, soort="tekst")
    gegevens = {"titel": "X", "hoofdstuk": doel.pk, "gemeente": gemeente.cbs_code, "voorwaarde": "", "gezien": 0}
    antwoord = redactie.post(adres("redactie_blok", blok.pk), gegevens | {"in-stijl": "lead"})
    blok.refresh_from_db()
    assert antwoord.url == f"{adres('redactie_opzet')}?h=doel#b-{blok.pk}"
    assert (blok.hoofdstuk, blok.gemeente, blok.instelling) == (doel, gemeente, {"stijl": "lead"})
    assert redactie.post(adres("redactie_blok", blok.pk), gegevens).status_code == 409


def test_een_blok_weg(redactie, hoofdstuk):
    blok = BlokFactory(hoofdstuk=hoofdstuk)
    assert redactie.post(adres("redactie_blok_weg", blok.pk), {"gezien": "veel"}).status_code == 409
    assert redactie.post(adres("redactie_blok_weg", blok.pk), {"gezien": 0}).status_code == 302
    assert Blok.objects.count() == 0


@pytest.mark.parametrize("soort", sorted(Blok.Soort.values))
def test_elke_soort_heeft_een_scherm(redactie, opzet, soort):
    """Every kind of block opens, whatever it is, in a fixed number of queries."""
    blok = BlokFactory(hoofdstuk__opzet=opzet, soort="tekst")
    if soort != "campagne":
        Blok.objects.update(soort=soort)
    assert redactie.get(adres("redactie_blok", blok.pk)).status_code == 200
