"""A mail on the day before a draft's start, once, to those who can announce it."""

from datetime import timedelta

import pytest
from django.core import mail as django_mail
from django.core.management import call_command
from django.utils import timezone

from mails.models import Mail
from phases import actions
from phases.models import Kommentierphase
from phases.times import long_datetime
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def strategie(db):
    return factories.strategie(title="Grüne Ränder")


@pytest.fixture
def editor(strategie):
    return factories.staff(strategie.konzept, role="redaktion")


def draft(strategie, start=0.9, end=20, **fields):
    return factories.phase(strategie, start=start, end=end, status="draft", **fields)


def run():
    call_command("notify_phases")
    return sorted(Mail.objects.values_list("user__email", flat=True))


def test_the_editors_are_told_once_with_the_date_and_the_way(strategie, editor):
    phase = draft(strategie)
    factories.superuser()
    factories.staff(strategie.konzept, role="moderation")
    factories.staff(factories.konzept(), role="redaktion")

    assert run() == [editor.email]
    [message] = django_mail.outbox
    assert message.subject == "Noch nicht angekündigt: Kommentierphase zu Grüne Ränder"
    assert f"soll am {long_datetime(phase.starts_at)}" in " ".join(message.body.split())
    assert f"/schreibtisch/phasen/{phase.pk}/" in message.body
    assert run() == [editor.email]
    assert len(django_mail.outbox) == 1


def test_without_an_editor_the_superusers_are_told(strategie):
    gone = factories.staff(strategie.konzept, role="redaktion")
    gone.is_active = False
    gone.save()
    person = factories.superuser()
    draft(strategie)

    assert run() == [person.email]


@pytest.mark.parametrize(
    "fields",
    [
        {"start": 3, "end": 9},
        {"start": -9, "end": -0.01},
        {"start": 0.9, "end": 9, "status": "published"},
    ],
    ids=["not yet", "over", "announced"],
)
def test_nothing_is_told_where_nothing_can_be_done_today(strategie, editor, fields):
    factories.phase(strategie, **{"status": "draft", **fields})

    assert run() == []


def test_a_run_that_comes_too_late_says_so(strategie, editor):
    draft(strategie, start=-0.1)

    run()
    assert "sollte am" in django_mail.outbox[0].body


def test_a_new_start_is_told_anew(strategie, editor):
    phase = draft(strategie)
    run()
    phase.starts_at += timedelta(minutes=30)
    actions.change(phase, by=editor)

    assert run() == [editor.email] * 2


def test_announcing_ends_it(strategie, editor):
    phase = draft(strategie)
    actions.announce(phase, by=editor)

    assert run() == []
    assert Kommentierphase.objects.coming_at(timezone.now()).get() == phase
