"""Spelling: which words are known, and keeping the list of words of the organisation."""

import pytest

from catalogus.fouten import RegelFout
from jaarbericht.models import Woord
from jaarbericht.regels import spelling
from tests.factories import medewerker
from tests.jaarbericht.fabrieken import WoordFactory

EIGEN = spelling.delen(["Taalhuis Westerveld", "BoekStart", "’s-Hertogenbosch"])


@pytest.mark.parametrize(
    ("woord", "bekend"),
    [
        ("bibliotheek", True),
        ("Bibliotheek", True),
        ("bibliotheekk", False),
        ("zo’n", True),
        ("Eén", True),
        ("Westerveld", True),
        ("Westervelds", True),
        ("Westerveld’s", True),
        ("Westervelt", False),
        ("BoekStart", True),
        ("BoekStartcoach", True),
        ("BoekStartcooch", False),
        ("leesconsulent", True),
        ("bibliotheekbezoekers", True),
        ("jeugdboekstart", True),
        ("leerlinggen", False),
        ("IDO-spreekuur", True),
        ("IDO-spreekuurr", False),
        ("’s-Hertogenbosch", True),
    ],
)
def test_een_woord_is_bekend(woord, bekend):
    """A word of the dictionary, of the organisation, or a compound of those; anything else is not."""
    assert spelling.is_bekend(woord, EIGEN) is bekend


@pytest.mark.parametrize(
    ("tekst", "woorden"),
    [
        ("Lezen, lezen en lezen.", ["Lezen", "lezen"]),
        ("Kijk op www.bieb.nl of mail a@bieb.nl.", ["Kijk", "mail"]),
        ("De VVD telt 50+ers en 3d-prints, in 2024", ["telt", "ers"]),
        ("‘Zo’n baby’s e-book’", ["Zo’n", "baby’s", "e-book"]),
        ("één\ntwee/drie", ["één", "twee", "drie"]),
    ],
)
def test_welke_woorden_worden_bekeken(tekst, woorden):
    """Each once; no addresses, abbreviations, numbers, or words of two letters."""
    assert spelling.woorden_in(tekst) == woorden


# ------------------------------------------------------------------ the list
@pytest.fixture
def redacteur(db):
    return medewerker("redactie")


def lijst() -> list[tuple[str, str]]:
    return list(Woord.objects.values_list("woord", "toelichting"))


def test_toevoegen_en_weghalen_houdt_geschiedenis(redacteur):
    woord = spelling.voeg_toe(woord=" Bieb'er ", toelichting=" Wie er vaak komt ", door=redacteur)
    assert lijst() == [("Bieb’er", "Wie er vaak komt")]
    spelling.haal_weg(woord=woord, gezien=0, door=redacteur)
    assert lijst() == []
    rijen = Woord.history.order_by("history_id").values_list("history_type", "history_user", "history_change_reason")
    assert list(rijen) == [("+", redacteur.pk, "Wie er vaak komt"), ("-", redacteur.pk, "Uit de woordenlijst")]


@pytest.mark.parametrize(
    ("woord", "tekst"),
    [
        (" ", "Vul een woord in."),
        ("twee woorden", "‘twee woorden’ is niet één woord. Vul elk woord apart in."),
        ("<b>", "‘<b>’ is niet één woord. Vul elk woord apart in."),
        ("DBOS", "‘DBOS’ staat al in de woordenlijst."),
        ("a" * 61, "‘aaaaaaaaaaaaaaaaaaaa…’ is te lang. Een woord heeft hooguit 60 tekens."),
    ],
)
def test_wat_geen_nieuw_woord_is(redacteur, woord, tekst):
    WoordFactory(woord="dBos")
    with pytest.raises(RegelFout) as fout:
        spelling.voeg_toe(woord=woord, door=redacteur)
    assert (fout.value.tekst, fout.value.veld, lijst()) == (tekst, "woord", [("dBos", "")])


def test_een_lijst_overnemen(redacteur):
    WoordFactory(woord="dBos")
    assert spelling.lees_in(tekst="Soofos; leeromgeving\n\nDBOS\nsoofos\nSpeelgoedbieb", door=redacteur) == (2, 2)
    assert lijst() == [("Soofos", "leeromgeving"), ("Speelgoedbieb", ""), ("dBos", "")]


@pytest.mark.parametrize(
    ("tekst", "zegt"),
    [
        (" \n", "De lijst is leeg. Zet op elke regel een woord."),
        (
            "Soofos\ntwee woorden\n; leeg",
            "Regel 2: ‘twee woorden’ is niet één woord. Vul elk woord apart in.\nRegel 3: Vul een woord in.",
        ),
        ("a\n" * 501, "De lijst heeft 501 regels. Geef er hooguit 500 per keer."),
    ],
)
def test_een_lijst_die_niet_klopt_verandert_niets(redacteur, tekst, zegt):
    with pytest.raises(RegelFout) as fout:
        spelling.lees_in(tekst=tekst, door=redacteur)
    assert (fout.value.tekst, lijst()) == (zegt, [])


def test_een_woord_dat_intussen_veranderde_blijft(redacteur):
    woord = WoordFactory(slot=1)
    with pytest.raises(RegelFout) as fout:
        spelling.haal_weg(woord=woord, gezien=0, door=redacteur)
    assert (fout.value.code, Woord.objects.count()) == ("verouderd", 1)
