from django.tasks import task

from mails.tasks import enqueue_with

from . import notify
from .models import Kommentar


def tell_once_committed(kommentar):
    """Have those concerned told of a new readable comment, after the caller's transaction."""
    if kommentar.parent_id or kommentar.is_official:
        enqueue_with(tell_of_comment, kommentar)


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
