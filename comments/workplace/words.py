"""How the workplace puts things: where something stands, how old it is, how long is left."""

from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from phases.templatetags.phasen import time_left


def where(baustein):
    """„Strategie 3 · Leitziel 1: …“; with ``strategie`` loaded."""
    strategie = baustein.strategie
    return f"{strategie.label if strategie.number else strategie.title} · {baustein}"


def age(moment, now):
    """How long ago something came: „vor 12 Tagen“, „vor 5 Stunden“, „vor 20 Minuten“."""
    return ago(*passed(moment, now))


def passed(moment, now):
    """What ``ago`` says of something: („days“, „hours“ or „minutes“, how many of them)."""
    since = max(now - moment, timedelta())
    if since >= timedelta(days=2):
        return "days", since.days
    minutes = int(since.total_seconds() // 60)
    return ("hours", minutes // 60) if minutes >= 60 else ("minutes", minutes)


def ago(unit, number):
    match unit:
        case "days":
            words = ngettext("vor %(n)d Tag", "vor %(n)d Tagen", number)
        case "hours":
            words = ngettext("vor %(n)d Stunde", "vor %(n)d Stunden", number)
        case "minutes":
            words = ngettext("vor %(n)d Minute", "vor %(n)d Minuten", number)
    return words % {"n": number}


def phase_left(phase, now):
    """How long the Kommentierphase of a comment still runs, in words."""
    if phase.state_at(now) == phase.State.OPEN:
        return _("Phase: %(left)s") % {"left": time_left(phase.ends_at, now)}
    return _("Phase beendet")
