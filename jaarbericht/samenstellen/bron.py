"""Everything a report needs from the database, loaded in a fixed number of queries."""

from dataclasses import dataclass, field, replace

from django.db.models import Count, Prefetch, Sum
from django.utils import timezone

from catalogus.fouten import RegelFout
from catalogus.models import Gemeente, Locatie, Onderzoek, Programmalijn, Term, Uitvoering
from catalogus.regels.cijfers import Cijfers
from catalogus.regels.locaties import Locatiebeeld
from jaarbericht import rapport as r
from jaarbericht.models import Blok, Citaat, Feit, Hoofdstuk, Jaarbericht, Opzet, Partner, Tekstvariant, Toestemming, Verhaal
from jaarbericht.regels.teksten import vul_in
from jaarbericht.velden import Kader, los_op, vul_titel

JAREN_TERUG = 3  # of the charts over the years


@dataclass
class Bron:
    """Loaded content of one gemeente and year, and the list of what is wrong with it (`gebreken`)."""

    gemeente: Gemeente
    jaar: int
    opzet: Opzet
    hoofdstukken: list[Hoofdstuk]
    jaarbericht: Jaarbericht | None
    cijfers: Cijfers
    locaties: list[Locatiebeeld]  # of this gemeente, on the reference date
    provincie: list[Gemeente]  # with places and boundary
    verhalen: list[Verhaal]
    deelnames: dict[int, tuple[int, int, int]]  # pk of uitvoering: deelnames, meetings, meetings with a known number
    citaten: list[Citaat]
    feiten: list[Feit]
    partners: list[Partner]
    onderzoek: Onderzoek | None
    lijnen: list[Programmalijn]
    kader: Kader
    gebreken: list[str] = field(default_factory=list)

    @property
    def mededeling(self) -> str:
        return self.jaarbericht.mededeling if self.jaarbericht else ""

    def tekst(self, html: str, waar: str, deelnames: int | None = None) -> str:
        """Html with its placeholders resolved; what cannot be resolved is noted as a gebrek with its place."""
        kader = self.kader if deelnames is None else replace(self.kader, deelnames=deelnames)
        klaar, plekken = vul_in(html=html, vervang=lambda veld: los_op(kader, veld))
        self.gebreken.extend(f"{waar}, {plek}" for plek in plekken)
        return klaar

    def vestigingsplaatsen(self) -> list[str]:
        """Names of the places with a bibliotheek or servicepunt."""
        return sorted({beeld.locatie.plaats for beeld in self.locaties if beeld.soort in {"bibliotheek", "servicepunt"}})


def laad(*, gemeente: Gemeente, jaar: int, cijfers: Cijfers | None = None) -> Bron:
    """Loads a report's content. RegelFout when the gemeente does not take part or when the year has no opzet.

    Who loads several gemeenten of a year gives the figures of `cijfers_van`, so that they are read once.
    """
    if not gemeente.is_deelnemer(jaar):
        raise RegelFout(f"{gemeente} doet in {jaar} niet mee en krijgt geen jaarbericht.", code="geen-deelnemer")
    opzet = Opzet.objects.select_related("thema").filter(jaar=jaar).first()
    if opzet is None:
        raise RegelFout(f"Er is geen opzet voor {jaar}. Maak eerst een opzet met hoofdstukken.", code="geen-opzet")
    hoofdstukken = list(
        opzet.hoofdstukken.select_related("programmalijn").prefetch_related(
            Prefetch("blokken", queryset=Blok.objects.select_related("campagne")),
            Prefetch("blokken__varianten", queryset=Tekstvariant.objects.filter(gemeente=gemeente), to_attr="eigen"),
        )
    )
    cijfers = cijfers or cijfers_van(jaar)
    alle_verhalen = Verhaal.objects.filter(gemeente=gemeente, jaar=jaar).order_by("volgorde", "pk")
    koppelingen = ("programmalijn", "campagne", "foto__toestemming", "toestemming", "uitvoering")
    verhalen = [v for v in alle_verhalen.select_related(*koppelingen) if mag_tonen(v.toestemming)]
    alle_citaten = Citaat.objects.filter(gemeente=gemeente, jaar=jaar).order_by("volgorde", "pk")
    citaten = [c for c in alle_citaten.select_related("programmalijn", "toestemming") if mag_tonen(c.toestemming)]
    partners = list(Partner.objects.filter(gemeente=gemeente, jaar=jaar).select_related("programmalijn"))
    lege = Kader(gemeente, jaar, cijfers)
    bron = Bron(
        gemeente=gemeente,
        jaar=jaar,
        opzet=opzet,
        hoofdstukken=hoofdstukken,
        jaarbericht=Jaarbericht.objects.filter(gemeente=gemeente, jaar=jaar).first(),
        cijfers=cijfers,
        locaties=cijfers.locaties(jaar=jaar, gemeente=gemeente),
        provincie=list(
            Gemeente.objects.filter(provincie=gemeente.provincie)
            .select_related("grens")
            .prefetch_related(Prefetch("locaties", queryset=Locatie.objects.exclude(lengtegraad=None)))
        ),
        verhalen=verhalen,
        deelnames=_deelnames(verhalen, jaar),
        citaten=citaten,
        feiten=list(
            Feit.objects.filter(gemeente=gemeente, jaar=jaar).select_related("programmalijn").order_by("volgorde", "pk")
        ),
        partners=partners,
        onderzoek=Onderzoek.objects.filter(jaar=jaar).prefetch_related("resultaten").first(),
        lijnen=list(Programmalijn.objects.all()),
        kader=lege,
    )
    bron.kader = replace(
        lege,
        termen=dict(Term.objects.filter(gemeente=gemeente).values_list("begrip", "woord")),
        aantallen={
            "verhalen": len(verhalen),
            "citaten": len(citaten),
            "partners": len(partners),
            "plaatsen": len(bron.vestigingsplaatsen()),
            "campagnes": len({v.campagne_id for v in verhalen if v.campagne_id}),
        },
        lijsten={
            "plaatsen": bron.vestigingsplaatsen(),
            "deelnemers": [str(g) for g in cijfers.deelnemers(jaar)],
        },
        paginas=frozenset(h.sleutel for h in hoofdstukken),
    )
    for hoofdstuk in hoofdstukken:
        hoofdstuk.titel = vul_titel(bron.kader, hoofdstuk.titel)
        for blok in hoofdstuk.blokken.all():
            blok.titel = vul_titel(bron.kader, blok.titel)
    return bron


def cijfers_van(jaar: int) -> Cijfers:
    """The figures that a report of this year shows."""
    return Cijfers(jaren=range(jaar - JAREN_TERUG, jaar + 1))


def mag_tonen(toestemming: Toestemming | None) -> bool:
    """No consent is asked, or it is neither withdrawn nor expired today."""
    return toestemming is None or toestemming.geldt(timezone.localdate())


def _deelnames(verhalen: list[Verhaal], jaar: int) -> dict[int, tuple[int, int, int]]:
    """Per uitvoering of a story: deelnames in the year, meetings that were held, and those whose deelnames are known."""
    uitvoeringen = Uitvoering.objects.filter(pk__in=[v.uitvoering_id for v in verhalen if v.uitvoering_id])
    rijen = uitvoeringen.filter(bijeenkomsten__status="gehouden", bijeenkomsten__datum__year=jaar).values_list("pk")
    telling = rijen.annotate(
        samen=Sum("bijeenkomsten__deelnames"), keren=Count("bijeenkomsten"), bekend=Count("bijeenkomsten__deelnames")
    )
    return {pk: (samen or 0, keren, bekend) for pk, samen, keren, bekend in telling.order_by()}


def grenzenbron(bron: Bron) -> str:
    """Source line of the boundaries, '' while not every gemeente of the province has one."""
    grenzen = [g.grens for g in bron.provincie if hasattr(g, "grens")]
    return "; ".join(sorted({grens.bron for grens in grenzen})) if len(grenzen) == len(bron.provincie) else ""


def kaart(*, bron: Bron, kerncijfers: tuple[tuple[str, str], ...], peildatum: str) -> r.Kaart:
    """The map of the province: every gemeente with its places, real boundaries when all have one."""
    grenzen = {g.pk: g.grens for g in bron.provincie if hasattr(g, "grens")}
    echt = len(grenzen) == len(bron.provincie)
    gemeenten = []
    for gemeente in bron.provincie:
        plaatsen: dict[str, tuple[float, float]] = {}
        for locatie in gemeente.locaties.all():
            if locatie.lengtegraad is not None and locatie.breedtegraad is not None:
                plaatsen.setdefault(locatie.plaats, (float(locatie.lengtegraad), float(locatie.breedtegraad)))
        if plaatsen or echt:
            gemeenten.append(
                r.Kaartgemeente(
                    code=gemeente.cbs_code,
                    naam=gemeente.naam,
                    deelnemer=gemeente.is_deelnemer(bron.jaar),
                    plaatsen=tuple(r.Plaats(naam, *plek) for naam, plek in sorted(plaatsen.items())),
                    vlakken=_tupels(grenzen[gemeente.pk].vlakken) if echt else None,
                )
            )
    return r.Kaart(
        gekozen=bron.gemeente.cbs_code,
        gemeenten=tuple(gemeenten),
        bron=grenzenbron(bron),
        peildatum=peildatum,
        kerncijfers=kerncijfers,
    )


def _tupels(lijst):
    return tuple(_tupels(x) for x in lijst) if isinstance(lijst, list) else lijst
