"""Whether there is an Umsetzung to be read at all: the head of every page asks for it.

As with the municipality (``municipality.current``): kept in the cache that all processes share,
so that it costs no query, filled by who finds it empty and overwritten after a commit.
"""

from django.core.cache import cache
from django.db import transaction

from pagecache import generation

from .models import Vorhaben

KEY = "progress:is_told"
SECONDS = 5 * 60


def is_told():
    """Whether there is any Vorhaben that everybody may read."""
    told = cache.get(KEY)
    if told is None:
        told = _stored()
        cache.add(KEY, told, SECONDS)
    return told


def refresh_later():
    """Ask again once what is going on in this transaction is stored."""
    transaction.on_commit(_refresh)


def _refresh():
    cache.set(KEY, _stored(), SECONDS)
    # Pages rendered since the commit may have had the old head.
    generation.begin()


def _stored():
    return Vorhaben.objects.published().exists()
