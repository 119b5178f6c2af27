"""Uploaded files and made reports: whoever may see the record may have its file."""

from django.apps import apps
from django.contrib.auth.decorators import login_required
from django.core.files.storage import default_storage
from django.db.models import FileField
from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe

from catalogus import toegang

IN_DE_BROWSER = (".pdf", ".png", ".jpg", ".jpeg", ".gif", ".webp")  # the rest is downloaded, so that it never runs here


@login_required
@require_safe
def bestand(request: HttpRequest, pad: str) -> FileResponse:
    """The file named `pad` in the media storage; 404 when no record that this user may see holds it."""
    for model in apps.get_models():
        for veld in model._meta.fields:
            if isinstance(veld, FileField) and pad.startswith(str(veld.upload_to)):
                rijen = model._default_manager.filter(**{veld.name: pad})
                if toegang.zichtbaar_voor(request.user, rijen).exists() and default_storage.exists(pad):
                    als_bijlage = not pad.lower().endswith(IN_DE_BROWSER)
                    return FileResponse(default_storage.open(pad), as_attachment=als_bijlage)
    raise Http404
