"""Who knocks: a personal token, and whether it may write. What its user may see and do is decided in `catalogus.toegang`."""

import datetime

from django.utils import timezone
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from knox.auth import TokenAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import SAFE_METHODS, BasePermission

from catalogus.models import Token

BIJHOUDEN = datetime.timedelta(minutes=10)  # the last use is kept to this precision: no write for every call


class Tokentoegang(TokenAuthentication):
    def authenticate_credentials(self, token: bytes):
        if not token.isascii():
            raise AuthenticationFailed("Dit token klopt niet.")
        return super().authenticate_credentials(token)

    def validate_user(self, auth_token: Token):
        gebruiker, _ = super().validate_user(auth_token)
        nu = timezone.now()
        if auth_token.laatst_gebruikt is None or nu - auth_token.laatst_gebruikt > BIJHOUDEN:
            Token.objects.filter(pk=auth_token.pk).update(laatst_gebruikt=nu)
        return gebruiker, auth_token


class MetToken(BasePermission):
    """A token, and for changing one that may write."""

    message = "Met dit token kun je alleen lezen. Maak een token dat ook mag wijzigen."

    def has_permission(self, request, view) -> bool:
        if request.auth is None:
            return False
        return request.method in SAFE_METHODS or request.auth.schrijven


class OpenbaarOfMetToken(MetToken):
    """Reading is for everybody: what is public is chosen by the view."""

    def has_permission(self, request, view) -> bool:
        return request.method in SAFE_METHODS or super().has_permission(request, view)


class Beschrijving(OpenApiAuthenticationExtension):
    target_class = Tokentoegang
    name = "token"

    def get_security_definition(self, auto_schema) -> dict:
        uitleg = "Een persoonlijk token. Maak het op het scherm ‘Tokens’ van je account."
        return {"type": "http", "scheme": "bearer", "description": uitleg}
