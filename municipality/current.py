"""The municipality as every page and mail shows it.

Kept in the cache that all processes share, so that showing it costs no query. A reader
only ever fills an empty place (``add``), the administration overwrites it after its commit
(``set``): whoever read the old row before the commit cannot put it back after it. The
lifetime only heals what a cache that was away has missed (docs/adr/0013-kommune.md).
"""

from django.core.cache import cache

from pagecache import generation

from .models import Kommune

# Raise the number when a field is added: rows kept by the version before lack it.
KEY = "municipality:3"
SECONDS = 5 * 60


def current():
    """Return the one Kommune; an empty one, which falls back on everything, if there is none."""
    kommune = cache.get(KEY)
    if kommune is None:
        kommune = _stored()
        cache.add(KEY, kommune, SECONDS)
    return kommune


def refresh():
    """Show what is stored now, in all processes. To be called after the commit."""
    cache.set(KEY, _stored(), SECONDS)
    # Pages rendered since the commit may have shown the old name.
    generation.begin()


def _stored():
    return Kommune.objects.first() or Kommune()
