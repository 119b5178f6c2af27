"""The webhooks of who is logged in: making one, what was sent, taking it away."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from catalogus.bezorgen import geheim_in_tekst
from catalogus.fouten import RegelFout
from catalogus.models import Bezorging, Webhook
from catalogus.regels import webhooks as regels
from catalogus.schermen.editieformulieren import voeg_fout_toe

LOGBOEK = 20  # newest messages of each webhook


class Webhookformulier(forms.Form):
    adres = forms.URLField(
        label="Adres",
        max_length=400,
        assume_scheme="https",
        help_text="Waar het programma luistert. Het begint met https://.",
        error_messages={"required": "Vul het adres in waar het programma luistert."},
    )
    onderwerpen = forms.MultipleChoiceField(
        label="Waarover wil je bericht?",
        choices=[(waarde, naam.capitalize()) for waarde, naam in Webhook.Onderwerp.choices],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Kies waarover je bericht wilt."},
    )


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def webhooks(request: HttpRequest) -> HttpResponse:
    form, status = Webhookformulier(request.POST if request.method == "POST" else None), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                regels.maak_webhook(gebruiker=request.user, **form.cleaned_data)
            except RegelFout as fout:
                voeg_fout_toe(form, fout)
            else:
                messages.success(request, "De webhook is gemaakt. Zet het geheim hieronder in het programma.")
                return redirect("webhooks")
    logboek = Prefetch("bezorgingen", Bezorging.objects.all()[:LOGBOEK], to_attr="logboek")
    rijen = Webhook.objects.filter(gebruiker=request.user).prefetch_related(logboek)  # type: ignore[misc]  # logged in
    context = {"form": form, "rijen": [_rij(webhook) for webhook in rijen]}
    return render(request, "account/webhooks.html", context, status=status)


def _rij(webhook) -> dict:
    return {
        "webhook": webhook,
        "onderwerpen": [Webhook.Onderwerp(waarde).label for waarde in webhook.onderwerpen],
        "geheim": geheim_in_tekst(kenmerk=str(webhook.kenmerk)),
        "bezorgingen": webhook.logboek,
    }


@login_required
@require_POST
def verwijderen(request: HttpRequest, kenmerk) -> HttpResponse:
    webhook = get_object_or_404(Webhook, gebruiker=request.user, kenmerk=kenmerk)
    regels.verwijder(webhook=webhook)
    messages.success(request, f"We sturen niets meer naar {webhook.adres}.")
    return redirect("webhooks")


urlpatterns = [
    path("account/webhooks/", webhooks, name="webhooks"),
    path("account/webhooks/<uuid:kenmerk>/verwijderen/", verwijderen, name="webhook_verwijderen"),
]
