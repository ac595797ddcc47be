"""The Umsetzung as open data: the Vorhaben as a list, and all Stände in long form."""

from .export import NAMES, UmsetzungExport, blank

__all__ = ["NAMES", "UmsetzungExport", "blank"]
