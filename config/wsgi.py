import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = get_wsgi_application()


def settle():
    """Load what the first page would, and let the collector of garbage leave all that alone.

    Going through the whole platform's code for garbage, which there is none in, takes some
    fifty milliseconds, every few hundred pages.
    """
    from django.urls import get_resolver

    get_resolver().url_patterns  # noqa: B018
    gc.collect()
    gc.freeze()


settle()
