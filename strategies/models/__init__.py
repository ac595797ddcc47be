from .abonnement import Abonnement
from .baustein import Baustein, Handlungsfeld, Leitprojekt, Leitziel
from .bezeichnung import Bezeichnung
from .einlesung import Einlesung
from .fassung import Fassung
from .files import Bild, Dokument
from .gliederung import FruehereAdresse, Gliederungsprotokoll
from .konzept import Konzept, Publikationsstatus, Strategie, Zustaendigkeit
from .lage import Lage, Located
from .mitteilung import Mitteilung
from .photograph import Photograph
from .staff import Amt, Vertretung
from .titelbild import Titelbild

__all__ = [
    "Abonnement",
    "Amt",
    "Baustein",
    "Bezeichnung",
    "Bild",
    "Dokument",
    "Einlesung",
    "Fassung",
    "FruehereAdresse",
    "Gliederungsprotokoll",
    "Handlungsfeld",
    "Konzept",
    "Lage",
    "Located",
    "Leitprojekt",
    "Leitziel",
    "Mitteilung",
    "Photograph",
    "Publikationsstatus",
    "Strategie",
    "Titelbild",
    "Vertretung",
    "Zustaendigkeit",
]
