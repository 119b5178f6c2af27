"""The public catalogue as open data: csv, ods and json with what each column means, without prices."""

import json
from collections.abc import Iterator

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.views.decorators.http import require_safe

from catalogus import toegang
from catalogus.models import Activiteit, Editie
from catalogus.regels.tekst import plat
from catalogus.schermen import werkboek
from catalogus.werkmap.schrijven import SOORTEN, Blad, Kolom

LICENTIE = "https://creativecommons.org/publicdomain/zero/1.0/deed.nl"
VORMEN = {"csv": SOORTEN["csv"], "ods": SOORTEN["ods"], "json": "application/json"}
KOLOMMEN = {
    "jaar": "Jaar van de catalogus.",
    "code": "Vaste code van de activiteit. Gelijk in elk jaar.",
    "titel": "Naam van de activiteit.",
    "onderdeelVan": "Code van de activiteit waar dit een onderdeel van is.",
    "programmalijn": "Nummer van de programmalijn.",
    "programmalijnNaam": "Naam van de programmalijn.",
    "pakket": "Basis, plus of maatwerk.",
    "eenheid": "Waarin een gemeente haar kiest.",
    "samenvatting": "De activiteit in een paar zinnen.",
    "omschrijving": "De hele beschrijving, zonder opmaak.",
    "doel": "Wat de activiteit wil bereiken.",
    "kenmerken": "Doelgroepen en andere kenmerken, met puntkomma’s ertussen.",
    "adres": "De pagina van de activiteit.",
    "licentie": "Voorwaarden voor hergebruik. CC0: je mag er alles mee, ook zonder bron te noemen.",
}
BREED = {"titel": 40, "samenvatting": 60, "omschrijving": 80, "doel": 60, "kenmerken": 40, "adres": 50}


@require_safe
def catalogus(request: HttpRequest, jaar: int, vorm: str) -> HttpResponse:
    """One edition in one of VORMEN; 404 for a concept, also for who may see it elsewhere."""
    if vorm not in VORMEN:
        raise Http404("Deze vorm is er niet.")
    openbaar = Editie.objects.filter(toegang.OPENBAAR["editie"])
    editie = get_object_or_404(openbaar, jaar=jaar)
    rijen = list(_rijen(editie))
    if vorm == "json":
        gegevens = {"kolommen": KOLOMMEN, "licentie": LICENTIE, "activiteiten": rijen}
        antwoord = HttpResponse(json.dumps(gegevens, ensure_ascii=False, indent=1), content_type=VORMEN[vorm])
    else:
        kolommen = [Kolom(naam, breed=BREED.get(naam, 18)) for naam in KOLOMMEN]
        bladen = [Blad("Activiteiten", kolommen, [list(rij.values()) for rij in rijen])]
        if vorm == "ods":
            bladen.append(Blad("Uitleg", [Kolom("kolom"), Kolom("betekenis", breed=90)], [*KOLOMMEN.items()]))
        antwoord = werkboek.antwoord(bladen=bladen, naam=f"catalogus-{jaar}", soort=vorm)
    antwoord["Access-Control-Allow-Origin"] = "*"
    return antwoord


def _rijen(editie: Editie) -> Iterator[dict[str, str]]:
    activiteiten = Activiteit.objects.filter(editie=editie).select_related("programmalijn", "ouder")
    for activiteit in activiteiten.prefetch_related("kenmerken").order_by("programmalijn__nummer", "titel", "code"):
        lijn = activiteit.programmalijn
        waarden = (
            str(editie.jaar),
            activiteit.code,
            activiteit.titel,
            activiteit.ouder.code if activiteit.ouder else "",
            str(lijn.nummer),
            lijn.naam,
            activiteit.pakket,
            activiteit.eenheid,
            activiteit.samenvatting,
            plat(tekst=activiteit.omschrijving),
            activiteit.doel,
            "; ".join(kenmerk.naam for kenmerk in activiteit.kenmerken.all()),
            settings.BASIS_ADRES + reverse("openbaar_activiteit", args=[lijn.slug, activiteit.code]),
            LICENTIE,
        )
        yield dict(zip(KOLOMMEN, waarden, strict=True))


urlpatterns = [path("opendata/catalogus-<int:jaar>.<str:vorm>", catalogus, name="opendata_catalogus")]
