from django.db import transaction

from ..models import Entwurf
from ..passages import NO_QUOTE, quote_in
from .write import submit


def keep_draft(
    *,
    baustein,
    text,
    category="",
    parent=None,
    quote=None,
    ortsteil=None,
    as_organisation=False,
    idempotency_key,
):
    """Keep what somebody wrote before signing in; the same form again is the same draft."""
    words = {
        "baustein": baustein,
        "parent": parent,
        "text": text,
        "category": category,
        "ortsteil": ortsteil,
        "as_organisation": as_organisation,
    }
    entwurf, _created = Entwurf.objects.update_or_create(
        idempotency_key=idempotency_key,
        defaults={**words, **(quote.columns if quote else NO_QUOTE)},
    )
    return entwurf


@transaction.atomic
def publish_draft(entwurf, *, author):
    """Submit a kept draft for the person who has now signed in, and drop it.

    Raises:
        ParticipationClosed, ActionRefused: as ``submit``; the draft is kept then.
    """
    kommentar = submit(
        baustein=entwurf.baustein,
        author=author,
        text=entwurf.text,
        category=entwurf.category,
        parent=entwurf.parent,
        quote=quote_in(entwurf),
        ortsteil=entwurf.ortsteil,
        as_organisation=entwurf.as_organisation,
        idempotency_key=entwurf.idempotency_key,
    )
    entwurf.delete()
    return kommentar
