"""The grid of figures: one rubriek of a year, all gemeenten beside each other; typing, pasting and saving."""

from dataclasses import dataclass, field

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from catalogus import toegang
from catalogus.fouten import RegelFout
from catalogus.models import Meting
from catalogus.regels.cijferrooster import Cel, Plek, Rij, Rubriek, plekken, rij, rubrieken
from catalogus.regels.cijfers import Cijfers
from catalogus.regels.metingen import NIEUW, Blokfout, Opgave, zet_metingen
from catalogus.schermen import wie
from catalogus.schermen.bibliotheek import alleen_bibliotheek, kader
from catalogus.schermen.cijferinvoer import Herkomst, Wijziging, wijzigingen
from catalogus.schermen.werkmappen import werkmap
from catalogus.schermen.wie import HtmxRequest
from catalogus.werkmap.opzet import Keuze

JAREN = range(2000, 2100)


@dataclass
class Vak:
    """A cell as it is drawn: what somebody typed stays while it is not saved."""

    cel: Cel
    rij: int
    kolom: int
    smal: bool  # also shown on a phone
    wijziging: Wijziging | None = None

    @property
    def tekst(self) -> str:
        return self.wijziging.typte if self.wijziging else self.cel.tekst

    @property
    def gezien(self) -> str:
        """Lock number and text of this cell as this user saw them."""
        if self.wijziging:
            return f"{'' if self.wijziging.gezien == NIEUW else self.wijziging.gezien}|{self.wijziging.was}"
        return self.vers

    @property
    def vers(self) -> str:
        """Lock number and text of this cell as they are now."""
        return f"{'' if self.cel.slot is None else self.cel.slot}|{self.cel.tekst}"


@dataclass
class Beeld:
    """Everything that the grid shows."""

    jaar: int
    rubriek: Rubriek
    rubrieken: list[Rubriek]
    kolommen: list[Plek]
    rijen: list[tuple[Rij, list[Vak]]]
    afgesloten: bool
    vakken: dict[str, Vak] = field(default_factory=dict)

    @property
    def koppen(self) -> list[tuple[Plek, bool]]:
        """The columns, and whether a phone shows them."""
        return [(vak.cel.plek, vak.smal) for vak in self.rijen[0][1]]


def beeld(*, jaar: int, slug: str, smal: str) -> Beeld:
    """The grid from the database; 404 for an unknown rubriek. `smal`: the column that a phone shows."""
    cijfers = Cijfers(jaren=[jaar - 1, jaar])
    alle = rubrieken(cijfers=cijfers, jaar=jaar)
    rubriek = next((r for r in alle if r.slug == slug), None)
    if rubriek is None:
        raise Http404
    kolommen = plekken(cijfers=cijfers, jaar=jaar, indicatoren=rubriek.indicatoren)
    gemeenten = [plek.sleutel for plek in kolommen if plek.gemeente]
    op_smal = smal if smal in gemeenten else next(iter(gemeenten), "")
    uit = Beeld(jaar, rubriek, alle, kolommen, [], cijfers.is_afgesloten(jaar))
    for r, indicator in enumerate(rubriek.indicatoren):
        regel = rij(cijfers=cijfers, indicator=indicator, jaar=jaar, kolommen=kolommen)
        vakken = [
            Vak(cel, r, k, smal=cel.plek.gemeente is None or cel.plek.sleutel == op_smal) for k, cel in enumerate(regel.cellen)
        ]
        uit.rijen.append((regel, vakken))
        uit.vakken |= {vak.cel.sleutel: vak for vak in vakken}
    return uit


@alleen_bibliotheek
@require_safe
def begin(request: HttpRequest) -> HttpResponse:
    """The year that people work on: the newest with a figure, else the last that is over."""
    laatste = toegang.zichtbaar_voor(request.user, Meting.objects.order_by("-jaar")).values_list("jaar", flat=True).first()
    return redirect("cijferjaar", jaar=laatste or timezone.localdate().year - 1)


@alleen_bibliotheek
@require_http_methods(["GET", "HEAD", "POST"])
def rubriek(request: HtmxRequest, jaar: int, rubriek: str) -> HttpResponse:
    if jaar not in JAREN:
        raise Http404
    if request.method == "POST":
        return _bewaar(request, jaar, rubriek)
    getoond = beeld(jaar=jaar, slug=rubriek, smal=request.GET.get("gemeente", ""))
    if "werkmap" in request.GET:
        return werkmap(request, "metingen", keuze=Keuze(jaar=jaar, indicatoren=getoond.rubriek.indicatoren))
    return _pagina(request, getoond, Herkomst())


def cijferkader(request: HttpRequest, jaar: int, *, actief: str = "cijfers") -> dict:
    """The shell of the screens of figures; the menu leads to the edition of the year, or else to the one that is open."""
    edities = wie.edities_van(request)
    editie = next((e for e in edities if e.jaar == jaar), wie.huidige_editie(edities))
    return kader(request, actief=actief, jaar=editie.jaar if editie else None)


def _pagina(request: HtmxRequest, beeld: Beeld, herkomst: Herkomst, *, status: int = 200, **extra) -> HttpResponse:
    context = cijferkader(request, beeld.jaar) | {
        "beeld": beeld,
        "herkomst": herkomst,
        "mag": toegang.mag_cijfers_invoeren(request.user),
        "met_vorig": "vorig" in request.GET,
        **extra,
    }
    return render(request, "cijfers/rooster.html", context, status=status)


def _bewaar(request: HtmxRequest, jaar: int, slug: str) -> HttpResponse:
    """Saves the cells that were changed, all or nothing: 422 with the errors in their cells, 409 when somebody was first."""
    smal = request.GET.get("gemeente", "")
    nu = beeld(jaar=jaar, slug=slug, smal=smal)
    herkomst = Herkomst(request.POST)
    lijst = wijzigingen(post=request.POST, cellen={sleutel: vak.cel for sleutel, vak in nu.vakken.items()})
    if not herkomst.is_valid():
        return _niet_bewaard(request, nu, herkomst, lijst, None)
    try:
        zet_metingen(jaar=jaar, opgaven=_opgaven(lijst, herkomst.cleaned_data), door=request.user)
    except Blokfout as blok:
        for plaats, fout in blok.fouten.items():
            lijst[plaats].fout = fout
        return _niet_bewaard(request, nu, herkomst, lijst, None)
    except RegelFout as fout:
        return _niet_bewaard(request, nu, herkomst, lijst, fout)
    wat = _wat(lijst)
    if not request.htmx:
        messages.success(request, wat)
        return redirect(f"{reverse('cijfers_rubriek', args=[jaar, slug])}?{request.GET.urlencode()}")
    daarna = beeld(jaar=jaar, slug=slug, smal=smal)
    vakken = [v for s, v in daarna.vakken.items() if f"w.{s}" in request.POST or (v.cel.bestaat and not v.cel.invoer)]
    return render(request, "cijfers/antwoord.html", _deel(request, daarna) | {"vakken": vakken, "wat": wat})


def _opgaven(lijst: list[Wijziging], herkomst: dict) -> list[Opgave]:
    """What must be written; Blokfout with every cell that is no number."""
    opgaven, fouten = [], {}
    for plaats, wijziging in enumerate(lijst):
        try:
            opgaven.append(wijziging.opgave(herkomst))
        except RegelFout as fout:
            fouten[plaats] = fout
    if fouten:
        raise Blokfout(fouten)
    return opgaven


def _wat(lijst: list[Wijziging]) -> str:
    om = f"{timezone.localtime():%H.%M}"
    if not lijst:
        return f"Er was niets veranderd om {om}."
    if len(lijst) > 1:
        return f"{len(lijst)} cijfers bewaard om {om}."
    (een,) = lijst
    return f"Bewaard om {om}: {een.cel.indicator}, {een.cel.plek.naam}: {een.typte or 'leeg'}."


def _deel(request: HtmxRequest, beeld: Beeld) -> dict:
    return {"beeld": beeld, "mag": True, "met_vorig": "vorig" in request.GET}


def _niet_bewaard(
    request: HtmxRequest, nu: Beeld, herkomst: Herkomst, lijst: list[Wijziging], algemeen: RegelFout | None
) -> HttpResponse:
    """The same screen with what was typed and what is wrong with it; both values where somebody else was first."""
    botsingen: list[Vak] = []
    fouten: list[Vak] = []
    overig: list[Vak] = []
    for wijziging in lijst:
        vak = nu.vakken[wijziging.cel.sleutel]
        vak.wijziging = wijziging
        botst = wijziging.fout is not None and wijziging.fout.code == "verouderd"
        (botsingen if botst else overig).append(vak)
        if wijziging.fout and not botst:
            fouten.append(vak)
    extra = {"algemeen": algemeen, "fouten": fouten, "botsingen": botsingen, "overig": overig}
    status = 403 if algemeen and algemeen.code == "niet-bevoegd" else 409 if botsingen else 422
    if not request.htmx:
        return _pagina(request, nu, herkomst, status=status, **extra)
    context = _deel(request, nu) | {"vakken": fouten + botsingen, "herkomst": herkomst} | extra
    return render(request, "cijfers/antwoord.html", context, status=status)


urlpatterns = [
    path("cijfers/", begin, name="cijfers"),
    path("cijfers/<int:jaar>/<slug:rubriek>/", rubriek, name="cijfers_rubriek"),
]
