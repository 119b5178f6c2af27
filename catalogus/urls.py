"""All addresses."""

from django.contrib import admin
from django.urls import include, path

from catalogus.schermen.bestanden import bestand
from jaarbericht.schermen import (
    cijferjaar,
    controles,
    fotos,
    gemeente,
    gemeentewerkmap,
    jaarberichten,
    lokaal,
    opzet,
    opzetdelen,
    reeksen,
    start,
    teksten,
    tekstversies,
    toestemmingen,
    verhaalfotos,
    verhalen,
    woorden,
)

urlpatterns = [
    *start.urlpatterns,
    path("beheer/", admin.site.urls),
    path("api/v1/", include("jaarbericht.api.jaarberichten")),
    path("api/v1/", include("jaarbericht.api.archief")),
    path("api/v1/", include("catalogus.api.urls")),  # the last: it answers for every other address below
    path("", include("catalogus.api.uitleg")),
    path("", include("jaarbericht.schermen.portalen")),
    path("account/", include("allauth.urls")),
    path("", include("jaarbericht.schermen.archief")),
    path("", include("jaarbericht.schermen.uitgavevormen")),
    path("", include("jaarbericht.schermen.themas")),
    path("", include("catalogus.schermen.urls")),
    *cijferjaar.urlpatterns,
    *fotos.urlpatterns,
    *reeksen.urlpatterns,
    *gemeente.urlpatterns,
    *gemeentewerkmap.urlpatterns,
    *jaarberichten.urlpatterns,
    *opzet.urlpatterns,
    *opzetdelen.urlpatterns,
    *teksten.urlpatterns,
    *tekstversies.urlpatterns,
    *verhalen.urlpatterns,
    *verhaalfotos.urlpatterns,
    *lokaal.urlpatterns,
    *controles.urlpatterns,
    *woorden.urlpatterns,
    *toestemmingen.urlpatterns,
    path("media/<path:pad>", bestand, name="bestand"),
]
