"""Everything that the page of one activity's costs shows, for what is stored and for what was typed but not saved."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.http import QueryDict

from catalogus.beheer.formulieren import Getalveld
from catalogus.models import Activiteit, Deel, Dekking, Editie, Kostenregel
from catalogus.regels import kostenbeeld, kostenlijst, kostenstand, prijsuitleg, watals
from catalogus.regels.kostenlijst import Kostenrij
from catalogus.regels.kostenstand import Kostenstand
from catalogus.regels.kostprijs import eenheidsprijs_tekst
from catalogus.regels.prijswoorden import eenheid_in_woorden, staffelklassen
from catalogus.regels.watals import Aanname
from catalogus.schermen.kostenformulieren import Gridformulier
from catalogus.schermen.kostenvelden import TEKSTVAK, Aantalveld, Getal


@dataclass(frozen=True)
class Regelbeeld:
    """A line of the grid: its form, what it comes to, and what it was last year. Euro."""

    formulier: Any
    regel: Kostenregel | None = None
    bedrag: Decimal | None = None
    tarief: Decimal | None = None  # of the hours
    toen: Decimal | None = None
    fout: str = ""

    @property
    def decimalen(self) -> int:
        return 2 if self.regel is None or self.regel.deel == Deel.VAST else self.regel.activiteit.prijsdecimalen

    @property
    def foutveld(self) -> str:
        """Id of the cell that is missing, when the line is not complete."""
        if not self.fout:
            return ""
        for naam in ("hoeveelheid", "soort" if self.formulier.is_uren else "prijs"):
            if naam == "soort" or self.formulier[naam].value() in {None, ""}:
                return self.formulier[naam].auto_id
        return self.formulier["hoeveelheid"].auto_id


@dataclass(frozen=True)
class Dekkingbeeld:
    formulier: Any
    dekking: Dekking | None = None
    bedrag: Decimal | None = None  # used, in euro


def context(
    *, stand: Kostenstand, formulier: Gridformulier, vraag: QueryDict | None = None, met_uitleg: bool = False
) -> dict[str, Any]:
    """Context of the page. A bound `formulier` stands for the activity as typed; `vraag` holds a what-if (`w-…`)."""
    activiteit = formulier.activiteit
    if formulier.kop.is_bound:
        activiteit = formulier.als_activiteit()
        stand = kostenstand.met_activiteit(stand=stand, activiteit=activiteit)
    uitkomsten = kostenstand.uitkomsten(stand=stand)
    uitkomst = uitkomsten[activiteit.pk]
    nu, toen, vorige = kostenlijst.prijzen_ernaast(stand=stand)
    vorig = _met_lijnen(vorige.get(activiteit.pk))
    rij = kostenlijst.rij_van(
        uitkomst=uitkomst,
        stand=stand,
        gepubliceerd=nu.get(activiteit.pk),
        vorige=vorig,
        toen=toen.get(vorig.pk) if vorig else None,
        bronnen=kostenstand.bronstanden(stand=stand, uitkomsten=uitkomsten),
    )
    uitkomst_toen, regels_toen = kostenstand.uitkomst_toen(vorige=vorig) if vorig else (None, [])
    zelfde_eenheid = vorig is not None and vorig.eenheid == activiteit.eenheid
    plek = [a.pk for a in stand.activiteiten].index(activiteit.pk)
    splitsing = kostenbeeld.splitsing(
        activiteit=activiteit,
        nu=uitkomst.als_kostprijs,
        toen=uitkomst_toen.als_kostprijs if uitkomst_toen and zelfde_eenheid else None,
    )
    regels = _regels(stand, formulier, activiteit, regels_toen)
    context = {
        "stand": stand,
        "activiteit": activiteit,
        "formulier": formulier,
        "fouten": formulier.fouten() if formulier.kop.is_bound else [],
        "regels": regels,
        "dekkingen": _dekkingen(formulier, activiteit, uitkomst),
        "rij": rij,
        "uitkomst": uitkomst,
        "kosten": uitkomst.als_kostprijs,
        "per": eenheidsprijs_tekst(activiteit=activiteit),
        "telwoord": "gemeenten" if activiteit.eenheid == "vast" else eenheid_in_woorden(eenheid=activiteit.eenheid),
        "splitsing": splitsing,
        "dekpunt": kostenbeeld.dekpunt(uitkomst=uitkomst),
        "overige_fouten": [tekst for tekst in uitkomst.fouten if tekst not in {r.fout for r in regels}],
        "staffelklassen": staffelklassen(prijs=rij.prijs, eenheid=activiteit.eenheid) if rij.prijs else [],
        "klassen": kostenbeeld.klassen(uitkomst=uitkomst),
        "jaarbeeld": jaar_van(rij),
        "vorige_activiteit": stand.activiteiten[plek - 1] if plek else None,
        "volgende_activiteit": stand.activiteiten[plek + 1] if plek + 1 < len(stand.activiteiten) else None,
        "watals": Watalsbeeld.van(stand=stand, rij=rij, vraag=vraag),
    }
    if met_uitleg:
        context["uitleg"] = prijsuitleg.uitleg(rij=rij, stand=stand, splitsing=splitsing)
    return context


def _met_lijnen(activiteit: Activiteit | None) -> Activiteit | None:
    if activiteit is None:
        return None
    rijen = Activiteit.objects.filter(pk=activiteit.pk).select_related("editie", "programmalijn")
    return rijen.prefetch_related("kostenregels__functiegroep", "dekkingen__bron", "staffels").get()


def jaar_van(rij: Kostenrij) -> kostenbeeld.Jaar:
    """The year at the expected quantities."""
    return kostenbeeld.jaar(
        kosten=rij.uitkomst.kosten,
        prijs=rij.prijs,
        gemeenten=Decimal(rij.activiteit.verwachte_afnemers),
        aantal=Decimal(rij.activiteit.verwachte_hoeveelheid),
    )


def _regels(stand: Kostenstand, formulier: Gridformulier, activiteit: Activiteit, regels_toen: list) -> list[Regelbeeld]:
    bedragen = kostenstand.regelbedragen(activiteit=activiteit, tarieven=stand.tarieven)
    toen = kostenbeeld.bedragen_toen(regels=[regel for regel, _, _ in bedragen], vorige=regels_toen)
    forms_ = formulier.regels.forms
    # Typed lines know their form; stored lines stand in the order of the forms.
    van = {
        id(regel.formulier if hasattr(regel, "formulier") else forms_[nummer]): (regel, bedrag, fout, was)
        for nummer, ((regel, bedrag, fout), was) in enumerate(zip(bedragen, toen, strict=True))
    }
    beelden = []
    for form in forms_:
        regel, bedrag, fout, was = van.get(id(form), (None, None, "", None))
        tarief = stand.tarieven.get(regel.functiegroep_id) if regel and regel.functiegroep_id else None
        beelden.append(Regelbeeld(form, regel, bedrag, tarief, was, fout))
    return beelden


def _dekkingen(formulier: Gridformulier, activiteit: Activiteit, uitkomst: kostenstand.Uitkomst) -> list[Dekkingbeeld]:
    forms_ = formulier.dekkingen.forms
    van: dict[int, Dekkingbeeld] = {}
    over = {Deel.VAST: list(uitkomst.kosten.vast.dekkingen), Deel.EENHEID: list(uitkomst.kosten.eenheid.dekkingen)}
    # Amounts go first, as in the price.
    for nummer, dekking in sorted(enumerate(activiteit.dekkingen.all()), key=lambda paar: paar[1].percentage is not None):
        rest = over[Deel(dekking.deel)]
        gebruikt = next((rij for rij in rest if rij[0] == dekking.bron_id), None)
        if gebruikt:
            rest.remove(gebruikt)
        form = dekking.formulier if hasattr(dekking, "formulier") else forms_[nummer]
        van[id(form)] = Dekkingbeeld(form, dekking, gebruikt[1] if gebruikt else None)
    return [van.get(id(form), Dekkingbeeld(form)) for form in forms_]


# ------------------------------------------------------------------ what if
class Watalsformulier(forms.Form):
    """A field for every tariff, for the hours of each part and for both quantities; the address holds what was filled in."""

    prefix = "w"

    def __init__(self, *args, stand: Kostenstand, activiteit: Activiteit, **kwargs):
        super().__init__(*args, **kwargs)
        self.groepen = watals.functiegroepen(activiteit=activiteit)
        for groep in self.groepen:
            tarief = stand.tarieven.get(groep.pk)
            self._veld(f"tarief-{groep.pk}", f"Tarief {groep.naam}", "euro per uur", tarief, 2, widget=Getalveld)
        per = eenheidsprijs_tekst(activiteit=activiteit)
        for deel, uren in watals.uren_nu(activiteit=activiteit).items():
            self._veld(f"uren-{deel}", f"Uren {per}" if deel == Deel.EENHEID else "Uren vast deel", "uur", uren, 4)
        self._veld("gemeenten", "Gemeenten", "gemeenten", Decimal(activiteit.verwachte_afnemers), 0)
        if activiteit.eenheid != "vast":
            wat = eenheid_in_woorden(eenheid=activiteit.eenheid)
            self._veld("aantal", f"Aantal {wat}", wat, Decimal(activiteit.verwachte_hoeveelheid), 2)

    def _veld(self, naam: str, label: str, achter: str, nu: Decimal | None, decimalen: int, widget: type = Aantalveld) -> None:
        veld = Getal(label=label, decimalen=decimalen, initial=nu, help_text=achter, widget=widget)
        veld.widget.attrs["class"] = f"{TEKSTVAK} ac-watveld"
        self.fields[naam] = veld

    def aanname(self) -> Aanname:
        """What differs from now; an empty field is as it is."""
        anders = {
            naam: waarde
            for naam, waarde in self.cleaned_data.items()
            if waarde is not None and waarde != self.fields[naam].initial
        }
        return Aanname(
            tarieven={groep.pk: anders[f"tarief-{groep.pk}"] for groep in self.groepen if f"tarief-{groep.pk}" in anders},
            uren={deel: anders[f"uren-{deel}"] for deel in Deel.values if f"uren-{deel}" in anders},
            gemeenten=anders.get("gemeenten"),
            # What is taken once a year has as many units as gemeenten.
            aantal=anders.get("aantal" if "aantal" in self.fields else "gemeenten"),
        )


@dataclass(frozen=True)
class Watalsbeeld:
    """The form, and the result when something else than now was filled in. `concept`: prices follow the costs."""

    formulier: Watalsformulier
    resultaat: watals.WatAls | None
    concept: bool

    @classmethod
    def van(cls, *, stand: Kostenstand, rij: Kostenrij, vraag: QueryDict | None) -> "Watalsbeeld":
        gevraagd = vraag if vraag is not None and any(naam.startswith("w-") for naam in vraag) else None
        formulier = Watalsformulier(_aangevuld(gevraagd, stand, rij.activiteit), stand=stand, activiteit=rij.activiteit)
        resultaat = None
        if gevraagd is not None and formulier.is_valid() and (aanname := formulier.aanname()):
            resultaat = watals.reken(stand=stand, nu=rij.uitkomst, prijs=rij.prijs, aanname=aanname)
        return cls(formulier, resultaat, stand.editie.status == Editie.Status.CONCEPT)


def _aangevuld(vraag: QueryDict | None, stand: Kostenstand, activiteit: Activiteit) -> dict[str, str] | None:
    """Fields that the address leaves out show what is so now."""
    if vraag is None:
        return None
    nu = Watalsformulier(stand=stand, activiteit=activiteit)
    begin = {nu.add_prefix(naam): nu[naam].field.widget.format_value(veld.initial) for naam, veld in nu.fields.items()}
    return begin | {naam: waarde for naam, waarde in vraag.dict().items() if naam in begin}
