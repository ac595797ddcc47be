from django.core.management.commands import flush
from django.db import connections

from municipality.append_only import unguarded


class Command(flush.Command):
    """Django's own; SQLite empties a table row by row, which the guards would refuse."""

    def handle(self, *, database, **options):
        with unguarded(connections[database]):
            super().handle(database=database, **options)
