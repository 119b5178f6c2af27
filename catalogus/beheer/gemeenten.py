"""Gemeenten and what is known about them, locations, and the reference dates of a year."""

from django.contrib import admin

from catalogus.beheer import kolommen
from catalogus.beheer.basis import Bewerkscherm, Onderdeel, kleine_tekst
from catalogus.models import Beleidsdoel, Gemeente, Inwonertal, Jaar, Locatie, Locatiefunctie, Locatiestand, Term


class InwonertalBij(Onderdeel):
    model = Inwonertal
    fields = ["peildatum", "aantal", "bron"]


class TermBij(Onderdeel):
    model = Term
    fields = ["begrip", "woord"]


class BeleidsdoelBij(Onderdeel):
    model = Beleidsdoel
    fields = ["tekst", "bron", "programmalijnen"]
    formfield_overrides = kleine_tekst()


@admin.register(Gemeente)
class GemeenteScherm(Bewerkscherm):
    werk = "Gemeenten en geld"
    list_display = [
        "naam",
        "cbs_code",
        "regio",
        kolommen.datum("deelnemer_van", "deelnemer vanaf"),
        kolommen.datum("deelnemer_tot", "tot en met"),
        kolommen.tekst("accountmanager", "accountmanager"),
    ]
    list_filter = ["provincie", "regio"]
    list_select_related = ["accountmanager"]
    search_fields = ["naam", "cbs_code"]
    autocomplete_fields = ["accountmanager"]
    inlines = [InwonertalBij, TermBij, BeleidsdoelBij]
    fieldsets = [
        (None, {"fields": ["naam", "cbs_code", "provincie", "regio", "logo"]}),
        ("Deelname", {"fields": ["deelnemer_van", "deelnemer_tot", "accountmanager"]}),
        ("Afspraken", {"fields": ["vier_ogen", "vergelijken_toegestaan", "taalhuis_werkgever"]}),
    ]


class StandBij(Onderdeel):
    model = Locatiestand
    fields = ["vanaf", "bemande_uren", "leerlingen", "teldatum"]


class FunctieBij(Onderdeel):
    model = Locatiefunctie
    fields = ["functie", "van", "tot"]


@admin.register(Locatie)
class LocatieScherm(Bewerkscherm):
    werk = "Gemeenten en geld"
    list_display = ["naam", "plaats", kolommen.tekst("gemeente", "gemeente")]
    list_filter = ["gemeente", "functies__functie"]
    list_select_related = ["gemeente"]
    search_fields = ["naam", "plaats", "gemeente__naam"]
    inlines = [StandBij, FunctieBij]


@admin.register(Jaar)
class JaarScherm(Bewerkscherm):
    werk = "Gemeenten en geld"
    list_display = [
        kolommen.jaar(),
        kolommen.datum("peildatum_inwoners", "inwoners op"),
        kolommen.datum("peildatum_locaties", "locaties op"),
        kolommen.datum("teldatum_po", "basisonderwijs op"),
        kolommen.datum("teldatum_vo", "voortgezet onderwijs op"),
        kolommen.ja_nee("afgesloten", "afgesloten"),
    ]
    list_filter = ["afgesloten"]

    def reden_verplicht(self, request, obj):
        return obj.afgesloten
