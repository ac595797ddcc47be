from .data import data, download
from .report import ausgabe, auswertung, newest

__all__ = ["ausgabe", "auswertung", "data", "download", "newest"]
