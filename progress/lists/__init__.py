"""Maßnahmenlisten: the tables in which offices keep what is to be carried out, read in.

``table`` reads a file, ``columns`` guesses what its columns are, ``values`` what stands in the
cells, ``plan`` compares every row with the Vorhaben there are. Nothing here is saved:
``progress.actions.take_list`` does that with the plan that somebody has seen.
"""

from .columns import ListColumn, guess
from .plan import RowKind, make
from .table import MOST_ROWS, ListTable, read
from .words import ListWords, remember, words_of

__all__ = [
    "MOST_ROWS",
    "ListColumn",
    "RowKind",
    "ListTable",
    "ListWords",
    "guess",
    "make",
    "read",
    "remember",
    "words_of",
]
