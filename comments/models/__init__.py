from .bewertung import Bewertung
from .entwurf import Entwurf
from .kommentar import Bearbeitung, Category, Kommentar, Status
from .moderation import Ground, Meldung, Moderationsentscheidung

__all__ = [
    "Bearbeitung",
    "Bewertung",
    "Category",
    "Entwurf",
    "Ground",
    "Kommentar",
    "Meldung",
    "Moderationsentscheidung",
    "Status",
]
