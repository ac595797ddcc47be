"""Writing for an organisation: asked for by a person, confirmed by the staff."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from .. import notify
from ..models import Organisation
from .errors import ActionRefused, StatusConflict

Status = Organisation.Status


@transaction.atomic
def request_organisation(*, person, name, kind):
    """Ask for a name to write under; also another one, which then waits anew.

    Asked for once more, a confirmed one stays confirmed, and one that waits keeps its place.
    """
    known = Organisation.objects.select_for_update().filter(person=person).first()
    if known and (known.name, known.kind) == (name, kind) and known.status != Status.DECLINED:
        return known
    row, _created = Organisation.objects.update_or_create(
        person=person,
        defaults={
            "name": name,
            "kind": kind,
            "status": Status.REQUESTED,
            "statement": "",
            "requested_at": timezone.now(),
            "decided_at": None,
            "decided_by": None,
        },
    )
    return row


@transaction.atomic
def decide_organisation(row, *, by, status, statement=""):
    """Confirm or decline a name, or take back what was decided; the person is told by mail.

    What was written under it before keeps it.

    Raises:
        ActionRefused: it is one's own, or a sentence is missing that says why not.
        StatusConflict: somebody else has decided, or another name is asked for.
    """
    if row.person_id == by.pk:
        raise ActionRefused(_("Über die eigene Organisation entscheidet jemand anderes."))
    if status == Status.DECLINED and not statement.strip():
        raise ActionRefused(_("Bitte sagen Sie in einem Satz, warum nicht."))
    same = Organisation.objects.filter(
        pk=row.pk, status=row.status, requested_at=row.requested_at
    ).exclude(status=status)
    decided = {"status": status, "statement": statement, "decided_at": timezone.now()}
    if not same.update(**decided, decided_by=by):
        raise StatusConflict(
            _("Hier hat sich inzwischen etwas geändert. Bitte sehen Sie noch einmal hin.")
        )
    row.refresh_from_db()
    notify.organisation_decided(row)
    return row


def organisation_of(user):
    """The confirmed name under which ``user`` may write; empty without one."""
    if not user.is_authenticated:
        return ""
    rows = Organisation.objects.filter(person=user, status=Status.CONFIRMED)
    return rows.values_list("name", flat=True).first() or ""
