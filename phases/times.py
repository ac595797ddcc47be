"""Times as people on a notice board read them."""

from datetime import datetime, time, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

# So many days from today a date needs no year.
NEAR_DAYS = 300


def end_of_day(day):
    """The moment at which ``day`` (a date) is over: 00:00 of the next, local time."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


def last_day(end):
    """The last day (a date) of an interval that ``end`` is the excluded end of."""
    return timezone.localdate(end - timedelta(microseconds=1))


def days_between(start, end):
    """Whole days by the local clock; the day of a clock change is one like any other."""
    return (timezone.localtime(end) - timezone.localtime(start)).days


def _split(moment, end):
    """Local day and time; with ``end``, midnight is 24:00 of the day before."""
    local = timezone.localtime(moment)
    if end and (local.hour, local.minute, local.second) == (0, 0, 0):
        return (local - timedelta(days=1)).date(), _("24:00 Uhr")
    return local.date(), _("%(time)s Uhr") % {"time": date_format(local, "G:i")}


def zone(moment):
    """The time zone as people write it: „MEZ“, „MESZ“."""
    name = timezone.localtime(moment).tzname()
    return {"CET": _("MEZ"), "CEST": _("MESZ")}.get(name, name)


def long_datetime(moment, *, end=False, weekday=False):
    """„31. Mai 2026, 24:00 Uhr“.

    Args:
        moment: an aware datetime.
        end: whether ``moment`` is the (excluded) end of an interval, so that
            midnight belongs to the day before.
        weekday: put „Sonntag, “ in front.
    """
    day, clock = _split(moment, end)
    text = f"{date_format(day, _('j. F Y'))}, {clock}"
    return f"{date_format(day, 'l')}, {text}" if weekday else text


def long_date(moment, *, end=False):
    """„31. Mai 2026“, the local day of ``moment``; of its last moment with ``end``."""
    return date_format(_split(moment, end)[0], _("j. F Y"))


def short_date(moment, now, *, end=False):
    """„11. Dezember“; with the year where it is not near, so that nobody can mistake it."""
    day = _split(moment, end)[0]
    is_near = abs((day - timezone.localdate(now)).days) < NEAR_DAYS
    return date_format(day, _("j. F") if is_near else _("j. F Y"))
