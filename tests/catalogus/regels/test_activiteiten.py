"""Making and changing activities: what may change when, with history, lock number and picture."""

from decimal import Decimal as D
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from catalogus.models import Activiteit, Editie, Eenheid, Groep, Pakket
from catalogus.regels import activiteiten
from tests.factories import (
    ActiviteitFactory,
    AfnameregelFactory,
    EditieFactory,
    KenmerkFactory,
    KostenregelFactory,
    ProgrammalijnFactory,
    medewerker,
    weigering,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def redacteur():
    return medewerker(Groep.CATALOGUSREDACTIE)


@pytest.fixture
def concept():
    return EditieFactory(status=Editie.Status.CONCEPT)


@pytest.fixture(autouse=True)
def eigen_map(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def jpg(breed=3000, hoog=1500, **velden):
    uit = BytesIO()
    Image.new("RGB", (breed, hoog), "#14506b").save(uit, "JPEG", **velden)
    return SimpleUploadedFile("vakantie.jpg", uit.getvalue())


def velden(**anders):
    return {"code": "LEES", "titel": "Leesclub", "programmalijn": ProgrammalijnFactory(), "eenheid": Eenheid.KEER} | anders


# ------------------------------------------------------------------ making
def test_een_nieuwe_activiteit(concept, redacteur):
    kenmerk = KenmerkFactory(naam="Volwassenen")
    nieuw = activiteiten.maak_activiteit(
        editie=concept,
        velden=velden(omschrijving='<p onclick="x()">Hoi</p><script>x()</script>'),
        kenmerken=[kenmerk],
        door=redacteur,
    )
    nieuw.refresh_from_db()
    assert (nieuw.editie, nieuw.code, nieuw.omschrijving, nieuw.slot) == (concept, "LEES", "<p>Hoi</p>", 0)
    assert list(nieuw.kenmerken.all()) == [kenmerk]
    log = nieuw.history.get()
    assert (log.history_user, log.history_change_reason) == (redacteur, "Nieuwe activiteit; kenmerken erbij: Volwassenen")


@pytest.mark.parametrize(
    ("anders", "verwacht"),
    [
        ({"code": "CURSUS"}, ("code", "Code CURSUS is in editie 2026 al van ‘Cursus’. Kies een andere code.")),
        ({"code": "lees club"}, ("ongeldig", "Gebruik hoofdletters, cijfers en streepjes.")),
        ({"minimum": D(5), "maximum": D(4)}, ("ongeldig", "Het maximum is kleiner dan het minimum.")),
        ({"kleur": "rood"}, ("veld", "Het veld ‘kleur’ bestaat niet bij een activiteit.")),
    ],
)
def test_een_ongeldige_activiteit(concept, redacteur, anders, verwacht):
    ActiviteitFactory(editie=concept, code="CURSUS", titel="Cursus")
    assert weigering(activiteiten.maak_activiteit, editie=concept, velden=velden(**anders), door=redacteur) == verwacht
    assert Activiteit.objects.count() == 1


@pytest.mark.parametrize(("status", "mag"), [("concept", True), ("open", True), ("lopend", False), ("afgesloten", False)])
def test_wanneer_er_een_activiteit_bij_kan(concept, redacteur, status, mag):
    Editie.objects.update(status=status)
    if mag:
        assert activiteiten.maak_activiteit(editie=concept, velden=velden(), door=redacteur).pk
        return
    assert weigering(activiteiten.maak_activiteit, editie=concept, velden=velden(), door=redacteur) == (
        "status",
        f"Editie 2026 is {status}: er komen geen activiteiten meer bij.",
    )


@pytest.mark.parametrize("geval", ["zichzelf", "elders", "kleinkind", "heeft zelf kinderen"])
def test_een_ouder_die_niet_kan(concept, redacteur, geval):
    activiteit = ActiviteitFactory(editie=concept, code="A")
    if geval == "zichzelf":
        ouder, tekst = activiteit, "Een activiteit kan geen onderdeel van zichzelf zijn."
    elif geval == "elders":
        ouder = ActiviteitFactory(editie=EditieFactory(jaar=2025), titel="Oud")
        tekst = "‘Oud’ hoort bij een andere editie. Kies een activiteit uit deze editie."
    elif geval == "kleinkind":
        ouder = ActiviteitFactory(editie=concept, titel="Deel", ouder=ActiviteitFactory(editie=concept))
        tekst = "‘Deel’ is zelf een onderdeel. Kies de activiteit waar dat bij hoort."
    else:
        ActiviteitFactory(editie=concept, ouder=activiteit)
        ouder, tekst = ActiviteitFactory(editie=concept), "A heeft zelf onderdelen en kan er daarom geen zijn."
    assert weigering(
        activiteiten.wijzig_activiteit, activiteit=activiteit, velden={"ouder": ouder}, gezien=0, door=redacteur
    ) == ("ouder", tekst)


# ------------------------------------------------------------------ changing
def test_wijzigen_raakt_alleen_wat_gegeven_is(concept, redacteur):
    oud, nieuw = KenmerkFactory(naam="Jongeren"), KenmerkFactory(naam="Ouderen")
    activiteit = ActiviteitFactory(editie=concept, code="A", doel="Blijft", pakket=Pakket.PLUS)
    activiteit.kenmerken.add(oud)
    activiteiten.wijzig_activiteit(
        activiteit=activiteit,
        velden={"titel": "Anders", "pakket": Pakket.BASIS},
        kenmerken=[nieuw],
        gezien=0,
        reden="Op verzoek",
        door=redacteur,
    )
    activiteit.refresh_from_db()
    assert (activiteit.titel, activiteit.pakket, activiteit.doel, activiteit.slot) == ("Anders", "basis", "Blijft", 1)
    assert list(activiteit.kenmerken.all()) == [nieuw]
    assert activiteit.history.first().history_change_reason == "Op verzoek; kenmerken erbij: Ouderen; kenmerken eraf: Jongeren"


def test_wie_een_oudere_versie_zag_verandert_niets(concept, redacteur):
    activiteit = ActiviteitFactory(editie=concept, titel="Cursus", slot=3)
    code, _ = weigering(activiteiten.wijzig_activiteit, activiteit=activiteit, velden={"titel": "X"}, gezien=2, door=redacteur)
    activiteit.refresh_from_db()
    assert (code, activiteit.titel) == ("verouderd", "Cursus")


VASTE = {
    "code": "B", "pakket": "basis", "eenheid": "uur", "prijsvorm": "vast_bedrag", "bedrag_vast": D(5), "bedrag_eenheid": D(5),
    "grondslag": "totaal", "btw_regime": "hoog", "minimum": D(1), "maximum": D(9), "verwachte_afnemers": 3,
    "verwachte_hoeveelheid": D(8),
}  # fmt: skip


@pytest.mark.parametrize("veld", VASTE)
@pytest.mark.parametrize("status", ["concept", "open", "lopend"])
def test_wat_een_gemeente_betaalt_ligt_vast_na_openen(concept, redacteur, veld, status):
    activiteit = ActiviteitFactory(editie=concept, code="A")
    Editie.objects.update(status=status)
    wijzig = {"activiteit": activiteit, "velden": {veld: VASTE[veld]}, "gezien": 0, "door": redacteur}
    if status == "concept":
        assert getattr(activiteiten.wijzig_activiteit(**wijzig), veld) == VASTE[veld]
        return
    label = Activiteit._meta.get_field(veld).verbose_name
    assert weigering(activiteiten.wijzig_activiteit, **wijzig) == (
        "ligt-vast",
        f"Editie 2026 is geopend: ‘{label}’ van A ligt vast.",
    )


def test_teksten_veranderen_ook_na_openen_met_dezelfde_vaste_velden(concept, redacteur):
    """A workbook sends all fields back: what is the same as it was is no change."""
    activiteit = ActiviteitFactory(editie=concept, code="A")
    Editie.objects.update(status="lopend")
    alles = {naam: getattr(activiteit, naam) for naam in activiteiten.VAST} | {"doel": "Meer lezers"}
    activiteiten.wijzig_activiteit(activiteit=activiteit, velden=alles, gezien=0, door=redacteur)
    assert Activiteit.objects.get().doel == "Meer lezers"


def test_een_afgesloten_editie_verandert_niet(concept, redacteur):
    activiteit = ActiviteitFactory(editie=concept)
    Editie.objects.update(status="afgesloten")
    assert weigering(
        activiteiten.wijzig_activiteit, activiteit=activiteit, velden={"titel": "X"}, gezien=0, door=redacteur
    ) == ("status", "Editie 2026 is afgesloten en verandert niet meer.")


@pytest.mark.parametrize("groep", sorted(set(Groep.values) - {"catalogusredactie", "controller", "beheer"}))
def test_wie_geen_activiteiten_verandert(concept, groep):
    activiteit, door = ActiviteitFactory(editie=concept), medewerker(groep)
    codes = [
        weigering(activiteiten.maak_activiteit, editie=concept, velden=velden(), door=door)[0],
        weigering(activiteiten.wijzig_activiteit, activiteit=activiteit, velden={}, gezien=0, door=door)[0],
        weigering(activiteiten.verwijder_activiteit, activiteit=activiteit, gezien=0, door=door)[0],
    ]
    assert codes == ["niet-bevoegd"] * 3


# ------------------------------------------------------------------ picture
def test_een_foto_wordt_kleiner_en_verliest_zijn_gegevens(concept, redacteur):
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "Camera van Jan"  # turned a quarter, and by whom it was made
    activiteit = ActiviteitFactory(editie=concept, code="A")
    activiteiten.wijzig_activiteit(
        activiteit=activiteit,
        velden={"foto_alt": "Een zaal vol kinderen"},
        foto=jpg(exif=exif),
        gezien=0,
        door=redacteur,
    )
    activiteit.refresh_from_db()
    with Image.open(activiteit.foto) as beeld:
        assert (beeld.format, beeld.size, dict(beeld.getexif()), "exif" in beeld.info) == ("JPEG", (1000, 2000), {}, False)
    assert activiteit.foto.name.startswith("activiteiten/a-")
    assert b"Camera van Jan" not in activiteit.foto.open().read()


def test_een_foto_vraagt_een_beschrijving(concept, redacteur):
    activiteit = ActiviteitFactory(editie=concept)
    assert weigering(
        activiteiten.wijzig_activiteit, activiteit=activiteit, velden={}, foto=jpg(10, 10), gezien=0, door=redacteur
    ) == ("foto", "Schrijf wat er op de foto te zien is.")


def test_een_foto_weghalen_haalt_de_beschrijving_weg(concept, redacteur):
    activiteit = ActiviteitFactory(editie=concept, foto="activiteiten/a.jpg", foto_alt="Kinderen")
    activiteiten.wijzig_activiteit(activiteit=activiteit, velden={}, foto=activiteiten.GEEN_FOTO, gezien=0, door=redacteur)
    activiteit.refresh_from_db()
    assert (activiteit.foto.name, activiteit.foto_alt) == ("", "")


# ------------------------------------------------------------------ taking out
def test_uit_een_concept_gaat_een_activiteit_met_haar_kosten(concept, redacteur):
    activiteit = KostenregelFactory(activiteit=ActiviteitFactory(editie=concept)).activiteit
    activiteiten.verwijder_activiteit(activiteit=activiteit, gezien=0, door=redacteur)
    assert Activiteit.objects.count() == 0
    assert Activiteit.history.first().history_user == redacteur


def test_wat_er_niet_uit_kan(concept, redacteur):
    ouder = ActiviteitFactory(editie=concept, code="OUDER")
    ActiviteitFactory(editie=concept, ouder=ouder, titel="Deel B")
    ActiviteitFactory(editie=concept, ouder=ouder, titel="Deel A")
    gebruikt = AfnameregelFactory(activiteit=ActiviteitFactory(editie=concept, code="GEKOZEN")).activiteit
    assert weigering(activiteiten.verwijder_activiteit, activiteit=ouder, gezien=0, door=redacteur) == (
        "kinderen",
        "OUDER heeft nog onderdelen: Deel A en Deel B. Haal die eerst weg.",
    )
    assert weigering(activiteiten.verwijder_activiteit, activiteit=gebruikt, gezien=0, door=redacteur) == (
        "gebruikt",
        "GEKOZEN wordt al gebruikt en kan er niet meer uit.",
    )
    Editie.objects.update(status="open")
    assert weigering(activiteiten.verwijder_activiteit, activiteit=gebruikt, gezien=0, door=redacteur) == (
        "status",
        "Editie 2026 is geopend: GEKOZEN kan er niet meer uit.",
    )
