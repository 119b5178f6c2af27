"""What every answer of the API has in its head, also when Django itself gives it."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse

PAD = "/api/v1"


def kopregels(volgende):
    """Version of the API and how answers may be kept; the rest comes from Django's own middleware."""

    def antwoord(request: HttpRequest) -> HttpResponse:
        uit = volgende(request)
        if request.path.startswith(f"{PAD}/") or request.path == PAD:
            uit["API-Version"] = settings.SPECTACULAR_SETTINGS["VERSION"]
            uit["Cache-Control"] = "no-store"
            if request.path == f"{PAD}/openapi.json":
                uit["Access-Control-Allow-Origin"] = "*"
        return uit

    return antwoord
