from django.apps import AppConfig


class WebsiteConfig(AppConfig):
    """Pages for the public. It has no models."""

    name = "website"
    verbose_name = "Website"

    def ready(self):
        from accounts.sign_in.intentions import INTENTIONS

        from .following import carry_out

        INTENTIONS.register("follow", carry_out)
