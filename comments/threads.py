"""One page of a discussion: its threads with all their replies, in two queries.

Pages follow one another by key, not by number: „after the comment with 12 votes
and id 345“ costs the same on the first page and on the thousandth, and nothing is
shown twice when new comments arrive in between.
"""

from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Prefetch, Q, prefetch_related_objects
from django.utils.translation import gettext_lazy as _

import keyset
from pagecache.fragments import columns
from strategies.models import Fassung

from .models import Bewertung, Kommentar, Moderationsentscheidung

PAGE_SIZE = 20
# A first visit is small: it ends after fewer.
FIRST_PAGE_SIZE = 6
# Deeper replies stand at this level and name whom they answer.
MAX_LEVEL = 3

# Parameter value → (label, field that orders, descending)
SORTS = {
    "neueste": (_("Neueste zuerst"), "id", True),
    "aelteste": (_("Älteste zuerst"), "id", False),
    "zustimmung": (_("Meiste Stimmen dafür"), "up_count", True),
    "diskussion": (_("Meiste Antworten"), "thread_count", True),
}
DEFAULT_SORT = "neueste"


@dataclass
class Node:
    """A comment at its place in the thread, and what the visitor did with it."""

    kommentar: Kommentar
    level: int = 0
    children: list = field(default_factory=list)
    my_vote: int = 0
    may_edit: bool = False
    may_withdraw: bool = False
    is_own: bool = False
    # Whether it was written on another Fassung than the one that holds now.
    is_about_other: bool = False
    # Whether the thread is closed and, on its first comment, why.
    closed: bool = False
    closed_because: str = ""

    @property
    def kommentare(self):
        """The comment and all the replies below it."""
        yield self.kommentar
        for child in self.children:
            yield from child.kommentare

    def shown(self):
        """Everything a page shows of it and of its replies, for the key of a fragment."""
        row = self.kommentar
        return (
            columns(row),
            row.author_name,
            row.moved_from_id and str(row.moved_from),
            row.ortsteil_id and row.ortsteil.name,
            self.is_about_other
            and (row.fassung.label, row.fassung.published_at, row.fassung.get_absolute_url()),
            (self.level, self.my_vote, self.is_own, self.may_edit, self.may_withdraw),
            (self.closed, self.closed_because),
            [child.shown() for child in self.children],
        )

    @property
    def names_parent(self):
        """Whether the indentation alone no longer shows whom this answers."""
        return self.kommentar.depth > MAX_LEVEL


@dataclass
class ThreadPage:
    threads: list
    next_key: str | None = None
    is_first: bool = True

    @cached_property
    def kommentare(self):
        """All comments on the page, replies too."""
        return [row for node in self.threads for row in node.kommentare]


def load_page(roots, *, baustein, user, sort=DEFAULT_SORT, after="", at=None):
    """Load one page of threads.

    Args:
        roots: a queryset of first comments on ``baustein`` that ``user`` may see.
        user: the visitor.
        sort: a key of ``SORTS``.
        after: ``next_key`` of the page before; anything else starts at the beginning.
        at: a root with which the page begins instead (for a permalink).

    Returns:
        ThreadPage
    """
    column = SORTS[sort][1]
    key = _parse_key(after)
    if at is not None:
        key = (getattr(at, column), at.pk)
    page = keyset.load_page(
        _in_order(roots, sort, key, inclusive=at is not None),
        size=PAGE_SIZE if key else FIRST_PAGE_SIZE,
        after=key,
        key=lambda row: f"{getattr(row, column)}.{row.pk}",
    )
    return ThreadPage(build_threads(page.rows, user, baustein), page.next_key, page.is_first)


def _in_order(roots, sort, key, *, inclusive):
    """Order ``roots``, beginning after ``key`` if there is one, or with it if ``inclusive``."""
    _label, column, descending = SORTS[sort]
    if key:
        roots = roots.filter(_beyond(column, descending, key, inclusive=inclusive))
    sign = "-" if descending else ""
    order = [f"{sign}id"] if column == "id" else [f"{sign}{column}", f"{sign}id"]
    return roots.for_thread().order_by(*order)


def _parse_key(text):
    value, _dot, pk = text.partition(".")
    if keyset.is_key(value) and keyset.is_key(pk):
        return int(value), int(pk)
    return None


def _beyond(column, descending, key, *, inclusive):
    """Rows that come after ``key`` in the order; with ``inclusive`` the row itself too."""
    value, pk = key
    compare = "lt" if descending else "gt"
    id_compare = f"{compare}e" if inclusive else compare
    if column == "id":
        return Q(**{f"id__{id_compare}": pk})
    return Q(**{f"{column}__{compare}": value}) | Q(**{column: value, f"id__{id_compare}": pk})


def build_threads(roots, user, baustein):
    """Return a Node for each root, with all replies that ``user`` may see below it.

    Args:
        roots: comments on ``baustein``, with their authors.
    """
    nodes = {root.pk: Node(root, closed=root.locked_at is not None) for root in roots}
    _say_why_closed(nodes)
    # Lists a reply to a given comment goes into, once MAX_LEVEL is reached.
    lists = {}
    replies = Kommentar.objects.filter(root__in=nodes).shown_to(user).for_thread()
    for reply in replies.order_by("id"):
        parent = nodes.get(reply.parent_id)
        if parent is None:
            continue
        reply.parent = parent.kommentar
        level = min(parent.level + 1, MAX_LEVEL)
        node = nodes[reply.pk] = Node(reply, level=level, closed=parent.closed)
        container = parent.children if parent.level < MAX_LEVEL else lists[parent.kommentar.pk]
        container.append(node)
        lists[reply.pk] = container
    _attach_rare(nodes.values(), baustein)
    mark_own(nodes.values(), user)
    return [nodes[root.pk] for root in roots]


def _attach_rare(nodes, baustein):
    """Load what few comments name: another Fassung than today's, an Ortsteil, a former place.

    Joined to every comment, each would cost more than the comments themselves.
    """
    about_other, today = [], baustein.fassung_id
    for node in nodes:
        if node.kommentar.fassung_id != today:
            node.is_about_other = True
            about_other.append(node.kommentar)
    if about_other:
        fassungen = Fassung.objects.select_related("baustein__strategie__konzept").defer(
            "text",
            "html",
            "folded",
            "baustein__strategie__intro",
            "baustein__strategie__intro_html",
            "baustein__strategie__folded",
        )
        prefetch_related_objects(about_other, Prefetch("fassung", fassungen))
    stated = [node.kommentar for node in nodes if node.kommentar.ortsteil_id]
    if stated:
        prefetch_related_objects(stated, "ortsteil")
    moved = [node.kommentar for node in nodes if node.kommentar.moved_from_id]
    if moved:
        prefetch_related_objects(moved, "moved_from")


def _say_why_closed(nodes):
    """Put the moderators' reason on the roots of closed threads; asks only if there are any."""
    closed = [pk for pk, node in nodes.items() if node.closed]
    if not closed:
        return
    locks = Moderationsentscheidung.objects.filter(
        kommentar__in=closed, action=Moderationsentscheidung.Action.LOCK
    )
    # The last one counts.
    for pk, reason in locks.order_by("pk").values_list("kommentar", "statement"):
        nodes[pk].closed_because = reason


def mark_own(nodes, user):
    """Note on each Node what ``user`` voted and may do; one query for all of them."""
    if not user.is_authenticated:
        return
    votes = Bewertung.objects.filter(user=user, kommentar__in=[node.kommentar.pk for node in nodes])
    votes = dict(votes.values_list("kommentar", "value"))
    own = user.pk
    for node in nodes:
        row = node.kommentar
        node.my_vote = votes.get(row.pk, 0)
        if row.author_id == own:
            node.is_own = True
            node.may_edit = row.may_be_edited_by(user)
            node.may_withdraw = row.may_be_withdrawn_by(user)
