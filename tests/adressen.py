"""Every address of the product, from the URL configuration itself, filled in with values; and what an answer says."""

import re
import subprocess
from collections.abc import Iterator
from io import BytesIO
from itertools import product
from zipfile import ZipFile, is_zipfile

from django.urls import URLResolver, get_resolver

# A variable part: <int:pk> of a path, (?P<key>...) of a regular expression, or its nameless ([^/]+).
DEEL = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>[^()]*\)|\(\[\^/\]\+\)")
# What differs between two answers that say the same.
TOEVALLIG = re.compile(rb'(name="csrfmiddlewaretoken" value|nonce|"X-CSRFToken)[^>]{1,140}')


def routes(*, resolver: URLResolver | None = None, voor: str = "") -> Iterator[str]:
    """All routes as they are written, with the prefixes of what includes them."""
    for deel in (resolver or get_resolver()).url_patterns:
        route = voor + str(deel.pattern).removeprefix("^").removesuffix("$")
        if isinstance(deel, URLResolver):
            yield from routes(resolver=deel, voor=route)
        else:
            yield route


def delen(route: str) -> list[str]:
    """Names of the variable parts of a route, each with the word before it: 'keuze/pk'."""
    namen = []
    for deel in DEEL.finditer(route):
        woorden = [woord for woord in re.split(r"[/.]", DEEL.sub("", route[: deel.start()])) if woord.strip("\\")]
        namen.append(f"{woorden[-1] if woorden else ''}/{deel.group(1) or deel.group(2) or 'rest'}".strip("\\"))
    return namen


def ingevuld(route: str, waarden: dict) -> list[str]:
    """The addresses of a route. A part is looked up as 'word before/name', else by its name; a tuple gives several."""
    gevonden = []
    for deel in delen(route):
        naam = deel.rpartition("/")[2]
        if deel not in waarden and naam not in waarden:
            raise AssertionError(
                f"Het adres {route} heeft een deel <{naam}> dat deze test niet kan invullen. Zet in tests/test_adressen.py "
                f"‘{deel}’ in `vul` als het van een gemeente is, of ‘{naam}’ in GEDEELD als het voor iedereen gelijk is."
            )
        waarde = waarden.get(deel, waarden.get(naam))
        gevonden.append(waarde if isinstance(waarde, tuple) else (waarde,))
    adressen = []
    for keuze in product(*gevonden):
        pad = route
        for waarde in keuze:
            pad = DEEL.sub(lambda _, waarde=waarde: str(waarde), pad, count=1)
        adressen.append("/" + pad.replace("/?", "/").replace("\\", ""))
    return adressen


def inhoud(antwoord) -> bytes:
    """All that an answer says: a page without its tokens, a workbook as its sheets, a PDF as its text."""
    rauw = b"".join(antwoord.streaming_content) if antwoord.streaming else antwoord.content
    if is_zipfile(BytesIO(rauw)):
        with ZipFile(BytesIO(rauw)) as werkboek:
            namen = sorted(naam for naam in werkboek.namelist() if not naam.startswith(("docProps", "meta")))
            return b"\n".join(werkboek.read(naam) for naam in namen)
    if rauw.startswith(b"%PDF-"):
        uit = subprocess.run(["pdftotext", "-layout", "-", "-"], input=rauw, capture_output=True, check=False)
        return uit.stdout or rauw
    return TOEVALLIG.sub(b"", rauw)
