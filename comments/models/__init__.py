from .bewertung import Bewertung
from .choices import Category, Channel, Status
from .entwurf import Entwurf
from .gemerkte_liste import GemerkteListe
from .kommentar import Bearbeitung, Kommentar
from .moderation import (
    COMPLAINT_PERIOD,
    Beschwerde,
    Ground,
    Meldung,
    Moderationsentscheidung,
    Sperre,
    Textbaustein,
)
from .organisation import Organisation
from .schwaerzung import Schwaerzung
from .stating import NOT_STATED

__all__ = [
    "COMPLAINT_PERIOD",
    "NOT_STATED",
    "Bearbeitung",
    "Beschwerde",
    "Bewertung",
    "Category",
    "Channel",
    "Entwurf",
    "GemerkteListe",
    "Ground",
    "Kommentar",
    "Meldung",
    "Moderationsentscheidung",
    "Organisation",
    "Schwaerzung",
    "Sperre",
    "Status",
    "Textbaustein",
]
