"""Who took another pseudonym is known to moderators for ninety days, and to nobody else."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.actions import rename
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def kommentar(baustein, resident):
    kommentar = factories.comment(baustein, resident)
    rename(resident, "Wattwanderin")
    return kommentar


def test_the_dossier_tells_it(desk, kommentar):
    page = desk.open("kommentar", kommentar.pk).text

    assert "Wattwanderin" in page
    assert "„Deichläufer“" in page


def test_after_ninety_days_it_does_not(desk, kommentar, resident):
    resident.namenswechsel.update(at=timezone.now() - timedelta(days=91))

    assert "Deichläufer" not in desk.open("kommentar", kommentar.pk).text


def test_nobody_else_sees_it(client, kommentar, baustein):
    assert "Deichläufer" not in client.get(baustein.get_absolute_url()).text
