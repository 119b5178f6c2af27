"""The sheets of figures: indicatoren (what a figure is) and metingen (its values)."""

from typing import Any

from catalogus.models import Functie, Indicator, Meting, Scope
from catalogus.regels.metingen import NIEUW, Blokfout, Opgave, zet_metingen

from ..cellen import Datum, Getal, Heel, Jaar, Keuzes, Patroon, Tekst, Verwijzing, Verwijzingen
from ..cellen import Keuze as Keuzeveld
from ..opzet import GEEN_GEGEVENS, Invoer, Keuze, Rij, Rijfout, Veld, Weiger, Werkblad
from .activiteiten import indicatoren
from .gedeeld import gemeente, schrijf_met, zichtbaar


def _indicator() -> Verwijzing:
    return Verwijzing(indicatoren, wat="de code of naam van een indicator")


def _indicatoren(user: Any, keuze: Keuze):
    alle = Indicator.objects.select_related("teller", "noemer").prefetch_related("onderdelen")
    return zichtbaar(user, alle.order_by("volgorde", "code"))


INDICATOREN = Werkblad(
    naam="Indicatoren",
    model=Indicator,
    uitleg="Wat elk cijfer is en hoe het ontstaat. De selectie van een telling verander je in het beheer.",
    velden=(
        Veld("Code", "code", Patroon(r"[-a-zA-Z0-9_]+", verwacht="een code van letters, cijfers en streepjes", max_length=60),
             sleutel=True, verplicht=True, breed=26),
        Veld("Naam", "naam", Tekst(max_length=120), verplicht=True, breed=40),
        Veld("Rubriek", "rubriek", Tekst(max_length=60), verplicht=True, breed=22),
        Veld("Eenheid", "eenheid", Tekst(max_length=30), leeg="", breed=12),
        Veld("Decimalen", "decimalen", Heel(tot=4), leeg=0, breed=11),
        Veld("Bereik", "scopes", Keuzes(Scope.choices), "Voor wie dit cijfer bestaat, met een puntkomma ertussen.", breed=24),
        Veld("Soort", "soort", Keuzeveld(Indicator.Soort.choices), breed=24),
        Veld("Onderdelen", "onderdelen", Verwijzingen(indicatoren, wat="de code of naam van een indicator"),
             "Waar een som uit bestaat, met een puntkomma ertussen.", lambda i: frozenset(i.onderdelen.all()),
             leeg=frozenset(), breed=30),
        Veld("Teller", "teller", _indicator(), "Van een verhouding.", breed=20),
        Veld("Noemer", "noemer", _indicator(), "Van een verhouding.", breed=20),
        Veld("Functie", "functie", Keuzeveld(Functie.choices), "Van de locaties die meetellen.", leeg="", breed=20),
        Veld("Cijfer van de stichting", "stichting", Keuzeveld(Indicator.Stichting.choices), breed=20),
        Veld("Plausibel vanaf", "plausibel_van", Getal(van=None), "Voor één gemeente.", breed=13),
        Veld("Plausibel tot en met", "plausibel_tot", Getal(van=None), "Voor één gemeente.", breed=13),
        Veld("Voetnoot", "voetnoot", Tekst(), leeg="", breed=34),
        Veld("Wsob-rubriek", "wsob", Tekst(max_length=80), leeg="", breed=24),
        Veld("Volgorde", "volgorde", Heel(tot=32767), leeg=0, breed=10),
    ),
    lijst=_indicatoren,
    schrijf=schrijf_met(lambda waarden: Indicator()),
    zoek=("code",),
)  # fmt: skip


# ------------------------------------------------------------------ metingen
def _metingen(user: Any, keuze: Keuze):
    alle = Meting.objects.select_related("indicator", "gemeente")
    if keuze.jaar:
        alle = alle.filter(jaar=keuze.jaar)
    if keuze.gemeente:
        alle = alle.filter(gemeente=keuze.gemeente)
    if keuze.indicatoren is not None:
        alle = alle.filter(indicator__in=keuze.indicatoren)
    return zichtbaar(user, alle.order_by("-jaar", "indicator__volgorde", "indicator__code", "scope", "gemeente__naam"))


def _schrijf(blad: Werkblad, rijen: list[Rij], invoer: Invoer, weiger: Weiger) -> None:
    """In blocks of a year, each through the rule for figures."""
    per_jaar: dict[int, list[Rij]] = {}
    for rij in rijen:
        if (rij.waarden["scope"] == Scope.GEMEENTE) != bool(rij.waarden.get("gemeente")):
            weiger(rij, Rijfout("Vul een gemeente in bij bereik gemeente, en anders geen.", kolom="Gemeente"))
        else:
            per_jaar.setdefault(rij.waarden["jaar"], []).append(rij)
    for jaar, samen in per_jaar.items():
        try:
            zet_metingen(jaar=jaar, opgaven=[_opgave(rij, invoer) for rij in samen], door=invoer.door)
        except Blokfout as blok:
            for plaats, fout in blok.fouten.items():
                weiger(samen[plaats], fout)


def _opgave(rij: Rij, invoer: Invoer) -> Opgave:
    """The figure as it must become: what is there, with what the row changes."""
    oud = {veld.naam: veld.van(rij.object) for veld in METINGEN.velden if veld.veld} if rij.object else {}
    nu = oud | rij.anders
    leeg = nu["waarde"] is GEEN_GEGEVENS
    return Opgave(
        rij.waarden["indicator"],
        rij.waarden["scope"],
        rij.waarden.get("gemeente"),
        waarde=None if rij.weg or leeg else nu["waarde"],
        geen_gegevens=leeg and not rij.weg,
        reden=rij.anders.get("reden") or invoer.reden or nu.get("reden", ""),
        bron=nu.get("bron", ""),
        stand=nu.get("stand", Meting.Stand.DEFINITIEF),
        peildatum=nu.get("peildatum"),
        gezien=NIEUW if rij.object is None else rij.tegen,
    )


METINGEN = Werkblad(
    naam="Metingen",
    model=Meting,
    uitleg="De waarde van een cijfer in een jaar. Een streepje (–) betekent: geen gegevens. Dat is iets anders dan 0.",
    velden=(
        Veld("Indicator", "indicator", _indicator(), sleutel=True, verplicht=True, breed=28),
        Veld("Naam", "naam", uitleg="Staat er om te lezen.", waarde=lambda m: m.indicator.naam, breed=34),
        Veld("Jaar", "jaar", Jaar(), sleutel=True, verplicht=True, breed=8),
        Veld("Bereik", "scope", Keuzeveld(Scope.choices), sleutel=True, verplicht=True, breed=12),
        Veld("Gemeente", "gemeente", gemeente(), "Alleen bij bereik gemeente.", sleutel=True, breed=20),
        Veld("Waarde", "waarde", Getal(decimalen=4, van=None, tot=10**12 - 1), "Een streepje: geen gegevens.",
             lambda m: GEEN_GEGEVENS if m.geen_gegevens else m.waarde, verplicht=True, streep=True, breed=14),
        Veld("Peildatum", "peildatum", Datum(), breed=13),
        Veld("Bron", "bron", Tekst(max_length=120), leeg="", breed=26),
        Veld("Stand", "stand", Keuzeveld(Meting.Stand.choices), breed=12),
        Veld("Reden", "reden", Tekst(), "Nodig bij een berekend cijfer en in een afgesloten jaar.", leeg="", breed=34),
    ),
    lijst=_metingen,
    schrijf=_schrijf,
    zoek=("indicator", "jaar", "scope", "gemeente"),
    filters=("jaar", "gemeente"),
)  # fmt: skip
