"""The screen of making: ask for one or all, how far it is, stop, again, and the ZIP of a year."""

import zipfile
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from catalogus.models import Groep, Rol
from jaarbericht.models import Jaarbericht, Taakregel, Uitgave
from tests.factories import JAAR, GemeenteFactory, ambtenaar, medewerker
from tests.jaarbericht.fabrieken import HoofdstukFactory, JaarberichtFactory, OpzetFactory, TaakregelFactory, UitgaveFactory

pytestmark = pytest.mark.django_db
Status = Taakregel.Status
MAKEN, TAAK, ZIP = (f"/redactie/{JAAR}/maken/{deel}" for deel in ("", "taak/", "jaarberichten.zip"))


@pytest.fixture(autouse=True)
def uploads(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def gemeenten():
    HoofdstukFactory()
    GemeenteFactory(naam="Hoogeveen", cbs_code="GM0118", deelnemer_van=None)
    return [GemeenteFactory(naam=naam, cbs_code=cbs) for naam, cbs in (("Assen", "GM0106"), ("Meppel", "GM0119"))]


@pytest.fixture
def als(client):
    def log_in(*groepen):
        client.wie = medewerker(*(groepen or [Groep.REDACTIE]))
        client.force_login(client.wie)
        return client

    return log_in


def taken() -> list[tuple]:
    """Per job its gemeente, kind, status and who asked."""
    velden = ("jaarbericht__gemeente__naam", "soort", "status", "gevraagd_door")
    return list(Taakregel.objects.order_by("pk").values_list(*velden))


def tekst_van(antwoord) -> str:
    return antwoord.content.decode()


# ------------------------------------------------------------------ who may come in
@pytest.mark.parametrize("groep", sorted(Groep.values))
def test_alleen_redactie_en_directie(als, gemeenten, groep):
    client = als(groep)
    mag = groep in {"beheer", "redactie", "directie"}
    assert [client.get(adres).status_code for adres in (MAKEN, TAAK, ZIP)] == ([200, 405, 302] if mag else [404] * 3)
    assert client.post(MAKEN).status_code == (302 if mag else 404)
    assert Taakregel.objects.count() == (2 if mag else 0)


def test_een_gemeente_vindt_hier_niets(client, gemeenten):
    client.force_login(ambtenaar(gemeenten[0], Rol.FIATTEUR))
    assert {client.get(adres).status_code for adres in (MAKEN, TAAK, ZIP)} == {404}
    assert (client.post(MAKEN).status_code, Taakregel.objects.count()) == (404, 0)


def test_een_jaar_dat_er_niet_is(als, gemeenten):
    client = als()
    assert client.get(f"/redactie/{JAAR - 1}/maken/").status_code == 404
    assert client.get(f"/redactie/{JAAR - 1}/maken/jaarberichten.zip").status_code == 404


# ------------------------------------------------------------------ asking
def test_alle_in_een_klik(als, gemeenten):
    client = als()
    antwoord = client.post(MAKEN, follow=True)
    verwacht = [(naam, "jaarbericht", "wacht", client.wie.pk) for naam in ("Assen", "Meppel")]
    assert taken() == verwacht
    assert "2 pdf’s worden op de achtergrond gemaakt." in tekst_van(antwoord)
    client.post(MAKEN)
    assert taken() == verwacht


def test_een_tegelijk(als, gemeenten):
    client = als()
    client.post(MAKEN, {"cbs": "GM0119"})
    assert taken() == [("Meppel", "jaarbericht", "wacht", client.wie.pk)]
    assert [client.post(MAKEN, {"cbs": cbs}).status_code for cbs in ("GM0118", "GM9999")] == [404, 404]
    assert Taakregel.objects.count() == 1


def test_zonder_opzet_zegt_het_waarom(als, gemeenten):
    JaarberichtFactory(gemeente=gemeenten[0], jaar=JAAR - 1)
    antwoord = als().post(f"/redactie/{JAAR - 1}/maken/", {"cbs": "GM0106"}, follow=True)
    assert "Er is geen opzet voor 2025. Maak eerst een opzet met hoofdstukken." in tekst_van(antwoord)
    assert Taakregel.objects.count() == 0


# ------------------------------------------------------------------ how far it is
def test_voortgang(als, gemeenten):
    """One done, one at 40%, one failed: (100 + 40) of 300, and a third for what failed."""
    zwolle = GemeenteFactory(naam="Zwolle")
    for gemeente, velden in zip(
        [*gemeenten, zwolle],
        ({"status": "klaar", "voortgang": 100}, {"status": "bezig", "voortgang": 40}, {"status": "mislukt", "voortgang": 10}),
        strict=True,
    ):
        bericht = JaarberichtFactory(gemeente=gemeente)
        TaakregelFactory(jaarbericht=bericht, status="mislukt")  # an earlier one does not count
        TaakregelFactory(jaarbericht=bericht, fout="Kan niet:\n- een\n- twee", **velden)
    antwoord = als().get(MAKEN)
    stand = antwoord.context["stand"]
    assert (stand.samen, stand.klaar, stand.lopend, stand.mislukt, stand.nu) == (3, 1, 1, 1, "Meppel")
    assert (stand.breed, stand.breed_fout) == (46.67, 33.33)
    tekst = tekst_van(antwoord)
    assert ('hx-trigger="every 2s"' in tekst, "Bezig 40%" in tekst, "<li>twee</li>" in tekst) == (True, True, True)


@pytest.mark.parametrize("status", ["klaar", "mislukt", "gestopt"])
def test_wat_klaar_is_vraagt_niet_door(als, gemeenten, status):
    TaakregelFactory(jaarbericht__gemeente=gemeenten[0], status=status)
    assert "hx-trigger" not in tekst_van(als().get(MAKEN))


def test_met_htmx_alleen_het_deel(als, gemeenten):
    tekst = tekst_van(als().get(MAKEN, headers={"HX-Request": "true"}))
    assert tekst.startswith('<div id="maken"')


def test_het_aantal_vragen_is_vast(als, gemeenten, django_assert_num_queries):
    client = als()
    client.get(MAKEN)
    with django_assert_num_queries(9):
        client.get(MAKEN)
    for nummer in range(3):
        bericht = JaarberichtFactory(gemeente=GemeenteFactory(naam=f"Gemeente {nummer}"))
        klaar = {"status": "klaar", "klaar_op": timezone.now(), "resultaat": "taken/a.pdf"}
        TaakregelFactory(jaarbericht=bericht, gevraagd_door=client.wie, **klaar)
        UitgaveFactory(jaarbericht=bericht)
    with django_assert_num_queries(9):
        client.get(MAKEN)


# ------------------------------------------------------------------ stop and again
def test_stoppen_en_opnieuw(als, gemeenten):
    client = als()
    taak = TaakregelFactory(jaarbericht__gemeente=gemeenten[0], status="bezig")
    assert client.post(TAAK, {"doe": "stop", "taak": taak.pk}).url == MAKEN
    assert taken() == [("Assen", "jaarbericht", "gestopt", None)]
    antwoord = client.post(TAAK, {"doe": "opnieuw", "taak": taak.pk, "terug": "uitgave"})
    assert antwoord.url == f"/redactie/{JAAR}/uitgave/GM0106/"
    assert taken() == [("Assen", "jaarbericht", "gestopt", None), ("Assen", "jaarbericht", "wacht", client.wie.pk)]


@pytest.mark.parametrize(
    ("soort", "gegevens"),
    [("jaarbericht", {}), ("stap", {"stap": "ter_inzage", "reden": "Af"}), ("inkorten", {"uitgave": 7})],
)
def test_elke_soort_taak_stopt_en_kan_opnieuw(als, gemeenten, soort, gegevens):
    """Also when something else was asked since; asking twice makes one job."""
    client, rapport = als(), f"/redactie/{JAAR}/uitgave/GM0106/"
    bericht = JaarberichtFactory(gemeente=gemeenten[0], status=Jaarbericht.Status.REDACTIE)
    taak = TaakregelFactory(jaarbericht=bericht, soort=soort, gegevens=gegevens, status="bezig")
    knop = f'id="taak-{taak.pk}">'
    assert f"{knop}Stop<" in tekst_van(client.get(rapport))
    client.post(TAAK, {"doe": "stop", "taak": taak.pk})
    TaakregelFactory(jaarbericht=bericht, soort="ander", status="klaar")
    assert f"{knop}Probeer opnieuw<" in tekst_van(client.get(rapport))
    for _ in range(2):
        client.post(TAAK, {"doe": "opnieuw", "taak": taak.pk})
    assert taken() == [
        ("Assen", soort, "gestopt", None),
        ("Assen", "ander", "klaar", None),
        ("Assen", soort, "wacht", client.wie.pk),
    ]
    assert Taakregel.objects.latest("pk").gegevens == gegevens
    assert f"{knop}Probeer opnieuw<" not in tekst_van(client.get(rapport))


def test_alles_stoppen(als, gemeenten):
    statussen = ["wacht", "bezig", "klaar", "mislukt"]
    for status in statussen:
        TaakregelFactory(jaarbericht__gemeente__naam=status, status=status)
    ander_jaar = TaakregelFactory(jaarbericht__jaar=JAAR - 1)
    als().post(TAAK, {"doe": "stop_alle"})
    assert [status for _, _, status, _ in taken()] == ["gestopt", "gestopt", "klaar", "mislukt", "wacht"]
    assert Taakregel.objects.get(pk=ander_jaar.pk).status == "wacht"


def test_wat_al_klaar_is_zegt_dat(als, gemeenten):
    taak = TaakregelFactory(jaarbericht__gemeente=gemeenten[0], status="klaar")
    antwoord = als().post(TAAK, {"doe": "stop", "taak": taak.pk}, follow=True)
    assert "Deze taak is al klaar. Er is niets meer te stoppen." in tekst_van(antwoord)


@pytest.mark.parametrize("gepost", [{}, {"doe": "stop"}, {"doe": "stop", "taak": "x"}, {"doe": "weg", "taak": "eigen"}])
def test_wat_niet_te_doen_is(als, gemeenten, gepost):
    taak = TaakregelFactory(jaarbericht__gemeente=gemeenten[0])
    ander_jaar = TaakregelFactory(jaarbericht__jaar=JAAR - 1)
    client = als()
    assert client.post(TAAK, gepost | ({"taak": taak.pk} if gepost.get("taak") == "eigen" else {})).status_code == 404
    assert client.post(TAAK, {"doe": "stop", "taak": ander_jaar.pk}).status_code == 404
    assert {status for _, _, status, _ in taken()} == {"wacht"}


# ------------------------------------------------------------------ all in one file
def pdf(inhoud: bytes) -> ContentFile:
    return ContentFile(inhoud, name="a.pdf")


def test_zip(als, gemeenten):
    """What is fixed goes before a newer draft; a newer draft before an older uitgave ter inzage; who has none is named."""
    assen, meppel = gemeenten
    zwolle, elders = GemeenteFactory(naam="Zwolle", cbs_code="GM0193"), GemeenteFactory(naam="Elders", cbs_code="GM0001")
    vroeg, laat = timezone.now() - timezone.timedelta(hours=2), timezone.now()
    vast = JaarberichtFactory(gemeente=assen, status=Jaarbericht.Status.VASTGESTELD)
    UitgaveFactory(jaarbericht=vast, pdf=pdf(b"oud"), gemaakt_op=vroeg)
    UitgaveFactory(jaarbericht=vast, nummer=2, soort=Uitgave.Soort.VASTGESTELD, pdf=pdf(b"vast"), gemaakt_op=vroeg)
    UitgaveFactory(jaarbericht=vast, nummer=3, soort=Uitgave.Soort.VERBETERD, pdf=pdf(b"weg"), ingetrokken_op=laat)
    redactie = JaarberichtFactory(gemeente=meppel, status=Jaarbericht.Status.REDACTIE)
    UitgaveFactory(jaarbericht=redactie, pdf=pdf(b"ter inzage"), gemaakt_op=vroeg)
    for bericht in (vast, redactie):
        TaakregelFactory(jaarbericht=bericht, status="klaar", klaar_op=laat, resultaat=pdf(b"concept"))
    TaakregelFactory(jaarbericht__gemeente=zwolle, status="mislukt")
    JaarberichtFactory(gemeente=elders)

    antwoord = als().get(ZIP)
    assert antwoord["Content-Disposition"] == f'attachment; filename="jaarberichten-{JAAR}.zip"'
    with zipfile.ZipFile(BytesIO(b"".join(antwoord.streaming_content))) as zip_:
        inhoud = {naam: zip_.read(naam) for naam in zip_.namelist()}
    overzicht = inhoud.pop("inhoud.txt").decode()
    assert inhoud == {f"jaarbericht-{JAAR}-GM0106.pdf": b"vast", f"jaarbericht-{JAAR}-GM0119.pdf": b"concept"}
    assert overzicht.splitlines() == [
        "Jaarberichten 2026",
        "",
        "Assen: jaarbericht-2026-GM0106.pdf (uitgave 2, vastgesteld)",
        "Elders: nog geen pdf",
        "Meppel: jaarbericht-2026-GM0119.pdf (concept)",
        "Zwolle: nog geen pdf",
    ]


def test_zonder_pdf_geen_zip(als, gemeenten):
    OpzetFactory()
    antwoord = als().get(ZIP, follow=True)
    assert antwoord.redirect_chain == [(MAKEN, 302)]
    assert "Er is nog geen enkele pdf. Maak ze eerst." in tekst_van(antwoord)
