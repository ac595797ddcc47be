import pytest
from django.core.cache import caches

from pagecache import store


@pytest.fixture(autouse=True)
def _pages_are_kept(settings, monkeypatch):
    """As in production; elsewhere in the tests nothing is committed, so nothing would be new."""
    settings.PAGE_CACHE = True
    caches["pages"].clear()
    # A cache that one test took away is there again for the next.
    store.breaker.reset()
    monkeypatch.setattr(store, "_owes_generation", False)
