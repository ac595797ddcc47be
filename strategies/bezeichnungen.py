"""The words by which documents are read here: those everybody uses, and the town's own."""

from .documents.outline import Words
from .models import Bezeichnung


def words_of_the_town():
    """The `Words` for ``make_outline``."""
    return Words(dict(Bezeichnung.objects.values_list("text", "kind")))
