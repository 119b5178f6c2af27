"""The check list before an edition opens: what is missing, at which activity, and what to do about it.

What would give a gemeente no price, a wrong one, or a picture that not everybody can read blocks; the rest is a warning.
"""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q
from django.utils import timezone

from catalogus.fouten import RegelFout
from catalogus.models import Activiteit, Bronbedrag, Deel, Editie, Pakket, Prijsvorm, Realisatiemaat
from catalogus.opmaak import afronden, datum, euro
from catalogus.regels import kostprijs as kosten
from catalogus.regels.editiebeeld import activiteiten_van, bereken_editie, ouders_van, tarieven_van

# Where a finding is mended, when that is not a field of the activity itself.
KOSTEN, TARIEVEN, BRONNEN, EDITIE = "kosten", "tarieven", "bronnen", "editie"
SOORTEN = {
    "prijs": "Prijs",
    "staffel": "Staffel",
    "bron": "Financieringsbronnen",
    "code": "Codes",
    "ouder": "Onderdelen",
    "maat": "Uitvoering meten",
    "foto": "Foto’s",
    "verwacht": "Verwachte aantallen",
    "tekst": "Tekst",
    "effect": "Beoogd effect",
    "editie": "De editie zelf",
}
PLAATS = {"tarief-ontbreekt": TARIEVEN, "bedrag-ontbreekt": "bedrag_eenheid"}  # by code of a RegelFout; the others: KOSTEN
TEKSTEN = {"samenvatting": "een samenvatting", "omschrijving": "een omschrijving", "doel": "een doel"}


@dataclass(frozen=True)
class Bevinding:
    """One thing to mend. `veld` is a field of the activity, or one of KOSTEN, TARIEVEN, BRONNEN and EDITIE."""

    soort: str
    tekst: str
    blokkeert: bool
    veld: str
    activiteit: Activiteit | None = None


def bevindingen(*, editie: Editie, vandaag: datetime.date | None = None) -> list[Bevinding]:
    """All findings, those that block first, then in the order of SOORTEN and of the catalogue."""
    activiteiten = activiteiten_van(editie=editie)
    if not activiteiten:
        return [Bevinding("editie", f"Editie {editie.jaar} heeft nog geen activiteiten.", True, EDITIE)]
    gevonden = [
        *_prijzen(editie, activiteiten),
        *_codes(activiteiten),
        *_ouders(activiteiten),
        *_termijn(editie, vandaag or timezone.localdate()),
    ]
    ouders = ouders_van(activiteiten=activiteiten)
    for activiteit in activiteiten:
        gevonden += [*_teksten(activiteit), *_maat(activiteit, activiteit.pk in ouders), *_staffel(activiteit)]
        gevonden += _verwacht(activiteit, ouders)
    soorten = list(SOORTEN)
    return sorted(gevonden, key=lambda b: (not b.blokkeert, soorten.index(b.soort)))


def beletselen(*, editie: Editie) -> list[Bevinding]:
    """The findings that keep an edition from being opened; empty when it can be."""
    return [bevinding for bevinding in bevindingen(editie=editie) if bevinding.blokkeert]


# ------------------------------------------------------------------ prices and money
def _prijzen(editie: Editie, activiteiten: list[Activiteit]) -> Iterator[Bevinding]:
    tarieven = tarieven_van(editie=editie)
    try:
        opslag = kosten.opslag_van(editie=editie, activiteiten=activiteiten)
    except RegelFout as fout:
        yield Bevinding("prijs", fout.tekst, True, EDITIE)
        return
    compleet = True
    for activiteit in activiteiten:
        fouten = _regelfouten(activiteit, tarieven) or list(_prijsfouten(activiteit, tarieven, opslag))
        compleet = compleet and not fouten
        for regelfout in fouten:
            veld = PLAATS.get(regelfout.code, KOSTEN)
            yield Bevinding("prijs", regelfout.tekst, True, veld, activiteit)
    if compleet:
        yield from (Bevinding("bron", tekst, True, BRONNEN) for tekst in bronoverschrijdingen(editie=editie))


def _regelfouten(activiteit: Activiteit, tarieven: dict[int, Decimal]) -> list[RegelFout]:
    fouten = []
    for regel in activiteit.kostenregels.all():
        try:
            kosten.regelkosten(regel=regel, tarieven=tarieven)
        except RegelFout as fout:
            fouten.append(fout)
    return fouten


def _prijsfouten(activiteit: Activiteit, tarieven: dict[int, Decimal], opslag: kosten.Opslag) -> Iterator[RegelFout]:
    try:
        prijs = kosten.bereken(activiteit=activiteit, tarieven=tarieven, opslag=opslag)
        if activiteit.prijsvorm != Prijsvorm.OP_AANVRAAG:
            kosten.prijsgegevens(activiteit=activiteit, kostprijs=prijs)
    except RegelFout as fout:
        yield fout
        return
    if activiteit.prijsvorm == Prijsvorm.KOSTPRIJS and not prijs.vast.kosten and not prijs.eenheid.kosten:
        yield RegelFout(
            f"{activiteit.code} heeft geen kosten. Vul kostenregels in of kies een andere prijsvorm.", code="kosten"
        )


def bronoverschrijdingen(*, editie: Editie) -> list[str]:
    """Sentences about sources of which more is given out than there is in the year of the edition."""
    activiteiten = activiteiten_van(editie=editie)
    gebruik = kosten.brongebruik(activiteiten=activiteiten, kostprijzen=bereken_editie(editie=editie))
    beschikbaar = dict(Bronbedrag.objects.filter(jaar=editie.jaar).values_list("bron_id", "bedrag"))
    namen = {dekking.bron_id: dekking.bron.naam for a in activiteiten for dekking in a.dekkingen.all()}
    return [
        f"{namen[bron]}: {euro(bedrag)} uitgegeven, {euro(beschikbaar.get(bron, 0))} beschikbaar in {editie.jaar}. "
        "Verlaag de dekking of vul een hoger bedrag in."
        for bron, bedrag in gebruik.items()
        if afronden(bedrag, 2) > beschikbaar.get(bron, 0)
    ]


def _staffel(activiteit: Activiteit) -> Iterator[Bevinding]:
    grenzen = [klasse.tot_en_met for klasse in activiteit.staffels.all()]
    if activiteit.prijsvorm != Prijsvorm.STAFFEL or not grenzen or None in grenzen:
        return
    hoogste = max(grens for grens in grenzen if grens is not None)
    if activiteit.maximum is None or activiteit.maximum > hoogste:
        tekst = f"De staffel van {activiteit.code} heeft geen laatste klasse zonder bovengrens. Voeg die toe."
        yield Bevinding("staffel", tekst, True, KOSTEN, activiteit)


def _verwacht(activiteit: Activiteit, ouders: set[int]) -> Iterator[Bevinding]:
    """Without an expected number a service bears no organisation costs and its cover is not counted."""
    if activiteit.prijsvorm != Prijsvorm.KOSTPRIJS or not kosten.telt_mee_in_spreiding(activiteit, ouders):
        return
    delen = {regel.deel for regel in activiteit.kostenregels.all()}
    if Deel.VAST in delen and not activiteit.verwachte_afnemers:
        tekst = f"{activiteit.code} heeft vaste kosten, maar geen verwacht aantal gemeenten. Vul dat in."
        yield Bevinding("verwacht", tekst, False, "verwachte_afnemers", activiteit)
    if Deel.EENHEID in delen and not activiteit.verwachte_hoeveelheid:
        tekst = f"{activiteit.code} heeft kosten per eenheid, maar geen verwachte hoeveelheid. Vul die in."
        yield Bevinding("verwacht", tekst, False, "verwachte_hoeveelheid", activiteit)


# ------------------------------------------------------------------ texts, picture, measuring
def _teksten(activiteit: Activiteit) -> Iterator[Bevinding]:
    leeg = [veld for veld in TEKSTEN if not getattr(activiteit, veld).strip()]
    for veld in leeg:
        yield Bevinding("tekst", f"{activiteit.code} heeft nog niet {TEKSTEN[veld]}. Schrijf die.", False, veld, activiteit)
    if not activiteit.beoogd_effect.strip():
        tekst = f"{activiteit.code} zegt niet wat het oplevert. Vul het beoogd effect in."
        yield Bevinding("effect", tekst, False, "beoogd_effect", activiteit)
    if activiteit.foto and not activiteit.foto_alt.strip():
        tekst = f"De foto van {activiteit.code} heeft geen beschrijving. Schrijf wat er op de foto te zien is."
        yield Bevinding("foto", tekst, True, "foto_alt", activiteit)


def _maat(activiteit: Activiteit, is_ouder: bool) -> Iterator[Bevinding]:
    if activiteit.realisatiemaat == Realisatiemaat.INDICATOR and activiteit.realisatieindicator_id is None:
        tekst = f"{activiteit.code} wordt gemeten met een indicator, maar er is er geen gekozen. Kies de indicator."
        yield Bevinding("maat", tekst, True, "realisatieindicator", activiteit)
    elif activiteit.realisatiemaat == Realisatiemaat.LOCATIES and not activiteit.realisatiefunctie:
        tekst = f"{activiteit.code} wordt gemeten in locaties, maar er staat niet welke. Kies de soort locatie."
        yield Bevinding("maat", tekst, False, "realisatiefunctie", activiteit)
    elif (
        activiteit.realisatiemaat == Realisatiemaat.GEEN
        and not is_ouder
        and activiteit.pakket == Pakket.PLUS
        and activiteit.prijsvorm in kosten.GEPRIJSD
    ):
        tekst = f"Van {activiteit.code} is later niet te zien of het is uitgevoerd. Kies waarin je de uitvoering meet."
        yield Bevinding("maat", tekst, False, "realisatiemaat", activiteit)


# ------------------------------------------------------------------ how activities hang together
def _codes(activiteiten: list[Activiteit]) -> Iterator[Bevinding]:
    """The database keeps codes apart; those that people take for one another still mix up counts and workbooks."""
    gelijk: dict[str, Activiteit] = {}
    verwant: dict[str, Activiteit] = {}
    for activiteit in sorted(activiteiten, key=lambda a: a.code):
        code = activiteit.code.casefold()
        zelfde, andere = gelijk.get(code), verwant.get(code.replace("-", ""))
        if zelfde:
            tekst = f"{activiteit.code} is dezelfde code als {zelfde.code}. Kies een andere code."
            yield Bevinding("code", tekst, True, "code", activiteit)
        elif andere:
            tekst = f"{activiteit.code} lijkt te veel op {andere.code}. Kies een andere code."
            yield Bevinding("code", tekst, False, "code", activiteit)
        gelijk.setdefault(code, activiteit)
        verwant.setdefault(code.replace("-", ""), activiteit)


def _ouders(activiteiten: list[Activiteit]) -> Iterator[Bevinding]:
    """A child of another edition is an orphan here; one that lost its parent since last year probably is."""
    eigen = {activiteit.pk for activiteit in activiteiten}
    ooit = dict(
        Activiteit.objects.filter(
            ~Q(voorganger__ouder=None), pk__in=[a.pk for a in activiteiten if a.ouder_id is None]
        ).values_list("pk", "voorganger__ouder__titel")
    )
    for activiteit in activiteiten:
        if activiteit.ouder_id and activiteit.ouder_id not in eigen:
            tekst = (
                f"{activiteit.code} is onderdeel van een activiteit uit een andere editie. Kies een onderdeel van deze editie."
            )
            yield Bevinding("ouder", tekst, True, "ouder", activiteit)
        elif activiteit.pk in ooit:
            tekst = f"{activiteit.code} was vorig jaar onderdeel van ‘{ooit[activiteit.pk]}’. Klopt het dat zij nu los staat?"
            yield Bevinding("ouder", tekst, False, "ouder", activiteit)


def _termijn(editie: Editie, vandaag: datetime.date) -> Iterator[Bevinding]:
    if editie.kiezen_tot is None:
        tekst = "Er staat niet tot wanneer gemeenten kunnen kiezen. Vul de laatste dag in."
        yield Bevinding("editie", tekst, False, EDITIE)
    elif editie.kiezen_tot < vandaag:
        tekst = f"Kiezen kon tot en met {datum(editie.kiezen_tot)}. Die dag is voorbij: kies een latere dag."
        yield Bevinding("editie", tekst, False, EDITIE)
