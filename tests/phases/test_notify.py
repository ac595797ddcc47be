"""Followers are told that a phase began and that it ends soon: what is true, once."""

from datetime import timedelta

import pytest
from django.core import mail as django_mail
from django.core.management import call_command
from django.utils import timezone

from mails import delivery
from mails.models import DigestEntry, Frequency, Kind, Mail
from mails.preferences import choose
from phases import actions
from phases.models import Kommentierphase, Phasenhinweis
from phases.times import long_datetime
from strategies.models import Publikationsstatus
from tests import factories

from .test_races import at_once

pytestmark = pytest.mark.django_db(transaction=True)

DAY = timedelta(days=1)
Status = Mail.Status


@pytest.fixture
def strategie(db):
    return factories.strategie()


@pytest.fixture
def follower(strategie):
    user = factories.user()
    user.abonnements.create(strategie=strategie)
    return user


def run():
    call_command("notify_phases")


def told():
    return sorted(Mail.objects.values_list("template", flat=True))


@pytest.fixture
def mail_server_down(settings):
    """Mails wait; ``settings`` brings the server back at the end."""
    settings.MAILERS = {
        "default": {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {"host": "127.0.0.1", "port": 1},
        }
    }
    up = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}

    def come_back():
        settings.MAILERS = up
        Mail.objects.update(next_attempt_at=timezone.now())
        call_command("send_mails")

    return come_back


def test_the_beginning_is_told_with_the_real_end(strategie, follower):
    phase = factories.phase(strategie, end=20)
    run()
    [message] = django_mail.outbox

    assert message.to == [follower.email]
    assert message.subject == f"Jetzt mitreden: {strategie}"
    assert long_datetime(phase.ends_at, end=True) in message.body
    assert strategie.get_absolute_url() in message.body


def test_the_followers_of_a_baustein_are_told_too(strategie):
    baustein = factories.baustein(strategie=strategie)
    user = factories.user()
    user.abonnements.create(baustein=baustein)
    user.abonnements.create(strategie=strategie)
    factories.phase(strategie)
    run()

    assert [mail.user for mail in Mail.objects.all()] == [user]


def test_nobody_else_is_told(strategie):
    factories.user()
    factories.user().abonnements.create(strategie=factories.strategie())
    factories.phase(strategie)
    run()

    assert told() == []


def test_the_end_is_told_within_its_last_three_days(strategie, follower):
    phase = factories.phase(strategie, start=-10, end=3.1)
    run()
    assert told() == ["phase_opens"]

    Kommentierphase.objects.update(ends_at=timezone.now() + 2 * DAY)
    phase.refresh_from_db()
    run()
    run()
    assert told() == ["phase_ends", "phase_opens"]
    assert long_datetime(phase.ends_at, end=True) in django_mail.outbox[-1].body


def test_a_run_that_comes_days_late_tells_what_is_true_then(strategie, follower):
    phase = factories.phase(strategie, start=-10, end=0.2)
    run()

    assert told() == ["phase_ends", "phase_opens"]
    assert long_datetime(phase.ends_at, end=True) in django_mail.outbox[-1].body
    assert "3 Tage" not in django_mail.outbox[-1].body


@pytest.mark.parametrize(
    "fields",
    [
        {"status": Kommentierphase.Status.DRAFT},
        {"start": 1, "end": 3},
        {"start": -9, "end": -0.01},
    ],
    ids=["draft", "coming", "over"],
)
def test_phases_that_are_not_open_are_never_told(strategie, follower, fields):
    factories.phase(strategie, **fields)
    run()

    assert told() == []


@pytest.mark.parametrize("draft", ["strategie", "konzept"])
@pytest.mark.parametrize("status", [Publikationsstatus.DRAFT, Publikationsstatus.ARCHIVED])
def test_nothing_is_told_of_what_is_not_public(strategie, follower, draft, status):
    row = strategie if draft == "strategie" else strategie.konzept
    row.status = status
    row.save()
    factories.phase(strategie, end=2)
    run()

    assert told() == []


def test_a_second_run_tells_nothing_again(strategie, follower):
    factories.phase(strategie, end=2)
    run()
    run()

    assert told() == ["phase_ends", "phase_opens"]


def test_three_machines_at_once_tell_it_once(strategie):
    people = [factories.user() for _number in range(10)]
    for user in people:
        user.abonnements.create(strategie=strategie)
    factories.phase(strategie, end=2)
    outcomes = at_once(*[run] * 3)

    assert outcomes == [None] * 3
    assert Mail.objects.count() == 20
    assert len(django_mail.outbox) == 20
    assert Phasenhinweis.objects.count() == 2


def test_a_run_that_died_half_way_is_finished_by_the_next(strategie):
    people = [factories.user() for _number in range(4)]
    for user in people:
        user.abonnements.create(strategie=strategie)
    factories.phase(strategie)
    run()
    Phasenhinweis.objects.all().delete()
    Mail.objects.filter(user__in=people[2:]).delete()
    run()

    assert Mail.objects.count() == 4
    assert len(django_mail.outbox) == 6


def test_who_follows_only_after_it_was_told_is_not_told(strategie, follower):
    factories.phase(strategie)
    run()
    factories.user().abonnements.create(strategie=strategie)
    run()

    assert Mail.objects.count() == 1


def test_a_new_end_is_told_anew(strategie, follower):
    phase = factories.phase(strategie, start=-10, end=1)
    run()
    actions.extend(phase, ends_at=phase.ends_at + DAY, by=factories.superuser(), reason="Mehr Zeit")
    run()

    assert told() == ["phase_ends", "phase_ends", "phase_opens"]


def test_a_mail_that_waited_until_the_phase_was_closed_is_not_sent(
    strategie, follower, mail_server_down
):
    phase = factories.phase(strategie, end=2)
    run()
    actions.close_now(phase, by=factories.superuser(), reason="Aus")
    mail_server_down()

    assert django_mail.outbox == []
    assert set(Mail.objects.values_list("status", flat=True)) == {Status.DROPPED}


def test_a_mail_that_waited_until_the_phase_was_over_is_not_sent(
    strategie, follower, mail_server_down
):
    factories.phase(strategie, end=2)
    run()
    Kommentierphase.objects.update(ends_at=timezone.now())
    mail_server_down()

    assert django_mail.outbox == []


def test_a_mail_with_an_end_that_was_moved_is_not_sent(strategie, follower, mail_server_down):
    phase = factories.phase(strategie, end=2)
    run()
    actions.extend(phase, ends_at=phase.ends_at + DAY, by=factories.superuser(), reason="Mehr")
    mail_server_down()

    assert django_mail.outbox == []


def test_a_mail_that_waited_is_sent_while_it_is_true(strategie, follower, mail_server_down):
    factories.phase(strategie, end=2)
    run()
    mail_server_down()

    assert len(django_mail.outbox) == 2


def test_a_digest_leaves_out_what_is_no_longer_true(strategie, follower):
    for kind in (Kind.PHASE_OPENS, Kind.PHASE_ENDS):
        choose(follower, kind, Frequency.DAILY)
    phase = factories.phase(strategie, end=2)
    run()
    assert DigestEntry.objects.count() == 2
    actions.close_now(phase, by=factories.superuser(), reason="Aus")
    call_command("send_digests")

    assert django_mail.outbox == []


def test_a_digest_tells_of_phases(strategie, follower):
    choose(follower, Kind.PHASE_OPENS, Frequency.DAILY)
    factories.phase(strategie)
    run()
    call_command("send_digests")
    run()

    assert "Jetzt mitreden" in django_mail.outbox[0].body
    assert not DigestEntry.objects.waiting().exists()


def test_a_phase_that_was_deleted_is_no_longer_news(strategie, follower, mail_server_down):
    phase = factories.phase(strategie)
    run()
    phase.delete()
    mail = Mail.objects.get()

    assert not delivery.holds(mail)
