"""Comments as the lists of the workplaces load them: with where they stand, and no more."""

from strategies.models import Baustein, Strategie

# What ``comments.words.where`` says of a place, and of which Konzept it is.
_SHOWN = {
    Baustein: {"id", "strategie", "kind", "number", "title"},
    Strategie: {"id", "konzept", "number", "title"},
}


def with_places(rows):
    """``rows`` of Kommentar with the names of their authors, their Baustein and Strategie."""
    places = {"baustein": Baustein, "baustein__strategie": Strategie}
    return rows.with_names().select_related("ortsteil", *places).defer(*unseen(places))


def unseen(places):
    """Columns of these models that no list shows, long texts among them, as paths.

    Args:
        places: {path to a row: its model}.
    """
    return [
        f"{path}__{field.name}"
        for path, model in places.items()
        for field in model._meta.concrete_fields
        if field.name not in _SHOWN[model]
    ]
