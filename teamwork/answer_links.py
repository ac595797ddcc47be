"""The signed links under which an office answers a Rückfrage, without an account (ADR 39).

A link names one question and nothing else. It holds until the question is answered or withdrawn,
or its time is over; asked again, the same office gets another one.
"""

from django.core import signing

from comments.models import Kommentar

from .models import Rueckfrage

_SALT = "teamwork.answer"

INVALID, OPEN, ANSWERED, WITHDRAWN = "invalid", "open", "answered", "withdrawn"
# Its time is over; the contribution is not there to be read any more.
LATE, GONE = "late", "gone"


def answer_token(rueckfrage):
    """The signed part of the link."""
    return signing.dumps(rueckfrage.pk, salt=_SALT)


def rueckfrage_for(token):
    """The question a link is for, with its contribution; None if the link is not genuine."""
    try:
        pk = signing.loads(token, salt=_SALT)
    except signing.BadSignature:
        return None
    rows = Rueckfrage.objects.select_related("by", "kommentar__baustein__strategie__konzept")
    return rows.filter(pk=pk).first()


def state_of(rueckfrage, today):
    """What the link is good for: one of the words above.

    Args:
        rueckfrage: from ``rueckfrage_for``.
        today: the local day.
    """
    if rueckfrage is None:
        return INVALID
    if rueckfrage.status == Rueckfrage.Status.WITHDRAWN:
        return WITHDRAWN
    if rueckfrage.is_answered:
        return ANSWERED
    if today > rueckfrage.opens_until:
        return LATE
    legible = Kommentar.objects.legible().filter(pk=rueckfrage.kommentar_id)
    return OPEN if legible.exists() else GONE
