"""Every address, as somebody it is not meant for: an officer of another gemeente, nobody, and who may only read.

The addresses come from the URL configuration, so a new one is walked without being named here. Its variable parts are filled
in from two tables: `vul` gives what belongs to one gemeente, by the word before it ('keuze/pk'), GEDEELD what is the same for
all, by its name. A part that is in neither fails the test with the text that says where to put it; so does a table of a
gemeente of which `vul` makes no row.
"""

import datetime
from decimal import Decimal

import pytest
from django.apps import apps
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone

from catalogus import toegang
from catalogus.models import Pakket, Prijsvorm, Rol, Status, Token
from catalogus.opmaak import euro
from jaarbericht.models import Jaarbericht, Taakregel, Uitgave
from jaarbericht.rapport import naar_json
from tests import factories as f
from tests.adressen import delen, ingevuld, inhoud, routes
from tests.jaarbericht import fabrieken as j
from tests.jaarbericht.voorbeeldrapport import klein_rapport

pytestmark = pytest.mark.django_db
MERK = "Zwartwatermerk"  # in every text of the other gemeente
BEDRAG = Decimal("765432.19")  # and in every amount
GEDEELD = {
    "jaar": f.JAAR,
    "slug": "lijn-2",
    "rubriek": "leden",
    "plek": "stichting",
    "code": "CURSUS",
    "overgang": "voorleggen",
    "documenten/soort": "raadsbijlage",
    "documenten/vorm": ("pdf", "xlsx"),
    "naam": ("openen", "starten"),  # steps of an edition
    "key": "onbekend",
    "uidb36": "1",
    "app_label": "catalogus",
    "content_type_id": "1",
    "object_id": "1",
    "uitgave/nummer": "1",
    "themas/pk": "1",
    "beeld/naam": "onbekend.svg",
    "cijfers/vorm": ("csv", "ods", "json"),
    "werkmappen/pk": "1",
    "werkmap/pk": "1",
    "rest": "1",
    "url": "iets/",
    "soort": ("registratie", "keer"),
    "activiteiten/pk": 1,
    "gemeenten/cbs": "GM0000",
    "nummer": 2,
    "catalogus-/jaar": f.JAAR,
    "catalogus-/vorm": ("csv", "ods", "json"),
    "vorm": ("csv", "ods", "json"),
    "tokens/kenmerk": "0000",
    "webhooks/kenmerk": "00000000-0000-4000-8000-000000000000",
    "stap/naam": ("openen", "starten", "afsluiten"),
    "hoofdstuk/pk": 1,
    "blok/pk": 1,
    "teksten/pk": "1",
    "deel": ("citaten", "feiten", "partners", "woorden"),
    "verhalen/pk": 1,
    "verhaal/pk": 1,
    "lezen/hoofdstuk": "leren",
}
ACCOUNT = "account/"  # about oneself only, or the door
API = "api/"
# Which gemeenten there are, is public; the documentation has one as an example.
NAMEN = ("/api/v1/gemeenten", "/api/v1/openapi.json", "/api/uitleg/")
OPENBAAR = ("catalogus/", "jaarberichten/", "opendata/", "sitemap.xml", ACCOUNT, API)
# What begins otherwise is of the library, and does not exist for a gemeente.
GEMEENTE = ("g/", "media/", *OPENBAAR)
VRAGEN = ("", f"?q={MERK}", "?uitvoer=xlsx")
# What forms post: enough to change something everywhere for who may.
GEPOST = {
    "hoeveelheid": "7",
    "slot": "0",
    "gezien": "0",
    "naam": "Anders",
    "bron": "",
    "reden": "Zomaar",
    "vraag": "Wat kost dit?",
    "resultaat": "Anders",
    "toelichting": "Anders",
    "tekst": "Anders",
    "besluit": "bevestigen",
    "vast": "1",
    "per_eenheid": "1",
    "geldig_tot": "31-12-2099",
    "bedrag": "1",
    "datum": "1-3-2026",
    "kenmerk": "Anders",
    "soort": "verlening",
    "jaar": str(f.JAAR),
    "doe": "plaats",
    "hoofdstuk": "leren",
}


def vul(wereld, gemeente, wie, merk: str = "", bedrag: Decimal = Decimal("12.34")) -> dict:
    """A row of `gemeente` in every table that has rows of a gemeente; gives what is in the addresses of those rows."""
    lijn, maat = wereld.cursus.programmalijn, wereld.maatwerk
    plek = f.vestiging(gemeente, naam=f"Vestiging {merk}", uren=20, leerlingen=60)
    f.InwonertalFactory(gemeente=gemeente, aantal=int(bedrag))
    f.TermFactory(gemeente=gemeente, woord=f"Plein {merk}")
    f.BeleidsdoelFactory(gemeente=gemeente, tekst=f"Doel {merk}")
    f.TermijnFactory(gemeente=gemeente, open_tot=f.dag("2099-01-01"), reden=merk)
    f.BudgetFactory(gemeente=gemeente, bedrag=bedrag, bron=f"Raad {merk}")
    f.HuisvestingslastFactory(locatie=plek, bedrag=bedrag)
    f.RealisatieFactory(gemeente=gemeente, bedrag=bedrag, bron=merk)
    beschikking = f.BeschikkingFactory(
        gemeente=gemeente, bedrag=bedrag, kenmerk=f"Z {merk}", bestand=ContentFile(merk.encode(), name=f"b{merk}.pdf")
    )
    vorig = f.AfnameFactory(
        gemeente=gemeente, editie=f.EditieFactory(jaar=f.JAAR - 1), naam=f"Vorig {merk}", status="bevestigd"
    )
    afname = wereld.afname_van(gemeente, naam=f"Keuze {merk}", kenmerk=merk, toelichting=f"Toelichting {merk}")
    wereld.afname_van(gemeente, naam=f"Ingediend {merk}", status=Status.INGEDIEND)
    regel = afname.regels.get()
    regel.resultaat, regel.toelichting = f"Resultaat {merk}", f"Bij de regel {merk}"
    regel.save()
    f.AfnameregellocatieFactory(regel=regel, locatie=plek)
    wissel = f.StatuswisselFactory(afname=afname, reden=f"Reden {merk}", door=wie, overgang="teruggeven")
    f.RegelopmerkingFactory(regel=regel, wissel=wissel, tekst=f"Opmerking {merk}")
    document = f.DocumentFactory(
        afname=vorig, inhoud={"naam": merk}, pdf=ContentFile(b"%PDF-1.7 " + merk.encode(), name=f"d{merk}.pdf")
    )
    opgave = f.PrijsopgaveFactory(
        activiteit=maat, gemeente=gemeente, vraag=f"Vraag {merk}", gevraagd_door=wie, gevraagd_op=f.dag("2025-05-01")
    )
    f.AfnameregelFactory(afname=afname, activiteit=maat, prijsopgave=opgave)
    f.VerschiltoelichtingFactory(gemeente=gemeente, activiteitcode="CURSUS", tekst=f"Verschil {merk}")
    f.HerinneringFactory(gemeente=gemeente)
    uitvoering = f.UitvoeringFactory(gemeenten=[gemeente], activiteit=wereld.cursus, titel=f"Uitvoering {merk}", locatie=plek)
    bijeenkomst = f.BijeenkomstFactory(uitvoering=uitvoering, deelnames=int(bedrag))
    f.DeelnameFactory(bijeenkomst=bijeenkomst, gemeente=gemeente, aantal=int(bedrag))
    meting = f.MetingFactory(indicator=wereld.indicator, gemeente=gemeente, waarde=int(bedrag))
    return {
        "g/cbs": gemeente.cbs_code,
        "jaarberichten/cbs": gemeente.cbs_code,
        "keuze/pk": afname.pk,
        "afnames/pk": afname.pk,
        "locaties/pk": plek.pk,
        "documenten/pk": document.pk,
        "metingen/pk": meting.pk,
        "overgenomen/bron": vorig.pk,
        "aanvragen/pk": afname.pk,
        "prijsopgaven/pk": opgave.pk,
        "beschikkingen/pk": beschikking.pk,
        "termijnen/cbs": gemeente.cbs_code,
        "verhalen/cbs": gemeente.cbs_code,
        "controles/cbs": gemeente.cbs_code,
        "toestemmingen/pk": 1,
        "terug/pk": uitvoering.pk,
        "media/pad": (beschikking.bestand.name, document.pdf.name, *_bericht(gemeente, lijn, wie, merk)),
        "uitvoeringen/pk": uitvoering.pk,
        "foto/pk": uitvoering.pk,
        "weg/pk": 1,
        "jaarberichten/pk": gemeente.jaarberichten.get().pk,
        "bord/cbs": gemeente.cbs_code,
        "uitgave/cbs": gemeente.cbs_code,
    }


def _bericht(gemeente, lijn, wie, merk: str) -> tuple[str, str]:
    """The report of a gemeente with its content; gives the names of its files."""
    for fabriek, velden in (
        (j.VerhaalFactory, {"titel": f"Verhaal {merk}"}),
        (j.CitaatFactory, {"tekst": f"Citaat {merk}"}),
        (j.FeitFactory, {"tekst": f"<p>Feit {merk}</p>"}),
    ):
        fabriek(gemeente=gemeente, programmalijn=lijn, **velden)
    j.PartnerFactory(gemeente=gemeente, naam=f"Partner {merk}")
    j.TekstvariantFactory(blok=j.BlokFactory(), gemeente=gemeente, tekst=f"<p>Eigen {merk}</p>")
    bericht = j.JaarberichtFactory(gemeente=gemeente, status=Jaarbericht.Status.TER_INZAGE)
    pdf = ContentFile(b"%PDF-1.7 " + merk.encode(), name=f"u{merk}.pdf")
    uitgave = j.UitgaveFactory(
        jaarbericht=bericht, pdf=pdf, soort=Uitgave.Soort.TER_INZAGE, inhoud=naar_json(klein_rapport(merk))
    )
    j.OpmerkingFactory(uitgave=uitgave, tekst=f"Opmerking {merk}", door=wie)
    proef = ContentFile(b"%PDF-1.7 " + merk.encode(), name=f"t{merk}.pdf")
    taak = j.TaakregelFactory(jaarbericht=bericht, status=Taakregel.Status.KLAAR, resultaat=proef)
    return uitgave.pdf.name, taak.resultaat.name


@pytest.fixture
def wereld():
    """The world of the factories with maatwerk and a figure; Westerveld is the gemeente that the others may not see."""
    cache.clear()  # counts of the rate limits
    wereld = f.maak_wereld()
    wereld.maatwerk = f.ActiviteitFactory(code="MAAT", titel="Maat", pakket=Pakket.MAATWERK, prijsvorm=Prijsvorm.OP_AANVRAAG)
    wereld.indicator = f.IndicatorFactory()

    def afname_van(gemeente, **velden):
        afname = f.AfnameFactory(gemeente=gemeente, editie=wereld.editie, **velden)
        f.AfnameregelFactory(afname=afname, activiteit=wereld.cursus, hoeveelheid=f.D(2))
        return afname

    wereld.afname_van = afname_van
    return wereld


@pytest.fixture
def meppel(wereld):
    """Opsteller and fiatteur of another gemeente, which has something of everything itself."""
    wie = wereld.fiatteur_elders
    gemeente = wie.lidmaatschappen.get().gemeente
    f.LidmaatschapFactory(gebruiker=wie, gemeente=gemeente, rol=Rol.OPSTELLER)
    return wie, vul(wereld, gemeente, wie)


@pytest.fixture
def westerveld(wereld):
    return vul(wereld, wereld.gemeente, wereld.opsteller, MERK, BEDRAG)


def als(wie) -> Client:
    """Logged in on the screens, and with a token for the API."""
    duur = datetime.timedelta(days=1)
    _, sleutel = Token.objects.create(wie, expiry=duur, naam="Proef", schrijven=True, laatst_gebruikt=timezone.now())
    client = Client(headers={"Authorization": f"Bearer {sleutel}"})
    client.force_login(wie, backend="django.contrib.auth.backends.ModelBackend")
    return client


def sporen(tekst: bytes) -> list[str]:
    """What of Westerveld stands in an answer."""
    merken = (MERK, "Westerveld", "GM1701", str(BEDRAG), euro(BEDRAG).removeprefix("€\u00a0"), "765.432")
    return [merk for merk in merken if merk.encode() in tekst]


# ------------------------------------------------------------------ the walk itself
def test_een_onbekend_deel_van_een_adres_zegt_wat_te_doen():
    with pytest.raises(AssertionError, match=r"Zet in tests/test_adressen\.py ‘pand/pk’ in `vul`"):
        ingevuld("g/<str:cbs>/pand/<int:pk>/", {"g/cbs": "GM1701"})


def test_elk_adres_is_in_te_vullen_en_leidt_ergens_heen(wereld, westerveld):
    alle = list(routes())
    assert {"beheer/", "g/<str:cbs>/keuze/<int:pk>/", "media/<path:pad>"} <= {*alle}
    assert [route for route in alle if not ingevuld(route, GEDEELD | westerveld)] == []


def test_van_elke_tabel_van_een_gemeente_is_er_een_rij(wereld, westerveld):
    modellen = {model._meta.model_name: model for model in apps.get_models()}
    leeg = [
        naam
        for naam, pad in toegang.PAD_NAAR_GEMEENTE.items()
        if pad and not toegang.zichtbaar_voor(wereld.raadpleger, modellen[naam].objects.all()).exists()
    ]
    assert leeg == []


# ------------------------------------------------------------------ an officer of another gemeente
def test_wat_van_een_ander_is_bestaat_niet(meppel, westerveld):
    """Every address with something of Westerveld in it: 404 for reading and writing, in its own name and in that of Meppel."""
    wie, eigen = meppel
    client, fout = als(wie), []
    eigen_naam = GEDEELD | westerveld | {"g/cbs": eigen["g/cbs"]}
    for route in routes():
        vreemd = {*delen(route)} & {*westerveld}
        adressen = ingevuld(route, GEDEELD | westerveld) if vreemd else []
        adressen += ingevuld(route, eigen_naam) if vreemd - {"g/cbs"} else []
        for adres in adressen:
            status = {client.get(adres).status_code, client.post(adres, GEPOST).status_code}
            if 404 not in status or status - {404, 405}:
                fout.append((adres, status))
    assert fout == []


def test_de_schermen_van_de_bibliotheek_bestaan_niet_voor_een_gemeente(meppel, westerveld):
    client, fout = als(meppel[0]), []
    for route in routes():
        if route and not route.startswith(GEMEENTE):
            for adres in ingevuld(route, GEDEELD | westerveld):
                status = {client.get(adres).status_code, client.post(adres, GEPOST).status_code}
                fout += [] if status <= {404, 405} else [(adres, status)]
    assert fout == []


def test_geen_spoor_in_wat_een_ander_wel_ziet(wereld, meppel):
    """Pages, counts, searches and downloads of Meppel are the same before and after Westerveld has anything at all."""
    wie, eigen = meppel

    def lees() -> dict[str, bytes]:
        client, gelezen = als(wie), {}
        for route in routes():
            if route and not route.startswith(GEMEENTE):
                continue
            for adres in ingevuld(route, GEDEELD | eigen):
                for vraag in VRAGEN:
                    gelezen[adres + vraag] = inhoud(client.get(adres + vraag))
        return gelezen

    eerst = lees()
    vul(wereld, wereld.gemeente, wereld.opsteller, MERK, BEDRAG)
    daarna = lees()
    assert [adres for adres, tekst in daarna.items() if not adres.startswith(f"/{ACCOUNT}") and tekst != eerst[adres]] == []
    vraag = VRAGEN[1]  # which shows what was asked
    daarna = {adres: tekst for adres, tekst in daarna.items() if not adres.startswith(NAMEN)}
    assert {adres: sporen(tekst) for adres, tekst in daarna.items() if not adres.endswith(vraag) and sporen(tekst)} == {}


# ------------------------------------------------------------------ nobody
def test_zonder_inloggen_de_inlogpagina_of_niets(wereld, westerveld):
    client, fout = Client(), []
    for route in routes():
        for adres in ingevuld(route, GEDEELD | westerveld):
            for antwoord in (client.get(adres), client.post(adres, GEPOST)):
                inloggen = antwoord.status_code == 302 and antwoord["Location"].startswith(("/account/login/", "/beheer/"))
                dicht = inloggen or antwoord.status_code in {401, 404, 405}
                openbaar = route.startswith(OPENBAAR) and (adres.startswith(NAMEN) or not sporen(inhoud(antwoord)))
                fout += [] if dicht or openbaar else [(adres, antwoord.status_code)]
    assert fout == []


# ------------------------------------------------------------------ who may only read
def _stand() -> dict[str, list]:
    """Every row of the product, histories included."""
    modellen = [model for naam in ("catalogus", "jaarbericht") for model in apps.get_app_config(naam).get_models()]
    return {model._meta.model_name: sorted(map(str, model._base_manager.values_list())) for model in modellen}


def _post_overal(wie, waarden: dict) -> set[str]:
    """Posts to every address as `wie`; the tables that changed."""
    client, eerst = als(wie), _stand()
    for route in routes():
        # Who logs out posts nothing more; the back office is 404 for every gemeente, see above.
        if not route.startswith((ACCOUNT, "beheer/")):
            for adres in ingevuld(route, GEDEELD | waarden):
                client.post(adres, GEPOST)
    daarna = _stand()
    return {naam for naam, rijen in daarna.items() if rijen != eerst[naam]}


def test_een_raadpleger_verandert_nergens_iets(wereld, westerveld):
    assert _post_overal(wereld.raadpleger, westerveld) == set()


def test_een_opsteller_die_hetzelfde_stuurt_wel(wereld, westerveld):
    """Otherwise the test above would pass for requests that nobody can do anything with."""
    assert _post_overal(wereld.opsteller, westerveld) >= {"afname", "afnameregel", "statuswissel"}
