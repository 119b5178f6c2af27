"""From last year's afname, with a dropped, a renamed and a new activity; and a copy within one edition."""

import pytest

from catalogus.fouten import RegelFout
from catalogus.models import Afname, Eenheid, Pakket, Prijsvorm, Status
from catalogus.regels.afnameprijzen import per_locatie_van
from catalogus.regels.overnemen import koppel, neem_over, overzicht
from tests.factories import (
    ActiviteitFactory,
    AfnameFactory,
    AfnameregelFactory,
    AfnameregellocatieFactory,
    D,
    EditieFactory,
    InwonertalFactory,
    PrijsFactory,
    PrijsopgaveFactory,
    dag,
    maak_wereld,
    vestiging,
)

pytestmark = pytest.mark.django_db


def geweigerd(regel, /, *waarden, **velden) -> RegelFout:
    """Calls what must be refused; the error of the rule."""
    with pytest.raises(RegelFout) as fout:
        regel(*waarden, **velden)
    return fout.value


@pytest.fixture
def wereld():
    return maak_wereld()


@pytest.fixture
def vorige(wereld):
    """A confirmed afname of 2025: 3 cursussen at 40, a koffer (gone in 2026) at 75, and Klik, which is Computerles now."""
    editie = EditieFactory(jaar=2025, status="afgesloten")
    afname = AfnameFactory(gemeente=wereld.gemeente, editie=editie, status=Status.BEVESTIGD, naam="Keuze 2025")
    for code, titel, aantal, prijs in (
        ("CURSUS", "Cursus Klik en Tik", 3, 40),
        ("KOFFER", "Media-ukkie-koffer", 1, 75),
        ("KLIK", "Klik", 2, 30),
    ):
        activiteit = ActiviteitFactory(editie=editie, code=code, titel=titel)
        PrijsFactory(activiteit=activiteit, per_eenheid=D(prijs))
        AfnameregelFactory(
            afname=afname,
            activiteit=activiteit,
            hoeveelheid=D(aantal),
            resultaat=f"Resultaat van {code}",
            toelichting="Van toen",
            bedrag_vast=D(0),
            bedrag_eenheid=D(aantal * prijs),
            snapshot={
                "code": code,
                "titel": titel,
                "eenheid": "keer",
                "vast": "0",
                "per_eenheid": str(prijs),
                "opbouw": {},
                "grondslag": "",
                "staffel": [],
            },
        )
    wereld.cursus.voorganger = editie.activiteiten.get(code="CURSUS")
    wereld.cursus.save()
    les = ActiviteitFactory(code="LES", titel="Computerles", voorganger=editie.activiteiten.get(code="KLIK"))
    PrijsFactory(activiteit=les, per_eenheid=D(30))
    return afname


def regels(afname):
    return {r.activiteit.code: (r.hoeveelheid, r.herkomst) for r in afname.regels.select_related("activiteit")}


def test_van_vorig_jaar(wereld, vorige):
    InwonertalFactory(gemeente=wereld.gemeente, aantal=19983)
    nieuw = neem_over(bron=vorige, editie=wereld.editie, door=wereld.opsteller, naam="Onze keuze")
    assert (nieuw.status, nieuw.versienummer, nieuw.voorganger) == (Status.CONCEPT, 1, None)
    assert regels(nieuw) == {
        "BASIS": (D(19983), "19.983 inwoners op 1 januari 2026"),
        "CURSUS": (D(3), "zoals in 2025"),
        "LES": (D(2), "zoals in 2025"),
    }
    regel = nieuw.regels.get(activiteit__code="LES")
    assert (regel.resultaat, regel.toelichting, regel.voorganger, regel.snapshot) == ("Resultaat van KLIK", "", None, None)
    begin = nieuw.statuswissels.get()
    assert begin.reden == "Overgenomen van ‘Keuze 2025’ voor 2025. Niet meer te kiezen: Media-ukkie-koffer."
    assert list(nieuw.bewerkers.all()) == [wereld.opsteller]


def test_overzicht_noemt_wat_anders_is(wereld, vorige):
    InwonertalFactory(gemeente=wereld.gemeente, aantal=19983)
    nieuw = neem_over(bron=vorige, editie=wereld.editie, door=wereld.opsteller, naam="Onze keuze")
    overname = overzicht(bron=vorige, naar=nieuw)
    assert overname.vervallen == (("Media-ukkie-koffer", D(75)),)
    assert overname.hernoemd == (("Klik", "Computerles"),)
    assert [a.code for a in overname.nieuw] == ["BASIS", "COLLECTIE"]
    # Three cursussen were 3 × 40 = 120 and are 100 + 3 × 45 = 235 now; Computerles costs what Klik did.
    assert [(p.titel, str(p.oud), str(p.nieuw), p.verschil) for p in overname.prijzen] == [
        ("Cursus Klik en Tik", "€\u00a040,00 per keer", "€\u00a045,00 per keer + €\u00a0100,00 per jaar", D(115))
    ]
    assert (overname.hoeveelheden, overname.zonder_prijs) == ((), ())


def test_voorgestelde_hoeveelheid_wordt_opnieuw_voorgesteld(wereld, vorige):
    school = vestiging(wereld.gemeente, functie="dbos_po", leerlingen=120)
    oud = ActiviteitFactory(editie=vorige.editie, code="DBOS", titel="dBos", eenheid=Eenheid.LEERLING)
    regel = AfnameregelFactory(afname=vorige, activiteit=oud, hoeveelheid=D(100), herkomst="100 leerlingen op 1 scholen")
    AfnameregellocatieFactory(regel=regel, locatie=school, hoeveelheid=D(100))
    nu = ActiviteitFactory(code="DBOS", titel="dBos", eenheid=Eenheid.LEERLING, voorganger=oud)
    PrijsFactory(activiteit=nu, per_eenheid=D(2))
    nieuw = neem_over(bron=vorige, editie=wereld.editie, door=wereld.opsteller, naam="Keuze")
    overgenomen = nieuw.regels.get(activiteit=nu)
    assert (overgenomen.hoeveelheid, per_locatie_van(regel=overgenomen)) == (D(120), {school.pk: D(120)})
    verandering = overzicht(bron=vorige, naar=nieuw).hoeveelheden[0]
    assert (verandering.titel, verandering.was, verandering.wordt) == ("dBos", "100 leerlingen", "120 leerlingen")


@pytest.mark.parametrize(("minimum", "maximum", "wordt"), [(D(5), None, D(5)), (None, D(2), D(2)), (D(1), D(9), D(3))])
def test_hoeveelheid_past_binnen_de_grenzen_van_nu(wereld, vorige, minimum, maximum, wordt):
    wereld.cursus.minimum, wereld.cursus.maximum = minimum, maximum
    wereld.cursus.save()
    nieuw = neem_over(bron=vorige, editie=wereld.editie, door=wereld.opsteller, naam="Keuze")
    assert nieuw.regels.get(activiteit=wereld.cursus).hoeveelheid == wordt


def test_andere_eenheid_krijgt_een_nieuw_voorstel(wereld, vorige):
    wereld.cursus.eenheid, wereld.cursus.minimum = Eenheid.GROEP, D(4)
    wereld.cursus.save()
    nieuw = neem_over(bron=vorige, editie=wereld.editie, door=wereld.opsteller, naam="Keuze")
    assert regels(nieuw)["CURSUS"] == (D(4), "")
    assert [(h.was, h.wordt) for h in overzicht(bron=vorige, naar=nieuw).hoeveelheden] == [("3 keer", "4 groepen")]


def test_maatwerk_krijgt_de_prijsopgave_die_nu_geldt(wereld, vorige):
    oud = ActiviteitFactory(editie=vorige.editie, code="MAAT", titel="Maat", prijsvorm=Prijsvorm.OP_AANVRAAG)
    AfnameregelFactory(afname=vorige, activiteit=oud)
    nu = ActiviteitFactory(code="MAAT", titel="Maat", voorganger=oud, prijsvorm=Prijsvorm.OP_AANVRAAG, pakket=Pakket.MAATWERK)
    zonder = neem_over(bron=vorige, editie=wereld.editie, door=wereld.opsteller, naam="Zonder")
    assert zonder.regels.get(activiteit=nu).prijsopgave is None
    assert overzicht(bron=vorige, naar=zonder).zonder_prijs == ("Maat",)
    opgave = PrijsopgaveFactory(
        activiteit=nu,
        gemeente=wereld.gemeente,
        vast=D(1),
        per_eenheid=D(2),
        datum=dag("2020-01-01"),
        geldig_tot=dag("2999-12-31"),
    )
    met = neem_over(bron=vorige, editie=wereld.editie, door=wereld.opsteller, naam="Met")
    assert met.regels.get(activiteit=nu).prijsopgave == opgave


def test_kopie_binnen_een_editie_blijft_gelijk(wereld):
    bron = wereld.afname(naam="Uitgangspunt")
    locatie = vestiging(wereld.gemeente)
    regel = bron.regels.get()
    regel.toelichting, regel.resultaat, regel.herkomst = "Let op", "Tien mensen", "uit het hoofd"
    regel.save()
    AfnameregellocatieFactory(regel=regel, locatie=locatie, hoeveelheid=D(2))
    kopie = neem_over(bron=bron, editie=wereld.editie, door=wereld.opsteller, naam="Sober")
    nieuw = kopie.regels.get(activiteit=wereld.cursus)
    assert (kopie.naam, nieuw.hoeveelheid, nieuw.herkomst) == ("Sober", D(2), "uit het hoofd")
    assert (nieuw.resultaat, nieuw.toelichting) == ("Tien mensen", "Let op")
    assert per_locatie_van(regel=nieuw) == {locatie.pk: D(2)}
    assert bron.regels.get().slot == 0


def test_over_twee_jaar_heen_langs_de_voorgangers(wereld):
    eerst = EditieFactory(jaar=2024, status="afgesloten")
    tussen = EditieFactory(jaar=2025, status="afgesloten")
    a = ActiviteitFactory(editie=eerst, code="A")
    b = ActiviteitFactory(editie=tussen, code="B", voorganger=a)
    wereld.cursus.voorganger = b
    wereld.cursus.save()
    assert koppel(oud=eerst, nieuw=wereld.editie).van == {a.pk: wereld.cursus}


def test_van_twee_opvolgers_gaat_de_zelfde_code_voor(wereld):
    eerst = EditieFactory(jaar=2025, status="afgesloten")
    oud = ActiviteitFactory(editie=eerst, code="LES")
    ActiviteitFactory(code="AAP", titel="Aap", voorganger=oud)
    zelfde = ActiviteitFactory(code="LES", titel="Les", voorganger=oud)
    assert koppel(oud=eerst, nieuw=wereld.editie).van == {oud.pk: zelfde}


def test_ouder_met_onderdelen_is_niet_meer_te_kiezen(wereld, vorige):
    ActiviteitFactory(code="DEEL", ouder=wereld.cursus)
    nieuw = neem_over(bron=vorige, editie=wereld.editie, door=wereld.opsteller, naam="Keuze")
    assert "CURSUS" not in regels(nieuw)
    assert [titel for titel, _ in overzicht(bron=vorige, naar=nieuw).vervallen] == ["Cursus Klik en Tik", "Media-ukkie-koffer"]


def test_weigeringen(wereld, vorige):
    later = AfnameFactory(gemeente=wereld.gemeente, editie=EditieFactory(jaar=2027))
    assert geweigerd(neem_over, bron=later, editie=wereld.editie, door=wereld.opsteller, naam="X").tekst == (
        "Een keuze voor 2027 kan niet dienen voor 2026."
    )
    assert geweigerd(neem_over, bron=vorige, editie=wereld.editie, door=wereld.raadpleger, naam="X").code == "niet-bevoegd"
    assert Afname.objects.filter(editie=wereld.editie).count() == 0
