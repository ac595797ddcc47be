"""Writing documents: the agreed text, and whatever else leaves the house as .docx or .odt.

``parts`` says what a paper is made of; one package for each format writes it.
"""

from . import odf, word

FORMATS = {"docx": word, "odt": odf}

__all__ = ["FORMATS"]
