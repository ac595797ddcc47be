from .abwaegung import abwaegung
from .anliegen import anliegen, step
from .auswertung import auswertung
from .beitraege import beitraege, bundle, found
from .beitrag import beitrag
from .data import data
from .einlesen import einlesen, preview, sheet_template
from .erfassen import erfassen
from .letters import letters, sender
from .many import many, to_release
from .publish import publish
from .rat import rat
from .start import begin, start

__all__ = [
    "abwaegung",
    "anliegen",
    "auswertung",
    "begin",
    "beitraege",
    "beitrag",
    "bundle",
    "data",
    "einlesen",
    "erfassen",
    "found",
    "letters",
    "many",
    "preview",
    "publish",
    "rat",
    "sender",
    "sheet_template",
    "start",
    "step",
    "to_release",
]
