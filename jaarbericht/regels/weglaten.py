"""What must be left out of a frozen report because a consent was withdrawn, and the report without it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.db.models import Q

from jaarbericht import rapport as r
from jaarbericht.models import Citaat, Foto, Toestemming, Verhaal

Persoonlijk = r.Verhaal | r.Citaat | r.Beeld
WEG = r.Tekst("<p>Dit deel is weggelaten.</p>")  # a sectie is never empty: other pages refer to it


@dataclass(frozen=True)
class Sporen:
    """By what content is known in a frozen report: the record it came from or, before schema 3, what it said."""

    bronnen: frozenset[str] = frozenset()
    inhoud: frozenset[tuple[str, ...]] = frozenset()

    def raakt(self, deel: Persoonlijk) -> bool:
        return deel.bron in self.bronnen if deel.bron else _inhoud(deel) in self.inhoud


def _inhoud(deel: Persoonlijk) -> tuple[str, ...]:
    if isinstance(deel, r.Verhaal):
        return ("verhaal", deel.titel)
    if isinstance(deel, r.Citaat):
        return ("citaat", deel.tekst, deel.wie)
    return ("foto", deel.bestand) if deel.bestand else ("foto", deel.tekening, deel.alt)


# ------------------------------------------------------------------ from the consents
def sporen_van(*, toestemmingen: list[Toestemming] | None = None) -> Sporen:
    """Traces of all that hangs on these consents, or else on all that were withdrawn.

    What hung on one of them earlier counts too, also when it was changed or deleted since, unless it has another consent now.
    """
    vraag = Q(toestemming__in=toestemmingen) if toestemmingen is not None else Q(toestemming__ingetrokken_op__isnull=False)
    bronnen: set[str] = set()
    inhoud: set[tuple[str, ...]] = set()
    for model, naam in ((Verhaal, "verhaal"), (Citaat, "citaat"), (Foto, "foto")):
        ooit = set(model.history.filter(vraag).values_list("id", flat=True))
        ooit |= set(model.objects.filter(vraag).values_list("pk", flat=True))
        ander = model.objects.filter(pk__in=ooit, toestemming__isnull=False).exclude(vraag)
        ooit -= set(ander.filter(toestemming__ingetrokken_op__isnull=True).values_list("pk", flat=True))
        bronnen |= {f"{naam}:{pk}" for pk in ooit}
        for versie in [*model.history.filter(id__in=ooit), *model.objects.filter(pk__in=ooit)]:
            inhoud.add(_inhoud(_als_deel(versie)))
    return Sporen(frozenset(bronnen), frozenset(inhoud))


def _als_deel(versie) -> Persoonlijk:
    """A record or an earlier version of it, as a frozen report would show it."""
    if hasattr(versie, "deelnemers_woord"):
        return r.Verhaal(versie.titel, versie.tekst)
    if hasattr(versie, "wie"):
        return r.Citaat(versie.tekst, versie.wie)
    return r.Beeld(versie.alt, str(versie.bestand or ""), versie.tekening)


# ------------------------------------------------------------------ in a report
def persoonlijk(rapport: r.Rapport) -> Iterator[Persoonlijk]:
    """Every story, quote and picture of a report."""
    for sectie in rapport.secties:
        for deel in sectie.onderdelen:
            if isinstance(deel, r.Citaat):
                yield deel
            if isinstance(deel, r.Verhalen | r.Campagne):
                for verhaal in deel.verhalen:
                    yield verhaal
                    if verhaal.beeld:
                        yield verhaal.beeld
            beeld = deel.portret if isinstance(deel, r.Brief) else deel.beeld if isinstance(deel, r.Omslag) else None
            if beeld:
                yield beeld


def raakt(rapport: r.Rapport, sporen: Sporen) -> bool:
    return any(sporen.raakt(deel) for deel in persoonlijk(rapport))


def zonder(rapport: r.Rapport, sporen: Sporen) -> r.Rapport:
    """The report without what the traces lead to; the rest is as it was."""
    return replace(rapport, secties=tuple(_sectie(sectie, sporen) for sectie in rapport.secties), schema=r.SCHEMA)


def _sectie(sectie: r.Sectie, sporen: Sporen) -> r.Sectie:
    delen = tuple(nieuw for deel in sectie.onderdelen if (nieuw := _deel(deel, sporen)) is not None)
    return replace(sectie, onderdelen=delen or (WEG,))


def _deel(deel: r.Onderdeel, sporen: Sporen) -> r.Onderdeel | None:
    """None when nothing of it is left."""
    if isinstance(deel, r.Citaat):
        return None if sporen.raakt(deel) else deel
    if isinstance(deel, r.Verhalen | r.Campagne):
        verhalen = tuple(_verhaal(verhaal, sporen) for verhaal in deel.verhalen if not sporen.raakt(verhaal))
        return replace(deel, verhalen=verhalen) if verhalen or not deel.verhalen else None
    if isinstance(deel, r.Brief) and deel.portret and sporen.raakt(deel.portret):
        return replace(deel, portret=None)
    if isinstance(deel, r.Omslag) and deel.beeld and sporen.raakt(deel.beeld):
        return replace(deel, beeld=None)
    return deel


def _verhaal(verhaal: r.Verhaal, sporen: Sporen) -> r.Verhaal:
    return replace(verhaal, beeld=None) if verhaal.beeld and sporen.raakt(verhaal.beeld) else verhaal
