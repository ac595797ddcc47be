"""Answers for the whole platform while it is being worked on."""

import re

from django.conf import settings
from django.shortcuts import render

RETRY_AFTER_SECONDS = 10 * 60
# What is shown all the same: whoever watches the process, and what the law wants reachable.
_OPEN = re.compile(
    r"/(healthz|readyz|static/|stil/|skript/|logo/|hilfe/|leichte-sprache/|netiquette/|barrierefreiheit/"
    r"|datenschutz/|impressum/)"
)


class MaintenanceMiddleware:
    """With ``MAINTENANCE`` set, every page says that it will be back (RFC 9110, 15.6.4)."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not settings.MAINTENANCE or _OPEN.match(request.path_info):
            return self.get_response(request)
        response = render(None, "503.html", status=503)
        response.headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
        response.headers["Cache-Control"] = "no-store"
        return response
