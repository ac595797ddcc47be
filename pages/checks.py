from django.core import checks
from django.db import DatabaseError


@checks.register(checks.Tags.database)
def texts_are_filled_in(app_configs, databases=None, **kwargs):
    """Name the everyday pages that still ask for something („check --database default“)."""
    from .models import Seitenfassung

    if not databases:
        return []
    try:
        rows = list(Seitenfassung.objects.current())
    except DatabaseError:
        # Before the first "migrate" there is no table.
        return []
    return [
        checks.Warning(
            f"/{row.page}/ still has {len(row.placeholders)} gaps to fill in.",
            hint="Verwaltung → Seiten: replace each „[Bitte ergänzen: …]“.",
            id="pages.W001",
        )
        for row in rows
        if row.placeholders
    ]
