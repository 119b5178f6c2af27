"""All addresses."""

from django.contrib import admin
from django.urls import include, path

from catalogus.schermen.bestanden import bestand
from jaarbericht.schermen.start import start

urlpatterns = [
    path("", start, name="start"),
    path("beheer/", admin.site.urls),
    path("account/", include("allauth.urls")),
    path("", include("catalogus.schermen.urls")),
    path("media/<path:pad>", bestand, name="bestand"),
]
