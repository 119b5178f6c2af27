"""Addresses of the screens of the catalogue; each module brings its own list."""

from catalogus.schermen import aanbod, activiteit, afzet, keuze, keuzes, keuzestappen, openbaar, postvak, prijsopgaven

urlpatterns = [
    *openbaar.urlpatterns,
    *aanbod.urlpatterns,
    *activiteit.urlpatterns,
    *keuze.urlpatterns,
    *keuzes.urlpatterns,
    *keuzestappen.urlpatterns,
    *postvak.urlpatterns,
    *prijsopgaven.urlpatterns,
    *afzet.urlpatterns,
]
