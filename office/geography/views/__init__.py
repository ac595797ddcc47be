from .ground import ground, layer, ort
from .lage import bausteine, lage
from .orte import orte
from .ortsteile import ortsteil, ortsteile
from .picture import picture

__all__ = [
    "bausteine",
    "ground",
    "lage",
    "layer",
    "ort",
    "orte",
    "ortsteil",
    "ortsteile",
    "picture",
]
