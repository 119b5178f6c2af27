"""Template filters for Dutch numbers, money and dates; all work is done in `catalogus.opmaak`."""

from django import template

from catalogus import opmaak

register = template.Library()

register.filter("euro", opmaak.euro)
register.filter("getal", opmaak.getal)
register.filter("hoeveelheid", opmaak.hoeveelheid)
register.filter("procent", opmaak.procent)
register.filter("datum", opmaak.datum)
register.filter("datum_kort", opmaak.datum_kort)
register.filter("opsomming", opmaak.opsomming)
