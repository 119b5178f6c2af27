"""How people get an account: only by invitation of the organisation, never by signing up."""

from allauth.account.adapter import DefaultAccountAdapter


class Aanmelding(DefaultAccountAdapter):
    """No self-registration: accounts are made by `beheer`."""

    def is_open_for_signup(self, request) -> bool:
        return False
