"""The catalogue of an edition for a gemeente: browse, and the page of one activity."""

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
from catalogus.models import Activiteit, Afname, Editie, Eenheid, Gemeente, Prijs, Prijsvorm, Realisatiemaat
from catalogus.opmaak import getal, hoeveelheid
from catalogus.regels import aanbod as regels
from catalogus.regels import keuzebeeld, prijswoorden
from catalogus.regels.afname import eis_kiesbaar, kiezen_tot
from catalogus.regels.kaarten import Kaart, laad
from catalogus.regels.kostprijs import GEPRIJSD, eenheidsprijs_tekst
from catalogus.regels.prefill import stel_voor
from catalogus.regels.tekst import schoon
from catalogus.regels.uitleg import grenzen
from catalogus.regels.zoeken import FACETTEN, SORTERINGEN, Filter, Uitkomst, opties_van, verwant, zoek
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
def aanbod(request: HttpRequest, cbs: str, jaar: int) -> HttpResponse:
    """Search and filter an edition; the whole page, or for htmx the results and facets."""
    gemeente = wie.gemeente_of_404(request, cbs)
    editie = wie.editie_of_404(request, jaar)
    kaarten = laad(editie=editie, gemeente=gemeente)
    parameters = AanbodFilter(gegevens=request.GET, kaarten=kaarten)
    filter = parameters.als_filter()
    uitkomst = zoek(kaarten=kaarten, filter=filter)
    keuze = _keuze(request, gemeente, editie, parameters.waarde("keuze"))
    getoond = PER_KEER * (parameters.waarde("pagina") or 1)
    gekozen = keuze["concept"].regels if keuze["concept"] else {}
    rijen = _rijen(uitkomst.kaarten[:getoond], kaarten, gekozen)
    deel = bool(request.htmx) and not request.htmx.history_restore_request
    if deel and request.htmx.trigger == "meer":
        nieuw = getoond - PER_KEER
        rijen[nieuw:] = [Rij(**{**vars(rij), "eerste_nieuwe": n == 0}) for n, rij in enumerate(rijen[nieuw:])]
    adres = _adres(request.GET)
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
        "wis": _adres(QueryDict(mutable=True), **{n: request.GET[n] for n in ("q", "sorteer", "keuze") if n in request.GET}),
        "sorteringen": SORTERINGEN.items(),
        "adres": request.path + adres,
        "keuzevraag": f"?keuze={parameters.waarde('keuze')}" if parameters.waarde("keuze") else "",
        "naar_resultaten": deel and (request.htmx.trigger or "").startswith("chip-"),
        "toegevoegd": deel and (request.htmx.trigger or "").startswith("voeg-"),
    }
    antwoord = render(request, "catalogus/aanbod_deel.html" if deel else "catalogus/aanbod.html", context)
    patch_vary_headers(antwoord, ["HX-Request"])
    if deel and request.htmx.current_url_abs_path != request.path + adres:
        antwoord["HX-Push-Url"] = request.path + adres
    return antwoord


def _adres(vraag: QueryDict, *, zonder: tuple[str, str] | None = None, **anders) -> str:
    """The query of the address without empty values; `zonder` leaves out one value, `anders` sets others."""
    nieuw = QueryDict(mutable=True)
    for sleutel, waarden in vraag.lists():
        if sleutel != "pagina" or not (zonder or anders):
            nieuw.setlist(sleutel, [w for w in waarden if w.strip() and (sleutel, w) != zonder])
    for sleutel, waarde in anders.items():
        nieuw[sleutel] = str(waarde)
    return f"?{nieuw.urlencode()}" if any(waarden for _, waarden in nieuw.lists()) else "?"


def _chips(vraag: QueryDict, uitkomst: Uitkomst, filter: Filter) -> list[tuple[str, str]]:
    """(name, address without it) of every filter that is on."""
    chips = [
        (optie.naam, _adres(vraag, zonder=(stand.facet.sleutel, optie.waarde)))
        for stand in uitkomst.facetten
        for optie in stand.opties
        if optie.gekozen
    ]
    if filter.leeftijd is not None:
        chips.append((f"Leeftijd {filter.leeftijd} jaar", _adres(vraag, zonder=("leeftijd", vraag["leeftijd"]))))
    return chips


def _rijen(getoond: list[Kaart], kaarten: list[Kaart], gekozen: dict) -> list[Rij]:
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


def _keuze(request: HttpRequest, gemeente: Gemeente, editie: Editie, gevraagd: int | None) -> dict:
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


@login_required
@require_safe
def activiteit(request: HttpRequest, cbs: str, jaar: int, code: str) -> HttpResponse:
    """Everything about one activity, for this gemeente."""
    gemeente = wie.gemeente_of_404(request, cbs)
    editie = wie.editie_of_404(request, jaar)
    rijen = Activiteit.objects.filter(editie=editie).select_related(
        "editie", "programmalijn", "voorganger__editie", "realisatieindicator"
    )
    gevonden = get_object_or_404(toegang.zichtbaar_voor(request.user, rijen), code=code)
    kaarten = laad(editie=editie, gemeente=gemeente)
    kaart = next(k for k in kaarten if k.pk == gevonden.pk)
    gevraagd = request.GET.get("keuze", "")
    keuze = _keuze(request, gemeente, editie, int(gevraagd) if gevraagd.isdecimal() else None)
    gekozen = keuze["concept"].regels if keuze["concept"] else {}
    context = {
        **wie.kader(request, gemeente, actief="aanbod", editie=editie),
        **keuze,
        **_prijs(request, gevonden, kaart),
        "activiteit": gevonden,
        "rij": _rijen([kaart], kaarten, gekozen)[0],
        "ouder": next((k for k in kaarten if k.pk == kaart.ouder_id), None),
        "onderdelen": _rijen([k for k in kaarten if k.ouder_id == kaart.pk], kaarten, gekozen),
        "verwant": verwant(kaart=kaart, kaarten=kaarten),
        "tekst": schoon(tekst=gevonden.omschrijving),
        "meting": _meting(gevonden),
        "anderen": regels.anderen(activiteit=gevonden, gemeente=gemeente),
        "met_verloop": not kaart.is_ouder and gevonden.prijsvorm in GEPRIJSD,
        **_verloop(regels.prijsverloop(activiteit=gevonden, edities=wie.edities_van(request)), gevonden),
        **_voorstel(gevonden, gemeente, kaart, keuze["concept"]),
        "kiezen_tot": kiezen_tot(afname=Afname(gemeente=gemeente, editie=editie)),
        "adres": request.get_full_path(),
        "keuzevraag": f"?keuze={gevraagd}" if gevraagd.isdecimal() else "",
    }
    return render(request, "catalogus/activiteit.html", context)


def _prijs(request: HttpRequest, activiteit: Activiteit, kaart: Kaart) -> dict:
    """The newest price with last year's, and the build-up as far as this user may see it."""
    prijzen = toegang.zichtbaar_voor(
        request.user, Prijs.objects.filter(activiteit__in=[activiteit.pk, activiteit.voorganger_id or activiteit.pk])
    )
    nieuwste = {p.activiteit_id: prijswoorden.gegevens_van(prijs=p) for p in prijzen.order_by("versie")}
    prijs, toen = nieuwste.get(activiteit.pk), nieuwste.get(activiteit.voorganger_id or 0)
    if prijs is None or kaart.is_ouder:
        return {"staffel": [], "opbouw": [], "kostenregels": [], "vorig": None}
    toont = activiteit.editie.kostenopbouw
    if toegang.mag_kostenopbouw_zien(request.user):
        toont = Editie.Kostenopbouw.VOLLEDIG
    zichtbaar = toont != Editie.Kostenopbouw.GEEN
    voorganger = activiteit.voorganger
    return {
        "staffel": prijswoorden.staffelklassen(prijs=prijs, eenheid=activiteit.eenheid),
        "staffeluitleg": prijswoorden.staffeluitleg(prijs=prijs, eenheid=activiteit.eenheid) if prijs.staffel else "",
        "opbouw": regels.opbouw(prijs=prijs, eenheid=activiteit.eenheid) if zichtbaar else [],
        "kostenregels": regels.kostenregels(activiteit=activiteit, prijs=prijs)
        if toont == Editie.Kostenopbouw.VOLLEDIG
        else [],
        "vorig": voorganger
        and toen
        and {
            "jaar": voorganger.editie.jaar,
            "woorden": prijswoorden.prijs_in_woorden(prijs=toen, eenheid=voorganger.eenheid, prijsvorm=voorganger.prijsvorm),
            "verandering": prijswoorden.verandering(nu=prijs, toen=toen) if kaart.was else None,
        },
    }


def _verloop(verloop: list[regels.Verloop], activiteit: Activiteit) -> dict:
    """Prices over the years, and where the bars of the chart stand; no chart for fewer than two amounts."""
    punten = [punt for punt in verloop if punt.bedrag]
    if len(punten) < 2:
        return {"verloop": verloop, "grafiek": None}
    staven = [
        {
            "x": str(8 + 80 * n),
            "midden": str(39 + 80 * n),
            "y": str(104 - punt.hoogte),
            "ytekst": str(98 - punt.hoogte),
            "hoogte": str(punt.hoogte),
            "bedrag": getal(punt.bedrag, 0 if punt.bedrag >= 1000 else 2),
            "jaar": str(punt.jaar),
        }
        for n, punt in enumerate(punten)
        if punt.bedrag
    ]
    per = "Laagste klasse" if activiteit.prijsvorm == Prijsvorm.STAFFEL else eenheidsprijs_tekst(activiteit=activiteit)
    return {
        "verloop": verloop,
        "grafiek": {"breedte": str(80 * len(staven)), "staven": staven, "wat": f"{per.capitalize()}, in euro"},
    }


def _voorstel(activiteit: Activiteit, gemeente: Gemeente, kaart: Kaart, concept: regels.Concept | None) -> dict:
    """Quantity to start from: what is chosen, else the proposal with where it comes from."""
    if kaart.is_ouder:
        return {}
    voorstel = stel_voor(activiteit=activiteit, gemeente=gemeente)
    return {
        "voorstel": voorstel,
        "voorstel_woorden": prijswoorden.met_eenheid(aantal=voorstel.hoeveelheid, eenheid=activiteit.eenheid),
        "aantal": hoeveelheid((concept.regels if concept else {}).get(kaart.pk, voorstel.hoeveelheid)),
        "eenheden": prijswoorden.eenheid_in_woorden(eenheid=activiteit.eenheid),
        "grenzen": grenzen(activiteit=activiteit),
        "slot": concept.sloten.get(kaart.pk) if concept else None,
    }


def _meting(activiteit: Activiteit) -> str:
    """What is counted to see whether it was carried out; empty when nothing is."""
    if activiteit.realisatiemaat == Realisatiemaat.GEEN:
        return ""
    if activiteit.realisatiemaat == Realisatiemaat.INDICATOR:
        return f"het cijfer ‘{activiteit.realisatieindicator}’" if activiteit.realisatieindicator else ""
    if activiteit.realisatiemaat == Realisatiemaat.LOCATIES and activiteit.realisatiefunctie:
        return f"locaties ({activiteit.get_realisatiefunctie_display()})"
    return activiteit.get_realisatiemaat_display()


urlpatterns = [
    path("g/<str:cbs>/catalogus/<int:jaar>/", aanbod, name="aanbod"),
    path("g/<str:cbs>/catalogus/<int:jaar>/keuze/<int:pk>/", stand, name="aanbod_stand"),
    path("g/<str:cbs>/catalogus/<int:jaar>/<str:code>/", activiteit, name="aanbod_activiteit"),
]
