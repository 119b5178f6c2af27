"""Reading the draft: a chapter at a time with its remarks; placing one, replying, and what a mistake leaves on the page."""

import pytest

from catalogus.models import Groep, Rol
from jaarbericht.models import Jaarbericht, Opmerking, Uitgave
from tests.factories import JAAR, GemeenteFactory, ambtenaar, medewerker
from tests.jaarbericht.fabrieken import JaarberichtFactory, OpmerkingFactory, UitgaveFactory
from tests.jaarbericht.regels.test_opmerkingen import INHOUD

pytestmark = pytest.mark.django_db
CBS = "GM1701"
LEZEN = f"/g/{CBS}/jaarberichten/{JAAR}/lezen/"
LEREN, RAPPORT = f"{LEZEN}leren/", f"/redactie/{JAAR}/uitgave/{CBS}/"


@pytest.fixture
def uitgave() -> Uitgave:
    bericht = JaarberichtFactory(gemeente=GemeenteFactory(naam="Westerveld", cbs_code=CBS), status="ter_inzage")
    return UitgaveFactory(jaarbericht=bericht, inhoud=INHOUD)


@pytest.fixture
def als(client, uitgave):
    def log_in(rol):
        wie = ambtenaar(uitgave.jaarbericht.gemeente, rol) if rol in Rol.values else medewerker(rol)
        client.force_login(wie)
        client.wie = wie
        return client

    return log_in


def tekst_van(antwoord) -> str:
    return antwoord.content.decode()


def test_een_hoofdstuk_tegelijk(als, uitgave):
    OpmerkingFactory(uitgave=uitgave, hoofdstuk="leren", tekst="Over leren")
    OpmerkingFactory(uitgave=uitgave, hoofdstuk="kaart", tekst="Over de kaart")
    client = als(Rol.OPSTELLER)
    antwoord = client.get(LEREN)
    assert [(h.sleutel, aantal) for h, aantal in antwoord.context["hoofdstukken"]] == [
        ("omslag", 0),
        ("leren", 1),
        ("kaart", 1),
    ]
    assert [o.tekst for o in antwoord.context["gesprekken"]] == ["Over leren"]
    assert (antwoord.context["vorige"].sleutel, antwoord.context["volgende"].sleutel) == ("omslag", "kaart")
    assert client.get(LEZEN).context["gekozen"].sleutel == "omslag"
    assert client.get(f"{LEZEN}inhoud/").status_code == 404


def test_de_tekst_is_die_van_het_bevroren_concept(als):
    """From the templates of the report; a reference to another chapter leads to its page."""
    client = als(Rol.RAADPLEGER)
    leren, kaart = (tekst_van(client.get(f"{LEZEN}{naam}/")) for naam in ("leren", "kaart"))
    assert ("Wij leren." in leren, "Iedereen leest" in leren, "Wij leren." in kaart) == (True, True, False)
    assert f'href="{LEREN}#leren"' in kaart
    stijl = f"/jaarberichten/{JAAR}/{CBS}/uitgave/1/stijl.css"
    assert (stijl in leren, client.get(stijl).status_code) == (True, 200)


def test_een_concept_zonder_inhoud_is_alleen_als_pdf_te_lezen(als):
    Uitgave.objects.update(inhoud={})
    antwoord = als(Rol.OPSTELLER).get(LEZEN)
    assert "Dit concept is alleen als pdf te lezen." in tekst_van(antwoord)


@pytest.mark.parametrize(("rol", "mag"), [("opsteller", True), ("fiatteur", True), ("raadpleger", False), ("redactie", True)])
def test_wie_het_formulier_ziet(als, rol, mag):
    tekst = tekst_van(als(rol).get(LEREN))
    assert (("Plaats de opmerking" in tekst), ("Je leest mee." in tekst)) == (mag, not mag)


def test_plaatsen_en_antwoorden(als):
    client = als(Rol.FIATTEUR)
    antwoord = client.post(LEREN, {"doe": "plaats", "hoofdstuk": "leren", "tekst": "Een\r\ntwee"})
    opmerking = Opmerking.objects.get()
    assert (antwoord.status_code, antwoord.url) == (302, f"{LEREN}#opmerking-{opmerking.pk}")
    assert (opmerking.tekst, opmerking.door) == ("Een\ntwee", client.wie)
    client.post(LEZEN, {"doe": "antwoord", "opmerking": opmerking.pk, "tekst": "Drie"})
    assert opmerking.antwoorden.get().tekst == "Drie"


def test_een_lege_opmerking(als):
    antwoord = als(Rol.OPSTELLER).post(LEREN, {"doe": "plaats", "hoofdstuk": "leren", "tekst": ""})
    assert (antwoord.status_code, Opmerking.objects.count()) == (422, 0)
    assert "Schrijf eerst je opmerking." in tekst_van(antwoord)


def test_wat_te_lang_is_blijft_staan(als, uitgave):
    lang = "Te lang. " * 250
    opmerking = OpmerkingFactory(uitgave=uitgave, hoofdstuk="leren")
    antwoord = als(Rol.OPSTELLER).post(LEREN, {"doe": "antwoord", "opmerking": opmerking.pk, "tekst": lang})
    assert (antwoord.status_code, Opmerking.objects.count()) == (422, 1)
    assert lang.strip() in tekst_van(antwoord)


def test_een_raadpleger_plaatst_niets(als):
    antwoord = als(Rol.RAADPLEGER).post(LEREN, {"doe": "plaats", "hoofdstuk": "leren", "tekst": "Hoi"})
    assert (antwoord.status_code, Opmerking.objects.count()) == (403, 0)


@pytest.mark.parametrize("pk", ["", "x", "0", "999999999999999999", "vreemd"])
def test_een_opmerking_van_een_ander_bestaat_niet(als, pk):
    vreemd = OpmerkingFactory()
    pk = str(vreemd.pk) if pk == "vreemd" else pk
    for rol, adres in ((Rol.FIATTEUR, LEREN), (Groep.REDACTIE, RAPPORT)):
        antwoord = als(rol).post(adres, {"doe": "antwoord", "opmerking": pk, "tekst": "Hoi"})
        assert (antwoord.status_code, Opmerking.objects.count()) == (404, 1)


@pytest.mark.parametrize("status", Jaarbericht.Status.values)
def test_na_ter_inzage_blijft_het_gesprek_te_lezen(als, uitgave, status):
    OpmerkingFactory(uitgave=uitgave, hoofdstuk="leren", tekst="Over leren")
    Jaarbericht.objects.update(status=status)
    tekst = tekst_van(als(Rol.FIATTEUR).get(LEREN))
    assert ("Over leren" in tekst, "Stuur je antwoord" in tekst) == (True, status in {"ter_inzage", "redactie"})


@pytest.mark.parametrize("soort", sorted({*Uitgave.Soort.values} - {"ter_inzage", "ingekort"}))
def test_zonder_concept_is_er_niets_te_lezen(als, soort):
    Uitgave.objects.update(soort=soort)
    assert als(Rol.FIATTEUR).get(LEZEN).status_code == 404


def test_het_aantal_vragen_hangt_niet_van_de_opmerkingen_af(als, uitgave, django_assert_num_queries):
    client = als(Rol.OPSTELLER)
    client.get(LEREN)

    def gesprek():
        eerste = OpmerkingFactory(uitgave=uitgave, hoofdstuk="leren")
        OpmerkingFactory(uitgave=uitgave, hoofdstuk="leren", antwoord_op=eerste)

    gesprek()
    with django_assert_num_queries(11):
        client.get(LEREN)
    gesprek()
    gesprek()
    with django_assert_num_queries(11):
        client.get(LEREN)


# ------------------------------------------------------------------ the editors
def test_de_redactie_antwoordt_en_lost_op(als, uitgave):
    opmerking = OpmerkingFactory(uitgave=uitgave, hoofdstuk="leren", tekst="Klopt dit?")
    client = als(Groep.REDACTIE)
    assert [titel for titel, _ in client.get(RAPPORT).context["gesprekken"]] == ["Leren"]
    antwoord = client.post(RAPPORT, {"doe": "antwoord", "opmerking": opmerking.pk, "tekst": "Nee"})
    reactie = opmerking.antwoorden.get()
    assert (antwoord.url, reactie.tekst) == (f"{RAPPORT}#opmerking-{opmerking.pk}", "Nee")
    client.post(RAPPORT, {"doe": "oplossen", "opmerking": opmerking.pk, "slot": "0"})
    opmerking.refresh_from_db()
    assert (opmerking.opgelost, opmerking.slot) == (True, 1)
    client.post(RAPPORT, {"doe": "openen", "opmerking": opmerking.pk, "slot": "1"})
    opmerking.refresh_from_db()
    assert (opmerking.opgelost, opmerking.slot) == (False, 2)


def test_wie_te_laat_oplost_hoort_dat(als, uitgave):
    opmerking = OpmerkingFactory(uitgave=uitgave, hoofdstuk="leren", slot=3)
    antwoord = als(Groep.REDACTIE).post(RAPPORT, {"doe": "oplossen", "opmerking": opmerking.pk, "slot": "2"})
    assert antwoord.status_code == 409
    assert "veranderd. Bekijk eerst die versie" in tekst_van(antwoord)


def test_open_opmerkingen_staan_bij_vaststellen(als, uitgave):
    OpmerkingFactory(uitgave=uitgave, hoofdstuk="leren")
    OpmerkingFactory(uitgave=uitgave, hoofdstuk="leren", opgelost=True)
    assert "Er staat nog 1 opmerking open." in tekst_van(als(Groep.DIRECTIE).get(f"{RAPPORT}stap/vaststellen/"))
