"""A mail server that is down takes no step back: the step is saved, and who did it reads that nobody was told."""

import logging

import pytest
from django.urls import reverse

from catalogus.models import Status
from tests.factories import maak_wereld

pytestmark = pytest.mark.django_db(transaction=True)
MELDING = (
    "Alles is opgeslagen, maar deze mail is niet verstuurd: ‘Keuze 2026 van Westerveld ligt klaar om te fiatteren’. "
    "Laat het zelf weten aan wie erop wacht."
)


def test_een_stap_blijft_staan_als_de_mail_niet_weg_wil(client, settings, caplog):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9  # where nobody listens
    wereld = maak_wereld()
    afname = wereld.afname()
    client.force_login(wereld.opsteller)
    stap = reverse("keuze_wissel", args=["GM1701", afname.pk, "voorleggen"])
    with caplog.at_level(logging.ERROR, logger="catalogus.meldingen"):
        antwoord = client.post(stap, {"reden": ""}, follow=True)
    afname.refresh_from_db()
    assert (antwoord.status_code, afname.status) == (200, Status.TER_FIATTERING)
    assert [str(m) for m in antwoord.context["messages"]] == ["De keuze ligt bij de fiatteur.", MELDING]
    assert [regel.getMessage() for regel in caplog.records] == [
        "Mail ‘Keuze 2026 van Westerveld ligt klaar om te fiatteren’ is niet verstuurd"
    ]
    assert MELDING not in client.get(reverse("keuze", args=["GM1701", afname.pk])).content.decode()
