"""One-time codes, sent by mail: for signing in, and for steps of one's own account.

A code waits in the session of the browser that asked for it. Asking again leaves a code that
is on its way valid: the mail that comes first need not be the one sent last. Guesses are
counted by ``accounts.protection.limits`` before anything is compared, so that five are five
however many come at the same moment.
"""

import time
import unicodedata
import uuid

import regex
from allauth.account.adapter import get_adapter
from django import forms
from django.conf import settings
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..protection import limits

_KEY = "codes"
# What people copy along with a code; the longest mail text is cut before it is looked through.
_LONGEST_INPUT = 500
# Digits with at most a few signs between them: „123-456“, „1 2 3 4 5 6“.
_SIX, _EIGHT = (
    regex.compile(rf"(?<![0-9])[0-9](?:[^\p{{L}}\p{{N}}]{{0,4}}[0-9]){{{more}}}(?![0-9])")
    for more in (5, 7)
)


def used_up():
    return _(
        "Es wurde fünfmal ein falscher Code eingegeben. Deshalb gilt der Code aus der E-Mail "
        "nicht mehr; bitte fordern Sie einen neuen an."
    )


class WrongCode(Exception):
    """What was typed is not the code, or no longer; the message says what to do."""


class CodeField(forms.CharField):
    """A code as it stands in a mail, an app or on paper, with whatever was copied around it.

    Blanks, dashes, quotation marks, invisible characters, words and digits of any script are
    all the same; what is left are ASCII digits.
    """

    default_error_messages = {
        "required": gettext_lazy("Bitte geben Sie den Code ein. Er besteht aus Ziffern."),
    }

    def __init__(self, **kwargs):
        widget = forms.TextInput({"autocomplete": "one-time-code", "inputmode": "numeric"})
        super().__init__(**{"label": gettext_lazy("Code"), "widget": widget, **kwargs})

    def to_python(self, value):
        return digits_of(str(value or ""))


def digits_of(text):
    """Return the code in ``text``: six digits, or eight, else all digits there are."""
    text = unicodedata.normalize("NFKC", text[:_LONGEST_INPUT])
    text = "".join(str(unicodedata.decimal(sign, sign)) for sign in text)
    found = _SIX.search(text) or _EIGHT.search(text)
    return "".join(sign for sign in (found.group() if found else text) if sign in "0123456789")


def issue(request, step, **details):
    """Return a new code for ``step``, and keep ``details`` until it is entered.

    Codes asked for before with the same details stay valid until they expire.
    """
    code = get_adapter().generate_login_code()
    expires = time.time() + settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT
    former = [kept for kept in _valid(request, step) if kept["details"] == details]
    new = {"id": uuid.uuid4().hex, "code": code, "expires": expires, "details": details}
    request.session[_KEY] = {**_all(request), step: [*former, new]}
    return code


def pending(request, step):
    """What was kept for a step whose code is on its way; None if there is none, or no longer."""
    valid = _valid(request, step)
    return valid[-1]["details"] if valid else None


def check(request, step, typed, *, address):
    """Return what was kept for ``step`` if ``typed`` is one of its codes, which then are used up.

    Args:
        typed: from a ``CodeField``.
        address: the e-mail address the codes were sent to.

    Raises:
        WrongCode: it is another, too late, or guessed too often.
        limits.TooMany: too many wrong ones were typed for this address in this session.
    """
    valid = _valid(request, step)
    if not valid:
        raise WrongCode(_("Der Code gilt nicht mehr. Bitte fordern Sie einen neuen an."))
    limits.consume("guess", request, address=address)
    open_codes = [kept for kept in valid if limits.take_guess(kept["id"])]
    if not open_codes:
        raise WrongCode(used_up())
    right = [kept for kept in open_codes if constant_time_compare(typed, kept["code"])]
    if not right:
        limits.note("wrong_code", request, address=address)
        raise WrongCode(
            _("Der Code stimmt nicht. Bitte vergleichen Sie ihn mit der neuesten E-Mail.")
        )
    drop(request, step)
    return right[0]["details"]


def drop(request, step):
    request.session[_KEY] = {name: kept for name, kept in _all(request).items() if name != step}


def _all(request):
    return request.session.get(_KEY, {})


def _valid(request, step):
    """The codes for ``step`` that have not expired; those of a former version are forgotten."""
    kept = _all(request).get(step, [])
    return [row for row in kept if isinstance(row, dict) and row["expires"] > time.time()]
