"""Where a computed figure comes from, down to the rows it counts; and the columns and cells of the grid."""

from decimal import Decimal as D

import pytest

from catalogus.models import Functie, Scope
from catalogus.regels.cijferrooster import STICHTING, cel, invoercellen, plek_van, plekken, rij, rubrieken
from catalogus.regels.cijfers import Cijfers
from catalogus.regels.cijferuitleg import uitleg
from tests.factories import (
    BijeenkomstFactory,
    DeelnameFactory,
    GemeenteFactory,
    IndicatorFactory,
    InwonertalFactory,
    MetingFactory,
    UitvoeringFactory,
    dag,
    vestiging,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def drie():
    return [
        GemeenteFactory(naam=naam, cbs_code=code)
        for naam, code in (("Assen", "GM9106"), ("Meppel", "GM9119"), ("Westerveld", "GM9701"))
    ]


def leg_uit(indicator, plek, jaar=2026, pagina=1):
    cijfers = Cijfers(jaren=[jaar - 1, jaar])
    waar = plek_van(cijfers=cijfers, sleutel=plek)
    wat = cel(cijfers=cijfers, indicator=cijfers.indicatoren[indicator.code], jaar=jaar, plek=waar)
    return wat, uitleg(cijfers=cijfers, wat=wat, jaar=jaar, pagina=pagina)


# ------------------------------------------------------------------ a joint schrijfwedstrijd
def test_een_schrijfwedstrijd_van_drie_gemeenten(drie):
    """Two meetings. First: 60 in all, of which 25 for Meppel and 20 for Westerveld are known. Second: 40, shares unknown.

    Assen 60 + 40, Meppel 25 + 40, Westerveld 20 + 40; the stichting 100, once.
    """
    _, meppel, westerveld = drie
    wedstrijd = UitvoeringFactory(gemeenten=drie, titel="Schrijfwedstrijd")
    eerste = BijeenkomstFactory(uitvoering=wedstrijd, datum=dag("2026-03-02"), deelnames=60)
    BijeenkomstFactory(uitvoering=wedstrijd, datum=dag("2026-04-02"), deelnames=40)
    DeelnameFactory(bijeenkomst=eerste, gemeente=meppel, aantal=25)
    DeelnameFactory(bijeenkomst=eerste, gemeente=westerveld, aantal=20)
    soorten = {soort: IndicatorFactory(code=soort, soort=soort) for soort in ("uitvoeringen", "bijeenkomsten", "deelnames")}
    plek = ("GM9106", "GM9119", "GM9701", "stichting")
    assert {s: [leg_uit(i, p)[0].nu.waarde for p in plek] for s, i in soorten.items()} == {
        "uitvoeringen": [1, 1, 1, 1],
        "bijeenkomsten": [2, 2, 2, 2],
        "deelnames": [100, 65, 60, 100],
    }
    rijen = {p: leg_uit(soorten["deelnames"], p) for p in plek}
    assert {p: [(r.telt, r.heel) for r in u.rijen] for p, (_, u) in rijen.items()} == {
        "GM9106": [(40, True), (60, True)],
        "GM9119": [(40, True), (25, False)],
        "GM9701": [(40, True), (20, False)],
        "stichting": [(40, False), (60, False)],
    }
    assert [sum(r.telt for r in u.rijen) == wat.nu.waarde for wat, u in rijen.values()] == [True] * 4
    noot = "Bij gezamenlijke activiteiten zonder aantal per gemeente telt het hele aantal deelnames mee."
    assert [wat.nu.noten for wat, _ in rijen.values()] == [(noot,), (noot,), (noot,), ()]
    assert rijen["GM9701"][1].rijen[0].gemeenten == ("Assen", "Meppel", "Westerveld")
    (uitvoering,) = leg_uit(soorten["uitvoeringen"], "GM9701")[1].pagina
    assert (uitvoering.keren, uitvoering.eerste, uitvoering.laatste) == (2, dag("2026-03-02"), dag("2026-04-02"))


def test_zijn_alle_aantallen_bekend_dan_is_er_geen_voetnoot(drie):
    """25 + 20 + 15 are known of each of the three, and the whole was left empty: 60 for the stichting."""
    los = BijeenkomstFactory(uitvoering=UitvoeringFactory(gemeenten=drie), deelnames=None)
    for gemeente, aantal in zip(drie, (25, 20, 15), strict=True):
        DeelnameFactory(bijeenkomst=los, gemeente=gemeente, aantal=aantal)
    deelnames = IndicatorFactory(code="deelnames", soort="deelnames")
    gevonden = [leg_uit(deelnames, p) for p in ("GM9106", "GM9119", "GM9701", "stichting")]
    assert [(wat.nu.waarde, wat.nu.noten, [(r.telt, r.heel) for r in u.rijen]) for wat, u in gevonden] == [
        (D(25), (), [(25, False)]),
        (D(20), (), [(20, False)]),
        (D(15), (), [(15, False)]),
        (D(60), (), [(60, False)]),
    ]


def test_de_rijen_komen_per_vijftig(drie):
    los = UitvoeringFactory(gemeenten=drie[:1])
    for dag_ in range(1, 29):
        for maand in ("03", "04"):
            BijeenkomstFactory(uitvoering=los, datum=dag(f"2026-{maand}-{dag_:02}"))
    keren = IndicatorFactory(code="keren", soort="bijeenkomsten")
    for pagina, aantal in ((1, 50), (2, 6), ("onzin", 50)):
        assert len(leg_uit(keren, "GM9106", pagina=pagina)[1].rijen) == aantal


# ------------------------------------------------------------------ parts
def test_som_verhouding_en_stichting(drie):
    a, b = IndicatorFactory(code="a"), IndicatorFactory(code="b")
    for n, gemeente in enumerate(drie, 1):
        MetingFactory(indicator=a, gemeente=gemeente, waarde=D(n))
        MetingFactory(indicator=b, gemeente=gemeente, waarde=D(10 * n))
    som, deel = (
        IndicatorFactory(code="som", soort="som"),
        IndicatorFactory(code="deel", soort="verhouding", teller=a, noemer=b, eenheid="%"),
    )
    som.onderdelen.set([a, b])
    gevonden = [leg_uit(som, "GM9701"), leg_uit(deel, "GM9701"), leg_uit(a, "stichting")]
    assert [(u.soort, u.factor, [(d.indicator.code, d.plek.naam, d.nu.waarde) for d in u.delen]) for _, u in gevonden] == [
        ("som", False, [("a", "Westerveld", D(3)), ("b", "Westerveld", D(30))]),
        ("verhouding", True, [("a", "Westerveld", D(3)), ("b", "Westerveld", D(30))]),
        ("gemeenten", False, [("a", "Assen", D(1)), ("a", "Meppel", D(2)), ("a", "Westerveld", D(3))]),
    ]
    assert leg_uit(a, "GM9701")[1] is None  # entered


def test_locaties_leerlingen_en_inwoners(drie):
    westerveld = drie[2]
    vestiging(westerveld, naam="Bibliotheek Diever", uren=D(20))
    vestiging(westerveld, naam="Taalhuis Vledder", functie=Functie.TAALHUIS)
    vestiging(westerveld, naam="School Dwingeloo", functie=Functie.DBOS_PO, leerlingen=60)
    vestiging(westerveld, naam="College", functie=Functie.DBOS_VO, leerlingen=400)
    InwonertalFactory(gemeente=westerveld, aantal=19983, peildatum=dag("2026-01-01"))
    InwonertalFactory(gemeente=westerveld, aantal=1, peildatum=dag("2025-01-01"))
    bieb = IndicatorFactory(code="bieb", soort="locaties", functie="bibliotheek")
    po = IndicatorFactory(code="po", soort="leerlingen", functie="dbos_po")
    inwoners = IndicatorFactory(code="inwoners", soort="inwoners")
    uit = [leg_uit(i, "GM9701")[1] for i in (bieb, po, inwoners)]
    assert [(u.soort, u.peildatum) for u in uit] == [
        ("locaties", dag("2026-12-31")), ("leerlingen", dag("2026-02-01")), ("inwoners", dag("2026-01-01")),
    ]  # fmt: skip
    assert [[b.locatie.naam for b in u.rijen] for u in uit[:2]] == [["Bibliotheek Diever"], ["School Dwingeloo"]]
    assert [stand.aantal for stand in uit[2].rijen] == [19983]


# ------------------------------------------------------------------ the grid
def test_kolommen_en_rubrieken(drie):
    GemeenteFactory(naam="Buiten", deelnemer_van=None)
    a = IndicatorFactory(code="a", rubriek="Leden & bezoek", volgorde=1)
    IndicatorFactory(code="online", rubriek="Online", scopes=["stichting", "provincie"], stichting="opgegeven", volgorde=2)
    IndicatorFactory(code="keren", rubriek="Leden & bezoek", soort="bijeenkomsten", volgorde=3)
    MetingFactory(indicator=a, gemeente=drie[0], stand="voorlopig")
    MetingFactory(indicator=a, gemeente=drie[1], geen_gegevens=True)
    cijfers = Cijfers(jaren=[2025, 2026])
    leden, online = rubrieken(cijfers=cijfers, jaar=2026)
    assert (leden.slug, leden.te_leveren, leden.geleverd, leden.voorlopig, leden.samen) == ("leden-bezoek", 1, 2, 1, 3)
    assert (online.slug, online.te_leveren, online.samen) == ("online", 2, 2)
    namen = [[p.naam for p in plekken(cijfers=cijfers, jaar=2026, indicatoren=r.indicatoren)] for r in (leden, online)]
    assert namen == [["Assen", "Meppel", "Westerveld", "Stichting"], ["Stichting", "Provincie"]]
    leeg = [
        c.sleutel for c in invoercellen(cijfers=cijfers, jaar=2026, indicatoren=cijfers.indicatoren.values()) if c.te_leveren
    ]
    assert leeg == ["a.GM9701", "online.stichting", "online.provincie"]


@pytest.mark.parametrize(
    ("toen", "nu", "grenzen", "verwacht"),
    [
        (100, 120, (None, None), []),
        (100, 126, (None, None), ["26% meer dan in 2025."]),
        (100, 74, (None, None), ["26% minder dan in 2025."]),
        (10, 19, (None, None), []),  # too small to say anything
        (None, 5, (10, 20), ["Lager dan gewoon: verwacht 10 of meer."]),
        (None, 25, (10, 20), ["Hoger dan gewoon: verwacht 20 of minder."]),
        (None, 10, (10, 20), []),
    ],
)
def test_wat_opvalt(drie, toen, nu, grenzen, verwacht):
    a = IndicatorFactory(code="a", plausibel_van=grenzen[0], plausibel_tot=grenzen[1])
    MetingFactory(indicator=a, gemeente=drie[0], waarde=D(nu))
    if toen is not None:
        MetingFactory(indicator=a, gemeente=drie[0], jaar=2025, waarde=D(toen))
    cijfers = Cijfers(jaren=[2025, 2026])
    eerste = cel(cijfers=cijfers, indicator=a, jaar=2026, plek=plek_van(cijfers=cijfers, sleutel="GM9106"))
    assert eerste.valt_op == verwacht


def test_een_onvolledige_som_van_de_stichting(drie):
    """Two of three are known: 5 + 7, marked; with all three it is the figure itself."""
    a = IndicatorFactory(code="a")
    for gemeente, waarde in zip(drie[:2], (5, 7), strict=True):
        MetingFactory(indicator=a, gemeente=gemeente, waarde=D(waarde))

    def stichting():
        cijfers = Cijfers(jaren=[2025, 2026])
        kolommen = plekken(cijfers=cijfers, jaar=2026, indicatoren=[a])
        return rij(cijfers=cijfers, indicator=a, jaar=2026, kolommen=kolommen).cellen[-1]

    assert (stichting().plek, stichting().nu.waarde, stichting().deels) == (STICHTING, None, D(12))
    MetingFactory(indicator=a, gemeente=drie[2], waarde=D(1))
    assert (stichting().nu.waarde, stichting().deels, stichting().plek.scope) == (D(13), None, Scope.STICHTING)
