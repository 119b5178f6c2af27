"""What was carried out: the stories and joint activities as they were, the rest spread until the totals of the file are met.

A story is an execution of its own with one meeting, so that its number of participants is the one of the register.
"""

import datetime
from dataclasses import dataclass, field
from decimal import Decimal

from simple_history.utils import bulk_create_with_history

from catalogus.models import (
    Activiteit,
    Afnameregel,
    Bijeenkomst,
    Campagne,
    Deelname,
    Gemeente,
    Kenmerk,
    Locatie,
    Status,
    Uitvoering,
    Verschiltoelichting,
)

from .agenda import Plaatsen, dagen, keuze, reeks, spreid, verdeel_heel
from .lezen import gemeentebestanden, lees

JAREN = (2024, 2025, 2026)
PLATFORM = "PLATFORM"
ECHT = ("GM1701", 2024)


@dataclass
class Aantal:
    uitvoeringen: int
    bijeenkomsten: int
    deelnames: int

    def zonder(self, deelnames: int) -> "Aantal":
        """What is left after one meeting that is put in by itself."""
        return Aantal(self.uitvoeringen - 1, self.bijeenkomsten - 1, self.deelnames - deelnames)


@dataclass
class Rij:
    """An execution to be stored, with its gemeenten and its meetings (day, deelnames)."""

    uitvoering: Uitvoering
    gemeenten: list[Gemeente]
    bijeenkomsten: list[tuple[datetime.date, int]]
    per_gemeente: dict[str, int] = field(default_factory=dict)
    sleutel: str = ""  # of its story


def maak() -> dict[str, Uitvoering]:
    """Stores everything; gives the executions of the stories by their key."""
    maker = Maker()
    for jaar in JAREN:
        maker.jaar(jaar)
    rijen = maker.rijen
    bulk_create_with_history([rij.uitvoering for rij in rijen], Uitvoering, batch_size=500)
    koppeling = Uitvoering.gemeenten.through
    koppeling.objects.bulk_create(
        koppeling(uitvoering_id=rij.uitvoering.pk, gemeente_id=gemeente.pk) for rij in rijen for gemeente in rij.gemeenten
    )
    bijeenkomsten = [
        Bijeenkomst(uitvoering=rij.uitvoering, datum=dag, deelnames=aantal)
        for rij in rijen
        for dag, aantal in rij.bijeenkomsten
    ]
    bulk_create_with_history(bijeenkomsten, Bijeenkomst, batch_size=500)
    _verdeel_deelnames(rijen)
    for code, teksten in lees("uitvoeringen")["toelichting"].items():
        for activiteit, tekst in teksten.items():
            Verschiltoelichting.objects.create(
                gemeente=maker.gemeenten[code], jaar=2024, activiteitcode=activiteit, tekst=tekst
            )
    return {rij.sleutel: rij.uitvoering for rij in rijen if rij.sleutel}


def _verdeel_deelnames(rijen: list[Rij]) -> None:
    for rij in rijen:
        for gemeente in rij.gemeenten:
            if gemeente.cbs_code in rij.per_gemeente:
                Deelname.objects.create(
                    bijeenkomst=rij.uitvoering.bijeenkomsten.get(),
                    gemeente=gemeente,
                    aantal=rij.per_gemeente[gemeente.cbs_code],
                )


class Maker:
    """Collects the executions of all years in `rijen`."""

    def __init__(self) -> None:
        self.plan = lees("uitvoeringsplan")
        self.plaatsen = Plaatsen()
        self.gemeenten = {gemeente.cbs_code: gemeente for gemeente in Gemeente.objects.all()}
        self.campagnes = {(c.jaar, c.sleutel): c for c in Campagne.objects.all()}
        self.activiteiten = {
            (a.editie.jaar, a.code): a for a in Activiteit.objects.select_related("editie").prefetch_related("kenmerken")
        }
        self.rijen: list[Rij] = []

    def jaar(self, jaar: int) -> None:
        for code, per_activiteit in self.aantallen(jaar).items():
            for activiteit, aantal in per_activiteit.items():
                if jaar == JAREN[0]:
                    aantal = self.verhalen(code, activiteit, aantal)
                    aantal = self.gezamenlijk(code, activiteit, aantal)
                if aantal.bijeenkomsten:
                    self.vul(code, jaar, activiteit, aantal)

    # -------------------------------------------------------------- how many
    def aantallen(self, jaar: int) -> dict[str, dict[str, Aantal]]:
        """Totals per gemeente and code: those of the file, or for later years a part of them for what was taken again."""
        uit: dict[str, dict[str, Aantal]] = {}
        for code in (code for code in lees("uitvoeringen") if code in self.gemeenten):
            eerste = {
                activiteit: Aantal(w["uitvoeringen"], w["bijeenkomsten"], w["deelnames"])
                for activiteit, w in lees("uitvoeringen")[code].items()
            }
            uit[code] = eerste if jaar == JAREN[0] else self.later(code, jaar, eerste)
        return uit

    def later(self, code: str, jaar: int, eerste: dict[str, Aantal]) -> dict[str, Aantal]:
        factor = lees("uitvoeringen")["factor"][str(jaar)]
        genomen = dict(
            Afnameregel.objects.filter(
                afname__gemeente__cbs_code=code, afname__editie__jaar=jaar, afname__status=Status.BEVESTIGD
            ).values_list("activiteit__code", "hoeveelheid")
        )
        uit = {}
        for activiteit, aantal in eerste.items():
            if activiteit in genomen or activiteit == PLATFORM:
                bijeenkomsten = max(1, round(aantal.bijeenkomsten * factor))
                los = aantal.uitvoeringen == aantal.bijeenkomsten
                uitvoeringen = bijeenkomsten if los else max(1, round(aantal.uitvoeringen * factor))
                uit[activiteit] = Aantal(uitvoeringen, bijeenkomsten, max(bijeenkomsten, round(aantal.deelnames * factor)))
        for activiteit, per_keer in self.plan["nieuw"].items():
            if keer := int(genomen.get(activiteit, 0)):
                uit[activiteit] = Aantal(keer, keer * per_keer["bijeenkomsten"], keer * per_keer["deelnames"])
        return uit

    # -------------------------------------------------------------- as it was
    def verhalen(self, code: str, activiteit: str, aantal: Aantal) -> Aantal:
        bestand = next(b for b in gemeentebestanden() if b["gemeente"] == code)
        for verhaal in bestand["verhaal"]:
            if verhaal["activiteit"] == activiteit:
                uitvoering = self.uitvoering(
                    code,
                    verhaal["datum"].year,
                    activiteit,
                    self.plaatsen.in_plaats(code, activiteit, verhaal["plaats"]),
                    titel=verhaal["titel"],
                    campagne=self.campagnes.get((verhaal["datum"].year, verhaal["campagne"])),
                )
                keren = [(verhaal["datum"], verhaal["deelnames"])]
                self.rijen.append(Rij(uitvoering, [self.gemeenten[code]], keren, sleutel=verhaal["sleutel"]))
                aantal = aantal.zonder(verhaal["deelnames"])
        return aantal

    def gezamenlijk(self, code: str, activiteit: str, aantal: Aantal) -> Aantal:
        """Takes the joint activities off each gemeente; the first of their gemeenten stores them."""
        for rij in self.plan["gezamenlijk"]:
            if rij["activiteit"] != activiteit or code not in rij["gemeenten"]:
                continue
            verdeling = rij["deelnames"] if isinstance(rij["deelnames"], dict) else {}
            heel = sum(verdeling.values()) if verdeling else rij["deelnames"]
            if code == rij["gemeenten"][0]:
                jaar = rij["datum"].year
                uitvoering = self.uitvoering(
                    code,
                    jaar,
                    activiteit,
                    self.plaatsen.in_plaats(code, activiteit, rij["plaats"]),
                    titel=rij["titel"],
                    campagne=self.campagnes.get((jaar, self.plan["campagne"].get(activiteit, ""))),
                )
                uitvoering.voorbeeld = ECHT not in {(deelnemer, jaar) for deelnemer in rij["gemeenten"]}
                gemeenten = [self.gemeenten[deelnemer] for deelnemer in rij["gemeenten"]]
                self.rijen.append(Rij(uitvoering, gemeenten, [(rij["datum"], heel)], per_gemeente=verdeling))
            aantal = aantal.zonder(verdeling.get(code, heel))
        return aantal

    # -------------------------------------------------------------- spread
    def vul(self, code: str, jaar: int, activiteit: str, aantal: Aantal) -> None:
        zaad = keuze(code, activiteit, jaar)
        van, tot, campagne = self.periode(jaar, activiteit)
        kandidaten = dagen(code=activiteit, van=van, tot=tot)
        deelnames = verdeel_heel(totaal=aantal.deelnames, delen=aantal.bijeenkomsten, zaad=zaad)
        losse_dagen = spreid(kandidaten, aantal.bijeenkomsten)
        plaatsen = self.plaatsen.voor(code, activiteit)
        for nummer in range(aantal.uitvoeringen):
            keren = aantal.bijeenkomsten // aantal.uitvoeringen + (nummer < aantal.bijeenkomsten % aantal.uitvoeringen)
            if keren == 1:
                wanneer = [losse_dagen.pop(0)]
            else:
                aaneen = activiteit in self.plan["aaneengesloten"]
                wanneer = reeks(kandidaten=kandidaten, aantal=keren, zaad=keuze(code, activiteit, jaar, nummer), aaneen=aaneen)
            aantallen, deelnames = deelnames[:keren], deelnames[keren:]
            uitvoering = self.uitvoering(
                code, jaar, activiteit, plaatsen[(zaad + nummer) % len(plaatsen)], campagne=campagne, nummer=nummer
            )
            if uren := self.plan["vrijwilligersuren"].get(activiteit):
                uitvoering.vrijwilligersuren = Decimal(uren) * keren
            self.rijen.append(Rij(uitvoering, [self.gemeenten[code]], list(zip(wanneer, aantallen, strict=True))))

    def periode(self, jaar: int, activiteit: str) -> tuple[datetime.date, datetime.date, Campagne | None]:
        if campagne := self.campagnes.get((jaar, self.plan["campagne"].get(activiteit, ""))):
            return campagne.van, campagne.tot, campagne
        eerste, laatste = self.plan["periode"].get(activiteit, ([1, 3], [12, 20]))
        return datetime.date(jaar, *eerste), datetime.date(jaar, *laatste), None

    def uitvoering(
        self,
        code: str,
        jaar: int,
        activiteit: str,
        locatie: Locatie,
        *,
        titel: str = "",
        campagne: Campagne | None = None,
        nummer: int = 0,
    ) -> Uitvoering:
        """One execution; of others in the library with the title and the name of whoever holds it."""
        basis = {"locatie": locatie, "bron": "registratie", "voorbeeld": (code, jaar) != ECHT}
        if activiteit == PLATFORM:
            van_anderen = self.plan["platform"][nummer % len(self.plan["platform"])]
            return Uitvoering(platform=True, titel=van_anderen["titel"], aanbieder=van_anderen["aanbieder"], **basis)
        rij = self.activiteiten[jaar, activiteit]
        doelgroepen = [kenmerk for kenmerk in rij.kenmerken.all() if kenmerk.soort == Kenmerk.Soort.DOELGROEP]
        return Uitvoering(activiteit=rij, titel=titel, campagne=campagne, doelgroep=doelgroepen[0], **basis)
