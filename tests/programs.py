"""Programs that some tests need and that may not be installed."""

import os

import pytest


def missing(reason):
    """Skip the test, loudly; fail it where everything has to be there (``.ci/run``).

    Args:
        reason: what is missing and how to get it, one sentence.
    """
    if os.environ.get("REQUIRE_PROGRAMS"):
        pytest.fail(reason)
    pytest.skip(reason)
