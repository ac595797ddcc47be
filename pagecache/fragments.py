"""Fragments of pages, rendered once for the same values (docs/adr/0030-einfach-schnell.md).

The key of a fragment is everything it shows and everything that decides what it shows, so
nothing has to be told that one is old: whatever changes has another key.
"""

from hashlib import sha256

from django.conf import settings
from django.core.cache import caches
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import get_language


class StaleFragment(AssertionError):
    """A kept fragment differs from what would be rendered: its key lacks something."""


def fragment(name, key, render):
    """Return the fragment that was rendered for this key before, or render it now.

    In tests, what is found is rendered all the same and has to be what was kept.

    Args:
        name: of the template.
        key: a list or tuple, nested at will, of plain values; never rows, whose ``repr`` says
            nothing of their columns (see ``columns``). Language and day need not be in it.
        render: callable without arguments that returns escaped HTML.
    """
    cache = caches["fragments"]
    whole = (name, get_language(), timezone.localdate(), key)
    digest = sha256(repr(whole).encode()).hexdigest()
    html = cache.get(digest)
    if html is None:
        html = render()
        cache.set(digest, str(html))
    elif settings.FRAGMENTS_VERIFIED and (anew := render()) != html:
        raise StaleFragment(f"Kept for {name}:\n{html}\nWould be rendered:\n{anew}")
    return mark_safe(html)  # noqa: S308 (as it was rendered)


def columns(row):
    """The values of a row of the database, as they were read."""
    return [value for name, value in sorted(vars(row).items()) if not name.startswith("_")]
