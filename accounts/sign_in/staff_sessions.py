"""Sessions of staff end: after a while without a page, and after a working day in any case.

A computer left alone in an office must not stay signed in; residents keep their sessions.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from municipality.gates import lets_through

SEEN = "seen_at"
# How exactly the last page is remembered: each time is a write.
_EVERY = timedelta(minutes=1)
# What is typed but cannot be looked at again: short values are quickly chosen anew.
_WORTH_KEEPING = 20


class StaffSessionMiddleware:
    """Ends the session of staff when its time is over; what they just sent is shown to them."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if _is_limited(request):
            now = timezone.now()
            seen = request.session.get(SEEN)
            seen = datetime.fromisoformat(seen) if seen else None
            if seen and now - seen > timedelta(minutes=settings.STAFF_SESSION_IDLE_MINUTES):
                return _end(request)
            if seen is None:
                end = now + timedelta(hours=settings.STAFF_SESSION_HOURS)
                request.session.set_expiry(end)
            # By a clock that ran ahead one was seen in the future.
            if seen is None or abs(now - seen) > _EVERY:
                request.session[SEEN] = now.isoformat()
        return self.get_response(request)


def _is_limited(request):
    """Whether this is a page of staff; without a session nothing is looked up."""
    return (
        settings.STAFF_SESSION_IDLE_MINUTES and not lets_through(request) and _is_of_staff(request)
    )


def _is_of_staff(request):
    return request.session.session_key is not None and (
        request.user.is_authenticated and (request.user.is_staff or request.user.is_superuser)
    )


def _end(request):
    logout(request)
    target = request.get_full_path() if request.method in ("GET", "HEAD") else ""
    address = resolve_url(settings.LOGIN_URL)
    if target:
        address += f"?{urlencode({'next': target})}"
    if request.method == "POST":
        texts = [
            value
            for name, values in request.POST.lists()
            for value in values
            if len(value) >= _WORTH_KEEPING and "token" not in name and "password" not in name
        ]
        return render(
            request, "konto/session_ended.html", {"texts": texts, "address": address}, status=403
        )
    messages.info(
        request,
        _("Sie waren länger nicht aktiv und sind deshalb abgemeldet. Bitte melden Sie sich an."),
    )
    return HttpResponseClientRedirect(address) if request.htmx else redirect(address)
