"""What of a photo a report shows: the part that is cut out around its focal point, for each shape that photos get."""

from dataclasses import dataclass

from jaarbericht.verdelen import FOTO, FOTO_HOOG, FOTO_LAAG, KOLOM

# A photo stands in a column; its height follows from what else is on the page.
VORMEN = (
    ("Hoog", "als er ruimte over is", KOLOM / FOTO_HOOG),
    ("Gewoon", "meestal", KOLOM / FOTO),
    ("Laag", "op een volle pagina", KOLOM / FOTO_LAAG),
)


@dataclass(frozen=True)
class Uitsnede:
    """The part of a photo that stays, in pixels from its upper left corner."""

    x: float
    y: float
    breed: float
    hoog: float


def uitsnede(*, breed: int, hoog: int, verhouding: float, focus_x: int, focus_y: int) -> Uitsnede:
    """The largest part of that shape (width / height); the focus is where it lies, as `object-position` has it."""
    over = breed / hoog > verhouding
    w = hoog * verhouding if over else float(breed)
    h = float(hoog) if over else breed / verhouding
    return Uitsnede(
        x=round((breed - w) * focus_x / 100, 1), y=round((hoog - h) * focus_y / 100, 1), breed=round(w, 1), hoog=round(h, 1)
    )
