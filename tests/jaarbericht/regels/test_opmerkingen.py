"""Remarks on a draft: who places, replies and resolves when, and who hears about it."""

import pytest
from django.core import mail

from catalogus.fouten import RegelFout
from catalogus.models import Groep, Rol
from jaarbericht.models import Jaarbericht, Opmerking, Uitgave
from jaarbericht.rapport import naar_json
from jaarbericht.regels import opmerkingen
from jaarbericht.regels.opmerkingen import Hoofdstuk, antwoord, hoofdstukken_van, los_op, plaats
from tests.factories import GemeenteFactory, ambtenaar, medewerker
from tests.jaarbericht.fabrieken import JaarberichtFactory, OpmerkingFactory, UitgaveFactory
from tests.jaarbericht.voorbeeldrapport import klein_rapport

pytestmark = pytest.mark.django_db
Status = Jaarbericht.Status


INHOUD = naar_json(klein_rapport())


@pytest.fixture
def uitgave() -> Uitgave:
    gemeente = GemeenteFactory(naam="Westerveld", cbs_code="GM1701")
    bericht = JaarberichtFactory(gemeente=gemeente, status=Status.TER_INZAGE)
    return UitgaveFactory(jaarbericht=bericht, inhoud=INHOUD)


@pytest.fixture
def mensen(uitgave):
    """Of each side two."""
    gemeente = uitgave.jaarbericht.gemeente
    return {
        "opsteller": ambtenaar(gemeente, Rol.OPSTELLER, email="opsteller@westerveld.example"),
        "fiatteur": ambtenaar(gemeente, Rol.FIATTEUR, email="fiatteur@westerveld.example"),
        "redacteur": medewerker(Groep.REDACTIE, email="redacteur@bieb.example"),
        "directeur": medewerker(Groep.DIRECTIE, email="directeur@bieb.example"),
    }


def geweigerd(doe, **velden) -> tuple[str, str]:
    """Code and text of a refusal that leaves nothing."""
    vooraf = list(Opmerking.objects.order_by("pk").values_list("pk", "opgelost", "slot"))
    with pytest.raises(RegelFout) as fout:
        doe(**velden)
    assert list(Opmerking.objects.order_by("pk").values_list("pk", "opgelost", "slot")) == vooraf
    return fout.value.code, fout.value.tekst


# ------------------------------------------------------------------ chapters
def test_hoofdstukken_zoals_het_rapport_ze_noemt(uitgave):
    assert hoofdstukken_van(uitgave) == [
        Hoofdstuk("omslag", "Omslag"),
        Hoofdstuk("leren", "Leren", 2, 3),
        Hoofdstuk("kaart", "De kaart"),
    ]


def test_zonder_inhoud_geen_hoofdstukken():
    assert hoofdstukken_van(UitgaveFactory()) == []


def test_het_concept_is_de_laatste_ter_inzage_die_niet_is_ingetrokken(uitgave, mensen):
    bericht = uitgave.jaarbericht
    UitgaveFactory(jaarbericht=bericht, nummer=2, soort=Uitgave.Soort.VASTGESTELD)
    weg = UitgaveFactory(jaarbericht=bericht, nummer=3, ingetrokken_op=uitgave.gemaakt_op)
    vraag = {"gemeente": bericht.gemeente, "jaar": bericht.jaar}
    assert opmerkingen.ter_inzage(user=mensen["opsteller"], **vraag) == uitgave
    assert opmerkingen.ter_inzage(user=mensen["redacteur"], **vraag) == uitgave
    assert opmerkingen.ter_inzage(user=ambtenaar(GemeenteFactory(), Rol.FIATTEUR), **vraag) is None
    ingekort = UitgaveFactory(jaarbericht=bericht, nummer=4, soort=Uitgave.Soort.INGEKORT)
    assert opmerkingen.ter_inzage(user=mensen["opsteller"], **vraag) == ingekort
    ingekort.delete()
    Uitgave.objects.filter(pk=weg.pk).update(ingetrokken_op=None)
    assert opmerkingen.ter_inzage(user=mensen["opsteller"], **vraag) == weg


# ------------------------------------------------------------------ who and when
@pytest.mark.parametrize("wie", ["opsteller", "fiatteur", "redacteur", "directeur"])
def test_plaatsen(uitgave, mensen, wie):
    door = mensen[wie]
    opmerking = plaats(uitgave=uitgave, hoofdstuk="leren", tekst="  Dit klopt niet.\n", door=door)
    assert (opmerking.uitgave, opmerking.hoofdstuk, opmerking.tekst, opmerking.door) == (
        uitgave,
        "leren",
        "Dit klopt niet.",
        door,
    )
    assert (opmerking.opgelost, opmerking.antwoord_op, opmerking.history.get().history_user) == (False, None, door)


@pytest.mark.parametrize("groep", sorted({*Groep.values} - {"beheer", "redactie", "directie"}))
def test_anderen_van_de_bibliotheek_lezen_mee(uitgave, groep):
    code, _ = geweigerd(plaats, uitgave=uitgave, hoofdstuk="leren", tekst="Hoi", door=medewerker(groep))
    assert code == "niet-bevoegd"


def test_een_raadpleger_leest_alleen(uitgave):
    raadpleger = ambtenaar(uitgave.jaarbericht.gemeente, Rol.RAADPLEGER)
    opmerking = OpmerkingFactory(uitgave=uitgave)
    assert geweigerd(plaats, uitgave=uitgave, hoofdstuk="leren", tekst="Hoi", door=raadpleger) == (
        "niet-bevoegd",
        "Je leest mee. Een opsteller of fiatteur kan een opmerking plaatsen.",
    )
    assert geweigerd(antwoord, opmerking=opmerking, tekst="Hoi", door=raadpleger)[0] == "niet-bevoegd"
    assert geweigerd(los_op, opmerking=opmerking, opgelost=True, gezien=0, door=raadpleger)[0] == "niet-bevoegd"


def test_een_ander_zegt_niets(uitgave):
    vreemd = ambtenaar(GemeenteFactory(), Rol.FIATTEUR)
    opmerking = OpmerkingFactory(uitgave=uitgave)
    assert geweigerd(plaats, uitgave=uitgave, hoofdstuk="leren", tekst="Hoi", door=vreemd)[0] == "niet-bevoegd"
    assert geweigerd(antwoord, opmerking=opmerking, tekst="Hoi", door=vreemd)[0] == "niet-bevoegd"


PLAATSEN, ANTWOORDEN = {"ter_inzage"}, {"ter_inzage", "redactie"}


@pytest.mark.parametrize("status", Status.values)
def test_wanneer_wat_kan(uitgave, mensen, status):
    bericht = uitgave.jaarbericht
    Jaarbericht.objects.update(status=status)
    bericht.refresh_from_db()
    opmerking = OpmerkingFactory(uitgave=uitgave)
    door = mensen["redacteur"]

    def kan(doe, **velden) -> bool:
        try:
            doe(door=door, **velden)
        except RegelFout as fout:
            assert fout.code == "status"
            return False
        return True

    gelukt = (
        kan(plaats, uitgave=uitgave, hoofdstuk="leren", tekst="Hoi"),
        kan(antwoord, opmerking=opmerking, tekst="Hoi"),
        kan(los_op, opmerking=opmerking, opgelost=True, gezien=0),
    )
    assert gelukt == (status in PLAATSEN, status in ANTWOORDEN, status in ANTWOORDEN)
    assert opmerkingen.mag_plaatsen(user=door, jaarbericht=bericht) == gelukt[0]
    assert opmerkingen.mag_antwoorden(user=door, jaarbericht=bericht) == gelukt[1]


def test_bij_een_ouder_concept_komt_niets_nieuws(uitgave, mensen):
    UitgaveFactory(jaarbericht=uitgave.jaarbericht, nummer=2, inhoud=INHOUD)
    assert geweigerd(plaats, uitgave=uitgave, hoofdstuk="leren", tekst="Hoi", door=mensen["opsteller"])[0] == "status"


@pytest.mark.parametrize(
    ("velden", "code", "tekst"),
    [
        (
            {"hoofdstuk": "inhoud"},
            "hoofdstuk",
            "Dit hoofdstuk staat niet in het concept. Ververs de pagina en kies het opnieuw.",
        ),
        ({"tekst": " \n "}, "leeg", "Schrijf eerst je opmerking."),
        ({"tekst": "x" * 2003}, "lang", "Houd het korter: 2000 tekens of minder. Dit zijn er 3 te veel."),
    ],
)
def test_wat_niet_te_plaatsen_is(uitgave, mensen, velden, code, tekst):
    goed = {"uitgave": uitgave, "hoofdstuk": "leren", "tekst": "x" * 2000, "door": mensen["opsteller"]}
    assert geweigerd(plaats, **goed | velden) == (code, tekst)
    assert plaats(**goed).tekst == "x" * 2000


# ------------------------------------------------------------------ replying and resolving
def test_een_antwoord_op_een_antwoord_hoort_bij_de_opmerking(uitgave, mensen):
    opmerking = plaats(uitgave=uitgave, hoofdstuk="leren", tekst="Klopt dit?", door=mensen["opsteller"])
    eerste = antwoord(opmerking=opmerking, tekst="Ja", door=mensen["redacteur"])
    tweede = antwoord(opmerking=eerste, tekst="Dank", door=mensen["opsteller"])
    assert (eerste.antwoord_op, tweede.antwoord_op, tweede.hoofdstuk) == (opmerking, opmerking, "leren")


def test_oplossen_en_weer_openen(uitgave, mensen):
    opmerking = OpmerkingFactory(uitgave=uitgave)
    los_op(opmerking=opmerking, opgelost=True, gezien=0, door=mensen["redacteur"])
    assert Opmerking.objects.values_list("opgelost", "slot").get() == (True, 1)
    assert opmerking.history.first().history_user == mensen["redacteur"]
    los_op(opmerking=opmerking, opgelost=False, gezien=1, door=mensen["directeur"])
    assert Opmerking.objects.values_list("opgelost", "slot").get() == (False, 2)


def test_wie_een_oud_beeld_heeft_lost_niets_op(uitgave, mensen):
    opmerking = OpmerkingFactory(uitgave=uitgave, slot=1)
    assert geweigerd(los_op, opmerking=opmerking, opgelost=True, gezien=0, door=mensen["redacteur"])[0] == "verouderd"


def test_de_gemeente_lost_niet_op_maar_opent_met_een_antwoord(uitgave, mensen):
    opmerking = OpmerkingFactory(uitgave=uitgave, opgelost=True)
    assert geweigerd(los_op, opmerking=opmerking, opgelost=False, gezien=0, door=mensen["fiatteur"]) == (
        "niet-bevoegd",
        "De redactie zegt of een opmerking is opgelost.",
    )
    antwoord(opmerking=opmerking, tekst="Zo is het.", door=mensen["redacteur"])
    opmerking.refresh_from_db()
    assert (opmerking.opgelost, opmerking.slot) == (True, 0)
    antwoord(opmerking=opmerking, tekst="Toch niet.", door=mensen["fiatteur"])
    opmerking.refresh_from_db()
    assert (opmerking.opgelost, opmerking.slot) == (False, 1)


def test_een_antwoord_is_niet_op_te_lossen(uitgave, mensen):
    opmerking = OpmerkingFactory(uitgave=uitgave)
    reactie = OpmerkingFactory(uitgave=uitgave, antwoord_op=opmerking)
    assert geweigerd(los_op, opmerking=reactie, opgelost=True, gezien=0, door=mensen["redacteur"])[0] == "antwoord"


# ------------------------------------------------------------------ mail
def test_wie_bericht_krijgt(uitgave, mensen, django_capture_on_commit_callbacks):
    """The other side, who takes part, never oneself; who left the gemeente hears nothing any more."""
    weg = ambtenaar(uitgave.jaarbericht.gemeente, Rol.OPSTELLER, email="weg@westerveld.example")

    def aan(doe, **velden) -> tuple[str, list[str]]:
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            aan.laatste = doe(**velden)
        (bericht,) = mail.outbox
        return bericht.subject, bericht.bcc

    nieuw, reactie = (f"{wat} bij jaarbericht 2026 van Westerveld" for wat in ("Nieuwe opmerking", "Nieuw antwoord"))
    leren = {"uitgave": uitgave, "hoofdstuk": "leren"}
    assert aan(plaats, **leren, tekst="Klopt dit?", door=weg) == (nieuw, ["redacteur@bieb.example"])
    opmerking = aan.laatste
    assert "Klopt dit?" in mail.outbox[0].body
    assert "/g/GM1701/jaarberichten/2026/lezen/leren/#opmerking-" in mail.outbox[0].body
    weg.lidmaatschappen.all().delete()
    assert aan(antwoord, opmerking=opmerking, tekst="Ja", door=mensen["opsteller"]) == (reactie, ["redacteur@bieb.example"])
    assert aan(antwoord, opmerking=opmerking, tekst="Nee", door=mensen["directeur"]) == (
        reactie,
        ["opsteller@westerveld.example"],
    )
    assert aan(antwoord, opmerking=opmerking, tekst="Toch", door=mensen["opsteller"]) == (
        reactie,
        ["directeur@bieb.example", "redacteur@bieb.example"],
    )
    assert aan(plaats, **leren, tekst="Kijk hier", door=mensen["redacteur"]) == (
        nieuw,
        ["fiatteur@westerveld.example", "opsteller@westerveld.example"],
    )


def test_wat_geweigerd_wordt_stuurt_niets(uitgave, mensen, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        geweigerd(plaats, uitgave=uitgave, hoofdstuk="leren", tekst="", door=mensen["opsteller"])
    assert mail.outbox == []
