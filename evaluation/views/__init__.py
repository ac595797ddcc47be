from .catalog import catalog
from .data import data, download
from .feeds import baustein_feed, strategie_feed
from .report import ausgabe, auswertung, newest
from .word import report

__all__ = [
    "ausgabe",
    "auswertung",
    "baustein_feed",
    "catalog",
    "data",
    "download",
    "newest",
    "report",
    "strategie_feed",
]
