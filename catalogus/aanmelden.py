"""How people get an account: only by invitation of the organisation, never by signing up."""

from allauth.account.adapter import DefaultAccountAdapter


class Aanmelding(DefaultAccountAdapter):
    """No self-registration: accounts are made by `beheer`."""

    def is_open_for_signup(self, request) -> bool:
        return False


def gebruikersnaam(request, credentials: dict | None = None) -> str:
    """The e-mail address of an attempt to log in, so that a lock-out is of one account from one address."""
    gegeven = credentials or {}
    naam = gegeven.get("email") or gegeven.get("username") or (request.POST.get("login", "") if request else "")
    return naam.strip().lower()
