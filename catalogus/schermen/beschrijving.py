"""What search engines read of the public catalogue: schema.org as JSON-LD, without prices."""

import json
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from catalogus.models import Activiteit, Editie, Programmalijn
from catalogus.regels.kaarten import OUDST, Kaart, Trefwoord

IN_ELEMENT = {ord(teken): f"\\u{ord(teken):04X}" for teken in "<>&"}


def in_element(gegevens: dict[str, Any]) -> SafeString:
    """JSON-LD of schema.org that cannot end the element it is in."""
    return mark_safe(json.dumps({"@context": "https://schema.org", **gegevens}, ensure_ascii=False).translate(IN_ELEMENT))


def van_catalogus(*, editie: Editie, lijnen: Iterable[Programmalijn]) -> SafeString:
    """The library with what it offers in this edition, per programmalijn."""
    delen = [_lijst(lijn.naam, lijn.doel, reverse("openbaar_lijn", args=[lijn.slug])) for lijn in lijnen]
    naam = f"Activiteitencatalogus {editie.jaar}"
    return in_element(_bibliotheek() | {"hasOfferCatalog": _lijst(naam, "", reverse("openbaar"), delen)})


def van_lijn(*, lijn: Programmalijn, kaarten: Iterable[Kaart]) -> SafeString:
    diensten = [_kaart(kaart) for kaart in kaarten]
    return in_element(_lijst(lijn.naam, lijn.doel, reverse("openbaar_lijn", args=[lijn.slug]), diensten))


def van_activiteit(*, activiteit: Activiteit, kaart: Kaart, onderdelen: Iterable[Kaart]) -> SafeString:
    dienst = _kaart(kaart) | _gevuld(
        description=kaart.samenvatting or activiteit.doel,
        serviceType=kaart.lijnnaam,
        provider=_bibliotheek(),
        audience=[_doelgroep(groep) for groep in kaart.doelgroepen],
    )
    if delen := [_kaart(kind) for kind in onderdelen]:
        dienst["hasOfferCatalog"] = {"@type": "OfferCatalog", "name": "Onderdelen", "itemListElement": delen}
    return in_element(dienst)


def _bibliotheek() -> dict[str, Any]:
    return {"@type": "Library", "name": settings.ORGANISATIE}


def _lijst(naam: str, omschrijving: str, pad: str, delen: list[dict] | None = None) -> dict[str, Any]:
    return {"@type": "OfferCatalog", "name": naam} | _gevuld(
        description=omschrijving, url=settings.BASIS_ADRES + pad, itemListElement=delen
    )


def _kaart(kaart: Kaart) -> dict[str, Any]:
    adres = settings.BASIS_ADRES + reverse("openbaar_activiteit", args=[kaart.lijnslug, kaart.code])
    return {"@type": "Service", "name": kaart.titel} | _gevuld(description=kaart.samenvatting, url=adres)


def _doelgroep(groep: Trefwoord) -> dict[str, Any]:
    doelgroep: dict[str, Any] = {"@type": "PeopleAudience", "audienceType": groep.naam}
    if groep.van is not None:
        doelgroep["suggestedMinAge"] = groep.van
    if groep.tot is not None and groep.tot < OUDST:
        doelgroep["suggestedMaxAge"] = groep.tot
    return doelgroep


def _gevuld(**velden: Any) -> dict[str, Any]:
    """What is known: an empty value says nothing to who reads it."""
    return {naam: waarde for naam, waarde in velden.items() if waarde}
