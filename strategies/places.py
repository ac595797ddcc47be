"""Where the Bausteine of a Konzept are: on a sketch, and as GeoJSON (RFC 7946)."""

from municipality.documents import absolute
from municipality.geography.sketch import Marker, draw


def sketch_of(baustein):
    """The sketch of where a Baustein is; None if nobody has said so.

    Args:
        baustein: with its ``lage``.
    """
    lage = getattr(baustein, "lage", None)
    return lage and draw([Marker(lage.geometry)])


def sketch_of_all(lagen):
    """One sketch with a numbered link to each; None without any.

    Args:
        lagen: with their Baustein, Strategie and Konzept.
    """
    marks = [
        Marker(row.geometry, row.baustein.title, row.baustein.get_absolute_url(), str(number))
        for number, row in enumerate(lagen, 1)
    ]
    return draw(marks) if marks else None


def collection(lagen):
    """A GeoJSON FeatureCollection of ``lagen``; names of properties are German, like all data."""
    return {"type": "FeatureCollection", "features": [_feature(row) for row in lagen]}


def _feature(lage):
    baustein = lage.baustein
    address = absolute(baustein.get_absolute_url())
    return {
        "type": "Feature",
        "id": address,
        "geometry": lage.geometry,
        "properties": {
            "art": str(baustein.get_kind_display()),
            "nummer": baustein.number,
            "titel": baustein.title,
            "lage": lage.description,
            "strategie": baustein.strategie.title,
            "konzept": baustein.strategie.konzept.title,
            "adresse": address,
        },
    }
