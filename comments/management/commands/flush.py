from django.core.management.commands import flush
from django.db import connections

from comments.evidence import unguarded


class Command(flush.Command):
    """Django's own; SQLite empties a table row by row, which the guard would refuse."""

    def handle(self, *, database, **options):
        with unguarded(connections[database]):
            super().handle(database=database, **options)
