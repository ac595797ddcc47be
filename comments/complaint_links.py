"""The signed addresses under which the person concerned may complain of a decision."""

from django.core import signing

from .models import Moderationsentscheidung

Action = Moderationsentscheidung.Action

_SALT = "comments.complaint"
# What can be complained about: whatever restricts somebody.
CONTESTABLE = (Action.HIDE, Action.REDACT, Action.WARN, Action.BLOCK)


def complaint_token(entscheidung):
    """The signed part of the address under which the person concerned may complain."""
    return signing.dumps(entscheidung.pk, salt=_SALT)


def decision_for(token):
    """Return the decision a complaint link is for; None if the link is not genuine."""
    try:
        pk = signing.loads(token, salt=_SALT)
    except signing.BadSignature:
        return None
    return (
        Moderationsentscheidung.objects.filter(pk=pk, action__in=CONTESTABLE)
        .select_related("kommentar", "konzept", "beschwerde")
        .first()
    )
