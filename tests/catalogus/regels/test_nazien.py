"""The check list before opening: every finding with its place, and whether it blocks."""

from decimal import Decimal as D

import pytest

from catalogus.models import Activiteit, Editie, Prijsvorm, Realisatiemaat
from catalogus.regels import edities, nazien
from tests.factories import (
    ActiviteitFactory,
    DekkingFactory,
    EditieFactory,
    KostenregelFactory,
    StaffelFactory,
    UrenregelFactory,
    dag,
    weigering,
)

pytestmark = pytest.mark.django_db
TEKST = {"samenvatting": "Kort", "omschrijving": "<p>Lang</p>", "doel": "Doel", "beoogd_effect": "Effect"}
VANDAAG = dag("2025-05-01")


@pytest.fixture
def editie():
    return EditieFactory(status=Editie.Status.CONCEPT, opslagpercentage=D(10), kiezen_tot=dag("2025-09-30"))


def activiteit(editie, code="A", **velden):
    """An activity with nothing to remark: texts, a price and a measure."""
    gegevens = TEKST | {"verwachte_afnemers": 2, "verwachte_hoeveelheid": D(10)} | velden
    nieuw = ActiviteitFactory(editie=editie, code=code, titel=f"Titel {code}", **gegevens)
    if nieuw.prijsvorm == Prijsvorm.KOSTPRIJS:
        KostenregelFactory(activiteit=nieuw)
    return nieuw


def gevonden(editie):
    return [(b.soort, b.veld, b.blokkeert, b.tekst) for b in nazien.bevindingen(editie=editie, vandaag=VANDAAG)]


def test_een_volledige_activiteit_geeft_geen_bevinding(editie):
    activiteit(editie)
    assert gevonden(editie) == []


@pytest.mark.parametrize(
    ("leeg", "verwacht"),
    [
        ("samenvatting", ("tekst", "samenvatting", False, "A heeft nog niet een samenvatting. Schrijf die.")),
        ("omschrijving", ("tekst", "omschrijving", False, "A heeft nog niet een omschrijving. Schrijf die.")),
        ("doel", ("tekst", "doel", False, "A heeft nog niet een doel. Schrijf die.")),
        ("beoogd_effect", ("effect", "beoogd_effect", False, "A zegt niet wat het oplevert. Vul het beoogd effect in.")),
    ],
)
def test_een_lege_tekst_waarschuwt(editie, leeg, verwacht):
    activiteit(editie, **{leeg: "  "})
    assert gevonden(editie) == [verwacht]


def test_een_foto_zonder_beschrijving_blokkeert(editie):
    activiteit(editie, foto="activiteiten/a.jpg")
    tekst = "De foto van A heeft geen beschrijving. Schrijf wat er op de foto te zien is."
    assert gevonden(editie) == [("foto", "foto_alt", True, tekst)]
    assert weigering(edities.open_editie, editie=editie) == ("beletselen", f"Editie 2026 kan nog niet open. {tekst}")
    Activiteit.objects.update(foto_alt="Kinderen luisteren naar een verhaal")
    assert gevonden(editie) == []


@pytest.mark.parametrize(
    ("velden", "verwacht"),
    [
        (
            {"realisatiemaat": Realisatiemaat.INDICATOR},
            ("realisatieindicator", True, "A wordt gemeten met een indicator, maar er is er geen gekozen. Kies de indicator."),
        ),
        (
            {"realisatiemaat": Realisatiemaat.LOCATIES},
            ("realisatiefunctie", False, "A wordt gemeten in locaties, maar er staat niet welke. Kies de soort locatie."),
        ),
        (
            {"realisatiemaat": Realisatiemaat.GEEN},
            (
                "realisatiemaat",
                False,
                "Van A is later niet te zien of het is uitgevoerd. Kies waarin je de uitvoering meet.",
            ),
        ),
        ({"realisatiemaat": Realisatiemaat.GEEN, "pakket": "basis"}, None),
        ({"realisatiemaat": Realisatiemaat.LOCATIES, "realisatiefunctie": "bibliotheek"}, None),
    ],
)
def test_de_maat_van_uitvoering(editie, velden, verwacht):
    activiteit(editie, **velden)
    assert gevonden(editie) == ([("maat", *verwacht)] if verwacht else [])


@pytest.mark.parametrize(
    ("grenzen", "maximum", "blokkeert"),
    [([50, None], None, False), ([50], None, True), ([50], D(50), False), ([50], D(51), True)],
)
def test_een_staffel_zonder_open_klasse(editie, grenzen, maximum, blokkeert):
    """A class for every quantity that can be taken: none is missing when no more than 50 may be taken."""
    school = activiteit(editie, prijsvorm=Prijsvorm.STAFFEL, maximum=maximum)
    for grens in grenzen:
        StaffelFactory(activiteit=school, tot_en_met=grens)
    tekst = "De staffel van A heeft geen laatste klasse zonder bovengrens. Voeg die toe."
    assert gevonden(editie) == ([("staffel", "kosten", True, tekst)] if blokkeert else [])


def test_verwachte_aantallen_ontbreken(editie):
    """The material is per keer; with hours in the fixed part the number of gemeenten is missed too."""
    cursus = activiteit(editie, verwachte_afnemers=0, verwachte_hoeveelheid=D(0))
    per_keer = (
        "verwacht",
        "verwachte_hoeveelheid",
        False,
        "A heeft kosten per eenheid, maar geen verwachte hoeveelheid. Vul die in.",
    )
    assert gevonden(editie) == [per_keer]
    KostenregelFactory(activiteit=cursus, deel="vast")
    vast = ("verwacht", "verwachte_afnemers", False, "A heeft vaste kosten, maar geen verwacht aantal gemeenten. Vul dat in.")
    assert gevonden(editie) == [vast, per_keer]


def test_codes_die_op_elkaar_lijken(editie):
    activiteit(editie, "KLEIN-1-1")
    activiteit(editie, "KLEIN-11")
    activiteit(editie, "klein-11")
    assert gevonden(editie) == [
        ("code", "code", True, "klein-11 is dezelfde code als KLEIN-11. Kies een andere code."),
        ("code", "code", False, "KLEIN-11 lijkt te veel op KLEIN-1-1. Kies een andere code."),
    ]


def test_een_kind_zonder_ouder(editie):
    """B hangs on last year's parent; C lost its parent since last year; D hangs on its own year's."""
    vorig = EditieFactory(jaar=2025)
    oude_ouder = ActiviteitFactory(editie=vorig, code="OUDER", titel="Kleintje Bieb")
    ouder = activiteit(editie, "OUDER", voorganger=oude_ouder)
    activiteit(editie, "B", ouder=oude_ouder)
    activiteit(editie, "C", voorganger=ActiviteitFactory(editie=vorig, code="C", ouder=oude_ouder))
    activiteit(editie, "D", ouder=ouder)
    assert gevonden(editie) == [
        (
            "ouder",
            "ouder",
            True,
            "B is onderdeel van een activiteit uit een andere editie. Kies een onderdeel van deze editie.",
        ),
        ("ouder", "ouder", False, "C was vorig jaar onderdeel van ‘Kleintje Bieb’. Klopt het dat zij nu los staat?"),
    ]


@pytest.mark.parametrize(
    ("kiezen_tot", "verwacht"),
    [
        (None, "Er staat niet tot wanneer gemeenten kunnen kiezen. Vul de laatste dag in."),
        ("2025-04-30", "Kiezen kon tot en met 30 april 2025. Die dag is voorbij: kies een latere dag."),
        ("2025-05-01", None),
    ],
)
def test_de_laatste_dag_van_de_editie(editie, kiezen_tot, verwacht):
    activiteit(editie)
    editie.kiezen_tot = dag(kiezen_tot) if kiezen_tot else None
    assert gevonden(editie) == ([("editie", "editie", False, verwacht)] if verwacht else [])


def test_wat_blokkeert_staat_vooraan_en_wijst_naar_zijn_plek(editie):
    activiteit(editie, "A", doel="")
    UrenregelFactory(activiteit=activiteit(editie, "B"))
    KostenregelFactory(activiteit=activiteit(editie, "C"), prijs=None)
    activiteit(editie, "D", prijsvorm=Prijsvorm.VAST_BEDRAG)
    assert [(b.activiteit.code, b.veld, b.blokkeert) for b in nazien.bevindingen(editie=editie, vandaag=VANDAAG)] == [
        ("B", "tarieven", True),
        ("C", "kosten", True),
        ("D", "bedrag_eenheid", True),
        ("A", "doel", False),
    ]


def test_een_bron_die_tekortkomt_wijst_naar_de_bronnen(editie):
    """€ 5 × 10 keer is € 50; there is nothing in 2026."""
    DekkingFactory(activiteit=activiteit(editie), bedrag=D(5))
    tekst = "School: €\u00a050,00 uitgegeven, €\u00a00,00 beschikbaar in 2026. Verlaag de dekking of vul een hoger bedrag in."
    assert gevonden(editie) == [("bron", "bronnen", True, tekst)]


@pytest.mark.parametrize("aantal", [1, 12])
def test_het_nazien_vraagt_altijd_even_veel_aan_de_database(editie, aantal, django_assert_num_queries):
    for nummer in range(aantal):
        DekkingFactory(activiteit=activiteit(editie, f"A-{nummer}x".upper()), bedrag=D(0))
    with django_assert_num_queries(19):
        nazien.bevindingen(editie=editie, vandaag=VANDAAG)
