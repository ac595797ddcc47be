"""Answers from what is kept, before a session, a language or a page is thought of.

Stands inside the compression, whose work it saves too, and outside everything that makes
the page: headers are kept with it.
"""

import gzip
import hashlib
import time
import uuid

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import HttpResponse
from django.utils import translation
from django.utils.cache import get_conditional_response

from . import store

# A visitor with one of these is somebody, or is just being told something.
_PERSONAL_COOKIES = (settings.SESSION_COOKIE_NAME, "messages")
_PERSONAL_HEADERS = ("HTTP_AUTHORIZATION", "HTTP_HX_REQUEST", "HTTP_RANGE")
# Each answer has its own.
_NOT_KEPT = {"content-length", "etag"}


class PageCacheMiddleware:
    """Keeps what ``public_page`` marked, until the minute ends or anything changes.

    Everything on a page that depends on the time changes with a whole minute: a phase
    begins or ends, a day is over.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        key = _key(request)
        if key is None:
            return self.get_response(request)
        minute = _minute()
        token, page = store.look_up(key, uuid.uuid4().hex)
        if page and page["minute"] == minute:
            return _answer(request, page)
        response = self.get_response(request)
        if token is None or not _may_be_kept(response):
            return response
        page = _page(response, token, minute)
        store.keep(key, page, minute)
        return _answer(request, page)


def _minute():
    return int(time.time() // 60)


def is_anonymous(request):
    """Whether the visitor is nobody in particular and asks for nothing in particular."""
    return not any(name in request.COOKIES for name in _PERSONAL_COOKIES) and not any(
        name in request.META for name in _PERSONAL_HEADERS
    )


def _key(request):
    """Under what the answer is kept, None if it is for this visitor alone."""
    if (
        not settings.PAGE_CACHE
        or settings.MAINTENANCE
        or request.method != "GET"
        or not is_anonymous(request)
    ):
        return None
    try:
        host = request.get_host()
    except SuspiciousOperation:
        return None
    language = translation.get_language_from_request(request)
    parts = [request.scheme, host, request.get_full_path(), language]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _may_be_kept(response):
    return (
        getattr(response, "is_public_page", False)
        and response.status_code == 200
        and not response.streaming
        and not response.cookies
        and not response.has_header("Content-Encoding")
    )


def _page(response, token, minute):
    headers = {name: value for name, value in response.items() if name.lower() not in _NOT_KEPT}
    headers["Cache-Control"] = "private, no-cache"
    digest = hashlib.sha256(response.content).hexdigest()
    return {
        "generation": token,
        "minute": minute,
        "headers": headers,
        "etag": f'W/"{digest[:32]}"',
        "gzip": gzip.compress(response.content, compresslevel=6, mtime=0),
    }


def _answer(request, page):
    # The header says no more than what is acceptable (config.encoding).
    if request.META.get("HTTP_ACCEPT_ENCODING") == "gzip":
        response = HttpResponse(page["gzip"], headers=page["headers"])
        response.headers["Content-Encoding"] = "gzip"
    else:
        response = HttpResponse(gzip.decompress(page["gzip"]), headers=page["headers"])
    response.headers["ETag"] = page["etag"]
    return get_conditional_response(request, etag=page["etag"], response=response)
