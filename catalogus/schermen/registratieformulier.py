"""The form of a registration: reading what was typed, and handing it to the rules."""

import datetime

from django import forms
from django.http import HttpRequest

from catalogus import toegang
from catalogus.fouten import RegelFout
from catalogus.models import Bijeenkomst, Campagne, Gemeente, Kenmerk, Locatie, Uitvoering
from catalogus.regels import registratieblad
from catalogus.regels.registratieblad import Wat
from catalogus.regels.uitvoering import MEEST, registreer, vul_in

ANDERS = "anders"
LOCATIE, GEMEENTE = "l", "g"  # a place is a locatie, or somewhere else in a gemeente
TEKSTVAK = {"class": "utrecht-textbox utrecht-textbox--html-input"}


class Datumveld(forms.DateField):
    """A date from a native field, or typed the Dutch way."""

    def __init__(self, **kwargs):
        super().__init__(
            input_formats=["%Y-%m-%d", "%d-%m-%Y"],
            error_messages={"invalid": "Vul een dag in, zoals 5-3-2026.", "required": "Kies een dag."},
            widget=forms.DateInput({"type": "date", **TEKSTVAK}, format="%Y-%m-%d"),
            **kwargs,
        )


class Aantalveld(forms.IntegerField):
    """A number of people; '1.250' is a thousand and more."""

    def __init__(self, **kwargs):
        super().__init__(
            min_value=0,
            max_value=MEEST,
            localize=True,
            error_messages={
                "invalid": "Vul een heel getal in, zoals 12.",
                "min_value": "Vul 0 of meer in.",
                "max_value": "Vul 20.000 of minder in.",
            },
            widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off", **TEKSTVAK}),
            **kwargs,
        )


def keuzelijst() -> forms.Select:
    return forms.Select({"class": "utrecht-select"})


class Registratie(forms.Form):
    """One meeting. `per` holds the numbers per gemeente of a joint one."""

    wat = forms.CharField(
        max_length=200, error_messages={"required": "Kies wat je hebt gedaan: een knop, of zoek een activiteit."}
    )
    plek = forms.CharField(max_length=20, error_messages={"required": "Kies waar het was."})
    wanneer = forms.CharField(required=False, max_length=10)  # a date, or 'anders': then `datum` holds it
    datum = Datumveld(required=False)
    deelnames = Aantalveld(required=False)
    onbekend = forms.BooleanField(required=False)
    vrijwilligersuren = forms.DecimalField(
        label="Uren van vrijwilligers samen",
        required=False,
        min_value=0,
        max_value=10000,
        max_digits=7,
        decimal_places=2,
        localize=True,
        help_text="Bijvoorbeeld 4,5.",
        error_messages={
            "invalid": "Vul een aantal uren in, zoals 4,5.",
            "min_value": "Vul 0 of meer in.",
            "max_value": "Vul 10.000 of minder in.",
        },
        widget=forms.TextInput({"inputmode": "decimal", "autocomplete": "off", **TEKSTVAK}),
    )
    doelgroep = forms.ModelChoiceField(Kenmerk.objects.none(), required=False, empty_label="Niet gekozen", widget=keuzelijst())
    campagne = forms.ModelChoiceField(Campagne.objects.none(), required=False, empty_label="Geen campagne", widget=keuzelijst())
    aanbieder = forms.CharField(
        label="Wie verzorgde het?",
        required=False,
        max_length=120,
        widget=forms.TextInput(TEKSTVAK),
        help_text="Een organisatie.",
    )
    verslag = forms.CharField(
        label="Zin voor het jaarbericht",
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 3, "class": "utrecht-textarea utrecht-textarea--html-textarea"}),
        help_text="Wat viel op? Schrijf geen namen van deelnemers op.",
    )
    reden = forms.CharField(
        label="Reden",
        required=False,
        max_length=500,
        widget=forms.TextInput(TEKSTVAK),
        help_text="Nodig bij een afgesloten jaar.",
    )
    client_id = forms.UUIDField(required=False)

    def __init__(self, *args, request: HttpRequest, gemeenten: list[Gemeente], campagnes: list[Campagne], **kwargs):
        super().__init__(*args, **{"auto_id": "%s"} | kwargs)
        self.request, self.gemeenten = request, gemeenten
        self.campagnes = campagnes
        self.doelgroepen = list(Kenmerk.objects.filter(soort=Kenmerk.Soort.DOELGROEP))
        for naam, rijen, model in (("doelgroep", self.doelgroepen, Kenmerk), ("campagne", campagnes, Campagne)):
            veld = self.fields[naam]
            assert isinstance(veld, forms.ModelChoiceField)
            veld.queryset = model._default_manager.filter(pk__in=[rij.pk for rij in rijen])
            veld.choices = [("", veld.empty_label), *((rij.pk, str(rij)) for rij in rijen)]
        self.fields["met"] = forms.TypedMultipleChoiceField(
            required=False, coerce=int, choices=[(g.pk, g.naam) for g in gemeenten], widget=forms.CheckboxSelectMultiple
        )
        for gemeente in gemeenten:
            self.fields[f"van-{gemeente.pk}"] = Aantalveld(required=False)

    @property
    def dag(self) -> str:
        """The date as it was chosen, for the page."""
        wanneer = str(self["wanneer"].value() or ANDERS)
        return str(self["datum"].value() or "") if wanneer == ANDERS else wanneer

    def clean(self):
        super().clean()
        gegevens = self.cleaned_data
        if (wanneer := gegevens.get("wanneer") or ANDERS) != ANDERS:
            self.errors.pop("datum", None)  # not shown, so not to be mended
            try:
                gegevens["datum"] = datetime.date.fromisoformat(wanneer)
            except ValueError:
                self.add_error("datum", "Kies een dag.")
        elif not gegevens.get("datum") and "datum" not in self.errors:
            self.add_error("datum", "Kies een dag.")
        if not self.errors.get("deelnames") and gegevens.get("deelnames") is None and not gegevens.get("onbekend"):
            self.add_error("deelnames", "Vul in hoeveel mensen er waren, of kies ‘Aantal niet bekend’.")
        return gegevens


def lees_plek(*, request: HttpRequest, waarde: str) -> tuple[Gemeente, Locatie | None]:
    """'l12' is a locatie, 'g3' somewhere else in a gemeente; only what this user may see."""
    soort, nummer = waarde[:1], waarde[1:]
    if nummer.isdecimal():
        if soort == LOCATIE:
            plekken = toegang.zichtbaar_voor(request.user, Locatie.objects.select_related("gemeente"))
            if locatie := plekken.filter(pk=int(nummer)).first():
                return locatie.gemeente, locatie
        if soort == GEMEENTE and (gemeente := toegang.gemeenten_van(request.user).filter(pk=int(nummer)).first()):
            return gemeente, None
    raise RegelFout("Kies waar het was.", code="plek", veld="plek")


def medegemeenten(form: forms.Form, gemeente: Gemeente, gemeenten: list[Gemeente]) -> list[Gemeente]:
    """The gemeente of the place first, then the others that took part."""
    met = set(form.cleaned_data.get("met") or [])
    return [gemeente, *(g for g in gemeenten if g.pk in met and g.pk != gemeente.pk)]


def bewaar(*, form: Registratie) -> tuple[Uitvoering, Bijeenkomst | None]:
    """Registers what the form holds, which must be valid; gives the planned meeting too when one was filled in."""
    gegevens, door = form.cleaned_data, form.request.user
    dag: datetime.date = gegevens["datum"]
    gemeente, locatie = lees_plek(request=form.request, waarde=gegevens["plek"])
    wat = registratieblad.lees_wat(
        waarde=gegevens["wat"], jaar=dag.year, gepland=toegang.zichtbaar_voor(door, Bijeenkomst.objects.all())
    )
    samen = medegemeenten(form, gemeente, form.gemeenten)
    per_gemeente = {g: gegevens[f"van-{g.pk}"] for g in samen if len(samen) > 1 and gegevens.get(f"van-{g.pk}") is not None}
    deelnames = None if gegevens["onbekend"] else gegevens["deelnames"]
    if wat.gepland:
        if (len(samen) > 1 and not per_gemeente) or any(gegevens[naam] for naam in ("doelgroep", "campagne", "aanbieder")):
            raise RegelFout(
                "Doelgroep, campagne en gemeenten horen bij de hele reeks. Verander die bij de registratie zelf.",
                code="reeks",
                veld="meer",
            )
        bijeenkomst = vul_in(
            bijeenkomst=wat.gepland,
            door=door,
            deelnames=deelnames,
            datum=dag,
            per_gemeente=per_gemeente or None,
            vrijwilligersuren=gegevens["vrijwilligersuren"],
            verslag=gegevens["verslag"],
            reden=gegevens["reden"],
        )
        return bijeenkomst.uitvoering, bijeenkomst
    return _nieuw(form, wat, samen, locatie, (dag, deelnames), per_gemeente), None


def _nieuw(
    form: Registratie,
    wat: Wat,
    samen: list[Gemeente],
    locatie: Locatie | None,
    keer: tuple[datetime.date, int | None],
    per_gemeente: dict[Gemeente, int],
) -> Uitvoering:
    gegevens = form.cleaned_data
    return registreer(
        door=form.request.user,
        gemeenten=samen,
        datums=[keer],
        activiteit=wat.activiteit,
        platform=wat.activiteit is None,
        titel=wat.titel,
        locatie=locatie,
        doelgroep=gegevens["doelgroep"],
        campagne=gegevens["campagne"] or wat.campagne,
        aanbieder=gegevens["aanbieder"],
        vrijwilligersuren=gegevens["vrijwilligersuren"],
        verslag=gegevens["verslag"],
        per_gemeente=per_gemeente or None,
        client_id=gegevens["client_id"],
        reden=gegevens["reden"],
    )
