"""What hangs under the address of an uitgave: the PDF, the figures, the share image, the style sheet and the pictures."""

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import path

from catalogus import toegang
from catalogus.drukwerk import PdfFout
from catalogus.drukwerk.ophalen import haal
from jaarbericht import maken, opendata, web
from jaarbericht.deelbeeld import deelbeeld
from jaarbericht.drukbestand import drukbestand

from .uitgavestuk import DAG, KORT, UITGAVE, VAST, Stuk, bewaarbaar, met_uitgave


@met_uitgave
def pdf(request: HttpRequest, stuk: Stuk) -> HttpResponseBase:
    """The bytes that were fixed, and no other."""

    def maak() -> FileResponse:
        if not stuk.grootte:
            raise Http404("Het bestand van deze uitgave is er niet.")
        bericht = stuk.uitgave.jaarbericht
        naam = maken.bestandsnaam(bericht.gemeente, bericht.jaar)
        return FileResponse(stuk.uitgave.pdf.open(), filename=naam, content_type="application/pdf")

    return bewaarbaar(request, merk=stuk.uitgave.sha256, tijd=KORT, maak=maak)


@met_uitgave
def druk(request: HttpRequest, stuk: Stuk) -> HttpResponseBase:
    """For a printer: with bleed and crop marks. Of a draft only for who makes the reports."""
    if not stuk.is_openbaar and not toegang.mag_jaarberichten_maken(request.user):
        raise Http404("Het drukbestand is er na publicatie.")

    def maak() -> FileResponse:
        try:
            naam = drukbestand(uitgave=stuk.uitgave, rapport=stuk.rapport)
        except PdfFout as fout:
            raise Http404(fout.tekst) from fout
        bericht = stuk.uitgave.jaarbericht
        naar = maken.bestandsnaam(bericht.gemeente, bericht.jaar).replace("jaarbericht", "drukwerk")
        return FileResponse(default_storage.open(naam), filename=naar, as_attachment=True, content_type="application/pdf")

    return bewaarbaar(request, merk=f"druk {stuk.uitgave.sha256}", tijd=KORT, maak=maak)


@met_uitgave
def cijfers(request: HttpRequest, stuk: Stuk, vorm: str) -> HttpResponseBase:
    """All figures of the report as open data."""
    if vorm not in opendata.VORMEN:
        raise Http404("Kies csv, ods of json.")

    def maak() -> HttpResponse:
        herkomst = opendata.Herkomst(stuk.uitgave.nummer, stuk.volledig_adres)
        inhoud = opendata.bestand(stuk.rapport, vorm=vorm, herkomst=herkomst)
        kop = {"Content-Disposition": f'attachment; filename="{opendata.naam(stuk.rapport, vorm)}"'}
        return HttpResponse(inhoud, content_type=opendata.VORMEN[vorm], headers=kop)

    return bewaarbaar(request, merk=f"{vorm} {stuk.uitgave.sha256}", tijd=KORT, maak=maak)


@met_uitgave
def plaatje(request: HttpRequest, stuk: Stuk) -> HttpResponseBase:
    """The picture that shows when somebody shares the page."""

    def maak() -> HttpResponse:
        return HttpResponse(deelbeeld(stuk.rapport), content_type="image/png")

    return bewaarbaar(request, merk=f"deelbeeld {stuk.uitgave.sha256}", tijd=DAG, maak=maak)


@met_uitgave
def stijlblad(request: HttpRequest, stuk: Stuk) -> HttpResponseBase:
    """The colours, drawings and measures of one report."""

    def maak() -> HttpResponse:
        return HttpResponse(web.lees(stuk.rapport, adres=stuk.adres).stijl, content_type="text/css; charset=utf-8")

    return bewaarbaar(request, merk=f"stijl {stuk.uitgave.sha256}", tijd=KORT, maak=maak)


@met_uitgave
def beeld(request: HttpRequest, stuk: Stuk, naam: str) -> HttpResponseBase:
    """A photo or drawing of the report, by the name that its web page gives it; nothing else."""

    def maak() -> HttpResponse:
        adres = web.lees(stuk.rapport, adres=stuk.adres).beelden.get(naam)
        if adres is None:
            raise Http404("Dit beeld staat niet in het jaarbericht.")
        inhoud, soort = haal(adres)
        return HttpResponse(inhoud, content_type=soort)

    return bewaarbaar(request, merk=naam, tijd=DAG, maak=maak)


urlpatterns = [
    path(f"{VAST}jaarbericht.pdf", pdf, name="jaarbericht_pdf"),
    path(f"{VAST}druk.pdf", druk, name="jaarbericht_druk"),
    path(f"{VAST}cijfers.<str:vorm>", cijfers, name="jaarbericht_cijfers"),
    path(f"{VAST}deelbeeld.png", plaatje, name="jaarbericht_deelbeeld"),
    path(f"{UITGAVE}jaarbericht.pdf", pdf, name="uitgave_pdf"),
    path(f"{UITGAVE}druk.pdf", druk, name="uitgave_druk"),
    path(f"{UITGAVE}cijfers.<str:vorm>", cijfers, name="uitgave_cijfers"),
    path(f"{UITGAVE}deelbeeld.png", plaatje, name="uitgave_deelbeeld"),
    path(f"{UITGAVE}stijl.css", stijlblad, name="uitgave_stijl"),
    path(f"{UITGAVE}beeld/<str:naam>", beeld, name="uitgave_beeld"),
]
