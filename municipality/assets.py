"""The files every page needs, each put together from its parts and without comments and
indentation: a first visit asks little.

Their addresses hold a hash of what is in them, so browsers keep them for ever.
"""

import hashlib
from functools import lru_cache
from pathlib import Path

import rcssmin
import rjsmin
from django.contrib.staticfiles import finders

# Ours first: it says what htmx may make of the HTML it fetches (Trusted Types).
SCRIPT = ("js/mitreden.js", "django_htmx/htmx-2.min.js")
STYLESHEET = ("css/mitreden.css",)
_MINIFIED = {".css": rcssmin.cssmin, ".js": rjsmin.jsmin}


def content(names):
    """The static files ``names``, one after the other."""
    return "\n".join(_read(path, path.stat().st_mtime_ns) for path in map(_path, names))


def version(names):
    """Twelve hexadecimal digits that change with what is in the files."""
    return _digest(content(names))


@lru_cache
def _path(name):
    return Path(finders.find(name))


@lru_cache
def _read(path, _changed_at):
    return _MINIFIED[path.suffix](path.read_text(encoding="utf-8"))


@lru_cache
def _digest(text):
    return hashlib.sha256(text.encode()).hexdigest()[:12]
