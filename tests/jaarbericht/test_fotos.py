"""Photos with a registration: harmless, small, and with consent of who can be recognised."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from catalogus.models import Groep
from catalogus.regels.samenvoegen import voeg_samen
from catalogus.regels.uitvoering_bewerken import verwijder
from jaarbericht.models import Foto, Toestemming
from jaarbericht.regels.fotos import Akkoord, maak_schoon, verwijder_foto, voeg_foto_toe
from tests.factories import BijeenkomstFactory, GemeenteFactory, UitvoeringFactory, ambtenaar, dag, medewerker, weigering
from tests.jaarbericht.fabrieken import VerhaalFactory

pytestmark = pytest.mark.django_db
ROOD, BLAUW = (200, 30, 30), (30, 30, 200)
JA = Akkoord(persoon="Anneke", gegeven_op=dag("2026-03-02"), web=True)


def plaatje(maat=(60, 40), soort="JPEG", modus="RGB", kleur=ROOD, naam="foto.jpg", **opslaan):
    uit = BytesIO()
    Image.new(modus, maat, kleur).save(uit, soort, **opslaan)
    return SimpleUploadedFile(naam, uit.getvalue())


@pytest.fixture
def collega():
    return medewerker(Groep.VESTIGING)


@pytest.fixture
def gemeente():
    return GemeenteFactory()


@pytest.fixture
def uitvoering(gemeente):
    return BijeenkomstFactory(uitvoering=UitvoeringFactory(gemeenten=[gemeente])).uitvoering


@pytest.fixture
def voeg(collega, uitvoering):
    def toe(**anders):
        vast = {
            "uitvoering": uitvoering,
            "door": collega,
            "bestand": plaatje(),
            "alt": "Een volle zaal",
            "toont_persoon": False,
        }
        return voeg_foto_toe(**vast | anders)

    return toe


# ------------------------------------------------------------------ the picture
def test_wat_de_telefoon_erbij_zette_is_weg_en_de_foto_staat_rechtop():
    """Orientation 6: the left half of the file is the top of the picture."""
    beeld = Image.new("RGB", (60, 40), BLAUW)
    beeld.paste(ROOD, (0, 0, 30, 40))
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "Merk"
    exif.get_ifd(0x8825)[1] = "N"  # GPS
    uit = BytesIO()
    beeld.save(uit, "JPEG", exif=exif, comment=b"van Anneke", quality=95)
    assert b"van Anneke" in uit.getvalue() and b"Merk" in uit.getvalue()
    schoon = maak_schoon(bestand=SimpleUploadedFile("x.jpg", uit.getvalue()))
    nieuw = Image.open(BytesIO(schoon))
    assert (nieuw.size, dict(nieuw.getexif()), b"van Anneke" in schoon, b"Merk" in schoon) == ((40, 60), {}, False, False)
    boven, onder = nieuw.getpixel((20, 10)), nieuw.getpixel((20, 50))
    assert (boven[0] > boven[2], onder[2] > onder[0]) == (True, True)


@pytest.mark.parametrize(("maat", "wordt"), [((3600, 1200), (2400, 800)), ((600, 2400), (600, 2400)), ((30, 4800), (15, 2400))])
def test_een_foto_is_hooguit_2400_beeldpunten(maat, wordt):
    assert Image.open(BytesIO(maak_schoon(bestand=plaatje(maat)))).size == wordt


def test_een_doorzichtige_png_krijgt_wit_en_wordt_jpeg():
    nieuw = Image.open(BytesIO(maak_schoon(bestand=plaatje(soort="PNG", modus="RGBA", kleur=(0, 0, 0, 0), naam="x.exe"))))
    assert (nieuw.format, nieuw.mode, nieuw.getpixel((5, 5))) == ("JPEG", "RGB", (255, 255, 255))


@pytest.mark.parametrize(
    "inhoud",
    [
        b"",
        b"geen foto",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"GIF89a" + b"\0" * 40,
        plaatje().read()[:200],
        b"%PDF-1.7",
    ],
)
def test_wat_geen_foto_is(inhoud):
    assert weigering(maak_schoon, bestand=SimpleUploadedFile("foto.jpg", inhoud)) == (
        "geen-foto",
        "Dit bestand is geen foto die we kunnen lezen. Kies een jpg, png of webp.",
    )


def test_een_bom_wordt_niet_uitgepakt():
    assert weigering(maak_schoon, bestand=plaatje((9000, 9000), soort="PNG", modus="1", kleur=1))[0] == "te-groot"


# ------------------------------------------------------------------ adding and taking away
def test_zonder_herkenbare_mensen_is_geen_toestemming_nodig(voeg, uitvoering, collega):
    foto = voeg(akkoord=JA)
    assert (foto.uitvoering, foto.toestemming, Toestemming.objects.count()) == (uitvoering, None, 0)
    assert (foto.bestand.name.startswith("fotos/"), foto.bestand.name.endswith(".jpg")) == (True, True)
    assert foto.history.get().history_user == collega


def test_toestemming_van_een_kind_met_bewijs(voeg):
    bewijs = SimpleUploadedFile("formulier.html", b"%PDF-1.7 getekend")
    akkoord = Akkoord("Sem", dag("2026-03-02"), is_kind=True, ouder="Anneke", druk=True, hergebruik=True, bewijs=bewijs)
    toestemming = voeg(toont_persoon=True, akkoord=akkoord).toestemming
    assert (toestemming.persoon, toestemming.ouder, toestemming.is_kind) == ("Sem", "Anneke", True)
    assert (toestemming.druk, toestemming.web, toestemming.hergebruik, toestemming.gegeven_op) == (
        True,
        False,
        True,
        dag("2026-03-02"),
    )
    assert toestemming.bewijs.name.endswith(".pdf")  # by its content


@pytest.mark.parametrize(
    ("anders", "code"),
    [
        ({"alt": " "}, "alt"),
        ({"toont_persoon": True}, "toestemming"),
        ({"toont_persoon": True, "akkoord": Akkoord(" ", dag("2026-03-02"), web=True)}, "toestemming"),
        ({"toont_persoon": True, "akkoord": Akkoord("Sem", dag("2026-03-02"), is_kind=True, web=True)}, "ouder"),
        ({"toont_persoon": True, "akkoord": Akkoord("Anneke", dag("2026-03-02"))}, "doel"),
        (
            {
                "toont_persoon": True,
                "akkoord": Akkoord("Anneke", dag("2026-03-02"), web=True, bewijs=SimpleUploadedFile("b.pdf", b"<script>")),
            },
            "bewijs",
        ),
        ({"door": "controller"}, "niet-bevoegd"),
    ],
)
def test_wat_niet_mag_laat_niets_achter(voeg, anders, code):
    anders = anders | ({"door": medewerker(Groep.CONTROLLER)} if "door" in anders else {})
    assert (weigering(voeg, **anders)[0], Foto.objects.count(), Toestemming.objects.count()) == (code, 0, 0)


def test_verwijderen_haalt_bestand_en_toestemming_weg(voeg, collega, django_capture_on_commit_callbacks):
    foto = voeg(toont_persoon=True, akkoord=JA)
    opslag, naam = foto.bestand.storage, foto.bestand.name
    verhaal = VerhaalFactory(foto=foto, titel="Een dag lezen")
    assert weigering(verwijder_foto, foto=foto, door=collega) == (
        "in-gebruik",
        "Deze foto staat bij het verhaal ‘Een dag lezen’. Haal haar daar eerst weg.",
    )
    verhaal.delete()
    with django_capture_on_commit_callbacks(execute=True):
        verwijder_foto(foto=foto, door=collega)
    assert (Foto.objects.count(), Toestemming.objects.count(), opslag.exists(naam)) == (0, 0, False)


def test_een_toestemming_van_meer_fotos_blijft(voeg, collega):
    foto = voeg(toont_persoon=True, akkoord=JA)
    tweede = voeg()
    Foto.objects.filter(pk=tweede.pk).update(toestemming=foto.toestemming)
    verwijder_foto(foto=foto, door=collega)
    assert Toestemming.objects.count() == 1


def test_een_foto_gaat_mee_bij_samenvoegen_en_houdt_verwijderen_tegen(voeg, collega, uitvoering, gemeente):
    foto = voeg()
    assert weigering(verwijder, uitvoering=uitvoering, door=collega, gezien=0, reden="x") == (
        "gekoppeld",
        "Bij deze registratie hoort nog: foto ‘Een volle zaal’. Haal dat er eerst af.",
    )
    uitvoering.refresh_from_db()
    houd = UitvoeringFactory(activiteit=uitvoering.activiteit, gemeenten=[gemeente])
    voeg_samen(houd=houd, weg=uitvoering, gezien=0, gezien_weg=0, door=collega)
    foto.refresh_from_db()
    assert foto.uitvoering == houd


# ------------------------------------------------------------------ the screen
@pytest.fixture
def adres(uitvoering):
    return reverse("uitvoering_foto", args=[uitvoering.pk])


def velden(**anders):
    return {"bestand": plaatje(), "alt": "Een volle zaal", "toont_persoon": "nee"} | anders


def test_een_foto_toevoegen_bekijken_en_verwijderen(client, collega, adres, uitvoering):
    client.force_login(collega)
    assert client.post(adres, velden(maker="Vera")).status_code == 302
    foto = Foto.objects.get()
    tekst = client.get(adres).content.decode()
    assert (f'src="{foto.bestand.url}"' in tekst, "Niemand herkenbaar" in tekst) == (True, True)
    assert client.get(foto.bestand.url).status_code == 200
    assert client.post(reverse("uitvoering_foto_weg", args=[foto.pk])).status_code == 302
    assert Foto.objects.count() == 0


def test_een_foto_met_toestemming(client, collega, adres):
    client.force_login(collega)
    met = velden(toont_persoon="ja", persoon="Sem", is_kind="on", druk="on")
    antwoord = client.post(adres, met)
    assert (antwoord.status_code, antwoord.context["fouten"]) == (
        422,
        [("ouder", "Bij een kind geeft een ouder of verzorger toestemming. Vul de naam in.")],
    )
    assert client.post(adres, met | {"ouder": "Anneke", "bestand": plaatje()}).status_code == 302
    assert Foto.objects.get().toestemming.ouder == "Anneke"


@pytest.mark.parametrize(
    ("anders", "veld"),
    [({"bestand": ""}, "bestand"), ({"toont_persoon": ""}, "toont_persoon"), ({"alt": ""}, "alt")],
)
def test_wat_ontbreekt(client, collega, adres, anders, veld):
    client.force_login(collega)
    antwoord = client.post(adres, velden(**anders))
    assert (antwoord.status_code, [naam for naam, _ in antwoord.context["fouten"]]) == (422, [veld])


def test_wie_niet_registreert_komt_niet_bij_fotos(client, voeg, adres, gemeente):
    foto = voeg(toont_persoon=True, akkoord=JA)
    weg = reverse("uitvoering_foto_weg", args=[foto.pk])
    for wie, status in ((medewerker(Groep.CONTROLLER), 403), (ambtenaar(gemeente, "fiatteur"), 404)):
        client.force_login(wie)
        assert [client.get(adres).status_code, client.post(adres, velden()).status_code, client.post(weg).status_code] == [
            status
        ] * 3
    assert client.get(foto.bestand.url).status_code == 404
    assert Foto.objects.count() == 1
