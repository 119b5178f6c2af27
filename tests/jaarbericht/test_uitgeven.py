"""The life of a report: who takes which step when, what is frozen, and that a refused step leaves nothing."""

import hashlib

import pytest
from django.core import mail
from django.core.files.base import ContentFile

from catalogus.fouten import RegelFout
from catalogus.models import Groep, Rol
from jaarbericht.models import Blok, Jaarbericht, Jaarberichtwissel, Taakregel, Uitgave
from jaarbericht.rapport import naar_json
from jaarbericht.regels import uitgeven
from jaarbericht.samenstellen import samenstel
from jaarbericht.taken import Kwijt, neem, rond_af, voer_uit, vraag_stap
from tests.factories import GemeenteFactory, ambtenaar, medewerker
from tests.jaarbericht.fabrieken import (
    BlokFactory,
    HoofdstukFactory,
    JaarberichtFactory,
    JaarberichtwisselFactory,
    UitgaveFactory,
)

pytestmark = pytest.mark.django_db
Status = Jaarbericht.Status
ROLLEN = ["niemand", *sorted(Groep.values)]


@pytest.fixture(autouse=True)
def uploads(settings, tmp_path):
    """Frozen files go to a folder of the test."""
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def bericht() -> Jaarbericht:
    """A small report in redactie, with people of the gemeente who hear about it."""
    BlokFactory(hoofdstuk=HoofdstukFactory(titel="Leren"), tekst="<p>Iedereen leest.</p>")
    gemeente = GemeenteFactory(naam="Westerveld", cbs_code="GM1701")
    ambtenaar(gemeente, Rol.FIATTEUR, email="fred@westerveld.example")
    return JaarberichtFactory(gemeente=gemeente, status=Status.REDACTIE)


def toestand(bericht: Jaarbericht, map_) -> tuple:
    """Everything a step could write."""
    return (
        Jaarbericht.objects.values_list("status", "slot").get(pk=bericht.pk),
        list(Uitgave.objects.order_by("pk").values_list("pk", "sha256", "openbaar_vanaf", "ingetrokken_op")),
        Jaarberichtwissel.objects.count(),
        bericht.history.count(),
        sorted(pad.name for pad in map_.rglob("*") if pad.is_file()),
        len(mail.outbox),
    )


def geweigerd(bericht: Jaarbericht, map_, stap: str, door, reden: str = "") -> RegelFout:
    """The error of a step that is refused and leaves nothing."""
    vooraf = toestand(bericht, map_)
    with pytest.raises(RegelFout) as fout:
        uitgeven.wissel(jaarbericht=bericht, stap=stap, door=door, reden=reden)
    assert toestand(bericht, map_) == vooraf
    return fout.value


def inhoud(uitgave: Uitgave) -> bytes:
    with uitgave.pdf.open() as bestand:
        return bestand.read()


def vastgesteld(bericht: Jaarbericht, tekst: bytes = b"%PDF vast", **velden) -> Uitgave:
    """A report with an uitgave that was fixed, made without the trouble of a real PDF."""
    uitgave = UitgaveFactory(
        jaarbericht=bericht, soort=Uitgave.Soort.VASTGESTELD, sha256=hashlib.sha256(tekst).hexdigest(), **velden
    )
    uitgave.pdf.save("vast.pdf", ContentFile(tekst))
    Jaarbericht.objects.update(status=Status.VASTGESTELD)
    bericht.refresh_from_db()
    return uitgave


# ------------------------------------------------------------------ who and when
MAG = {  # step: from which status, and which groups besides beheer
    "beginnen": ("concept", ["redactie"]),
    "ter_inzage": ("redactie", ["redactie"]),
    "terug": ("ter_inzage", ["directie", "redactie"]),
    "vaststellen": ("ter_inzage", ["directie"]),
    "heropenen": ("vastgesteld", ["directie"]),
    "publiceren": ("vastgesteld", ["directie"]),
    "verbeteren": ("gepubliceerd", ["directie"]),
}


def test_elke_stap_staat_in_de_tabel():
    assert list(uitgeven.TABEL) == list(MAG)


@pytest.mark.parametrize("stap", MAG)
def test_wie_welke_stap_wanneer_zet(stap):
    """Every role in every status: allowed is exactly what the table above says."""
    mensen = {rol: medewerker(*[rol] if rol in Groep.values else []) for rol in ROLLEN}
    bericht = JaarberichtFactory()
    gemeente = ambtenaar(bericht.gemeente, Rol.FIATTEUR)
    gelukt, codes = [], set()
    for status in Status.values:
        bericht.status = status
        for rol, door in [*mensen.items(), ("gemeente", gemeente)]:
            try:
                uitgeven.eis_stap(jaarbericht=bericht, stap=stap, door=door, reden="Zo is het")
                gelukt.append((status, rol))
            except RegelFout as fout:
                codes.add((fout.code, status == MAG[stap][0]))
            mogelijk = [s.naam for s in uitgeven.mogelijke_stappen(jaarbericht=bericht, door=door)]
            assert (stap in mogelijk) == ((status, rol) in gelukt)
    van, groepen = MAG[stap]
    assert gelukt == [(van, rol) for rol in ROLLEN if rol in {*groepen, "beheer"}]
    assert codes == {("status", False), ("niet-bevoegd", True)}


@pytest.mark.parametrize("stap", ["terug", "heropenen", "verbeteren"])
def test_zonder_reden_niet(bericht, uploads, stap):
    bericht.status = MAG[stap][0]
    bericht.save()
    fout = geweigerd(bericht, uploads, stap, medewerker(Groep.DIRECTIE), reden="  ")
    assert (fout.tekst, fout.code, fout.veld) == ("Geef een reden.", "reden", "reden")


@pytest.mark.parametrize("groepen", [[Groep.BEHEER], [Groep.DIRECTIE, Groep.REDACTIE]])
def test_een_tweede_persoon_stelt_vast(bericht, uploads, groepen):
    zelf, ander = medewerker(*groepen), medewerker(Groep.DIRECTIE)
    JaarberichtwisselFactory(jaarbericht=bericht, door=ander)  # an earlier round does not count
    JaarberichtwisselFactory(jaarbericht=bericht, door=zelf)
    Jaarbericht.objects.update(status=Status.TER_INZAGE)
    bericht.refresh_from_db()
    fout = geweigerd(bericht, uploads, "vaststellen", zelf)
    assert (fout.tekst, fout.code) == ("Je legde dit jaarbericht zelf ter inzage. Een ander stelt het vast.", "vier-ogen")
    assert uitgeven.eis_stap(jaarbericht=bericht, stap="vaststellen", door=ander).naam == "vaststellen"


# ------------------------------------------------------------------ freezing
@pytest.mark.pdf
def test_van_redactie_tot_en_met_een_verbetering(bericht, uploads, django_capture_on_commit_callbacks):
    """What was fixed is what is published, whatever changes after it; a correction is a new uitgave next to it."""
    redacteur, directeur = medewerker(Groep.REDACTIE), medewerker(Groep.DIRECTIE, email="dirk@bieb.example")

    def zet(stap, door, reden=""):
        with django_capture_on_commit_callbacks(execute=True):
            uitgeven.wissel(jaarbericht=bericht, stap=stap, door=door, reden=reden)
        bericht.refresh_from_db()

    zet("ter_inzage", redacteur)
    concept = bericht.uitgaven.get()
    nu = samenstel(gemeente=bericht.gemeente, jaar=bericht.jaar, uitgave=concept).rapport
    assert (bericht.status, concept.nummer, concept.soort, concept.openbaar_vanaf) == ("ter_inzage", 1, "ter_inzage", None)
    assert (concept.inhoud, concept.gemaakt_door) == (naar_json(nu), redacteur)
    assert uitgeven.openbare_uitgave(jaarbericht=bericht) is None

    zet("vaststellen", directeur)
    vast = bericht.uitgaven.get(nummer=2)
    bytes_vast = inhoud(vast)
    assert (bericht.status, vast.soort, bytes_vast[:8]) == ("vastgesteld", "vastgesteld", b"%PDF-1.7")
    assert vast.sha256 == hashlib.sha256(bytes_vast).hexdigest() != concept.sha256
    assert "Iedereen leest." in str(vast.inhoud)

    Blok.objects.update(tekst="<p>Iedereen leest en schrijft.</p>")
    zet("publiceren", directeur)
    openbaar = uitgeven.openbare_uitgave(jaarbericht=bericht)
    assert (bericht.status, bericht.uitgaven.count(), openbaar) == ("gepubliceerd", 2, vast)
    assert (inhoud(openbaar), openbaar.sha256, openbaar.inhoud) == (bytes_vast, vast.sha256, vast.inhoud)

    zet("verbeteren", directeur, reden=" Een woord ontbrak ")
    nieuw = uitgeven.openbare_uitgave(jaarbericht=bericht)
    assert (bericht.status, nieuw.nummer, nieuw.soort, nieuw.reden) == ("gepubliceerd", 3, "verbeterd", "Een woord ontbrak")
    assert "Iedereen leest en schrijft." in str(nieuw.inhoud)
    assert nieuw.sha256 == hashlib.sha256(inhoud(nieuw)).hexdigest() != vast.sha256
    vast.refresh_from_db()
    assert (inhoud(vast), vast.sha256, vast.ingetrokken_op) == (bytes_vast, hashlib.sha256(bytes_vast).hexdigest(), None)

    assert list(bericht.wissels.values_list("stap", "van", "naar", "door", "reden")) == [
        ("ter_inzage", "redactie", "ter_inzage", redacteur.pk, ""),
        ("vaststellen", "ter_inzage", "vastgesteld", directeur.pk, ""),
        ("publiceren", "vastgesteld", "gepubliceerd", directeur.pk, ""),
        ("verbeteren", "gepubliceerd", "gepubliceerd", directeur.pk, "Een woord ontbrak"),
    ]
    fred = "fred@westerveld.example"
    assert [(b.subject, b.bcc) for b in mail.outbox] == [
        ("Jaarbericht 2026 van Westerveld ligt ter inzage", ["dirk@bieb.example", fred]),
        ("Jaarbericht 2026 van Westerveld is vastgesteld", sorted([fred, redacteur.email])),
        ("Jaarbericht 2026 van Westerveld is openbaar", sorted([fred, redacteur.email])),
        ("Jaarbericht 2026 van Westerveld is verbeterd", sorted([fred, redacteur.email])),
    ]
    assert "Reden: Een woord ontbrak" in mail.outbox[-1].body


def test_een_ander_bestand_wordt_niet_openbaar(bericht, uploads):
    """Somebody replaced the file on the disk after it was fixed."""
    uitgave = vastgesteld(bericht)
    (uploads / uitgave.pdf.name).write_bytes(b"%PDF anders")
    fout = geweigerd(bericht, uploads, "publiceren", medewerker(Groep.DIRECTIE))
    assert (fout.code, fout.tekst) == (
        "bestand",
        "Het bestand van uitgave 1 is niet meer wat is vastgesteld. Heropen en stel opnieuw vast.",
    )


def test_een_ingetrokken_uitgave_wordt_niet_openbaar(bericht, uploads):
    uitgave = vastgesteld(bericht)
    Uitgave.objects.update(ingetrokken_op=uitgave.gemaakt_op)
    assert geweigerd(bericht, uploads, "publiceren", medewerker(Groep.DIRECTIE)).code == "uitgave"


def test_heropenen_bewaart_wat_vaststond(bericht, uploads):
    uitgave = vastgesteld(bericht)
    uitgeven.wissel(jaarbericht=bericht, stap="heropenen", door=medewerker(Groep.DIRECTIE), reden="Een cijfer klopt niet")
    bericht.refresh_from_db()
    assert (bericht.status, bericht.uitgaven.get(), inhoud(uitgave)) == ("redactie", uitgave, b"%PDF vast")
    assert bericht.history.first().history_change_reason == "Een cijfer klopt niet"


# ------------------------------------------------------------------ refused: nothing is written
def test_wat_niet_compleet_is_komt_niet_ter_inzage(bericht, uploads):
    BlokFactory(hoofdstuk=HoofdstukFactory(titel="Kop"), titel="Kop", tekst='<span data-veld="term:x">7</span>')
    fout = geweigerd(bericht, uploads, "ter_inzage", medewerker(Groep.REDACTIE))
    assert (fout.code, fout.tekst) == (
        "niet-compleet",
        "Het jaarbericht 2026 van Westerveld is niet compleet:\n"
        "- Hoofdstuk ‘Kop’, blok ‘Kop’, veld ‘term:x’ op regel 1, teken 1: er is geen term ‘x’",
    )


@pytest.mark.parametrize("stap", ["ter_inzage", "vaststellen", "verbeteren"])
def test_met_een_open_waarschuwing_wordt_niets_vastgelegd(bericht, uploads, stap):
    """3 March 2026 was a Tuesday."""
    BlokFactory(hoofdstuk=HoofdstukFactory(titel="Kop"), titel="Kop", tekst="<p>Op maandag 3 maart was het druk.</p>")
    bericht.status = MAG[stap][0]
    bericht.save()
    fout = geweigerd(bericht, uploads, stap, medewerker(Groep.DIRECTIE, Groep.REDACTIE), reden="Zo is het")
    assert (fout.code, fout.tekst.splitlines()[1:]) == (
        "controles",
        ["- Hoofdstuk ‘Kop’, blok ‘Kop’: ‘maandag 3 maart’: 3 maart 2026 was een dinsdag. Verbeter de dag of de datum."],
    )


@pytest.mark.pdf
def test_wie_met_een_oud_beeld_komt_schrijft_niets(bericht, uploads):
    """The report moved on while the PDF was made."""
    oud = Jaarbericht.objects.select_related("gemeente").get()
    Jaarbericht.objects.update(status=Status.TER_INZAGE)
    fout = geweigerd(oud, uploads, "ter_inzage", medewerker(Groep.REDACTIE))
    assert (fout.code, fout.tekst) == (
        "status",
        "Dit jaarbericht is ter inzage. Deze stap kan alleen als het redactie is: leg ter inzage.",
    )


# ------------------------------------------------------------------ the worker
@pytest.mark.pdf
def test_de_werker_zet_de_stap_een_keer(bericht, uploads):
    redacteur = medewerker(Groep.REDACTIE)
    taak = vraag_stap(jaarbericht=bericht, stap="ter_inzage", door=redacteur)
    assert vraag_stap(jaarbericht=bericht, stap="ter_inzage", door=redacteur) == taak
    assert (Jaarbericht.objects.get().status, taak.status) == ("redactie", "wacht")
    voer_uit.call(taak.pk)
    na = toestand(bericht, uploads)
    assert (na[0][0], len(na[1]), na[2], len(na[4])) == ("ter_inzage", 1, 1, 1)
    assert list(Taakregel.objects.values_list("status", "voortgang", "fout", "resultaat")) == [("klaar", 100, "", "")]

    voer_uit.call(taak.pk)
    assert toestand(bericht, uploads) == na
    assert Taakregel.objects.values_list("status", "pogingen", "fout").get() == ("klaar", 1, "")


@pytest.mark.pdf
def test_wie_de_taak_kwijt_is_zet_de_stap_niet(bericht, uploads):
    """Stopped, or taken over by another worker, while the PDF was made: the step and the end of its job are one."""
    vooraf = toestand(bericht, uploads)
    taak = vraag_stap(jaarbericht=bericht, stap="ter_inzage", door=medewerker(Groep.REDACTIE))
    assert neem(taak_id=taak.pk, houder="eerste")
    Taakregel.objects.update(houder="tweede")
    with pytest.raises(Kwijt):
        uitgeven.wissel(
            jaarbericht=bericht,
            stap="ter_inzage",
            door=taak.gevraagd_door,
            samen_met=lambda: rond_af(taak_id=taak.pk, houder="eerste", status="klaar"),
        )
    assert toestand(bericht, uploads) == vooraf
    assert Taakregel.objects.values_list("status", "houder").get() == ("bezig", "tweede")


def test_de_taak_noemt_waarom_de_stap_niet_kon(bericht, uploads):
    vooraf = toestand(bericht, uploads)
    taak = vraag_stap(jaarbericht=bericht, stap="ter_inzage", door=medewerker(Groep.REDACTIE))
    Blok.objects.update(titel="Kop", tekst='<span data-veld="term:x">7</span>')
    voer_uit.call(taak.pk)
    assert Taakregel.objects.values_list("status", "fout").get() == (
        "mislukt",
        "Het jaarbericht 2026 van Westerveld is niet compleet:\n"
        "- Hoofdstuk ‘Leren’, blok ‘Kop’, veld ‘term:x’ op regel 1, teken 1: er is geen term ‘x’",
    )
    assert toestand(bericht, uploads) == vooraf


def test_een_stap_van_wie_weg_is_wordt_niet_gezet(bericht):
    redacteur = medewerker(Groep.REDACTIE)
    taak = vraag_stap(jaarbericht=bericht, stap="ter_inzage", door=redacteur)
    redacteur.delete()
    voer_uit.call(taak.pk)
    assert Taakregel.objects.values_list("status", "fout").get() == (
        "mislukt",
        "Wie deze stap vroeg, heeft geen account meer. Vraag de stap opnieuw.",
    )


def test_een_tweede_die_tegelijk_vraagt_hoort_dat_het_al_gebeurt(bericht):
    vraag_stap(jaarbericht=bericht, stap="ter_inzage", door=medewerker(Groep.REDACTIE))
    with pytest.raises(RegelFout) as fout:
        vraag_stap(jaarbericht=bericht, stap="ter_inzage", door=medewerker(Groep.REDACTIE))
    assert (fout.value.code, Taakregel.objects.count()) == ("bezig", 1)


def test_wie_niet_mag_maakt_geen_taak(bericht):
    with pytest.raises(RegelFout) as fout:
        vraag_stap(jaarbericht=bericht, stap="ter_inzage", door=medewerker(Groep.DIRECTIE))
    assert (fout.value.code, Taakregel.objects.count()) == ("niet-bevoegd", 0)
