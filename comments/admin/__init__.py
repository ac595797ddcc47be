"""The moderators' part of the administration."""

from .kommentar import KommentarAdmin
from .records import BeschwerdeAdmin, MeldungAdmin, ModerationsentscheidungAdmin, SperreAdmin
from .textbaustein import TextbausteinAdmin

__all__ = [
    "BeschwerdeAdmin",
    "KommentarAdmin",
    "MeldungAdmin",
    "ModerationsentscheidungAdmin",
    "SperreAdmin",
    "TextbausteinAdmin",
]
