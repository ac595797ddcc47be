"""Who has not signed in may be answered from a copy of the database.

Only where ``DATABASE_REPLICA_URL`` names one. It has to have every commit before that is
confirmed (PostgreSQL: ``synchronous_commit = remote_apply``), else pages would be old
(docs/adr/0024-replikat.md).
"""

import logging
from contextvars import ContextVar

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed

from .middleware import is_anonymous
from .pause import Pause

logger = logging.getLogger(__name__)

ALIAS = "replica"
# Nobody asks the copy for so long after it did not answer.
pause = Pause(seconds=30)
_only_reads = ContextVar("only_reads", default=False)


class Router:
    """Reads from the copy while such a request is answered; everything else is as without it."""

    def db_for_read(self, model, **hints):
        # What is counted in a table is written a moment later.
        if _only_reads.get() and model._meta.app_label != "django_cache":
            return ALIAS
        return None

    def db_for_write(self, model, **hints):
        return "default"

    def allow_relation(self, one, other, **hints):
        return True

    def allow_migrate(self, db, app_label, **hints):
        return None if db == "default" else False


class ReplicaMiddleware:
    """Lets requests that change nothing, of nobody in particular, read from the copy.

    When the copy does not answer, the same request is answered from the database itself.
    """

    def __init__(self, get_response):
        if ALIAS not in settings.DATABASES:
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request):
        reads = request.method in ("GET", "HEAD") and is_anonymous(request)
        if not reads or pause.is_on or settings.MAINTENANCE:
            return self.get_response(request)
        token = _only_reads.set(True)
        try:
            response = self.get_response(request)
        finally:
            _only_reads.reset(token)
        if response.status_code != 503:
            return response
        pause.begin()
        logger.error("The replica does not answer, all is read from the database itself")
        return self.get_response(request)
