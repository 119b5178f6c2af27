"""What there is of open data, for portals and search engines: a DCAT-AP-NL catalogue, and the sitemap of the public pages."""

from typing import Any

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import sitemap
from django.http import HttpRequest, JsonResponse
from django.urls import path, reverse
from django.views.decorators.http import require_safe

from catalogus import toegang
from catalogus.models import Activiteit, Editie, Programmalijn
from catalogus.schermen.opendata import VORMEN
from jaarbericht import opendata
from jaarbericht.models import Uitgave

CC0 = "http://creativecommons.org/publicdomain/zero/1.0/"
SOORT = "http://www.iana.org/assignments/media-types/"
OPENBAAR = "http://publications.europa.eu/resource/authority/access-right/PUBLIC"
TAAL = "http://publications.europa.eu/resource/authority/language/NLD"
THEMA = "http://publications.europa.eu/resource/authority/data-theme/EDUC"
CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def _id(adres: str) -> dict[str, str]:
    return {"@id": adres}


def _nl(tekst: str) -> dict[str, str]:
    return {"@value": tekst, "@language": "nl"}


def _tijd(moment) -> dict[str, str]:
    return {"@value": moment.isoformat(), "@type": "xsd:dateTime"}


@require_safe
def dcat(request: HttpRequest) -> JsonResponse:
    """All datasets as JSON-LD: the catalogue of each year, and each published report."""
    gegevens = {
        "@context": CONTEXT,
        "@id": settings.BASIS_ADRES + reverse("dcat"),
        "@type": "dcat:Catalog",
        "dct:title": _nl("Open data van de Activiteitencatalogus"),
        "dct:description": _nl(f"Wat gemeenten bij {settings.ORGANISATIE} kunnen kiezen, en wat daarvan kwam."),
        "dct:publisher": {"@type": "foaf:Agent", "foaf:name": _nl(settings.ORGANISATIE)},
        "dct:language": _id(TAAL),
        "dct:license": _id(CC0),
        "dcat:dataset": [*_edities(), *_jaarberichten()],
    }
    return JsonResponse(
        gegevens,
        content_type="application/ld+json",
        json_dumps_params={"ensure_ascii": False, "indent": 1},
        headers={"Access-Control-Allow-Origin": "*"},
    )


def _dataset(*, adres: str, titel: str, omschrijving: str, jaar: int, vormen: list[tuple[str, str]]) -> dict[str, Any]:
    """One dataset with a distribution per (address, media type)."""
    return {
        "@id": adres,
        "@type": "dcat:Dataset",
        "dct:identifier": adres,
        "dct:title": _nl(titel),
        "dct:description": _nl(omschrijving),
        "dct:publisher": {"@type": "foaf:Agent", "foaf:name": _nl(settings.ORGANISATIE)},
        "dcat:contactPoint": {
            "@type": "vcard:Organization",
            "vcard:fn": settings.API_BEHEER["name"],
            "vcard:hasEmail": _id(f"mailto:{settings.API_BEHEER['email']}"),
        },
        "dcat:theme": _id(THEMA),
        "dct:language": _id(TAAL),
        "dct:accessRights": _id(OPENBAAR),
        "dct:temporal": {
            "@type": "dct:PeriodOfTime",
            "dcat:startDate": {"@value": f"{jaar}-01-01", "@type": "xsd:date"},
            "dcat:endDate": {"@value": f"{jaar}-12-31", "@type": "xsd:date"},
        },
        "dcat:distribution": [
            {
                "@type": "dcat:Distribution",
                "dct:title": _nl(soort.partition(";")[0]),
                "dcat:accessURL": _id(waar),
                "dcat:downloadURL": _id(waar),
                "dcat:mediaType": _id(SOORT + soort.partition(";")[0]),
                "dct:license": _id(CC0),
            }
            for waar, soort in vormen
        ],
    }


def _edities() -> list[dict]:
    uit = []
    for editie in Editie.objects.filter(toegang.OPENBAAR["editie"]).order_by("-jaar"):
        waar = {vorm: reverse("opendata_catalogus", args=[editie.jaar, vorm]) for vorm in VORMEN}
        dataset = _dataset(
            adres=f"{settings.BASIS_ADRES}/opendata/catalogus-{editie.jaar}",
            titel=f"Activiteitencatalogus {editie.jaar}",
            omschrijving=f"De activiteiten die gemeenten voor {editie.jaar} kunnen kiezen, zonder prijzen.",
            jaar=editie.jaar,
            vormen=[(settings.BASIS_ADRES + waar[vorm], soort) for vorm, soort in VORMEN.items()],
        )
        uit.append(dataset)
    return uit


def _jaarberichten() -> list[dict]:
    """The newest public version of each report."""
    openbaar = toegang.openbare_uitgaven(Uitgave.objects.select_related("jaarbericht__gemeente")).defer("inhoud")
    nieuwste = {uitgave.jaarbericht_id: uitgave for uitgave in openbaar.order_by("nummer")}
    uit = []
    for uitgave in sorted(nieuwste.values(), key=lambda u: (-u.jaarbericht.jaar, u.jaarbericht.gemeente.naam)):
        bericht = uitgave.jaarbericht
        sleutel = (bericht.jaar, bericht.gemeente.cbs_code)
        adres = settings.BASIS_ADRES + reverse("jaarbericht_web", args=sleutel)
        vormen = [
            (settings.BASIS_ADRES + reverse("jaarbericht_cijfers", args=[*sleutel, vorm]), soort)
            for vorm, soort in opendata.VORMEN.items()
        ]
        vormen.append((settings.BASIS_ADRES + reverse("jaarbericht_pdf", args=sleutel), "application/pdf"))
        wat = f"Jaarbericht {bericht.jaar} {bericht.gemeente}"
        dataset = _dataset(
            adres=adres,
            titel=wat,
            omschrijving=f"Wat de bibliotheek in {bericht.jaar} deed in de gemeente {bericht.gemeente}, met alle cijfers.",
            jaar=bericht.jaar,
            vormen=vormen,
        )
        plek = f"http://standaarden.overheid.nl/owms/terms/{bericht.gemeente.naam.replace(' ', '_')}_(gemeente)"
        extra = {"dcat:landingPage": _id(adres), "dct:spatial": _id(plek), "dct:issued": _tijd(uitgave.openbaar_vanaf)}
        uit.append(dataset | extra)
    return uit


# ------------------------------------------------------------------ sitemap
class Paginas(Sitemap):
    """The public catalogue: all lines, each activity at its newest address; and the published reports."""

    protocol = "https"

    def items(self) -> list[str]:
        lijnen = [reverse("openbaar_lijn", args=[slug]) for slug in Programmalijn.objects.values_list("slug", flat=True)]
        openbaar = Activiteit.objects.filter(toegang.OPENBAAR["activiteit"]).order_by("editie__jaar")
        nieuwste = dict(openbaar.values_list("code", "programmalijn__slug"))
        activiteiten = [reverse("openbaar_activiteit", args=[slug, code]) for code, slug in sorted(nieuwste.items())]
        uitgaven = toegang.openbare_uitgaven(Uitgave.objects.all()).order_by(
            "-jaarbericht__jaar", "jaarbericht__gemeente__naam"
        )
        sleutels = uitgaven.values_list("jaarbericht__jaar", "jaarbericht__gemeente__cbs_code")
        berichten = [reverse("jaarbericht_web", args=sleutel) for sleutel in dict.fromkeys(sleutels)]
        return [reverse("openbaar"), *lijnen, *activiteiten, reverse("archief"), *berichten]

    def location(self, item: str) -> str:
        return item


urlpatterns = [
    path("opendata/dcat.jsonld", dcat, name="dcat"),
    path("sitemap.xml", sitemap, {"sitemaps": {"paginas": Paginas}}, name="sitemap"),
]
