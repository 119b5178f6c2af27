"""Chromium for the stories: a page on the live server, logging in, and what every screen is checked for.

Pages keep their content security policy: what it stops is an error in the console, and that fails the story too. axe is put in
by the browser itself, which the policy does not touch.
"""

import os
from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.core import mail
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect, sync_playwright

from tests import factories as f
from tests.chromium import PROGRAMMA
from tests.engels import engels_in, engels_op

AXE = (settings.BASE_DIR / "node_modules" / "axe-core" / "axe.min.js").read_text()
# Without preload axe adds no style elements of its own, which the policy would stop.
AXE_OPTIES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"], "resultTypes": ["violations"], "preload": False}
BUREAU, TELEFOON = 1280, 390  # pixels
HOOGTE = 900
VLAGGEN = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
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
# What makes a page scroll sideways: nothing, or the innermost elements that stick out.
TE_BREED = """() => {
  const breedte = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= breedte) return [];
  const uit = (e) => e.getBoundingClientRect().right > breedte + 0.5 || e.scrollWidth > e.clientWidth + 1;
  const namen = [...document.querySelectorAll("body *")].filter((e) => uit(e) && ![...e.children].some(uit));
  return [`${document.documentElement.scrollWidth} op ${breedte}`, ...namen.map((e) => e.outerHTML.slice(0, 120))];
}"""
MEEST_TABS = 80


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    # Playwright has a loop running in this thread; without this Django takes the queries of the tests for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=PROGRAMMA, args=VLAGGEN)
        yield browser
        browser.close()


@pytest.fixture
def venster(chromium: Browser, live_server) -> Iterator[Callable[..., Page]]:
    """Opens an empty page of somebody without cookies; errors of scripts and of the content security policy fail the test."""
    contexten: list[BrowserContext] = []
    fouten: list[str] = []

    def open_(**opties) -> Page:
        maat = {"width": BUREAU, "height": HOOGTE}
        context = chromium.new_context(
            base_url=live_server.url, locale="nl-NL", reduced_motion="reduce", viewport=maat, **opties
        )
        contexten.append(context)
        context.set_default_timeout(30_000)  # the first request of a process is slow on a busy machine
        context.on("weberror", lambda fout: fouten.append(str(fout.error)))
        context.on("console", lambda regel: fouten.append(regel.text) if "Content Security Policy" in regel.text else None)
        return context.new_page()

    yield open_
    for context in contexten:
        context.close()
    assert fouten == []


@pytest.fixture
def page(venster) -> Page:
    return venster()


@pytest.fixture
def aanmelden(page: Page, live_server) -> Callable:
    """Goes on as this user, without the form of logging in; in another window when given."""

    def als(gebruiker, waar: Page = page) -> None:
        client = Client()
        client.force_login(gebruiker, backend="django.contrib.auth.backends.ModelBackend")
        waar.context.clear_cookies()
        sessie = client.cookies[settings.SESSION_COOKIE_NAME].value
        waar.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": sessie, "url": live_server.url}])

    return als


@pytest.fixture
def axe(request: pytest.FixtureRequest) -> Callable[[Page], None]:
    """No violations of WCAG 2.2 A and AA, and nothing to scroll sideways for, on the widths of the module."""
    breedtes = getattr(request.module, "BREEDTES", (BUREAU, TELEFOON))

    def keur(page: Page) -> None:
        if not page.evaluate("() => 'axe' in window"):
            page.evaluate(AXE)
        for breedte in breedtes:
            page.set_viewport_size({"width": breedte, "height": HOOGTE})
            uitslag = page.evaluate("opties => axe.run(opties)", AXE_OPTIES)
            overtredingen = [
                (breedte, regel["id"], [(knoop["target"], knoop["failureSummary"]) for knoop in regel["nodes"]])
                for regel in uitslag["violations"]
            ]
            assert overtredingen == []
            assert page.evaluate(TE_BREED) == []
        page.set_viewport_size({"width": BUREAU, "height": HOOGTE})

    return keur


@pytest.fixture
def engels() -> Callable[[Page], list[str]]:
    """The English words of a page, each with the line it stands in."""

    def zoek(page: Page) -> list[str]:
        return engels_in(page.evaluate(TEKSTEN))

    return zoek


@pytest.fixture
def keur(axe, engels) -> Callable[[Page], None]:
    """A screen is accessible and Dutch."""

    def scherm(page: Page) -> None:
        axe(page)
        assert engels(page) == []

    return scherm


@pytest.fixture
def wereld():
    """The activities of `maak_wereld`, one more in another programmalijn (€ 60 a year), and a budget of € 240."""
    f.maak_groepen()
    wereld = f.maak_wereld()
    lezen = f.ProgrammalijnFactory(nummer=1, naam="Lezen", slug="lezen")
    f.PrijsFactory(activiteit=f.ActiviteitFactory(programmalijn=lezen, code="LEES", titel="Leesclub"), per_eenheid=f.D(60))
    f.BudgetFactory(gemeente=wereld.gemeente, bedrag=f.D(240))
    return wereld


@pytest.fixture
def post() -> Callable[[], list[tuple[str, list[str]]]]:
    """The mails since the last time, as (subject, to whom): each Dutch, with a text and an HTML version of it."""

    def gelezen() -> list[tuple[str, list[str]]]:
        berichten, mail.outbox[:] = list(mail.outbox), []
        for bericht in berichten:
            ((html, soort),) = bericht.alternatives
            assert (soort, engels_in(bericht.body), engels_op(html)) == ("text/html", [], [])
        return [(bericht.subject, sorted(bericht.bcc)) for bericht in berichten]

    return gelezen


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
