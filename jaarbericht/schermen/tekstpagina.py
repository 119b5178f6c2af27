"""The editing page of one block: what was asked, what stands on it, and two versions beside each other after a conflict."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from catalogus import toegang
from catalogus.fouten import RegelFout
from catalogus.models import Gemeente
from catalogus.schermen import wie
from catalogus.schermen.cijfers import JAREN
from catalogus.schermen.keuzepagina import statuscode
from jaarbericht.models import Blok, Tekstvariant
from jaarbericht.regels import tekstbeeld
from jaarbericht.regels.redactie import is_ouder, opgemaakt
from jaarbericht.regels.teksten import schoon
from jaarbericht.regels.tekstverschil import Stuk, alineas_van, verschil, voeg_samen
from jaarbericht.regels.veldkeuze import namen
from jaarbericht.schermen.redactiekader import redactiekader
from jaarbericht.voorbeeld import Proef, Voorbeeld, maak

GEDEELD, EIGEN = "gedeeld", "eigen"
SCRIPTS = ["js/word.js", "js/veldkiezer.js", "js/schrijven.js"]
WIJZEN = [
    (Tekstvariant.Wijze.AANVULLEN_NA, "Zet eigen tekst na de gedeelde tekst"),
    (Tekstvariant.Wijze.AANVULLEN_VOOR, "Zet eigen tekst voor de gedeelde tekst"),
    (Tekstvariant.Wijze.VERVANGEN, "Vervang de gedeelde tekst"),
    (Tekstvariant.Wijze.WEGLATEN, "Laat dit blok weg"),
]


@dataclass
class Plek:
    """Where somebody writes: the block, the gemeente that is looked at, and whose text it is."""

    blok: Blok
    gemeenten: list[Gemeente]
    gemeente: Gemeente | None
    deel: str
    variant: Tekstvariant | None

    @property
    def jaar(self) -> int:
        return self.blok.hoofdstuk.opzet.jaar

    @property
    def wat(self) -> Blok | Tekstvariant | None:
        """What is changed here; None when the gemeente has no text of its own yet."""
        return self.variant if self.deel == EIGEN else self.blok

    def adres(self, route: str = "redactie_tekst", deel: str | None = None) -> str:
        deel = deel or self.deel
        vraag = {"gemeente": self.gemeente.cbs_code} if self.gemeente else {}
        vraag |= {"deel": EIGEN} if deel == EIGEN else {}
        staart = QueryDict(mutable=True)
        staart.update(vraag)
        return reverse(route, args=[self.jaar, self.blok.pk]) + (f"?{staart.urlencode()}" if vraag else "")


@dataclass(frozen=True)
class Getypt:
    """What somebody wrote, as it came in or as it is stored. `slot` is the lock number it was written on."""

    titel: str
    tekst: str
    wijze: str
    slot: int | None
    tekstversie: int


@dataclass(frozen=True)
class Botsing:
    """Two versions of one text: mine that was refused, theirs that is stored, and both put together."""

    mijn: Getypt
    hun: Getypt
    samen: str
    samen_titel: str
    alineas: list[list[Stuk]]
    hun_gelezen: list[str]


def gemeente_van(request: HttpRequest, jaar: int) -> tuple[list[Gemeente], Gemeente | None]:
    """The gemeenten that take part in this year, and the one that was asked for, else the first; 404 for any other."""
    if jaar not in JAREN:
        raise Http404
    deelnemers = [g for g in wie.gemeenten_van(request) if g.is_deelnemer(jaar)]
    code = request.GET.get("gemeente", "")
    if not code:
        return deelnemers, deelnemers[0] if deelnemers else None
    gekozen = next((g for g in deelnemers if g.cbs_code == code), None)
    if gekozen is None:
        raise Http404("Deze gemeente doet in dit jaar niet mee.")
    return deelnemers, gekozen


def plek_of_404(request: HttpRequest, jaar: int, pk: int) -> Plek:
    blokken = toegang.zichtbaar_voor(request.user, Blok.objects.select_related("hoofdstuk__opzet", "gemeente", "campagne"))
    blok = get_object_or_404(blokken, pk=pk, hoofdstuk__opzet__jaar=jaar)
    deelnemers, gemeente = gemeente_van(request, jaar)
    if blok.gemeente is not None:  # a block of one gemeente is looked at as that gemeente
        gemeente = blok.gemeente
    eigen = request.GET.get("deel") == EIGEN and gemeente is not None and blok.gemeente is None
    variant = blok.varianten.filter(gemeente=gemeente).first() if gemeente else None
    return Plek(blok, deelnemers, gemeente, EIGEN if eigen else GEDEELD, variant)


def bewaard(plek: Plek) -> Getypt:
    """What is stored now."""
    blok = plek.blok
    if plek.deel == EIGEN:
        variant = plek.variant
        tekst, wijze, slot = (variant.tekst, variant.wijze, variant.slot) if variant else ("", "", None)
        return Getypt("", tekst, wijze, slot, blok.tekstversie)
    return Getypt(blok.titel, blok.tekst, "", blok.slot, blok.tekstversie)


def ingestuurd(request: HttpRequest) -> Getypt:
    post = request.POST
    slot, versie = getal_of(post.get("slot", ""), None), getal_of(post.get("tekstversie", ""), 0)
    return Getypt(post.get("titel", ""), post.get("tekst", ""), post.get("wijze", ""), slot, versie)


def getal_of(waarde: str, anders: Any = None) -> Any:
    """A whole number that a form sent, else `anders`."""
    return int(waarde) if waarde.isascii() and waarde.isdigit() and len(waarde) < 10 else anders


def botsing_van(plek: Plek, mijn: Getypt) -> Botsing:
    """Both versions, when somebody else saved in between. Mine gets the lock number of now: saving again is a choice."""
    hun = bewaard(plek)
    kop, basis = tekstbeeld.bij_slot(object=plek.wat, slot=mijn.slot) if plek.wat and mijn.slot is not None else ("", "")
    mijn_tekst = schoon(opgemaakt(mijn.tekst))
    samen = voeg_samen(basis=basis, mijn=mijn_tekst, hun=hun.tekst)
    netjes = Getypt(mijn.titel, mijn_tekst, mijn.wijze, hun.slot, hun.tekstversie)
    noem = namen()
    alineas = verschil(oud=hun.tekst, nieuw=mijn_tekst, noem=noem)
    samen_titel = hun.titel if mijn.titel == kop else mijn.titel
    return Botsing(netjes, hun, samen, samen_titel, alineas, alineas_van(html=hun.tekst, noem=noem))


def proef_van(plek: Plek, getypt: Getypt) -> Proef:
    if plek.deel == EIGEN:
        return Proef(plek.blok.pk, getypt.tekst, wijze=getypt.wijze)
    return Proef(plek.blok.pk, getypt.tekst, titel=getypt.titel)


def voorbeeld_van(plek: Plek, getypt: Getypt, blad: int | None = None) -> Voorbeeld:
    """The page with this text; what cannot be shown says why."""
    if plek.gemeente is None:
        return Voorbeeld(reden=f"In {plek.jaar} doet nog geen gemeente mee.")
    try:
        return maak(gemeente=plek.gemeente, jaar=plek.jaar, proef=proef_van(plek, getypt), blad=blad)
    except RegelFout as fout:
        return Voorbeeld(reden=fout.tekst)


def toon(
    request: HttpRequest,
    plek: Plek,
    getypt: Getypt | None = None,
    *,
    fout: RegelFout | None = None,
    voorbeeld: Voorbeeld | None = None,
) -> HttpResponse:
    """The whole page; with an error of a rule what was typed, and after a conflict both versions."""
    status = statuscode(fout) if fout else 200
    nu = bewaard(plek)
    met_tekst = tekstbeeld.heeft_tekst(blok=plek.blok)
    if not met_tekst:
        voorbeeld = voorbeeld_van(plek, nu)
    botsing = botsing_van(plek, getypt) if getypt and fout and fout.code == "verouderd" else None
    varianten = tekstbeeld.varianten_van(blok=plek.blok)
    context = redactiekader(request, plek.jaar, deel="redactie_teksten") | {
        "plek": plek,
        "blok": plek.blok,
        "naam": tekstbeeld.naam_van(blok=plek.blok),
        "adres": plek.adres(),
        "voorbeeldadres": plek.adres("redactie_voorbeeld"),
        "plaatsadres": plek.adres("redactie_plaats"),
        "geschiedenisadres": plek.adres("redactie_geschiedenis"),
        "gemeente": plek.gemeente,
        "gemeenten": plek.gemeenten,
        "eigen": plek.deel == EIGEN,
        "met_tekst": met_tekst,
        "met_kop": plek.deel == GEDEELD and plek.blok.soort != Blok.Soort.CAMPAGNE,
        "getypt": botsing.mijn if botsing else getypt or nu,
        "hoofdstukken": tekstbeeld.overzicht(opzet=plek.blok.hoofdstuk.opzet, gemeente=plek.gemeente),
        "varianten": varianten,
        "ouder": plek.variant is not None and is_ouder(variant=plek.variant, blok=plek.blok),
        "wijzen": WIJZEN,
        "scripts": SCRIPTS,
        "gedeeld": alineas_van(html=plek.blok.tekst, noem=namen()) if plek.deel == EIGEN else [],
        "laatste": laatste(plek),
        "fout": fout,
        "botsing": botsing,
        "voorbeeld": voorbeeld,
    }
    return render(request, "redactie/tekst.html", context, status=status)


def laatste(plek: Plek) -> str:
    """'om 10.41' or 'op 3-2-2025 om 10.41', with who; '' when nothing was ever changed here."""
    rij = plek.wat.history.select_related("history_user").first() if plek.wat else None
    if rij is None:
        return ""
    moment = timezone.localtime(rij.history_date)
    wanneer = f"{moment:om %H.%M}" if moment.date() == timezone.localdate() else f"{moment:op %d-%m-%Y om %H.%M}"
    return f"{wanneer} door {rij.history_user}" if rij.history_user else wanneer
