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
    since = max(now - moment, timedelta())
    minutes = int(since.total_seconds() // 60)
    if since >= timedelta(days=2):
        number = since.days
        words = ngettext("vor %(n)d Tag", "vor %(n)d Tagen", number)
    elif minutes >= 60:
        number = minutes // 60
        words = ngettext("vor %(n)d Stunde", "vor %(n)d Stunden", number)
    else:
        number = minutes
        words = ngettext("vor %(n)d Minute", "vor %(n)d Minuten", number)
    return words % {"n": number}


def open_reports(number):
    """„2 offene Meldungen“."""
    return ngettext("%(n)s offene Meldung", "%(n)s offene Meldungen", number) % {"n": number}


def phase_left(phase, now):
    """How long the Kommentierphase of a comment still runs, in words."""
    if phase.state_at(now) == phase.State.OPEN:
        return _("Phase: %(left)s") % {"left": time_left(phase.ends_at, now)}
    return _("Phase beendet")
