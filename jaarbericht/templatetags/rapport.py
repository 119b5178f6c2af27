"""What the templates of a report need: widths of bars, addresses of pictures and drawn charts."""

import re

from django import template
from django.utils.safestring import SafeString, mark_safe

from jaarbericht import verdelen

register = template.Library()

_ALINEA = re.compile(r"</?p\b[^>]*>")


@register.filter
def inline(tekst: str) -> SafeString:
    """Sanitised HTML without its paragraph elements, to stand in a paragraph."""
    return mark_safe(_ALINEA.sub("", tekst))


@register.filter
def bijschrift(beeld) -> str:
    return verdelen.bijschrift(beeld)


@register.filter
def staaf(aandeel: float | None, breedte: float) -> str:
    """Width in mm of a bar: a share (0 to 1) of `breedte`; never invisible when there is something."""
    return f"{max(aandeel * breedte, 0.5):.1f}" if aandeel else "0"


@register.filter
def meter(deel: int, breedte: float) -> str:
    """Width in mm of what was carried out (per cent of what was agreed), cut off at 120 per cent."""
    return f"{min(deel, 120) * breedte / 100:.1f}"


@register.simple_tag(takes_context=True)
def beeldadres(context, beeld) -> str:
    """Where a picture is: the context brings `adres`, which differs between the PDF and the web."""
    return context["adres"](beeld)


@register.simple_tag(takes_context=True)
def grafiek(context, deel) -> SafeString:
    return mark_safe(context["teken"](deel))
