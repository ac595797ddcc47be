import pytest
from django.urls import get_resolver


@pytest.fixture
def production(settings):
    """What is looked at in production alone is looked at."""
    # Addresses are read once in a process, and later tests need those of the tests.
    assert get_resolver().url_patterns
    settings.PRODUCTION = True
