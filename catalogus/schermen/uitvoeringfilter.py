"""The filter over what was carried out: the same for overviews, list and download."""

from collections.abc import Sequence
from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from catalogus import toegang
from catalogus.models import Activiteit, Bijeenkomst, Campagne, Gemeente, Locatie, Programmalijn
from catalogus.opmaak import MAANDEN
from catalogus.schermen import wie

TEKSTVAK = {"class": "utrecht-textbox utrecht-textbox--html-input"}
KLAS = {"class": "utrecht-select"}
ANDEREN = "anderen"
Keuzes = Sequence[tuple[Any, str]]


class UitvoeringFilter(django_filters.FilterSet):
    """Narrows down meetings. Its choices are lists that the page uses for names too, so that they cost one query each."""

    q = django_filters.CharFilter(method="zoek", label="Zoek op titel, code of aanbieder", max_length=80)
    maand = django_filters.ChoiceFilter(
        field_name="datum__month", label="Maand", empty_label="Hele jaar", choices=[*enumerate(MAANDEN, start=1)]
    )
    status = django_filters.ChoiceFilter(label="Stand", empty_label="Alle", choices=Bijeenkomst.Status.choices)

    class Meta:
        model = Bijeenkomst
        fields: list[str] = []

    def __init__(self, *, request: HttpRequest, zonder: tuple[str, ...] = (), queryset: QuerySet | None = None):
        rijen = Bijeenkomst.objects.all() if queryset is None else queryset
        super().__init__(data=request.GET, queryset=toegang.zichtbaar_voor(request.user, rijen), request=request)
        self.jaren = sorted({timezone.localdate().year, *(e.jaar for e in wie.edities_van(request))}, reverse=True)
        gevraagd = request.GET.get("jaar", "")
        self.jaar = int(gevraagd) if gevraagd.isdecimal() and int(gevraagd) in self.jaren else timezone.localdate().year
        self._haal(request)
        for naam, pad, leeg, keuzes in (
            ("gemeente", "uitvoering__gemeenten", "Alle gemeenten", [(g.pk, g.naam) for g in self.gemeenten.values()]),
            ("locatie", "uitvoering__locatie", "Alle vestigingen", self._per_gemeente()),
            ("activiteit", "uitvoering__activiteit__code", "Alle activiteiten", [*self.titels.items()]),
            ("campagne", "uitvoering__campagne__sleutel", "Alle campagnes", [*self.campagnes.items()]),
        ):
            if naam not in zonder:
                self._kies(naam, pad, leeg, keuzes)
        lijnen: Keuzes = [(lijn.nummer, str(lijn)) for lijn in self.lijnen.values()]
        self.filters["lijn"] = django_filters.ChoiceFilter(
            label="Programmalijn",
            method="zoek_lijn",
            empty_label="Alle programmalijnen",
            choices=[*lijnen, (ANDEREN, "Van anderen (platform)")],
        )
        for naam in zonder:
            self.filters.pop(naam, None)
        for filter_ in self.filters.values():
            filter_.parent, filter_.model = self, Bijeenkomst
        for veld in self.form.fields.values():
            veld.widget.attrs |= KLAS if isinstance(veld.widget, forms.Select) else {"type": "search", **TEKSTVAK}
        self.form.is_valid()
        self.gekozen = {naam: waarde for naam, waarde in self.form.cleaned_data.items() if waarde not in (None, "")}

    def _haal(self, request: HttpRequest) -> None:
        self.gemeenten: dict[int, Gemeente] = {g.pk: g for g in wie.gemeenten_van(request)}
        locaties = toegang.zichtbaar_voor(request.user, Locatie.objects.order_by("gemeente__naam", "plaats", "naam"))
        self.locaties: dict[int, Locatie] = {rij.pk: rij for rij in locaties}
        for locatie in self.locaties.values():
            locatie.gemeente = self.gemeenten[locatie.gemeente_id]
        activiteiten = Activiteit.objects.filter(editie__jaar=self.jaar).select_related("programmalijn").order_by("titel")
        self.activiteiten: dict[str, Activiteit] = {a.code: a for a in toegang.zichtbaar_voor(request.user, activiteiten)}
        self.titels = {code: a.titel for code, a in self.activiteiten.items()}
        lijnen = {a.programmalijn.nummer: a.programmalijn for a in self.activiteiten.values()}
        self.lijnen: dict[int, Programmalijn] = dict(sorted(lijnen.items()))
        campagnes = Campagne.objects.filter(jaar=self.jaar).order_by("van")
        self.campagnes = dict(toegang.zichtbaar_voor(request.user, campagnes).values_list("sleutel", "naam"))

    def _per_gemeente(self) -> Keuzes:
        uit: dict[str, list] = {}
        for locatie in self.locaties.values():
            uit.setdefault(locatie.gemeente.naam, []).append((locatie.pk, str(locatie)))
        return list(uit.items())  # type: ignore[arg-type]

    def _kies(self, naam: str, pad: str, leeg: str, keuzes: Keuzes) -> None:
        labels = {"gemeente": "Gemeente", "locatie": "Vestiging", "activiteit": "Activiteit", "campagne": "Campagne"}
        self.filters[naam] = django_filters.ChoiceFilter(field_name=pad, label=labels[naam], empty_label=leeg, choices=keuzes)

    # -------------------------------------------------------------- what narrows down
    def zoek(self, rijen: QuerySet, naam: str, waarde: str) -> QuerySet:
        for woord in waarde.split():
            rijen = rijen.filter(
                Q(uitvoering__titel__icontains=woord)
                | Q(uitvoering__activiteit__titel__icontains=woord)
                | Q(uitvoering__activiteit__code__iexact=woord)
                | Q(uitvoering__aanbieder__icontains=woord)
            )
        return rijen

    def zoek_lijn(self, rijen: QuerySet, naam: str, waarde: str) -> QuerySet:
        if waarde == ANDEREN:
            return rijen.filter(uitvoering__platform=True)
        return rijen.filter(uitvoering__activiteit__programmalijn__nummer=waarde)

    @property
    def gemeente(self) -> Gemeente | None:
        return self.gemeenten.get(int(self.gekozen.get("gemeente") or 0))

    @property
    def codes(self) -> set[str] | None:
        """The activities whose agreements belong to what was filtered; None is all. Nothing is agreed per place or campaign."""
        if {"locatie", "campagne"} & {*self.gekozen}:
            return set()
        if "activiteit" in self.gekozen:
            return {self.gekozen["activiteit"]}
        if lijn := self.gekozen.get("lijn"):
            return {code for code, a in self.activiteiten.items() if str(a.programmalijn.nummer) == lijn}
        return None

    @property
    def van_het_jaar(self) -> QuerySet[Bijeenkomst]:
        return self.qs.filter(datum__year=self.jaar)
