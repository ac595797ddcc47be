import pytest
from django.core.cache import caches

from pagecache import store


@pytest.fixture(autouse=True)
def _pages_are_kept(settings):
    """As in production; elsewhere in the tests nothing is committed, so nothing would be new."""
    settings.PAGE_CACHE = True
    caches["pages"].clear()
    store.forget_failures()
    yield
    store.forget_failures()
