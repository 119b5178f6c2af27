"""From cost lines to a price. Every amount is worked out by hand in the comment next to it."""

from decimal import Decimal as D

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalogus.fouten import RegelFout
from catalogus.models import (
    Editie,
    Eenheid,
    Financieringsbron,
    Functiegroep,
    Grondslag,
    Kostenregel,
    Pakket,
    Prijsvorm,
)
from catalogus.opmaak import afronden
from catalogus.regels import kostprijs as kosten
from catalogus.regels.kostprijs import Opslag, Prijsgegevens
from tests.factories import los

EDUCATIE, BALIE = Functiegroep(pk=1, naam="Educatie"), Functiegroep(pk=2, naam="Balie")
TARIEVEN = {1: D("62.50"), 2: D("48.35")}
PROCENT = Opslag(fractie=D("0.22"))
PER_UUR = Opslag(per_uur=D("12.80"))
SCHOOL = Financieringsbron(pk=7, naam="School", ontvanger="bibliotheek")
SUBSIDIE = Financieringsbron(pk=8, naam="Subsidie", ontvanger="bibliotheek")
RIJK = Financieringsbron(pk=9, naam="Rijk", ontvanger="gemeente")


def uren(aantal, functiegroep=EDUCATIE, **velden):
    return {"soort": "uren", "functiegroep": functiegroep, "hoeveelheid": D(aantal), **velden}


def regel(soort, aantal, prijs, **velden):
    return {"soort": soort, "hoeveelheid": D(aantal), "prijs": D(prijs), **velden}


# ------------------------------------------------------------------ five services by hand
CURSUS = {
    # fixed: 10 × 62,50 = 625,00; per keer: 6 × 62,50 = 375,00 + 12 × 1,75 = 21,00 + 40 × 0,23 = 9,20, together 405,20
    "regels": [uren(10, deel="vast"), uren(6), regel("materiaal", 12, "1.75"), regel("reis", 40, "0.23")],
    "eenheid": Eenheid.KEER,
}
SPREEKUUR = {
    # per uur: 1,5 × 48,35 = 72,525
    "regels": [uren("1.5", BALIE)],
    "eenheid": Eenheid.UUR,
}
BOEKSTART = {
    # per leerling: 1 × 16,50 + 0,25 × 62,50 = 15,625, together 32,125; cover: first € 10, then 40% of what remains
    "regels": [regel("inkoop", 1, "16.50"), uren("0.25")],
    "dekkingen": [{"bron": SUBSIDIE, "percentage": D(40)}, {"bron": SCHOOL, "bedrag": D(10)}],
    "eenheid": Eenheid.LEERLING,
}
COLLECTIE = {
    # fixed: 80,00; cover € 150 is more than that
    "regels": [regel("overig", 1, 80, deel="vast")],
    "dekkingen": [{"bron": SUBSIDIE, "bedrag": D(150), "deel": "vast"}],
    "eenheid": Eenheid.COLLECTIE,
}
INWONER = {
    # per inwoner: 1 × 0,31 + 0,0021 × 62,50 = 0,13125, together 0,44125
    "regels": [regel("overig", 1, "0.31"), uren("0.0021")],
    "eenheid": Eenheid.INWONER,
}


@pytest.mark.parametrize(
    ("dienst", "opslag", "vast", "per_eenheid"),
    [
        (CURSUS, PROCENT, "762.50", "494.34"),  # 625 × 1,22 = 762,50; 405,20 × 1,22 = 494,344
        (CURSUS, PER_UUR, "753.00", "482.00"),  # 625 + 10 × 12,80 = 753; 405,20 + 6 × 12,80 = 482
        (SPREEKUUR, PROCENT, "0.00", "88.48"),  # 72,525 × 1,22 = 88,4805
        (SPREEKUUR, PER_UUR, "0.00", "91.73"),  # 72,525 + 1,5 × 12,80 = 91,725, half-up
        (BOEKSTART, PROCENT, "0.00", "17.52"),  # 32,125 × 1,22 = 39,1925 − 10 = 29,1925 − 40% 11,677 = 17,5155
        (BOEKSTART, PER_UUR, "0.00", "15.20"),  # 32,125 + 3,20 = 35,325 − 10 = 25,325 − 40% 10,13 = 15,195, half-up
        (COLLECTIE, PROCENT, "0.00", "0.00"),  # 80 × 1,22 = 97,60 − 150, not below zero
        (COLLECTIE, PER_UUR, "0.00", "0.00"),  # 80 + 0 hours − 150, not below zero
        (INWONER, PROCENT, "0.00", "0.5383"),  # 0,44125 × 1,22 = 0,538325
        (INWONER, PER_UUR, "0.00", "0.4681"),  # 0,44125 + 0,0021 × 12,80 = 0,46813
    ],
)
def test_vijf_diensten_met_de_hand(dienst, opslag, vast, per_eenheid):
    activiteit = los(**dienst)
    kostprijs = kosten.bereken(activiteit=activiteit, tarieven=TARIEVEN, opslag=opslag)
    prijs = kosten.prijsgegevens(activiteit=activiteit, kostprijs=kostprijs)
    assert (str(prijs.vast), str(prijs.per_eenheid)) == (vast, per_eenheid)


def test_delen_van_een_kostprijs():
    deel = kosten.bereken(activiteit=los(**CURSUS), tarieven=TARIEVEN, opslag=PROCENT).eenheid
    assert deel.uren == D(6)
    assert deel.posten == {"uren": D(375), "materiaal": D(21), "reis": D("9.20")}
    assert (deel.direct, deel.opslag, deel.kosten) == (D("405.20"), D("89.144"), D("494.344"))
    assert (deel.dekking, deel.prijs, deel.ongebruikt) == (D(0), D("494.344"), D(0))


def test_regels_van_dezelfde_soort_worden_opgeteld():
    """2 × 62,50 + 1 × 48,35 = 173,35."""
    activiteit = los(regels=[uren(2), uren(1, BALIE)])
    assert kosten.bereken(activiteit=activiteit, tarieven=TARIEVEN, opslag=Opslag()).eenheid.posten == {"uren": D("173.35")}


# ------------------------------------------------------------------ cover
def test_dekking_eerst_bedragen_dan_percentages_van_wat_blijft():
    """39,1925 − 10 = 29,1925; 40% of that is 11,677, although the percentage was entered first."""
    deel = kosten.bereken(activiteit=los(**BOEKSTART), tarieven=TARIEVEN, opslag=PROCENT).eenheid
    assert deel.dekkingen == ((SCHOOL.pk, D(10)), (SUBSIDIE.pk, D("11.677")))
    assert deel.ongebruikt == D(0)


def test_te_veel_dekking_wordt_als_ongebruikt_gemeld():
    """97,60 of 150 is used: 52,40 is left."""
    deel = kosten.bereken(activiteit=los(**COLLECTIE), tarieven=TARIEVEN, opslag=PROCENT).vast
    assert (deel.prijs, deel.dekkingen, deel.ongebruikt) == (D(0), ((SUBSIDIE.pk, D("97.60")),), D("52.40"))


def test_percentages_boven_honderd_samen():
    """60% of 100 twice: the second finds 40, and 20 is left over."""
    activiteit = los(
        regels=[regel("inkoop", 1, 100)],
        dekkingen=[{"bron": SCHOOL, "percentage": D(60)}, {"bron": SUBSIDIE, "percentage": D(60)}],
    )
    deel = kosten.bereken(activiteit=activiteit, tarieven={}, opslag=Opslag()).eenheid
    assert (deel.prijs, deel.dekkingen, deel.ongebruikt) == (D(0), ((SCHOOL.pk, D(60)), (SUBSIDIE.pk, D(40))), D(20))


def test_geld_dat_de_gemeente_zelf_krijgt_verlaagt_de_prijs_niet():
    activiteit = los(regels=[regel("inkoop", 1, 100)], dekkingen=[{"bron": RIJK, "bedrag": D(30)}])
    deel = kosten.bereken(activiteit=activiteit, tarieven={}, opslag=Opslag()).eenheid
    assert (deel.prijs, deel.dekkingen, deel.ongebruikt) == (D(100), (), D(0))


def test_dekking_van_het_vaste_deel_raakt_de_eenheid_niet():
    activiteit = los(
        regels=[regel("inkoop", 1, 100), regel("inkoop", 1, 50, deel="vast")],
        dekkingen=[{"bron": SCHOOL, "bedrag": D(80), "deel": "vast"}],
    )
    kostprijs = kosten.bereken(activiteit=activiteit, tarieven={}, opslag=Opslag())
    assert (kostprijs.vast.prijs, kostprijs.eenheid.prijs) == (D(0), D(100))


def test_brongebruik_maal_wat_verwacht_wordt():
    """Fixed: 97,60 used × 9 gemeenten = 878,40. Per leerling: 11,677 × 200 = 2.335,40. School: 10 × 200 = 2.000."""
    collectie = los(pk=1, verwachte_afnemers=9, **COLLECTIE)
    boekstart = los(pk=2, verwachte_hoeveelheid=D(200), **BOEKSTART)
    activiteiten = [collectie, boekstart]
    kostprijzen = {a.pk: kosten.bereken(activiteit=a, tarieven=TARIEVEN, opslag=PROCENT) for a in activiteiten}
    assert kosten.brongebruik(activiteiten=activiteiten, kostprijzen=kostprijzen) == {
        SUBSIDIE.pk: D("3213.80"),
        SCHOOL.pk: D("2000"),
    }


# ------------------------------------------------------------------ build-up
def test_opbouw_telt_op_tot_de_prijs():
    """15,625 + 16,50 + 7,0675 − 21,677 = 17,5155 → 17,52. Down: 15,62 16,50 7,06 −21,68 = 17,50; the largest remainders
    are those of organisatiekosten (0,75) and personeel (0,5)."""
    activiteit = los(**BOEKSTART)
    kostprijs = kosten.bereken(activiteit=activiteit, tarieven=TARIEVEN, opslag=PROCENT)
    assert kosten.prijsgegevens(activiteit=activiteit, kostprijs=kostprijs).opbouw == {
        "vast": [],
        "eenheid": [
            {"post": "personeel", "bedrag": "15.63"},
            {"post": "inkoop", "bedrag": "16.50"},
            {"post": "organisatiekosten", "bedrag": "7.07"},
            {"post": "dekking", "bedrag": "-21.68"},
        ],
    }


def test_opbouw_per_inwoner_heeft_vier_decimalen():
    """0,13125 + 0,31 + 0,097075 = 0,538325 → 0,5383; down 0,1312 0,3100 0,0970 = 0,5382; largest remainder 0,75: the last."""
    activiteit = los(**INWONER)
    kostprijs = kosten.bereken(activiteit=activiteit, tarieven=TARIEVEN, opslag=PROCENT)
    rijen = kosten.prijsgegevens(activiteit=activiteit, kostprijs=kostprijs).opbouw["eenheid"]
    assert [(rij["post"], D(rij["bedrag"])) for rij in rijen] == [
        ("personeel", D("0.1312")),
        ("overig", D("0.3100")),
        ("organisatiekosten", D("0.0971")),
    ]


# ------------------------------------------------------------------ what is missing names its line
def melding(activiteit, tarieven=TARIEVEN):
    with pytest.raises(RegelFout) as fout:
        kosten.bereken(activiteit=activiteit, tarieven=tarieven, opslag=PROCENT)
    return fout.value.code, fout.value.tekst


def test_zonder_tarief_een_fout_die_de_regel_noemt():
    activiteit = los(code="IDO", regels=[uren(2, omschrijving="Voorbereiden")])
    assert melding(activiteit, {2: D(50)}) == (
        "tarief-ontbreekt",
        "Voor kostenregel ‘Voorbereiden’ van IDO is er geen tarief van functiegroep Educatie in editie 2026. "
        "Vul dat tarief in.",
    )


def test_zonder_hoeveelheid_een_fout_die_de_regel_noemt():
    activiteit = los(code="IDO", regels=[{"soort": "materiaal", "prijs": D(2)}])
    assert melding(activiteit) == (
        "hoeveelheid-ontbreekt",
        "Bij kostenregel ‘materiaal’ van IDO ontbreekt de hoeveelheid. Vul die in.",
    )


def test_zonder_prijs_een_fout_die_de_regel_noemt():
    activiteit = los(code="IDO", regels=[{"soort": "reis", "hoeveelheid": D(2), "omschrijving": "Kilometers"}])
    assert melding(activiteit) == ("prijs-ontbreekt", "Bij kostenregel ‘Kilometers’ van IDO ontbreekt de prijs. Vul die in.")


def test_bij_uren_geldt_het_tarief_en_niet_de_prijs():
    activiteit = los(regels=[uren(2, prijs=D(999))])
    assert kosten.bereken(activiteit=activiteit, tarieven=TARIEVEN, opslag=Opslag()).eenheid.prijs == D(125)


# ------------------------------------------------------------------ other price forms
def prijs(**velden):
    activiteit = los(**velden)
    kostprijs = kosten.bereken(activiteit=activiteit, tarieven=TARIEVEN, opslag=PROCENT)
    return kosten.prijsgegevens(activiteit=activiteit, kostprijs=kostprijs)


def test_vast_bedrag_is_wat_er_staat_ook_als_de_kosten_anders_zijn():
    gegevens = prijs(
        prijsvorm=Prijsvorm.VAST_BEDRAG, bedrag_vast=D("25"), bedrag_eenheid=D("7.505"), regels=[regel("inkoop", 1, 900)]
    )
    assert gegevens == Prijsgegevens(vast=D("25.00"), per_eenheid=D("7.51"))


def test_vast_bedrag_per_inwoner_heeft_vier_decimalen():
    gegevens = prijs(prijsvorm=Prijsvorm.VAST_BEDRAG, eenheid=Eenheid.INWONER, bedrag_eenheid=D("0.12345"))
    assert str(gegevens.per_eenheid) == "0.1235"


def test_inbegrepen_kost_niets():
    assert prijs(prijsvorm=Prijsvorm.INBEGREPEN, regels=[regel("inkoop", 1, 900)]) == Prijsgegevens()


@pytest.mark.parametrize(
    ("prijsvorm", "code", "tekst"),
    [
        (Prijsvorm.OP_AANVRAAG, "op-aanvraag", "LOS is op aanvraag: de prijs staat in een prijsopgave per gemeente."),
        (Prijsvorm.STAFFEL, "staffel-leeg", "LOS heeft geen staffelklassen. Voeg ze toe."),
        (Prijsvorm.VAST_BEDRAG, "bedrag-ontbreekt", "LOS heeft geen vast bedrag. Vul een bedrag in."),
    ],
)
def test_zonder_prijs_nooit_een_prijs_van_nul(prijsvorm, code, tekst):
    with pytest.raises(RegelFout) as fout:
        prijs(prijsvorm=prijsvorm)
    assert (fout.value.code, fout.value.tekst) == (code, tekst)


@pytest.mark.parametrize(
    ("eenheid", "tekst"), [(Eenheid.VAST, "per jaar"), (Eenheid.KEER, "per keer"), (Eenheid.INWONER, "per inwoner")]
)
def test_woorden_achter_een_prijs(eenheid, tekst):
    assert kosten.eenheidsprijs_tekst(activiteit=los(eenheid=eenheid)) == tekst


# ------------------------------------------------------------------ staffel
KLASSEN = (
    (None, D(437)),  # the open class comes last, wherever it stands
    (D(50), D(106)),
    (D(100), D(189)),
    (D(150), D(272)),
    (D(200), D(348)),
)


@pytest.mark.parametrize(
    ("aantal", "verwacht"),
    [
        (0, 0),
        (1, 106),
        (50, 106),
        (51, 189),
        (100, 189),
        (101, 272),
        (150, 272),
        (151, 348),
        (200, 348),
        (201, 437),
        (1000, 437),
    ],
)
def test_klasseprijs(aantal, verwacht):
    assert kosten.klasseprijs(staffel=KLASSEN, aantal=D(aantal)) == D(verwacht)


def test_staffel_zonder_open_klasse_is_boven_de_laatste_een_fout():
    with pytest.raises(RegelFout) as fout:
        kosten.klasseprijs(staffel=KLASSEN[1:], aantal=D(1250))
    assert (fout.value.code, fout.value.tekst) == (
        "geen-klasse",
        "De staffel heeft geen klasse voor 1.250. Maak een laatste klasse zonder bovengrens.",
    )


def bedragen(grondslag, aantal, per_locatie):
    gegevens = Prijsgegevens(grondslag=grondslag, staffel=KLASSEN)
    return kosten.bedragen(prijs=gegevens, aantal=D(aantal), per_locatie=[D(n) for n in per_locatie], naam="Schoolpakket")


def test_drie_scholen_van_zestig_betalen_driemaal_de_klasse_van_zestig():
    """3 × 189 = 567, not the class of 180."""
    assert bedragen("locatie", 180, [60, 60, 60]) == (D(0), D(567))


def test_in_totaal_betalen_drie_scholen_van_zestig_de_klasse_van_180():
    assert bedragen("totaal", 180, [60, 60, 60]) == (D(0), D(348))


def test_een_staffel_per_locatie_vraagt_aantallen_per_locatie():
    with pytest.raises(RegelFout) as fout:
        bedragen("locatie", 180, [])
    assert (fout.value.code, fout.value.tekst) == (
        "locaties-ontbreken",
        "Schoolpakket heeft een prijs per locatie. Vul per locatie een aantal in.",
    )


def test_niets_kost_niets_ook_geen_vast_deel():
    assert kosten.bedragen(prijs=Prijsgegevens(vast=D(100), per_eenheid=D(5)), aantal=D(0), per_locatie=[]) == (D(0), D(0))


def test_een_staffelprijs_wordt_gepubliceerd_met_de_klassen_op_volgorde():
    gegevens = prijs(
        prijsvorm=Prijsvorm.STAFFEL,
        grondslag=Grondslag.TOTAAL,
        staffels=[{"tot_en_met": tot, "prijs": bedrag} for tot, bedrag in KLASSEN],
    )
    assert gegevens == Prijsgegevens(grondslag="totaal", staffel=(*KLASSEN[1:], KLASSEN[0]))


@pytest.mark.parametrize(
    ("per_eenheid", "aantal", "verwacht"),
    [
        ("0.5383", "19983", "10756.85"),  # 10.756,8489
        ("45.00", "2.5", "112.50"),
        ("0.1234", "12.50", "1.54"),  # 1,5425
        ("0.33", "1.5", "0.50"),  # 0,495, half-up
    ],
)
def test_regelbedrag_is_getoonde_prijs_maal_hoeveelheid_een_keer_afgerond(per_eenheid, aantal, verwacht):
    gegevens = Prijsgegevens(vast=D("10.00"), per_eenheid=D(per_eenheid))
    assert kosten.bedragen(prijs=gegevens, aantal=D(aantal), per_locatie=[]) == (D("10.00"), D(verwacht))


# ------------------------------------------------------------------ opslag and spread
def dienst(pk, vast=0, eenheid=0, afnemers=0, hoeveelheid=0, **velden):
    return los(
        pk=pk,
        regels=[uren(vast, deel="vast"), uren(eenheid)],
        verwachte_afnemers=afnemers,
        verwachte_hoeveelheid=D(hoeveelheid),
        **velden,
    )


A = dienst(1, vast=10, eenheid=2, afnemers=3, hoeveelheid=20)  # 10 × 3 + 2 × 20 = 70 hours
B = dienst(2, eenheid="1.5", hoeveelheid=20)  # 30 hours


def test_spreiding_naar_uren():
    """70 and 30 of 100 hours: 700 and 300 of € 1.000."""
    assert kosten.spreidingsuren(activiteiten=[A, B]) == {1: D(70), 2: D(30)}
    assert kosten.spreiding(organisatiekosten=D(1000), activiteiten=[A, B]) == {1: D(700), 2: D(300)}


def test_een_dienst_erbij_verdeelt_hetzelfde_bedrag_opnieuw():
    """With 100 hours more, 70, 30 and 100 of 200 hours: 350, 150 and 500."""
    c = dienst(3, vast=100, afnemers=1)
    assert kosten.spreiding(organisatiekosten=D(1000), activiteiten=[A, B, c]) == {1: D(350), 2: D(150), 3: D(500)}


def test_duizend_euro_over_drie_gelijke_diensten():
    diensten = [dienst(pk, vast=8, afnemers=1) for pk in (1, 2, 3)]
    assert kosten.spreiding(organisatiekosten=D("1000.00"), activiteiten=diensten) == {
        1: D("333.34"),
        2: D("333.33"),
        3: D("333.33"),
    }


def test_vast_bedrag_en_staffel_dragen_mee():
    diensten = [dienst(n, vast=1, afnemers=1, prijsvorm=v) for n, v in enumerate(sorted(kosten.GEPRIJSD), 1)]
    assert kosten.spreidingsuren(activiteiten=diensten) == {1: D(1), 2: D(1), 3: D(1)}


@pytest.mark.parametrize(
    "velden",
    [
        {"pakket": Pakket.MAATWERK},
        {"prijsvorm": Prijsvorm.INBEGREPEN},
        {"prijsvorm": Prijsvorm.OP_AANVRAAG},
    ],
)
def test_maatwerk_inbegrepen_en_op_aanvraag_dragen_niet_mee(velden):
    assert kosten.spreidingsuren(activiteiten=[A, dienst(2, vast=99, afnemers=9, **velden)]) == {1: D(70)}


def test_een_ouder_draagt_niet_mee_maar_de_kinderen_wel():
    ouder, kind = dienst(2, vast=99, afnemers=9), dienst(3, vast=5, afnemers=2, ouder_id=2)
    assert kosten.spreidingsuren(activiteiten=[A, ouder, kind]) == {1: D(70), 3: D(10)}


def spreidingseditie(**velden):
    return Editie(jaar=2026, opslagmethode="spreiding", organisatiekosten=D(1000), **velden)


def test_opslag_per_uur_volgt_uit_de_uren():
    """€ 1.000 over 100 hours."""
    assert kosten.opslag_van(editie=spreidingseditie(), activiteiten=[A, B]) == Opslag(per_uur=D(10))


def test_opslag_per_uur_staat_na_het_openen_vast():
    editie = spreidingseditie(opslagtarief=D("12.3456789012"))
    assert kosten.opslag_van(editie=editie, activiteiten=[A, B]) == Opslag(per_uur=D("12.3456789012"))


def test_opslag_als_percentage():
    editie = Editie(jaar=2026, opslagpercentage=D("22.00"), organisatiekosten=D(1000))
    assert kosten.opslag_van(editie=editie, activiteiten=[A, B]) == Opslag(fractie=D("0.22"))


def test_spreiden_zonder_uren_is_een_fout():
    with pytest.raises(RegelFout) as fout:
        kosten.opslag_van(editie=spreidingseditie(), activiteiten=[dienst(1, vast=8, afnemers=0)])
    assert fout.value.code == "geen-uren"


# ------------------------------------------------------------------ whatever the numbers
def decimalen(tot, plaatsen):
    return st.integers(0, tot * 10**plaatsen).map(lambda n: D(n).scaleb(-plaatsen))


DEEL = st.sampled_from(["vast", "eenheid"])
REGELS = st.lists(
    st.fixed_dictionaries(
        {
            "soort": st.sampled_from(Kostenregel.Soort.values),
            "functiegroep": st.sampled_from([EDUCATIE, BALIE]),
            "hoeveelheid": decimalen(500, 4),
            "prijs": decimalen(1000, 4),
            "deel": DEEL,
        }
    ),
    max_size=6,
)
DEKKINGEN = st.lists(
    st.one_of(
        st.fixed_dictionaries({"bron": st.sampled_from([SCHOOL, SUBSIDIE, RIJK]), "bedrag": decimalen(5000, 4), "deel": DEEL}),
        st.fixed_dictionaries(
            {"bron": st.sampled_from([SCHOOL, SUBSIDIE, RIJK]), "percentage": decimalen(100, 2), "deel": DEEL}
        ),
    ),
    max_size=4,
)
OPSLAG = st.one_of(decimalen(2, 4).map(lambda f: Opslag(fractie=f)), decimalen(90, 10).map(lambda u: Opslag(per_uur=u)))
EENHEID = st.sampled_from([Eenheid.KEER, Eenheid.INWONER])


@settings(max_examples=100, deadline=None)
@given(regels=REGELS, dekkingen=DEKKINGEN, opslag=OPSLAG, eenheid=EENHEID)
def test_prijs_nooit_negatief_en_opbouw_telt_op(regels, dekkingen, opslag, eenheid):
    activiteit = los(regels=regels, dekkingen=dekkingen, eenheid=eenheid)
    kostprijs = kosten.bereken(activiteit=activiteit, tarieven=TARIEVEN, opslag=opslag)
    gegevens = kosten.prijsgegevens(activiteit=activiteit, kostprijs=kostprijs)
    assert min(gegevens.vast, gegevens.per_eenheid, kostprijs.vast.prijs, kostprijs.eenheid.prijs, D(0)) == D(0)
    opgeteld = {deel: sum((D(rij["bedrag"]) for rij in rijen), D(0)) for deel, rijen in gegevens.opbouw.items()}
    assert opgeteld == {"vast": gegevens.vast, "eenheid": gegevens.per_eenheid}


@settings(max_examples=100, deadline=None)
@given(regels=REGELS, dekkingen=DEKKINGEN, opslag=OPSLAG)
def test_gebruikte_en_ongebruikte_dekking_zijn_samen_wat_er_was(regels, dekkingen, opslag):
    """Of the amounts: used plus unused is what was given."""
    bedragen_ = [d for d in dekkingen if "bedrag" in d]
    kostprijs = kosten.bereken(activiteit=los(regels=regels, dekkingen=bedragen_), tarieven=TARIEVEN, opslag=opslag)
    gegeven = sum((d["bedrag"] for d in bedragen_ if d["bron"] is not RIJK), D(0))
    assert sum(deel.dekking + deel.ongebruikt for deel in (kostprijs.vast, kostprijs.eenheid)) == gegeven


@settings(max_examples=50, deadline=None)
@given(regels=REGELS, dekkingen=DEKKINGEN, opslag=OPSLAG, eenheid=EENHEID, aantal=decimalen(30000, 2).filter(bool))
def test_getoonde_prijs_maal_hoeveelheid_is_het_regelbedrag(regels, dekkingen, opslag, eenheid, aantal):
    activiteit = los(regels=regels, dekkingen=dekkingen, eenheid=eenheid)
    kostprijs = kosten.bereken(activiteit=activiteit, tarieven=TARIEVEN, opslag=opslag)
    gegevens = kosten.prijsgegevens(activiteit=activiteit, kostprijs=kostprijs)
    getoond = D(f"{gegevens.per_eenheid:.{activiteit.prijsdecimalen}f}")
    assert kosten.bedragen(prijs=gegevens, aantal=aantal, per_locatie=[]) == (gegevens.vast, afronden(getoond * aantal, 2))


DIENSTEN = st.lists(
    st.tuples(decimalen(40, 2), decimalen(10, 2), st.integers(0, 9), decimalen(400, 0)), min_size=1, max_size=8
).map(lambda rijen: [dienst(pk, *rij) for pk, rij in enumerate(rijen, 1)])


@settings(max_examples=50, deadline=None)
@given(diensten=DIENSTEN, centen=st.integers(0, 100_000_000), extra=decimalen(500, 2).filter(bool))
def test_spreiding_telt_altijd_precies_op_ook_met_een_dienst_erbij(diensten, centen, extra):
    bedrag = D(centen) / 100
    erbij = [dienst(100, vast=extra, afnemers=1)]
    basis = [*diensten, dienst(99, vast=1, afnemers=1)]
    totalen = [sum(kosten.spreiding(organisatiekosten=bedrag, activiteiten=a).values()) for a in (basis, basis + erbij)]
    assert totalen == [bedrag, bedrag]
