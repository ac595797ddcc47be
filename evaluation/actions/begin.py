from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from comments.actions import ActionRefused
from strategies.models import Strategie

from ..models import Auswertung
from ..models.auswertung import evaluated_konzepte
from .steps import Action, log


@transaction.atomic
def begin(kommentierphase, *, by):
    """Begin the Auswertung of a phase; one that has begun is returned as it is.

    From now on no draft of the Strategie is published but by it (``evaluation.drafts``).

    Raises:
        PermissionDenied: ``by`` does not evaluate in this Konzept.
        ActionRefused: nobody has been able to comment yet.
    """
    if not evaluated_konzepte(by).filter(pk=kommentierphase.strategie.konzept_id).exists():
        raise PermissionDenied
    published = kommentierphase.status == kommentierphase.Status.PUBLISHED
    if not published or kommentierphase.starts_at > timezone.now():
        raise ActionRefused(_("Diese Kommentierphase hat noch nicht begonnen."))
    # Publishing a draft locks it first, and looks whether there is an Auswertung.
    Strategie.objects.select_for_update(no_key=True).get(pk=kommentierphase.strategie_id)
    auswertung, created = Auswertung.objects.get_or_create(kommentierphase=kommentierphase)
    if created:
        log(auswertung, Action.BEGUN, by=by)
    return auswertung
