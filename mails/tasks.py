from functools import partial

from django.db import transaction
from django.tasks import task
from django_tasks_db import DatabaseBackend

from . import delivery
from .models import Mail


def enqueue_with(news, row):
    """Enqueue a task that tells of ``row`` as a part of the transaction that writes it.

    Where tasks are rows of the database, both are committed or none: no process can die, and
    no connection be lost, between the two.

    Args:
        news: a task whose only argument is a primary key.
    """
    later = partial(news.enqueue, row.pk)
    if isinstance(news.get_backend(), DatabaseBackend):
        later()
    else:
        transaction.on_commit(later)


@task()
def deliver(mail_id):
    """Try to send one mail of the outbox; if it has to wait, come back when it is due."""
    delivery.deliver(mail_id)
    if not deliver.get_backend().supports_defer:
        # ``manage.py send_mails`` comes back.
        return
    waiting = Mail.objects.filter(pk=mail_id, status=Mail.Status.WAITING)
    for mail in waiting.only("kind", "next_attempt_at"):
        later = deliver.using(priority=priority(mail.kind), run_after=mail.next_attempt_at)
        later.enqueue(mail_id)


def priority(kind):
    """Somebody waits at the screen for a code; news to many can wait."""
    return 0 if kind else 10
