"""What a heading says; see ``outline.names``."""

from .outline.names import (
    KIND_NAMES,
    BausteinHeading,
    StrategieHeading,
    group_kind,
    read_baustein_heading,
    read_strategie_heading,
    unquoted,
)

__all__ = [
    "KIND_NAMES",
    "BausteinHeading",
    "StrategieHeading",
    "group_kind",
    "read_baustein_heading",
    "read_strategie_heading",
    "unquoted",
]
