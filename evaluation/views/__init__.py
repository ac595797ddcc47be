from .catalog import catalog, verfahren
from .data import data, download
from .feeds import baustein_feed, feed, strategie_feed
from .report import ausgabe, auswertung, dokument, newest
from .word import ausgabe_report, report

__all__ = [
    "ausgabe",
    "ausgabe_report",
    "auswertung",
    "baustein_feed",
    "catalog",
    "data",
    "dokument",
    "download",
    "feed",
    "newest",
    "report",
    "strategie_feed",
    "verfahren",
]
