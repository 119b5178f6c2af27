"""App configuration."""

from django.apps import AppConfig


class CatalogusConfig(AppConfig):
    name = "catalogus"
    verbose_name = "Catalogus"
    default_auto_field = "django.db.models.BigAutoField"
