"""Accounting to a gemeente: agreed, changed and carried out per activity, the means, and explaining a difference."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from catalogus import toegang
from catalogus.fouten import RegelFout
from catalogus.models import Beschikking, Editie, Gemeente, Programmalijn
from catalogus.opmaak import euro, hoeveelheid, met_teken
from catalogus.regels import verantwoording as regels
from catalogus.regels import voortgang
from catalogus.regels.cijfers import Cijfers
from catalogus.regels.verantwoording import Middel, Middelenoverzicht, Verantwoordingsregel
from catalogus.schermen import werkboek, wie
from catalogus.schermen.keuzepagina import statuscode
from catalogus.werkmap.schrijven import DATUM, EURO, GETAL, SOORTEN, Blad, Kolom


class Toelichting(forms.Form):
    tekst = forms.CharField(label="Toelichting", required=False, max_length=4000)
    gezien = forms.IntegerField(min_value=regels.NIEUW)


@dataclass(frozen=True)
class Rij:
    """One activity on the screen. `gepland`: meetings that are still to come; `invoer`: what was typed and refused."""

    regel: Verantwoordingsregel
    gepland: int = 0
    fout: str = ""
    invoer: str | None = None

    @property
    def verschil(self) -> str:
        verschil = self.regel.verschil
        return "" if verschil is None else met_teken(hoeveelheid(verschil), verschil)

    @property
    def nog(self) -> Decimal:
        """What is still to be carried out of what was agreed."""
        return max(self.regel.geldend - (self.regel.uitgevoerd or Decimal(0)), Decimal(0))

    @property
    def tekst(self) -> str:
        """What stands in the field of the explanation."""
        return self.regel.toelichting if self.invoer is None else self.invoer


@dataclass(frozen=True)
class Lijn:
    programmalijn: Programmalijn
    rijen: tuple[Rij, ...]
    voortgang: voortgang.Lijnvoortgang | None


@dataclass(frozen=True)
class Jaarbeeld:
    """All that is told about one gemeente and year."""

    jaar: int
    regels: list[Verantwoordingsregel]
    middelen: Middelenoverzicht | None
    vandaag: datetime.date

    @property
    def loopt(self) -> bool:
        return self.vandaag.year == self.jaar

    @property
    def moet_nog(self) -> bool:
        return self.vandaag.year < self.jaar

    @property
    def verstreken(self) -> Decimal:
        return voortgang.verstreken(jaar=self.jaar, vandaag=self.vandaag)

    @property
    def telbaar(self) -> list[Verantwoordingsregel]:
        return [regel for regel in self.regels if regel.uitgevoerd is not None]

    @property
    def gehaald(self) -> int:
        return sum(1 for regel in self.telbaar if regel.uitgevoerd is not None and regel.uitgevoerd >= regel.geldend)


def jaarbeeld(*, gemeente: Gemeente, jaar: int) -> Jaarbeeld:
    """What was agreed, carried out and granted in a year."""
    cijfers = Cijfers(jaren=[jaar])
    return Jaarbeeld(
        jaar=jaar,
        regels=regels.gepland_en_gerealiseerd(gemeente=gemeente, jaar=jaar, cijfers=cijfers),
        middelen=regels.middelen(gemeente=gemeente, jaar=jaar, cijfers=cijfers),
        vandaag=timezone.localdate(),
    )


# ------------------------------------------------------------------ the page
@login_required
@require_safe
def verantwoording(request: HttpRequest, cbs: str, jaar: int) -> HttpResponse:
    """The page of a year, or with `uitvoer` its tables as a spreadsheet."""
    gemeente = wie.gemeente_of_404(request, cbs)
    editie = wie.editie_of_404(request, jaar)
    beeld = jaarbeeld(gemeente=gemeente, jaar=jaar)
    soort = request.GET.get("uitvoer")
    if soort in SOORTEN:
        bladen = _bladen(beeld)
        return werkboek.antwoord(
            bladen=bladen[:1] if soort == "csv" else bladen, naam=f"verantwoording-{cbs}-{jaar}", soort=soort
        )
    return render(request, "verantwoording/verantwoording.html", _context(request, gemeente, editie, beeld))


def _context(request: HttpRequest, gemeente: Gemeente, editie: Editie, beeld: Jaarbeeld, anders: Rij | None = None) -> dict:
    """`anders` takes the place of the row of its activity: what was refused there."""
    gepland = regels.gepland(gemeente=gemeente, jaar=beeld.jaar, vandaag=beeld.vandaag) if beeld.regels else {}
    lijnen = voortgang.per_lijn(regels=beeld.regels)
    per_lijn = {lijn.programmalijn: lijn for lijn in lijnen}
    namen = {lijn.nummer: lijn for lijn in Programmalijn.objects.all()}
    groepen = []
    for nummer in sorted({regel.programmalijn for regel in beeld.regels}):
        rijen = [Rij(regel, gepland.get(regel.code, 0)) for regel in beeld.regels if regel.programmalijn == nummer]
        rijen = [
            replace(rij, fout=anders.fout, invoer=anders.invoer) if _zelfde(rij, anders) and anders else rij for rij in rijen
        ]
        groepen.append(Lijn(namen[nummer], tuple(rijen), per_lijn.get(nummer)))
    beschikkingen = toegang.zichtbaar_voor(request.user, Beschikking.objects.filter(gemeente=gemeente, jaar=beeld.jaar))
    besluiten = list(beschikkingen.order_by("datum", "pk"))
    verlening = next((b for b in reversed(besluiten) if b.soort == Beschikking.Soort.VERLENING), None)
    return wie.kader(request, gemeente, actief="verantwoording", editie=editie) | {
        "beeld": beeld,
        "lijnen": groepen,
        "voortgang": [(namen[lijn.programmalijn], lijn, lijn.achter(beeld.verstreken)) for lijn in lijnen],
        "middelen": _middelenrijen(beeld.middelen, namen) if beeld.middelen else [],
        "totaal_per_inwoner": per_inwoner(beeld.middelen.verleend, beeld.middelen.inwoners) if beeld.middelen else None,
        "beschikkingen": besluiten,
        "verleend": verlening,
        "verschil_beschikking": _meer_of_minder(beeld.middelen, verlening),
        "mag_toelichten": toegang.mag_verschil_toelichten(request.user),
        "mag_beschikken": toegang.mag_beschikking_vastleggen(request.user, gemeente),
    }


def _meer_of_minder(overzicht: Middelenoverzicht | None, verlening: Beschikking | None) -> str:
    """'€ 100,00 lager': the decision against what was agreed; empty when they are equal or one is missing."""
    if overzicht is None or verlening is None:
        return ""
    verschil = verlening.bedrag - overzicht.verleend
    return f"{euro(abs(verschil))} {'hoger' if verschil > 0 else 'lager'}" if verschil else ""


def _zelfde(rij: Rij, anders: Rij | None) -> bool:
    return anders is not None and rij.regel.code == anders.regel.code


@dataclass(frozen=True)
class Middelenrij:
    """`verleend` None: not known. `breedte` of its bar in per cent of the largest."""

    naam: str
    nummer: int | None
    verleend: Decimal | None
    per_inwoner: Decimal | None
    gerealiseerd: Decimal | None
    breedte: str


def _middelenrijen(overzicht: Middelenoverzicht, namen: dict[int, Programmalijn]) -> list[Middelenrij]:
    hoogste = max([rij.verleend for rij in overzicht.rijen] + [Decimal("0.01")])
    return [
        Middelenrij(
            naam=namen[rij.programmalijn].naam if rij.programmalijn else "Huisvesting",
            nummer=rij.programmalijn,
            verleend=_verleend(rij),
            per_inwoner=per_inwoner(rij.verleend, overzicht.inwoners) if _verleend(rij) is not None else None,
            gerealiseerd=rij.gerealiseerd,
            breedte=f"{rij.verleend * 100 / hoogste:.2f}",
        )
        for rij in overzicht.rijen
    ]


def _verleend(rij: Middel) -> Decimal | None:
    """Housing costs that nobody entered are unknown, not nothing."""
    return None if rij.programmalijn is None and not rij.verleend else rij.verleend


def per_inwoner(bedrag: Decimal, inwoners: Decimal | None) -> Decimal | None:
    return bedrag / inwoners if inwoners else None


# ------------------------------------------------------------------ the spreadsheet
def _bladen(beeld: Jaarbeeld) -> list[Blad]:
    namen = {lijn.nummer: lijn for lijn in Programmalijn.objects.all()}
    afspraken = Blad(
        f"Afspraken {beeld.jaar}",
        [
            Kolom("Programmalijn", breed=34),
            Kolom("Code"),
            Kolom("Activiteit", breed=40),
            Kolom("Pakket"),
            Kolom("Geteld in"),
            Kolom("Afgesproken", GETAL),
            Kolom("Gewijzigd in", GETAL),
            Kolom("Uitgevoerd", GETAL),
            Kolom("Verschil", GETAL),
            Kolom("Toelichting", breed=60),
        ],
        [_afspraakrij(regel, namen) for regel in beeld.regels],
    )
    return [afspraken, *_geldbladen(beeld, namen)] if beeld.middelen else [afspraken]


def _afspraakrij(regel: Verantwoordingsregel, namen: dict[int, Programmalijn]) -> Sequence:
    geen = "geen gegevens" if regel.telt else "wordt niet geteld"
    return [
        str(namen[regel.programmalijn]),
        regel.code,
        regel.titel,
        regel.pakket,
        regel.maat if regel.telt else "",
        regel.afgesproken,
        regel.gewijzigd,
        geen if regel.uitgevoerd is None else regel.uitgevoerd,
        regel.verschil,
        regel.toelichting,
    ]


def _geldbladen(beeld: Jaarbeeld, namen: dict[int, Programmalijn]) -> list[Blad]:
    overzicht = beeld.middelen
    assert overzicht is not None
    rijen = _middelenrijen(overzicht, namen)
    kolommen = [Kolom("Onderdeel", breed=40), Kolom("Verleend", EURO), Kolom("Per inwoner", EURO), Kolom("Gerealiseerd", EURO)]
    geen, jaarrekening = "geen gegevens", "zie de jaarrekening"
    middelen = [
        [
            rij.naam,
            geen if rij.verleend is None else rij.verleend,
            geen if rij.per_inwoner is None else rij.per_inwoner,
            jaarrekening if rij.gerealiseerd is None else rij.gerealiseerd,
        ]
        for rij in rijen
    ]
    samen = per_inwoner(overzicht.verleend, overzicht.inwoners)
    voet = [
        "Totaal",
        overzicht.verleend,
        geen if samen is None else samen,
        jaarrekening if overzicht.gerealiseerd is None else overzicht.gerealiseerd,
    ]
    besluiten = [
        Kolom("Soort"),
        Kolom("Datum", DATUM),
        Kolom("Kenmerk", breed=24),
        Kolom("Bedrag", EURO),
        Kolom("Voorwaarden", breed=60),
    ]
    return [
        Blad(f"Middelen {beeld.jaar}", kolommen, middelen, voet),
        Blad(
            f"Beschikkingen {beeld.jaar}",
            besluiten,
            [[b.get_soort_display(), b.datum, b.kenmerk, b.bedrag, b.voorwaarden] for b in overzicht.beschikkingen],
        ),
    ]


# ------------------------------------------------------------------ explaining a difference
@login_required
@require_POST
def toelichting(request: HttpRequest, cbs: str, jaar: int, code: str) -> HttpResponse:
    """Saves the explanation of one activity; refused, the page comes back with what was typed."""
    gemeente = wie.gemeente_of_404(request, cbs)
    editie = wie.editie_of_404(request, jaar)
    form = Toelichting(request.POST)
    try:
        if not form.is_valid():
            raise RegelFout("Deze toelichting is te lang. Gebruik hoogstens 4000 tekens.", code="tekst", veld="tekst")
        gegevens = form.cleaned_data
        regels.zet_toelichting(
            gemeente=gemeente, jaar=jaar, code=code, tekst=gegevens["tekst"], gezien=gegevens["gezien"], door=request.user
        )
    except RegelFout as fout:
        beeld = jaarbeeld(gemeente=gemeente, jaar=jaar)
        regel = next((regel for regel in beeld.regels if regel.code == code), None)
        anders = Rij(regel, fout=fout.tekst, invoer=request.POST.get("tekst", "")) if regel else None
        context = _context(request, gemeente, editie, beeld, anders) | {"fout": fout, "foutcode": code if regel else ""}
        return render(request, "verantwoording/verantwoording.html", context, status=statuscode(fout))
    messages.success(request, "De toelichting is opgeslagen." if gegevens["tekst"].strip() else "De toelichting is weg.")
    return redirect(f"{reverse('verantwoording', args=[cbs, jaar])}#r-{code}")


ADRES = "g/<str:cbs>/verantwoording/<int:jaar>/"
urlpatterns = [
    path(ADRES, verantwoording, name="verantwoording"),
    path(f"{ADRES}toelichting/<str:code>/", toelichting, name="verantwoording_toelichting"),
]
