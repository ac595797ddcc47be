"""From the outbox to the mail server: every mail once, whatever happens on the way.

At least once, strictly speaking: a worker that dies between the server's „250“
and its own note sends the mail again, under the same Message-ID (RFC 5321, 4.5.4
knows the same window). Everything else is kept apart by compare-and-set.
"""

import email.policy
import logging
import re
import smtplib
from contextlib import suppress
from datetime import timedelta
from email.utils import formataddr, parseaddr

import css_inline
from django.conf import settings
from django.core.mail import EmailMultiAlternatives, mailers
from django.db.models import F
from django.utils import timezone

from municipality.current import current
from registry import Registry

from .marks import one_line
from .models import LONGEST_PAUSE, Mail
from .preferences import wants
from .rendering import logo_id

logger = logging.getLogger(__name__)

# For a kind of mail, the callable that is given the ``facts`` and says whether they still hold.
CHECKS = Registry()

FIRST_PAUSE = timedelta(minutes=1)
GIVE_UP_AFTER = timedelta(days=5)

Status = Mail.Status


class WholeLines(email.policy.EmailPolicy):
    """Writes headers that hold an address or id in one piece, however long it is.

    Python folds what is longer than 78 characters and has no blank by encoding it
    (RFC 2047), which is not allowed in an id and not decoded in
    ``List-Unsubscribe``. A line may have 998 characters (RFC 5322, 2.1.1).
    """

    WHOLE = {"message-id", "in-reply-to", "references", "list-unsubscribe", "list-id"}

    def fold(self, name, value):
        if name.lower() in self.WHOLE:
            return f"{name}: {value}{self.linesep}"
        return super().fold(name, value)

    def fold_binary(self, name, value):
        if name.lower() in self.WHOLE:
            return self.fold(name, value).encode("ascii")
        return super().fold_binary(name, value)


class Message(EmailMultiAlternatives):
    """A mail with the municipality's logo beside its HTML part, where that shows one."""

    logo = b""

    def message(self, **kwargs):
        message = super().message(**kwargs)
        if self.logo:
            message.get_body(("html",)).add_related(
                self.logo, "image", "png", cid=f"<{logo_id()}>", filename="logo.png",
                disposition="inline",
            )  # fmt: skip
        message.policy = WholeLines(linesep=message.policy.linesep)
        return message


class Connection:
    """The connection to the mail server: opened when needed, and anew after a failure."""

    def __init__(self):
        self._backend = mailers.default

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.close()

    def open(self):
        try:
            self._backend.open()
        except Exception:
            self.close()
            raise

    def send(self, message):
        try:
            self._backend.open()
            self._backend.send_messages([message])
        except Exception:
            self.close()
            raise

    def close(self):
        # Nothing depends on a polite goodbye.
        with suppress(Exception):
            self._backend.close()
        self._backend = mailers.default


def deliver(mail_id, connection=None):
    """Send one mail if it is due and nobody else is sending it.

    Args:
        mail_id: primary key of a Mail.
        connection: an open Connection to use; None opens one for this mail.
    """
    mail = _claim(mail_id)
    if mail is None:
        return
    if not _is_still_news(mail):
        _release(mail, status=Status.DROPPED)
        return
    if connection is None:
        with Connection() as own:
            _send(mail, own)
    else:
        _send(mail, connection)


def sweep():
    """Send everything that is due over one connection; return how many mails were tried.

    Stops as soon as the server cannot be reached: the mails stay due.
    """
    tried = 0
    due = Mail.objects.due(timezone.now()).order_by("kind", "next_attempt_at")
    with Connection() as connection:
        for mail_id in due.values_list("pk", flat=True):
            try:
                connection.open()
            except OSError as error:
                logger.warning("Mail server cannot be reached: %s", describe(error))
                break
            deliver(mail_id, connection)
            tried += 1
    return tried


def _claim(mail_id):
    """Take a due mail for this worker; None if it is not due or somebody else was faster."""
    now = timezone.now()
    mine = (
        Mail.objects.due(now)
        .filter(pk=mail_id)
        .update(status=Status.SENDING, claimed_at=now, attempts=F("attempts") + 1)
    )
    return Mail.objects.select_related("user").get(pk=mail_id) if mine else None


def _release(mail, **fields):
    """Write down what became of a claimed mail, unless another worker took it over."""
    Mail.objects.filter(pk=mail.pk, status=Status.SENDING, claimed_at=mail.claimed_at).update(
        **fields
    )


def _is_still_news(mail):
    return (mail.user is None or wants(mail.user, mail.kind)) and holds(mail)


def holds(news):
    """Whether what a Mail or DigestEntry tells is still true (``CHECKS``)."""
    check = CHECKS.get(news.kind)
    return check(news.facts) if check and news.facts else True


def _send(mail, connection):
    try:
        connection.send(_message(mail))
    except Exception as error:
        _put_back(mail, error)
    else:
        _release(mail, status=Status.SENT, sent_at=timezone.now(), last_error="")


def _message(mail):
    message = Message(
        subject=mail.subject,
        body=mail.text,
        from_email=sender(),
        to=[mail.address],
        reply_to=[answers] if (answers := current().contact_email) else None,
        headers={
            **mail.headers, "Message-ID": mail.message_id, "Content-Language": mail.language,
        },
    )  # fmt: skip
    html, message.logo = _with_logo(mail.html)
    message.attach_alternative(_with_inline_styles(html), "text/html")
    return message


def _with_logo(html):
    """The HTML and the bytes of the logo it shows; where there is none any more, without it."""
    if f"cid:{logo_id()}" not in html:
        return html, b""
    try:
        with current().logo.open("rb") as file:
            return html, file.read()
    except (OSError, ValueError):
        return re.sub(r'<img [^>]*src="cid:[^>]*>', "", html), b""


def sender():
    """The address mails come from, with the municipality's name unless it has one already."""
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return formataddr((name or one_line(f"Mitreden · {current().shown_name}"), address))


def _with_inline_styles(html):
    """The styles at each element as well: Outlook for Windows reads hardly any others."""
    return css_inline.inline(html, keep_style_tags=True, load_remote_stylesheets=False)


def _put_back(mail, error):
    """Plan the next attempt, or give up."""
    now = timezone.now()
    over = is_permanent(error) or now - mail.created_at > GIVE_UP_AFTER
    logger.log(
        logging.ERROR if over else logging.WARNING,
        "Mail %s, attempt %d: %s", mail.pk, mail.attempts, describe(error),
    )  # fmt: skip
    _release(
        mail,
        status=Status.FAILED if over else Status.WAITING,
        next_attempt_at=now + pause(mail.attempts),
        last_error=describe(error),
    )


def pause(attempts):
    """How long to wait after so many attempts: 1, 2, 4 … minutes, six hours at most."""
    return min(FIRST_PAUSE * 2 ** min(attempts - 1, 20), LONGEST_PAUSE)


def is_permanent(error):
    """Whether another attempt is pointless: the server refused this recipient or mail for good.

    A 5yz reply to anything else (our sender, our password) is about us, and will
    be mended (RFC 5321, 4.2.1).
    """
    if isinstance(error, smtplib.SMTPRecipientsRefused | smtplib.SMTPDataError):
        return _code(error) >= 500
    # An address or header that cannot be written down.
    return isinstance(error, ValueError)


def _code(error):
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return max((code for code, _text in error.recipients.values()), default=0)
    return getattr(error, "smtp_code", 0)


def describe(error):
    """Name an error without what the server said: that often quotes the address."""
    words = [type(error).__name__]
    if code := _code(error):
        words.append(str(code))
    if found := re.search(r"\b[245]\.\d{1,3}\.\d{1,3}\b", str(error)):
        # Enhanced status code (RFC 3463).
        words.append(found.group())
    return " ".join(words)
