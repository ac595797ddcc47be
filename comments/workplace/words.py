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
    passed = max(now - moment, timedelta())
    if passed >= timedelta(days=2):
        return ngettext("vor %(n)d Tag", "vor %(n)d Tagen", passed.days) % {"n": passed.days}
    minutes = int(passed.total_seconds() // 60)
    if hours := minutes // 60:
        return ngettext("vor %(n)d Stunde", "vor %(n)d Stunden", hours) % {"n": hours}
    return ngettext("vor %(n)d Minute", "vor %(n)d Minuten", minutes) % {"n": minutes}


def phase_left(phase, now):
    """How long the Kommentierphase of a comment still runs, in words."""
    if phase.state_at(now) == phase.State.OPEN:
        return _("Phase: %(left)s") % {"left": time_left(phase.ends_at, now)}
    return _("Phase beendet")
