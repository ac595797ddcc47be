"""The passages of contributions that were marked for an Anliegen, when one of them changes."""

from .actions.bundle import contains
from .models import Zuordnung


def redact_quotes(kommentar, words):
    """Take what moderators took out of a contribution out of what was quoted from it.

    A passage that no longer stands in the contribution is forgotten; the Zuordnung stays.
    """
    for row in Zuordnung.objects.filter(kommentar=kommentar).exclude(quote=""):
        quote = words.replaced_in(row.quote)
        if not contains(kommentar.text, quote):
            quote = ""
        if quote != row.quote:
            Zuordnung.objects.filter(pk=row.pk).update(quote=quote[:1000])
