"""A timer that fails is told to those who run the platform, and not every minute."""

import pytest
from django.core.management import call_command

from mails.models import Mail
from tests import factories

pytestmark = pytest.mark.django_db


def test_superusers_are_told_once_a_day_for_each_unit(moderator):
    boss = factories.superuser()

    for unit in ("mitreden-backup.service", "mitreden-backup.service", "mitreden-day.service"):
        call_command("report_failure", unit)

    backup, day = Mail.objects.filter(template="unit_failed").order_by("subject")
    assert backup.user == day.user == boss
    assert backup.subject.endswith("mitreden-backup.service")
    assert "journalctl -u mitreden-backup.service" in backup.text
