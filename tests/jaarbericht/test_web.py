"""The report as a web page: the same words in the same order as in the PDF, without styles that the policy stops."""

import re
from dataclasses import replace
from html import unescape

import pytest

from catalogus.drukwerk.ophalen import haal
from jaarbericht import opmaak, web
from jaarbericht.rapport import Beeld, Tekst, Verhalen
from tests.jaarbericht import voorbeeldrapport as voorbeeld

ADRES = "/jaarberichten/2024/GM1701/uitgave/1/"
RAPPORTEN = {"voorbeeld": voorbeeld.voorbeeld(), **voorbeeld.moeilijk()}
ALLEEN_WEB = re.compile(r'<details class="grafiektabel">.*?</details>', re.DOTALL)
ALLEEN_PAPIER = re.compile(
    r'<head>.*?</head>|<nav class="duim".*?</nav>|<p class="blz"[^>]*></p>|pagina <a [^>]*data-pagina[^>]*></a>', re.DOTALL
)
VERWIJZING = re.compile(r'<a href="#[^"]*">‘[^’]*’</a>')


def woorden(html: str) -> list[str]:
    """The words and figures that are read, in order."""
    return unescape(re.sub(r"<[^>]*>", " ", html)).split()


@pytest.mark.parametrize("naam", sorted(RAPPORTEN))
def test_web_en_pdf_zeggen_hetzelfde_in_dezelfde_volgorde(naam):
    rapport = RAPPORTEN[naam]
    papier = [ALLEEN_PAPIER.sub("", deel.html) for deel in opmaak.secties(rapport)]
    scherm = "".join(hoofdstuk.html for hoofdstuk in web.lees(rapport, adres=ADRES).hoofdstukken)
    assert woorden(VERWIJZING.sub("", ALLEEN_WEB.sub("", scherm))) == [woord for html in papier for woord in woorden(html)]


@pytest.mark.parametrize("naam", sorted(RAPPORTEN))
def test_geen_stijl_in_de_html(naam):
    scherm = web.pagina(RAPPORTEN[naam], adres=ADRES)
    assert re.findall(r"<style|<[^>]* style=", scherm) == []


def test_de_maten_van_de_sjablonen_staan_in_het_stijlblad():
    gelezen = web.lees(voorbeeld.voorbeeld(), adres=ADRES)
    html = "".join(hoofdstuk.html for hoofdstuk in gelezen.hoofdstukken)
    genoemd = set(re.findall(r'data-maat="(\d+)"', html))
    assert set(re.findall(r'\[data-maat="(\d+)"\]\{[^}]+\}', gelezen.stijl)) == genoemd
    assert ".lijn-2{--vlak:#f5b936;" in gelezen.stijl
    assert "@page" not in gelezen.stijl


def test_elk_beeld_is_op_te_halen_en_elk_adres_staat_bij_de_beelden():
    beeld = Beeld("Foto van een zaal", "fotos/zaal.jpg", bijschrift="Havelte.", maker="Jan")
    rapport = voorbeeld.voorbeeld((voorbeeld.secties()[0], voorbeeld.loop("x", Verhalen((voorbeeld.verhaal(0, beeld),)))))
    gelezen = web.lees(rapport, adres=ADRES)
    html = "".join(hoofdstuk.html for hoofdstuk in gelezen.hoofdstukken)
    gevraagd = set(re.findall(r'src="' + ADRES + r'beeld/([^"]+)"', html)) | set(re.findall(r"beeld/([^']+)'", gelezen.stijl))
    assert gevraagd == set(gelezen.beelden)
    foto = next(naam for naam, adres in gelezen.beelden.items() if adres == "media:fotos/zaal.jpg")
    assert re.fullmatch(r"[0-9a-f]{20}\.jpg", foto)
    assert f'<img src="{ADRES}beeld/{foto}" alt="Foto van een zaal"' in html
    soorten = {haal(adres)[1] for adres in gelezen.beelden.values() if adres.startswith("tekening:")}
    assert soorten == {"image/svg+xml"}


def test_een_paginaverwijzing_wordt_een_koppeling_met_de_titel():
    link = '<a href="#gepland" data-pagina="gepland"></a>'
    tekst = f"<p>Vanaf pagina {link} en op pagina {link}. Op pagina {link}: {link}.</p>"
    rapport = voorbeeld.met_sectie(voorbeeld.voorbeeld(), voorbeeld.loop("leert-tekst", Tekst(tekst)))
    naar = '<a href="#gepland">‘Gepland en gerealiseerd’</a>'
    assert f"<p>Vanaf {naar} en in {naar}. In {naar}: {naar}.</p>" in web.pagina(rapport, adres=ADRES)


def test_hoofdstukken_in_volgorde_met_hun_anker():
    gelezen = web.lees(voorbeeld.voorbeeld(), adres=ADRES)
    assert [(h.sleutel, h.nummer, h.titel) for h in gelezen.hoofdstukken[:4]] == [
        ("omslag", None, "Jaarbericht 2024"),
        ("inhoudsopgave", None, "Inhoud"),
        ("terugblik", None, "Terugblik op 2024"),
        ("robuust", 1, "De robuuste Drentse bibliotheek"),
    ]
    for hoofdstuk in gelezen.hoofdstukken:
        assert hoofdstuk.html.startswith(f'<section id="{hoofdstuk.sleutel}"')


def test_elke_grafiek_heeft_een_tabel_met_al_haar_cijfers():
    scherm = web.pagina(voorbeeld.voorbeeld(), adres=ADRES)
    assert scherm.count('<figure class="grafiek">') == scherm.count('<details class="grafiektabel">') == 3
    tabel = ALLEEN_WEB.search(scherm)[0]
    assert re.findall(r'<th scope="row">(.*?)</th><td class="getal">(.*?)</td>', tabel) == [
        ("Jeugd", "2.520"), ("Betalend", "1.233"), ("Overig", "180"), ("Start", "177"),
    ]  # fmt: skip


def test_een_brede_tabel_schuift_en_elke_cel_draagt_haar_kop():
    scherm = web.pagina(voorbeeld.voorbeeld(), adres=ADRES)
    assert '<div class="schuifvak" tabindex="0" role="region" aria-label="Tabel: 2 Drenthe leert en ontwikkelt">' in scherm
    assert re.findall(r'<td role="cell" data-kop="([^"]*)"', scherm)[:5] == [
        "afgesproken", "uitgevoerd", "verschil", "deel van afspraak", "toelichting",
    ]  # fmt: skip


def test_dezelfde_inhoud_wordt_een_keer_opgemaakt():
    assert web.lees(voorbeeld.voorbeeld(), adres=ADRES) is web.lees(voorbeeld.voorbeeld(), adres=ADRES)
    ander = replace(voorbeeld.voorbeeld(), gemeente="Meppel")
    assert web.lees(ander, adres=ADRES) is not web.lees(voorbeeld.voorbeeld(), adres=ADRES)
