"""What somebody wanted to do when they had to sign in first; done as soon as they have.

It waits in the session, under a name that a second, other wish for the same thing replaces.
In ``INTENTIONS`` apps register for a kind the callable that carries it out. It gets the request of
the person who has now signed in and the details kept, says in a message what became of it, and
returns where that can be seen (or None).
"""

import time

from django.conf import settings
from django.http import HttpResponseRedirect, QueryDict
from django.shortcuts import resolve_url
from django.utils.http import urlencode

from registry import Registry

INTENTIONS = Registry()

_KEY = "intentions"
# In the URL of the page to sign in: something waits in the session, so there is a cookie.
_WAITS = "gemerkt"
# Who signs in much later may not even remember; texts wait longer.
SECONDS = 60 * 60
MOST = 20


def needs_name(carry_out):
    """Mark what is public under a pseudonym, which somebody new is asked for before."""
    carry_out.needs_name = True
    return carry_out


def remember(request, kind, about="", *, seconds=SECONDS, **details):
    """Keep what to do after signing in.

    Args:
        kind: a name in ``INTENTIONS``.
        about: what it is done to; of two of one kind about the same the later counts.
        seconds: for how long it is meant.
        details: what the callable gets; anything JSON can hold.
    """
    name = f"{kind} {about}"
    others = {key: row for key, row in _waiting(request).items() if key != name}
    kept = {"kind": kind, "until": time.time() + seconds, "details": details}
    request.session[_KEY] = dict([*others.items(), (name, kept)][-MOST:])


def sign_in_first(target, step="account_request_login_code"):
    """Lead to where one signs in, or chooses a name, for what was just remembered.

    Args:
        target: where to go on to afterwards.
    """
    query = QueryDict(mutable=True)
    query.update({"next": target, _WAITS: "1"})
    return HttpResponseRedirect(f"{resolve_url(step)}?{query.urlencode(safe='/')}")


def is_lost(request):
    """Whether the browser kept no cookie with what was remembered before it was led here."""
    return _WAITS in request.GET and settings.SESSION_COOKIE_NAME not in request.COOKIES


def go_on(request, target):
    """Return where to lead somebody who has just got in (``accounts.sign_in.entering``).

    What they wanted to do before is done. Whoever has not chosen a pseudonym is asked for one
    first, but for what nobody sees.

    Args:
        target: where they were going; empty if nobody knows.
    """
    was_waiting = bool(_waiting(request))
    address = carry_out(request) or target
    if request.user.has_chosen_name or (was_waiting and not _waiting(request)):
        return address
    return f"{resolve_url('account_name')}?{urlencode({'next': address})}"


def carry_out(request):
    """Do everything that waits, once; return where the last of it can be seen, or an empty text.

    What is public waits on for somebody who has not chosen a pseudonym yet.
    """
    waiting, later, address = _waiting(request), {}, ""
    for name, row in waiting.items():
        function = INTENTIONS[row["kind"]]
        if getattr(function, "needs_name", False) and not request.user.has_chosen_name:
            later[name] = row
        else:
            address = function(request, **row["details"]) or address
    if waiting:
        request.session[_KEY] = later
    return address


def is_waiting(request):
    """Whether something is to be done as soon as somebody has signed in."""
    return bool(_waiting(request))


def _waiting(request):
    kept = request.session.get(_KEY, {})
    return {name: row for name, row in kept.items() if row["until"] > time.time()}
