"""The invented landscape of the demo: what sketches are drawn on, and where the Bausteine are."""

from pathlib import Path

from django.db import transaction

from municipality.geography import ground, reading
from municipality.models import Kartenebene, Ort, Ortsteil
from strategies.models import Lage

FOLDER = Path(__file__).parent / "content" / "karte"


def load_places(content, konzepte):
    """Create them.

    Args:
        content: of ``karte.toml``.
        konzepte: by slug.
    """
    for row in content["ebene"]:
        Kartenebene.objects.create(geometry=_read(row.pop("datei")), **row)
    Ortsteil.objects.bulk_create(Ortsteil(name=name) for name in content["ortsteile"])
    for row in content["ort"]:
        Ort.objects.create(**row)
    for row in content["lage"]:
        strategien = konzepte[row["konzept"]].strategien.order_by("position")
        bausteine = strategien[row["strategie"] - 1].bausteine.order_by("position")
        geometry = reading.point(*row["punkt"]) if "punkt" in row else _read(row["datei"])
        Lage.objects.create(
            baustein=bausteine[row["baustein"] - 1],
            geometry=geometry,
            description=row["description"],
        )
    transaction.on_commit(ground.refresh)


def _read(name):
    return reading.read((FOLDER / f"{name}.geojson").read_bytes())
