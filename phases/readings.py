"""The phases that a page shows."""

from pagecache.statements import statement

from .models import Kommentierphase


def phases_of(strategie):
    """The published phases of a Strategie, each with its Auswertung, as a list."""
    rows = _phases_of(strategie=strategie.pk)
    for row in rows:
        row.strategie = strategie
    return rows


@statement("strategie")
def _phases_of(*, strategie):
    return Kommentierphase.objects.public().filter(strategie=strategie).select_related("auswertung")
