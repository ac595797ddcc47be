"""The files every page needs, each put together from its parts and without comments and
indentation: a first visit asks little.

Their addresses hold a hash of what is in them, so browsers keep them for ever.
"""

import hashlib
import re
from functools import lru_cache
from pathlib import Path

import rjsmin
from django.contrib.staticfiles import finders

# Ours first: it says what htmx may make of the HTML it fetches (Trusted Types).
SCRIPT = ("js/mitreden.js", "django_htmx/htmx-2.min.js")
STYLESHEET = ("css/mitreden.css",)
# Texts stay; comments go, and blanks that mean nothing. One before a colon does: „nav :is(ul)“.
_CSS = re.compile(r'("[^"]*")|/\*.*?\*/\s*|\s*([{};])\s*|([,:])\s+|\s*(\n)\s*', re.DOTALL)


def content(names):
    """The static files ``names``, one after the other."""
    return "\n".join(_read(path, path.stat().st_mtime_ns) for path in map(_path, names))


def version(names):
    """Twelve hexadecimal digits that change with what is in the files."""
    return _digest(content(names))


@lru_cache
def _path(name):
    return Path(finders.find(name))


def _shortened(stylesheet):
    """A stylesheet without comments, indentation and blanks between its signs."""
    return _CSS.sub(lambda found: "".join(part or "" for part in found.groups()), stylesheet)


_SHORTENED = {".css": _shortened, ".js": rjsmin.jsmin}


@lru_cache
def _read(path, _changed_at):
    return _SHORTENED[path.suffix](path.read_text(encoding="utf-8"))


@lru_cache
def _digest(text):
    return hashlib.sha256(text.encode()).hexdigest()[:12]
