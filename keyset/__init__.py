"""Keyset paging: a page begins after the key of a row, not after a number of rows.

„After the row with key 345“ costs the same on the first page and on the thousandth, and
nothing is shown twice when rows arrive in between. Who asks filters and orders the rows; what
is the same everywhere is here.
"""

from dataclasses import dataclass, replace
from operator import attrgetter

# More digits than a primary key can have.
LONGEST_KEY = 18


@dataclass(frozen=True)
class KeysetPage:
    """Some rows of a list.

    Attributes:
        next_key: key of the last row, after which the next page begins; None on the last page.
    """

    rows: list
    next_key: int | str | None = None
    is_first: bool = True

    def with_rows(self, rows):
        """The same page with something else for each row."""
        return replace(self, rows=rows)


def load_page(rows, *, size, after, key=attrgetter("pk")):
    """Return the first ``size`` of ``rows`` as a KeysetPage.

    Args:
        rows: a queryset that is ordered and begins after ``after``.
        after: the key after which it begins; anything falsy on the first page.
        key: function that returns the key of a row.
    """
    found = list(rows[: size + 1])
    page = found[:size]
    return KeysetPage(
        rows=page,
        next_key=key(page[-1]) if len(found) > size else None,
        is_first=not after,
    )


def is_key(text):
    """Whether ``text`` may be a primary key: a number that a database can compare."""
    return text.isdecimal() and len(text) <= LONGEST_KEY


def key_in(text):
    """The primary key that a parameter of a URL holds; 0 if it holds none."""
    return int(text) if is_key(text) else 0
