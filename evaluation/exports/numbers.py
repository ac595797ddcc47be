"""Contributions by their numbers, as papers name them."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..paragraphs import named

SHOWN = 24


def numbers_in_words(keys, paragraphs):
    """„Beiträge Nr. 3, 7 (Absatz 2–3) und 12 weitere“.

    Args:
        keys: of the contributions.
        paragraphs: {key: „2-3,5“} of those of which some paragraphs alone are meant.
    """
    shown = ", ".join(_numbered(key, paragraphs.get(key, "")) for key in keys[:SHOWN])
    more = len(keys) - SHOWN
    label = ngettext("Beitrag Nr. %(shown)s", "Beiträge Nr. %(shown)s", len(keys))
    words = label % {"shown": shown or "–"}
    return words + (_(" und %(n)d weitere") % {"n": more} if more > 0 else "")


def _numbered(key, at):
    return f"{key} ({named(at)})" if at else str(key)
