"""Whether a task worker is alive: does it still do the smallest of tasks?

A timer puts one into the queue every minute („manage.py heartbeat“); what the queue keeps
of the last one done is the heartbeat. Timer, queue and worker all have to work for it.
"""

from datetime import timedelta

from django.tasks import TaskResultStatus
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from .tasks import beat

# So old, something stands still.
LATE_AFTER = timedelta(minutes=10)
_KEPT = timedelta(hours=1)


def ask_for_one():
    """Put a beat into the queue, unless one still waits there; tidy up after the old ones."""
    beats = DBTaskResult.objects.filter(task_path=beat.module_path)
    beats.filter(finished_at__lt=timezone.now() - _KEPT).delete()
    if not beats.filter(status=TaskResultStatus.READY).exists():
        beat.enqueue()


def last_beat():
    """The moment of the newest beat that was done; None if there is none.

    What was done by a clock that ran far ahead says nothing about now.
    """
    done = DBTaskResult.objects.filter(
        task_path=beat.module_path,
        status=TaskResultStatus.SUCCESSFUL,
        finished_at__lt=timezone.now() + LATE_AFTER,
    )
    return done.order_by("-finished_at").values_list("finished_at", flat=True).first()


def waits_since():
    """Since when a beat has waited for a worker; None if none waits."""
    waiting = DBTaskResult.objects.filter(task_path=beat.module_path, status=TaskResultStatus.READY)
    return waiting.values_list("enqueued_at", flat=True).first()
