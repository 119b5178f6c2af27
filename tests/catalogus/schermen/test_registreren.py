"""Registering in the browser without a script, as a device that kept it, and what the page offers."""

import datetime
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from catalogus.models import Bijeenkomst, Groep, Uitvoering
from catalogus.regels.registratieblad import aanbod, zoek
from catalogus.regels.uitvoering import registreer
from tests.factories import (
    ActiviteitFactory,
    CampagneFactory,
    D,
    EditieFactory,
    GemeenteFactory,
    JaarFactory,
    KenmerkFactory,
    LocatieFactory,
    ProgrammalijnFactory,
    ambtenaar,
    medewerker,
)

pytestmark = pytest.mark.django_db
VANDAAG = timezone.localdate()
GISTEREN = VANDAAG - datetime.timedelta(days=1)
ADRES = "/registreren/"


@pytest.fixture
def diever():
    return LocatieFactory(naam="Bibliotheek Diever", gemeente__naam="Westerveld")


@pytest.fixture
def collega(diever):
    return medewerker(Groep.VESTIGING, first_name="Vera", vestiging=diever)


@pytest.fixture
def cursus():
    lezen = ProgrammalijnFactory(nummer=4)
    for jaar in {GISTEREN.year, VANDAAG.year}:
        activiteit = ActiviteitFactory(editie=EditieFactory(jaar=jaar), code="SAMEN", titel="Samenlezen", programmalijn=lezen)
    return activiteit


@pytest.fixture
def als(client):
    def log_in(wie):
        client.force_login(wie)
        return client

    return log_in


def velden(diever, **anders) -> dict:
    return {
        "wat": "code:SAMEN",
        "plek": f"l{diever.pk}",
        "wanneer": str(VANDAAG),
        "datum": "",
        "deelnames": "12",
    } | anders


def stand() -> list[tuple]:
    rijen = Bijeenkomst.objects.order_by("pk").select_related("uitvoering__activiteit", "uitvoering__locatie")
    return [(str(b.uitvoering), str(b.uitvoering.locatie), b.datum, b.deelnames) for b in rijen]


# ------------------------------------------------------------------ who
@pytest.mark.parametrize(
    ("groep", "status"), [(Groep.VESTIGING, 200), (Groep.REDACTIE, 200), (Groep.BEHEER, 200), (Groep.CONTROLLER, 403)]
)
def test_wie_de_pagina_opent(als, groep, status):
    client = als(medewerker(groep))
    namen = [
        "registreren",
        "registreren_laatst",
        "registreren_gegevens",
        "registreren_sw",
        "registreren_reeks",
        "registreren_invullen",
    ]
    assert [client.get(reverse(naam)).status_code for naam in namen] == [status] * 6


def test_een_gemeente_vindt_hier_niets(als, diever, cursus):
    client = als(ambtenaar(diever.gemeente, "fiatteur"))
    assert [client.get(ADRES).status_code, client.post(ADRES, velden(diever)).status_code, stand()] == [404, 404, []]


# ------------------------------------------------------------------ saving without a script
def test_bewaren_en_terugnemen(als, collega, diever, cursus):
    client = als(collega)
    antwoord = client.post(ADRES, velden(diever), follow=True)
    assert (antwoord.redirect_chain, antwoord.status_code) == ([(ADRES, 302)], 200)
    assert stand() == [("Samenlezen", "Bibliotheek Diever", VANDAAG, 12)]
    terug = reverse("registratie_terug", args=["registratie", Uitvoering.objects.get().pk])
    assert antwoord.context["gedaan"]["ongedaan"] == terug
    assert f'formaction="{terug}"' in antwoord.content.decode()
    assert client.get(ADRES).context["gedaan"] is None  # said once
    assert str(*client.post(terug, follow=True).context["messages"]) == "Ongedaan gemaakt: Samenlezen is niet geregistreerd."
    assert stand() == []


def test_alles_erbij(als, collega, diever, cursus):
    meppel, doelgroep = GemeenteFactory(naam="Meppel"), KenmerkFactory(naam="Volwassenen")
    campagne = CampagneFactory(jaar=GISTEREN.year, van=GISTEREN, tot=GISTEREN)
    erbij = velden(
        diever,
        wanneer="anders",
        datum=f"{GISTEREN:%d-%m-%Y}",
        deelnames="1.250",
        vrijwilligersuren="4,5",
        doelgroep=doelgroep.pk,
        campagne=campagne.pk,
        aanbieder="Humanitas",
        verslag="Iedereen bleef.",
        met=[meppel.pk],
        **{f"van-{meppel.pk}": "250"},
    )
    assert als(collega).post(ADRES, erbij).status_code == 302
    uitvoering = Uitvoering.objects.get()
    keer = uitvoering.bijeenkomsten.get()
    assert (keer.datum, keer.deelnames, list(keer.deelnames_per_gemeente.values_list("gemeente__naam", "aantal"))) == (
        GISTEREN,
        1250,
        [("Meppel", 250)],
    )
    assert (uitvoering.vrijwilligersuren, uitvoering.doelgroep, uitvoering.campagne) == (D("4.5"), doelgroep, campagne)
    assert (uitvoering.aanbieder, uitvoering.verslag) == ("Humanitas", "Iedereen bleef.")
    assert {str(g) for g in uitvoering.gemeenten.all()} == {"Westerveld", "Meppel"}


def test_van_anderen_en_zonder_locatie(als, collega, diever):
    client = als(collega)
    client.post(ADRES, velden(diever, wat="platform:Breicafé", plek=f"g{diever.gemeente.pk}", deelnames="", onbekend="1"))
    uitvoering = Uitvoering.objects.get()
    assert (stand(), uitvoering.platform, uitvoering.gemeenten.get()) == (
        [("Breicafé", "None", VANDAAG, None)],
        True,
        diever.gemeente,
    )
    # The place of last time is the place of the next registration.
    assert client.get(ADRES).context["plek"].waarde == f"g{diever.gemeente.pk}"


@pytest.mark.parametrize(
    ("anders", "fout"),
    [
        ({"wat": ""}, ("wat", "Kies wat je hebt gedaan: een knop, of zoek een activiteit.")),
        ({"wat": "onzin:1"}, ("wat", "Kies wat je hebt gedaan: een knop, of zoek een activiteit.")),
        (
            {"wat": "code:WEG"},
            ("wat", f"Deze activiteit staat niet in de catalogus van {VANDAAG.year}. Kies een andere activiteit of datum."),
        ),
        ({"wat": "gepland:99"}, ("wat", "Deze geplande bijeenkomst is er niet meer. Kies de activiteit opnieuw.")),
        ({"plek": "l999999"}, ("plek", "Kies waar het was.")),
        ({"plek": "x"}, ("plek", "Kies waar het was.")),
        ({"deelnames": ""}, ("deelnames", "Vul in hoeveel mensen er waren, of kies ‘Aantal niet bekend’.")),
        ({"deelnames": "twaalf"}, ("deelnames", "Vul een heel getal in, zoals 12.")),
        ({"deelnames": "-1"}, ("deelnames", "Vul 0 of meer in.")),
        ({"deelnames": "20001"}, ("deelnames", "Vul 20.000 of minder in.")),
        ({"wanneer": "morgen"}, ("datum", "Kies een dag.")),
        ({"wanneer": "anders", "datum": "32-1-2026"}, ("datum", "Vul een dag in, zoals 5-3-2026.")),
        ({"wanneer": "anders", "datum": ""}, ("datum", "Kies een dag.")),
        ({"vrijwilligersuren": "veel"}, ("vrijwilligersuren", "Vul een aantal uren in, zoals 4,5.")),
    ],
)
def test_wat_niet_klopt_komt_terug_met_wat_er_getypt_was(als, collega, diever, cursus, anders, fout):
    antwoord = als(collega).post(ADRES, velden(diever, verslag="Bewaar mij", **anders))
    assert (antwoord.status_code, antwoord.context["fouten"]) == (422, [fout])
    tekst = antwoord.content.decode()
    assert ("Bewaar mij" in tekst, f'href="#{fout[0]}"' in tekst, f'id="{fout[0]}_error"' in tekst) == (True, True, True)
    assert stand() == []


def test_een_afgesloten_jaar_vraagt_de_redactie_om_een_reden(als, diever, cursus):
    JaarFactory(jaar=VANDAAG.year, afgesloten=True)
    client = als(medewerker(Groep.REDACTIE))
    antwoord = client.post(ADRES, velden(diever))
    assert antwoord.context["fouten"] == [("reden", f"{VANDAAG.year} is afgesloten. Geef een reden voor de wijziging.")]
    assert client.post(ADRES, velden(diever, reden="Lag nog in een la")).status_code == 302
    assert Uitvoering.objects.get().history.get().history_change_reason == "Lag nog in een la"


# ------------------------------------------------------------------ finding
def test_zoeken_zonder_script_houdt_wat_er_stond(als, collega, diever, cursus):
    antwoord = als(collega).post(ADRES, velden(diever, wat="", q="SÁM", verslag="Bewaar mij", zoek="activiteit"))
    assert (antwoord.status_code, antwoord.context["fouten"], stand()) == (200, [], [])
    assert [a.waarde for a in antwoord.context["gevonden"]] == ["code:SAMEN"]
    tekst = antwoord.content.decode()
    assert ("Bewaar mij" in tekst, 'value="code:SAMEN"' in tekst, 'value="platform:SÁM"' in tekst) == (True, True, True)


def test_zoeken_vindt_activiteit_campagne_en_wat_anderen_doen(collega, diever, cursus):
    ActiviteitFactory(editie=EditieFactory(jaar=VANDAAG.year + 1), code="NIEUW", titel="Samen spelen")
    ouder = ActiviteitFactory(editie=cursus.editie, code="OUDER", titel="Samen groot")
    ActiviteitFactory(editie=cursus.editie, code="KIND", titel="Deel van samen groot", ouder=ouder)
    campagne = CampagneFactory(jaar=VANDAAG.year, van=VANDAAG, tot=VANDAAG, naam="Zomersamen", sleutel="zomer")
    vast = {"door": collega, "gemeenten": [diever.gemeente], "datums": [(VANDAAG, 3)]}
    registreer(**vast, activiteit=cursus, campagne=campagne)
    registreer(**vast, platform=True, titel="Samen breien", aanbieder="Dorpshuis")
    gevonden = zoek(aanbod=aanbod(vandaag=VANDAAG), q="sam", jaar=VANDAAG.year)
    assert [(a.waarde, a.titel, a.lijn, a.bij) for a in gevonden] == [
        ("code:KIND", "Deel van samen groot", 2, ""),
        ("code:SAMEN", "Samenlezen", 4, ""),
        ("platform:Samen breien", "Samen breien", None, "Platformactiviteit van Dorpshuis"),
        ("code:SAMEN:zomer", "Samenlezen", 4, "Campagne Zomersamen"),
    ]
    assert zoek(aanbod=aanbod(vandaag=VANDAAG), q="sa", jaar=VANDAAG.year) == []  # two letters are too few
    assert [a.waarde for a in zoek(aanbod=aanbod(vandaag=VANDAAG), q="spelen", jaar=VANDAAG.year + 1)] == ["code:NIEUW"]


def test_een_campagne_kiezen_registreert_de_campagne(als, collega, diever, cursus):
    campagne = CampagneFactory(jaar=VANDAAG.year, van=VANDAAG, tot=VANDAAG, sleutel="zomer")
    als(collega).post(ADRES, velden(diever, wat="code:SAMEN:zomer"))
    assert Uitvoering.objects.get().campagne == campagne


# ------------------------------------------------------------------ today in my vestiging
def test_wat_er_gepland_is_en_wat_hier_onlangs_was_is_een_knop(als, collega, diever, cursus):
    vast = {"door": collega, "gemeenten": [diever.gemeente], "locatie": diever}
    gepland = registreer(**vast, activiteit=cursus, datums=[(VANDAAG, None)], vandaag=GISTEREN).bijeenkomsten.get()
    for _ in range(2):
        registreer(**vast, platform=True, titel="Breicafé", datums=[(GISTEREN, 4)])
    elders = LocatieFactory(gemeente=diever.gemeente)
    registreer(**vast | {"locatie": elders}, platform=True, titel="Schaken", datums=[(GISTEREN, 4)])
    client = als(collega)
    assert [k.waarde for k in client.get(ADRES).context["knoppen"]] == [
        f"gepland:{gepland.pk}",
        "code:SAMEN",
        "platform:Breicafé",
    ]
    assert [k.waarde for k in client.get(f"{ADRES}?plek=l{elders.pk}").context["knoppen"]] == ["platform:Schaken"]

    antwoord = client.post(ADRES, velden(diever, wat=f"gepland:{gepland.pk}", deelnames="7", verslag="Fijn."), follow=True)
    gepland.refresh_from_db()
    assert (gepland.status, gepland.deelnames, gepland.uitvoering.verslag, Uitvoering.objects.count()) == (
        "gehouden",
        7,
        "Fijn.",
        4,
    )
    assert str(*client.post(antwoord.context["gedaan"]["ongedaan"], follow=True).context["messages"]).startswith(
        "Ongedaan gemaakt: Samenlezen op "
    )
    gepland.refresh_from_db()
    assert (gepland.status, gepland.deelnames) == ("gepland", None)


def test_wat_bij_de_hele_reeks_hoort_verandert_niet_bij_het_invullen(als, collega, diever, cursus):
    reeks = registreer(door=collega, gemeenten=[diever.gemeente], activiteit=cursus, datums=[(VANDAAG, None)], vandaag=GISTEREN)
    anders = velden(diever, wat=f"gepland:{reeks.bijeenkomsten.get().pk}", aanbieder="Humanitas")
    antwoord = als(collega).post(ADRES, anders)
    assert antwoord.context["fouten"] == [
        ("", "Doelgroep, campagne en gemeenten horen bij de hele reeks. Verander die bij de registratie zelf.")
    ]


# ------------------------------------------------------------------ a device
def verstuur(client, wie, lichaam, **koppen):
    return client.post(ADRES, lichaam | {"voor": wie.pk}, headers={"Accept": "application/json"} | koppen)


def test_een_toestel_dat_twee_keer_stuurt_telt_een_keer(als, collega, diever, cursus):
    client, lichaam = als(collega), velden(diever, client_id=str(uuid.uuid4()))
    antwoorden = [verstuur(client, collega, lichaam) for _ in range(2)]
    assert [a.status_code for a in antwoorden] == [200, 200]
    assert antwoorden[0].json() == antwoorden[1].json()
    assert antwoorden[0].json()["tekst"].startswith("Samenlezen, ")
    assert len(stand()) == 1
    ongedaan = antwoorden[0].json()["ongedaan"]
    assert client.post(ongedaan, headers={"Accept": "application/json"}).json() == {
        "tekst": "Ongedaan gemaakt: Samenlezen is niet geregistreerd."
    }
    assert (verstuur(client, collega, lichaam).status_code, stand()) == (410, [])  # it may go from the queue, and stays away


def test_een_fout_komt_terug_naar_het_toestel(als, collega, diever, cursus):
    antwoord = verstuur(als(collega), collega, velden(diever, wat="code:WEG", vrijwilligersuren="veel"))
    assert (antwoord.status_code, antwoord.json()) == (
        422,
        {"fouten": [{"veld": "vrijwilligersuren", "tekst": "Vul een aantal uren in, zoals 4,5."}]},
    )


def test_wat_een_ander_opschreef_wordt_niet_van_jou(als, collega, diever, cursus):
    antwoord = verstuur(als(medewerker(Groep.VESTIGING)), collega, velden(diever))
    assert (antwoord.status_code, stand()) == (409, [])


def test_zonder_inloggen_blijft_het_op_het_toestel(client, collega, diever, cursus):
    antwoord = verstuur(client, collega, velden(diever))
    assert (antwoord.status_code, antwoord["Location"], stand()) == (302, "/account/login/?next=/registreren/", [])


def test_de_bewaarder_geldt_alleen_voor_registreren(als, collega):
    antwoord = als(collega).get(reverse("registreren_sw"))
    assert (antwoord["Content-Type"], antwoord.wsgi_request.path) == ("text/javascript", "/registreren/sw.js")
    assert 'const PAGINA = "/registreren/";' in antwoord.content.decode()
    assert "max-age=0" in antwoord["Cache-Control"]


def test_aantal_vragen_van_de_pagina(als, collega, diever, cursus, django_assert_num_queries):
    client = als(collega)

    def meer(aantal):
        for n in range(aantal):
            LocatieFactory(), CampagneFactory(jaar=VANDAAG.year, sleutel=f"c{n}-{aantal}", van=GISTEREN, tot=VANDAAG)
            registreer(
                door=collega,
                gemeenten=[diever.gemeente],
                locatie=diever,
                activiteit=cursus,
                datums=[(VANDAAG, n), (GISTEREN, n)],
            )
        client.get(ADRES)

    meer(2)
    with django_assert_num_queries(16):
        client.get(ADRES)
    meer(8)
    with django_assert_num_queries(16):
        client.get(ADRES)
    with django_assert_num_queries(6):
        client.get(reverse("registreren_gegevens"))
