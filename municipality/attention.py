"""What waits for a member of staff, in all rooms: for the front of the administration.

``settings.ATTENTION`` names one module per room, in the order in which to look. It has

``notices(user)``
    Yield a Notice for each thing that ``user`` has to see to; of what the person may not
    see, nothing, not even the number. A fixed number of queries.
"""

from dataclasses import dataclass
from enum import IntEnum
from importlib import import_module

from django.conf import settings
from django.utils.translation import gettext_lazy as _


class Urgency(IntEnum):
    """How soon; the most urgent first."""

    OVERDUE, WAITING, SOON, HINT = range(4)

    @property
    def label(self):
        return {
            Urgency.OVERDUE: _("überfällig"),
            Urgency.WAITING: _("wartet"),
            Urgency.SOON: _("bald"),
            Urgency.HINT: _("Hinweis"),
        }[self]

    @property
    def look(self):
        """The badge's, in the stylesheet of the administration."""
        return {
            Urgency.OVERDUE: "stop",
            Urgency.WAITING: "wait",
            Urgency.SOON: "soon",
            Urgency.HINT: "over",
        }[self]


@dataclass(frozen=True)
class Notice:
    """One thing to see to: what, in a few words with its number, where, and how soon."""

    text: str
    url: str
    urgency: Urgency = Urgency.WAITING


def notices_for(user):
    """The notices of all rooms for ``user``, the most urgent first."""
    rooms = [import_module(name) for name in settings.ATTENTION]
    found = [notice for room in rooms for notice in room.notices(user)]
    return sorted(found, key=lambda notice: notice.urgency)
