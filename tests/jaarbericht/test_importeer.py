"""manage.py importeer"""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from catalogus.models import Inwonertal
from tests.factories import GemeenteFactory, InwonertalFactory, dag, medewerker

pytestmark = pytest.mark.django_db


@pytest.fixture
def bestand(tmp_path):
    GemeenteFactory(naam="Westerveld", cbs_code="GM1701")
    InwonertalFactory(gemeente__naam="Meppel", peildatum=dag("2026-01-01"), aantal=35000)

    def maak(tekst: str):
        pad = tmp_path / "inwoners.csv"
        pad.write_text(f"Gemeente;Peildatum;Inwoners\n{tekst}", encoding="utf-8")
        return pad

    return maak


def roep(*woorden) -> str:
    uit = StringIO()
    call_command("importeer", *woorden, stdout=uit)
    return uit.getvalue()


def test_een_proef_zegt_wat_er_zou_veranderen_en_bewaart_niets(bestand):
    pad = bestand("Westerveld;1-1-2026;20.000\nMeppel;1-1-2026;35.100\n")
    assert roep(pad, "--proef").splitlines() == [
        "Inwonertallen, rij 2: nieuw, Westerveld, 01-01-2026 (Inwoners: leeg → 20.000)",
        "Inwonertallen, rij 3: gewijzigd, Meppel, 01-01-2026 (Inwoners: 35.000 → 35.100)",
        "Proef, er is niets bewaard: 1 nieuw, 1 gewijzigd, 0 verwijderd, 0 zoals het was.",
    ]
    assert Inwonertal.objects.count() == 1


def test_inlezen_op_naam_van_iemand(bestand):
    chris = medewerker("controller", email="chris@bibliotheek.example")
    roep(bestand("Westerveld;1-1-2026;20.000\n"), "--door", "Chris@bibliotheek.example", "--reden", "Van het CBS")
    laatste = Inwonertal.objects.get(aantal=20000).history.get()
    assert (laatste.history_user, laatste.history_change_reason) == (chris, "Van het CBS")


def test_fouten_geven_status_2_en_er_verandert_niets(bestand):
    uit = StringIO()
    with pytest.raises(CommandError, match=r"2 fouten gevonden\. Er is niets ingelezen\.") as fout:
        call_command("importeer", bestand("Westerveld;1-1-2026;20.000\nAtlantis;1-1-2026;x\n"), stdout=uit)
    assert fout.value.returncode == 2 and Inwonertal.objects.count() == 1
    assert uit.getvalue().splitlines() == [
        "Fout: Inwonertallen, rij 3, kolom Gemeente: Verwacht de naam of CBS-code van een gemeente, zoals hier bekend. "
        "Gevonden: ‘Atlantis’.",
        "Fout: Inwonertallen, rij 3, kolom Inwoners: Verwacht een heel getal van 0 of meer. Gevonden: ‘x’.",
    ]


@pytest.mark.parametrize(
    ("woorden", "tekst"),
    [
        (["bestaat-niet.xlsx"], "Het bestand bestaat-niet.xlsx is niet te openen"),
        (
            [__file__, "--door", "niemand@voorbeeld.example"],
            "Er is geen gebruiker met het e-mailadres niemand@",
        ),
    ],
)
def test_wat_de_opdracht_weigert(db, woorden, tekst):
    with pytest.raises(CommandError, match=tekst) as fout:
        roep(*woorden)
    assert fout.value.returncode == 2
