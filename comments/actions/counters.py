"""The counters shown on pages, kept in the transaction of the row they count.

What is counted: published comments and replies, nothing else. ``recount`` (a
management command) computes the same numbers from the rows.
"""

from collections import Counter

from django.db.models import Case, Count, DateTimeField, F, Max, Q, When

from strategies.models import Baustein

from ..models import Bewertung, Kommentar, Meldung


def count(kommentar, difference):
    """Add a comment that becomes readable (+1), or take away one that no longer is (-1)."""
    official = difference if kommentar.is_official else 0
    # From the comment upwards and the Baustein last: everybody locks in this order.
    if kommentar.parent_id is not None:
        _count_in_thread(kommentar, difference, official)
    if difference > 0:
        # What is put back may be older than what stands there.
        newest = _not_before(kommentar.published_at)
    else:
        _lock(kommentar.baustein_id)
        rest = Kommentar.objects.published().of(kommentar.baustein_id).exclude(pk=kommentar.pk)
        newest = rest.aggregate(last=Max("published_at"))["last"]
    Baustein.objects.filter(pk=kommentar.baustein_id).update(
        comment_count=F("comment_count") + difference,
        official_count=F("official_count") + official,
        last_comment_at=newest,
    )


def _lock(baustein):
    """Let nobody publish there between the look for what is newest and writing it down."""
    Baustein.objects.select_for_update(no_key=True).values_list("pk").get(pk=baustein)


def count_first(kommentare):
    """Add many new first comments of threads at once: one statement for each Baustein."""
    newest = max((row.published_at for row in kommentare), default=None)
    numbers = Counter(row.baustein_id for row in kommentare)
    for baustein, number in sorted(numbers.items()):
        Baustein.objects.filter(pk=baustein).update(
            comment_count=F("comment_count") + number,
            last_comment_at=_not_before(newest),
        )


def _count_in_thread(kommentar, difference, official):
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


def _not_before(moment):
    newer = When(last_comment_at__gt=moment, then=F("last_comment_at"))
    return Case(newer, default=moment, output_field=DateTimeField())


def recount_baustein(pk):
    """Count the comments of one Baustein anew, after threads were moved."""
    _lock(pk)
    published = Kommentar.objects.published().of(pk)
    numbers = published.aggregate(
        comment_count=Count("pk"),
        official_count=Count("pk", filter=~Q(official_office="")),
        last_comment_at=Max("published_at"),
    )
    Baustein.objects.filter(pk=pk).update(**numbers)


def recount():
    """Compute every kept counter from the rows it counts.

    Yields:
        (object, field, kept value, right value) for each counter that is wrong.
    """
    published = Kommentar.objects.published()
    for queryset, field, expected in (
        (Baustein.objects.all(), "comment_count", _numbers(published, "baustein")),
        (
            Baustein.objects.all(),
            "official_count",
            _numbers(published.exclude(official_office=""), "baustein"),
        ),
        (Baustein.objects.all(), "last_comment_at", _newest(published)),
        (Kommentar.objects.all(), "reply_count", _numbers(published, "parent")),
        (Kommentar.objects.all(), "thread_count", _numbers(published, "root")),
        (
            Kommentar.objects.all(),
            "thread_official_count",
            _numbers(published.exclude(official_office=""), "root"),
        ),
        (Kommentar.objects.all(), "up_count", _numbers(Bewertung.objects.filter(value=1))),
        (Kommentar.objects.all(), "down_count", _numbers(Bewertung.objects.filter(value=-1))),
        (Kommentar.objects.all(), "report_count", _numbers(Meldung.objects.all())),
        (
            Kommentar.objects.all(),
            "open_report_count",
            _numbers(Meldung.objects.filter(entscheidung=None)),
        ),
    ):
        nothing = queryset.model._meta.get_field(field).get_default()
        for row in queryset.only("pk", field).iterator():
            kept, right = getattr(row, field), expected.get(row.pk, nothing)
            if kept != right:
                yield row, field, kept, right


def _numbers(rows, key="kommentar"):
    """Count ``rows`` by the foreign key ``key``: a dict of primary key to number."""
    counted = rows.exclude(**{key: None}).order_by().values_list(key).annotate(n=Count("pk"))
    return dict(counted)


def _newest(published):
    """The last date of publication by Baustein."""
    rows = published.order_by().values_list("baustein").annotate(last=Max("published_at"))
    return dict(rows)
