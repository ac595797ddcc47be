"""Headings of Strategien and Bausteine as the outline reads them: number, kind, title, source."""

from itertools import product

from ..headings import KIND_NAMES, read_baustein_heading, read_strategie_heading

# A title that stands in quotation marks itself gets another pair round it.
_QUOTES = ("{}", "„{}“", '"{}"', "»{}«", "‚{}‘")


def strategie_heading(number, title):
    """The heading of a Strategie, such that it reads back as the same number and title."""
    starts = [f"Strategie {number}: ", f"{number}. "] if number else ["Strategie: ", ""]
    found = [f"{start}{quotes.format(title)}" for quotes, start in product(_QUOTES, starts)]

    def reads_back(text):
        read = read_strategie_heading(text)
        return (read.number, read.title) == (number, title)

    return next(filter(reads_back, found), found[0])


def baustein_heading(kind, number, title, *, outline_number="", source=""):
    """The heading of a Baustein, such that it reads back as the same.

    Where no spelling does, the plainest is taken.
    """
    name = f"{KIND_NAMES[kind]} {number}".strip()
    before = [f"{outline_number} ", f"{outline_number}. "] if outline_number else [""]
    after = f" (aus {source})" if source else ""
    found = [
        f"{start}{name}: {quotes.format(title)}{after}"
        for quotes, start in product(_QUOTES, before)
    ]
    if title == name:
        found.insert(0, f"{before[0]}{name}{after}")

    def reads_back(text):
        read = read_baustein_heading(text)
        return (read.kind, read.number, read.title, read.outline_number, read.source) == (
            kind, number, title, outline_number, source,
        )  # fmt: skip

    return next(filter(reads_back, found), found[0])
