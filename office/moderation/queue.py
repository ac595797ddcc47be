"""The moderators' queue: what waits for somebody, oldest first, fifty to a page.

Each tab reads a partial index of its own (see ``Kommentar.Meta.indexes``) and pages
follow one another by key, so the tenth page costs what the first does.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import FETCH_RAISE, Count, OuterRef, Subquery
from django.utils.translation import gettext_lazy

from accounts.counting import count_each
from comments.access import own_comments, own_complaints
from comments.decisions import DECISIONS, Circumstances, loud_first, stand
from comments.models import Beschwerde, Ground, Kommentar, Meldung, Moderationsentscheidung, Status
from comments.offices import speaks_in
from comments.words import age, phase_left
from keyset import load_page
from strategies.models import Baustein

from ..places import unseen, with_places
from ..teamwork.marks import mark

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


@dataclass(frozen=True)
class Tab:
    name: str
    count: int
    more: bool = False

    @property
    def label(self):
        label, _narrow = TABS[self.name]
        return label


@dataclass
class Case:
    """A comment as the queue shows it."""

    kommentar: Kommentar
    seen: str
    age: str
    phase: str
    here: Circumstances
    grounds: list = field(default_factory=list)

    @property
    def key(self):
        """What a selection sends: which comment, and what was seen of it."""
        return f"{self.kommentar.pk}.{self.seen}"

    @property
    def offered(self):
        """The decisions that fit it."""
        rows = [row for row in DECISIONS.values() if row.is_offered_for(self.kommentar, self.here)]
        return loud_first(rows, self.kommentar)


def comments_in(tab, comments):
    """Those of a moderator's ``comments`` (``own_comments``) that are in a tab."""
    _label, narrow = TABS[tab]
    return narrow(comments)


def open_complaints(user):
    return own_complaints(user).filter(status=Beschwerde.Status.OPEN)


def rows_by_tab(user, names=tuple(TABS)):
    """{name of a tab: what ``user`` finds in it, comments or complaints}."""
    comments = own_comments(user)
    return {
        name: open_complaints(user) if name == COMPLAINTS else comments_in(name, comments)
        for name in names
    }


def tabs_for(user, *, moderates=True):
    """All tabs with their counts; for who moderates nowhere that of complaints alone."""
    names = tuple(TABS) if moderates else (COMPLAINTS,)
    counts = count_rows(user, names, most=COUNTED + 1)
    return [Tab(name, min(count, COUNTED), more=count > COUNTED) for name, count in counts.items()]


def count_rows(user, names, *, most=None):
    """{name of a tab: how many rows ``user`` finds in it}; counting stops at ``most``."""
    counts = count_each(user, rows_by_tab(user, names).values(), most=most)
    return dict(zip(names, counts, strict=True))


def load_cases(rows, *, user, after, now):
    """Load one page of the queue: a KeysetPage of Case.

    Args:
        rows: comments of a tab, narrowed or not.
        user: the moderator.
        after: primary key of the last comment of the page before; 0 for the first page.
        now: aware datetime.
    """
    page = load_page(_in_order(rows, after), size=PAGE_SIZE, after=after)
    grounds = open_grounds(mark(page.rows, "kommentar"))
    # What holds for all comments of a phase is found out once.
    phases = {row.kommentierphase_id: row for row in page.rows}
    # Whoever moderates speaks there too, but for who administers everything.
    konzepte = speaks_in(user) if user.is_superuser else None
    in_phase = {pk: _in_phase(row, now, konzepte) for pk, row in phases.items()}
    return page.with_rows(
        [_case(row, grounds[row.pk], now, *in_phase[row.kommentierphase_id]) for row in page.rows]
    )


def _in_order(rows, after):
    """Comments after the one with this key, with all that the queue shows of them."""
    last = Moderationsentscheidung.objects.filter(kommentar=OuterRef("pk")).order_by("-pk")
    return (
        with_places(rows.filter(pk__gt=after))
        .select_related("kommentierphase", "moved_from")
        .defer("folded", "kommentierphase__description", "kommentierphase__hold_words")
        .defer(*unseen({"moved_from": Baustein}))
        .annotate(last_decision=Subquery(last.values("pk")[:1]))
        .fetch_mode(FETCH_RAISE)
        .order_by("pk")
    )


def _in_phase(kommentar, now, konzepte):
    """What the phase of a comment makes possible, and how long it is left in words."""
    phase = kommentar.kommentierphase
    here = Circumstances(
        phase_open=phase.state_at(now) == phase.State.OPEN,
        speaks_for_office=konzepte is None or kommentar.baustein.strategie.konzept_id in konzepte,
    )
    return here, phase_left(phase, now)


def _case(kommentar, grounds, now, here, left):
    return Case(
        kommentar=kommentar,
        seen=stand(kommentar, kommentar.last_decision),
        age=age(kommentar.created_at, now),
        phase=left,
        here=here,
        grounds=grounds,
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
    for name, rows in rows_by_tab(user).items():
        if rows.exists():
            return name
    return ALL
