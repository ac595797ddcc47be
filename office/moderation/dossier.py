"""Everything a moderator should know before deciding on one comment."""

from dataclasses import dataclass

from django.db.models import FETCH_RAISE, Prefetch, Q
from django.utils import timezone

from accounts.models import FORMER_NAME_KEPT, Namenswechsel
from comments import actions
from comments.access import own_comments, own_complaints
from comments.decisions import DECISIONS, Circumstances, loud_first, stand
from comments.models import Bearbeitung, Kommentar, Meldung, Moderationsentscheidung
from comments.offices import speaks_in
from comments.redaction import find_words
from comments.words import age, phase_left
from phases.rules import about

from .queue import open_grounds

# So much of what surrounds a comment is shown; the thread itself is a link away.
MOST_REPLIES = 30
MOST_EARLIER = 20
# So much of a discussion is searched for what was taken out elsewhere.
MOST_COMPARED = 500


@dataclass
class Dossier:
    kommentar: Kommentar
    seen: str
    age: str
    phase: str
    grounds: list
    replies: list
    earlier: list
    decisions: list
    reports: list
    wordings: list
    # What was taken out, and which other comments in the discussion have the same words.
    redactions: list
    repeated: list
    former_names: list
    decidable: set
    here: Circumstances

    @property
    def sperre(self):
        return self.here.sperre

    def offered(self):
        rows = [row for row in DECISIONS.values() if row.is_offered_for(self.kommentar, self.here)]
        return loud_first(rows, self.kommentar)


def comment_for(user):
    """The comments of ``user`` with all that their page shows of them."""
    return own_comments(user).select_related(
        "author",
        "parent__author",
        "root",
        "moved_from",
        "baustein__strategie__konzept",
        "baustein__fassung",
        "fassung",
        "kommentierphase",
    )


def load_dossier(kommentar, user):
    """Collect it; ``kommentar`` is from ``comment_for``."""
    now = timezone.now()
    decisions = list(_decisions().filter(kommentar=kommentar.pk))
    redactions = redactions_of(kommentar)
    return Dossier(
        kommentar=kommentar,
        seen=stand(kommentar, max((row.pk for row in decisions), default=None)),
        age=age(kommentar.created_at, now),
        phase=phase_left(kommentar.kommentierphase, now),
        grounds=open_grounds([kommentar])[kommentar.pk],
        replies=_replies(kommentar),
        earlier=_earlier(kommentar, user),
        decisions=decisions,
        reports=list(_reports(kommentar)),
        wordings=list(Bearbeitung.objects.filter(kommentar=kommentar)),
        redactions=redactions,
        repeated=_repeated(kommentar, redactions, user),
        former_names=_former_names(kommentar, now),
        decidable=set(own_complaints(user).filter(entscheidung__kommentar=kommentar.pk)),
        here=_circumstances(kommentar, user, now),
    )


def _circumstances(kommentar, user, now):
    strategie = kommentar.baustein.strategie
    return Circumstances(
        phase_open=bool(about(kommentar.baustein, strategie.kommentierphasen.open_at(now))),
        # Whoever moderates speaks here too, but for who administers everything.
        speaks_for_office=not user.is_superuser or strategie.konzept_id in speaks_in(user),
        sperre=actions.active_block(kommentar) if kommentar.author_id else None,
    )


def _decisions():
    return Moderationsentscheidung.objects.select_related(
        "by", "beschwerde__entscheidung"
    ).fetch_mode(FETCH_RAISE)


def _replies(kommentar):
    rows = Kommentar.objects.filter(parent=kommentar).with_author().fetch_mode(FETCH_RAISE)
    return list(rows.order_by("pk")[:MOST_REPLIES])


def redactions_of(kommentar):
    """The Schwärzungen of a comment with the wording before, newest first."""
    rows = kommentar.schwaerzungen.select_related("entscheidung").order_by("-pk")
    return list(rows.fetch_mode(FETCH_RAISE))


def _repeated(kommentar, redactions, user):
    """Comments of the same discussion in which passages still stand that were taken out here."""
    words = {
        row.original[start:end]
        for row in redactions
        if row.lifted_at is None
        for start, end in row.passages
    }
    if not words:
        return []
    root = kommentar.root_id or kommentar.pk
    rows = own_comments(user).filter(Q(pk=root) | Q(root=root)).exclude(pk=kommentar.pk)
    rows = rows.legible().with_author().order_by("pk")[:MOST_COMPARED]
    found = [row for row in rows if any(find_words(row.text, each) for each in words)]
    return found[:MOST_REPLIES]


def _earlier(kommentar, user):
    """What else the same person wrote in the moderator's Konzepte, newest first."""
    if kommentar.author_id is None or kommentar.is_official:
        return []
    rows = own_comments(user).filter(author=kommentar.author_id).exclude(pk=kommentar.pk)
    return list(
        rows.select_related("baustein__strategie")
        .prefetch_related(Prefetch("entscheidungen", _decisions()))
        .fetch_mode(FETCH_RAISE)
        .order_by("-pk")[:MOST_EARLIER]
    )


def _former_names(kommentar, now):
    """What a resident called themselves until lately."""
    if kommentar.author_id is None or kommentar.is_official:
        return []
    recent = Namenswechsel.objects.filter(user=kommentar.author_id, at__gt=now - FORMER_NAME_KEPT)
    return list(recent)


def _reports(kommentar):
    return Meldung.objects.filter(kommentar=kommentar).select_related("user", "entscheidung__by")
