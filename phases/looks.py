"""How the state of a Kommentierphase looks and reads: once for banner, badge and sentence."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from .models import Kommentierphase
from .times import long_date, long_datetime

State = Kommentierphase.State


@dataclass(frozen=True)
class PhaseLook:
    """What is shown of a state.

    Attributes:
        state: „open“, „invited“ (open, for those alone), „coming“, „over“ or „none“.
        css: class of the banner.
        icon: a name of ``includes/icon.html``.
        badge: two or three words and a time; empty without a phase.
        sentence: the same for descriptions.
    """

    state: str
    css: str
    icon: str
    badge: str
    sentence: str


def look_of(phase, now):
    """The PhaseLook of ``phase`` at ``now``, an aware datetime; of no phase if it is None."""
    if not phase:
        sentence = _("Derzeit ist keine Beteiligung vorgesehen.")
        return PhaseLook("none", "none", "pause", badge="", sentence=sentence)
    if phase.is_for_invited_at(now):
        times = {"start": long_datetime(phase.public_from)}
        badge = _("für alle ab %(start)s") % times
        sentence = _("Zuerst für Eingeladene, für alle ab %(start)s") % times
        return PhaseLook("invited", "soon", "calendar", badge, sentence)
    match phase.state_at(now):
        case State.OPEN:
            times = {"end": long_datetime(phase.ends_at, end=True)}
            css, icon = "open", "talk"
            badge, sentence = _("offen bis %(end)s"), _("Mitreden bis %(end)s")
        case State.COMING:
            times = {"start": long_datetime(phase.opens_to_all_at)}
            css, icon = "soon", "calendar"
            badge, sentence = _("ab %(start)s"), _("Mitreden ab %(start)s")
        case State.OVER:
            times = {"end": long_date(phase.ends_at, end=True)}
            css, icon = "over", "done"
            badge, sentence = _("beendet am %(end)s"), _("Die Beteiligung endete am %(end)s.")
    return PhaseLook(phase.state_at(now).value, css, icon, badge % times, sentence % times)
