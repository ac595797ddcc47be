from django.apps import AppConfig


class OfficeConfig(AppConfig):
    """Pages for staff. It has no models."""

    name = "office"
    verbose_name = "Arbeitsplätze"
