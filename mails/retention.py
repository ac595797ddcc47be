"""What the outbox keeps, and for how long."""

from datetime import timedelta

from django.db.models import Q

from .models import Mail

# How long it must be possible to look up what was sent to somebody.
CONTENT_KEPT = timedelta(days=30)


def forget(now):
    """Empty mails that left long ago, or never could; return how many.

    The row stays with its key and times: it proves that the mail was sent, and
    keeps it from being sent again.
    """
    old = Mail.objects.filter(
        created_at__lt=now - CONTENT_KEPT,
        status__in=[Mail.Status.SENT, Mail.Status.DROPPED, Mail.Status.FAILED],
    )
    return old.exclude(Q(text="") & Q(address="")).update(
        address="", subject="", text="", html="", headers={}, facts={}
    )
