from .anliegen import Anliegen, Kenntnisnahme, Textaenderung, Verdict, Zuordnung
from .ausgabe import Ausgabe, Ergebnis, Ergebnisbeitrag, Ergebnisfassung
from .auswertung import Auswertung, Auswertungsprotokoll

__all__ = [
    "Anliegen",
    "Ausgabe",
    "Auswertung",
    "Auswertungsprotokoll",
    "Ergebnis",
    "Ergebnisbeitrag",
    "Ergebnisfassung",
    "Kenntnisnahme",
    "Textaenderung",
    "Verdict",
    "Zuordnung",
]
