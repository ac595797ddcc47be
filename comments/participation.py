"""Participation in numbers: how many, when, on what, by which way; and as pictures.

Only what everybody can read is counted, and nobody is named.
"""

from collections import Counter
from datetime import date, timedelta

from django.core.cache import cache
from django.db.models import Count, F, Max, Q, Sum
from django.db.models.functions import Coalesce, TruncDate
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from municipality.language import Own
from phases.models import Kommentierphase
from phases.times import last_day
from strategies.counts import contributions
from strategies.models import Baustein

from .charts import Chart, bars
from .models import Bearbeitung, Bewertung, Category, Channel, Kommentar

# So many days a chart over time shows one by one; longer times by week.
MOST_DAYS = 70
WEEK = 7
# From so many comments of a Strategie on, those of a phase are not counted for each new one.
MANY = 10_000
# For how long, in seconds, what was counted is kept.
KEPT = 60
# What „lately“ is.
LATELY = timedelta(days=27)
# So many Bausteine a picture of them shows one by one.
MOST_BAUSTEINE = 10


def participation(kommentierphase):
    """Count the published contributions of a phase; a fixed number of queries.

    Returns:
        A dict of plain values, as it stands in the document of an Ausgabe:
        ``contributions``, ``replies`` (of these), ``people`` (accounts that wrote),
        ``entered`` (came by another channel), ``official`` (answers of the
        administration), ``votes``; ``by_category`` and ``by_channel`` (value → number),
        ``by_day`` (ISO date → number) and ``by_baustein`` (primary key → number); where the
        phase asks for it ``by_ortsteil`` (name, empty without → number, without replies).
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
        "by_category": _by_category(rows),
        "by_channel": _counted(rows, "channel"),
        "by_day": _by_day(rows),
        "by_baustein": _counted(rows, "baustein"),
        **_by_ortsteil(rows, kommentierphase),
    }


def _counted(rows, name):
    counted = rows.values_list(name).annotate(n=Count("pk")).order_by(name)
    return {str(value): number for value, number in counted}


def _by_category(rows):
    """Of contributions without replies; those from before „ohne Angabe“ are among them."""
    return _with_unstated(_counted(rows.filter(parent=None), "category"))


def _by_ortsteil(rows, kommentierphase):
    """As an entry of its own, for a phase that asks; replies are not asked."""
    if not kommentierphase.asks_ortsteil:
        return {}
    counted = rows.filter(parent=None).values_list("ortsteil__name").annotate(n=Count("pk"))
    named = {name or "": number for name, number in counted.order_by("ortsteil__name")}
    return {"by_ortsteil": named}


def _with_unstated(by_category):
    counted = Counter()
    for value, number in by_category.items():
        counted[value or Category.UNSTATED.value] += number
    return dict(counted)


def _by_day(rows):
    """By the day it was written; what was entered on behalf, by the day it was received."""
    days = Counter()
    online, entered = rows.filter(received_on=None), rows.exclude(received_on=None)
    for day, number in online.values_list(TruncDate("created_at")).annotate(n=Count("pk")):
        days[day] += number
    for day, number in entered.values_list("received_on").annotate(n=Count("pk")):
        days[day] += number
    return {day.isoformat(): days[day] for day in sorted(days)}


def contributions_in_words(numbers):
    """„40 Beiträge, davon 3 Antworten der Verwaltung“: one number for one thing, everywhere.

    Args:
        numbers: of ``participation``, or any with ``contributions`` and ``official``.
    """
    return contributions(numbers["contributions"] + numbers["official"], numbers["official"])


class SoFar:
    """Pictures of the contributions to a phase up to now; counted when one came or went."""

    def __init__(self, kommentierphase):
        self._first = timezone.localdate(kommentierphase.starts_at)
        self._last = min(last_day(kommentierphase.ends_at), timezone.localdate())
        state = f"{kommentierphase.asks_ortsteil}:{_state(kommentierphase)}".replace(" ", "")
        key = f"comments:so_far:{kommentierphase.pk}:{state}"
        self._counted = cache.get_or_set(key, lambda: _counted_so_far(kommentierphase), KEPT)

    @property
    def total(self):
        return sum(self._counted["by_day"].values())

    @property
    def by_category(self):
        return category_chart(self._counted["by_category"])

    @property
    def by_ortsteil(self):
        """A Chart; None where nobody was asked, or nobody said."""
        return ortsteil_chart(self._counted)

    @property
    def by_time(self):
        """A Chart of days or weeks."""
        rows = time_bars(self._counted["by_day"], self._first, self._last)
        caption = _("Beiträge im Lauf der Zeit")
        return Chart(caption, _("Zeitraum"), _("Beiträge"), rows)


def so_far(kommentierphase, now):
    """The ``SoFar`` of a phase that has begun; None of another, and without one."""
    if kommentierphase is None or kommentierphase.state_at(now) == Kommentierphase.State.COMING:
        return None
    return SoFar(kommentierphase)


def _state(kommentierphase):
    """What is another whenever the numbers may be; costs the same for any number of comments.

    To count many takes a tenth of a second and more: not after each of them, but each minute.
    """
    bausteine = Baustein.objects.filter(strategie=kommentierphase.strategie_id)
    counters = bausteine.aggregate(
        number=Sum("comment_count", default=0), newest=Max("last_comment_at")
    )
    if counters["number"] >= MANY:
        return str(timezone.now().replace(second=0, microsecond=0))
    last_edit = Bearbeitung.objects.order_by("-pk").values_list("pk", flat=True).first()
    return f"{counters['number']}:{counters['newest']}:{last_edit}"


def _counted_so_far(kommentierphase):
    rows = Kommentar.objects.published().contributions().order_by()
    rows = rows.filter(kommentierphase=kommentierphase)
    return {
        "by_category": _by_category(rows),
        "by_day": _by_day(rows),
        **_by_ortsteil(rows, kommentierphase),
    }


def lately(konzepte):
    """Pictures of the contributions of the last four weeks in some Konzepte.

    Returns:
        dict: ``total``; ``by_time``, a Chart; ``charts``: by Strategie, by Baustein, by category.
        Of Strategien and Bausteine the busiest come first; of the Bausteine only those, and the
        others together.
    """
    today = timezone.localdate()
    first = today - LATELY
    rows = Kommentar.objects.published().contributions().order_by()
    rows = rows.filter(
        Q(received_on__gte=first) | Q(received_on=None, created_at__date__gte=first),
        baustein__strategie__konzept__in=konzepte,
    )
    by_strategie, by_baustein, by_category, by_day = (Counter() for _number in range(4))
    # Counted once for all pictures: there are as many groups as Bausteine, days and categories.
    for row in _by_everything(rows):
        by_strategie[row["strategie"], Own(row["strategie_title"])] += row["n"]
        by_baustein[row["baustein"], Own(row["baustein__title"])] += row["n"]
        by_day[row["day"].isoformat()] += row["n"]
        if not row["is_reply"]:
            by_category[row["category"]] += row["n"]
    return {
        "total": by_strategie.total(),
        "by_time": Chart(
            _("Beiträge je Tag"),
            _("Tag"),
            _("Beiträge"),
            time_bars(by_day, first, today),
        ),
        "charts": [
            Chart(
                _("Beiträge nach Thema"),
                _("Strategie"),
                _("Beiträge"),
                _busiest(by_strategie),
            ),
            Chart(
                _("Beiträge nach Thema"),
                _("Thema"),
                _("Beiträge"),
                _busiest(by_baustein, most=MOST_BAUSTEINE),
            ),
            category_chart(_with_unstated(by_category)),
        ],
    }


def _by_everything(rows):
    """Numbers by Baustein, day, category and whether it is a reply."""
    return rows.values(
        "baustein",
        "baustein__title",
        "category",
        strategie=F("baustein__strategie"),
        strategie_title=F("baustein__strategie__title"),
        day=Coalesce("received_on", TruncDate("created_at")),
        is_reply=Q(parent__isnull=False),
    ).annotate(n=Count("pk"))


def _busiest(counted, most=None):
    """A Bar for each (key, label), the highest first, and one for all beyond ``most``."""
    rows = sorted(counted.items(), key=lambda row: (-row[1], row[0]))
    shown = [(label, number) for (_key, label), number in rows[:most]]
    if rest := rows[len(shown) :]:
        label = ngettext("ein weiterer", "%(n)d weitere", len(rest)) % {"n": len(rest)}
        shown.append((label, sum(number for _row, number in rest)))
    return bars(shown)


def category_chart(counted):
    """A Chart of the categories with contributions, without replies.

    Args:
        counted: value → number; in older editions an empty value is „ohne Angabe“.
    """
    counted = {value or Category.UNSTATED.value: number for value, number in counted.items()}
    return Chart(
        _("Beiträge nach Art (ohne Antworten)"),
        _("Art"),
        _("Beiträge"),
        bars((label, counted[key]) for key, label in Category.choices if key in counted),
    )


def ortsteil_chart(numbers):
    """A Chart of the Ortsteile in which people say they live, those who do not say among them.

    Args:
        numbers: with ``by_ortsteil``, if the phase asked.

    Returns:
        None where nobody was asked, or nobody said.
    """
    counted = numbers.get("by_ortsteil", {})
    if not counted.keys() - {""}:
        return None
    rows = [(Own(name), number) for name, number in counted.items() if name]
    if "" in counted:
        rows.append((_("ohne Angabe"), counted[""]))
    caption = _("Beiträge nach Ortsteil (ohne Antworten)")
    return Chart(caption, _("Ortsteil"), _("Beiträge"), bars(rows))


def time_bars(by_day, first, last):
    """A Bar for each day from ``first`` to ``last``, or for each week of a long time.

    Args:
        by_day: ISO date → number; days beside the time make it longer.
        first, last: dates.
    """
    counted = {date.fromisoformat(day): n for day, n in by_day.items()}
    first, last = min([first, *counted]), max([last, *counted])
    step = 1 if (last - first).days < MOST_DAYS else WEEK
    days = range(0, (last - first).days + 1, step)
    return bars(
        (_label(first + timedelta(start), step), _sum(counted, first, start, step))
        for start in days
    )


def _label(day, step):
    text = date_format(day, "j. F")
    return text if step == 1 else _("Woche ab %(day)s") % {"day": text}


def _sum(counted, first, start, step):
    return sum(counted.get(first + timedelta(start + more), 0) for more in range(step))
