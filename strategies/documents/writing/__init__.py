"""Writing documents: the agreed text, and whatever else leaves the house as .docx or .odt.

``parts`` says what a paper is made of; one package for each format writes it.
"""

from . import word

FORMATS = {"docx": word}

__all__ = ["FORMATS"]
