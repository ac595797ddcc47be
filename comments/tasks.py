from django.db import transaction
from django.tasks import task
from django_tasks_db import DatabaseBackend

from . import notify
from .models import Kommentar


def tell_once_committed(kommentar):
    """Have those concerned told of a new readable comment, after the caller's transaction."""
    if kommentar.parent_id is None and not kommentar.is_official:
        return
    if isinstance(tell_of_comment.get_backend(), DatabaseBackend):
        # Committed with the comment: no process can die between the two.
        tell_of_comment.enqueue(kommentar.pk)
    else:
        transaction.on_commit(lambda: tell_of_comment.enqueue(kommentar.pk))


@task()
def tell_of_comment(kommentar_id):
    """Tell those concerned of a new comment; one hidden in the meantime is told to nobody."""
    kommentar = (
        Kommentar.objects.published()
        .select_related("baustein__strategie__konzept", "parent__author", "author")
        .filter(pk=kommentar_id)
        .first()
    )
    if kommentar:
        notify.tell_of_comment(kommentar)
