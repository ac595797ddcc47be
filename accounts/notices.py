"""Staff notices: what waits for a member of staff, in all apps, shown on the dashboard.

An app registers in ``NOTICES`` a callable ``notices(user)`` that yields a Notice for each thing
``user`` has to see to, or a Counted for many of one kind; of what the user may not see, nothing,
not even the number. It makes a fixed number of queries; what is Counted is counted for all apps
in one. ``place`` says which come first among those of the same urgency.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from registry import Registry

from .counting import count_and_find_first

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

    Without ``url`` it is a matter of the server. ``when`` says since when, or until when.
    """

    text: str
    url: str = ""
    urgency: Urgency = Urgency.WAITING
    when: str = ""


@dataclass(frozen=True)
class Counted:
    """Rows of one kind that wait; nothing if there are none.

    Attributes:
        rows: a queryset.
        words: ``ngettext_lazy`` sentence with ``%(n)d``, and ``%(day)s`` if it tells of ``first``.
        first: name of a field of ``rows`` whose least value, a date or moment, is told.
        when: the words for it beside the sentence, with ``%(day)s``.
    """

    rows: QuerySet
    words: str
    url: str
    urgency: Urgency = Urgency.WAITING
    first: str = ""
    when: str = ""

    def notice(self, number, moment):
        """The Notice of what was counted."""
        said = {"n": number, "day": _day(moment) if moment else ""}
        when = str(self.when) % said if moment else ""
        return Notice(self.words % said, self.url, self.urgency, when)


def _day(moment):
    local = timezone.localtime(moment) if isinstance(moment, datetime) else moment
    return date_format(local, "j. F Y")


def notices_for(user):
    """The notices of all apps for ``user``, the most urgent first."""
    found = [notice for notices in NOTICES for notice in notices(user)]
    counted = [each for each in found if isinstance(each, Counted)]
    asked = [(each.rows, each.first) for each in counted]
    answers = dict(zip(map(id, counted), count_and_find_first(user, asked), strict=True))
    told = [_told(each, answers) for each in found]
    return sorted((notice for notice in told if notice), key=lambda notice: notice.urgency)


def _told(each, answers):
    if not isinstance(each, Counted):
        return each
    number, moment = answers[id(each)]
    return each.notice(number, moment) if number else None
