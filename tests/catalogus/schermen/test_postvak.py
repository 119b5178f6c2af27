"""The inbox of the library in the browser: the list, one selection with the decision on it, and answering a price question."""

import datetime
from decimal import Decimal as D
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from catalogus.models import Editie, Groep, Prijsvorm, Regelopmerking, Status, Statuswissel
from catalogus.regels import afnameprijzen
from tests.factories import (
    ActiviteitFactory,
    AfnameFactory,
    AfnameregelFactory,
    EditieFactory,
    GemeenteFactory,
    PrijsFactory,
    PrijsopgaveFactory,
    StatuswisselFactory,
    dag,
    maak_wereld,
    medewerker,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def wereld():
    wereld = maak_wereld()
    Editie.objects.update(kiezen_tot=dag("2025-09-30"))
    return wereld


@pytest.fixture
def ingediend(wereld):
    """€ 100 + 2 × € 45, submitted on 2 September 2025."""
    return dien_in(wereld.afname())


def dien_in(afname, op="2025-09-02"):
    afnameprijzen.leg_vast(afname=afname)
    afname.status = Status.INGEDIEND
    afname.save()
    wissel = StatuswisselFactory(afname=afname, naar=Status.INGEDIEND, overgang="indienen")
    moment = timezone.make_aware(datetime.datetime.combine(dag(op), datetime.time(12)))
    Statuswissel.objects.filter(pk=wissel.pk).update(op=moment)
    return afname


@pytest.fixture
def als(client, wereld):
    def log_in(wie="accountmanager"):
        client.force_login(getattr(wereld, wie) if isinstance(wie, str) else wie)
        return client

    return log_in


def lijst(client, **velden):
    """(gemeenten in their order, context) of the list."""
    antwoord = client.get(reverse("postvak"), velden)
    assert antwoord.status_code == 200
    return [rij.gemeente.naam for rij in antwoord.context["rijen"]], antwoord.context


# ------------------------------------------------------------------ who may come in
@pytest.fixture
def adressen(wereld, ingediend):
    opgave = PrijsopgaveFactory(activiteit=wereld.cursus, gemeente=wereld.gemeente, gevraagd_op=dag("2025-06-02"))
    return [reverse("postvak"), reverse("postvak_afname", args=[ingediend.pk]), reverse("prijsopgave", args=[opgave.pk])]


@pytest.mark.parametrize("wie", ["opsteller", "fiatteur", "raadpleger", "fiatteur_elders"])
def test_een_gemeente_vindt_hier_niets(als, adressen, wie):
    client = als(wie)
    assert [client.get(adres).status_code for adres in adressen] == [404, 404, 404]
    assert [client.post(adres, {"besluit": "bevestigen"}).status_code for adres in adressen] == [404, 404, 404]


def test_wie_niet_is_ingelogd_gaat_eerst_inloggen(client, adressen):
    assert [client.get(adres).url for adres in adressen] == [f"{reverse('account_login')}?next={adres}" for adres in adressen]


@pytest.mark.parametrize("groep", Groep.values)
def test_elke_groep_van_de_bibliotheek_kijkt_mee(als, adressen, groep):
    client = als(medewerker(groep))
    assert [client.get(adres).status_code for adres in adressen] == [200, 200, 200]


# ------------------------------------------------------------------ the list
def test_de_kerncijfers(als, wereld, ingediend):
    """Westerveld waits since 2 September; Meppel has not begun. One confirmed € 0 elsewhere counts as a gemeente of three."""
    AfnameFactory(gemeente=GemeenteFactory(naam="Assen"), editie=wereld.editie, status=Status.BEVESTIGD)
    namen, context = lijst(als())
    assert namen == ["Westerveld"]
    assert context["kern"] == {
        "wachtend": 1,
        "oudste": (timezone.localdate() - dag("2025-09-02")).days,
        "bevestigd": 1,
        "gemeenten": 3,
        "bedrag": D(0),
        "niet_ingediend": 1,
        "herinnering": None,
    }
    assert [(naam, aantal) for naam, _, aantal in context["tabs"]] == [
        ("te-beoordelen", 1),
        ("teruggegeven", 0),
        ("bevestigd", 1),
        ("bij-gemeente", 1),
        ("alle", 3),
    ]


@pytest.mark.parametrize(
    ("tab", "namen"),
    [
        ("te-beoordelen", ["Westerveld"]),
        ("bij-gemeente", ["Meppel"]),
        ("bevestigd", []),
        ("onzin", ["Westerveld"]),
        ("alle", ["Westerveld", "Meppel"]),
    ],
)
def test_de_tabs(als, ingediend, tab, namen):
    assert lijst(als(), tab=tab)[0] == namen


@pytest.fixture
def drie(wereld):
    """Aa: € 500, submitted the 3rd, region Noord, of Anna. Borger: € 300, the 1st, Zuid. Coevorden: € 400, the 2nd, Zuid."""
    for naam, bedrag, op, regio, manager in [
        ("Aa", 500, "2025-09-03", "Noord", wereld.accountmanager),
        ("Borger", 300, "2025-09-01", "Zuid", None),
        ("Coevorden", 400, "2025-09-02", "Zuid", medewerker(Groep.ACCOUNTMANAGER)),
    ]:
        gemeente = GemeenteFactory(naam=naam, regio=regio, accountmanager=manager)
        afname = AfnameFactory(gemeente=gemeente, editie=wereld.editie)
        activiteit = ActiviteitFactory(editie=wereld.editie)
        PrijsFactory(activiteit=activiteit, vast=D(bedrag))
        AfnameregelFactory(afname=afname, activiteit=activiteit)
        dien_in(afname, op)


@pytest.mark.parametrize(
    ("velden", "namen"),
    [
        ({}, ["Borger", "Coevorden", "Aa"]),
        ({"volgorde": "termijn"}, ["Borger", "Coevorden", "Aa"]),
        ({"volgorde": "datum"}, ["Borger", "Coevorden", "Aa"]),
        ({"volgorde": "bedrag"}, ["Aa", "Coevorden", "Borger"]),
        ({"regio": "Zuid"}, ["Borger", "Coevorden"]),
        ({"manager": "mij"}, ["Aa"]),
        ({"regio": "Zuid", "manager": "mij"}, []),
        ({"regio": "Nergens"}, ["Borger", "Coevorden", "Aa"]),
    ],
)
def test_filteren_en_sorteren(als, drie, velden, namen):
    assert lijst(als(), **velden)[0] == namen


def test_de_termijn_gaat_voor_de_datum(als, wereld, drie):
    aa = GemeenteFactory._meta.model.objects.get(naam="Aa")
    aa.termijnen.create(editie=wereld.editie, open_tot=dag("2025-09-15"), reden="Eerder klaar")
    assert lijst(als())[0] == ["Aa", "Borger", "Coevorden"]


def test_een_andere_editie_en_wat_daar_wacht(als, wereld, ingediend):
    lopend = EditieFactory(jaar=2025, status=Editie.Status.LOPEND)
    AfnameFactory(gemeente=wereld.gemeente, editie=lopend, status=Status.INGEDIEND)
    client = als()
    assert lijst(client)[1]["elders"] == {2025: 1}
    assert lijst(client, jaar="2025")[1]["editie"] == lopend
    assert client.get(reverse("postvak"), {"jaar": "1999"}).status_code == 404


def test_zonder_editie_is_er_geen_postvak(client):
    client.force_login(medewerker(Groep.ACCOUNTMANAGER))
    assert client.get(reverse("postvak")).status_code == 404


def test_het_scherm_zegt_wat_er_is(als, ingediend):
    tekst = als().get(reverse("postvak")).content.decode()
    assert f'href="{reverse("postvak_afname", args=[ingediend.pk])}"' in tekst
    assert 'aria-label="Beoordeel Westerveld, Onze keuze"' in tekst
    assert "€\u00a0190,00" in tekst
    assert "30-09-2025" in tekst
    assert 'style="' not in tekst


def test_het_aantal_vragen_groeit_niet_mee(als, wereld, django_assert_num_queries):
    client = als()

    def erbij(aantal):
        for _ in range(aantal):
            afname = AfnameFactory(gemeente=GemeenteFactory(), editie=wereld.editie)
            AfnameregelFactory(afname=afname, activiteit=wereld.cursus)
            dien_in(afname)

    erbij(3)
    with django_assert_num_queries(25):
        assert len(lijst(client)[0]) == 3
    erbij(27)
    with django_assert_num_queries(25):
        assert len(lijst(client)[0]) == 30


# ------------------------------------------------------------------ export
def werkblad(antwoord):
    return [[cel.value for cel in rij] for rij in load_workbook(BytesIO(antwoord.content)).active.iter_rows()]


def test_de_uitvoer_is_wat_is_gefilterd(als, drie):
    antwoord = als().get(reverse("postvak"), {"uitvoer": "xlsx", "regio": "Noord"})
    assert antwoord["Content-Disposition"] == 'attachment; filename="aanvragen-2026.xlsx"'
    kop, rij = werkblad(antwoord)
    assert kop[:5] == ["Gemeente", "Regio", "Accountmanager", "Stand", "Keuze"]
    assert rij == [
        "Aa", "Noord", "Anna", "ingediend", "Onze keuze", 1, datetime.datetime(2025, 9, 30), datetime.datetime(2025, 9, 3),
        1, 500, None, None, None,
    ]  # fmt: skip


def test_tekst_die_op_een_formule_lijkt_blijft_tekst(als, wereld):
    for naam in ("=1+1", "+31", "-2", "@som"):
        afname = AfnameFactory(gemeente=GemeenteFactory(naam=f"G{naam}"), editie=wereld.editie, naam=naam)
        AfnameregelFactory(afname=afname, activiteit=wereld.cursus)
        dien_in(afname)
    antwoord = als().get(reverse("postvak"), {"uitvoer": "xlsx"})
    cellen = [rij[4] for rij in load_workbook(BytesIO(antwoord.content)).active.iter_rows(min_row=2)]
    assert [(cel.value, cel.data_type, cel.quotePrefix) for cel in cellen] == [
        ("+31", "s", True),
        ("-2", "s", True),
        ("=1+1", "s", True),
        ("@som", "s", True),
    ]


# ------------------------------------------------------------------ one selection
def pagina(client, afname):
    antwoord = client.get(reverse("postvak_afname", args=[afname.pk]))
    assert antwoord.status_code == 200
    return antwoord


def besluit(client, afname, naam, **velden):
    return client.post(reverse("postvak_afname", args=[afname.pk]), {"besluit": naam, "gezien": afname.slot, **velden})


@pytest.mark.parametrize(
    ("wie", "status", "besluiten"),
    [
        ("accountmanager", "ingediend", {"bevestigen", "teruggeven"}),
        ("accountmanager", "bevestigd", {"nieuwe_versie"}),
        ("accountmanager", "concept", set()),
        ("accountmanager", "vervallen", set()),
        ("redactie", "ingediend", set()),
        ("redactie", "bevestigd", set()),
    ],
)
def test_welke_besluiten_er_zijn(als, wereld, wie, status, besluiten):
    assert pagina(als(wie), wereld.afname(status=status)).context["besluiten"] == besluiten


def test_de_pagina_toont_vorig_jaar_per_regel(als, wereld, ingediend):
    editie = EditieFactory(jaar=2025)
    vorig = AfnameFactory(gemeente=wereld.gemeente, editie=editie, status=Status.BEVESTIGD)
    AfnameregelFactory(
        afname=vorig,
        activiteit=ActiviteitFactory(editie=editie, code="CURSUS"),
        hoeveelheid=D(10),
        bedrag_vast=D(90),
        bedrag_eenheid=D(400),
    )
    ((_, (regel,)),) = pagina(als(), ingediend).context["lijnen"]
    assert (regel.rij.bedrag, regel.rij.vorig.bedrag, regel.rij.vorig.hoeveel, regel.ver) == (D(190), D(490), "10 keer", D(5))


def test_bevestigen(als, ingediend):
    client = als()
    antwoord = besluit(client, ingediend, "bevestigen")
    assert (antwoord.status_code, antwoord.url) == (302, "/bibliotheek/aanvragen/?jaar=2026")
    ingediend.refresh_from_db()
    assert ingediend.status == Status.BEVESTIGD
    assert "De keuze van Westerveld is bevestigd." in client.get(antwoord.url).content.decode()


def test_teruggeven_met_opmerkingen(als, ingediend):
    regel = ingediend.regels.get()
    antwoord = besluit(als(), ingediend, "teruggeven", reden="Te veel", **{f"opmerking-{regel.pk}": "Kan het minder?"})
    assert antwoord.status_code == 302
    ingediend.refresh_from_db()
    assert ingediend.status == Status.CONCEPT
    assert [(o.regel, o.tekst) for o in Regelopmerking.objects.all()] == [(regel, "Kan het minder?")]


def test_teruggeven_zonder_reden_bewaart_wat_er_stond(als, ingediend):
    regel = ingediend.regels.get()
    antwoord = besluit(als(), ingediend, "teruggeven", **{f"opmerking-{regel.pk}": "Kan het minder?"})
    assert antwoord.status_code == 422
    tekst = antwoord.content.decode()
    assert '<a class="utrecht-link" href="#reden">Geef een reden.</a>' in tekst
    assert "Kan het minder?</textarea>" in tekst
    ingediend.refresh_from_db()
    assert (ingediend.status, Regelopmerking.objects.count()) == (Status.INGEDIEND, 0)


def test_een_regel_van_een_ander_wordt_geweigerd(als, wereld, ingediend):
    vreemd = AfnameregelFactory(activiteit=wereld.cursus)
    antwoord = besluit(als(), ingediend, "teruggeven", reden="x", **{f"opmerking-{vreemd.pk}": "y"})
    assert (antwoord.status_code, Regelopmerking.objects.count()) == (422, 0)


@pytest.mark.parametrize(
    ("velden", "status"),
    [({"besluit": "intrekken"}, 422), ({"besluit": ""}, 422), ({"gezien": "x"}, 422), ({"gezien": "99"}, 409)],
)
def test_wat_niet_kan_verandert_niets(als, ingediend, velden, status):
    antwoord = als().post(
        reverse("postvak_afname", args=[ingediend.pk]), {"besluit": "bevestigen", "gezien": ingediend.slot, **velden}
    )
    ingediend.refresh_from_db()
    assert (antwoord.status_code, ingediend.status) == (status, Status.INGEDIEND)


def test_wie_te_laat_beslist_hoort_wat_er_is_gebeurd(als, ingediend):
    client = als()
    besluit(client, ingediend, "bevestigen")
    antwoord = besluit(client, ingediend, "bevestigen")
    assert antwoord.status_code == 409
    assert "Intussen heeft Anna dit op" in antwoord.content.decode()


def test_andere_medewerkers_beslissen_niet(als, ingediend):
    antwoord = besluit(als("redactie"), ingediend, "bevestigen")
    ingediend.refresh_from_db()
    assert (antwoord.status_code, ingediend.status) == (403, Status.INGEDIEND)


def test_nieuwe_versie_namens_de_gemeente(als, wereld):
    Editie.objects.update(status=Editie.Status.LOPEND)
    afname = dien_in(wereld.afname())
    afname.status = Status.BEVESTIGD
    afname.save()
    client = als()
    zonder = besluit(client, afname, "nieuwe_versie", reden="Extra groep")
    assert (zonder.status_code, zonder.context["fout"].veld) == (422, "ingangsdatum")
    onleesbaar = besluit(client, afname, "nieuwe_versie", reden="Extra groep", ingangsdatum="morgen")
    assert (onleesbaar.status_code, onleesbaar.context["fout"].veld) == (422, "ingangsdatum")
    antwoord = besluit(client, afname, "nieuwe_versie", reden="Extra groep", ingangsdatum="1-7-2026")
    nieuw = afname.opvolgers.get()
    assert antwoord.url == reverse("postvak_afname", args=[nieuw.pk])
    assert (nieuw.ingangsdatum, nieuw.statuswissels.get().namens_gemeente) == (dag("2026-07-01"), True)


def test_verschillen_met_de_vorige_versie(als, wereld):
    """Version 2 has 3 × instead of 2 × CURSUS (€ 190 becomes € 235), and COLLECTIE besides."""
    een = dien_in(wereld.afname())
    twee = AfnameFactory(gemeente=wereld.gemeente, editie=wereld.editie, versienummer=2, voorganger=een)
    AfnameregelFactory(afname=twee, activiteit=wereld.cursus, hoeveelheid=D(3))
    AfnameregelFactory(afname=twee, activiteit=wereld.collectie)
    anders = pagina(als(), twee).context["anders"]
    assert [(r["titel"], r["was"] and r["was"].bedrag, r["wordt"].bedrag) for r in anders] == [
        ("Cursus Klik en Tik", D(190), D(235)),
        ("Wisselcollectie", None, D(250)),
    ]


# ------------------------------------------------------------------ answering a question for a price
@pytest.fixture
def vraag(wereld):
    maatwerk = ActiviteitFactory(editie=wereld.editie, titel="Gezinsaanpak", prijsvorm=Prijsvorm.OP_AANVRAAG)
    return PrijsopgaveFactory(
        activiteit=maatwerk,
        gemeente=wereld.gemeente,
        gevraagd_op=dag("2025-06-02"),
        gevraagd_door=wereld.opsteller,
        vraag="Graag",
    )


def antwoord_op(client, vraag, **anders):
    velden = {"vast": "1.250,50", "per_eenheid": "75", "geldig_tot": "31-12-2099", "toelichting": "Met reis", **anders}
    return client.post(reverse("prijsopgave", args=[vraag.pk]), velden)


def test_een_gevraagde_prijs_staat_in_het_postvak_en_wordt_gegeven(als, vraag):
    client = als()
    assert [v.pk for v in lijst(client)[1]["vragen"]] == [vraag.pk]
    antwoord = antwoord_op(client, vraag)
    assert (antwoord.status_code, antwoord.url) == (302, "/bibliotheek/aanvragen/?jaar=2026")
    vraag.refresh_from_db()
    assert (vraag.vast, vraag.per_eenheid, vraag.geldig_tot, vraag.toelichting, vraag.datum) == (
        D("1250.50"),
        D(75),
        dag("2099-12-31"),
        "Met reis",
        timezone.localdate(),
    )
    assert lijst(client)[1]["vragen"] == []


@pytest.mark.parametrize(
    ("anders", "veld"), [({"vast": "-1"}, "vast"), ({"vast": ""}, "vast"), ({"geldig_tot": "1-1-2020"}, "geldig_tot")]
)
def test_een_fout_staat_bij_het_veld(als, vraag, anders, veld):
    antwoord = antwoord_op(als(), vraag, **anders)
    assert (antwoord.status_code, list(antwoord.context["form"].errors)) == (422, [veld])
    vraag.refresh_from_db()
    assert vraag.datum is None


def test_een_gegeven_prijs_verandert_niet_meer(als, vraag):
    client = als()
    antwoord_op(client, vraag)
    assert antwoord_op(client, vraag, vast="1").status_code == 409
    vraag.refresh_from_db()
    assert vraag.vast == D("1250.50")


def test_alleen_een_accountmanager_geeft_een_prijs(als, vraag):
    client = als("redactie")
    assert client.get(reverse("prijsopgave", args=[vraag.pk])).context["mag"] is False
    assert antwoord_op(client, vraag).status_code == 403
