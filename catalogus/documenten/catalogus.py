"""The catalogue as a book: cover, contents, a chapter per programmalijn, and an index; in the looks of the report."""

import hashlib
from dataclasses import dataclass, replace
from datetime import date

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.template.loader import render_to_string

from catalogus import drukwerk
from catalogus.drukwerk import boek as boeken
from catalogus.drukwerk.huisstijl import Huisstijl
from catalogus.opmaak import datum
from catalogus.regels.catalogusboek import Boek, Boeklijn

STIJLBLADEN = ("drukwerk/basis.css", "drukwerk/boek.css", "drukwerk/catalogus.css")
MAP = "gedrukt"  # of whole editions, in the storage


@dataclass(frozen=True)
class Ingang:
    """An entry of the contents."""

    sleutel: str
    titel: str
    nummer: int | None = None
    lijn: int | None = None


def pdf(*, boek: Boek) -> bytes:
    """Equal content gives equal bytes."""
    titel = f"Activiteitencatalogus {boek.jaar}"
    return drukwerk.maak(
        paginas(boek=boek),
        stijlbladen=STIJLBLADEN,
        voet=f"{titel}{' · concept' if boek.concept else ''}",
        gegevens=drukwerk.Gegevens(
            titel=titel,
            auteur=boek.organisatie,
            omschrijving=f"Wat gemeenten voor {boek.jaar} kunnen kiezen, {'met' if boek.met_prijzen else 'zonder'} prijzen.",
            datum="" if boek.concept else boek.datum.isoformat(),
        ),
    )


def bewaarde_pdf(*, boek: Boek) -> bytes:
    """The same, kept in the storage until the content changes: for what many ask. Its date is that of the first time."""
    inhoud = repr(replace(boek, datum=date.min))
    soort = f"{MAP}/catalogus-{boek.jaar}-{'met' if boek.met_prijzen else 'zonder'}-"
    naam = f"{soort}{hashlib.sha256(inhoud.encode()).hexdigest()[:20]}.pdf"
    if not default_storage.exists(naam):
        _ruim_op(soort)
        default_storage.save(naam, ContentFile(pdf(boek=boek)))
    with default_storage.open(naam) as bestand:
        return bestand.read()


def _ruim_op(soort: str) -> None:
    if default_storage.exists(MAP):
        for bestand in default_storage.listdir(MAP)[1]:
            if f"{MAP}/{bestand}".startswith(soort):
                default_storage.delete(f"{MAP}/{bestand}")


def paginas(*, boek: Boek) -> list[drukwerk.Pagina]:
    """Every sectie, in order."""
    return _Opmaak(boek).alles()


class _Opmaak:
    def __init__(self, boek: Boek):
        self.boek = boek
        self.huisstijl = Huisstijl({lijn.nummer: lijn.kleur for lijn in boek.lijnen})
        self.duim = [boeken.Duim("inhoud", "Inhoud", "naar")] + [
            boeken.Duim(f"lijn-{lijn.nummer}", str(lijn.nummer), f"lijn-{lijn.nummer}") for lijn in boek.lijnen
        ]

    def alles(self) -> list[drukwerk.Pagina]:
        delen = [self._omslag(), self._inhoud()]
        for lijn in self.boek.lijnen:
            delen += [self._opener(lijn), self._lijst(lijn)]
        return [*delen, self._slot("register", "Register", "s-register"), self._slot("over", "Over deze catalogus", "s-over")]

    def _pagina(self, sleutel: str, titel: str, sjabloon: str, klassen: str, stijl: str = "", **context) -> drukwerk.Pagina:
        context = {
            "sectie": {"sleutel": sleutel, "titel": titel, "onderdelen": [context.pop("deel", None)]},
            "boek": self.boek,
            "jaar": str(self.boek.jaar),
            "kopregel": titel,
            "stijl": self.huisstijl.stijl + stijl,
            "klassen": klassen,
            **context,
        }
        return drukwerk.Pagina(sleutel, render_to_string(sjabloon, context))

    def _omslag(self) -> drukwerk.Pagina:
        stijl = self.huisstijl.achtergrond("omslag", "omslag", zaad=f"catalogus-{self.boek.jaar}")
        stijl += f".merk{{background-image:url('{self.huisstijl.tekening('merk')}')}}"
        return self._pagina("omslag", "Omslag", "catalogusboek/omslag.html", "vol s-omslag", stijl)

    def _inhoud(self) -> drukwerk.Pagina:
        regels = [Ingang(f"lijn-{lijn.nummer}", lijn.naam, lijn.nummer, lijn.nummer) for lijn in self.boek.lijnen]
        regels += [Ingang("register", "Register"), Ingang("over", "Over deze catalogus")]
        deel = {"html": f"<p>{self._wat()}</p>"}
        context = boeken.stapel(regels=regels, sleutel="inhoud", zaad=f"catalogus-{self.boek.jaar}", huisstijl=self.huisstijl)
        return self._pagina("inhoud", "Inhoud", "drukwerk/inhoud.html", "vol s-inhoud", deel=deel, **context)

    def _wat(self) -> str:
        aantal, lijnen = self.boek.aantal, len(self.boek.lijnen)
        wat = f"{aantal} {'activiteit' if aantal == 1 else 'activiteiten'}"
        waar = f"{lijnen} {'programmalijn' if lijnen == 1 else 'programmalijnen'}"
        return f"{wat} in {waar}. Van elke activiteit lees je wat inwoners krijgen, wat het oplevert en hoe we dat meten."

    def _opener(self, lijn: Boeklijn) -> drukwerk.Pagina:
        sleutel = f"lijn-{lijn.nummer}"
        context = boeken.opener(
            nummer=lijn.nummer,
            titel=lijn.naam,
            html=lijn.inleiding,
            sleutel=sleutel,
            lijn=lijn.nummer,
            zaad=self.boek.jaar,
            huisstijl=self.huisstijl,
        )
        klassen = " ".join(["vol", "s-opener", f"lijn-{lijn.nummer}", *context.pop("klassen")])
        deel = {"nummer": lijn.nummer, "titel": lijn.naam, "html": lijn.inleiding}
        duim = self._duim(lijn)
        return self._pagina(sleutel, lijn.naam, "drukwerk/opener.html", klassen, deel=deel, duim=duim, **context)

    def _lijst(self, lijn: Boeklijn) -> drukwerk.Pagina:
        stijl = boeken.vervolgduim(
            pagina="lijst",
            nummer=lijn.nummer,
            plek=self.boek.lijnen.index(lijn),
            met_inhoud=True,
            tonen=self.huisstijl.van_lijn(lijn.nummer),
        )
        return self._pagina(
            f"lijn-{lijn.nummer}-activiteiten",
            lijn.naam,
            "catalogusboek/lijst.html",
            f"s-lijst lijn-{lijn.nummer}",
            stijl,
            lijn=lijn,
            duim=self._duim(lijn),
        )

    def _slot(self, sleutel: str, titel: str, klassen: str) -> drukwerk.Pagina:
        sjabloon, dag = f"catalogusboek/{sleutel}.html", datum(self.boek.datum)
        return self._pagina(sleutel, titel, sjabloon, klassen, datum=dag, duim=self.duim)

    def _duim(self, lijn: Boeklijn) -> list[boeken.Duim]:
        hier = f"lijn-{lijn.nummer}"
        return [boeken.Duim(d.sleutel, d.tekst, f"{d.klasse} hier" if d.sleutel == hier else d.klasse) for d in self.duim]
