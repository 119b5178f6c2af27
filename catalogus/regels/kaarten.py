"""Activities of an edition as a list shows and searches them: frozen records, made in three queries."""

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import DateField, F, IntegerField, Q, Subquery, Value
from django.db.models.functions import Coalesce

from catalogus.models import Activiteit, Editie, Eenheid, Gemeente, Inwonertal, Jaar, Kenmerk, Pakket, Prijs, Prijsvorm
from catalogus.regels.jaren import gewoon_jaar
from catalogus.regels.kostprijs import Prijsgegevens, klasseprijs
from catalogus.regels.prijswoorden import Prijswoorden, gegevens_van, prijs_in_woorden
from catalogus.regels.tekst import plat

OUDST = 110  # an upper age from here on means: no upper age
PRIJSKLASSEN = ((Decimal(0), Decimal(100)), (Decimal(100), Decimal(500)), (Decimal(500), Decimal(2500)), (Decimal(2500), None))


def vouw(tekst: str) -> str:
    """Lower case without accents; all that is no letter or digit becomes one space."""
    los = unicodedata.normalize("NFKD", tekst.casefold())
    zonder = "".join(teken for teken in los if not unicodedata.combining(teken))
    return re.sub(r"[^a-z0-9]+", " ", zonder).strip()


@dataclass(frozen=True)
class Trefwoord:
    """A kenmerk of an activity; ages in years, None is unbounded or unknown."""

    pk: int
    soort: str
    naam: str
    van: int | None
    tot: int | None

    @property
    def leeftijd(self) -> str:
        """'4 tot en met 12 jaar', 'vanaf 65 jaar'; empty without ages."""
        if self.van is None and self.tot is None:
            return ""
        if self.tot is None or self.tot >= OUDST:
            return f"vanaf {self.van or 0} jaar"
        return f"{self.van} tot en met {self.tot} jaar" if self.van else f"tot en met {self.tot} jaar"

    def omvat(self, leeftijd: int) -> bool:
        return bool(self.leeftijd) and (self.van or 0) <= leeftijd <= (OUDST * 2 if self.tot is None else self.tot)


@dataclass(frozen=True)
class Kaart:
    """One activity as a list shows it. `bedrag` is what the smallest take costs in a year, in euro; None when unknown."""

    pk: int
    code: str
    titel: str
    samenvatting: str
    lijn: int
    lijnnaam: str
    lijnslug: str
    pakket: str
    eenheid: str
    prijsvorm: str
    ouder_id: int | None
    is_ouder: bool
    nieuw: bool
    kenmerken: tuple[Trefwoord, ...]
    woorden: Prijswoorden
    was: Prijswoorden | None  # last year's price, when it has the same form and unit
    bedrag: Decimal | None
    teksten: tuple[str, str, str, str]  # folded: code, title, summary, all the rest

    def van_soort(self, soort: str) -> tuple[Trefwoord, ...]:
        return tuple(kenmerk for kenmerk in self.kenmerken if kenmerk.soort == soort)

    @property
    def doelgroepen(self) -> tuple[Trefwoord, ...]:
        return self.van_soort(Kenmerk.Soort.DOELGROEP)

    @property
    def trefwoorden(self) -> tuple[Trefwoord, ...]:
        """What it contributes to: Wsob-functies, pijlers, vaardigheden and maatschappelijke opgaven."""
        return tuple(kenmerk for kenmerk in self.kenmerken if kenmerk.soort != Kenmerk.Soort.DOELGROEP)

    @property
    def pakketnaam(self) -> str:
        return Pakket(self.pakket).label.capitalize()

    @property
    def prijsklasse(self) -> str:
        """Key of the class of `bedrag`: its place in PRIJSKLASSEN, or `geen`."""
        if self.bedrag is None:
            return "geen"
        return next(str(n) for n, (_, tot) in enumerate(PRIJSKLASSEN) if tot is None or self.bedrag <= tot)


def laad(*, editie: Editie, gemeente: Gemeente | None = None) -> list[Kaart]:
    """All activities of an edition, by programmalijn and title, in three queries. `gemeente` prices what goes per inwoner."""
    activiteiten = list(
        Activiteit.objects.filter(editie=editie)
        .select_related("programmalijn")
        .annotate(
            vorige_eenheid=F("voorganger__eenheid"),
            vorige_vorm=F("voorganger__prijsvorm"),
            inwoners=_inwoners(gemeente, editie.jaar) if gemeente else Value(None, output_field=IntegerField()),
        )
        .order_by("programmalijn__nummer", "titel")
    )
    kenmerken: dict[int, list[Trefwoord]] = defaultdict(list)
    koppeling = Activiteit.kenmerken.through.objects.filter(activiteit__editie=editie)
    velden = ("kenmerk_id", "kenmerk__soort", "kenmerk__naam", "kenmerk__leeftijd_van", "kenmerk__leeftijd_tot")
    for activiteit_id, *waarden in koppeling.values_list("activiteit_id", *velden):
        kenmerken[activiteit_id].append(Trefwoord(*waarden))
    vorige = Activiteit.objects.filter(editie=editie, voorganger__isnull=False).values("voorganger")
    prijzen = {
        prijs.activiteit_id: gegevens_van(prijs=prijs)
        for prijs in Prijs.objects.filter(Q(activiteit__editie=editie) | Q(activiteit__in=vorige)).order_by("versie")
    }
    ouders = {activiteit.ouder_id for activiteit in activiteiten}
    eerste_editie = all(activiteit.voorganger_id is None for activiteit in activiteiten)
    return [
        _kaart(
            activiteit,
            prijzen=prijzen,
            kenmerken=tuple(sorted(kenmerken[activiteit.pk], key=kenmerkvolgorde)),
            is_ouder=activiteit.pk in ouders,
            nieuw=activiteit.voorganger_id is None and not eerste_editie,
        )
        for activiteit in activiteiten
    ]


def _kaart(activiteit, *, prijzen, kenmerken, is_ouder, nieuw) -> Kaart:
    prijs, toen = prijzen.get(activiteit.pk), prijzen.get(activiteit.voorganger_id)
    vorm = {"eenheid": activiteit.eenheid, "prijsvorm": activiteit.prijsvorm}
    zelfde = (activiteit.vorige_eenheid, activiteit.vorige_vorm) == (activiteit.eenheid, activiteit.prijsvorm)
    lijn = activiteit.programmalijn
    rest = [activiteit.omschrijving, activiteit.doel, activiteit.beoogd_effect, activiteit.resultaat, lijn.naam]
    return Kaart(
        pk=activiteit.pk,
        code=activiteit.code,
        titel=activiteit.titel,
        samenvatting=activiteit.samenvatting,
        lijn=lijn.nummer,
        lijnnaam=lijn.naam,
        lijnslug=lijn.slug,
        pakket=activiteit.pakket,
        eenheid=activiteit.eenheid,
        prijsvorm=activiteit.prijsvorm,
        ouder_id=activiteit.ouder_id,
        is_ouder=is_ouder,
        nieuw=nieuw,
        kenmerken=kenmerken,
        woorden=prijs_in_woorden(prijs=prijs, is_ouder=is_ouder, **vorm),
        was=prijs_in_woorden(prijs=toen, **vorm) if toen and zelfde and not is_ouder else None,
        bedrag=None if is_ouder else _kleinste(activiteit, prijs, activiteit.inwoners),
        teksten=(
            vouw(activiteit.code),
            vouw(activiteit.titel),
            vouw(activiteit.samenvatting),
            vouw(plat(tekst=" ".join(rest)) + " " + " ".join(kenmerk.naam for kenmerk in kenmerken)),
        ),
    )


def _kleinste(activiteit: Activiteit, prijs: Prijsgegevens | None, inwoners: int | None) -> Decimal | None:
    if activiteit.prijsvorm == Prijsvorm.INBEGREPEN:
        return Decimal(0)
    if prijs is None:
        return None
    aantal = max(activiteit.minimum or Decimal(1), Decimal(1))
    if prijs.staffel:
        return klasseprijs(staffel=prijs.staffel, aantal=aantal)
    if activiteit.eenheid == Eenheid.INWONER:
        if inwoners is None:
            return None
        aantal = Decimal(inwoners)
    return prijs.vast + prijs.per_eenheid * aantal


def kenmerkvolgorde(kenmerk: Trefwoord) -> tuple:
    return kenmerk.soort, kenmerk.van is None, kenmerk.van or 0, kenmerk.naam


def _inwoners(gemeente: Gemeente, jaar: int) -> Subquery:
    """The newest known number of inwoners on the reference date of a year, as part of another query."""
    peildatum = Coalesce(
        Subquery(Jaar.objects.filter(jaar=jaar).values("peildatum_inwoners")),
        Value(gewoon_jaar(jaar=jaar).peildatum_inwoners, output_field=DateField()),
    )
    standen = Inwonertal.objects.filter(gemeente=gemeente, peildatum__lte=peildatum)
    return Subquery(standen.order_by("-peildatum").values("aantal")[:1])
