"""History of a record and of the lines within it: who, when, why, and each field before and after."""

from itertools import pairwise

from django.contrib.admin.utils import unquote
from django.core.exceptions import ObjectDoesNotExist
from django.db import models
from django.http import Http404
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.text import capfirst
from simple_history.admin import SimpleHistoryAdmin
from simple_history.template_utils import HistoricalRecordContextHelper, ObjDiffDisplay

from catalogus import opmaak

NIET_GETOOND = ("slot",)
MEEST = 200


def leesbaar(veld: models.Field, waarde) -> str:
    """A value the way a user reads it: words of choices, ja or nee, Dutch dates and numbers."""
    if waarde is None or waarde == "":
        return "leeg"
    if isinstance(veld, models.BooleanField):
        return "ja" if waarde else "nee"
    if veld.choices:
        return str(dict(veld.flatchoices).get(waarde, waarde))
    if isinstance(veld, models.DateTimeField):
        lokaal = timezone.localtime(waarde)
        return f"{opmaak.datum(lokaal)} {lokaal:%H.%M}"
    if isinstance(veld, models.DateField):
        return opmaak.datum(waarde)
    if isinstance(veld, models.DecimalField):
        return opmaak.hoeveelheid(waarde)
    return str(waarde)


class Verschil(ObjDiffDisplay):
    def shortened_str(self, prefix, num_skipped_chars, suffix):
        return f"{prefix}[{num_skipped_chars} tekens]{suffix}"


class Weergave(HistoricalRecordContextHelper):
    def prepare_delta_change_value(self, change, value):
        value = super().prepare_delta_change_value(change, value)
        veld = self.model._meta.get_field(change.field)
        return value if isinstance(veld, models.ManyToManyField) else leesbaar(veld, value)

    def get_obj_diff_display(self):
        return Verschil(max_length=160)


def _verschillen(model, nieuw, oud) -> list[dict]:
    delta = nieuw.diff_against(oud, foreign_keys_are_objs=True, excluded_fields=NIET_GETOOND)
    return Weergave(model, nieuw).context_for_delta_changes(delta)


def van_onderdeel(onderdeel, parent_pk) -> list:
    """Versions of the lines of one inline, newest first, each with `wat`, `naam` and `verschillen`."""
    model, naam = onderdeel.model, onderdeel.fk_name or _naar_ouder(onderdeel)
    rijen = list(
        model.history.filter(**{f"{naam}_id": parent_pk})
        .select_related("history_user")
        ._select_related_history_tracked_objs()
        .order_by("-history_date", "-history_id")[:MEEST]
    )
    per_lijn: dict[object, list] = {}
    for rij in rijen:
        rij.wat = capfirst(model._meta.verbose_name)
        rij.naam = _naam(rij)
        rij.verschillen = []
        per_lijn.setdefault(rij.id, []).append(rij)
    for versies in per_lijn.values():
        for nieuw, oud in pairwise(versies):
            if nieuw.history_type == "~":
                nieuw.verschillen = _verschillen(model, nieuw, oud)
    return [rij for rij in rijen if rij.history_type != "~" or rij.verschillen]


def _naam(rij) -> str:
    try:
        return str(rij.instance)
    except ObjectDoesNotExist:  # the name of a line may come from a record that is gone
        return ""


def _naar_ouder(onderdeel) -> str:
    ouder = onderdeel.parent_model
    return next(v.name for v in onderdeel.model._meta.fields if v.remote_field and v.remote_field.model is ouder)


class Geschiedenis(SimpleHistoryAdmin):
    """Going back to a version is done by hand: rules may have acted since."""

    object_history_list_template = "admin/geschiedenis_lijst.html"

    def set_history_delta_changes(self, request, historical_records, foreign_keys_are_objs=True):
        for nieuw, oud in pairwise(historical_records):
            nieuw.verschillen = _verschillen(self.model, nieuw, oud)

    def revert_disabled(self, request, obj=None):
        return True

    def history_view(self, request, object_id, extra_context=None):
        versies = [
            rij
            for onderdeel in self.get_inline_instances(request)
            if hasattr(onderdeel.model, "history")
            for rij in van_onderdeel(onderdeel, unquote(object_id))
        ]
        versies.sort(key=lambda rij: rij.history_date, reverse=True)
        return super().history_view(request, object_id, {"onderdelen": versies[:MEEST]} | (extra_context or {}))

    def history_view_title(self, request, obj):
        return f"Geschiedenis van {obj}"

    def history_form_view(self, request, object_id, version_id, extra_context=None):
        """One version beside the record as it is now, to read."""
        versie = self.model.history.filter(**{self.opts.pk.attname: object_id, "history_id": version_id}).first()
        if versie is None:
            raise Http404
        nu = self.get_queryset(request).filter(pk=object_id).first()
        if not self.has_view_permission(request, nu):
            raise Http404
        rijen = []
        for veld in self.opts.fields:
            if veld.name in NIET_GETOOND or veld.primary_key:
                continue
            toen, thans = (leesbaar(veld, getattr(o, veld.name, None)) if o else "verwijderd" for o in (versie.instance, nu))
            rijen.append({"naam": capfirst(veld.verbose_name), "toen": toen, "nu": thans, "anders": toen != thans})
        context = self.admin_site.each_context(request) | {
            "title": f"{versie.instance} op {leesbaar(models.DateTimeField(), versie.history_date)}",
            "opts": self.opts,
            "original": nu,
            "rijen": rijen,
            "versie": versie,
        }
        return TemplateResponse(request, "admin/versie.html", context | (extra_context or {}))
