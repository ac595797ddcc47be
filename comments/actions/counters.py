"""The counters shown on pages, kept in the transaction of the row they count.

What is counted: published comments and replies, nothing else. ``recount`` (a
management command) computes the same numbers from the rows.
"""

from django.db.models import F, Max

from strategies.models import Baustein

from ..models import Kommentar


def count(kommentar, difference):
    """Add a comment that becomes readable (+1), or take away one that no longer is (-1)."""
    official = difference if kommentar.is_official else 0
    Baustein.objects.filter(pk=kommentar.baustein_id).update(
        comment_count=F("comment_count") + difference,
        official_count=F("official_count") + official,
        last_comment_at=_last_comment_at(kommentar, difference),
    )
    if kommentar.parent_id is None:
        return
    thread = {
        "thread_count": F("thread_count") + difference,
        "thread_official_count": F("thread_official_count") + official,
    }
    direct = {"reply_count": F("reply_count") + difference}
    if kommentar.parent_id == kommentar.root_id:
        Kommentar.objects.filter(pk=kommentar.root_id).update(**direct, **thread)
    else:
        Kommentar.objects.filter(pk=kommentar.parent_id).update(**direct)
        Kommentar.objects.filter(pk=kommentar.root_id).update(**thread)


def _last_comment_at(kommentar, difference):
    if difference > 0:
        return kommentar.published_at
    rest = Kommentar.objects.published().of(kommentar.baustein_id).exclude(pk=kommentar.pk)
    return rest.aggregate(last=Max("published_at"))["last"]
