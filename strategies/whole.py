"""The place for what is about a whole Strategie, or missing in it (docs/adr/0033-zum-ganzen.md)."""

from .models import Baustein

SLUG = "zum-ganzen"
TITLE = "Etwas zum Ganzen? Fehlt etwas?"
TEXT = (
    "Hier ist Platz für alles, was zu keinem einzelnen Text gehört: was Sie zur Strategie "
    "insgesamt denken, und was Ihnen in ihr fehlt."
)
# Behind everything that stands in the document.
POSITION = 100_000


def wholes_of(strategien, user):
    """The places of these Strategien that ``user`` may see: {primary key of a Strategie: row}."""
    by_pk = {row.pk: row for row in strategien}
    rows = Baustein.objects.visible_to(user).wholes().filter(strategie__in=by_pk)
    found = {row.strategie_id: row for row in rows.defer("folded")}
    for pk, row in found.items():
        row.strategie = by_pk[pk]
    return found
