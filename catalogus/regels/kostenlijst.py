"""All activities of an edition with their price beside last year's and what to mind: the list of the cost screen."""

from dataclasses import dataclass
from decimal import Decimal

from catalogus.models import Activiteit, Editie
from catalogus.regels import kostenbeeld, kostenstand
from catalogus.regels.kostenbeeld import Verschil, Waarschuwing
from catalogus.regels.kostenstand import Bronstand, Kostenstand, Uitkomst
from catalogus.regels.kostprijs import Prijsgegevens
from catalogus.regels.prijswoorden import Prijswoorden, prijs_in_woorden


@dataclass(frozen=True)
class Kostenrij:
    """One activity. `prijs` is the published one after opening, else the one that the cost lines give now."""

    uitkomst: Uitkomst
    prijs: Prijsgegevens | None
    woorden: Prijswoorden
    vorige: Activiteit | None
    toen: Prijsgegevens | None
    woorden_toen: Prijswoorden | None
    verschillen: tuple[Verschil, ...]
    waarschuwingen: tuple[Waarschuwing, ...]

    @property
    def activiteit(self) -> Activiteit:
        return self.uitkomst.activiteit

    @property
    def verandering(self) -> Decimal | None:
        return kostenbeeld.hoofdverschil(rijen=self.verschillen)


def lijst(*, stand: Kostenstand) -> list[Kostenrij]:
    """Every activity of the edition by programmalijn and title, in a fixed number of queries."""
    uitkomsten = kostenstand.uitkomsten(stand=stand)
    bronnen = kostenstand.bronstanden(stand=stand, uitkomsten=uitkomsten)
    nu, toen, vorige = prijzen_ernaast(stand=stand)
    return [
        rij_van(
            uitkomst=uitkomsten[activiteit.pk],
            stand=stand,
            gepubliceerd=nu.get(activiteit.pk),
            vorige=vorige.get(activiteit.pk),
            toen=toen.get(vorige[activiteit.pk].pk) if activiteit.pk in vorige else None,
            bronnen=bronnen,
        )
        for activiteit in stand.activiteiten
    ]


def prijzen_ernaast(*, stand: Kostenstand) -> tuple[dict[int, Prijsgegevens], dict[int, Prijsgegevens], dict[int, Activiteit]]:
    """(published now, published last year, last year's activity); the first and last per pk of now, the second of then."""
    nu = {} if stand.editie.status == Editie.Status.CONCEPT else kostenstand.nieuwste_prijzen(jaar=stand.editie.jaar)
    toen = kostenstand.nieuwste_prijzen(jaar=stand.editie.jaar - 1)
    return nu, toen, kostenstand.vorig_jaar(editie=stand.editie, activiteiten=stand.activiteiten)


def rij_van(
    *,
    uitkomst: Uitkomst,
    stand: Kostenstand,
    gepubliceerd: Prijsgegevens | None,
    vorige: Activiteit | None,
    toen: Prijsgegevens | None,
    bronnen: dict[int, Bronstand],
) -> Kostenrij:
    """One activity beside last year; a price per another unit or by another form is not compared."""
    activiteit = uitkomst.activiteit
    is_ouder = activiteit.pk in stand.ouders
    concept = stand.editie.status == Editie.Status.CONCEPT
    prijs = uitkomst.prijs if concept else gepubliceerd
    gelijksoortig = vorige is not None and (vorige.eenheid, vorige.prijsvorm) == (activiteit.eenheid, activiteit.prijsvorm)
    verschil = kostenbeeld.verschillen(activiteit=activiteit, nu=prijs, toen=toen if gelijksoortig else None)
    gevonden = kostenbeeld.waarschuwingen(
        uitkomst=uitkomst, verschil=verschil, jaar_toen=stand.editie.jaar - 1, bronnen=bronnen
    )
    if not concept and gepubliceerd and uitkomst.prijs and not _gelijk(gepubliceerd, uitkomst.prijs):
        gevonden.append(Waarschuwing("anders", "De kosten geven nu een andere prijs dan is vastgesteld. Maak een correctie."))
    return Kostenrij(
        uitkomst,
        prijs,
        _woorden(activiteit, prijs, is_ouder),
        vorige,
        toen,
        _woorden(vorige, toen, False) if vorige else None,
        tuple(verschil),
        () if is_ouder else tuple(gevonden),
    )


def _woorden(activiteit: Activiteit, prijs: Prijsgegevens | None, is_ouder: bool) -> Prijswoorden:
    return prijs_in_woorden(prijs=prijs, eenheid=activiteit.eenheid, prijsvorm=activiteit.prijsvorm, is_ouder=is_ouder)


def _gelijk(een: Prijsgegevens, ander: Prijsgegevens) -> bool:
    return (een.vast, een.per_eenheid, een.grondslag, een.staffel) == (
        ander.vast,
        ander.per_eenheid,
        ander.grondslag,
        ander.staffel,
    )
