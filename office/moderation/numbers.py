"""How much came and was decided in the last weeks, and how long the oldest has been waiting."""

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count
from django.db.models.functions import TruncWeek
from django.utils import timezone

from comments.access import moderated_konzepte, own_comments
from comments.models import Meldung, Moderationsentscheidung
from comments.words import age

from .queue import OF_COMMENTS, TABS, comments_in

WEEKS = 8
# What somebody has to see to, in the order of the tabs.
_WAITING = [name for name in OF_COMMENTS if name != "alle"]


@dataclass(frozen=True)
class Week:
    """What happened from ``monday`` on; ``share`` is in percent of the busiest week."""

    monday: object
    came: int
    reported: int
    decided: int
    share: int


def weeks_of(user, now):
    """The last weeks in the Konzepte of a moderator, this one first; three queries."""
    monday = timezone.localdate(now) - timedelta(days=timezone.localdate(now).weekday())
    mondays = [monday - timedelta(weeks=number) for number in range(WEEKS)]
    start = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    start -= timedelta(days=start.weekday(), weeks=WEEKS - 1)
    comments = own_comments(user)
    came = _by_week(comments.filter(official_office=""), "created_at", start)
    reported = _by_week(Meldung.objects.filter(kommentar__in=comments), "at", start)
    decided = _by_week(_decisions(user), "at", start)
    most = max((came[each] for each in mondays), default=0) or 1
    return [
        Week(each, came[each], reported[each], decided[each], round(100 * came[each] / most))
        for each in mondays
    ]


def oldest_of(user, now):
    """(label, number, age of the oldest or empty, name) of each tab that waits for somebody."""
    comments, found = own_comments(user), []
    for name in _WAITING:
        label, _narrow = TABS[name]
        rows = comments_in(name, comments).order_by("pk")
        oldest = rows.values_list("created_at", flat=True).first()
        found.append((name, label, age(oldest, now) if oldest else ""))
    return found


def _decisions(user):
    """What people decided: no rule, and not what authors did themselves."""
    rows = Moderationsentscheidung.objects.filter(konzept__in=moderated_konzepte(user))
    return rows.filter(automated=False).exclude(action="withdraw")


def _by_week(rows, name, start):
    weeks = rows.filter(**{f"{name}__gte": start}).order_by().values_list(TruncWeek(name))
    return Counter({timezone.localdate(week): n for week, n in weeks.annotate(Count("pk"))})
