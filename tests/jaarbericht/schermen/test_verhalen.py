"""The screens of stories: overview, picking an execution, writing, photo, and the other local content."""

import pytest
from django.urls import reverse

from catalogus.models import Groep, Term
from jaarbericht.models import Citaat, Feit, Foto, Partner, Toestemming, Verhaal
from tests.factories import (
    JAAR,
    ActiviteitFactory,
    BijeenkomstFactory,
    GemeenteFactory,
    ProgrammalijnFactory,
    TermFactory,
    UitvoeringFactory,
    ambtenaar,
    dag,
    medewerker,
)
from tests.jaarbericht.fabrieken import (
    CitaatFactory,
    FeitFactory,
    FotoFactory,
    PartnerFactory,
    ToestemmingFactory,
    VerhaalFactory,
)
from tests.jaarbericht.test_fotos import plaatje

pytestmark = pytest.mark.django_db
CBS = "GM1701"


@pytest.fixture
def gemeente():
    return GemeenteFactory(naam="Westerveld", cbs_code=CBS)


@pytest.fixture
def lijn():
    return ProgrammalijnFactory(nummer=3)


@pytest.fixture
def redactie(client):
    client.force_login(medewerker(Groep.REDACTIE))
    return client


@pytest.fixture
def uitvoering(gemeente, lijn):
    rij = UitvoeringFactory(gemeenten=[gemeente], activiteit=ActiviteitFactory(titel="Voorlezen", programmalijn=lijn))
    BijeenkomstFactory(uitvoering=rij, datum=dag(f"{JAAR}-02-01"), deelnames=12)
    return rij


def adres(naam: str, *rest) -> str:
    return reverse(naam, args=[JAAR, *rest])


def adressen(verhaal, citaat) -> list[str]:
    return [
        adres("redactie_verhalen"),
        *(adres(naam, CBS) for naam in ("redactie_verhalen_gemeente", "redactie_verhaal_kies", "redactie_verhaal_nieuw")),
        *(
            adres(naam, verhaal.pk)
            for naam in ("redactie_verhaal", "redactie_verhaal_weg", "redactie_verhaal_foto", "redactie_foto")
        ),
        adres("redactie_lokaal_nieuw", CBS, "feiten"),
        adres("redactie_lokaal", CBS, "citaten", citaat.pk),
        adres("redactie_lokaal_weg", CBS, "citaten", citaat.pk),
    ]


@pytest.fixture
def paden(gemeente):
    return adressen(VerhaalFactory(gemeente=gemeente, foto=FotoFactory()), CitaatFactory(gemeente=gemeente))


# ------------------------------------------------------------------ who may come in
@pytest.mark.parametrize("groep", Groep.values)
def test_alleen_redactie_en_directie(client, paden, groep):
    client.force_login(medewerker(groep))
    mag = groep in {"beheer", "redactie", "directie"}
    assert {client.get(pad).status_code for pad in paden} == {200 if mag else 404}


def test_een_gemeente_vindt_hier_niets(client, paden, gemeente):
    client.force_login(ambtenaar(gemeente, "fiatteur"))
    assert {client.get(pad).status_code for pad in paden} | {client.post(pad).status_code for pad in paden} == {404}


def test_wie_niet_meedoet_heeft_geen_verhalen(redactie, gemeente):
    """And content of another gemeente, year or kind is not here either."""
    GemeenteFactory(cbs_code="GM1681", deelnemer_tot=dag(f"{JAAR - 1}-12-31"))
    citaat, ander = CitaatFactory(gemeente=gemeente), CitaatFactory()
    oud = VerhaalFactory(gemeente=gemeente, jaar=JAAR - 1)
    for pad in (
        adres("redactie_verhalen_gemeente", "GM1681"),
        adres("redactie_lokaal", CBS, "citaten", ander.pk),
        adres("redactie_lokaal", CBS, "feiten", citaat.pk),
        adres("redactie_lokaal", CBS, "onzin", citaat.pk),
        adres("redactie_verhaal", oud.pk),
        f"{adres('redactie_verhaal_nieuw', CBS)}?uitvoering=1",
        f"{adres('redactie_verhaal_nieuw', CBS)}?uitvoering=x",
    ):
        assert redactie.get(pad).status_code == 404, pad


# ------------------------------------------------------------------ overview
def test_hoe_ver_elke_gemeente_is(redactie, gemeente):
    leeg = GemeenteFactory(naam="Assen")
    VerhaalFactory(gemeente=gemeente, foto=FotoFactory())
    VerhaalFactory(gemeente=gemeente)
    VerhaalFactory(gemeente=gemeente, jaar=JAAR - 1)
    CitaatFactory(gemeente=gemeente)
    rijen = redactie.get(adres("redactie_verhalen")).context["rijen"]
    assert [[rij[naam] for naam in ("gemeente", "verhaal", "zonder_foto", "citaat", "feit", "partner")] for rij in rijen] == [
        [leeg, 0, 0, 0, 0, 0],
        [gemeente, 2, 1, 1, 0, 0],
    ]


@pytest.mark.parametrize("aantal", [1, 6])
def test_vraagt_altijd_even_veel(redactie, gemeente, uitvoering, aantal, django_assert_num_queries):
    for _ in range(aantal):
        vast = {"gemeente": gemeente, "programmalijn": uitvoering.activiteit.programmalijn}
        bewijs = ToestemmingFactory()
        VerhaalFactory(uitvoering=uitvoering, foto=FotoFactory(toestemming=bewijs), toestemming=bewijs, **vast)
        CitaatFactory(toestemming=bewijs, **vast), FeitFactory(**vast), PartnerFactory(**vast)
        TermFactory(gemeente=gemeente, begrip=f"begrip-{_}")
        BijeenkomstFactory(uitvoering=UitvoeringFactory(gemeenten=[gemeente]), datum=dag(f"{JAAR}-02-01"))
    verhaal = Verhaal.objects.first()
    redactie.get(adres("redactie_verhalen"))
    for pad, vragen in (
        (adres("redactie_verhalen"), 9),
        (adres("redactie_verhalen_gemeente", CBS), 11),
        (adres("redactie_verhaal_kies", CBS), 7),
        (adres("redactie_verhaal_foto", verhaal.pk), 6),
    ):
        with django_assert_num_queries(vragen):
            redactie.get(pad)


def test_verplaatsen(redactie, gemeente):
    een, twee = (VerhaalFactory(gemeente=gemeente, volgorde=n) for n in (1, 2))
    pagina = adres("redactie_verhalen_gemeente", CBS)
    assert redactie.post(pagina, {"zet": f"verhaal-{twee.pk}-0-0"}).url == f"{pagina}#verhaal-{twee.pk}"
    assert redactie.post(pagina, {"zet": f"verhaal-{twee.pk}-1-0"}).status_code == 409
    assert [redactie.post(pagina, {"zet": zet}).status_code for zet in ("", "onzin-1-0-0", f"feit-{een.pk}-0-0")] == [
        422,
        422,
        404,
    ]
    assert list(Verhaal.objects.order_by("volgorde")) == [twee, een]


# ------------------------------------------------------------------ writing
def test_kiezen_met_een_zoekvraag(redactie, gemeente, uitvoering):
    pagina = adres("redactie_verhaal_kies", CBS)
    assert [redactie.get(pagina, {"q": q}).context["aantal"] for q in ("", "voorlezen", "vissen")] == [1, 1, 0]
    assert "Niets gevonden voor ‘vissen’" in redactie.get(pagina, {"q": "vissen"}).content.decode()


def test_een_verhaal_van_een_uitvoering(redactie, gemeente, lijn, uitvoering):
    """The form comes filled in; the text is typed as plain text with a field, and kept as HTML."""
    pagina = f"{adres('redactie_verhaal_nieuw', CBS)}?uitvoering={uitvoering.pk}"
    form = redactie.get(pagina).context["form"]
    assert (form["titel"].value(), form["programmalijn"].value()) == ("Voorlezen", lijn.pk)
    assert form["tekst"].value() == "Er kwamen {verhaal:deelnames} mensen."
    gegevens = {"titel": "Voorlezen", "tekst": "Het was **druk**.\n\n{verhaal:deelnames} mensen.", "programmalijn": lijn.pk}
    antwoord = redactie.post(pagina, gegevens)
    verhaal = Verhaal.objects.get()
    assert antwoord.url == adres("redactie_verhaal_foto", verhaal.pk)
    assert verhaal.tekst == '<p>Het was <strong>druk</strong>.</p><p><span data-veld="verhaal:deelnames"></span> mensen.</p>'
    assert (verhaal.gemeente, verhaal.jaar, verhaal.uitvoering) == (gemeente, JAAR, uitvoering)
    pagina = adres("redactie_verhaal", verhaal.pk)
    assert redactie.get(pagina).context["form"]["tekst"].value() == gegevens["tekst"]
    assert redactie.post(pagina, gegevens | {"titel": "Anders", "gezien": 0}).status_code == 302
    assert redactie.post(pagina, gegevens | {"gezien": 0}).status_code == 409
    assert Verhaal.objects.get().titel == "Anders"


def test_een_veld_dat_niet_bestaat_staat_bij_de_tekst(redactie, gemeente, lijn):
    gegevens = {"titel": "X", "tekst": "Wel {onzin:iets} hier", "programmalijn": lijn.pk}
    antwoord = redactie.post(adres("redactie_verhaal_nieuw", CBS), gegevens)
    assert (antwoord.status_code, list(antwoord.context["form"].errors)) == (422, ["tekst"])
    assert "Wel {onzin:iets} hier" in antwoord.content.decode()
    assert Verhaal.objects.count() == 0


def test_een_verhaal_over_een_kind(redactie, gemeente, lijn):
    gegevens = {"titel": "X", "tekst": "Y", "programmalijn": lijn.pk, "noemt_persoon": "on", "persoon": "Bo", "is_kind": "on"}
    gegevens |= {"druk": "on", "web": "on", "gegeven_op": f"{JAAR}-05-01", "geldig_tot": f"{JAAR + 3}-05-01"}
    antwoord = redactie.post(adres("redactie_verhaal_nieuw", CBS), gegevens)
    assert (antwoord.status_code, list(antwoord.context["form"].errors)) == (422, ["ouder"])
    redactie.post(adres("redactie_verhaal_nieuw", CBS), gegevens | {"ouder": "Vader van Bo"})
    bewijs = Verhaal.objects.get().toestemming
    assert (bewijs.persoon, bewijs.ouder, bewijs.druk, bewijs.hergebruik) == ("Bo", "Vader van Bo", True, False)
    assert (bewijs.gegeven_op, bewijs.geldig_tot) == (dag(f"{JAAR}-05-01"), dag(f"{JAAR + 3}-05-01"))
    assert (
        "Toestemming van Bo, gegeven door Vader van Bo"
        in redactie.get(adres("redactie_verhaal", Verhaal.objects.get().pk)).content.decode()
    )


def test_een_verhaal_weg(redactie, gemeente):
    verhaal = VerhaalFactory(gemeente=gemeente, foto=FotoFactory())
    pagina = adres("redactie_verhaal_weg", verhaal.pk)
    assert "De foto blijft bij de uitvoering." in redactie.get(pagina).content.decode()
    assert [redactie.post(pagina, {"gezien": slot}).status_code for slot in ("", 5, 0)] == [409, 409, 302]
    assert (Verhaal.objects.count(), Foto.objects.count()) == (0, 1)


# ------------------------------------------------------------------ photos
def test_een_foto_erbij_en_wat_in_beeld_blijft(redactie, gemeente, settings, tmp_path):
    """Of 300 by 200 a column photo of 92,5 by 44 keeps 300 by 142,7; at 100% from above the last of it: 57,3 from the top."""
    settings.MEDIA_ROOT = tmp_path
    verhaal = VerhaalFactory(gemeente=gemeente)
    gegevens = {"bestand": plaatje((300, 200)), "alt": "Een zaal", "maker": "", "gezien": 0}
    antwoord = redactie.post(adres("redactie_verhaal_foto", verhaal.pk), gegevens)
    assert antwoord.url == adres("redactie_foto", verhaal.pk)
    beeld = {"alt": "Een volle zaal", "maker": "Bas", "bijschrift": "Vol", "focus_x": 10, "focus_y": 100, "gezien": 0}
    assert redactie.post(antwoord.url, beeld | {"focus_y": 101}).status_code == 422
    assert redactie.post(antwoord.url, beeld).status_code == 302
    assert redactie.post(antwoord.url, beeld).status_code == 409
    verhaal.refresh_from_db()
    assert (verhaal.bijschrift, verhaal.foto.focus_x, verhaal.foto.focus_y, verhaal.foto.maker) == ("Vol", 10, 100, "Bas")
    laag = redactie.get(antwoord.url).context["voorbeelden"][2]
    assert (laag.naam, laag.uitsnede.x, laag.uitsnede.y, laag.uitsnede.breed, laag.uitsnede.hoog) == (
        "Laag",
        0,
        57.3,
        300,
        142.7,
    )
    assert 'viewBox="0.0 57.3 300.0 142.7"' in redactie.get(antwoord.url).content.decode()


def test_een_foto_met_mensen_vraagt_toestemming(redactie, gemeente, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    verhaal = VerhaalFactory(gemeente=gemeente)
    pagina = adres("redactie_verhaal_foto", verhaal.pk)

    def stuur(**anders):
        vast = {"bestand": plaatje(), "alt": "Anneke leest", "toont_persoon": "on", "gezien": 0}
        return redactie.post(pagina, vast | anders)

    antwoord = stuur()
    assert (antwoord.status_code, antwoord.context["form"].errors) == (422, {"persoon": ["Vul in wie toestemming gaf."]})
    assert (Foto.objects.count(), Toestemming.objects.count()) == (0, 0)
    stuur(persoon="Anneke", druk="on", web="on")
    assert Foto.objects.get().toestemming.persoon == "Anneke"
    assert stuur(persoon="Anneke", druk="on", web="on").status_code == 409  # somebody chose another photo in between
    assert (Foto.objects.count(), Toestemming.objects.count()) == (1, 1)


def test_dezelfde_toestemming_voor_verhaal_en_foto(redactie, gemeente, lijn):
    """Anneke gave it once; it goes with the last of the two. One that expired holds for nothing more."""
    bewijs = ToestemmingFactory(persoon="Anneke")
    verhaal = VerhaalFactory(gemeente=gemeente, programmalijn=lijn, noemt_persoon=True, toestemming=bewijs, foto=FotoFactory())
    pagina = adres("redactie_foto", verhaal.pk)
    beeld = {"alt": "Anneke", "focus_x": 50, "focus_y": 50, "toont_persoon": "on", "zelfde": "on", "gezien": 0}
    assert "Dezelfde toestemming als van Anneke" in redactie.get(pagina).content.decode()
    Toestemming.objects.update(geldig_tot=dag(f"{JAAR - 1}-01-01"))
    antwoord = redactie.post(pagina, beeld)
    assert antwoord.context["form"].errors == {"zelfde": ["Deze toestemming geldt niet meer. Leg een nieuwe vast."]}
    Toestemming.objects.update(geldig_tot=None)
    assert redactie.post(pagina, beeld).status_code == 302
    assert (Foto.objects.get().toestemming, "zelfde" in redactie.get(pagina).context["form"].fields) == (bewijs, False)
    gegevens = {"titel": "X", "tekst": "Y", "programmalijn": lijn.pk, "gezien": 0}
    redactie.post(adres("redactie_verhaal", verhaal.pk), gegevens)
    assert (Verhaal.objects.get().toestemming, Toestemming.objects.count()) == (None, 1)
    redactie.post(adres("redactie_verhaal", verhaal.pk), gegevens | {"noemt_persoon": "on", "zelfde": "on", "gezien": 1})
    assert Verhaal.objects.get().toestemming == bewijs


def test_een_foto_die_er_al_is(redactie, gemeente, uitvoering):
    verhaal = VerhaalFactory(gemeente=gemeente, uitvoering=uitvoering)
    eigen, vreemd = FotoFactory(uitvoering=uitvoering), FotoFactory()
    pagina = adres("redactie_verhaal_foto", verhaal.pk)
    assert redactie.post(pagina, {"foto": vreemd.pk, "gezien": 0}).status_code == 404
    assert redactie.post(pagina, {"foto": "x", "gezien": 0}).status_code == 404
    assert redactie.post(pagina, {"foto": eigen.pk, "gezien": 3}).status_code == 409
    assert redactie.post(pagina, {"foto": eigen.pk, "gezien": 0}).url == adres("redactie_foto", verhaal.pk)
    assert "Dit is een tekening." in redactie.get(adres("redactie_foto", verhaal.pk)).content.decode()
    redactie.post(pagina, {"foto": "0", "gezien": 1})
    verhaal.refresh_from_db()
    assert verhaal.foto is None
    assert redactie.get(adres("redactie_foto", verhaal.pk)).status_code == 404


# ------------------------------------------------------------------ quotes, facts, partners, words
@pytest.mark.parametrize(
    ("deel", "model", "gegevens", "fout", "verwacht"),
    [
        ("citaten", Citaat, {"tekst": "Mooi", "wie": "Bas"}, "wie", {"tekst": "Mooi", "wie": "Bas", "noemt_persoon": False}),
        (
            "feiten",
            Feit,
            {"getal": "{aantal:verhalen}", "tekst": "verhalen"},
            "getal",
            {"getal": '<span data-veld="aantal:verhalen"></span>', "tekst": "<p>verhalen</p>"},
        ),
        ("partners", Partner, {"naam": "Welzijn", "rol": ""}, "naam", {"naam": "Welzijn", "gezamenlijk": False}),
        ("woorden", Term, {"begrip": "ido", "woord": "IDO-punt"}, "woord", {"begrip": "ido", "woord": "IDO-punt"}),
    ],
)
def test_erbij_veranderen_en_weg(redactie, gemeente, lijn, deel, model, gegevens, fout, verwacht):
    erbij = adres("redactie_lokaal_nieuw", CBS, deel)
    gegevens |= {"programmalijn": lijn.pk}
    antwoord = redactie.post(erbij, gegevens | {fout: ""})
    assert (antwoord.status_code, list(antwoord.context["form"].errors)) == (422, [fout])
    assert redactie.post(erbij, gegevens).url == f"{adres('redactie_verhalen_gemeente', CBS)}#{deel}"
    rij = model.objects.get()
    assert {naam: getattr(rij, naam) for naam in verwacht} == verwacht
    pagina = adres("redactie_lokaal", CBS, deel, rij.pk)
    assert redactie.get(pagina).context["form"][fout].value() == gegevens[fout]
    assert [redactie.post(pagina, gegevens | {"gezien": 0}).status_code for _ in range(2)] == [302, 409]
    weg = adres("redactie_lokaal_weg", CBS, deel, rij.pk)
    assert [redactie.post(weg, {"gezien": slot}).status_code for slot in (0, 1)] == [409, 302]
    assert model.objects.count() == 0
