"""Everything of one gemeente as a zip, for who is logged in; the API gives the same for a token."""

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest
from django.urls import path
from django.views.decorators.http import require_safe

from catalogus.schermen import wie
from jaarbericht.api.archief import als_zip


@login_required
@require_safe
def gemeentearchief(request: HttpRequest, cbs: str) -> FileResponse:
    return als_zip(request, wie.gemeente_of_404(request, cbs))


urlpatterns = [path("g/<str:cbs>/archief.zip", gemeentearchief, name="gemeentearchief")]
