import pytest


@pytest.fixture
def strategie(baustein):
    return baustein.strategie
