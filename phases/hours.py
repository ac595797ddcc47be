"""The timetable of moderation: when comments are shown at once, and when they wait for review.

Times are read off the local clock (``TIME_ZONE``), also on days on which it is changed. An
interval is half-open like a phase: at the minute of „von“ comments are shown at once, at that of
„bis“ they wait. What waits is never shown by the clock alone: a moderator releases it.
"""

from datetime import date, datetime, time, timedelta

from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from .models import Kommentierphase

# Within so many days the next opening is looked for: no office is closed for longer.
_HORIZON = 100
Release = Kommentierphase.Release


class Timetable:
    """When comments are shown at once.

    Args:
        hours: {weekday, Monday is 0: (from, until)}, times without seconds; midnight as end is
            the end of the day.
        days_off: dates on which everything waits.
    """

    def __init__(self, hours, days_off=()):
        self.hours, self.days_off = hours, frozenset(days_off)

    @classmethod
    def parse(cls, hours, days_off=""):
        """Read what ``Kommentierphase`` stores: „1 08:00-16:00, 5 08:00-13:00“ and ISO dates.

        Monday is 1 (ISO 8601).
        """
        found = {}
        for part in filter(None, hours.split(", ")):
            day, _blank, interval = part.partition(" ")
            start, _dash, end = interval.partition("-")
            found[int(day) - 1] = time.fromisoformat(start), time.fromisoformat(end)
        return cls(found, map(date.fromisoformat, days_off.split()))

    def __str__(self):
        """The hours as they are stored."""
        return ", ".join(
            f"{day + 1} {start:%H:%M}-{end:%H:%M}"
            for day, (start, end) in sorted(self.hours.items())
        )

    def is_on(self, now):
        """Whether comments are shown at once at ``now``, an aware datetime."""
        local = timezone.localtime(now)
        interval = self._of(local.date())
        if interval is None:
            return False
        start, end = interval
        return start <= local.time() and (end == time.min or local.time() < end)

    def end_of_today(self, now):
        """Until when („16:00“) they are, on the day of ``now``; „24:00“ is the end of the day."""
        return _clock(self._of(timezone.localdate(now))[1], is_end=True)

    def next_start(self, now):
        """The next moment after ``now`` from which they are, None if there is none soon."""
        local = timezone.localtime(now)
        for number in range(_HORIZON):
            day = local.date() + timedelta(days=number)
            interval = self._of(day)
            if interval and (number or local.time() < interval[0]):
                return timezone.make_aware(datetime.combine(day, interval[0]))
        return None

    def _of(self, day):
        return None if day in self.days_off else self.hours.get(day.weekday())

    def in_words(self):
        """„Montag bis Donnerstag 8:00–16:00 Uhr, Freitag 8:00–13:00 Uhr“."""
        return ", ".join(
            _("%(days)s %(start)s–%(end)s Uhr")
            % {
                "days": _weekdays(first, last),
                "start": _clock(interval[0]),
                "end": _clock(interval[1], is_end=True),
            }
            for first, last, interval in self._runs()
        )

    def _runs(self):
        """(first weekday, last weekday, interval) of days in a row with the same times."""
        runs = []
        for day, interval in sorted(self.hours.items()):
            if runs and runs[-1][1] == day - 1 and runs[-1][2] == interval:
                runs[-1][1] = day
            else:
                runs.append([day, day, interval])
        return runs


def _weekdays(first, last):
    names = {"first": WEEKDAYS[first], "last": WEEKDAYS[last]}
    if first == last:
        return str(names["first"])
    if first + 1 == last:
        return _("%(first)s und %(last)s") % names
    return _("%(first)s bis %(last)s") % names


def _clock(value, *, is_end=False):
    return "24:00" if is_end and value == time.min else date_format(value, "G:i")


def timetable_of(phase):
    """The Timetable that decides in a phase; None where everything or nothing depends on it."""
    if not phase.by_timetable or phase.release == Release.AFTER_REVIEW:
        return None
    return Timetable.parse(phase.timetable, phase.days_off)


def all_wait(phase, now):
    """Whether whatever is written in a phase at ``now`` waits until somebody has read it."""
    timetable = timetable_of(phase)
    return phase.release == Release.AFTER_REVIEW or (
        timetable is not None and not timetable.is_on(now)
    )


def before_writing(phase, now):
    """Tell who is about to write when it will be seen; empty where it simply is."""
    timetable = timetable_of(phase)
    if phase.release == Release.AFTER_REVIEW:
        return _("Ihr Beitrag erscheint, sobald die Moderation ihn geprüft hat.")
    if timetable is None:
        return ""
    if timetable.is_on(now):
        words = _(
            "Ihr Beitrag erscheint %(how)s, heute bis %(end)s Uhr; danach wird er erst geprüft."
        )
        return words % {"how": _how(phase), "end": timetable.end_of_today(now)}
    sentence = _("Ihr Beitrag wird jetzt erst geprüft und erscheint danach.")
    return " ".join(filter(None, [sentence, when_reviewed(phase, now)]))


def _how(phase):
    return _("sofort") if phase.release == Release.AT_ONCE else _("in der Regel sofort")


def when_reviewed(phase, now):
    """„Geprüft wird am Montag, 30. November, ab 8:00 Uhr.“; empty while somebody is there."""
    timetable = timetable_of(phase)
    if timetable is None or timetable.is_on(now):
        return ""
    start = timetable.next_start(now)
    return _("Geprüft wird %(when)s.") % {"when": _from(start, now)} if start else ""


def _from(moment, now):
    local, clock = (
        timezone.localtime(moment),
        {"time": date_format(timezone.localtime(moment), "G:i")},
    )
    days = (local.date() - timezone.localdate(now)).days
    if days == 0:
        return _("heute ab %(time)s Uhr") % clock
    if days == 1:
        return _("morgen ab %(time)s Uhr") % clock
    day = date_format(local.date(), _("l, j. F"))
    return _("am %(day)s, ab %(time)s Uhr") % {**clock, "day": day}


def release_in_words(phase):
    """When comments of a phase are seen, as staff and log say it."""
    timetable = timetable_of(phase)
    if timetable is None:
        return str(phase.get_release_display())
    words = [
        str(phase.get_release_display()),
        _("aber nur %(hours)s, sonst erst nach Prüfung") % {"hours": timetable.in_words()},
    ]
    if timetable.days_off:
        words.append(
            _("auch am %(days)s nur nach Prüfung") % {"days": days_in_words(phase.days_off)}
        )
    return "; ".join(words)


def days_in_words(text):
    """„24.12.2026, 31.12.2026“ of the ISO dates that are stored."""
    days = map(date.fromisoformat, text.split())
    return ", ".join(f"{day:%d.%m.%Y}" for day in days)
