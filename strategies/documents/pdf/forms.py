"""Drawings that draw each other: counted before PDFium draws them all.

A form (XObject) may draw forms, each many times; thirty of them draw more than any machine can.
PDFium stops at no number, so the way from form to form is followed here, in the raw file.
"""

import re

from django.utils.translation import gettext as _

from ..limits import refuse

MOST_DRAWN = 100_000
_FORM = re.compile(rb"/Subtype\s*/Form\b")
_REFERENCE = re.compile(rb"\b(\d{1,9})\s+\d+\s+R\b")
_DRAWS = re.compile(rb"\bDo\b")
_MOST_NESTED = 40
_HOPS = 3


class Forms:
    """Collects the forms of a file; `refuse_endless` counts what they draw."""

    def __init__(self):
        self._drawn = {}
        self._objects = {}

    def add(self, number, head, draws):
        """Note an object: its number, its dictionary, how often its content draws another.

        Args:
            draws: None where it is no form.
        """
        references = {int(match[1]) for match in _REFERENCE.finditer(head)}
        self._objects[number] = references
        if draws is not None:
            self._drawn[number] = draws

    def refuse_endless(self):
        """Raise `DocumentError` where forms draw each other in circles, or too often."""
        if not self._drawn:
            return
        inner = {number: self._inner(number) for number in self._drawn}
        counted = {}
        for number in self._drawn:
            refuse(
                self._count(number, inner, counted, ()),
                MOST_DRAWN,
                _("ineinander gezeichnete Teile"),
            )

    def _inner(self, number):
        """The forms that a form refers to, be it by way of its resources."""
        seen, edge = set(), {number}
        found = set()
        for _hop in range(_HOPS):
            edge = {r for n in edge for r in self._objects.get(n, ())} - seen
            seen |= edge
            found |= edge & self._drawn.keys()
            edge -= self._drawn.keys()
        return found

    def _count(self, number, inner, counted, path):
        """How much is drawn by drawing a form once."""
        if number in counted:
            return counted[number]
        if number in path or len(path) > _MOST_NESTED:
            return MOST_DRAWN + 1
        most = max(
            (self._count(n, inner, counted, (*path, number)) for n in inner[number]), default=0
        )
        counted[number] = min(1 + self._drawn[number] * most, MOST_DRAWN + 1)
        return counted[number]


def is_form(head):
    """Whether the dictionary before a stream is that of a form."""
    return bool(_FORM.search(head))


def count_draws(content):
    """How often a piece of content draws another."""
    return len(_DRAWS.findall(content))
