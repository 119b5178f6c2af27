"""Writing the grid of an activity's costs: all or nothing, with history and lock numbers."""

from decimal import Decimal as D

import pytest

from catalogus.fouten import RegelFout
from catalogus.models import Activiteit, Dekking, Editie, Groep, Kostenregel, Rol, Staffel
from catalogus.regels.kostenregels import Bewaard, Grid, Rij, bewaar_grid, mag_wijzigen
from tests.factories import (
    ActiviteitFactory,
    DekkingFactory,
    EditieFactory,
    FinancieringsbronFactory,
    FunctiegroepFactory,
    GemeenteFactory,
    KostenregelFactory,
    StaffelFactory,
    UrenregelFactory,
    ambtenaar,
    medewerker,
    weigering,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def controller():
    return medewerker(Groep.CONTROLLER)


@pytest.fixture
def activiteit():
    """A concept with one line of 2 hours, one of € 10 material, and € 5 cover."""
    activiteit = ActiviteitFactory(editie=EditieFactory(status=Editie.Status.CONCEPT), code="CURSUS")
    UrenregelFactory(activiteit=activiteit, hoeveelheid=D(2), omschrijving="Les", volgorde=1)
    KostenregelFactory(activiteit=activiteit, omschrijving="Boekje", volgorde=2)
    DekkingFactory(activiteit=activiteit, bedrag=D(5))
    return activiteit


def rijen(model, activiteit, *namen):
    """The lines as they are stored, as a user would send them back."""
    return [
        Rij({naam: getattr(rij, naam) for naam in namen}, rij.pk, rij.slot)
        for rij in model.objects.filter(activiteit=activiteit).order_by("pk")
    ]


def zoals_het_is(activiteit) -> dict:
    return {
        "regels": rijen(Kostenregel, activiteit, "omschrijving", "soort", "functiegroep", "deel", "hoeveelheid", "prijs"),
        "dekkingen": rijen(Dekking, activiteit, "bron", "deel", "bedrag", "percentage"),
        "staffels": rijen(Staffel, activiteit, "tot_en_met", "prijs"),
    }


def anders(rij, **waarden):
    return Rij(rij.waarden | waarden, rij.pk, rij.slot, rij.weg)


def bewaar(activiteit, door, grid, gezien=0):
    return bewaar_grid(activiteit=activiteit, grid=Grid(**grid), gezien=gezien, door=door)


def regels_van(activiteit):
    return [
        (r.omschrijving, r.soort, r.hoeveelheid, r.prijs, r.deel, r.volgorde)
        for r in Kostenregel.objects.filter(activiteit=activiteit)
    ]


NIEUW = {
    "omschrijving": "Zaal",
    "soort": "huisvesting",
    "functiegroep": None,
    "deel": "vast",
    "hoeveelheid": D(1),
    "prijs": D(80),
}


def test_alles_in_een_keer_met_geschiedenis(activiteit, controller):
    grid = zoals_het_is(activiteit)
    les, boekje = grid["regels"]
    balie = FunctiegroepFactory(naam="Balie")
    grid["regels"] = [
        anders(les, hoeveelheid=D("2.5"), functiegroep=balie),
        Rij(boekje.waarden, boekje.pk, boekje.slot, weg=True),
        Rij(NIEUW),
        Rij(NIEUW | {"omschrijving": "Hapjes"}),
    ]
    subsidie = FinancieringsbronFactory(naam="Subsidie")
    grid["dekkingen"] += [Rij({"bron": subsidie, "deel": "vast", "bedrag": None, "percentage": D(40)})]
    grid["velden"] = {"verwachte_afnemers": 3, "verwachte_hoeveelheid": D(20)}

    assert bewaar(activiteit, controller, grid) == Bewaard(nieuw=3, gewijzigd=3, weg=1)

    assert regels_van(activiteit) == [
        ("Les", "uren", D("2.5"), None, "eenheid", 1),
        ("Zaal", "huisvesting", D(1), D(80), "vast", 3),
        ("Hapjes", "huisvesting", D(1), D(80), "vast", 4),
    ]
    assert [(d.bedrag, d.percentage) for d in Dekking.objects.all()] == [(D(5), None), (None, D(40))]
    activiteit.refresh_from_db()
    assert (activiteit.verwachte_afnemers, activiteit.verwachte_hoeveelheid, activiteit.slot) == (3, D(20), 1)
    laatste = Kostenregel.objects.get(omschrijving="Les")
    assert [(h.history_type, h.hoeveelheid, h.history_user) for h in laatste.history.all()] == [
        ("~", D("2.5"), controller),
        ("+", D(2), None),
    ]
    weg = Kostenregel.history.filter(id=boekje.pk).first()
    assert (weg.history_type, weg.history_user, laatste.slot, activiteit.history.first().history_user) == (
        "-",
        controller,
        1,
        controller,
    )


def test_wat_gelijk_bleef_wordt_niet_geschreven(activiteit, controller):
    assert not bewaar(activiteit, controller, zoals_het_is(activiteit))
    activiteit.refresh_from_db()
    assert (activiteit.slot, Kostenregel.history.count(), activiteit.history.count()) == (0, 2, 1)


def test_een_regel_mag_onvolledig_zijn(activiteit, controller):
    grid = zoals_het_is(activiteit)
    grid["regels"][1] = anders(grid["regels"][1], prijs=None)
    bewaar(activiteit, controller, grid)
    assert Kostenregel.objects.get(omschrijving="Boekje").prijs is None


@pytest.mark.parametrize("status", [Editie.Status.OPEN, Editie.Status.LOPEND, Editie.Status.AFGESLOTEN])
def test_na_het_openen_liggen_de_kosten_vast(activiteit, controller, status):
    Editie.objects.update(status=status)
    code, tekst = weigering(bewaar, activiteit=activiteit, door=controller, grid={"regels": [Rij(NIEUW)]})
    assert (code, tekst) == (
        "status",
        f"Editie 2026 is {status.label}: de kosten liggen vast. Maak een correctie met een reden.",
    )


@pytest.mark.parametrize("groep", [Groep.ACCOUNTMANAGER, Groep.VESTIGING, Groep.REDACTIE, Groep.DIRECTIE])
def test_andere_medewerkers_veranderen_geen_kosten(activiteit, groep):
    code, _ = weigering(bewaar, activiteit=activiteit, door=medewerker(groep), grid=zoals_het_is(activiteit))
    assert code == "niet-bevoegd"


def test_wie_mag():
    concept, open_ = EditieFactory(jaar=2027, status=Editie.Status.CONCEPT), EditieFactory()
    redacteur, fiatteur = medewerker(Groep.CATALOGUSREDACTIE), ambtenaar(GemeenteFactory(), Rol.FIATTEUR)
    mag = [mag_wijzigen(door=wie, editie=editie) for wie in (redacteur, fiatteur) for editie in (concept, open_)]
    assert mag == [True, False, False, False]


# ------------------------------------------------------------------ two people
def test_wie_later_bewaart_wordt_gewaarschuwd(activiteit, controller):
    grid = zoals_het_is(activiteit)
    bewaar(activiteit, controller, grid | {"velden": {"verwachte_afnemers": 9}})
    code, tekst = weigering(bewaar, activiteit=activiteit, door=controller, grid=grid)
    assert code == "verouderd"
    assert tekst.startswith(f"Intussen heeft {controller} dit op ")


def test_een_regel_die_elders_veranderde_wordt_niet_overschreven(activiteit, controller):
    """The import and the back office write a line without the grid: its own lock number tells."""
    grid = zoals_het_is(activiteit)
    Kostenregel.objects.filter(omschrijving="Boekje").update(prijs=D(99), slot=1)
    grid["regels"][1] = anders(grid["regels"][1], prijs=D(12))
    code, _ = weigering(bewaar, activiteit=activiteit, door=controller, grid=grid)
    assert (code, Kostenregel.objects.get(omschrijving="Boekje").prijs) == ("verouderd", D(99))


@pytest.mark.parametrize("wat", ["erbij", "weg"])
def test_een_regel_die_een_ander_toevoegde_of_weghaalde(activiteit, controller, wat):
    grid = zoals_het_is(activiteit)
    if wat == "erbij":
        KostenregelFactory(activiteit=activiteit, omschrijving="Van een ander")
    else:
        Kostenregel.objects.filter(omschrijving="Boekje").delete()
    code, _ = weigering(bewaar, activiteit=activiteit, door=controller, grid=grid)
    assert code == "verouderd"


def test_een_regel_van_een_andere_activiteit_is_niet_te_raken(activiteit, controller):
    vreemd = KostenregelFactory(activiteit=ActiviteitFactory(editie=activiteit.editie))
    grid = zoals_het_is(activiteit)
    grid["regels"] += [Rij(NIEUW, vreemd.pk, vreemd.slot)]
    code, _ = weigering(bewaar, activiteit=activiteit, door=controller, grid=grid)
    vreemd.refresh_from_db()
    assert (code, vreemd.prijs) == ("verouderd", D(10))


# ------------------------------------------------------------------ what is refused writes nothing
@pytest.mark.parametrize(
    ("wat", "rij", "veld"),
    [
        ("regels", NIEUW | {"soort": "uren"}, "regel-2-soort"),
        ("regels", NIEUW | {"hoeveelheid": D("-1")}, "regel-2-soort"),
        ("regels", NIEUW | {"soort": "salaris"}, "regel-2-soort"),
        ("regels", NIEUW | {"omschrijving": "x" * 121}, "regel-2-omschrijving"),
        ("dekkingen", {"deel": "vast", "bedrag": D(1), "percentage": D(1)}, "dekking-1-waarde"),
        ("dekkingen", {"deel": "vast", "bedrag": None, "percentage": D(101)}, "dekking-1-waarde"),
        ("staffels", {"tot_en_met": D(0), "prijs": D(1)}, "staffel-0-tot_en_met"),
        ("staffels", {"tot_en_met": D(5), "prijs": D("-1")}, "staffel-0-prijs"),
    ],
)
def test_een_fout_noemt_de_cel_en_schrijft_niets(activiteit, controller, wat, rij, veld):
    grid = zoals_het_is(activiteit)
    grid["regels"][0] = anders(grid["regels"][0], hoeveelheid=D(7))
    bron = {"bron": FinancieringsbronFactory()} if wat == "dekkingen" else {}
    grid[wat] = [*grid[wat], Rij(rij | bron)]
    with pytest.raises(RegelFout) as fout:
        bewaar(activiteit, controller, grid)
    assert (fout.value.code, fout.value.veld) == ("ongeldig", veld)
    assert Kostenregel.objects.get(omschrijving="Les").hoeveelheid == D(2)


# ------------------------------------------------------------------ classes
@pytest.fixture
def klassen(activiteit):
    return [StaffelFactory(activiteit=activiteit, tot_en_met=tot, prijs=D(1)) for tot in (D(50), D(100), None)]


def grenzen(activiteit):
    return [s.tot_en_met for s in Staffel.objects.filter(activiteit=activiteit).order_by("pk")]


def test_klassen_mogen_van_grens_wisselen(activiteit, klassen, controller):
    grid = zoals_het_is(activiteit)
    nieuw = [D(100), None, D(50)]
    grid["staffels"] = [anders(rij, tot_en_met=tot) for rij, tot in zip(grid["staffels"], nieuw, strict=True)]
    bewaar(activiteit, controller, grid)
    assert grenzen(activiteit) == nieuw
    assert [h.tot_en_met for h in klassen[0].history.all()] == [D(100), D(50)]


@pytest.mark.parametrize(
    ("grens", "tekst"),
    [
        (D(100), "Er zijn twee klassen tot en met 100. Geef elke klasse een eigen grens."),
        (None, "Er zijn twee klassen zonder bovengrens. Geef elke klasse een eigen grens."),
    ],
)
def test_twee_klassen_met_dezelfde_grens(activiteit, klassen, controller, grens, tekst):
    grid = zoals_het_is(activiteit)
    grid["staffels"] += [Rij({"tot_en_met": grens, "prijs": D(2)})]
    assert weigering(bewaar, activiteit=activiteit, door=controller, grid=grid) == ("ongeldig", tekst)
    assert Activiteit.objects.get(pk=activiteit.pk).slot == 0
