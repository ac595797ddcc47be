"""Writing mails into the outbox. They leave after the commit, through ``mails.tasks``."""

import re
from functools import partial

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from . import tasks
from .marks import one_line
from .models import DIGEST, DigestEntry, Frequency, Kind, Mail
from .preferences import frequency_of
from .rendering import finish, render_mail, render_short, site_host
from .tokens import ending_link, unsubscribe_link


def send(
    *,
    template,
    context,
    user=None,
    address="",
    language="",
    kind="",
    key="",
    thread="",
    facts=None,
    ends_with=None,
):
    """Queue a mail in the caller's transaction, as often as the person wants this kind.

    At once it becomes a row of the outbox; daily a line of the next digest; where
    the person chose none, nothing. Never fails because of the mail server.

    Args:
        template: name in ``templates/mails/``, without ending.
        context: what the template shows; ``link`` is where a digest leads.
        user: the receiver; their language and preferences count.
        address: of a receiver without an account, or another than the account's.
        language: code, for a receiver without an account.
        kind: a ``Kind``, or empty for obligatory mail, which nobody can switch off.
        key: names this piece of news to this person; there is never a second mail
            with the same one.
        thread: mails with the same one belong together in the reader's program.
        facts: what must still hold when the mail leaves (``mails.delivery.CHECKS``).
        ends_with: key of the row that a receiver without an account gets mails of ``kind``
            for; the link in the mail ends them (``mails.tokens.ENDED``).

    Returns:
        The Mail, the DigestEntry, or None.
    """
    if not (user or address) or (kind and user and not user.is_active):
        return None
    if key and _is_known(key):
        return None
    language = user.language if user else language or settings.LANGUAGE_CODE
    frequency = frequency_of(user, kind) if kind and user else Frequency.AT_ONCE
    if frequency == Frequency.NONE:
        return None
    if frequency == Frequency.DAILY:
        subject, text = render_short(template, context, language=language)
        return _create(
            DigestEntry(
                user=user, kind=kind, subject=subject, text=text, facts=facts or {},
                link=context.get("link", ""), key=key or None,
            )
        )  # fmt: skip
    return write(
        template=template, context=context, user=user, address=address, language=language,
        kind=kind, key=key, thread=thread, facts=facts, ends_with=ends_with,
    )  # fmt: skip


def write(
    *, template, context, user=None, address="", language, kind="", key="", thread="", facts=None,
    ends_with=None,
):  # fmt: skip
    """Render a mail into the outbox whatever the preferences say; arguments as ``send``."""
    link = unsubscribe_link(user, kind) if user and kind else ""
    if ends_with and not user:
        link = ending_link(kind, ends_with)
    context = {"has_account": user is not None, **context}
    parts = render_mail(template, context, language=language, unsubscribe_link=link)
    return _queue(
        parts, template=template, user=user, address=address, language=language, kind=kind,
        key=key, thread=thread, facts=facts, link=link,
    )  # fmt: skip


def address_of(key):
    """Where the mail with this key went; empty once the outbox has forgotten it."""
    return Mail.objects.filter(key=key).values_list("address", flat=True).first() or ""


def send_text(*, subject, text, template, user=None, address="", language=""):
    """Queue an obligatory mail that somebody else (allauth) has rendered already."""
    language = user.language if user else language or settings.LANGUAGE_CODE
    with translation.override(language):
        parts = finish(one_line(subject), text)
    return _queue(parts, template=template, user=user, address=address, language=language)


def _queue(
    parts, *, template, user, address, language, kind="", key="", thread="", facts=None, link=""
):
    subject, text, html = parts
    mail = Mail(
        user=user,
        address=address or user.email,
        language=language,
        template=template,
        kind=kind,
        facts=facts or {},
        subject=subject,
        text=text,
        html=html,
        headers=_headers(kind, thread, link),
        key=key or None,
    )
    mail.message_id = f"<{mail.pk}@{site_host()}>"
    with transaction.atomic():
        if _create(mail):
            _enqueue_on_commit(mail)
            return mail
    return None


def reference(thread):
    """The message that all mails of a thread name as their beginning."""
    return f"<{re.sub(r'[^A-Za-z0-9.-]', '-', thread)}@{site_host()}>"


def _headers(kind, thread, link):
    """The headers that mail programs and servers act on.

    ``Auto-Submitted``: no out-of-office replies (RFC 3834, 5). ``References``: all
    mails of a thread name the same message as their beginning (RFC 5322, 3.6.4).
    ``List-Unsubscribe-Post``: one click ends them (RFC 8058). ``List-Id``: programs sort
    them by it (RFC 2919). ``X-Auto-Response-Suppress``: what Exchange reads instead of the first.
    """
    headers = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}
    if thread:
        root = reference(thread)
        headers |= {"In-Reply-To": root, "References": root}
    if link:
        headers |= {
            "List-Unsubscribe": f"<{link}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "List-Id": f"<{kind}.{site_host()}>",
        }
    if kind == DIGEST or (kind in Kind.values and Kind(kind).goes_to_many):
        headers["Precedence"] = "bulk"
    return headers


def _is_known(key):
    return Mail.objects.filter(key=key).exists() or DigestEntry.objects.filter(key=key).exists()


def _create(row):
    """Save a new row; None if the same news is there already."""
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        if row.key is None or not _is_known(row.key):
            raise
        return None
    return row


def retry(mails):
    """Let failed mails be tried again now, where their text is still kept; return how many."""
    failed = list(mails.filter(status=Mail.Status.FAILED).exclude(text=""))
    now = timezone.now()
    with transaction.atomic():
        for mail in failed:
            Mail.objects.filter(pk=mail.pk, status=Mail.Status.FAILED).update(
                status=Mail.Status.WAITING, attempts=0, next_attempt_at=now
            )
            _enqueue_on_commit(mail)
    return len(failed)


def _enqueue_on_commit(mail):
    later = tasks.deliver.using(priority=tasks.priority(mail.kind))
    # Robust: the mail is in the outbox; ``manage.py send_mails`` would find it anyway.
    transaction.on_commit(partial(later.enqueue, str(mail.pk)), robust=True)
