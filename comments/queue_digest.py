"""What waits for each moderator, for the daily mail (``mails.digests``)."""

from django.conf import settings
from django.db.models import Count

from accounts.models import User
from strategies.models import Konzept, Zustaendigkeit

from .actions import decidable_by
from .models import Beschwerde, Kommentar, Status

_KONZEPT = "baustein__strategie__konzept"


def numbers():
    """Yield (moderator, rows): per Konzept with something waiting, how much of what.

    The tabs of the queue overlap (a question can be unread too), so ``total``
    counts what somebody has to decide, and not what could be read.
    """
    comments = Kommentar.objects
    counts = {
        "waiting": _per_konzept(comments.filter(status=Status.PENDING), _KONZEPT),
        "reported": _per_konzept(comments.reported(), _KONZEPT),
        "questions": _per_konzept(comments.unanswered_questions(), _KONZEPT),
        "unread": _per_konzept(comments.unread(), _KONZEPT),
    }
    assigned = Zustaendigkeit.objects.filter(role=Zustaendigkeit.Role.MODERATION)
    moderators = User.objects.filter(
        pk__in=assigned.values("user"), is_active=True, is_staff=True, is_superuser=False
    )
    for user in moderators.order_by("pk"):
        own = Konzept.objects.assigned_to(user, Zustaendigkeit.Role.MODERATION)
        complaints = _per_konzept(
            decidable_by(user).filter(status=Beschwerde.Status.OPEN), "entscheidung__konzept"
        )
        rows = [_row(konzept, counts | {"complaints": complaints}) for konzept in own]
        yield user, [row for row in rows if row["total"] or row["unread"]]


def _per_konzept(rows, path):
    return dict(rows.order_by().values_list(path).annotate(n=Count("pk")))


def _row(konzept, counts):
    row = {name: count.get(konzept.pk, 0) for name, count in counts.items()}
    row["total"] = row["waiting"] + row["reported"] + row["complaints"] + row["questions"]
    return {**row, "konzept": konzept.title, "link": f"{settings.SITE_URL}/moderation/"}
