"""The phases that a page shows."""


def phases_of(strategie):
    """The published phases of a Strategie, each with its Auswertung, as a list."""
    return list(strategie.kommentierphasen.public().select_related("auswertung"))
