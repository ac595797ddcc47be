from datetime import timedelta

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .. import times
from ..hours import before_writing
from ..looks import look_of
from ..models import Kommentierphase
from ..rules import current_phase

register = template.Library()

register.simple_tag(look_of, name="phase_look")
register.simple_tag(before_writing)

# Below this many days, the time left is said in hours.
DAYS_COUNTED_IN_HOURS = 2


@register.filter
def long_datetime(moment):
    """„31. Mai 2026, 9:14 Uhr“."""
    return times.long_datetime(moment)


@register.filter
def day(moment):
    """„31. Mai 2026“."""
    return times.long_date(moment)


@register.filter
def when(moment):
    """How long ago, as one says it: „heute, 9:14 Uhr“, „gestern, …“, „12. Mai 2026“."""
    local = timezone.localtime(moment)
    days = (timezone.localdate() - local.date()).days
    clock = _("%(time)s Uhr") % {"time": date_format(local, "G:i")}
    if days == 0:
        return _("heute, %(clock)s") % {"clock": clock}
    if days == 1:
        return _("gestern, %(clock)s") % {"clock": clock}
    if 1 < days < 7:
        return ngettext("vor %(n)d Tag", "vor %(n)d Tagen", days) % {"n": days}
    return date_format(local.date(), "j. F Y")


@register.simple_tag
def phase_of(phases, now):
    """The phase that matters to a visitor, of published ``phases`` (manager or list)."""
    rows = phases.all() if hasattr(phases, "all") else phases
    published = [row for row in rows if row.status == Kommentierphase.Status.PUBLISHED]
    return current_phase(published, now)


@register.inclusion_tag("includes/phase.html")
def phase_banner(phase, now, heading="h2", said="", compact=False, result=None):
    """The banner that says what is possible now and until when.

    Args:
        phase: a published Kommentierphase, or None.
        now: aware datetime.
        heading: tag of its headline.
        said: how many contributions there are, in words; shown while the phase is open.
        compact: leave out description and progress.
        result: the published Auswertung of the phase, if there is one.
    """
    context = {
        "phase": phase,
        "heading": heading,
        "said": said,
        "compact": compact,
        "look": look_of(phase, now),
        "result": result,
    }
    if phase is None:
        return context
    total = max(times.days_between(phase.starts_at, phase.ends_at), 1)
    return {
        **context,
        "iso_start": iso(phase.opens_to_all_at),
        "iso_end": iso(phase.ends_at),
        "starts": times.long_datetime(phase.opens_to_all_at, weekday=True),
        "ends": times.long_datetime(phase.ends_at, end=True, weekday=True),
        "end_day": times.long_date(phase.ends_at, end=True),
        "announced": phase.announced_ends_at
        and times.long_datetime(phase.announced_ends_at, end=True),
        "time_left": time_left(phase.ends_at, now),
        # From the whole minute on, for which a page is kept (docs/adr/0014-seitencache.md).
        "seconds_left": str(
            int((phase.ends_at - now.replace(second=0, microsecond=0)).total_seconds())
        ),
        "days_total": total,
        "days_passed": min(max(times.days_between(phase.starts_at, now), 0), total),
    }


@register.inclusion_tag("includes/now_line.html")
def now_line(phase, now, href="", said="", result=None):
    """One line that says what is possible now and until when, and leads there.

    Args:
        phase: a published Kommentierphase, or None.
        now: aware datetime.
        href: where it leads, a part of the page or another one; without it, it is no link.
        said: how many contributions there are, in words.
        result: the published Auswertung of the phase, if there is one: then it leads there.
    """
    context = {"phase": phase, "look": look_of(phase, now), "result": result, "said": said}
    if phase is None:
        return {**context, "href": href if said else ""}
    return {
        **context,
        "href": result.get_absolute_url() if result else href,
        "iso_start": iso(phase.opens_to_all_at),
        "iso_end": iso(phase.ends_at),
        "starts": times.long_datetime(phase.opens_to_all_at),
        "ends": times.short_date(phase.ends_at, now, end=True),
        "time_left": time_left(phase.ends_at, now),
    }


def time_left(end, now):
    """„noch 12 Tage“; on the last two days „noch 5 Stunden“, „noch 20 Minuten“."""
    left = end - now
    if left <= timedelta(hours=1):
        minutes = max(int(left.total_seconds() // 60), 1)
        return ngettext("noch %(n)d Minute", "noch %(n)d Minuten", minutes) % {"n": minutes}
    days = times.days_between(now, end)
    if days < DAYS_COUNTED_IN_HOURS:
        hours = int(left.total_seconds() // 3600)
        return ngettext("noch %(n)d Stunde", "noch %(n)d Stunden", hours) % {"n": hours}
    return ngettext("noch %(n)d Tag", "noch %(n)d Tage", days) % {"n": days}


@register.simple_tag
def phase_state(phase, now):
    """„coming“, „open“ or „over“; empty without a phase."""
    return phase.state_at(now).value if phase else ""


@register.filter
def mail_datetime(moment):
    """„31. Mai 2026, 9:14 Uhr (MESZ)“: a mail is read anywhere, at any time."""
    return f"{times.long_datetime(moment)} ({times.zone(moment)})"


@register.filter
def mail_end_datetime(moment):
    """As ``mail_datetime``, for the excluded end of an interval."""
    return f"{times.long_datetime(moment, end=True)} ({times.zone(moment)})"


@register.filter
def end_datetime(moment):
    """The excluded end of an interval: midnight is 24:00 of the day before."""
    return times.long_datetime(moment, end=True)


@register.filter
def event_times(event):
    """„Dienstag, 2. Dezember 2026, 18:00 Uhr bis 20:00 Uhr“; the second day only if it is another.

    Args:
        event: a Veranstaltung.
    """
    starts = times.long_datetime(event.starts_at, weekday=True)
    if event.ends_at is None:
        return starts
    if timezone.localdate(event.starts_at) == times.last_day(event.ends_at):
        end = times.long_datetime(event.ends_at, end=True).rpartition(", ")[2]
    else:
        end = times.long_datetime(event.ends_at, end=True, weekday=True)
    return _("%(start)s bis %(end)s") % {"start": starts, "end": end}


@register.filter
def end_date(moment):
    return times.long_date(moment, end=True)


@register.filter
def iso(moment):
    """Machine-readable local time for ``<time datetime>``."""
    return timezone.localtime(moment).isoformat(timespec="minutes")
