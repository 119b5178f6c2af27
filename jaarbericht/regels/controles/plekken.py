"""Where each thing of a report stands and where it is mended: the address that a finding leads to."""

from django.db import models
from django.urls import reverse
from django.utils.text import slugify

from catalogus.models import Gemeente
from catalogus.regels.cijfers import Cijfer
from jaarbericht.models import Blok, Citaat, Feit, Hoofdstuk, Tekstvariant, Verhaal
from jaarbericht.regels.controles.bevinding import Plek
from jaarbericht.samenstellen.blokken import waar_staat

CIJFERS, LOS = "Cijfers", "Zonder hoofdstuk"
KNOP: dict[type[models.Model], str] = {
    Blok: "Naar de tekst",
    Tekstvariant: "Naar de tekst",
    Verhaal: "Naar het verhaal",
    Citaat: "Naar het citaat",
    Feit: "Naar het feit",
}


def adres_van(ding: models.Model, gemeente: Gemeente) -> str:
    """The screen where an editor changes it, as this gemeente has it."""
    if isinstance(ding, Verhaal):
        return reverse("redactie_verhaal", args=[ding.jaar, ding.pk])
    if isinstance(ding, Citaat | Feit):
        deel = "citaten" if isinstance(ding, Citaat) else "feiten"
        return reverse("redactie_lokaal", args=[ding.jaar, gemeente.cbs_code, deel, ding.pk])
    blok = ding.blok if isinstance(ding, Tekstvariant) else ding
    assert isinstance(blok, Blok)
    return f"{reverse('redactie_tekst', args=[blok.hoofdstuk.opzet.jaar, blok.pk])}?gemeente={gemeente.cbs_code}"


def van_ding(ding: models.Model, *, waar: str, hoofdstuk: str, gemeente: Gemeente) -> Plek:
    return Plek(waar, hoofdstuk, adres_van(ding, gemeente), KNOP[type(ding)])


def van_foto(verhaal: Verhaal, *, hoofdstuk: str) -> Plek:
    """The photo of a story, where its description and its consent are."""
    adres = reverse("redactie_foto", args=[verhaal.jaar, verhaal.pk])
    return Plek(f"Foto bij verhaal ‘{verhaal.titel}’", hoofdstuk, adres, "Naar de foto")


def van_blok(hoofdstuk: Hoofdstuk, blok: Blok, variant: Tekstvariant | None, gemeente: Gemeente) -> Plek:
    return van_ding(variant or blok, waar=waar_staat(hoofdstuk, blok), hoofdstuk=hoofdstuk.titel, gemeente=gemeente)


def van_cijfer(cijfer: Cijfer, gemeente: Gemeente) -> Plek:
    """The page of a figure, with its years and where it comes from."""
    kolom = gemeente.cbs_code if cijfer.scope == "gemeente" else cijfer.scope
    return Plek(
        f"Cijfers, {cijfer.indicator.rubriek}, ‘{cijfer.indicator}’ over {cijfer.jaar}",
        CIJFERS,
        reverse("cijfer", args=[cijfer.jaar, cijfer.indicator.code, kolom]),
        "Naar het cijfer",
    )


def vakje(cijfer: Cijfer, gemeente: Gemeente) -> str:
    """The box of a figure in the grid of its rubriek, where it is filled in together with its neighbours."""
    kolom = gemeente.cbs_code if cijfer.scope == "gemeente" else cijfer.scope
    rooster = reverse("cijfers_rubriek", args=[cijfer.jaar, slugify(cijfer.indicator.rubriek)])
    return f"{rooster}?gemeente={gemeente.cbs_code}#c-{cijfer.indicator.code}.{kolom}"
