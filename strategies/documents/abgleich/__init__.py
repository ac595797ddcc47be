"""A document's tree against what the Konzept holds: what would change, and changing it."""

from .apply import ImportConflict, Imported, ImportOutdated, apply_import
from .lines import Importplan
from .plan import plan_import

__all__ = [
    "ImportConflict",
    "ImportOutdated",
    "Imported",
    "Importplan",
    "apply_import",
    "plan_import",
]
