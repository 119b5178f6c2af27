"""Reports, their frozen versions, remarks, accepted warnings and background jobs."""

from django import forms
from django.contrib import admin

from catalogus import toegang
from catalogus.beheer import kolommen
from catalogus.beheer.acties import actie
from catalogus.beheer.basis import Bewerkscherm, LeesOnderdeel, Scherm
from catalogus.beheer.formulieren import Redenformulier
from catalogus.beheer.kolommen import JaarFilter
from jaarbericht.models import ControleAanvaarding, Jaarbericht, Jaarberichtwissel, Opmerking, Taakregel, Uitgave
from jaarbericht.regels import uitgeven
from jaarbericht.taken import vraag_jaarbericht, vraag_stap

WACHT = "De pdf wordt op de achtergrond gemaakt. De stap is gezet als de pdf er is; onder Taken zie je hoe ver het is."
UITLEG = {
    "ter_inzage": f"{WACHT} De gemeente en de directie krijgen dan bericht.",
    "terug": "De gemeente en de redactie krijgen bericht met je reden.",
    "vaststellen": f"{WACHT} Daarna verandert deze uitgave niet meer.",
    "heropenen": "De vastgestelde uitgave blijft bewaard. De gemeente en de redactie krijgen bericht met je reden.",
    "publiceren": "Het bestand dat is vastgesteld, wordt openbaar. De gemeente krijgt bericht.",
    "verbeteren": f"{WACHT} De verbeterde uitgave is meteen openbaar. De gemeente en de redactie krijgen bericht met je reden.",
}


def _stap(stap: uitgeven.Stap):
    """A button for a step in the life of a report."""
    formulier = Redenformulier if stap.reden_verplicht else forms.Form
    return actie(
        stap.naam,
        stap.omschrijving.capitalize(),
        lambda jaarbericht, door, g: vraag_stap(jaarbericht=jaarbericht, stap=stap.naam, door=door, reden=g.get("reden", "")),
        uitleg=UITLEG.get(stap.naam, ""),
        formulier=lambda objecten: formulier,
        recht="maken",
    )


@admin.display(description="wat", ordering="soort")
def wat(taak: Taakregel) -> str:
    return uitgeven.TABEL[taak.gegevens["stap"]].omschrijving if taak.soort == "stap" else taak.soort


class WisselBij(LeesOnderdeel):
    model = Jaarberichtwissel
    fields = readonly_fields = ("op", "van", "naar", "door", "reden")
    relaties = ("door",)


class UitgaveBij(LeesOnderdeel):
    model = Uitgave
    fields = readonly_fields = ("nummer", "soort", "pdf", "reden", "gemaakt_op", "gemaakt_door", "openbaar_vanaf")
    relaties = ("gemaakt_door",)
    show_change_link = True


class TaakBij(LeesOnderdeel):
    model = Taakregel
    fields = readonly_fields = ("wat", "status", "voortgang", "resultaat", "fout", "gevraagd_op", "gevraagd_door")
    relaties = ("gevraagd_door",)
    show_change_link = True

    @admin.display(description="wat")
    def wat(self, obj):
        return wat(obj)


@admin.register(Jaarbericht)
class JaarberichtScherm(Bewerkscherm):
    werk = "Jaarberichten"
    list_display = [kolommen.tekst("gemeente", "gemeente"), kolommen.jaar(), kolommen.label(), "mededeling"]
    list_filter = [("jaar", JaarFilter), "status", "gemeente"]
    list_select_related = ["gemeente"]
    search_fields = ["gemeente__naam", "mededeling"]
    inlines = [UitgaveBij, WisselBij, TaakBij]
    readonly_fields = ["staat"]
    actions = [
        actie(
            "maak_jaarbericht",
            "Maak de pdf",
            lambda jaarbericht, door, g: vraag_jaarbericht(jaarbericht=jaarbericht, door=door),
            uitleg="De opmaak begint op de achtergrond. Het resultaat staat onder Taken op de pagina van het jaarbericht.",
            recht="maken",
        ),
        *(_stap(stap) for stap in uitgeven.TABEL.values()),
    ]

    def has_maken_permission(self, request):
        return toegang.mag_jaarberichten_maken(request.user)

    def get_actions(self, request):
        """The steps of the groups of this user."""
        andere = {naam for naam, stap in uitgeven.TABEL.items() if not toegang.is_lid(request.user, *stap.groepen)}
        return {naam: a for naam, a in super().get_actions(request).items() if naam not in andere}

    def knoppen(self, request, obj):
        stappen = uitgeven.mogelijke_stappen(jaarbericht=obj, door=request.user)
        return [*(stap.naam for stap in stappen), "maak_jaarbericht"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("gemeente")

    def get_fields(self, request, obj=None):
        return ["gemeente", "jaar_tekst", "staat", "mededeling"] if obj else ["gemeente", "jaar", "mededeling"]

    def get_readonly_fields(self, request, obj=None):
        return [*self.readonly_fields, "gemeente", "jaar_tekst"] if obj else self.readonly_fields

    def get_inlines(self, request, obj):
        return self.inlines if obj else []

    def has_delete_permission(self, request, obj=None):
        concept = obj is None or obj.status == Jaarbericht.Status.CONCEPT
        return concept and super().has_delete_permission(request, obj)

    @admin.display(description="status")
    def staat(self, obj):
        return kolommen.label()(obj)

    @admin.display(description="jaar")
    def jaar_tekst(self, obj):
        return str(obj.jaar)


@admin.register(Uitgave)
class UitgaveScherm(Scherm):
    werk = "Jaarberichten"
    alleen_lezen = True
    list_display = [
        kolommen.tekst("jaarbericht__gemeente", "gemeente"),
        kolommen.jaar("jaarbericht__jaar", "jaar"),
        kolommen.getal("nummer", "nummer"),
        kolommen.keuze("soort", "soort"),
        kolommen.datum("gemaakt_op", "gemaakt op"),
        kolommen.datum("openbaar_vanaf", "openbaar vanaf"),
        kolommen.datum("ingetrokken_op", "ingetrokken op"),
    ]
    list_filter = [("jaarbericht__jaar", JaarFilter), "soort", "jaarbericht__gemeente"]
    list_select_related = ["jaarbericht__gemeente"]
    search_fields = ["jaarbericht__gemeente__naam", "reden", "sha256"]
    date_hierarchy = "gemaakt_op"
    fields = [
        "jaarbericht", "nummer", "soort", "pdf", "reden", "gemaakt_op", "gemaakt_door", "openbaar_vanaf",
        "ingetrokken_op", "bewaren_tot", "sha256",
    ]  # fmt: skip

    def get_queryset(self, request):
        return super().get_queryset(request).defer("inhoud")


@admin.register(Opmerking)
class OpmerkingScherm(Scherm):
    """To look back only: remarks are written and resolved at the report."""

    werk = "Jaarberichten"
    alleen_lezen = True
    list_display = [
        "__str__",
        kolommen.tekst("uitgave__jaarbericht__gemeente", "gemeente"),
        kolommen.jaar("uitgave__jaarbericht__jaar", "jaar"),
        "hoofdstuk",
        kolommen.tekst("door", "door"),
        kolommen.datum("op", "op"),
        kolommen.ja_nee("opgelost", "opgelost"),
    ]
    list_filter = ["opgelost", ("uitgave__jaarbericht__jaar", JaarFilter), "uitgave__jaarbericht__gemeente"]
    list_select_related = ["uitgave__jaarbericht__gemeente", "door"]
    search_fields = ["tekst", "hoofdstuk"]
    fields = ["uitgave", "hoofdstuk", "tekst", "door", "op", "antwoord_op", "opgelost"]


@admin.register(ControleAanvaarding)
class AanvaardingScherm(Scherm):
    werk = "Jaarberichten"
    alleen_lezen = True
    list_display = [
        kolommen.tekst("jaarbericht", "jaarbericht"),
        "controle",
        "reden",
        kolommen.tekst("door", "door"),
        kolommen.datum("op", "op"),
    ]
    list_filter = [("jaarbericht__jaar", JaarFilter), "jaarbericht__gemeente"]
    list_select_related = ["jaarbericht__gemeente", "door"]
    search_fields = ["controle", "reden", "jaarbericht__gemeente__naam"]


@admin.register(Taakregel)
class TaakregelScherm(Scherm):
    werk = "Jaarberichten"
    alleen_lezen = True
    list_display = [
        wat,
        kolommen.tekst("jaarbericht", "jaarbericht"),
        kolommen.label(),
        kolommen.getal("voortgang", "voortgang", lambda waarde: f"{waarde}%"),
        kolommen.datum("gevraagd_op", "gevraagd op"),
        kolommen.tekst("gevraagd_door", "door"),
    ]
    list_filter = ["status", "soort"]
    list_select_related = ["jaarbericht__gemeente", "gevraagd_door"]
    search_fields = ["soort", "fout", "jaarbericht__gemeente__naam"]
    date_hierarchy = "gevraagd_op"
