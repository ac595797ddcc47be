"""A phase as lists of the desk show it, with what can be done with it."""

from phases.admin.buttons import Announce, CloseNow, Extend, OpenNow, OpenToAll
from phases.hours import release_in_words
from phases.models import Kommentierphase

from .line import look_of

Status, State = Kommentierphase.Status, Kommentierphase.State


def entry(row, now, *, is_edited=True):
    """A row of ``plan/row.html``.

    Returns:
        (phase, how it looks, (label, name) of what can be done with it or None for who only
        reads, when comments are seen).
    """
    acts = [(each.label, each.name) for each in offered(row)] if is_edited else None
    return row, look_of(row, now), acts, release_in_words(row)


def offered(row):
    """The actions that fit a phase now."""
    is_draft = row.status == Status.DRAFT
    draft = [Announce()] if is_draft and row.state != State.OVER else []
    return [*draft, *(each for each in (OpenNow(), OpenToAll(), Extend(), CloseNow())
                      if each.is_offered_for(row))]  # fmt: skip
