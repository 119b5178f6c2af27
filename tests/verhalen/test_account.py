"""Somebody lets a program in: a token that is shown once, a webhook, and the documentation for who makes the program."""

import pytest
from playwright.sync_api import expect

from catalogus.bezorgen import geheim_in_tekst
from tests import factories as f

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_een_programma_toelaten(page, aanmelden, keur):
    olga = f.GebruikerFactory(first_name="Olga")
    webhook = f.WebhookFactory(gebruiker=olga, adres="https://zaaksysteem.example/berichten")
    f.BezorgingFactory(webhook=webhook)
    aanmelden(olga)
    page.goto("/account/tokens/")
    page.get_by_label("Naam").fill("Zaaksysteem")
    page.get_by_role("button", name="Maak het token").click()
    expect(page.get_by_role("heading", name="Je nieuwe token: Zaaksysteem")).to_be_visible()
    sleutel = page.get_by_label("Token", exact=True).input_value()
    keur(page)
    page.goto("/account/tokens/")
    expect(page.get_by_role("row", name="Zaaksysteem")).to_contain_text("alleen lezen")
    assert sleutel not in page.content()
    page.get_by_role("button", name="Trek in Zaaksysteem").click()
    expect(page.get_by_text("Je hebt nog geen tokens")).to_be_visible()

    page.goto("/account/webhooks/")
    page.get_by_text("Geheim voor de handtekening").click()
    expect(page.get_by_label("Geheim", exact=True)).to_have_value(geheim_in_tekst(kenmerk=str(webhook.kenmerk)))
    page.get_by_role("button", name="Maak de webhook").click()
    expect(page.get_by_text("Vul het adres in waar het programma luistert.")).to_be_visible()
    keur(page)
    page.get_by_role("button", name="Haal weg https://zaaksysteem.example/berichten").click()
    expect(page.get_by_text("Je hebt nog geen webhooks")).to_be_visible()

    page.goto("/account/tokens/")
    page.get_by_role("link", name="de uitleg voor programmeurs").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Uitleg van de API")
    page.get_by_text("/gemeenten/{cbs}/archief").click()
    expect(page.get_by_text("Voor een archief of om over te stappen")).to_be_visible()
    keur(page)
