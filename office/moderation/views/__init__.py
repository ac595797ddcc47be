from .beschwerde import complaint, complaints
from .bulk import decide_many
from .bundle import bundle
from .kommentar import decide, kommentar
from .organisations import organisation, organisations
from .queue import help_page, person, queue, start
from .undo import undo

__all__ = [
    "bundle",
    "complaint",
    "complaints",
    "decide",
    "decide_many",
    "help_page",
    "kommentar",
    "organisation",
    "organisations",
    "person",
    "queue",
    "start",
    "undo",
]
