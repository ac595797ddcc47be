"""What this room keeps about a person (see ``accounts.personal_data``)."""

from . import deletions

LINKS = {}


def export(user):
    return {}


def anonymise(user, *, withdraw):
    """Only remember that it happened, for backups that still hold the person."""
    deletions.note(user, withdraw=withdraw)
