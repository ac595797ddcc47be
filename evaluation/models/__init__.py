from .abschnitt import Abschnitt
from .absender import Absender, Absenderbeitrag
from .anliegen import Anliegen, Kenntnisnahme, Textaenderung, Verdict, Zuordnung
from .ausgabe import Ausgabe, Ergebnis, Ergebnisbeitrag, Ergebnisfassung
from .auswertung import Auswertung, Auswertungsprotokoll, is_set_aside, is_unassigned
from .rat import Ratsabweichung, Ratsbefassung

__all__ = [
    "Abschnitt",
    "Absender",
    "Absenderbeitrag",
    "Anliegen",
    "Ausgabe",
    "Auswertung",
    "Auswertungsprotokoll",
    "Ergebnis",
    "Ergebnisbeitrag",
    "Ergebnisfassung",
    "Kenntnisnahme",
    "Ratsabweichung",
    "Ratsbefassung",
    "Textaenderung",
    "Verdict",
    "Zuordnung",
    "is_set_aside",
    "is_unassigned",
]
