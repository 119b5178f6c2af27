"""The editions with their tariffs, sources and activities; the first from the files, the others as copies."""

import datetime
from decimal import Decimal

from simple_history.utils import bulk_create_with_history

from catalogus.models import (
    Activiteit,
    Bronbedrag,
    Dekking,
    Editie,
    Financieringsbron,
    Functiegroep,
    Gebruiker,
    Gemeente,
    Indicator,
    Kenmerk,
    Kostenregel,
    Programmalijn,
    Staffel,
    Tarief,
    Termijn,
)
from catalogus.opmaak import afronden
from catalogus.regels import edities

from .lezen import lees

EERSTE = 2024
KENMERKEN = {
    "doelgroepen": Kenmerk.Soort.DOELGROEP,
    "wsob": Kenmerk.Soort.WSOB,
    "pijlers": Kenmerk.Soort.PIJLER,
    "vaardigheden": Kenmerk.Soort.VAARDIGHEID,
    "opgaven": Kenmerk.Soort.OPGAVE,
}
VELDEN = [
    "code", "titel", "samenvatting", "omschrijving", "doel", "beoogd_effect", "resultaat", "realisatiemaat",
    "pakket", "eenheid", "prijsvorm", "bedrag_vast", "bedrag_eenheid", "minimum", "maximum",
    "verwachte_afnemers", "verwachte_hoeveelheid",
]  # fmt: skip


def rijen() -> list[dict]:
    """The activities of the five files."""
    return [rij for nummer in range(1, 6) for rij in lees(f"activiteiten-{nummer}")["activiteit"]]


def maak_bronnen() -> None:
    """Functiegroepen, and sources of money with their amount per year."""
    for rij in lees("tarieven")["functiegroep"]:
        Functiegroep.objects.create(naam=rij["naam"])
    for rij in lees("tarieven")["bron"]:
        bron = Financieringsbron.objects.create(
            naam=rij["naam"], ontvanger=rij["ontvanger"], begin=rij["begin"], eind=rij["eind"]
        )
        for jaar, bedrag in rij["bedragen"].items():
            Bronbedrag.objects.create(bron=bron, jaar=int(jaar), bedrag=bedrag)


def maak_editie(rij: dict, *, door: Gebruiker) -> Editie:
    """The edition of one row of `tarieven.toml`, opened."""
    jaar = rij["jaar"]
    if jaar == EERSTE:
        editie = Editie.objects.create(jaar=jaar)
        bulk_create_with_history(
            [
                Tarief(
                    editie=editie,
                    functiegroep=Functiegroep.objects.get(naam=groep["naam"]),
                    uurtarief=groep["uurtarief"],
                    capaciteit=groep["capaciteit"],
                )
                for groep in lees("tarieven")["functiegroep"]
            ],
            Tarief,
        )
    else:
        vorige = Editie.objects.get(jaar=jaar - 1)
        editie, _ = edities.kopieer_editie(bron=vorige, jaar=jaar, indexering=Decimal(rij["indexering"]), door=door)
    for veld in ("opslagmethode", "opslagpercentage", "organisatiekosten", "kostenopbouw"):
        setattr(editie, veld, rij[veld])
    editie.kiezen_tot = rij.get("kiezen_tot") or datetime.date(jaar - 1, 11, 1)
    editie._history_user = door
    editie.save()
    _vernieuw(editie)
    return edities.open_editie(editie=editie, door=door)


def verleng(editie: Editie, gemeente: Gemeente) -> None:
    """One gemeente that may choose two weeks longer than the others."""
    Termijn.objects.create(
        gemeente=gemeente,
        editie=editie,
        open_tot=datetime.date(editie.jaar - 1, 12, 29),
        reden="De raad stelt de begroting dit jaar pas in december vast.",
    )


def _vernieuw(editie: Editie) -> None:
    """What is new, gone or has another title in this edition; in the first one everything is new."""
    factor = _index(editie.jaar)
    op_code = {activiteit.code: activiteit for activiteit in Activiteit.objects.filter(editie=editie)}
    for rij in rijen():
        if rij.get("nieuw_vanaf", EERSTE) == editie.jaar:
            op_code[rij["code"]] = _maak_activiteit(editie, rij, factor, op_code.get(rij["ouder"]))
        elif rij.get("tot_en_met", editie.jaar) < editie.jaar and rij["code"] in op_code:
            op_code[rij["code"]].delete()
        if titel := rij.get("titel_vanaf", {}).get(str(editie.jaar)):
            op_code[rij["code"]].titel = titel
            op_code[rij["code"]].save()


def _index(jaar: int) -> Decimal:
    """What prices of the files have risen by up to and including `jaar`."""
    factor = Decimal(1)
    for rij in lees("tarieven")["editie"]:
        if rij["jaar"] <= jaar:
            factor *= 1 + Decimal(rij["indexering"]) / 100
    return factor


def _maak_activiteit(editie: Editie, rij: dict, factor: Decimal, ouder: Activiteit | None) -> Activiteit:
    velden = {veld: rij[veld] for veld in VELDEN if veld in rij}
    for veld in ("bedrag_vast", "bedrag_eenheid"):
        if veld in velden:
            velden[veld] = afronden(velden[veld] * factor, 2)
    activiteit = Activiteit.objects.create(
        editie=editie,
        ouder=ouder,
        programmalijn=Programmalijn.objects.get(nummer=rij["programmalijn"]),
        realisatiefunctie=rij.get("realisatiefunctie", ""),
        realisatieindicator=Indicator.objects.get(code=code) if (code := rij.get("realisatieindicator")) else None,
        grondslag=rij.get("staffel", {}).get("grondslag", "locatie"),
        **velden,
    )
    kenmerken = {(kenmerk.soort, kenmerk.naam): kenmerk for kenmerk in Kenmerk.objects.all()}
    activiteit.kenmerken.set(kenmerken[soort, naam] for veld, soort in KENMERKEN.items() for naam in rij[veld])
    _maak_kosten(activiteit, rij, factor)
    return activiteit


def _maak_kosten(activiteit: Activiteit, rij: dict, factor: Decimal) -> None:
    groepen = {groep.naam: groep for groep in Functiegroep.objects.all()}
    bronnen = {bron.naam: bron for bron in Financieringsbron.objects.all()}
    regels = []
    for volgorde, deel in enumerate(rij.get("kostenregel", []), start=1):
        waarden = dict(deel)
        functiegroep = groepen[waarden.pop("functiegroep")] if "functiegroep" in waarden else None
        if "prijs" in waarden:
            waarden["prijs"] = afronden(Decimal(waarden["prijs"]) * factor, 4)
        regels.append(Kostenregel(activiteit=activiteit, functiegroep=functiegroep, volgorde=volgorde, **waarden))
    bulk_create_with_history(regels, Kostenregel)
    dekkingen = []
    for deel in rij.get("dekking", []):
        waarden = {**deel, "bron": bronnen[deel["bron"]]}
        if "bedrag" in waarden:
            waarden["bedrag"] = afronden(Decimal(waarden["bedrag"]) * factor, 4)
        dekkingen.append(Dekking(activiteit=activiteit, **waarden))
    bulk_create_with_history(dekkingen, Dekking)
    bulk_create_with_history(
        [
            Staffel(activiteit=activiteit, tot_en_met=tot or None, prijs=afronden(Decimal(prijs) * factor, 2))
            for tot, prijs in rij.get("staffel", {}).get("klassen", [])
        ],
        Staffel,
    )
