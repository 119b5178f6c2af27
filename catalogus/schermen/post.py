"""Says on screen that a mail about what was just saved did not leave."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse

from catalogus.meldingen import ONVERZONDEN
from catalogus.opmaak import opsomming


def meld_onverzonden(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware, inside that of the messages: the next page warns for every mail that failed during this request."""

    def verwerk(request: HttpRequest) -> HttpResponse:
        voor = ONVERZONDEN.set(())
        try:
            antwoord = get_response(request)
            if mislukt := ONVERZONDEN.get():
                wat = opsomming([f"‘{onderwerp}’" for onderwerp in mislukt])
                tekst = "Alles is opgeslagen, maar deze mail is niet verstuurd"
                messages.warning(request, f"{tekst}: {wat}. Laat het zelf weten aan wie erop wacht.")
            return antwoord
        finally:
            ONVERZONDEN.reset(voor)

    return verwerk
