"""Participation in a Kommentierphase in numbers: how many, when, on what, by which way.

Only what everybody can read is counted, and nobody is named.
"""

from collections import Counter

from django.db.models import Count, Q
from django.db.models.functions import TruncDate

from comments.models import Bewertung, Channel, Kommentar


def participation(kommentierphase):
    """Count the published contributions of a phase; a fixed number of queries.

    Returns:
        A dict of plain values, as it stands in the document of an Ausgabe:
        ``contributions``, ``replies`` (of these), ``people`` (accounts that wrote),
        ``entered`` (came by another channel), ``official`` (answers of the
        administration), ``votes``; ``by_category`` and ``by_channel`` (value → number),
        ``by_day`` (ISO date → number) and ``by_baustein`` (primary key → number).
    """
    published = Kommentar.objects.published().filter(kommentierphase=kommentierphase)
    rows = published.contributions().order_by()
    totals = rows.aggregate(
        contributions=Count("pk"),
        replies=Count("pk", filter=Q(parent__isnull=False)),
        people=Count("author", distinct=True),
        entered=Count("pk", filter=~Q(channel=Channel.ONLINE)),
    )
    return {
        **totals,
        "official": published.exclude(official_office="").count(),
        "votes": Bewertung.objects.filter(kommentar__in=published).count(),
        "by_category": _counted(rows.filter(parent=None), "category"),
        "by_channel": _counted(rows, "channel"),
        "by_day": _by_day(rows),
        "by_baustein": _counted(rows, "baustein"),
    }


def _counted(rows, name):
    counted = rows.values_list(name).annotate(n=Count("pk")).order_by(name)
    return {str(value): number for value, number in counted}


def _by_day(rows):
    """By the day it was written; what was entered on behalf, by the day it was received."""
    days = Counter()
    online, entered = rows.filter(received_on=None), rows.exclude(received_on=None)
    for day, number in online.values_list(TruncDate("created_at")).annotate(n=Count("pk")):
        days[day] += number
    for day, number in entered.values_list("received_on").annotate(n=Count("pk")):
        days[day] += number
    return {day.isoformat(): days[day] for day in sorted(days)}
