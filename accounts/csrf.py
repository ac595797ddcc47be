"""Forms on pages that are the same for everybody, and so carry nobody's token."""

from functools import wraps

from django.conf import settings
from django.views.decorators.csrf import csrf_exempt, csrf_protect


def anonymous_form(view):
    """Take a form without a token where no other site can have sent it in somebody's name.

    That is so when the browser itself names one of our pages as its origin (RFC 6454, 7.3);
    and where it names none or hides it, for who has not signed in: another site could write
    there itself.
    In every other case Django's check holds, token and all.
    """
    protected = csrf_protect(view)

    @csrf_exempt
    @wraps(view)
    def guarded(request, *args, **kwargs):
        origin = request.headers.get("Origin")
        # „null“: the browser keeps to itself where the form stood (Fetch, 3.2).
        if origin in (None, "null"):
            trusted = _is_nobody(request)
        else:
            trusted = origin == f"{request.scheme}://{request.get_host()}"
        return (view if trusted else protected)(request, *args, **kwargs)

    return guarded


def _is_nobody(request):
    """Without a session nothing is looked up."""
    has_session = settings.SESSION_COOKIE_NAME in request.COOKIES
    return not (has_session and request.user.is_authenticated)
