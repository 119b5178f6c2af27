"""What an afname is held against: inwoners, budgets, housing, and the confirmed afname of the year before."""

from dataclasses import dataclass
from decimal import Decimal

from catalogus.models import Afname, Afnameregel, Budget, Editie, Gemeente, Inwonertal
from catalogus.regels import afnameprijzen, uitleg
from catalogus.regels.kostprijs import NUL
from catalogus.regels.prefill import stand_inwoners
from catalogus.regels.verantwoording import bevestigde_afname


@dataclass(frozen=True)
class Vorig:
    """A line of the confirmed afname of the year before."""

    regel: Afnameregel
    code: str
    titel: str
    eenheid: str
    bedrag: Decimal
    per_locatie: tuple[Decimal, ...]

    @property
    def hoeveel(self) -> str:
        return uitleg.hoeveel(eenheid=self.eenheid, aantal=self.regel.hoeveelheid)


@dataclass(frozen=True)
class Achtergrond:
    """What an afname is held against; the same for all scenarios of a gemeente in an edition. Amounts in euro."""

    inwoners: Inwonertal | None
    budgetten: dict[int | None, Budget]  # per pk of programmalijn; None is the whole
    huisvesting: Decimal
    vorige: Afname | None
    vorig: tuple[Vorig, ...]


def achtergrond_van(*, gemeente: Gemeente, editie: Editie) -> Achtergrond:
    """What afnames of a gemeente in an edition are held against, in at most eight queries."""
    vorige = bevestigde_afname(gemeente=gemeente, jaar=editie.jaar - 1)
    return Achtergrond(
        inwoners=stand_inwoners(gemeente=gemeente, jaar=editie.jaar),
        budgetten={b.programmalijn_id: b for b in Budget.objects.filter(gemeente=gemeente, jaar=editie.jaar)},
        huisvesting=afnameprijzen.huisvesting(gemeente=gemeente, jaar=editie.jaar),
        vorige=vorige,
        vorig=_vorige_regels(vorige) if vorige else (),
    )


def _vorige_regels(vorige: Afname) -> tuple[Vorig, ...]:
    regels = vorige.regels.select_related("activiteit__programmalijn").prefetch_related("locaties")
    return tuple(
        Vorig(
            regel=regel,
            code=regel.activiteit.code,
            titel=(regel.snapshot or {}).get("titel", regel.activiteit.titel),
            eenheid=(regel.snapshot or {}).get("eenheid", regel.activiteit.eenheid),
            bedrag=(regel.bedrag_vast or NUL) + (regel.bedrag_eenheid or NUL),
            per_locatie=tuple(deel.hoeveelheid for deel in regel.locaties.all()),
        )
        for regel in regels
    )
