"""Template filters of the shells and the back office."""

from django import template
from django.utils.safestring import SafeString, mark_safe

from catalogus import toegang

register = template.Library()


@register.filter
def is_bibliotheek(user) -> bool:
    """Whether this person works at the library, and so may enter the back office."""
    return toegang.is_bibliotheek(user)


@register.filter
def ja_nee(inhoud: str) -> str:
    """The content of a read-only field, with Django's icons of a yes-or-no field as Dutch words."""
    tekst = str(inhoud)
    for engels, nederlands in (("True", "ja"), ("False", "nee"), ("None", "onbekend")):
        if tekst.startswith("<img ") and tekst.endswith(f'alt="{engels}">'):
            return nederlands
    return mark_safe(tekst) if isinstance(inhoud, SafeString) else inhoud  # noqa: S308
