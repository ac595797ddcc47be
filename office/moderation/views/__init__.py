from .beschwerde import complaint, complaints
from .bulk import decide_many
from .kommentar import decide, kommentar
from .organisations import organisation, organisations
from .queue import help_page, queue, start
from .undo import undo

__all__ = [
    "complaint",
    "complaints",
    "decide",
    "decide_many",
    "help_page",
    "kommentar",
    "organisation",
    "organisations",
    "queue",
    "start",
    "undo",
]
