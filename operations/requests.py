"""Every request gets a number, a line in the log and a place in the figures.

Nothing of it tells who it was: no address, no path (which may hold a token), no query.
"""

import logging
import re
import time
import uuid
from contextvars import ContextVar

from prometheus_client import Histogram

HEADER = "X-Request-ID"
logger = logging.getLogger(__name__)

_ACCEPTED = re.compile(r"[A-Za-z0-9._-]{8,64}")
_number = ContextVar("request_id", default="")

SECONDS = Histogram(
    "mitreden_request_seconds",
    "Duration of requests until the response begins, by view and class of status",
    ["view", "status"],
    buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)


def request_id():
    """The number of the request that is being answered; empty outside of one."""
    return _number.get()


def route(request):
    """Which kind of page was asked for, without what is particular about this one."""
    match = getattr(request, "resolver_match", None)
    return (match.view_name or match.route) if match else "-"


class RequestMiddleware:
    """Take over the number that a proxy gave the request, or give it one, and hand it back."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        given = request.headers.get(HEADER, "")
        request.request_id = given if _ACCEPTED.fullmatch(given) else uuid.uuid4().hex
        token, started = _number.set(request.request_id), time.perf_counter()
        try:
            response = self.get_response(request)
            self._note(request, response, time.perf_counter() - started)
        finally:
            _number.reset(token)
        response.headers[HEADER] = request.request_id
        return response

    def _note(self, request, response, seconds):
        view = route(request)
        SECONDS.labels(view, f"{response.status_code // 100}xx").observe(seconds)
        facts = {
            "method": request.method,
            "view": view,
            "status": response.status_code,
            "milliseconds": round(seconds * 1000),
        }
        logger.info("%(method)s %(view)s %(status)s", facts, extra={"facts": facts})
