"""Answers for the whole platform while it is being worked on."""

from django.conf import settings
from django.shortcuts import render

from municipality.gates import lets_through

RETRY_AFTER_SECONDS = 10 * 60


class MaintenanceMiddleware:
    """With ``MAINTENANCE`` set, every page says that it will be back (RFC 9110, 15.6.4)."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not settings.MAINTENANCE or lets_through(request):
            return self.get_response(request)
        response = render(None, "503.html", status=503)
        response.headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
        response.headers["Cache-Control"] = "no-store"
        return response
