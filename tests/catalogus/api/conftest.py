"""Who asks the API: a client with the token of somebody. Rate limits start anew for every test."""

import datetime

import pytest
from django.core.cache import cache
from django.test import Client

from catalogus.models import Token
from tests import factories as f


@pytest.fixture(autouse=True)
def nieuwe_telling():
    cache.clear()


@pytest.fixture
def wereld(db):
    return f.maak_wereld()


@pytest.fixture
def als():
    """`als(gebruiker)`: a client with a token that may write; `als()` is nobody."""

    def maak(gebruiker=None, *, schrijven: bool = True) -> Client:
        if gebruiker is None:
            return Client()
        duur = datetime.timedelta(days=1)
        _, sleutel = Token.objects.create(gebruiker, expiry=duur, naam="Proef", schrijven=schrijven)
        return Client(headers={"Authorization": f"Bearer {sleutel}"})

    return maak
