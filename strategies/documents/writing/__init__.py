"""Writing documents: the agreed text, and whatever else leaves the house as .docx or .odt.

``parts`` says what a paper is made of; one package for each format writes it. Whoever hands
out a paper calls `write`: it takes the town's template, colour and logo by itself.
"""

from . import odf, word
from .stationery import stationery, stationery_state

FORMATS = {"docx": word, "odt": odf}


def write(paper, format):
    """The bytes of a `Manuscript` on the stationery of the town.

    Args:
        format: one of FORMATS.
    """
    return FORMATS[format].write(paper, stationery())


__all__ = ["FORMATS", "stationery_state", "write"]
