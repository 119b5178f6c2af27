"""The cost screen: the list of an edition, and of one activity the grid, its result, what-if and saving."""

from decimal import Decimal

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from catalogus import toegang
from catalogus.fouten import RegelFout
from catalogus.models import Activiteit, Editie, Groep, Prijsvorm
from catalogus.opmaak import opsomming
from catalogus.regels import kostenlijst, kostenregels, kostenstand
from catalogus.regels.kostenlijst import Kostenrij
from catalogus.regels.kostenregels import Bewaard
from catalogus.schermen import kostenbotsing, kostenformulieren, kostenpagina, werkboek, wie
from catalogus.schermen.bibliotheek import alleen_bibliotheek, gekozen_editie, kader
from catalogus.schermen.kostenvelden import TEKSTVAK
from catalogus.schermen.werkmappen import werkmap
from catalogus.schermen.wie import HtmxRequest
from catalogus.werkmap.opzet import Keuze
from catalogus.werkmap.schrijven import EURO, GETAL, PRIJS, PROCENT, SOORTEN, Blad, Kolom

STATUS = {"niet-bevoegd": 403, "status": 409}  # of a RegelFout; the others are 422
VER_WEG = Decimal(-10000)
VOLGORDE = {
    "lijn": ("Programmalijn", lambda rij: (rij.activiteit.programmalijn.nummer, rij.activiteit.titel)),
    "titel": ("Titel", lambda rij: rij.activiteit.titel.casefold()),
    "code": ("Code", lambda rij: rij.activiteit.code),
    "verandering": ("Grootste verandering", lambda rij: -abs(rij.verandering) if rij.verandering is not None else Decimal(1)),
    "jaar": ("Duurste jaar", lambda rij: -kostenpagina.jaar_van(rij).kosten),
}
BEVINDINGEN = {
    "": "Alles",
    "let": "Met iets om op te letten",
    "fout": "Nog geen prijs",
    "geen-uren": "Zonder uren",
    "verschil": "Meer dan 10% anders",
    "dekking": "Dekking te groot",
    "bron": "Bron op",
}


class Filter(forms.Form):
    zoek = forms.CharField(label="Zoek op titel of code", required=False, max_length=80)
    lijn = forms.ChoiceField()
    vorm = forms.ChoiceField(label="Prijsvorm", required=False, choices=[("", "Alle prijsvormen"), *Prijsvorm.choices])
    let = forms.ChoiceField(label="Let op", required=False, choices=list(BEVINDINGEN.items()))
    volgorde = forms.ChoiceField(label="Sorteer op", required=False, choices=[(k, woord) for k, (woord, _) in VOLGORDE.items()])

    def __init__(self, *args, activiteiten: tuple[Activiteit, ...], **kwargs):
        super().__init__(*args, **kwargs)
        lijnen = {a.programmalijn.nummer: str(a.programmalijn) for a in activiteiten}
        keuzes = [("", "Alle programmalijnen"), *((str(nummer), lijnen[nummer]) for nummer in sorted(lijnen))]
        self.fields["lijn"] = forms.ChoiceField(label="Programmalijn", required=False, choices=keuzes)
        for veld in self.fields.values():
            veld.widget.attrs["class"] = "utrecht-select"
        self.fields["zoek"].widget = forms.TextInput({"type": "search", "class": TEKSTVAK})
        self.order_fields(["zoek", "lijn", "vorm", "let", "volgorde"])


# ------------------------------------------------------------------ the list
@alleen_bibliotheek
@require_safe
def lijst(request: HttpRequest, jaar: int) -> HttpResponse:
    editie = gekozen_editie(request, jaar)
    stand = kostenstand.stand_van(editie=editie)
    alle = kostenlijst.lijst(stand=stand)
    filter_ = Filter(request.GET, activiteiten=stand.activiteiten)
    gekozen = filter_.cleaned_data if filter_.is_valid() else {}
    rijen = [rij for rij in alle if _past(rij, gekozen)]
    rijen.sort(key=VOLGORDE[gekozen.get("volgorde") or "lijn"][1])
    if (soort := request.GET.get("uitvoer")) in SOORTEN:
        return werkboek.antwoord(bladen=[_blad(editie, rijen)], naam=f"kosten-{jaar}", soort=soort)
    if "werkmap" in request.GET:
        keuze = Keuze(jaar=editie.jaar, activiteiten=[rij.activiteit for rij in rijen])
        return werkmap(request, "kostenregels", "staffels", "dekkingen", keuze=keuze)
    return render(
        request,
        "kosten/lijst.html",
        kader(request, actief="kosten", jaar=editie.jaar)
        | {
            "editie": editie,
            "vorig_jaar": editie.jaar - 1,
            "edities": wie.edities_van(request),
            "filter": filter_,
            "gefilterd": any(waarde for naam, waarde in gekozen.items() if naam != "volgorde"),
            "rijen": rijen,
            "op_lijn": (gekozen.get("volgorde") or "lijn") == "lijn",
            "stand": stand,
            "tellingen": {soort: sum(1 for rij in alle if _let(rij, soort)) for soort in BEVINDINGEN if soort},
            "bewerkbaar": kostenregels.mag_wijzigen(door=request.user, editie=editie),
        },
    )


def _let(rij: Kostenrij, soort: str) -> bool:
    return bool(rij.waarschuwingen) if soort == "let" else any(punt.soort == soort for punt in rij.waarschuwingen)


def _past(rij: Kostenrij, gekozen: dict) -> bool:
    return (
        gekozen.get("zoek", "").casefold() in f"{rij.activiteit.titel} {rij.activiteit.code}".casefold()
        and gekozen.get("lijn", "") in {"", str(rij.activiteit.programmalijn.nummer)}
        and gekozen.get("vorm", "") in {"", rij.activiteit.prijsvorm}
        and (not gekozen.get("let") or _let(rij, gekozen["let"]))
    )


def _blad(editie: Editie, rijen: list[Kostenrij]) -> Blad:
    kolommen = [
        Kolom("Programmalijn", GETAL, 14),
        Kolom("Code", breed=20),
        Kolom("Activiteit", breed=40),
        Kolom("Pakket", breed=10),
        Kolom("Prijsvorm", breed=12),
        Kolom("Eenheid", breed=20),
        Kolom("Vast deel (euro)", EURO),
        Kolom("Per eenheid (euro)", PRIJS, 18),
        Kolom(f"Prijs {editie.jaar}", breed=44),
        Kolom(f"Prijs {editie.jaar - 1}", breed=44),
        Kolom("Verandering", PROCENT, 12),
        Kolom("Kostprijs vast deel (euro)", EURO, 24),
        Kolom("Kostprijs per eenheid (euro)", PRIJS, 26),
        Kolom("Verwachte gemeenten", GETAL, 20),
        Kolom("Verwachte hoeveelheid", GETAL, 22),
        Kolom("Let op", breed=60),
    ]
    return Blad(f"Kosten {editie.jaar}", kolommen, [_cellen(rij) for rij in rijen])


def _cellen(rij: Kostenrij) -> list:
    activiteit, prijs, kosten = rij.activiteit, rij.prijs, rij.uitkomst.als_kostprijs
    heeft_bedrag = prijs is not None and not prijs.staffel
    return [
        activiteit.programmalijn.nummer,
        activiteit.code,
        activiteit.titel,
        activiteit.get_pakket_display(),
        activiteit.get_prijsvorm_display(),
        activiteit.get_eenheid_display(),
        prijs.vast if prijs and heeft_bedrag else None,
        prijs.per_eenheid if prijs and heeft_bedrag else None,
        str(rij.woorden),
        str(rij.woorden_toen) if rij.woorden_toen else "",
        rij.verandering,
        kosten.vast,
        kosten.per_eenheid,
        activiteit.verwachte_afnemers,
        activiteit.verwachte_hoeveelheid,
        " ".join(punt.tekst for punt in rij.waarschuwingen),
    ]


# ------------------------------------------------------------------ one activity
def _activiteit_of_404(stand: kostenstand.Kostenstand, code: str) -> Activiteit:
    for activiteit in stand.activiteiten:
        if activiteit.code == code:
            return activiteit
    raise Http404(f"Editie {stand.editie.jaar} heeft geen activiteit {code}.")


@alleen_bibliotheek
@require_http_methods(["GET", "HEAD", "POST"])
def activiteit(request: HtmxRequest, jaar: int, code: str) -> HttpResponse:
    """The page; with `HX-Request` only the what-if of the address. POST saves the whole grid."""
    editie = gekozen_editie(request, jaar)
    stand = kostenstand.stand_van(editie=editie)
    gevonden = _activiteit_of_404(stand, code)
    if request.method == "POST":
        return _bewaar(request, stand, gevonden)
    formulier = kostenformulieren.maak(activiteit=gevonden)
    context = kostenpagina.context(stand=stand, formulier=formulier, vraag=request.GET)
    deel = bool(request.htmx) and not request.htmx.history_restore_request
    antwoord = _pagina(request, context, "kosten/watals.html" if deel else "kosten/activiteit.html")
    patch_vary_headers(antwoord, ["HX-Request"])
    return antwoord


@alleen_bibliotheek
@require_POST
def reken(request: HtmxRequest, jaar: int, code: str) -> HttpResponse:
    """What the grid as typed comes to; nothing is saved. Only the results with `HX-Request`, else the whole page."""
    stand = kostenstand.stand_van(editie=gekozen_editie(request, jaar))
    formulier = kostenformulieren.maak(activiteit=_activiteit_of_404(stand, code), data=request.POST)
    formulier.is_valid()
    context = kostenpagina.context(stand=stand, formulier=formulier) | {"niet_bewaard": True}
    return _pagina(request, context, "kosten/antwoord.html" if request.htmx else "kosten/activiteit.html")


def _bewaar(request: HttpRequest, stand: kostenstand.Kostenstand, gevonden: Activiteit) -> HttpResponse:
    formulier = kostenformulieren.maak(activiteit=gevonden, data=request.POST)
    extra: dict = {"niet_bewaard": True}
    status = 422
    if formulier.is_valid():
        try:
            bewaard = kostenregels.bewaar_grid(
                activiteit=gevonden,
                grid=formulier.grid(),
                gezien=formulier.kop.cleaned_data["slot"],
                door=request.user,
            )
        except RegelFout as fout:
            status = STATUS.get(fout.code, 422)
            extra["fout"] = fout
            if fout.code == "verouderd":
                return _botsing(request, fout, stand.editie, gevonden, formulier)
        else:
            messages.success(request, _woorden(bewaard))
            return redirect("kosten_activiteit", stand.editie.jaar, gevonden.code)
    return _pagina(request, kostenpagina.context(stand=stand, formulier=formulier) | extra, "kosten/activiteit.html", status)


def _botsing(
    request: HttpRequest, fout: RegelFout, editie: Editie, gezien: Activiteit, mijn: kostenformulieren.Gridformulier
) -> HttpResponse:
    """409: what is stored now beside what this user typed; saving again is a choice."""
    stand = kostenstand.stand_van(editie=editie)
    nu = _activiteit_of_404(stand, gezien.code)
    formulier = kostenformulieren.maak(activiteit=nu, data=kostenbotsing.samengevoegd(data=request.POST, nu=nu))
    formulier.is_valid()
    extra = {"niet_bewaard": True, "fout": fout, "botsing": kostenbotsing.verschillen(mijn=mijn, nu=nu)}
    context = kostenpagina.context(stand=stand, formulier=formulier) | extra
    return _pagina(request, context, "kosten/activiteit.html", 409)


def _woorden(bewaard: Bewaard) -> str:
    if not bewaard:
        return "Er was niets veranderd."
    delen = [
        f"{aantal} {woord}"
        for aantal, woord in ((bewaard.nieuw, "erbij"), (bewaard.gewijzigd, "veranderd"), (bewaard.weg, "weg"))
        if aantal
    ]
    return f"Bewaard: {opsomming(delen)}."


def _correctie(editie: Editie, activiteit: Activiteit, user) -> str:
    """Where a price that is published is corrected; empty for who may not, or when nothing changes any more."""
    open_ = editie.status in {Editie.Status.OPEN, Editie.Status.LOPEND}
    mag = toegang.is_lid(user, Groep.CATALOGUSREDACTIE, Groep.CONTROLLER)
    return reverse("prijscorrectie", args=[editie.jaar, activiteit.code]) if open_ and mag else ""


def _pagina(request: HttpRequest, context: dict, sjabloon: str, status: int = 200) -> HttpResponse:
    stand = context["stand"]
    context |= {
        "editie": stand.editie,
        "vorig_jaar": stand.editie.jaar - 1,
        "bewerkbaar": kostenregels.mag_wijzigen(door=request.user, editie=stand.editie),
        "correctie": _correctie(stand.editie, context["activiteit"], request.user),
        "adres": reverse("kosten_activiteit", args=[stand.editie.jaar, context["activiteit"].code]),
    }
    if sjabloon in {"kosten/activiteit.html", "kosten/uitleg.html"}:
        context |= kader(request, actief="kosten", jaar=stand.editie.jaar)
    return render(request, sjabloon, context, status=status)


@alleen_bibliotheek
@require_safe
def uitleg(request: HttpRequest, jaar: int, code: str) -> HttpResponse:
    """The price explained on one sheet of paper."""
    stand = kostenstand.stand_van(editie=gekozen_editie(request, jaar))
    formulier = kostenformulieren.maak(activiteit=_activiteit_of_404(stand, code))
    return _pagina(request, kostenpagina.context(stand=stand, formulier=formulier, met_uitleg=True), "kosten/uitleg.html")


urlpatterns = [
    path("edities/<int:jaar>/kosten/", lijst, name="kosten"),
    path("edities/<int:jaar>/kosten/<str:code>/", activiteit, name="kosten_activiteit"),
    path("edities/<int:jaar>/kosten/<str:code>/reken/", reken, name="kosten_reken"),
    path("edities/<int:jaar>/kosten/<str:code>/uitleg/", uitleg, name="kosten_uitleg"),
]
