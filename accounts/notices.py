"""Staff notices: what waits for a member of staff, in all apps, shown on the dashboard.

An app registers in ``NOTICES`` a callable ``notices(user)`` that yields a Notice for each thing
``user`` has to see to; of what the user may not see, nothing, not even the number. It makes a
fixed number of queries. ``place`` says which come first among those of the same urgency.
"""

from dataclasses import dataclass
from enum import IntEnum

from django.utils.translation import gettext_lazy as _

from registry import Registry

NOTICES = Registry()


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
        """The badge's class in the stylesheet of the administration."""
        return {
            Urgency.OVERDUE: "stop",
            Urgency.WAITING: "wait",
            Urgency.SOON: "soon",
            Urgency.HINT: "over",
        }[self]


@dataclass(frozen=True)
class Notice:
    """One thing to see to: what, in a few words with its number, where, and how soon.

    Without ``url`` it is a matter of the server.
    """

    text: str
    url: str = ""
    urgency: Urgency = Urgency.WAITING


def notices_for(user):
    """The notices of all apps for ``user``, the most urgent first."""
    found = [notice for notices in NOTICES for notice in notices(user)]
    return sorted(found, key=lambda notice: notice.urgency)
