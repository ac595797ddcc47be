from .abonnement import Vorhabenabonnement
from .bericht import Berichtszeile, Umsetzungsbericht
from .erinnerung import Erinnerung
from .foto import Foto
from .lage import Vorhabenlage
from .liste import Listenwort
from .stand import Health, Stand, State, ToldStep
from .umsetzung import Umsetzung, Umsetzungsprotokoll
from .vorhaben import Meilenstein, Vorhaben

__all__ = [
    "Berichtszeile",
    "Erinnerung",
    "Foto",
    "Health",
    "Listenwort",
    "Meilenstein",
    "Stand",
    "State",
    "ToldStep",
    "Umsetzung",
    "Umsetzungsbericht",
    "Umsetzungsprotokoll",
    "Vorhaben",
    "Vorhabenabonnement",
    "Vorhabenlage",
]
