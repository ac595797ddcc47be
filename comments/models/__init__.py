from .bewertung import Bewertung
from .entwurf import Entwurf
from .kommentar import Bearbeitung, Category, Channel, Kommentar, Status
from .moderation import (
    COMPLAINT_PERIOD,
    Beschwerde,
    Ground,
    Meldung,
    Moderationsentscheidung,
    Sperre,
    Textbaustein,
)

__all__ = [
    "COMPLAINT_PERIOD",
    "Bearbeitung",
    "Beschwerde",
    "Bewertung",
    "Category",
    "Channel",
    "Entwurf",
    "Ground",
    "Kommentar",
    "Meldung",
    "Moderationsentscheidung",
    "Sperre",
    "Status",
    "Textbaustein",
]
