"""From the outbox to a real mail server: each mail once, whatever the server does."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from mails import delivery
from mails.actions import retry, send
from mails.models import Kind, Mail
from mails.preferences import unsubscribe
from tests import factories
from tests.phases.test_races import at_once

pytestmark = pytest.mark.django_db(transaction=True)

Status = Mail.Status
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


def send_code(address="lena@example.org", **fields):
    return send(template="login_code", context={"code": "482913"}, address=address, **fields)


def make_due():
    """The time of the next attempt has come."""
    Mail.objects.filter(status=Status.WAITING).update(next_attempt_at=timezone.now())


def pretend_age(age):
    Mail.objects.update(created_at=timezone.now() - age)


def test_a_mail_leaves_after_the_commit_and_arrives_once(server):
    with transaction.atomic():
        mail = send_code()
        assert server.mails == []
    mail.refresh_from_db()

    [message] = server.mails
    assert server.recipients == ["lena@example.org"]
    assert message["Subject"] == "Ihr Code: 482913"
    assert (mail.status, mail.attempts, mail.last_error) == (Status.SENT, 1, "")
    assert mail.sent_at


def test_what_is_rolled_back_is_never_sent(server):
    with transaction.atomic():
        send_code()
        transaction.set_rollback(True)

    call_command("send_mails")
    assert server.mails == []


def test_delivering_twice_sends_once(server):
    mail = send_code()
    delivery.deliver(mail.pk)
    call_command("send_mails")

    assert len(server.mails) == 1


@pytest.mark.parametrize("reply", ["451 4.3.0 try later", "421 4.3.2 shutting down"])
def test_a_refusal_for_now_is_tried_again(server, reply):
    server.trouble.rcpt_reply, server.trouble.times = reply, 1
    mail = send_code()
    mail.refresh_from_db()

    assert mail.status == Status.WAITING
    assert mail.next_attempt_at > timezone.now()
    assert reply[:3] in mail.last_error
    call_command("send_mails")
    assert server.mails == [], "not before its time"

    make_due()
    call_command("send_mails")
    assert len(server.mails) == 1


def test_a_refusal_of_the_mail_for_now_is_tried_again(server):
    server.trouble.data_reply, server.trouble.times = "452 4.2.2 mailbox full", 1
    send_code()
    make_due()
    call_command("send_mails")

    assert len(server.mails) == 1


@pytest.mark.parametrize("where", ["rcpt_reply", "data_reply"])
def test_a_refusal_for_good_fails_at_once_and_says_nothing_personal(server, where):
    setattr(server.trouble, where, "550 5.1.1 <lena@example.org> is unknown here")
    mail = send_code()
    mail.refresh_from_db()

    assert mail.status == Status.FAILED
    assert "550 5.1.1" in mail.last_error
    assert "lena" not in mail.last_error
    make_due()
    call_command("send_mails")
    assert mail.attempts == 1


def test_a_failed_mail_can_be_tried_again_by_hand(server):
    server.trouble.rcpt_reply, server.trouble.times = "550 5.1.1 unknown", 1
    mail = send_code()

    assert retry(Mail.objects.filter(pk=mail.pk)) == 1
    assert len(server.mails) == 1
    assert retry(Mail.objects.filter(pk=mail.pk)) == 0


@pytest.mark.parametrize("where", ["RCPT", "DATA"])
def test_a_server_that_dies_in_the_middle_gets_the_mail_later(server, where):
    server.trouble.dies_at, server.trouble.times = where, 1
    mail = send_code()
    mail.refresh_from_db()
    assert (mail.status, server.mails) == (Status.WAITING, [])

    make_due()
    call_command("send_mails")
    assert len(server.mails) == 1


def test_a_server_too_slow_to_answer_gets_the_mail_later(server):
    server.trouble.delay = 3
    mail = send_code()
    mail.refresh_from_db()
    assert mail.status == Status.WAITING

    server.trouble.delay = 0
    make_due()
    call_command("send_mails")
    assert len(server.mails) == 1


def test_no_page_notices_that_the_server_is_down(server, client):
    server.stop()
    page = client.post("/konto/anmelden/", {"email": "lena@example.org"})

    assert page.status_code == 302
    assert Mail.objects.get().status == Status.WAITING


def test_a_server_that_is_down_for_a_day_loses_none_and_gets_none_twice(server):
    server.stop()
    for number in range(5):
        send_code(f"person{number}@example.org", key=f"news-{number}")
    for _hour in range(24):
        make_due()
        for pk in Mail.objects.values_list("pk", flat=True):
            delivery.deliver(pk)
    pretend_age(DAY)
    assert set(Mail.objects.values_list("status", "attempts")) == {(Status.WAITING, 25)}

    server.start()
    make_due()
    call_command("send_mails")
    call_command("send_mails")

    assert sorted(server.recipients) == [f"person{number}@example.org" for number in range(5)]
    assert server.trouble.connections == 1, "one connection for the whole sweep"


def test_a_sweep_leaves_the_rest_alone_when_the_server_cannot_be_reached(server):
    server.stop()
    for number in range(3):
        send_code(f"person{number}@example.org")
    make_due()
    call_command("send_mails")

    assert set(Mail.objects.values_list("attempts", flat=True)) == {1}


def test_after_five_days_a_mail_is_given_up_and_kept(server):
    server.stop()
    mail = send_code()
    pretend_age(5 * DAY + MINUTE)
    make_due()
    delivery.deliver(mail.pk)
    mail.refresh_from_db()

    assert mail.status == Status.FAILED
    assert mail.last_error == "ConnectionRefusedError"


def test_the_pauses_grow_from_a_minute_to_six_hours():
    pauses = [delivery.pause(attempts) / MINUTE for attempts in (1, 2, 3, 4, 9, 10, 99)]

    assert pauses == [1, 2, 4, 8, 256, 360, 360]


def test_a_mail_whose_worker_died_is_sent_under_the_same_id(server):
    mail = send_code()
    first = server.mails[0]["Message-ID"]
    Mail.objects.update(status=Status.SENDING, claimed_at=timezone.now() - 14 * MINUTE)
    call_command("send_mails")
    assert len(server.mails) == 1, "its worker may still be at it"

    Mail.objects.update(claimed_at=timezone.now() - 16 * MINUTE)
    call_command("send_mails")
    assert [message["Message-ID"] for message in server.mails] == [first, first]
    mail.refresh_from_db()
    assert mail.status == Status.SENT


def test_a_worker_that_was_taken_for_dead_does_not_undo_what_the_other_noted(server):
    mail = send_code()
    slow = Mail.objects.get(pk=mail.pk)
    slow.claimed_at = timezone.now() - 20 * MINUTE
    delivery._put_back(slow, OSError())
    mail.refresh_from_db()

    assert mail.status == Status.SENT


def test_eight_workers_send_a_mail_once(server):
    server.stop()
    mail = send_code()
    make_due()
    server.start()
    server.trouble.delay = 0.2
    outcomes = at_once(*[lambda: delivery.deliver(mail.pk)] * 8)

    assert outcomes == [None] * 8
    assert len(server.mails) == 1


def test_two_sweeps_at_once_send_each_mail_once(server):
    server.stop()
    for number in range(10):
        send_code(f"person{number}@example.org")
    make_due()
    server.start()
    at_once(*[lambda: call_command("send_mails")] * 2)

    assert len(server.mails) == 10
    assert len(set(server.recipients)) == 10


@pytest.mark.parametrize(
    "row",
    [
        {"status": "waiting", "attempts": 0, "next_attempt_at": 60 * MINUTE},
        {"status": "waiting", "attempts": 3, "next_attempt_at": DAY},
        {"status": "sending", "attempts": 1, "claimed_at": DAY},
    ],
)
def test_what_waits_for_the_time_of_a_clock_that_ran_ahead_is_sent_now(server, row):
    server.stop()
    send_code()
    now = timezone.now()
    moments = {name: now + value for name, value in row.items() if isinstance(value, timedelta)}
    Mail.objects.update(**{**row, **moments})

    server.start()
    call_command("send_mails")

    assert len(server.mails) == 1


def test_an_address_that_cannot_be_written_to_fails_at_once(server):
    mail = send_code("müller@example.org")
    mail.refresh_from_db()

    assert mail.status == Status.FAILED
    assert "müller" not in mail.last_error


def test_the_same_key_is_never_sent_twice(server):
    assert send_code(key="decision-1")
    assert send_code(key="decision-1") is None
    assert len(server.mails) == 1


def test_the_same_key_in_two_threads_is_sent_once(server):
    outcomes = at_once(*[lambda: send_code(key="decision-1")] * 4)

    assert sorted(outcome is None for outcome in outcomes) == [False, True, True, True]
    assert len(server.mails) == 1


def test_the_worker_sends_what_waits(server, database_tasks):
    send_code()
    assert server.mails == []
    call_command("db_worker", batch=True, interval=0, startup_delay=False, verbosity=0)

    assert len(server.mails) == 1


def test_the_worker_comes_back_when_the_pause_is_over(server, database_tasks):
    work = {"batch": True, "interval": 0, "startup_delay": False, "verbosity": 0}
    server.trouble.rcpt_reply, server.trouble.times = "451 4.3.0 try later", 1
    mail = send_code()
    call_command("db_worker", **work)
    mail.refresh_from_db()
    later = DBTaskResult.objects.get(status="READY")
    assert (mail.status, later.run_after) == (Status.WAITING, mail.next_attempt_at)

    call_command("db_worker", **work)
    assert server.mails == []

    make_due()
    DBTaskResult.objects.filter(pk=later.pk).update(run_after=timezone.now())
    call_command("db_worker", **work)
    call_command("db_worker", **work)
    assert len(server.mails) == 1
    assert not DBTaskResult.objects.filter(status="READY").exists()


def test_the_worker_and_the_sweep_together_send_once(server, database_tasks):
    send_code()
    call_command("send_mails")
    call_command("db_worker", batch=True, interval=0, startup_delay=False, verbosity=0)

    assert len(server.mails) == 1


def test_a_code_overtakes_news_to_many(server, database_tasks):
    user = factories.user()
    strategie = factories.strategie()
    send(
        template="results",
        context={"strategie": strategie, "link": ""},
        user=user,
        kind=Kind.RESULTS,
    )
    send_code()
    call_command("db_worker", batch=True, interval=0, startup_delay=False, verbosity=0)

    assert server.recipients == ["lena@example.org", user.email]


def test_who_unsubscribed_in_the_meantime_gets_nothing(server):
    server.stop()
    user = factories.user()
    context = {"strategie": factories.strategie(), "link": ""}
    mail = send(template="results", context=context, user=user, kind=Kind.RESULTS)
    unsubscribe(user, Kind.RESULTS)
    server.start()
    make_due()
    call_command("send_mails")
    mail.refresh_from_db()

    assert server.mails == []
    assert mail.status == Status.DROPPED
