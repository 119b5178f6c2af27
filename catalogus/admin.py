"""Lets Django find the screens of the back office; the order here is the order within the groups of the side bar."""

from catalogus.beheer import edities, activiteiten, kosten, gemeenten, geld, afnames, keuzes, uitvoering, cijfers, mensen  # noqa: F401, I001
