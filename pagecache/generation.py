"""What makes every kept page old at once: a commit of anything that could show.

All pages belong to a generation, whose token lies in the cache that all processes share. It
is replaced after each commit that wrote to the database, whoever wrote and by whatever means
the ORM has: nobody has to remember which page shows what. A page rendered from what was there
before the commit is kept under the old token, which nobody asks for any more.
"""

import uuid

from django.conf import settings
from django.db import transaction

from . import store

# How statements begin that change nothing.
_READS = {
    "SELECT", "(SELEC", "SAVEPO", "RELEAS", "ROLLBA", "COMMIT", "BEGIN", "SET", "SHOW", "PRAGMA",
    "EXPLAI", "DECLAR", "FETCH", "CLOSE",
}  # fmt: skip


class WriteWatcher:
    """Replaces the token after each commit that wrote; see ``connection.execute_wrappers``.

    One for each connection, so that many writes in one transaction replace it once.
    """

    def __init__(self):
        self._is_due = False

    def __call__(self, execute, sql, params, many, context):
        result = execute(sql, params, many, context)
        if settings.PAGE_CACHE and _shows(sql):
            self._is_due = True
            transaction.on_commit(self._begin_once, using=context["connection"].alias)
        return result

    def _begin_once(self):
        if self._is_due:
            self._is_due = False
            begin()


def begin():
    """Let every page that is kept be old from now on."""
    store.set_generation(uuid.uuid4().hex)


def _shows(sql):
    """Whether a statement may change what a public page shows; in doubt it does."""
    if not isinstance(sql, str):
        return True
    statement = sql.lstrip()
    if statement[:6].rstrip().upper() in _READS:
        return False
    return _table(statement) not in settings.PAGE_CACHE_QUIET_TABLES


def _table(statement):
    """The table of Django's INSERT, UPDATE and DELETE, which quote it; else nothing."""
    before, _quote, rest = statement.partition('"')
    return rest.partition('"')[0] if len(before) < len("INSERT OR IGNORE INTO  ") else ""
