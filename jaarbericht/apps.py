"""App configuration."""

from django.apps import AppConfig


class JaarberichtConfig(AppConfig):
    name = "jaarbericht"
    verbose_name = "Jaarberichten"
    default_auto_field = "django.db.models.BigAutoField"
