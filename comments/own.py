"""What somebody wrote themselves, for their own account: paged by key, newest first."""

from dataclasses import dataclass

from django.db.models import FETCH_RAISE, Exists, OuterRef, Q
from django.urls import reverse

from keyset import load_page
from strategies.models import Baustein

from .complaint_links import complaint_token
from .models import Kommentar, Moderationsentscheidung, Status

PAGE_SIZE = 20


@dataclass
class OwnComment:
    """One's own comment. ``link`` is empty where there is nothing to be found (any more)."""

    kommentar: Kommentar
    link: str = ""
    # The moderators' reasons, and where to complain, if it is hidden or a passage taken out.
    entscheidung: Moderationsentscheidung | None = None
    complaint_link: str = ""


def load_own_page(user, *, after=0, without=()):
    """Load one page of what ``user`` wrote, whatever became of it: a KeysetPage of OwnComment.

    Args:
        after: ``next_key`` of the page before; 0 for the first page.
        without: primary keys of comments that stand elsewhere.
    """
    rows = _own_comments(user).exclude(pk__in=without)
    if after:
        rows = rows.filter(pk__lt=after)
    page = load_page(rows.order_by("-pk"), size=PAGE_SIZE, after=after)
    return page.with_rows(_with_decisions(page.rows))


def load_own(user, pks):
    """Load some of what ``user`` wrote, in the order of their primary keys: OwnComments."""
    found = {row.pk: row for row in _own_comments(user).filter(pk__in=pks)} if pks else {}
    return _with_decisions([found[pk] for pk in pks if pk in found])


def _own_comments(user):
    readable = Baustein.objects.visible_to(user).filter(pk=OuterRef("baustein"))
    return (
        Kommentar.objects.filter(author=user)
        .annotate(is_in_public=Exists(readable))
        .select_related("baustein__strategie__konzept")
        .fetch_mode(FETCH_RAISE)
    )


def _with_decisions(kommentare):
    hidden = [row.pk for row in kommentare if row.status == Status.HIDDEN]
    redacted = [row.pk for row in kommentare if row.redacted_at]
    decisions = _last_decisions(hidden, redacted) if hidden or redacted else {}
    return [_own(row, decisions.get(row.pk)) for row in kommentare]


def _last_decisions(hidden, redacted):
    Action = Moderationsentscheidung.Action
    rows = Moderationsentscheidung.objects.filter(
        Q(kommentar__in=hidden, action=Action.HIDE)
        | Q(kommentar__in=redacted, action=Action.REDACT) & ~Q(kommentar__in=hidden)
    )
    # The last one counts.
    return {row.kommentar_id: row for row in rows.order_by("pk")}


def _own(kommentar, entscheidung):
    own = OwnComment(kommentar, entscheidung=entscheidung)
    if kommentar.is_in_public and (kommentar.is_pending or kommentar.published_at):
        own.link = kommentar.get_absolute_url()
    if entscheidung:
        own.complaint_link = reverse("comments:complain", args=[complaint_token(entscheidung)])
    return own
