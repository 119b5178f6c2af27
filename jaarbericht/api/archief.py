"""Everything a gemeente is entitled to in one zip: what the API gives of it, and the PDF files."""

import json
import tempfile
import zipfile
from collections.abc import Iterator
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.http import FileResponse
from django.shortcuts import get_object_or_404
from django.urls import path
from drf_spectacular.utils import OpenApiTypes, extend_schema

from catalogus import toegang
from catalogus.api.afnames import Afnamedetail, Regelweergave, Wisselweergave
from catalogus.api.cijfers import Metingweergave
from catalogus.api.documenten import Documentdetail
from catalogus.api.gemeenten import Gemeenteweergave, Locatieweergave
from catalogus.api.kader import Omgang
from catalogus.api.uitvoeringen import Uitvoeringweergave, met_bijeenkomsten
from catalogus.api.vorm import Json, Zip, camel, hernoem
from catalogus.models import Afname, Afnameregel, Document, Gemeente, Locatie, Meting, Statuswissel, Uitvoering
from catalogus.regels import afnameprijzen
from jaarbericht.api.jaarberichten import Jaarberichtdetail, leesbare_uitgaven
from jaarbericht.models import Jaarbericht

LEESMIJ = """Archief van {gemeente}

Dit archief heeft alles van {gemeente} wat {wie} mag zien: locaties, keuzes met hun regels en logboek, wat er is uitgevoerd,
ingevoerde cijfers, documenten en jaarberichten. De json-bestanden hebben dezelfde velden als de API; de uitleg daarvan staat op
{adres}/api/uitleg/. Bij documenten staat de pdf erbij als die al is gemaakt.
"""


class Archief(Omgang):
    """Alles van een gemeente in één zip."""

    renderer_classes = [Json, Zip]

    @extend_schema(
        operation_id="gemeenten_archief_retrieve",
        summary="Alles van een gemeente in één zip",
        tags=["Gemeenten"],
        responses={(200, "application/zip"): OpenApiTypes.BINARY},
    )
    def get(self, request, cbs: str) -> FileResponse:
        """Voor een archief of om over te stappen: gegevens als json en de pdf’s, zover jij ze mag zien."""
        return als_zip(request, get_object_or_404(toegang.gemeenten_van(request.user), cbs_code=cbs))


def als_zip(request, gemeente: Gemeente) -> FileResponse:
    """All of `gemeente` that the user of the request may see."""
    bestand = tempfile.SpooledTemporaryFile(max_size=8 * 1024 * 1024)  # noqa: SIM115  # the answer closes it
    with zipfile.ZipFile(bestand, "w", zipfile.ZIP_DEFLATED) as archief:
        adres = request.build_absolute_uri("/").rstrip("/")
        archief.writestr("leesmij.txt", LEESMIJ.format(gemeente=gemeente, wie=request.user, adres=adres))
        for naam, inhoud in delen(request, gemeente):
            archief.writestr(naam, inhoud)
    bestand.seek(0)
    naam = f"archief-{gemeente.cbs_code}.zip"
    return FileResponse(bestand, content_type="application/zip", filename=naam, as_attachment=True)


def delen(request, gemeente: Gemeente) -> Iterator[tuple[str, str | bytes]]:
    """Name and content of each file."""
    context = {"request": request}

    def zichtbaar(rijen: QuerySet) -> QuerySet:
        return toegang.zichtbaar_voor(request.user, rijen)

    def lijst(weergave: Any, rijen: QuerySet) -> str:
        return _json(weergave(rijen, many=True, context=context).data)

    locaties = Locatie.objects.filter(gemeente=gemeente).select_related("gemeente").prefetch_related("functies", "standen")
    gedaan = Uitvoering.gemeenten.through.objects.filter(gemeente=gemeente).values("uitvoering")
    uitvoeringen = Uitvoering.objects.filter(pk__in=gedaan).select_related("activiteit", "doelgroep", "campagne")
    metingen = Meting.objects.filter(gemeente=gemeente).select_related("indicator", "gemeente")
    yield "gemeente.json", _json(Gemeenteweergave(gemeente).data)
    yield "locaties.json", lijst(Locatieweergave, zichtbaar(locaties))
    yield "uitvoeringen.json", lijst(Uitvoeringweergave, zichtbaar(met_bijeenkomsten(request.user, uitvoeringen)))
    yield "metingen.json", lijst(Metingweergave, zichtbaar(metingen))
    afnames = Afname.objects.filter(gemeente=gemeente).select_related("gemeente", "editie")
    for afname in zichtbaar(afnames):
        regels = afnameprijzen.met_prijs(regels=Afnameregel.objects.filter(afname=afname).select_related("prijs"))
        wissels = Statuswissel.objects.filter(afname=afname).select_related("door")
        gegevens = Afnamedetail(afname, context=context).data | {
            "regels": Regelweergave(regels, many=True, context=context).data,
            "statuswissels": Wisselweergave(wissels, many=True, context=context).data,
        }
        yield f"afnames/{afname.editie.jaar}-{afname.pk}.json", _json(gegevens)
    documenten = Document.objects.filter(afname__gemeente=gemeente).select_related("afname__gemeente", "afname__editie")
    for document in zichtbaar(documenten):
        naam = f"documenten/{document.afname.editie.jaar}-{document.soort}-{document.pk}"
        yield f"{naam}.json", _json(Documentdetail(document, context=context).data)
        if document.pdf:
            yield f"{naam}.pdf", _bytes(document.pdf)
    yield from _jaarberichten(request, gemeente)


def _jaarberichten(request, gemeente: Gemeente) -> Iterator[tuple[str, str | bytes]]:
    berichten = toegang.zichtbaar_voor(request.user, Jaarbericht.objects.filter(gemeente=gemeente).select_related("gemeente"))
    for bericht in berichten.prefetch_related(Prefetch("uitgaven", leesbare_uitgaven(request.user))):
        yield f"jaarberichten/{bericht.jaar}.json", _json(Jaarberichtdetail(bericht, context={"request": request}).data)
        for uitgave in bericht.uitgaven.all()[:1]:
            yield f"jaarberichten/{bericht.jaar}.pdf", _bytes(uitgave.pdf)


def _json(gegevens: Any) -> str:
    return json.dumps(hernoem(gegevens, camel), ensure_ascii=False, indent=1, default=str)


def _bytes(bestand) -> bytes:
    with bestand.open("rb") as open_bestand:
        inhoud: bytes = open_bestand.read()
    return inhoud


urlpatterns = [path("gemeenten/<slug:cbs>/archief", Archief.as_view())]
