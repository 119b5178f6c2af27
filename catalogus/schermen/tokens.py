"""The personal tokens of who is logged in: making, seeing their last use, taking back."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from catalogus.fouten import RegelFout
from catalogus.models import Token
from catalogus.regels import tokens as regels
from catalogus.schermen.editieformulieren import voeg_fout_toe


class Tokenformulier(forms.Form):
    naam = forms.CharField(
        label="Naam",
        max_length=60,
        help_text="Waar je het voor gebruikt, bijvoorbeeld ‘Zaaksysteem’. Neem voor elk programma een ander token.",
        error_messages={"required": "Geef het token een naam, bijvoorbeeld die van het programma."},
    )
    schrijven = forms.TypedChoiceField(
        label="Wat mag het programma?",
        choices=[("lezen", "Alleen lezen"), ("wijzigen", "Lezen en wijzigen")],
        coerce=lambda keuze: keuze == "wijzigen",
        error_messages={"required": "Kies wat het programma mag."},
    )
    dagen = forms.TypedChoiceField(
        label="Hoe lang is het geldig?",
        choices=[(30, "30 dagen"), (90, "90 dagen"), (365, "Een jaar")],
        coerce=int,
        initial=90,
        error_messages={"required": "Kies hoe lang het token geldig is."},
    )


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def tokens(request: HttpRequest) -> HttpResponse:
    """The list with a form; after making one, its text, which is shown this once."""
    form, status, nieuw = Tokenformulier(request.POST if request.method == "POST" else None), 200, None
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                nieuw = regels.maak_token(gebruiker=request.user, **form.cleaned_data)
            except RegelFout as fout:
                voeg_fout_toe(form, fout)
            else:
                form, status = Tokenformulier(), 201
    context = {
        "form": form,
        "tokens": Token.objects.filter(user=request.user),
        "nieuw": nieuw,
        "nu": timezone.now(),
        "adres": request.build_absolute_uri("/api/v1"),
    }
    return render(request, "account/tokens.html", context, status=status)


@login_required
@require_POST
def intrekken(request: HttpRequest, kenmerk: str) -> HttpResponse:
    token = get_object_or_404(Token, user=request.user, token_key=kenmerk)
    regels.trek_in(token=token)
    messages.success(request, f"‘{token.naam}’ is ingetrokken. Een programma kan er niets meer mee.")
    return redirect("tokens")


urlpatterns = [
    path("account/tokens/", tokens, name="tokens"),
    path("account/tokens/<slug:kenmerk>/intrekken/", intrekken, name="token_intrekken"),
]
