import pytest

from tests.programs import missing

from .drivers import ENGINES, Missing


@pytest.fixture(params=ENGINES)
def driver(request, live_server):
    """A browser with nothing in its cache; one test for each engine."""
    shared = [request.getfixturevalue("chromium")] if request.param == "chromium" else []
    try:
        with ENGINES[request.param].start(live_server.url, *shared) as started:
            yield started
    except Missing as reason:
        missing(str(reason))
