import errno
import sys

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.db import Error, InterfaceError, OperationalError, connection
from django.http import HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.middleware.csrf import REASON_NO_REFERER
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from municipality.gates import passes_gates
from operations.requests import request_id

from .commandline import is_migrated


def bad_request(request, exception):
    return render(request, "400.html", status=400)


def permission_denied(request, exception):
    return render(request, "403.html", status=403)


def not_found(request, exception):
    return render(request, "404.html", {"text": _typed_text(request)}, status=404)


def csrf_failure(request, reason=""):
    """Explain what happened and give back what was typed, so nothing is lost."""
    context = {
        "text": _typed_text(request),
        "without_cookies": settings.CSRF_COOKIE_NAME not in request.COOKIES,
        "without_origin": reason == REASON_NO_REFERER,
    }
    return render(request, "403_csrf.html", context, status=403)


def _typed_text(request):
    """What somebody wrote in a form that was sent, whatever its fields are called."""
    fields = _typed(request)
    # Short values are choices, and keys nobody typed.
    typed = [value for name, value in fields if name not in _HIDDEN and len(value) > 20]
    return dict(fields).get("text") or "\n\n".join(typed)


# Fields that nobody types into.
_HIDDEN = {"csrfmiddlewaretoken", "opened", "next", "idempotency_key", "seen", "version", "base"}
RETRY_AFTER_SECONDS = 30
# What a form may hold that has to be typed anew rather than be shown in a page.
_SECRET = ("password", "code")


def server_error(request):
    """Own up to a mistake, with the number under which the log tells more; while the database
    is away or a disk is full, keep what was typed and say when to retry.

    Neither page asks the database for anything (RFC 9110, 15.6.4).
    """
    if not _is_outage(sys.exc_info()[1]):
        return render(None, "500.html", {"request_id": request_id()}, status=500)
    fields = _typed(request)
    response = render(None, "outage.html", {"fields": fields, "path": request.path}, status=503)
    response.headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
    response.headers["Cache-Control"] = "no-store"
    return response


def _is_outage(error):
    """Whether this passes without anybody changing the program."""
    if isinstance(error, OSError):
        return error.errno in (errno.ENOSPC, errno.EDQUOT)
    return isinstance(error, (OperationalError, InterfaceError))


def _typed(request):
    """The fields of a form that was sent, to be sent once more as they are."""
    try:
        sent = request.POST.lists() if request.method == "POST" else []
    except (UnreadablePostError, SuspiciousOperation, MultiPartParserError):
        return []
    fields = [(name, value) for name, values in sent for value in values]
    return [] if any(secret in name for name, _ in fields for secret in _SECRET) else fields


@require_safe
def robots(request):
    """What search engines may walk: what is public, and each comment at its Baustein only."""
    return render(request, "robots.txt", content_type="text/plain; charset=utf-8")


@require_safe
def change_password(request):
    """Where password managers lead to (https://w3c.github.io/webappsec-change-password-url/)."""
    return redirect("account_change_password")


@passes_gates
@require_safe
def healthz(request):
    """The process answers."""
    return HttpResponse("ok", content_type="text/plain")


@passes_gates
@require_safe
def readyz(request):
    """The process can do its work: the database answers and has the tables of this version.

    Without the cache it can, too, only slower; without the mail server mails wait.
    """
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        ready = _is_migrated()
    except Error:
        return HttpResponse("database unavailable", status=503, content_type="text/plain")
    if not ready:
        return HttpResponse("migrations missing", status=503, content_type="text/plain")
    return HttpResponse("ok", content_type="text/plain")


def _is_migrated():
    """Whether the database has all migrations; looked up until it has, for it costs time."""
    global _migrated
    if not _migrated:
        _migrated = is_migrated()
    return _migrated


_migrated = False
