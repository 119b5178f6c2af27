"""The admin site as an app configuration."""

from django.contrib.admin.apps import AdminConfig


class BeheerConfig(AdminConfig):
    default_site = "catalogus.beheer.site.Beheer"
