import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = get_wsgi_application()


def warm_up():
    """Import what the first request would, and take all of it out of garbage collection.

    A full collection over the platform's code takes some fifty milliseconds, every few
    hundred pages, and finds nothing.
    """
    from django.urls import get_resolver

    get_resolver().url_patterns  # noqa: B018
    gc.collect()
    gc.freeze()


warm_up()
