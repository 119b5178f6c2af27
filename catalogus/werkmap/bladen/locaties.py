"""The sheets of places and people: locaties with their dated values and functions, and inwonertallen."""

from collections.abc import Callable
from typing import Any

from catalogus.models import Functie, Inwonertal, Locatie, Locatiefunctie, Locatiestand, Vestigingssoort
from catalogus.opmaak import datum_kort

from ..cellen import Datum, Getal, Heel, Tekst
from ..cellen import Keuze as Keuzeveld
from ..opzet import Keuze, Veld, Werkblad
from .gedeeld import gemeente, locatie, schrijf_met, zichtbaar


def _lijst(model: Any, pad: str, *volgorde: str) -> Callable:
    """Rows of gemeenten; `pad` leads from a row to its gemeente."""

    def lijst(user: Any, keuze: Keuze):
        meer = (pad, "locatie") if pad != "gemeente" else (pad,)
        alle = model.objects.select_related(*meer).order_by(*volgorde)
        return zichtbaar(user, alle.filter(**{pad: keuze.gemeente}) if keuze.gemeente else alle)

    return lijst


LOCATIES = Werkblad(
    naam="Locaties",
    model=Locatie,
    uitleg="Eén rij per plek: vestigingen, scholen, kinderopvang, Taalhuizen.",
    velden=(
        Veld("Gemeente", "gemeente", gemeente(), sleutel=True, verplicht=True, breed=20),
        Veld("Naam", "naam", Tekst(max_length=120), sleutel=True, verplicht=True, breed=34),
        Veld("Plaats", "plaats", Tekst(max_length=80), verplicht=True, breed=20),
        Veld("Breedtegraad", "breedtegraad", Getal(decimalen=5, van=-90, tot=90), "WGS84, zoals 52,855.", breed=13),
        Veld("Lengtegraad", "lengtegraad", Getal(decimalen=5, van=-180, tot=180), "WGS84, zoals 6,318.", breed=13),
        Veld("Vestigingssoort", "soort_vast", Keuzeveld(Vestigingssoort.choices),
             "Leeg: volgt uit de bemande uren.", leeg="", breed=16),
    ),
    lijst=_lijst(Locatie, "gemeente", "gemeente__naam", "plaats", "naam"),
    schrijf=schrijf_met(lambda waarden: Locatie()),
    zoek=("gemeente", "naam"),
    filters=("gemeente",),
)  # fmt: skip


def _plek(uitleg: str = "") -> tuple[Veld, ...]:
    return (
        Veld("Locatie", "locatie", locatie(), uitleg, sleutel=True, verplicht=True, breed=34),
        Veld("Gemeente", "gemeente", uitleg="Staat er om te lezen.", waarde=lambda r: r.locatie.gemeente.naam, breed=18),
    )


LOCATIESTANDEN = Werkblad(
    naam="Locatiestanden",
    model=Locatiestand,
    uitleg="Wat verandert aan een plek, met de datum waarop dat ingaat. Een nieuwe stand is een nieuwe rij.",
    velden=(
        *_plek(),
        Veld("Vanaf", "vanaf", Datum(), sleutel=True, verplicht=True, breed=13),
        Veld("Bemande uren", "bemande_uren", Getal(tot=168), "Per week.", breed=13),
        Veld("Leerlingen", "leerlingen", Heel(tot=10**6), breed=12),
        Veld("Teldatum", "teldatum", Datum(), "Waarop de leerlingen zijn geteld.", breed=13),
    ),
    lijst=_lijst(Locatiestand, "locatie__gemeente", "locatie__gemeente__naam", "locatie__plaats", "locatie__naam", "-vanaf"),
    schrijf=schrijf_met(lambda waarden: Locatiestand()),
    zoek=("locatie", "vanaf"),
    filters=("gemeente",),
)

LOCATIEFUNCTIES = Werkblad(
    naam="Locatiefuncties",
    model=Locatiefunctie,
    uitleg="Wat er op een plek gebeurt en van wanneer tot wanneer. Op de peildatum wordt geteld wat dan geldt.",
    velden=(
        *_plek(),
        Veld("Functie", "functie", Keuzeveld(Functie.choices), sleutel=True, verplicht=True, breed=34),
        Veld("Van", "van", Datum(), sleutel=True, verplicht=True, breed=13),
        Veld("Tot en met", "tot", Datum(), "Leeg: tot nader order.", breed=13),
    ),
    lijst=_lijst(
        Locatiefunctie, "locatie__gemeente", "locatie__gemeente__naam", "locatie__plaats", "locatie__naam", "functie", "van"
    ),
    schrijf=schrijf_met(lambda waarden: Locatiefunctie()),
    zoek=("locatie", "functie", "van"),
    filters=("gemeente",),
)

INWONERTALLEN = Werkblad(
    naam="Inwonertallen",
    model=Inwonertal,
    uitleg="Hoeveel inwoners een gemeente had op een peildatum. Een bestand van CBS StatLine kan zo worden ingelezen.",
    velden=(
        Veld("Gemeente", "gemeente", gemeente(), sleutel=True, verplicht=True, breed=20),
        Veld("Peildatum", "peildatum", Datum(), sleutel=True, verplicht=True, breed=13),
        Veld("Inwoners", "aantal", Heel(tot=10**8), verplicht=True, breed=12),
        Veld("Bron", "bron", Tekst(max_length=120), leeg="", breed=34),
    ),
    lijst=_lijst(Inwonertal, "gemeente", "gemeente__naam", "-peildatum"),
    schrijf=schrijf_met(lambda waarden: Inwonertal()),
    zoek=("gemeente", "peildatum"),
    noem=lambda i: f"{i.gemeente}, {datum_kort(i.peildatum)}",
    filters=("gemeente",),
)
