"""The example client of the documentation, run as it stands in docs/voorbeeld_api.py against a server of this product."""

import runpy
from pathlib import Path

import pytest
from django.conf import settings

from catalogus.models import Afname, Eenheid, Status
from catalogus.regels.tokens import maak_token
from tests import factories as f

VOORBEELD = Path(settings.BASE_DIR) / "docs" / "voorbeeld_api.py"


@pytest.mark.django_db(transaction=True)
def test_leest_de_catalogus_maakt_een_keuze_legt_haar_voor_en_volgt_haar(live_server, capsys):
    f.maak_groepen()
    wereld = f.maak_wereld()
    f.InwonertalFactory(gemeente=wereld.gemeente, aantal=10_000)
    tokens = {
        naam: maak_token(gebruiker=wie, naam="Voorbeeld", schrijven=True, dagen=30)[1]
        for naam, wie in (("opsteller", wereld.opsteller), ("fiatteur", wereld.fiatteur))
    }
    voorbeeld = runpy.run_path(str(VOORBEELD))
    opsteller = voorbeeld["Api"](f"{live_server.url}/api/v1", tokens["opsteller"])
    fiatteur = voorbeeld["Api"](f"{live_server.url}/api/v1", tokens["fiatteur"])
    voorbeeld["kies"](opsteller, fiatteur, gemeente="GM1701", jaar=2026, code="CURSUS", hoeveelheid=3)
    assert capsys.readouterr().out.splitlines() == [
        "Catalogus 2026: 3 activiteiten",
        "CURSUS Cursus Klik en Tik: € 45.0000 per keer en € 100.00 vast",
        "Keuze gemaakt met 2 regels, samen € 1469.00",  # 10.000 × 0,1234 and 100 + 3 × 45
        "Stand: ter_fiattering",
        "Stand: ingediend",
        "begin door Olga",
        "voorleggen door Olga",
        "indienen door Frank",
    ]
    afname = Afname.objects.get()
    assert (afname.status, afname.regels.get(activiteit__code="CURSUS").hoeveelheid) == (Status.INGEDIEND, 3)
    assert wereld.cursus.eenheid == Eenheid.KEER
