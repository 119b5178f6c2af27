"""The newest PDF of each report of a year: what was fixed when there is such a file, else the last one that was made."""

import zipfile
from dataclasses import dataclass
from typing import IO

from django.db.models.fields.files import FieldFile

from catalogus import toegang
from catalogus.models import Gemeente
from jaarbericht import maken
from jaarbericht.models import Jaarbericht, Taakregel, Uitgave

VAST = {Jaarbericht.Status.VASTGESTELD, Jaarbericht.Status.GEPUBLICEERD}
OVERZICHT = "inhoud.txt"


@dataclass(frozen=True)
class Bestand:
    """A PDF that can be taken along; `wat` says which one it is."""

    jaarbericht: Jaarbericht
    bestand: FieldFile
    wat: str


def nieuwste(*, user, jaar: int) -> dict[int, Bestand]:
    """By pk of the gemeente, in two queries, as far as `user` may see them."""
    uitgaven = Uitgave.objects.filter(jaarbericht__jaar=jaar, ingetrokken_op=None).defer("inhoud")
    taken = Taakregel.objects.filter(jaarbericht__jaar=jaar, soort="jaarbericht", status=Taakregel.Status.KLAAR)
    gevonden: dict[int, tuple] = {}
    for uitgave in toegang.zichtbaar_voor(user, uitgaven.select_related("jaarbericht__gemeente")).order_by("nummer"):
        wat = f"uitgave {uitgave.nummer}, {uitgave.get_soort_display()}"
        gevonden[uitgave.jaarbericht.gemeente_id] = (uitgave.gemaakt_op, Bestand(uitgave.jaarbericht, uitgave.pdf, wat))
    proeven = toegang.zichtbaar_voor(
        user, taken.exclude(resultaat="").exclude(klaar_op=None).select_related("jaarbericht__gemeente")
    )
    for taak in proeven.order_by("klaar_op", "pk"):
        assert taak.jaarbericht and taak.klaar_op  # see the filters
        pk = taak.jaarbericht.gemeente_id
        if taak.jaarbericht.status not in VAST and (pk not in gevonden or gevonden[pk][0] < taak.klaar_op):
            gevonden[pk] = (taak.klaar_op, Bestand(taak.jaarbericht, taak.resultaat, "concept"))
    return {pk: bestand for pk, (_, bestand) in gevonden.items()}


def schrijf_zip(*, naar: IO[bytes], user, jaar: int, gemeenten: list[Gemeente]) -> int:
    """Writes all PDFs of a year to a ZIP, with a list of what is in it and what is missing; gives how many there are."""
    bestanden = nieuwste(user=user, jaar=jaar)
    regels, aantal = [f"Jaarberichten {jaar}", ""], 0
    with zipfile.ZipFile(naar, "w", zipfile.ZIP_STORED) as zip_:  # a PDF is packed already
        for gemeente in gemeenten:
            bestand = bestanden.get(gemeente.pk)
            if bestand is None or not bestand.bestand.storage.exists(str(bestand.bestand)):
                regels.append(f"{gemeente}: nog geen pdf")
                continue
            naam = maken.bestandsnaam(gemeente, jaar)
            with bestand.bestand.open() as inhoud:
                zip_.writestr(naam, inhoud.read())
            regels.append(f"{gemeente}: {naam} ({bestand.wat})")
            aantal += 1
        zip_.writestr(OVERZICHT, "\r\n".join(regels) + "\r\n")
    return aantal
