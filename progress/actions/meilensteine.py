"""The steps of a Vorhaben: public with the Stand that tells them."""

from django.db import transaction
from django.utils.translation import gettext as _

from strategies.actions import ActionRefused

from ..models import Meilenstein
from .steps import Action, clean, locked_for_planning, log

MOST_STEPS = 40


@transaction.atomic
def set_steps(vorhaben, steps, *, by, version=None):
    """Replace the Meilensteine of a Vorhaben at once, without a Stand.

    Args:
        steps: (title, due, done_on) each, in their order.

    Raises:
        PermissionDenied: ``by`` does not plan the Umsetzung of this Konzept.
        StatusConflict: it was changed since ``version``.
        ActionRefused: too many, or one is wrong.
    """
    row = locked_for_planning(vorhaben, by, version=version)
    check_steps(row, steps)
    row.version += 1
    row.save(update_fields=["version"])
    replace_steps(row, steps, by=by)
    return row


def check_steps(vorhaben, steps):
    """Refuse too many steps, and what no Meilenstein takes."""
    if len(steps) > MOST_STEPS:
        raise ActionRefused(_("Mehr als %(n)d Schritte sind nicht möglich.") % {"n": MOST_STEPS})
    for row in _rows(vorhaben, steps):
        clean(row)


def replace_steps(vorhaben, steps, *, by):
    """Replace the Meilensteine of a Vorhaben, which is locked; the steps are checked."""
    vorhaben.meilensteine.all().delete()
    Meilenstein.objects.bulk_create(_rows(vorhaben, steps))
    log(Action.STEPS, by=by, vorhaben=vorhaben, details=str(len(steps)))


def _rows(vorhaben, steps):
    return [
        Meilenstein(vorhaben=vorhaben, title=title, due=due, done_on=done_on, position=position)
        for position, (title, due, done_on) in enumerate(steps, 1)
    ]
