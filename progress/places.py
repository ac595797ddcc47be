"""Where Vorhaben are: a sketch with a numbered link to each (docs/adr/0031-skizze.md)."""

from municipality.geography.sketch import Marker, draw


def sketch_of(rows):
    """One sketch of the Vorhaben whose Baustein has a place.

    Args:
        rows: with their Baustein, its Strategie, Konzept and ``lage``.

    Returns:
        (the sketch or None, [(Vorhaben, Lage), …] in the order of their numbers)
    """
    placed = [(row, _lage(row)) for row in rows if _lage(row)]
    marks = [
        Marker(lage.geometry, row.title, row.get_absolute_url(), str(number))
        for number, (row, lage) in enumerate(placed, 1)
    ]
    return (draw(marks) if marks else None), placed


def _lage(row):
    baustein = row.baustein
    return getattr(baustein, "lage", None) if baustein and baustein.is_public else None
