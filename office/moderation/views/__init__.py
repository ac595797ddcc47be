from .beschwerde import complaint, complaints
from .bulk import decide_many
from .bundle import bundle
from .kommentar import decide, kommentar
from .lists import forget_list, keep_list
from .numbers import numbers
from .organisations import organisation, organisations
from .queue import help_page, person, queue, start
from .undo import undo

__all__ = [
    "bundle",
    "complaint",
    "complaints",
    "decide",
    "decide_many",
    "forget_list",
    "help_page",
    "keep_list",
    "kommentar",
    "numbers",
    "organisation",
    "organisations",
    "person",
    "queue",
    "start",
    "undo",
]
