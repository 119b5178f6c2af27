"""What was carried out in one gemeente, for its officers: per activity against what was agreed, and each meeting. Read only."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_safe

from catalogus import toegang
from catalogus.models import Activiteit, Bijeenkomst, Deelname, Gemeente
from catalogus.regels import uitvoering_overzicht as overzichten
from catalogus.schermen import werkboek, wie
from catalogus.schermen.uitvoeringen import PER_PAGINA, soort_van
from catalogus.werkmap.schrijven import DATUM, GETAL, SOORTEN, Blad, Kolom


@login_required
@require_safe
def uitvoeringen(request: HttpRequest, cbs: str, jaar: int) -> HttpResponse:
    gemeente = wie.gemeente_of_404(request, cbs)
    editie = wie.editie_of_404(request, jaar)
    zichtbaar = toegang.zichtbaar_voor(request.user, Bijeenkomst.objects.all())
    eigen = zichtbaar.filter(uitvoering__gemeenten=gemeente)
    beeld = overzichten.overzicht(
        bijeenkomsten=eigen, per=overzichten.ACTIVITEIT, jaar=jaar, vandaag=timezone.localdate(), gemeente=gemeente
    )
    van_het_jaar = toegang.zichtbaar_voor(request.user, Activiteit.objects.filter(editie__jaar=jaar))
    activiteiten = {a.code: a for a in van_het_jaar.select_related("programmalijn")}
    code = request.GET.get("activiteit", "")
    gekozen = activiteiten.get(code)
    lijst = _lijst(eigen, jaar, gemeente)
    lijst = lijst.filter(uitvoering__activiteit__code=code) if gekozen else lijst
    if soort := soort_van(request):
        blad = _blad(lijst, gemeente, jaar)
        return werkboek.antwoord(bladen=[blad], naam=f"uitvoeringen-{gemeente.cbs_code}-{jaar}", soort=soort)
    bladzijden = Paginator(lijst, PER_PAGINA)
    if not gekozen:
        bladzijden.count = beeld.totaal.bijeenkomsten  # counted already
    bladzijde = bladzijden.get_page(request.GET.get("pagina"))
    rijen = [(rij, activiteiten.get(rij.sleutel)) for rij in beeld.rijen]
    context = wie.kader(request, gemeente, actief="gemeente_uitvoeringen", editie=editie) | {
        "jaar": jaar,
        "gekozen": gekozen,
        "rijen": sorted(rijen, key=lambda p: (p[1].programmalijn.nummer, p[1].titel) if p[1] else (99, "")),
        "totaal": beeld.totaal,
        "deels_heel": beeld.totaal.deels_heel,
        "bladzijde": bladzijde,
        "bladnummers": bladzijden.get_elided_page_range(bladzijde.number, on_each_side=1, on_ends=1),
        "soorten": SOORTEN,
    }
    return render(request, "uitvoering/gemeente.html", context)


def _lijst(eigen: QuerySet[Bijeenkomst], jaar: int, gemeente: Gemeente) -> QuerySet[Bijeenkomst]:
    """Meetings that were held, newest first; `eigen_aantal` is the known share of a joint one."""
    deel = Deelname.objects.filter(bijeenkomst=OuterRef("pk"), gemeente=gemeente).order_by().values("aantal")
    rijen = eigen.filter(datum__year=jaar, status=Bijeenkomst.Status.GEHOUDEN).annotate(eigen_aantal=Subquery(deel))
    relaties = ("uitvoering__activiteit__programmalijn", "uitvoering__locatie")
    return rijen.select_related(*relaties).prefetch_related("uitvoering__gemeenten").order_by("-datum", "-pk")


def _blad(lijst: QuerySet[Bijeenkomst], gemeente: Gemeente, jaar: int) -> Blad:
    kolommen = [
        Kolom("Datum", DATUM, 12),
        Kolom("Activiteit", breed=36),
        Kolom("Programmalijn", GETAL, 10),
        Kolom("Vestiging", breed=30),
        Kolom("Deelnames", GETAL, 12),
        Kolom("Samen met andere gemeenten", breed=16),
        Kolom("Telt het hele aantal", breed=16),
    ]

    def regel(b) -> list:
        samen = len(b.uitvoering.gemeenten.all()) > 1
        heel = samen and b.eigen_aantal is None
        activiteit = b.uitvoering.activiteit
        return [
            b.datum,
            str(b.uitvoering),
            activiteit.programmalijn.nummer if activiteit else None,
            str(b.uitvoering.locatie) if b.uitvoering.locatie and b.uitvoering.locatie.gemeente_id == gemeente.pk else "",
            b.deelnames if b.eigen_aantal is None else b.eigen_aantal,
            "ja" if samen else "nee",
            "ja" if heel else "nee",
        ]

    return Blad(f"Uitvoeringen {jaar}", kolommen, (regel(b) for b in lijst.iterator(chunk_size=2000)))


urlpatterns = [path("g/<str:cbs>/uitvoeringen/<int:jaar>/", uitvoeringen, name="gemeente_uitvoeringen")]
