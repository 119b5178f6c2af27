"""Every check of the design in one table: a report with the mistake gives that finding only, one without it gives none."""

from collections.abc import Callable

import pytest

from catalogus.models import Gemeente
from jaarbericht.models import Hoofdstuk
from jaarbericht.regels.controles import Ernst, controleer
from jaarbericht.regels.controles.bevinding import KOPPEN
from tests.factories import (
    JAAR,
    BijeenkomstFactory,
    GemeenteFactory,
    IndicatorFactory,
    MetingFactory,
    TermFactory,
    UitvoeringFactory,
)
from tests.jaarbericht.fabrieken import (
    BlokFactory,
    CitaatFactory,
    FotoFactory,
    TekstvariantFactory,
    ToestemmingFactory,
    VerhaalFactory,
    WoordFactory,
)

pytestmark = pytest.mark.django_db
F, W, H = Ernst.FOUT, Ernst.WAARSCHUWING, Ernst.HINT
TABEL: dict[str, tuple[Ernst, Callable[[Gemeente, Hoofdstuk, bool], None]]] = {}


def controle(code: str, ernst: Ernst):
    """Puts a maker of reports in the table: with the mistake when `mis`, else the same report without it."""

    def zet(maak):
        TABEL[code] = (ernst, maak)
        return maak

    return zet


def leden(gemeente, toen=None, nu=None, **velden):
    indicator = IndicatorFactory(**{"code": "leden", **velden})
    for jaar, waarde in [(JAAR - 1, toen), (JAAR, nu)]:
        if waarde is not None:
            MetingFactory(indicator=indicator, jaar=jaar, gemeente=gemeente, waarde=waarde)
    return indicator


def tekst(leren, html, **velden):
    return BlokFactory(hoofdstuk=leren, titel="Kop", tekst=f"<p>{html}</p>", **velden)


# ------------------------------------------------------------------ fout
@controle("onderdelen", F)
def _(gemeente, leren, mis):
    som = leden(gemeente, nu=29 if mis else 30, soort="som")
    som.onderdelen.set([leden(gemeente, nu=10, code="jeugd"), leden(gemeente, nu=20, code="ouder")])


@controle("meer-dan-stichting", F)
def _(gemeente, leren, mis):
    indicator = leden(gemeente, nu=60, stichting="opgegeven")
    MetingFactory(indicator=indicator, waarde=59 if mis else 60)


@controle("cijfer-ontbreekt", F)
def _(gemeente, leren, mis):
    leden(gemeente, nu=None if mis else 7)
    tabel = {"titel": "Leden", "regels": ["leden"]}
    BlokFactory(hoofdstuk=leren, soort="cijfertabel", titel="Kop", instelling={"tabellen": [tabel]})


@controle("veld", F)
def _(gemeente, leren, mis):
    tekst(leren, f'Jaar <span data-veld="{"term:x" if mis else "jaar:dit"}">x</span>')


@controle("onvolledig", F)
def _(gemeente, leren, mis):
    tekst(leren, "Zo.", voorwaarde="onzin:x" if mis else "functie:taalhuis")


@controle("toestemming", F)
def _(gemeente, leren, mis):
    CitaatFactory(gemeente=gemeente, tekst="Het was mooi.", toestemming=None if mis else ToestemmingFactory())


@controle("beschrijving", F)
def _(gemeente, leren, mis):
    VerhaalFactory(gemeente=gemeente, foto=FotoFactory(alt=" " if mis else "Een tekening"))


@controle("voetnoot", F)
def _(gemeente, leren, mis):
    indicator = leden(None, nu=70, scopes=["stichting"] if mis else ["gemeente", "stichting"])
    MetingFactory(indicator=indicator, gemeente=gemeente, waarde=7)
    BlokFactory(hoofdstuk=leren, soort="cijfertabel", titel="Groot", instelling={"helden": ["leden"]})


# ------------------------------------------------------------------ waarschuwing
@controle("groei", W)
def _(gemeente, leren, mis):
    leden(gemeente, 1000, 1124)
    tekst(leren, f"Het aantal leden is met {'14%' if mis else '12,4%'} gegroeid.")


@controle("zelfde-paar", W)
def _(gemeente, leren, mis):
    leden(gemeente, 209, 189, code="cursisten")
    leden(gemeente, 209, 189 if mis else 190)


@controle("zelfde-als-vorig", W)
def _(gemeente, leren, mis):
    leden(gemeente, 20, 20 if mis else 21)


@controle("sprong", W)
def _(gemeente, leren, mis):
    leden(gemeente, 100, 126 if mis else 125)


@controle("plausibel", W)
def _(gemeente, leren, mis):
    leden(gemeente, nu=31 if mis else 30, plausibel_tot=30)


@controle("minder-deelnames", W)
def _(gemeente, leren, mis):
    leden(gemeente, code="keren", soort="bijeenkomsten")
    leden(gemeente, soort="deelnames")
    uitvoering = UitvoeringFactory(gemeenten=[gemeente])
    for deelnames in (0, 1 if mis else 2):
        BijeenkomstFactory(uitvoering=uitvoering, deelnames=deelnames)


@controle("weekdag", W)
def _(gemeente, leren, mis):
    tekst(leren, f"Op {'donderdag' if mis else 'vrijdag'} 13 september 2024 was het druk.")


@controle("andere-gemeente", W)
def _(gemeente, leren, mis):
    GemeenteFactory(naam="Meppel")
    tekst(leren, "Zo gaat dat in Meppel." if mis else "Zo gaat dat in Westerveld.", gemeente=gemeente)


@controle("term", W)
def _(gemeente, leren, mis):
    TermFactory(gemeente=gemeente, begrip="leerplein", woord="Oefenplein")
    tekst(leren, f"Kom naar het {'Leerplein' if mis else 'Oefenplein'}.")


@controle("register", W)
def _(gemeente, leren, mis):
    uitvoering = UitvoeringFactory(gemeenten=[gemeente])
    BijeenkomstFactory(uitvoering=uitvoering, deelnames=20)
    aantal = 21 if mis else 20
    VerhaalFactory(gemeente=gemeente, tekst=f"<p>Er waren {aantal} deelnemers.</p>", uitvoering=uitvoering)


@controle("belofte", W)
def _(gemeente, leren, mis):
    tekst(leren, f"Hier zijn drie voorbeelden.</p><ul>{'<li>een</li>' * (2 if mis else 3)}</ul><p>Zo.")


@controle("achtergebleven", W)
def _(gemeente, leren, mis):
    blok = tekst(leren, "samen", tekstversie=3)
    TekstvariantFactory(blok=blok, gemeente=gemeente, tekst="<p>eigen</p>", gebaseerd_op=2 if mis else 3)


# ------------------------------------------------------------------ hint
@controle("spelling", H)
def _(gemeente, leren, mis):
    WoordFactory(woord="Wapperkids")
    tekst(leren, f"De {'Wapperkidz' if mis else 'Wapperkids'} lezen.")


@controle("lange-zin", H)
def _(gemeente, leren, mis):
    tekst(leren, f"{'en ' * (30 if mis else 29)}zo. Kort.")


@controle("kop-zonder-tekst", H)
def _(gemeente, leren, mis):
    BlokFactory(hoofdstuk=leren, tekst=f"<p>Zo.</p><h3>Kop</h3>{'' if mis else '<p>Ja.</p>'}")


# ------------------------------------------------------------------ the table itself
@pytest.mark.parametrize("mis", [True, False])
@pytest.mark.parametrize("code", list(KOPPEN))
def test_de_controle_vindt_de_fout_en_zwijgt_zonder(westerveld, leren, code, mis):
    ernst, maak = TABEL[code]
    maak(westerveld, leren, mis)
    assert [(b.controle, b.ernst) for b in controleer(westerveld, JAAR)] == [(code, ernst)] * mis


def test_elke_controle_staat_in_de_tabel():
    assert sorted(TABEL) == sorted(KOPPEN)


@pytest.mark.parametrize("code", [code for code in KOPPEN if code != "onvolledig"])
def test_elke_bevinding_leidt_naar_haar_plek(client, admin_user, westerveld, leren, code):
    """One click from the place: the link of the finding opens, for who may be there."""
    TABEL[code][1](westerveld, leren, True)
    (bevinding,) = controleer(westerveld, JAAR)
    client.force_login(admin_user)
    assert (bevinding.plek.knop.startswith("Naar "), client.get(bevinding.plek.adres).status_code) == (True, 200)
