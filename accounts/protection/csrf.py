"""Forms on pages that are the same for everybody, and so carry nobody's token."""

from functools import wraps

from django.conf import settings
from django.views.decorators.csrf import csrf_exempt, csrf_protect


def anonymous_form(view):
    """Take a form without a token where no other site can have sent it in somebody's name.

    That is so when the browser itself names one of our pages as its origin (RFC 6454, 7.3), or
    hides it but says that it is ours; and where it says neither, as old ones do, for who has
    not signed in. A hidden origin („null“) alone is not enough: another site could put
    a text into the session of somebody who signs in later.
    In every other case Django's check holds, token and all.
    """
    protected = csrf_protect(view)

    @csrf_exempt
    @wraps(view)
    def guarded(request, *args, **kwargs):
        origin = request.headers.get("Origin")
        # Sent by browsers alone; no page can set or hide it (Fetch Metadata, 2.2).
        fetched_from = request.headers.get("Sec-Fetch-Site")
        if fetched_from and origin in (None, "null"):
            trusted = fetched_from == "same-origin"
        elif origin is None:
            trusted = _is_nobody(request)
        else:
            trusted = origin == f"{request.scheme}://{request.get_host()}"
        return (view if trusted else protected)(request, *args, **kwargs)

    return guarded


def _is_nobody(request):
    """Without a session nothing is looked up."""
    has_session = settings.SESSION_COOKIE_NAME in request.COOKIES
    return not (has_session and request.user.is_authenticated)
