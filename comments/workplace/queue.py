"""The moderators' queue: what waits for somebody, oldest first, fifty to a page.

Each tab reads a partial index of its own (see ``Kommentar.Meta.indexes``) and pages
follow one another by key, so the tenth page costs what the first does.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import FETCH_RAISE, Count, IntegerField, OuterRef, Subquery
from django.utils.translation import gettext_lazy

from accounts.models import User

from ..models import Beschwerde, Ground, Kommentar, Meldung, Moderationsentscheidung, Status
from .access import own_comments, own_complaints
from .decisions import DECISIONS, Circumstances, stand
from .words import age, phase_left, where

PAGE_SIZE = 50
# However much waits, counting stops here.
COUNTED = 1000
COMPLAINTS = "beschwerden"
ALL = "alle"

# Tab → label, and which of the moderator's comments it holds.
TABS = {
    "wartet": (gettext_lazy("Wartet auf Prüfung"), lambda rows: rows.filter(status=Status.PENDING)),
    "gemeldet": (gettext_lazy("Gemeldet"), lambda rows: rows.reported()),
    COMPLAINTS: (gettext_lazy("Beschwerden"), None),
    "fragen": (gettext_lazy("Offene Fragen"), lambda rows: rows.unanswered_questions()),
    "ungelesen": (gettext_lazy("Ungelesen"), lambda rows: rows.unread()),
    ALL: (gettext_lazy("Alle"), lambda rows: rows),
}
OF_COMMENTS = [name for name in TABS if name != COMPLAINTS]


@dataclass
class Tab:
    name: str
    label: str
    count: int
    more: bool = False


@dataclass
class Case:
    """A comment as the queue shows it."""

    kommentar: Kommentar
    seen: str
    age: str
    phase: str
    grounds: list = field(default_factory=list)
    offered: list = field(default_factory=list)

    @property
    def key(self):
        """What a selection sends: which comment, and what was seen of it."""
        return f"{self.kommentar.pk}.{self.seen}"

    @property
    def shown(self):
        """Everything that is shown of it; for the key of a kept part."""
        row = self.kommentar
        return (
            row.shown,
            where(row.baustein),
            (self.seen, self.age, self.phase),
            tuple(self.grounds),
            tuple([decision.name for decision in self.offered]),
        )


@dataclass
class QueuePage:
    cases: list
    next_key: int | None = None
    is_first: bool = True


def comments_in(tab, user):
    _label, narrow = TABS[tab]
    return narrow(own_comments(user))


def open_complaints(user):
    return own_complaints(user).filter(status=Beschwerde.Status.OPEN)


def tabs_for(user, *, moderates=True):
    """All tabs with their counts; for who moderates nowhere that of complaints alone."""
    rows = {
        name: open_complaints(user) if name == COMPLAINTS else comments_in(name, user)
        for name in TABS
        if moderates or name == COMPLAINTS
    }
    # All in one query: what is counted is little, and the way to the database is long.
    numbers = [_HowMany(each.order_by().values("pk")[: COUNTED + 1]) for each in rows.values()]
    counts = User.objects.values_list(*numbers).get(pk=user.pk)
    return [
        Tab(name, TABS[name][0], min(count, COUNTED), more=count > COUNTED)
        for name, count in zip(rows, counts, strict=True)
    ]


class _HowMany(Subquery):
    """How many rows a queryset has."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()
    empty_result_set_value = 0


def load_page(rows, *, after, now):
    """Load one page of the queue.

    Args:
        rows: queryset of Kommentar, already narrowed.
        after: primary key of the last comment of the page before; 0 for the first page.
        now: aware datetime.
    """
    last = Moderationsentscheidung.objects.filter(kommentar=OuterRef("pk")).order_by("-pk")
    found = list(
        rows.filter(pk__gt=after)
        .select_related("author", "baustein__strategie", "kommentierphase", "moved_from")
        .annotate(last_decision=Subquery(last.values("pk")[:1]))
        .fetch_mode(FETCH_RAISE)
        .order_by("pk")[: PAGE_SIZE + 1]
    )
    page = found[:PAGE_SIZE]
    grounds = open_grounds(page)
    return QueuePage(
        cases=[_case(row, grounds[row.pk], now) for row in page],
        next_key=page[-1].pk if len(found) > PAGE_SIZE else None,
        is_first=not after,
    )


def _case(kommentar, grounds, now):
    phase = kommentar.kommentierphase
    here = Circumstances(phase_open=phase.state_at(now) == phase.State.OPEN)
    return Case(
        kommentar=kommentar,
        seen=stand(kommentar, kommentar.last_decision),
        age=age(kommentar.created_at, now),
        phase=phase_left(phase, now),
        grounds=grounds,
        offered=[row for row in DECISIONS.values() if row.is_offered_for(kommentar, here)],
    )


def open_grounds(kommentare):
    """The grounds of the open reports: a dict of comment key to (label, number), most first."""
    reported = [row.pk for row in kommentare if row.open_report_count]
    grounds = defaultdict(list)
    if reported:
        counted = (
            Meldung.objects.filter(kommentar__in=reported, entscheidung=None)
            .order_by()
            .values_list("kommentar", "ground")
            .annotate(n=Count("pk"))
        )
        for pk, ground, number in sorted(counted, key=lambda row: -row[2]):
            grounds[pk].append((Ground(ground).label, number))
    return grounds


def neighbours(rows, pk):
    """Keys of the comments before and after ``pk`` in a queue; None at its ends."""
    before = rows.filter(pk__lt=pk).order_by("-pk").values_list("pk", flat=True).first()
    after = rows.filter(pk__gt=pk).order_by("pk").values_list("pk", flat=True).first()
    return before, after


def first_tab(user):
    """The first tab with something to do; that of all comments when nothing is."""
    for name in TABS:
        rows = open_complaints(user) if name == COMPLAINTS else comments_in(name, user)
        if rows.exists():
            return name
    return ALL
