"""Parts of pages, rendered once and found again by everything they were made of.

Twenty threads cost more to render than to load. What a part shows is its key: the columns of
its rows, the words of the platform's language, the day. So nothing has to be told that a part
is old: whatever changes has another key, and nobody asks for the old one any more
(docs/adr/0022-seitenteile.md). Each process keeps its own, in memory.
"""

import threading
from collections import OrderedDict
from contextvars import ContextVar
from datetime import timedelta
from functools import cache
from operator import itemgetter

from django.conf import settings
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import get_language

# What a key and its place cost beside the text, about as long as the text itself.
_OVERHEAD_BYTES = 1000


class StalePart(AssertionError):
    """A kept part differs from what would be rendered: its key lacks something."""


class Parts:
    """The parts used last, as many as find room.

    Args:
        room: bytes they may take, about.
    """

    def __init__(self, room):
        self._room, self._taken, self._day = room, 0, (None, None)
        self._parts = OrderedDict()
        self._lock = threading.Lock()

    def begin(self, now):
        """Forget what was kept on another day than ``now``: what says „heute“, and who has gone."""
        first, last = self._day
        if first and first <= now < last:
            return
        with self._lock:
            first = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
            self._day, self._taken = (first, first + timedelta(days=1)), 0
            self._parts.clear()

    def find(self, key):
        """The HTML kept under ``key``, None if there is none (any more)."""
        with self._lock:
            html = self._parts.get(key)
            if html is not None:
                self._parts.move_to_end(key)
            return html

    def keep(self, key, html):
        with self._lock:
            if key in self._parts or _size(html) > self._room:
                return
            self._parts[key] = html
            self._taken += _size(html)
            while self._taken > self._room:
                _key, oldest = self._parts.popitem(last=False)
                self._taken -= _size(oldest)


def _size(html):
    return 2 * len(html) + _OVERHEAD_BYTES


_anew = ContextVar("anew", default=False)
parts = Parts(settings.PAGE_PARTS_MEGABYTES * 1_000_000)


def rendered(name, values, render):
    """Return the part as it was rendered before, or as ``render`` renders it now.

    Args:
        name: of the place in the templates.
        values: everything the part depends on but the language and the day; hashable, and
            no row of the database, which equals another state of itself (see ``columns``).
        render: callable without arguments that returns safe HTML.
    """
    if not settings.PAGE_PARTS_MEGABYTES or _anew.get():
        return render()
    for value in values:
        if isinstance(value, Model):
            raise TypeError(f"{value!r} says nothing of what it shows: use its columns.")
    parts.begin(timezone.now())
    key = (name, get_language(), *values)
    html = parts.find(key)
    if html is None:
        html = render()
        parts.keep(key, html)
    elif settings.PAGE_PARTS_VERIFIED and (anew := _rendered_anew(render)) != html:
        raise StalePart(f"Kept for {name}:\n{html}\nWould be rendered:\n{anew}")
    return html


def _rendered_anew(render):
    """Render with all the parts inside, each of which would else be rendered twice."""
    token = _anew.set(True)
    try:
        return render()
    finally:
        _anew.reset(token)


def columns(row):
    """The values of a row, or of each of several, as they were read; nothing for no row."""
    if not row:
        return ()
    if not isinstance(row, Model):
        return tuple(columns(each) for each in row)
    values = vars(row)
    return _columns_of(tuple(values))(values)


@cache
def _columns_of(names):
    """What takes the values of a row apart from Django's own."""
    return itemgetter(*(name for name in names if not name.startswith("_")))
