"""The sheets of what an activity costs: tarieven, kostenregels, staffels and dekkingen."""

from collections.abc import Callable
from typing import Any

from django.db.models import F

from catalogus.models import Deel, Dekking, Editie, Financieringsbron, Functiegroep, Kostenregel, Staffel, Tarief

from ..cellen import Getal, Heel, Jaar, Tekst, Verwijzing
from ..cellen import Keuze as Keuzeveld
from ..opzet import Keuze, Rijfout, Veld, Werkblad
from ..schrijven import EURO, PRIJS
from .activiteiten import code
from .gedeeld import activiteit_van, op_naam, schrijf_met, zichtbaar


def _bij_activiteit(model: Any, *meer: str, volgorde: tuple = ("pk",)) -> Callable:
    """Rows of activities, in the order of their activity."""

    def lijst(user: Any, keuze: Keuze):
        alle = model.objects.select_related("activiteit__editie", *meer)
        alle = alle.order_by("-activiteit__editie__jaar", "activiteit__programmalijn__nummer", "activiteit__code", *volgorde)
        if keuze.jaar:
            alle = alle.filter(activiteit__editie__jaar=keuze.jaar)
        if keuze.programmalijn:
            alle = alle.filter(activiteit__programmalijn__nummer=keuze.programmalijn)
        if keuze.activiteiten is not None:
            alle = alle.filter(activiteit__in=keuze.activiteiten)
        return zichtbaar(user, alle)

    return lijst


def _activiteit() -> tuple[Veld, ...]:
    """The columns that say which activity a row belongs to."""
    return (
        Veld(
            "Editie",
            "jaar",
            Jaar(),
            "Het jaar van de editie.",
            lambda r: r.activiteit.editie.jaar,
            verplicht=True,
            breed=8,
            vast=True,
        ),
        Veld(
            "Activiteit",
            "code",
            code(),
            "De code van de activiteit.",
            lambda r: r.activiteit.code,
            verplicht=True,
            breed=22,
            vast=True,
        ),
        Veld("Titel", "titel", uitleg="Staat er om te lezen.", waarde=lambda r: r.activiteit.titel, breed=34),
    )


def _noem(rij: Any) -> str:
    return f"{rij} bij {rij.activiteit.titel} ({rij.activiteit.editie.jaar})"


# ------------------------------------------------------------------ tarieven
def _tarieven(user: Any, keuze: Keuze):
    alle = Tarief.objects.select_related("editie", "functiegroep").order_by("-editie__jaar", "functiegroep__naam")
    return zichtbaar(user, alle.filter(editie__jaar=keuze.jaar) if keuze.jaar else alle)


def _maak_tarief(waarden: dict[str, Any]) -> Tarief:
    editie = Editie.objects.filter(jaar=waarden["jaar"]).first()
    if editie is None:
        raise Rijfout(f"Er is geen editie {waarden['jaar']}. Maak haar eerst.", kolom="Editie")
    return Tarief(editie=editie)


TARIEVEN = Werkblad(
    naam="Tarieven",
    model=Tarief,
    uitleg="Eén rij per functiegroep in een editie. Kan veranderen zolang de editie een concept is.",
    velden=(
        Veld("Editie", "jaar", Jaar(), "Het jaar.", lambda t: t.editie.jaar, sleutel=True, verplicht=True, breed=8),
        Veld("Functiegroep", "functiegroep", Verwijzing(op_naam(Functiegroep), wat="een functiegroep"), sleutel=True,
             verplicht=True, breed=34),
        Veld("Uurtarief", "uurtarief", Getal(tot=10**5, vorm=EURO), "In euro.", verplicht=True),
        Veld("Capaciteit", "capaciteit", Getal(tot=10**6), "Uren per jaar."),
    ),
    lijst=_tarieven,
    schrijf=schrijf_met(_maak_tarief),
    zoek=("editie__jaar", "functiegroep"),
    noem=lambda t: f"{t.functiegroep} ({t.editie.jaar})",
    filters=("jaar",),
)  # fmt: skip

# ------------------------------------------------------------------ kostenregels, staffels, dekkingen
DEEL = Veld("Vast of per eenheid", "deel", Keuzeveld(Deel.choices), breed=14)

KOSTENREGELS = Werkblad(
    naam="Kostenregels",
    model=Kostenregel,
    uitleg="Eén rij per kostenregel. Kan veranderen zolang de editie een concept is.",
    velden=(
        *_activiteit(),
        Veld("Soort", "soort", Keuzeveld(Kostenregel.Soort.choices), verplicht=True, breed=13),
        Veld("Omschrijving", "omschrijving", Tekst(max_length=120), leeg="", breed=34),
        Veld("Functiegroep", "functiegroep", Verwijzing(op_naam(Functiegroep), wat="een functiegroep"),
             "Verplicht bij uren; dan geldt het tarief van de groep.", breed=26),
        Veld("Hoeveelheid", "hoeveelheid", Getal(decimalen=4), "Uren, stuks of kilometers.", breed=13),
        Veld("Prijs", "prijs", Getal(decimalen=4, vorm=PRIJS), "In euro; leeg bij uren.", breed=13),
        DEEL,
        Veld("Fase", "fase", Keuzeveld(Kostenregel.Fase.choices), breed=15),
        Veld("Volgorde", "volgorde", Heel(tot=32767), leeg=0, breed=10),
    ),
    lijst=_bij_activiteit(Kostenregel, "functiegroep", volgorde=("volgorde", "pk")),
    schrijf=schrijf_met(lambda waarden: Kostenregel(activiteit=activiteit_van(waarden))),
    noem=_noem,
    filters=("jaar", "programmalijn"),
)  # fmt: skip

STAFFELS = Werkblad(
    naam="Staffels",
    model=Staffel,
    uitleg="Eén rij per klasse van een staffel. Kan veranderen zolang de editie een concept is.",
    velden=(
        *_activiteit(),
        Veld("Tot en met", "tot_en_met", Getal(tot=10**8 - 1), "Leeg: de laatste klasse, zonder bovengrens.", breed=13),
        Veld("Prijs van de klasse", "prijs", Getal(vorm=EURO), "In euro, voor de hele klasse.", verplicht=True),
    ),
    lijst=_bij_activiteit(Staffel, volgorde=(F("tot_en_met").asc(nulls_last=True),)),
    schrijf=schrijf_met(lambda waarden: Staffel(activiteit=activiteit_van(waarden))),
    noem=_noem,
    filters=("jaar", "programmalijn"),
)

DEKKINGEN = Werkblad(
    naam="Dekkingen",
    model=Dekking,
    uitleg="Eén rij per bijdrage van elders. Vul een bedrag in of een percentage, niet allebei.",
    velden=(
        *_activiteit(),
        Veld("Bron", "bron", Verwijzing(op_naam(Financieringsbron), wat="een financieringsbron"), verplicht=True, breed=30),
        Veld("Bedrag", "bedrag", Getal(decimalen=4, vorm=PRIJS), "In euro.", breed=13),
        Veld("Percentage", "percentage", Getal(tot=100), "Van 0 tot en met 100, zonder procentteken.", breed=13),
        DEEL,
    ),
    lijst=_bij_activiteit(Dekking, "bron"),
    schrijf=schrijf_met(lambda waarden: Dekking(activiteit=activiteit_van(waarden))),
    noem=_noem,
    filters=("jaar", "programmalijn"),
)
