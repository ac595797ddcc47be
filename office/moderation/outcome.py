"""What came of a decision, told on the next page of the workplace, with the way back.

Kept in the session until shown: what could not be done, and why, may be long. The
way back is a signed list of what was decided, good for its maker and ten minutes.
"""

from dataclasses import asdict, dataclass, field

from django.core import signing
from django.utils.translation import gettext as _

from comments.decisions import DECISIONS

SESSION_KEY = "moderation_outcome"
UNDO_SECONDS = 10 * 60
_SALT = "moderation.undo"


@dataclass
class Outcome:
    """What to tell.

    Attributes:
        pk: the one comment it was about.
        failures: (key of the comment, whose it is, reason).
        undo: a token of ``undo_token``.
        typed: what was filled in on the page and not used, by name of the field.
        typed_for: the comment whose page that was; None for a list.
    """

    text: str
    is_error: bool = False
    pk: int | None = None
    failures: list = field(default_factory=list)
    undo: str = ""
    typed: dict = field(default_factory=dict)
    typed_for: int | None = None

    def typed_on(self, pk):
        """What was filled in on the page of a comment, or for None on that of a list."""
        return self.typed if self.typed_for == pk else {}

    def remember(self, request):
        request.session[SESSION_KEY] = asdict(self)


def pop_outcome(request):
    """The outcome of the last decision, once."""
    kept = request.session.pop(SESSION_KEY, None)
    return Outcome(**kept) if kept else None


def undo_token(user, decision, rows):
    """Sign what ``user`` may take back.

    Args:
        rows: (key of the comment, its stand after the decision, its ``memory`` before).
    """
    if not decision.can_be_undone or not rows:
        return ""
    return signing.dumps([user.pk, decision.name, rows], salt=_SALT, compress=True)


def read_undo(token, user):
    """Return the Decision and rows of a token; None if it is not genuine, not theirs, or old."""
    try:
        pk, name, rows = signing.loads(token, salt=_SALT, max_age=UNDO_SECONDS)
    except signing.BadSignature:
        return None
    return (DECISIONS[name], rows) if pk == user.pk else None


def single(decision, kommentar, undo):
    return Outcome(text=decision.done % {"count": 1}, pk=kommentar.pk, undo=undo)


def several(participle, done, failures):
    """„47 freigegeben, 3 nicht:“; what follows the colon is in ``failures``."""
    if not failures:
        return f"{done} {participle}."
    if not done:
        return _("Es wurde nichts geändert:")
    return _("%(done)d %(what)s, %(failed)d nicht:") % {
        "done": done,
        "what": participle,
        "failed": len(failures),
    }
