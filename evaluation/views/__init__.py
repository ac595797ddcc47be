from .catalog import catalog
from .data import data, download
from .feeds import baustein_feed, strategie_feed
from .report import ausgabe, auswertung, newest
from .word import ausgabe_report, report

__all__ = [
    "ausgabe",
    "ausgabe_report",
    "auswertung",
    "baustein_feed",
    "catalog",
    "data",
    "download",
    "newest",
    "report",
    "strategie_feed",
]
