"""Who still has to deliver which figures of a year: the board, naming people, and reminding them."""

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.views.decorators.http import require_http_methods, require_POST

from catalogus import toegang
from catalogus.fouten import RegelFout
from catalogus.models import Aanlevering, Gebruiker, Gemeente, Groep, Indicator
from catalogus.opmaak import datum
from catalogus.regels import aanleveren
from catalogus.regels.cijferrooster import rubrieken
from catalogus.regels.cijfers import Cijfers
from catalogus.schermen.bibliotheek import alleen_bibliotheek
from catalogus.schermen.cijfers import JAREN, cijferkader

KEUZE = {"class": "utrecht-select utrecht-select--html-select"}
VELD = {"class": "utrecht-textbox utrecht-textbox--html-input", "inputmode": "numeric"}
STATUS = {"niet-bevoegd": 403, "verouderd": 409}  # of a RegelFout; the others are 422


def _medewerkers() -> QuerySet[Gebruiker]:
    return Gebruiker.objects.filter(is_active=True, groups__name__in=Groep.values).distinct().order_by("first_name", "email")


class Aanleverformulier(forms.Form):
    wat = forms.ChoiceField(label="Rubriek of cijfer", widget=forms.Select(KEUZE))
    gemeente = forms.ModelChoiceField(
        Gemeente.objects.none(), label="Gemeente", required=False, empty_label="Alle gemeenten", widget=forms.Select(KEUZE)
    )
    verantwoordelijke = forms.ModelChoiceField(
        Gebruiker.objects.none(), label="Wie levert", empty_label="Kies iemand", widget=forms.Select(KEUZE)
    )
    uiterlijk = forms.DateField(label="Uiterlijk", help_text="Bijvoorbeeld 15-2-2027.", widget=forms.DateInput(VELD))
    slot = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, cijfers: Cijfers, jaar: int, **kwargs):
        super().__init__(*args, **kwargs)
        groepen = rubrieken(cijfers=cijfers, jaar=jaar)
        per_rubriek = [(f"r:{r.naam}", r.naam) for r in groepen]
        los = [(r.naam, [(f"i:{i.code}", i.naam) for i in r.indicatoren]) for r in groepen]
        self.fields["wat"].choices = [("Hele rubriek", per_rubriek), *los]  # type: ignore[attr-defined]
        self.fields["gemeente"].queryset = Gemeente.objects.deelnemers(jaar)  # type: ignore[attr-defined]
        self.fields["verantwoordelijke"].queryset = _medewerkers()  # type: ignore[attr-defined]

    def opgave(self, cijfers: Cijfers) -> dict:
        """What was chosen, as arguments of `zet_aanlevering`."""
        soort, _, wat = self.cleaned_data["wat"].partition(":")
        gekozen: dict = {"rubriek": wat} if soort == "r" else {"indicator": cijfers.indicatoren[wat]}
        return gekozen | {veld: self.cleaned_data[veld] for veld in ("gemeente", "verantwoordelijke", "uiterlijk")}


def _cijfers(jaar: int) -> Cijfers:
    if jaar not in JAREN:
        raise Http404
    return Cijfers(jaren=[jaar - 1, jaar])


@alleen_bibliotheek
@require_http_methods(["GET", "HEAD", "POST"])
def aanleverbord(request: HttpRequest, jaar: int) -> HttpResponse:
    """The board; posting names who delivers something, or changes it. `?wijzig=` fills the form with one that is there."""
    cijfers = _cijfers(jaar)
    rijen = toegang.zichtbaar_voor(
        request.user, Aanlevering.objects.select_related("verantwoordelijke", "indicator", "gemeente").filter(jaar=jaar)
    )
    wijzig = _te_wijzigen(request, rijen)
    form = Aanleverformulier(request.POST or None, cijfers=cijfers, jaar=jaar, initial=_begin(wijzig) if wijzig else None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                rij = aanleveren.zet_aanlevering(
                    jaar=jaar, door=request.user, gezien=form.cleaned_data["slot"], **form.opgave(cijfers)
                )
            except RegelFout as fout:
                form.add_error("wat" if fout.veld == "rubriek" else fout.veld or None, fout.tekst)
                status = STATUS.get(fout.code, 422)
            else:
                messages.success(request, f"{rij}: {rij.verantwoordelijke} levert uiterlijk {datum(rij.uiterlijk)}.")
                return redirect("aanleverbord", jaar)
    open_ = aanleveren.openstaand(cijfers=cijfers, jaar=jaar)
    context = {
        "jaar_cijfer": jaar,
        "personen": aanleveren.per_persoon(open_=open_),
        "te_leveren": len(open_),
        "rijen": rijen,
        "form": form,
        "wijzig": wijzig,
        "mag": toegang.mag_cijfers_invoeren(request.user),
    }
    return render(request, "cijfers/aanleveren.html", cijferkader(request, jaar) | context, status=status)


def _te_wijzigen(request: HttpRequest, rijen: QuerySet[Aanlevering]) -> Aanlevering | None:
    pk = request.GET.get("wijzig", "")
    return get_object_or_404(rijen, pk=pk) if pk.isdecimal() and len(pk) < 10 else None


def _begin(rij: Aanlevering) -> dict:
    wat = f"i:{rij.indicator.code}" if isinstance(rij.indicator, Indicator) else f"r:{rij.rubriek}"
    velden = {"gemeente": rij.gemeente, "verantwoordelijke": rij.verantwoordelijke, "uiterlijk": rij.uiterlijk}
    return velden | {"wat": wat, "slot": rij.slot}


@alleen_bibliotheek
@require_POST
def aanleverstap(request: HttpRequest, jaar: int) -> HttpResponse:
    """One of: `weg` (pk) takes somebody off the board, `overnemen` copies last year's, `herinner` (pk) mails somebody."""
    _cijfers(jaar)
    try:
        messages.success(request, _doe(request, jaar))
    except RegelFout as fout:
        if fout.code == "niet-bevoegd":
            return render(request, "403.html", status=403)
        messages.error(request, fout.tekst)
    return redirect("aanleverbord", jaar)


def _doe(request: HttpRequest, jaar: int) -> str:
    post = request.POST
    if "overnemen" in post:
        aantal = len(aanleveren.neem_over(jaar=jaar, door=request.user))
        return f"{aantal} van {jaar - 1} overgenomen, met een datum een jaar later."
    if "herinner" in post:
        wie = get_object_or_404(_medewerkers(), pk=_pk(post["herinner"]))
        aanleveren.herinner_nu(jaar=jaar, gebruiker=wie, door=request.user)
        return f"{wie} krijgt een herinnering."
    rijen = toegang.zichtbaar_voor(request.user, Aanlevering.objects.filter(jaar=jaar))
    rij = get_object_or_404(rijen, pk=_pk(post.get("weg", "")))
    naam = str(rij)
    slot = post.get("slot", "")
    aanleveren.verwijder_aanlevering(aanlevering=rij, door=request.user, gezien=int(slot) if slot.isdecimal() else -1)
    return f"{naam}: niemand levert dit nog."


def _pk(tekst: str) -> int:
    if not tekst.isdecimal() or len(tekst) > 9:
        raise Http404
    return int(tekst)


urlpatterns = [
    path("cijfers/<int:jaar>/aanleveren/", aanleverbord, name="aanleverbord"),
    path("cijfers/<int:jaar>/aanleveren/stap/", aanleverstap, name="aanleverstap"),
]
