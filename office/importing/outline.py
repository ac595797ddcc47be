"""The outline of a document as the desk shows it: rows in a window, one of them chosen."""

from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from office.windows import windows_of
from strategies.documents.outline import Row

from . import labels
from .part import PartView

WINDOW = 200
"""So many rows have their fields on one page, three each; longer documents have several. Django
takes no form with more than a thousand fields, and the chosen part has some as well."""


@dataclass(frozen=True)
class RowView:
    """A row with what the template needs to know of its neighbours."""

    row: Row
    number: int
    before: Row | None
    is_chosen: bool

    @property
    def depth(self):
        return min(self.row.level, 4) - 1

    @property
    def kinds(self):
        """Value, label and whether it is the one, for the select."""
        return [(kind, label, kind == self.row.kind) for kind, label in labels.KINDS.items()]

    @property
    def name(self):
        return self.row.title or self.row.heading

    @property
    def warnings(self):
        """What has to be looked at, in a few words each, and where on the page of the part."""
        found = []
        if n := len(self.row.undescribed):
            words = ngettext("%(n)d Bild ohne Beschreibung", "%(n)d Bilder ohne Beschreibung", n)
            found.append((words % {"n": n}, f"bild-{self.row.undescribed[0]}"))
        if n := len(self.row.doubts):
            words = ngettext("%(n)d mögliche Überschrift", "%(n)d mögliche Überschriften", n)
            found.append((words % {"n": n}, f"zweifel-{self.row.doubts[0]}"))
        if n := len(self.row.questions):
            words = ngettext("%(n)d Frage", "%(n)d Fragen", n)
            found.append((words % {"n": n}, "text"))
        return found

    @property
    def remark(self):
        """How it was found, where it is no heading of the document."""
        return {
            "look": _("sieht aus wie eine Überschrift"),
            "row": _("Zeile einer Tabelle"),
            "steckbrief": _("Tabelle als Steckbrief gelesen"),
            "cut": _("von Hand geteilt"),
            "added": _("von Hand hinzugefügt"),
        }.get(self.row.origin, "")


class Desk:
    """What the page of the desk shows.

    Args:
        einlesung: whose document it is.
        outline: what was made of it, with what was decided.
        decisions: that, as `Decisions`.
        chosen: key of the row whose text is shown; otherwise the first that needs somebody.
        window: index of the first row whose fields are shown; otherwise so that the chosen one is.
    """

    def __init__(self, einlesung, outline, decisions, *, chosen="", window=None, whole=False):
        self.einlesung, self.outline, self._decisions = einlesung, outline, decisions
        rows = outline.rows
        window = window if window in {first for first, *_numbers in self.windows} else None
        self.index = next((n for n, row in enumerate(rows) if row.key == chosen), None)
        if self.index is None and rows:
            self.index = window if window else self._first_to_look_at()
        self.start = (self.index or 0) // WINDOW * WINDOW if window is None else window
        self._whole = whole

    def _first_to_look_at(self):
        rows = self.outline.rows
        asked = (n for n, row in enumerate(rows) if row.questions or row.doubts or row.undescribed)
        taken = (n for n, row in enumerate(rows) if row.is_taken)
        return next(asked, next(taken, 0))

    @cached_property
    def rows(self):
        rows = self.outline.rows
        shown = range(self.start, min(self.start + WINDOW, len(rows)))
        return [RowView(rows[n], n + 1, rows[n - 1] if n else None, n == self.index) for n in shown]

    @property
    def windows(self):
        return windows_of(len(self.outline.rows), WINDOW)

    @cached_property
    def part(self):
        """The chosen part, rendered; None of a document without any."""
        if self.index is None:
            return None
        return PartView(
            self.outline, self.index, self.einlesung, self._decisions, whole=self._whole
        )

    @cached_property
    def open_rows(self):
        """The rows that need somebody, the first few of them."""
        asked = [row for row in self.outline.rows if row.questions or row.doubts or row.undescribed]
        return asked[:5]

    @cached_property
    def _summary(self):
        return self.outline.summary()

    @property
    def becomes(self):
        return labels.what_it_becomes(self._summary)

    @property
    def consequences(self):
        parts = [labels.what_stays(self._summary), labels.what_is_open(self._summary.open)]
        return " · ".join([*filter(None, parts), _("alles wird Entwurf, nichts wird öffentlich")])

    @property
    def open_count(self):
        return self._summary.open

    @property
    def hints(self):
        """What was left out, the same hint once with a number."""
        return self.outline.dokument.hinweise
