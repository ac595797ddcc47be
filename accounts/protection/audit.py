"""The one record of what matters for the security of the platform, and mails about it.

What happens to comments, phases and evaluations has records of its own, which say why.
"""

from django.db import transaction

from mails import actions as mails

from ..models import Sicherheitsprotokoll, User

RIGHTS = ("is_active", "is_staff", "is_superuser")


def record(event, *, by=None, about=None, details=""):
    """Add a line, in the caller's transaction.

    Args:
        event: a ``Sicherheitsprotokoll.Event``.
        by: whoever did it; None for an operator at the command line, or somebody unknown.
        about: the account it happened to.
        details: one line; no addresses of anybody who does not work here.
    """
    Sicherheitsprotokoll.objects.create(event=event, by=by, about=about, details=details[:300])


def record_failure(email, *, details):
    """Add a line for a sign-in that failed, if the address is that of somebody who works here.

    For any other the same work is done and undone: time tells nothing.
    """
    user = User.objects.filter(email=email.lower(), is_staff=True).first()
    with transaction.atomic():
        record(Sicherheitsprotokoll.Event.SIGN_IN_FAILED, about=user, details=details)
        if user is None:
            transaction.set_rollback(True)


def tell(user, template, **context):
    """Mail somebody who works here what happened to their account."""
    mails.send(template=template, context=context, user=user)


def tell_superusers(template, *, but=None, **context):
    """Mail all who administrate accounts, also whoever did it: it may not have been them."""
    people = User.objects.filter(is_superuser=True, is_active=True)
    for person in people.exclude(pk=but.pk) if but else people:
        mails.send(template=template, context=context, user=person)


def record_superuser(person):
    """Add a line about somebody who got all rights at the command line, and tell the others."""
    details = rights(person)
    record(Sicherheitsprotokoll.Event.RIGHTS, about=person, details=details)
    tell_superusers("staff_rights", but=person, person=person, by=None, details=details)


def rights(person):
    """„aktiv, darf in die Verwaltung, Moderation“."""
    flags = [name for name in RIGHTS if getattr(person, name)]
    labels = [str(User._meta.get_field(name).verbose_name) for name in flags]
    return ", ".join([*labels, *person.groups.order_by("name").values_list("name", flat=True)])
