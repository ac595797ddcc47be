from django.apps import AppConfig


class WebsiteConfig(AppConfig):
    """Pages for the public. It has no models."""

    name = "website"
    verbose_name = "Website"
