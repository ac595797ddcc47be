import pytest

from tests.programs import missing

from .drivers import ENGINES, Missing


@pytest.fixture(autouse=True)
def _groups(groups):
    """Staff belong to them."""


@pytest.fixture(params=ENGINES)
def driver(request, live_server, monkeypatch):
    """A browser with nothing in its cache; one test for each engine."""
    # Playwright runs an event loop in this thread, in which Django would refuse the database.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    try:
        with ENGINES[request.param].start(live_server.url) as started:
            yield started
    except Missing as reason:
        missing(str(reason))
