"""One-time codes for steps of an account that somebody who is signed in wants to take.

The code waits in the session of the browser that asked for it, as allauth does for
signing in; how often one may guess is counted by ``accounts.limits``.
"""

import time

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from . import limits

_KEY = "codes"


class WrongCode(Exception):
    """What was typed is not the code, or no longer; the message says what to do."""


def issue(request, step, **details):
    """Return a new code for ``step``, and keep ``details`` until it is entered."""
    code = get_adapter().generate_login_code()
    expires = time.time() + settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT
    kept = {"code": code, "expires": expires, **details}
    request.session[_KEY] = {**request.session.get(_KEY, {}), step: kept}
    return code


def pending(request, step):
    """What was kept for a step whose code is on its way; None if there is none, or no longer."""
    kept = request.session.get(_KEY, {}).get(step)
    return kept if kept and kept["expires"] > time.time() else None


def check(request, step, typed):
    """Return what was kept for ``step`` if ``typed`` is its code, which then is used up.

    Raises:
        WrongCode: it is another, or too late.
        limits.TooMany: too many were tried.
    """
    limits.consume("confirm", request)
    kept = pending(request, step)
    if kept is None:
        raise WrongCode(_("Der Code gilt nicht mehr. Bitte fordern Sie einen neuen an."))
    if not constant_time_compare("".join(typed.split()), kept["code"]):
        raise WrongCode(_("Der Code stimmt nicht. Bitte vergleichen Sie ihn mit der E-Mail."))
    drop(request, step)
    return kept


def drop(request, step):
    request.session[_KEY] = {
        name: kept for name, kept in request.session.get(_KEY, {}).items() if name != step
    }
