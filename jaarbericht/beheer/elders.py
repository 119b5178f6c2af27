"""Records that the back office only shows: they are changed on the screens of the redactie, which keep the rules."""

from abc import abstractmethod

from django.contrib import admin
from django.utils.html import format_html

from catalogus.beheer.basis import Bewerkscherm


class Elders(Bewerkscherm):
    """To look up, with a link to the screen where it is changed."""

    werk = "Jaarberichten"
    alleen_lezen = True
    readonly_fields = ["verbeteren"]

    @abstractmethod
    def adres(self, obj) -> str:
        """Where it is changed."""

    @admin.display(description="verbeteren")
    def verbeteren(self, obj):
        return format_html('<a href="{}">Open bij de jaarberichten</a>', self.adres(obj))

    def get_fieldsets(self, request, obj=None):
        (titel, eerste), *rest = super().get_fieldsets(request, obj)
        velden = [naam for naam in eerste["fields"] if naam != "verbeteren"]
        return [(titel, {**eerste, "fields": ["verbeteren", *velden]}), *rest]
