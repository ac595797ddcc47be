"""The line of time: phases as bars over months, drawn as SVG. The list below says the same."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone
from django.utils.formats import date_format

from phases.models import Kommentierphase

WIDTH, _LEFT, _RIGHT = 1220, 10, 1210
_ROW, _TOP, _BAR = 36, 34, 24
# What is farther away than this stands in the list alone.
_BEFORE, _AFTER = timedelta(days=60), timedelta(days=180)
MOST = 20


@dataclass(frozen=True)
class PhaseBar:
    """One phase: where it is drawn, how it looks, and where its name stands."""

    phase: Kommentierphase
    look: str
    x: int
    y: int
    width: int
    name_x: int
    anchor: str
    # How much of it is for those who were invited; 0 where it is for everybody from the start.
    invited_width: int = 0

    @property
    def name_y(self):
        return self.y + 17


class LineOfTime:
    """What the template needs to draw.

    Args:
        phases: those to draw, in the order of their beginning.
        now: an aware datetime.
    """

    width = WIDTH

    def __init__(self, phases, now):
        self._start, self._end = now - _BEFORE, now + _AFTER
        near = [row for row in phases if row.ends_at > self._start and row.starts_at < self._end]
        self.bars = [self._bar(row, number, now) for number, row in enumerate(near[:MOST])]
        self.height = _TOP + _ROW * max(len(self.bars), 1) + 24
        self.bottom = self.height - 18
        self.today = self._x(now)
        self.months = [(self._x(first), words) for first, words in self._months()]

    def _x(self, moment):
        part = (moment - self._start) / (self._end - self._start)
        return round(_LEFT + min(max(part, 0), 1) * (_RIGHT - _LEFT))

    def _months(self):
        """(first moment, name) of each month that begins in the line."""
        day = timezone.localtime(self._start).replace(
            day=1, hour=0, minute=0, second=0, microsecond=0
        )
        while day < self._end:
            if day >= self._start:
                yield day, date_format(day, "F Y" if day.month == 1 else "F")
            day = (day + timedelta(days=32)).replace(day=1)

    def _bar(self, row, number, now):
        x, end = self._x(row.starts_at), self._x(row.ends_at)
        leftwards = end > WIDTH * 0.7
        return PhaseBar(
            phase=row,
            look=look_of(row, now),
            x=x,
            y=_TOP + _ROW * number,
            width=max(end - x, 4),
            invited_width=max(self._x(row.public_from) - x, 4) if row.public_from else 0,
            name_x=x - 8 if leftwards else end + 8,
            anchor="end" if leftwards else "start",
        )


def look_of(phase, now):
    """„draft“, or the state of an announced phase."""
    if phase.status == Kommentierphase.Status.DRAFT:
        return "draft"
    return phase.state_at(now).value
