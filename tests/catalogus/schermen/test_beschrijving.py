"""What search engines read of the public catalogue: schema.org, only of what is on offer, and never a price."""

import json
import re

import pytest

from catalogus.models import Editie
from tests import factories as f

pytestmark = pytest.mark.django_db
BIEB = {
    "@type": "Service",
    "name": "Kleintje Bieb",
    "description": "Ochtenden.",
    "url": "https://a.example/catalogus/lezen/BIEB/",
}
MUZIEK = {"@type": "Service", "name": "Muziek", "url": "https://a.example/catalogus/lezen/MUZIEK/"}
BIBLIOTHEEK = {"@type": "Library", "name": "Onze bieb"}
SCHEMA = {"@context": "https://schema.org"}


@pytest.fixture
def lezen(settings):
    """One programmalijn with an activity and a part of it, each with a price."""
    settings.BASIS_ADRES, settings.ORGANISATIE = "https://a.example", "Onze bieb"
    lijn = f.ProgrammalijnFactory(nummer=3, naam="Lezen", slug="lezen", doel="Iedereen leest.")
    bieb = f.ActiviteitFactory(code="BIEB", titel="Kleintje Bieb", programmalijn=lijn, samenvatting="Ochtenden.")
    muziek = f.ActiviteitFactory(code="MUZIEK", titel="Muziek", programmalijn=lijn, ouder=bieb, doel="Samen zingen.")
    muziek.kenmerken.add(
        f.KenmerkFactory(soort="doelgroep", naam="Peuters", leeftijd_van=0, leeftijd_tot=4),
        f.KenmerkFactory(soort="doelgroep", naam="Senioren", leeftijd_van=65, leeftijd_tot=110),
        f.KenmerkFactory(soort="doelgroep", naam="Verenigingen"),
    )
    f.PrijsFactory(activiteit=muziek, per_eenheid=f.D("123.45"))
    return lijn


def beschreven(client, pad: str) -> dict:
    (blok,) = re.findall(r'<script id="beschrijving" type="application/ld\+json">(.*?)</script>', lees(client, pad), re.DOTALL)
    return json.loads(blok)


def lees(client, pad: str) -> str:
    return client.get(f"/catalogus/{pad}").content.decode()


def test_de_bibliotheek_biedt_programmalijnen(client, lezen):
    assert beschreven(client, "") == SCHEMA | BIBLIOTHEEK | {
        "hasOfferCatalog": {
            "@type": "OfferCatalog",
            "name": f"Activiteitencatalogus {f.JAAR}",
            "url": "https://a.example/catalogus/",
            "itemListElement": [
                {
                    "@type": "OfferCatalog",
                    "name": "Lezen",
                    "description": "Iedereen leest.",
                    "url": "https://a.example/catalogus/lezen/",
                }
            ],
        }
    }


def test_een_programmalijn_heeft_activiteiten(client, lezen):
    assert beschreven(client, "lezen/") == SCHEMA | {
        "@type": "OfferCatalog",
        "name": "Lezen",
        "description": "Iedereen leest.",
        "url": "https://a.example/catalogus/lezen/",
        "itemListElement": [BIEB, MUZIEK],
    }


def test_een_activiteit_met_onderdelen(client, lezen):
    assert beschreven(client, "lezen/BIEB/") == SCHEMA | BIEB | {
        "serviceType": "Lezen",
        "provider": BIBLIOTHEEK,
        "hasOfferCatalog": {"@type": "OfferCatalog", "name": "Onderdelen", "itemListElement": [MUZIEK]},
    }


def test_een_activiteit_noemt_voor_wie_zij_is(client, lezen):
    """Without a summary its goal describes it; an unknown age or one without end is left out."""
    assert beschreven(client, "lezen/MUZIEK/") == SCHEMA | MUZIEK | {
        "description": "Samen zingen.",
        "serviceType": "Lezen",
        "provider": BIBLIOTHEEK,
        "audience": [
            {"@type": "PeopleAudience", "audienceType": "Peuters", "suggestedMinAge": 0, "suggestedMaxAge": 4},
            {"@type": "PeopleAudience", "audienceType": "Senioren", "suggestedMinAge": 65},
            {"@type": "PeopleAudience", "audienceType": "Verenigingen"},
        ],
    }


def test_een_titel_sluit_het_blok_niet(client, lezen):
    titel = "</script><script>alert(1)</script> & <!--"
    f.ActiviteitFactory(code="RAAR", titel=titel, programmalijn=lezen)
    assert beschreven(client, "lezen/RAAR/")["name"] == titel
    assert "<script>" not in lees(client, "lezen/RAAR/")
    assert beschreven(client, "lezen/")["itemListElement"][0]["name"] == titel


def test_wat_niet_te_kiezen_is_wordt_niet_aangeboden(client, lezen):
    oud = f.EditieFactory(jaar=f.JAAR - 1, status=Editie.Status.LOPEND)
    f.ActiviteitFactory(editie=oud, code="OUD", programmalijn=lezen)
    f.ProgrammalijnFactory(nummer=4, slug="leeg")
    assert ["ld+json" in lees(client, pad) for pad in ("lezen/OUD/", "leeg/")] == [False, False]
    Editie.objects.update(status=Editie.Status.CONCEPT)
    assert ["ld+json" in lees(client, pad) for pad in ("", "lezen/")] == [False, False]
