"""The invented town has filled in its pages."""

import pytest

from demo import loader
from pages.models import Seitenfassung

pytestmark = pytest.mark.django_db


def test_no_page_of_the_demo_has_a_gap_left(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        loader.load()

    assert [row.page for row in Seitenfassung.objects.current() if row.placeholders] == []
