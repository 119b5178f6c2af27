"""The looks of a report: the colours of its lines, and the theme of its year."""

from jaarbericht import rapport as r
from jaarbericht.samenstellen.bron import Bron


def lijnkleuren(bron: Bron) -> tuple[r.Lijnkleur, ...]:
    """Of every programmalijn, in the colour of the theme where that has one."""
    eigen = bron.opzet.thema.kleuren if bron.opzet.thema else {}
    return tuple(r.Lijnkleur(lijn.nummer, lijn.naam, eigen.get(lijn.nummer, lijn.kleur)) for lijn in bron.lijnen)


def vormthema(bron: Bron) -> r.Vormthema | None:
    """What is no colour; None without a theme, and then a report looks as it always did."""
    thema = bron.opzet.thema
    if thema is None:
        return None
    verhouding = round(thema.logo_breed / thema.logo_hoog, 3) if thema.logo and thema.logo_breed and thema.logo_hoog else 1.0
    return r.Vormthema(letter=thema.letter, omslag=thema.omslag, logo=thema.logo.name or "", logo_verhouding=verhouding)
