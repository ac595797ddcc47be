"""Everything out of the system: tables, the Word report, the catalogue.

``scope`` says which rows, ``columns`` what stands in them, and one module for each format
how they are written. All of it is written while it is read: no file grows with its rows.
"""

from .export import FORMATS, Export
from .scope import Internal, Public

__all__ = ["FORMATS", "Export", "Internal", "Public"]
