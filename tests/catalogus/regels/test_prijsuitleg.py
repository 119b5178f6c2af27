"""A price in plain sentences."""

from decimal import Decimal as D

from catalogus.models import Editie, Eenheid, Financieringsbron, Functiegroep, Prijsvorm
from catalogus.regels import kostenbeeld, kostenlijst, kostenstand, prijsuitleg
from catalogus.regels.kostenstand import Bronstand, Kostenstand
from catalogus.regels.kostprijs import Opslag, Prijsgegevens
from tests.factories import los

EDUCATIE = Functiegroep(pk=1, naam="Leesconsulent")
SCHOOL = Financieringsbron(pk=7, naam="De school", ontvanger="bibliotheek")


def uitleg(*, toen=None, opslag=Opslag(fractie=D("0.1")), editie=None, **velden):  # noqa: B008
    editie = editie or Editie(jaar=2026, status="concept", opslagpercentage=D("10.00"))
    activiteit = los(editie=editie, titel="Voorlezen", **velden)
    stand = Kostenstand(editie, (activiteit,), {1: D(60)}, opslag)
    uitkomst = kostenstand.uitkomst(stand=stand, activiteit=activiteit)
    vorige = los(eenheid=activiteit.eenheid, prijsvorm=activiteit.prijsvorm) if toen else None
    rij = kostenlijst.rij_van(
        uitkomst=uitkomst,
        stand=stand,
        gepubliceerd=None,
        vorige=vorige,
        toen=toen,
        bronnen={7: Bronstand(SCHOOL, D(900), D(1))},
    )
    splitsing = kostenbeeld.splitsing(activiteit=activiteit, nu=uitkomst.als_kostprijs, toen=toen)
    return {deel.kop: list(deel.zinnen) for deel in prijsuitleg.uitleg(rij=rij, stand=stand, splitsing=splitsing)}


def uren(aantal, **velden):
    return {"soort": "uren", "functiegroep": EDUCATIE, "hoeveelheid": D(aantal), **velden}


def test_een_prijs_in_gewone_zinnen():
    """Per keer (0,5 × 60 + 2 × 2,50) × 1,10 = 38,50 − 8,50 = 30,00; fixed 2 × 60 × 1,10 = 132."""
    gevonden = uitleg(
        regels=[
            uren("0.5", omschrijving="Voorlezen in de groep"),
            {"soort": "materiaal", "hoeveelheid": D(2), "prijs": D("2.5"), "omschrijving": "prentenboek"},
            uren(2, deel="vast", omschrijving="Rooster"),
        ],
        dekkingen=[{"bron": SCHOOL, "bedrag": D("8.50")}],
        verwachte_hoeveelheid=D(1200),
        verwachte_afnemers=9,
        toen=Prijsgegevens(
            vast=D(132),
            per_eenheid=D(25),
            opbouw={"vast": [], "eenheid": [{"post": "personeel", "bedrag": "25.00"}]},
        ),
    )
    assert gevonden == {
        "Wat kost het?": [
            "Voorlezen kost in 2026 €\u00a030,00 per keer.",
            "Daarnaast betaalt een gemeente €\u00a0132,00 per jaar, hoe vaak zij het ook kiest.",
            "We verwachten in 2026 1.200 keer bij 9 gemeenten.",
        ],
        "Waar bestaat één keer uit?": [
            "Leesconsulent: voorlezen in de groep, 0,5 uur van €\u00a060,00: €\u00a030,00.",
            "Prentenboek: 2 × €\u00a02,50 is €\u00a05,00.",
            "Organisatiekosten: €\u00a03,50. Dat is een deel van gebouwen, systemen en leiding: 10% van het bedrag hierboven.",
            "De school betaalt €\u00a08,50 mee.",
            "Wat overblijft, betaalt de gemeente: €\u00a030,00.",
        ],
        "Waar is het vaste deel voor?": [
            "Leesconsulent: rooster, 2 uur van €\u00a060,00: €\u00a0120,00.",
            "Organisatiekosten: €\u00a012,00. Dat is een deel van gebouwen, systemen en leiding: 10% van het bedrag hierboven.",
            "Samen is dat: €\u00a0132,00.",
        ],
        "Wat is anders dan in 2025?": [
            "Vast deel per jaar: gelijk gebleven, €\u00a0132,00.",
            "Per keer: 20,0% meer dan in 2025, toen €\u00a025,00.",
            "Het verschil in het vaste deel komt vooral door personeel (+€\u00a0120,00) en organisatiekosten (+€\u00a012,00).",
            "Het verschil per keer komt vooral door betaald door anderen (−€\u00a08,50) en personeel (+€\u00a05,00).",
        ],
    }


def test_organisatiekosten_per_uur():
    editie = Editie(jaar=2026, status="concept", opslagmethode="spreiding", organisatiekosten=D(1))
    gevonden = uitleg(regels=[uren("1.5")], opslag=Opslag(per_uur=D(20)), editie=editie)
    assert gevonden["Waar bestaat één keer uit?"][1] == (
        "Organisatiekosten: €\u00a030,00. Dat is een deel van gebouwen, systemen en leiding: "
        "€\u00a020,00 voor elk van de 1,5 uren."
    )


def test_een_staffel_en_een_vast_bedrag_zeggen_dat_de_prijs_is_afgesproken():
    staffel = uitleg(
        prijsvorm=Prijsvorm.STAFFEL,
        eenheid=Eenheid.LEERLING,
        staffels=[{"tot_en_met": D(50), "prijs": D(106)}, {"tot_en_met": None, "prijs": D(437)}],
    )
    assert staffel == {
        "Wat kost het?": [
            "De prijs hangt af van de klasse waarin elke locatie valt. Hij begint bij €\u00a0106,00.",
            "Elke locatie betaalt de prijs van haar eigen klasse. "
            "Drie locaties met elk 50 leerlingen betalen dus drie keer €\u00a0106,00.",
            "De prijs is vooraf afgesproken. Hieronder staat wat het ons kost.",
        ]
    }
    vast = uitleg(prijsvorm=Prijsvorm.VAST_BEDRAG, bedrag_vast=D(75))
    assert vast["Wat kost het?"][0] == "Voorlezen kost een gemeente in 2026 €\u00a075,00 per jaar, hoe vaak zij het ook kiest."


def test_inbegrepen_en_nog_geen_prijs():
    assert uitleg(prijsvorm=Prijsvorm.INBEGREPEN)["Wat kost het?"] == [
        "Voorlezen is in 2026 inbegrepen: een gemeente betaalt er niet apart voor."
    ]
    assert uitleg()["Wat kost het?"] == [
        "Voorlezen heeft voor 2026 nog geen prijs.",
        "LOS heeft geen kosten. Vul kostenregels in of kies een andere prijsvorm.",
    ]
