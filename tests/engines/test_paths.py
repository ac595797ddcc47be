"""The main paths in all three engines: read, write, reply, vote, report, moderate, sign in."""

import pytest

from tests import factories

from .steps import Open, See, walk

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_reading(driver):
    baustein = factories.open_baustein(title="Bus nach 18 Uhr", text="Der Bus fährt **länger**.")
    walk(
        driver,
        [
            Open("/"),
            See("Mitreden"),
            Open(baustein.get_absolute_url()),
            See("Der Bus fährt länger."),
        ],
    )
