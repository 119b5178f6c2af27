"""What people post on the grid of figures: the cells they changed, with what they saw, and the source that goes with them."""

from dataclasses import dataclass

from django import forms
from django.http import QueryDict

from catalogus.fouten import RegelFout
from catalogus.models import Meting
from catalogus.regels.cijferrooster import Cel
from catalogus.regels.metingen import NIEUW, Opgave, lees

VELD = {"class": "utrecht-textbox utrecht-textbox--html-input"}


class Herkomst(forms.Form):
    """Source and state of everything that is entered with it."""

    bron = forms.CharField(label="Bron", required=False, max_length=120, widget=forms.TextInput(VELD))
    peildatum = forms.DateField(
        label="Peildatum", required=False, widget=forms.DateInput({**VELD, "placeholder": "", "inputmode": "numeric"})
    )
    stand = forms.ChoiceField(
        label="Stand",
        choices=Meting.Stand.choices,
        initial=Meting.Stand.DEFINITIEF,
        widget=forms.Select({"class": "utrecht-select utrecht-select--html-select"}),
    )
    reden = forms.CharField(label="Reden van de wijziging", required=False, max_length=500, widget=forms.TextInput(VELD))


@dataclass
class Wijziging:
    """A cell that somebody changed: what it was on that screen, and what was typed."""

    cel: Cel
    gezien: int
    was: str
    typte: str
    fout: RegelFout | None = None

    def opgave(self, herkomst: dict) -> Opgave:
        """What must be written. Source and date of before stay where the form has none. RegelFout when it is no number."""
        waarde, geen = lees(tekst=self.typte, indicator=self.cel.indicator)
        oud = self.cel.meting
        return Opgave(
            indicator=self.cel.indicator,
            scope=self.cel.plek.scope,
            gemeente=self.cel.plek.gemeente,
            waarde=waarde,
            geen_gegevens=geen,
            reden=herkomst["reden"],
            bron=herkomst["bron"] or (oud.bron if oud else ""),
            stand=herkomst["stand"],
            peildatum=herkomst["peildatum"] or (oud.peildatum if oud else None),
            gezien=self.gezien,
        )


def wijzigingen(*, post: QueryDict, cellen: dict[str, Cel]) -> list[Wijziging]:
    """The cells of a form whose text differs from what they showed; cells that are not entered by hand are passed over.

    Each cell posts `w.<cell>`, what is in it, and `h.<cell>`, the lock number and the text that were shown.
    """
    uit = []
    for sleutel, cel in cellen.items():
        if not cel.invoer or f"w.{sleutel}" not in post:
            continue
        slot, _, was = post.get(f"h.{sleutel}", "").partition("|")
        typte = str(post[f"w.{sleutel}"]).strip()
        if not _gelijk(typte, was, cel):
            uit.append(Wijziging(cel, int(slot) if slot.isdecimal() else NIEUW, was, typte))
    return uit


def _gelijk(typte: str, was: str, cel: Cel) -> bool:
    """Whether two texts are the same figure: '95768' and '95.768'."""
    if typte == was:
        return True
    try:
        return lees(tekst=typte, indicator=cel.indicator) == lees(tekst=was, indicator=cel.indicator)
    except RegelFout:
        return False
