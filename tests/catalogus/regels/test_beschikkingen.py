"""Recording decisions on the subsidy."""

import datetime
from decimal import Decimal as D
from io import BytesIO

import pikepdf
import pytest
from django.core.files.base import ContentFile

from catalogus.models import Beschikking, Groep, Rol
from catalogus.regels.beschikkingen import GROOTST, controleer_pdf, leg_vast
from tests.factories import BeschikkingFactory, GemeenteFactory, ambtenaar, medewerker, weigering

pytestmark = pytest.mark.django_db


def pdf(naam="besluit.pdf", **opslaan) -> ContentFile:
    uit = BytesIO()
    with pikepdf.new() as nieuw:
        nieuw.add_blank_page()
        nieuw.save(uit, **opslaan)
    return ContentFile(uit.getvalue(), name=naam)


@pytest.fixture
def gemeente():
    return GemeenteFactory(naam="Westerveld", cbs_code="GM1701")


@pytest.fixture
def fiatteur(gemeente):
    return ambtenaar(gemeente, Rol.FIATTEUR, first_name="Frank")


@pytest.fixture
def velden(gemeente, fiatteur):
    return {
        "gemeente": gemeente,
        "jaar": 2026,
        "soort": "verlening",
        "datum": datetime.date(2025, 12, 9),
        "kenmerk": " Z2025-1 ",
        "bedrag": D("713700.00"),
        "door": fiatteur,
    }


def test_vastleggen_met_de_pdf(velden, fiatteur):
    rij = leg_vast(**velden, voorwaarden=" Verantwoording voor 1 april. ", bestand=pdf("../../raar naam.exe"))
    rij.refresh_from_db()
    assert (rij.gemeente.naam, rij.jaar, rij.soort, rij.datum, rij.kenmerk, rij.bedrag, rij.voorwaarden) == (
        "Westerveld", 2026, "verlening", datetime.date(2025, 12, 9), "Z2025-1", D("713700.00"), "Verantwoording voor 1 april.",
    )  # fmt: skip
    assert rij.bestand.name.startswith("beschikkingen/GM1701-2026-") and rij.bestand.name.endswith(".pdf")
    with rij.bestand.open() as bestand:
        assert bestand.read(5) == b"%PDF-"
    assert [(h.history_user, h.history_type) for h in rij.history.all()] == [(fiatteur, "+")]


def test_wijzigen_houdt_het_bestand_en_de_geschiedenis(velden, gemeente):
    rij = leg_vast(**velden, bestand=pdf())
    manager = medewerker(Groep.ACCOUNTMANAGER)
    anders = velden | {"bedrag": D("700000.00"), "door": manager}
    gewijzigd = leg_vast(**anders, beschikking=rij, gezien=0)
    assert (gewijzigd.pk, gewijzigd.bedrag, gewijzigd.bestand.name, gewijzigd.slot) == (
        rij.pk, D("700000.00"), rij.bestand.name, 1,
    )  # fmt: skip
    assert [(h.bedrag, h.history_user) for h in gewijzigd.history.all()] == [
        (D("700000.00"), manager),
        (D("713700.00"), velden["door"]),
    ]
    code, tekst = weigering(leg_vast, **velden | {"bedrag": D(1)}, beschikking=rij, gezien=0)
    assert (code, tekst.startswith("Intussen heeft")) == ("verouderd", True)
    assert Beschikking.objects.get().bedrag == D("700000.00")


def test_wie_mag(velden, gemeente):
    mogen = [
        ambtenaar(gemeente, Rol.OPSTELLER),
        *(medewerker(g) for g in (Groep.ACCOUNTMANAGER, Groep.CONTROLLER, Groep.BEHEER)),
    ]
    for nummer, wie in enumerate(mogen):
        leg_vast(**velden | {"door": wie, "kenmerk": f"Z{nummer}"})
    niet = [
        ambtenaar(gemeente, Rol.RAADPLEGER),
        ambtenaar(GemeenteFactory(), Rol.FIATTEUR),
        medewerker(Groep.REDACTIE),
        medewerker(Groep.VESTIGING),
    ]
    for wie in niet:
        assert weigering(leg_vast, **velden | {"door": wie}) == (
            "niet-bevoegd",
            "Je hebt niet de rol om een beschikking vast te leggen.",
        )
    assert Beschikking.objects.count() == len(mogen)


@pytest.mark.parametrize(
    ("anders", "code", "tekst"),
    [
        ({"kenmerk": "Z-oud"}, "kenmerk", "Kenmerk Z-oud staat al bij de vaststelling van 2024. Vul een ander kenmerk in."),
        ({"kenmerk": " "}, "kenmerk", "Vul het kenmerk van de beschikking in."),
        (
            {"datum": datetime.date(2062, 12, 9)},
            "datum",
            "De datum 9 december 2062 past niet bij 2026. Controleer het jaartal.",
        ),
        ({"bedrag": D("-1")}, "bedrag", "Het bedrag is 0 of meer."),
    ],
)
def test_wat_niet_kan(velden, gemeente, anders, code, tekst):
    BeschikkingFactory(gemeente=gemeente, jaar=2024, soort="vaststelling", kenmerk="Z-oud")
    BeschikkingFactory(kenmerk="Z2025-1")  # of another gemeente
    assert weigering(leg_vast, **velden | anders) == (code, tekst)
    assert Beschikking.objects.filter(gemeente=gemeente).count() == 1


@pytest.mark.parametrize(
    "inhoud",
    [b"", b"<html><script>alert(1)</script></html>", b"%PDF-1.7 maar verder niets", b"MZ\x90\x00"],
    ids=["leeg", "html", "kop zonder pdf", "programma"],
)
def test_een_ander_bestand_met_de_naam_van_een_pdf(velden, inhoud):
    bestand = ContentFile(inhoud, name="besluit.pdf")
    code, tekst = weigering(controleer_pdf, bestand=bestand)
    assert (code, tekst) == (
        "bestand",
        "Dit bestand is geen pdf die te openen is. Sla de beschikking op als pdf zonder wachtwoord en kies die.",
    )
    if inhoud:
        assert weigering(leg_vast, **velden, bestand=bestand)[0] == "bestand"
        assert Beschikking.objects.count() == 0


def test_een_pdf_met_wachtwoord():
    geheim = pdf(encryption=pikepdf.Encryption(owner="a", user="b"))
    assert weigering(controleer_pdf, bestand=geheim)[0] == "bestand"


def test_een_te_groot_bestand():
    groot = pdf()
    groot.size = GROOTST + 1
    assert weigering(controleer_pdf, bestand=groot) == (
        "bestand",
        "Dit bestand is 21 MB. Kies een bestand van hoogstens 20 MB.",
    )
    groot.size = GROOTST
    controleer_pdf(bestand=groot)
