"""Lets Django find the screens of the back office; the order here is the order in the side bar."""

from jaarbericht.beheer import uitgave, opzet, inhoud  # noqa: F401, I001
