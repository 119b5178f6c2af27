"""A small catalogue with a row in every table that a workbook knows."""

from decimal import Decimal as D
from io import BytesIO

import pytest

from catalogus.models import Editie, Functie, Locatie, Prijsvorm
from catalogus.werkmap import invoer, schrijven, uitvoer
from catalogus.werkmap.bladen import BLADEN
from catalogus.werkmap.opzet import Keuze
from tests.factories import (
    ActiviteitFactory,
    AfnameFactory,
    AfnameregelFactory,
    AfnameregellocatieFactory,
    BijeenkomstFactory,
    DeelnameFactory,
    DekkingFactory,
    EditieFactory,
    GemeenteFactory,
    IndicatorFactory,
    InwonertalFactory,
    KenmerkFactory,
    KostenregelFactory,
    LocatiestandFactory,
    MetingFactory,
    PrijsFactory,
    StaffelFactory,
    TariefFactory,
    UitvoeringFactory,
    UrenregelFactory,
    dag,
    medewerker,
    vestiging,
)

JAAR = 2027


@pytest.fixture
def beheer(db):
    return medewerker("beheer", email="bea@bibliotheek.example", first_name="Bea")


@pytest.fixture
def catalogus(beheer):
    """Two activities of a concept edition with all kinds of costs, a branch, a school, inwoners and figures."""
    editie = EditieFactory(jaar=JAAR, status=Editie.Status.CONCEPT)
    cursus = ActiviteitFactory(editie=editie, code="CURSUS", titel="=Cursus", omschrijving="<p>Een</p>\r\n<p>twee</p> ")
    cursus.kenmerken.set([KenmerkFactory(naam="Ouderen"), KenmerkFactory(soort="wsob", naam="Lezen; en literatuur")][:1])
    les = ActiviteitFactory(
        editie=editie, code="LES", titel="Les", prijsvorm=Prijsvorm.STAFFEL, ouder=cursus, samenvatting="-5 tot +3, @home"
    )
    TariefFactory(editie=editie, uurtarief=D("61.50"), capaciteit=D(1200))
    UrenregelFactory(activiteit=cursus, hoeveelheid=D("2.5000"), omschrijving="+1 uur")
    KostenregelFactory(activiteit=cursus, prijs=D("0.1234"), volgorde=2)
    DekkingFactory(activiteit=cursus, percentage=D("12.50"))
    StaffelFactory(activiteit=les)
    StaffelFactory(activiteit=les, tot_en_met=None, prijs=D(437))
    westerveld = GemeenteFactory(naam="Westerveld", cbs_code="GM1701")
    vestiging(westerveld, naam="Bibliotheek Diever", uren=D("15.5"), lengtegraad=D("6.31800"), breedtegraad=D("52.85500"))
    school = vestiging(westerveld, naam="School A", functie=Functie.DBOS_PO)
    LocatiestandFactory(locatie=school, vanaf=dag("2026-02-01"), leerlingen=1170, teldatum=dag("2026-02-01"))
    InwonertalFactory(gemeente=westerveld, aantal=19983, bron="CBS")
    leden = IndicatorFactory(code="leden", eenheid="leden")
    jeugd = IndicatorFactory(code="jeugdleden", eenheid="leden", plausibel_van=D("-5.00"))
    leden.onderdelen.set([jeugd])
    MetingFactory(indicator=jeugd, gemeente=westerveld, waarde=D("2520"))
    MetingFactory(indicator=jeugd, geen_gegevens=True)
    _uitgevoerd_en_gekozen(westerveld)
    return editie


def _uitgevoerd_en_gekozen(westerveld) -> None:
    """A joint series, a meeting of others, and a concept with two lines, all of 2026."""
    meppel = GemeenteFactory(naam="Meppel", cbs_code="GM0119")
    diever = Locatie.objects.get(naam="Bibliotheek Diever")
    spreekuur = ActiviteitFactory(code="SPREEKUUR", titel="Spreekuur", eenheid="locatie")
    cursus = ActiviteitFactory(code="KLIK-EN-TIK", titel="Klik en Tik")
    for activiteit in (spreekuur, cursus):
        PrijsFactory(activiteit=activiteit, vast=D(100), per_eenheid=D("45.50"))
    samen = UitvoeringFactory(activiteit=cursus, gemeenten=[westerveld, meppel], locatie=diever, verslag="=SOM(A1)\nblij")
    gedeeld = BijeenkomstFactory(uitvoering=samen, deelnames=20)
    DeelnameFactory(bijeenkomst=gedeeld, gemeente=westerveld, aantal=12)
    DeelnameFactory(bijeenkomst=gedeeld, gemeente=meppel, aantal=8)
    BijeenkomstFactory(uitvoering=samen, datum=dag("2026-03-09"), deelnames=None)
    koffie = UitvoeringFactory(activiteit=None, platform=True, titel="Repaircafé", gemeenten=[westerveld], locatie=diever)
    BijeenkomstFactory(uitvoering=koffie, datum=dag("2026-04-01"), deelnames=7)
    afname = AfnameFactory(gemeente=westerveld, naam="Onze keuze")
    AfnameregelFactory(afname=afname, activiteit=cursus, hoeveelheid=D(2))
    regel = AfnameregelFactory(afname=afname, activiteit=spreekuur, hoeveelheid=D(1))
    AfnameregellocatieFactory(regel=regel, locatie=diever)


def alles(user, *, soort="xlsx", opzet=BLADEN, keuze=None) -> bytes:
    """A workbook with these sheets as `user` would get it."""
    uit = uitvoer.bladen(opzet=opzet, user=user, keuze=keuze or Keuze(), met_uitleg=soort != "csv")
    return schrijven.inhoud(bladen=uit, soort=soort)


def lees_in(inhoud: bytes, user, *, naam="bestand.xlsx", proef=False, reden=""):
    return invoer.verwerk(bestand=BytesIO(inhoud), naam=naam, bladen=BLADEN, door=user, proef=proef, reden=reden)


def telling(uitkomst) -> dict[str, tuple[int, int, int, int]]:
    """Per sheet: new, changed, taken away, as it was."""
    return {b.naam: (b.nieuw, b.gewijzigd, b.verwijderd, b.ongewijzigd) for b in uitkomst.bladen}
