"""Template filters of the shells and the back office."""

import re

from django import template
from django.utils.safestring import SafeString, mark_safe

from catalogus import toegang

register = template.Library()


@register.filter
def is_bibliotheek(user) -> bool:
    """Whether this person works at the library, and so may enter the back office."""
    return toegang.is_bibliotheek(user)


NULLEN = re.compile(r"\d+,\d\d\d*?0+")
TIJD = re.compile(r"(\d{4} \d\d):(\d\d)")


@register.filter
def leesbaar(inhoud: str) -> str:
    """The content of a read-only field: icons of a yes-or-no field as words, 41,8000 as 41,80, times with a point."""
    tekst = str(inhoud)
    for engels, nederlands in (("True", "ja"), ("False", "nee"), ("None", "onbekend")):
        if tekst.startswith("<img ") and tekst.endswith(f'alt="{engels}">'):
            return nederlands
    if NULLEN.fullmatch(tekst.replace(".", "")):
        return re.sub(r"(,\d\d\d*?)0+$", r"\1", tekst)
    netjes = TIJD.sub(r"\1.\2", tekst)
    return mark_safe(netjes) if isinstance(inhoud, SafeString) else netjes
