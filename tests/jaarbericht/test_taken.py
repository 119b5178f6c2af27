"""Background jobs: asked for once, carried out by one, taken up again when a worker died, never finished by two."""

import datetime
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from catalogus.fouten import RegelFout
from catalogus.models import Groep
from jaarbericht import taken
from jaarbericht.models import Jaarbericht, Taakregel
from jaarbericht.taken import herstel, neem, rond_af, voer_uit, vraag_jaarbericht
from tests.factories import GemeenteFactory, medewerker
from tests.jaarbericht.fabrieken import (
    BlokFactory,
    HoofdstukFactory,
    JaarberichtFactory,
    OpzetFactory,
    TaakregelFactory,
    bezig,
)

pytestmark = pytest.mark.django_db
Status = Taakregel.Status
MINUUT = datetime.timedelta(seconds=60)


@pytest.fixture(autouse=True)
def uploads(settings, tmp_path):
    """Results of jobs go to a folder of the test."""
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def bestanden(map_) -> list[str]:
    return sorted(pad.name for pad in map_.rglob("*") if pad.is_file())


def stand(taak: Taakregel) -> tuple:
    """Status, holder, attempts, progress and error as they are in the database."""
    return Taakregel.objects.values_list("status", "houder", "pogingen", "voortgang", "fout").get(pk=taak.pk)


def lease(taak: Taakregel) -> datetime.timedelta:
    """How long the lease still lasts."""
    return Taakregel.objects.get(pk=taak.pk).lease_tot - timezone.now()


def wachtrij() -> list[int]:
    """Ids of the jobs that wait for a worker."""
    return [rij.args_kwargs["args"][0] for rij in DBTaskResult.objects.ready().order_by("enqueued_at")]


# ------------------------------------------------------------------ asking
def test_vragen(django_capture_on_commit_callbacks):
    jaarbericht, redacteur = JaarberichtFactory(), medewerker(Groep.REDACTIE)
    with django_capture_on_commit_callbacks(execute=True):
        taak = vraag_jaarbericht(jaarbericht=jaarbericht, door=redacteur)
    assert (taak.jaarbericht, taak.soort, taak.gevraagd_door) == (jaarbericht, "jaarbericht", redacteur)
    assert stand(taak) == ("wacht", "", 0, 0, "")
    assert wachtrij() == [taak.pk]


@pytest.mark.parametrize("status", [Status.WACHT, Status.BEZIG])
def test_twee_keer_vragen_is_een_taak(django_capture_on_commit_callbacks, status):
    jaarbericht = JaarberichtFactory()
    with django_capture_on_commit_callbacks(execute=True):
        eerste = vraag_jaarbericht(jaarbericht=jaarbericht, door=None)
        Taakregel.objects.update(status=status)
        assert vraag_jaarbericht(jaarbericht=jaarbericht, door=None) == eerste
        ander = vraag_jaarbericht(jaarbericht=JaarberichtFactory(), door=None)
    assert wachtrij() == [eerste.pk, ander.pk]


@pytest.mark.parametrize("status", [Status.KLAAR, Status.MISLUKT, Status.GESTOPT])
def test_na_afloop_kan_het_opnieuw(django_capture_on_commit_callbacks, status):
    eerdere = TaakregelFactory(status=status)
    with django_capture_on_commit_callbacks(execute=True):
        nieuwe = vraag_jaarbericht(jaarbericht=eerdere.jaarbericht, door=None)
    assert nieuwe != eerdere
    assert wachtrij() == [nieuwe.pk]


@pytest.mark.parametrize("groep", [Groep.VESTIGING, Groep.ACCOUNTMANAGER, Groep.CONTROLLER, None])
def test_niet_iedereen_mag_vragen(groep):
    with pytest.raises(RegelFout) as fout:
        vraag_jaarbericht(jaarbericht=JaarberichtFactory(), door=medewerker(*[groep] if groep else []))
    assert fout.value.tekst == "Alleen de redactie en de directie mogen jaarberichten maken."
    assert (fout.value.code, Taakregel.objects.count(), DBTaskResult.objects.count()) == ("niet-bevoegd", 0, 0)


# ------------------------------------------------------------------ taking and finishing
def test_nemen():
    taak = TaakregelFactory()
    assert neem(taak_id=taak.pk, houder="eerste") is True
    assert stand(taak) == ("bezig", "eerste", 1, 10, "")
    assert MINUUT - datetime.timedelta(seconds=10) < lease(taak) <= MINUUT
    assert neem(taak_id=taak.pk, houder="tweede") is False
    assert stand(taak) == ("bezig", "eerste", 1, 10, "")


def test_nemen_na_een_verlopen_lease():
    taak = bezig(houder="eerste", seconden=-1)
    assert neem(taak_id=taak.pk, houder="tweede") is True
    assert stand(taak) == ("bezig", "tweede", 2, 10, "")


@pytest.mark.parametrize("status", [Status.KLAAR, Status.MISLUKT, Status.GESTOPT])
def test_wat_af_is_wordt_niet_genomen(status):
    taak = TaakregelFactory(status=status, lease_tot=timezone.now() - MINUUT)
    assert neem(taak_id=taak.pk, houder="eerste") is False
    assert stand(taak) == (status, "", 0, 0, "")


def test_na_drie_pogingen_niet_meer():
    taak = bezig(seconden=-1, pogingen=3)
    assert neem(taak_id=taak.pk, houder="vierde") is False
    assert stand(taak) == ("bezig", "eerste", 3, 0, "")


def test_klaar(uploads):
    taak = bezig()
    rond_af(taak_id=taak.pk, houder="eerste", status=Status.KLAAR, bestand=("a.pdf", b"%PDF"))
    taak.refresh_from_db()
    assert stand(taak) == ("klaar", "eerste", 1, 100, "")
    assert (taak.resultaat.name, taak.resultaat.read()) == ("taken/a.pdf", b"%PDF")
    assert timezone.now() - MINUUT < taak.klaar_op <= timezone.now()
    assert bestanden(uploads) == ["a.pdf"]


def test_mislukt():
    taak = bezig(voortgang=10)
    rond_af(taak_id=taak.pk, houder="eerste", status=Status.MISLUKT, fout="Er is geen opzet.")
    assert stand(taak) == ("mislukt", "eerste", 1, 10, "Er is geen opzet.")


@pytest.mark.parametrize("status", [Status.WACHT, Status.BEZIG, Status.KLAAR, Status.MISLUKT])
def test_wie_de_taak_niet_meer_heeft_schrijft_niets(uploads, status):
    """A stopped worker that wakes up after its lease: somebody else has the job, or it is done."""
    taak = bezig(houder="tweede", pogingen=2)
    Taakregel.objects.update(status=status)
    with pytest.raises(RuntimeError) as fout:
        rond_af(taak_id=taak.pk, houder="eerste", status=Status.KLAAR, bestand=("a.pdf", b"%PDF"))
    assert str(fout.value) == f"taak {taak.pk} is niet meer van eerste"
    assert stand(taak) == (status, "tweede", 2, 0, "")
    assert bestanden(uploads) == []


# ------------------------------------------------------------------ carrying out
def test_uitvoeren_van_wat_niet_kan(uploads):
    """The error of the rule is what people read with the job."""
    taak = TaakregelFactory(jaarbericht__gemeente__naam="Westerveld")
    voer_uit.call(taak.pk)
    status, houder, *rest = stand(taak)
    assert (status, *rest) == ("mislukt", 1, 10, "Er is geen opzet voor 2026. Maak eerst een opzet met hoofdstukken.")
    assert (houder != "", bestanden(uploads)) == (True, [])


def test_uitvoeren_van_wat_niet_compleet_is(uploads):
    hoofdstuk = HoofdstukFactory(titel="Leren")
    BlokFactory(hoofdstuk=hoofdstuk, titel="Kop", tekst='<span data-veld="term:x">7</span>')
    taak = TaakregelFactory(jaarbericht__gemeente__naam="Westerveld")
    voer_uit.call(taak.pk)
    assert stand(taak)[-1] == (
        "Het jaarbericht 2026 van Westerveld is niet compleet:\n"
        "- Hoofdstuk ‘Leren’, blok ‘Kop’, veld ‘term:x’ op regel 1, teken 1: er is geen term ‘x’"
    )
    assert bestanden(uploads) == []


@pytest.mark.pdf
def test_uitvoeren(uploads):
    """Equal content gives an equal file name; doing it again changes nothing."""
    BlokFactory(hoofdstuk=HoofdstukFactory(titel="Leren"), tekst="<p>Iedereen leest.</p>")
    taak = TaakregelFactory(jaarbericht__gemeente__cbs_code="GM1701")
    voer_uit.call(taak.pk)
    taak.refresh_from_db()
    assert (taak.status, taak.pogingen, taak.voortgang, taak.fout) == ("klaar", 1, 100, "")
    assert taak.resultaat.read()[:8] == b"%PDF-1.7"
    (naam,) = bestanden(uploads)
    assert (taak.resultaat.name, naam[16:]) == (f"taken/{naam}", "-jaarbericht-2026-GM1701.pdf")
    voer_uit.call(taak.pk)
    assert (bestanden(uploads), stand(taak)[2]) == ([naam], 1)


@pytest.mark.pdf
def test_wat_niet_veranderd_is_wordt_niet_opnieuw_gemaakt(uploads):
    """The second job points to the file of the first; after an edit there is another file."""
    blok = BlokFactory(hoofdstuk=HoofdstukFactory(titel="Leren"), tekst="<p>Iedereen leest.</p>")
    jaarbericht = JaarberichtFactory(gemeente__cbs_code="GM1701")

    def maak() -> str:
        taak = TaakregelFactory(jaarbericht=jaarbericht)
        voer_uit.call(taak.pk)
        assert stand(taak)[0] == "klaar"
        return Taakregel.objects.get(pk=taak.pk).resultaat.name

    eerste = maak()
    gemaakt = (uploads / eerste).stat().st_mtime_ns
    assert (maak(), len(bestanden(uploads)), (uploads / eerste).stat().st_mtime_ns) == (eerste, 1, gemaakt)
    (uploads / eerste).write_bytes((uploads / eerste).read_bytes()[:-20])  # cut off
    derde = maak()
    assert (derde != eerste, len(bestanden(uploads))) == (True, 2)
    blok.tekst = "<p>Iedereen leest en schrijft.</p>"
    blok.save()
    assert (maak() not in {eerste, derde}, len(bestanden(uploads))) == (True, 3)


def test_onverwachte_fout_is_ook_een_uitkomst(uploads, caplog):
    """A block whose setting is not what the report expects; the log has the whole story."""
    BlokFactory(hoofdstuk=HoofdstukFactory(), instelling={"nummer": "een"})
    taak = TaakregelFactory()
    voer_uit.call(taak.pk)
    assert stand(taak)[0] == "mislukt"
    assert stand(taak)[-1] == f"Er ging iets onverwachts mis. De beheerder vindt in het logboek wat, bij taak {taak.pk}."
    assert [(regel.name, regel.getMessage()) for regel in caplog.records] == [("jaarbericht.taken", f"taak {taak.pk} mislukt")]


@pytest.mark.parametrize("status", [Status.BEZIG, Status.KLAAR])
def test_uitvoeren_van_wat_een_ander_heeft(status):
    taak = bezig(houder="ander")
    Taakregel.objects.update(status=status)
    voer_uit.call(taak.pk)
    assert stand(taak) == (status, "ander", 1, 0, "")


def test_uitvoeren_van_een_taak_die_weg_is():
    voer_uit.call(12345)
    assert Taakregel.objects.count() == 0


# ------------------------------------------------------------------ stopping, and asking again
@pytest.mark.parametrize("status", [Status.WACHT, Status.BEZIG])
def test_stoppen(status, uploads):
    """What the worker still brings is thrown away."""
    redacteur = medewerker(Groep.REDACTIE, first_name="Els", last_name="Bos")
    taak = bezig(voortgang=40)
    Taakregel.objects.update(status=status)
    taken.stop(taak=taak, door=redacteur)
    assert stand(taak) == ("gestopt", "eerste", 1, 40, "Gestopt door Els Bos.")
    with pytest.raises(taken.Kwijt):
        rond_af(taak_id=taak.pk, houder="eerste", status=Status.KLAAR, bestand=("a.pdf", b"%PDF"))
    assert (stand(taak)[0], bestanden(uploads), herstel()) == ("gestopt", [], 0)


def test_een_gestopte_taak_wordt_niet_meer_genomen(django_capture_on_commit_callbacks):
    taak = vraag_jaarbericht(jaarbericht=JaarberichtFactory(), door=None)
    taken.stop(taak=taak, door=medewerker(Groep.REDACTIE))
    voer_uit.call(taak.pk)
    assert stand(taak)[0::2] == ("gestopt", 0, taken.Taakregel.objects.get().fout)


@pytest.mark.parametrize("status", [Status.KLAAR, Status.MISLUKT, Status.GESTOPT])
def test_wat_af_is_is_niet_te_stoppen(status):
    taak = TaakregelFactory(status=status)
    with pytest.raises(RegelFout) as fout:
        taken.stop(taak=taak, door=medewerker(Groep.REDACTIE))
    assert (fout.value.code, stand(taak)[0]) == ("status", status)


@pytest.mark.parametrize("status", [Status.MISLUKT, Status.GESTOPT])
def test_opnieuw(status):
    redacteur = medewerker(Groep.REDACTIE)
    taak = TaakregelFactory(status=status)
    nieuw = taken.opnieuw(taak=taak, door=redacteur)
    assert (nieuw.jaarbericht, nieuw.soort, nieuw.gevraagd_door) == (taak.jaarbericht, "jaarbericht", redacteur)
    assert (wachtrij(), stand(taak)[0]) == ([nieuw.pk], status)


def test_een_stap_opnieuw_is_van_wie_het_vraagt():
    redacteur, gegevens = medewerker(Groep.REDACTIE), {"stap": "ter_inzage", "reden": ""}
    taak = TaakregelFactory(soort="stap", gegevens=gegevens, status=Status.MISLUKT, jaarbericht__status="redactie")
    nieuw = taken.opnieuw(taak=taak, door=redacteur)
    assert (nieuw.soort, nieuw.gegevens, nieuw.gevraagd_door) == ("stap", gegevens, redacteur)


def test_inkorten_opnieuw():
    redacteur = medewerker(Groep.REDACTIE)
    taak = TaakregelFactory(soort="inkorten", gegevens={"uitgave": 7}, status=Status.MISLUKT)
    nieuw = taken.opnieuw(taak=taak, door=redacteur)
    assert (nieuw.soort, nieuw.gegevens, nieuw.gevraagd_door, wachtrij()) == (
        "inkorten",
        {"uitgave": 7},
        redacteur,
        [nieuw.pk],
    )


@pytest.mark.parametrize("status", [Status.WACHT, Status.BEZIG, Status.KLAAR])
def test_wat_loopt_of_klaar_is_kan_niet_opnieuw(status):
    with pytest.raises(RegelFout) as fout:
        taken.opnieuw(taak=TaakregelFactory(status=status), door=medewerker(Groep.REDACTIE))
    assert (fout.value.code, Taakregel.objects.count()) == ("status", 1)


@pytest.mark.parametrize("doe", [taken.stop, taken.opnieuw])
def test_wie_niet_mag_maken_stopt_en_herhaalt_niets(doe):
    taak = TaakregelFactory(status=Status.WACHT)
    with pytest.raises(RegelFout) as fout:
        doe(taak=taak, door=medewerker(Groep.VESTIGING))
    assert (fout.value.code, stand(taak)[0], Taakregel.objects.count()) == ("niet-bevoegd", "wacht", 1)


# ------------------------------------------------------------------ recovery
def test_herstel_zet_een_taak_zonder_plek_terug_in_de_rij():
    """Its worker died between the queue and the job, or the queue was emptied."""
    taak = vraag_jaarbericht(jaarbericht=JaarberichtFactory(), door=None)
    assert herstel() == 0
    DBTaskResult.objects.update(status="RUNNING", started_at=timezone.now() - datetime.timedelta(minutes=59))
    assert (herstel(), wachtrij(), DBTaskResult.objects.count()) == (1, [taak.pk], 2)
    assert herstel() == 0
    DBTaskResult.objects.running().update(started_at=timezone.now() - datetime.timedelta(minutes=61))
    assert (herstel(), wachtrij(), DBTaskResult.objects.count()) == (0, [taak.pk], 1)


def test_herstel_zet_terug_in_de_wachtrij():
    verlopen, lopend, af = bezig(seconden=-1, pogingen=2), bezig(seconden=1), TaakregelFactory(status=Status.KLAAR)
    assert herstel() == 1
    assert stand(verlopen)[0] == "wacht"
    assert (stand(lopend)[0], stand(af)[0]) == ("bezig", "klaar")
    assert wachtrij() == [verlopen.pk]
    assert herstel() == 0
    assert neem(taak_id=verlopen.pk, houder="derde") is True


def test_herstel_geeft_het_na_drie_pogingen_op():
    taak = bezig(seconden=-1, pogingen=3)
    assert herstel() == 1
    status, _, pogingen, _, fout = stand(taak)
    assert (status, pogingen) == ("mislukt", 3)
    assert fout == "Drie keer geprobeerd; de verwerking stopte telkens halverwege."
    assert wachtrij() == []
    assert herstel() == 0


def test_wie_na_herstel_wakker_wordt_schrijft_niets(uploads):
    taak = bezig(seconden=-1)
    herstel()
    with pytest.raises(RuntimeError):
        rond_af(taak_id=taak.pk, houder="eerste", status=Status.KLAAR, bestand=("a.pdf", b"%PDF"))
    assert (stand(taak)[0], bestanden(uploads)) == ("wacht", [])


# ------------------------------------------------------------------ several workers at once
if connection.vendor == "postgresql":

    def tegelijk(doe, *, keren: int) -> list:
        """Calls `doe(n)` in so many threads that begin together, each with its own connection."""
        start = threading.Barrier(keren)

        def een(n):
            try:
                start.wait()
                return doe(n)
            finally:
                connection.close()

        with ThreadPoolExecutor(keren) as draden:
            return list(draden.map(een, range(keren)))

    @pytest.mark.django_db(transaction=True)
    @pytest.mark.parametrize("seconden", [None, -1])
    def test_een_van_de_vier_krijgt_de_taak(seconden):
        """Also when all four see at once that the lease of a dead worker has passed."""
        taak = TaakregelFactory() if seconden is None else bezig(houder="dood", seconden=seconden)
        uitkomst = tegelijk(lambda n: neem(taak_id=taak.pk, houder=f"houder {n}"), keren=4)
        assert sorted(uitkomst) == [False, False, False, True]
        assert stand(taak)[:3] == ("bezig", f"houder {uitkomst.index(True)}", 1 if seconden is None else 2)

    @pytest.mark.django_db(transaction=True)
    def test_vier_keer_tegelijk_gevraagd_is_een_taak():
        jaarbericht = JaarberichtFactory()
        vragen = tegelijk(
            lambda n: vraag_jaarbericht(jaarbericht=Jaarbericht.objects.get(pk=jaarbericht.pk), door=None).pk, keren=4
        )
        (taak,) = Taakregel.objects.all()
        assert (vragen, wachtrij()) == ([taak.pk] * 4, [taak.pk])

    @pytest.mark.django_db(transaction=True)
    def test_vier_werkers_voeren_een_taak_een_keer_uit():
        """The job fails with the text of the rule, after one attempt."""
        OpzetFactory()
        taak = TaakregelFactory(jaarbericht__gemeente=GemeenteFactory(naam="Assen", deelnemer_van=None))
        tegelijk(lambda n: voer_uit.call(taak.pk), keren=4)
        status, _, pogingen, _, fout = stand(taak)
        assert (status, pogingen) == ("mislukt", 1)
        assert fout == "Assen doet in 2026 niet mee en krijgt geen jaarbericht."

    @pytest.mark.django_db(transaction=True)
    def test_vier_keer_tegelijk_hersteld_is_een_keer_in_de_wachtrij():
        taak = bezig(seconden=-1)
        assert sorted(tegelijk(lambda n: herstel(), keren=4)) == [0, 0, 0, 1]
        assert (stand(taak)[0], wachtrij()) == ("wacht", [taak.pk])

    @pytest.mark.django_db(transaction=True)
    def test_hartslag_verlengt_de_lease(monkeypatch):
        monkeypatch.setattr(taken, "HARTSLAG", 0.05)
        taak = bezig(seconden=1)
        with taken.Hartslag(taak.pk, "eerste") as hartslag:
            einde = timezone.now() + MINUUT
            while lease(taak) < MINUUT / 2 and timezone.now() < einde:
                threading.Event().wait(0.02)
        assert not hartslag.is_alive()
        assert MINUUT - datetime.timedelta(seconds=10) < lease(taak) <= MINUUT

    @pytest.mark.django_db(transaction=True)
    def test_hartslag_van_een_ander_verlengt_niets(monkeypatch):
        """The heart of `eerste` beats on while the job is already of `tweede`."""
        monkeypatch.setattr(taken, "HARTSLAG", 0.02)
        taak = bezig(houder="tweede", seconden=-1)
        with taken.Hartslag(taak.pk, "eerste"):
            threading.Event().wait(0.3)
        assert lease(taak) < datetime.timedelta(0)
