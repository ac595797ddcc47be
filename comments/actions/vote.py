from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from phases.rules import require_open

from ..models import Bewertung, Kommentar
from .errors import ActionRefused
from .people import refuse_blocked


@transaction.atomic
def vote(kommentar, *, by, value):
    """Set, change or (with 0) take back one person's vote on a comment.

    Sending the same vote again changes nothing.

    Args:
        value: 1 for agreement, -1 for disagreement, 0 for none.

    Returns:
        The Kommentar with its new counts.

    Raises:
        ParticipationClosed: the phase is over.
        ActionRefused: the comment is one's own or no longer public.
    """
    refuse_blocked(by, kommentar.baustein.strategie.konzept_id)
    require_open(kommentar.baustein, by=by)
    kommentar = Kommentar.objects.select_for_update(no_key=True).get(pk=kommentar.pk)
    if not kommentar.is_published:
        raise ActionRefused(_("Dieser Beitrag ist nicht mehr öffentlich."))
    if kommentar.is_by(by):
        raise ActionRefused(_("Den eigenen Beitrag kann man nicht bewerten."))
    # The lock on the comment puts all votes on it in a row.
    earlier = Bewertung.objects.filter(kommentar=kommentar, user=by).first()
    if (earlier.value if earlier else 0) == value:
        return kommentar
    if value:
        Bewertung.objects.update_or_create(kommentar=kommentar, user=by, defaults={"value": value})
    else:
        earlier.delete()
    before = earlier.value if earlier else 0
    Kommentar.objects.filter(pk=kommentar.pk).update(
        up_count=F("up_count") + int(value == 1) - int(before == 1),
        down_count=F("down_count") + int(value == -1) - int(before == -1),
    )
    kommentar.refresh_from_db(fields=["up_count", "down_count"])
    return kommentar
