"""The sheet of what was carried out: one row per bijeenkomst, with what holds for the whole uitvoering on each of its rows."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone

from catalogus.fouten import RegelFout
from catalogus.models import Activiteit, Bijeenkomst, Campagne, Gemeente, Kenmerk, Uitvoering
from catalogus.opmaak import datum_kort
from catalogus.regels import uitvoering_bewerken
from catalogus.regels.uitvoering_bewerken import Keer
from catalogus.regels.uitvoeringenblok import Dubbelen, Registratie, registreer_blok

from ..cellen import Aantallen, Datum, Getal, Heel, JaNee, Tekst, Verwijzing, Verwijzingen
from ..cellen import Keuze as Keuzeveld
from ..opzet import Invoer, Keuze, Rij, Rijfout, Veld, Weiger, Werkblad, pk_uit, teken
from .activiteiten import code
from .gedeeld import gemeenten, locatie, zichtbaar

REEKS = "Reeks"
Status = Bijeenkomst.Status
VAN_REEKS = (
    "activiteit", "platform", "titel", "gemeenten", "locatie", "doelgroep", "campagne", "aanbieder", "vrijwilligersuren",
    "verslag",
)  # fmt: skip


def doelgroepen() -> Iterable[tuple[Kenmerk, tuple[str, ...]]]:
    return [(kenmerk, (kenmerk.naam,)) for kenmerk in Kenmerk.objects.filter(soort=Kenmerk.Soort.DOELGROEP)]


def campagnes() -> Iterable[tuple[Campagne, tuple[str, ...]]]:
    return [(campagne, (str(campagne),)) for campagne in Campagne.objects.all()]


def _lijst(user: Any, keuze: Keuze):
    alle = Bijeenkomst.objects.select_related(
        "uitvoering__activiteit__editie", "uitvoering__locatie__gemeente", "uitvoering__doelgroep", "uitvoering__campagne"
    ).prefetch_related("uitvoering__gemeenten", "deelnames_per_gemeente__gemeente")
    if keuze.jaar:
        alle = alle.filter(datum__year=keuze.jaar)
    if keuze.programmalijn:
        alle = alle.filter(uitvoering__activiteit__programmalijn__nummer=keuze.programmalijn)
    if keuze.gemeente:
        alle = alle.filter(uitvoering__in=Uitvoering.objects.filter(gemeenten=keuze.gemeente))
    if keuze.bijeenkomsten is not None:
        alle = alle.filter(pk__in=keuze.bijeenkomsten.order_by().values("pk"))
    return zichtbaar(user, alle.order_by("-datum", "pk"))


def _verdeling(b: Bijeenkomst) -> dict[Gemeente, int]:
    return {deelname.gemeente: deelname.aantal for deelname in b.deelnames_per_gemeente.all()}


def _van(naam: str) -> Callable[[Bijeenkomst], Any]:
    return lambda b: getattr(b.uitvoering, naam)


# ------------------------------------------------------------------ saving
def _schrijf(blad: Werkblad, rijen: list[Rij], invoer: Invoer, weiger: Weiger) -> None:
    """Rows of their own at once; what belongs to one uitvoering comes together, after the last row was read."""
    groepen: dict[Any, list[Rij]] = {}
    for rij in rijen:
        groepen.setdefault(_groep(rij), []).append(rij)
    _registreer([g for sleutel, g in groepen.items() if not isinstance(sleutel, int)], invoer, weiger)
    for pk, groep in groepen.items():
        if isinstance(pk, int):
            try:
                with transaction.atomic():
                    _corrigeer(pk, groep, invoer)
            except (RegelFout, Rijfout) as fout:
                weiger(groep[0], fout)


def _groep(rij: Rij) -> int | str | tuple:
    """Which uitvoering a row belongs to: one that is there (its number), a new series (its mark), or one of its own."""
    if rij.object is not None:
        return int(rij.object.uitvoering_id)
    reeks = rij.waarden.get("reeks", "")
    return pk_uit(REEKS, reeks) or reeks or ("", rij.nummer)


def _registreer(groepen: list[list[Rij]], invoer: Invoer, weiger: Weiger) -> None:
    registraties, rijen = [], []
    for groep in groepen:
        try:
            registraties.append(_registratie(groep, invoer))
            rijen.append(groep)
        except Rijfout as fout:
            weiger(groep[0], fout)
    bekend, herhaald = invoer.klad.setdefault("dubbelen", Dubbelen()).zoek(registraties)
    if invoer.klad.get("herhaald") == "overslaan":
        bekend |= herhaald
    for plaats in bekend | herhaald:
        for rij in rijen[plaats]:
            rij.dubbel = plaats in bekend
            rij.noot = "staat vaker in het bestand" if plaats in herhaald else "stond er al"
    nieuw = [plaats for plaats in range(len(registraties)) if plaats not in bekend]
    fouten = registreer_blok(registraties=[registraties[p] for p in nieuw], door=invoer.door, reden=invoer.reden)
    for plaats, oorzaak in fouten.items():
        weiger(rijen[nieuw[plaats]][0], oorzaak)


def _registratie(groep: list[Rij], invoer: Invoer) -> Registratie:
    waarden = _samen(groep)
    plek = waarden.get("locatie")
    jaar = groep[0].waarden["datum"].year
    return Registratie(
        **{naam: waarden[naam] for naam in VAN_REEKS[1:] if waarden.get(naam) is not None and naam != "gemeenten"},
        activiteit=activiteit_in(invoer, jaar, waarden.get("activiteit")),
        gemeenten=tuple(waarden.get("gemeenten") or ([plek.gemeente] if plek else [])),
        keren=[_keer(rij) for rij in groep],
        bron=invoer.klad.get("bron", "werkmap"),
    )


def _samen(groep: list[Rij]) -> dict[str, Any]:
    """What the rows of one uitvoering say about the whole; a row may leave it open, but two cannot differ."""
    uit: dict[str, Any] = {}
    for rij in groep:
        for naam in VAN_REEKS:
            if naam not in rij.anders:
                continue
            if naam in uit and uit[naam] != rij.anders[naam]:
                kop = next(veld.kop for veld in UITVOERINGEN.velden if veld.naam == naam)
                raise Rijfout(f"Rij {rij.nummer} hoort bij dezelfde reeks en zegt hier iets anders.", kolom=kop)
            uit[naam] = rij.anders[naam]
    return uit


def activiteit_in(invoer: Invoer, jaar: int, gevraagd: str | None) -> Activiteit | None:
    """The activity with this code in the edition of the year; asked once for a whole file."""
    if not gevraagd:
        return None
    if "activiteiten" not in invoer.klad:
        alle = Activiteit.objects.select_related("editie")
        invoer.klad["activiteiten"] = {(activiteit.editie.jaar, activiteit.code): activiteit for activiteit in alle}
    try:
        return invoer.klad["activiteiten"][jaar, gevraagd]
    except KeyError:
        raise Rijfout(f"Editie {jaar} heeft geen activiteit met de code ‘{gevraagd}’.", kolom="Activiteit") from None


def _keer(rij: Rij) -> Keer:
    """A meeting as the row says it; a new one on a day to come is planned."""
    oud: Bijeenkomst | None = rij.object
    nu = rij.waarden if oud is None else {veld.naam: veld.van(oud) for veld in UITVOERINGEN.velden if veld.veld} | rij.anders
    gewoon = Status.GEPLAND if nu["datum"] > timezone.localdate() else Status.GEHOUDEN
    verdeling = nu.get("per_gemeente") or {}
    return Keer(nu["datum"], nu.get("deelnames"), nu.get("status") or gewoon, oud.pk if oud else None, verdeling)


def _corrigeer(pk: int, groep: list[Rij], invoer: Invoer) -> None:
    """Changes an uitvoering through its rule: all its meetings, with what the rows change, add or take away."""
    uitvoering = Uitvoering.objects.select_related("activiteit", "locatie", "doelgroep", "campagne").filter(pk=pk).first()
    if uitvoering is None:
        raise Rijfout("Deze reeks bestaat niet meer. Maak de cel leeg voor een nieuwe reeks.", kolom=REEKS)
    op_pk = {rij.object.pk: rij for rij in groep if rij.object is not None}
    keren = []
    for b in uitvoering.bijeenkomsten.prefetch_related("deelnames_per_gemeente__gemeente"):
        rij = op_pk.get(b.pk)
        if rij is None:
            keren.append(
                Keer(b.datum, b.deelnames, b.status, b.pk, {d.gemeente: d.aantal for d in b.deelnames_per_gemeente.all()})
            )
        elif not rij.weg:
            keren.append(_keer(rij))
    keren += [_keer(rij) for rij in groep if rij.object is None]
    gezien = next((rij.slot for rij in groep if rij.slot is not None), uitvoering.slot)
    if not keren:
        uitvoering_bewerken.verwijder(uitvoering=uitvoering, door=invoer.door, gezien=gezien, reden=invoer.reden)
        return
    anders = _samen(groep)
    nu: dict[str, Any] = {naam: getattr(uitvoering, naam) for naam in VAN_REEKS if naam != "gemeenten"} | anders
    if "activiteit" in anders:
        nu["activiteit"] = activiteit_in(invoer, keren[0].datum.year, anders["activiteit"])
    nu["gemeenten"] = list(anders.get("gemeenten", uitvoering.gemeenten.all()))
    uitvoering_bewerken.corrigeer(uitvoering=uitvoering, door=invoer.door, gezien=gezien, keren=keren, reden=invoer.reden, **nu)


UITVOERINGEN = Werkblad(
    naam="Uitvoeringen",
    model=Bijeenkomst,
    uitleg="Eén rij per bijeenkomst. Wat er al staat (zelfde activiteit, plek, datum en deelnames) komt er niet dubbel in.",
    velden=(
        Veld("Reeks", "reeks", Tekst(max_length=60), "Hetzelfde bij elke bijeenkomst van een reeks. Leeg: een losse.",
             lambda b: teken(REEKS, b.uitvoering_id), vast=True, breed=20),
        Veld("Datum", "datum", Datum(), verplicht=True, breed=13),
        Veld("Activiteit", "activiteit", code(), "De code in de editie van dat jaar. Leeg bij een platformactiviteit.",
             lambda b: b.uitvoering.activiteit.code if b.uitvoering.activiteit else None, breed=22),
        Veld("Naam van de activiteit", "activiteitnaam", uitleg="Staat er om te lezen.",
             waarde=lambda b: b.uitvoering.activiteit.titel if b.uitvoering.activiteit else None, breed=30),
        Veld("Platformactiviteit", "platform", JaNee(), "Ja: van anderen.", _van("platform"), leeg=False, breed=12),
        Veld("Titel", "titel", Tekst(max_length=160), "Nodig bij een platformactiviteit.", _van("titel"), leeg="", breed=30),
        Veld("Gemeenten", "gemeenten", Verwijzingen(gemeenten, wat="de naam of CBS-code van een gemeente"),
             "Meer dan een: gezamenlijk, met een puntkomma ertussen. Leeg: de gemeente van de locatie.",
             lambda b: frozenset(b.uitvoering.gemeenten.all()), breed=24),
        Veld("Locatie", "locatie", locatie(), waarde=_van("locatie"), breed=30),
        Veld("Deelnames", "deelnames", Heel(tot=20_000), "Leeg: niet bekend.", breed=11),
        Veld("Deelnames per gemeente", "per_gemeente", Aantallen(gemeenten, wat="gemeente"), "Bij gezamenlijke bijeenkomsten.",
             _verdeling, leeg={}, breed=26),
        Veld("Status", "status", Keuzeveld(Status.choices), "Leeg: gehouden, of gepland als de dag nog komt.", breed=12),
        Veld("Doelgroep", "doelgroep", Verwijzing(doelgroepen, wat="een doelgroep"), waarde=_van("doelgroep"), breed=20),
        Veld("Campagne", "campagne", Verwijzing(campagnes, wat="een campagne met jaar"), waarde=_van("campagne"), breed=24),
        Veld("Aanbieder", "aanbieder", Tekst(max_length=120), waarde=_van("aanbieder"), leeg="", breed=20),
        Veld("Uren van vrijwilligers", "vrijwilligersuren", Getal(tot=99_999), waarde=_van("vrijwilligersuren"), breed=12),
        Veld("Zin voor het jaarbericht", "verslag", Tekst(), waarde=_van("verslag"), leeg="", breed=40),
    ),
    lijst=_lijst,
    schrijf=_schrijf,
    slot=lambda b: str(b.uitvoering.slot),
    noem=lambda b: f"{b.uitvoering}, {datum_kort(b.datum)}",
    filters=("jaar", "programmalijn", "gemeente"),
    kern=("datum", "activiteit", "titel"),
    later=lambda rij: rij.object is not None or bool(rij.waarden.get("reeks")),
)  # fmt: skip
