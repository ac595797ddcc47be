"""What a worker began and did not end is done by the next one."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import OperationalError, transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from evaluation import actions as evaluation_actions
from mails.models import Mail
from strategies.messages import fingerprint, send_out
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _database_tasks(settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


@pytest.fixture
def told(baustein):
    """The tasks of telling somebody of an answer to their comment."""
    factories.comment(baustein, parent=factories.comment(baustein))
    return DBTaskResult.objects.filter(task_path="comments.tasks.tell_of_comment")


def leave(tasks, *, minutes, **fields):
    moment = timezone.now() - timedelta(minutes=minutes)
    assert tasks.update(started_at=moment, **fields) == 1


def work():
    call_command("heartbeat")
    call_command("db_worker", batch=True, interval=0, startup_delay=False, verbosity=0)


def test_what_a_worker_left_when_it_died_is_done_by_the_next_one(told):
    leave(told, minutes=16, status="RUNNING")
    work()

    assert told.get().status == "SUCCESSFUL"
    assert Mail.objects.get().template == "reply"


def test_what_is_being_done_is_left_alone(told):
    leave(told, minutes=14, status="RUNNING")
    work()

    assert told.get().status == "RUNNING"
    assert not Mail.objects.exists()


def test_what_failed_because_the_database_was_away_is_done_again(told):
    told.get().set_failed(OperationalError("the connection is closed"))
    work()

    assert Mail.objects.count() == 1


def test_what_failed_by_a_mistake_of_ours_is_not_tried_for_ever(told):
    told.get().set_failed(KeyError("kommentar"))
    work()

    assert told.get().status == "FAILED"


def test_what_was_done_already_is_not_told_twice(told):
    work()
    leave(told, minutes=16, status="RUNNING")
    work()

    assert Mail.objects.count() == 1


def _answer(strategie):
    baustein = strategie.bausteine.get()
    parent = factories.comment(baustein)
    return lambda: factories.comment(baustein, parent=parent)


def _message(strategie):
    draft, editor = factories.message(strategie.konzept), factories.superuser()
    return lambda: send_out(draft, by=editor, seen=fingerprint(draft))


def _result(strategie):
    baustein, boss = strategie.bausteine.get(), factories.superuser()
    factories.end_phase(baustein)
    auswertung = factories.auswertung(baustein, by=boss)
    return lambda: evaluation_actions.publish(auswertung, by=boss)


@pytest.mark.parametrize("news", [_answer, _message, _result])
def test_news_and_the_task_of_telling_of_them_are_one(baustein, news):
    tell = news(baustein.strategie)
    DBTaskResult.objects.all().delete()
    with transaction.atomic():
        tell()
        # Whatever dies from here on: either both are there, or none.
        assert DBTaskResult.objects.count() == 1
        transaction.set_rollback(True)

    assert not DBTaskResult.objects.exists()
