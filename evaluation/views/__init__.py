from .report import ausgabe, auswertung, newest

__all__ = ["ausgabe", "auswertung", "newest"]
