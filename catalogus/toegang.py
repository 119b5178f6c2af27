"""The only place that decides who sees and who may.

Every queryset that reaches a user starts with `zichtbaar_voor(user, queryset)`; every action is preceded by a `mag_…`.
Library staff are known by their groups (`Groep`), officers of a gemeente by their `Lidmaatschap`.
"""

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from catalogus.models import Editie, Gemeente, Groep, Lidmaatschap, Rol

# Which groups may change which model in the back office; `beheer` may change everything.
BEHEERT: dict[str, set[str]] = {
    Groep.CATALOGUSREDACTIE: {
        "activiteit", "kostenregel", "dekking", "staffel", "kenmerk", "programmalijn", "editie", "campagne",
    },
    Groep.CONTROLLER: {
        "activiteit", "kostenregel", "dekking", "staffel", "editie", "tarief", "functiegroep", "financieringsbron",
        "bronbedrag", "budget", "huisvestingslast", "beschikking", "realisatie", "inwonertal", "indicator", "meting", "jaar",
        "aanlevering",
    },
    Groep.ACCOUNTMANAGER: {
        "afname", "afnameregel", "afnameregellocatie", "prijsopgave", "termijn", "budget", "beschikking", "beleidsdoel",
        "term", "verschiltoelichting", "gemeente", "locatie", "locatiestand", "locatiefunctie", "huisvestingslast",
    },
    Groep.VESTIGING: {"uitvoering", "bijeenkomst", "deelname", "verhaal", "foto", "toestemming"},
    Groep.REDACTIE: {
        "thema", "opzet", "hoofdstuk", "blok", "tekstvariant", "verhaal", "citaat", "feit", "foto", "partner", "toestemming",
        "jaarbericht", "term", "campagne", "uitvoering", "bijeenkomst", "deelname", "titelkoppeling", "meting", "indicator",
        "aanlevering", "onderzoek", "onderzoeksresultaat", "locatie", "locatiestand", "locatiefunctie", "verschiltoelichting",
    },
    Groep.DIRECTIE: set(),
}  # fmt: skip
# Personal data behind the reports: only who works with it may read it.
AFGESCHERMD = {
    "gebruiker": set(),
    "token": set(),
    "webhook": set(),
    "bezorging": set(),
    "idempotentie": set(),
    "group": set(),
    "lidmaatschap": {Groep.ACCOUNTMANAGER},
    "toestemming": {Groep.VESTIGING, Groep.REDACTIE},
}


def groepen(user) -> frozenset[str]:
    """Names of the library groups of `user`; asked once per request and kept on the user object."""
    bekend = getattr(user, "_groepen", None)  # first, because a page asks this hundreds of times
    if bekend is None:
        if not user.is_authenticated or not user.is_active:
            return frozenset()
        bekend = user._groepen = frozenset(user.groups.values_list("name", flat=True)) & frozenset(Groep.values)
    return bekend


def is_bibliotheek(user) -> bool:
    """Staff of the library: superuser, or member of one of the library groups."""
    return user.is_active and (user.is_superuser or bool(groepen(user)))


def is_lid(user, *gevraagd: str) -> bool:
    """Member of one of the named library groups; `beheer` counts as each of them."""
    return user.is_active and (user.is_superuser or bool(groepen(user) & {*gevraagd, Groep.BEHEER}))


def rollen(user, gemeente: Gemeente) -> frozenset[str]:
    """Roles of `user` for `gemeente`."""
    if not user.is_authenticated or not user.is_active:
        return frozenset()
    return frozenset(Lidmaatschap.objects.filter(gebruiker=user, gemeente=gemeente).values_list("rol", flat=True))


def mag_in_beheer(user, modelnaam: str, *, wijzigen: bool) -> bool:
    """May `user` see, or with `wijzigen` change, records of this model in the back office? `modelnaam` in lower case."""
    if is_lid(user):
        return True
    mijn = groepen(user)
    if wijzigen:
        return any(modelnaam in BEHEERT[groep] for groep in mijn if groep in BEHEERT)
    return bool(mijn & AFGESCHERMD[modelnaam]) if modelnaam in AFGESCHERMD else bool(mijn)


def gemeenten_van(user) -> QuerySet[Gemeente]:
    """Gemeenten whose own data `user` may see: all for the library, else those of the memberships."""
    if not user.is_authenticated or not user.is_active:
        return Gemeente.objects.none()
    if is_bibliotheek(user):
        return Gemeente.objects.all()
    return Gemeente.objects.filter(Exists(Lidmaatschap.objects.filter(gebruiker=user, gemeente=OuterRef("pk"))))


def _hoort_ergens_bij(user) -> bool:
    """Whether `user` sees any gemeente; asked once per request and kept on the user object."""
    if not hasattr(user, "_hoort_ergens_bij"):
        user._hoort_ergens_bij = gemeenten_van(user).exists()
    return user._hoort_ergens_bij


# Path from a model to the gemeente that owns the record. `None`: shared, for everybody who is logged in.
PAD_NAAR_GEMEENTE = {
    "gemeente": "pk",
    "afname": "gemeente",
    "afnameregel": "afname__gemeente",
    "afnameregellocatie": "regel__afname__gemeente",
    "statuswissel": "afname__gemeente",
    "document": "afname__gemeente",
    "regelopmerking": "wissel__afname__gemeente",
    "prijsopgave": "gemeente",
    "budget": "gemeente",
    "beschikking": "gemeente",
    "realisatie": "gemeente",
    "huisvestingslast": "locatie__gemeente",
    "beleidsdoel": "gemeente",
    "term": "gemeente",
    "termijn": "gemeente",
    "verschiltoelichting": "gemeente",
    "inwonertal": "gemeente",
    "locatie": "gemeente",
    "locatiestand": "locatie__gemeente",
    "locatiefunctie": "locatie__gemeente",
    "uitvoering": "gemeenten",
    "bijeenkomst": "uitvoering__gemeenten",
    "meting": "gemeente",
    "verhaal": "gemeente",
    "citaat": "gemeente",
    "feit": "gemeente",
    "partner": "gemeente",
    "jaarbericht": "gemeente",
    "uitgave": "jaarbericht__gemeente",
    "opmerking": "uitgave__jaarbericht__gemeente",
    "programmalijn": None,
    "kenmerk": None,
    "editie": None,
    "activiteit": None,
    "prijs": None,
    "indicator": None,
    "campagne": None,
}
# What an officer sees of a shared or own record only from a certain state on.
ALLEEN_ALS = {
    "editie": ~Q(status="concept"),
    "activiteit": ~Q(editie__status="concept"),
    "prijs": ~Q(activiteit__editie__status="concept"),
    "jaarbericht": Q(status__in=["ter_inzage", "vastgesteld", "gepubliceerd"]),
    "uitgave": Q(ingetrokken_op__isnull=True),
    "opmerking": Q(uitgave__ingetrokken_op__isnull=True),
}


def zichtbaar_voor(user, queryset: QuerySet) -> QuerySet:
    """The part of `queryset` that `user` may see. A model that is not in the table is never visible to a gemeente."""
    if not user.is_authenticated or not user.is_active:
        return queryset.none()
    naam = queryset.model._meta.model_name
    if is_bibliotheek(user):
        if naam == "uitgave" and not mag_archief_zien(user):
            queryset = queryset.filter(ALLEEN_ALS[naam])
        return queryset if mag_in_beheer(user, naam, wijzigen=False) else queryset.none()
    if naam not in PAD_NAAR_GEMEENTE:
        return queryset.none()
    zichtbaar = queryset.filter(ALLEEN_ALS.get(naam, Q()))
    pad = PAD_NAAR_GEMEENTE[naam]
    if pad is None:
        return zichtbaar if _hoort_ergens_bij(user) else queryset.none()
    if naam in {"uitvoering", "bijeenkomst"}:  # a many-to-many path: filter by subquery, so that rows never double
        eigen = queryset.model.objects.filter(**{f"{pad}__in": gemeenten_van(user)})
        return zichtbaar.filter(pk__in=eigen.values("pk"))
    return zichtbaar.filter(**{f"{pad}__in": gemeenten_van(user).values("pk")})


# What everybody may read, as on the public screens.
OPENBAAR = {
    "gemeente": Q(),
    "programmalijn": Q(),
    "editie": ~Q(status="concept"),
    "activiteit": ~Q(editie__status="concept"),
    "jaarbericht": Q(status="gepubliceerd"),
}


def leesbaar_voor(user, queryset: QuerySet) -> QuerySet:
    """What is public, and what `user` may see besides; for who is not logged in only what is public."""
    openbaar = queryset.filter(OPENBAAR[queryset.model._meta.model_name])
    return openbaar | zichtbaar_voor(user, queryset) if user.is_authenticated else openbaar


def kostenopbouw_voor(user, editie: Editie) -> str:
    """How much of the build-up of prices in `editie` `user` sees: a value of `Editie.Kostenopbouw`."""
    return Editie.Kostenopbouw.VOLLEDIG if mag_kostenopbouw_zien(user) else editie.kostenopbouw


def mag_afname_bewerken(user, gemeente: Gemeente) -> bool:
    """Opsteller or fiatteur of the gemeente, or an accountmanager on their behalf."""
    return is_lid(user, Groep.ACCOUNTMANAGER) or bool(rollen(user, gemeente) & {Rol.OPSTELLER, Rol.FIATTEUR})


def mag_editie_wijzigen(user) -> bool:
    """Prepare editions: activities, costs, tariffs, opening and closing."""
    return is_lid(user, Groep.CATALOGUSREDACTIE, Groep.CONTROLLER)


def mag_termijn_verlengen(user) -> bool:
    """Give one gemeente more time to choose."""
    return is_lid(user, Groep.ACCOUNTMANAGER)


def mag_kostenopbouw_zien(user) -> bool:
    """The whole cost build-up, whatever an edition shows to gemeenten."""
    return is_bibliotheek(user)


def mag_registreren(user) -> bool:
    """Register what was carried out, and correct it."""
    return is_lid(user, Groep.VESTIGING, Groep.REDACTIE)


def mag_jaarberichten_maken(user) -> bool:
    """Make, check and publish reports."""
    return is_lid(user, Groep.REDACTIE, Groep.DIRECTIE)


def mag_toestemming_intrekken(user) -> bool:
    """Withdraw the consent of a person; with it what shows that person is taken down."""
    return is_lid(user, Groep.REDACTIE)


def mag_archief_zien(user) -> bool:
    """Uitgaven that were taken down, in the closed archive."""
    return is_lid(user, Groep.REDACTIE, Groep.DIRECTIE)


def mag_opmerken(user, gemeente: Gemeente) -> bool:
    """Say something about a draft of the report of this gemeente: its opsteller or fiatteur, or who makes it."""
    return mag_jaarberichten_maken(user) or bool(rollen(user, gemeente) & {Rol.OPSTELLER, Rol.FIATTEUR})


def mag_cijfers_invoeren(user) -> bool:
    """Enter, change and take away figures."""
    return is_lid(user, Groep.REDACTIE, Groep.CONTROLLER)


def mag_verschil_toelichten(user) -> bool:
    """Write why what was carried out differs from what was agreed."""
    return mag_in_beheer(user, "verschiltoelichting", wijzigen=True)


def mag_beschikking_vastleggen(user, gemeente: Gemeente) -> bool:
    """Opsteller or fiatteur of the gemeente that decided, or library staff who keep the decisions."""
    return mag_in_beheer(user, "beschikking", wijzigen=True) or bool(rollen(user, gemeente) & {Rol.OPSTELLER, Rol.FIATTEUR})


def mag_jaar_afsluiten(user) -> bool:
    """Close a year and open it again."""
    return is_lid(user, Groep.CONTROLLER)


def openbare_uitgaven(queryset: QuerySet) -> QuerySet:
    """The versions of reports that everybody may read: published and not taken back."""
    return queryset.filter(jaarbericht__status="gepubliceerd", openbaar_vanaf__lte=timezone.now(), ingetrokken_op__isnull=True)
