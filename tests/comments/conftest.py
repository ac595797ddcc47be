import pytest

from tests.visitor import Visitor


@pytest.fixture
def visitor(client, django_capture_on_commit_callbacks):
    return Visitor(client, django_capture_on_commit_callbacks)
