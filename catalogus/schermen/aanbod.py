"""Browsing the catalogue of an edition for a gemeente."""

from dataclasses import dataclass

import django_filters
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import path
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from catalogus import toegang
from catalogus.fouten import RegelFout
from catalogus.models import Activiteit, Afname, Editie, Eenheid, Gemeente
from catalogus.regels import aanbod as regels
from catalogus.regels import keuzebeeld, prijswoorden
from catalogus.regels.afname import eis_kiesbaar
from catalogus.regels.kaarten import Kaart, laad
from catalogus.regels.zoeken import FACETTEN, SORTERINGEN, Filter, Uitkomst, opties_van, zoek
from catalogus.schermen import wie

PER_KEER = 24


class AanbodFilter(django_filters.FilterSet):
    """Reads and checks the address; the finding itself is done in `regels.zoeken`. Facets follow the edition on screen."""

    q = django_filters.CharFilter(label="Zoek", max_length=80)
    leeftijd = django_filters.NumberFilter(label="Leeftijd", min_value=0, max_value=120, decimal_places=0)
    sorteer = django_filters.ChoiceFilter(label="Sorteer op", choices=[(s, n) for s, n in SORTERINGEN.items() if s])
    pagina = django_filters.NumberFilter(label="Pagina", min_value=1, max_value=1000, decimal_places=0)
    keuze = django_filters.NumberFilter(label="Keuze", min_value=1, decimal_places=0)

    class Meta:
        model = Activiteit
        fields: list[str] = []

    def __init__(self, *, gegevens: QueryDict, kaarten: list[Kaart]):
        super().__init__(data=gegevens, queryset=Activiteit.objects.none())
        for facet in FACETTEN:
            keuzes = list(opties_van(kaarten=kaarten)[facet.sleutel].items())
            self.filters[facet.sleutel] = django_filters.MultipleChoiceFilter(label=facet.naam, choices=keuzes)
        self.form.is_valid()

    def waarde(self, naam: str) -> int | None:
        """A number from the address; None when it is not there or is no such number."""
        getal = self.form.cleaned_data.get(naam)
        return None if getal is None else int(getal)

    def als_filter(self) -> Filter:
        """What was asked, without what could not be understood."""
        schoon_ = self.form.cleaned_data
        return Filter(
            q=schoon_.get("q") or "",
            gekozen={facet.sleutel: frozenset(schoon_.get(facet.sleutel) or ()) for facet in FACETTEN},
            leeftijd=self.waarde("leeftijd"),
            sorteer=schoon_.get("sorteer") or "",
        )

    @property
    def onbegrepen(self) -> list[str]:
        """Names of filters in the address that this edition does not know."""
        return [str(self.form.fields[naam].label) for naam in self.form.errors if naam != "leeftijd"]


@dataclass(frozen=True)
class Rij:
    """One activity in the list, and how it stands in the concept."""

    kaart: Kaart
    gekozen: bool = False
    aantal: str = ""
    ouder: str = ""
    onderdelen: int = 0
    eerste_nieuwe: bool = False  # first of what 'Toon volgende' added


@login_required
@require_safe
def aanbod(request: wie.HtmxRequest, cbs: str, jaar: int) -> HttpResponse:
    """Search and filter an edition; the whole page, or for htmx the results and facets."""
    gemeente = wie.gemeente_of_404(request, cbs)
    editie = wie.editie_of_404(request, jaar)
    kaarten = laad(editie=editie, gemeente=gemeente)
    parameters = AanbodFilter(gegevens=request.GET, kaarten=kaarten)
    filter = parameters.als_filter()
    uitkomst = zoek(kaarten=kaarten, filter=filter)
    keuze = keuze_van(request, gemeente, editie, parameters.waarde("keuze"))
    getoond = PER_KEER * (parameters.waarde("pagina") or 1)
    gekozen = keuze["concept"].regels if keuze["concept"] else {}
    rijen = rijen_van(uitkomst.kaarten[:getoond], kaarten, gekozen)
    deel = bool(request.htmx) and not request.htmx.history_restore_request
    if deel and request.htmx.trigger == "meer":
        nieuw = getoond - PER_KEER
        rijen[nieuw:] = [Rij(**{**vars(rij), "eerste_nieuwe": n == 0}) for n, rij in enumerate(rijen[nieuw:])]
    adres = request.path + _adres(request.GET).rstrip("?")
    context = {
        **wie.kader(request, gemeente, actief="aanbod", editie=editie),
        **keuze,
        "uitkomst": uitkomst,
        "filter": filter,
        "formulier": parameters.form,
        "onbegrepen": parameters.onbegrepen,
        "rijen": rijen,
        "over": len(uitkomst.kaarten) - len(rijen),
        "volgende": min(PER_KEER, len(uitkomst.kaarten) - len(rijen)),
        "meer": _adres(request.GET, pagina=getoond // PER_KEER + 1),
        "chips": _chips(request.GET, uitkomst, filter),
        "wis": _adres(request.GET, alleen={"q", "sorteer", "keuze"}),
        "boekvraag": _adres(request.GET, alleen={"q", "leeftijd", *(facet.sleutel for facet in FACETTEN)}).rstrip("?"),
        "sorteringen": SORTERINGEN.items(),
        "adres": adres,
        "keuzevraag": f"?keuze={parameters.waarde('keuze')}" if parameters.waarde("keuze") else "",
        "naar_resultaten": deel and (request.htmx.trigger or "").startswith("chip-"),
        "toegevoegd": deel and (request.htmx.trigger or "").startswith("voeg-"),
    }
    antwoord = render(request, "catalogus/aanbod_deel.html" if deel else "catalogus/aanbod.html", context)
    patch_vary_headers(antwoord, ["HX-Request"])
    if deel and request.htmx.current_url_abs_path != adres:
        antwoord["HX-Push-Url"] = adres
    return antwoord


def _adres(
    vraag: QueryDict, *, zonder: tuple[str, str] | None = None, alleen: set[str] | None = None, pagina: int | None = None
) -> str:
    """The query of the address without empty values. A change of what is asked goes back to the first page.

    `zonder` leaves out one (key, value), `alleen` keeps only these keys.
    """
    nieuw = QueryDict(mutable=True)
    for sleutel, waarden in vraag.lists():
        blijft = sleutel in alleen if alleen else sleutel != "pagina" or not (zonder or pagina)
        over = [waarde for waarde in waarden if waarde.strip() and (sleutel, waarde) != zonder]
        if blijft and over:
            nieuw.setlist(sleutel, over)
    if pagina:
        nieuw["pagina"] = str(pagina)
    return f"?{nieuw.urlencode()}"


def _chips(vraag: QueryDict, uitkomst: Uitkomst, filter: Filter) -> list[tuple[str, str]]:
    """(name, address without it) of every filter that is on."""
    chips = [
        (optie.naam, _adres(vraag, zonder=(stand.facet.sleutel, optie.waarde)))
        for stand in uitkomst.facetten
        for optie in stand.opties
        if optie.gekozen
    ]
    if filter.leeftijd is not None:
        chips.append((f"Leeftijd {filter.leeftijd} jaar", _adres(vraag, zonder=("leeftijd", str(vraag["leeftijd"])))))
    return chips


def rijen_van(getoond: list[Kaart], kaarten: list[Kaart], gekozen: dict) -> list[Rij]:
    titels = {kaart.pk: kaart.titel for kaart in kaarten}
    onderdelen: dict[int, int] = {}
    for kaart in kaarten:
        if kaart.ouder_id:
            onderdelen[kaart.ouder_id] = onderdelen.get(kaart.ouder_id, 0) + 1
    return [
        Rij(
            kaart=kaart,
            gekozen=kaart.pk in gekozen,
            aantal=_aantal(kaart, gekozen),
            ouder=titels.get(kaart.ouder_id or 0, ""),
            onderdelen=onderdelen.get(kaart.pk, 0),
        )
        for kaart in getoond
    ]


def _aantal(kaart: Kaart, gekozen: dict) -> str:
    if kaart.pk not in gekozen or kaart.eenheid == Eenheid.VAST:
        return ""
    return prijswoorden.met_eenheid(aantal=gekozen[kaart.pk], eenheid=kaart.eenheid)


def keuze_van(request: HttpRequest, gemeente: Gemeente, editie: Editie, gevraagd: int | None) -> dict:
    """The concept that is being filled (asked for in the address, else the newest), the others, and whether one may choose."""
    afnames = toegang.zichtbaar_voor(request.user, Afname.objects.filter(gemeente=gemeente, editie=editie))
    concepten = regels.concepten(afnames=afnames)
    concept = next((c for c in concepten if c.pk == gevraagd), concepten[0] if concepten else None)
    mag = toegang.mag_afname_bewerken(request.user, gemeente)
    proef = Afname(gemeente=gemeente, editie=editie, voorganger_id=concept.voorganger_id if concept else None)
    try:
        if mag:
            eis_kiesbaar(afname=proef, door=request.user)
    except RegelFout:
        mag = False
    return {"concept": concept, "andere": [c for c in concepten if c != concept], "mag_kiezen": mag}


@login_required
@require_safe
def stand(request: HttpRequest, cbs: str, jaar: int, pk: int) -> HttpResponse:
    """The sums of a concept, for the box beside the list."""
    gemeente = wie.gemeente_of_404(request, cbs)
    afnames = toegang.zichtbaar_voor(request.user, Afname.objects.filter(gemeente=gemeente, editie__jaar=jaar))
    afname = get_object_or_404(afnames.select_related("gemeente", "editie"), pk=pk)
    return render(request, "catalogus/keuzestand.html", {"beeld": keuzebeeld.maak(afname=afname)})


urlpatterns = [
    path("g/<str:cbs>/catalogus/<int:jaar>/", aanbod, name="aanbod"),
    path("g/<str:cbs>/catalogus/<int:jaar>/keuze/<int:pk>/", stand, name="aanbod_stand"),
]
