"""The workbook of a gemeente: filled in by a newcomer it gives a complete jaarbericht, and unchanged it changes nothing."""

import datetime
import subprocess
from io import StringIO
from pathlib import Path

import openpyxl
import pytest
from django.core.management import CommandError, call_command

from catalogus.models import Afname, Gebruiker, Gemeente, Import, Inwonertal, Meting, Statuswissel, Uitvoering
from jaarbericht.models import Citaat, Tekstvariant, Verhaal
from jaarbericht.regels.controles import Ernst, controleer
from jaarbericht.samenstellen import samenstel

pytestmark = pytest.mark.django_db
DAG = datetime.date
REGISTER = [
    # activity, day, deelnames
    ("BASISVAARDIGHEDEN", DAG(2024, 3, 5), 12),
    ("BASISVAARDIGHEDEN", DAG(2024, 4, 2), 8),
    ("VOORLEESUURTJE", DAG(2024, 1, 24), 21),
    ("VOORLEESUURTJE", DAG(2024, 2, 21), 19),
    ("VOORLEESUURTJE", DAG(2024, 3, 20), 25),
    ("TAALCAFE", DAG(2024, 5, 14), 9),
    ("DIGI-SPREEKUUR", DAG(2024, 6, 3), 4),
    ("IDO", DAG(2024, 6, 10), 7),
]
INGEVULD = {
    "bezoekers": 41250,
    "leden-betalend": 1010,
    "leden-jeugd": 2005,
    "leden-start": 85,
    "leden-overig": 50,
    "uitleningen-boeken": 70100,
    "uitleningen-avm": 400,
    "uitleningen-dbos": 9000,
    "boekstart-koffertjes": 96,
}  # uitleningen-tijdschriften is left as it came: geen gegevens
# Worked out by hand: leden 1010 + 2005 + 85 + 50; 3150 of 25.000 inwoners; register as above.
VERWACHT = INGEVULD | {
    "leden-totaal": 3150,
    "inwoners": 25000,
    "deelneming": "12.6",
    "boekstart-activiteiten": 3,
    "boekstart-deelnemers": 65,
    "geletterdheid-activiteiten": 1,
    "geletterdheid-deelnemers": 9,
    "digitaal-spreekuren": 1,
    "digitaal-spreekuren-deelnemers": 4,
    "ido-spreekuren": 1,
    "ido-vragen": 7,
    "basisvaardigheden-activiteiten": 2,
    "basisvaardigheden-deelnemers": 20,
    "dbos-po-scholen": 1,
    "dbos-leerlingen": 143,
    "bibliotheken": 2,  # Borger 28 and Odoorn 18 manned hours
    "servicepunten": 2,
    "platform-activiteiten": 1,
    "platform-deelnemers": 14,
}


class Werkmap:
    """A workbook as somebody fills it in: cells by the name of their column."""

    def __init__(self, pad: Path):
        self.pad = pad
        self.boek = openpyxl.load_workbook(pad)

    def rij(self, blad: str, sleutel: str) -> dict[str, openpyxl.cell.Cell]:
        vel = self.boek[blad]
        koppen = [cel.value for cel in vel[1]]
        return next(dict(zip(koppen, rij, strict=True)) for rij in vel.iter_rows(min_row=2) if rij[0].value == sleutel)

    def vul(self, blad: str, sleutel: str, **waarden) -> None:
        cellen = self.rij(blad, sleutel)
        for kop, waarde in waarden.items():
            cellen[kop.replace("_", " ")].value = waarde

    def erbij(self, blad: str, **waarden) -> None:
        waarden = {kop.replace("_", " "): waarde for kop, waarde in waarden.items()}
        koppen = [cel.value for cel in self.boek[blad][1]]
        assert set(waarden) <= set(koppen)
        self.boek[blad].append([waarden.get(kop) for kop in koppen])

    def bewaar(self) -> Path:
        self.boek.save(self.pad)
        return self.pad


def sjabloon(pad: Path, gemeente: str) -> Werkmap:
    call_command("sjabloon", "--gemeente", gemeente, "--jaar", "2024", "--uit", str(pad), stdout=StringIO())
    return Werkmap(pad)


def lees_in(pad: Path, *opties: str) -> str:
    uit = StringIO()
    call_command("importeer", str(pad), *opties, stdout=uit)
    return uit.getvalue()


def vul_in(boek: Werkmap) -> Path:
    """All that a newcomer knows of Borger-Odoorn in 2024."""
    boek.erbij("Inwoners", Peildatum=DAG(2024, 1, 1), Inwoners=25000, Bron="CBS StatLine")
    boek.erbij(
        "Locaties",
        Naam="Obs De Zandkorrel",
        Plaats="Borger",
        Functies="de Bibliotheek op school, basisonderwijs",
        Leerlingen=143,
    )
    for code, datum, deelnames in REGISTER:
        boek.erbij("Uitvoeringen", Datum=datum, Activiteit=code, Locatie="Bibliotheek Borger", Deelnames=deelnames)
    boek.erbij("Uitvoeringen", Datum="7-9-2024", Platformactiviteit="ja", Titel="Breicafé", Locatie="Bibliotheek Borger",
               Deelnames=14)  # fmt: skip
    for code, waarde in INGEVULD.items():
        boek.vul("Cijfers", code, Waarde=waarde)
    boek.erbij(
        "Verhalen",
        Titel="Koffie met een vraag",
        Programmalijn=5,
        Tekst="Op het spreekuur kwamen {verhaal:deelnames} mensen.\n\nEen van hen kwam **terug**.",
        Activiteit="DIGI-SPREEKUUR",
        Datum=DAG(2024, 6, 3),
        Plaats="Borger",
        Tekening="spreekuur",
        Beschrijving_van_het_beeld="Twee mensen aan tafel met een tablet",
    )
    boek.erbij("Citaten", Citaat="Nu durf ik het zelf", Wie="Geert, bezoeker", Programmalijn="5", Persoon="Geert",
               Toestemming_op=DAG(2024, 6, 3))  # fmt: skip
    boek.erbij("Feiten", Getal="{cijfer:leden-totaal}", Tekst="leden had de bibliotheek", Programmalijn=1)
    boek.erbij("Partners", Naam="Stichting Sedna", Programmalijn=4, Rol="verwijst door naar het Taalcafé")
    boek.vul("Lokale teksten", "inhoud", Wijze="vervangen", Tekst="Dit deden we in Borger-Odoorn.")
    boek.erbij("Termen", Begrip="leerplein", Woord="Leerhoek")
    boek.vul("Afname", "TAALCAFE", Hoeveelheid=2, Wordt="bevestigd uit archief", Kenmerk_van_het_besluit="2023-0417")
    boek.erbij("Toelichtingen", Activiteit="TAALCAFE", Toelichting="Een keer ging niet door.")
    return boek.bewaar()


@pytest.fixture
def borger(demo, tmp_path) -> Path:
    return vul_in(sjabloon(tmp_path / "borger.xlsx", "GM1681"))


def cijfers(gemeente: Gemeente) -> dict[str, str | None]:
    rapport = samenstel(gemeente=gemeente, jaar=2024).rapport
    return {r.code: r.waarde for r in rapport.cijfers if r.jaar == 2024 and r.bereik == gemeente.naam}


def test_van_niets_naar_een_compleet_jaarbericht(borger):
    gemeente = Gemeente.objects.get(cbs_code="GM1681")
    assert samenstel(gemeente=gemeente, jaar=2024).gebreken != ()
    assert {b.controle for b in controleer(gemeente, 2024) if b.ernst == Ernst.FOUT} == {
        "cijfer-ontbreekt",
        "onvolledig",
        "veld",
    }
    lees_in(borger)
    assert samenstel(gemeente=gemeente, jaar=2024).gebreken == ()
    assert [b for b in controleer(gemeente, 2024) if b.ernst == Ernst.FOUT] == []
    gevonden = cijfers(gemeente)
    assert {code: gevonden[code] for code in VERWACHT} == {code: str(waarde) for code, waarde in VERWACHT.items()}
    assert gevonden["uitleningen-tijdschriften"] is None
    afname = Afname.objects.get(gemeente=gemeente, editie__jaar=2024)
    assert (afname.status, afname.kenmerk, [(r.activiteit.code, r.hoeveelheid) for r in afname.regels.all()]) == (
        "bevestigd",
        "2023-0417",
        [("TAALCAFE", 2)],
    )
    assert Statuswissel.objects.get(afname=afname).overgang == "archief"
    verhaal = Verhaal.objects.get(gemeente=gemeente)
    assert verhaal.uitvoering == Uitvoering.objects.get(gemeenten=gemeente, activiteit__code="DIGI-SPREEKUUR")
    assert verhaal.tekst == (
        '<p>Op het spreekuur kwamen <span data-veld="verhaal:deelnames"></span> mensen.</p>'
        "<p>Een van hen kwam <strong>terug</strong>.</p>"
    )
    citaat = Citaat.objects.get(gemeente=gemeente)
    assert (citaat.noemt_persoon, citaat.toestemming.persoon, citaat.toestemming.gegeven_op) == (True, "Geert", DAG(2024, 6, 3))


@pytest.mark.pdf
def test_het_jaarbericht_komt_eruit(borger, tmp_path):
    lees_in(borger)
    call_command("jaarbericht", "GM1681", "2024", "--uit", str(tmp_path / "b.pdf"), stdout=StringIO())
    tekst = subprocess.run(["pdftotext", "-layout", tmp_path / "b.pdf", "-"], capture_output=True, text=True).stdout
    for zin in ("Koffie met een vraag", "kwamen 4 mensen", "Nu durf ik het zelf", "3.150", "12,6%", "Stichting Sedna"):
        assert zin in tekst


def test_ongewijzigd_verandert_niets(demo, tmp_path):
    boek = sjabloon(tmp_path / "westerveld.xlsx", "GM1701")
    assert lees_in(boek.pad).splitlines()[-1].startswith("Ingelezen: 0 nieuw, 0 gewijzigd, 0 verwijderd, ")


def test_twee_keer_inlezen_maakt_niets_dubbel(borger):
    lees_in(borger)
    voor = (Uitvoering.objects.count(), Verhaal.objects.count(), Inwonertal.objects.count(), Afname.objects.count())
    boek = sjabloon(borger, "GM1681")
    assert lees_in(boek.pad).splitlines()[-1].startswith("Ingelezen: 0 nieuw, 0 gewijzigd, 0 verwijderd, ")
    assert (Uitvoering.objects.count(), Verhaal.objects.count(), Inwonertal.objects.count(), Afname.objects.count()) == voor


def test_wat_niet_klopt_wordt_op_elk_blad_genoemd_en_er_verandert_niets(demo, tmp_path):
    boek = sjabloon(tmp_path / "fout.xlsx", "GM1681")
    boek.erbij("Inwoners", Peildatum="31 februari 2024", Inwoners="veel")
    boek.erbij("Locaties", Naam="Kiosk", Plaats="Borger", Functies="kapper")
    boek.erbij("Uitvoeringen", Datum=DAG(2023, 1, 3), Activiteit="TAALCAFE", Locatie="Bibliotheek Borger")
    boek.erbij("Uitvoeringen", Datum=DAG(2024, 1, 3), Activiteit="BESTAATNIET", Locatie="Bibliotheek Borger")
    boek.erbij("Uitvoeringen", Datum=DAG(2024, 1, 3), Activiteit="TAALCAFE", Gemeenten="Meppel")
    boek.vul("Cijfers", "bezoekers", Waarde="tien")
    boek.vul("Cijfers", "leden-totaal", Waarde=12)
    boek.erbij("Cijfers", Code="onbekend", Waarde=1)
    boek.erbij("Verhalen", Titel="Zonder rest")
    boek.erbij("Verhalen", Titel="Veld", Programmalijn=1, Tekst="{onzin:x}")
    boek.erbij("Citaten", Citaat="Fijn", Wie="Jo", Persoon="Jo")
    boek.erbij("Feiten", Getal="12", Tekst="leden", Programmalijn="9")
    boek.erbij("Partners", Rol="helpt")
    boek.vul("Lokale teksten", "inhoud", Wijze="vervangen")
    boek.vul("Campagnes", "leert", **{"Doet mee": "misschien"})
    boek.erbij("Termen", Begrip="Leer Plein", Woord="Leerhoek")
    boek.vul("Afname", "TAALCAFE", Hoeveelheid=2, Wordt="bevestigd uit archief")
    boek.erbij("Toelichtingen", Activiteit="BESTAATNIET", Toelichting="x")
    with pytest.raises(CommandError) as fout:
        lees_in(boek.bewaar())
    assert fout.value.returncode == 2
    uit = StringIO()
    with pytest.raises(CommandError):
        call_command("importeer", str(boek.pad), "--proef", stdout=uit)
    plekken = [regel.removeprefix("Fout: ").split(":")[0] for regel in uit.getvalue().splitlines()]
    assert plekken == [
        "Locaties, rij 6, kolom Functies",
        "Inwoners, rij 2, kolom Peildatum",
        "Inwoners, rij 2, kolom Inwoners",
        "Uitvoeringen, rij 2, kolom Datum",
        "Uitvoeringen, rij 3, kolom Activiteit",
        "Uitvoeringen, rij 4, kolom Gemeenten",
        "Cijfers, rij 4, kolom Waarde",
        "Cijfers, rij 9, kolom Waarde",
        "Cijfers, rij 41",
        "Verhalen, rij 2",
        "Verhalen, rij 3, kolom Tekst",
        "Campagnes, rij 2, kolom Doet mee",
        "Citaten, rij 2, kolom Toestemming op",
        "Feiten, rij 2, kolom Programmalijn",
        "Partners, rij 2",
        "Lokale teksten, rij 2, kolom Tekst",
        "Termen, rij 2, kolom Begrip",
        "Afname, rij 45, kolom Kenmerk van het besluit",
        "Toelichtingen, rij 2, kolom Activiteit",
    ]
    assert not Meting.objects.filter(gemeente__cbs_code="GM1681").exists()
    assert not Tekstvariant.objects.filter(gemeente__cbs_code="GM1681").exists()


def test_een_veranderd_kenmerk_wordt_geweigerd(demo, tmp_path):
    boek = sjabloon(tmp_path / "b.xlsx", "GM1681")
    boek.boek["Uitleg"]["B2"].value = boek.boek["Uitleg"]["B2"].value.replace("GM1681", "GM1701")
    with pytest.raises(CommandError, match="niet meer van welke gemeente") as fout:
        lees_in(boek.bewaar())
    assert fout.value.returncode == 2


@pytest.mark.parametrize(
    ("gemeente", "jaar", "zegt"),
    [
        ("GM9999", "2024", "Er is geen gemeente met code ‘GM9999’"),
        ("GM0106", "2024", "Assen doet in 2024 niet mee"),
        ("GM1681", "20244", "Het jaar 20244 bestaat niet"),
    ],
)
def test_sjabloon_van_niets(demo, tmp_path, gemeente, jaar, zegt):
    with pytest.raises(CommandError, match=zegt) as fout:
        call_command("sjabloon", "--gemeente", gemeente, "--jaar", jaar, "--uit", str(tmp_path / "x.xlsx"))
    assert fout.value.returncode == 2
    assert list(tmp_path.iterdir()) == []


# ------------------------------------------------------------------ on screen
def test_op_het_scherm_ophalen_bekijken_en_inlezen(demo, client, tmp_path):
    client.force_login(Gebruiker.objects.get(email="redactie@voorbeeld.example"))
    antwoord = client.get("/redactie/werkmap/ophalen/", {"gemeente": "GM1681", "jaar": 2024})
    pad = tmp_path / "w.xlsx"
    pad.write_bytes(antwoord.content)
    boek = Werkmap(pad)
    assert "Afname" not in boek.boek.sheetnames  # only the accountmanager has that sheet
    boek.vul("Cijfers", "bezoekers", Waarde=41250)
    with boek.bewaar().open("rb") as bestand:
        proef = client.post("/redactie/werkmap/inlezen/", {"bestand": bestand})
    rij = Import.objects.get()
    assert (proef.status_code, proef.url, rij.soort, rij.stand) == (302, f"/werkmappen/{rij.pk}/", "gemeente", "proef")
    assert f"/redactie/werkmap/{rij.pk}/bevestigen/" in client.get(proef.url).content.decode()
    assert client.post(f"/werkmappen/{rij.pk}/bevestigen/").status_code == 404
    assert client.post(f"/redactie/werkmap/{rij.pk}/bevestigen/").status_code == 302
    assert Meting.objects.get(gemeente__cbs_code="GM1681", indicator__code="bezoekers").waarde == 41250


@pytest.mark.parametrize(
    ("wie", "status"), [("controller", 404), ("opsteller", 404), ("accountmanager", 200), ("redactie", 200)]
)
def test_wie_de_werkmap_mag_ophalen(demo, client, wie, status):
    client.force_login(Gebruiker.objects.get(email=f"{wie}@voorbeeld.example"))
    assert client.get("/redactie/werkmap/").status_code == status


def test_een_ander_bestand_wordt_geweigerd(demo, client, tmp_path):
    client.force_login(Gebruiker.objects.get(email="redactie@voorbeeld.example"))
    pad = tmp_path / "anders.xlsx"
    openpyxl.Workbook().save(pad)
    with pad.open("rb") as bestand:
        antwoord = client.post("/redactie/werkmap/inlezen/", {"bestand": bestand})
    assert antwoord.status_code == 422
    assert "Dit is geen werkmap van een gemeente." in antwoord.content.decode()
    assert not Import.objects.exists()
