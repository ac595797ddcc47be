"""The way back after an act of bundling: told on the next page, with its button.

Signed for who did it and good for ten minutes, as in moderation; kept in the session until shown.
"""

from django.core import signing
from django.utils.html import conditional_escape
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from comments.actions import ActionRefused
from evaluation import actions
from evaluation.access import own_auswertungen

NAME = "rueckgaengig"
UNDO_SECONDS = 10 * 60
_SESSION_KEY, _SALT = "bundling_undo", "evaluation.undo"


def token_of(act, user, at=None):
    """What ``user`` may take the BundlingAct back by; empty where nothing was done.

    Args:
        at: primary key of the contribution on whose page it was done.
    """
    if not act.did_something:
        return ""
    return signing.dumps([user.pk, act.as_values(), at], salt=_SALT, compress=True)


def remember(request, act, told, at=None):
    """Keep what was done for the next page: its sentence and the way back."""
    token = token_of(act, request.user, at)
    kept = {"told": str(conditional_escape(told)), "token": token}
    request.session[_SESSION_KEY] = kept


def pop_done(request):
    """What was done last, once: a dict of ``told`` and ``token``, or None."""
    kept = request.session.pop(_SESSION_KEY, None)
    # Escaped by ``remember``.
    return {**kept, "told": mark_safe(kept["told"])} if kept else None  # noqa: S308


def take_back(request, token):
    """Undo the act of a token.

    Returns:
        (sentences as one text, primary key of the contribution on whose page it was done)

    Raises:
        ActionRefused: it is too old, not theirs or not genuine, or somebody changed things.
    """
    try:
        pk, values, at = signing.loads(token, salt=_SALT, max_age=UNDO_SECONDS)
    except signing.BadSignature:
        pk, values, at = None, {}, None
    rows = own_auswertungen(request.user).filter(pk=values.get("auswertung"))
    if pk != request.user.pk or not (auswertung := rows.first()):
        raise ActionRefused(
            _(
                "Rückgängig machen kann nur, wer zugeordnet hat, und nur zehn Minuten lang. Es "
                "wurde nichts geändert."
            )
        )
    sentences = actions.take_back(auswertung, actions.BundlingAct(**values), by=request.user)
    return " ".join(map(str, sentences)), at
