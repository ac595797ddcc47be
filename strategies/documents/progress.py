"""How far the reading of a document is, told by whoever reads and heard by whoever asked.

A reader says ``report("pages", 12, 350)``; outside of ``reporting`` nobody listens.
"""

from contextlib import contextmanager
from contextvars import ContextVar

STAGES = ("opening", "pages", "pictures", "keeping")
"""What a reader does, in this order; a format may leave some out."""

_listener = ContextVar("listener", default=None)


def report(stage, done=0, total=0):
    """Say that ``done`` of ``total`` of a stage are done; 0 of 0 where nobody can count.

    Args:
        stage: one of `STAGES`.
    """
    if listener := _listener.get():
        listener(stage, done, total)


@contextmanager
def reporting(listener):
    """Call ``listener(stage, done, total)`` for what is reported inside of the block."""
    token = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(token)
