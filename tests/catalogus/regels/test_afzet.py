"""What gemeenten took of an edition: quantities, hours, turnover and cover, confirmed and submitted apart."""

from decimal import Decimal as D

import pytest

from catalogus.models import Prijsvorm, Status
from catalogus.regels import afzet, edities
from catalogus.regels.afzet import Stand
from tests.factories import (
    ActiviteitFactory,
    AfnameFactory,
    AfnameregelFactory,
    DekkingFactory,
    EditieFactory,
    FunctiegroepFactory,
    GemeenteFactory,
    KostenregelFactory,
    ProgrammalijnFactory,
    TariefFactory,
    UrenregelFactory,
    weigering,
)

pytestmark = pytest.mark.django_db


def neem(afname, activiteit, aantal, vast, eenheid):
    AfnameregelFactory(
        afname=afname, activiteit=activiteit, hoeveelheid=D(aantal), bedrag_vast=D(vast), bedrag_eenheid=D(eenheid)
    )


@pytest.fixture
def editie():
    """Two gemeenten and two activities.

    CURSUS costs 10 hours and € 600 fixed (€ 100 covered: € 500), per keer 2 hours and € 5 (€ 3 covered: € 122).
    Aa (Noord) confirmed 4 × CURSUS for € 988 and submitted a second version with 6 × for € 1.232. Zuidwolde (Zuid) submitted
    2 × CURSUS for € 744 and LESKIST for € 50. What lapsed or is being worked on does not count.
    """
    editie = EditieFactory()
    TariefFactory(editie=editie, uurtarief=D(60), capaciteit=D(100))
    cursus = ActiviteitFactory(editie=editie, code="CURSUS", titel="Cursus")
    leskist = ActiviteitFactory(
        editie=editie,
        code="LESKIST",
        titel="Leskist",
        programmalijn=ProgrammalijnFactory(nummer=4, naam="Taal"),
        prijsvorm=Prijsvorm.VAST_BEDRAG,
    )
    UrenregelFactory(activiteit=cursus, hoeveelheid=D(10), deel="vast")
    UrenregelFactory(activiteit=cursus, hoeveelheid=D(2), deel="eenheid")
    KostenregelFactory(activiteit=cursus, hoeveelheid=D(1), prijs=D(5), deel="eenheid")
    DekkingFactory(activiteit=cursus, bedrag=D(100), deel="vast")
    DekkingFactory(activiteit=cursus, bedrag=D(3), deel="eenheid")
    aa = GemeenteFactory(naam="Aa", regio="Noord")
    zuid = GemeenteFactory(naam="Zuidwolde", regio="Zuid")
    een = AfnameFactory(gemeente=aa, editie=editie, status=Status.BEVESTIGD)
    twee = AfnameFactory(gemeente=aa, editie=editie, status=Status.INGEDIEND, versienummer=2, voorganger=een)
    drie = AfnameFactory(gemeente=zuid, editie=editie, status=Status.INGEDIEND)
    neem(een, cursus, 4, 500, 488)
    neem(twee, cursus, 6, 500, 732)
    neem(drie, cursus, 2, 500, 244)
    neem(drie, leskist, 1, 0, 50)
    for status in (Status.CONCEPT, Status.TER_FIATTERING, Status.VERVANGEN, Status.VERVALLEN):
        neem(AfnameFactory(gemeente=zuid, editie=editie, status=status), cursus, 99, 1, 1)
    editie.refresh_from_db()
    return editie


def stand(bevestigd, ingediend):
    return Stand(D(bevestigd), D(ingediend))


@pytest.fixture
def posten(editie):
    return afzet.posten_van(editie=editie)


@pytest.fixture
def activiteiten(editie):
    return edities.activiteiten_van(editie=editie)


def test_ingediend_telt_wat_het_aan_het_bevestigde_verandert(posten):
    gevonden = [(p.gemeente.naam, p.keer, p.hoeveelheid, p.bedrag) for p in posten]
    assert gevonden == [
        ("Aa", stand(1, 0), stand(4, 2), stand(988, 244)),
        ("Zuidwolde", stand(0, 1), stand(0, 2), stand(0, 744)),
        ("Zuidwolde", stand(0, 1), stand(0, 1), stand(0, 50)),
    ]


def test_wat_een_nieuwe_versie_niet_meer_heeft_gaat_eraf():
    gemeente, activiteit = GemeenteFactory(), ActiviteitFactory()
    neem(AfnameFactory(gemeente=gemeente, status=Status.BEVESTIGD), activiteit, 3, 10, 20)
    AfnameFactory(gemeente=gemeente, status=Status.INGEDIEND, versienummer=2)
    (post,) = afzet.posten_van(editie=activiteit.editie)
    assert (post.keer, post.hoeveelheid, post.bedrag) == (stand(1, -1), stand(3, -3), stand(30, -30))
    assert post.bedrag.samen == 0


def test_van_twee_ingediende_keuzes_telt_de_nieuwste():
    gemeente, activiteit = GemeenteFactory(), ActiviteitFactory()
    neem(AfnameFactory(gemeente=gemeente, status=Status.INGEDIEND, naam="A"), activiteit, 3, 0, 30)
    neem(AfnameFactory(gemeente=gemeente, status=Status.INGEDIEND, naam="B"), activiteit, 5, 0, 50)
    assert [p.hoeveelheid for p in afzet.posten_van(editie=activiteit.editie)] == [stand(0, 5)]


def test_een_regel_op_nul_is_niet_afgenomen():
    activiteit = ActiviteitFactory()
    neem(AfnameFactory(status=Status.BEVESTIGD), activiteit, 0, 0, 0)
    assert [p.keer for p in afzet.posten_van(editie=activiteit.editie)] == [stand(0, 0)]


def test_de_matrix_telt_per_activiteit_en_per_gemeente(posten, activiteiten):
    matrix = afzet.matrix(posten=posten, activiteiten=activiteiten)
    assert [gemeente.naam for gemeente in matrix.gemeenten] == ["Aa", "Zuidwolde"]
    assert [(r.activiteit.code, r.cellen, r.afnemers, r.hoeveelheid, r.bedrag) for r in matrix.rijen] == [
        ("CURSUS", (stand(4, 2), stand(0, 2)), stand(1, 1), stand(4, 4), stand(988, 988)),
        ("LESKIST", (stand(0, 0), stand(0, 1)), stand(0, 1), stand(0, 1), stand(0, 50)),
    ]
    assert matrix.totalen == (stand(988, 244), stand(0, 794))
    assert matrix.totaal == stand(988, 1038)


def test_de_matrix_over_een_deel_van_de_activiteiten(posten, activiteiten):
    matrix = afzet.matrix(posten=posten, activiteiten=[a for a in activiteiten if a.code == "LESKIST"])
    assert (len(matrix.rijen), matrix.totalen) == (1, (stand(0, 0), stand(0, 50)))


def test_uren_tellen_vast_een_keer_per_gemeente_en_de_rest_per_eenheid(editie, posten, activiteiten):
    """Fixed 10 hours × 2 gemeenten, 2 hours × (4 + 4) keer: 18 confirmed and 18 submitted, of 100."""
    (educatie,) = afzet.uren(editie=editie, posten=posten, activiteiten=activiteiten)
    assert (educatie.uren, educatie.capaciteit, educatie.deel, educatie.te_veel) == (stand(18, 18), D(100), D(36), False)


def test_een_functiegroep_zonder_capaciteit_heeft_geen_deel(editie, posten, activiteiten):
    TariefFactory(editie=editie, functiegroep=FunctiegroepFactory(naam="Backoffice"), capaciteit=None)
    regels = afzet.uren(editie=editie, posten=posten, activiteiten=activiteiten)
    assert [(r.functiegroep, r.deel, r.te_veel) for r in regels] == [("Backoffice", None, False), ("Educatie", D(36), False)]
    assert afzet.bezetting(regels=regels) == D(36)
    assert afzet.bezetting(regels=regels[:1]) is None


@pytest.mark.parametrize(("capaciteit", "te_veel"), [("36", False), ("35.99", True)])
def test_meer_dan_de_capaciteit(editie, posten, activiteiten, capaciteit, te_veel):
    editie.tarieven.update(capaciteit=D(capaciteit))
    (regel,) = afzet.uren(editie=editie, posten=posten, activiteiten=activiteiten)
    assert regel.te_veel is te_veel


def test_omzet_en_dekking_per_programmalijn(editie, posten, activiteiten):
    """Cover of CURSUS: € 100 × 2 gemeenten and € 3 × 8 keer is € 224, of € 1.976 + € 224 = € 2.200."""
    dekking = afzet.dekkingen(editie=editie, activiteiten=activiteiten)
    regels = afzet.per_programmalijn(posten=posten, activiteiten=activiteiten, dekking=dekking)
    assert [(r.nummer, r.naam, r.omzet, r.dekking) for r in regels] == [
        (2, "Lijn 2", stand(988, 988), stand(112, 112)),
        (4, "Taal", stand(0, 50), stand(0, 0)),
    ]
    assert regels[0].deel_dekking == D(22400) / D(2200)
    totaal = afzet.totaalregel(regels=regels)
    assert (totaal.omzet, totaal.dekking) == (stand(988, 1038), stand(112, 112))


def test_omzet_en_dekking_per_regio(editie, posten, activiteiten):
    """Aa: € 100 + 4 × € 3 confirmed, 2 × € 3 more submitted. Zuidwolde: € 100 + 2 × € 3."""
    dekking = afzet.dekkingen(editie=editie, activiteiten=activiteiten)
    regels = afzet.per_regio(posten=posten, dekking=dekking)
    assert [(r.naam, r.omzet, r.dekking) for r in regels] == [
        ("Noord", stand(988, 244), stand(112, 6)),
        ("Zuid", stand(0, 794), stand(0, 106)),
    ]


def test_een_gemeente_zonder_regio_staat_achteraan(editie, activiteiten):
    neem(AfnameFactory(gemeente=GemeenteFactory(regio=""), editie=editie, status=Status.BEVESTIGD), activiteiten[0], 1, 0, 7)
    regels = afzet.per_regio(posten=afzet.posten_van(editie=editie), dekking=None)
    assert [(r.naam, r.omzet.bevestigd, r.dekking) for r in regels] == [
        ("Noord", D(988), None),
        ("Zuid", D(0), None),
        ("Zonder regio", D(7), None),
    ]
    assert afzet.totaalregel(regels=regels).dekking is None
    assert regels[0].deel_dekking is None


def test_zonder_tarief_is_er_geen_dekking_maar_een_fout(editie, activiteiten):
    editie.tarieven.all().delete()
    code, tekst = weigering(afzet.dekkingen, editie=editie, activiteiten=activiteiten)
    assert code == "tarief-ontbreekt"
    assert "CURSUS" in tekst


def test_het_aantal_vragen_groeit_niet_mee(editie, django_assert_num_queries):
    activiteit = editie.activiteiten.get(code="CURSUS")
    for nummer in range(30):
        neem(AfnameFactory(editie=editie, status=Status.BEVESTIGD, naam=str(nummer)), activiteit, 1, 0, 1)
    with django_assert_num_queries(2):
        afzet.posten_van(editie=editie)
