"""Themes: the looks of the reports per year, made and chosen without code."""

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from catalogus import toegang
from catalogus.fouten import RegelFout
from catalogus.models import Programmalijn
from catalogus.schermen.bibliotheek import kader
from catalogus.schermen.registreren import foutenlijst
from jaarbericht.models import Opzet, Thema
from jaarbericht.models.thema import LIJNEN
from jaarbericht.regels.themas import Invulling, bewaar_thema, contrasten, kies_thema

from .redactiekader import alleen_redactie

TEKSTVAK = {"class": "utrecht-textbox utrecht-textbox--html-input", "autocomplete": "off"}
KEUZE = {"class": "utrecht-select utrecht-select--html-select"}


@dataclass(frozen=True)
class Kleurtoets:
    """A colour of a theme and what can be read on it."""

    lijn: Programmalijn
    kleur: str
    eigen: bool  # of the theme itself; else of the programmalijn
    paren: list[tuple[str, str, str, str]]


class Themaformulier(forms.Form):
    naam = forms.CharField(
        label="Naam", max_length=60, widget=forms.TextInput(TEKSTVAK), error_messages={"required": "Geef het thema een naam."}
    )
    letter = forms.ChoiceField(label="Letter van de koppen", choices=Thema.Letter.choices, widget=forms.Select(KEUZE))
    omslag = forms.ChoiceField(
        label="Omslag",
        choices=Thema.Omslag.choices,
        widget=forms.Select(KEUZE),
        help_text="Heeft een gemeente een foto op het omslag, dan blijft die staan.",
    )
    logo = forms.FileField(
        label="Logo",
        required=False,
        widget=forms.FileInput({"accept": "image/png,image/jpeg,image/webp"}),
        help_text="Een png, jpg of webp van hooguit 5 MB. Het staat op wit, onder aan het omslag.",
    )
    zonder_logo = forms.BooleanField(label="Haal het logo weg", required=False)
    gezien = forms.IntegerField(widget=forms.HiddenInput, required=False, initial=0)

    def __init__(self, *args, lijnen: list[Programmalijn], met_logo: bool, **kwargs):
        super().__init__(*args, **kwargs)
        for lijn in lijnen:
            self.fields[f"kleur_{lijn.nummer}"] = forms.CharField(
                label=f"Kleur van {lijn.nummer} {lijn.naam}",
                required=False,
                max_length=7,
                help_text=f"Leeg: {lijn.kleur}, de kleur van de programmalijn.",
                widget=forms.TextInput({**TEKSTVAK, "placeholder": lijn.kleur, "size": "9", "spellcheck": "false"}),
            )
        if not met_logo:
            del self.fields["zonder_logo"]
        kleuren = [f"kleur_{lijn.nummer}" for lijn in lijnen]
        self.order_fields(["naam", *kleuren, "letter", "omslag", "logo", "zonder_logo"])

    def invulling(self) -> Invulling:
        gegevens = self.cleaned_data
        return Invulling(
            naam=gegevens["naam"],
            letter=gegevens["letter"],
            omslag=gegevens["omslag"],
            kleuren={nummer: gegevens.get(f"kleur_{nummer}", "") for nummer in LIJNEN},
            logo=gegevens["logo"],
            zonder_logo=gegevens.get("zonder_logo", False),
        )


def _lijnen() -> list[Programmalijn]:
    return list(Programmalijn.objects.filter(nummer__in=LIJNEN).order_by("nummer"))


def kleurtoetsen(thema: Thema, lijnen: list[Programmalijn]) -> list[Kleurtoets]:
    eigen = thema.kleuren
    return [
        Kleurtoets(lijn, kleur, lijn.nummer in eigen, contrasten(kleur=kleur))
        for lijn in lijnen
        for kleur in [eigen.get(lijn.nummer, lijn.kleur)]
    ]


@alleen_redactie
@require_safe
def themas(request: HttpRequest) -> HttpResponse:
    """All themes with their colours, and which one each year has."""
    lijnen = _lijnen()
    rijen = [(thema, kleurtoetsen(thema, lijnen)) for thema in toegang.zichtbaar_voor(request.user, Thema.objects.all())]
    opzetten = toegang.zichtbaar_voor(request.user, Opzet.objects.select_related("thema").order_by("-jaar"))
    context = kader(request, actief="themas", jaar=None) | {"rijen": rijen, "opzetten": opzetten}
    return render(request, "redactie/themas.html", context)


@alleen_redactie
@require_http_methods(["GET", "HEAD", "POST"])
def thema_bewerken(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Makes a theme, or changes the one with `pk`."""
    een = get_object_or_404(toegang.zichtbaar_voor(request.user, Thema.objects.all()), pk=pk) if pk else None
    lijnen = _lijnen()
    begin = {"gezien": een.slot, "naam": een.naam, "letter": een.letter, "omslag": een.omslag} if een else {}
    begin |= {f"kleur_{nummer}": kleur for nummer, kleur in een.kleuren.items()} if een else {}
    gepost = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = Themaformulier(*gepost, auto_id="%s", initial=begin, lijnen=lijnen, met_logo=bool(een and een.logo))
    if request.method == "POST" and form.is_valid():
        try:
            bewaard = bewaar_thema(
                thema=een, invulling=form.invulling(), gezien=form.cleaned_data["gezien"] or 0, door=request.user
            )
        except RegelFout as fout:
            form.add_error(fout.veld if fout.veld in form.fields else None, fout.tekst)
        else:
            messages.success(request, f"Het thema ‘{bewaard}’ is bewaard.")
            return redirect("thema", bewaard.pk)
    # A refused change stays in the form only: what is below it shows the theme as it is kept.
    stand = Thema.objects.get(pk=pk) if pk else None
    context = kader(request, actief="themas", jaar=None) | {
        "thema": stand,
        "toetsen": kleurtoetsen(stand, lijnen) if stand else [],
        "form": form,
        "fouten": foutenlijst(form),
    }
    return render(request, "redactie/thema.html", context, status=422 if form.errors else 200)


@alleen_redactie
@require_POST
def thema_kiezen(request: HttpRequest, jaar: int) -> HttpResponse:
    """The theme of the reports of one year; none when nothing is chosen."""
    keuze, gezien = request.POST.get("thema", ""), request.POST.get("gezien", "")
    alle = toegang.zichtbaar_voor(request.user, Thema.objects.all())
    een = get_object_or_404(alle, pk=int(keuze) if keuze.isdecimal() else 0) if keuze else None
    try:
        kies_thema(jaar=jaar, thema=een, gezien=int(gezien) if gezien.isdecimal() else -1, door=request.user)
        messages.success(request, f"Jaarberichten {jaar}: {een or 'geen thema'}. Wat al is vastgesteld, verandert niet.")
    except RegelFout as fout:
        messages.error(request, fout.tekst)
    return redirect("themas")


urlpatterns = [
    path("redactie/themas/", themas, name="themas"),
    path("redactie/themas/nieuw/", thema_bewerken, name="thema_nieuw"),
    path("redactie/themas/<int:pk>/", thema_bewerken, name="thema"),
    path("redactie/themas/jaar/<int:jaar>/", thema_kiezen, name="thema_kiezen"),
]
