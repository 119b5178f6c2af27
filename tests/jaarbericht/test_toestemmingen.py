"""The screens of consents and of the closed archive: who comes in, what is shown beforehand, and withdrawing."""

import pytest
from django.utils import timezone

from catalogus.models import Groep, Rol
from jaarbericht.models import Jaarbericht, Taakregel, Toestemming, Uitgave
from jaarbericht.rapport import Citaat, Rapport, Sectie, naar_json
from tests.factories import GemeenteFactory, ambtenaar, medewerker
from tests.jaarbericht.fabrieken import (
    CitaatFactory,
    FotoFactory,
    JaarberichtFactory,
    ToestemmingFactory,
    UitgaveFactory,
    VerhaalFactory,
)

pytestmark = pytest.mark.django_db
LIJST, ARCHIEF = "/redactie/toestemmingen/", "/redactie/archief/"


@pytest.fixture
def anneke():
    return ToestemmingFactory(persoon="Anneke de Vries")


@pytest.fixture
def uitgave(anneke):
    """A public uitgave of Westerveld with a quote of Anneke."""
    gemeente = GemeenteFactory(naam="Westerveld", cbs_code="GM1701")
    citaat = CitaatFactory(gemeente=gemeente, tekst="Het hielp", toestemming=anneke)
    deel = Citaat("Het hielp", "Anneke", bron=f"citaat:{citaat.pk}")
    sectie = Sectie("leren", "loop", "leren", "Leren", (deel,))
    rapport = Rapport(2026, "GM1701", "Westerveld", "", "", "", "", "", (), (sectie,), ())
    bericht = JaarberichtFactory(gemeente=gemeente, status=Jaarbericht.Status.GEPUBLICEERD)
    return UitgaveFactory(jaarbericht=bericht, soort="vastgesteld", inhoud=naar_json(rapport), openbaar_vanaf=timezone.now())


@pytest.fixture
def redacteur(client):
    wie = medewerker(Groep.REDACTIE)
    client.force_login(wie)
    return wie


@pytest.mark.parametrize("groep", sorted(Groep.values))
def test_wie_binnenkomt(client, anneke, groep):
    """The names of people: who withdraws. The archive: directie too."""
    client.force_login(medewerker(groep))
    namen = 200 if groep in {"beheer", "redactie"} else 404
    archief = 200 if groep in {"beheer", "directie", "redactie"} else 404
    paden = (LIJST, f"{LIJST}{anneke.pk}/", ARCHIEF)
    assert [client.get(pad).status_code for pad in paden] == [namen, namen, archief]


def test_een_gemeente_vindt_hier_niets(client, anneke, uitgave):
    client.force_login(ambtenaar(uitgave.jaarbericht.gemeente, Rol.FIATTEUR))
    assert {client.get(pad).status_code for pad in (LIJST, f"{LIJST}{anneke.pk}/", ARCHIEF)} == {404}
    assert client.post(f"{LIJST}{anneke.pk}/", {"gezien": 0}).status_code == 404
    assert not Toestemming.objects.exclude(ingetrokken_op=None).exists()


def test_de_lijst_telt_wat_eraan_hangt(client, redacteur, anneke, uitgave):
    VerhaalFactory.create_batch(2, toestemming=anneke)
    FotoFactory(toestemming=anneke)
    ToestemmingFactory(persoon="Bas Smit", is_kind=True, ouder="Cor Smit")
    rijen = client.get(LIJST).context["pagina"]
    assert [(t.persoon, t.aantal_verhalen, t.aantal_citaten, t.aantal_fotos) for t in rijen] == [
        ("Anneke de Vries", 2, 1, 1),
        ("Bas Smit", 0, 0, 0),
    ]
    assert [t.persoon for t in client.get(f"{LIJST}?q=cor").context["pagina"]] == ["Bas Smit"]


@pytest.mark.parametrize("aantal", [1, 5])
def test_zoekvragen(client, redacteur, anneke, uitgave, aantal, django_assert_num_queries):
    """Whatever the number of consents, and of uitgaven that are looked through or lie in the archive."""
    ToestemmingFactory.create_batch(aantal)
    for nummer in range(2, aantal + 2):
        UitgaveFactory(jaarbericht=uitgave.jaarbericht, nummer=nummer)
        weg = {"ingetrokken_op": timezone.now(), "bewaren_tot": timezone.localdate()}
        UitgaveFactory(jaarbericht=uitgave.jaarbericht, nummer=nummer + 20, **weg)
    client.get(LIJST)
    for pad, vragen in ((LIJST, 6), (f"{LIJST}{anneke.pk}/", 18), (ARCHIEF, 6)):
        with django_assert_num_queries(vragen):
            client.get(pad)


def test_vooraf_staat_er_wat_intrekken_doet(client, redacteur, anneke, uitgave):
    gevolgen = client.get(f"{LIJST}{anneke.pk}/").context["gevolgen"]
    assert [(g.uitgave, g.opvolger, g.openbaar) for g in gevolgen.uitgaven] == [(uitgave, True, True)]
    assert ([c.tekst for c in gevolgen.citaten], gevolgen.verhalen, gevolgen.fotos) == (["Het hielp"], [], [])


def test_intrekken_haalt_weg_en_vraagt_een_ingekorte_uitgave(client, redacteur, anneke, uitgave):
    antwoord = client.post(f"{LIJST}{anneke.pk}/", {"gezien": 0, "reden": "Per mail"}, follow=True)
    tekst = "De toestemming is ingetrokken. 1 jaarbericht krijgt een ingekorte uitgave. Die wordt nu gemaakt."
    assert [str(m) for m in antwoord.context["messages"]] == [tekst]
    assert Taakregel.objects.values_list("soort", "gegevens", "gevraagd_door").get() == (
        "inkorten",
        {"uitgave": uitgave.pk},
        redacteur.pk,
    )
    assert [u.pk for u in client.get(ARCHIEF).context["pagina"]] == [uitgave.pk]
    assert Uitgave.objects.get().ingetrokken_op is not None


@pytest.mark.parametrize(
    ("post", "status"), [({"gezien": 1}, 409), ({"gezien": ""}, 422), ({"gezien": 0, "reden": "x" * 201}, 422)]
)
def test_wat_niet_gaat_verandert_niets(client, redacteur, anneke, uitgave, post, status):
    assert client.post(f"{LIJST}{anneke.pk}/", post).status_code == status
    assert (Toestemming.objects.get(pk=anneke.pk).ingetrokken_op, Taakregel.objects.count()) == (None, 0)
    assert Uitgave.objects.get().ingetrokken_op is None


def test_twee_keer_intrekken_gaat_niet(client, redacteur, anneke, uitgave):
    client.post(f"{LIJST}{anneke.pk}/", {"gezien": 0})
    assert client.post(f"{LIJST}{anneke.pk}/", {"gezien": 1}).status_code == 409
    assert Taakregel.objects.count() == 1


def test_het_beheer_laat_intrekken_aan_het_scherm(client, anneke):
    """A date typed in the back office would take nothing down."""
    client.force_login(medewerker(Groep.BEHEER))
    form = client.get(f"/beheer/jaarbericht/toestemming/{anneke.pk}/change/").context["adminform"].form
    assert "ingetrokken_op" not in form.fields
