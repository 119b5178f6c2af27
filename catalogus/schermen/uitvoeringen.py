"""What was carried out: overviews per month, and the list with its filter and download."""

from collections.abc import Iterator
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from catalogus.models import Bijeenkomst
from catalogus.opmaak import MAANDEN
from catalogus.regels import uitvoering_overzicht as overzichten
from catalogus.regels.registratieblad import hoeveel
from catalogus.schermen import werkboek
from catalogus.schermen.bibliotheek import alleen_bibliotheek, kader
from catalogus.schermen.registreren import catalogusjaar
from catalogus.schermen.uitvoeringfilter import ANDEREN, UitvoeringFilter
from catalogus.schermen.werkmappen import werkmap
from catalogus.werkmap.opzet import Keuze
from catalogus.werkmap.schrijven import DATUM, GETAL, PROCENT, SOORTEN, Blad, Kolom

PER_PAGINA = 50
MEEST = 50_000  # rows of a download
TABS = {
    overzichten.VESTIGING: "Per vestiging",
    overzichten.GEMEENTE: "Per gemeente",
    overzichten.LIJN: "Per programmalijn",
    overzichten.ACTIVITEIT: "Per activiteit",
    overzichten.CAMPAGNE: "Per campagne",
}
ZONDER = {
    overzichten.VESTIGING: "Zonder vestiging",
    overzichten.LIJN: "Van anderen (platform)",
    overzichten.ACTIVITEIT: "Van anderen (platform)",
}
KORT = {"maart": "mrt"}
FILTERNAAM = {  # the filter of the list that shows the meetings of a row
    overzichten.VESTIGING: "locatie",
    overzichten.GEMEENTE: "gemeente",
    overzichten.LIJN: "lijn",
    overzichten.ACTIVITEIT: "activiteit",
    overzichten.CAMPAGNE: "campagne",
}


def soort_van(request: HttpRequest) -> str:
    """The kind of file that was asked for; empty for a page."""
    soort = request.GET.get("uitvoer", "")
    return soort if soort in SOORTEN else ""


# ------------------------------------------------------------------ overviews
@alleen_bibliotheek
@require_safe
def overzicht(request: HttpRequest) -> HttpResponse:
    filter_ = UitvoeringFilter(request=request, zonder=("maand", "status", "q"))
    per = request.GET.get("per", "")
    per = per if per in TABS else overzichten.VESTIGING
    beeld = overzichten.overzicht(
        bijeenkomsten=filter_.qs,
        per=per,
        jaar=filter_.jaar,
        vandaag=timezone.localdate(),
        gemeente=filter_.gemeente,
        codes=filter_.codes,
    )
    rijen = sorted((_benoemd(rij, per, filter_, beeld) for rij in beeld.rijen), key=lambda rij: rij["volgorde"])
    if soort := soort_van(request):
        blad = _overzichtblad(rijen, beeld.totaal, per, filter_.jaar)
        return werkboek.antwoord(bladen=[blad], naam=f"uitvoeringen-{filter_.jaar}-per-{per}", soort=soort)
    nu = timezone.localdate()
    gemist = overzichten.gemist(overzicht=beeld, locaties=filter_.locaties) if per == overzichten.VESTIGING else []
    return render(
        request,
        "uitvoering/overzicht.html",
        kader(request, actief="uitvoeringen", jaar=catalogusjaar(request))
        | {
            "filter": filter_,
            "per": per,
            "tabs": TABS.items(),
            "rijen": rijen,
            "totaal": beeld.totaal,
            "maanden": [(maand, KORT.get(maand, maand[:3])) for maand in MAANDEN],
            "met_afspraak": any(rij["rij"].afspraak for rij in rijen),
            "deels_heel": any(rij["rij"].deels_heel for rij in rijen),
            "deze_maand": [g for g in gemist if filter_.jaar == nu.year and nu.month in g.maanden],
            "gemist": [(g.locatie, [MAANDEN[maand - 1] for maand in g.maanden]) for g in gemist],
            "maandnaam": MAANDEN[nu.month - 1],
            "soorten": SOORTEN,
        },
    )


def _benoemd(rij: overzichten.Rij, per: str, filter_: UitvoeringFilter, beeld: overzichten.Overzicht) -> dict[str, Any]:
    """A row with its name, what stands under it, its place in the order, and the filter that gives its meetings."""
    sleutel = rij.sleutel
    naam, bij, lijn, volgorde = ZONDER.get(per, ""), "", 0, (2, "", "")
    if sleutel is not None:
        if per == overzichten.VESTIGING:
            locatie = filter_.locaties[sleutel]
            naam, bij = str(locatie), locatie.gemeente.naam
        elif per == overzichten.GEMEENTE:
            naam = filter_.gemeenten[sleutel].naam
        elif per == overzichten.LIJN:
            naam, lijn = filter_.lijnen[sleutel].naam if sleutel in filter_.lijnen else str(sleutel), sleutel
        elif per == overzichten.ACTIVITEIT:
            activiteit = filter_.activiteiten.get(sleutel)
            naam, bij = (activiteit.titel, sleutel) if activiteit else (sleutel, "niet meer in de catalogus")
            lijn = activiteit.programmalijn.nummer if activiteit else 0
        else:
            naam = filter_.campagnes.get(sleutel, sleutel)
        elders = per == overzichten.VESTIGING and sleutel not in beeld.vestigingen
        volgorde = (int(elders), bij if per == overzichten.VESTIGING else f"{lijn:02}", naam)
    waarde = sleutel if sleutel is not None else ANDEREN if per == overzichten.LIJN else None
    return {
        "rij": rij,
        "naam": naam,
        "bij": bij,
        "lijn": lijn,
        "volgorde": volgorde,
        "naar": _naar(per, waarde, filter_),
    }


def _naar(per: str, waarde: Any, filter_: UitvoeringFilter) -> str:
    """Address of the list with the meetings of a row, under the same filter; empty when there is no filter for it."""
    if waarde is None:
        return ""
    vraag = {"jaar": filter_.jaar} | filter_.gekozen | {FILTERNAAM[per]: waarde}
    return f"{reverse('uitvoeringenlijst')}?{urlencode(vraag)}"


def _overzichtblad(rijen: list[dict], totaal: overzichten.Rij, per: str, jaar: int) -> Blad:
    kolommen = [
        Kolom(TABS[per].removeprefix("Per ").capitalize(), breed=36),
        Kolom("Hoort bij", breed=24),
        *(Kolom(maand, GETAL, 10) for maand in MAANDEN),
        Kolom("Bijeenkomsten", GETAL),
        Kolom("Deelnames", GETAL),
        Kolom("Afgesproken", GETAL),
        Kolom("Daarvan gedaan", GETAL),
        Kolom("Deel", PROCENT),
        Kolom("Eenheid", breed=14),
        Kolom("Maanden zonder registratie", breed=40),
    ]

    def regel(naam: str, bij: str, rij: overzichten.Rij) -> list:
        a = rij.afspraak
        afspraak = [a.afgesproken, a.gedaan, a.deel, a.maat] if a else [None, None, None, ""]
        mist = ", ".join(MAANDEN[maand - 1] for maand in sorted(rij.mist))
        return [naam, bij, *rij.maanden, rij.bijeenkomsten, rij.deelnames, *afspraak, mist]

    regels = [regel(rij["naam"], rij["bij"], rij["rij"]) for rij in rijen]
    return Blad(f"Uitvoeringen {jaar}", kolommen, regels, regel("Totaal", "", totaal))


# ------------------------------------------------------------------ the list
@alleen_bibliotheek
@require_safe
def lijst(request: HttpRequest) -> HttpResponse:
    filter_ = UitvoeringFilter(request=request)
    rijen = voor_lijst(filter_.van_het_jaar)
    if soort := soort_van(request):
        return werkboek.antwoord(bladen=[lijstblad(rijen, filter_.jaar)], naam=f"uitvoeringen-{filter_.jaar}", soort=soort)
    if "werkmap" in request.GET:
        return werkmap(request, "uitvoeringen", keuze=Keuze(jaar=filter_.jaar, bijeenkomsten=filter_.van_het_jaar))
    bladzijden = Paginator(rijen, PER_PAGINA)
    bladzijde = bladzijden.get_page(request.GET.get("pagina"))
    context = kader(request, actief="uitvoeringen", jaar=catalogusjaar(request)) | {
        "filter": filter_,
        "bladzijde": bladzijde,
        "rijen": [regel_van(keer) for keer in bladzijde],
        "bladnummers": bladzijden.get_elided_page_range(bladzijde.number, on_each_side=1, on_ends=1),
        "te_veel": bladzijden.count > MEEST,
        "meest": MEEST,
        "soorten": SOORTEN,
    }
    return render(request, "uitvoering/lijst.html", context)


def voor_lijst(bijeenkomsten: QuerySet[Bijeenkomst]) -> QuerySet[Bijeenkomst]:
    """Newest first, with all that a row shows in two queries."""
    relaties = ("uitvoering__activiteit__programmalijn", "uitvoering__locatie", "uitvoering__campagne", "uitvoering__doelgroep")
    return bijeenkomsten.select_related(*relaties).prefetch_related("uitvoering__gemeenten").order_by("-datum", "-pk")


def regel_van(keer: Bijeenkomst) -> dict:
    gemeenten = [gemeente.naam for gemeente in keer.uitvoering.gemeenten.all()]
    return {"keer": keer, "uitvoering": keer.uitvoering, "gemeenten": gemeenten, "hoeveel": hoeveel(bijeenkomst=keer)}


def lijstblad(bijeenkomsten: QuerySet[Bijeenkomst], jaar: int) -> Blad:
    """The rows of the list as a sheet, at most MEEST; read in portions, so that memory stays flat."""
    kolommen = [
        Kolom("Nummer", GETAL, 10),
        Kolom("Datum", DATUM, 12),
        Kolom("Activiteit", breed=36),
        Kolom("Code", breed=18),
        Kolom("Programmalijn", GETAL, 10),
        Kolom("Platformactiviteit", breed=10),
        Kolom("Vestiging", breed=30),
        Kolom("Gemeenten", breed=30),
        Kolom("Stand", breed=12),
        Kolom("Deelnames", GETAL, 12),
        Kolom("Doelgroep", breed=20),
        Kolom("Campagne", breed=24),
        Kolom("Aanbieder", breed=24),
        Kolom("Zin voor het jaarbericht", breed=60),
    ]

    def regels() -> Iterator[list]:
        for keer in bijeenkomsten[:MEEST].iterator(chunk_size=2000):
            u = keer.uitvoering
            a = u.activiteit
            yield [
                u.pk,
                keer.datum,
                str(u),
                a.code if a else "",
                a.programmalijn.nummer if a else None,
                "ja" if u.platform else "nee",
                str(u.locatie or ""),
                ", ".join(g.naam for g in u.gemeenten.all()),
                keer.get_status_display(),
                keer.deelnames,
                str(u.doelgroep or ""),
                u.campagne.naam if u.campagne else "",
                u.aanbieder,
                u.verslag,
            ]

    return Blad(f"Uitvoeringen {jaar}", kolommen, regels())


urlpatterns = [
    path("uitvoeringen/", overzicht, name="uitvoeringen"),
    path("uitvoeringen/lijst/", lijst, name="uitvoeringenlijst"),
]
