"""Workbooks in the hands of somebody who edits them."""

from io import BytesIO

from openpyxl import Workbook, load_workbook


class Boek:
    """A workbook of ours that is changed: cells by sheet, row and heading."""

    def __init__(self, inhoud: bytes):
        self.boek = load_workbook(BytesIO(inhoud))

    def plaats(self, blad: str, kop: str) -> int:
        return next(cel.column for cel in self.boek[blad][1] if cel.value == kop)

    def zet(self, blad: str, rij: int, **cellen):
        for kop, waarde in cellen.items():
            self.boek[blad].cell(rij, self.plaats(blad, kop.replace("_", " "))).value = waarde

    def voeg_toe(self, blad: str, **cellen):
        self.zet(blad, self.boek[blad].max_row + 1, **cellen)

    def rij(self, blad: str, **zoek) -> int:
        """The row in which these headings have these values."""
        for nummer in range(2, self.boek[blad].max_row + 1):
            if all(self.boek[blad].cell(nummer, self.plaats(blad, k)).value == v for k, v in zoek.items()):
                return nummer
        raise LookupError(zoek)

    def inhoud(self) -> bytes:
        uit = BytesIO()
        self.boek.save(uit)
        return uit.getvalue()


def blad(naam: str, *rijen) -> bytes:
    """A workbook with one sheet that somebody typed."""
    boek = Workbook()
    boek.active.title = naam
    for rij in rijen:
        boek.active.append(rij)
    uit = BytesIO()
    boek.save(uit)
    return uit.getvalue()


def fouten(uitkomst) -> list[tuple[int, str, str, str]]:
    return [(fout.rij, fout.kolom, fout.nodig, fout.gevonden) for fout in uitkomst.fouten]
