from .report import ausgabe, auswertung, dokument, newest

__all__ = ["ausgabe", "auswertung", "dokument", "newest"]
