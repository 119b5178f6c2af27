"""The overview of the controller: yield, cover, hours, sensitivity, and services more or less; each with its download."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

from catalogus.fouten import RegelFout
from catalogus.models import Editie, Functiegroep
from catalogus.regels import afzet, doorrekenen, kostenstand
from catalogus.regels.doorrekenen import SCENARIOS, Dienst, Dienstwissel, Gevoeligheid, Resultaat
from catalogus.regels.kostenstand import Kostenstand, Uitkomst
from catalogus.schermen import overzichtbladen, werkboek, wie
from catalogus.schermen.bibliotheek import alleen_bibliotheek, gekozen_editie, kader
from catalogus.schermen.kostenformulieren import TEKSTVAK, Aantalveld, Getal
from catalogus.werkmap.schrijven import SOORTEN, Blad

DELEN = {
    "opbrengst": "Kosten en opbrengst",
    "dekking": "Dekking",
    "uren": "Uren",
    "gevoeligheid": "Gevoeligheid",
    "diensten": "Dienst erbij of eraf",
}
JAREN = 3  # of sources


@dataclass(frozen=True)
class Rekenwerk:
    """What every part starts from, read once."""

    request: HttpRequest
    stand: Kostenstand
    uitkomsten: dict[int, Uitkomst]
    posten: list[afzet.Post]

    @property
    def editie(self) -> Editie:
        return self.stand.editie

    @property
    def bevestigd(self) -> bool:
        return any(post.keer.bevestigd for post in self.posten)


@dataclass(frozen=True)
class Onderdeel:
    """The context of one part, and its tables as sheets by name."""

    context: dict[str, Any]
    bladen: dict[str, Blad]


@alleen_bibliotheek
@require_safe
def overzicht(request: HttpRequest, jaar: int) -> HttpResponse:
    """One part of the overview, by `deel` in the address."""
    editie = gekozen_editie(request, jaar)
    stand = kostenstand.stand_van(editie=editie)
    werk = Rekenwerk(request, stand, kostenstand.uitkomsten(stand=stand), afzet.posten_van(editie=editie))
    deel = request.GET.get("deel", "")
    deel = deel if deel in DELEN else "opbrengst"
    onderdeel = ONDERDELEN[deel](werk)
    soort, tabel = request.GET.get("uitvoer", ""), request.GET.get("tabel", "")
    if soort in SOORTEN and onderdeel.bladen:
        gekozen = [onderdeel.bladen[tabel]] if tabel in onderdeel.bladen else list(onderdeel.bladen.values())
        return werkboek.antwoord(
            bladen=gekozen[:1] if soort == "csv" else gekozen, naam=f"overzicht-{deel}-{jaar}", soort=soort
        )
    context = kader(request, actief="overzicht", jaar=editie.jaar) | {
        "editie": editie,
        "edities": wie.edities_van(request),
        "stand": stand,
        "deel": deel,
        "delen": DELEN.items(),
        "bevestigd": werk.bevestigd,
        "sjabloon": f"kosten/overzicht_{deel}.html",
    }
    return render(request, "kosten/overzicht.html", context | onderdeel.context)


# ------------------------------------------------------------------ bars: x and width in a box 100 wide
@dataclass(frozen=True)
class Balk:
    x: str
    breedte: str


def balk(van: Decimal, tot: Decimal, schaal: Decimal) -> Balk:
    """From one amount to another; `schaal` is the amount that fills the box."""
    if schaal <= 0:
        return Balk("0", "0")
    return Balk(f"{min(van, tot) * 100 / schaal:.2f}", f"{abs(tot - van) * 100 / schaal:.2f}")


def midden(waarde: Decimal, schaal: Decimal) -> Balk:
    """From the middle of the box to the left or the right."""
    half = Decimal(50)
    eind = half + (waarde * 50 / schaal if schaal else Decimal(0))
    return balk(half, eind, Decimal(100))


# ------------------------------------------------------------------ the parts
def _opbrengst(werk: Rekenwerk) -> Onderdeel:
    lijnen = doorrekenen.resultaten(uitkomsten=werk.uitkomsten, posten=werk.posten)
    totaal = doorrekenen.som(lijn.resultaat for lijn in lijnen)
    schaal = max(
        (max(lijn.resultaat.kosten, lijn.resultaat.opbrengst + lijn.resultaat.dekking) for lijn in lijnen), default=Decimal(0)
    )

    def balken(resultaat: Resultaat) -> dict[str, Balk]:
        return {
            "kosten": balk(Decimal(0), resultaat.kosten, schaal),
            "opbrengst": balk(Decimal(0), resultaat.opbrengst, schaal),
            "dekking": balk(resultaat.opbrengst, resultaat.opbrengst + resultaat.dekking, schaal),
        }

    return Onderdeel(
        {
            "lijnen": [(lijn, balken(lijn.resultaat)) for lijn in lijnen],
            "totaal": totaal,
            "onvolledig": [rij.activiteit for lijn in lijnen for rij in lijn.rijen if rij.onvolledig],
        },
        overzichtbladen.opbrengst(lijnen=lijnen, totaal=totaal),
    )


def _dekking(werk: Rekenwerk) -> Onderdeel:
    """This edition and the ones before it, as far as there are any."""
    eerder = [e for e in wie.edities_van(werk.request) if werk.editie.jaar - JAREN < e.jaar < werk.editie.jaar]
    per_editie = [(werk.editie, werk.uitkomsten, werk.posten)]
    for editie in eerder:
        stand = kostenstand.stand_van(editie=editie)
        per_editie.append((editie, kostenstand.uitkomsten(stand=stand), afzet.posten_van(editie=editie)))
    rijen = doorrekenen.bronnen(per_editie=per_editie)
    beelden = []
    for rij in rijen:
        schaal = max(rij.beschikbaar, rij.verwacht, rij.bevestigd)
        nul = Decimal(0)
        beelden.append(
            (rij, balk(nul, rij.verwacht, schaal), balk(nul, rij.bevestigd, schaal), balk(nul, rij.beschikbaar, schaal))
        )
    return Onderdeel({"bronnen": beelden}, overzichtbladen.dekking(rijen=rijen))


@dataclass(frozen=True)
class Urenbeeld:
    """A functiegroep: hours confirmed, submitted and expected against its capacity, with bars of the capacity (at 80)."""

    regel: afzet.Urenregel
    verwacht: Decimal
    bevestigd_balk: Balk
    verwacht_balk: Balk

    @property
    def te_veel(self) -> bool:
        return self.regel.capaciteit is not None and max(self.verwacht, self.regel.uren.samen) > self.regel.capaciteit

    @property
    def deel_verwacht(self) -> Decimal | None:
        return self.verwacht * 100 / self.regel.capaciteit if self.regel.capaciteit else None


def _uren(werk: Rekenwerk) -> Onderdeel:
    activiteiten = list(werk.stand.activiteiten)
    regels = afzet.uren(editie=werk.editie, posten=werk.posten, activiteiten=activiteiten)
    gedacht = doorrekenen.verwacht(uitkomsten=werk.uitkomsten)
    verwacht = {
        r.functiegroep: r.uren.bevestigd for r in afzet.uren(editie=werk.editie, posten=gedacht, activiteiten=activiteiten)
    }
    beelden = []
    for naam in sorted(verwacht):
        regel = next((r for r in regels if r.functiegroep == naam), afzet.Urenregel(naam, afzet.Stand(), None))
        vol = (regel.capaciteit or Decimal(0)) * 100 / 80
        nul, honderd = Decimal(0), vol
        beelden.append(
            Urenbeeld(
                regel,
                verwacht[naam],
                balk(nul, min(regel.uren.bevestigd, honderd), vol),
                balk(nul, min(verwacht[naam], honderd), vol),
            )
        )
    return Onderdeel({"uren": beelden}, overzichtbladen.uren(beelden=beelden))


class Procentformulier(forms.Form):
    procent = Getal(label="Verandering in procenten", decimalen=1, cijfers=4, max_value=100, widget=Aantalveld)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["procent"].widget.attrs["class"] = f"{TEKSTVAK} ac-watveld"


def _gevoeligheid(werk: Rekenwerk) -> Onderdeel:
    gevraagd = werk.request.GET.get("procent")
    formulier = Procentformulier({"procent": gevraagd if gevraagd else "10"})
    procent = formulier.cleaned_data["procent"] if formulier.is_valid() else Decimal(10)
    posten = werk.posten if werk.bevestigd else doorrekenen.verwacht(uitkomsten=werk.uitkomsten)
    rijen = doorrekenen.gevoeligheid(stand=werk.stand, posten=posten, procent=procent)
    totaal = rijen[-1]
    verschil = [ander.saldo - totaal.nu.saldo for ander in totaal.anders]
    schaal = max((abs(waarde) for waarde in verschil), default=Decimal(0))
    return Onderdeel(
        {
            "formulier": formulier,
            "procent": procent,
            "scenarios": SCENARIOS,
            "totaal": totaal,
            "tabellen": [
                ("kosten", "Kosten", _regels(rijen, lambda resultaat: resultaat.kosten)),
                ("saldo", "Over of tekort", _regels(rijen, lambda resultaat: resultaat.saldo)),
            ],
            "balken": [(naam, waarde, midden(waarde, schaal)) for naam, waarde in zip(SCENARIOS, verschil, strict=True)],
        },
        overzichtbladen.gevoeligheid(rijen=rijen, procent=procent),
    )


def _regels(rijen: Sequence[Gevoeligheid], waarde: Callable[[Resultaat], Decimal]) -> list[tuple]:
    """Per row (programmalijn, now, [(scenario, amount, difference)])."""
    return [
        (
            rij.programmalijn,
            waarde(rij.nu),
            [(naam, waarde(ander), waarde(ander) - waarde(rij.nu)) for naam, ander in zip(SCENARIOS, rij.anders, strict=True)],
        )
        for rij in rijen
    ]


class Dienstformulier(forms.Form):
    """Which activity to leave out, and the service to suppose; both may be empty."""

    weg = forms.ChoiceField(label="Welke activiteit stopt?", required=False)
    naam = forms.CharField(label="Hoe heet de nieuwe dienst?", required=False, max_length=80)
    functiegroep = forms.ChoiceField(label="Wie werkt eraan?", required=False)
    uren_vast = Getal(label="Vaste uren per gemeente", decimalen=2, widget=Aantalveld)
    uren_eenheid = Getal(label="Uren per keer", widget=Aantalveld)
    gemeenten = Getal(label="Aantal gemeenten", decimalen=0, cijfers=4, widget=Aantalveld)
    aantal = Getal(label="Aantal keer in een jaar", decimalen=2, widget=Aantalveld)

    def __init__(self, *args, stand: Kostenstand, **kwargs):
        super().__init__(*args, **kwargs)
        self.functiegroepen = {groep.pk: groep for groep in Functiegroep.objects.filter(tarieven__editie=stand.editie)}
        keuzes = [(str(a.pk), f"{a.titel} ({a.code})") for a in stand.activiteiten if a.pk not in stand.ouders]
        for naam, leeg, opties in (
            ("weg", "Geen", keuzes),
            ("functiegroep", "Geen nieuwe dienst", [(str(pk), groep.naam) for pk, groep in self.functiegroepen.items()]),
        ):
            self.fields[naam] = forms.ChoiceField(label=self.fields[naam].label, required=False, choices=[("", leeg), *opties])
        for naam, veld in self.fields.items():
            veld.widget.attrs["class"] = "utrecht-select ac-vol" if naam in {"weg", "functiegroep"} else f"{TEKSTVAK} ac-vol"

    def clean(self):
        super().clean()
        gegevens = self.cleaned_data
        if any(gegevens.get(naam) for naam in ("uren_vast", "uren_eenheid")) and not gegevens.get("functiegroep"):
            self.add_error("functiegroep", "Kies wie eraan werkt. Je vulde wel uren in.")
        return gegevens

    def dienst(self) -> Dienst | None:
        gegevens = self.cleaned_data
        if not gegevens["functiegroep"]:
            return None
        return Dienst(
            gegevens["naam"] or "Nieuwe dienst",
            self.functiegroepen[int(gegevens["functiegroep"])],
            gegevens["uren_vast"] or Decimal(0),
            gegevens["uren_eenheid"] or Decimal(0),
            int(gegevens["gemeenten"] or 0),
            gegevens["aantal"] or Decimal(0),
        )


def _diensten(werk: Rekenwerk) -> Onderdeel:
    vraag: QueryDict = werk.request.GET
    gevraagd = any(naam in vraag for naam in Dienstformulier.base_fields)
    formulier = Dienstformulier(vraag if gevraagd else None, stand=werk.stand)
    wissel: Dienstwissel | None = None
    fout = ""
    if gevraagd and formulier.is_valid():
        weg, nieuw = formulier.cleaned_data["weg"], formulier.dienst()
        if weg or nieuw:
            try:
                wissel = doorrekenen.wissel_dienst(stand=werk.stand, weg=int(weg) if weg else None, nieuw=nieuw)
            except RegelFout as oorzaak:
                fout = oorzaak.tekst
    rijen = wissel.rijen if wissel else ()
    schaal = max((abs(rij.procent) for rij in rijen if rij.procent is not None), default=Decimal(0))
    return Onderdeel(
        {
            "formulier": formulier,
            "wissel": wissel,
            "wisselfout": fout,
            "rijen": [(rij, midden(rij.procent, schaal) if rij.procent else None) for rij in rijen],
            "bevroren": werk.editie.opslagtarief is not None,
        },
        overzichtbladen.diensten(wissel=wissel) if wissel else {},
    )


ONDERDELEN: dict[str, Callable[[Rekenwerk], Onderdeel]] = {
    "opbrengst": _opbrengst,
    "dekking": _dekking,
    "uren": _uren,
    "gevoeligheid": _gevoeligheid,
    "diensten": _diensten,
}

urlpatterns = [path("edities/<int:jaar>/overzicht/", overzicht, name="overzicht")]
