"""Tasks that were begun and not done are done again: their worker died, or the database was away.

Every task of ours may run twice (a mail is claimed by one, news has its key), and none may be
forgotten.
"""

from datetime import timedelta

from django.db import InterfaceError, OperationalError
from django.db.models import Q
from django.tasks import TaskResultStatus
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from mails.models import STUCK_AFTER

_TRIED_FOR = timedelta(days=1)
_OUTAGES = [
    f"{error.__module__}.{error.__qualname__}" for error in (OperationalError, InterfaceError)
]


def take_up_again():
    """Put what was left lying back into the queue; return how many tasks."""
    now = timezone.now()
    left = Q(status=TaskResultStatus.RUNNING, started_at__lt=now - STUCK_AFTER)
    failed = Q(
        status=TaskResultStatus.FAILED,
        exception_class_path__in=_OUTAGES,
        enqueued_at__gt=now - _TRIED_FOR,
    )
    return DBTaskResult.objects.filter(left | failed).update(status=TaskResultStatus.READY)
