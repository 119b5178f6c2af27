"""What was carried out: executions, meetings, campaigns and remembered titles."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html

from catalogus.beheer import kolommen
from catalogus.beheer.basis import Bewerkscherm, LeesOnderdeel
from catalogus.beheer.kolommen import JaarFilter
from catalogus.models import Bijeenkomst, Campagne, Deelname, Titelkoppeling, Uitvoering


class BijeenkomstBij(LeesOnderdeel):
    model = Bijeenkomst
    fields = ["datum", "deelnames", "status"]


@admin.register(Uitvoering)
class UitvoeringScherm(Bewerkscherm):
    """To look up; registering and correcting is done on the screens for it, which keep the rules."""

    werk = "Uitvoering"
    alleen_lezen = True
    list_display = [
        "__str__",
        kolommen.tekst("activiteit__code", "activiteit"),
        kolommen.tekst("locatie", "locatie"),
        kolommen.tekst("campagne", "campagne"),
        "aanbieder",
    ]
    list_filter = ["platform", "gemeenten", "activiteit__programmalijn", "campagne"]
    list_select_related = ["activiteit", "locatie", "campagne"]
    search_fields = ["titel", "activiteit__titel", "activiteit__code", "aanbieder", "locatie__naam"]
    readonly_fields = ["verbeteren"]
    inlines = [BijeenkomstBij]
    fieldsets = [
        (None, {"fields": ["verbeteren", "activiteit", "platform", "titel", "gemeenten", "locatie", "doelgroep", "campagne"]}),
        ("Wie", {"fields": ["aanbieder", "vrijwilligersuren"]}),
        ("Voor het jaarbericht", {"fields": ["verslag", "bron", "voorbeeld"]}),
    ]

    @admin.display(description="verbeteren")
    def verbeteren(self, obj):
        return format_html('<a href="{}">Open de registratie</a>', reverse("uitvoering", args=[obj.pk]))


class DeelnameBij(LeesOnderdeel):
    model = Deelname
    fields = ["gemeente", "aantal"]


@admin.register(Bijeenkomst)
class BijeenkomstScherm(Bewerkscherm):
    werk = "Uitvoering"
    alleen_lezen = True
    list_display = [
        kolommen.datum("datum", "datum"),
        kolommen.tekst("uitvoering", "uitvoering"),
        kolommen.tekst("uitvoering__locatie", "locatie"),
        kolommen.getal("deelnames", "deelnames"),
        kolommen.label(),
    ]
    list_filter = ["status", "uitvoering__gemeenten", "uitvoering__activiteit__programmalijn", "uitvoering__platform"]
    list_select_related = ["uitvoering__activiteit", "uitvoering__locatie"]
    search_fields = ["uitvoering__titel", "uitvoering__activiteit__titel", "uitvoering__locatie__naam"]
    date_hierarchy = "datum"
    readonly_fields = ["verbeteren"]
    fields = ["verbeteren", "uitvoering", "datum", "deelnames", "status"]
    inlines = [DeelnameBij]

    @admin.display(description="verbeteren")
    def verbeteren(self, obj):
        return format_html('<a href="{}">Open de registratie</a>', reverse("uitvoering", args=[obj.uitvoering_id]))


@admin.register(Campagne)
class CampagneScherm(Bewerkscherm):
    werk = "Uitvoering"
    list_display = ["naam", kolommen.jaar(), "thema", kolommen.datum("van", "van"), kolommen.datum("tot", "tot en met")]
    list_filter = [("jaar", JaarFilter)]
    search_fields = ["naam", "sleutel", "thema"]


@admin.register(Titelkoppeling)
class TitelkoppelingScherm(Bewerkscherm):
    werk = "Uitvoering"
    list_display = ["titel", "activiteitcode"]
    search_fields = ["titel", "activiteitcode"]
