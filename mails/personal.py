"""What this app keeps about a person (see ``accounts.own_data.personal_data``)."""

import re
from html import escape

from django.db.models import Q
from django.utils.translation import gettext as _

from .actions import reference
from .marks import one_line
from .models import COLLECTING, DigestEntry, Mail
from .preferences import frequencies
from .retention import forget

LINKS = {
    "mails.DigestEntry.user": "deleted",
    "mails.Mail.user": "deleted",
    "mails.MailPreference.user": "deleted",
}

# What these say opens an account or confirms a step for whoever reads it. It went to the
# mailbox, and must not be had by anybody who only sits at a browser left signed in.
WITH_A_KEY = {
    "delete_code",
    "email_code",
    "email_confirmation",
    "login_code",
    "password_reset_key",
}


def export(user):
    mails = Mail.objects.filter(Q(user=user) | Q(address__iexact=user.email))
    return {
        _("Welche E-Mails Sie bekommen"): [
            {_("Art"): kind.label, _("wie oft"): frequency.label}
            for kind, frequency in frequencies(user).items()
            if user.is_staff or not kind.is_for_staff
        ],
        _("E-Mails an Sie"): [_mail(mail) for mail in mails.order_by("created_at")],
        _("Was für die nächste tägliche E-Mail vorgemerkt ist"): [
            {_("seit"): entry.created_at, _("Betreff"): entry.subject, _("Text"): entry.text}
            for entry in user.digest_entries.waiting()
        ],
    }


def _mail(mail):
    row = {
        _("angelegt"): mail.created_at,
        _("gesendet"): mail.sent_at,
        _("Status"): mail.get_status_display(),
        _("an"): mail.address,
    }
    if mail.template in WITH_A_KEY:
        return {**row, _("Betreff"): _("Code oder Link; steht nur in der E-Mail selbst")}
    return {**row, _("Betreff"): mail.subject, _("Text"): mail.text}


def anonymise(user, *, withdraw):
    """Mails that went to the address before there was an account are not linked to it."""
    Mail.objects.filter(address__iexact=user.email).delete()


def forget_name(name, replacement, *, about):
    """Replace how somebody is called in mails to others, sent or waiting.

    Args:
        about: {name of a fact: values}; mails and entries that rest on one of them, and
            daily mails, are looked at.
    """
    facts = Q(**{f"facts__{fact}__in": values for fact, values in about.items()})
    in_digest = Q(kind__in=COLLECTING) & (Q(text__contains=one_line(name)) | Q(text__contains=name))
    for mail in Mail.objects.filter(facts | in_digest):
        _replace(mail, ["subject", "text"], one_line(name), replacement)
        _replace(mail, ["html"], escape(one_line(name)), escape(replacement))
    for entry in DigestEntry.objects.filter(facts):
        _replace(entry, ["subject", "text"], one_line(name), replacement)


def _replace(row, fields, old, new):
    whole = re.compile(rf"(?<!\w){re.escape(old)}(?!\w)")
    for field in fields:
        setattr(row, field, whole.sub(lambda _match: new, getattr(row, field)))
    row.save(update_fields=fields)


def replace_words(words, *, about, thread, user):
    """Replace words that were taken out of a comment in mails, sent or waiting.

    Args:
        words: has ``replaced_in`` (``comments.redaction.RemovedWords``).
        about, thread: as in ``mails.actions.send``; mails that rest on one of these facts (a dict
            as in ``forget_name``) or belong to this thread, daily mails, and
        user: those to this person are looked at; None for nobody.
    """
    facts = Q(**{f"facts__{fact}__in": values for fact, values in about.items()})
    to = Q(user=user) if user else Q(pk__in=[])
    rows = Mail.objects.exclude(text="")
    rests = facts | to | Q(kind__in=COLLECTING) | Q(headers__References=reference(thread))
    for mail in rows.filter(rests):
        _put_words(mail, words, ["subject", "text"])
        _put_words(mail, words, ["html"], between=_BETWEEN_IN_HTML, prepare=escape)
    for entry in DigestEntry.objects.waiting().filter(facts | to):
        _put_words(entry, words, ["subject", "text"])


# What may stand between two words of a quotation: it is broken into lines.
_BETWEEN = r"(?:\s|>)+"
_BETWEEN_IN_HTML = r"(?:\s|&gt;|<[^<>]*>)+"


def _put_words(row, words, fields, *, between=_BETWEEN, prepare=str):
    before = {field: getattr(row, field) for field in fields}
    after = {
        field: words.replaced_in(text, between=between, prepare=prepare)
        for field, text in before.items()
    }
    if after != before:
        for field, text in after.items():
            setattr(row, field, text)
        row.save(update_fields=fields)


def purge(now):
    return {_("Inhalte alter E-Mails"): forget(now)}
