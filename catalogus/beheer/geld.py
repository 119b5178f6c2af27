"""Budgets, housing costs, decisions on subsidy, and realised costs."""

from django import forms
from django.contrib import admin

from catalogus.beheer import kolommen
from catalogus.beheer.basis import Bewerkscherm
from catalogus.beheer.formulieren import Formulier
from catalogus.beheer.kolommen import JaarFilter
from catalogus.fouten import RegelFout
from catalogus.models import Beschikking, Budget, Huisvestingslast, Realisatie
from catalogus.regels.beschikkingen import controleer_pdf


@admin.register(Budget)
class BudgetScherm(Bewerkscherm):
    werk = "Gemeenten en geld"
    list_display = [
        kolommen.tekst("gemeente", "gemeente"),
        kolommen.jaar(),
        kolommen.programmalijn(),
        kolommen.euro("bedrag", "bedrag"),
        kolommen.ja_nee("met_huisvesting", "met huisvesting"),
        "bron",
    ]
    list_filter = [("jaar", JaarFilter), "gemeente"]
    list_select_related = ["gemeente", "programmalijn"]
    search_fields = ["gemeente__naam", "bron"]


@admin.register(Huisvestingslast)
class HuisvestingslastScherm(Bewerkscherm):
    werk = "Gemeenten en geld"
    list_display = [
        kolommen.tekst("locatie", "locatie"),
        kolommen.tekst("locatie__gemeente", "gemeente"),
        kolommen.jaar(),
        kolommen.euro("bedrag", "bedrag per jaar"),
    ]
    list_filter = [("jaar", JaarFilter), "locatie__gemeente"]
    list_select_related = ["locatie__gemeente"]
    search_fields = ["locatie__naam", "locatie__plaats", "locatie__gemeente__naam"]
    autocomplete_fields = ["locatie"]


class Beschikkingsformulier(Formulier):
    def clean_bestand(self):
        bestand = self.cleaned_data["bestand"]
        if bestand and "bestand" in self.changed_data:
            try:
                controleer_pdf(bestand=bestand)
            except RegelFout as fout:
                raise forms.ValidationError(fout.tekst) from fout
        return bestand


@admin.register(Beschikking)
class BeschikkingScherm(Bewerkscherm):
    werk = "Gemeenten en geld"
    form = Beschikkingsformulier
    list_display = [
        "kenmerk",
        kolommen.tekst("gemeente", "gemeente"),
        kolommen.jaar(),
        kolommen.keuze("soort", "soort"),
        kolommen.datum("datum", "datum"),
        kolommen.euro("bedrag", "bedrag"),
    ]
    list_filter = [("jaar", JaarFilter), "soort", "gemeente"]
    list_select_related = ["gemeente"]
    search_fields = ["kenmerk", "gemeente__naam", "voorwaarden"]
    date_hierarchy = "datum"


@admin.register(Realisatie)
class RealisatieScherm(Bewerkscherm):
    werk = "Gemeenten en geld"
    list_display = [
        kolommen.tekst("gemeente", "gemeente"),
        kolommen.jaar(),
        kolommen.programmalijn(),
        kolommen.euro("bedrag", "bedrag"),
        "bron",
    ]
    list_filter = [("jaar", JaarFilter), "gemeente"]
    list_select_related = ["gemeente", "programmalijn"]
    search_fields = ["gemeente__naam", "bron"]
