"""What this app keeps about a person (see ``accounts.own_data.personal_data``)."""

from datetime import timedelta

from django.utils.translation import gettext as _
from django_tasks_db.models import DBTaskResult

from . import deletions

LINKS = {}

# How long to look up what a task did, or why it failed. It holds numbers of rows only.
TASKS_KEPT = timedelta(days=14)


def export(user):
    return {}


def anonymise(user, *, withdraw):
    """Nothing: tasks hold numbers of rows only."""


def remember(user, *, withdraw):
    """For backups that still hold the person."""
    deletions.note(user, withdraw=withdraw)


def purge(now):
    done, _rows = DBTaskResult.objects.finished().filter(finished_at__lt=now - TASKS_KEPT).delete()
    return {_("erledigte Aufgaben"): done}
