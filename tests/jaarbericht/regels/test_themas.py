"""Themes: what can be read is kept, what cannot is refused with the pair and its ratio; chosen per year."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from catalogus.fouten import RegelFout
from catalogus.models import Groep
from jaarbericht.models import Opzet, Thema
from jaarbericht.regels.themas import Invulling, bewaar_thema, contrasten, kies_thema
from jaarbericht.samenstellen import samenstel
from tests import factories as f
from tests.jaarbericht import fabrieken as j

pytestmark = pytest.mark.django_db


@pytest.fixture
def redactie():
    for nummer, kleur in enumerate(("#14506b", "#f5b936", "#c2372b"), start=1):
        f.ProgrammalijnFactory(nummer=nummer, kleur=kleur)
    return f.medewerker(Groep.REDACTIE)


def bewaar(door, thema=None, gezien=0, naam="Lente", **anders) -> Thema:
    return bewaar_thema(thema=thema, invulling=Invulling(naam=naam, **anders), gezien=gezien, door=door)


def beeld(soort="PNG", maat=(1600, 400), modus="RGBA") -> SimpleUploadedFile:
    uit = BytesIO()
    Image.new(modus, maat, "#1f1a2e").save(uit, soort)
    return SimpleUploadedFile("mijn logo.exe", uit.getvalue())


def test_een_thema_wordt_bewaard_met_wie_het_deed(redactie):
    thema = bewaar(redactie, naam=" Lente ", letter="atkinson", omslag="plank", kleuren={1: "#7A1F5C", 2: ""})
    thema.refresh_from_db()
    assert (thema.naam, thema.letter, thema.omslag, thema.kleuren) == ("Lente", "atkinson", "plank", {1: "#7a1f5c"})
    assert [regel.history_user for regel in thema.history.all()] == [redactie]


@pytest.mark.parametrize(
    ("kleur", "fout"),
    [
        ("#7c7a70", "Tekst in wit op #7c7a70 heeft een contrast van 4,30 op 1. Nodig is 4,50 op 1."),
        ("#838383", "Tekst in inkt op #838383 heeft een contrast van 4,44 op 1. Nodig is 4,50 op 1."),
        ("#f5b936", "Programmalijn 2 heeft ook de kleur #f5b936."),
        ("rood", "Schrijf een kleur als # met zes tekens 0-9 en a-f."),
        ("#12345", "Schrijf een kleur als # met zes tekens 0-9 en a-f."),
    ],
)
def test_een_kleur_die_niet_kan_wordt_geweigerd_bij_haar_veld(redactie, kleur, fout):
    with pytest.raises(RegelFout) as geweigerd:
        bewaar(redactie, kleuren={3: kleur})
    assert geweigerd.value.tekst.startswith(fout)
    assert geweigerd.value.veld == "kleur_3"
    assert not Thema.objects.exists()


def test_twee_gelijke_kleuren_in_een_thema(redactie):
    with pytest.raises(RegelFout, match="Programmalijn 5 heeft ook de kleur #7a1f5c"):
        bewaar(redactie, kleuren={4: "#7a1f5c", 5: "#7a1f5c"})
    bewaar(redactie, kleuren={1: "#f5b936", 2: "#14506b"})  # lines may change colours


@pytest.mark.parametrize(
    ("naam", "fout"), [("", "Dit veld kan niet leeg zijn"), ("Lente", "Er is al een thema met deze naam.")]
)
def test_een_naam_is_nodig_en_uniek(redactie, naam, fout):
    bewaar(redactie)
    with pytest.raises(RegelFout, match=fout) as geweigerd:
        bewaar(redactie, naam=naam)
    assert geweigerd.value.veld == "naam"


def test_wie_later_bewaart_overschrijft_niets(redactie):
    thema = bewaar(redactie)
    bewaar(redactie, thema, omslag="vlak")
    with pytest.raises(RegelFout, match="Intussen heeft"):
        bewaar(redactie, Thema.objects.get(), gezien=0, omslag="plank")
    assert Thema.objects.get().omslag == "vlak"


def test_alleen_redactie_en_directie(redactie):
    for groep in (Groep.CONTROLLER, Groep.VESTIGING):
        with pytest.raises(RegelFout, match="Alleen de redactie en de directie"):
            bewaar(f.medewerker(groep))
    opzet = j.OpzetFactory()
    with pytest.raises(RegelFout, match="Alleen de redactie en de directie"):
        kies_thema(jaar=opzet.jaar, thema=None, gezien=0, door=f.medewerker(Groep.ACCOUNTMANAGER))


def test_een_logo_wordt_een_schone_png(redactie):
    thema = bewaar(redactie, logo=beeld("JPEG", modus="RGB"))
    assert (thema.logo_breed, thema.logo_hoog) == (1200, 300)
    with thema.logo.open() as bestand:
        assert Image.open(bestand).format == "PNG"
    assert thema.logo.name.startswith("themas/") and "logo" not in thema.logo.name
    weg = bewaar(redactie, thema, zonder_logo=True)
    assert (bool(weg.logo), weg.logo_breed) == (False, None)


@pytest.mark.parametrize("inhoud", [b"<svg onload='x'/>", b"", b"GIF89a"])
def test_wat_geen_logo_is_wordt_geweigerd(redactie, inhoud):
    with pytest.raises(RegelFout, match="geen logo dat we kunnen lezen") as geweigerd:
        bewaar(redactie, logo=SimpleUploadedFile("logo.png", inhoud))
    assert geweigerd.value.veld == "logo"


def test_het_thema_van_een_jaar(redactie):
    thema = bewaar(redactie)
    opzet = j.OpzetFactory()
    kies_thema(jaar=opzet.jaar, thema=thema, gezien=0, door=redactie)
    opzet.refresh_from_db()
    assert (opzet.thema, opzet.slot, opzet.history.first().history_change_reason) == (thema, 1, "Thema: Lente")
    with pytest.raises(RegelFout, match="Intussen heeft"):
        kies_thema(jaar=opzet.jaar, thema=None, gezien=0, door=redactie)
    with pytest.raises(RegelFout, match="Voor 1999 is er nog geen opzet"):
        kies_thema(jaar=1999, thema=thema, gezien=0, door=redactie)
    assert Opzet.objects.get().thema == thema


def test_het_jaarbericht_krijgt_het_thema(redactie):
    gemeente = f.GemeenteFactory()
    hoofdstuk = j.HoofdstukFactory(soort="omslag")
    zonder = samenstel(gemeente=gemeente, jaar=hoofdstuk.opzet.jaar).rapport
    assert (zonder.thema, [lijn.kleur for lijn in zonder.lijnen]) == (None, ["#14506b", "#f5b936", "#c2372b"])
    thema = bewaar(redactie, letter="atkinson", omslag="vlak", kleuren={2: "#e8b04a"}, logo=beeld())
    kies_thema(jaar=hoofdstuk.opzet.jaar, thema=thema, gezien=0, door=redactie)
    met = samenstel(gemeente=gemeente, jaar=hoofdstuk.opzet.jaar).rapport
    assert [lijn.kleur for lijn in met.lijnen] == ["#14506b", "#e8b04a", "#c2372b"]
    vorm = met.thema
    assert (vorm.letter, vorm.omslag, vorm.logo, vorm.logo_verhouding) == ("atkinson", "vlak", thema.logo.name, 4.0)


def test_contrasten_van_een_kleur():
    """#14506b: white on it is 8.785, the deep tone on white 12.02 (WCAG formula)."""
    (op, tekst, vlak, getal), *rest = contrasten(kleur="#14506b")
    assert (op, tekst, vlak) == ("tekst op de kleur", "#ffffff", "#14506b")
    assert getal == "8,78"
    assert [naam for naam, *_ in rest] == ["gekleurde tekst op wit", "gekleurde tekst op de tint", "cijfer van het hoofdstuk"]
