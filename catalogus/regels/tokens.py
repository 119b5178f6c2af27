"""Personal tokens for programs: making one, and taking it back. Everybody makes them for oneself."""

import datetime

from django.db import transaction

from catalogus.fouten import RegelFout
from catalogus.models import Gebruiker, Token

DAGEN = (30, 90, 365)
MEEST = 20  # of one person


@transaction.atomic
def maak_token(*, gebruiker, naam: str, schrijven: bool, dagen: int) -> tuple[Token, str]:
    """A new token and its text, which is kept nowhere: only its hash."""
    Gebruiker.objects.select_for_update(of=("self",)).get(pk=gebruiker.pk)
    if not naam.strip():
        raise RegelFout("Geef het token een naam, bijvoorbeeld die van het programma.", code="naam", veld="naam")
    if dagen not in DAGEN:
        raise RegelFout("Kies hoe lang het token geldig is.", code="dagen", veld="dagen")
    if Token.objects.filter(user=gebruiker).count() >= MEEST:
        raise RegelFout(f"Je hebt al {MEEST} tokens. Trek er eerst een in.", code="te-veel")
    duur = datetime.timedelta(days=dagen)
    token, tekst = Token.objects.create(gebruiker, expiry=duur, naam=naam.strip(), schrijven=schrijven)
    return token, tekst


@transaction.atomic
def trek_in(*, token: Token) -> None:
    """From now on nothing can be done with it."""
    token.delete()
