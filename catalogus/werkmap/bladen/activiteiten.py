"""The sheet of activiteiten: everything of an activity but its costs and photo."""

from typing import Any

from django.db import transaction

from catalogus.fouten import RegelFout
from catalogus.models import (
    Activiteit,
    Editie,
    Eenheid,
    Functie,
    Grondslag,
    Indicator,
    Pakket,
    Prijsvorm,
    Programmalijn,
    Realisatiemaat,
)
from catalogus.regels import activiteiten

from ..cellen import Getal, Heel, Jaar, Patroon, Tekst, Verwijzing, Verwijzingen
from ..cellen import Keuze as Keuzeveld
from ..opzet import Invoer, Keuze, Rij, Rijfout, Veld, Weiger, Werkblad
from ..schrijven import EURO, PRIJS
from .gedeeld import kenmerken, zichtbaar

CODE = r"[A-Z0-9]+(-[A-Z0-9]+)*"


def code() -> Patroon:
    return Patroon(CODE, verwacht="een code van hoofdletters, cijfers en streepjes, zoals BOEKSTART", max_length=40)


def programmalijnen():
    return [(lijn, (str(lijn.nummer), lijn.naam, str(lijn))) for lijn in Programmalijn.objects.all()]


def indicatoren():
    return [(indicator, (indicator.code, indicator.naam)) for indicator in Indicator.objects.all()]


def _lijst(user: Any, keuze: Keuze):
    alle = Activiteit.objects.select_related("editie", "programmalijn", "ouder", "voorganger", "realisatieindicator")
    alle = alle.prefetch_related("kenmerken").order_by("-editie__jaar", "programmalijn__nummer", "code")
    if keuze.jaar:
        alle = alle.filter(editie__jaar=keuze.jaar)
    if keuze.programmalijn:
        alle = alle.filter(programmalijn__nummer=keuze.programmalijn)
    if keuze.activiteiten is not None:
        alle = alle.filter(pk__in=[activiteit.pk for activiteit in keuze.activiteiten])
    return zichtbaar(user, alle)


def _schrijf(blad: Werkblad, rijen: list[Rij], invoer: Invoer, weiger: Weiger) -> None:
    """Each through the rule for activities; parents before their parts, whatever the order in the file."""
    for rij in sorted(rijen, key=lambda rij: bool(rij.waarden.get("ouder"))):
        try:
            with transaction.atomic():
                _zet(rij, invoer)
        except (RegelFout, Rijfout) as fout:
            weiger(rij, fout)


def _zet(rij: Rij, invoer: Invoer) -> None:
    activiteit = rij.object
    if rij.weg:
        return activiteiten.verwijder_activiteit(activiteit=activiteit, gezien=rij.tegen, door=invoer.door)
    editie = activiteit.editie if activiteit else Editie.objects.filter(jaar=rij.waarden["jaar"]).first()
    if editie is None:
        raise Rijfout(f"Er is geen editie {rij.waarden['jaar']}. Maak haar eerst.", kolom="Editie")
    velden = {naam: waarde for naam, waarde in rij.anders.items() if naam not in {"jaar", "kenmerken"}}
    if "ouder" in velden:
        velden["ouder"] = _ouder(editie, velden["ouder"])
    kenmerken_ = rij.anders.get("kenmerken")
    if activiteit is None:
        activiteiten.maak_activiteit(editie=editie, velden=velden, kenmerken=kenmerken_, door=invoer.door)
    else:
        activiteiten.wijzig_activiteit(
            activiteit=activiteit, velden=velden, gezien=rij.tegen, kenmerken=kenmerken_, reden=invoer.reden, door=invoer.door
        )
    return None


def _ouder(editie: Editie, code_: str | None) -> Activiteit | None:
    ouder = Activiteit.objects.filter(editie=editie, code=code_).first() if code_ else None
    if code_ and ouder is None:
        raise Rijfout(f"Deze editie heeft geen activiteit met de code ‘{code_}’.", kolom="Onderdeel van")
    return ouder


def _lange_tekst(kop: str, naam: str, uitleg: str = "") -> Veld:
    return Veld(kop, naam, Tekst(), uitleg, leeg="", breed=40)


ACTIVITEITEN = Werkblad(
    naam="Activiteiten",
    model=Activiteit,
    uitleg="Eén rij per activiteit in een editie. Is de editie open, dan veranderen alleen nog de teksten en kenmerken.",
    velden=(
        Veld("Editie", "jaar", Jaar(), "Het jaar.", lambda a: a.editie.jaar, sleutel=True, verplicht=True, breed=8),
        Veld("Code", "code", code(), "Blijft over de jaren gelijk.", sleutel=True, verplicht=True, breed=22),
        Veld("Titel", "titel", Tekst(max_length=120), verplicht=True, breed=34),
        Veld(
            "Programmalijn", "programmalijn", Verwijzing(programmalijnen, wat="het nummer of de naam van een programmalijn"),
            "Het nummer.", verplicht=True, breed=14,
        ),
        Veld("Onderdeel van", "ouder", code(), "De code van de activiteit waar dit een onderdeel van is.",
             lambda a: a.ouder.code if a.ouder else None, breed=18),
        Veld("Pakket", "pakket", Keuzeveld(Pakket.choices), breed=12),
        Veld("Eenheid", "eenheid", Keuzeveld(Eenheid.choices), "Waar de prijs voor geldt.", breed=20),
        Veld("Prijsvorm", "prijsvorm", Keuzeveld(Prijsvorm.choices), breed=14),
        Veld("Vast bedrag", "bedrag_vast", Getal(vorm=EURO), "Alleen bij prijsvorm vast bedrag, in euro.", breed=14),
        Veld("Bedrag per eenheid", "bedrag_eenheid", Getal(decimalen=4, vorm=PRIJS), "Alleen bij prijsvorm vast bedrag."),
        Veld("Staffel geldt", "grondslag", Keuzeveld(Grondslag.choices), breed=14),
        Veld("Btw", "btw_regime", Keuzeveld(Activiteit.Btw.choices), breed=18),
        Veld("Minimum", "minimum", Getal(), "Wat een gemeente minstens afneemt.", breed=11),
        Veld("Maximum", "maximum", Getal(), "Wat een gemeente hoogstens afneemt.", breed=11),
        Veld("Verwachte afnemers", "verwachte_afnemers", Heel(tot=1000), "Aantal gemeenten.", leeg=0, breed=12),
        Veld("Verwachte hoeveelheid", "verwachte_hoeveelheid", Getal(), "Alle gemeenten samen.", leeg=0, breed=14),
        Veld("Uitvoering gemeten in", "realisatiemaat", Keuzeveld(Realisatiemaat.choices), breed=22),
        Veld("Welke locaties", "realisatiefunctie", Keuzeveld(Functie.choices), "Als de uitvoering in locaties wordt gemeten.",
             leeg="", breed=22),
        Veld("Welke indicator", "realisatieindicator", Verwijzing(indicatoren, wat="de code of naam van een indicator"),
             "Als de uitvoering met een indicator wordt gemeten.", breed=22),
        Veld("Samenvatting", "samenvatting", Tekst(max_length=240), leeg="", breed=40),
        _lange_tekst("Omschrijving", "omschrijving", "Mag opmaak hebben, zoals <p> en <strong>."),
        _lange_tekst("Doel", "doel"),
        _lange_tekst("Beoogd effect", "beoogd_effect"),
        _lange_tekst("Te meten resultaat", "resultaat"),
        Veld(
            "Kenmerken", "kenmerken", Verwijzingen(kenmerken, wat="soort en naam van een kenmerk"),
            "Met een puntkomma ertussen, zoals ‘doelgroep: Ouderen; Wsob-functie: Lezen en literatuur’.",
            lambda a: frozenset(a.kenmerken.all()), leeg=frozenset(), breed=40,
        ),
        Veld("Beschrijving van de foto", "foto_alt", Tekst(max_length=200), leeg="", breed=30),
    ),
    lijst=_lijst,
    schrijf=_schrijf,
    zoek=("editie__jaar", "code"),
    noem=lambda a: f"{a.titel} ({a.code}, {a.editie.jaar})",
    filters=("jaar", "programmalijn"),
)  # fmt: skip
