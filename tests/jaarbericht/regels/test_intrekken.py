"""A consent is withdrawn: what is taken down at once, what takes its place, who still sees the old one, and for how long."""

import datetime
import hashlib
import json
import re
import subprocess
from io import BytesIO, StringIO

import pikepdf
import pytest
import weasyprint
from django.core import mail
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.utils import timezone

from catalogus import toegang
from catalogus.fouten import RegelFout
from catalogus.models import Groep, Rol
from jaarbericht import rapport as r
from jaarbericht import taken
from jaarbericht.management.commands.werker import ronde
from jaarbericht.models import Blok, Jaarbericht, Jaarberichtwissel, Taakregel, Toestemming, Uitgave, Verhaal
from jaarbericht.regels import intrekken, uitgeven
from jaarbericht.regels.toestemmingen import wis_als_los
from jaarbericht.regels.weglaten import Sporen, sporen_van, zonder
from jaarbericht.samenstellen import samenstel
from jaarbericht.taken import voer_uit, vraag_intrekken
from tests.factories import JAAR, GemeenteFactory, ProgrammalijnFactory, ambtenaar, medewerker
from tests.jaarbericht.fabrieken import (
    BlokFactory,
    CitaatFactory,
    FotoFactory,
    HoofdstukFactory,
    JaarberichtFactory,
    OpmerkingFactory,
    TaakregelFactory,
    ToestemmingFactory,
    UitgaveFactory,
    VerhaalFactory,
)

pytestmark = pytest.mark.django_db
Status, Soort = Jaarbericht.Status, Uitgave.Soort
VAN_COR = ("Cor fietst", "Ik fiets", "cor.jpg")


@pytest.fixture(autouse=True)
def uploads(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def lijn():
    """A chapter with stories and two quotes."""
    lijn = ProgrammalijnFactory(nummer=2)
    hoofdstuk = HoofdstukFactory(sleutel="leren", titel="Leren", programmalijn=lijn)
    BlokFactory(hoofdstuk=hoofdstuk, soort=Blok.Soort.VERHALEN)
    for nummer in (1, 2):
        BlokFactory(hoofdstuk=hoofdstuk, soort=Blok.Soort.CITAAT, instelling={"nummer": nummer})
    return lijn


@pytest.fixture
def anneke():
    return ToestemmingFactory(persoon="Anneke de Vries")


@pytest.fixture
def bericht(lijn, anneke):
    """Westerveld: a story and a quote of Anneke, a story with her photo, and a quote of Bas."""
    gemeente = GemeenteFactory(naam="Westerveld", cbs_code="GM1701")
    eigen = {"gemeente": gemeente, "programmalijn": lijn}
    VerhaalFactory(titel="Anneke leest", tekst="<p>Anneke leest voor.</p>", toestemming=anneke, **eigen)
    VerhaalFactory(titel="De kring", foto=FotoFactory(alt="Anneke in de kring", toestemming=anneke), **eigen)
    CitaatFactory(tekst="Het hielp", wie="Anneke", toestemming=anneke, **eigen)
    CitaatFactory(tekst="Het smaakte", wie="Bas", toestemming=ToestemmingFactory(persoon="Bas Smit"), **eigen)
    return JaarberichtFactory(gemeente=gemeente, status=Status.GEPUBLICEERD)


@pytest.fixture
def redacteur():
    return medewerker(Groep.REDACTIE)


def leg_vast(bericht, nummer=1, soort=Soort.VASTGESTELD, *, openbaar=True, **velden) -> Uitgave:
    """An uitgave with the content as it is now, without the trouble of a real PDF."""
    inhoud = f"%PDF {bericht} {nummer}".encode()
    uitgave = UitgaveFactory(
        jaarbericht=bericht,
        nummer=nummer,
        soort=soort,
        inhoud=r.naar_json(samenstel(gemeente=bericht.gemeente, jaar=JAAR).rapport),
        sha256=hashlib.sha256(inhoud).hexdigest(),
        openbaar_vanaf=timezone.now() if openbaar else None,
        pdf=None,
        **velden,
    )
    uitgave.pdf.save(f"{bericht.pk}-{nummer}.pdf", ContentFile(inhoud))
    return uitgave


def trek_in(toestemming, door, **velden) -> list[Uitgave]:
    return intrekken.trek_in(toestemming=toestemming, gezien=toestemming.slot, door=door, **velden)


def in_archief() -> list[tuple[str, int]]:
    rijen = Uitgave.objects.filter(ingetrokken_op__isnull=False).order_by("pk")
    return [(str(u.jaarbericht.gemeente), u.nummer) for u in rijen]


def zonder_bron(data):
    """Frozen content as it was kept before schema 3."""
    if isinstance(data, dict):
        return {naam: zonder_bron(waarde) for naam, waarde in data.items() if naam != "bron"} | (
            {"schema": 1} if data.get("_") == "Rapport" else {}
        )
    return [zonder_bron(x) for x in data] if isinstance(data, list) else data


# ------------------------------------------------------------------ taken down at once
def test_elke_uitgave_waar_het_in_staat_gaat_weg(bericht, anneke, redacteur):
    """The public one and the one before it. Another gemeente, and an older uitgave without her, stay."""
    foto, van_haar = anneke.fotos.get(), [*anneke.verhalen.all(), *anneke.citaten.all()]
    for ding in van_haar:
        type(ding).objects.filter(pk=ding.pk).update(jaar=JAAR - 1)
    Verhaal.objects.filter(foto=foto).update(foto=None)
    leg_vast(bericht, 1)
    for ding in van_haar:
        ding.save()
    eerder, huidig = leg_vast(bericht, 2), leg_vast(bericht, 3, Soort.VERBETERD)
    leg_vast(JaarberichtFactory(gemeente=GemeenteFactory(naam="Meppel"), status=Status.GEPUBLICEERD))

    gevolgen = intrekken.gevolgen(toestemming=anneke)
    assert [(g.uitgave, g.opvolger, g.openbaar) for g in gevolgen.uitgaven] == [(eerder, False, True), (huidig, True, True)]
    assert (len(gevolgen.verhalen), len(gevolgen.citaten), len(gevolgen.fotos)) == (1, 1, 1)
    assert in_archief() == []

    assert trek_in(anneke, redacteur, reden="Per mail gevraagd") == [huidig]
    assert in_archief() == [("Westerveld", 2), ("Westerveld", 3)]
    assert uitgeven.openbare_uitgave(jaarbericht=bericht).nummer == 1
    anneke.refresh_from_db()
    vandaag = timezone.localdate()
    assert (anneke.ingetrokken_op, anneke.slot) == (vandaag, 1)
    assert anneke.history.first().history_change_reason == "Per mail gevraagd"
    huidig.refresh_from_db()
    assert (huidig.bewaren_tot.year, huidig.bewaren_tot.month) == (vandaag.year + 7, vandaag.month)


@pytest.mark.parametrize("wat", ["verhaal", "citaat", "foto"])
def test_ook_wat_voor_schema_3_werd_vastgelegd(bericht, lijn, redacteur, wat):
    """Known by what it said; also when the record has another title or text now."""
    akkoord = ToestemmingFactory(persoon="Cor")
    eigen = {"gemeente": bericht.gemeente, "programmalijn": lijn}
    if wat == "verhaal":
        ding = VerhaalFactory(titel="Cor fietst", toestemming=akkoord, **eigen)
    elif wat == "citaat":
        ding = CitaatFactory(tekst="Ik fiets", wie="Cor", toestemming=akkoord, volgorde=0, **eigen)
        bericht.gemeente.citaten.exclude(pk=ding.pk).delete()
    else:
        foto = ding = FotoFactory(tekening="", bestand="fotos/cor.jpg", toestemming=akkoord)
        VerhaalFactory(titel="Fietsen", foto=foto, **eigen)
    uitgave = leg_vast(bericht)
    uitgave.inhoud, uitgave.schema = zonder_bron(uitgave.inhoud), 1
    uitgave.save()
    assert len([tekst for tekst in VAN_COR if tekst in str(uitgave.inhoud)]) == 1
    for veld in {"verhaal": ["titel"], "citaat": ["tekst", "wie"], "foto": ["alt"]}[wat]:
        setattr(ding, veld, "Iets anders")
    ding.save()
    assert trek_in(akkoord, redacteur) == [uitgave]
    nieuw = zonder(r.van_json(uitgave.inhoud), sporen_van())
    assert nieuw.schema == r.SCHEMA
    assert [tekst for tekst in VAN_COR if tekst in str(nieuw)] == []


@pytest.mark.parametrize(
    ("status", "uitgaven", "opvolger"),
    [
        (Status.GEPUBLICEERD, [(1, Soort.TER_INZAGE, False), (2, Soort.VASTGESTELD, True)], [2]),
        (Status.VASTGESTELD, [(1, Soort.TER_INZAGE, False), (2, Soort.VASTGESTELD, False)], [2]),
        (Status.TER_INZAGE, [(1, Soort.TER_INZAGE, False)], [1]),
        (Status.REDACTIE, [(1, Soort.TER_INZAGE, False)], []),
        (Status.REDACTIE, [(1, Soort.TER_INZAGE, False), (2, Soort.VASTGESTELD, False)], []),
    ],
)
def test_welke_een_opvolger_krijgt(bericht, anneke, redacteur, status, uitgaven, opvolger):
    """Only what people read or publish now; in redactie the next uitgave is made without it anyway."""
    bericht.status = status
    bericht.save()
    for nummer, soort, openbaar in uitgaven:
        leg_vast(bericht, nummer, soort, openbaar=openbaar)
    assert [u.nummer for u in trek_in(anneke, redacteur)] == opvolger
    assert in_archief() == [("Westerveld", nummer) for nummer, _, _ in uitgaven]


def test_wat_een_ander_akkoord_kreeg_blijft(bericht, anneke, redacteur):
    """The photo was taken again with a new consent before the first was withdrawn."""
    foto = anneke.fotos.get()
    foto.toestemming = ToestemmingFactory()
    foto.save()
    assert f"foto:{foto.pk}" not in sporen_van(toestemmingen=[anneke]).bronnen
    trek_in(anneke, redacteur)
    assert f"foto:{foto.pk}" not in sporen_van().bronnen


@pytest.mark.parametrize("vastgelegd", [True, False])
def test_een_akkoord_blijft_zolang_een_uitgave_iets_van_haar_toont(bericht, anneke, redacteur, vastgelegd):
    """Also when the story, quote and photo themselves are gone; else she could not withdraw it any more."""
    uitgave = leg_vast(bericht) if vastgelegd else None
    anneke.verhalen.all().delete()
    anneke.citaten.all().delete()
    Verhaal.objects.update(foto=None)
    anneke.fotos.all().delete()
    wis_als_los(toestemming=anneke, door=redacteur, reden="Weg")
    assert Toestemming.objects.filter(pk=anneke.pk).exists() is vastgelegd
    if vastgelegd:
        assert trek_in(anneke, redacteur) == [uitgave]


@pytest.mark.parametrize("groep", sorted(Groep.values))
def test_wie_intrekt(bericht, anneke, groep):
    leg_vast(bericht)
    door = medewerker(groep)
    if groep in {Groep.REDACTIE, Groep.BEHEER}:
        trek_in(anneke, door)
        assert in_archief() == [("Westerveld", 1)]
        return
    with pytest.raises(RegelFout) as fout:
        trek_in(anneke, door)
    assert (fout.value.code, in_archief(), anneke.history.count()) == ("niet-bevoegd", [], 1)


def test_wie_te_laat_komt_verandert_niets(bericht, anneke, redacteur):
    with pytest.raises(RegelFout) as fout:
        intrekken.trek_in(toestemming=anneke, gezien=7, door=redacteur)
    assert fout.value.code == "verouderd"
    trek_in(anneke, redacteur)
    with pytest.raises(RegelFout) as fout:
        trek_in(anneke, redacteur)
    assert fout.value.tekst == "Deze toestemming is al ingetrokken."


def test_proeven_gaan_weg(bericht, anneke, redacteur, uploads, django_capture_on_commit_callbacks):
    leg_vast(bericht)
    taak = TaakregelFactory(jaarbericht=bericht, status="klaar")
    taak.resultaat.save("proef.pdf", ContentFile(b"%PDF"))
    with django_capture_on_commit_callbacks(execute=True):
        trek_in(anneke, redacteur)
    taak.refresh_from_db()
    assert (taak.resultaat.name, list((uploads / "taken").iterdir())) == ("", [])


def test_wat_net_werd_gemaakt_met_haar_erin_wordt_niet_bewaard(bericht, anneke, redacteur, uploads):
    """The report was composed before the withdrawal, and frozen after it."""
    bericht.status = Status.REDACTIE
    bericht.save()
    uitgave = uitgeven.nieuwe_uitgave(jaarbericht=bericht, soort=Soort.TER_INZAGE, door=redacteur)
    uitgave.inhoud = r.naar_json(samenstel(gemeente=bericht.gemeente, jaar=JAAR).rapport)
    uitgave.schema, uitgave.sha256 = r.SCHEMA, "0" * 64
    trek_in(anneke, redacteur)
    with pytest.raises(RegelFout) as fout:
        uitgeven.bewaar(jaarbericht=bericht, uitgave=uitgave, inhoud=b"%PDF", openbaar=False)
    assert fout.value.tekst == "Intussen is een toestemming ingetrokken. Zet de stap opnieuw."
    assert (Uitgave.objects.count(), list(uploads.rglob("*.pdf"))) == (0, [])


# ------------------------------------------------------------------ without it
def test_wat_er_overblijft():
    """A story goes with its picture, a picture leaves its story, and a part of which nothing is left goes too."""
    weg, blijft = Sporen(frozenset({"verhaal:1", "foto:2", "citaat:3"})), r.Verhaal("B", "<p>b</p>", bron="verhaal:9")
    beeld = r.Beeld("Zij", tekening="kring", bron="foto:2")
    een = r.Verhaal("A", "<p>a</p>", bron="verhaal:1")
    delen = (
        r.Verhalen((een, blijft), "Verhalen"),
        r.Verhalen((een,)),
        r.Campagne("Week", "mei", "", "", (een,)),
        r.Campagne("Maand", "juni", "", "<p>Zonder verhaal.</p>"),
        r.Verhalen((r.Verhaal("C", "", beeld=beeld, bron="verhaal:8"),)),
        r.Citaat("Het hielp", "Anneke", bron="citaat:3"),
        r.Citaat("Het smaakte", "Bas", bron="citaat:4"),
    )
    sectie = r.Sectie("leren", "loop", "leren", "Leren", delen)
    leeg = r.Sectie("leeg", "loop", "leeg", "Leeg", (delen[5],))
    rapport = r.Rapport(2024, "GM1701", "Westerveld", "", "", "", "", "", (), (sectie, leeg), ())
    eerste, tweede = zonder(rapport, weg).secties
    assert eerste.onderdelen == (
        r.Verhalen((blijft,), "Verhalen"),
        r.Campagne("Maand", "juni", "", "<p>Zonder verhaal.</p>"),
        r.Verhalen((r.Verhaal("C", "", bron="verhaal:8"),)),
        r.Citaat("Het smaakte", "Bas", bron="citaat:4"),
    )
    assert tweede.onderdelen == (r.Tekst("<p>Dit deel is weggelaten.</p>"),)


@pytest.mark.pdf
def test_van_intrekken_tot_een_ingekorte_uitgave(bericht, anneke, redacteur, django_capture_on_commit_callbacks):
    """Anneke and, while the job waits, Bas: the new uitgave has neither. Another story stays, and remarks go along."""
    bas = ToestemmingFactory._meta.model.objects.get(persoon="Bas Smit")
    ambtenaar(bericht.gemeente, Rol.FIATTEUR, email="fred@westerveld.example")
    oud = leg_vast(bericht)
    opmerking = OpmerkingFactory(uitgave=oud, hoofdstuk="leren")
    assert vraag_intrekken(toestemming=anneke, gezien=0, door=redacteur) == 1
    assert vraag_intrekken(toestemming=bas, gezien=0, door=redacteur) == 0
    assert uitgeven.openbare_uitgave(jaarbericht=bericht) is None
    taak = Taakregel.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        voer_uit.call(taak.pk)
    taak.refresh_from_db()
    assert (taak.status, taak.fout, taak.gegevens) == ("klaar", "", {"uitgave": oud.pk})

    nieuw = uitgeven.openbare_uitgave(jaarbericht=bericht)
    assert (nieuw.nummer, nieuw.soort, nieuw.gemaakt_door) == (2, "ingekort", redacteur)
    with nieuw.pdf.open() as bestand:
        rauw = bestand.read()
    assert nieuw.sha256 == hashlib.sha256(rauw).hexdigest()
    tekst = subprocess.run(["pdftotext", "-", "-"], input=rauw, capture_output=True, check=True).stdout.decode()
    for inhoud in (tekst, json.dumps(nieuw.inhoud, ensure_ascii=False)):
        gevonden = [wat for wat in ("Anneke", "Het hielp", "Het smaakte", "Bas", "De kring") if wat in inhoud]
        assert gevonden == ["De kring"]

    logboek = [regel.reden for regel in Jaarberichtwissel.objects.all()] + [nieuw.reden]
    assert logboek == ["Een toestemming is ingetrokken."] * 2
    assert [(m.subject, m.bcc) for m in mail.outbox] == [
        ("Jaarbericht 2026 van Westerveld is vervangen", ["fred@westerveld.example"])
    ]
    assert "Anneke" not in mail.outbox[0].body
    opmerking.refresh_from_db()
    assert (opmerking.uitgave, in_archief()) == (nieuw, [("Westerveld", 1)])
    assert intrekken.kort_in(uitgave=oud, door=redacteur) is None
    assert Uitgave.objects.count() == 2


def tijdens_de_pdf(monkeypatch, doe) -> None:
    """Does `doe` once, as the first PDF is written; the PDF itself is made as always."""
    echt, nog_te_doen = weasyprint.Document.write_pdf, [doe]

    def write_pdf(self, *args, **velden):
        while nog_te_doen:
            nog_te_doen.pop()()
        return echt(self, *args, **velden)

    monkeypatch.setattr(weasyprint.Document, "write_pdf", write_pdf)


def leesbaar(rauw: bytes) -> str:
    """All that the bytes of a PDF say: its pages, what is attached to it, and what is written about it."""
    tekst = subprocess.run(["pdftotext", "-", "-"], input=rauw, capture_output=True, check=True).stdout.decode()
    with pikepdf.open(BytesIO(rauw)) as document:
        stromen = [deel.read_bytes() for deel in document.objects if isinstance(deel, pikepdf.Stream) and not beeld(deel)]
        los = [deel.unparse().decode("latin-1") for deel in document.objects if not isinstance(deel, pikepdf.Stream)]
    return "\n".join([tekst, *los, *(stroom.decode("utf-8", "replace") for stroom in stromen)])


def beeld(stroom: pikepdf.Stream) -> bool:
    return stroom.get("/Subtype") == "/Image"


@pytest.mark.pdf
def test_wie_zich_terugtrekt_terwijl_de_pdf_wordt_gemaakt_staat_er_niet_in(bericht, anneke, redacteur, uploads, monkeypatch):
    """The first PDF, with Bas and without Anneke, is thrown away; the job makes another one without both."""
    bas = Toestemming.objects.get(persoon="Bas Smit")
    oud = leg_vast(bericht)
    assert vraag_intrekken(toestemming=anneke, gezien=0, door=redacteur) == 1
    tijdens_de_pdf(monkeypatch, lambda: vraag_intrekken(toestemming=bas, gezien=0, door=redacteur))
    taak = Taakregel.objects.get()
    voer_uit.call(taak.pk)
    taak.refresh_from_db()
    assert (taak.status, taak.fout, Uitgave.objects.count()) == ("klaar", "", 2)

    nieuw = uitgeven.openbare_uitgave(jaarbericht=bericht)
    assert sorted(uploads.rglob("*.pdf")) == sorted([uploads / oud.pdf.name, uploads / nieuw.pdf.name])
    for inhoud in (leesbaar((uploads / nieuw.pdf.name).read_bytes()), json.dumps(nieuw.inhoud, ensure_ascii=False)):
        gevonden = [
            wat for wat in ("Anneke", "Het hielp", "Het smaakte", "Bas", "De kring") if re.search(rf"\b{wat}\b", inhoud)
        ]
        assert gevonden == ["De kring"]


@pytest.mark.pdf
def test_wat_gestopt_is_terwijl_de_pdf_wordt_gemaakt_komt_er_niet(bericht, anneke, redacteur, uploads, monkeypatch):
    oud = leg_vast(bericht)
    vraag_intrekken(toestemming=anneke, gezien=0, door=redacteur)
    taak = Taakregel.objects.get()
    tijdens_de_pdf(monkeypatch, lambda: taken.stop(taak=taak, door=redacteur))
    voer_uit.call(taak.pk)
    taak.refresh_from_db()
    assert (taak.status, list(Uitgave.objects.all())) == ("gestopt", [oud])
    assert uitgeven.openbare_uitgave(jaarbericht=bericht) is None
    assert list(uploads.rglob("*.pdf")) == [uploads / oud.pdf.name]


# ------------------------------------------------------------------ the closed archive
@pytest.mark.parametrize("groep", sorted(Groep.values))
def test_wie_het_archief_ziet(bericht, anneke, client, groep):
    uitgave = leg_vast(bericht)
    trek_in(anneke, medewerker(Groep.REDACTIE))
    wie = medewerker(groep)
    client.force_login(wie)
    ziet = groep in {Groep.REDACTIE, Groep.DIRECTIE, Groep.BEHEER}
    assert client.get(f"/media/{uitgave.pdf.name}").status_code == (200 if ziet else 404)
    assert toegang.zichtbaar_voor(wie, Uitgave.objects.all()).exists() is ziet


def test_een_gemeente_ziet_het_archief_niet(bericht, anneke, client):
    uitgave = leg_vast(bericht)
    client.force_login(ambtenaar(bericht.gemeente, Rol.FIATTEUR))
    assert client.get(f"/media/{uitgave.pdf.name}").status_code == 200
    trek_in(anneke, medewerker(Groep.REDACTIE))
    assert client.get(f"/media/{uitgave.pdf.name}").status_code == 404


def test_na_de_bewaartermijn_is_het_weg(bericht, anneke, redacteur, uploads, django_capture_on_commit_callbacks):
    """The last day it is kept; the day after, file and content go and the checksum stays."""
    uitgave = leg_vast(bericht)
    trek_in(anneke, redacteur)
    uitgave.refresh_from_db()
    assert intrekken.ruim_op(vandaag=uitgave.bewaren_tot) == []
    with django_capture_on_commit_callbacks(execute=True):
        assert intrekken.ruim_op(vandaag=uitgave.bewaren_tot + datetime.timedelta(days=1)) == [uitgave]
    som = uitgave.sha256
    uitgave.refresh_from_db()
    assert (uitgave.inhoud, uitgave.pdf.name, uitgave.sha256, list(uploads.rglob("*.pdf"))) == ({}, "", som, [])
    assert intrekken.ruim_op(vandaag=datetime.date(2999, 1, 1)) == []


@pytest.mark.parametrize(("dagen_geleden", "blijft"), [(None, False), (1, False), (0, True)])
def test_de_werker_ruimt_een_keer_per_dag_op(bericht, anneke, redacteur, dagen_geleden, blijft):
    leg_vast(bericht)
    trek_in(anneke, redacteur)
    vandaag = timezone.localdate()
    Uitgave.objects.update(bewaren_tot=vandaag - datetime.timedelta(days=1))
    vorige = None if dagen_geleden is None else vandaag - datetime.timedelta(days=dagen_geleden)
    assert ronde(opgeruimd=vorige) == vandaag
    assert bool(Uitgave.objects.get().pdf) is blijft


def test_de_opdracht_noemt_wat_weg_is(bericht, anneke, redacteur):
    leg_vast(bericht)
    trek_in(anneke, redacteur)
    uit = StringIO()
    call_command("ruimop", stdout=uit)
    Uitgave.objects.update(bewaren_tot=timezone.localdate() - datetime.timedelta(days=1))
    call_command("ruimop", stdout=uit)
    assert uit.getvalue() == (
        "0 uitgaven uit het archief verwijderd.\n"
        "Verwijderd: Jaarbericht 2026 Westerveld, uitgave 1\n1 uitgave uit het archief verwijderd.\n"
    )
