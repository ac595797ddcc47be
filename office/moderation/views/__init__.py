from .beschwerde import complaint, complaints
from .bulk import decide_many
from .kommentar import decide, kommentar
from .queue import help_page, queue, start
from .undo import undo

__all__ = [
    "complaint",
    "complaints",
    "decide",
    "decide_many",
    "help_page",
    "kommentar",
    "queue",
    "start",
    "undo",
]
