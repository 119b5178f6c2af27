"""What stands around an activity: build-up, cost lines, prices over the years, how many others take it."""

from decimal import Decimal as D

import pytest

from catalogus.models import Afname, Editie, Status
from catalogus.regels import aanbod, edities
from catalogus.regels.kostprijs import Prijsgegevens
from catalogus.regels.prijswoorden import gegevens_van
from catalogus.regels.tekst import plat, schoon
from tests.factories import (
    JAAR,
    ActiviteitFactory,
    AfnameFactory,
    AfnameregelFactory,
    DekkingFactory,
    EditieFactory,
    GemeenteFactory,
    KostenregelFactory,
    PrijsFactory,
    TariefFactory,
    UrenregelFactory,
)

pytestmark = pytest.mark.django_db


def test_opbouw_als_waterval():
    posten = [("personeel", "60"), ("inkoop", "40"), ("dekking", "-20")]
    opbouw = {"vast": [], "eenheid": [{"post": post, "bedrag": bedrag} for post, bedrag in posten]}
    prijs = Prijsgegevens(D(0), D(80), opbouw)
    (deel,) = aanbod.opbouw(prijs=prijs, eenheid="keer")
    assert (deel.naam, deel.som, deel.som_breedte, deel.decimalen) == ("Prijs per keer", D(80), "80.0", 2)
    assert [(rij.naam, rij.bedrag, rij.x, rij.breedte) for rij in deel.rijen] == [
        ("Personeel", D(60), "0.0", "60.0"),
        ("Inkoop", D(40), "60.0", "40.0"),
        ("Betaald door anderen", D(-20), "80.0", "20.0"),
    ]


def test_opbouw_van_een_vast_bedrag_is_er_niet():
    assert aanbod.opbouw(prijs=Prijsgegevens(D(0), D(80)), eenheid="keer") == []


@pytest.fixture
def geopend():
    """€ 60 an hour, 2 hours a time and € 30 material; 10% opslag; € 15 from the school: 165 − 15 = € 150."""
    editie = EditieFactory(status=Editie.Status.CONCEPT, opslagpercentage=D(10))
    activiteit = ActiviteitFactory(editie=editie, code="KLAS")
    tarief = TariefFactory(editie=editie)
    UrenregelFactory(activiteit=activiteit, functiegroep=tarief.functiegroep, hoeveelheid=D(2), omschrijving="Les")
    KostenregelFactory(activiteit=activiteit, hoeveelheid=D(3), prijs=D(10), omschrijving="Boekjes")
    DekkingFactory(activiteit=activiteit, bedrag=D(15))
    edities.open_editie(editie=editie)
    return type(activiteit).objects.select_related("editie").get()


def test_kostenregels(geopend):
    prijs = gegevens_van(prijs=geopend.prijzen.get())
    rijen = aanbod.kostenregels(activiteit=geopend, prijs=prijs)
    assert [(r.deel, r.naam, r.hoeveelheid, r.tarief, r.bedrag) for r in rijen] == [
        ("Per keer", "Educatie: Les", "2 uur", D(60), D(120)),
        ("Per keer", "Boekjes", "3", D(10), D(30)),
        ("Per keer", "Organisatiekosten", "", None, D(15)),
        ("Per keer", "Betaald door: School", "", None, D(-15)),
    ]
    assert sum(r.bedrag for r in rijen) == prijs.per_eenheid == D(150)


def test_kostenregels_die_niet_meer_bij_de_prijs_horen_blijven_weg(geopend):
    prijs = gegevens_van(prijs=geopend.prijzen.get())
    KostenregelFactory(activiteit=geopend)
    assert aanbod.kostenregels(activiteit=geopend, prijs=prijs) == []


def test_prijsverloop():
    jaren = [EditieFactory(jaar=jaar) for jaar in (JAAR - 2, JAAR - 1, JAAR)]
    eerste = ActiviteitFactory(editie=jaren[0], code="OUDE-NAAM", eenheid="uur")
    tweede = ActiviteitFactory(editie=jaren[1], code="OUDE-NAAM", voorganger=eerste)
    derde = ActiviteitFactory(editie=jaren[2], code="NIEUWE-NAAM", voorganger=tweede)
    PrijsFactory(activiteit=eerste, per_eenheid=D(30))
    PrijsFactory(activiteit=tweede, per_eenheid=D(10), versie=1)
    PrijsFactory(activiteit=tweede, per_eenheid=D(38), versie=2)
    PrijsFactory(activiteit=derde, per_eenheid=D(40))
    verloop = aanbod.prijsverloop(activiteit=derde, edities=jaren)
    assert [(p.jaar, str(p.woorden), p.bedrag, p.hoogte) for p in verloop] == [
        (JAAR - 2, "€\u00a030,00 per uur", None, 0),  # another unit: no bar
        (JAAR - 1, "€\u00a038,00 per keer", D(38), 72),
        (JAAR, "€\u00a040,00 per keer", D(40), 76),
    ]
    assert [p.jaar for p in aanbod.prijsverloop(activiteit=derde, edities=jaren[1:])] == [JAAR - 1, JAAR]


# ------------------------------------------------------------------ others
def neem_af(gemeente, activiteit, status=Status.BEVESTIGD, aantal=1):
    afname = AfnameFactory(gemeente=gemeente, editie=activiteit.editie, status=status)
    AfnameregelFactory(afname=afname, activiteit=activiteit, hoeveelheid=D(aantal))


def test_hoeveel_anderen_dit_kiezen():
    vorige = ActiviteitFactory(editie=EditieFactory(jaar=JAAR - 1), code="A")
    nu = ActiviteitFactory(code="A", voorganger=vorige)
    eigen, *anderen = GemeenteFactory.create_batch(6)
    GemeenteFactory(vergelijken_toegestaan=False)
    GemeenteFactory(deelnemer_van=None)
    neem_af(eigen, nu)
    neem_af(anderen[0], nu)
    neem_af(anderen[1], nu, Status.INGEDIEND)
    neem_af(anderen[2], nu, Status.CONCEPT)
    neem_af(anderen[3], nu, aantal=0)
    neem_af(anderen[4], vorige)
    assert aanbod.anderen(activiteit=nu, gemeente=eigen) == [(JAAR, 2, 5), (JAAR - 1, 1, 5)]


def test_minder_dan_vier_anderen_geeft_geen_getal():
    activiteit = ActiviteitFactory()
    eigen, *anderen = GemeenteFactory.create_batch(4)
    neem_af(anderen[0], activiteit)
    assert aanbod.anderen(activiteit=activiteit, gemeente=eigen) == []
    GemeenteFactory()
    assert aanbod.anderen(activiteit=activiteit, gemeente=eigen) == [(JAAR, 1, 4), (JAAR - 1, 0, 4)]


def test_een_onderdeel_telt_voor_zijn_ouder():
    ouder = ActiviteitFactory(code="OUDER")
    kind, tweede = ActiviteitFactory(code="KIND", ouder=ouder), ActiviteitFactory(code="KIND-2", ouder=ouder)
    eigen, *anderen = GemeenteFactory.create_batch(5)
    neem_af(anderen[0], kind)
    AfnameregelFactory(afname=anderen[0].afnames.get(), activiteit=tweede)
    assert aanbod.anderen(activiteit=ouder, gemeente=eigen)[0] == (JAAR, 1, 4)


def test_concepten_met_hun_regels():
    gemeente = GemeenteFactory()
    activiteit = ActiviteitFactory()
    eerste = AfnameFactory(gemeente=gemeente, naam="Eerste")
    AfnameregelFactory(afname=eerste, activiteit=activiteit, hoeveelheid=D(3), slot=2)
    tweede = AfnameFactory(gemeente=gemeente, naam="Tweede")
    AfnameFactory(gemeente=gemeente, status=Status.VERVALLEN)
    assert aanbod.concepten(afnames=Afname.objects.all()) == [
        aanbod.Concept(tweede.pk, "Tweede", None, {}, {}),
        aanbod.Concept(eerste.pk, "Eerste", None, {activiteit.pk: D(3)}, {activiteit.pk: 2}),
    ]


# ------------------------------------------------------------------ text
def test_schoon_laat_alleen_lopende_tekst_door():
    vuil = '<p onclick="x()">Dag <script>alert(1)</script><a href="javascript:x" class="y">hier</a></p><img src=x>'
    assert schoon(tekst=vuil) == "<p>Dag <a>hier</a></p>"
    assert schoon(tekst='<a href="https://voorbeeld.example/">hier</a>') == '<a href="https://voorbeeld.example/">hier</a>'


def test_plat():
    assert plat(tekst="<p>Koffie &amp; thee.</p><ul><li>Een</li><li>Twee</li></ul>") == "Koffie & thee. Een Twee"
