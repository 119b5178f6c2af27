"""Actions that call a rule, each after a page that says what will happen and asks what the rule wants to know."""

from collections.abc import Callable

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse

from catalogus.fouten import RegelFout


def actie(
    naam: str,
    titel: str,
    doe: Callable,
    *,
    uitleg: str = "",
    formulier: Callable[[list], type[forms.Form]] = lambda objecten: forms.Form,
    recht: str = "change",
) -> Callable:
    """An admin action. `doe(object, door, gegevens)` calls the rule; returns the record to go to, or None.

    `formulier` makes the class of the form from the chosen records; `recht` names a has_…_permission of the screen.
    """

    @admin.action(description=titel, permissions=[recht])
    def uitvoeren(scherm, request, queryset):
        objecten = list(queryset)
        if not objecten:
            return None
        bevestigd = "bevestigd" in request.POST
        form = formulier(objecten)(request.POST if bevestigd else None)
        if bevestigd and form.is_valid():
            antwoord = _voer_uit(scherm, request, objecten, titel, doe, form)
            if antwoord:
                return antwoord
        context = scherm.admin_site.each_context(request) | {
            "title": titel,
            "uitleg": uitleg,
            "objecten": objecten,
            "form": form,
            "opts": scherm.opts,
            "actie": naam,
            "veldnaam": ACTION_CHECKBOX_NAME,
            "terug": _adres(scherm, objecten[0]) if len(objecten) == 1 else _lijst(scherm),
        }
        return TemplateResponse(request, "admin/bevestig.html", context)

    uitvoeren.__name__ = naam
    return uitvoeren


def _voer_uit(scherm, request, objecten: list, titel: str, doe: Callable, form):
    """Runs the rule on each record. One record whose rule refuses gives None: the page comes back with the error."""
    gelukt, laatste = 0, None
    for obj in objecten:
        try:
            laatste = doe(obj, request.user, form.cleaned_data)
            gelukt += 1
        except RegelFout as fout:
            if len(objecten) == 1:
                form.add_error(fout.veld if fout.veld in form.fields else None, fout.tekst)
                return None
            messages.error(request, f"{obj}: {fout.tekst}")
    if gelukt:
        waarvan = objecten[0] if len(objecten) == 1 else f"{gelukt} van {len(objecten)}"
        messages.success(request, f"{titel}: gelukt voor {waarvan}.")
    if len(objecten) > 1:
        return redirect(_lijst(scherm))
    return redirect(_adres(scherm, laatste if isinstance(laatste, scherm.model) else objecten[0]))


def _lijst(scherm) -> str:
    return reverse(f"admin:{scherm.opts.app_label}_{scherm.opts.model_name}_changelist")


def _adres(scherm, obj) -> str:
    return reverse(f"admin:{scherm.opts.app_label}_{scherm.opts.model_name}_change", args=[obj.pk])
