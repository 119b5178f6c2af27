"""Addresses of the API under /api/v1; what is not among them is a problem+json 404."""

from django.urls import path, re_path

from catalogus.api import aanbod, afnameschrijven, cijfers, documenten, gemeenten, uitvoeringschrijven
from catalogus.api.schema import Onbekend, Openapi

urlpatterns = [
    *gemeenten.urlpatterns,
    *aanbod.urlpatterns,
    *afnameschrijven.urlpatterns,
    *uitvoeringschrijven.urlpatterns,
    *cijfers.urlpatterns,
    *documenten.urlpatterns,
    path("openapi.json", Openapi.as_view(), name="openapi"),
    re_path(r"^.*$", Onbekend.as_view()),
]
