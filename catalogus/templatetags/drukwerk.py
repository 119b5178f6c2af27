"""What the templates of printed documents need: paragraphs, and numbers for CSS."""

import re

from django import template
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

_BLOK = re.compile(r"\s*<(p|ul|ol|h3|h4)\b")


@register.filter
def alinea(tekst: str) -> SafeString:
    """Sanitised HTML as paragraphs: text directly in a div would not be tagged as one."""
    if not tekst or _BLOK.match(tekst):
        return mark_safe(tekst)
    return mark_safe(f"<p>{tekst}</p>")


@register.filter
def maat(getal: float) -> str:
    """A number for CSS: with a point, whatever the language of the page."""
    return f"{getal:g}"
