"""What the outbox keeps, and for how long."""

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from .models import Mail

# How long it must be possible to look up what was sent to somebody.
CONTENT_KEPT = timedelta(days=30)


def forget():
    """Empty mails that left long ago; return how many.

    The row stays with its key and times: it proves that the mail was sent, and
    keeps it from being sent again.
    """
    old = Mail.objects.filter(
        created_at__lt=timezone.now() - CONTENT_KEPT,
        status__in=[Mail.Status.SENT, Mail.Status.DROPPED],
    )
    return old.exclude(Q(text="") & Q(address="")).update(
        address="", subject="", text="", html="", headers={}, facts={}
    )
