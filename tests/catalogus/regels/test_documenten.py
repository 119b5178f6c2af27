"""Documents of an afname: equal to it to the cent, and after signing never different again."""

import datetime
import hashlib

import pytest
from django.utils import timezone

from catalogus.models import Document, Status, Statuswissel
from catalogus.regels import afname as afnames
from catalogus.regels import afnameprijzen, documenten, stukkenbouw
from catalogus.regels.stukken import Stuk, van_json
from tests.factories import (
    ActiviteitFactory,
    AfnameFactory,
    AfnameregelFactory,
    AfnameregellocatieFactory,
    BeleidsdoelFactory,
    BudgetFactory,
    D,
    HuisvestingslastFactory,
    InwonertalFactory,
    LocatieFactory,
    PrijsFactory,
    ProgrammalijnFactory,
    dag,
    maak_wereld,
)

pytestmark = pytest.mark.django_db
VANDAAG = dag("2025-09-01")


@pytest.fixture
def wereld():
    return maak_wereld()


@pytest.fixture
def afname(wereld):
    """Cursus 100 + 2 × 45 = 190,00; basis 20.001 × 0,1234 = 2.468,12; housing 500,00 (was 450,00)."""
    afname = wereld.afname(kenmerk="Z-1", toelichting="Zo past het.")
    cursus = afname.regels.get()
    cursus.resultaat = "Twee groepen"
    cursus.save()
    plek = LocatieFactory(gemeente=wereld.gemeente, naam="Bibliotheek Diever", plaats="Diever")
    AfnameregellocatieFactory(regel=cursus, locatie=plek, hoeveelheid=D(2))
    AfnameregelFactory(afname=afname, activiteit=wereld.inwoners, hoeveelheid=D(20001))
    InwonertalFactory(gemeente=wereld.gemeente, aantal=20001, bron="CBS")
    HuisvestingslastFactory(locatie=plek)
    HuisvestingslastFactory(locatie=plek, jaar=2025, bedrag=D(450))
    BudgetFactory(gemeente=wereld.gemeente, bedrag=D(4000), bron="Raad")
    doel = BeleidsdoelFactory(gemeente=wereld.gemeente, tekst="Iedereen doet mee.", bron="Nota")
    doel.programmalijnen.set([wereld.cursus.programmalijn])
    return afname


def teken(wereld, afname, stappen=("voorleggen", "indienen")):
    wie = {"voorleggen": wereld.opsteller, "indienen": wereld.fiatteur, "bevestigen": wereld.accountmanager}
    for stap in stappen:
        afname = afnames.wissel(afname=afname, overgang=stap, door=wie[stap], vandaag=VANDAAG)
    return afname


def stuk(afname, soort="afnamelijst") -> Stuk:
    return documenten.stuk_van(afname=afname, document=documenten.document_van(afname=afname, soort=soort))


# ------------------------------------------------------------------ what it says
def test_wat_erin_staat(wereld, afname):
    nu = stukkenbouw.stel_samen(afname=afname, vandaag=VANDAAG)
    assert (nu.gemeente, nu.jaar, nu.status, nu.concept) == ("Westerveld", 2026, "concept van 1 september 2025", True)
    (lijn,) = nu.lijnen
    assert [(r.code, r.pakket, r.hoeveel, r.bedrag) for r in lijn.regels] == [
        ("BASIS", "basis", "20.001 inwoners", D("2468.12")),
        ("CURSUS", "plus", "2 keer", D("190.00")),
    ]
    cursus = lijn.regels[1]
    assert [(plek.naam, plek.aantal) for plek in cursus.plekken] == [("Bibliotheek Diever", D(2))]
    assert (cursus.resultaat, cursus.prijs) == ("Twee groepen", "€\u00a045,00 per keer + €\u00a0100,00 per jaar")
    assert [(plek.naam, plek.aantal, plek.vorig) for plek in nu.huisvesting] == [("Bibliotheek Diever", D(500), D(450))]
    assert (nu.totaal, nu.aanvraag, nu.vrij) == (D("2658.12"), D("3158.12"), D("841.88"))
    assert (nu.inwoners.aantal, nu.inwoners.bron, nu.aanvraag_per_inwoner) == (20001, "CBS", D("0.16"))
    assert [(doel.tekst, doel.bron, doel.lijnen) for doel in nu.doelen] == [("Iedereen doet mee.", "Nota", (lijn.nummer,))]
    assert (nu.van_gemeente.dag, nu.van_bibliotheek.naam) == (None, "Anna")


def test_de_totalen_zijn_die_van_de_afname(wereld, afname):
    for stand in (afname, teken(wereld, afname), teken(wereld, afname, ["bevestigen"])):
        assert stuk(stand).totaal == afnameprijzen.totaal(afname=stand) == D("2658.12")
        assert stuk(stand).huisvestingstotaal == afnameprijzen.huisvesting(gemeente=wereld.gemeente, jaar=2026)


def test_tegenover_vorig_jaar(wereld, afname):
    vorig = AfnameFactory(gemeente=wereld.gemeente, editie__jaar=2025, status=Status.BEVESTIGD)
    oud = ActiviteitFactory(editie=vorig.editie, code="CURSUS", programmalijn=wereld.cursus.programmalijn)
    AfnameregelFactory(afname=vorig, activiteit=oud, bedrag_vast=D(150), bedrag_eenheid=D("8.50"))
    nu = stukkenbouw.stel_samen(afname=afname)
    assert (nu.vorig_totaal, nu.vorig_aanvraag, nu.lijnen[0].regels[1].vorig) == (D("158.50"), D("608.50"), D("158.50"))


# ------------------------------------------------------------------ frozen
def test_indienen_en_bevestigen_leggen_vast_en_voorleggen_niet(wereld, afname):
    afname = teken(wereld, afname, ["voorleggen"])
    assert Document.objects.count() == 0
    assert documenten.document_van(afname=afname, soort="afnamelijst") is None
    afname = teken(wereld, afname, ["indienen"])
    wissels = {w.overgang: w for w in Statuswissel.objects.filter(afname=afname)}
    assert {(d.wissel, d.soort) for d in Document.objects.all()} == {(wissels["indienen"], s) for s in Document.Soort.values}
    ingediend = stuk(afname)
    afname = teken(wereld, afname, ["bevestigen"])
    assert Document.objects.count() == 6
    bevestigd = stuk(afname)
    vandaag = timezone.localdate()
    assert (ingediend.concept, ingediend.van_gemeente.naam, ingediend.van_gemeente.dag) == (False, "Frank", vandaag)
    assert (ingediend.van_bibliotheek.naam, ingediend.van_bibliotheek.dag) == ("Anna", None)
    assert (bevestigd.van_gemeente.naam, bevestigd.van_bibliotheek.dag) == ("Frank", vandaag)
    assert (ingediend.status.split()[0], bevestigd.status.split()[0]) == ("ingediend", "bevestigd")


def test_wat_getekend_is_verandert_niet_meer(wereld, afname):
    afname = teken(wereld, teken(wereld, afname), ["bevestigen"])
    toen = {soort: stuk(afname, soort) for soort in Document.Soort.values}
    PrijsFactory(activiteit=wereld.cursus, versie=2, vast=D(1), per_eenheid=D(1), reden="verbeterd")
    for model, velden in (
        (wereld.cursus, {"titel": "Anders", "samenvatting": "Anders", "btw_regime": "hoog"}),
        (wereld.cursus.programmalijn, {"naam": "Anders", "kleur": "#123456"}),
        (wereld.gemeente, {"naam": "Anders"}),
        (wereld.fiatteur, {"first_name": "Anders"}),
        (wereld.gemeente.locaties.get(), {"naam": "Anders", "plaats": "Anders"}),
        (wereld.gemeente.inwonertallen.get(), {"aantal": 1}),
        (wereld.gemeente.budgetten.get(), {"bedrag": D(1)}),
        (wereld.gemeente.beleidsdoelen.get(), {"tekst": "Anders"}),
        (wereld.gemeente.locaties.get().huisvestingslasten.get(jaar=2026), {"bedrag": D(1)}),
        (afname, {"naam": "Anders", "kenmerk": "Anders"}),
    ):
        model.refresh_from_db()
        for naam, waarde in velden.items():
            setattr(model, naam, waarde)
        model.save()
    afname.refresh_from_db()
    assert {soort: stuk(afname, soort) for soort in Document.Soort.values} == toen
    assert toen["afnamelijst"].totaal == D("2658.12")


def test_na_teruggeven_is_het_weer_een_concept(wereld, afname):
    ingediend = teken(wereld, afname)
    afnames.wissel(afname=ingediend, overgang="teruggeven", door=wereld.accountmanager, reden="Kijk nog eens.")
    afname.refresh_from_db()
    PrijsFactory(activiteit=wereld.cursus, versie=2, vast=D(0), per_eenheid=D(50))
    assert documenten.document_van(afname=afname, soort="afnamelijst") is None
    assert (stuk(afname).concept, stuk(afname).totaal) == (True, D("2568.12"))
    afname = teken(wereld, afname)
    assert stuk(afname).totaal == D("2568.12")
    oud, nieuw = (van_json(Stuk, d.inhoud).totaal for d in Document.objects.filter(soort="afnamelijst").order_by("pk"))
    assert (oud, nieuw) == (D("2658.12"), D("2568.12"))


def test_een_afname_van_voor_de_documenten_wordt_bij_de_eerste_vraag_vastgelegd(wereld):
    afname = wereld.afname(status=Status.BEVESTIGD)
    afname.regels.update(bedrag_vast=D(100), bedrag_eenheid=D(90))
    eerst = documenten.document_van(afname=afname, soort="raadsbijlage")
    assert (eerst.wissel, stuk(afname).status, stuk(afname).totaal) == (None, "bevestigd", D(190))
    afname.regels.update(bedrag_vast=D(1))
    assert documenten.document_van(afname=afname, soort="raadsbijlage") == eerst
    assert stuk(afname).totaal == D(190)


def test_de_dag_is_die_van_de_handtekening(wereld):
    afname = wereld.afname(status=Status.BEVESTIGD)
    afname.regels.update(bedrag_vast=D(100), bedrag_eenheid=D(90))
    wissel = Statuswissel.objects.create(
        afname=afname, naar=Status.BEVESTIGD, overgang="bevestigen", door=wereld.accountmanager
    )
    Statuswissel.objects.filter(pk=wissel.pk).update(op=datetime.datetime(2025, 10, 12, 22, 30, tzinfo=datetime.UTC))
    assert (stuk(afname).datum, stuk(afname).status) == (dag("2025-10-13"), "bevestigd op 13 oktober 2025")


# ------------------------------------------------------------------ the file
@pytest.mark.pdf
def test_de_pdf_wordt_eenmaal_gemaakt(wereld, afname):
    concept = documenten.pdf_van(afname=afname, soort="raadsbijlage")
    assert concept[:5] == b"%PDF-"
    afname = teken(wereld, afname)
    eerst = documenten.pdf_van(afname=afname, soort="raadsbijlage")
    document = Document.objects.get(soort="raadsbijlage")
    assert document.sha256 == hashlib.sha256(eerst).hexdigest()
    assert document.pdf.name.startswith("documenten/raadsbijlage-GM1701-2026-")
    # Were it laid out once more, it would come out otherwise now.
    Document.objects.filter(pk=document.pk).update(inhoud=document.inhoud | {"naam": "Andere naam"})
    assert documenten.pdf_van(afname=afname, soort="raadsbijlage") == eerst


# ------------------------------------------------------------------ queries
def test_aantal_vragen_hangt_niet_af_van_het_aantal_regels(wereld, afname, django_assert_num_queries):
    vorig = AfnameFactory(gemeente=wereld.gemeente, editie__jaar=2025, status=Status.BEVESTIGD)
    for aantal in (1, 20):
        for nummer in range(aantal):
            lijn = ProgrammalijnFactory(nummer=nummer % 3 + 1)
            for keuze in (afname, vorig):
                activiteit = ActiviteitFactory(editie=keuze.editie, programmalijn=lijn)
                PrijsFactory(activiteit=activiteit)
                regel = AfnameregelFactory(afname=keuze, activiteit=activiteit, bedrag_vast=D(1), bedrag_eenheid=D(1))
                AfnameregellocatieFactory(regel=regel, locatie=LocatieFactory(gemeente=wereld.gemeente))
            BeleidsdoelFactory(gemeente=wereld.gemeente).programmalijnen.set([lijn])
        with django_assert_num_queries(16):
            stukkenbouw.stel_samen(afname=afname)
