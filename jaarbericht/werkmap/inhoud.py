"""The sheets of what is told: verhalen, citaten, feiten and partners."""

from typing import Any

from catalogus.models import Bijeenkomst, Campagne, Uitvoering
from catalogus.regels import tabelrijen
from catalogus.tekeningen.taferelen import SOORTEN
from catalogus.werkmap.cellen import Datum, Heel, JaNee, Keuze, Patroon, Tekst, Verwijzing
from catalogus.werkmap.opzet import Invoer, Rij, Rijfout, Veld, Werkblad
from jaarbericht.models import Citaat, Feit, Foto, Partner, Verhaal
from jaarbericht.werkmap.opslaan import (
    Boek,
    bewaar,
    gewijzigd,
    per_rij,
    programmalijn,
    rijk,
    toestemming_voor,
    toestemmingsvelden,
    van_gemeente,
)
from jaarbericht.werkmap.tekst import Rijk, naar_cel

VOLGORDE = Veld("Volgorde", "volgorde", Heel(tot=999), "Waarop wordt gesorteerd, van klein naar groot.", leeg=0, breed=10)


def _lijn(*, verplicht: bool = False) -> Veld:
    uitleg = "In welk hoofdstuk dit komt." if verplicht else "In welk hoofdstuk dit komt. Leeg: niet in een hoofdstuk."
    return Veld("Programmalijn", "programmalijn", programmalijn(), uitleg, verplicht=verplicht, breed=30)


# ------------------------------------------------------------------ verhalen
def verhalen(boek: Boek) -> Werkblad:
    def campagnes():
        return [(c, (c.naam, str(c))) for c in Campagne.objects.filter(jaar=boek.jaar)]

    def zet(rij: Rij, invoer: Invoer) -> None:
        velden = gewijzigd(rij, "titel", "programmalijn", "campagne", "plaats", "deelnemers_woord", "bijschrift", "volgorde")
        if "tekst" in rij.anders:
            velden["tekst"] = rijk(rij, "tekst", "Tekst")
        if {"code", "datum"} & rij.anders.keys():
            velden["uitvoering"] = _uitvoering(boek, rij)
        if {"tekening", "alt"} & rij.anders.keys():
            velden["foto"] = _foto(rij, invoer)
        velden |= {} if rij.weg else toestemming_voor(rij, invoer)
        bewaar(rij, invoer, lambda: Verhaal(gemeente=boek.gemeente, jaar=boek.jaar), velden)

    return Werkblad(
        naam="Verhalen",
        model=Verhaal,
        uitleg="Een verhaal over één activiteit: wat er gebeurde, voor wie, en wat het opleverde. {verhaal:deelnames} is het "
        "aantal deelnames uit de registratie.",
        velden=(
            Veld("Titel", "titel", Tekst(max_length=120), verplicht=True, breed=30),
            _lijn(verplicht=True),
            Veld(
                "Tekst",
                "tekst",
                Rijk(),
                "Alinea’s met een lege regel ertussen.",
                lambda v: naar_cel(v.tekst),
                verplicht=True,
                breed=70,
            ),
            Veld(
                "Activiteit",
                "code",
                Tekst(max_length=40),
                "De code, als het verhaal over een uitvoering gaat.",
                lambda v: v.uitvoering.activiteit.code if v.uitvoering and v.uitvoering.activiteit else "",
                leeg="",
                breed=20,
            ),
            Veld("Datum", "datum", Datum(), "Van een bijeenkomst van die activiteit.", _eerste_datum, breed=13),
            Veld("Campagne", "campagne", Verwijzing(campagnes, wat="een campagne van dit jaar"), breed=24),
            Veld("Plaats", "plaats", Tekst(max_length=80), leeg="", breed=18),
            Veld("Woord voor deelnemers", "deelnemers_woord", Tekst(max_length=40), "Zoals kinderen of bezoekers.", breed=16),
            Veld(
                "Tekening",
                "tekening",
                Keuze((s, s) for s in SOORTEN),
                "Een foto zet je later op het scherm.",
                lambda v: v.foto.tekening if v.foto else "",
                leeg="",
                breed=18,
            ),
            Veld(
                "Beschrijving van het beeld",
                "alt",
                Tekst(max_length=240),
                "Voor wie het beeld niet ziet.",
                lambda v: v.foto.alt if v.foto else "",
                leeg="",
                breed=34,
            ),
            Veld("Bijschrift", "bijschrift", Tekst(max_length=200), leeg="", breed=30),
            *toestemmingsvelden(),
            VOLGORDE,
        ),
        lijst=van_gemeente(
            boek,
            Verhaal,
            "volgorde",
            met=("programmalijn", "campagne", "foto", "toestemming", "uitvoering__activiteit", "gemeente"),
        ),
        schrijf=per_rij(zet),
    )


def _eerste_datum(verhaal: Verhaal) -> Any:
    if verhaal.uitvoering is None:
        return None
    datums = [b.datum for b in verhaal.uitvoering.bijeenkomsten.all() if b.datum.year == verhaal.jaar]
    return min(datums, default=None)


def _uitvoering(boek: Boek, rij: Rij) -> Uitvoering | None:
    """The uitvoering with this activity and a meeting on this day; a sheet before this one may have made it."""
    nu = {"code": "", "datum": None}
    if rij.object:
        nu = {
            "code": getattr(getattr(rij.object.uitvoering, "activiteit", None), "code", ""),
            "datum": _eerste_datum(rij.object),
        }
    nu |= {naam: rij.anders[naam] for naam in ("code", "datum") if naam in rij.anders}
    if not nu["code"]:
        return None
    if nu["datum"] is None:
        raise Rijfout("Vul de datum van een bijeenkomst van deze activiteit in.", kolom="Datum")
    gevonden = Bijeenkomst.objects.filter(
        datum=nu["datum"], uitvoering__activiteit__code=nu["code"], uitvoering__gemeenten=boek.gemeente
    )
    keer = gevonden.select_related("uitvoering").order_by("pk").first()
    if keer is None:
        raise Rijfout(
            f"Op die dag is er geen uitvoering van ‘{nu['code']}’ geregistreerd. Zet haar op het blad Uitvoeringen.",
            kolom="Datum",
        )
    return keer.uitvoering


def _foto(rij: Rij, invoer: Invoer) -> Foto | None:
    bestaand: Foto | None = rij.object.foto if rij.object else None
    if bestaand and bestaand.bestand and rij.anders.get("tekening"):
        raise Rijfout("Dit verhaal heeft al een foto. Vervang die op het scherm.", kolom="Tekening")
    velden = gewijzigd(rij, "tekening", "alt")
    tekening = velden.get("tekening", bestaand.tekening if bestaand else "")
    if not tekening and not (bestaand and bestaand.bestand):
        return None
    if not velden.get("alt", bestaand.alt if bestaand else ""):
        raise Rijfout("Beschrijf wat er op het beeld te zien is.", kolom="Beschrijving van het beeld")
    return tabelrijen.bewaar(object=bestaand or Foto(), velden=velden, door=invoer.door, reden=invoer.reden)


# ------------------------------------------------------------------ citaten, feiten, partners
def citaten(boek: Boek) -> Werkblad:
    def zet(rij: Rij, invoer: Invoer) -> None:
        velden = gewijzigd(rij, "tekst", "wie", "programmalijn", "volgorde")
        velden |= {} if rij.weg else toestemming_voor(rij, invoer)
        if rij.object is None and not velden.get("toestemming"):
            velden["noemt_persoon"] = False
        bewaar(rij, invoer, lambda: Citaat(gemeente=boek.gemeente, jaar=boek.jaar), velden)

    return Werkblad(
        naam="Citaten",
        model=Citaat,
        uitleg="Wat iemand zei, in zijn eigen woorden. Noemt het een persoon, vul dan de toestemming in.",
        velden=(
            Veld("Citaat", "tekst", Tekst(), "Zonder aanhalingstekens.", verplicht=True, breed=60),
            Veld("Wie", "wie", Tekst(max_length=120), "Zoals: Anneke, deelnemer Samenlezen.", verplicht=True, breed=30),
            _lijn(),
            *toestemmingsvelden(),
            VOLGORDE,
        ),
        lijst=van_gemeente(boek, Citaat, "volgorde", met=("programmalijn", "toestemming", "gemeente")),
        schrijf=per_rij(zet),
    )


def feiten(boek: Boek) -> Werkblad:
    def zet(rij: Rij, invoer: Invoer) -> None:
        velden = gewijzigd(rij, "programmalijn", "volgorde")
        for naam, kop in (("getal", "Getal"), ("tekst", "Tekst")):
            if naam in rij.anders:
                velden[naam] = rijk(rij, naam, kop).removeprefix("<p>").removesuffix("</p>")
        bewaar(rij, invoer, lambda: Feit(gemeente=boek.gemeente, jaar=boek.jaar), velden)

    return Werkblad(
        naam="Feiten",
        model=Feit,
        uitleg="Een groot getal met een zin erbij.",
        velden=(
            Veld(
                "Getal",
                "getal",
                Rijk(max_length=200),
                "Een veld, zoals {cijfer:leden-totaal}.",
                lambda f: naar_cel(f.getal),
                verplicht=True,
                breed=30,
            ),
            Veld("Tekst", "tekst", Rijk(), "Wat het getal zegt.", lambda f: naar_cel(f.tekst), verplicht=True, breed=60),
            _lijn(),
            VOLGORDE,
        ),
        lijst=van_gemeente(boek, Feit, "volgorde", met=("programmalijn", "gemeente")),
        schrijf=per_rij(zet),
    )


def partners(boek: Boek) -> Werkblad:
    def zet(rij: Rij, invoer: Invoer) -> None:
        velden = gewijzigd(rij, "naam", "programmalijn", "rol", "gezamenlijk", "volgorde")
        bewaar(rij, invoer, lambda: Partner(gemeente=boek.gemeente, jaar=boek.jaar), velden)

    return Werkblad(
        naam="Partners",
        model=Partner,
        uitleg="Met wie de bibliotheek in deze gemeente samenwerkte.",
        velden=(
            Veld(
                "Naam",
                "naam",
                Patroon(r".+", verwacht="een naam van hoogstens 120 tekens", max_length=120),
                verplicht=True,
                breed=34,
            ),
            _lijn(),
            Veld("Rol", "rol", Tekst(max_length=160), "Wat deze partner doet.", leeg="", breed=44),
            Veld("Ook elders partner", "gezamenlijk", JaNee(), "Ja: ook van andere gemeenten.", leeg=False, breed=12),
            VOLGORDE,
        ),
        lijst=van_gemeente(boek, Partner, "volgorde", "naam", met=("programmalijn", "gemeente")),
        schrijf=per_rij(zet),
    )
