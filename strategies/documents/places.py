"""Where in a document something stands, in the words of its reader."""

from dataclasses import dataclass

from django.utils.text import Truncator
from django.utils.translation import gettext as _

_TITLE_LENGTH = 80


def heading_place(title):
    return _("Überschrift „%(title)s“") % {"title": Truncator(title).chars(_TITLE_LENGTH)}


@dataclass
class Position:
    """Follows a reader through the document: last heading, and paragraph under it."""

    heading: str = ""
    paragraph: int = 0

    def enter_heading(self, title):
        self.heading = title
        self.paragraph = 0

    def enter_paragraph(self):
        self.paragraph += 1

    def leave_empty_paragraph(self):
        """Take back `enter_paragraph`: there is nothing to see, so nobody counts it."""
        self.paragraph -= 1

    def __str__(self):
        if self.heading and not self.paragraph:
            return heading_place(self.heading)
        if self.heading:
            return _("Absatz %(number)d unter „%(title)s“") % {
                "number": self.paragraph,
                "title": Truncator(self.heading).chars(_TITLE_LENGTH),
            }
        return _("Absatz %(number)d, vor der ersten Überschrift") % {
            "number": max(self.paragraph, 1)
        }
