"""Pages behind a link that is its own proof: whoever holds it needs no account."""

from functools import wraps

from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt


def behind_a_link(view):
    """Keep the address and the page to the person who has the link.

    „no-referrer“ makes browsers send „Origin: null“ (Fetch, 3.2), which the CSRF check
    refuses; nothing is lost, as nobody else knows the address to forge a request to.

    Args:
        view: takes a request and the ``token`` of the link; looking at it changes nothing, so
            a mail scanner that opens every link does no harm.
    """

    @csrf_exempt
    @never_cache
    @wraps(view)
    def wrapped(request, token):
        response = view(request, token)
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    return wrapped
