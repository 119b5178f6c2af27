"""What an edition holds, read with all that its prices need; and those prices."""

from decimal import Decimal

from catalogus.fouten import RegelFout
from catalogus.models import Activiteit, Editie, Prijs, Prijsvorm, Tarief
from catalogus.regels import kostprijs as kosten
from catalogus.regels.prijswoorden import gegevens_van


def activiteiten_van(*, editie: Editie) -> list[Activiteit]:
    """Activities of an edition with everything their cost price needs, in five queries."""
    return list(
        Activiteit.objects.filter(editie=editie)
        .select_related("editie", "programmalijn")
        .prefetch_related("kostenregels__functiegroep", "dekkingen__bron", "staffels")
    )


def tarieven_van(*, editie: Editie) -> dict[int, Decimal]:
    """Hourly rate per pk of functiegroep, in euro."""
    return dict(Tarief.objects.filter(editie=editie).values_list("functiegroep_id", "uurtarief"))


def bereken_editie(*, editie: Editie) -> dict[int, kosten.Kostprijs]:
    """Cost price per pk of activity, with the opslag as it is now (or as frozen)."""
    activiteiten = activiteiten_van(editie=editie)
    tarieven = tarieven_van(editie=editie)
    opslag = kosten.opslag_van(editie=editie, activiteiten=activiteiten)
    return {a.pk: kosten.bereken(activiteit=a, tarieven=tarieven, opslag=opslag) for a in activiteiten}


def ouders_van(*, activiteiten: list[Activiteit]) -> set[int]:
    """The pks of activities that have parts; these have no price of their own."""
    return {activiteit.ouder_id for activiteit in activiteiten if activiteit.ouder_id}


def reken_prijzen(
    *, editie: Editie, activiteiten: list[Activiteit], tarieven: dict[int, Decimal]
) -> dict[int, kosten.Prijsgegevens]:
    """Price per pk of activity from its costs as given; what has no price (yet) is left out."""
    try:
        opslag = kosten.opslag_van(editie=editie, activiteiten=activiteiten)
    except RegelFout:
        return {}
    uit = {}
    ouders = ouders_van(activiteiten=activiteiten)
    for activiteit in activiteiten:
        if activiteit.prijsvorm == Prijsvorm.OP_AANVRAAG or activiteit.pk in ouders:
            continue
        try:
            kostprijs = kosten.bereken(activiteit=activiteit, tarieven=tarieven, opslag=opslag)
            uit[activiteit.pk] = kosten.prijsgegevens(activiteit=activiteit, kostprijs=kostprijs)
        except RegelFout:
            continue
    return uit


def vorige_prijzen(*, activiteiten: list[Activiteit]) -> dict[int, kosten.Prijsgegevens]:
    """Newest published price of the predecessor per pk of activity, where that had the same unit and kind of price."""
    rijen = Prijs.objects.filter(activiteit__opvolgers__in=activiteiten).select_related("activiteit").order_by("versie")
    van = {prijs.activiteit_id: prijs for prijs in rijen}
    uit = {}
    for activiteit in activiteiten:
        prijs = van.get(activiteit.voorganger_id or 0)
        if prijs and (prijs.activiteit.eenheid, prijs.activiteit.prijsvorm) == (activiteit.eenheid, activiteit.prijsvorm):
            uit[activiteit.pk] = gegevens_van(prijs=prijs)
    return uit


def prijzen_van(*, editie: Editie, activiteiten: list[Activiteit]) -> dict[int, kosten.Prijsgegevens]:
    """Price per pk of activity: in a concept from the costs as they are now, after that the newest that was published."""
    if editie.status == Editie.Status.CONCEPT:
        return reken_prijzen(editie=editie, activiteiten=activiteiten, tarieven=tarieven_van(editie=editie))
    ouders = ouders_van(activiteiten=activiteiten)
    rijen = Prijs.objects.filter(activiteit__editie=editie).exclude(activiteit__in=ouders).order_by("versie")
    return {prijs.activiteit_id: gegevens_van(prijs=prijs) for prijs in rijen}
