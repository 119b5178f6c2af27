"""Stories: per gemeente what there is, picking an execution, and writing."""

from dataclasses import asdict
from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods, require_safe

from catalogus import toegang
from catalogus.fouten import RegelFout
from catalogus.models import Gemeente, Programmalijn, Term, Uitvoering
from catalogus.schermen.editieformulieren import voeg_fout_toe
from catalogus.schermen.keuzepagina import statuscode
from jaarbericht.models import Citaat, Feit, Partner, Verhaal
from jaarbericht.regels import lokaal
from jaarbericht.regels import verhalen as regels
from jaarbericht.schermen.redactiekader import alleen_redactie
from jaarbericht.schermen.verhaalformulieren import Verhaalformulier, leesbaar
from jaarbericht.schermen.verhalenkader import DEEL, ZET, gemeente_van, gezien, terug, verhaal_van, verhalenkader
from jaarbericht.velden import BEGRIPPEN

MEEST = 40  # executions on a page
SOORTEN: dict[str, Any] = {"verhaal": Verhaal, "citaat": Citaat, "feit": Feit, "partner": Partner}


# ------------------------------------------------------------------ what there is
@alleen_redactie
@require_safe
def lijst(request: HttpRequest, jaar: int) -> HttpResponse:
    """How far each gemeente is."""
    gemeenten = toegang.zichtbaar_voor(request.user, Gemeente.objects.deelnemers(jaar)).order_by("naam")
    rijen: list[dict[str, Any]] = [{"gemeente": gemeente} for gemeente in gemeenten]
    for naam, model in SOORTEN.items():
        tellen = {"aantal": Count("pk")}
        if model is Verhaal:
            tellen |= {"zonder_foto": Count("pk", filter=Q(foto__isnull=True))}
        telling = model.objects.filter(jaar=jaar).order_by().values("gemeente").annotate(**tellen)
        per = {rij["gemeente"]: rij for rij in telling}
        for rij in rijen:
            geteld = per.get(rij["gemeente"].pk, {})
            rij[naam] = geteld.get("aantal", 0)
            if model is Verhaal:
                rij["zonder_foto"] = geteld.get("zonder_foto", 0)
    return render(request, "redactie/verhalen.html", verhalenkader(request, jaar) | {"rijen": rijen})


@alleen_redactie
@require_http_methods(["GET", "HEAD", "POST"])
def gemeente(request: HttpRequest, jaar: int, cbs: str) -> HttpResponse:
    """All local content of a gemeente; a POST moves a row of it."""
    eigen = gemeente_van(request, jaar, cbs)
    fout, status = None, 200
    if request.method == "POST":
        try:
            return redirect(_verzet(request, jaar, eigen))
        except RegelFout as oorzaak:
            fout, status = oorzaak, statuscode(oorzaak)
    vast = {"gemeente": eigen, "jaar": jaar}
    verhalen = list(
        Verhaal.objects.filter(**vast)
        .select_related("programmalijn", "campagne", "foto", "toestemming", "uitvoering")
        .order_by("programmalijn__nummer", "volgorde", "pk")
    )

    def van(naam: str) -> list:
        rijen = SOORTEN[naam].objects.filter(**vast).select_related("programmalijn")
        return list(rijen.order_by("programmalijn__nummer", "volgorde", "pk"))

    lijnen = [
        {"lijn": lijn, "verhalen": _met_plek([v for v in verhalen if v.programmalijn_id == lijn.pk])}
        for lijn in Programmalijn.objects.all()
    ]
    context = verhalenkader(request, jaar, eigen) | {
        "fout": fout,
        "aantal": len(verhalen),
        "lijnen": lijnen,
        "lokaal": [
            ("citaten", "Citaten", "Citaat", _per_lijn(van("citaat"))),
            ("feiten", "Feiten", "Feit", [deel | {"naam": _feit(deel["rij"])} for deel in _per_lijn(van("feit"))]),
            ("partners", "Partners", "Partner", _per_lijn(van("partner"))),
        ],
        "termen": [(BEGRIPPEN.get(t.begrip, t.begrip), t) for t in Term.objects.filter(gemeente=eigen)],
    }
    return render(request, "redactie/verhalen_gemeente.html", context, status=status)


def _feit(feit: Feit) -> str:
    return f"{leesbaar(feit.getal)} {leesbaar(feit.tekst)}"


def _met_plek(rijen: list) -> list[dict]:
    return [{"rij": rij, "plek": plek, "laatste": plek + 1 == len(rijen)} for plek, rij in enumerate(rijen)]


def _per_lijn(rijen: list) -> list[dict]:
    """Rows with their place among those of the same programmalijn."""
    groepen: dict[int | None, list] = {}
    for rij in rijen:
        groepen.setdefault(rij.programmalijn_id, []).append(rij)
    return [deel for groep in groepen.values() for deel in _met_plek(groep)]


def _verzet(request: HttpRequest, jaar: int, eigen: Gemeente) -> str:
    gevonden = ZET.fullmatch(request.POST.get("zet", ""))
    if gevonden is None or gevonden[1] not in SOORTEN:
        raise RegelFout("Kies eerst wat je wilt verplaatsen.", code="onbekend")
    soort, pk, naar, slot = gevonden[1], *map(int, gevonden.groups()[1:])
    rij = get_object_or_404(SOORTEN[soort], gemeente=eigen, jaar=jaar, pk=pk)
    if isinstance(rij, Verhaal):
        regels.verplaats_verhaal(verhaal=rij, naar=naar, gezien=slot, door=request.user)
    else:
        lokaal.verplaats_rij(rij=rij, naar=naar, gezien=slot, door=request.user)
    messages.success(request, f"‘{rij}’ staat nu op plek {naar + 1}.")
    return terug(jaar, eigen, f"{soort}-{pk}")


# ------------------------------------------------------------------ a new story
@alleen_redactie
@require_safe
def kies(request: HttpRequest, jaar: int, cbs: str) -> HttpResponse:
    """The executions of a gemeente and year, to make a story of."""
    eigen = gemeente_van(request, jaar, cbs)
    zoek = request.GET.get("q", "").strip()[:80]
    gevonden = regels.uitvoeringen_voor(gemeente=eigen, jaar=jaar, zoek=zoek)
    context = verhalenkader(request, jaar, eigen) | {
        "zoek": zoek,
        "aantal": gevonden.count(),
        "rijen": list(gevonden[:MEEST]),
        "meest": MEEST,
    }
    return render(request, "redactie/verhaal_kies.html", context)


@alleen_redactie
@require_http_methods(["GET", "HEAD", "POST"])
def nieuw(request: HttpRequest, jaar: int, cbs: str) -> HttpResponse:
    """The form of a new story, filled in from the execution in `?uitvoering=`."""
    eigen = gemeente_van(request, jaar, cbs)
    uitvoering = _gekozen(request, jaar, eigen)
    begin = {"deelnemers_woord": "deelnemers"}
    if uitvoering:
        begin = asdict(regels.voorstel(uitvoering=uitvoering)) | {
            "programmalijn": uitvoering.activiteit.programmalijn_id if uitvoering.activiteit else None,
            "campagne": uitvoering.campagne_id,
        }
    post = request.method == "POST"
    form = Verhaalformulier(request.POST if post else None, request.FILES if post else None, jaar=jaar, initial=begin)
    status = 200
    if post:
        status = 422
        if form.is_valid():
            try:
                verhaal = regels.maak_verhaal(
                    gemeente=eigen,
                    jaar=jaar,
                    inhoud=form.inhoud(),
                    uitvoering=uitvoering,
                    akkoord=form.akkoord(),
                    door=request.user,
                )
            except RegelFout as fout:
                voeg_fout_toe(form, fout)
                status = statuscode(fout)
            else:
                messages.success(request, f"‘{verhaal}’ is bewaard. Kies er nu een foto bij.")
                return redirect("redactie_verhaal_foto", jaar, verhaal.pk)
    context = verhalenkader(request, jaar, eigen) | {"form": form, "uitvoering": uitvoering}
    return render(request, "redactie/verhaal.html", context, status=status)


def _gekozen(request: HttpRequest, jaar: int, eigen: Gemeente) -> Uitvoering | None:
    """The execution in the address; 404 when it is not of this gemeente and year."""
    pk = request.GET.get("uitvoering", "")
    if not pk:
        return None
    if not pk.isdecimal():
        raise Http404
    return get_object_or_404(regels.uitvoeringen_voor(gemeente=eigen, jaar=jaar), pk=int(pk))


# ------------------------------------------------------------------ one story
@alleen_redactie
@require_http_methods(["GET", "HEAD", "POST"])
def verhaal(request: HttpRequest, jaar: int, pk: int) -> HttpResponse:
    rij = verhaal_van(request, jaar, pk)
    namen = ("titel", "tekst", "programmalijn", "campagne", "plaats", "deelnemers_woord", "noemt_persoon")
    begin = {naam: getattr(rij, naam) for naam in namen} | {"gezien": rij.slot}
    ander = rij.foto.toestemming if rij.foto and rij.foto.toestemming_id != rij.toestemming_id else None
    post = request.method == "POST"
    form = Verhaalformulier(
        request.POST if post else None, request.FILES if post else None, jaar=jaar, initial=begin, bestaand=ander
    )
    status = 200
    if post:
        status = 422
        if form.is_valid():
            try:
                regels.zet_verhaal(
                    verhaal=rij,
                    inhoud=form.inhoud(rij.bijschrift),
                    akkoord=form.akkoord(),
                    gezien=gezien(request),
                    door=request.user,
                )
            except RegelFout as fout:
                voeg_fout_toe(form, fout)
                status = statuscode(fout)
            else:
                messages.success(request, f"‘{rij}’ is bewaard.")
                return redirect(terug(jaar, rij.gemeente, f"verhaal-{rij.pk}"))
    context = verhalenkader(request, jaar, rij.gemeente) | {
        "form": form,
        "verhaal": rij,
        "uitvoering": rij.uitvoering,
        "toestemming": rij.toestemming,
    }
    return render(request, "redactie/verhaal.html", context, status=status)


@alleen_redactie
@require_http_methods(["GET", "HEAD", "POST"])
def weg(request: HttpRequest, jaar: int, pk: int) -> HttpResponse:
    rij = verhaal_van(request, jaar, pk)
    fout, status = None, 200
    if request.method == "POST":
        try:
            regels.verwijder_verhaal(verhaal=rij, gezien=gezien(request), door=request.user)
        except RegelFout as oorzaak:
            fout, status = oorzaak, statuscode(oorzaak)
        else:
            messages.success(request, f"‘{rij}’ is verwijderd.")
            return redirect(terug(jaar, rij.gemeente))
    context = verhalenkader(request, jaar, rij.gemeente) | {
        "rij": rij,
        "wat": f"het verhaal ‘{rij}’",
        "gevolgen": [
            "De tekst gaat weg. De geschiedenis onthoudt haar.",
            *(["De foto blijft bij de uitvoering."] if rij.foto else []),
            *(["De toestemming gaat ook weg, als zij nergens anders bij hoort."] if rij.toestemming else []),
        ],
        "fout": fout,
        "terug": reverse("redactie_verhaal", args=[jaar, rij.pk]),
    }
    return render(request, "redactie/verhaal_weg.html", context, status=status)


urlpatterns = [
    path("redactie/<int:jaar>/verhalen/", lijst, name=DEEL),
    path("redactie/<int:jaar>/verhalen/<str:cbs>/", gemeente, name="redactie_verhalen_gemeente"),
    path("redactie/<int:jaar>/verhalen/<str:cbs>/kies/", kies, name="redactie_verhaal_kies"),
    path("redactie/<int:jaar>/verhalen/<str:cbs>/nieuw/", nieuw, name="redactie_verhaal_nieuw"),
    path("redactie/<int:jaar>/verhaal/<int:pk>/", verhaal, name="redactie_verhaal"),
    path("redactie/<int:jaar>/verhaal/<int:pk>/weg/", weg, name="redactie_verhaal_weg"),
]
