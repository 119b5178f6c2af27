"""Chromium for the stories: a page on the live server, logging in, and what every screen is checked for.

Pages keep their content security policy: what it stops is an error in the console, and that fails the story too. axe is put in
by the browser itself, which the policy does not touch.
"""

import os
import re
from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

AXE = settings.BASE_DIR / "node_modules" / "axe-core" / "axe.min.js"
# Without preload axe adds no style elements of its own, which the policy would stop.
AXE_OPTIES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"], "resultTypes": ["violations"], "preload": False}
BREEDTES = (1280, 390)  # pixels
HOOGTE = 900
VLAGGEN = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# Words of the packages and of lazy writing. Not "log in", "start", "filter", "open", "status" and "of": those are Dutch too.
ENGELS = re.compile(
    r"\b(add|all|and|another|are|back|cancel|change|changed|choose|clear|close|continue|date|delete|edit|error|forgot|go"
    r"|hide|history|home|items|loading|log out|logout|name|next|no|none|password|please|previous|remove|required|results?"
    r"|save|search|select|selected|show|sign in|skip|submit|success|successfully|the|this|today|true|false|user|view|welcome"
    r"|with|yes|you|your)\b",
    re.IGNORECASE,
)
# The text of a page with what is folded away, and the texts that only a screen reader or a pointer meets.
TEKSTEN = """() => {
  const lichaam = document.body.cloneNode(true);
  for (const los of lichaam.querySelectorAll("script, style, noscript")) los.remove();
  const teksten = [document.title];
  const loper = document.createTreeWalker(lichaam, NodeFilter.SHOW_TEXT);
  while (loper.nextNode()) teksten.push(loper.currentNode.data);
  for (const naam of ["aria-label", "placeholder", "title", "alt"])
    for (const met of lichaam.querySelectorAll(`[${naam}]`)) teksten.push(met.getAttribute(naam));
  for (const knop of lichaam.querySelectorAll("input[type=submit], input[type=button]")) teksten.push(knop.value);
  return teksten.join("\\n");
}"""
MEEST_TABS = 80


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    # Playwright has a loop running in this thread; without this Django takes the queries of the tests for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=VLAGGEN)
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Browser, live_server) -> Iterator[Page]:
    """An empty page of somebody without cookies; errors of scripts and of the content security policy fail the test."""
    context = chromium.new_context(
        base_url=live_server.url,
        locale="nl-NL",
        reduced_motion="reduce",
        viewport={"width": BREEDTES[0], "height": HOOGTE},
    )
    context.set_default_timeout(10_000)
    context.add_init_script(path=AXE)
    fouten: list[str] = []
    context.on("weberror", lambda fout: fouten.append(str(fout.error)))
    context.on("console", lambda regel: fouten.append(regel.text) if "Content Security Policy" in regel.text else None)
    yield context.new_page()
    context.close()
    assert fouten == []


@pytest.fixture
def aanmelden(page: Page, live_server) -> Callable:
    """Goes on as this user, without the form of logging in."""

    def als(gebruiker) -> None:
        client = Client()
        client.force_login(gebruiker, backend="django.contrib.auth.backends.ModelBackend")
        page.context.clear_cookies()
        sessie = client.cookies[settings.SESSION_COOKIE_NAME].value
        page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": sessie, "url": live_server.url}])

    return als


@pytest.fixture
def axe() -> Callable[[Page], None]:
    """No violations of WCAG 2.2 A and AA, and nothing to scroll sideways for, on a desk and on a phone."""

    def keur(page: Page) -> None:
        for breedte in BREEDTES:
            page.set_viewport_size({"width": breedte, "height": HOOGTE})
            uitslag = page.evaluate("opties => axe.run(opties)", AXE_OPTIES)
            overtredingen = [
                (breedte, regel["id"], [(knoop["target"], knoop["failureSummary"]) for knoop in regel["nodes"]])
                for regel in uitslag["violations"]
            ]
            assert overtredingen == []
            assert page.evaluate("document.documentElement.scrollWidth") == breedte
        page.set_viewport_size({"width": BREEDTES[0], "height": HOOGTE})

    return keur


@pytest.fixture
def engels() -> Callable[[Page], list[str]]:
    """The English words of a page, each with the line it stands in."""

    def zoek(page: Page) -> list[str]:
        regels = page.evaluate(TEKSTEN).splitlines()
        return [f"{vondst[0]}: {regel.strip()}" for regel in regels for vondst in ENGELS.finditer(regel)]

    return zoek


@pytest.fixture
def keur(axe, engels) -> Callable[[Page], None]:
    """A screen is accessible and Dutch."""

    def scherm(page: Page) -> None:
        axe(page)
        assert engels(page) == []

    return scherm


@pytest.fixture
def tab_naar(page: Page) -> Callable[[Locator], None]:
    """Presses Tab until `doel` has the focus."""

    def tab(doel: Locator) -> None:
        expect(doel).to_be_visible()
        for _ in range(MEEST_TABS):
            page.keyboard.press("Tab")
            if doel.evaluate("element => element === document.activeElement"):
                return
        raise AssertionError(f"Na {MEEST_TABS} keer Tab is {doel} niet bereikt.")

    return tab
