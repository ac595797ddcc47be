from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponse
from django.shortcuts import render
from django.template import loader
from django.views.decorators.http import require_safe

from operations.requests import request_id


def bad_request(request, exception):
    return render(request, "400.html", status=400)


def permission_denied(request, exception):
    return render(request, "403.html", status=403)


def not_found(request, exception):
    return render(request, "404.html", status=404)


def server_error(request):
    """Give the number under which the log tells more."""
    page = loader.get_template("500.html").render({"request_id": request_id()})
    return HttpResponse(page, status=500)


def csrf_failure(request, reason=""):
    """Explain what happened and give back what was typed, so nothing is lost."""
    text = request.POST.get("text") or request.POST.get("explanation", "")
    return render(request, "403_csrf.html", {"text": text}, status=403)


@require_safe
def robots(request):
    """What search engines may walk: what is public, and each comment at its Baustein only."""
    return render(request, "robots.txt", content_type="text/plain; charset=utf-8")


@require_safe
def healthz(request):
    """The process answers."""
    return HttpResponse("ok", content_type="text/plain")


@require_safe
def readyz(request):
    """The process can do its work: the database answers and has the tables of this version.

    Without the cache it can, too, only slower; without the mail server mails wait.
    """
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        ready = _is_migrated()
    except DatabaseError:
        return HttpResponse("database unavailable", status=503, content_type="text/plain")
    if not ready:
        return HttpResponse("migrations missing", status=503, content_type="text/plain")
    return HttpResponse("ok", content_type="text/plain")


def _is_migrated():
    """Whether the database has all migrations; looked up until it has, for it costs time."""
    global _migrated
    if not _migrated:
        executor = MigrationExecutor(connection)
        _migrated = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    return _migrated


_migrated = False
