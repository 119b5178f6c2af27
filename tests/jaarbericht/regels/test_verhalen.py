"""Stories out of executions, their photo and consent, and the quotes, facts, partners and words of a gemeente."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from catalogus.models import Groep, Term, Uitvoering
from jaarbericht.models import Citaat, Feit, Partner, Toestemming, Verhaal
from jaarbericht.regels import lokaal, verhalen
from jaarbericht.regels.fotos import voeg_foto_toe, zet_foto
from jaarbericht.regels.toestemmingen import Akkoord
from jaarbericht.samenstellen import samenstel
from jaarbericht.uitsnede import VORMEN, Uitsnede, uitsnede
from tests.factories import (
    JAAR,
    ActiviteitFactory,
    BijeenkomstFactory,
    CampagneFactory,
    GemeenteFactory,
    LocatieFactory,
    ProgrammalijnFactory,
    TermFactory,
    UitvoeringFactory,
    dag,
    medewerker,
    weigering,
)
from tests.jaarbericht.fabrieken import (
    BlokFactory,
    CitaatFactory,
    FotoFactory,
    HoofdstukFactory,
    PartnerFactory,
    ToestemmingFactory,
    VerhaalFactory,
)
from tests.jaarbericht.test_fotos import plaatje

pytestmark = pytest.mark.django_db
VELD = '<span data-veld="verhaal:deelnames"></span>'
AKKOORD = Akkoord(persoon="Anneke", gegeven_op=dag(f"{JAAR}-03-02"), druk=True, web=True)


@pytest.fixture
def door():
    return medewerker(Groep.REDACTIE)


@pytest.fixture
def gemeente():
    return GemeenteFactory(naam="Westerveld")


@pytest.fixture
def lijn():
    return ProgrammalijnFactory(nummer=3)


@pytest.fixture
def uitvoering(gemeente, lijn):
    """Three meetings, of which two in this year: 12 and 30 came."""
    plek = LocatieFactory(gemeente=gemeente, naam="Bibliotheek Diever", plaats="Diever")
    rij = UitvoeringFactory(
        gemeenten=[gemeente], activiteit=ActiviteitFactory(titel="Voorlezen", programmalijn=lijn), locatie=plek, verslag="Fijn."
    )
    for datum, deelnames in ((f"{JAAR}-02-01", 12), (f"{JAAR}-02-08", 30), (f"{JAAR - 1}-12-20", 500)):
        BijeenkomstFactory(uitvoering=rij, datum=dag(datum), deelnames=deelnames)
    return rij


def inhoud(lijn, **anders):
    return verhalen.Inhoud(**{"titel": "Samen lezen", "tekst": "<p>Het was vol.</p>", "programmalijn": lijn} | anders)


def weigert(regel, **velden) -> str:
    return weigering(regel, **velden)[0]


# ------------------------------------------------------------------ out of an execution
def test_wat_er_te_kiezen_is(gemeente, uitvoering):
    """Held in this gemeente and year; counted over that year, whatever is searched for."""
    elders = UitvoeringFactory(gemeenten=[GemeenteFactory()])
    BijeenkomstFactory(uitvoering=elders, datum=dag(f"{JAAR}-02-01"))
    BijeenkomstFactory(uitvoering=UitvoeringFactory(gemeenten=[gemeente]), datum=dag(f"{JAAR - 1}-02-01"))
    BijeenkomstFactory(uitvoering=UitvoeringFactory(gemeenten=[gemeente]), datum=dag(f"{JAAR}-02-01"), status="vervallen")
    for zoek in ("", "voorlezen diever", "fijn"):
        (rij,) = verhalen.uitvoeringen_voor(gemeente=gemeente, jaar=JAAR, zoek=zoek)
        assert (rij, rij.dag, rij.keren, rij.deelnames, rij.heeft_verhaal) == (uitvoering, dag(f"{JAAR}-02-01"), 2, 42, False)
    assert list(verhalen.uitvoeringen_voor(gemeente=gemeente, jaar=JAAR, zoek="voorlezen assen")) == []
    VerhaalFactory(gemeente=gemeente, uitvoering=uitvoering)
    assert verhalen.uitvoeringen_voor(gemeente=gemeente, jaar=JAAR).get().heeft_verhaal is True


def test_een_gezamenlijke_uitvoering_staat_er_een_keer(gemeente, uitvoering):
    uitvoering.gemeenten.add(GemeenteFactory(), GemeenteFactory())
    rij = verhalen.uitvoeringen_voor(gemeente=gemeente, jaar=JAAR).get()
    assert (rij.keren, rij.deelnames) == (2, 42)


def test_het_getal_komt_uit_het_register(door, gemeente, lijn, uitvoering):
    """The proposal has a placeholder; the report fills in 42, and 50 when 8 more are registered."""
    rij = verhalen.uitvoeringen_voor(gemeente=gemeente, jaar=JAAR).get()
    voorstel = verhalen.voorstel(uitvoering=rij)
    assert voorstel == inhoud(lijn, titel="Voorlezen", tekst=f"<p>Fijn.</p><p>Er kwamen {VELD} mensen.</p>", plaats="Diever")
    verhaal = verhalen.maak_verhaal(gemeente=gemeente, jaar=JAAR, inhoud=voorstel, uitvoering=rij, door=door)
    BlokFactory(hoofdstuk=HoofdstukFactory(programmalijn=lijn), soort="verhalen")

    def gelezen() -> str:
        (sectie,) = samenstel(gemeente=gemeente, jaar=JAAR).rapport.secties
        return sectie.onderdelen[0].verhalen[0].html

    assert gelezen() == "<p>Fijn.</p><p>Er kwamen 42 mensen.</p>"
    BijeenkomstFactory(uitvoering=uitvoering, datum=dag(f"{JAAR}-03-01"), deelnames=8)
    assert gelezen() == "<p>Fijn.</p><p>Er kwamen 50 mensen.</p>"
    assert verhaal.history.get().history_user == door


def test_wat_een_vestiging_schreef_is_tekst(gemeente, uitvoering):
    Uitvoering.objects.update(verslag="1 < 2 & <b>vet</b>")
    rij = verhalen.uitvoeringen_voor(gemeente=gemeente, jaar=JAAR).get()
    assert verhalen.voorstel(uitvoering=rij).tekst.startswith("<p>1 &lt; 2 &amp; &lt;b&gt;vet&lt;/b&gt;</p>")


def test_een_uitvoering_van_een_ander(door, lijn, uitvoering):
    elders = GemeenteFactory()
    velden = {"gemeente": elders, "inhoud": inhoud(lijn), "uitvoering": uitvoering, "door": door}
    assert weigert(verhalen.maak_verhaal, jaar=JAAR, **velden) == "uitvoering"
    assert weigert(verhalen.maak_verhaal, jaar=JAAR + 1, **velden | {"gemeente": uitvoering.gemeenten.get()}) == "uitvoering"
    assert Verhaal.objects.count() == 0


@pytest.mark.parametrize(
    ("anders", "code"),
    [
        ({"titel": " "}, "titel"),
        ({"programmalijn": None}, "programmalijn"),
        ({"tekst": ""}, "tekst"),
        ({"tekst": "<script>x</script>"}, "tekst"),
        ({"tekst": f"<p>{VELD}</p>"}, "veld"),
        ({"tekst": '<p><span data-veld="onzin:x"></span></p>'}, "veld"),
        ({"tekst": '<p><span data-veld="cijfer:onbekend"></span></p>'}, "veld"),
    ],
)
def test_een_verhaal_dat_niet_kan(door, gemeente, lijn, anders, code):
    assert weigert(verhalen.maak_verhaal, gemeente=gemeente, jaar=JAAR, inhoud=inhoud(lijn, **anders), door=door) == code
    assert Verhaal.objects.count() == 0


def test_een_campagne_van_een_ander_jaar(door, gemeente, lijn):
    vorig = inhoud(lijn, campagne=CampagneFactory(jaar=JAAR - 1))
    assert weigert(verhalen.maak_verhaal, gemeente=gemeente, jaar=JAAR, inhoud=vorig, door=door) == "campagne"


# ------------------------------------------------------------------ changing, consent, dropping
def test_een_verhaal_veranderen(door, lijn):
    verhaal = VerhaalFactory(programmalijn=ProgrammalijnFactory(nummer=1))
    nieuw = inhoud(lijn, titel=" Anders ", tekst="<p onclick='x'>Nu <b>zo</b>.</p>", deelnemers_woord="")
    verhalen.zet_verhaal(verhaal=verhaal, inhoud=nieuw, gezien=0, door=door)
    assert weigert(verhalen.zet_verhaal, verhaal=verhaal, inhoud=nieuw, gezien=0, door=door) == "verouderd"
    verhaal.refresh_from_db()
    assert (verhaal.titel, verhaal.tekst, verhaal.programmalijn) == ("Anders", "<p>Nu zo.</p>", lijn)
    assert (verhaal.deelnemers_woord, verhaal.slot) == ("deelnemers", 1)


def test_toestemming_bij_een_verhaal(door, gemeente, lijn):
    """A new one takes the place of the old, which goes; naming nobody lets the last one go."""
    met = inhoud(lijn, noemt_persoon=True)
    verhaal = verhalen.maak_verhaal(gemeente=gemeente, jaar=JAAR, inhoud=met, akkoord=AKKOORD, door=door)
    assert (verhaal.toestemming.persoon, verhaal.toestemming.druk, verhaal.toestemming.hergebruik) == ("Anneke", True, False)
    ander = Akkoord(persoon="Bas", gegeven_op=AKKOORD.gegeven_op, web=True, geldig_tot=dag(f"{JAAR + 1}-01-01"))
    verhalen.zet_verhaal(verhaal=verhaal, inhoud=met, akkoord=ander, gezien=0, door=door)
    assert list(Toestemming.objects.values_list("persoon", "geldig_tot")) == [("Bas", dag(f"{JAAR + 1}-01-01"))]
    verhalen.zet_verhaal(verhaal=verhaal, inhoud=met, gezien=1, door=door)
    assert verhaal.toestemming.persoon == "Bas"
    verhalen.zet_verhaal(verhaal=verhaal, inhoud=inhoud(lijn), gezien=2, door=door)
    assert (verhaal.toestemming, Toestemming.objects.count()) == (None, 0)


def test_een_toestemming_die_ergens_anders_bij_hoort_blijft(door):
    gedeeld, ingetrokken = ToestemmingFactory(), ToestemmingFactory(ingetrokken_op=dag(f"{JAAR}-06-01"))
    FotoFactory(toestemming=gedeeld)
    for bewijs in (gedeeld, ingetrokken):
        verhalen.verwijder_verhaal(verhaal=VerhaalFactory(toestemming=bewijs), gezien=0, door=door)
    assert set(Toestemming.objects.all()) == {gedeeld, ingetrokken}
    assert Verhaal.objects.count() == 0


@pytest.mark.parametrize(
    ("anders", "code"),
    [
        ({"persoon": " "}, "toestemming"),
        ({"is_kind": True}, "ouder"),
        ({"web": False, "druk": False}, "doel"),
        ({"geldig_tot": dag(f"{JAAR}-03-01")}, "geldig"),
        ({"bewijs": SimpleUploadedFile("x.pdf", b"geen pdf")}, "bewijs"),
    ],
)
def test_een_toestemming_die_niet_kan(door, gemeente, lijn, anders, code):
    """Nothing of the story is written either."""
    velden = {naam: getattr(AKKOORD, naam) for naam in ("persoon", "gegeven_op", "druk", "web")}
    akkoord = Akkoord(**velden | anders)
    met = inhoud(lijn, noemt_persoon=True)
    assert weigert(verhalen.maak_verhaal, gemeente=gemeente, jaar=JAAR, inhoud=met, akkoord=akkoord, door=door) == code
    assert (Verhaal.objects.count(), Toestemming.objects.count()) == (0, 0)


def test_verplaatsen_binnen_een_programmalijn(door, gemeente, lijn):
    vast = {"gemeente": gemeente, "programmalijn": lijn}
    een, twee, drie = (VerhaalFactory(volgorde=n, **vast) for n in (1, 2, 3))
    elders = VerhaalFactory(gemeente=gemeente, programmalijn=ProgrammalijnFactory(nummer=1), volgorde=7)
    verhalen.verplaats_verhaal(verhaal=drie, naar=0, gezien=0, door=door)
    assert list(Verhaal.objects.filter(**vast).order_by("volgorde")) == [drie, een, twee]
    elders.refresh_from_db()
    assert elders.volgorde == 7
    assert (
        weigert(verhalen.verplaats_verhaal, verhaal=Verhaal.objects.get(pk=drie.pk), naar=2, gezien=0, door=door) == "verouderd"
    )


# ------------------------------------------------------------------ photos
def test_een_foto_van_de_uitvoering_of_van_een_ander_verhaal(door, gemeente, uitvoering):
    verhaal = VerhaalFactory(gemeente=gemeente, uitvoering=uitvoering)
    eigen, los = FotoFactory(uitvoering=uitvoering), FotoFactory()
    VerhaalFactory(gemeente=gemeente, foto=los)
    vreemd = FotoFactory(uitvoering=UitvoeringFactory(gemeenten=[GemeenteFactory()]))
    van_ander = FotoFactory()
    VerhaalFactory(foto=van_ander)
    assert set(verhalen.fotos_voor(verhaal=verhaal)) == {eigen, los}
    for foto in (vreemd, van_ander):
        assert weigert(verhalen.kies_foto, verhaal=verhaal, foto=foto, gezien=0, door=door) == "foto"
    verhalen.kies_foto(verhaal=verhaal, foto=eigen, gezien=0, door=door)
    assert weigert(verhalen.kies_foto, verhaal=verhaal, foto=None, gezien=0, door=door) == "verouderd"
    verhalen.kies_foto(verhaal=verhaal, foto=None, gezien=1, door=door)
    verhaal.refresh_from_db()
    assert (verhaal.foto, verhaal.slot) == (None, 2)


def test_een_foto_bijstellen(door):
    """Directie and redactie may, with or without a registration; consent as with a story."""
    foto = voeg_foto_toe(uitvoering=None, door=door, bestand=plaatje(), alt="Een zaal", toont_persoon=False)
    velden = {"foto": foto, "alt": " Een volle zaal ", "maker": "", "focus_x": 0, "focus_y": 100, "door": door}
    assert weigert(zet_foto, toont_persoon=True, gezien=0, **velden) == "toestemming"
    zet_foto(toont_persoon=True, akkoord=AKKOORD, gezien=0, **velden)
    assert weigert(zet_foto, toont_persoon=False, gezien=0, **velden) == "verouderd"
    foto.refresh_from_db()
    assert (foto.alt, foto.focus_x, foto.focus_y, foto.toestemming.persoon) == ("Een volle zaal", 0, 100, "Anneke")
    zet_foto(toont_persoon=False, gezien=1, **velden)
    assert (foto.toestemming, Toestemming.objects.count()) == (None, 0)


@pytest.mark.parametrize(("veld", "waarde", "code"), [("focus_x", 101, "focus"), ("focus_y", -1, "focus"), ("alt", " ", "alt")])
def test_een_foto_die_niet_kan(door, veld, waarde, code):
    velden = {"alt": "x", "maker": "", "focus_x": 50, "focus_y": 50, "toont_persoon": False}
    assert weigert(zet_foto, foto=FotoFactory(), gezien=0, door=door, **velden | {veld: waarde}) == code


@pytest.mark.parametrize(
    ("breed", "hoog", "focus", "verwacht"),
    [
        # a column photo of 92,5 by 58: ratio 1,5948
        (1600, 1000, (0, 50), Uitsnede(0, 0, 1594.8, 1000)),  # landscape: a little off the right
        (1600, 1000, (100, 50), Uitsnede(5.2, 0, 1594.8, 1000)),
        (1000, 1600, (50, 0), Uitsnede(0, 0, 1000, 627)),  # portrait: the top stays
        (1000, 1600, (50, 25), Uitsnede(0, 243.2, 1000, 627)),  # (1600 − 627,03) × 25%
        (4000, 1000, (50, 50), Uitsnede(1202.6, 0, 1594.8, 1000)),  # panorama: the middle stays
    ],
)
def test_uitsnede(breed, hoog, focus, verwacht):
    gewoon = VORMEN[1][2]
    assert uitsnede(breed=breed, hoog=hoog, verhouding=gewoon, focus_x=focus[0], focus_y=focus[1]) == verwacht


# ------------------------------------------------------------------ quotes, facts, partners, words
def test_een_citaat(door, gemeente, lijn):
    velden = {"wie": "Anneke", "programmalijn": lijn, "noemt_persoon": True, "door": door}
    citaat = lokaal.nieuw(soort=Citaat, gemeente=gemeente, jaar=JAAR)
    lokaal.zet_citaat(citaat=citaat, tekst=" ‘Ik lees nu zelf.’ ", akkoord=AKKOORD, **velden)
    assert (citaat.tekst, citaat.volgorde, citaat.toestemming.persoon) == ("Ik lees nu zelf.", 1, "Anneke")
    lokaal.zet_citaat(citaat=citaat, tekst="Ik lees.", gezien=0, **velden)
    assert weigert(lokaal.zet_citaat, citaat=citaat, tekst="Ik.", gezien=0, **velden) == "verouderd"
    assert weigert(lokaal.zet_citaat, citaat=citaat, tekst=" ", gezien=1, **velden) == "leeg"
    assert (Citaat.objects.get().tekst, Citaat.objects.get().toestemming.persoon) == ("Ik lees.", "Anneke")
    lokaal.verwijder_rij(rij=citaat, gezien=1, door=door)
    assert (Citaat.objects.count(), Toestemming.objects.count()) == (0, 0)


def test_een_feit(door, gemeente, lijn):
    feit = lokaal.nieuw(soort=Feit, gemeente=gemeente, jaar=JAAR)
    velden = {"feit": feit, "programmalijn": lijn, "door": door}
    lokaal.zet_feit(getal='<span data-veld="aantal:verhalen"></span>', tekst="<p>verhalen</p><img>", **velden)
    assert (feit.getal, feit.tekst) == ('<span data-veld="aantal:verhalen"></span>', "<p>verhalen</p>")
    fout = {"getal": '<span data-veld="x:y"></span>', "tekst": "<p>a</p>"}
    assert weigert(lokaal.zet_feit, gezien=0, **velden | fout) == "veld"
    assert Feit.objects.get().getal == '<span data-veld="aantal:verhalen"></span>'


def test_een_partner_staat_er_een_keer(door, gemeente, lijn):
    oud = PartnerFactory(gemeente=gemeente, naam="Welzijn", programmalijn=lijn)
    velden = {"rol": "", "programmalijn": lijn, "gezamenlijk": True, "door": door}
    nieuw = lokaal.nieuw(soort=Partner, gemeente=gemeente, jaar=JAAR)
    assert weigert(lokaal.zet_partner, partner=nieuw, naam="welzijn ", **velden) == "dubbel"
    lokaal.zet_partner(partner=nieuw, naam="Welzijn", **velden | {"programmalijn": None})
    lokaal.zet_partner(partner=oud, naam="Welzijn", gezien=0, **velden)
    assert list(Partner.objects.order_by("pk").values_list("naam", "gezamenlijk")) == [("Welzijn", True), ("Welzijn", True)]


def test_een_eigen_woord(door, gemeente):
    TermFactory(gemeente=gemeente, begrip="ido", woord="IDO-punt")
    term = lokaal.nieuw(soort=Term, gemeente=gemeente, jaar=JAAR)
    assert weigert(lokaal.zet_term, term=term, begrip="kantine", woord="Eetzaal", door=door) == "begrip"
    assert weigert(lokaal.zet_term, term=term, begrip="ido", woord="Punt", door=door) == "dubbel"
    lokaal.zet_term(term=term, begrip="leerplein", woord="Oefenplein", door=door)
    assert list(gemeente.termen.values_list("begrip", "woord")) == [("ido", "IDO-punt"), ("leerplein", "Oefenplein")]


def test_citaten_verplaatsen(door, gemeente, lijn):
    een, twee = (CitaatFactory(gemeente=gemeente, programmalijn=lijn, volgorde=n) for n in (1, 2))
    lokaal.verplaats_rij(rij=twee, naar=0, gezien=0, door=door)
    assert list(Citaat.objects.order_by("volgorde")) == [twee, een]


# ------------------------------------------------------------------ who may
@pytest.mark.parametrize("groep", sorted(set(Groep.values) - {"beheer", "redactie", "directie"}))
def test_wie_niet_mag(gemeente, lijn, groep):
    wie, verhaal = medewerker(groep), VerhaalFactory()
    pogingen = [
        (verhalen.maak_verhaal, {"gemeente": gemeente, "jaar": JAAR, "inhoud": inhoud(lijn)}),
        (verhalen.zet_verhaal, {"verhaal": verhaal, "inhoud": inhoud(lijn), "gezien": 0}),
        (verhalen.kies_foto, {"verhaal": verhaal, "foto": None, "gezien": 0}),
        (verhalen.zet_bijschrift, {"verhaal": verhaal, "bijschrift": "x"}),
        (verhalen.verplaats_verhaal, {"verhaal": verhaal, "naar": 0, "gezien": 0}),
        (verhalen.verwijder_verhaal, {"verhaal": verhaal, "gezien": 0}),
        (lokaal.zet_term, {"term": Term(gemeente=gemeente), "begrip": "ido", "woord": "x"}),
        (lokaal.verwijder_rij, {"rij": CitaatFactory(), "gezien": 0}),
    ]
    assert {weigert(regel, door=wie, **velden) for regel, velden in pogingen} == {"niet-bevoegd"}
