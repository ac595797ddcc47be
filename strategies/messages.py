"""Sending a Mitteilung: tried on oneself first, then once to all who follow."""

import hashlib

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mails.actions import send, write
from mails.models import Kind
from mails.tasks import enqueue_with

from .models import Mitteilung


class MessageRefused(Exception):
    """The Mitteilung cannot be sent now; the message says why and what to do."""


def fingerprint(mitteilung):
    """A mark of what a preview shows: it is sent as it was read, or not at all."""
    said = (mitteilung.konzept_id, mitteilung.strategie_id, mitteilung.title, mitteilung.text)
    return hashlib.sha256(repr(said).encode()).hexdigest()[:32]


def send_test(mitteilung, *, to):
    """Mail it to ``to`` alone, as everybody would get it."""
    write(
        template="message",
        context={**_context(mitteilung), "is_test": True},
        user=to,
        language=to.language,
    )


@transaction.atomic
def send_out(mitteilung, *, by, seen):
    """Publish a draft and mail it to all who follow, after the commit.

    Args:
        seen: the ``fingerprint`` of what ``by`` has read.

    Raises:
        MessageRefused: sent already, changed meanwhile, or about what is not public.
    """
    row = Mitteilung.objects.select_for_update(no_key=True, of=("self",)).with_target()
    row = row.get(pk=mitteilung.pk)
    if not row.is_draft:
        raise MessageRefused(_("Diese Mitteilung ist schon verschickt."))
    if fingerprint(row) != seen:
        raise MessageRefused(
            _("Diese Mitteilung wurde inzwischen geändert. Bitte lesen Sie sie noch einmal.")
        )
    if not row.is_public:
        raise MessageRefused(
            _("„%(what)s“ ist nicht veröffentlicht. Erst dann kann man darüber schreiben.")
            % {"what": row.target}
        )
    sent = {"status": Mitteilung.Status.SENT, "sent_at": timezone.now(), "sent_by": by}
    if not Mitteilung.objects.filter(pk=row.pk, status=Mitteilung.Status.DRAFT).update(**sent):
        raise MessageRefused(_("Diese Mitteilung ist schon verschickt."))
    from .tasks import tell_followers

    enqueue_with(tell_followers, row)


def tell_followers(mitteilung):
    """Queue the mails on a Mitteilung, one to each; run again, nobody gets a second one.

    That everybody was told is noted last, so a run that dies is finished by the next one
    (``notify_messages``).

    Returns:
        How many mails and lines of digests were queued.
    """
    context = _context(mitteilung)
    told = 0
    for user in mitteilung.recipients().iterator():
        mail = send(
            template="message",
            context=context,
            user=user,
            kind=Kind.MESSAGE,
            key=f"message-{mitteilung.pk}-{user.pk}",
            thread=f"message-{mitteilung.pk}",
            facts={"mitteilung": mitteilung.pk},
        )
        told += mail is not None
    Mitteilung.objects.filter(pk=mitteilung.pk).update(told_at=timezone.now())
    return told


def _context(mitteilung):
    return {
        "mitteilung": mitteilung,
        "target": mitteilung.target,
        "lines": mitteilung.text.splitlines(),
        "link": f"{settings.SITE_URL}{mitteilung.get_absolute_url()}",
    }


def is_still_public(facts):
    """Whether what a waiting mail tells can still be read by all."""
    return Mitteilung.objects.published().filter(pk=facts["mitteilung"]).exists()
