from django.tasks import task

from . import notify
from .models import Kommentar


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
