"""Where Vorhaben are: a sketch with a numbered link to each (docs/adr/0031-skizze.md), and GeoJSON.

A Vorhaben is where the desk says it is, or else where its Baustein is.
"""

from municipality.documents import absolute
from municipality.geography.sketch import Marker, draw

# What ``lage_of`` reads of a Vorhaben, for ``select_related``.
PLACES = ("lage", "baustein__strategie__konzept", "baustein__lage")


def lage_of(row):
    """Where a Vorhaben is (its own Vorhabenlage, or the Lage of its Baustein), or None.

    Args:
        row: loaded with ``PLACES``.
    """
    if own := getattr(row, "lage", None):
        return own
    baustein = row.baustein
    return getattr(baustein, "lage", None) if baustein and baustein.is_public else None


def sketch_of_one(row):
    """The sketch of where a Vorhaben is; None if nobody has said so."""
    lage = lage_of(row)
    return lage and draw([Marker(lage.geometry)])


def sketch_of(rows):
    """One sketch of the Vorhaben of which it is known where they are.

    Args:
        rows: loaded with ``PLACES``.

    Returns:
        (the sketch or None, [(Vorhaben, Lage), …] in the order of their numbers)
    """
    placed = _placed(rows)
    marks = [
        Marker(lage.geometry, row.title, row.get_absolute_url(), str(number))
        for number, (row, lage) in enumerate(placed, 1)
    ]
    return (draw(marks) if marks else None), placed


def collection(rows):
    """A GeoJSON FeatureCollection (RFC 7946) of these Vorhaben; properties have German names.

    Args:
        rows: public, loaded with ``PLACES`` and their newest Stand.
    """
    features = [_feature(row, lage) for row, lage in _placed(rows)]
    return {"type": "FeatureCollection", "features": features}


def _placed(rows):
    placed = [(row, lage_of(row)) for row in rows]
    return [(row, lage) for row, lage in placed if lage]


def _feature(row, lage):
    address = absolute(row.get_absolute_url())
    return {
        "type": "Feature",
        "id": address,
        "geometry": lage.geometry,
        "properties": {
            "nummer": row.number,
            "titel": row.title,
            "zustand": row.stand.state,
            "verlauf": row.stand.health,
            "stand_vom": row.stand.date.isoformat(),
            "amt": row.office,
            "lage": lage.description,
            "konzept": row.konzept.title,
            "adresse": address,
        },
    }
