"""What a browser or proxy may keep of an answer: one rule for all of them."""

from django.conf import settings
from django.utils.cache import add_never_cache_headers

# An answer that says so itself is the same for everybody, and shows nothing of anybody.
_FOR_EVERYBODY = ("public", "immutable")


class CacheControlMiddleware:
    """Nothing is shown from a cache without asking, and nothing of the administration is kept.

    Who works here sees drafts, also at addresses that are public: on a shared computer the
    back button would show them after signing out. For everybody else a page may be kept, but
    has to be asked for again. What is more private says so itself (``never_cache``).
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        stated = response.headers.get("Cache-Control", "")
        if "no-store" in stated or any(word in stated for word in _FOR_EVERYBODY):
            return response
        if _works_here(request, response):
            add_never_cache_headers(response)
        elif not stated:
            response.headers["Cache-Control"] = "private, no-cache"
        return response


def _works_here(request, response):
    """Asks nobody about a visitor without a session, nor while the database is away."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES or response.status_code >= 500:
        return False
    user = getattr(request, "user", None)
    return user is not None and user.is_authenticated and user.is_staff
