"""What gemeenten took of an edition: who took what, hours against capacity, turnover and cover."""

from dataclasses import dataclass
from decimal import Decimal

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

from catalogus.fouten import RegelFout
from catalogus.models import Activiteit, Editie, Pakket
from catalogus.regels import afzet, edities
from catalogus.schermen import werkboek, wie
from catalogus.schermen.bibliotheek import alleen_bibliotheek, gekozen_editie, kader
from catalogus.werkmap.schrijven import EURO, GETAL, PROCENT, Blad, Kolom


class Filter(forms.Form):
    lijn = forms.ChoiceField()
    pakket = forms.ChoiceField(label="Pakket", required=False, choices=[("", "Alle pakketten"), *Pakket.choices])
    zoek = forms.CharField(label="Zoek op titel of code", required=False, max_length=80)

    def __init__(self, *args, activiteiten: list[Activiteit], **kwargs):
        super().__init__(*args, **kwargs)
        lijnen = {a.programmalijn.nummer: str(a.programmalijn) for a in activiteiten}
        keuzes = [("", "Alle programmalijnen"), *((str(nummer), lijnen[nummer]) for nummer in sorted(lijnen))]
        self.fields["lijn"] = forms.ChoiceField(label="Programmalijn", required=False, choices=keuzes)
        for naam in ("lijn", "pakket"):
            self.fields[naam].widget.attrs["class"] = "utrecht-select"
        self.fields["zoek"].widget = forms.TextInput({"type": "search", "class": "utrecht-textbox utrecht-textbox--html-input"})


@alleen_bibliotheek
@require_safe
def overzicht(request: HttpRequest, jaar: int) -> HttpResponse:
    editie = gekozen_editie(request, jaar)
    activiteiten = edities.activiteiten_van(editie=editie)
    posten = afzet.posten_van(editie=editie)
    filter_ = Filter(request.GET, activiteiten=activiteiten)
    gekozen = filter_.cleaned_data if filter_.is_valid() else {}
    matrix = afzet.matrix(posten=posten, activiteiten=_gefilterd(activiteiten, gekozen))
    if request.GET.get("uitvoer") == "xlsx":
        return werkboek.antwoord(bladen=[_matrixblad(matrix), *_bladen(editie, posten, activiteiten)], naam=f"afzet-{jaar}")
    cijfers = _cijfers(editie, posten, activiteiten)
    context = kader(request, actief="afzet", jaar=editie.jaar) | {
        "editie": editie,
        "edities": wie.edities_van(request),
        "filter": filter_,
        "gefilterd": any(gekozen.values()),
        "matrix": matrix,
        "geheel": afzet.som(post.bedrag for post in posten),
    }
    return render(request, "postvak/afzet.html", context | cijfers)


def _gefilterd(activiteiten: list[Activiteit], gekozen: dict) -> list[Activiteit]:
    """What can be taken (no parents of others) and fits the filter."""
    ouders = {activiteit.ouder_id for activiteit in activiteiten}
    zoek = gekozen.get("zoek", "").casefold()
    return [
        a
        for a in activiteiten
        if a.pk not in ouders
        and gekozen.get("lijn", "") in {"", str(a.programmalijn.nummer)}
        and gekozen.get("pakket", "") in {"", a.pakket}
        and zoek in f"{a.titel} {a.code}".casefold()
    ]


def _cijfers(editie: Editie, posten: list[afzet.Post], activiteiten: list[Activiteit]) -> dict:
    """Hours, turnover and cover. When cover cannot be worked out, `dekkingsfout` says why and the rest stays."""
    dekking, fout = None, ""
    try:
        dekking = afzet.dekkingen(editie=editie, activiteiten=activiteiten)
    except RegelFout as oorzaak:
        fout = oorzaak.tekst
    uren = afzet.uren(editie=editie, posten=posten, activiteiten=activiteiten)
    lijnen = afzet.per_programmalijn(posten=posten, activiteiten=activiteiten, dekking=dekking)
    regios = afzet.per_regio(posten=posten, dekking=dekking)
    return {
        "uren": urenbalken(uren),
        "bezetting": afzet.bezetting(regels=uren),
        "dekkingsfout": fout,
        "omzet": [
            {"wat": wat, "rijen": _omzetbalken(rijen), "totaal": afzet.totaalregel(regels=rijen)}
            for wat, rijen in (("programmalijn", lijnen), ("regio", regios))
        ],
    }


# ------------------------------------------------------------------ bars: x and width in a box 100 wide
FORMATIE_OP = Decimal(80)  # where capacity stands; what is beyond it still fits


@dataclass(frozen=True)
class Balk:
    """One row with its bar: dark for confirmed, light for what is submitted besides."""

    regel: afzet.Urenregel | afzet.Omzetregel
    donker: str
    licht: str

    @property
    def streep(self) -> Decimal:
        return FORMATIE_OP


def _balk(regel: afzet.Urenregel | afzet.Omzetregel, stand: afzet.Stand, schaal: Decimal) -> Balk:
    donker = min(max(min(stand.bevestigd, stand.samen), Decimal(0)) * schaal, Decimal(100))
    licht = min(max(stand.ingediend, Decimal(0)) * schaal, 100 - donker)
    return Balk(regel, f"{donker:.2f}", f"{licht:.2f}")


def urenbalken(regels: list[afzet.Urenregel]) -> list[Balk]:
    """Each functiegroep against its own capacity; without one there is no bar."""
    return [_balk(r, r.uren if r.capaciteit else afzet.Stand(), FORMATIE_OP / (r.capaciteit or 1)) for r in regels]


def _omzetbalken(regels: list[afzet.Omzetregel]) -> list[Balk]:
    """All against the largest."""
    meest = max((regel.omzet.samen for regel in regels), default=Decimal(0))
    return [_balk(regel, regel.omzet, 100 / meest if meest > 0 else Decimal(0)) for regel in regels]


# ------------------------------------------------------------------ the workbook
def _matrixblad(matrix: afzet.Matrix) -> Blad:
    kolommen = [
        Kolom("Programmalijn", GETAL, 8),
        Kolom("Code", breed=20),
        Kolom("Activiteit", breed=40),
        Kolom("Pakket", breed=10),
        Kolom("Eenheid", breed=14),
        *(Kolom(gemeente.naam, GETAL, 14) for gemeente in matrix.gemeenten),
        Kolom("Hoeveelheid bevestigd", GETAL),
        Kolom("Hoeveelheid ingediend", GETAL),
        Kolom("Gemeenten", GETAL, 11),
        Kolom("Bedrag bevestigd (euro)", EURO, 20),
        Kolom("Bedrag ingediend (euro)", EURO, 20),
    ]
    rijen = [
        [
            rij.activiteit.programmalijn.nummer,
            rij.activiteit.code,
            rij.activiteit.titel,
            rij.activiteit.get_pakket_display(),
            rij.activiteit.get_eenheid_display(),
            *(cel.samen or None for cel in rij.cellen),
            rij.hoeveelheid.bevestigd,
            rij.hoeveelheid.ingediend,
            rij.afnemers.samen,
            rij.bedrag.bevestigd,
            rij.bedrag.ingediend,
        ]
        for rij in matrix.rijen
    ]
    return Blad("Wie nam wat", kolommen, rijen)


def _bladen(editie: Editie, posten: list[afzet.Post], activiteiten: list[Activiteit]) -> list[Blad]:
    cijfers = _cijfers(editie, posten, activiteiten)
    uren = Blad(
        "Uren",
        [
            Kolom("Functiegroep", breed=34),
            Kolom("Uren bevestigd", GETAL),
            Kolom("Uren ingediend", GETAL),
            Kolom("Formatie (uren)", GETAL),
            Kolom("Deel van de formatie", PROCENT, 20),
        ],
        [
            [r.functiegroep, r.uren.bevestigd, r.uren.ingediend, r.capaciteit, r.deel]
            for r in (balk.regel for balk in cijfers["uren"])
        ],
    )
    return [
        uren,
        *(_omzetblad(deel["wat"], [balk.regel for balk in deel["rijen"]], deel["totaal"]) for deel in cijfers["omzet"]),
    ]


def _omzetblad(wat: str, rijen: list[afzet.Omzetregel], totaal: afzet.Omzetregel) -> Blad:
    def cellen(regel: afzet.Omzetregel) -> list:
        dekking = [None, None] if regel.dekking is None else [regel.dekking.bevestigd, regel.dekking.ingediend]
        return [regel.naam, regel.omzet.bevestigd, regel.omzet.ingediend, *dekking, regel.deel_dekking]

    kolommen = [
        Kolom(wat.capitalize(), breed=44),
        Kolom("Omzet bevestigd (euro)", EURO, 22),
        Kolom("Omzet ingediend (euro)", EURO, 22),
        Kolom("Dekking bevestigd (euro)", EURO, 24),
        Kolom("Dekking ingediend (euro)", EURO, 24),
        Kolom("Deel dekking", PROCENT),
    ]
    return Blad(f"Omzet per {wat}", kolommen, [cellen(regel) for regel in rijen], cellen(totaal))


urlpatterns = [path("bibliotheek/afzet/<int:jaar>/", overzicht, name="afzet")]
